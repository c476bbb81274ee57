"""The drawn lines of a page image as two masks: rulings across and rulings down.

Lengths are given in em (the type size of the page), so that the same numbers
hold at any resolution.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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
"""A straight run across of this length is a ruling whatever touches it."""
_SURELY_HIGH = 2.5
"""The same for a run down: letters of two lines may touch, of three hardly."""
_THICK = 0.22
"""A short run higher than this, where the long ones are thin, is a row of heavy letters."""
_DARKER = 35.0
"""A ruling is darker than a fold by more than this (of 255)."""
_CROWDED = 0.16
"""The share of ink beside a run above which it is a row of letters."""


def ruling_masks(ink: Gray, em: float, grey: Gray | None = None) -> tuple[Gray, Gray]:
    """Masks of the rulings across and down, gaps closed, ends lengthened.

    `grey` is the page itself: its darkness tells a fold from a ruling that the
    fold runs along.
    """
    across = _direction(ink, em, _RUN_ACROSS, _SURELY_LONG)
    down = _direction(ink.T.copy(), em, _RUN_DOWN, _SURELY_HIGH).T.copy()
    across = _without_creases(across, down, em, grey)
    sideways = None if grey is None else grey.T
    down = _without_creases(down.T.copy(), across.T.copy(), em, sideways).T.copy()
    return _without_loose(across, down, em), _without_loose(down, across, em)


def _without_loose(rulings: Gray, others: Gray, em: float) -> Gray:
    """Without short lines that meet no ruling of the other direction: underlines, heavy letters."""
    import cv2

    outlines, _ = cv2.findContours(rulings, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    kept = rulings.copy()
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        if max(width, height) > _SURELY_LONG * em:
            continue
        if not others[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1].any():
            cv2.drawContours(kept, [outline], -1, 0, cv2.FILLED)
    return kept


def _without_creases(across: Gray, down: Gray, em: float, grey: Gray | None) -> Gray:
    """Without lines from edge to edge of the sheet: a fold, the shadow of a copier.

    Such a line runs beyond the table that it crosses. Where it runs along a
    ruling, the part inside the table stays.
    """
    import cv2
    import numpy as np

    width = across.shape[1]
    edge = round(0.02 * width) + 1
    if not across[:, :edge].any() or not across[:, -edge:].any():
        return across
    count, labels, stats, _ = cv2.connectedComponentsWithStats(across, connectivity=8)
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
    kept = across.copy()
    for label in range(1, count):
        x, y, width, height = boxes[label]
        if not any(abs(y + height / 2 - level) <= 0.4 * em for level in levels):
            continue
        own = np.s_[y : y + height, x : x + width]
        kept[own][labels[own] == label] = 0
        if _columns_end(down, y, y + height, em) or _is_darker_inside(
            grey, (y, y + height), columns, em
        ):
            inside = np.s_[y : y + height, columns[0] : columns[-1] + 1]
            kept[inside] = np.maximum(kept[inside], across[inside])
    return kept


def _is_darker_inside(
    grey: Gray | None, rows: tuple[int, int], columns: NDArray[np.intp], em: float
) -> bool:
    """Whether a line is clearly darker between the outermost rulings down than beyond them."""
    import numpy as np

    if grey is None or not len(columns):
        return False
    left, right, near = int(columns[0]), int(columns[-1]), round(0.5 * em)
    line = grey[rows[0] : rows[1]].min(axis=0)
    # beyond the paper's edge there is no fold: only what is dark there counts
    beyond = np.concatenate((line[: max(0, left - near)], line[right + near :]))
    beyond = beyond[beyond < 235]
    inside = line[left + near : right - near]
    if len(beyond) < em or not len(inside):
        return False
    # letters that the fold crosses darken some of it; a ruling darkens all of it
    return float(np.median(beyond)) - float(np.percentile(inside, 85)) > _DARKER


def _columns_end(down: Gray, top: int, bottom: int, em: float) -> bool:
    """Whether a ruling down ends at a level on which others go on: a row border is there."""
    import numpy as np

    # ends of rulings were lengthened: look beyond them, and not as far as the next row
    far = round(0.65 * em)
    above = down[max(0, top - far) : max(1, top - far + 2)].any(axis=0)
    below = down[bottom + far - 2 : bottom + far].any(axis=0)
    # a ruling is a few pixels wide: widen the other side so that a slope is no end
    reach = np.ones(max(3, round(0.3 * em)))
    wide_above, wide_below = (np.convolve(each, reach, "same") > 0 for each in (above, below))
    ends = bool((above & ~wide_below).any() or (below & ~wide_above).any())
    return ends and bool((above & wide_below).any())


def _ends_free(start: int, end: int, columns: NDArray[np.intp], em: float) -> bool:
    """Whether a line goes on beyond the outermost rulings down, or meets none."""
    if not len(columns):
        return True
    return bool(columns[0] - start > 1.2 * em or end - columns[-1] > 1.2 * em)


def _direction(ink: Gray, em: float, run: float, sure: float) -> Gray:
    """The rulings that run along the rows of `ink`; what is longer than `sure` (em) is certain."""
    import cv2
    import numpy as np

    length = max(9, round(run * em))
    # a slightly sloping or ragged ruling is a staircase: join its steps first
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    thick = cv2.morphologyEx(
        thick, cv2.MORPH_CLOSE, np.ones((1, max(3, round(0.1 * em))), np.uint8)
    )
    long = as_grey(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))
    long = _free_standing(_thin_only(long, em), ink, em, sure)
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


def _free_standing(long: Gray, ink: Gray, em: float, sure: float) -> Gray:
    """Without rows of letters whose feet or heads touch: a ruling has white beside it.

    Print that is spread by a copier joins its letters at the serifs; such a
    run has the rest of the letters above or below it.
    """
    import cv2

    # outlines are found much faster than labels: there are few of them on a page
    outlines, _ = cv2.findContours(long, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    near, far = max(2, round(0.07 * em)), max(4, round(0.22 * em))
    boxes = [cv2.boundingRect(outline) for outline in outlines]
    usual = _usual_thickness(outlines, boxes, em)
    kept = long.copy()
    for outline, (x, y, width, height) in zip(outlines, boxes, strict=True):
        if width > sure * em:
            continue
        thickness = cv2.contourArea(outline) / width + 1
        if usual and thickness > max(_THICK * em, 1.8 * usual):
            cv2.drawContours(kept, [outline], -1, 0, cv2.FILLED)
            continue
        above = ink[max(0, y - far) : max(0, y - near + 1), x : x + width]
        below = ink[y + height + near - 1 : y + height + far, x : x + width]
        if max(dark_share(above), dark_share(below)) > _CROWDED:
            cv2.drawContours(kept, [outline], -1, 0, cv2.FILLED)
    return kept


def _usual_thickness(outlines: Sequence[Any], boxes: Sequence[Sequence[int]], em: float) -> float:
    """The thickness of the page's long rulings in pixels; 0.0 where there are none."""
    import cv2

    known = sorted(
        cv2.contourArea(outline) / box[2] + 1
        for outline, box in zip(outlines, boxes, strict=True)
        if box[2] > _SURELY_LONG * em
    )
    return float(known[len(known) // 2]) if known else 0.0


def dark_share(ink: Gray) -> float:
    """The share of a piece of an ink mask that is ink."""
    import numpy as np

    return float(np.count_nonzero(ink)) / ink.size if ink.size else 0.0
