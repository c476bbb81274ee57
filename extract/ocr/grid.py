"""Table grids in a page image: rulings → white regions → cells with spans.

Works on the prepared page. Lengths are given in em (the type size of the
page), so that the same numbers hold at any resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.ocr.light import as_grey
from extract.ocr.rulings import ruling_masks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray

_SAME_EDGE = 0.4
"""Edges nearer than this are the same column or row boundary."""
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


def find_grids(ink: Gray, em: float, grey: Gray | None = None) -> tuple[Grid, ...]:
    """Every ruled table of a page, from top to bottom.

    `grey` is the page itself: with it, folds are told from rulings.
    """
    return grids_of(*ruling_masks(ink, em, grey), ink, em)


def grids_of(across: Gray, down: Gray, ink: Gray, em: float) -> tuple[Grid, ...]:
    """The tables that masks of rulings across and down draw, from top to bottom."""
    import cv2
    import numpy as np

    mask = cv2.bitwise_or(across, down)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    grids: list[Grid] = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if width < 4 * em or height < 1.3 * em:
            continue
        own = (labels[y : y + height, x : x + width] == label).astype(np.uint8) * 255
        part = as_grey(cv2.bitwise_and(across[y : y + height, x : x + width], own))
        rest = as_grey(cv2.bitwise_and(down[y : y + height, x : x + width], own))
        grid = _grid(part, rest, (x, y), em)
        if grid is not None:
            grids.append(grid)
    grids = [_without_unseen_borders(grid, ink, em) for grid in grids]
    return tuple(sorted(_outermost(grids), key=lambda grid: (grid.region.top, grid.region.x0)))


def _grid(across: Gray, down: Gray, origin: tuple[int, int], em: float) -> Grid | None:
    """The cells that one connected net of rulings encloses."""
    import cv2

    pad = max(4, round(em))
    across, down = _closed_sides(_padded(across, pad), _padded(down, pad), em)
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


def _padded(mask: Gray, pad: int) -> Gray:
    import cv2

    return as_grey(cv2.copyMakeBorder(mask, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0))


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


def _interior(mask: NDArray[np.bool_], x: int, y: int) -> Region:
    """The largest upright rectangle that lies (nearly) inside a white region."""
    import numpy as np

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
    import numpy as np

    top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
    strip = np.asarray(ink[top:bottom, max(0, first.x1 - 1) : second.x0 + 1].any(axis=1))
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
