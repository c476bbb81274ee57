"""Tables inside cells: lines of the cell, and no columns of the table around them."""

from __future__ import annotations

from extract.document import Box, Cell, Place
from extract.layout.nested import Cells, dissolve_nested


def _cell(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    box = Box(column * 50, row * 20, (column + columns) * 50, (row + rows) * 20)
    return Cell(row, column, text, rows, columns, (Place(1, box),))


def _texts(table: Cells) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


XS = (0.0, 50.0, 100.0, 150.0, 200.0)


def test_table_in_a_cell_becomes_its_lines() -> None:
    table = Cells(
        (
            *(_cell(0, 0, "№"), _cell(0, 1, "Мероприятие", 1, 2), _cell(0, 3, "Срок")),
            *(_cell(1, 0, "1", 3), _cell(1, 1, "Закупка парт:", 1, 2), _cell(1, 3, "май", 3)),
            *(_cell(2, 1, "школа"), _cell(2, 2, "50 штук")),
            *(_cell(3, 1, "сад"), _cell(3, 2, "70 штук")),
            *(_cell(4, 0, "2"), _cell(4, 1, "Ремонт", 1, 2), _cell(4, 3, "июнь")),
        ),
        XS,
        5,
    )

    made = dissolve_nested(table)

    assert _texts(made) == [
        *((0, 0, 1, 1, "№"), (0, 1, 1, 1, "Мероприятие"), (0, 2, 1, 1, "Срок")),
        (1, 0, 1, 1, "1"),
        (1, 1, 1, 1, "Закупка парт:\nшкола 50 штук\nсад 70 штук"),
        (1, 2, 1, 1, "май"),
        *((2, 0, 1, 1, "2"), (2, 1, 1, 1, "Ремонт"), (2, 2, 1, 1, "июнь")),
    ]
    assert made.xs == (0.0, 50.0, 150.0, 200.0)
    assert made.row_count == 3


def test_columns_that_other_rows_have_too_are_no_inner_table() -> None:
    table = Cells(
        (
            *(_cell(0, 0, "Мероприятие", 2), _cell(0, 1, "Срок", 1, 2)),
            *(_cell(1, 1, "начало"), _cell(1, 2, "конец")),
            *(_cell(2, 0, "Ремонт", 2), _cell(2, 1, "май"), _cell(2, 2, "июнь")),
            *(_cell(3, 1, "июль"), _cell(3, 2, "август")),
        ),
        XS[:4],
        4,
    )

    assert dissolve_nested(table) == table


def test_rows_under_one_number_stay_rows() -> None:
    table = Cells(
        (
            *(_cell(0, 0, "1", 2), _cell(0, 1, "Ремонт кровли"), _cell(0, 2, "май")),
            *(_cell(1, 1, "Ремонт крыльца"), _cell(1, 2, "июнь")),
            *(_cell(2, 0, "2"), _cell(2, 1, "Побелка"), _cell(2, 2, "апрель")),
        ),
        XS[:4],
        3,
    )

    assert dissolve_nested(table) == table
