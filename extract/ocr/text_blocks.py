"""Blocks of text outside tables: what stands together and is recognized together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region

if TYPE_CHECKING:
    from extract.ocr.engine import Gray
    from extract.ocr.prepare import Prepared

_ROW_GAP = 1.1
"""White of this height (in em) parts two blocks."""
_COLUMN_GAP = 3.0
"""White of this width over the whole height of a block parts two columns."""
_MARGIN = 0.25
_NOISE = 0.4
"""A line of print is read with more than this confidence; a scrawl is not."""


def find_blocks(page: Prepared, tables: Sequence[Region]) -> list[Region]:
    """The blocks of text of a page without its tables, from top to bottom."""
    import cv2
    import numpy as np

    ink = page.ink.copy()
    grow = max(2, round(0.16 * page.em))
    for table in tables:
        ink[
            max(0, table.top - grow) : table.bottom + grow,
            max(0, table.x0 - grow) : table.x1 + grow,
        ] = 0
    ink = np.asarray(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), dtype=np.uint8
    )
    blocks: list[Region] = []
    for top, bottom in _runs(ink.any(axis=1), round(_ROW_GAP * page.em)):
        band = ink[top:bottom]
        for left, right in _runs(band.any(axis=0), round(_COLUMN_GAP * page.em)):
            blocks.append(_grown(Region(left, top, right, bottom), page))
    return blocks


def without_noise(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The words of a block without its lines of dust, stamps and scrawl.

    A line stays that has a letter or a digit and is read with some confidence;
    a rule to write on («____») stays too.
    """
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return tuple(word for line in lines.values() if _is_text(line) for word in line)


def _is_text(line: Sequence[OcrWord]) -> bool:
    text = "".join(word.text for word in line)
    if text.count("_") >= 3:
        return True
    if not any(char.isalnum() for char in text):
        return False
    sure = sum(word.confidence * len(word.text) for word in line) / len(text)
    return sure >= _NOISE or (sure >= _NOISE / 2 and len(text) > 12)


def _grown(region: Region, page: Prepared) -> Region:
    more = round(_MARGIN * page.em)
    height, width = page.grey.shape
    return Region(
        max(0, region.x0 - more),
        max(0, region.top - more),
        min(width, region.x1 + more),
        min(height, region.bottom + more),
    )


def _runs(filled: Gray, gap: int) -> list[tuple[int, int]]:
    """Stretches of filled positions; holes shorter than `gap` do not part them."""
    import numpy as np

    spots = np.flatnonzero(filled)
    if not len(spots):
        return []
    cuts = np.flatnonzero(np.diff(spots) > gap)
    starts = [int(spots[0]), *(int(spots[cut + 1]) for cut in cuts)]
    ends = [*(int(spots[cut]) + 1 for cut in cuts), int(spots[-1]) + 1]
    return list(zip(starts, ends, strict=True))
