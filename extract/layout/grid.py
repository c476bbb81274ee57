"""The grid of a ruled table: where its cells are, merged ones as one.

Rules cut the plane into elementary cells; neighbours with no rule between them
are one merged cell. A side that is left open (no border at the edge of the
table, or at the end of a page) is closed where the rules that cross it end.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Box
from extract.layout.content import Rule
from extract.layout.rulings import SAME, RuleGroup

_OPEN = 6.0
"""Rules that go on this far beyond the last border leave an open side."""
_SPARSE = 3
_COVERED = 0.6
"""A border is drawn where rules cover this share of a cell's side."""
_NARROWEST = 3.0
"""Borders nearer than this are one edge, in points."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid with its spans and its rectangle."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges and cells of one ruled table on one page.

    `xs` and `ys` are the edges of columns and rows in points. `owner` tells
    for each elementary cell which of `cells` it belongs to. `guessed` holds
    the cells whose merge was no rectangle and was cut row by row. `is_sparse`
    says that at most a header and the end of the table are ruled across, so
    that a drawn row can hold several rows of text.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owner: tuple[tuple[int, ...], ...]
    guessed: tuple[int, ...] = field(default=())
    is_sparse: bool = False

    @property
    def box(self) -> Box:
        """The rectangle of the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def at(self, x: float, y: float) -> int | None:
        """The index of the cell at a point, None outside the table."""
        xs, ys = self.xs, self.ys
        if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
            return self.owner[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]
        return None


def to_grid(group: RuleGroup) -> Grid | None:
    """The grid that a group of touching rules draws; None where it encloses nothing."""
    if not group.horizontal or not group.vertical:
        return None
    horizontal, vertical = list(group.horizontal), list(group.vertical)
    vertical += _open_sides(vertical, horizontal)
    horizontal += _open_sides(horizontal, vertical)
    left, right = min(rule.at for rule in vertical), max(rule.at for rule in vertical)
    wide = sum(1 for rule in group.horizontal if rule.end - rule.start > 0.8 * (right - left))
    is_sparse = wide <= _SPARSE
    for at, low, high in _where_columns_end(vertical, horizontal):
        horizontal.append(Rule(at, left, right) if is_sparse else Rule(at, low, high))
    xs, ys = _edges(vertical), _edges(horizontal)
    if len(xs) < 2 or len(ys) < 2:
        return None
    right_of = _borders(vertical, xs, ys)
    below = _borders(horizontal, ys, xs)
    xs, right_of, below = _drop_unused(xs, right_of, below)
    ys, below, right_of = _drop_unused(ys, below, right_of)
    if len(xs) < 2 or len(ys) < 2:
        return None
    return replace(_cells(xs, ys, right_of, below), is_sparse=is_sparse)


