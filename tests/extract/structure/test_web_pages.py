"""Acts as web pages and legal databases print them: their own lines above and inside the act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.order import Order

Build = Callable[..., Order]
PLAN = [["№", "Мероприятия", "Срок"], ["1", "Сбор", "май 2021"]]


def test_the_act_wins_over_the_page_title_above_it(order: Build) -> None:
    read = order(
        "По датам",
        "Постановление Администрации Таёжного района от 05.12.2013 N 204 «О программе»",
        "АДМИНИСТРАЦИЯ ТАЁЖНОГО РАЙОНА",
        "ПОСТАНОВЛЕНИЕ\nот 5 декабря 2013 г. № 204",
        "О ПРОГРАММЕ",
        "В соответствии с законом администрация района постановляет:",
        "1. Утвердить программу.",
        "Глава района\tП.П. Сидоров",
    )

    assert read.header.issuer is not None
    assert read.header.issuer.text == "АДМИНИСТРАЦИЯ ТАЁЖНОГО РАЙОНА"
    assert read.header.title is not None
    assert read.header.title.text == "О ПРОГРАММЕ"
    assert read.residue == ()


def test_remarks_of_a_database_are_no_preamble(order: Build) -> None:
    header = order(
        "АДМИНИСТРАЦИЯ ГОРОДА",
        "ПОСТАНОВЛЕНИЕ",
        "от 25 октября 2013 года № 1360",
        "Об утверждении критериев",
        "Утратил силу на основании Постановления Администрации города от 12.08.2020 N 648.",
        "(с изменениями на 26 сентября 2014 года)",
        "В целях расходования средств ПОСТАНОВЛЯЮ:",
        "1. Утвердить критерии.",
        "Глава\tД.И. Азов",
    ).header

    assert header.title is not None
    assert header.title.text == "Об утверждении критериев"
    assert header.preamble is not None
    assert header.preamble.text == "В целях расходования средств"


def test_an_act_without_a_head_takes_number_and_date_from_its_annex(order: Build) -> None:
    read = order(
        "В целях создания центров:",
        "1. Назначить координатора.",
        "2. Утвердить комплекс мер.",
        "Председатель |",
        "Т. Тусков |",
        "УТВЕРЖДЁН\nраспоряжением Правительства области\nот 25 июня 2019 года N 203-р",
        "**Комплекс мер**",
        PLAN,
    )

    assert read.header.number is not None
    assert read.header.number.text == "N 203-р"
    assert [clause.number for clause in read.clauses] == ["1", "2"]
    assert [each.person.text for each in read.signatures if each.person] == ["Т. Тусков"]
    assert "header.from-note" in [finding.code for finding in read.findings]


def test_lines_above_a_lonely_annex_are_furniture(order: Build) -> None:
    read = order(
        "Вы можете открыть актуальную версию документа прямо сейчас.",
        "Приложение N 2\nк приказу министерства образования\nот 13 ноября 2015 г. N 5976",
        "Дорожная карта",
        PLAN,
    )

    assert [annex.number for annex in read.annexes] == ["2"]
    assert len(read.header.furniture) == 1


@pytest.mark.parametrize(
    "note",
    [
        ["Утверждаю:", "председатель комитета", "по культуре Администрации", "_____Т.И. Попова"],
        ["УТВЕРЖДАЮ", "Директор школы", "______ /П.П. Павлов/", "«12» мая 2021 г."],
        ["УТВЕРЖДАЮ", "Директор", "П.П. Павлов", "Приказ № 55 от 30.08.2019 г."],
    ],
)
def test_a_note_of_approval_ends_with_the_person_and_the_date(
    order: Build, note: list[str]
) -> None:
    read = order(*note, "ПЛАН", "работы на 2021 год", PLAN)

    assert read.annexes[0].heading is not None
    assert read.annexes[0].heading.text == " ".join(note)
    assert read.annexes[0].title is not None
    assert read.annexes[0].title.text == "ПЛАН работы на 2021 год"
    assert len(read.signatures) == 1


def test_a_cell_that_begins_with_approved_is_no_annex(order: Build) -> None:
    read = order(
        "Отдел",
        "ПРИКАЗ",
        "01.02.2021 № 5",
        "О мерах",
        "приказываю:",
        "1. Провести.",
        "Директор\tИ.И. Белова",
        "Приложение 1",
        "**План**",
        "Утвержден перечень организаций района",
        PLAN,
    )

    assert len(read.annexes) == 1
