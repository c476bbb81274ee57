"""One time: a day, a month, a quarter …, or several that share their last word.

«18, 19-21 сентября», «I-II кварталы 2021 г.», «2013-2014 учебный год». Every
function takes the atoms and an index and gives what it read with the index
after it, or None where no time begins there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.deadlines import units
from normalize.deadlines.atoms import Atom
from normalize.deadlines.units import Unit

Atoms = Sequence[Atom]
_END = Atom("end", "", 0, 0)
_NUMBERS = frozenset({"num", "roman", "ordinal"})
_YEAR_WORDS = frozenset({"year", "plural"})
_SEASON_NOUNS = frozenset(
    {"период", "периода", "периоде", "время", "сезон", "сезона", "сезоне", "месяцы", "месяца"}
)
_JOINS = {"-": "-", "to": "-", ",": ",", "and": ",", ";": ","}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit, or two with a dash between them. `years` are several years it falls in."""

    first: Unit
    last: Unit | None = None
    years: tuple[int, ...] = ()
    doubt: str = ""


Read = tuple[tuple[Stretch, ...], int]


@dataclass(frozen=True, slots=True)
class YearWords:
    """A year, or words for it, after a unit («2021 г.», «2020-2021 уч. года», «т.г.»)."""

    years: tuple[int, ...] = ()
    school: bool = False
    hint: str = ""


def peek(atoms: Atoms, index: int) -> Atom:
    """The atom at `index`, a mark for the end beyond the last."""
    return atoms[index] if 0 <= index < len(atoms) else _END


def is_year(atom: Atom) -> bool:
    """Whether a number can be a calendar year on its own."""
    return atom.kind == "num" and len(atom.norm) == 4 and 1900 <= int(atom.value) <= 2100


def read_times(atoms: Atoms, index: int) -> Read | None:
    """The time, or the times that share a last word, beginning at `index`."""
    atom = peek(atoms, index)
    if atom.kind in {"dmy", "dm", "my"}:
        return _printed(atoms, index)
    if atom.kind in _READERS:
        return _READERS[atom.kind](atoms, index)
    if atom.kind == "years":
        return _short_years(atoms, index)
    if atom.kind in _NUMBERS or atom.kind == "half-part":
        return _years(atoms, index) or _numbered(atoms, index)
    return None


def read_year(atoms: Atoms, index: int) -> tuple[YearWords, int] | None:
    """The year after a unit: «2021», «, 2021 г.», «(2021 год)», «2020/2021 уч. года»."""
    at = index
    wrapped = peek(atoms, at).kind in {"(", ",", "-"}
    if wrapped:
        at += 1
    if peek(atoms, at).kind == "during" and peek(atoms, at).norm in {"в", "на"}:
        at += 1
    atom = peek(atoms, at)
    found = _year_numbers(atoms, at)
    if found:
        words, after = found
        if wrapped and (len(words.years) > 1 and not words.school):
            return None
        if peek(atoms, index).kind == "(":
            if peek(atoms, after).kind != ")":
                return None
            after += 1
        return words, after
    if wrapped:
        return None
    if atom.kind == "current-year":
        return YearWords(hint="current"), at + 1
    if atom.kind in {"current", "every"}:
        after = at + 1
        school = peek(atoms, after).kind == "school"
        if peek(atoms, after).kind in {"school", "calendar"}:
            after += 1
        if peek(atoms, after).kind == "year":
            hint = str(atom.value) if atom.kind == "current" else "every"
            hint = f"school-{hint}" if school and hint != "every" else hint
            return YearWords(hint=hint, school=school), after + 1
        return None
    if atom.kind == "schoolyear":
        return YearWords(school=True), at + 1
    if atom.kind == "school" and peek(atoms, at + 1).kind == "year":
        return YearWords(school=True), at + 2
    if atom.kind == "calendar" and peek(atoms, at + 1).kind == "year":
        return YearWords(), at + 2
    if atom.kind == "year" and len(atom.norm) > 2:  # «первое полугодие года»
        after = at + 1
        reported = after + (peek(atoms, after).kind == ",")
        if (
            peek(atoms, reported).value == "next"
            and peek(atoms, reported + 1).norm == "за"
            and peek(atoms, reported + 2).kind == "calendar"
        ):  # «1 февраля года, следующего за отчетным» comes every year
            after = reported + 3 + (peek(atoms, reported + 3).kind == "year")
            return YearWords(hint="every"), after
        return YearWords(), after
    two_digits = atom.kind == "num" and len(atom.norm) == 2 and peek(atoms, at + 1).kind == "year"
    if two_digits:
        return YearWords((2000 + int(atom.value),)), at + 2
    return None


