"""Annexes: notes in all their spellings, titles, members, numbers that the clauses give."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.document import Document
from extract.errors import NotAnOrder
from extract.order import MemberTable, Order
from extract.structure import parse_order

Build = Callable[..., Order]
HEAD = ("Отдел", "ПРИКАЗ", "01.02.2021\t№ 5", "О мерах", "приказываю:", "1. Утвердить план.")
SIGNED = (*HEAD, "Директор\tИ.И. Белова")
PLAN = [["№", "Мероприятия", "Срок"], ["1", "Сбор", "май 2021"]]


@pytest.mark.parametrize(
    ("note", "number"),
    [
        (["Приложение"], None),
        (["Приложение № 1", "к приказу отдела", "от 01.02.2021 № 5"], "1"),
        (["Приложение 2\nк распоряжению администрации\nот «1» февраля 2021 г. № 5-р"], "2"),
        (["ПРИЛОЖЕНИЕ № 1.2", "к приказу от 01.02.2021 № 5"], "1.2"),
        (["Приложение\n№ 3\nк приказу от 01.02.2021 № 5"], "3"),
        (["УТВЕРЖДЕНО", "приказом отдела", "от 01.02.2021 № 5"], None),
        (["Приложение 1", "УТВЕРЖДЁН\nприказом отдела образования\nот 01.02.2021 № 5"], "1"),
        (["Утверждаю", "Начальник отдела", "____________ И.И. Белова"], None),
        (
            [
                "Приложение к приказу",
                "управления образования",
                "администрации района",
                "от ______ № ____",
            ],
            None,
        ),
    ],
)
def test_the_note_ends_before_the_title(order: Build, note: list[str], number: str | None) -> None:
    annex = order(*SIGNED, *note, "**ПЛАН**", "**мероприятий на 2021 год**", PLAN).annexes[0]

    assert annex.heading is not None
    assert annex.heading.text == " ".join(note).replace("\n", " ")
    assert annex.title is not None
    assert annex.title.text == "ПЛАН мероприятий на 2021 год"
    assert annex.number == number


def test_a_missing_number_comes_from_the_clauses_with_a_finding(order: Build) -> None:
    read = order(
        *HEAD[:5],
        "1. Утвердить план (приложение 1).",
        "2. Утвердить состав (приложение 2).",
        "Директор\tИ.И. Белова",
        "**План мероприятий**",
        PLAN,
        "Приложение № 2\nк приказу от 01.02.2021 № 5",
        "**Состав рабочей группы**",
        [["ФИО", "Должность"], ["Белова И.И.", "директор"]],
    )

    assert [annex.number for annex in read.annexes] == ["1", "2"]
    assert [each.code for each in read.findings] == ["annex.number-inferred"]


@pytest.mark.parametrize("number", ["№", "№ п/п", "Nп/п", "п/п", "NN"])
def test_members_from_a_table(order: Build, number: str) -> None:
    read = order(
        *SIGNED,
        "Приложение 1\nк приказу от 01.02.2021 № 5",
        "**Состав рабочей группы**",
        [
            [number, "Ф.И.О.", "Должность"],
            ["1", "Белова И.И.", "директор"],
            ["2", "Ким С.О.", "методист"],
        ],
    )
    table = read.annexes[0].tables[0]

    assert isinstance(table, MemberTable)
    assert table.group_name is not None
    assert table.group_name.text == "Состав рабочей группы"
    assert [(m.number, m.person.text, m.post and m.post.text) for m in table.members] == [
        ("1", "Белова И.И.", "директор"),
        ("2", "Ким С.О.", "методист"),
    ]


@pytest.mark.parametrize("title", ["СОСТАВ ШТАБА", "Состав комиссии", "КОМИССИЯ"])
def test_the_first_member_is_no_part_of_the_title(order: Build, title: str) -> None:
    read = order(
        *SIGNED,
        "Приложение 1\nк приказу от 01.02.2021 № 5",
        title,
        "Белова И.И. – зам. главы администрации, начальник штаба",
        "Ким С.О. – методист",
    )
    annex = read.annexes[0]

    assert annex.title is not None
    assert annex.title.text == title
    (table,) = annex.tables
    assert isinstance(table, MemberTable)
    assert [member.person.text for member in table.members] == ["Белова И.И.", "Ким С.О."]


def test_initials_of_a_double_name_are_not_cut(order: Build) -> None:
    annex = order(
        "ПРИКАЗ",
        "ПРИКАЗЫВАЮ:",
        "1. Утвердить состав комиссии.",
        "Приложение",
        "Состав комиссии",
        "Члены комиссии:",
        "Оюн Б.-О. Д. – мастер участка;",
        "Ш.-А.К. Донгак - бухгалтер.",
    ).annexes[0]

    (table,) = annex.tables
    assert isinstance(table, MemberTable)
    assert [(m.person.text, m.post and m.post.text) for m in table.members] == [
        ("Оюн Б.-О. Д.", "мастер участка"),
        ("Ш.-А.К. Донгак", "бухгалтер"),
    ]


def test_members_from_lines_with_duties(order: Build) -> None:
    read = order(
        *SIGNED,
        "Приложение 1\nк приказу от 01.02.2021 № 5",
        "**СОСТАВ КОМИССИИ**",
        "Председатель комиссии:",
        "Белова И.И. – начальник отдела",
        "Члены комиссии:",
        "Ким С.О., методист",
        "Петрова Анна Ивановна – директор школы",
    )
    table = read.annexes[0].tables[0]

    assert isinstance(table, MemberTable)
    assert [(m.person.text, m.duty and m.duty.text) for m in table.members] == [
        ("Белова И.И.", "Председатель комиссии"),
        ("Ким С.О.", "Члены комиссии"),
        ("Петрова Анна Ивановна", "Члены комиссии"),
    ]


def test_a_plan_alone_is_an_order_with_a_doubt(order: Build) -> None:
    read = order("План работы отдела на 2021 год", PLAN)

    assert len(list(read.measure_tables())) == 1
    assert "header.missing" in [each.code for each in read.findings]


def test_the_note_of_a_lonely_annex_gives_date_and_number(order: Build) -> None:
    header = order(
        "Приложение\nк приказу управления образования\nот 15.01.2018 № 20", "**План**", PLAN
    ).header

    assert header.number is not None
    assert header.number.text == "№ 20"
    assert header.date is not None
    assert header.date.text == "15.01.2018"


@pytest.mark.parametrize("parts", [["Просто текст", "и ещё строка"], [[["а", "б"], ["в", "г"]]]])
def test_a_text_that_is_no_order_is_refused(
    document: Callable[..., Document], parts: list[object]
) -> None:
    with pytest.raises(NotAnOrder, match=r"order\.txt"):
        parse_order(document(*parts))


def test_two_tables_of_one_annex_count_their_measures_through(order: Build) -> None:
    read = order(*SIGNED, "Приложение 1", "**План**", PLAN, "**Второй этап**", PLAN)
    positions = [m.position for _, table in read.measure_tables() for m in table.measures]

    assert positions == [1, 2]


def test_text_between_title_and_table_stays_with_the_annex(order: Build) -> None:
    annex = order(
        *SIGNED, "Приложение 1", "**План**", "Цель: повышение качества работы.", "- порядок;", PLAN
    ).annexes[0]

    assert [each.text for each in annex.paragraphs] == [
        "Цель: повышение качества работы.",
        "- порядок;",
    ]


def test_the_number_of_the_order_is_not_that_of_the_annex(order: Build) -> None:
    note = ["Приложение к приказу отдела от 01.02.2021", "№ 260"]

    assert order(*SIGNED, *note, "**План**", PLAN).annexes[0].number is None


def test_a_line_before_the_date_is_of_the_note(order: Build) -> None:
    (annex,) = order(
        *SIGNED,
        *("Приложение 1", "к постановлению администрации", "Залесского сельского поселения"),
        *("от «1» февраля 2021 г. № ____", "План мероприятий", PLAN),
    ).annexes

    assert annex.heading is not None
    assert "Залесского" in annex.heading.text
    assert annex.title is not None
    assert annex.title.text == "План мероприятий"


def test_an_order_signed_below_its_annexes(order: Build) -> None:
    read = order(
        *HEAD,
        *("Приложение 1", "План мероприятий", PLAN),
        *("Приложение 2", "Состав комиссии", "1. Белова И.И. – староста;", "2. Ким С.О. – врач."),
        *("Глава Залесского", "сельского поселения\tЛ.Л. Рогов"),
    )
    groups = [t for annex in read.annexes for t in annex.tables if isinstance(t, MemberTable)]

    assert [s.person.text for s in read.signatures if s.person] == ["Л.Л. Рогов"]
    assert [member.person.text for member in groups[0].members] == ["Белова И.И.", "Ким С.О."]
