"""Tables of measures: header rows, sections, measures, rows that a page cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.document import Cell, Place, Table
from extract.order import GenericTable, MeasureTable, Order

Build = Callable[..., Order]
NOTE = "Приложение 1\nк приказу отдела от 01.02.2021 № 5"
TITLE = "**План мероприятий**"
HEAD = ["№", "Мероприятия", "Срок", "Ответственные"]


def only_table(order: Order) -> MeasureTable:
    return next(table for _, table in order.measure_tables())


def spanned(rows: list[list[tuple[str, int, int]]], width: int) -> Table:
    """A table from (text, column, column_span) cells."""
    cells = tuple(
        Cell(at, column, text, column_span=span, places=(Place(1),))
        for at, row in enumerate(rows)
        for text, column, span in row
    )
    return Table(cells, len(rows), width)


@pytest.mark.parametrize(
    ("section", "number", "title"),
    [
        (["1.", "Организация работы", "", ""], "1", "Организация работы"),
        (["", "Организация работы", "", ""], None, "Организация работы"),
        (["Раздел 1. Организация работы", "", "", ""], "1", "Организация работы"),
        (["I. Организация работы", "", "", ""], "I", "Организация работы"),
        (["I", "Организация работы", "", ""], "I", "Организация работы"),
    ],
)
def test_section_rows_are_known_without_spans(
    order: Build, section: list[str], number: str | None, title: str
) -> None:
    table = only_table(
        order(NOTE, TITLE, [HEAD, section, ["1.1", "Провести сбор", "май 2021", "ОО"]])
    )

    assert [(each.number, each.title.text) for each in table.sections] == [(number, title)]
    assert [measure.section for measure in table.measures] == [1]


def test_a_section_merged_over_the_width(order: Build) -> None:
    table = spanned(
        [
            [(text, column, 1) for column, text in enumerate(HEAD)],
            [("Организация работы", 0, 4)],
            [("1", 0, 1), ("Провести сбор", 1, 1), ("май", 2, 1), ("ОО", 3, 1)],
        ],
        4,
    )

    assert [each.title.text for each in only_table(order(NOTE, TITLE, table)).sections] == [
        "Организация работы"
    ]


def test_sections_from_a_column(order: Build) -> None:
    table = only_table(
        order(
            NOTE,
            TITLE,
            [
                ["Направление", "Мероприятие", "Срок", "Ответственный"],
                ["Кадры", "Курсы", "март 2021", "ИМЦ"],
                ["", "Семинар", "май 2021", "ИМЦ"],
                ["Контроль", "Проверка", "июнь 2021", "ИМЦ"],
            ],
        )
    )

    assert [section.title.text for section in table.sections] == ["Кадры", "Контроль"]
    assert [measure.section for measure in table.measures] == [1, 1, 2]


def test_nested_sections_know_their_parent(order: Build) -> None:
    table = only_table(
        order(
            NOTE,
            TITLE,
            [
                HEAD,
                ["1", "Раздел первый", "", ""],
                ["1.1", "Подраздел", "", ""],
                ["1.1.1", "Сбор", "май 2021", "ОО"],
            ],
        )
    )

    assert [(each.number, each.parent) for each in table.sections] == [("1", None), ("1.1", 1)]


def test_column_numbers_are_no_measure(order: Build) -> None:
    table = only_table(
        order(NOTE, TITLE, [HEAD, ["1", "2", "3", "4"], ["1", "Сбор", "май 2021", "ОО"]])
    )

    assert [measure.number for measure in table.measures] == ["1"]


def test_two_level_header_parts_the_deadline(order: Build) -> None:
    table = spanned(
        [
            [("№", 0, 1), ("Мероприятие", 1, 1), ("Срок", 2, 2), ("Ответственный", 4, 1)],
            [("", 0, 1), ("", 1, 1), ("начало", 2, 1), ("окончание", 3, 1), ("", 4, 1)],
            [("1", 0, 1), ("Сбор", 1, 1), ("май", 2, 1), ("июнь", 3, 1), ("ОО", 4, 1)],
        ],
        5,
    )
    read = only_table(order(NOTE, TITLE, table))

    assert [column.role for column in read.columns] == [
        "number",
        "activity",
        "deadline_start",
        "deadline_end",
        "responsible",
    ]
    assert len(read.measures) == 1


def test_a_cell_merged_downwards_holds_for_each_row(order: Build) -> None:
    rows = [
        [Cell(0, column, text, places=(Place(1),)) for column, text in enumerate(HEAD)],
        [
            Cell(1, 0, "1", places=(Place(1),)),
            Cell(1, 1, "Сбор", places=(Place(1),)),
            Cell(1, 2, "май 2021", row_span=2, places=(Place(1),)),
            Cell(1, 3, "ОО", row_span=2, places=(Place(1),)),
        ],
        [Cell(2, 0, "2", places=(Place(1),)), Cell(2, 1, "Отчёт", places=(Place(1),))],
    ]
    table = Table(tuple(cell for row in rows for cell in row), 3, 4)
    measures = only_table(order(NOTE, TITLE, table)).measures

    assert [measure.cells[2].text for measure in measures] == ["май 2021", "май 2021"]
    assert [measure.cells[3].text for measure in measures] == ["ОО", "ОО"]


def test_a_total_row_is_kept_apart(order: Build) -> None:
    table = only_table(
        order(NOTE, TITLE, [HEAD, ["1", "Сбор", "май 2021", "ОО"], ["Итого", "", "5", ""]])
    )

    assert len(table.measures) == 1
    assert [quote.text for quote in table.other_rows] == ["Итого", "5"]


def test_a_plan_without_a_header_is_judged_by_its_content(order: Build) -> None:
    table = only_table(
        order(
            NOTE,
            TITLE,
            [
                ["1", "Провести сбор документов учреждений", "май 2021", "Белова И.И."],
                ["2", "Подготовить отчёт о проведённой работе", "июнь 2021", "Ким С.О."],
            ],
        )
    )

    assert [column.role for column in table.columns] == [
        "number",
        "activity",
        "deadline",
        "responsible",
    ]
    assert len(table.measures) == 2


def test_a_table_of_something_else_is_kept_whole(order: Build) -> None:
    read = order(
        "Отдел",
        "ПРИКАЗ",
        "01.02.2021 № 5",
        "О телефонах",
        "приказываю:",
        "1. Утвердить список.",
        "Директор\tИ.И. Белова",
        NOTE,
        "**Список учреждений**",
        [["Учреждение", "Телефон"], ["Школа № 1", "2-12-12"]],
    )
    table = read.annexes[0].tables[0]

    assert isinstance(table, GenericTable)
    assert [[cell.text for cell in row] for row in table.rows][1] == ["Школа № 1", "2-12-12"]


def test_a_header_part_inherits_only_where_it_says_nothing_itself(order: Build) -> None:
    table = only_table(
        order(
            NOTE,
            TITLE,
            [
                ["", "", "Объём по годам, тыс. руб.", "", ""],
                ["№", "Мероприятия", "2016", "2017", "Исполнитель"],
                ["1", "Сбор", "5", "7", "ОО"],
            ],
        )
    )

    assert [column.role for column in table.columns] == [
        "number",
        "activity",
        "funding",
        "funding",
        "responsible",
    ]


def test_a_number_may_stand_in_the_activity(order: Build) -> None:
    rows = [
        ["Мероприятия", "Сроки", "Ответственные"],
        ["1. Кадры", "", ""],
        ["1.1. Обучить мастеров", "май", "отдел кадров"],
        ["1.2. Принять экзамен", "июнь", "комиссия"],
        ["2. Здания", "", ""],
        ["2.1 Осмотреть крыши", "август", "завхоз"],
    ]
    table = only_table(order(NOTE, TITLE, rows))

    assert [(s.number, s.title.text) for s in table.sections] == [("1", "Кадры"), ("2", "Здания")]
    assert [m.number for m in table.measures] == ["1.1", "1.2", "2.1"]
    assert table.measures[0].cells[0].text == "1.1. Обучить мастеров"


def test_a_figure_in_few_activities_is_no_number(order: Build) -> None:
    rows = [
        ["Мероприятия", "Сроки", "Ответственные"],
        ["2 Праздника осени", "май", "клуб"],
        ["Принять экзамен", "июнь", "комиссия"],
        ["Осмотреть крыши", "август", "завхоз"],
    ]
    table = only_table(order(NOTE, TITLE, rows))

    assert [m.number for m in table.measures] == [None, None, None]


@pytest.mark.parametrize(
    "below",
    [
        ["п/п", "", "исполнения", ""],
        ["п.п.", "мероприятия", "", "исполнитель"],
        ["п/п", "", "", ""],
    ],
)
def test_a_header_may_go_on_in_the_row_below(order: Build, below: list[str]) -> None:
    rows = [
        ["№", "Наименование мероприятия", "Срок", "Ответственный"],
        below,
        ["1", "Осмотреть крыши", "август", "завхоз"],
        ["2", "Починить полы", "июнь", "завхоз"],
    ]
    table = only_table(order(NOTE, TITLE, rows))

    assert [m.number for m in table.measures] == ["1", "2"]
    assert [c.role for c in table.columns] == ["number", "activity", "deadline", "responsible"]


@pytest.mark.parametrize(
    "counting", [["А", "1", "2", "3"], ["А", "Б", "1", "2"], ["1", "2", "3", "4"]]
)
def test_columns_may_be_counted_with_letters(order: Build, counting: list[str]) -> None:
    rows = [
        ["№", "Мероприятие", "Срок", "Ответственный"],
        counting,
        ["1", "Осмотреть крыши", "август", "завхоз"],
        ["2", "Починить полы", "июнь", "завхоз"],
    ]

    assert len(only_table(order(NOTE, TITLE, rows)).measures) == 2


def test_an_estimate_of_costs_is_no_plan(order: Build) -> None:
    rows = [["№", "Наименование расходов", "Сумма, руб."], ["1", "Цветы", "5000"]]
    read = order(NOTE, "**Смета**", rows, NOTE, TITLE, [HEAD, ["1", "Сбор", "май 2021", "ОО"]])

    assert isinstance(read.annexes[0].tables[0], GenericTable)
    assert len(only_table(read).measures) == 1


def test_works_with_their_cost_are_a_plan(order: Build) -> None:
    rows = [["№", "Наименование работ", "Сумма, руб."], ["1", "Починка крыши", "5000"]]

    assert len(only_table(order(NOTE, TITLE, rows)).measures) == 1


def test_rows_of_a_form_that_nobody_filled_in_are_no_measures(order: Build) -> None:
    form = [HEAD, ["1", "", "", ""], ["2", "", "—", ""], ["...", "", "", ""]]
    (annex,) = order(
        *("Отдел", "ПРИКАЗ", "№ 5 от 01.02.2021", "О формах", "приказываю:", "1. Сдать отчёт."),
        *("Директор\tИ.И. Белова", NOTE, "Форма отчёта", form),
    ).annexes
    tables = [table for table in annex.tables if isinstance(table, MeasureTable)]

    assert [len(table.measures) for table in tables] in ([], [0])


def test_a_blank_row_among_filled_ones_is_a_measure_in_doubt(order: Build) -> None:
    plan = [HEAD, ["1", "Обход", "май 2021", "ЖКО"], ["2", "", "", ""]]
    read = order(
        *("Отдел", "ПРИКАЗ", "№ 5 от 01.02.2021", "О формах", "приказываю:", "1. Сдать отчёт."),
        *("Директор\tИ.И. Белова", NOTE, TITLE, plan),
    )

    assert [measure.number for measure in only_table(read).measures] == ["1", "2"]
