"""Clauses with their tree, and signatures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.document import Place
from extract.order import Order
from extract.structure.clauses import read_clauses
from extract.structure.lines import Line
from extract.structure.signatures import split_signature

Build = Callable[..., Order]
HEAD = ("Отдел образования", "ПРИКАЗ", "01.02.2021\t№ 5", "О мерах", "приказываю:")


def lines(*texts: str) -> list[Line]:
    return [Line(text, at, Place(1, spot=str(at))) for at, text in enumerate(texts)]


def tree(*texts: str) -> list[tuple[str, str | None]]:
    clauses, _ = read_clauses(lines(*texts))
    return [(clause.path, clause.parent) for clause in clauses]


@pytest.mark.parametrize(
    ("texts", "paths"),
    [
        (["1. Раз.", "2. Два."], [("1", None), ("2", None)]),
        (
            ["1.Раз", "1.1.Один", "1.2. Два", "2) Три"],
            [("1", None), ("1.1", "1"), ("1.2", "1"), ("2", None)],
        ),
        (["1. Школам:", "а) первое;", "б) второе."], [("1", None), ("1/а", "1"), ("1/б", "1")]),
        (
            ["1. Раз.", "2. Школам:", "1) первое;", "2) второе;", "3) третье.", "3. Три."],
            [("1", None), ("2", None), ("2/1", "2"), ("2/2", "2"), ("2/3", "2"), ("3", None)],
        ),
        (
            ["1. Раз:", "1) первое;", "2. Два:", "1) первое."],
            [("1", None), ("1/1", "1"), ("2", None), ("2/1", "2")],
        ),
        (["§ 1. Раз.", "§ 2. Два."], [("1", None), ("2", None)]),
        (["1) Раз.", "2) Два.", "3) Три."], [("1", None), ("2", None), ("3", None)]),
        (["1. Школам:", "- первое;", "– второе."], [("1", None), ("1/-1", "1"), ("1/-2", "1")]),
        (["1 . Раз", "1. 1. Один"], [("1", None), ("1.1", "1")]),
        (["1. Раз", "3. Три"], [("1", None), ("3", None)]),
        (
            ["1. Утвердить:", "1.1 План;", "1.1.1 Часть плана"],
            [("1", None), ("1.1", "1"), ("1.1.1", "1.1")],
        ),
    ],
)
def test_numbers_make_a_tree(texts: list[str], paths: list[tuple[str, str | None]]) -> None:
    assert tree(*texts) == paths


@pytest.mark.parametrize(
    "text",
    [
        "5.09.2017 провести собрание.",
        "2017 год объявить годом чтения.",
        "20 человек направить на курсы.",
    ],
)
def test_a_date_or_a_count_at_the_head_of_a_line_is_text(text: str) -> None:
    clauses, _ = read_clauses(lines("1. Директору:", text))

    assert len(clauses) == 1
    assert clauses[0].text.text == f"Директору: {text}"


def test_a_gap_in_the_numbers_is_a_finding() -> None:
    _, findings = read_clauses(lines("1. Раз", "3. Три"))

    assert [finding.code for finding in findings] == ["clause.number-gap"]


@pytest.mark.parametrize(
    ("texts", "post", "person"),
    [
        (["Начальник отдела\tИ.И. Белова"], "Начальник отдела", "И.И. Белова"),
        (
            ["Начальник отдела образования", "администрации района", "И.И.Белова"],
            "Начальник отдела образования администрации района",
            "И.И.Белова",
        ),
        (["Директор школы ____________ /Н.П. Громова/"], "Директор школы", "Н.П. Громова"),
        (
            ["И.о. начальника управления", "(подпись)   Белова И.И."],
            "И.о. начальника управления",
            "Белова И.И.",
        ),
        (["Глава района", "М.П.", "П.П. Сидоров"], "Глава района", "П.П. Сидоров"),
        (["Заведующая МБДОУ «Ромашка»", "Ким О.С."], "Заведующая МБДОУ «Ромашка»", "Ким О.С."),
    ],
)
def test_signature_is_post_and_person(texts: list[str], post: str, person: str) -> None:
    body, signatures, rest = split_signature(lines("1. Контроль оставляю за собой.", *texts))

    assert [line.text for line in body] == ["1. Контроль оставляю за собой."]
    assert len(signatures) == 1
    assert signatures[0].post is not None
    assert signatures[0].post.text == post
    assert signatures[0].person is not None
    assert signatures[0].person.text == person
    assert {line.text for line in rest} <= {"М.П.", "(подпись)"}


def test_a_clause_that_ends_with_a_name_is_no_signature() -> None:
    texts = ["1. Назначить ответственной Белову И.И.", "2. Контроль возложить на Кима С.О."]
    body, signatures, _ = split_signature(lines(*texts))

    assert [line.text for line in body] == texts
    assert signatures == ()


def test_two_signatures_are_both_read() -> None:
    _, signatures, _ = split_signature(
        lines("1. Текст.", "Глава района\tП.П. Сидоров", "Председатель совета\tА.А. Орлова")
    )

    assert [each.person.text for each in signatures if each.person] == [
        "П.П. Сидоров",
        "А.А. Орлова",
    ]


def test_lines_below_the_signature_are_closing(order: Build) -> None:
    read = order(*HEAD, "1. Провести.", "Директор\tИ.И. Белова", "Исп. Ким С.О.", "тел. 2-12-12")

    assert [each.text for each in read.closing] == ["Исп. Ким С.О.", "тел. 2-12-12"]
    assert read.annexes == ()


def test_an_acquaintance_sheet_is_no_signature(order: Build) -> None:
    read = order(
        *HEAD, "1. Провести.", "Директор\tИ.И. Белова", "С приказом ознакомлены:", "Ким С.О. ______"
    )

    assert [each.person.text for each in read.signatures if each.person] == ["И.И. Белова"]
    assert read.residue == ()


def test_members_listed_in_a_clause_are_a_group(order: Build) -> None:
    read = order(
        *HEAD,
        "1. Утвердить состав комиссии:",
        "- Белова И.И. – председатель;",
        "- Ким С.О. – член комиссии.",
        "Директор\tИ.И. Белова",
    )
    groups = [group for _, group in read.member_tables()]

    assert [member.person.text for member in groups[0].members] == ["Белова И.И.", "Ким С.О."]


def test_members_between_clauses_need_no_semicolons(order: Build) -> None:
    read = order(
        "ПРИКАЗ",
        "ПРИКАЗЫВАЮ:",
        "1. Создать комиссию в составе:",
        "Белова И.И.\t– заместитель главы, председатель комиссии",
        "Ким С.О.\t– методист, секретарь",
        "Лунин П.П.\t– директор ООО «Нива»",
        "2. Утвердить план.",
    )

    ((_, group),) = read.member_tables()
    assert [(member.person.text, member.post and member.post.text) for member in group.members] == [
        ("Белова И.И.", "заместитель главы, председатель комиссии"),
        ("Ким С.О.", "методист, секретарь"),
        ("Лунин П.П.", "директор ООО «Нива»"),
    ]
