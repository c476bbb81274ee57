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
from extract.ocr.places import Repair
from extract.ocr.recognize import RecognizedTable
from extract.ocr.repair import changes, repair_text
from extract.ocr.roman import mend_roman_labels
from extract.ocr.sequence import mend_numbers
from extract.ocr.table_signs import LONGEST_NUMBER, table_signs
from extract.ocr.words import PagePoints, to_words

_A_LETTER = 0.05
"""Ink of this area (in em²) in a cell without words is print that was not read."""


def to_fragment(
    table: RecognizedTable, page: int, points: PagePoints
) -> tuple[Fragment, list[Repair]]:
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
        Repair(*pair, old.places[0].box)
        for old, new in zip(cells, mended, strict=True)
        for pair in changes(old.text, new.text)
    ]
    repairs += [
        Repair(word.read_as, word.text, cell.places[0].box)
        for cell, reading in zip(cells, table.readings, strict=True)
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
    found: list[dict[str, float]] = []
    for cell, own, left, signs in zip(
        cells, words, unread or [0.0] * len(cells), table_signs(cells), strict=True
    ):
        evidence: dict[str, float] = {}
        if cell.text or left >= _A_LETTER:
            evidence = evidence_of(cell.text, own, unread=left)
        found.append({**evidence, **signs} if evidence else {})
    return found


def mend_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of one table without what can only be misread, and with their numbers in order."""
    return _with_numbers([replace(cell, text=repair_text(cell.text)) for cell in cells])


def _with_numbers(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with the numbers of rows and sections mended from their sequence."""
    numbers = [cell for cell in cells if cell.column == 0 and len(cell.text) <= LONGEST_NUMBER]
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
    sure: list[tuple[Cell, str]] = []
    likely: list[tuple[Cell, str]] = []
    for row in rows.values():
        title = row[-1]
        filled = [cell for cell in row if cell.text]
        if len(row) == 1 and title.column_span == width > 1 and title.text:
            sure.append((title, title.text))
            likely.append(sure[-1])
        elif [cell.column for cell in filled] == [0, 1] and width > 2:
            likely.append((filled[0], f"{filled[0].text} {filled[1].text}"))
            # without rulings a short title does not show over how many columns it stands
            if len(row) == 2 and title.column_span == width - 1:
                sure.append(likely[-1])
    mended = _with_mended_labels(likely) or _with_mended_labels(sure)
    return [replace(cell, text=mended.get((cell.row, cell.column), cell.text)) for cell in cells]


def _with_mended_labels(labelled: Sequence[tuple[Cell, str]]) -> dict[tuple[int, int], str]:
    """The texts of the cells whose labels are mended, by place; `labelled` has cell and title."""
    texts = mend_roman_labels([title for _, title in labelled])
    return {
        (cell.row, cell.column): text.removesuffix(title[len(cell.text) :])
        for (cell, title), text in zip(labelled, texts, strict=True)
        if text != title
    }


def _padding(table: RecognizedTable) -> float:
    """The usual white between a cell's side and its text, in pixels."""
    gaps = sorted(
        min(word.x0 for word in reading.words) - spot.inner.x0
        for spot, reading in zip(table.grid.cells, table.readings, strict=True)
        if reading.words
    )
    return max(0.0, float(gaps[len(gaps) // 5])) if gaps else 0.0
