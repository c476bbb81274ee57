"""Where persons stand in a text: surnames with initials, and full names.

Only the places are found here; `normalize.persons` reads the names. Streets
and schools that bear a person's name are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.lexicon import parses
from normalize.gazetteer import lookup
from normalize.person_context import is_title
from normalize.surnames import likeness

_WORD = r"[А-ЯЁ](?:['’][А-ЯЁ])?(?:[а-яё]+|[А-ЯЁ]+(?![а-яё.]))(?:-[А-ЯЁа-яё]{2,})*"
_LETTER = r"(?:Дж|Ю|[А-ЩЭЯЁ])"
_INITIAL = rf"{_LETTER}(?:\.?-{_LETTER})?"
_INITIALS = (
    rf"(?P<two>{_INITIAL}(?:\s?\.\s{{0,2}}|,(?={_LETTER}\.)){_INITIAL}(?:\s?\.(?!{_LETTER}\.)|(?![А-Яа-яЁё.])))"
    rf"|(?P<bare>{_LETTER}\s{_LETTER}(?![А-Яа-яЁё.]))"
    rf"|(?P<glued>[А-ЩЭЮЯ]{{2}}(?![А-Яа-яЁё.\d«]))"
    rf"|(?P<one>{_LETTER}\.(?!\s?{_LETTER}\.))"
)
_STUCK = rf"(?<=[а-яё]{{3}})(?={_LETTER}\.\s?{_LETTER}\.)"  # «ЛапинаО.С.»
_ITEM = re.compile(
    rf"(?:(?<![А-Яа-яЁёA-Za-z])|{_STUCK})(?:(?P<initials>{_INITIALS})|(?P<word>{_WORD}))"
)
_BEARERS = (
    r"(?:им|ул|пр|пл|пер|просп|наб|б-р|пр-т|бул|мкр)\.",
    r"имени|памяти|улиц\w*|проспект\w*|площад\w*|переул\w+|бульвар\w*|набережн\w+|мемориал\w*",
    r"(?<!\d\s)(?-i:Год)",
    r"(?:посвящ\w+|по)\s+творчеству|произведени\w+|повест\w+|стихи|стихотворени\w+|сказк\w+|поэм\w+",
    r"пьес\w+|юбиле\w+|рождения|учебник\w*|УМК|наследи\w+|подвиг\w*|кубк?\w*",
)
"""What bears a person's name. A museum, a fund and a technology have people of their own."""
_RANKS = (
    r"геро\w+|дважды|маршал\w*|генерал\w*(?:-\w+)?|адмирал\w*|полковник\w*|капитан\w*|лейтенант\w*|"
    r"академик\w*|профессор\w*|поэт\w*|писател\w+|космонавт\w*|артист\w*|летчик\w*|лётчик\w*|"
    r"учител\w+|педагог\w*|советского|союза|российской|россии|федерации|рф|ссср|труда|"
    r"социалистического|святого|святителя|заслуженн\w+|народн\w+|гвардии|старш\w+|младш\w+|первого|"
    r"братьев|воина-\w+|воина|партизан\w*"
)
_NAMED_AFTER = re.compile(rf"\b(?:{'|'.join(_BEARERS)})\s+(?:(?:{_RANKS})\s+)*$", re.IGNORECASE)
_LIKE_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой|ы|ых)?")
_PATRONYMIC = re.compile(
    r".+(?:ович|евич|ьич|[кмф]ич)(?:|а|у|ем|ом|е)|.+(?:овн|евн|ичн|инич)(?:а|ы|е|у|ой|ою)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str  # `word`, `two`, `bare`, `glued` («ОС»), `one`
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A surname's form with initials or names, before its reading is chosen."""

    surname: _Item
    start: int
    end: int
    initials: str = ""
    first: str | None = None
    patronymic: str | None = None


def find_spans(text: str) -> Iterator[NameSpan]:
    """Every person's span in a text without line feeds, in no special order."""
    items = [
        _Item(
            next(k for k in ("two", "bare", "glued", "one", "word") if match[k] is not None),
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


def _full_names(text: str, items: list[_Item], taken: set[int]) -> Iterator[NameSpan]:
    """«Петрова Анна Ивановна», «Анна Ивановна Петрова», «Петрова Анна»."""
    for index, item in enumerate(items):
        if index in taken or item.kind != "word":
            continue
        three = _adjacent(text, items[index : index + 3])
        if len(three) == 3 and all(each.kind == "word" for each in three):
            a, b, c = three
            after = re.match(r"\s+(?:оглы|кызы|Оглы|Кызы|угли|уулу)\b", text[c.end :])
            if (is_patronymic(c.text) or after) and likeness(a.text) > 0 and not is_title(a.text):
                taken.update(range(index, index + 3))
                end = c.end + (after.end() if after else 0)
                yield NameSpan(a, a.start, end, first=b.text, patronymic=text[c.start : end])
                continue
            if is_patronymic(b.text) and _is_first_name(a.text) and likeness(c.text) > 0:
                taken.update(range(index, index + 3))
                yield NameSpan(c, a.start, c.end, first=a.text, patronymic=b.text)
                continue
        if len(three) >= 2 and three[1].kind == "word" and index + 1 not in taken:
            if _has_initials(text, items, index):
                continue
            a, b = three[:2]
            if _is_first_name(b.text) and _sure(a.text) and not _is_first_name(a.text):
                taken.update((index, index + 1))
                yield NameSpan(a, a.start, b.end, first=b.text)
            elif _is_first_name(a.text) and _sure(b.text) and not is_patronymic(b.text):
                taken.update((index, index + 1))
                yield NameSpan(b, a.start, b.end, first=a.text)


def _has_initials(text: str, items: list[_Item], index: int) -> bool:
    """Whether initials stand beside two words: «П.К. Озерова Ковылёва Р.Д.» are two persons."""
    around = items[max(0, index - 1) : index + 3]
    return any(
        one.kind in ("two", "bare") or other.kind in ("two", "bare")
        for one, other in pairwise(around)
        if not text[one.end : other.start].strip()
    )


def _adjacent(text: str, items: list[_Item]) -> list[_Item]:
    kept = items[:1]
    for item in items[1:]:
        if text[kept[-1].end : item.start].strip():
            break
        kept.append(item)
    return kept


def _pairs(text: str, run: list[_Item]) -> Iterator[NameSpan]:
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
        yield NameSpan(surname, a.start, b.end, initials=dotted)


def _pair_score(a: _Item, b: _Item) -> float:
    if (a.kind == "word") == (b.kind == "word"):
        return 0.0
    surname, initials = (a, b) if a.kind == "word" else (b, a)
    like_surname = 0.0 if is_title(surname.text) else likeness(surname.text)
    if initials.kind == "two" and surname is b and _LIKE_SURNAME.fullmatch(surname.text):
        like_surname = max(like_surname, 0.25)  # «В.М. Краев»: the dictionary has regions alone
    if initials.kind == "glued" and (surname is b or not _are_initials(a.text, b.text)):
        return 0.0
    needed = {"two": 0.2, "bare": 0.7, "glued": 0.9, "one": 0.75 if surname is a else 0.95}[
        initials.kind
    ]
    if like_surname < needed or (initials.kind == "one" and _is_place(surname.text)):
        return 0.0
    close = 0.05 if a.end == b.start and surname is b else 0.0
    return 1.0 + like_surname * 0.5 + close + (0.01 if surname is a else 0.0)


@lru_cache(maxsize=5_000)
def _are_initials(surname: str, letters: str) -> bool:
    """«Лапина ОС»: two capitals after a sure surname that are no short form («Рощин ОУ» are)."""
    return not lookup(letters) and letters not in ("РФ", "МО") and _sure(surname)


@lru_cache(maxsize=20_000)
def is_patronymic(word: str) -> bool:
    """Whether a word ends as patronymics do, in any case."""
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
