"""The invented orders: their files are whole, and their answers agree with themselves."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from corpus.load import (
    ANY,
    CorpusError,
    load_order,
    load_orders,
    read_deadline_answer,
    split_number,
)
from corpus.model import CorpusOrder
from normalize.record import DEADLINE_KINDS

ORDERS = load_orders()


def deadline_answers() -> list[Any]:
    return [
        pytest.param(deadline, id=f"{order.id}: {deadline['kind']} {deadline['edtf']}")
        for order in ORDERS
        for row in (*order.answers["measures"], *order.answers["clauses"])
        for deadline in row["deadlines"]
        if deadline["kind"] != ANY
    ]


def first_and_last_day(part: str) -> tuple[dt.date, dt.date]:
    """The days of one EDTF date: a day, month, quarter, half-year or year."""
    year, *rest = (int(number) for number in part.split("-"))
    months = (1, 12)
    if len(rest) == 2:
        return dt.date(year, *rest), dt.date(year, *rest)
    if rest and rest[0] in range(33, 37):
        months = (3 * (rest[0] - 33) + 1, 3 * (rest[0] - 32))
    elif rest and rest[0] in (40, 41):
        months = (6 * (rest[0] - 40) + 1, 6 * (rest[0] - 39))
    elif rest:
        months = (rest[0], rest[0])
    last = calendar.monthrange(year, months[1])[1]
    return dt.date(year, months[0], 1), dt.date(year, months[1], last)


def test_twenty_orders_of_different_years_and_offices() -> None:
    assert len(ORDERS) >= 20
    assert len({order.letterhead for order in ORDERS}) == len(ORDERS)
    assert len({order.answers["header"]["date"].year for order in ORDERS}) >= 12
    assert sum(len(order.answers["measures"]) for order in ORDERS) >= 130


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
def test_every_measure_has_words_and_an_answer_for_each_cell(order: CorpusOrder) -> None:
    assert order.answers["measures"] or order.answers["clauses"]
    for measure in order.answers["measures"]:
        assert measure["texts"]["activity"]
        assert measure["deadlines"]
        if measure["texts"].get("responsible", "-") != "-":
            assert measure["parties"]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
def test_answers_are_dates_and_words_in_their_contract_form(order: CorpusOrder) -> None:
    header = order.answers["header"]

    assert isinstance(header["date"], dt.date)
    printed = (order.number, order.date, *(line for each in order.annexes for line in each.heading))
    assert header["number"] in "".join(printed)
    persons = [header["signatory_person"], *(each["person"] for each in order.answers["members"])]
    for clause in order.answers["clauses"]:
        persons += clause["persons"]
    for person in persons:
        assert person == ANY or re.fullmatch(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ]\.[А-ЯЁ]\.", person)


@pytest.mark.parametrize("deadline", deadline_answers())
def test_a_deadline_answer_agrees_with_its_own_edtf(deadline: dict[str, Any]) -> None:
    assert deadline["kind"] in DEADLINE_KINDS
    edtf = deadline["edtf"]
    if edtf in (None, ANY):
        return
    start, _, end = edtf.partition("/")
    if start != ".." and deadline["start"] != ANY:
        assert deadline["start"] == first_and_last_day(start)[0]
    if end != "..":
        assert deadline["end"] == first_and_last_day(end or start)[1]


@pytest.mark.parametrize("deadline", deadline_answers())
def test_a_recurring_answer_has_a_rule_that_dateutil_reads(deadline: dict[str, Any]) -> None:
    if deadline["rrule"] in (None, ANY):
        assert deadline["kind"] != "recurring" or deadline["rrule"] == ANY
        return
    rule = rrulestr(deadline["rrule"], dtstart=dt.datetime(2020, 1, 1))

    assert rule[0] >= dt.datetime(2020, 1, 1)


@pytest.mark.parametrize(
    ("clause", "number", "text"),
    [
        ("1. Утвердить план.", "1", "Утвердить план."),
        ("2.1. довести до сведения;", "2.1", "довести до сведения;"),
        ("1.2 Список", "1.2", "Список"),
        ("3.Контроль оставляю за собой.", "3", "Контроль оставляю за собой."),
        ("а) очистить водоёмы;", "а", "очистить водоёмы;"),
        ("- собрать сведения;", None, "собрать сведения;"),
        ("Контроль оставляю за собой.", None, "Контроль оставляю за собой."),
        # a year at the head of a clause is no number
        ("2019 год объявить годом театра.", None, "2019 год объявить годом театра."),
    ],
)
def test_the_printed_number_of_a_clause(clause: str, number: str | None, text: str) -> None:
    assert split_number(clause) == (number, text)


def test_clauses_hang_on_the_number_above_them() -> None:
    order = next(order for order in ORDERS if order.id == "forest-fire-2012")

    tree = [(each["number"], each["parent"]) for each in order.answers["clauses"]]

    assert tree == [
        ("1", None),
        ("2", None),
        ("2.1", "2"),
        ("а", "2.1"),
        ("б", "2.1"),
        ("2.2", "2"),
        ("3", None),
    ]


def test_nested_sections_know_their_parent() -> None:
    order = next(order for order in ORDERS if order.id == "sports-complex-2024")

    parents = {each["number"]: each["parent"] for each in order.answers["sections"]}

    assert parents["1.2"] == "Организационная работа"
    assert parents["2"] is None


def test_the_notation_of_deadlines() -> None:
    assert read_deadline_answer("schedule - - - | По графику") == {
        "kind": "schedule",
        "edtf": None,
        "start": None,
        "end": None,
        "rrule": None,
        "condition": "По графику",
    }
    with pytest.raises(CorpusError, match="too many words"):
        read_deadline_answer("date 2020-01-01 2020-01-01 2020-01-01 - much")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text.replace('doc_type = "ПРИКАЗ"', ""), "doc_type"),
        (lambda text: text.replace('"1-11 классы"', ""), "5 columns, but 4 cells"),
        (lambda text: text.replace('"note"]', "]"), "one role for each column"),
        (lambda text: text.replace("period 2022-05 2022", "period 2022-05 year"), "isoformat"),
    ],
)
def test_a_spoiled_file_is_refused_with_its_name(tmp_path: Path, spoil: Any, message: str) -> None:
    source = Path(__file__).parents[2] / "corpus" / "orders" / "school-safety-2021.toml"
    path = tmp_path / "spoiled.toml"
    path.write_text(spoil(source.read_text("utf-8")), "utf-8")

    with pytest.raises(CorpusError, match=r"^spoiled\.toml: ") as raised:
        load_order(path)
    assert message in str(raised.value)
