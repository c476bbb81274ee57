"""Tables of lone cells without row numbers: told by the deadlines in their place, or left alone."""

from __future__ import annotations

import textwrap
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Table
from extract.readers.cell_table import LoneCells
from extract.readers.lines import split_lines
from extract.readers.lone_rows import find
from extract.readers.text import content_of

HEADER = ["Мероприятие", "Срок", "Ответственный"]
ROWS = [
    ["Обход дворов", "до 5 мая", "Ким А.Э."],
    ["Опись ям на дорогах", "июнь", "Дорожный отдел"],
    ["Отчёт о расходах", "IV квартал 2031 года", "Главный бухгалтер"],
]


def tables(*lines: str) -> list[list[list[str]]]:
    """The tables of a whole text, as the texts of their cells."""
    content = content_of(split_lines("\n".join(lines)))
    return [
        [[cell.text for cell in row] for row in block.rows()]
        for block in content.blocks
        if isinstance(block, Table)
    ]


def found(*lines: str) -> LoneCells:
    table = find(split_lines("\n".join(lines)), 0)
    assert table is not None
    return table


def texts(table: LoneCells) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.table.rows()]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1), (2, 1, 0)])
def test_rows_are_told_by_the_deadline_in_any_column(order: tuple[int, ...]) -> None:
    rows = [[row[column] for column in order] for row in [HEADER, *ROWS]]

    assert texts(found(*chain(*rows))) == rows
    assert not found(*chain(*rows)).findings


def test_titles_stand_between_rows() -> None:
    table = found(
        *HEADER,
        *("Уборка дворов", *ROWS[0], "Побелка бордюров", "апрель", "МУП «Двор»"),
        *("Дорожные работы", *ROWS[1], *ROWS[2]),
    )

    assert texts(table)[1] == ["Уборка дворов"]
    assert texts(table)[4] == ["Дорожные работы"]
    assert len(texts(table)) == 7


def test_dashes_fill_gaps() -> None:
    rows = [
        ["Дата", "Наименование работ", "Ответственные", "Ед. изм.", "Объём"],
        ["до 09.04.2031", "Совещание в управе", "Глава посёлка", "-", "-"],
        ["21 апреля", "Общий субботник", "Уличные комитеты", "чел.", "400"],
        ["1-7 мая", "Высадка роз", "Дом культуры", "шт.", "600"],
    ]

    assert texts(found(*chain(*rows))) == rows


def test_trailing_notes_may_be_missing() -> None:
    table = found(
        *HEADER,
        "Примечание",
        *chain(ROWS[0], ROWS[1], ["по смете"], ROWS[2], ["Акт осмотра", "август", "Ли Б.О."]),
    )

    assert [row[-1] for row in texts(table)] == ["Примечание", "", "по смете", "", ""]


def test_the_columns_may_be_numbered_and_the_rows_not() -> None:
    table = found(*HEADER, "1", "2", "3", *chain(*ROWS))

    assert texts(table)[1:3] == [["1", "2", "3"], ROWS[0]]


def test_the_numbers_of_the_rows_may_be_lost_and_their_header_not() -> None:
    table = found("№ п/п", *HEADER, *chain(*ROWS))

    assert texts(table)[:2] == [["№ п/п", *HEADER], ["", *ROWS[0]]]


def test_wrapped_cells_are_joined_at_the_width_that_the_lines_have() -> None:
    rows = [
        ["Обход дворов и придомовых площадок на улицах посёлка", "май", "Комитет по быту"],
        ["Опись ям и выбоин, составление ведомости, смета", "июнь", "Дорожный отдел управы"],
        ["Очистка канав вдоль просёлочных дорог и троп", "осенью", "МУП «Двор», жители улиц"],
        ["Заготовка песка, соли и щебня на зиму для улиц", "до 1 ноября", "Ким А.Э."],
    ]
    lines = chain(*(textwrap.wrap(cell, 30) for cell in chain(*rows)))

    assert texts(found(*HEADER, *lines))[1:] == rows


def test_title_above_the_header_is_no_column() -> None:
    lines = ["План мероприятий на май", *HEADER, *chain(*ROWS)]

    assert tables(*lines) == [[HEADER, *ROWS]]


def test_text_behind_the_table_stays_paragraphs() -> None:
    behind = ["", "", "Начальник управления", "", "", "О.Л. Ветрова"]
    end = len([*HEADER, *chain(*ROWS)])

    assert found(*HEADER, *chain(*ROWS), *behind).end == end
    assert found(*HEADER, *chain(*ROWS), "Приложение № 2", "к приказу").end == end
    assert found(*HEADER, *chain(*ROWS), "", "2. Срок отчёта – до 5 мая.").end == end


