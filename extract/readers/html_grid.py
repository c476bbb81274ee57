"""Cells of an HTML table by row and column, as a browser places them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_MOST_SPAN = 1000
_WHOLE_ACT = 1500
"""Letters in a cell of a lone row beyond which it is not a cell but the page."""

_ROW_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell with its place and spans; `element` is None for a gap."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: Any


def own_rows(table: Any) -> list[list[Any]]:
    """The cells of each row of a table, without those of tables inside it; a foot comes last."""
    rows: list[list[Any]] = []
    foot: list[list[Any]] = []
    for child in table:
        if child.tag == "tr":
            rows.append(_cells(child))
        elif child.tag in _ROW_GROUPS:
            group = [_cells(row) for row in child if row.tag == "tr"]
            (foot if child.tag == "tfoot" else rows).extend(group)
    return [row for row in rows + foot if row]


def _cells(row: Any) -> list[Any]:
    """The cells of a row; none where Word wrote it without height, to fix the columns' widths."""
    if row.get("height") == "0" and not "".join(row.itertext()).strip():
        return []
    return [cell for cell in row if cell.tag in ("td", "th")]


def is_layout(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a table only places things: one column, or a real table inside one of few cells."""
    widest = max((len(row) for row in rows), default=0)
    if widest <= 1:
        return True
    if len(rows) == 1 and any(len("".join(cell.itertext())) > _WHOLE_ACT for cell in rows[0]):
        return True
    inner = [table for row in rows for cell in row for table in cell.iter("table")]
    real = [table for table in inner if _is_real(table)]
    return bool(real) and (widest <= 3 or len(rows) == 1)


def _is_real(table: Any) -> bool:
    rows = own_rows(table)
    return len(rows) > 1 and max(map(len, rows)) > 1


def place_cells(rows: Sequence[Sequence[Any]]) -> tuple[list[Spanned], int]:
    """Every cell at its row and column, gaps filled, and the number of columns.

    Columns in which no cell of any row begins (everything spans over them) are
    taken out. Spans that reach below the last row end there.
    """
    taken: dict[tuple[int, int], bool] = {}
    placed: list[Spanned] = []
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get((index, column)):
                column += 1
            across = _span(cell, "colspan")
            down = _span(cell, "rowspan", len(rows) - index)
            down = min(down, len(rows) - index)
            # A span from above may stand in the way of a wide cell.
            while across > 1 and any(taken.get((index, column + i)) for i in range(across)):
                across -= 1
            for i in range(down):
                for j in range(across):
                    taken[index + i, column + j] = True
            placed.append(Spanned(index, column, down, across, cell))
            column += across
    width = max((cell.column + cell.column_span for cell in placed), default=0)
    gaps = [
        Spanned(row, column, 1, 1, None)
        for row in range(len(rows))
        for column in range(width if len(rows) * width < 200_000 else 0)
        if not taken.get((row, column))
    ]
    return _compact(sorted(placed + gaps, key=lambda cell: (cell.row, cell.column)), width)


def _compact(cells: list[Spanned], width: int) -> tuple[list[Spanned], int]:
    begins = sorted({cell.column for cell in cells if cell.element is not None})
    order = {column: index for index, column in enumerate(begins)}
    border = {}
    index = 0
    for column in range(width + 1):
        if column in order:
            index = order[column]
            border[column] = index
        else:
            border[column] = index + 1 if begins else 0
    result: list[Spanned] = []
    for cell in cells:
        left, right = border[cell.column], border[cell.column + cell.column_span]
        if cell.element is None and cell.column not in order:
            continue
        result.append(Spanned(cell.row, left, cell.row_span, max(1, right - left), cell.element))
    return result, len(begins)


def _span(cell: Any, name: str, rest: int = 1) -> int:
    value = cell.get(name, "1").strip()
    if not value.isdigit():
        return 1
    return min(int(value), _MOST_SPAN) or rest
