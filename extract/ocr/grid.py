"""Table grids in a page image: rulings → white regions → cells with spans.

Works on the prepared page. Lengths are given in em (the type size of the
page), so that the same numbers hold at any resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
_SAME_EDGE = 0.4
"""Edges nearer than this are the same column or row boundary."""
_SURELY_LONG = 12.0
"""A straight run of this length is a ruling whatever touches it."""
_CROWDED = 0.16
"""The share of ink beside a run above which it is a row of letters."""
_LEAST = 0.55
"""A white region narrower or lower than this is no cell."""


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle in pixels: `x0 <= x < x1`, `top <= y < bottom`."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid and the interior of its white region."""

    row: int
    column: int
    row_span: int
    column_span: int
    inner: Region


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its rulings draw it."""

    region: Region
    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    columns: tuple[float, ...] = ()


def find_grids(ink: Gray, em: float) -> tuple[Grid, ...]:
    """Every ruled table of a page, from top to bottom."""
    import cv2
    import numpy as np

    across, down = ruling_masks(ink, em)
    across = _without_creases(across, down, em)
    down = _without_creases(down.T.copy(), across.T.copy(), em).T.copy()
    mask = cv2.bitwise_or(across, down)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    grids: list[Grid] = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if width < 4 * em or height < 1.3 * em:
            continue
        own = (labels[y : y + height, x : x + width] == label).astype(np.uint8) * 255
        part = cv2.bitwise_and(across[y : y + height, x : x + width], own)
        rest = cv2.bitwise_and(down[y : y + height, x : x + width], own)
        grid = _grid(part, rest, (x, y), em)
        if grid is not None:
            grids.append(grid)
    grids = [_without_unseen_borders(grid, ink, em) for grid in grids]
    return tuple(sorted(_outermost(grids), key=lambda grid: (grid.region.top, grid.region.x0)))


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


def ruling_masks(ink: Gray, em: float) -> tuple[Gray, Gray]:
    """Masks of the rulings across and down, gaps closed, ends lengthened."""
    return _direction(ink, em, _RUN_ACROSS), _direction(ink.T.copy(), em, _RUN_DOWN).T.copy()


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
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
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


def _grid(across: Gray, down: Gray, origin: tuple[int, int], em: float) -> Grid | None:
    """The cells that one connected net of rulings encloses."""
    import cv2
    import numpy as np

    pad = max(4, round(em))
    across = cv2.copyMakeBorder(across, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    down = cv2.copyMakeBorder(down, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    across, down = _closed_sides(np.asarray(across), np.asarray(down), em)
    white = cv2.bitwise_not(cv2.bitwise_or(across, down))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    outside = labels[0, 0]
    least = _LEAST * em
    inners: list[Region] = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if label == outside or width < least or height < least or area < 0.4 * width * height:
            continue
        inners.append(_interior(labels[y : y + height, x : x + width] == label, x, y))
    if len(inners) < 2:
        return None
    offset = (origin[0] - pad, origin[1] - pad)
    return assemble([_moved(inner, *offset) for inner in inners], em)


def _closed_sides(across: Gray, down: Gray, em: float) -> tuple[Gray, Gray]:
    """Draw the outer side that a table lacks where its rulings end in one line."""
    across = _close_ends(across, down, em)
    down = _close_ends(down.T.copy(), across.T.copy(), em).T.copy()
    # lines of the first pass may now need their counterpart
    return across, down


def _close_ends(across: Gray, down: Gray, em: float) -> Gray:
    """Draw a ruling across where rulings down stick out beyond the last (or first) one."""
    import numpy as np

    rows = np.flatnonzero(across.any(axis=1))
    ends = np.flatnonzero(down.any(axis=1))
    columns = np.flatnonzero(down.any(axis=0))
    if not len(rows) or not len(ends) or not len(columns):
        return across
    out = across
    for end, last in ((int(ends[0]), int(rows[0])), (int(ends[-1]), int(rows[-1]))):
        if abs(end - last) > 0.9 * em and (end < last) == (end == int(ends[0])):
            out = out.copy() if out is across else out
            out[max(0, end - 1) : end + 2, int(columns[0]) : int(columns[-1]) + 1] = 255
    return out


def _interior(region: object, x: int, y: int) -> Region:
    """The largest upright rectangle that lies (nearly) inside a white region."""
    import numpy as np

    mask = np.asarray(region)
    height, width = mask.shape
    rows = mask.mean(axis=1) > 0.6
    columns = mask.mean(axis=0) > 0.6
    top = int(np.argmax(rows)) if rows.any() else 0
    bottom = height - int(np.argmax(rows[::-1])) if rows.any() else height
    left = int(np.argmax(columns)) if columns.any() else 0
    right = width - int(np.argmax(columns[::-1])) if columns.any() else width
    return Region(x + left, y + top, x + right, y + bottom)


def _moved(region: Region, dx: int, dy: int) -> Region:
    return Region(
        max(0, region.x0 + dx),
        max(0, region.top + dy),
        max(0, region.x1 + dx),
        max(0, region.bottom + dy),
    )


def assemble(inners: list[Region], em: float) -> Grid:
    """Rows, columns and spans from the edges of the cells' interiors."""
    columns = _edges([r.x0 for r in inners] + [r.x1 for r in inners], _SAME_EDGE * em)
    rows = _edges([r.top for r in inners] + [r.bottom for r in inners], _SAME_EDGE * em)
    cells: dict[tuple[int, int], GridCell] = {}
    for inner in inners:
        left, right = _nearest(columns, inner.x0), _nearest(columns, inner.x1)
        top, bottom = _nearest(rows, inner.top), _nearest(rows, inner.bottom)
        if right <= left or bottom <= top:
            continue
        cell = GridCell(top, left, bottom - top, right - left, inner)
        cells.setdefault((top, left), cell)
    region = Region(
        min(r.x0 for r in inners),
        min(r.top for r in inners),
        max(r.x1 for r in inners),
        max(r.bottom for r in inners),
    )
    ordered = tuple(cells[key] for key in sorted(cells))
    return Grid(region, ordered, len(rows) - 1, len(columns) - 1, tuple(columns))


