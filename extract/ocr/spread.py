"""Two pages side by side in one image (an opened book, a booklet print): found and parted.

Works on the prepared page, which is upright: a page that lies on its side, or
a wide table, has print across the middle.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr.light import body_size
from extract.ocr.open_columns import has_columns
from extract.ocr.prepare import Prepared, levelled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray

_WIDE = 1.15
"""An image must be this much wider than high to hold two upright pages."""
_MIDDLE = (0.38, 0.62)
_GUTTER = 1.6
"""The white between two pages is at least so wide (in em), from top to bottom."""
_MARGINS = 5.0
"""The inner margins of two pages take at least so much; less may part columns of a table."""
_SAME_LEVEL, _LEVEL = 0.22, 0.8
"""Lines whose tops differ by no more em are level; so many of them are in a table's rows."""
_LINES = 5
"""Each page has at least so many lines: less is a landscape sheet with something beside."""


def part_spread(page: Prepared) -> tuple[Prepared, ...]:
    """The two pages of a spread, each levelled by itself; the page alone where it is none."""
    at = find_gutter(page.ink, page.em)
    if at is None:
        return (page,)
    return tuple(_half(page, start, end) for start, end in ((0, at), (at, page.ink.shape[1])))


def find_gutter(ink: Gray, em: float) -> int | None:
    """The column between two pages; None where the image holds one page."""
    import numpy as np

    height, width = ink.shape
    if width < _WIDE * height:
        return None
    text = _without_shadow(ink, em)
    first, last = (round(share * width) for share in _MIDDLE)
    # a few specks of dust are no print
    empty = np.count_nonzero(text[:, first:last], axis=0) <= 0.15 * em
    gap = _longest_run(empty)
    if gap is None or gap[1] - gap[0] < _GUTTER * em:
        return None
    at: int = first + (gap[0] + gap[1]) // 2
    left, right = _line_tops(text[:, :at], em), _line_tops(text[:, at:], em)
    if min(len(left), len(right)) < _LINES:
        return None
    narrow = gap[1] - gap[0] < _MARGINS * em
    if narrow and _is_level(left, right, em) and _has_columns(text, at, em):
        return None
    return at


def _has_columns(text: Gray, at: int, em: float) -> bool:
    """Whether one side is parted once more, as a table of three columns is."""
    return any(has_columns(side, em) for side in (text[:, :at], text[:, at:]))


def _is_level(left: NDArray[np.intp], right: NDArray[np.intp], em: float) -> bool:
    """Whether the lines of both sides stand beside each other, as the rows of a table do."""
    import numpy as np

    few, many = sorted((left, right), key=len)
    nearest = np.abs(few[:, None] - many[None, :]).min(axis=1)
    return float(np.mean(nearest <= _SAME_LEVEL * em)) >= _LEVEL


def _without_shadow(ink: Gray, em: float) -> Gray:
    """The ink without the shadow of the gutter: an unbroken line down the page."""
    import cv2
    import numpy as np

    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(12 * em), 1), np.uint8))
    wide = cv2.dilate(tall, np.ones((3, max(3, round(0.3 * em))), np.uint8))
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(wide)), dtype=np.uint8)


def _longest_run(flags: NDArray[np.bool_]) -> tuple[int, int] | None:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    if not runs:
        return None
    start, end = max(runs, key=lambda run: int(run[1] - run[0]))
    return int(start), int(end)


def _line_tops(ink: Gray, em: float) -> NDArray[np.intp]:
    """Where the lines of print of a page begin."""
    import numpy as np

    inked = np.count_nonzero(ink, axis=1) > 0.5 * em
    return np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8)))) == 1)


def _half(page: Prepared, start: int, end: int) -> Prepared:
    """The columns from `start` to `end` as a page of their own."""
    import numpy as np

    shift = np.array([[1.0, 0.0, start], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    half = replace(
        page,
        grey=np.ascontiguousarray(page.grey[:, start:end]),
        ink=np.ascontiguousarray(page.ink[:, start:end]),
        back=page.back @ shift,
        margin=(0.0, 0.0),
    )
    half = levelled(half)
    return replace(half, body=body_size(half.ink))
