"""Grids are found from their rulings, with spans, gaps, folds and open sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from extract.ocr.grid import GridCell, find_grids

if TYPE_CHECKING:
    from tests.extract.ocr.conftest import Sheet

EM = 34.0
XS, YS = [100, 180, 560, 900], [100, 180, 300, 420]


def spans(cells: tuple[GridCell, ...]) -> set[tuple[int, int, int, int]]:
    return {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells}


PLAIN = {(row, column, 1, 1) for row in range(3) for column in range(3)}


def test_plain_grid(sheet: Sheet) -> None:
    (grid,) = find_grids(sheet.grid(XS, YS).ink, EM)

    assert (grid.row_count, grid.column_count) == (3, 3)
    assert spans(grid.cells) == PLAIN
    inner = grid.cells[0].inner
    assert 100 < inner.x0 < 110
    assert 170 < inner.x1 < 180


def test_text_inside_does_not_disturb_the_grid(sheet: Sheet) -> None:
    sheet.grid(XS, YS).text(190, 110, "Наименование мероприятия", bold=True)
    sheet.text(190, 190, "Подготовка и проведение\nсовещаний педагогов").text(570, 190, "до 1 мая")

    (grid,) = find_grids(sheet.ink, EM)

    assert spans(grid.cells) == PLAIN


def test_merged_cells_span(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in (
        (100, 100, 900, 100), (100, 180, 900, 180), (180, 300, 900, 300), (100, 420, 900, 420),
        (100, 100, 100, 420), (900, 100, 900, 420), (180, 180, 180, 420), (560, 180, 560, 420),
    ):  # fmt: skip
        sheet.line(x0, y0, x1, y1)

    (grid,) = find_grids(sheet.ink, EM)

    assert spans(grid.cells) == {
        (0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    }  # fmt: skip


def test_wide_section_row_between_narrow_ones_is_one_cell(sheet: Sheet) -> None:
    sheet.grid(XS, [100, 180]).grid(XS, [230, 350])
    sheet.line(100, 180, 100, 230).line(900, 180, 900, 230)
    sheet.text(110, 185, "Раздел 1. Организационные мероприятия", bold=True)

    (grid,) = find_grids(sheet.ink, EM)

    assert (1, 0, 1, 3) in spans(grid.cells)
    assert len(grid.cells) == 7


def test_gap_in_a_ruling_does_not_merge_cells(sheet: Sheet) -> None:
    sheet.grid(XS, YS)
    sheet.line(300, 180, 325, 180, width=6, fill=255)

    (grid,) = find_grids(sheet.ink, EM)

    assert spans(grid.cells) == PLAIN


@pytest.mark.parametrize("side", ["left and right", "bottom"])
def test_open_side_is_closed(sheet: Sheet, side: str) -> None:
    if side == "bottom":
        sheet.grid(XS, YS[:-1])
        for x in XS:
            sheet.line(x, 300, x, 420)
    else:
        sheet.grid(XS, YS)
        sheet.line(100, 90, 100, 430, width=8, fill=255)
        sheet.line(900, 90, 900, 430, width=8, fill=255)

    (grid,) = find_grids(sheet.ink, EM)

    assert spans(grid.cells) == PLAIN


def test_fold_across_the_sheet_is_no_ruling(sheet: Sheet) -> None:
    sheet.grid(XS, YS).line(0, 240, 999, 240)

    (grid,) = find_grids(sheet.ink, EM)

    assert grid.row_count == 3


def test_underlined_words_and_frames_are_no_tables(sheet: Sheet) -> None:
    sheet.text(100, 100, "Начальник отдела").line(100, 140, 420, 140)
    sheet.grid([50, 950], [50, 550])

    assert find_grids(sheet.ink, EM) == ()


def test_two_tables_come_from_top_to_bottom() -> None:
    page = np.zeros((1200, 1000), np.uint8)
    for top in (700, 100):
        for x in XS:
            cv2.line(page, (x, top), (x, top + 200), 255, 2)
        for y in (top, top + 100, top + 200):
            cv2.line(page, (XS[0], y), (XS[-1], y), 255, 2)

    first, second = find_grids(page, EM)

    assert first.region.top < second.region.top


def test_fold_along_a_row_border_keeps_the_border(sheet: Sheet) -> None:
    # the section row parts the columns above it from those below
    sheet.grid([100, 300, 900], [60, 140, 220]).line(100, 280, 900, 280)
    sheet.grid([100, 300, 900], [280, 360])
    sheet.line(100, 220, 100, 280).line(900, 220, 900, 280)
    before = find_grids(sheet.ink, sheet.em)[0]
    sheet.line(0, 281, 1000, 281, width=3)

    (grid,) = find_grids(sheet.ink, sheet.em)

    assert (grid.row_count, len(grid.cells)) == (before.row_count, len(before.cells)) == (4, 7)
