"""Orders put together by chance: the same each time, whole, and read the same in any format."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from corpus.compare import compare
from corpus.generate import generate
from corpus.load import ANY, read_deadline_answer
from corpus.pieces import pieces
from corpus.render import RENDERERS, SUFFIXES
from normalize.record import DEADLINE_KINDS


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=0, max_value=100_000))
def test_the_same_seed_gives_the_same_order(seed: int) -> None:
    order = generate(seed)

    assert order == generate(seed)
    assert len(order.answers["measures"]) >= 2
    for measure in order.answers["measures"]:
        assert measure["texts"]["activity"]
        assert measure["parties"]


def test_every_header_and_piece_comes_up() -> None:
    texts: Counter[str] = Counter()
    for seed in range(500):
        for annex in generate(seed).annexes:
            for table in annex.tables:
                texts.update(table.header)
                texts.update(cell for row in table.rows for cell in row.cells)

    for names in pieces()["headers"].values():
        assert set(names) <= set(texts)
    for role in ("activity", "section", "result"):
        assert set(pieces()["cells"][role]) <= set(texts)
    assert {party["cell"] for party in pieces()["party"]} <= set(texts)


@pytest.mark.parametrize("piece", pieces()["deadline"], ids=lambda piece: piece["cell"])
def test_the_answers_of_the_pieces_are_of_their_form(piece: dict[str, Any]) -> None:
    words = {"{y}": "2019", "{z}": "2020", "{s}": "2019-02-01", "{e}": "2020-12-31"}
    for answer in piece["answer"]:
        text = answer
        for mark, value in words.items():
            text = text.replace(mark, value)

        assert read_deadline_answer(text)["kind"] in (*DEADLINE_KINDS, ANY)


@pytest.mark.parametrize("seed", [0, 3, 19, 79])
@pytest.mark.parametrize(
    "name", ["text", "text-cut", "docx", "docx-numbered", "docx-merged", "docx-cut"]
)
def test_every_row_and_cell_is_found_in_every_format(name: str, seed: int, tmp_path: Path) -> None:
    order = generate(seed)
    path = tmp_path / f"order{SUFFIXES[name]}"
    RENDERERS[name](order, path)
    record = pipeline.process(path).record

    assert record
    cells = ("measure.found", "measure.number", "measure.section", "section.")
    wrong = [
        check
        for check in compare(order.answers, record)
        if not check.exact and (check.field.startswith(cells) or check.field.endswith("_text"))
    ]
    assert wrong == []
