"""Cells of several lines, sentences that stand in a cell, and the doubts about words beside."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.deadlines import read_deadline
from normalize.deadlines.prose import is_prose

ORDER = dt.date(2021, 3, 5)


def codes(words: str) -> set[str]:
    return {finding.code for finding in read_deadline(words, order_date=ORDER).findings}


def dates(words: str) -> list[str | None]:
    return [item.edtf for item in read_deadline(words, order_date=ORDER).items]


def test_a_wrapped_deadline_is_one() -> None:
    assert dates("не\nранее 1\nмая и не\nпозднее 5 мая 2021") == ["2021-05-01/2021-05-05"]


def test_lines_that_are_no_one_deadline_are_several_and_this_is_told() -> None:
    assert dates("апрель\nиюнь") == ["2021-04", "2021-06"]
    assert "deadline.lines" in codes("апрель\nиюнь")


@pytest.mark.parametrize(
    "words",
    [
        "Провести 20 мая 2021 года районный слет.",
        "Руководителям школ представить сведения о выпускниках",
        "Рассмотрев обращение депутатов районного собрания",
        "К участию в конкурсе допускаются дети от 10 лет",
    ],
)
def test_a_sentence_is_told(words: str) -> None:
    assert is_prose(words)


@pytest.mark.parametrize(
    "words",
    [
        "до 20 мая 2021 года, далее по мере необходимости",
        "в сроки, установленные приказом министерства области",
        "Сроки устанавливаются приказом начальника управления образования",
        "не позднее чем за 5 рабочих дней до дня проведения мероприятия",
    ],
)
def test_the_words_of_a_cell_are_no_sentence(words: str) -> None:
    assert not is_prose(words)


def test_a_sentence_that_sets_no_deadline_is_none_and_says_so() -> None:
    reading = read_deadline("Признать утратившим силу приказ от 10.02.2020 № 15.")

    assert reading.kind == "none"
    assert reading.findings


def test_a_date_that_a_sentence_names_beside_its_task_is_told() -> None:
    words = "Обсудить на педсовете в школе 5 апреля итоги."

    assert dates(words) == [None]
    assert "deadline.part-unread" in codes(words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("май или июнь", "deadline.assumed"),
        ("до с 22 марта", "deadline.assumed"),
        ("около 15 мая", "deadline.assumed"),
        ("22 марта через неделю", "deadline.assumed"),
        ("до 22 марта 2021 ежегодно", "deadline.assumed"),
        ("за I квартал", "deadline.assumed"),
        ("сентябрь - май, кроме января", "deadline.assumed"),
        ("до 5 рабочего дня месяца", "deadline.assumed"),
        ("+3 марта", "deadline.part-unread"),
        ("не в мае", "deadline.part-unread"),
        ("15. 20 мая", "deadline.part-unread"),
        ("II смена, 5 мая", "deadline.words-beside"),
    ],
)
def test_what_a_reading_leans_on_is_told(words: str, code: str) -> None:
    assert code in codes(words)
