"""Recognized words as the layout code takes them: points, baselines, font sizes.

Tesseract's boxes hug the ink, and a line of «нам» is lower than one of «рфб».
The layout code measures in font sizes, so each line gets its baseline from the
letters that stand on it, and every word the page's type size.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.content import Word
from extract.ocr.engine import OcrWord

_ASCENT, _DESCENT = 0.8, 0.22
_HANGING = frozenset("рруфцщдДЦЩ,;()[]{}jgpqy/|_Q«»-–—\"'“”*")
"""Letters and marks whose ink does not end on the baseline."""


def to_words(words: Sequence[OcrWord], em: float, scale: float) -> list[Word]:
    """The words of one block with the baseline of their line.

    Args:
        words: Words in pixels, numbered by line.
        em: The type size in pixels.
        scale: Points in a pixel.
    """
    groups: dict[int, list[OcrWord]] = {}
    for word in words:
        groups.setdefault(word.line, []).append(word)
    return [word for group in groups.values() for word in _of_line(group, em, scale)]


def _of_line(group: Sequence[OcrWord], em: float, scale: float) -> list[Word]:
    base = _baseline(group, em) * scale
    size = em * scale
    return [
        Word(
            text=word.text,
            x0=word.x0 * scale,
            top=base - _ASCENT * size,
            x1=word.x1 * scale,
            bottom=base + _DESCENT * size,
            base=base,
            confidence=word.confidence,
        )
        for word in sorted(group, key=lambda each: each.x0)
    ]


def _baseline(group: Sequence[OcrWord], em: float) -> float:
    """The y on which most of the letters stand."""
    standing = sorted(word.bottom for word in group if not _HANGING & set(word.text))
    if standing:
        return float(standing[len(standing) // 2])
    hanging = sorted(word.bottom for word in group)
    return hanging[len(hanging) // 2] - _DESCENT * em * 0.8
