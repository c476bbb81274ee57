"""What numbers count, by the word behind them: days of a month, quarters, decades, weeks."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines import units
from normalize.deadlines.atoms import Atom
from normalize.deadlines.stretches import Atoms, Read, Stretch, peek
from normalize.deadlines.units import Unit
from normalize.deadlines.year_words import finish, read_year


def _days(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    number = int(atoms[index].value)
    after = index + 1
    if peek(atoms, after).kind == "month-word":
        after += 1
    if len(numbers) == 1 and numbers[0][1].ordinal and _tens(numbers[0][1]):
        first = int(numbers[0][1].value)
        unit = units.days(first, min(first + 9, 28) if number == 2 else first + 9, number)
        return finish(atoms, after, (Stretch(unit, doubt="the days are not said exactly"),))
    stretches = stretches_of(numbers, lambda value: units.day(value, number))
    return finish(atoms, after, stretches) if stretches else None


def _tens(atom: Atom) -> bool:
    return (
        atom.norm.endswith(("е", "ых", "х"))
        and atom.value in {10, 20}
        and not atom.norm.endswith("ое")
    )


def _day_numbers(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«20-е числа мая», «до 25 числа мая», «первые числа сентября»."""
    if peek(atoms, index + 1).kind != "month" or len(numbers) != 1:
        return None
    atom = numbers[0][1]
    number = int(atoms[index + 1].value)
    counted = atom.ordinal or atom.kind == "ordinal"
    many = atoms[index].norm in {"числа", "числах"} and counted and _tens(atom)
    if atom.kind == "ordinal" and atom.value in {1, -1}:
        unit = units.days(1, 10, number) if atom.value == 1 else units.days(21, units.LAST, number)
    elif many:
        first = int(atom.value)
        unit = units.days(first, min(first + 9, 28) if number == 2 else first + 9, number)
    else:
        return _days(atoms, index + 1, numbers)
    return finish(atoms, index + 2, (Stretch(unit, doubt="the days are not said exactly"),))


def _counted(numbers: list[tuple[str, Atom]], last: int) -> list[tuple[str, Atom]]:
    """«последний квартал» is the fourth one."""
    return [(join, replace(a, value=last) if a.value == -1 else a) for join, a in numbers]


def _quarters(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    stretches = stretches_of(_counted(numbers, 4), units.quarter)
    return finish(atoms, index + 1, stretches) if stretches else None


def _halves(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    found = read_year(atoms, index + 1)
    build = units.school_half if found and found[0].school else units.half
    stretches = stretches_of(_counted(numbers, 2), build)
    return finish(atoms, index + 1, stretches) if stretches else None


def _half_parts(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«первая половина мая», «вторая половина 2013 г.», «II половина учебного года»."""
    if len(numbers) != 1 or int(numbers[0][1].value) not in {1, 2}:
        return None
    which = int(numbers[0][1].value)
    whole = peek(atoms, index + 1)
    if whole.kind == "month":
        first, last = (1, 15) if which == 1 else (16, units.LAST)
        unit = units.days(first, last, int(whole.value))
        return finish(atoms, index + 2, (Stretch(unit),))
    if read_year(atoms, index + 1):
        return _halves(atoms, index, numbers)
    return None


def _decades(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«первая декада марта»; a month has three."""
    if peek(atoms, index + 1).kind != "month":
        return None
    number = int(atoms[index + 1].value)

    def decade(value: int) -> Unit:
        return units.days(value * 10 - 9, units.LAST if value == 3 else value * 10, number)

    stretches = stretches_of(_counted(numbers, 3), decade)
    return finish(atoms, index + 2, stretches) if stretches else None


def _weeks(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«вторая неделя сентября»: days 8 to 14; the last week is the last seven days."""
    if peek(atoms, index + 1).kind != "month":
        return None
    number = int(atoms[index + 1].value)

    def week(value: int) -> Unit:
        if value == 5:
            return units.days(29, units.LAST, number)
        return units.days(value * 7 - 6, value * 7, number)

    if len(numbers) == 1 and numbers[0][1].value == -1:
        unit = Unit("last-week", (0, number, -7), (0, number, units.LAST))
        return finish(atoms, index + 2, (Stretch(unit),))
    stretches = stretches_of(numbers, week)
    return finish(atoms, index + 2, stretches) if stretches else None


def _weekdays(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«последняя пятница мая», «второй вторник сентября»."""
    if peek(atoms, index + 1).kind != "month":
        return None
    number = int(atoms[index + 1].value)
    weekday = int(atoms[index].value)
    if any(int(atom.value) > 5 or int(atom.value) == 0 for _, atom in numbers):
        return None
    stretches = [
        Stretch(units.nth_weekday(int(atom.value), weekday, number)) for _, atom in numbers
    ]
    return finish(atoms, index + 2, stretches)


def _last_day(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«последний день мая»."""
    if len(numbers) != 1 or peek(atoms, index + 1).kind != "month":
        return None
    value = int(numbers[0][1].value)
    number = int(atoms[index + 1].value)
    unit = units.last_day(units.month(number)) if value == -1 else units.day(value, number)
    return finish(atoms, index + 2, (Stretch(unit),))


def stretches_of(numbers: list[tuple[str, Atom]], build: units.Builder) -> list[Stretch] | None:
    """The numbers as units, joined by dashes.

    A unit that no calendar has («32 мая», «5 квартал») is made all the same:
    the clerk did write one, and it is refused where it should become a date.
    """
    out: list[Stretch] = []
    for join, atom in numbers:
        if not 0 <= int(atom.value) <= 99:
            return None
        unit = build(int(atom.value) or 99)
        if join == "-" and out and out[-1].last is None:
            out[-1] = replace(out[-1], last=unit)
        elif join == "-":
            return None
        else:
            out.append(Stretch(unit))
    return out


GIVERS = {
    "month": _days,
    "number-word": _day_numbers,
    "quarter": _quarters,
    "half": _halves,
    "half-part": _half_parts,
    "decade": _decades,
    "week": _weeks,
    "weekday": _weekdays,
    "day-word": _last_day,
}
