"""Persons in running text and cells: surname with initials or a full name, in the nominative.

«Петровой Е.В.» is «Петрова Е.В.», «Н.П. Овражный» is «Овражный Н.П.». What
a form can be is decided by `normalize.surnames`, which reading it is by the
words around it (`normalize.person_context`). Streets and schools that bear a
person's name («им. А.С. Пушкина», «ул. С. Разина») are not persons of the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.lexicon import parses
from normalize.agreement import like
from normalize.person_context import Clues, clues_around
from normalize.person_spans import NameSpan, find_spans, is_patronymic
from normalize.surnames import SurnameReading, surname_readings
from normalize.text import LATIN_TO_CYRILLIC


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the words name them, in the nominative.

    `name` is «Фамилия И.О.» («Фамилия И.» with one initial); `first_name` and
    `patronymic` are None where only initials stand. `gender` is `masc`, `femn`
    or None. `start` and `end` enclose the words. `ambiguous` says that the
    form has another likely nominative («Полежаеву П.Н.» without a context).
    """

    surname: str
    initials: str
    name: str
    first_name: str | None
    patronymic: str | None
    gender: str | None
    start: int
    end: int
    ambiguous: bool = False


_LATIN_CAPITAL = re.compile(r"(?<![A-Za-z])[ABCEHKMOPTX](?=\s?\.)")
_NO_CONTEXT = {"nomn": 1.0, "gent": 0.35, "datv": 0.35, "accs": 0.35, "ablt": 0.3, "loct": 0.08}
_IN_A_ROW = re.compile(r"\s*(?:,|;|и|,\s*и|а также)?\s*")
"""What may stand between persons in one case."""
_LIKE_THE_LAST = {"nomn": 0.5, "gent": 0.2, "datv": 0.2, "accs": 0.2, "ablt": 0.2, "loct": 0.05}


def find_persons(text: str, *, case: str | None = None) -> tuple[Person, ...]:
    """Every person that the text names, in the order of the words.

    Args:
        text: A cell, a clause, a signature.
        case: The case that all of them stand in, where the caller knows it
            (`datv` for the addressees of a clause).
    """
    if not any(char.isupper() for char in text):
        return ()
    flat = _LATIN_CAPITAL.sub(lambda m: m.group().translate(LATIN_TO_CYRILLIC), text)
    flat = re.sub(r"[\u00a0\u2009\u202f\n\t]", " ", flat)
    found = sorted(find_spans(flat), key=lambda each: each.start)
    persons: list[Person] = []
    end, last_case = 0, ""
    for each in found:
        clues = (
            Clues({case: 1.0}, None)
            if case
            else clues_around(flat, each.start, each.end, after=end)
        )
        if not clues.cases and last_case and _IN_A_ROW.fullmatch(flat[end : each.start]):
            clues = Clues({**_LIKE_THE_LAST, last_case: 1.0}, clues.gender)
        person, last_case = _person(each, clues)
        persons.append(person)
        end = each.end
    return tuple(_settle(persons, found))


def read_person(text: str) -> Person | None:
    """The first person that the text names, or None."""
    persons = find_persons(text)
    return persons[0] if persons else None


def _person(found: NameSpan, clues: Clues) -> tuple[Person, str]:
    """The person of a span, and the case that the name stands in."""
    names = _names(found)
    ranked = _ranked(found, clues, names)
    best = ranked[0][1]
    top = ranked[0][0]
    either = any(o.gender != best.gender and score >= 0.6 * top for score, o in ranked[1:])
    rival = any(o.nominative != best.nominative and score > 0.8 * top for score, o in ranked[1:])
    first, patronymic = _names_in_nominative(found, best)
    surname = _capital(found.surname.text, best.nominative)
    initials = found.initials or "".join(f"{name[0]}." for name in (first, patronymic) if name)
    person = Person(
        surname=surname,
        initials=initials,
        name=f"{surname} {initials}".strip(),
        first_name=first,
        patronymic=patronymic,
        gender=_gender_of_names(names) if either else best.gender,
        start=found.start,
        end=found.end,
        ambiguous=rival,
    )
    return person, best.case


