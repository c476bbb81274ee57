"""Read how often something is due: «ежеквартально», «2 раза в год», «по пятницам».

Like the grammar, every function gives what it read and the index after it.
"""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines.month_words import after_month_word, in_unit, reported_unit
from normalize.deadlines.recurrence import WEEKDAYS, Frequency
from normalize.deadlines.stretches import Atoms, is_year, peek
from normalize.deadlines.working import working_days

Read = tuple[Frequency, int]

_UNITS = {
    "year": "year",
    "half": "half",
    "half-year": "half",
    "quarter": "quarter",
    "month-word": "month",
    "decade": "decade",
    "week": "week",
    "day-word": "day",
    "term": "term",
}
_PER = frozenset({"в", "за"})
_MOST = 31  # a month has no more days
_NUMBERS = frozenset({"num", "count", "ordinal", "roman"})


def read_frequency(atoms: Atoms, index: int) -> Read | None:
    """The frequency that begins at `index`."""
    at = index
    if peek(atoms, at).kind == "at-least":
        at += 1
    atom = peek(atoms, at)
    if atom.kind == "freq":
        return Frequency(str(atom.value)), at + 1
    if atom.kind == "by-weekdays":
        return Frequency("week", weekdays=tuple(str(atom.value).split(","))), at + 1
    if atom.kind == "except":
        return _other_days(atoms, at + 1)
    return (
        working_days(atoms, at)
        or _times(atoms, at)
        or _every(atoms, at)
        or _weekdays(atoms, at)
        or _of_month(atoms, at)
        or _number_of_month(atoms, at)
    )


def _other_days(atoms: Atoms, index: int) -> Read | None:
    """«кроме понедельника»: all the other days of the week."""
    read = _weekdays(atoms, index)
    if read is None:
        return None
    left = tuple(day for day in WEEKDAYS if day not in read[0].weekdays)
    return (Frequency("week", weekdays=left), read[1]) if left else None


def _times(atoms: Atoms, index: int) -> Read | None:
    """«раз в неделю», «2-3 раза в год», «дважды в месяц», «1 раз в 3 года»."""
    at, times = index, 1
    atom = peek(atoms, at)
    if atom.kind in {"num", "count"} and not is_year(atom):
        times = int(atom.value)
        at += 1
        if peek(atoms, at).kind in {"-", ",", "("} and peek(atoms, at + 1).kind in {"num", "count"}:
            at += 2
            at += peek(atoms, at).kind == ")"
    if peek(atoms, at).kind == "times":
        times = int(peek(atoms, at).value) or times
    elif at == index or peek(atoms, at).kind != "word" or peek(atoms, at + 1).norm not in _PER:
        return None  # «4 заседания в год» says how often, too
    at += 1
    if peek(atoms, at).kind in {"during", "/"}:
        at += 1
    if peek(atoms, at).kind == "every":
        at += 1
    every = 1
    if peek(atoms, at).kind in {"num", "count"}:
        every = int(peek(atoms, at).value)
        at += 1
    unit, after = _unit(atoms, at)
    if unit is None or not 1 <= times <= 366 or not 1 <= every <= 50:
        return None
    return Frequency(unit, times, every), after


def _unit(atoms: Atoms, index: int) -> tuple[str | None, int]:
    if peek(atoms, index).kind == "schoolyear":
        return "school-year", index + 1
    if peek(atoms, index).kind == "school" and peek(atoms, index + 1).kind in {"year", "half"}:
        return "school-year" if peek(atoms, index + 1).kind == "year" else "half", index + 2
    if peek(atoms, index).kind in {"calendar", "working"}:
        index += 1
    unit = _UNITS.get(peek(atoms, index).kind)
    return unit, index + (unit is not None)


