"""Persons in running text and cells: surname with initials or a full name, in the nominative.

«Петровой Е.В.» is «Петрова Е.В.», «Н.Е. Байрачный» is «Байрачный Н.Е.». What
a form can be is decided by `normalize.surnames`, which reading it is by the
words around it (`normalize.person_context`). Streets and schools that bear a
person's name («им. А.С. Пушкина», «ул. С. Разина») are not persons of the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import parses
from normalize.agreement import like
from normalize.person_context import Clues, clues_around, is_title
from normalize.surnames import SurnameReading, likeness, surname_readings
from normalize.text import LATIN_TO_CYRILLIC


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the words name them, in the nominative.

    `name` is «Фамилия И.О.» («Фамилия И.» with one initial); `first_name` and
    `patronymic` are None where only initials stand. `gender` is `masc`, `femn`
    or None. `start` and `end` enclose the words. `ambiguous` says that the
    form has another likely nominative («Брежневу И.Н.» without a context).
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


_WORD = r"[А-ЯЁ](?:['’][А-ЯЁ])?(?:[а-яё]+|[А-ЯЁ]+(?![а-яё.]))(?:-[А-ЯЁа-яё]{2,})*"
_LETTER = r"(?:Дж|Ю|[А-ЩЭЯЁ])"
_INITIAL = rf"{_LETTER}(?:\.?-{_LETTER})?"
_INITIALS = (
    rf"(?P<two>{_INITIAL}(?:\s?\.\s{{0,2}}|,(?={_LETTER}\.)){_INITIAL}(?:\s?\.(?!{_LETTER}\.)|(?![А-Яа-яЁё.])))"
    rf"|(?P<bare>{_LETTER}\s{_LETTER}(?![А-Яа-яЁё.]))"
    rf"|(?P<one>{_LETTER}\.(?!\s?{_LETTER}\.))"
)
_ITEM = re.compile(rf"(?<![А-Яа-яЁёA-Za-z])(?:(?P<initials>{_INITIALS})|(?P<word>{_WORD}))")
_LATIN_CAPITAL = re.compile(r"(?<![A-Za-z])[ABCEHKMOPTX](?=\s?\.)")
_NAMED_AFTER = re.compile(
    r"(?:\b(?:им|ул|пр|пл|пер|просп|наб|б-р|пр-т|бул|мкр)\.|\b(?:имени|памяти|улиц\w*|проспект\w*|площад\w*|"
    r"переул\w+|бульвар\w*|набережн\w+|музе\w+|преми\w+|стипенди\w+|фонд\w*|гранта?|кубк?\w*|мемориал\w*|"
    r"год|творчеств\w+|произведени\w+|повест\w+|роман\w*|стих\w*|сказ\w+|поэм\w+|пьес\w+|рассказ\w*|"
    r"юбиле\w+|рождения|систем\w+|учебник\w*|методик\w+|технологи\w+|УМК|теори\w+|наследи\w+|подвиг\w*))"
    r"\s+(?:(?:геро\w+|дважды|маршал\w*|генерал\w*(?:-\w+)?|адмирал\w*|академик\w*|профессор\w*|поэт\w*|писател\w+|"
    r"космонавт\w*|полковник\w*|капитан\w*|лейтенант\w*|советского|союза|российской|россии|федерации|рф|ссср|труда|"
    r"социалистического|святого|святителя|заслуженн\w+|народн\w+|учител\w+|артист\w*|летчик\w*|лётчик\w*|"
    r"дважды|гвардии|старш\w+|младш\w+|первого|братьев|воина-\w+|воина|партизан\w*|педагог\w*)\s+)*$",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(
    r".+(?:ович|евич|ьич|[кмф]ич)(?:|а|у|ем|ом|е)|.+(?:овн|евн|ичн|инич)(?:а|ы|е|у|ой|ою)",
    re.IGNORECASE,
)
_NO_CONTEXT = {"nomn": 1.0, "gent": 0.35, "datv": 0.35, "accs": 0.35, "ablt": 0.3, "loct": 0.08}


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str  # `word`, `two`, `bare`, `one`
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A surname's form with initials or names, before its reading is chosen."""

    surname: _Item
    start: int
    end: int
    initials: str = ""
    first: str | None = None
    patronymic: str | None = None


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
    found = sorted(_candidates(flat), key=lambda each: each.start)
    ends = [0, *(each.end for each in found)]
    persons = [
        _person(each, Clues({case: 1.0}, None) if case else _clues(flat, each, end))
        for each, end in zip(found, ends, strict=False)
    ]
    return tuple(_settle(persons, found))


