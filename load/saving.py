"""What is written when a document is saved or refused, inside a transaction of the caller.

The same bytes are saved once. The same order from two files is one order with
two documents: the better file supplies the content, whichever came first.
"""

from __future__ import annotations

import dataclasses
import sqlite3

from load.annex_rows import rows_of
from load.calendar import fill_calendar
from load.ids import document_id, order_id
from load.indexing import index_order
from load.links import link_references
from load.merging import PARTY_UPSERT, apply_decisions
from load.packing import DIFFERS, packed, stored_rows
from load.quality import content_key, content_size
from load.resolving import restore_order
from load.rows import COLUMNS, Row
from load.workload import fill_workload
from normalize.record import OrderRecord


@dataclasses.dataclass(frozen=True, slots=True)
class Saved:
    """What became of a record: `loaded`, `unchanged` or `duplicate`."""

    order_id: str
    state: str


def save(
    connection: sqlite3.Connection, record: OrderRecord, run_id: int | None, *, replace: bool
) -> Saved:
    """Write a record inside the caller's transaction; see `load.store.save_record`."""
    source = record.order.source
    ident = document_id(source.sha256, source.path)
    known = connection.execute(
        "SELECT state, order_id, source_path FROM documents WHERE document_id = ?", (ident,)
    ).fetchone()
    if known and known[0] != "refused" and not replace:
        _note_path(connection, ident, known[2], source.path)
        return Saved(known[1], "unchanged")
    target = order_id(record)
    restore_order(connection, target)
    if known:
        _forget(connection, ident, target)
    _supersede(connection, ident, printable(source.path), target)
    rival = connection.execute(
        """
        SELECT o.document_id, d.quality FROM orders AS o
        JOIN documents AS d ON d.document_id = o.document_id
        WHERE o.order_id = ? AND o.document_id <> ?
        """,
        (target, ident),
    ).fetchone()
    quality = content_key(record)
    rows = rows_of(record, target, ident)
    better = rival is None or quality > rival[1]
    kept = None if better else packed(rows)
    _write_document(connection, record, (ident, target, quality, run_id), kept)
    if better:
        if rival:
            connection.execute(
                "UPDATE documents SET state = 'duplicate', record = ? WHERE document_id = ?",
                (packed(stored_rows(connection, target)), rival[0]),
            )
            _delete_order(connection, target)
        _write_order(connection, rows, target)
    _tell_differences(connection, target)
    _count(connection, run_id, "duplicates" if rival else "loaded")
    return Saved(target, "duplicate" if rival else "loaded")


def refuse(
    connection: sqlite3.Connection,
    file: tuple[str, str | None],
    reason: tuple[str, str],
    run_id: int | None,
) -> None:
    """Write that a file (path, SHA-256) was refused for a reason (code, message)."""
    path, sha256 = file
    source = printable(path)
    ident = document_id(sha256, source)
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
        (ident, sha256, source, *reason, run_id),
    ).rowcount
    if changed:
        _count(connection, run_id, "refused")


def printable(path: str) -> str:
    """A path whose bytes are no UTF-8 keeps its shape with marks for the odd bytes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


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


def _supersede(connection: sqlite3.Connection, ident: str, path: str, target: str) -> None:
    """Drop what the same path gave before its bytes changed: a refusal, or the same order.

    A file that was damaged and came again, or was corrected, is not a second
    file of its order.
    """
    earlier = connection.execute(
        """
        SELECT document_id FROM documents
        WHERE source_path = ? AND document_id <> ? AND (state = 'refused' OR order_id = ?)
        """,
        (path, ident, target),
    ).fetchall()
    for (document,) in earlier:
        _forget(connection, document, target)
        connection.execute("DELETE FROM documents WHERE document_id = ?", (document,))


def _tell_differences(connection: sqlite3.Connection, order: str) -> None:
    """A finding for each other file of the order that gives more or less than the chosen one.

    An order and its annex may come as two files that name the same order:
    then a person has to look, since one file alone supplies the content.
    """
    files = connection.execute(
        """
        SELECT state, source_path, quality FROM documents
        WHERE order_id = ? AND state IN ('loaded', 'duplicate') ORDER BY document_id
        """,
        (order,),
    ).fetchall()
    if len(files) < 2:
        return
    chosen = next(content_size(quality) for state, _, quality in files if state == "loaded")
    connection.execute("DELETE FROM findings WHERE order_id = ? AND code = ?", (order, DIFFERS))
    used = connection.execute(
        "SELECT coalesce(max(ordinal), 0) FROM findings WHERE order_id = ?", (order,)
    ).fetchone()[0]
    differing = [
        (path, content_size(quality))
        for state, path, quality in files
        if state == "duplicate" and content_size(quality) != chosen
    ]
    for ordinal, (path, size) in enumerate(differing, start=used + 1):
        message = (
            f"Another file of this order holds {size} clauses, measures and members,"
            f" the one taken {chosen}"
        )
        connection.execute(
            """
            INSERT INTO findings (finding_id, order_id, ordinal, code, severity, message, excerpt)
            VALUES (?, ?, ?, ?, 'warning', ?, ?)
            """,
            (f"{order}-f{ordinal:03d}", order, ordinal, DIFFERS, message, path),
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
    kept: bytes | None,
) -> None:
    ident, order, quality, run_id = ids
    source = record.order.source
    connection.execute(
        """
        INSERT INTO documents (document_id, sha256, source_path, source_format, page_count, state,
            order_id, quality, run_id, record)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (document_id) DO UPDATE SET
            source_path = excluded.source_path, source_format = excluded.source_format,
            page_count = excluded.page_count,
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
            "loaded" if kept is None else "duplicate",
            order,
            quality,
            run_id,
            kept,
        ),
    )


def _write_order(connection: sqlite3.Connection, rows: dict[str, list[Row]], order: str) -> None:
    """Write an order's rows, then decisions, calendar, workload, search and links."""
    try:
        _insert_rows(connection, rows)
    except UnicodeEncodeError:
        # half a surrogate pair, as broken fonts of a PDF give: no file may fail for it. The rows
        # go with their order; no savepoint for so rare a case, each one costs the search index
        connection.execute("DELETE FROM orders WHERE order_id = ?", (order,))
        _insert_rows(connection, {table: _mended(batch) for table, batch in rows.items()})
    apply_decisions(connection, order)
    fill_calendar(connection, order)
    fill_workload(connection, order)
    index_order(connection, order)
    link_references(connection, order)


def _insert_rows(connection: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    for table, batch in rows.items():
        if batch:
            connection.executemany(_INSERTS[table], batch)


def _mended(batch: list[Row]) -> list[Row]:
    """The rows with U+FFFD in place of what is no character."""
    return [
        tuple(
            value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if isinstance(value, str)
            else value
            for value in row
        )
        for row in batch
    ]


def _insert(table: str) -> str:
    columns = ", ".join(f'"{name}"' for name in COLUMNS[table])
    marks = ", ".join("?" * len(COLUMNS[table]))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


_INSERTS = {table: _insert(table) for table in COLUMNS} | {"parties": PARTY_UPSERT}
