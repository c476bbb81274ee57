"""One time: a day, a month, a quarter …, or several that share their last word."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines import units
from normalize.deadlines.numbered import narrowed, read_numbered, read_printed
from normalize.deadlines.stretches import (
    NUMBERS,
    YEAR_WORDS,
    Atoms,
    Read,
    Stretch,
    peek,
)
from normalize.deadlines.year_words import (
    finish,
    read_year,
    short_years,
    with_year,
    year_numbers,
    years,
)

_SEASON_NOUNS = frozenset(
    {"период", "периода", "периоде", "время", "сезон", "сезона", "сезоне", "месяцы", "месяца"}
)


def read_times(atoms: Atoms, index: int) -> Read | None:
    """The time, or the times that share a last word, beginning at `index`."""
    atom = peek(atoms, index)
    if atom.kind in {"dmy", "dm", "my"}:
        return read_printed(atoms, index)
    if atom.kind in _READERS:
        return _READERS[atom.kind](atoms, index)
    if atom.kind == "years":
        return short_years(atoms, index)
    if atom.kind in NUMBERS or atom.kind == "half-part":
        return years(atoms, index) or read_numbered(atoms, index)
    return None


def _month(atoms: Atoms, index: int) -> Read | None:
    after = index + 1
    if peek(atoms, after).kind == "month-word":
        after += 1
    unit = units.month(int(atoms[index].value))
    stretches, after = finish(atoms, after, (Stretch(unit),))
    return narrowed(atoms, index, after, stretches) or (stretches, after)


def _season(atoms: Atoms, index: int) -> Read | None:
    """«лето 2021 года»."""
    return finish(atoms, index + 1, (Stretch(units.season(int(atoms[index].value))),))


def _season_adjective(atoms: Atoms, index: int) -> Read | None:
    """«летний период»; «летние каникулы» are no season."""
    if peek(atoms, index + 1).norm not in _SEASON_NOUNS:
        return None
    return finish(atoms, index + 2, (Stretch(units.season(int(atoms[index].value))),))


def _school(atoms: Atoms, index: int) -> Read | None:
    """«учебный год» whose years nobody says, or says afterwards."""
    after = index + 1
    if atoms[index].kind == "school":
        if peek(atoms, after).kind not in YEAR_WORDS:
            return None
        after += 1
    found = year_numbers(atoms, after)
    year = None
    if found and found[0].years:
        year, after = found[0].years[0], found[1]
    return (Stretch(units.school_year(year)),), after


def _current(atoms: Atoms, index: int) -> Read | None:
    """«текущий год», «текущего учебного года», «следующий год», «т.г.»."""
    if atoms[index].kind == "current-year":
        return (Stretch(replace(units.whole_year(), hint="current")),), index + 1
    hint = str(atoms[index].value)
    after = index + 1
    school = peek(atoms, after).kind == "school"
    if peek(atoms, after).kind in {"school", "calendar"}:
        after += 1
    if peek(atoms, after).kind != "year":
        return None
    after += 1
    unit = units.school_year() if school else units.whole_year()
    if found := year_numbers(atoms, after):
        return (Stretch(unit.at(found[0].years[0])),), found[1]
    return (Stretch(replace(unit, hint=f"school-{hint}" if school else hint)),), after


def _part(atoms: Atoms, index: int) -> Read | None:
    """«начало сентября», «конец года», «конец I квартала»."""
    which = str(atoms[index].value)
    at = index + 1
    if peek(atoms, at).kind in {"and", ","} and _next_part(atoms, at):
        return _several_parts(atoms, index)
    if peek(atoms, at).kind == "-" and peek(atoms, at + 1).kind == "part":
        return _range_of_parts(atoms, index)
    whole = peek(atoms, at)
    if whole.kind == "year":
        found = read_year(atoms, at + 1)
        unit = units.whole_year()
        after = at + 1
        if found:
            unit, after = with_year(unit, found[0]), found[1]
        return (Stretch(units.part(unit, which)),), after
    if whole.kind == "calendar" and peek(atoms, at + 1).kind == "year":
        return (Stretch(units.part(units.whole_year(), which)),), at + 2
    if whole.kind == "month-word" and peek(atoms, at + 1).kind == "month":
        at += 1
    inner = read_times(atoms, at)
    if not inner or len(inner[0]) != 1 or inner[0][0].last is not None:
        return None
    unit = inner[0][0].first
    if unit.name in {"day", "days"}:
        return None
    return (Stretch(units.part(unit, which)),), inner[1]


def _next_part(atoms: Atoms, index: int) -> int:
    """The index of a part behind a mark and «в», 0 where none stands there."""
    at = index + 1 + (peek(atoms, index + 1).kind == "during")
    return at if peek(atoms, at).kind == "part" else 0


def _several_parts(atoms: Atoms, index: int) -> Read | None:
    """«начало и конец года», «в начале, в середине и в конце мая»."""
    parts = [index]
    while peek(atoms, parts[-1] + 1).kind in {"and", ","}:
        following = _next_part(atoms, parts[-1] + 1)
        if not following:
            return None
        parts.append(following)
    whole = atoms[parts[-1] + 1 :]
    read = [_part((atoms[at], *whole), 0) for at in parts]
    found = [each for each in read if each is not None]
    if len(found) < len(parts):
        return None
    stretches = tuple(stretch for each in found for stretch in each[0])
    return stretches, parts[-1] + found[-1][1]


def _range_of_parts(atoms: Atoms, index: int) -> Read | None:
    """«начало-середина июня»."""
    second = _part(atoms, index + 2)
    first = _part((atoms[index], *atoms[index + 3 :]), 0)
    if not first or not second or second[0][0].last is not None:
        return None
    return (replace(first[0][0], last=second[0][0].first),), second[1]


_READERS = {
    "month": _month,
    "season": _season,
    "season-adjective": _season_adjective,
    "school": _school,
    "schoolyear": _school,
    "current": _current,
    "current-year": _current,
    "part": _part,
}
