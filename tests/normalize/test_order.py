"""An order's values put together: scope of definitions, issuers, periods, start and end columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from extract.document import Box, Cell, Document, Page, Paragraph, Place, Table
from extract.findings import Finding
from extract.structure import parse_order
from normalize.order import Defaults, deadline_words, normalize_order
from normalize.record import OrderRecord

HEAD = (
    "Управление образования администрации Таёжного района",
    "ПРИКАЗ",
    "05.03.2021\t№ 7",
    "О плане на 2021-2022 годы",
    "В целях подготовки приказываю:",
)
SIGNED = "Начальник управления\tИ.И. Белова"


def record(*parts: str | Sequence[Sequence[str]], defaults: Defaults | None = None) -> OrderRecord:
    blocks: list[Paragraph | Table] = []
    for at, part in enumerate(parts):
        if isinstance(part, str):
            blocks.append(Paragraph(part, Place(1, spot=f"line {at}")))
            continue
        cells = tuple(
            Cell(row, column, text, places=(Place(1),))
            for row, texts in enumerate(part)
            for column, text in enumerate(texts)
        )
        blocks.append(Table(cells, len(part), len(part[0])))
    document = Document("order.txt", "0" * 64, "text", (Page(1, tuple(blocks)),))
    return normalize_order(parse_order(document), defaults)


def names(found: OrderRecord) -> list[list[str]]:
    return [[party.name for party in measure.parties.parties] for measure in found.measures]


PLAN = ["№", "Мероприятия", "Срок", "Ответственные"]


def test_a_definition_counts_wherever_it_stands() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        [
            PLAN,
            ["1", "Сбор", "май 2021", "ЦРО"],
            ["2", "Отчёт", "июнь 2021", "Центр развития образования (далее – ЦРО)"],
        ],
    )

    assert names(found)[0] == ["Центр развития образования"]
    assert found.measures[0].parties.parties[0].expansion_source == "document"


def test_of_two_definitions_the_nearest_wins() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        [
            PLAN,
            ["1", "Сбор", "май 2021", "Центр развития образования (далее – ЦРО)"],
            ["2", "Отчёт", "июнь 2021", "ЦРО"],
        ],
        "Приложение 2",
        "План второй",
        [
            PLAN,
            ["1", "Сбор", "май 2021", "Центр ремонта оборудования (далее – ЦРО)"],
            ["2", "Отчёт", "июнь 2021", "ЦРО"],
        ],
    )

    assert names(found)[1] == ["Центр развития образования"]
    assert names(found)[3] == ["Центр ремонта оборудования"]
    assert [each.short for each in found.abbreviations] == ["ЦРО", "ЦРО"]


def test_the_period_bounds_what_runs_all_the_time() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        [PLAN, ["1", "Сбор", "постоянно", "ОО"]],
    )
    item = found.measures[0].deadline.items[0]

    assert (item.start, item.end) == (dt.date(2021, 3, 5), dt.date(2022, 12, 31))


def test_each_plan_has_the_period_of_its_own_heading() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План на 2021 год",
        [PLAN, ["1", "Сбор", "постоянно", "ОО"]],
        "Приложение 2",
        "План на 2022 год",
        [PLAN, ["1", "Сбор", "постоянно", "ОО"]],
    )

    assert [measure.deadline.end for measure in found.measures] == [
        dt.date(2021, 12, 31),
        dt.date(2022, 12, 31),
    ]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"deadline": "май"}, "май"),
        (
            {"deadline_start": "01.05.2021", "deadline_end": "20.05.2021"},
            "с 01.05.2021 по 20.05.2021",
        ),
        ({"deadline_start": "май 2021", "deadline_end": "май 2021"}, "май 2021"),
        ({"deadline_start": "01.05.2021"}, "с 01.05.2021"),
        ({"deadline_end": "20.05.2021"}, "до 20.05.2021"),
        ({}, ""),
    ],
)
def test_start_and_end_columns_make_one_deadline(texts: dict[str, str], words: str) -> None:
    assert deadline_words(texts) == words


@pytest.mark.parametrize(
    ("parts", "issuer"),
    [
        (HEAD, "Управление образования администрации Таёжного района"),
        (
            ("ПРИКАЗ", "05.03.2021 № 7", "О мерах", "администрация Таёжного района постановляет:"),
            "Администрация Таёжного района",
        ),
        (
            ("Приказ управления образования города от 05.03.2021 № 7 «О мерах»", "приказываю:"),
            "управление образования города",
        ),
    ],
)
def test_the_issuer_is_found_where_the_clerk_put_it(parts: tuple[str, ...], issuer: str) -> None:
    assert record(*parts, "1. Утвердить план.", SIGNED).issuer == issuer


def test_the_users_own_abbreviations_come_before_the_built_in_ones() -> None:
    plan = [PLAN, ["1", "Сбор", "май 2021", "ГДТ"]]
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        plan,
        defaults=Defaults(user={"ГДТ": "городской дом творчества"}),
    )

    assert names(found) == [["городской дом творчества"]]
    assert found.measures[0].parties.parties[0].expansion_source == "user"


def test_the_issuer_has_one_identity_under_its_own_and_its_defined_name() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        [
            PLAN,
            ["1", "Сбор", "май 2021", "Управление образования (далее – УО)"],
            ["2", "Отчёт", "июнь 2021", "УО"],
            ["3", "Проверка", "июнь 2021", "управление культуры"],
        ],
    )
    keys = [measure.parties.parties[0].key for measure in found.measures]

    assert keys[0] == keys[1] != keys[2]


def test_a_cell_that_repeats_takes_the_deadline_of_the_row_above() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        [
            PLAN,
            ["1", "Сбор", "до 15 мая 2021 года", "ОО"],
            ["2", "Отчёт", "то же", "ОО"],
            ["3", "Сводка", "-//-", "ОО"],
        ],
    )
    readings = [measure.deadline for measure in found.measures]

    assert [reading.end for reading in readings] == [dt.date(2021, 5, 15)] * 3
    assert [reading.items[0].year_inferred for reading in readings] == [False, True, True]
    assert [finding.code for finding in readings[2].findings] == ["deadline.repeated"]


def test_a_repetition_in_the_first_row_repeats_nothing() -> None:
    found = record(
        *HEAD,
        "1. Утвердить план.",
        SIGNED,
        "Приложение 1",
        "План",
        [PLAN, ["1", "Сбор", "то же", "ОО"], ["2", "Отчёт", "май 2021", "ОО"]],
    )

    assert [measure.deadline.kind for measure in found.measures] == ["unknown", "period"]


def plan_on_paper(rows: Sequence[Sequence[str]], *, next_page_from: int = 99) -> OrderRecord:
    """A plan whose cells have boxes: 100 points wide, 20 high, from the top left."""
    cells = tuple(
        Cell(at, column, text, places=(Place(1 + (at >= next_page_from), box_of(at, column)),))
        for at, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    table = Table(cells, len(rows), len(rows[0]), Place(1, Box(0, 0, 400, 20 * len(rows))))
    head = tuple(
        Paragraph(text, Place(1, Box(50, 500 + 20 * at, 300, 512 + 20 * at)))
        for at, text in enumerate((*HEAD, "1. Сделать отчёт до 31 февраля 2021 года.", SIGNED))
    )
    document = Document("order.pdf", "0" * 64, "pdf", (Page(1, (*head, table)), Page(2, ())))
    return normalize_order(parse_order(document))


def box_of(row: int, column: int) -> Box:
    return Box(100 * column, 20 * row, 100 * (column + 1), 20 * (row + 1))


def where(found: Sequence[Finding]) -> dict[str, tuple[int, Box | None]]:
    return {each.code: (each.page, each.box) for each in found}


def test_doubts_about_a_row_stand_at_the_cell_that_was_read() -> None:
    found = plan_on_paper(
        [PLAN, ["1", "Сбор", "когда-нибудь", "ЪЪЦ"], ["2", "", "май 2021", "школы"]],
        next_page_from=2,
    )

    first, second = found.measures
    assert where(first.findings) == {
        "deadline.not-understood": (1, box_of(1, 2)),
        "party.acronym-unknown": (1, box_of(1, 3)),
    }
    assert where(first.findings) == where((*first.deadline.findings, *first.parties.findings))
    assert where(second.findings)["measure.no-activity"] == (2, box_of(2, 1))


def test_doubt_about_a_range_stands_over_both_its_columns() -> None:
    header = ["№", "Мероприятия", "Начало", "Окончание"]
    found = plan_on_paper([header, ["1", "Сбор", "01.09.2022", "01.05.2021"]])

    whole = Box(200, 20, 400, 40)
    assert where(found.measures[0].findings) == {"deadline.impossible": (1, whole)}


def test_doubts_about_a_clause_stand_at_its_words() -> None:
    found = plan_on_paper([PLAN, ["1", "Сбор", "май 2021", "школы"]])

    (clause,) = found.clauses
    assert where(clause.deadline.findings) == {"deadline.impossible": (1, Box(50, 600, 300, 612))}


def test_file_without_boxes_gives_pages_alone() -> None:
    found = record(*HEAD, "1. Сделать.", SIGNED, [PLAN, ["1", "Сбор", "когда-нибудь", "ЪЪЦ"]])

    doubts = found.measures[0].findings
    assert len(doubts) == 2
    assert {(each.page, each.box) for each in doubts} == {(1, None)}
