"""Columns that no ruling parts: tall stretches of white with print on both sides.

Read as one block, a row of such a table is taken for lines of text: the engine
finds dashes in the white, loses lone numbers and glues what stands at its
edges. So a block with columns is taken apart before it is read; the layout
code joins the words to lines again by their baselines.

Lengths are given in em, the type size of the page.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.ocr.cells import clean_ink, part_of
from extract.ocr.ink import stretches
from extract.ocr.repair import repair_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray, OcrWord
    from extract.ocr.grid import Region
    from extract.ocr.looks import Piece
    from extract.ocr.prepare import Prepared

_NUMBER_HEAD = "№ п/п"
_WIDTH = 0.5
"""A gutter is at least so wide; few spaces between words are."""
_HEIGHT = 3.0
"""Over three lines of text no white stands by chance."""
_APART = 6.0
"""Gutters further than this above one another belong to two tables."""
_MORE = 4.0
"""So far above and below its tall white a table may have a row between titles."""
_LEAST_LINES = 2
"""So many lines stand on each side of a gutter."""
_TITLES = 0.4
"""The share of a table's height in which titles may cross a gutter."""
_STEP = 0.02
_EDGE = 2.5
"""So near to a gutter's right end the text of the next column begins, centred or not."""
_RISE = 0.1
"""How much more of the height text covers there than in the gutter."""
_OPEN = 1.0
"""A gutter is open where its white is at least so high: that beside one line is."""
_THIN = 0.25
"""What crosses a gutter and is lower than this is no text: the rest of a ruling, a speck."""
_SAME_CUT = 0.3
"""A title reaches less high or deep over one gutter than over another, and is higher than this."""
_MARK = 0.18
"""White between a letter and its mark («й») is lower than this, that between lines higher."""
_ROW_GAP = 0.7
"""White of this height parts two cells of a column for certain."""