def _without_unseen_borders(grid: Grid, ink: Gray, em: float) -> Grid:
    """The grid with two cells made one where no ink parts them.

    Lengthened ends of rulings can meet a row of letters and cut a wide cell;
    a true ruling has ink where it leaves the rulings above and below.
    """
    inners = [cell.inner for cell in grid.cells]
    merged = True
    while merged:
        merged = False
        for first in inners:
            for second in inners:
                if _side_by_side(first, second, em) and not _is_parted(first, second, ink, em):
                    inners = [each for each in inners if each not in (first, second)]
                    inners.append(
                        Region(
                            first.x0,
                            min(first.top, second.top),
                            second.x1,
                            max(first.bottom, second.bottom),
                        )
                    )
                    merged = True
                    break
            if merged:
                break
    return grid if len(inners) == len(grid.cells) else assemble(inners, em)


def _side_by_side(first: Region, second: Region, em: float) -> bool:
    near = 0.35 * em
    return (
        0 <= second.x0 - first.x1 <= 0.8 * em
        and abs(first.top - second.top) <= near
        and abs(first.bottom - second.bottom) <= near
    )


def _is_parted(first: Region, second: Region, ink: Gray, em: float) -> bool:
    """Whether ink runs down between two neighbours, at least at both of its ends."""
    top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
    strip = ink[top:bottom, max(0, first.x1 - 1) : second.x0 + 1].any(axis=1)
    end = max(3, round(0.13 * em))
    whole, above, below = (float(part.mean()) for part in (strip, strip[:end], strip[-end:]))
    return whole >= 0.92 or (whole >= 0.35 and min(above, below) >= 0.4)


def _edges(values: list[int], tolerance: float) -> list[float]:
    """One boundary for each group of edges that lie closer than `tolerance`."""
    groups: list[list[int]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without grids that lie inside a cell of another one."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -(g.region.width * g.region.height)):
        if not any(_inside(grid.region, other.region) for other in kept):
            kept.append(grid)
    return kept


def _inside(inner: Region, outer: Region) -> bool:
    return (
        inner.x0 >= outer.x0
        and inner.x1 <= outer.x1
        and inner.top >= outer.top
        and inner.bottom <= outer.bottom
    )
