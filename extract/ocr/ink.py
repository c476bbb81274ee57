"""The pieces of ink that a recognized word is made of, and stretches of ink or white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.prepare import Prepared
_DUST = 0.006
"""Ink below this area (in em²) is dust."""
_ABOVE, _BELOW, _BESIDE = 0.35, 0.25, 0.1
"""How far around a word's box its pieces are looked for, in em: Tesseract's boxes cut letters."""


def ink_parts(word: OcrWord, page: Prepared) -> list[Region]:
    """The connected pieces of ink of a word, from left to right, without dust.

    A piece belongs to the word whose box holds its middle.
    """
    import cv2
    import numpy as np

    em = page.em
    top = max(0, round(word.top - _ABOVE * em))
    left = max(0, round(word.x0 - _BESIDE * em))
    bottom, right = round(word.bottom + _BELOW * em), round(word.x1 + _BESIDE * em)
    ink = page.ink[top:bottom, left:right]
    if not ink.size:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    parts = [
        Region(left + int(x), top + int(y), left + int(x + w), top + int(y + h))
        for x, y, w, h, area in stats[1:count]
        if area >= _DUST * em * em and h <= 1.2 * em
    ]
    inside = [
        part
        for part in parts
        if word.x0 - 1 <= (part.x0 + part.x1) / 2 <= word.x1 + 1
        and word.top - 1 <= (part.top + part.bottom) / 2 <= word.bottom + 1
    ]
    return sorted(inside, key=lambda part: part.x0)


def stretches(filled: NDArray[np.bool_], gap: int = 1) -> list[tuple[int, int]]:
    """Stretches of filled positions; those up to `gap` apart are one."""
    import numpy as np

    spots = np.flatnonzero(filled)
    if not len(spots):
        return []
    cuts = np.flatnonzero(np.diff(spots) > gap)
    starts = [int(spots[0]), *(int(spots[cut + 1]) for cut in cuts)]
    ends = [*(int(spots[cut]) + 1 for cut in cuts), int(spots[-1]) + 1]
    return list(zip(starts, ends, strict=True))
