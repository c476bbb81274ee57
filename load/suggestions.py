"""What somebody who mistyped a name may have meant."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches

_NO_SUCH = re.compile(r"no such (?P<what>table|column): (?P<name>\S+)")


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """«; did you mean measure_view?» with the closest names, or nothing."""
    close = get_close_matches(name.lower(), list(names), n=3, cutoff=0.6)
    return f"; did you mean {', '.join(close)}?" if close else ""


def for_sql_error(connection: sqlite3.Connection, sql: str, message: str) -> str:
    """For «no such table» and «no such column»: the names that the store does have."""
    match = _NO_SUCH.search(message)
    if match is None:
        return ""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC, name"
        )
    ]
    name = match["name"].rpartition(".")[2]
    if match["what"] == "table":
        return did_you_mean(name, tables) or f"; there are {', '.join(tables)}"
    used = [table for table in tables if re.search(rf"\b{re.escape(table)}\b", sql)]
    columns = {
        table: [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        for table in used
    }
    hint = did_you_mean(name, {column: None for names in columns.values() for column in names})
    return hint or "".join(f"; {table} has {', '.join(names)}" for table, names in columns.items())
