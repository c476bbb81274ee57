from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from load.errors import QueryError, QueryRefused, QueryTimeout
from load.query import run_sql
from load.store import Store, open_store, save_record


@pytest.fixture
def reader(store: Store, records: ModuleType) -> Iterator[Store]:
    save_record(store, records.record())
    with open_store(store.path, read_only=True) as opened:
        yield opened


ENDLESS = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT"


def test_answer_has_columns_and_rows(reader: Store) -> None:
    answer = run_sql(reader, "SELECT position AS n, number FROM measures WHERE n < ?", (3,))

    assert answer.columns == ("n", "number")
    assert list(answer.rows) == [(1, "1"), (2, None)]


@pytest.mark.parametrize("sql", [" ", ";", "", "\n;\n"])
def test_no_sql_is_an_error(reader: Store, sql: str) -> None:
    with pytest.raises(QueryError, match="no SQL"):
        run_sql(reader, sql)


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM orders", "ATTACH 'x.db' AS x", "PRAGMA query_only = 0", "CREATE TABLE x (y)"],
)
def test_sql_that_writes_is_refused_in_words(reader: Store, sql: str) -> None:
    with pytest.raises(QueryRefused, match="only SELECT is allowed"):
        run_sql(reader, sql)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT * FROM missing_view", "no such table"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("SELECT ?", "binding"),
        ("SELECT zeroblob(999999999)", "too (large|big)"),
    ],
)
def test_wrong_sql_is_told(reader: Store, sql: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        list(run_sql(reader, sql).rows)


@pytest.mark.parametrize("tail", [" count(*) FROM n", " x FROM n WHERE x < 0"])
def test_sql_that_never_ends_is_stopped(reader: Store, tail: str) -> None:
    with pytest.raises(QueryTimeout, match=r"0\.2 seconds"):
        list(run_sql(reader, ENDLESS + tail, time_limit=0.2).rows)


def test_rows_that_never_end_are_stopped_and_the_store_still_answers(reader: Store) -> None:
    answer = run_sql(reader, ENDLESS + " x FROM n", time_limit=0.3)
    with pytest.raises(QueryTimeout):
        list(answer.rows)

    assert list(run_sql(reader, "SELECT 1").rows) == [(1,)]


def test_a_writer_is_no_place_for_questions(tmp_path: Path) -> None:
    with open_store(tmp_path / "orders.db") as store, pytest.raises(ValueError, match="reading"):
        run_sql(store, "SELECT 1")