@dataclass(frozen=True, slots=True)
class ColumnPiece:
    """A part of a block that is read by itself; `is_first` says that columns follow beside it."""

    piece: Piece
    is_first: bool


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The columns of pixels `x0 <= x < x1`, and the rows in which no text crosses them."""

    x0: int
    x1: int
    open_rows: tuple[tuple[int, int], ...]


def column_pieces(page: Prepared, block: Region) -> list[ColumnPiece]:
    """The parts of a block with columns, from top to bottom; none where it has no columns."""
    ink = clean_ink(page.ink[block.top : block.bottom, block.x0 : block.x1], page.em)
    gutters = _gutters(ink, page.em)
    return _taken_apart(page, block, ink, gutters) if gutters else []


def with_number_head(words: tuple[OcrWord, ...]) -> tuple[OcrWord, ...]:
    """The words of a piece, as «№ п/п» where they can only be a misreading of that.

    Over two lines of a narrow column it is read «№п», «1», which would pass for a number.
    """
    if len(words) < 2 or repair_text(" ".join(word.text for word in words)) != _NUMBER_HEAD:
        return words
    written = zip((words[0], words[-1]), _NUMBER_HEAD.split(), strict=True)
    return tuple(
        word if word.text == text else replace(word, text=text, read_as=word.text)
        for word, text in written
    )


def has_columns(ink: Gray, em: float) -> bool:
    """Whether white parts what is printed into columns."""
    return bool(_gutters(ink, em))


def _gutters(ink: Gray, em: float) -> list[_Gutter]:
    """The gutters of every table without rulings."""
    import numpy as np

    white, inside = _tall_white(ink, em)
    gutters: list[_Gutter] = []
    for top, bottom in stretches(np.asarray(white.any(axis=1)), round(_APART * em)):
        first = max(0, top - round(_MORE * em))
        rows = ink[first : bottom + round(_MORE * em)]
        for x0, x1 in _cores(white[top:bottom], inside[top:bottom], ink[top:bottom], em):
            free = np.asarray(~rows[:, x0:x1].any(axis=1))
            runs = [
                (start + first, end + first)
                for start, end in stretches(free, round(_THIN * em))
                if end - start >= _OPEN * em
            ]
            gutters.append(_Gutter(x0, x1, tuple(runs)))
    return gutters


def _tall_white(ink: Gray, em: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """White that is tall and wide enough for a gutter, and where print stands on both sides."""
    import cv2
    import numpy as np

    kernel = np.ones((round(_HEIGHT * em), max(3, round(_WIDTH * em))), np.uint8)
    opened = np.asarray(cv2.morphologyEx(cv2.bitwise_not(ink), cv2.MORPH_OPEN, kernel)) > 0
    lines = np.asarray(cv2.dilate(ink, np.ones((round(1.2 * em) | 1, 1), np.uint8))) > 0
    after = np.maximum.accumulate(lines, axis=1)
    before = np.maximum.accumulate(lines[:, ::-1], axis=1)[:, ::-1]
    inside = after & before
    return opened & inside, inside


def _cores(
    white: NDArray[np.bool_], inside: NDArray[np.bool_], ink: Gray, em: float
) -> list[tuple[int, int]]:
    """Where between two columns the fewest texts stand, for every gutter of one table."""
    import numpy as np

    tall = white.sum(axis=0)
    share = tall / np.maximum(inside.sum(axis=0), 1)
    share[tall < _HEIGHT * em] = 0.0
    cores: list[tuple[int, int]] = []
    near = round(0.3 * em)
    for level in np.arange(1.0, 1 - _TITLES, -_STEP):
        for x0, x1 in stretches(share >= level - 1e-9):
            beside = share[x1 : x1 + round(_EDGE * em)]
            if (
                x1 - x0 >= _WIDTH * em
                and not any(x0 < b + near and a - near < x1 for a, b in cores)
                and len(beside)
                and float(beside.min()) <= level - _RISE
                and min(_lines(ink[:, :x0], em), _lines(ink[:, x1:], em)) >= _LEAST_LINES
            ):
                cores.append(_clearest(ink, x0, x1, em))
    return sorted(cores)


def _clearest(ink: Gray, x0: int, x1: int, em: float) -> tuple[int, int]:
    """The part of a gutter that the fewest texts reach into."""
    import numpy as np

    width = max(2, round(_WIDTH * em))
    dark = ink[:, x0:x1] > 0
    crossed = np.array(
        [dark[:, at : at + width].any(axis=1).sum() for at in range(max(1, x1 - x0 - width + 1))]
    )
    fewest = np.asarray(crossed <= crossed.min() + _SAME_CUT * em)
    low, high = max(stretches(fewest), key=lambda run: run[1] - run[0])
    return x0 + low, min(x1, x0 + high - 1 + width)


def _lines(ink: Gray, em: float) -> int:
    """How many lines of text stand in a stretch; those that overlap count as one."""
    import numpy as np

    return len(stretches(np.asarray(ink.any(axis=1)), max(1, round(0.1 * em))))


def _taken_apart(
    page: Prepared, block: Region, ink: Gray, gutters: Sequence[_Gutter]
) -> list[ColumnPiece]:
    """Every connected bit of ink goes to the band and column that holds its middle."""
    import cv2
    import numpy as np

    # dots and breves stay with their letters
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(_MARK * page.em), 1), np.uint8))
    count, drawn, measures, centres = cv2.connectedComponentsWithStats(whole, connectivity=8)
    labels = np.where(ink > 0, drawn, 0).astype(np.int32)
    stats = np.asarray(measures, dtype=np.int32)
    bands = _bands(ink, gutters, page.em)
    ends = [bottom for _, bottom, _ in bands]
    groups: dict[tuple[int, int], list[int]] = {}
    for label in range(1, count):
        x, y = centres[label]
        band = min(int(np.searchsorted(ends, y, side="right")), len(bands) - 1)
        column = sum((gutter.x0 + gutter.x1) / 2 < x for gutter in bands[band][2])
        groups.setdefault((band, column), []).append(label)
    grey = page.grey[block.top : block.bottom, block.x0 : block.x1]
    origin = (block.x0, block.top)
    return [
        ColumnPiece(part_of(part, labels, stats, grey, origin), not column and bool(bands[band][2]))
        for (band, column), own in sorted(groups.items())
        for part in _rows(own, stats, page.em)
    ]


def _bands(
    ink: Gray, gutters: Sequence[_Gutter], em: float
) -> list[tuple[int, int, tuple[_Gutter, ...]]]:
    """The block from top to bottom in bands, each with the gutters that are open in it."""
    import numpy as np

    height = len(ink)
    ends = sorted({end for gutter in gutters for run in gutter.open_rows for end in run})
    groups: list[list[int]] = []
    for end in ends:
        if groups and end - groups[-1][-1] <= _SAME_CUT * em:
            groups[-1].append(end)
        else:
            groups.append([end])
    dark = ink.astype(bool).sum(axis=1)
    near = round(0.2 * em)
    cuts = [0]
    for group in groups:
        low, high = max(0, group[0] - near), min(height, group[-1] + near + 1)
        if low < high:
            cuts.append(low + int(np.argmin(dark[low:high])))
    bands: list[tuple[int, int, tuple[_Gutter, ...]]] = []
    for top, bottom in itertools.pairwise([*sorted(set(cuts)), height]):
        own = tuple(each for each in gutters if _open_share(each, top, bottom) > 0.6)
        if bands and bands[-1][2] == own:
            bands[-1] = (bands[-1][0], bottom, own)
        elif bottom > top:
            bands.append((top, bottom, own))
    return bands


def _open_share(gutter: _Gutter, top: int, bottom: int) -> float:
    free = sum(max(0, min(bottom, end) - max(top, start)) for start, end in gutter.open_rows)
    return free / max(1, bottom - top)


def _rows(labels: Sequence[int], stats: NDArray[np.int32], em: float) -> list[list[int]]:
    """Bits of ink of one column parted where the white between them is high."""
    parts: list[list[int]] = []
    lowest = 0
    for label in sorted(labels, key=lambda each: int(stats[each][1])):
        top, height = int(stats[label][1]), int(stats[label][3])
        if not parts or top - lowest > _ROW_GAP * em:
            parts.append([])
            lowest = 0
        parts[-1].append(label)
        lowest = max(lowest, top + height)
    return parts
