"""Names put into another case: an expansion that takes the place of an acronym inside a name."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import is_word, parses
from normalize.agreement import Reading, group_at, like, tokenize

_BRACKET_ADJECTIVE = re.compile(r"([А-ЯЁа-яё-]+) \(([а-яё-]+)\) ([а-яё].*)")
_PLACE_ADJECTIVE = re.compile(r"(?<!че)[сц]к(?:ий|ая|ое|ие|ого|ой|их|ому|им|ую|ом|ими)$")


@lru_cache(maxsize=5_000)
def decline(phrase: str, case: str, number: str | None = None) -> str:
    """A nominative noun phrase in `case`, its head and what agrees with it turned.

    Args:
        phrase: The phrase in the nominative («общеобразовательные организации»).
        case: pymorphy3's mark of the case wanted (`gent`, `datv`, …).
        number: `sing` or `plur` where the place asks for it; kept where None.

    Returns:
        The phrase; unchanged where no head is found.
    """
    bracket = _BRACKET_ADJECTIVE.match(phrase)
    if bracket:  # «крестьянское (фермерское) хозяйство»
        first, inner, rest = bracket.groups()
        outer = decline(f"{first} {rest}", case, number)
        middle = decline(f"{inner} {rest}", case, number).split(" ")[0]
        return outer.replace(" ", f" ({middle}) ", 1)
    tokens = tokenize(phrase)
    group = group_at(tokens, 0) if tokens and tokens[0].is_plain_word else None
    if group is None:
        return phrase
    rows = [
        row
        for reading, row in zip(group.readings, group.chosen, strict=True)
        if reading.case == "nomn"
    ]
    if not rows:
        return phrase
    out, last = [], 0
    for index, reading in zip(group.words, rows[0], strict=True):
        token = tokens[index]
        out.append(phrase[last : token.start])
        out.append(_turned(token.text, reading, rows[0][-1], case, number))
        last = token.end
    tail = phrase[last:]
    joined = re.match(r"(,\s+|\s+и\s+)(?=[А-ЯЁа-яё])", tail)
    if joined and number is None:
        after = group_at(tokenize(tail[joined.end() :]), 0)
        if after and "gent" not in after.cases and "nomn" in after.cases:
            tail = joined.group() + decline(tail[joined.end() :], case)
    return "".join(out) + tail


def _turned(word: str, reading: Reading, head: Reading, case: str, number: str | None) -> str:
    if "-" in word and not is_word(word.lower()):
        first, _, rest = word.rpartition("-")
        if reading.kind == "noun" and is_word(first.lower()):
            first = decline(first, case, number or head.number)
        return f"{first}-{_turned(rest, reading, head, case, number)}"
    marks = {case, number or head.number}
    gender = head.parse.tag.gender
    if reading.kind == "adjective" and "sing" in marks and gender:
        marks.add(gender)
    form = reading.parse.inflect(marks)
    return like(word, str(form.word)) if form is not None else word


@lru_cache(maxsize=5_000)
def inside(phrase: str) -> str:
    """An expansion as it stands inside a name: its first word small unless it is a proper one."""
    first = phrase.split(" ", 1)[0]
    if not first[:1].isupper() or (first.isupper() and len(first) > 1):
        return phrase
    readings = parses(first.lower())
    proper = any(mark in readings[0].tag for mark in ("Geox", "Surn", "Name")) if readings else True
    if proper or not is_word(first.lower()) or _of_a_place(first):
        return phrase
    return phrase[:1].lower() + phrase[1:]


def _of_a_place(word: str) -> bool:
    """«Борисовский», «Старооскольская»: adjectives that are written large in names."""
    low = word.lower()
    common = ("городск", "сельск", "российск", "детск", "медицинск", "юридическ", "методическ")
    return bool(_PLACE_ADJECTIVE.search(low)) and not low.startswith(common)
