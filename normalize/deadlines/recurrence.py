"""Again and again: frequencies in words → RFC 5545 rules, and rules → days.

A rule names its days («BYMONTH=3,6,9,12;BYMONTHDAY=-1»), so that it gives the
same days wherever counting starts. Where only how often is said, the day is
the last of each month, quarter, half-year or year, and Friday of each week.
Only «раз в 3 года» and «раз в 2 недели» must count from the start (INTERVAL).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.deadlines.units import LAST, Unit
from normalize.record import Deadline

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ANCHOR = dt.date(2001, 1, 1)  # a Monday; where nothing says when counting starts

_MONTHS = {
    ("year", 1): "12",
    ("year", 2): "6,12",
    ("year", 3): "4,8,12",
    ("year", 4): "3,6,9,12",
    ("year", 6): "2,4,6,8,10,12",
    ("half", 1): "6,12",
    ("half", 2): "3,6,9,12",
    ("half", 3): "2,4,6,8,10,12",
    ("quarter", 1): "3,6,9,12",
    ("school-year", 1): "5",
    ("school-year", 2): "5,12",
}
_NEXT_MONTHS = {"quarter": "1,4,7,10", "half": "1,7", "year": "1"}
_MONTHLY = {("year", 12), ("half", 6), ("quarter", 3), ("month", 1)}
_EVERY_MONTHS = {2: "2,4,6,8,10,12", 3: "3,6,9,12", 4: "4,8,12", 6: "6,12", 12: "12"}
_MONTH_DAYS = {2: "15,-1", 3: "10,20,-1", 4: "7,14,21,-1"}
_WEEK_DAYS = {1: "FR", 2: "TU,FR", 3: "MO,WE,FR", 4: "MO,TU,TH,FR", 5: "MO,TU,WE,TH,FR"}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: `times` in each of `every` units.

    `days` are the days of the month that are named, `weekdays` RFC 5545 days
    («FR», «-1FR»), `closing` tells that a day is one of the unit's last month,
    `following` that it is one of the month after the unit.
    `working` is which working day of the month (-1 the last), `without` are
    months that are left out.
    """

    unit: str
    times: int = 1
    every: int = 1
    days: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()
    closing: bool = False
    following: bool = False
    working: int = 0
    without: tuple[int, ...] = ()


def rule_of(frequency: Frequency) -> str | None:
    """The RRULE of a frequency, None where no rule says it («1 раз в четверть»)."""
    unit, times, every = frequency.unit, frequency.times, frequency.every
    if frequency.working:
        return _of_working_days(frequency)
    if unit in {"day", "hour"}:
        return "FREQ=DAILY" if every == 1 else f"FREQ=DAILY;INTERVAL={every}"
    if unit == "week":
        days = ",".join(frequency.weekdays) or _WEEK_DAYS.get(times)
        interval = f"INTERVAL={every};" if every > 1 else ""
        return f"FREQ=WEEKLY;{interval}BYDAY={days}" if days else "FREQ=DAILY"
    if unit == "decade":
        return "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"
    if unit == "month" and every == 1 and times in _MONTH_DAYS and not frequency.days:
        return f"FREQ=MONTHLY;BYMONTHDAY={_MONTH_DAYS[times]}"
    on = f"BYDAY={','.join(frequency.weekdays)}" if frequency.weekdays else _on(frequency.days)
    if (unit, times) in _MONTHLY and every == 1:
        if frequency.without:
            left = [str(month) for month in range(1, 13) if month not in frequency.without]
            return f"{_in_months(on)};BYMONTH={','.join(left)};{on}" if left else None
        return f"FREQ=MONTHLY;{on}"
    months = _months(frequency)
    if months:
        return f"{_in_months(on)};BYMONTH={months};{on}"
    if unit == "year" and times == 1:
        return f"FREQ=YEARLY;INTERVAL={every};BYMONTH=12;{on}"
    return None


def _in_months(on: str) -> str:
    """BYSETPOS picks once in each year or once in each month; here each month is meant."""
    return "FREQ=MONTHLY" if "BYSETPOS" in on else "FREQ=YEARLY"


