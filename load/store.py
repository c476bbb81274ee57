"""The store: opening it, saving records, remembering runs and refusals.

One transaction a document: a killed run leaves whole documents or none. The
same bytes are saved once; the same order from two files is one order with two
documents, and the better file supplies the content.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from load import saving
from load.opening import connect_to_read, connect_to_write, naming_errors
from load.saving import Saved
from normalize.record import OrderRecord

if TYPE_CHECKING:
    from sqlite_utils import Database


class Store:
    """An open store. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; a second call does nothing."""
        self.connection.close()

    @property
    def database(self) -> Database:
        """The same connection as a sqlite-utils Database, for those who like its manners."""
        from sqlite_utils import Database

        return Database(self.connection, recursive_triggers=False)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside or nothing; waits for another writer first.

        Raises:
            StoreLocked: The other writer did not finish in time.
            StoreFull: The disk is full; the store is as before.
        """
        with naming_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                raise


def open_store(path: Path, *, read_only: bool = False) -> Store:
    """Open a store, to write it (created and brought up to date as needed) or only to read it.

    Raises:
        StoreError: A subclass says which situation it is and what to do.
    """
    path = Path(path)
    connect = connect_to_read if read_only else connect_to_write
    return Store(path, connect(path), read_only=read_only)


def save_record(
    store: Store, record: OrderRecord, *, run_id: int | None = None, replace: bool = False
) -> Saved:
    """Save a record in one transaction.

    Args:
        store: Open for writing.
        record: What was read from one file.
        run_id: The run that it belongs to.
        replace: Save again what is known by its bytes (a newer version of the
            program read it); ids of unchanged content stay.

    Returns:
        The order's id and what became of the record: `unchanged` when the same
        bytes were saved before, `duplicate` when another file holds the same
        order (the better of the two supplies the content), else `loaded`.
    """
    with store.transaction() as connection:
        return saving.save(connection, record, run_id, replace=replace)


def save_records(
    store: Store,
    records: Iterable[OrderRecord],
    *,
    run_id: int | None = None,
    batch: int = 200,
) -> Iterator[Saved]:
    """Save many records, `batch` to a transaction: several times faster than one by one.

    A killed load leaves whole batches. Nothing but the speed differs from
    `save_record`.
    """
    waiting = iter(records)
    while group := list(itertools.islice(waiting, batch)):
        with store.transaction() as connection:
            saved = [saving.save(connection, record, run_id, replace=False) for record in group]
        yield from saved


def save_refusal(
    store: Store,
    *,
    source: str,
    sha256: str | None,
    code: str,
    message: str,
    run_id: int | None = None,
) -> None:
    """Remember that a file gave no result, and why.

    A file that was loaded before stays loaded. The same refusal again changes
    nothing.
    """
    with store.transaction() as connection:
        saving.refuse(connection, (source, sha256), (code, message), run_id)


def document_states(store: Store) -> dict[str, str]:
    """The state of every file known by its bytes: SHA-256 → `loaded`, `duplicate`, `refused`."""
    rows = store.connection.execute("SELECT sha256, state FROM documents WHERE sha256 IS NOT NULL")
    return dict(rows.fetchall())


def check_store(path: Path) -> list[str]:
    """What is wrong with a store's file, in words; an empty list means a sound one.

    Raises:
        StoreError: The store cannot be opened at all.
    """
    from load.overview import faults

    with open_store(path, read_only=True) as store:
        return faults(store)


def begin_run(
    store: Store,
    *,
    command: str = "ingest",
    program_version: str = "",
    started_at: str | None = None,
) -> int:
    """Open a line in the log of runs; its number."""
    with store.transaction() as connection:
        row = connection.execute(
            """
            INSERT INTO runs (command, program_version, started_at) VALUES (?, ?, ?)
            RETURNING run_id
            """,
            (command, program_version, started_at or _now()),
        ).fetchone()
    return int(row[0])


def end_run(
    store: Store,
    run_id: int,
    *,
    state: str = "done",
    unchanged: int = 0,
    finished_at: str | None = None,
) -> None:
    """Close the line of a run; a run that changed nothing leaves no line.

    The store counts what it loaded, refused and recognized as duplicate; what
    the caller left out because it was known is `unchanged`.
    """
    with store.transaction() as connection:
        idle = connection.execute(
            "DELETE FROM runs WHERE run_id = ? AND loaded + duplicates + refused = 0", (run_id,)
        ).rowcount
        if not idle:
            connection.execute(
                "UPDATE runs SET state = ?, unchanged = ?, finished_at = ? WHERE run_id = ?",
                (state, unchanged, finished_at or _now(), run_id),
            )


def _now() -> str:
    """The time for the log of runs, the only clock in the store."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
