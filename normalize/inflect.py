"""Noun phrases in the nominative: organisations, units, posts, groups of people.

Only the head and what agrees with it changes; quoted names, genitive chains
and groups with a preposition stay as they are. The number is kept. A phrase
that can be read as a nominative is one, unless the caller knows its case or
its number, or the words around the head speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalize.agreement import (
    Group,
    Reading,
    Token,
    adjective_in_bracket,
    group_at,
    nominative,
    readings,
    tokenize,
    word_set,
)
from normalize.government import PREPOSITIONS, governed_cases

__all__ = ["PREPOSITIONS", "case_of", "governed_cases", "head_noun", "to_nominative"]
_CONJUNCTIONS = frozenset({"и", "или", ",", "/", "также", "а", ";"})
_SINGLE_UNITS = word_set(
    "администрация комиссия полиция инспекция прокуратура бухгалтерия дирекция глава "
    "канцелярия редакция милиция дума управление министерство правительство казначейство"
)
"""A district has one of each: «администрации района» is one body in an oblique case."""

_OWNERS = word_set(
    "администрация школа гимназия лицей учреждение организация управление отдел департамент "
    "комитет министерство район город округ поселение область край республика центр сад колледж "
    "техникум институт дом комиссия предприятие фонд служба инспекция библиотека музей клуб "
    "образование муниципалитет сельсовет дума совет собрание училище интернат больница"
)
"""Nouns whose singular after a post says that the post is one person's («директора школы»)."""

_APPOSED_KINDS = word_set(
    "школа гимназия лицей сад детсад центр интернат колледж техникум дом дворец училище "
    "прогимназия станция клуб институт академия библиотека музей больница поликлиника"
)


def to_nominative(phrase: str, *, case: str | None = None, number: str | None = None) -> str:
    """The phrase with its head in the nominative and its agreement intact.

    Args:
        phrase: A noun phrase in any case.
        case: The case it stands in, where the caller knows it from the words
            around («приказом управления образования»: `gent`).
        number: `sing` or `plur`, where the caller knows it.

    Returns:
        The phrase in the nominative; unchanged where no head is found.
    """
    return _to_nominative(phrase, case, number)


@lru_cache(maxsize=20_000)
def _to_nominative(phrase: str, case: str | None, number: str | None) -> str:
    tokens = tokenize(phrase)
    first = _first_word(tokens)
    head = group_at(tokens, first) if first is not None else None
    if head is None:
        return phrase
    reading = _choose(tokens, head, case, number)
    turned: dict[int, str] = {}
    _turn(tokens, head, reading, turned)
    _turn_followers(tokens, head, reading, turned)
    out, last = [], 0
    for index, token in enumerate(tokens):
        out.append(phrase[last : token.start])
        out.append(turned.get(index, token.text))
        last = token.end
    return "".join(out) + phrase[last:]


def head_noun(phrase: str) -> str | None:
    """The head's dictionary form («руководителям организаций» → «руководитель»), or None.

    For a post or a group named by an adjective («заведующему») it is that
    adjective's dictionary form.
    """
    tokens = tokenize(phrase)
    first = _first_word(tokens)
    group = group_at(tokens, first) if first is not None else None
    if group is None:
        return None
    return str(_choose(tokens, group, None, None).parse.normal_form)


def case_of(phrase: str) -> str | None:
    """The case that the phrase stands in: `nomn` wherever it can be one; None without a head."""
    tokens = tokenize(phrase)
    first = _first_word(tokens)
    group = group_at(tokens, first) if first is not None else None
    return None if group is None else _choose(tokens, group, None, None).case


def _first_word(tokens: Sequence[Token]) -> int | None:
    """The first token, if a noun group can begin there (marks and numbers are passed over)."""
    for index, token in enumerate(tokens):
        if token.text[0].isdigit() or token.text in ("-", "№", ".", "*", "•"):
            continue
        if not token.is_plain_word or token.text.lower() in PREPOSITIONS:
            return None
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if after == "." and len(token.text) < 5:
            return None  # «зам. директора», «и.о. начальника»: already short, already nominative
        return index
    return None


_ORDER = ("nomn", "datv", "ablt", "gent", "loct", "accs")


