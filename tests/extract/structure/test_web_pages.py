"""Acts as web pages and legal databases print them: their own lines above and inside the act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.order import Order

Build = Callable[..., Order]
PLAN = [["№", "Мероприятия", "Срок"], ["1", "Сбор", "май 2021"]]


def test_the_act_wins_over_the_page_title_above_it(order: Build) -> None:
    read = order(
        "Все документы",
        "Постановление Администрации Таёжного района от 09.04.2011 N 77 «О программе»",
        "АДМИНИСТРАЦИЯ ТАЁЖНОГО РАЙОНА",
        "ПОСТАНОВЛЕНИЕ\nот 9 апреля 2011 г. № 77",
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
        "от 3 июня 2007 года № 41",
        "О порядке уборки улиц",
        "Утратил силу: постановление администрации от 01.02.2018 N 12.",
        "(с изменениями на 7 мая 2009 года)",
        "В целях благоустройства ПОСТАНОВЛЯЮ:",
        "1. Утвердить порядок.",
        "Глава\tР.К. Ольхин",
    ).header

    assert header.title is not None
    assert header.title.text == "О порядке уборки улиц"
    assert header.preamble is not None
    assert header.preamble.text == "В целях благоустройства"


def test_an_act_without_a_head_takes_number_and_date_from_its_annex(order: Build) -> None:
    read = order(
        "В целях озеленения:",
        "1. Посадить сквер.",
        "2. Утвердить комплекс мер.",
        "Председатель |",
        "К. Ольхин |",
        "УТВЕРЖДЁН\nраспоряжением Правительства области\nот 4 мая 2016 года N 31-р",
        "**Комплекс мер**",
        PLAN,
    )

    assert read.header.number is not None
    assert read.header.number.text == "N 31-р"
    assert [clause.number for clause in read.clauses] == ["1", "2"]
    assert [each.person.text for each in read.signatures if each.person] == ["К. Ольхин"]
    assert "header.from-note" in [finding.code for finding in read.findings]


@pytest.mark.parametrize(
    ("noted", "issuer"),
    [
        ('МБОУ "Ручейская ООШ" от 05.06.2019', 'МБОУ "Ручейская ООШ"'),
        ("МБОУ «Ручейская ООШ» от «05» июня 2019 г.", "МБОУ «Ручейская ООШ»"),
        ('отдела культуры "05" июня 2019 г.', "отдела культуры"),
        ("отдела культуры от «05» июня 2019 г.", "отдела культуры"),
    ],
)
def test_the_issuer_in_a_note_keeps_its_own_quotes(order: Build, noted: str, issuer: str) -> None:
    read = order("Приложение\nк приказу " + noted + " № 15", "План работы", PLAN)

    assert read.header.issuer is not None
    assert read.header.issuer.text == issuer


def test_lines_above_a_lonely_annex_are_furniture(order: Build) -> None:
    read = order(
        "Откройте актуальную редакцию в приложении.",
        "Приложение N 2\nк приказу министерства лесов\nот 8 марта 2010 г. N 15",
        "Дорожная карта",
        PLAN,
    )

    assert [annex.number for annex in read.annexes] == ["2"]
    assert len(read.header.furniture) == 1


@pytest.mark.parametrize(
    "note",
    [
        ["Утверждаю:", "начальник отдела", "по озеленению района", "_____Р.К. Ольхина"],
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
