"""Rows and tables that a page break cut: what is joined, what is not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Cell, PageBreak, Paragraph, Place, Table
from extract.layout.join import join_all, join_texts, unfinished
from extract.layout.stitch import stitch_blocks, stitch_table

HEAD = ["№", "Мероприятия", "Срок", "Ответственные"]


def make(rows: Sequence[Sequence[str]], *breaks: int, page: int = 1) -> Table:
    cells = tuple(
        Cell(at, column, text, places=(Place(page),))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Table(cells, len(rows), len(rows[0]), breaks=tuple(PageBreak(row) for row in breaks))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


FIRST = ["1", "Разработка планов по подготовке к", "май 2021", "УО,"]


@pytest.mark.parametrize(
    ("tail", "joined"),
    [
        (["", "итоговой аттестации", "", "ОО"], True),
        (["", "итоговой аттестации", "", ""], True),
        (["", "", "", "ОО"], True),
        # a row of its own without a number: capitals, a deadline, a party
        (["", "Проведение совещаний", "апрель 2021", "УО"], False),
        (["2", "итоговый сбор", "", ""], False),
        (["2", "Проведение совещаний", "апрель 2021", "УО"], False),
    ],
)
def test_a_row_after_a_break_is_weighed(tail: list[str], joined: bool) -> None:
    table = stitch_table(make([HEAD, FIRST, tail, ["3", "Сбор", "июнь", "ОО"]], 2))

    assert table.row_count == (3 if joined else 4)
    assert [join.joined for join in table.joins] == [joined]
    assert table.joins[0].reasons


def test_joined_cells_keep_every_fragment() -> None:
    table = stitch_table(make([HEAD, FIRST, ["", "итоговой аттестации", "", "ОО"]], 2))

    assert texts(table)[1] == [
        "1",
        "Разработка планов по подготовке к итоговой аттестации",
        "май 2021",
        "УО, ОО",
    ]
    assert len(table.rows()[1][1].places) == 2


def test_an_unnumbered_row_without_a_break_stays() -> None:
    rows = [
        HEAD,
        ["1", "Участие в вебинарах", "по графику", "УО"],
        ["", "Проведение совещаний", "май", "УО"],
    ]

    assert texts(stitch_table(make(rows))) == rows


def test_a_section_title_cut_in_two_is_joined_though_it_moved_to_the_first_cell() -> None:
    table = stitch_table(
        make(
            [
                HEAD,
                ["1.1", "Сбор", "май", "УО"],
                ["2.", "Обеспечение условий для получения качественного образования в", "", ""],
                ["общеобразовательных организациях района", "", "", ""],
                ["2.1", "Сбор", "май", "УО"],
            ],
            3,
        )
    )

    assert texts(table)[2][1] == (
        "Обеспечение условий для получения качественного образования в"
        " общеобразовательных организациях района"
    )


def test_a_new_section_after_a_break_is_no_tail() -> None:
    rows = [HEAD, ["1.1", "Сбор", "май", "УО"], ["", "Раздел 2. Контроль", "", ""]]

    assert texts(stitch_table(make(rows, 2))) == rows


@pytest.mark.parametrize(
    "repeat",
    [
        [HEAD],
        [["1", "2", "3", "4"]],
        [HEAD, ["1", "2", "3", "4"]],
        [["Продолжение таблицы", "", "", ""]],
    ],
)
def test_what_a_page_repeats_goes_apart(repeat: list[list[str]]) -> None:
    rows = [HEAD, ["1", "2", "3", "4"], FIRST]
    tail = ["", "итоговой аттестации", "", "ОО"]
    table = stitch_table(make([*rows, *repeat, tail], 3))

    assert table.row_count == 3
    assert [cell.text for cell in table.repeated if cell.text] == [
        t for row in repeat for t in row if t
    ]
    assert texts(table)[2][3] == "УО, ОО"


@pytest.mark.parametrize(
    ("misread", "is_header"),
    [
        (["№ п/п", "Наименованне мероприятия", "Срок", "Исполнитель"], True),
        (["№ п/п", "Наименование работы", "Срок", "Исполнитель"], False),
    ],
)
def test_a_repeated_header_may_be_misread(misread: list[str], *, is_header: bool) -> None:
    head = ["№ п/п", "Наименование мероприятия", "Срок", "Исполнитель"]
    rows = [head, ["1", "Осмотр зданий", "май", "Школа"], misread, ["2", "Уборка", "май", "Школа"]]

    table = stitch_table(make(rows, 2))

    assert (misread in texts(table)) is not is_header


def test_rows_that_differ_in_a_number_are_no_repeated_header() -> None:
    rows = [["Средняя школа посёлка № 1", "Отчёт"], ["Средняя школа посёлка № 2", "Отчёт"]]

    assert texts(stitch_table(make(rows, 1))) == rows


def test_a_table_that_goes_on_behind_a_note_is_one() -> None:
    blocks = stitch_blocks(
        [
            make([HEAD, FIRST]),
            Paragraph("Продолжение таблицы 1"),
            make([["", "аттестации", "", "ОО"], ["2", "Сбор", "июнь", "ОО"]], page=2),
        ]
    )

    assert len(blocks) == 1
    assert isinstance(blocks[0], Table)
    assert blocks[0].row_count == 3


def test_a_table_that_goes_on_under_its_column_numbers_is_one() -> None:
    numbers = ["1", "2", "3", "4"]
    first = make([HEAD, ["1", "Сбор сведений", "май 2021", "УО"]])
    second = make([numbers, ["2", "Свод сведений", "июнь 2021", "УО"]], page=2)

    [table] = stitch_blocks([first, Paragraph("Продолжение таблицы 1"), second])

    assert isinstance(table, Table)
    assert [row[0] for row in texts(table)] == ["№", "1", "2"]
    assert [cell.text for cell in table.repeated] == ["Продолжение таблицы 1", *numbers]


def test_a_header_drawn_in_one_row_with_a_tail_is_parted_from_it() -> None:
    rows = [HEAD, FIRST, [HEAD[0], f"{HEAD[1]}\nитоговой аттестации", HEAD[2], f"{HEAD[3]}\nОО"]]

    table = stitch_table(make([*rows, ["2", "Сбор", "июнь 2021", "ОО"]], 2))

    assert texts(table)[1:] == [
        ["1", "Разработка планов по подготовке к итоговой аттестации", "май 2021", "УО, ОО"],
        ["2", "Сбор", "июнь 2021", "ОО"],
    ]
    assert [cell.text for cell in table.repeated] == HEAD


def test_a_cell_merged_over_rows_goes_on_behind_a_break() -> None:
    rows = [HEAD, ["1", "Сбор", "май", "УО"], ["2", "Свод", "июнь", ""], ["3", "Отчёт", "июль", ""]]
    table = make([*rows, ["4", "Сдача", "август", ""]], 3)
    cells = [
        replace(cell, row_span=2) if (cell.row, cell.column) == (1, 3) else cell
        for cell in table.cells
        if (cell.row, cell.column) != (2, 3)
    ]

    joined = stitch_table(replace(table, cells=tuple(cells)))

    spans = {cell.row: cell.row_span for cell in joined.cells if cell.column == 3 and cell.row}
    assert spans == {1: 3, 4: 1}


def test_the_tail_of_a_row_leaves_the_cell_merged_over_it() -> None:
    rows = [HEAD, ["1", "Сбор", "май", "УО"], ["2", "Свод и", "июнь", ""], ["", "отчёт", "", ""]]
    table = make([*rows, ["3", "Сдача", "август", "ОО"]], 3)
    cells = [
        replace(cell, row_span=2) if (cell.row, cell.column) == (1, 3) else cell
        for cell in table.cells
        if (cell.row, cell.column) != (2, 3)
    ]

    joined = stitch_table(replace(table, cells=tuple(cells)))

    assert texts(joined)[2] == ["2", "Свод и отчёт", "июнь"]


def test_a_row_that_stands_twice_stays_twice_where_no_header_is() -> None:
    rows = [["Сбор сведений", "май 2021", "УО"], ["Свод", "июнь 2021", "УО"]]

    table = stitch_table(make([*rows, rows[0]], 2))

    assert texts(table) == [*rows, rows[0]]


def test_tables_with_headers_of_their_own_stay_apart() -> None:
    other = make([["№", "ФИО", "Должность", "Телефон"], ["1", "Белова И.И.", "директор", "2-12"]])

    assert len(stitch_blocks([make([HEAD, FIRST]), other])) == 2


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("органи-", "зация работы", "организация работы"),
        ("учебно-", "методический", "учебно-методический"),
        ("школа-", "участница", "школа-участница"),
        ("подготовка к", "аттестации", "подготовка к аттестации"),
        ("проверка сигнал", "изации в школах", "проверка сигнализации в школах"),
        ("осмотр", "зданий", "осмотр зданий"),
        ("Клубы, музе", "и", "Клубы, музеи"),
        ("Клубы, музе", "и библиотеки", "Клубы, музе и библиотеки"),
        ("план работ", "и", "план работ и"),
        ("", "текст", "текст"),
        ("2017-", "2018 годы", "2017- 2018 годы"),
    ],
)
def test_fragments_join_as_one_would_write_them(first: str, second: str, whole: str) -> None:
    assert join_texts(first, second) == whole


@pytest.mark.parametrize(
    "text", ["подготовка к", "приказ,", "план (первый", "для получения качественного"]
)
def test_unfinished_texts_are_known(text: str) -> None:
    weight, reason = unfinished(text)

    assert weight > 0
    assert reason


@pytest.mark.parametrize("text", ["Аналитическая справка", "Сбор данных.", "УО", ""])
def test_finished_texts_are_left(text: str) -> None:
    assert unfinished(text)[0] == 0


@given(st.lists(st.text("абво -,.\n", max_size=90), max_size=30))
@settings(max_examples=100, deadline=None)
def test_many_fragments_join_as_two_do(texts: list[str]) -> None:
    assert join_all(texts) == (reduce(join_texts, texts) if texts else "")
