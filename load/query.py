"""Read-only SQL over a store: one statement, a time limit, and errors a person understands.

The reader's connection already refuses whatever is not a SELECT; here the
refusals get their words.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from load.errors import QueryError, QueryRefused, QueryTimeout
from load.opening import named_error
from load.store import Store
from load.suggestions import for_sql_error

TIME_LIMIT = 30.0
"""Seconds that a question may take where the caller sets no other limit."""

_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the watch, some milliseconds."""

_running: dict[int, float] = {}
"""When each question that SQLite is at work on has to end, by its connection."""

Parameters = Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names and rows; the rows can be gone through once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def run_sql(
    store: Store, sql: str, parameters: Parameters = (), *, time_limit: float = TIME_LIMIT
) -> Answer:
    """Run one SELECT.

    Args:
        store: Open for reading only; the guard is the connection's.
        sql: One statement; a WITH, VALUES or EXPLAIN is fine too.
        parameters: By position or by name.
        time_limit: Seconds from the start to the last row.

    Raises:
        QueryRefused: The SQL would write, or reach outside the store.
        QueryTimeout: It took longer than the limit, here or while rows are read.
        QueryError: SQLite does not understand it; the message says why.
        ValueError: The store is open for writing.
    """
    if not store.read_only:
        raise ValueError("questions go to a store that is open for reading only")
    if not sql.strip().rstrip(";"):
        raise QueryError("there is no SQL to run")
    ends = time.monotonic() + time_limit
    with _errors_in_words(store, time_limit, sql), _limit(store.connection, ends):
        cursor = store.connection.execute(sql, parameters)
    if cursor.description is None:
        raise QueryRefused("this statement gives no answer; only SELECT is allowed")
    columns = tuple(column[0] for column in cursor.description)
    return Answer(columns, _rows(store, cursor, ends, time_limit))


def _rows(
    store: Store, cursor: sqlite3.Cursor, ends: float, time_limit: float
) -> Iterator[tuple[Any, ...]]:
    while True:
        with _errors_in_words(store, time_limit), _limit(store.connection, ends):
            batch = cursor.fetchmany(500)
        if not batch:
            return
        yield from batch


def seconds_over() -> float:
    """For how long a question that runs now is past its time; a second thread may ask.

    SQLite looks at the watch between its steps, and a single step can last for
    days.
    """
    now = time.monotonic()
    return max((now - ends for ends in tuple(_running.values())), default=0.0)


@contextmanager
def _limit(connection: sqlite3.Connection, ends: float) -> Iterator[None]:
    connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
    _running[id(connection)] = ends
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT and time.monotonic() <= ends:
            # Ctrl-C arrived in the handler, where no exception can leave it
            raise KeyboardInterrupt from error
        raise
    finally:
        del _running[id(connection)]
        connection.set_progress_handler(None, 0)


@contextmanager
def _errors_in_words(store: Store, time_limit: float, sql: str = "") -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise QueryError(f"the SQL cannot be run: {error}") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        text = str(error)
        if code == sqlite3.SQLITE_INTERRUPT:
            raise QueryTimeout(
                f"the answer takes longer than {time_limit:g} seconds; "
                "narrow the question, or allow more with --time-limit"
            ) from error
        if code in {sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY} or "not authorized" in text:
            raise QueryRefused(
                f"the store is open for reading only: {text}; only SELECT is allowed"
            ) from error
        if code == sqlite3.SQLITE_NOMEM or isinstance(error, sqlite3.DataError):
            raise QueryError(f"the answer is too large: {text}") from error
        named = named_error(store.path, error)
        if named:
            raise named from error
        hint = for_sql_error(store.connection, sql, text)
        raise QueryError(f"the SQL cannot be run: {text}{hint}") from error
    except (UnicodeEncodeError, OverflowError, ValueError) as error:
        raise QueryError(f"the SQL cannot be run: {error}") from error
