"""The pieces of ink that a recognized word is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region

if TYPE_CHECKING:
    from extract.ocr.prepare import Prepared


def ink_parts(word: OcrWord, page: Prepared) -> list[Region]:
    """The connected pieces of ink in a word's box, from left to right, without dust."""
    import cv2
    import numpy as np

    top, left = max(0, word.top - 1), max(0, word.x0 - 1)
    ink = page.ink[top : word.bottom + 1, left : word.x1 + 1]
    if not ink.size:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    dust = 0.006 * page.em * page.em
    parts = [
        Region(left + int(x), top + int(y), left + int(x + w), top + int(y + h))
        for x, y, w, h, area in stats[1:count]
        if area >= dust
    ]
    return sorted(parts, key=lambda part: part.x0)