def _every(atoms: Atoms, index: int) -> Read | None:
    """«каждый квартал», «каждую пятницу», «каждый второй вторник», «каждые 2 недели»."""
    at = index
    if peek(atoms, at).kind == "during" and peek(atoms, at + 1).kind == "every":
        at += 1
    if peek(atoms, at).kind == "to" and peek(atoms, at + 1).kind == "every":
        at += 1
    if peek(atoms, at).kind != "every":
        return None
    at += 1
    unit, after = _unit(atoms, at)
    if unit == "decade" and peek(atoms, after).kind == "month-word":
        after += 1
    if unit:
        return Frequency(unit), after
    number = peek(atoms, at)
    if number.kind in _NUMBERS:
        listed, after = _number_list(atoms, at)
        kind = peek(atoms, after).kind
        if kind == "number-word":
            return _month_days(listed, after_month_word(atoms, after + 1))
        if kind == "weekday":
            return _nth_weekdays(listed, atoms, after)
        unit, end = _unit(atoms, after)
        if unit and number.kind in {"num", "count"} and 1 <= int(number.value) <= 50:
            return Frequency(unit, every=int(number.value)), end
        return None
    return _weekdays(atoms, at)


def _weekdays(atoms: Atoms, index: int) -> Read | None:
    """«по понедельникам», «вторник и четверг», «пн-пт», «каждая среда недели»."""
    at = index
    plural = peek(atoms, at + 1).norm.endswith(("ам", "ям"))
    if peek(atoms, at).kind == "to" and plural and peek(atoms, at + 1).kind in _UNITS:
        return Frequency(_UNITS[peek(atoms, at + 1).kind]), at + 2  # «по кварталам»
    if peek(atoms, at).kind in {"to", "during", "from"} and peek(atoms, at + 1).kind == "weekday":
        at += 1
    if peek(atoms, at).kind != "weekday":
        return None
    said = peek(atoms, at).norm
    if not said.endswith(("ам", "ям")) and _dates_follow(atoms, at + 1):
        return None
    days = [int(peek(atoms, at).value)]
    at += 1
    while peek(atoms, at).kind in {",", "and", "-", "to"} and peek(atoms, at + 1).kind == "weekday":
        day = int(peek(atoms, at + 1).value)
        if peek(atoms, at).kind in {"-", "to"}:
            days.extend(range(days[-1] + 1, day))
        days.append(day)
        at += 2
    if peek(atoms, at).kind == "every" and peek(atoms, at + 1).kind == "week":
        at += 2
    named = tuple(WEEKDAYS[day] for day in sorted(set(days)))
    return Frequency("week", weekdays=named), at


def _dates_follow(atoms: Atoms, index: int) -> bool:
    """«пятница, 13 апреля»: the day of the week of a date."""
    at = index + (peek(atoms, index).kind in {",", "("})
    day = peek(atoms, at).kind
    return day in {"dm", "dmy"} or (day == "num" and peek(atoms, at + 1).kind == "month")


def _of_month(atoms: Atoms, index: int) -> Read | None:
    """«последняя пятница месяца», «первая декада каждого месяца», «в конце квартала»."""
    at = index
    until = peek(atoms, at).kind == "until"
    if until or peek(atoms, at).kind == "during":
        at += 1
    if peek(atoms, at).kind == "part":
        return _part_of(atoms, at, until)
    if peek(atoms, at).kind not in _NUMBERS:
        return None
    listed, at = _number_list(atoms, at)
    giver = peek(atoms, at).kind
    if giver == "weekday":
        return _nth_weekdays(listed, atoms, at)
    if giver == "day-word" and peek(atoms, at + 1).kind in {"quarter", "half"} and listed == [-1]:
        return Frequency(_UNITS[peek(atoms, at + 1).kind]), at + 2
    after = after_month_word(atoms, at + 1)
    if after == at + 1 or giver not in {"decade", "week", "day-word", "half-part"}:
        return None
    size = {"decade": 10, "week": 7, "day-word": 1, "half-part": 15}[giver]
    last = {"decade": 3, "week": 5, "day-word": 32, "half-part": 2}[giver]
    if any(value > last for value in listed):
        return None
    days = tuple(-1 if v in {-1, last} or v * size > 28 else v * size for v in listed)
    return in_unit(Frequency("month", days=days), atoms, at + 1, after), after


