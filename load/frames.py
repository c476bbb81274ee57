"""The views as pandas DataFrames with the right types: days are datetimes, counts are integers.

Besides `load.export` the only importer of pandas. Every function takes an open
store (`open_store(path, read_only=True)`) and the filters that make sense for
its view; text stays text and what is unknown is missing, never an empty word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from load import questions
from load.compare import Pair
from load.compare import compare as compare_orders
from load.lookup import find_issuers, find_order, find_parties
from load.query import Parameters, run_sql
from load.search import Hit, Question
from load.search import search as search_store
from load.store import Store

if TYPE_CHECKING:
    from pandas import DataFrame, Series

DAYS = {
    "date",
    "order_date",
    "start",
    "end",
    "due",
    "period_start",
    "period_end",
    "deadline_start",
    "deadline_end",
}
"""Columns of the views that hold days."""

WHOLE = {
    "position",
    "ordinal",
    "page",
    "page_first",
    "page_last",
    "page_count",
    "measure_count",
    "finding_count",
    "occurrence",
    "occurrence_count",
    "order_count",
    "document_count",
    "days",
    "measures",
    "occurrences",
    "continuous",
}
"""Columns that hold whole numbers, some of them missing."""

TRUTH = {"year_inferred", "period_inferred", "is_term"}
"""Columns that hold 0 or 1."""

FRACTIONS = {"confidence", "likeness", "score"}
"""Columns that hold fractions."""


def orders(store: Store, *, issuer: str | None = None) -> DataFrame:
    """One row per order, by date; `issuer` as `find_issuers` takes it."""
    where, values = _issuer_condition(store, issuer)
    return query(store, f"SELECT * FROM order_view WHERE {where} ORDER BY date, order_id", values)


def measures(
    store: Store,
    *,
    order: str | None = None,
    party: str | None = None,
    issuer: str | None = None,
) -> DataFrame:
    """One row per measure in the order of the documents.

    Args:
        store: Open for reading.
        order: Only this order, as `find_order` takes it.
        party: Only measures of this party, in any spelling.
        issuer: Only orders of issuers whose names have these words.

    Raises:
        UnknownName: The store has no such order, party or issuer.
    """
    where, values = _issuer_condition(store, issuer)
    if order:
        where += " AND order_id = ?"
        values.append(find_order(store, order).order_id)
    if party:
        idents = [found.party_id for found in find_parties(store, party)]
        where += (
            " AND measure_id IN (SELECT measure_id FROM responsible_view"
            f" WHERE party_id IN ({_marks(idents)}))"
        )
        values += idents
    return query(
        store,
        f"SELECT * FROM measure_view WHERE {where} ORDER BY order_date, order_id, position",
        values,
    )


def deadlines(store: Store, *, kind: str | None = None) -> DataFrame:
    """One row per deadline; only those of one kind if asked."""
    where, values = ("kind = ?", [kind]) if kind else ("1", [])
    sql = f"SELECT * FROM deadline_view WHERE {where} ORDER BY order_id, deadline_id"
    return query(store, sql, values)


def responsibles(store: Store) -> DataFrame:
    """One row per party of a measure."""
    return view(store, "responsible_view", "order_id, measure_id, ordinal")


def clauses(store: Store, *, order: str | None = None) -> DataFrame:
    """One row per clause; only those of one order if asked."""
    values = [find_order(store, order).order_id] if order else []
    where = "order_id = ?" if order else "1"
    sql = f"SELECT * FROM clause_view WHERE {where} ORDER BY order_id, position"
    return query(store, sql, values)


def members(store: Store) -> DataFrame:
    """One row per member of a group."""
    return view(store, "member_view", "order_id, member_id")


def references(store: Store) -> DataFrame:
    """One row per act that an order names."""
    return view(store, "reference_view", "order_id, date, number")


def findings(store: Store) -> DataFrame:
    """One row per thing a person should look at."""
    return view(store, "finding_view", "order_id, finding_id")


def calendar(store: Store, start: dt.date | None = None, end: dt.date | None = None) -> DataFrame:
    """One row per occurrence of a deadline that ends from `start` to `end`, both included."""
    values = [(start or dt.date.min).isoformat(), (end or dt.date.max).isoformat()]
    return query(
        store,
        'SELECT * FROM calendar_view WHERE "end" BETWEEN ? AND ? ORDER BY "end", deadline_id',
        values,
    )


def due(store: Store, start: dt.date, end: dt.date, **options: Any) -> DataFrame:
    """`questions.due` as a frame."""
    return _frame_of(questions.due(store, start, end, **options), questions.Due)


def overdue(store: Store, on: dt.date, **options: Any) -> DataFrame:
    """`questions.overdue` as a frame."""
    return _frame_of(questions.overdue(store, on, **options), questions.Overdue)


def workload(store: Store, **options: Any) -> DataFrame:
    """`questions.load` as a frame: who carries how much, and when."""
    return _frame_of(questions.load(store, **options), questions.Load)


def compare(store: Store, first: str, second: str, **options: Any) -> DataFrame:
    """`load.compare.compare` as a frame: what two orders have in common."""
    return _frame_of(compare_orders(store, first, second, **options), Pair)


def search(store: Store, words: str, **options: Any) -> DataFrame:
    """The hits of a search; options are the fields of `load.search.Question`."""
    return _frame_of(search_store(store, Question(words, **options)), Hit)


def view(store: Store, name: str, order_by: str) -> DataFrame:
    """A whole view of the store, in this order."""
    return query(store, f"SELECT * FROM {name} ORDER BY {order_by}")


def query(store: Store, sql: str, parameters: Parameters = ()) -> DataFrame:
    """The answer to any SELECT; columns named as in the views get the types of the views.

    Raises:
        QueryError: The SQL is wrong, would write, or takes too long.
    """
    answer = run_sql(store, sql, parameters)
    return _frame(answer.rows, answer.columns)


def _frame_of(items: Sequence[Any], kind: type[Any]) -> DataFrame:
    columns = [each.name for each in fields(kind)]
    return _frame((tuple(asdict(item).values()) for item in items), columns)


def _frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> DataFrame:
    import pandas as pd

    frame = pd.DataFrame(list(map(tuple, rows)), columns=list(columns))
    if frame.columns.is_unique:
        for name in frame.columns:
            frame[name] = _typed(frame[name])
    return frame


def _typed(values: Series[Any]) -> Series[Any]:
    """The column with the type that its name promises, or as text if its values do not keep it.

    A question of one's own may call anything «date»: «2021-03» stays a text.
    """
    import pandas as pd

    name = str(values.name)
    textual = pd.api.types.infer_dtype(values, skipna=True) in {"string", "empty"}
    try:
        if name in DAYS and textual:
            # seconds, not nanoseconds: years from 1 to 9999 stay days
            return pd.to_datetime(values, format="%Y-%m-%d").astype("datetime64[s]")
        if name in WHOLE:
            return pd.to_numeric(values).astype("Int64")
        if name in TRUTH:
            return pd.to_numeric(values).astype("boolean")
        if name in FRACTIONS:
            return pd.to_numeric(values).astype("float64")
    except (ValueError, TypeError):
        pass
    return values.astype("string") if textual else values


def _issuer_condition(store: Store, issuer: str | None) -> tuple[str, list[str]]:
    if not issuer:
        return "1", []
    keys = find_issuers(store, issuer)
    return (
        f"order_id IN (SELECT order_id FROM orders WHERE issuer_key IN ({_marks(keys)}))",
        keys,
    )


def _marks(items: Sequence[str]) -> str:
    return ", ".join("?" * len(items))