def read_person(text: str) -> Person | None:
    """The first person that the text names, or None."""
    persons = find_persons(text)
    return persons[0] if persons else None


def _candidates(text: str) -> Iterator[_Found]:
    items = [
        _Item(
            next(k for k in ("two", "bare", "one", "word") if match[k] is not None),
            match.group(),
            match.start(),
            match.end(),
        )
        for match in _ITEM.finditer(text)
    ]
    taken: set[int] = set()
    for found in _full_names(text, items, taken):
        if not _NAMED_AFTER.search(text[max(0, found.start - 120) : found.start]):
            yield found
    run: list[_Item] = []
    for index, item in enumerate(items):
        if index in taken or (run and text[run[-1].end : item.start].strip()):
            yield from _pairs(text, run)
            run = []
        if index not in taken:
            run.append(item)
    yield from _pairs(text, run)


def _full_names(text: str, items: list[_Item], taken: set[int]) -> Iterator[_Found]:
    """«Петрова Анна Ивановна», «Анна Ивановна Петрова», «Петрова Анна»."""
    for index, item in enumerate(items):
        if index in taken or item.kind != "word":
            continue
        three = _adjacent(text, items[index : index + 3])
        if len(three) == 3 and all(each.kind == "word" for each in three):
            a, b, c = three
            after = re.match(r"\s+(?:оглы|кызы|Оглы|Кызы|угли|уулу)\b", text[c.end :])
            if (_is_patronymic(c.text) or after) and likeness(a.text) > 0 and not is_title(a.text):
                taken.update(range(index, index + 3))
                end = c.end + (after.end() if after else 0)
                yield _Found(a, a.start, end, first=b.text, patronymic=text[c.start : end])
                continue
            if _is_patronymic(b.text) and _is_first_name(a.text) and likeness(c.text) > 0:
                taken.update(range(index, index + 3))
                yield _Found(c, a.start, c.end, first=a.text, patronymic=b.text)
                continue
        if len(three) >= 2 and three[1].kind == "word" and index + 1 not in taken:
            a, b = three[:2]
            if _is_first_name(b.text) and _sure(a.text) and not _is_first_name(a.text):
                taken.update((index, index + 1))
                yield _Found(a, a.start, b.end, first=b.text)
            elif _is_first_name(a.text) and _sure(b.text) and not _is_patronymic(b.text):
                taken.update((index, index + 1))
                yield _Found(b, a.start, b.end, first=a.text)


def _adjacent(text: str, items: list[_Item]) -> list[_Item]:
    kept = items[:1]
    for item in items[1:]:
        if text[kept[-1].end : item.start].strip():
            break
        kept.append(item)
    return kept


def _pairs(text: str, run: list[_Item]) -> Iterator[_Found]:
    """Pair surnames with initials in a run without other words, by the best sum of scores."""
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
    for index in range(1, len(run) + 1):
        option = best[index - 1]
        if index >= 2:
            a, b = run[index - 2], run[index - 1]
            score = _pair_score(a, b)
            if score > 0:
                total = best[index - 2][0] + score
                if total > option[0]:
                    option = (total, (*best[index - 2][1], (index - 2, index - 1)))
        best.append(option)
    for left, right in best[-1][1]:
        a, b = run[left], run[right]
        surname, initials = (a, b) if a.kind == "word" else (b, a)
        if _NAMED_AFTER.search(text[max(0, a.start - 120) : a.start]):
            continue
        letters = re.findall(_INITIAL, initials.text)
        dotted = "".join(each.replace(".", "") + "." for each in letters)
        yield _Found(surname, a.start, b.end, initials=dotted)


