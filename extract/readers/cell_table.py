"""A table put together of lone lines: its rows, section titles, and what was guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Paragraph, Place, Table
from extract.findings import Finding
from extract.layout.hyphens import join as join_wrapped
from extract.readers.lines import Line
from extract.readers.markup import strip_marks
from extract.readers.wraps import tidy


@dataclass(frozen=True, slots=True)
class LoneCells:
    """A table of lone cells: lines `begin` to `end` (exclusive), page numbers inside, guesses."""

    begin: int
    end: int
    table: Table
    furniture: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = ()


class TableBuilder:
    """Collects the rows of the table; a cell is the indexes of its lines."""

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        self._lines = lines
        self._width = width
        self._cells: list[Cell] = []
        self._count = 0

    def row(self, cells: Sequence[Sequence[int]]) -> None:
        """Add a row."""
        for column, indexes in enumerate(cells):
            self._add(column, indexes, 1)
        self._count += 1

    def title(self, indexes: Sequence[int]) -> None:
        """Add a row of one cell over the whole width."""
        self._add(0, indexes, self._width)
        self._count += 1

    def section(self, number: int, indexes: Sequence[int]) -> None:
        """Add a row of a number and a title over the other columns."""
        self._add(0, [number], 1)
        self._add(1, indexes, self._width - 1)
        self._count += 1

    def _add(self, column: int, indexes: Sequence[int], span: int) -> None:
        text = ""
        for at in indexes:
            words = self._lines[at].text.strip()
            text = join_wrapped(text, words) if text else words
        marked = strip_marks(text)
        places = tuple(
            Place(self._lines[at].page, spot=f"line {self._lines[at].number}") for at in indexes[:1]
        )
        cell = Cell(
            self._count,
            column,
            tidy(marked.text),
            column_span=span,
            places=places,
            bold=marked.bold,
        )
        self._cells.append(cell)

    def table(self, first: Line) -> Table:
        """The table as collected."""
        place = Place(first.page, spot=f"line {first.number}")
        return Table(tuple(self._cells), self._count, self._width, place)


def guessed(lines: Sequence[Line], indexes: Sequence[int]) -> Finding:
    """The doubt about a row whose lines could be parted in another way nearly as well."""
    return Finding(
        "table.cells-guessed",
        "Where the cells of this row part was guessed from its lines",
        " / ".join(lines[at].text.strip() for at in indexes)[:200],
        lines[indexes[0]].page,
    )
