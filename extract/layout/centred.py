"""Rows of tables whose cells are centred vertically and which no space or rule parts.

There a row's number stands at half the height of its row, often between two
lines of its neighbours. So a row is what mirrors itself in its number: it ends
as far below the number as it begins above it, and each of its cells has its
middle there. A chain of such rows that uses every line is no accident.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.layout.rows import TableLine

_HALF_STEP = 0.85
"""A baseline nearer to the next than this many font sizes stands between two lines."""
_EVEN = 0.3
"""How far from the number a cell's middle may stand, in font sizes."""
_UNNUMBERED = 2
"""Rows without a number, at most, between two section titles."""
_TAIL = 6
"""On a new page at most so many lines can be the end of a row that the break cut."""


def centred_rows(lines: Sequence[TableLine], *, begins: bool) -> list[list[TableLine]]:
    """Numbered rows by their middles; empty where the lines are none.

    Args:
        lines: Lines of one page without section titles between them.
        begins: A row surely begins with the first of them: the table, or a
            section, begins there.
    """
    if sum(1 for line in lines if line.number) < 2 or not _is_centred(lines, begins=begins):
        return []
    for start in range(1 if begins else min(_TAIL, len(lines))):
        rows = _chain(lines[start:])
        if rows:
            return [list(lines[:start]), *rows] if start else rows
    return []


def _is_centred(lines: Sequence[TableLine], *, begins: bool) -> bool:
    """Whether a number stands between lines, or below the first line of its row."""
    if begins and not lines[0].number:
        return True
    return any(
        below.line.base - above.line.base < _HALF_STEP * above.line.size
        for above, below in itertools.pairwise(lines)
        if above.number or below.number
    )


def _chain(lines: Sequence[TableLine], unnumbered: int = 0) -> list[list[TableLine]]:
    """All lines as rows that mirror themselves in their numbers; empty where one does not.

    A few rows may have no number: then their cells alone share a middle.
    """
    if unnumbered > _UNNUMBERED:
        return []
    for row in _first_rows(lines):
        rest = lines[len(row) :]
        if not rest:
            return [row]
        has_number = any(line.number for line in row)
        following = _chain(rest, unnumbered + (not has_number))
        if following:
            return [row, *following]
    return []


def _first_rows(lines: Sequence[TableLine]) -> Iterator[list[TableLine]]:
    """What the first row can be: the one around the first number, or one before it."""
    slack = _EVEN * lines[0].line.size
    number = next((index for index, line in enumerate(lines) if line.number), None)
    if number is not None:
        middle = lines[number].line.base
        end = 2 * middle - lines[0].line.base + slack
        row = [line for line in lines if line.line.base <= end]
        if sum(1 for line in row if line.number) == 1 and _shares_middle(row, middle, slack):
            yield row
    for count in range(2, number if number is not None else len(lines) + 1):
        row = list(lines[:count])
        middle = (row[0].line.base + row[-1].line.base) / 2
        columns = {column for line in row for column in line.parts}
        if len(columns) > 1 and _shares_middle(row, middle, slack):
            yield row


def _shares_middle(row: Sequence[TableLine], middle: float, slack: float) -> bool:
    """Whether every cell of a row has its middle at one height."""
    bases: dict[int, list[float]] = {}
    for line in row:
        for column, part in line.parts.items():
            bases.setdefault(column, []).append(part.base)
    return all(abs((own[0] + own[-1]) / 2 - middle) <= slack for own in bases.values())
