"""Numbers and the word that says what they count: «18, 19-21 сентября», «II-III кварталы»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.deadlines import units
from normalize.deadlines.atoms import Atom
from normalize.deadlines.givers import GIVERS, stretches_of
from normalize.deadlines.stretches import (
    JOINS,
    NUMBERS,
    YEAR_WORDS,
    Atoms,
    Read,
    Stretch,
    is_year,
    peek,
)
from normalize.deadlines.year_words import finish

_MOST_NUMBERS = 31  # a month has no more days


def read_numbered(atoms: Atoms, index: int) -> Read | None:
    """Numbers and the word that says what they count: «1, 2-5 мая», «II-III кварталы»."""
    numbers: list[tuple[str, Atom]] = []
    join, at, lost = "", index, ""
    while peek(atoms, at).kind in NUMBERS and not is_year(peek(atoms, at)):
        if len(numbers) == _MOST_NUMBERS:
            return None
        numbers.append((join, atoms[at]))
        at += 1
        named = peek(atoms, at).kind == "number-word" and not _first_or_last(numbers[-1][1])
        if named and peek(atoms, at + 1).kind in {"month", "-", "to"}:
            at += 1
        mark = peek(atoms, at).kind
        again = numbers[-1][0] == "-" and peek(atoms, at + 1).kind == "from"
        if mark in {",", ";", "and"} and again:
            at += 1  # «с 5 по 7, с 12 по 14 марта»
        after = peek(atoms, at + 1)
        follows = after.kind in NUMBERS or after.kind in {"dm", "dmy"}
        if peek(atoms, index - 1).kind == "from" and peek(atoms, at).norm in {"до", "на"}:
            mark = "to"  # «с 18 до 22 марта», «в ночь с 24 на 25 июня»
        if mark in JOINS and follows and not is_year(after):
            join = JOINS[mark]
            at += 1
            continue
        join = ""
        if _lost_mark(atoms, at, numbers[-1][1]):
            numbers.append(("-", atoms[at]))
            at += 1
            lost = "no mark between the two; read as from … to …"
        break
    if join and peek(atoms, at).kind in {"dm", "dmy"}:
        return _days_of_printed(atoms, at, numbers, join)
    if join:
        return None
    giver = peek(atoms, at)
    build = GIVERS.get(giver.kind)
    if build is None:
        return None
    read = build(atoms, at, numbers)
    if read is None or not lost:
        return read
    return tuple(replace(stretch, doubt=lost) for stretch in read[0]), read[1]


def _lost_mark(atoms: Atoms, index: int, before: Atom) -> bool:
    """«17 19 апреля»: two days that had a dash or a comma between them."""
    here = peek(atoms, index)
    if here.kind != "num" or before.kind != "num" or peek(atoms, index + 1).kind != "month":
        return False
    return 0 < int(before.value) < int(here.value) <= 31


def read_printed(atoms: Atoms, index: int) -> Read | None:
    """«16.05.2017», «16.05.», «09.2013»."""
    atom = atoms[index]
    after = index + 1
    if atom.kind == "my":
        unit = units.month(atom.values[0], atom.values[1])
        if peek(atoms, after).kind in YEAR_WORDS:
            after += 1
        return (Stretch(unit),), after
    if atom.kind == "dm":
        unit = units.day(atom.values[0], atom.values[1])
        return finish(atoms, after, (Stretch(unit),))
    unit = units.day(*atom.values)
    if peek(atoms, after).kind in YEAR_WORDS:
        after += 1
    return (Stretch(unit),), after


def narrowed(atoms: Atoms, index: int, after: int, stretches: Sequence[Stretch]) -> Read | None:
    """«май (последняя неделя)», «апрель 2021, 2-я декада»: a part named after its month."""
    opened = peek(atoms, after).kind
    if opened not in {"(", ",", "-", *NUMBERS} or len(stretches) != 1:
        return None
    at = after + (opened not in NUMBERS)  # «ноябрь 3-4 неделя»
    numbers: list[tuple[str, Atom]] = []
    while peek(atoms, at).kind in NUMBERS:
        join = JOINS.get(peek(atoms, at - 1).kind, "") if numbers else ""
        numbers.append((join, atoms[at]))
        at += 1
        if peek(atoms, at).kind in JOINS and peek(atoms, at + 1).kind in NUMBERS:
            at += 1
    giver = peek(atoms, at)
    if not numbers or giver.kind not in {"week", "decade", "half-part", "weekday"}:
        return None
    if peek(atoms, at + 1).kind in {"month", "year"}:
        return None
    read = GIVERS[giver.kind]((giver, atoms[index]), 0, numbers)
    at += 1
    if opened == "(" and peek(atoms, at).kind == ")":
        at += 1
    if read is None:
        return None
    whole = stretches[0].first
    parts = tuple(
        replace(
            each,
            first=replace(each.first, year=whole.year, hint=whole.hint),
            last=each.last and replace(each.last, year=whole.year, hint=whole.hint),
            years=stretches[0].years,
        )
        for each in read[0]
    )
    return parts, at


def _first_or_last(atom: Atom) -> bool:
    """«первые числа», «последних числах»."""
    return atom.kind == "ordinal" and atom.norm.endswith(("ые", "ых", "ие", "их"))


def _days_of_printed(
    atoms: Atoms, index: int, numbers: list[tuple[str, Atom]], join: str
) -> Read | None:
    """«01-15.09.2021», «5, 12.09.2021»: the printed date gives month and year."""
    printed = atoms[index]
    read = read_printed(atoms, index)
    if read is None:
        return None
    final = Atom("num", "", printed.start, printed.end, printed.values[0])
    number = printed.values[1]
    stretches = stretches_of([*numbers, (join, final)], lambda value: units.day(value, number))
    if stretches is None:
        return None
    year = read[0][-1].first.year
    if year is not None:
        stretches = [
            replace(s, first=s.first.at(year), last=s.last and s.last.at(year)) for s in stretches
        ]
    return tuple(stretches), read[1]