def with_year(unit: Unit, words: YearWords) -> Unit:
    """The unit in that year; a school year's months lie on both sides of the new year."""
    if not words.years:
        return replace(unit, hint=words.hint) if words.hint else unit
    year = words.years[0]
    if words.school and unit.name not in {"school-year", "school-half"} and unit.first[1] < 8:
        year += 1
    return unit.at(year)


def _year_numbers(atoms: Atoms, index: int) -> tuple[YearWords, int] | None:
    atom = peek(atoms, index)
    if atom.kind == "years":
        after, school = _after_years(atoms, index + 1)
        return YearWords((atom.values[0], atom.values[1]), school or "/" in atom.norm), after
    if not is_year(atom):
        return None
    years = [int(atom.value)]
    after = index + 1
    after, school = _after_years(atoms, after)
    separator = peek(atoms, after).kind
    if school:
        return YearWords((years[0],), True), after
    while separator in {"-", "/", ",", "and"} and is_year(peek(atoms, after + 1)):
        ahead, school = _after_years(atoms, after + 2)
        if peek(atoms, ahead).kind == "month" and separator != "/":
            break
        year = int(peek(atoms, after + 1).value)
        closes = _closes(atoms, after + 2)
        if school and separator in {"-", "/"} and year == years[-1] + 1:
            return YearWords((*years, year), True), ahead
        if separator in {",", "and"} and not closes and not _more_years(atoms, after + 2):
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


def _closes(atoms: Atoms, index: int) -> bool:
    return peek(atoms, index).kind in _YEAR_WORDS


def _after_years(atoms: Atoms, index: int) -> tuple[int, bool]:
    """Past «г.», «гг.», «учебный год»; whether a school year was said."""
    at = index
    if peek(atoms, at).kind == "schoolyear":
        return at + 1, True
    school = peek(atoms, at).kind == "school" and peek(atoms, at + 1).kind in _YEAR_WORDS
    if school:
        return at + 2, True
    if peek(atoms, at).kind == "school" and peek(atoms, at + 1).kind in {"end", ",", ")", ";"}:
        return at + 1, True
    if peek(atoms, at).kind == "calendar" and peek(atoms, at + 1).kind in _YEAR_WORDS:
        return at + 2, False
    if peek(atoms, at).kind in _YEAR_WORDS:
        return at + 1, False
    return at, False


def _finish(atoms: Atoms, index: int, stretches: Sequence[Stretch]) -> Read:
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


def _printed(atoms: Atoms, index: int) -> Read | None:
    """«16.05.2017», «16.05.», «09.2013»."""
    atom = atoms[index]
    after = index + 1
    if atom.kind == "my":
        unit = units.month(atom.values[0], atom.values[1])
        if peek(atoms, after).kind in _YEAR_WORDS:
            after += 1
        return (Stretch(unit),), after
    if atom.kind == "dm":
        unit = units.day(atom.values[0], atom.values[1])
        return _finish(atoms, after, (Stretch(unit),))
    year = atom.values[2]
    unit = units.day(atom.values[0], atom.values[1], year if year > 99 else 2000 + year)
    if peek(atoms, after).kind in _YEAR_WORDS:
        after += 1
    return (Stretch(unit),), after


def _month(atoms: Atoms, index: int) -> Read | None:
    after = index + 1
    if peek(atoms, after).kind == "month-word":
        after += 1
    unit = units.month(int(atoms[index].value))
    stretches, after = _finish(atoms, after, (Stretch(unit),))
    return _narrowed(atoms, index, after, stretches) or (stretches, after)


def _narrowed(atoms: Atoms, index: int, after: int, stretches: Sequence[Stretch]) -> Read | None:
    """«май (последняя неделя)», «апрель 2021, 2-я декада»: a part named after its month."""
    opened = peek(atoms, after).kind
    if opened not in {"(", ",", "-"} or len(stretches) != 1:
        return None
    at = after + 1
    numbers: list[tuple[str, Atom]] = []
    while peek(atoms, at).kind in _NUMBERS:
        join = _JOINS.get(peek(atoms, at - 1).kind, "") if numbers else ""
        numbers.append((join, atoms[at]))
        at += 1
        if peek(atoms, at).kind in _JOINS and peek(atoms, at + 1).kind in _NUMBERS:
            at += 1
    giver = peek(atoms, at)
    if not numbers or giver.kind not in {"week", "decade", "half-part"}:
        return None
    if peek(atoms, at + 1).kind in {"month", "year"}:
        return None
    read = _GIVERS[giver.kind]((giver, atoms[index]), 0, numbers)
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


