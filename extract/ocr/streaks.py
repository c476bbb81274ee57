"""Streaks that dirt on a scanner's glass draws along the feed; the print beside them stays.

They run exactly along the scanner's axis, while rulings and letters lie at the
slope of the sheet: on a sheet that lay askew no ruling stays in one column of
pixels for long. Where the sheet lay straight nothing is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray

_ASKEW = 0.35
"""Degrees from which on rulings leave their column soon enough."""
_RULING = 0.1
"""A ruling is about this wide, in em."""
_LONG = 8.0
"""A streak is longer than this many em."""
_FILLED = 0.33
"""The share of a streak's pixels that is dark; streaks of a fax are broken."""
_STANDS_OUT = 0.22
"""A streak is darker than what runs beside it by this share: print is alike on both sides."""
_SOLID = 0.8
_STEM = 0.3
"""A dark run this long (in em) in a broken streak is a letter's stem."""
_WIDEST = 0.14


def without_streaks(grey: Gray, ink: Gray, em: float, skew: float) -> Gray:
    """The page (before it is levelled by `skew` degrees) without upright streaks."""
    import cv2
    import numpy as np

    if abs(skew) < _ASKEW:
        return grey
    leaves = 4 * _RULING * em / float(np.tan(np.radians(abs(skew))))
    length = round(max(_LONG * em, leaves))
    height, width = ink.shape
    if length > 0.6 * height:
        return grey
    dark = (ink > 0).astype(np.float32)
    filled = np.asarray(cv2.boxFilter(dark, -1, (1, length), borderType=cv2.BORDER_CONSTANT))
    beside = max(2, round(_WIDEST * em))
    around = np.minimum(np.roll(filled, beside, axis=1), np.roll(filled, -beside, axis=1))
    other = np.maximum(np.roll(filled, beside, axis=1), np.roll(filled, -beside, axis=1))
    is_streak = (filled >= _FILLED) & (filled - (around + other) / 2 >= _STANDS_OUT)
    if not is_streak.any():
        return grey
    out = grey.copy()
    for first, last in _neighbours(np.flatnonzero(is_streak.any(axis=0))):
        if last - first < beside and first > 0 and last < width - 1:
            rows = np.asarray(is_streak[:, first : last + 1].any(axis=1, keepdims=True), np.uint8)
            whole = np.asarray(cv2.dilate(rows, np.ones((length, 1), np.uint8)), dtype=np.bool_)
            _clear(out, ink, whole[:, 0], (first, last), em)
    return out


def _neighbours(columns: NDArray[np.int64]) -> list[tuple[int, int]]:
    import numpy as np

    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    return [(int(group[0]), int(group[-1])) for group in groups if len(group)]


def _clear(
    out: Gray, ink: Gray, rows: NDArray[np.bool_], columns: tuple[int, int], em: float
) -> None:
    """Put into the columns of one streak what stands to the left and the right of them."""
    import numpy as np

    first, last = max(1, columns[0] - 1), min(out.shape[1] - 2, columns[1] + 1)
    own = np.asarray(ink[:, columns[0] : columns[1] + 1].any(axis=1), dtype=np.bool_)
    if own[rows].mean() < _SOLID:
        beside = ink[:, [max(0, first - 1), min(ink.shape[1] - 1, last + 1)]].any(axis=1)
        rows = rows & ~_stems(own, np.asarray(beside, dtype=np.bool_), em)
    left, right = out[rows, first - 1].astype(np.float32), out[rows, last + 1].astype(np.float32)
    share = np.linspace(0, 1, last - first + 3)[1:-1]
    filling = left[:, None] * (1 - share) + right[:, None] * share
    stretch = slice(first, last + 1)
    out[rows, stretch] = np.maximum(out[rows, stretch], filling).astype(np.uint8)


def _stems(own: NDArray[np.bool_], beside: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    """The rows where a column is dark without a break for as long as a letter is high.

    A stem has more of its letter `beside` it; what has none is the streak's own.
    """
    import cv2
    import numpy as np

    run = np.ones((max(3, round(_STEM * em)), 1), np.uint8)
    column = own.astype(np.uint8)[:, None]
    long = np.asarray(cv2.morphologyEx(column, cv2.MORPH_OPEN, run), dtype=np.uint8)
    count, labels = cv2.connectedComponents(long, connectivity=8)
    of_letter = np.bincount(labels[beside, 0], minlength=count) > 0
    of_letter[0] = False
    return np.asarray(of_letter[labels[:, 0]], dtype=np.bool_)