def _part_of(atoms: Atoms, index: int, until: bool) -> Read | None:
    """«в конце каждого месяца»; «до конца месяца» without «каждого» is not again and again."""
    at = index + 1
    every = peek(atoms, at).kind == "every"
    if every:
        at += 1
    unit, after = _unit(atoms, at)
    if unit not in {"month", "quarter", "half", "week", "term"} and not (unit == "year" and every):
        return None
    if until and not every:
        return None
    if unit == "month":
        days = {"start": (10,), "middle": (20,), "end": ()}[str(atoms[index].value)]
        return Frequency("month", days=days), after
    if unit == "week" and atoms[index].value == "start":
        return Frequency("week", weekdays=("MO",)), after
    if atoms[index].value != "end":
        return None
    return Frequency(str(unit)), after


def _nth_weekdays(listed: list[int], atoms: Atoms, index: int) -> Read | None:
    """«2-я и 4-я среда месяца»; a month's name after it is a date, not a frequency."""
    if peek(atoms, index + 1).kind == "month" or any(not -1 <= v <= 5 or v == 0 for v in listed):
        return None
    day = WEEKDAYS[int(peek(atoms, index).value)]
    after = after_month_word(atoms, index + 1)
    named = Frequency("month", weekdays=tuple(f"{v}{day}" for v in listed))
    return in_unit(named, atoms, index + 1, after), after


def _number_of_month(atoms: Atoms, index: int) -> Read | None:
    """«15 числа каждого месяца», «до 10-го числа месяца, следующего за отчетным»."""
    at = index
    while peek(atoms, at).kind in {"until", "during", "from", "to"}:
        at += 1
    first = peek(atoms, at)
    if first.kind not in {"num", "count", "ordinal"} or is_year(first):
        return None
    listed, after = _number_list(atoms, at)
    word = peek(atoms, after).kind == "number-word"
    if word:
        after += 1
    elif peek(atoms, after).kind != "every":
        return None
    if peek(atoms, after).kind in {"month"}:
        return None
    if peek(atoms, after).kind == "every" and peek(atoms, after + 1).kind in {"ordinal", "count"}:
        return None  # «20 числа каждого третьего месяца»: which months, nobody says
    end = after_month_word(atoms, after)
    if not word and end == after:
        return None
    return _month_days(listed, end, reported_unit(atoms, after, end))


def _month_days(listed: list[int], after: int, unit: str = "month") -> Read | None:
    if any(not (1 <= value <= 31 or value == -1) for value in listed):
        return None
    closing = unit.endswith("-end")
    return Frequency(unit.removesuffix("-end"), days=tuple(listed), closing=closing), after


def _number_list(atoms: Atoms, index: int) -> tuple[list[int], int]:
    """«1 и 15», «с 1 по 5» (its last day): the numbers and the index after them."""
    listed = [int(peek(atoms, index).value)]
    at = index + 1
    while peek(atoms, at).kind in {",", "and", "-", "to", "until"} and len(listed) < _MOST:
        after = peek(atoms, at + 1)
        if after.kind not in _NUMBERS or is_year(after):
            break
        if peek(atoms, at).kind in {"-", "to", "until"}:
            listed.pop()
        listed.append(int(after.value))
        at += 2
    return listed, at


def merge(frequency: Frequency, detail: Frequency) -> Frequency | None:
    """«ежеквартально» and «до 10 числа», «еженедельно» and «по пятницам» as one; else None."""
    named = len(detail.days) + len(detail.weekdays)
    if frequency.times > 1 and (frequency.times != named or frequency.unit != detail.unit):
        return None  # «2 раза в месяц: 1 и 15 числа» says the same twice
    if frequency.unit == detail.unit == "week" and frequency.times == 1 and detail.every == 1:
        return replace(detail, every=frequency.every)  # «раз в 2 недели по средам»
    if frequency.days or frequency.weekdays or frequency.every > 1 or frequency.working:
        return None
    if detail.working:
        fits = detail.unit in {frequency.unit, "month"}
        return replace(detail, unit=frequency.unit) if fits and frequency.times == 1 else None
    if detail.times > 1 or detail.every > 1 or not (detail.days or detail.weekdays):
        return None
    fits = detail.unit == frequency.unit or (
        detail.unit == "month" and frequency.unit in {"quarter", "half"}
    )
    if frequency.unit == "day" and detail.unit == "week":
        return detail
    if frequency.unit == "month" and detail.unit == "week":
        return None
    if not fits:
        return None
    return replace(detail, unit=frequency.unit)