def _season(atoms: Atoms, index: int) -> Read | None:
    """«лето 2021 года»."""
    return _finish(atoms, index + 1, (Stretch(units.season(int(atoms[index].value))),))


def _season_adjective(atoms: Atoms, index: int) -> Read | None:
    """«летний период»; «летние каникулы» are no season."""
    if peek(atoms, index + 1).norm not in _SEASON_NOUNS:
        return None
    return _finish(atoms, index + 2, (Stretch(units.season(int(atoms[index].value))),))


def _school(atoms: Atoms, index: int) -> Read | None:
    """«учебный год» whose years nobody says, or says afterwards."""
    after = index + 1
    if atoms[index].kind == "school":
        if peek(atoms, after).kind not in _YEAR_WORDS:
            return None
        after += 1
    found = _year_numbers(atoms, after)
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
    if found := _year_numbers(atoms, after):
        return (Stretch(unit.at(found[0].years[0])),), found[1]
    return (Stretch(replace(unit, hint=f"school-{hint}" if school else hint)),), after


def _part(atoms: Atoms, index: int) -> Read | None:
    """«начало сентября», «конец года», «конец I квартала»."""
    which = str(atoms[index].value)
    at = index + 1
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


def _years(atoms: Atoms, index: int) -> Read | None:
    """«2013-2015 годы», «2014, 2015 гг.», «2012/2013 учебный год», «2021»."""
    if not is_year(atoms[index]):
        return None
    span = _year_span(atoms, index)
    if span:
        return (span[0],), span[1]
    found = _year_numbers(atoms, index)
    if not found:
        return None
    words, after = found
    build = units.school_year if words.school else units.whole_year
    return tuple(Stretch(build(year)) for year in words.years), after


def _year_span(atoms: Atoms, index: int) -> tuple[Stretch, int] | None:
    """«2013-2015 годы», «2013 год - 2015 год», «2012/2013 учебный год», «2020-2023 уч. годы»."""
    first = int(atoms[index].value)
    at, _ = _after_years(atoms, index + 1)
    mark = peek(atoms, at).kind
    if mark not in {"-", "/"} or not is_year(peek(atoms, at + 1)):
        return None
    last = int(peek(atoms, at + 1).value)
    after, school = _after_years(atoms, at + 2)
    if peek(atoms, after).kind == "month":
        return None
    school = school or (mark == "/" and last == first + 1 and not _closes(atoms, at + 2))
    if not school:
        return Stretch(units.whole_year(first), units.whole_year(last)), after
    if last == first + 1:
        return Stretch(units.school_year(first)), after
    return Stretch(units.school_year(first), units.school_year(last - 1)), after


def _short_years(atoms: Atoms, index: int) -> Read | None:
    """«2013-14 уч. год», «2013-15 гг.»."""
    atom = atoms[index]
    first, last = atom.values
    after, school = _after_years(atoms, index + 1)
    if school or ("/" in atom.norm and last == first + 1):
        return (Stretch(units.school_year(first)),), after
    if last <= first:
        return None
    return (Stretch(units.whole_year(first), units.whole_year(last)),), after


def _numbered(atoms: Atoms, index: int) -> Read | None:
    """Numbers and the word that says what they count: «1, 2-5 мая», «II-III кварталы»."""
    numbers: list[tuple[str, Atom]] = []
    join, at = "", index
    while peek(atoms, at).kind in _NUMBERS and not is_year(peek(atoms, at)):
        numbers.append((join, atoms[at]))
        at += 1
        named = peek(atoms, at).kind == "number-word" and not _first_or_last(numbers[-1][1])
        if named and peek(atoms, at + 1).kind in {"month", "-", "to"}:
            at += 1
        after = peek(atoms, at + 1)
        follows = after.kind in _NUMBERS or after.kind in {"dm", "dmy"}
        mark = peek(atoms, at).kind
        if mark == "until" and peek(atoms, index - 1).kind == "from":
            mark = "to"  # «с 18 до 22 марта»
        if mark in _JOINS and follows and not is_year(after):
            join = _JOINS[mark]
            at += 1
            continue
        join = ""
        break
    if join and peek(atoms, at).kind in {"dm", "dmy"}:
        return _days_of_printed(atoms, at, numbers, join)
    if join:
        return None
    giver = peek(atoms, at)
    build = _GIVERS.get(giver.kind)
    if build is None:
        return None
    return build(atoms, at, numbers)


