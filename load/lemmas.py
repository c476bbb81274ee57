"""Words as the search compares them: dictionary forms, ё as е, acronyms beside their expansions.

The tokens are runs of letters and digits; FTS5's own tokenizer splits the
same way, so a phrase of lemmas is a phrase of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extract.lexicon import is_word, parses

_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[а-яё]+")

_LIKELY = 0.2
"""A second reading of a form at least this likely is indexed too."""

_LIKELY_GUESS = 0.05
"""The same for a word that no dictionary has, such as a surname: all its readings are guesses."""

_MOST_READINGS = 4


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, ё as е."""
    return tuple(_WORD.findall(text.lower().replace("ё", "е")))


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[str, ...]:
    """The dictionary forms of a lower-case word, the likeliest first; itself if no Russian word."""
    if not _LETTERS.fullmatch(word) or len(word) < 2:
        return (word,)
    found: dict[str, float] = {}
    for parse in parses(word):
        form = str(parse.normal_form).replace("ё", "е")
        found[form] = found.get(form, 0.0) + float(parse.score)
    if not found:
        return (word,)
    first = str(parses(word)[0].normal_form).replace("ё", "е")
    least = _LIKELY if is_word(word) else _LIKELY_GUESS
    others = sorted(
        (form for form, score in found.items() if score >= least and form != first),
        key=lambda form: (-found[form], form),
    )
    return (first, *others[: _MOST_READINGS - 1])


@lru_cache(maxsize=200_000)
def lemma_of(word: str) -> str:
    """The likeliest dictionary form of a lower-case word."""
    return readings(word)[0]


@lru_cache(maxsize=50_000)
def lemmas(text: str) -> tuple[str, ...]:
    """The dictionary forms of a text's words, in its order."""
    return tuple(map(lemma_of, words(text)))


def second_readings(text: str) -> list[str]:
    """The less likely forms of a text's words, for finding and not for phrases."""
    return [form for word in words(text) for form in _others(word)]


@lru_cache(maxsize=200_000)
def _others(word: str) -> tuple[str, ...]:
    return readings(word)[1:]


class Acronyms:
    """The short forms of one order: adds the other side wherever one side stands in a text."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = [(words(short), lemmas(expansion)) for short, expansion in pairs]
        self._pairs = [
            (short, expansion) for short, expansion in self._pairs if short and expansion
        ]

    def other_side(self, texts: Iterable[str]) -> list[tuple[str, ...]]:
        """Lemmas of the expansions whose acronyms stand in the texts, and the other way round."""
        if not self._pairs:
            return []
        forms = [words(text) for text in texts]
        bases = [lemmas(text) for text in texts]
        out: list[tuple[str, ...]] = []
        for short, expansion in self._pairs:
            if any(_stands_in(short, text) for text in forms):
                out.append(expansion)
            elif any(_stands_in(expansion, text) for text in bases):
                out.append(short)
        return out


def _stands_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if part[0] not in whole:
        return False
    size = len(part)
    return any(whole[at : at + size] == part for at in range(len(whole) - size + 1))