def test_the_header_again_on_the_next_page_is_left_out() -> None:
    again = [*HEADER, *chain(*ROWS), "", *HEADER, "Опрос жителей", "в течение года", "ТОС «Луч»"]

    assert texts(found(*again))[4:] == [["Опрос жителей", "в течение года", "ТОС «Луч»"]]


def test_blank_lines_between_all_cells() -> None:
    lines = "\n\n".join([*HEADER, *chain(*ROWS)])

    assert texts(found(lines)) == [HEADER, *ROWS]


def test_a_missing_cell_in_the_middle_is_guessed_with_a_finding() -> None:
    table = found(*HEADER, *ROWS[0], "Побелка бордюров", "МУП «Двор»", *ROWS[1], *ROWS[2])

    assert texts(table)[2] == ["Побелка бордюров", "", "МУП «Двор»"]
    assert [finding.code for finding in table.findings] == ["table.cells-guessed"]


@pytest.mark.parametrize(
    "lines",
    [
        # a programme's passport: names and values by turns
        [
            *("Наименование программы", "«Чистый берег»", "Сроки реализации", "2031-2033 годы"),
            *("Ответственный исполнитель", "Управа посёлка", "Объём финансирования", "450 тыс."),
            *("Ожидаемые результаты", "берег без мусора к 1 июня 2033 года"),
        ],
        # clauses with deadlines
        [
            *("Мероприятия", "Сроки", "Ответственные"),
            *("1. Провести обход дворов до 5 мая.", "2. Составить опись ям до 1 июня."),
            *("3. Представить отчёт до 1 июля.", "4. Контроль возложить на Ким А.Э."),
        ],
        # prose below words that head columns
        [
            *("Содержание работы", "Сроки и ответственные", "Итоги года"),
            "В мае обойдены дворы посёлка.",
            "В июне составлена опись ям.",
            "В течение года велась страница управы.",
            "Отчёт представлен до 1 июля.",
            "Постоянно работал телефон доверия.",
        ],
        # members of a commission
        [
            *("Состав комиссии", "Срок полномочий", "Содержание работы", "Ким А.Э. – глава управы"),
            *("Ли Б.О. – секретарь", "Цой В.Г. – член комиссии", "Май Г.Д. – член комиссии"),
        ],
        # a list of dates
        ["Мероприятия", "Срок", "Итог", "5 мая", "6 мая", "7 мая", "8 мая", "9 мая", "10 мая"],
        # one row proves nothing
        [*HEADER, *ROWS[0]],
        # deadlines anywhere
        [
            *(*HEADER, "до 5 мая", "Обход", "до 6 мая", "Ким А.Э.", "Опись", "июнь", "июль"),
            *("Смета", "Ли Б.О.", "Отчёт", "август", "сентябрь", "Цой В.Г."),
        ],
        # numbers that do not count on
        [*HEADER, "3.", *ROWS[0], "7.", *ROWS[1], "2.", *ROWS[2]],
        # a letterhead
        [
            *("УПРАВА ПОСЁЛКА ЛУЧ", "ПРИКАЗ", "12 мая 2031 года", "№ 7"),
            *("О мероприятиях по уборке", "Срок – май 2031 года", "В целях уборки посёлка"),
        ],
    ],
)
def test_what_is_no_table_stays_paragraphs(lines: list[str]) -> None:
    assert tables(*lines) == []


LINES = st.sampled_from(
    [
        *(*HEADER, "Примечание", "до 5 мая", "июнь", "постоянно", "в течение года", "-", "120,0"),
        *("Обход дворов и", "придомовых площадок", "Опись ям", "Ким А.Э.", "Дорожный отдел"),
        *("1", "2", "3.", "I.", "Уборка дворов", "МУП «Двор»", "", "", "Приложение № 2", "№ п/п"),
        *("Начальник управления", "1. Составить опись.", "отчёт", "(по согласованию)", "§", "«"),
    ]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=60))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join([*HEADER, *lines, *HEADER, *chain(*ROWS)])
    content = content_of(split_lines(text))
    read = "".join(
        squeezed(part)
        for block in content.blocks
        for part in (
            [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        )
    )
    read += "".join(squeezed(each.text) for each in content.furniture)
    assert all(squeezed(line) in read for line in lines)


def squeezed(text: str) -> str:
    """Letters and digits alone: hyphens, spaces and the marks of lists may change."""
    return "".join(filter(str.isalnum, text))


@settings(deadline=None)
@given(st.lists(st.text("абв АБВ.,-«»()№1520маяиюнь\n", max_size=12), max_size=40))
def test_any_lines_are_read(lines: list[str]) -> None:
    content_of(split_lines("\n".join([*HEADER, *lines])))
