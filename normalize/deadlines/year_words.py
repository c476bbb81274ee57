"""Years in words: «2021 г.», «2013-2015 годы», «2012/2013 учебный год», «т.г.»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.deadlines import units
from normalize.deadlines.stretches import (
    YEAR_WORDS,
    Atoms,
    Read,
    Stretch,
    is_year,
    peek,
)
from normalize.deadlines.units import Unit


@dataclass(frozen=True, slots=True)
class YearWords:
    """A year, or words for it, after a unit («2021 г.», «2020-2021 уч. года», «т.г.»)."""

    years: tuple[int, ...] = ()
    school: bool = False
    hint: str = ""


def read_year(atoms: Atoms, index: int) -> tuple[YearWords, int] | None:
    """The year after a unit: «2021», «, 2021 г.», «(2021 год)», «2020/2021 уч. года»."""
    opened = peek(atoms, index).kind
    wrapped = opened in {"(", ",", "-"}
    at = index + wrapped
    if peek(atoms, at).kind == "during" and peek(atoms, at).norm in {"в", "на"}:
        at += 1
    found = year_numbers(atoms, at)
    if not wrapped:
        return found or _year_in_words(atoms, at)
    if not found:
        return None
    words, after = found
    if opened == "(":
        return (words, after + 1) if peek(atoms, after).kind == ")" else None
    listed = len(words.years) > 1 and not words.school and opened == ","
    return None if listed or _heads_the_next(atoms, index, after) else found


def _heads_the_next(atoms: Atoms, index: int, after: int) -> bool:
    """«2019 год – II квартал, 2021 год – III квартал»: each year heads what stands behind it."""
    mark = peek(atoms, after).kind
    if mark not in {"-", ":"} or is_year(peek(atoms, after + 1)):
        return False
    return any(
        is_year(atoms[at]) and peek(atoms, after_years(atoms, at + 1)[0]).kind == mark
        for at in range(index)
    )


def _year_in_words(atoms: Atoms, index: int) -> tuple[YearWords, int] | None:
    """«т.г.», «следующего учебного года», «каждого года», «уч. года»."""
    atom, after = peek(atoms, index), peek(atoms, index + 1)
    if atom.kind == "current-year":
        return YearWords(hint="current"), index + 1
    if atom.kind in {"current", "every"}:
        return _said_year(atoms, index)
    if atom.kind == "schoolyear":
        return YearWords(school=True), index + 1
    if atom.kind == "school" and after.kind == "year":
        return YearWords(school=True), index + 2
    if atom.kind == "calendar" and after.kind == "year":
        return YearWords(), index + 2
    if atom.kind == "year" and len(atom.norm) > 2:  # «первое полугодие года»
        return _reported_year(atoms, index + 1)
    return None


def _said_year(atoms: Atoms, index: int) -> tuple[YearWords, int] | None:
    """«текущего года», «следующего учебного года», «каждого года»."""
    at = index + 1
    school = peek(atoms, at).kind == "school"
    if peek(atoms, at).kind in {"school", "calendar"}:
        at += 1
    if peek(atoms, at).kind != "year":
        return None
    if peek(atoms, index).kind == "every":
        return YearWords(hint="every", school=school), at + 1
    hint = str(peek(atoms, index).value)
    return YearWords(hint=f"school-{hint}" if school else hint, school=school), at + 1


def _reported_year(atoms: Atoms, index: int) -> tuple[YearWords, int]:
    """«1 февраля года, следующего за отчетным» comes every year; «года» alone says nothing."""
    at = index + (peek(atoms, index).kind == ",")
    said = (peek(atoms, at).value, peek(atoms, at + 1).norm, peek(atoms, at + 2).kind)
    if said != ("next", "за", "calendar"):
        return YearWords(), index
    return YearWords(hint="every"), at + 3 + (peek(atoms, at + 3).kind == "year")


def with_year(unit: Unit, words: YearWords) -> Unit:
    """The unit in that year; a school year's months lie on both sides of the new year."""
    if not words.years:
        return replace(unit, hint=words.hint) if words.hint else unit
    year = words.years[0]
    if words.school and unit.name not in {"school-year", "school-half"} and unit.first[1] < 8:
        year += 1
    return unit.at(year)


def finish(atoms: Atoms, index: int, stretches: Sequence[Stretch]) -> Read:
    """Give the year that follows to the last of the stretches."""
    found = read_year(atoms, index)
    if not found:
        return tuple(stretches), index
    words, after = found
    *others, final = stretches
    winter = final.first.name == "season" and final.first.last[0] == 1
    if winter and len(words.years) == 2:  # «зима 2021-2022» is one winter
        words = YearWords(words.years[:1])
    if len(words.years) > 1 and not words.school:
        return tuple(replace(each, years=words.years) for each in stretches), after
    if final.last is None:
        final = replace(final, first=with_year(final.first, words))
    else:
        final = replace(final, last=with_year(final.last, words))
        if words.school or words.hint:
            final = replace(final, first=with_year(final.first, words))
    if words.school and words.years:
        others = [
            replace(s, first=with_year(s.first, words), last=s.last and with_year(s.last, words))
            for s in others
        ]
    return (*others, final), after


