"""Bold print: strokes thicker than those of the rest of the page.

The thickness of a word's strokes is its ink over its outline. It depends on
type, blur and binarization alike for all words of a page, so bold is judged
against the page's usual thickness.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.ocr.engine import OcrWord

if TYPE_CHECKING:
    from extract.ocr.prepare import Prepared

_BOLD = 1.22
"""A line whose strokes are this much thicker than the usual ones is bold."""
_NEARLY = 1.15
_FEWEST = 25
"""Pages with fewer words have no usual thickness."""


def thickness(word: OcrWord, page: Prepared) -> float:
    """The thickness of a word's strokes in em; 0.0 where it has no ink."""
    import cv2
    import numpy as np

    ink = page.ink[max(0, word.top) : word.bottom, max(0, word.x0) : word.x1]
    if ink.size == 0:
        return 0.0
    area = int(np.count_nonzero(ink))
    inner = int(np.count_nonzero(cv2.erode(ink, np.ones((3, 3), np.uint8))))
    outline = area - inner
    return 2.0 * area / outline / page.em if outline else 0.0


def usual_thickness(values: Sequence[tuple[float, int]]) -> float:
    """The median thickness over all letters of a page, from (thickness, letters); 0.0 for few."""
    known = sorted((value, letters) for value, letters in values if value > 0 and letters > 2)
    if len(known) < _FEWEST:
        return 0.0
    half, passed = sum(letters for _, letters in known) / 2, 0
    for value, letters in known:
        passed += letters
        if passed >= half:
            return value
    return 0.0


def bold_lines(lines: Sequence[Sequence[tuple[float, int]]], usual: float) -> list[bool]:
    """Which lines of a block are bold, from the (thickness, letters) of their words.

    A short line is measured badly: beside a bold one it may be a little thinner.
    """
    heavy = [_times_usual(line, usual) for line in lines]
    sure = [value >= _BOLD for value in heavy]
    return [
        bold or (value >= _NEARLY and any(sure[max(0, at - 1) : at + 2]))
        for at, (value, bold) in enumerate(zip(heavy, sure, strict=True))
    ]


def _times_usual(line: Sequence[tuple[float, int]], usual: float) -> float:
    """How many times the usual thickness a line has; short words count only by themselves."""
    known = [(value, letters) for value, letters in line if value > 0 and letters > 2]
    known = known or [(value, letters) for value, letters in line if value > 0]
    total = sum(letters for _, letters in known)
    heavy = sum(value * letters for value, letters in known)
    return heavy / total / usual if total and usual else 0.0
