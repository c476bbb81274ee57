"""The drawn lines of a page image as two masks: rulings across and rulings down.

Lengths are given in em (the type size of the page), so that the same numbers
hold at any resolution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ocr.light import as_grey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray

_RUN_ACROSS = 1.7
"""The shortest ruling across: longer than any letter is wide."""
_RUN_DOWN = 1.1
"""The shortest ruling down: longer than any letter is high (a row is at least one line)."""
_GAP = 1.2
"""A hole in a ruling up to this long is closed."""
_REACH = 0.35
"""How far a ruling is lengthened at its ends, to meet the one it should meet."""
_SURELY_LONG = 12.0
"""A straight run of this length is a ruling whatever touches it."""
_CROWDED = 0.16
"""The share of ink beside a run above which it is a row of letters."""


def ruling_masks(ink: Gray, em: float) -> tuple[Gray, Gray]:
    """Masks of the rulings across and down, gaps closed, ends lengthened."""
    across = _direction(ink, em, _RUN_ACROSS)
    down = _direction(ink.T.copy(), em, _RUN_DOWN).T.copy()
    across = _without_creases(across, down, em)
    return across, _without_creases(down.T.copy(), across.T.copy(), em).T.copy()


def _without_creases(across: Gray, down: Gray, em: float) -> Gray:
    """Without lines from edge to edge of the sheet: a fold, the shadow of a copier.

    Such a line runs beyond the table that it crosses.
    """
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(across, connectivity=8)
    width = across.shape[1]
    columns = np.flatnonzero(down.any(axis=0))
    boxes = [tuple(int(value) for value in stats[label][:4]) for label in range(count)]
    beyond = [
        (x <= 0.02 * width, x + w >= 0.98 * width, y + h / 2)
        for x, y, w, h in boxes[1:]
        if w >= 2 * em and _ends_free(x, x + w, columns, em)
    ]
    levels = [
        level
        for left, _, level in beyond
        if left and any(right and abs(level - other) < em for _, right, other in beyond)
    ]
    drop = np.zeros(count, dtype=bool)
    for label in range(1, count):
        middle = boxes[label][1] + boxes[label][3] / 2
        drop[label] = any(abs(middle - level) <= 0.4 * em for level in levels)
    return np.where(drop[labels], 0, across).astype(np.uint8) if drop.any() else across


def _ends_free(start: int, end: int, columns: NDArray[np.intp], em: float) -> bool:
    """Whether a line goes on beyond the outermost rulings down, or meets none."""
    if not len(columns):
        return True
    return bool(columns[0] - start > 1.2 * em or end - columns[-1] > 1.2 * em)


def _direction(ink: Gray, em: float, run: float) -> Gray:
    """The rulings that run along the rows of `ink`."""
    import cv2
    import numpy as np

    length = max(9, round(run * em))
    # a slightly sloping or ragged ruling is a staircase: join its steps first
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    thick = cv2.morphologyEx(
        thick, cv2.MORPH_CLOSE, np.ones((1, max(3, round(0.1 * em))), np.uint8)
    )
    long = as_grey(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))
    long = _free_standing(_thin_only(long, em), ink, em)
    gap = max(3, round(_GAP * em)) | 1
    padded = cv2.copyMakeBorder(long, 2, 2, gap, gap, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    reach = max(3, round(2 * _REACH * em)) | 1
    closed = cv2.dilate(closed, np.ones((1, reach), np.uint8))
    return np.ascontiguousarray(closed[2:-2, gap:-gap])


def _thin_only(long: Gray, em: float) -> Gray:
    """Without what is too thick for a ruling (black bars, pictures, punch holes)."""
    import cv2
    import numpy as np

    core = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((max(4, round(0.45 * em)), 1), np.uint8))
    if not core.any():
        return long
    body = cv2.dilate(core, np.ones((max(3, round(0.2 * em)), 3), np.uint8))
    return np.asarray(cv2.bitwise_and(long, cv2.bitwise_not(body)), dtype=np.uint8)


def _free_standing(long: Gray, ink: Gray, em: float) -> Gray:
    """Without rows of letters whose feet or heads touch: a ruling has white beside it.

    Print that is spread by a copier joins its letters at the serifs; such a
    run has the rest of the letters above or below it.
    """
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    near, far = max(2, round(0.07 * em)), max(4, round(0.22 * em))
    drop = np.zeros(count, dtype=bool)
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if width > _SURELY_LONG * em:
            continue
        above = ink[max(0, y - far) : max(0, y - near + 1), x : x + width]
        below = ink[y + height + near - 1 : y + height + far, x : x + width]
        drop[label] = max(dark_share(above), dark_share(below)) > _CROWDED
    return np.where(drop[labels], 0, long).astype(np.uint8)


def dark_share(ink: Gray) -> float:
    """The share of a piece of an ink mask that is ink."""
    return float((ink > 0).mean()) if ink.size else 0.0
