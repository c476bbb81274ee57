"""A recognized table as a fragment of the layout: the texts of its cells, mended and weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Cell, Place
from extract.layout.breaks import Frame, join_lines, usual_leading
from extract.layout.fragments import Fragment, tidy
from extract.layout.lines import to_lines
from extract.ocr.confidence import Recognized, evidence_of, trust
from extract.ocr.looks import Reading
from extract.ocr.recognize import RecognizedTable
from extract.ocr.repair import changes, repair_text
from extract.ocr.roman import mend_roman_labels
from extract.ocr.sequence import mend_numbers, out_of_sequence
from extract.ocr.words import PagePoints, to_words

Repairs = list[tuple[str, str]]
"""What was read, and what is written instead."""

_LONGEST_NUMBER = 12
_SHORT_LABEL = 5
_A_LETTER = 0.05
"""Ink of this area (in em²) in a cell without words is print that was not read."""


def to_fragment(table: RecognizedTable, page: int, points: PagePoints) -> tuple[Fragment, Repairs]:
    """The rows of one grid as the layout code knows them, and what was mended in them."""
    grid = table.grid
    padding = _padding(table) * points.scale
    cells: list[Cell] = []
    for spot, reading in zip(grid.cells, table.readings, strict=True):
        box = points.box(spot.inner)
        lines = to_lines(to_words(reading.words, table.em, points))
        frame = Frame(box.x0 + padding, box.x1 - padding, usual_leading(lines))
        letters = sum(len(word.text) for word in reading.words)
        cells.append(
            Cell(
                row=spot.row,
                column=spot.column,
                text=tidy(join_lines(lines, frame)) if lines else "",
                row_span=spot.row_span,
                column_span=spot.column_span,
                places=(Place(page, box),),
                bold=2 * sum(len(word.text) for word in reading.words if word.bold) > letters,
            )
        )
    mended = mend_cells(cells)
    repairs = [
        pair for old, new in zip(cells, mended, strict=True) for pair in changes(old.text, new.text)
    ]
    repairs += [
        (word.read_as, word.text)
        for reading in table.readings
        for word in reading.words
        if word.read_as
    ]
    weighed = tuple(
        replace(cell, confidence=round(trust(evidence), 3))
        for cell, evidence in zip(mended, reading_evidence(mended, table.readings), strict=True)
    )
    fragment = Fragment(
        page=page,
        box=points.box(grid.region),
        xs=tuple(points.x(edge) for edge in grid.columns),
        cells=weighed,
        row_count=grid.row_count,
    )
    return fragment, repairs


def reading_evidence(cells: Sequence[Cell], readings: Sequence[Reading]) -> list[dict[str, float]]:
    """What speaks for and against each cell of a ruled table; nothing for empty ones."""
    return cell_evidence(
        cells, [each.words for each in readings], [each.unread for each in readings]
    )


def cell_evidence(
    cells: Sequence[Cell], words: Sequence[Sequence[Recognized]], unread: Sequence[float] = ()
) -> list[dict[str, float]]:
    """What speaks for and against each cell, as `confidence` weighs it; nothing for empty ones.

    Args:
        cells: The cells of one table.
        words: The words of each cell.
        unread: The ink (em²) of each cell that no word covers; left out where it is not known.
    """
    odd = _odd_numbers(cells)
    found: list[dict[str, float]] = []
    for cell, own, left in zip(cells, words, unread or [0.0] * len(cells), strict=True):
        evidence: dict[str, float] = {}
        if cell.text or left >= _A_LETTER:
            evidence = evidence_of(cell.text, own, unread=left)
        if evidence:
            evidence["sequence"] = float((cell.row, cell.column) in odd)
        found.append(evidence)
    return found


def _odd_numbers(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """The cells of the number column whose number does not fit its neighbours."""
    numbers = [cell for cell in cells if cell.column == 0 and 0 < len(cell.text) <= _LONGEST_NUMBER]
    places = out_of_sequence([cell.text for cell in numbers])
    plain = [cell for cell in numbers if cell.text[0].isdigit()]
    if len(plain) >= 0.6 * len(numbers) and len(plain) > 2:
        # a word among numbers («ЗА.»); the header is one by right
        places |= {
            place
            for place, cell in enumerate(numbers)
            if place and not cell.text[0].isdigit() and len(cell.text) <= _SHORT_LABEL
        }
    return {(numbers[place].row, numbers[place].column) for place in places}


def mend_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of one table without what can only be misread, and with their numbers in order."""
    return _with_numbers([replace(cell, text=repair_text(cell.text)) for cell in cells])


def _with_numbers(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with the numbers of rows and sections mended from their sequence."""
    numbers = [cell for cell in cells if cell.column == 0 and len(cell.text) <= _LONGEST_NUMBER]
    mended = dict(zip(numbers, mend_numbers([cell.text for cell in numbers]), strict=True))
    return with_roman_sections([replace(cell, text=mended.get(cell, cell.text)) for cell in cells])


def with_roman_sections(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with the Roman numbers of section rows told from each other.

    For the rows of one page, and once more for those of a whole table. A
    number stands before its title, or in a cell of its own.
    """
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    labelled: list[tuple[Cell, str]] = []
    for row in rows.values():
        title = row[-1]
        if len(row) == 1 and title.column_span == width > 1 and title.text:
            labelled.append((title, title.text))
        elif len(row) == 2 and title.column_span == width - 1 > 1 and row[0].text and title.text:
            labelled.append((row[0], f"{row[0].text} {title.text}"))
    mended = {
        (cell.row, cell.column): text.removesuffix(title[len(cell.text) :])
        for (cell, title), text in zip(
            labelled, mend_roman_labels([title for _, title in labelled]), strict=True
        )
    }
    return [replace(cell, text=mended.get((cell.row, cell.column), cell.text)) for cell in cells]


def _padding(table: RecognizedTable) -> float:
    """The usual white between a cell's side and its text, in pixels."""
    gaps = sorted(
        min(word.x0 for word in reading.words) - spot.inner.x0
        for spot, reading in zip(table.grid.cells, table.readings, strict=True)
        if reading.words
    )
    return max(0.0, float(gaps[len(gaps) // 5])) if gaps else 0.0
