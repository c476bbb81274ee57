"""Units of time that a deadline names, and what they are in the calendar and in EDTF.

A unit is a pattern of the year («сентябрь», «II квартал», «первая декада
мая») that becomes dates when its year is known. For school years and for what
crosses the new year the unit's year is the one it begins in.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

LAST = 0
"""As a day: the last day of the month."""

Edge = tuple[int, int, int]
"""Years after the unit's own, month, day (`LAST` for the month's last)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a year. `year` is None until it is stated or inferred.

    `code` is what EDTF prints after the year where the unit has a name of its
    own there («34» for the second quarter); `hint` is a year said in words:
    `current`, `next`, `previous`, `every`. `weekday` is (which of the month, 0
    for Monday) where the day must be computed.
    """

    name: str
    first: Edge
    last: Edge
    code: str | None = None
    year: int | None = None
    hint: str = ""
    weekday: tuple[int, int] | None = None

    def bounds(self, year: int) -> tuple[dt.date, dt.date]:
        """The first and the last day in `year`.

        Raises:
            ValueError: That year has no such day (31 September).
        """
        if self.weekday:
            day = _nth_weekday(year, self.first[1], *self.weekday)
            return day, day
        return _date(year, self.first), _date(year, self.last)

    def edges(self, year: int | None) -> tuple[str, str]:
        """EDTF of where it begins and ends: twice the same where the unit has a name in EDTF."""
        written = "XXXX" if year is None else f"{year:04d}"
        if self.weekday:
            if year is None:
                return (f"XXXX-{self.first[1]:02d}",) * 2
            return (self.bounds(year)[0].isoformat(),) * 2
        if self.code is not None:
            return (written + self.code,) * 2
        return _edge(year, self.first, self.by_month), _edge(year, self.last, self.by_month)

    @property
    def by_month(self) -> bool:
        """Whether EDTF names its months: a school year has days in the contract."""
        whole = self.first[2] == 1 and self.last[2] == LAST
        return whole and self.name != "school-year"

    def at(self, year: int | None) -> Unit:
        """The same in this year."""
        return replace(self, year=year, hint="")


Builder = Callable[[int], Unit]
"""Makes a unit from its number («II» → the second quarter)."""


def day(day_of_month: int, month: int, year: int | None = None) -> Unit:
    """A day of a month; a day 0 is as impossible as a day 99 (0 means `LAST` in an edge)."""
    day_of_month = day_of_month or 99
    code = f"-{month:02d}-{day_of_month:02d}"
    edge = (0, month, day_of_month)
    return Unit("day", edge, edge, code, year)


def month(number: int, year: int | None = None) -> Unit:
    """A whole month."""
    return Unit("month", (0, number, 1), (0, number, LAST), f"-{number:02d}", year)


def days(first: int, last: int, number: int, year: int | None = None) -> Unit:
    """Days `first` to `last` of a month; `LAST` is its last day."""
    return Unit("days", (0, number, first), (0, number, last), None, year)


def quarter(number: int, year: int | None = None) -> Unit:
    """A quarter of a year; EDTF 33–36."""
    first = number * 3 - 2
    return Unit("quarter", (0, first, 1), (0, first + 2, LAST), f"-{32 + number}", year)


def half(number: int, year: int | None = None) -> Unit:
    """A half-year; EDTF 40 and 41."""
    first = number * 6 - 5
    return Unit("half", (0, first, 1), (0, first + 5, LAST), f"-{39 + number}", year)


def whole_year(year: int | None = None) -> Unit:
    """A calendar year."""
    return Unit("year", (0, 1, 1), (0, 12, LAST), "", year)


def school_year(year: int | None = None) -> Unit:
    """1 September to 31 May (contract, section 3); `year` is the year it begins in."""
    return Unit("school-year", (0, 9, 1), (1, 5, LAST), None, year)


def school_half(number: int, year: int | None = None) -> Unit:
    """September to December, or January to May."""
    if number == 1:
        return Unit("school-half", (0, 9, 1), (0, 12, LAST), None, year)
    return Unit("school-half", (1, 1, 1), (1, 5, LAST), None, year)


def season(code: int, year: int | None = None) -> Unit:
    """A season by its EDTF code, 21 spring to 24 winter; winter begins in December."""
    if code == 24:
        return Unit("season", (0, 12, 1), (1, 2, LAST), None, year)
    first = (code - 20) * 3
    return Unit("season", (0, first, 1), (0, first + 2, LAST), f"-{code}", year)


def nth_weekday(nth: int, weekday: int, number: int, year: int | None = None) -> Unit:
    """The first, second, … or last (-1) Monday (0) … Sunday (6) of a month."""
    edge = (0, number, 1)
    return Unit("day", edge, edge, None, year, weekday=(nth, weekday))


def part(unit: Unit, which: str) -> Unit:
    """The `start`, `middle` or `end` of a unit: a third of a month, else a month of it."""
    if unit.name == "month":
        first, last = {"start": (1, 10), "middle": (11, 20), "end": (21, LAST)}[which]
        return days(first, last, unit.first[1], unit.year)
    if which == "start":
        offset, number = unit.first[0], unit.first[1]
    elif which == "end":
        offset, number = unit.last[0], unit.last[1]
    else:
        spread = (unit.last[0] - unit.first[0]) * 12 + unit.last[1] - unit.first[1]
        steps = unit.first[1] - 1 + spread // 2
        offset, number = unit.first[0] + steps // 12, steps % 12 + 1
    name = "month-of-half" if unit.name == "half" else "month"
    first_edge, last_edge = (offset, number, 1), (offset, number, LAST)
    return Unit(name, first_edge, last_edge, None, unit.year, unit.hint)


def first_day(unit: Unit) -> Unit:
    """The day that a unit begins on."""
    return _one_day(unit, unit.first)


def last_day(unit: Unit) -> Unit:
    """The day that a unit ends on."""
    return _one_day(unit, unit.last)


def _one_day(unit: Unit, edge: Edge) -> Unit:
    if unit.weekday:
        return unit
    return Unit("day", edge, edge, None, unit.year, unit.hint)


def _date(year: int, edge: Edge) -> dt.date:
    offset, number, day_of_month = edge
    year += offset
    if day_of_month <= LAST:  # -7: the seventh day from the end
        day_of_month += calendar.monthrange(year, number)[1] + (day_of_month < LAST)
    return dt.date(year, number, day_of_month)


def _edge(year: int | None, edge: Edge, by_month: bool) -> str:
    offset, number, day_of_month = edge
    if year is None:
        written = "XXXX"
        if day_of_month <= LAST:
            day_of_month = _date(2001, (0, number, day_of_month)).day
    else:
        written = f"{year + offset:04d}"
        day_of_month = _date(year, edge).day
    if by_month:
        return f"{written}-{number:02d}"
    return f"{written}-{number:02d}-{day_of_month:02d}"


def _nth_weekday(year: int, number: int, nth: int, weekday: int) -> dt.date:
    last = calendar.monthrange(year, number)[1]
    found = [
        dt.date(year, number, d)
        for d in range(1, last + 1)
        if dt.date(year, number, d).weekday() == weekday
    ]
    if nth > len(found):
        raise ValueError(f"the month has no {nth}th such weekday")
    return found[nth - 1] if nth > 0 else found[nth]