def _of_working_days(frequency: Frequency) -> str:
    """Monday to Friday are counted; holidays are not known."""
    day = f"BYDAY={_WEEK_DAYS[5]};BYSETPOS={frequency.working}"
    if frequency.unit == "month":
        return f"FREQ=MONTHLY;{day}"
    closing = frequency.closing or frequency.working < 0
    months = _MONTHS[frequency.unit, 1] if closing else _NEXT_MONTHS[frequency.unit]
    return f"FREQ=MONTHLY;BYMONTH={months};{day}"


def _on(days: Sequence[int]) -> str:
    """The days of a month; the 29th to the 31st are the last one where a month is shorter."""
    if len(days) == 1 and days[0] == 31:
        return "BYMONTHDAY=-1"
    if len(days) == 1 and days[0] > 28:
        return f"BYMONTHDAY={','.join(map(str, range(28, days[0] + 1)))};BYSETPOS=-1"
    return f"BYMONTHDAY={','.join(map(str, days)) or '-1'}"


def _months(frequency: Frequency) -> str | None:
    """The months of the year that it falls in; after the unit where a day is named.

    «Ежеквартально до 10 числа» is due in the month after the quarter.
    """
    unit, times, every = frequency.unit, frequency.times, frequency.every
    if every > 1:
        size = {"month": 1, "quarter": 3, "half": 6}.get(unit, 0)
        return _EVERY_MONTHS.get(size * every) if times == 1 else None
    if times == 1 and _in_first_month(frequency):
        return _NEXT_MONTHS.get(unit) or _MONTHS.get((unit, 1))
    return _MONTHS.get((unit, times))


def _in_first_month(frequency: Frequency) -> bool:
    """Whether the days that are named lie in the first month of a unit, or in the one after it."""
    if frequency.closing or frequency.following:
        return frequency.following
    counted = [int(day[:-2]) for day in frequency.weekdays if day[:-2]]
    return max((*frequency.days, *counted), default=0) > 0


def yearly_rules(dues: Sequence[Unit]) -> tuple[str, ...]:
    """Rules for what falls due in each year.

    A unit falls due on its last day. Days that differ in the month alone, or
    in the day alone, share a rule: «1 марта и 1 сентября».
    """
    if not any(unit.weekday for unit in dues):
        months = sorted({unit.last[1] for unit in dues})
        days = list(dict.fromkeys(_month_day(unit) for unit in dues))
        if len(days) == 1 or len(months) == 1:
            listed = ",".join(map(str, months))
            return (f"FREQ=YEARLY;BYMONTH={listed};BYMONTHDAY={','.join(map(str, days))}",)
    return tuple(_yearly(unit) for unit in dues)


def _month_day(unit: Unit) -> int:
    return -1 if unit.last[2] == LAST else unit.last[2]


def _yearly(unit: Unit) -> str:
    if unit.weekday:
        nth, weekday = unit.weekday
        return f"FREQ=YEARLY;BYMONTH={unit.first[1]};BYDAY={nth}{WEEKDAYS[weekday]}"
    return f"FREQ=YEARLY;BYMONTH={unit.last[1]};BYMONTHDAY={_month_day(unit)}"


@lru_cache(maxsize=4096)
def is_valid(rule: str) -> bool:
    """Whether dateutil takes the rule and it gives days."""
    from dateutil.rrule import rrulestr

    try:
        return next(iter(rrulestr(rule, dtstart=_midnight(_ANCHOR))), None) is not None
    except ValueError:
        return False


def occurrences(deadline: Deadline, start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    """The days from `start` to `end` that a recurring deadline falls due on.

    Days outside the deadline's own start and end are left out. A deadline
    without a rule gives its end (or its start) if that lies in the window.
    """
    from dateutil.rrule import rrulestr

    low = max(start, deadline.start) if deadline.start else start
    high = min(end, deadline.end) if deadline.end else end
    if deadline.rrule is None:
        due = deadline.end or deadline.start
        return (due,) if due and start <= due <= end else ()
    if high < low:
        return ()
    # A rule with INTERVAL counts from the deadline's start; the others name their days.
    counted = "INTERVAL=" in deadline.rrule
    anchor = (deadline.start or _ANCHOR) if counted else low
    rule = rrulestr(deadline.rrule, dtstart=_midnight(anchor))
    return tuple(day.date() for day in rule.between(_midnight(low), _midnight(high), inc=True))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())
