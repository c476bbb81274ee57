"""Which definition a short form means at a place: the nearest one in the order.

A definition may stand after the first use. The places are indexes of the
texts (clauses, cells, headings) that the caller gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.lexicon import lemma
from normalize.record import Abbreviation
from normalize.text import LATIN_TO_CYRILLIC

_LATIN_ACRONYM = re.compile(r"(?<![A-Za-z])[ABCEHKMOPTX]{2,}(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation and the index of the text that defines it."""

    at: int
    abbreviation: Abbreviation


@dataclass(frozen=True, slots=True)
class AbbreviationTable:
    """The definitions of a document in reading order."""

    definitions: tuple[Definition, ...]
    _keys: dict[str, tuple[Definition, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, found: Sequence[Sequence[Abbreviation]]) -> AbbreviationTable:
        """A table of the abbreviations that each text defines."""
        definitions = tuple(
            Definition(index, abbreviation)
            for index, abbreviations in enumerate(found)
            for abbreviation in abbreviations
        )
        keys: dict[str, list[Definition]] = {}
        for definition in definitions:
            for key in dict.fromkeys(use_keys(definition.abbreviation.short)):
                keys.setdefault(key, []).append(definition)
        return cls(definitions, {key: tuple(each) for key, each in keys.items()})

    @property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """Every definition in reading order."""
        return tuple(each.abbreviation for each in self.definitions)

    def resolve(self, short: str, at: int | None = None) -> Abbreviation | None:
        """What `short` stands for in text `at`, or None where nobody defines it.

        The use may be inflected («Учреждением», «ОУ-ами») or quoted otherwise.
        The nearest definition wins, of two equally near the earlier one.
        Without `at` the first definition wins.
        """
        for key in use_keys(short):
            found = self._keys.get(key)
            if found:
                if at is None:
                    return found[0].abbreviation
                return min(found, key=lambda each: (abs(each.at - at), each.at)).abbreviation
        return None


def cyrillic_acronyms(text: str) -> str:
    """Acronyms typed in Latin capitals that look like Cyrillic ones («OO») become Cyrillic."""
    return _LATIN_ACRONYM.sub(lambda match: match.group().translate(LATIN_TO_CYRILLIC), text)


def use_keys(short: str) -> tuple[str, ...]:
    """Keys under which a use and a definition meet, the strictest first."""
    short = cyrillic_acronyms(short)
    bare = re.sub(r"[«»\"“”„'`]", "", short)
    bare = re.sub(r"\s+", " ", re.sub(r"[‐-―−]", "-", bare)).strip(" -.,:;")
    keys = ["=" + bare]
    if any(char.isupper() for char in bare[1:]) and not bare.islower():
        glued = re.sub(r"[\s.]", "", bare)
        keys.append("#" + glued.upper())
        cut = re.sub(r"(?<=[А-ЯЁ])[-'’]?(?:ами|ям|ам|ах|ов|ом|ой|ы|а|у|е|и)(?![а-яё])", "", bare)
        if cut != bare:
            keys.append("#" + re.sub(r"[\s.]", "", cut).upper())
    if not any(sum(c.isupper() for c in word) > 1 for word in bare.split()):
        words = re.findall(r"[А-Яа-яЁёA-Za-z0-9]+", bare)
        keys.append("~" + " ".join(lemma(word.lower()).replace("ё", "е") for word in words))
    return tuple(keys)
