"""The words and weights of `normalize/rules/abbreviations.toml`, read once a process."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "rules" / "abbreviations.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """A list of dictionary forms and what it weighs to meet one of them."""

    id: str
    words: frozenset[str]
    weight: float
    reads: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that the rule file holds; `before` maps what stands before a phrase."""

    families: tuple[Words, ...]
    other_heads: tuple[Words, ...]
    owner: Words
    activities: frozenset[str]
    pointers: frozenset[str]
    before: dict[str, float]
    proofs: tuple[tuple[str, str, str], ...]

    def family(self, noun: str) -> Words | None:
        """The kind of things that a noun names."""
        return next((each for each in self.families if noun in each.words), None)

    def is_organisation(self, noun: str) -> bool:
        """Whether a noun names an organisation."""
        return noun in self.families[0].words


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the rule file."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    rules = [rule for group in data.values() for rule in group]
    return Weights(
        families=tuple(_words(rule) for rule in data["family"]),
        other_heads=tuple(_words(rule) for rule in data["other_head"]),
        owner=_words(data["owner"][0]),
        activities=next(
            _words(rule).words for rule in data["other_head"] if rule["id"] == "activities"
        ),
        pointers=_words(data["pointer"][0]).words,
        before={rule["id"]: float(rule["weight"]) for rule in data["before"]},
        proofs=tuple(
            (text, short, words) for rule in rules for text, short, words in rule["reads"]
        ),
    )


def _words(rule: dict[str, Any]) -> Words:
    proofs = tuple((text, short, words) for text, short, words in rule["reads"])
    weight = float(rule.get("weight", 0.0))
    return Words(rule["id"], frozenset(rule["words"].split()), weight, proofs)
