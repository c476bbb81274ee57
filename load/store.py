"""The store: opening it, saving records, remembering runs and refusals.

One transaction a document: a killed run leaves whole documents or none. The
same bytes are saved once; the same order from two files is one order with two
documents, and the better file supplies the content.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import itertools
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from load.annex_rows import rows_of
from load.calendar import fill_calendar
from load.ids import document_id, order_id
from load.indexing import index_order
from load.links import link_references
from load.opening import connect_to_read, connect_to_write, naming_errors
from load.rows import COLUMNS, Row, content_key
from normalize.record import OrderRecord

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclasses.dataclass(frozen=True, slots=True)
class Saved:
    """What became of a record: `loaded`, `unchanged` or `duplicate`."""

    order_id: str
    state: str


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
        return _save(connection, record, run_id, replace=replace)


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
            saved = [_save(connection, record, run_id, replace=False) for record in group]
        yield from saved


def _save(
    connection: sqlite3.Connection, record: OrderRecord, run_id: int | None, *, replace: bool
) -> Saved:
    source = record.order.source
    ident = document_id(source.sha256, source.path)
    known = connection.execute(
        "SELECT state, order_id, source_path FROM documents WHERE document_id = ?", (ident,)
    ).fetchone()
    if known and known[0] != "refused" and not replace:
        _note_path(connection, ident, known[2], source.path)
        return Saved(known[1], "unchanged")
    target = order_id(record)
    if known:
        _forget(connection, ident, target)
    rival = connection.execute(
        """
        SELECT o.document_id, d.quality FROM orders AS o
        JOIN documents AS d ON d.document_id = o.document_id
        WHERE o.order_id = ? AND o.document_id <> ?
        """,
        (target, ident),
    ).fetchone()
    quality = content_key(record)
    better = rival is None or quality > rival[1]
    _write_document(connection, record, (ident, target, quality, run_id), supplies=better)
    if better:
        if rival:
            connection.execute(
                "UPDATE documents SET state = 'duplicate' WHERE document_id = ?", (rival[0],)
            )
            _delete_order(connection, target)
        _write_order(connection, rows_of(record, target, ident), target)
    _count(connection, run_id, "duplicates" if rival else "loaded")
    return Saved(target, "duplicate" if rival else "loaded")


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
    source = printable(source)
    ident = document_id(sha256, source)
    with store.transaction() as connection:
        changed = connection.execute(
            """
            INSERT INTO documents (document_id, sha256, source_path, state, refusal_code,
                refusal_message, run_id)
            VALUES (?, ?, ?, 'refused', ?, ?, ?)
            ON CONFLICT (document_id) DO UPDATE SET
                refusal_code = excluded.refusal_code,
                refusal_message = excluded.refusal_message,
                run_id = excluded.run_id
            WHERE state = 'refused' AND (refusal_code, refusal_message)
                IS NOT (excluded.refusal_code, excluded.refusal_message)
            """,
            (ident, sha256, source, code, message, run_id),
        ).rowcount
        if changed:
            _count(connection, run_id, "refused")


def document_states(store: Store) -> dict[str, str]:
    """The state of every file known by its bytes: SHA-256 → `loaded`, `duplicate`, `refused`."""
    rows = store.connection.execute("SELECT sha256, state FROM documents WHERE sha256 IS NOT NULL")
    return dict(rows.fetchall())


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


def printable(path: str) -> str:
    """A path whose bytes are no UTF-8 keeps its shape with marks for the odd bytes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _now() -> str:
    """The time for the log of runs, the only clock in the store."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _count(connection: sqlite3.Connection, run_id: int | None, column: str) -> None:
    if run_id is not None:
        connection.execute(f"UPDATE runs SET {column} = {column} + 1 WHERE run_id = ?", (run_id,))


def _note_path(connection: sqlite3.Connection, ident: str, known: str, path: str) -> None:
    path = printable(path)
    if path != known:
        connection.execute("INSERT OR IGNORE INTO document_paths VALUES (?, ?)", (ident, path))


def _forget(connection: sqlite3.Connection, ident: str, target: str) -> None:
    """Take back what a document gave before it is saved again.

    If it now gives another order, the old one goes, and files that were
    duplicates of the old one are unknown again: the next run loads them.
    """
    old = connection.execute(
        "SELECT order_id FROM orders WHERE document_id = ?", (ident,)
    ).fetchall()
    for (order,) in old:
        _delete_order(connection, order)
        if order != target:
            connection.execute(
                "DELETE FROM documents WHERE order_id = ? AND document_id <> ?", (order, ident)
            )


def _delete_order(connection: sqlite3.Connection, order: str) -> None:
    parties = connection.execute(
        "SELECT DISTINCT party_id FROM responsibles WHERE order_id = ?", (order,)
    ).fetchall()
    connection.execute("DELETE FROM orders WHERE order_id = ?", (order,))
    connection.executemany(
        """
        DELETE FROM parties WHERE party_id = ?1
        AND NOT EXISTS (SELECT 1 FROM responsibles WHERE party_id = ?1)
        """,
        parties,
    )


def _write_document(
    connection: sqlite3.Connection,
    record: OrderRecord,
    ids: tuple[str, str, str, int | None],
    *,
    supplies: bool,
) -> None:
    ident, order, quality, run_id = ids
    source = record.order.source
    connection.execute(
        """
        INSERT INTO documents (document_id, sha256, source_path, source_format, page_count, state,
            order_id, quality, run_id, record)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (document_id) DO UPDATE SET
            source_format = excluded.source_format, page_count = excluded.page_count,
            state = excluded.state, order_id = excluded.order_id, quality = excluded.quality,
            refusal_code = NULL, refusal_message = NULL, run_id = excluded.run_id,
            record = excluded.record
        """,
        (
            ident,
            source.sha256,
            printable(source.path),
            source.format,
            source.page_count,
            "loaded" if supplies else "duplicate",
            order,
            quality,
            run_id,
            None if supplies else _packed(record),
        ),
    )


def _write_order(connection: sqlite3.Connection, rows: dict[str, list[Row]], order: str) -> None:
    """Write an order's rows, then calendar, search and links."""
    for table, batch in rows.items():
        if batch:
            connection.executemany(_INSERTS[table], batch)
    fill_calendar(connection, order)
    index_order(connection, order)
    link_references(connection, order)


def _insert(table: str) -> str:
    columns = ", ".join(f'"{name}"' for name in COLUMNS[table])
    marks = ", ".join("?" * len(COLUMNS[table]))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
    if table == "parties":
        # one party, several orders: of two spellings the same one wins in any order of files
        sql += " ON CONFLICT (party_id) DO UPDATE SET name = min(name, excluded.name)"
    return sql


_INSERTS = {table: _insert(table) for table in COLUMNS}


def _packed(record: OrderRecord) -> bytes:
    """The whole record as compressed JSON."""

    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    text = json.dumps(dataclasses.asdict(record), ensure_ascii=False, default=plain)
    return zlib.compress(text.encode("utf-8", "replace"))