def _choose(tokens: Sequence[Token], group: Group, case: str | None, number: str | None) -> Reading:
    """The reading of the head: by what the caller knows, then nominative, then the rest."""
    options = list(group.readings)
    if case is not None:
        options = [r for r in options if r.case == case] or options
    if number is not None:
        options = [r for r in options if r.number == number] or options
    if case is None and number is None and _is_one_in_oblique(tokens, group):
        options = [r for r in options if r.number == "sing"] or options
    singular_dependent = _dependent_number(tokens, group) == "sing"

    def rank(reading: Reading) -> tuple[int, int, float]:
        place = _ORDER.index(reading.case) if reading.case in _ORDER else len(_ORDER)
        alone = reading.kind == "adjective"
        number_fits = 0 if not alone or (reading.number == "sing") == singular_dependent else 1
        return (0 if reading.case == "nomn" else 1, number_fits, place - reading.weight)

    return min(options, key=rank)


def _is_one_in_oblique(tokens: Sequence[Token], group: Group) -> bool:
    """Whether a nominative plural is really one body or one person in an oblique case."""
    nominatives = [r for r in group.readings if r.case == "nomn"]
    if not nominatives or any(r.number == "sing" for r in nominatives):
        return False
    if not any(r.number == "sing" for r in group.readings) or len(group.words) > 1:
        return False
    dependent = group_at(tokens, group.end)
    owner = _lemma_in(dependent, "gent", "sing")
    if nominatives[0].parse.normal_form in _SINGLE_UNITS:
        if nominatives[0].parse.normal_form == "управление":
            # «управления администрации» are many, «управления образования» is one
            return dependent is not None and owner not in _OWNERS - {"образование"}
        return dependent is None or _dependent_number(tokens, group) != "plur"
    return nominatives[0].animate and owner in _OWNERS


def _lemma_in(group: Group | None, case: str, number: str) -> str | None:
    if group is None:
        return None
    for reading in group.readings:
        if reading.case == case and reading.number == number:
            return str(reading.parse.normal_form)
    return None


def _dependent_number(tokens: Sequence[Token], group: Group) -> str | None:
    dependent = group_at(tokens, group.end)
    if dependent is None:
        return None
    oblique = [r for r in dependent.readings if r.case in ("gent", "ablt")]
    return oblique[0].number if oblique else None


def _turn(tokens: Sequence[Token], group: Group, reading: Reading, turned: dict[int, str]) -> None:
    """Write the nominative of a group's words into `turned`."""
    row = group.chosen[group.readings.index(reading)]
    for index, each in zip(group.words, row, strict=True):
        turned[index] = nominative(tokens[index].text, each)
    for index in range(group.words[0], group.head):
        inner = adjective_in_bracket(tokens[index].text)
        agreeing = [r for r in readings(inner) if r.agrees(reading)] if inner else []
        if inner and agreeing:
            turned[index] = f"({nominative(inner, agreeing[0])})"


def _turn_followers(
    tokens: Sequence[Token], head: Group, reading: Reading, turned: dict[int, str]
) -> None:
    """Turn what agrees with the head after it: participles, coordinated heads, appositions."""
    if reading.case == "nomn":
        _turn_enclosed_accusative(tokens, head, reading, turned)
        return
    index = head.end
    dependents: list[Group] = []
    preposition: str | None = None
    previous_mark = ""
    while index < len(tokens):
        token = tokens[index]
        low = token.text.lower()
        if low in _CONJUNCTIONS:
            previous_mark, index = low, index + 1
            continue
        if token.text[0] in "(«" and index == head.end + bool(dependents):
            inner = _enclosed(token.text, reading)
            if inner:
                turned[index] = inner
        if low in PREPOSITIONS:
            preposition, previous_mark, index = low, "", index + 1
            continue
        group = group_at(tokens, index) if token.is_plain_word else None
        if group is None:
            _turn_hyphen_tail(token, index, reading, turned)
            previous_mark, index = "", index + 1
            continue
        if previous_mark == "," and len(group.words) > 1:
            group = _participle_alone(tokens, group, reading) or group
        if _goes_with_dependent(group, dependents, reading, previous_mark):
            dependents.append(group)
            previous_mark, index = "", group.end
            continue
        match = _follower(tokens, group, head, reading, (previous_mark, preposition, dependents))
        if match is not None:
            _turn(tokens, group, match, turned)
            preposition = None
            dependents = [group] if match.kind == "adjective" else []
        else:
            dependents.append(group)
            for word in group.words:
                _turn_hyphen_tail(tokens[word], word, reading, turned)
        previous_mark, index = "", group.end


def _goes_with_dependent(
    group: Group, dependents: Sequence[Group], reading: Reading, mark: str
) -> bool:
    """«центру помощи семье и детям»: the group is coordinated with a dependent in the same case."""
    if not mark or not dependents or "gent" in dependents[-1].cases:
        return False
    beside = dependents[-1].readings
    if all(r.kind == "adjective" and not any(r.agrees(b) for b in beside) for r in group.readings):
        return False  # «Программу на 2011-2012 годы, утверждённую …»: the programme's
    return reading.case in dependents[-1].cases and reading.case in group.cases


