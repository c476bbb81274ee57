"""A small table inside a cell: lines of that cell, as in every other format.

Where its rules touch those of the cell, the grid knows both tables as one: its
columns run through the whole table and every other row spans them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Box, Cell, Place


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a grid with its column edges and the count of its rows."""

    cells: tuple[Cell, ...]
    xs: tuple[float, ...]
    row_count: int


def dissolve_nested(table: Cells) -> Cells:
    """The table with each inner one as lines of the cell around it."""
    if all(cell.row_span == 1 for cell in table.cells):
        return table
    spans = dict.fromkeys(
        (cell.row, cell.row + cell.row_span) for cell in table.cells if cell.row_span > 1
    )
    cells = list(table.cells)
    for first, end in spans:
        inner = _inner(cells, first, end)
        if inner:
            whole = _as_one(inner, first, end)
            cells = [cell for cell in cells if cell not in inner]
            cells.append(whole)
    if len(cells) == len(table.cells):
        return table
    return _without_unused(sorted(cells, key=lambda cell: (cell.row, cell.column)), table)


def _inner(cells: Sequence[Cell], first: int, end: int) -> list[Cell]:
    """The cells of a table that stands inside the rows [first, end); empty where none does."""
    inside = [cell for cell in cells if cell.row < end and first < cell.row + cell.row_span]
    inner = [cell for cell in inside if cell.row > first or cell.row + cell.row_span < end]
    if len(inner) < 3 or any(cell.row < first or cell.row + cell.row_span > end for cell in inner):
        return []
    left = min(cell.column for cell in inner)
    right = max(cell.column + cell.column_span for cell in inner)
    if right - left < 2 or any(
        left < cell.column + cell.column_span and cell.column < right
        for cell in inside
        if cell not in inner
    ):
        return []
    outside = [cell for cell in cells if cell not in inside]
    covers = all(
        cell.column <= left and right <= cell.column + cell.column_span
        for cell in outside
        if left < cell.column + cell.column_span and cell.column < right
    )
    return inner if outside and covers else []


def _as_one(inner: Sequence[Cell], first: int, end: int) -> Cell:
    """The cells as one, a line for each row with words."""
    left = min(cell.column for cell in inner)
    right = max(cell.column + cell.column_span for cell in inner)
    ordered = sorted(inner, key=lambda cell: (cell.row, cell.column))
    lines = [
        " ".join(cell.text for cell in row if cell.text)
        for _, row in itertools.groupby(ordered, key=lambda cell: cell.row)
    ]
    boxes = [place.box for cell in inner for place in cell.places if place.box is not None]
    box = Box(
        min(each.x0 for each in boxes),
        min(each.top for each in boxes),
        max(each.x1 for each in boxes),
        max(each.bottom for each in boxes),
    )
    return replace(
        ordered[0],
        row=first,
        column=left,
        row_span=end - first,
        column_span=right - left,
        text="\n".join(line for line in lines if line),
        places=(Place(ordered[0].places[0].page, box),),
        bold=all(cell.bold for cell in inner if cell.text),
    )


def _without_unused(cells: Sequence[Cell], table: Cells) -> Cells:
    """The cells without the row and column edges at which none of them begins or ends any more."""
    rows = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.row_span)})
    columns = sorted(
        {edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)}
    )
    row_at = {row: index for index, row in enumerate(rows)}
    column_at = {column: index for index, column in enumerate(columns)}
    return Cells(
        tuple(
            replace(
                cell,
                row=row_at[cell.row],
                column=column_at[cell.column],
                row_span=row_at[cell.row + cell.row_span] - row_at[cell.row],
                column_span=column_at[cell.column + cell.column_span] - column_at[cell.column],
            )
            for cell in cells
        ),
        tuple(table.xs[column] for column in columns),
        len(rows) - 1,
    )
