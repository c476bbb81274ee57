"""Figures over many checks, and files that give no record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.compare import Check
from corpus.load import load_orders
from corpus.model import CorpusOrder
from corpus.score import FieldScore, OrderScore, by_field, headline, score_orders
from normalize.record import OrderRecord

ORDERS = load_orders()[:2]

RecordMaker = Callable[[CorpusOrder], OrderRecord]


def check(field: str, *, exact: bool, similarity: float) -> Check:
    return Check(field, "measure 1", "май", "май" if exact else "мая", exact, similarity)


def test_every_order_is_rendered_and_read(tmp_path: Path, faultless: RecordMaker) -> None:
    orders = {order.id: order for order in ORDERS}

    def read(path: Path) -> OrderRecord | str:
        assert path.read_text("utf-8")
        return faultless(orders[path.stem])

    scores = list(score_orders(ORDERS, "text", tmp_path, read))

    assert [score.order_id for score in scores] == [order.id for order in ORDERS]
    assert all(check.exact for score in scores for check in score.checks)


def test_a_file_that_was_not_read_says_why(tmp_path: Path) -> None:
    scores = list(score_orders(ORDERS, "docx", tmp_path, lambda path: f"{path.name}: damaged"))

    assert scores[0] == OrderScore(ORDERS[0].id, "docx", (), f"{ORDERS[0].id}.docx: damaged")
    assert by_field(scores) == ()


def test_rates_are_of_values_and_similarity_of_letters() -> None:
    checks = (
        check("measure.deadline", exact=True, similarity=1.0),
        check("measure.deadline", exact=False, similarity=0.5),
        check("measure.found", exact=True, similarity=1.0),
    )

    fields = by_field(
        [OrderScore("one", "text", checks[:1]), OrderScore("two", "text", checks[1:])]
    )

    assert fields == (
        FieldScore("text", "measure.deadline", 2, 1, 0.75),
        FieldScore("text", "measure.found", 1, 1, 1.0),
    )
    assert fields[0].rate == 0.5


def test_the_headline_puts_fields_together() -> None:
    rows = headline(
        [
            FieldScore("text", "measure.activity_text", 3, 3, 1.0),
            FieldScore("text", "measure.number", 1, 0, 0.0),
            FieldScore("text", "clause.deadline", 2, 1, 0.5),
            FieldScore("text", "measure.deadline", 2, 2, 1.0),
            FieldScore("docx", "order.residue", 1, 1, 1.0),
        ]
    )

    assert rows == (
        FieldScore("text", "cells", 4, 3, 0.75),
        FieldScore("text", "deadlines", 4, 3, 0.75),
        FieldScore("docx", "residue", 1, 1, 1.0),
    )


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        list(score_orders(ORDERS, "papyrus", tmp_path, lambda _: ""))
