"""What lone lines are: deadlines, institutions, deeds, sums; and the width of a wrap."""

from __future__ import annotations

import textwrap

import pytest

from extract.readers.cell_columns import role_of
from extract.readers.cell_traits import wrap_of
from extract.readers.cell_words import is_time, kinds_of


@pytest.mark.parametrize(
    "text",
    [
        *("до 5 мая", "Июнь", "июль-август 2031 г.", "IV квартал 2031 года", "09.04-20.04.2031"),
        *("постоянно", "в течение года", "2031/2032 учебный год", "2 раза в год", "1-7 мая"),
        *("третья декада апреля", "по мере необходимости", "«15» апреля 2031 г.", "Весной"),
        *("не позднее 15.11.2031 года", "I полугодие 2031 года", "Срок - до 1 июля 2031 года"),
    ],
)
def test_deadlines_are_time(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Срок",
            "Сроки исполнения",
            "План",
            "120",
            "2",
            "1 250,5",
            "за 2031 год",
            "Март Иванович",
        ),
        *(
            "учебному году",
            "Отчёт за май",
            "Майские праздники на площади",
            "",
            "-",
            "100 процентов",
        ),
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert not is_time(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("Ким А.Э.", "person"), ("Отдел дорог", "body"), ("Главный бухгалтер", "body")),
        *(("МУП «Двор»", "body"), ("Проведение смотра", "deed"), ("Обновить щиты", "deed")),
        *(("Аналитическая справка", "yield"), ("не менее 5 встреч", "yield"), ("120,0", "amount")),
        *(("32 шт.", "amount"), ("местный бюджет", "funds"), ("выполнено", "note")),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind in kinds_of(text)


def test_a_department_is_no_deed() -> None:
    assert "deed" not in kinds_of("Дорожное управление")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        *(("Сроки проведения", "deadline"), ("Дата", "deadline"), ("Когда", "deadline")),
        *(("Срок представления отчёта", "deadline"), ("Отметка об исполнении", "note")),
        *(("Ответственный за исполнение", "responsible"), ("Соисполнители", "participants")),
        *(("Наименование работ", "activity"), ("Объём работ, м3", "amount")),
        *(("Ожидаемый результат", "result"), ("Место работы", "other"), ("Ф.И.О.", "other")),
    ],
)
def test_roles_of_headers(name: str, role: str) -> None:
    assert role_of(name) == role


CELLS = [
    "Обход дворов и придомовых площадок на улицах посёлка Луч",
    "Дорожный отдел управы, комитет по быту",
    "Опись ям и выбоин, составление ведомости и сметы работ",
    "Очистка канав вдоль просёлочных дорог и троп в лесу",
]


@pytest.mark.parametrize("width", [28, 36, 44])
def test_wrap_width_is_that_of_lines_that_had_no_room(width: int) -> None:
    lines = [line for cell in CELLS for line in textwrap.wrap(cell, width)]
    wrap = wrap_of(lines, [False] * len(lines))

    assert wrap.trust > 2
    assert width - 8 <= wrap.width <= width


def test_lines_that_were_not_wrapped_have_no_width() -> None:
    wrap = wrap_of(CELLS, [False] * len(CELLS))

    assert wrap.width > max(map(len, CELLS))
    assert 0 < wrap.trust < 2


def test_columns_wrapped_each_at_its_own_width_have_no_common_one() -> None:
    lines = [
        line
        for at, cell in enumerate(CELLS * 2)
        for line in textwrap.wrap(cell, 40 if at % 2 else 14)
    ]

    assert wrap_of(lines, [False] * len(lines)).trust <= 2
