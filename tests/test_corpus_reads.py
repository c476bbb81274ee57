"""The invented orders, whose answers are known, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from corpus.load import load_orders
from corpus.model import CorpusOrder
from corpus.score import score_orders
from normalize.record import OrderRecord


def read(path: Path) -> OrderRecord | str:
    outcome = pipeline.process(path)
    return outcome.record or str(outcome.error)


@pytest.mark.parametrize("order", load_orders(), ids=lambda order: order.id)
def test_every_field_of_an_order_is_as_answered(order: CorpusOrder, tmp_path: Path) -> None:
    (score,) = score_orders([order], "text", tmp_path, read)

    assert not score.error
    assert [each for each in score.checks if not each.exact] == []
