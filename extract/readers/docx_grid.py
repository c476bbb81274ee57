"""The columns of a DOCX table from its grid.

Word's grid has a line wherever any row has a border, so a table in which one
border was dragged by a millimetre has more grid columns than columns. Rows of
the usual number of cells are snapped to the usual borders, and borders nearer
than `NEAR` twips that no cell tells apart become one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

NEAR = 200
"""Twips (1/1440 inch) between borders that mean the same; about 3.5 mm."""

Edges = tuple[int, ...]


def columns(rows: Sequence[Edges], widths: Sequence[int]) -> tuple[list[dict[int, int]], int]:
    """Columns for the grid lines of each row.

    Args:
        rows: For each row the grid lines of its cells, from the left one of
            the first cell to the right one of the last.
        widths: The widths of the grid columns in twips, as far as they are known.

    Returns:
        For each row a map from its grid lines to column borders (border 0 is
        the left edge of the table), and the number of columns.
    """
    distinct = Counter(row for row in rows if len(row) > 1)
    if not distinct:
        return [dict.fromkeys(row, 0) for row in rows], 0
    position = _positions(max(max(row) for row in distinct), widths)
    usual = _usual(distinct)
    snapped = {row: _snap(row, usual, position) for row in distinct}
    lines = sorted({line for mapped in snapped.values() for line in mapped.values()})
    merged = _merge_near(lines, list(snapped.values()), position)
    order = {line: index for index, line in enumerate(sorted(set(merged.values())))}
    final = {
        row: {line: order[merged[mapped[line]]] for line in row} for row, mapped in snapped.items()
    }
    return [final.get(row, dict.fromkeys(row, 0)) for row in rows], len(order) - 1


def _positions(last: int, widths: Sequence[int]) -> list[int]:
    known = [width for width in widths if width > 0]
    filler = sum(known) // len(known) if known else 1000
    position = [0]
    for index in range(last):
        width = widths[index] if index < len(widths) and widths[index] > 0 else filler
        position.append(position[-1] + width)
    return position


def _usual(distinct: Counter[Edges]) -> Edges:
    """The borders of the most usual rows: most cells among the usual numbers."""
    by_count: Counter[int] = Counter()
    for row, many in distinct.items():
        by_count[len(row)] += many
    count = max(by_count, key=lambda size: (by_count[size] * min(size, 6), size))
    return max((row for row in distinct if len(row) == count), key=lambda row: (distinct[row], row))


def _snap(row: Edges, usual: Edges, position: list[int]) -> dict[int, int]:
    """The row's lines, those of a row of the usual number of cells moved to the usual lines."""
    if row == usual or len(row) != len(usual):
        return {line: line for line in row}
    narrowest = [
        min(position[right] - position[left] for left, right in _sides(usual, index))
        for index in range(len(usual))
    ]
    near = all(
        abs(position[line] - position[home]) <= 0.6 * room
        for line, home, room in zip(row, usual, narrowest, strict=True)
    )
    return dict(zip(row, usual, strict=True)) if near else {line: line for line in row}


def _sides(usual: Edges, index: int) -> list[tuple[int, int]]:
    sides = []
    if index:
        sides.append((usual[index - 1], usual[index]))
    if index + 1 < len(usual):
        sides.append((usual[index], usual[index + 1]))
    return sides


def _merge_near(
    lines: list[int], rows: list[dict[int, int]], position: list[int]
) -> dict[int, int]:
    """Each line to the one that stands for it; lines that bound one cell stay apart."""
    cells: set[tuple[int, int]] = set()
    for mapped in rows:
        row = sorted(mapped.values())
        cells.update(pairwise(row))
    result: dict[int, int] = {}
    group: list[int] = []
    for line in lines:
        near = group and position[line] - position[group[0]] <= NEAR
        if near and not any((other, line) in cells for other in group):
            group.append(line)
        else:
            group = [line]
        result[line] = group[0]
    return result
