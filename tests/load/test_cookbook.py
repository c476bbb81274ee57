from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from corpus.load import load_orders
from corpus.render import render_orders
from load import frames
from load.query import run_sql
from load.store import Store, open_store, save_record
from pipeline import process

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cookbook.md"

QUESTIONS = re.findall(
    r"^## (\d+)\. (.+?)\n.*?```sql\n(.*?)```.*?```python\n(.*?)```",
    PAGE.read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture(scope="module")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("cookbook")
    files = render_orders(load_orders(), "text", folder)
    path = folder / "orders.db"
    with open_store(path) as store:
        for name in sorted(files):
            outcome = process(files[name])
            assert outcome.record is not None, outcome.error
            save_record(store, outcome.record)
    with open_store(path, read_only=True) as reader:
        yield reader


def test_there_are_fifteen_questions() -> None:
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 16))
    assert PAGE.read_text(encoding="utf-8").count("```") == 4 * len(QUESTIONS)


@pytest.mark.parametrize(
    ("sql", "code"),
    [(sql, code) for *_, sql, code in QUESTIONS],
    ids=[title for _, title, *_ in QUESTIONS],
)
def test_sql_and_pandas_answer_the_question(corpus_store: Store, sql: str, code: str) -> None:
    rows = list(run_sql(corpus_store, sql).rows)
    names: dict[str, Any] = {"store": corpus_store, "frames": frames, "pd": pd, "dt": dt}
    exec(code, names)  # the page's own code is what is tested

    assert rows
    assert len(names["answer"]) == len(rows)