def _participle_alone(tokens: Sequence[Token], group: Group, reading: Reading) -> Group | None:
    """«Порядком, утверждённым приказом»: the participle goes with the head, not with «приказом»."""
    first = group.words[0]
    if not any("PRTF" in r.parse.tag and "pssv" in r.parse.tag for r in group.chosen[0][:1]):
        return None
    alone = group_at(tokens, first, first + 1)
    agrees = alone is not None and any(r.agrees(reading) for r in alone.readings)
    return alone if agrees and "ablt" in group.cases else None


def _turn_enclosed_accusative(
    tokens: Sequence[Token], head: Group, reading: Reading, turned: dict[int, str]
) -> None:
    """«комплекс мер «дорожную карту»»: the head looks like a nominative and is an accusative."""
    accusative = next(
        (r for r in head.readings if r.case == "accs" and r.number == reading.number), None
    )
    for index in range(head.end, min(len(tokens), head.end + 2)):
        if accusative is not None and tokens[index].text[0] in "(«":
            inner = _enclosed(tokens[index].text, accusative)
            if inner:
                turned[index] = inner


def _follower(
    tokens: Sequence[Token],
    group: Group,
    head: Group,
    reading: Reading,
    place: tuple[str, str | None, Sequence[Group]],
) -> Reading | None:
    """The reading in which a later group goes with the head, or None for a dependent.

    `place` is the mark before the group, the preposition it may belong to, and
    the dependents that the head already has.
    """
    mark, preposition, dependents = place
    has_dependents = bool(dependents)
    same = [r for r in group.readings if r.case == reading.case]
    if not same:
        return None
    participle = same[0].kind == "adjective"
    if participle:
        fits = [r for r in same if r.agrees(reading)]
        beside = group.words[0] == head.end and "gent" not in group.cases
        if not fits or not (mark or beside):
            return None
        rivals = (r for each in dependents for r in each.readings)
        if reading.case == "gent" and any(r.agrees(fits[0]) for r in rivals):
            return None  # «школ городов, вошедших в проект»: schools or towns
        return fits[0]
    noun_animate = any(r.animate for r in same)
    if preposition is not None and reading.case in governed_cases(preposition):
        return same[0] if mark and noun_animate and head.animate else None
    lemma = str(same[0].parse.normal_form)
    if not mark:
        apposed = (
            lemma in _APPOSED_KINDS
            and tokens[head.head].text.lower().startswith("учрежден")
            and same[0].number == reading.number
        )
        strict = (
            "gent" not in group.cases
            and same[0].number == reading.number
            and not preposition
            and not has_dependents
        )
        return same[0] if apposed or strict else None
    if reading.case == "gent" or "gent" in group.cases:
        if has_dependents and not (noun_animate and head.animate):
            return None
        return same[0] if not has_dependents or noun_animate else None
    return same[0]


def _enclosed(text: str, reading: Reading) -> str | None:
    """«(законным представителям)» or ««дорожную карту»» beside its head, turned; else None.

    A quoted name that can be a nominative («Точка роста») is left as it is.
    """
    match = re.fullmatch(r"([(«]+\s*)([^()«»]+?)(\s*[)»]+)", text, re.DOTALL)
    if match is None or not match.group(2)[0].islower():
        return None
    tokens = tokenize(match.group(2))
    group = group_at(tokens, 0) if tokens else None
    if group is None or "nomn" in group.cases or reading.case not in group.cases:
        return None
    if group.readings[0].kind != "noun":
        return None  # «дом детского (юношеского) творчества»
    number = reading.number if text[0] == "(" and "«" not in text else None
    return (
        match.group(1)
        + to_nominative(match.group(2), case=reading.case, number=number)
        + match.group(3)
    )


def _turn_hyphen_tail(token: Token, index: int, reading: Reading, turned: dict[int, str]) -> None:
    """«заместителем директора-начальником»: the tail agrees with the head, not with «директора»."""
    if "-" not in token.text or not token.is_plain_word or reading.case == "gent":
        return
    first, _, last = token.text.rpartition("-")
    for each in readings(last):
        fits = each.kind == "noun" and each.case == reading.case and each.number == reading.number
        if fits and not any(r.case == reading.case for r in readings(first)):
            turned[index] = f"{first}-{nominative(last, each)}"
            return
