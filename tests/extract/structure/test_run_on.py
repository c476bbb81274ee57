"""Clauses that run on in one paragraph, and acts that name themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.document import Place
from extract.errors import NotAnOrder
from extract.order import Order
from extract.structure.lines import Line
from extract.structure.run_on import part_run_on

Build = Callable[..., Order]


def parted(*texts: str) -> list[str]:
    lines = [Line(text, at, Place(1)) for at, text in enumerate(texts)]
    return [line.text for line in part_run_on(lines)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("1. Провести сбор. 2. Утвердить план. 3. Контроль оставляю за собой.",
         ["1. Провести сбор.", "2. Утвердить план.", "3. Контроль оставляю за собой."]),
        ("1. Отделу: 1.1. Провести сбор; 1.2. Утвердить план. 2. Школам помочь.",
         ["1. Отделу:", "1.1. Провести сбор;", "1.2. Утвердить план.", "2. Школам помочь."]),
        ("1. Утвердить план (приложение). 2. Контроль возложить на И.И. Белова. Глава П.П. Ясенев",
         ["1. Утвердить план (приложение).", "2. Контроль возложить на И.И. Белова.",
          "Глава П.П. Ясенев"]),
        # numbers that are no clauses
        ("1. Изменить срок в п. 2 Порядка и ст. 2 Устава.",
         ["1. Изменить срок в п. 2 Порядка и ст. 2 Устава."]),
        ("1. Изложить: «1. Сбор проводится. 2. План утверждается.»",
         ["1. Изложить: «1. Сбор проводится. 2. План утверждается.»"]),
        ("1. Выделить 3 тыс. 5 Мест не занимать.", ["1. Выделить 3 тыс. 5 Мест не занимать."]),
    ],
)  # fmt: skip
def test_a_paragraph_is_parted_at_its_clauses(text: str, clauses: list[str]) -> None:
    assert parted(text) == clauses


def test_a_number_that_the_next_line_has_is_not_parted() -> None:
    texts = ("1. Провести сбор. 2. Тур пройдёт в мае.", "2. Утвердить план.")

    assert parted(*texts) == list(texts)


def test_clauses_behind_a_preamble_on_one_line(order: Build) -> None:
    read = order(
        "О лагерях",
        "В целях отдыха детей: 1. Открыть лагеря. 2. Контроль за исполнением настоящего "
        "распоряжения возложить на И.И. Белова. Глава города П.П. Ясенев",
        "Распоряжение",
    )

    assert [clause.number for clause in read.clauses] == ["1", "2"]
    assert read.header.preamble is not None
    assert read.header.preamble.text == "В целях отдыха детей:"
    assert len(read.signatures) == 1


def test_clauses_may_begin_with_the_second(order: Build) -> None:
    read = order(
        "Распоряжение от 19.01.2004 г № 24",
        "О празднике",
        "2.Создать комитет.",
        "3.Утвердить план.",
        "Губернатор\nБ.В. Ясенев",
    )

    assert read.header.title is not None
    assert read.header.title.text == "О празднике"
    assert [clause.number for clause in read.clauses] == ["2", "3"]


@pytest.mark.parametrize(
    ("command", "last", "kind"),
    [
        ("", "Контроль за исполнением данного распоряжения возложить на отдел.", "распоряжения"),
        ("постановляю:", "Опубликовать настоящее постановление.", "постановление"),
        ("приказываю:", "Провести сбор.", "приказываю:"),
        ("", "Контроль за выполнением приказа оставляю за собой.", "приказа"),
    ],
)
def test_an_act_without_a_head_names_its_kind(
    order: Build, command: str, last: str, kind: str
) -> None:
    read = order("О сборе", f"В целях порядка {command}".strip(), "1. Начать.", f"2. {last}")

    assert read.header.doc_type is not None
    assert read.header.doc_type.text == kind
    assert "header.kind-inferred" in [finding.code for finding in read.findings]


def test_two_kinds_are_no_kind(order: Build) -> None:
    read = order("О сборе", "В целях порядка приказываю:", "1. Опубликовать настоящее решение.")

    assert read.header.doc_type is None
    assert "header.missing" in [finding.code for finding in read.findings]


def test_an_article_is_no_act(order: Build) -> None:
    with pytest.raises(NotAnOrder):
        order("О сборе", "В целях порядка в городе убирают улицы:", "1. Улица Озёрная.")


def test_a_last_line_that_names_the_act_is_its_head(order: Build) -> None:
    read = order(
        "В целях порядка:",
        "1. Провести сбор.",
        "Глава района |",
        "А.В. Белов |",
        "Распоряжение главы Лугового района от 5 сентября 2002 г. N 12-р «О сборе»",
    )

    head = read.header
    assert (head.issuer and head.issuer.text) == "главы Лугового района"
    assert (head.number and head.number.text) == "N 12-р"
    assert (head.title and head.title.text) == "«О сборе»"
    assert [each.number for each in read.clauses] == ["1"]
    assert read.residue == ()
