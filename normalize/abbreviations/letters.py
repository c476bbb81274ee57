"""How well an acronym's letters fit the words that it may stand for.

Letters are evidence, not a rule: «УО» covers only the first words of
«управление образования администрации района», «ШНОР» leaves words out. A
*chunk* is a capital with the small letters after it («БелИРО»: Бел, И, Р, О).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalize.inflect import PREPOSITIONS

_CHUNK = re.compile(r"[А-ЯЁA-Z][а-яё]*")
_SMALL = PREPOSITIONS | {"и", "или", "а", "№"}
_GAP = 0.1
_INSIDE = 0.25
_MISSED = 0.5


@lru_cache(maxsize=5_000)
def chunks(short: str) -> tuple[str, ...]:
    """The chunks of an acronym in lower case; the «и» of «КДНиЗП» is none of them."""
    found: list[str] = []
    for word in re.findall(r"[А-ЯЁA-Zа-яё]+", short):
        if word.islower():
            continue
        for chunk in _CHUNK.findall(re.sub(r"(?<=[А-ЯЁ])и(?=[А-ЯЁ])", "", word)):
            # «ПМПк»: a last small letter is a word of its own
            head, tail = chunk[:1], chunk[1:]
            if len(tail) == 1 and word.endswith(chunk) and len(word) > 2:
                found += [head.lower(), tail]
            else:
                found.append(chunk.lower())
    return tuple(found)


def spell(words: Sequence[str]) -> list[str]:
    """The words whose initials count, hyphenated ones in parts."""
    return [part for word in words for part in re.findall(r"[а-яёa-z]+", word.lower())]


def fit(short: str, words: Sequence[str]) -> float:
    """How well the chunks fit the words from the first one on, from 0 to 1.

    1 means that every chunk begins one word, in order and without gaps, from
    the first word; words after the last chunk cost nothing. 0 means that the
    first chunk does not begin the first word.
    """
    wanted = chunks(short)
    if not wanted:
        return 0.0
    spelled = tuple(spell(words)[:40])
    return _fit(wanted, spelled)


@lru_cache(maxsize=20_000)
def _fit(wanted: tuple[str, ...], words: tuple[str, ...]) -> float:
    """Best alignment by dynamic programming over (chunk, word); small words may be left out."""
    if not words:
        return 0.0
    size = len(wanted)
    large = [0]
    for word in words:
        large.append(large[-1] + (word not in _SMALL))
    best = [[-1.0] * len(words) for _ in range(size)]
    if not words[0].startswith(wanted[0]):
        return 0.0
    best[0][0] = 1.0
    for k in range(1, size):
        for j, word in enumerate(words):
            before = best[k - 1]
            options = [before[j] - _MISSED] if before[j] > -1 else []
            if word.startswith(wanted[k]):
                options += [
                    before[i] + 1.0 - _GAP * size * (large[j] - large[i + 1])
                    for i in range(j)
                    if before[i] > -1
                ]
            if before[j] > -1 and wanted[k] in word[len(wanted[k - 1]) :]:
                options.append(before[j] + _INSIDE)  # «здравоохранение» for ЗО
            if options:
                best[k][j] = max(options)
    return max(0.0, max(best[-1]) / size)


_SYLLABIC = re.compile(r"[А-ЯЁ][а-яё]{4,}")


def is_of_syllables(short: str, phrase: str) -> bool:
    """Whether a word is built of the first letters of a phrase's words: «Минпечати»."""
    if _SYLLABIC.fullmatch(short) is None:
        return False
    if short.startswith("Рос") and "едеральн" in phrase:
        # «Федеральная служба … (Рособрнадзор)»: the country is said by «федеральная»
        return syllables(short[3:].capitalize(), [phrase]) >= 1.0
    return syllables(short, [phrase]) >= 1.0


def syllables(short: str, words: Sequence[str]) -> float:
    """The share of a word's letters that begin words of the phrase, in any order of these.

    «Озёрстат» is of «статистики по Озёрной области»: a piece is three letters
    or more, the first may be two. One piece alone is no such word.
    """
    if _SYLLABIC.fullmatch(short) is None:
        return 0.0
    folded = short.lower().replace("ё", "е")
    spelled = [word.replace("ё", "е") for word in spell(words)[-40:]]
    if folded in spelled:
        return 0.0
    return _syllables(folded, tuple(spelled))


@lru_cache(maxsize=5_000)
def _syllables(short: str, words: tuple[str, ...]) -> float:
    """Covered letters by share: best cut of `short` into pieces that begin words."""
    size = len(short)
    # best[i]: letters covered of short[:i], pieces used
    best: list[tuple[int, int]] = [(0, 0)] * (size + 1)
    for start in range(size):
        covered, pieces = best[start]
        best[start + 1] = max(best[start + 1], (covered, pieces))
        for word in words:
            length = _common(short[start:], word)
            if word in _SMALL or length < (2 if start == 0 else 3):
                continue
            for end in range(start + (2 if start == 0 else 3), start + length + 1):
                best[end] = max(best[end], (covered + end - start, pieces + 1))
    covered, pieces = best[size]
    return covered / size if pieces > 1 else 0.0


def _common(one: str, other: str) -> int:
    """How many letters two words begin with together."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
