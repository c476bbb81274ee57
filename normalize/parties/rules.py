"""The rules of parties as data: head nouns, shortened words, labels, qualifiers.

The data stands in `normalize/rules/parties_*.toml`; every rule carries the
phrases that prove it. Read once a process.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class HeadRule:
    """Nouns that can open a party's name, the kind they name, and cells with their counts."""

    id: str
    kind: str
    lemmas: tuple[str, ...]
    reads: tuple[tuple[str, int], ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortWord:
    """A shortened word: its spellings, the full word, and how that takes its form.

    `alone` is the noun that an adjective's short form stands for without a noun after it.
    """

    short: tuple[str, ...]
    lemma: str
    kind: str
    needs_dot: bool
    alone: str
    reads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A label before a name or a qualifier beside it."""

    id: str
    pattern: re.Pattern[str]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]


def _data(name: str) -> dict[str, Any]:
    text = files("normalize.rules").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def head_rules() -> tuple[HeadRule, ...]:
    """Every rule of head nouns."""
    return tuple(
        HeadRule(
            each["id"],
            each["kind"],
            tuple(each["lemmas"]),
            tuple((cell, count) for cell, count in each["reads"]),
            tuple(each["leaves"]),
        )
        for each in _data("parties_heads.toml")["head"]
    )


@lru_cache(maxsize=1)
def head_kinds() -> dict[str, str]:
    """Head noun (lemma with е for ё) → kind of party; the first rule that has it decides."""
    kinds: dict[str, str] = {}
    for rule in head_rules():
        for lemma in rule.lemmas:
            kinds.setdefault(lemma.replace("ё", "е"), rule.kind)
    return kinds


@lru_cache(maxsize=1)
def short_words() -> tuple[ShortWord, ...]:
    """Every shortened word."""
    return tuple(
        ShortWord(
            tuple(each["short"]),
            each["lemma"],
            each["kind"],
            each["dot"] == "must",
            each.get("alone", ""),
            tuple((before, after) for before, after in each["reads"]),
        )
        for each in _data("parties_words.toml")["word"]
    )


def _marks(kind: str) -> tuple[MarkRule, ...]:
    return tuple(
        MarkRule(
            each["id"],
            re.compile(each["pattern"], re.IGNORECASE),
            tuple(each["reads"]),
            tuple(each["leaves"]),
        )
        for each in _data("parties_marks.toml")[kind]
    )


@lru_cache(maxsize=1)
def labels() -> tuple[MarkRule, ...]:
    """Words before a name that only say «responsible»."""
    return _marks("label")


@lru_cache(maxsize=1)
def qualifiers() -> tuple[MarkRule, ...]:
    """What stands beside a name: «(по согласованию)», phones, rooms, post codes."""
    return _marks("qualifier")


@dataclass(frozen=True, slots=True)
class ContextualReading:
    """What an ambiguous short form means beside certain words."""

    short: str
    pattern: re.Pattern[str]
    expansion: str
    reads: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def contextual_readings() -> tuple[ContextualReading, ...]:
    """Short forms whose meaning the words beside them tell («руководитель МО»)."""
    return tuple(
        ContextualReading(
            each["short"],
            re.compile(each["pattern"], re.IGNORECASE),
            each["expansion"],
            tuple((before, after) for before, after in each["reads"]),
        )
        for each in _data("parties_marks.toml")["reading"]
    )


@lru_cache(maxsize=1)
def things() -> frozenset[str]:
    """Short forms that name no party («УВР», «ЖКХ»)."""
    return frozenset(_data("parties_marks.toml")["things"]["shorts"])


@lru_cache(maxsize=1)
def whole_names() -> tuple[str, ...]:
    """Names that have a separator inside («КДН и ЗП»), the longest first."""
    return tuple(sorted(_data("parties_marks.toml")["whole"]["names"], key=len, reverse=True))