def _first_or_last(atom: Atom) -> bool:
    """«первые числа», «последних числах»."""
    return atom.kind == "ordinal" and atom.norm.endswith(("ые", "ых", "ие", "их"))


def _days_of_printed(
    atoms: Atoms, index: int, numbers: list[tuple[str, Atom]], join: str
) -> Read | None:
    """«01-15.09.2021», «5, 12.09.2021»: the printed date gives month and year."""
    printed = atoms[index]
    read = _printed(atoms, index)
    if read is None:
        return None
    final = Atom("num", "", printed.start, printed.end, printed.values[0])
    number = printed.values[1]
    stretches = _stretches([*numbers, (join, final)], lambda value: units.day(value, number))
    if stretches is None:
        return None
    year = read[0][-1].first.year
    if year is not None:
        stretches = [
            replace(s, first=s.first.at(year), last=s.last and s.last.at(year)) for s in stretches
        ]
    return tuple(stretches), read[1]


def _days(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    number = int(atoms[index].value)
    after = index + 1
    if peek(atoms, after).kind == "month-word":
        after += 1
    if len(numbers) == 1 and numbers[0][1].ordinal and _tens(numbers[0][1]):
        first = int(numbers[0][1].value)
        unit = units.days(first, min(first + 9, 28) if number == 2 else first + 9, number)
        return _finish(atoms, after, (Stretch(unit, doubt="the days are not said exactly"),))
    stretches = _stretches(numbers, lambda value: units.day(value, number))
    return _finish(atoms, after, stretches) if stretches else None


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
    many = atoms[index].norm in {"числа", "числах"} and atom.ordinal and _tens(atom)
    if atom.kind == "ordinal" and atom.value in {1, -1}:
        unit = units.days(1, 10, number) if atom.value == 1 else units.days(21, units.LAST, number)
    elif many:
        first = int(atom.value)
        unit = units.days(first, min(first + 9, 28) if number == 2 else first + 9, number)
    else:
        return _days(atoms, index + 1, numbers)
    return _finish(atoms, index + 2, (Stretch(unit, doubt="the days are not said exactly"),))


def _counted(numbers: list[tuple[str, Atom]], last: int) -> list[tuple[str, Atom]]:
    """«последний квартал» is the fourth one."""
    return [(join, replace(a, value=last) if a.value == -1 else a) for join, a in numbers]


def _quarters(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    stretches = _stretches(_counted(numbers, 4), units.quarter)
    return _finish(atoms, index + 1, stretches) if stretches else None


def _halves(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    found = read_year(atoms, index + 1)
    build = units.school_half if found and found[0].school else units.half
    stretches = _stretches(_counted(numbers, 2), build)
    return _finish(atoms, index + 1, stretches) if stretches else None


def _half_parts(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«первая половина мая», «вторая половина 2013 г.», «II половина учебного года»."""
    if len(numbers) != 1 or int(numbers[0][1].value) not in {1, 2}:
        return None
    which = int(numbers[0][1].value)
    whole = peek(atoms, index + 1)
    if whole.kind == "month":
        first, last = (1, 15) if which == 1 else (16, units.LAST)
        unit = units.days(first, last, int(whole.value))
        return _finish(atoms, index + 2, (Stretch(unit),))
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

    stretches = _stretches(_counted(numbers, 3), decade)
    return _finish(atoms, index + 2, stretches) if stretches else None


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
        return _finish(atoms, index + 2, (Stretch(unit),))
    stretches = _stretches(numbers, week)
    return _finish(atoms, index + 2, stretches) if stretches else None


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
    return _finish(atoms, index + 2, stretches)


def _last_day(atoms: Atoms, index: int, numbers: list[tuple[str, Atom]]) -> Read | None:
    """«последний день мая»."""
    if len(numbers) != 1 or peek(atoms, index + 1).kind != "month":
        return None
    value = int(numbers[0][1].value)
    number = int(atoms[index + 1].value)
    unit = units.last_day(units.month(number)) if value == -1 else units.day(value, number)
    return _finish(atoms, index + 2, (Stretch(unit),))


def _stretches(numbers: list[tuple[str, Atom]], build: units.Builder) -> list[Stretch] | None:
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

_GIVERS = {
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
