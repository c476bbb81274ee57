"""Where a page break cuts the rows of a table, cell by cell.

A page is simulated: the columns' widths in letters decide how a cell's words
wrap, the page's height in lines decides where it ends. A row that does not fit
is cut at the same line in every cell, as a text processor does; the lower half
of a short cell is empty. Section rows are cut the same way.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import CorpusTable, TableRow

LINE_LETTERS = 96
"""Letters over the width of a page, all columns together."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A row or a part of one. `tail` says that the row began on the page before.

    `breaks` says that a page ended just before this piece.
    """

    row: TableRow
    breaks: bool = False
    tail: bool = False


def column_letters(table: CorpusTable) -> tuple[int, ...]:
    """How many letters fit into a line of each column."""
    widths = table.widths or (1.0,) * len(table.header)
    return tuple(max(4, int(LINE_LETTERS * width / sum(widths))) for width in widths)


def cut_rows(table: CorpusTable, *, page_lines: int) -> Iterator[Piece]:
    """The rows of `table` as pages of `page_lines` lines hold them.

    A row is cut only where both parts keep two lines of some cell; otherwise
    it moves to the next page as a whole.
    """
    letters = column_letters(table)
    filled = 0
    for row in table.rows:
        lines = _wrapped(row, letters)
        height = max(len(each) for each in lines)
        room = page_lines - filled
        if height <= room:
            filled += height
            yield Piece(row)
        elif room >= 2 and height - room >= 2:
            upper, lower = _halves(row, lines, room)
            filled = height - room
            yield Piece(upper)
            yield Piece(lower, breaks=True, tail=True)
        else:
            filled = height
            yield Piece(row, breaks=True)


def _wrapped(row: TableRow, letters: tuple[int, ...]) -> list[list[str]]:
    spans = letters
    if row.kind == "section":
        spans = (letters[0], sum(letters[1:])) if row.cells[0] else (1, sum(letters))
    return [_wrap(cell, span) for cell, span in zip(row.cells, spans, strict=True)]


def _wrap(cell: str, span: int) -> list[str]:
    lines: list[str] = []
    for line in cell.split("\n"):
        lines += textwrap.wrap(line, span, break_long_words=False, break_on_hyphens=False) or [""]
    return lines


def _halves(row: TableRow, lines: list[list[str]], room: int) -> tuple[TableRow, TableRow]:
    upper = tuple(" ".join(each[:room]) for each in lines)
    lower = tuple(" ".join(each[room:]) for each in lines)
    return TableRow(row.kind, upper), TableRow(row.kind, lower)