def _pair_score(a: _Item, b: _Item) -> float:
    if (a.kind == "word") == (b.kind == "word"):
        return 0.0
    surname, initials = (a, b) if a.kind == "word" else (b, a)
    like_surname = 0.0 if is_title(surname.text) else likeness(surname.text)
    needed = {"two": 0.2, "bare": 0.7, "one": 0.75 if surname is a else 0.95}[initials.kind]
    if like_surname < needed or (initials.kind == "one" and _is_place(surname.text)):
        return 0.0
    close = 0.05 if a.end == b.start and surname is b else 0.0
    return 1.0 + like_surname * 0.5 + close + (0.01 if surname is a else 0.0)


@lru_cache(maxsize=20_000)
def _is_patronymic(word: str) -> bool:
    return _PATRONYMIC.fullmatch(word) is not None


@lru_cache(maxsize=20_000)
def _is_first_name(word: str) -> bool:
    return any("Name" in p.tag and p.tag.number == "sing" for p in parses(word.lower()))


def _is_place(word: str) -> bool:
    tags = [parse.tag for parse in parses(word.lower())]
    persons = any("Surn" in tag or "Name" in tag for tag in tags)
    return any("Geox" in tag for tag in tags) and not persons


def _sure(word: str) -> bool:
    return not is_title(word) and likeness(word) >= 0.95 and not _is_place(word)


def _clues(text: str, found: _Found, after: int) -> Clues:
    return clues_around(text, found.start, found.end, after=after)


def _person(found: _Found, clues: Clues) -> Person:
    names = _names(found)
    ranked = _ranked(found, clues, names)
    best = ranked[0][1]
    top = ranked[0][0]
    either = any(o.gender != best.gender and score >= 0.6 * top for score, o in ranked[1:])
    rival = any(o.nominative != best.nominative and score > 0.8 * top for score, o in ranked[1:])
    first, patronymic = _names_in_nominative(found, best)
    surname = _capital(found.surname.text, best.nominative)
    initials = found.initials or "".join(f"{name[0]}." for name in (first, patronymic) if name)
    return Person(
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


def _names(found: _Found) -> frozenset[_NameReading] | None:
    """Genders and cases that the first name and the patronymic allow; None without them."""
    sets = []
    for word, mark in ((found.first, "Name"), (found.patronymic, "Patr")):
        if word is None:
            continue
        head = word.split()[0].lower()
        readings = [p for p in parses(head) if mark in p.tag and p.tag.number == "sing"]
        if not readings and mark == "Patr" and _is_patronymic(head):
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
    found: _Found, clues: Clues, names: frozenset[_NameReading] | None
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


def _names_in_nominative(found: _Found, best: SurnameReading) -> tuple[str | None, str | None]:
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


def _settle(persons: list[Person], found: list[_Found]) -> list[Person]:
    """Read an ambiguous form as the person whom the same text names without doubt."""
    sure = {(p.initials, p.surname): p for p in persons if not p.ambiguous}
    return [
        person if not person.ambiguous else _twin(person, each, sure)
        for person, each in zip(persons, found, strict=True)
    ]


def _twin(person: Person, found: _Found, sure: dict[tuple[str, str], Person]) -> Person:
    for reading in surname_readings(found.surname.text.lower()):
        surname = _capital(found.surname.text, reading.nominative)
        twin = sure.get((person.initials, surname))
        if twin is not None:
            return replace(
                person, surname=surname, name=twin.name, gender=twin.gender, ambiguous=False
            )
    return person
