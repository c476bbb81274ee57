"""The rows of a file that did not supply its order's content, packed so that no text is lost.

Whether the file came second or was dethroned, the pack is the same: the rows
that the store would have, in one order, as zlib-compressed JSON by table.
"""

from __future__ import annotations

import json
import sqlite3
import zlib

from load.rows import COLUMNS, Row

DIFFERS = "store.duplicate-differs"
"""The finding that compares the files of an order; it is no part of any of them."""

_SHARED = ("parties", "party_aliases")
"""Tables whose rows several orders share, or that follow from the others."""


_AS_MADE = {
    ("act_references", "target_order_id"): "NULL",
    ("responsibles", "party_id"): "coalesce(merged_from, party_id)",
}
"""What the store added later: where a reference leads, and what a person decided on parties."""


def packed(rows: dict[str, list[Row]]) -> bytes:
    """The rows of one order as compressed JSON: table → list of rows as in `COLUMNS`."""
    plain = {
        table: sorted(json.dumps(row, ensure_ascii=False) for row in batch)
        for table, batch in rows.items()
        if batch and table not in _SHARED
    }
    text = ",".join(f'"{table}":[{",".join(batch)}]' for table, batch in sorted(plain.items()))
    return zlib.compress(f"{{{text}}}".encode("utf-8", "replace"))


def unpacked(record: bytes) -> dict[str, list[dict[str, object]]]:
    """A pack as rows with named columns, by table.

    Columns that later versions put behind the others are absent from an earlier pack.
    """
    rows = json.loads(zlib.decompress(record))
    return {
        table: [dict(zip(COLUMNS[table], row, strict=False)) for row in batch]
        for table, batch in rows.items()
    }


def stored_rows(connection: sqlite3.Connection, order: str) -> dict[str, list[Row]]:
    """The rows of an order as they were made, before the store added what it knows."""
    out: dict[str, list[Row]] = {}
    for table, columns in COLUMNS.items():
        if table in _SHARED:
            continue
        names = ", ".join(_AS_MADE.get((table, name), f'"{name}"') for name in columns)
        where = (
            "order_id = ?"
            if "order_id" in columns
            else "table_id IN (SELECT table_id FROM order_tables WHERE order_id = ?)"
        )
        if table == "findings":
            where += f" AND code <> '{DIFFERS}'"
        out[table] = connection.execute(
            f"SELECT {names} FROM {table} WHERE {where}", (order,)
        ).fetchall()
    return out