def _capital(written: str, nominative: str) -> str:
    """The nominative with capitals as in the words; a surname in capitals becomes «Иванов»."""
    parts = []
    for index, part in enumerate(nominative.split("-")):
        own = written.split("-")[index] if index < len(written.split("-")) else part
        capital = own[:1].isupper()
        plain = part if "ё" in own.lower() else part.replace("ё", "е")
        titled = re.sub(r"(?:^|(?<=['’]))[а-яё]", lambda match: match.group().upper(), plain)
        parts.append(titled if capital else plain)
    return "-".join(parts)


_NameReading = tuple[str, str]  # gender, case


def _names(found: NameSpan) -> frozenset[_NameReading] | None:
    """Genders and cases that the first name and the patronymic allow; None without them."""
    sets = []
    for word, mark in ((found.first, "Name"), (found.patronymic, "Patr")):
        if word is None:
            continue
        head = word.split()[0].lower()
        readings = [p for p in parses(head) if mark in p.tag and p.tag.number == "sing"]
        if not readings and mark == "Patr" and is_patronymic(head):
            readings = [p for p in parses(head) if p.tag.POS == "NOUN"]
        pairs = {
            (gender, str(p.tag.case))
            for p in readings
            for gender in (
                (p.tag.gender,) if p.tag.gender in ("masc", "femn") else ("masc", "femn")
            )
        }
        if re.search(r"\s(?:оглы|Оглы|угли|уулу)$", word):
            pairs = {("masc", c) for c in _NO_CONTEXT}
        if re.search(r"\s(?:кызы|Кызы)$", word):
            pairs = {("femn", c) for c in _NO_CONTEXT}
        if pairs:
            sets.append(pairs)
    if not sets:
        return None
    common = set.intersection(*sets)
    return frozenset(common or sets[-1])


def _gender_of_names(names: frozenset[_NameReading] | None) -> str | None:
    genders = {gender for gender, _ in names or ()}
    return genders.pop() if len(genders) == 1 else None


def _ranked(
    found: NameSpan, clues: Clues, names: frozenset[_NameReading] | None
) -> list[tuple[float, SurnameReading]]:
    """Readings of the surname with their scores, the best first."""
    low = found.surname.text.lower().replace("’", "'")
    readings = surname_readings(low) or (SurnameReading(low, "masc", "nomn", 0.5),)
    scored = []
    for reading in readings:
        score = reading.weight * clues.weight(reading.case, _NO_CONTEXT)
        if names is not None:
            score *= 1.0 if (reading.gender, reading.case) in names else 0.02
        if clues.gender is not None and clues.gender != reading.gender:
            score *= 0.2
        scored.append((score, reading))
    scored.sort(key=lambda pair: (-pair[0], pair[1].gender == "femn", pair[1].nominative))
    return scored


def _names_in_nominative(found: NameSpan, best: SurnameReading) -> tuple[str | None, str | None]:
    turned: list[str | None] = []
    for word, mark in ((found.first, "Name"), (found.patronymic, "Patr")):
        if word is None:
            turned.append(None)
            continue
        head, _, tail = word.partition(" ")
        form = next(
            (
                p.inflect({"nomn", "sing"})
                for p in parses(head.lower())
                if (mark in p.tag or p.tag.POS == "NOUN")
                and p.tag.case == best.case
                and ("Fixd" not in p.tag or p.tag.case == "nomn")  # «Анне» is a rare name itself
                and (p.tag.gender == best.gender or "Ms-f" in p.tag)
            ),
            None,
        )
        nominative = like(head.capitalize(), str(form.word)) if form else head.capitalize()
        turned.append(f"{nominative} {tail}".strip())
    return turned[0], turned[1]


def _settle(persons: list[Person], found: list[NameSpan]) -> list[Person]:
    """Read an ambiguous form as the person whom the same text names without doubt."""
    sure = {(p.initials, p.surname): p for p in persons if not p.ambiguous}
    return [
        person if not person.ambiguous else _twin(person, each, sure)
        for person, each in zip(persons, found, strict=True)
    ]


def _twin(person: Person, found: NameSpan, sure: dict[tuple[str, str], Person]) -> Person:
    for reading in surname_readings(found.surname.text.lower()):
        surname = _capital(found.surname.text, reading.nominative)
        twin = sure.get((person.initials, surname))
        if twin is not None:
            return replace(
                person, surname=surname, name=twin.name, gender=twin.gender, ambiguous=False
            )
    return person
