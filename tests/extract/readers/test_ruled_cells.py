"""Tables of one closed cell a line: rows told by what fills them up, or by their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.lines import split_lines
from extract.readers.ruled_cells import find

HEADER = ["№ |", "Мероприятие |", "Срок |", "Ответственный |"]


def rows(text: str) -> list[list[str]]:
    found = find(split_lines(text), 0)
    assert found is not None
    return [[cell.text for cell in row if cell.text] for row in found[2].rows()]


def test_rows_of_full_width_are_told_by_their_numbers() -> None:
    text = "\n".join(
        [*HEADER, "1. |", "Сбор |", "май |", "ОО |", "2. |", "Отчёт |", "июнь |", "УО |"]
    )

    assert rows(text) == [
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["1.", "Сбор", "май", "ОО"],
        ["2.", "Отчёт", "июнь", "УО"],
    ]


def test_a_title_filled_with_pipes_runs_over_the_width() -> None:
    text = "\n".join([*HEADER, "I. Подготовка | |||", "1. |", "Сбор |", "май |", "ОО |"])
    found = find(split_lines(text), 0)

    assert found is not None
    title = found[2].rows()[1][0]
    assert (title.text, title.column_span) == ("I. Подготовка", 4)


def test_short_rows_filled_on_a_line_of_their_own() -> None:
    text = "\n".join(
        [
            "|",
            "Мероприятие |",
            "Срок |",
            "||||",
            "1 |",
            "2 |",
            "3 |",
            "||||",
            "1. |",
            "Сбор |",
            "май |",
            "||||",
        ]
    )

    assert rows(text) == [["Мероприятие", "Срок"], ["1", "2", "3"], ["1.", "Сбор", "май"]]


def test_cells_above_the_header_are_left_alone() -> None:
    text = "\n".join(
        ["День голосования |", "14 сентября |", "", *HEADER, "1. |", "Сбор |", "май |", "ОО |"]
    )
    lines = split_lines(text)
    found = next((each for at in range(len(lines)) if (each := find(lines, at))), None)

    assert found is not None
    assert [cell.text for cell in found[2].rows()[0]] == [
        "№",
        "Мероприятие",
        "Срок",
        "Ответственный",
    ]


PLAIN = ["Содержание работы |", "Срок |", "Исполнитель |", "Объём |"]
BODY = [
    *("Сбор заявок |", "до 5 мая 2023 г. |", "Отдел кадров |", "40 |"),
    *("Отчёт о работе |", "ежеквартально |", "Главный бухгалтер |", "4 |"),
]
MORE = [
    *("Осмотр зданий |", "июнь 2023 г. |", "Завхоз |", "7 |"),
    *("Сдача актов |", "III квартал |", "Завхоз |", "7 |"),
]


def test_rows_without_numbers_are_told_by_their_deadlines() -> None:
    found = rows("\n".join([*PLAIN, *BODY, *MORE]))

    assert [len(row) for row in found] == [4] * 5
    assert found[2] == ["Отчёт о работе", "ежеквартально", "Главный бухгалтер", "4"]


def test_lone_titles_between_rows_without_numbers_do_not_shift_them() -> None:
    found = find(split_lines("\n".join([*PLAIN, "Кадры |", *BODY, "Здания |", *MORE])), 0)

    assert found is not None
    table = [
        [(cell.text, cell.column_span) for cell in row if cell.text] for row in found[2].rows()
    ]
    assert [row[0] for row in table] == [
        ("Содержание работы", 1),
        ("Кадры", 4),
        ("Сбор заявок", 1),
        ("Отчёт о работе", 1),
        ("Здания", 4),
        ("Осмотр зданий", 1),
        ("Сдача актов", 1),
    ]
    assert all(len(row) in (1, 4) for row in table)


def test_a_cell_of_several_lines_is_joined() -> None:
    text = "\n".join(
        [*HEADER, "1. |", "Сбор", "заявок |", "май |", "ОО |", "2. |", "Отчёт |", "июнь |", "УО |"]
    )

    assert rows(text)[1] == ["1.", "Сбор заявок", "май", "ОО"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "просто текст",
        "а |\nб |",
        "| а | б |\n|---|---|\n| в | г |",
        "Директор |\nИ.И. Белова |",
    ],
)
def test_what_is_no_such_table_is_left(text: str) -> None:
    assert find(split_lines(text), 0) is None


WORDS = st.text(alphabet="абвгд ", min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=8))
def test_no_cell_is_lost(body: list[list[str]]) -> None:
    cells = [*HEADER]
    for number, row in enumerate(body, start=1):
        cells += [f"{number}. |", *(f"{text} |" for text in row)]

    assert rows("\n".join(cells))[1:] == [
        [f"{number}.", *(" ".join(text.split()) for text in row)]
        for number, row in enumerate(body, start=1)
    ]


def test_sections_that_nothing_fills_up_stand_between_whole_rows() -> None:
    text = "\n".join(
        [
            *HEADER,
            *("Раздел 1. Дворы |", "1.1. |", "Сбор |", "май |", "ОО |"),
            *("Раздел 2. Дороги |", "2.1. |", "Отчёт |", "июнь |", "УО |"),
        ]
    )

    assert rows(text) == [
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["Раздел 1. Дворы"],
        ["1.1.", "Сбор", "май", "ОО"],
        ["Раздел 2. Дороги"],
        ["2.1.", "Отчёт", "июнь", "УО"],
    ]


def test_a_line_may_hold_several_closed_cells() -> None:
    text = """Дата | Время | Мероприятие | Ответственный |
3 марта |
10-00 | Смотр хоров |
Отдел культуры |
5 марта | 11-00 | Выставка «Мастера» в | Дом ремёсел |
по графику |
12-00 | Лыжная гонка на приз
газеты | Комитет спорта |

Приложение N 2
к приказу от 01.02.2019 N 7"""
    lines = split_lines(text.replace("5 марта | 11-00", "5 марта |\n11-00"))
    found = find(lines, 0)

    assert found is not None
    assert lines[found[1]].text == ""
    assert [[cell.text for cell in row] for row in found[2].rows()][1:] == [
        ["3 марта", "10-00", "Смотр хоров", "Отдел культуры"],
        ["5 марта", "11-00", "Выставка «Мастера» в", "Дом ремёсел"],
        ["по графику", "12-00", "Лыжная гонка на приз газеты", "Комитет спорта"],
    ]


@pytest.mark.parametrize("dash", ["- ", "– ", ""])
@pytest.mark.parametrize(
    "names", [("Белова Инна Олеговна", "Ким Нина Львовна"), ("Белова И.О.",) * 2]
)
def test_persons_and_what_they_are_make_a_table(names: tuple[str, str], dash: str) -> None:
    members = [f"{name} |\n{dash}специалист отдела |" for name in (*names, "Лунин П.Р.")]
    found = find(split_lines("\n".join(members)), 0)

    assert found is not None
    assert [cell.text for cell in found[2].rows()[0]] == [names[0], f"{dash}специалист отдела"]


def test_two_cells_that_name_no_persons_are_no_table() -> None:
    lines = split_lines(
        "Глава района |\nИ.О. Белова |\n\nСогласовано |\nюрист |\nотдел |\nсектор |"
    )

    assert find(lines, 0) is None
