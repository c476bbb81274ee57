"""Recognized words as the layout code takes them: points, baselines, font sizes.

Tesseract's boxes hug the ink, and a line of «нам» is lower than one of «рфб».
The layout code measures in font sizes, so each line gets its baseline from the
letters that stand on it, and every word the page's type size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Box
from extract.layout.content import Rule, Word
from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region

_ASCENT, _DESCENT = 0.8, 0.22
_SPACE = 0.1
"""Between two words of a line is at least this share of the font size."""
_X_HEIGHT, _CAP_HEIGHT = 0.45, 0.67
"""Heights above the baseline in em, as `light.type_size` defines the em."""
_DEEP = frozenset("рруфgjpqyQ()[]{}|/")
_SHALLOW = frozenset("цщдДЦЩ,;_")
_HIGH = frozenset("бёйф")
_RAISED = frozenset("«»\"'“”„*-–—=~^°•·")
"""Marks that neither stand on the baseline nor reach the height of letters."""


@dataclass(frozen=True, slots=True)
class PagePoints:
    """How pixels of the prepared page become points: `(pixel - origin) * scale`.

    `body` is the font size as the layout code knows it, in em.
    """

    scale: float
    left: float = 0.0
    top: float = 0.0
    body: float = 1.0

    def x(self, pixel: float) -> float:
        """Points from the left."""
        return (pixel - self.left) * self.scale

    def y(self, pixel: float) -> float:
        """Points from the top."""
        return (pixel - self.top) * self.scale

    def box(self, region: Region | OcrWord) -> Box:
        """A rectangle in points."""
        return Box(self.x(region.x0), self.y(region.top), self.x(region.x1), self.y(region.bottom))

    def rule(self, region: Region) -> Rule:
        """A level ruling in points."""
        return Rule(self.y((region.top + region.bottom) / 2), self.x(region.x0), self.x(region.x1))


def to_words(words: Sequence[OcrWord], em: float, points: PagePoints) -> list[Word]:
    """The words of one block with the baseline of their line; `em` is the type size in pixels."""
    groups: dict[int, list[OcrWord]] = {}
    for word in words:
        groups.setdefault(word.line, []).append(word)
    return [word for group in groups.values() for word in _of_line(group, em, points)]


def _of_line(group: Sequence[OcrWord], em: float, points: PagePoints) -> list[Word]:
    base = points.y(baseline(group, em))
    size = em * points.scale * points.body
    ordered = sorted(group, key=lambda each: each.x0)
    # the engine's boxes are not exact: words that it read apart may touch, and would be glued
    limits = [points.x(after.x0) - _SPACE * size for after in ordered[1:]]
    return [
        Word(
            text=word.text,
            x0=points.x(word.x0),
            top=base - _ASCENT * size,
            x1=max(points.x(word.x0), min(points.x(word.x1), limit)),
            bottom=base + _DESCENT * size,
            base=base,
            bold=word.bold,
            confidence=word.confidence,
        )
        for word, limit in zip(ordered, [*limits, math.inf], strict=True)
    ]


def baseline(group: Sequence[OcrWord], em: float) -> float:
    """The y in pixels on which the letters of a line stand.

    A word without descenders ends on it; of other words the known heights of
    their letters tell it, from above and from below.
    """
    standing = [
        float(word.bottom)
        for word in group
        if not (_DEEP | _SHALLOW) & set(word.text) and not set(word.text) <= _RAISED
        # Tesseract gives a lone letter the box of its surroundings at times
        for _ in range(len(word.text) if len(word.text) > 1 else 0)
    ]
    if standing:
        return _median(standing)
    guesses = [
        guess for word in group for guess in _guesses(word, em) for _ in range(len(word.text))
    ]
    return _median(guesses) if guesses else float(max(word.bottom for word in group))


def _guesses(word: OcrWord, em: float) -> Iterator[float]:
    letters = set(word.text)
    if letters <= _RAISED:
        return
    tall = any(c.isupper() or c.isdigit() or c in _HIGH or c in "«»()" for c in letters)
    yield word.top + (_CAP_HEIGHT if tall else _X_HEIGHT) * em
    if letters & _DEEP:
        yield word.bottom - 0.2 * em
    else:
        yield word.bottom - 0.13 * em


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