def years(atoms: Atoms, index: int) -> Read | None:
    """«2013-2015 годы», «2014, 2015 гг.», «2012/2013 учебный год», «2021»."""
    if not is_year(atoms[index]):
        return None
    span = _year_span(atoms, index)
    if span:
        return (span[0],), span[1]
    found = year_numbers(atoms, index)
    if not found:
        return None
    words, after = found
    build = units.school_year if words.school else units.whole_year
    return tuple(Stretch(build(year)) for year in words.years), after


def _year_span(atoms: Atoms, index: int) -> tuple[Stretch, int] | None:
    """«2013-2015 годы», «2013 год - 2015 год», «2012/2013 учебный год», «2020-2023 уч. годы»."""
    first = int(atoms[index].value)
    at, _ = after_years(atoms, index + 1)
    mark = peek(atoms, at).kind
    if mark not in {"-", "/"} or not is_year(peek(atoms, at + 1)):
        return None
    last = int(peek(atoms, at + 1).value)
    after, school = after_years(atoms, at + 2)
    if peek(atoms, after).kind == "month":
        return None
    school = school or (mark == "/" and last == first + 1 and not ends_years(atoms, at + 2))
    if not school:
        return Stretch(units.whole_year(first), units.whole_year(last)), after
    if last == first + 1:
        return Stretch(units.school_year(first)), after
    return Stretch(units.school_year(first), units.school_year(last - 1)), after


def short_years(atoms: Atoms, index: int) -> Read | None:
    """«2013-14 уч. год», «2013-15 гг.»."""
    atom = atoms[index]
    first, last = atom.values
    after, school = after_years(atoms, index + 1)
    if school or ("/" in atom.norm and last == first + 1):
        return (Stretch(units.school_year(first)),), after
    if last <= first:
        return None
    return (Stretch(units.whole_year(first), units.whole_year(last)),), after


def year_numbers(atoms: Atoms, index: int) -> tuple[YearWords, int] | None:
    """Years in digits and what follows them: «2021 г.», «2021, 2022 гг.», «2021/22 уч. год»."""
    atom = peek(atoms, index)
    if atom.kind == "years":
        after, school = after_years(atoms, index + 1)
        return YearWords((atom.values[0], atom.values[1]), school or "/" in atom.norm), after
    if not is_year(atom):
        return None
    years = [int(atom.value)]
    after = index + 1
    after, school = after_years(atoms, after)
    separator = peek(atoms, after).kind
    if school:
        return YearWords((years[0],), True), after
    while separator in {"-", "/", ",", "and"} and is_year(peek(atoms, after + 1)):
        ahead, school = after_years(atoms, after + 2)
        if peek(atoms, ahead).kind == "month" and separator != "/":
            break
        year = int(peek(atoms, after + 1).value)
        closes = ends_years(atoms, after + 2)
        if school and separator in {"-", "/"} and year == years[-1] + 1:
            return YearWords((*years, year), True), ahead
        ends = peek(atoms, after + 2).kind in {"end", ")", ";", "."} and index > 0
        if separator in {",", "and"} and not (closes or ends or _more_years(atoms, after + 2)):
            break
        if separator in {"-", "/"}:
            if separator == "/" and not closes and year == years[-1] + 1:
                return YearWords((years[-1], year), True), ahead
            years.extend(range(years[-1] + 1, min(year, years[-1] + 30) + 1))
        else:
            years.append(year)
        after = ahead
        separator = peek(atoms, after).kind
    return YearWords(tuple(years), False), after


def _more_years(atoms: Atoms, index: int) -> bool:
    return peek(atoms, index).kind in {",", "and", "-"} and is_year(peek(atoms, index + 1))


def ends_years(atoms: Atoms, index: int) -> bool:
    """Whether «год», «гг.» closes a list of years."""
    return peek(atoms, index).kind in YEAR_WORDS


def after_years(atoms: Atoms, index: int) -> tuple[int, bool]:
    """Past «г.», «гг.», «учебный год»; whether a school year was said."""
    at = index
    if peek(atoms, at).kind == "-" and peek(atoms, at + 1).kind in {"school", "schoolyear"}:
        at += 1  # «2021-2022 - уч. год»
    if peek(atoms, at).kind == "schoolyear":
        return at + 1, True
    school = peek(atoms, at).kind == "school" and peek(atoms, at + 1).kind in YEAR_WORDS
    if school:
        return at + 2, True
    if peek(atoms, at).kind == "school" and peek(atoms, at + 1).kind in {"end", ",", ")", ";"}:
        return at + 1, True
    if peek(atoms, at).kind == "calendar" and peek(atoms, at + 1).kind in YEAR_WORDS:
        return at + 2, False
    if peek(atoms, at).kind in YEAR_WORDS:
        return at + 1, False
    return index, False
