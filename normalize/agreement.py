"""Noun groups: which words of a phrase agree, in which case and number they can stand.

A *group* is modifiers and the noun they agree with («муниципальным бюджетным
учреждением»). Offsets count characters of the phrase given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import is_word, parses
from normalize.readings import CASES, Reading, like, nominative, readings, word_set

__all__ = [
    "CASES",
    "Group",
    "Reading",
    "Token",
    "group_at",
    "is_acronym",
    "like",
    "nominative",
    "readings",
    "tokenize",
    "word_set",
]

_TOKEN = re.compile(
    r"«[^«»]*(?:«[^«»]*»[^«»]*)*»?"  # a quoted name is one token
    r"|\((?:[^()]|\([^()]*\))*\)"  # so is a bracket
    r"|[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z]+)*"
    r"|\d+(?:[.,/-]\d+)*(?:-[а-яё]{1,3}\b)?|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a quoted name, a bracket or a mark, and where it stands."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.text)

    @property
    def is_plain_word(self) -> bool:
        """A word of Russian letters; neither a quoted name nor an acronym."""
        return self.text[0].isalpha() and not is_acronym(self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """Modifiers and their noun: indexes of its words in the tokens, and its readings.

    `readings` are those of the head; `chosen[i]` are the readings of every
    word that agree with `readings[i]`, in the order of `words`.
    """

    words: tuple[int, ...]
    head: int
    readings: tuple[Reading, ...]
    chosen: tuple[tuple[Reading, ...], ...]

    @property
    def end(self) -> int:
        """The index after the group's last token."""
        return self.words[-1] + 1

    @property
    def cases(self) -> frozenset[str]:
        """The cases the group can stand in."""
        return frozenset(reading.case for reading in self.readings)

    @property
    def animate(self) -> bool:
        """Whether the likeliest reading names a person."""
        return any(reading.animate for reading in self.readings)


@lru_cache(maxsize=20_000)
def tokenize(phrase: str) -> tuple[Token, ...]:
    """The tokens of a phrase; white space belongs to none."""
    return tuple(Token(match.group(), match.start()) for match in _TOKEN.finditer(phrase))


@lru_cache(maxsize=50_000)
def is_acronym(word: str) -> bool:
    """Whether a word is written as an acronym: «МБОУ», «БелИРО», «ГИА-9», «КДНиЗП»."""
    capitals = sum(char.isupper() for char in word)
    if capitals < 2:
        return False
    if word.isupper() and len(word) > 4 and is_word(word.lower()):
        return False  # a word in capitals («ДИРЕКТОР»)
    parts = word.split("-")
    return not all(part[1:].islower() or len(part) < 2 for part in parts) or any(
        part.isupper() and len(part) > 1 for part in parts
    )


def group_at(tokens: Sequence[Token], start: int, limit: int | None = None) -> Group | None:
    """The group that begins at token `start`: modifiers, «и» or commas between them, a noun.

    A modifier without an agreeing noun stands for one itself («заведующему»,
    «ответственным»). None where no group begins.
    """
    end = len(tokens) if limit is None else limit
    paths = _paths(tokens, start, end)
    for path in sorted(paths, key=len, reverse=True):
        group = _group(tokens, path)
        if group is not None:
            return group
    return None


def _paths(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, ...]]:
    """Word indexes of the longest run of agreeing modifiers with a noun at its end."""
    words: list[int] = []
    live: tuple[Reading, ...] = ()
    found: list[tuple[int, ...]] = []
    bare: tuple[int, ...] | None = None
    index = start
    while index < end:
        token = tokens[index]
        if words and token.text in (",", "и", "или"):
            index += 1
            continue
        if words and adjective_in_bracket(token.text) and index + 1 < end:
            index += 1  # «специальная (коррекционная) школа»
            continue
        if not token.is_plain_word:
            break
        own = readings(token.text)
        if not own and _is_adverb_before(tokens, index, end):
            index += 1
            continue
        if not words:
            live = own
        nouns = [
            r for r in own if r.kind == "noun" and (not words or any(r.agrees(m) for m in live))
        ]
        gap = bool(words) and tokens[index - 1].text in (",", "и", "или")
        adjectives = [
            r
            for r in own
            if r.kind == "adjective" and (not words or any(r.agrees(m) for m in live))
        ]
        if nouns:
            found.append((*words, index))
        if not adjectives:
            break
        if gap and not nouns and not _leads_to_noun(tokens, index, end, adjectives):
            break
        words.append(index)
        live = tuple(adjectives)
        if not gap and (bare is None or bare[-1] == index - 1):
            bare = (*(bare or ()), index)
        index += 1
    return [*found, bare] if bare else found


def adjective_in_bracket(text: str) -> str | None:
    """The modifier that a bracket holds («(коррекционной)»), or None."""
    match = re.fullmatch(r"\((\w+)\)", text)
    if match is None or not any(r.kind == "adjective" for r in readings(match[1])):
        return None
    return match[1]


def _is_adverb_before(tokens: Sequence[Token], index: int, end: int) -> bool:
    """«социально | опасное положение»: an adverb that belongs to the modifier after it."""
    found = parses(tokens[index].text.lower())
    if not found or found[0].tag.POS != "ADVB" or index + 1 >= end:
        return False
    after = tokens[index + 1]
    return after.is_plain_word and any(r.kind == "adjective" for r in readings(after.text))


def _leads_to_noun(
    tokens: Sequence[Token], index: int, end: int, adjectives: Sequence[Reading]
) -> bool:
    """Whether an agreeing noun still comes, so that a comma does not end the group."""
    for token in tokens[index + 1 : min(end, index + 6)]:
        if token.text in (",", "и", "или"):
            continue
        own = readings(token.text) if token.is_plain_word else ()
        if any(r.kind == "noun" and r.agrees(a) for r in own for a in adjectives):
            return True
        if not any(r.kind == "adjective" and r.agrees(a) for r in own for a in adjectives):
            return False
    return False


def _group(tokens: Sequence[Token], words: tuple[int, ...]) -> Group | None:
    head = words[-1]
    heads = list(readings(tokens[head].text))
    nouns = [r for r in heads if r.kind == "noun"]
    kept: list[Reading] = []
    chosen: list[tuple[Reading, ...]] = []
    for reading in nouns or heads:
        row: list[Reading] = []
        for index in words[:-1]:
            match = next(
                (
                    r
                    for r in readings(tokens[index].text)
                    if r.kind == "adjective" and r.agrees(reading)
                ),
                None,
            )
            if match is None:
                break
            row.append(match)
        else:
            kept.append(reading)
            chosen.append((*row, reading))
    if not kept:
        return None
    return Group(words, head, tuple(kept), tuple(chosen))