def _open_sides(across: Sequence[Rule], along: Sequence[Rule]) -> list[Rule]:
    """Borders that are missing at the ends of the rules that would meet them."""
    low, high = min(rule.at for rule in across), max(rule.at for rule in across)
    start, end = min(rule.at for rule in along), max(rule.at for rule in along)
    added = []
    before = sorted(rule.start for rule in along if rule.start < low - _OPEN)
    after = sorted(rule.end for rule in along if rule.end > high + _OPEN)
    if len(before) >= 2:
        added.append(Rule(before[len(before) // 2], start, end))
    if len(after) >= 2:
        added.append(Rule(after[len(after) // 2], start, end))
    return added


def _where_columns_end(vertical: Sequence[Rule], horizontal: Sequence[Rule]) -> list[Rule]:
    """Row edges that no rule draws: where several column borders begin or end together.

    A table with borders between its columns alone leaves them out beside a
    title over several columns.
    """
    levels = sorted([rule.at for rule in horizontal])
    ends = sorted(
        (y, rule.at)
        for rule in vertical
        for y in (rule.start, rule.end)
        if bisect_left(levels, y - _OPEN) == bisect_right(levels, y + _OPEN)
    )
    xs = sorted({rule.at for rule in vertical})
    added: list[Rule] = []
    index = 0
    while index < len(ends):
        group = [end for end in ends[index:] if end[0] - ends[index][0] <= SAME]
        index += len(group)
        if len({x for _, x in group}) < 2:
            continue
        left, right = min(x for _, x in group), max(x for _, x in group)
        outer_left = max((x for x in xs if x < left - SAME), default=left)
        outer_right = min((x for x in xs if x > right + SAME), default=right)
        added.append(Rule(group[0][0], outer_left, outer_right))
    return added


def _edges(rules: Sequence[Rule]) -> list[float]:
    """The positions of rules, near ones as one."""
    edges: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if edges and at - edges[-1][-1] <= max(SAME, _NARROWEST):
            edges[-1].append(at)
        else:
            edges.append([at])
    return [sum(group) / len(group) for group in edges]


def _borders(
    rules: Sequence[Rule], edges: Sequence[float], crossing: Sequence[float]
) -> list[list[bool]]:
    """Whether a border is drawn, for each edge and each stretch between crossing edges."""
    near = max(SAME, _NARROWEST) + 0.5
    drawn = []
    for edge in edges:
        here = [(start, end) for at, start, end in rules if abs(at - edge) <= near]
        row = []
        for low, high in itertools.pairwise(crossing):
            covered = 0.0
            for start, end in here:
                if start < high and end > low:
                    covered += (end if end < high else high) - (start if start > low else low)
            row.append(covered >= _COVERED * (high - low))
        drawn.append(row)
    return drawn


def _drop_unused(
    edges: list[float], drawn: list[list[bool]], crossing: list[list[bool]]
) -> tuple[list[float], list[list[bool]], list[list[bool]]]:
    """Leave out inner edges that bound no cell (an underline, a stray tick)."""
    last = len(edges) - 1
    used = [index for index in range(last + 1) if index in (0, last) or any(drawn[index])]
    if len(used) == len(edges):
        return edges, drawn, crossing
    joined = []
    for row in crossing:
        joined.append([any(row[low:high]) for low, high in itertools.pairwise(used)])
    return [edges[index] for index in used], [drawn[index] for index in used], joined


def _cells(
    xs: list[float], ys: list[float], right_of: list[list[bool]], below: list[list[bool]]
) -> Grid:
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    guessed: list[int] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            if right_of[column + 1][row] and below[row + 1][column]:  # most cells are not merged
                owner[row][column] = len(cells)
                box = Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
                cells.append(GridCell(row, column, 1, 1, box))
                continue
            area = _flood(row, column, right_of, below, owner)
            for spot, whole in _rectangles(area):
                top, left, bottom, right = spot
                if not whole:
                    guessed.append(len(cells))
                for r in range(top, bottom + 1):
                    for k in range(left, right + 1):
                        owner[r][k] = len(cells)
                cells.append(
                    GridCell(
                        top,
                        left,
                        bottom - top + 1,
                        right - left + 1,
                        Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1]),
                    )
                )
    return Grid(
        tuple(xs), tuple(ys), tuple(cells), tuple(tuple(row) for row in owner), tuple(guessed)
    )


def _flood(
    row: int,
    column: int,
    right_of: list[list[bool]],
    below: list[list[bool]],
    owner: list[list[int]],
) -> set[tuple[int, int]]:
    """The elementary cells that no border parts from this one."""
    rows, columns = len(owner), len(owner[0])
    area = {(row, column)}
    waiting = [(row, column)]
    while waiting:
        r, k = waiting.pop()
        steps = (
            (r, k + 1, k + 1 < columns and not right_of[k + 1][r]),
            (r, k - 1, k > 0 and not right_of[k][r]),
            (r + 1, k, r + 1 < rows and not below[r + 1][k]),
            (r - 1, k, r > 0 and not below[r][k]),
        )
        for next_row, next_column, is_open in steps:
            spot = (next_row, next_column)
            if is_open and spot not in area and owner[next_row][next_column] < 0:
                area.add(spot)
                waiting.append(spot)
    return area


def _rectangles(
    area: set[tuple[int, int]],
) -> list[tuple[tuple[int, int, int, int], bool]]:
    """The area as one rectangle (top, left, bottom, right), or as stretches of its rows."""
    top, bottom = min(r for r, _ in area), max(r for r, _ in area)
    left, right = min(k for _, k in area), max(k for _, k in area)
    if len(area) == (bottom - top + 1) * (right - left + 1):
        return [((top, left, bottom, right), True)]
    pieces = []
    for row in range(top, bottom + 1):
        columns = sorted(k for r, k in area if r == row)
        start = previous = columns[0]
        for column in [*columns[1:], columns[-1] + 2]:
            if column != previous + 1:
                pieces.append(((row, start, row, previous), False))
                start = column
            previous = column
    return pieces
