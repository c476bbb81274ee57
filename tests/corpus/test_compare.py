"""The comparison: a faultless record has no error, and each fault costs its own field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.assign import assign
from corpus.compare import Check, compare
from corpus.load import load_orders
from corpus.model import CorpusOrder
from extract.order import Quote
from normalize.record import Deadline, DeadlineReading, OrderRecord

ORDERS = load_orders()
ORDER = next(order for order in ORDERS if order.id == "education-roadmap-2019")

RecordMaker = Callable[[CorpusOrder], OrderRecord]
TEXTS = ORDER.answers["measures"][4]["texts"]


def faults(record: OrderRecord, order: CorpusOrder = ORDER) -> dict[str, list[str]]:
    """The fields that are wrong, with the rows."""
    wrong: dict[str, list[str]] = {}
    for check in compare(order.answers, record):
        if not check.exact:
            wrong.setdefault(check.field, []).append(check.row)
    return wrong


def change_measure(record: OrderRecord, index: int, **values: Any) -> OrderRecord:
    measures = list(record.measures)
    measures[index] = replace(measures[index], **values)
    return replace(record, measures=tuple(measures))


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
def test_a_faultless_record_has_no_error(order: CorpusOrder, faultless: RecordMaker) -> None:
    assert faults(faultless(order), order) == {}


def test_letter_case_of_issuer_and_parties_is_no_error(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    party = record.measures[0].parties.parties[0]
    upper = replace(party, name=party.name.upper())

    changed = change_measure(
        record, 0, parties=replace(record.measures[0].parties, parties=(upper,))
    )

    assert faults(changed) == {}


def test_a_lost_row_costs_its_fields_and_no_other_row(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    lost = replace(record, measures=record.measures[:3] + record.measures[4:])

    wrong = faults(lost)

    assert wrong["measure.found"] == ["measure 2.1"]
    assert {row for rows in wrong.values() for row in rows} == {"measure 2.1"}


def test_an_invented_row_is_one_error(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    extra = replace(record.measures[0], number="9", texts={"activity": "Сноска под таблицей"})

    assert faults(replace(record, measures=(*record.measures, extra))) == {
        "measure.found": ["measure 9"]
    }


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("measure.number", {"number": "7.7"}),
        ("measure.deadline", {"deadline": DeadlineReading("", (Deadline("", "unknown"),))}),
        ("measure.result_text", {"texts": {**TEXTS, "result": "Справка"}}),
        ("measure.annex", {"annex_position": 2}),
    ],
)
def test_a_fault_costs_its_own_field(
    field: str, values: dict[str, Any], faultless: RecordMaker
) -> None:
    record = faultless(ORDER)
    annexes = (
        *record.order.annexes,
        replace(record.order.annexes[0], position=2, number="2", tables=()),
    )
    record = replace(record, order=replace(record.order, annexes=annexes))

    assert faults(change_measure(record, 4, **values)) == {field: ["measure 2.2"]}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("order.number", {"number": "57"}),
        ("order.date", {"date": dt.date(2019, 11, 2)}),
        ("order.title", {"title": "Об утверждении плана"}),
        ("order.place", {"place": None}),
        ("order.period", {"period": None}),
        ("order.signatory_person", {"signatory_person": "Т.И. Ключникова"}),
        ("reference.found", {"references": ()}),
    ],
)
def test_a_fault_of_the_order_costs_its_own_field(
    field: str, values: dict[str, Any], faultless: RecordMaker
) -> None:
    wrong = faults(replace(faultless(ORDER), **values))

    assert field in wrong
    assert {name.partition(".")[0] for name in wrong} == {field.partition(".")[0]}


def test_a_period_that_was_only_inferred_states_nothing(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    assert record.period

    wrong = faults(replace(record, period=replace(record.period, inferred=True)))

    assert list(wrong) == ["order.period"]


def test_text_left_over_is_an_error(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    left = replace(record.order, residue=(Quote("СОГЛАСОВАНО"),))

    assert faults(replace(record, order=left)) == {"order.residue": ["order"]}


def test_deadlines_are_compared_in_every_value(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    item = record.measures[3].deadline.items[0]
    assert item.kind == "recurring"
    spoiled = replace(item, rrule="FREQ=MONTHLY;INTERVAL=3")

    changed = change_measure(record, 3, deadline=DeadlineReading("", (spoiled,)))
    checks = [check for check in compare(ORDER.answers, changed) if not check.exact]

    assert checks == [
        Check(
            field="measure.deadline",
            row="measure 2.1",
            expected="recurring * 2019-02-11 2020-12-31 FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
            actual="recurring * 2019-02-11 2020-12-31 FREQ=MONTHLY;INTERVAL=3",
            exact=False,
            similarity=checks[0].similarity,
        )
    ]
    assert 0.5 < checks[0].similarity < 1


def test_a_deadline_too_many_is_an_error(faultless: RecordMaker) -> None:
    record = faultless(ORDER)
    items = record.measures[0].deadline.items

    changed = change_measure(record, 0, deadline=DeadlineReading("", (*items, items[0])))

    assert list(faults(changed)) == ["measure.deadline"]


@settings(deadline=None, max_examples=60)
@given(st.permutations(["разработать план", "провести семинар", "издать приказ", "обучить судей"]))
def test_rows_are_matched_in_any_order(shuffled: list[str]) -> None:
    expected = ["разработать план", "провести семинар", "издать приказ", "обучить судей"]

    pairs = assign(expected, shuffled)

    assert all(
        wanted is not None and got is not None and expected[wanted] == shuffled[got]
        for wanted, got in pairs
    )


def test_equal_rows_are_matched_in_their_order() -> None:
    assert assign(["беседа", "беседа", "беседа"], ["беседа", "беседа", "беседа"]) == [
        (0, 0),
        (1, 1),
        (2, 2),
    ]


def test_rows_that_have_nothing_in_common_are_not_matched() -> None:
    assert assign(["издать приказ"], ["яблоня"]) == [(0, None), (None, 0)]
    assert assign([], ["яблоня"]) == [(None, 0)]
    assert assign(["издать приказ"], []) == [(0, None)]
