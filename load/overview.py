"""A store at a glance: how much it holds, what state its files are in, whether it is sound."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from load.migrations import version_of
from load.store import Store


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about the store: a group, what is counted, how many."""

    group: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the log of runs."""

    run_id: int
    command: str
    program_version: str
    started_at: str
    finished_at: str | None
    state: str
    loaded: int
    duplicates: int
    unchanged: int
    refused: int


_FIGURES = """
    SELECT 'store', 'documents', count(*) FROM documents
    UNION ALL SELECT 'store', 'orders', count(*) FROM orders
    UNION ALL SELECT 'store', 'clauses', count(*) FROM clauses
    UNION ALL SELECT 'store', 'measures', count(*) FROM measures
    UNION ALL SELECT 'store', 'deadlines', count(*) FROM deadlines
    UNION ALL SELECT 'store', 'parties', count(*) FROM parties
    UNION ALL SELECT 'store', 'members', count(*) FROM members
    UNION ALL SELECT 'store', 'references', count(*) FROM act_references
    UNION ALL SELECT 'store', 'references found in the store', count(target_order_id)
        FROM act_references
    UNION ALL SELECT 'store', 'findings', count(*) FROM findings
    UNION ALL SELECT * FROM (SELECT 'orders by year', coalesce(substr(date, 1, 4), 'unknown') AS y,
        count(*) FROM orders GROUP BY y ORDER BY y)
    UNION ALL SELECT * FROM (SELECT 'orders by kind', coalesce(doc_type, 'unknown') AS k, count(*)
        FROM orders GROUP BY k ORDER BY 3 DESC, k)
    UNION ALL SELECT * FROM (SELECT 'orders by issuer', coalesce(issuer, 'unknown') AS i, count(*)
        FROM orders GROUP BY i ORDER BY 3 DESC, i LIMIT 10)
    UNION ALL SELECT * FROM (SELECT 'deadlines by kind', kind, count(*)
        FROM deadlines GROUP BY kind ORDER BY 3 DESC, kind)
    UNION ALL SELECT * FROM (SELECT 'measures by party', p.name, count(DISTINCT r.measure_id)
        FROM responsibles AS r JOIN parties AS p ON p.party_id = r.party_id
        WHERE r.measure_id IS NOT NULL GROUP BY p.party_id ORDER BY 3 DESC, 2 LIMIT 10)
    UNION ALL SELECT * FROM (SELECT 'findings by severity', severity, count(*)
        FROM findings GROUP BY severity ORDER BY 3 DESC, severity)
"""


def stats(store: Store) -> list[Figure]:
    """How much of everything the store holds."""
    return [Figure(*row) for row in store.connection.execute(_FIGURES)]


def documents_by_state(store: Store) -> list[Figure]:
    """Files by state, refused ones by reason."""
    rows = store.connection.execute(
        """
        SELECT 'documents', state || coalesce(': ' || refusal_code, '') AS what, count(*)
        FROM documents GROUP BY what ORDER BY what
        """
    )
    return [Figure(*row) for row in rows]


def findings_by_code(store: Store) -> list[Figure]:
    """Open findings by severity and code, the most frequent first."""
    rows = store.connection.execute(
        """
        SELECT severity, code, count(*) FROM findings GROUP BY severity, code
        ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 3 DESC, code
        """
    )
    return [Figure(*row) for row in rows]


def last_runs(store: Store, most: int = 5) -> list[Run]:
    """The last runs that changed the store, the latest first."""
    rows = store.connection.execute(
        """
        SELECT run_id, command, program_version, started_at, finished_at, state, loaded,
            duplicates, unchanged, refused
        FROM runs ORDER BY run_id DESC LIMIT ?
        """,
        (most,),
    )
    return [Run(*row) for row in rows]


def faults(store: Store) -> list[str]:
    """What is wrong with the file itself: inner structure, foreign keys, search index.

    An empty list means a sound store.
    """
    found: list[str] = []
    for check in (_structure, _foreign_keys, _search):
        try:
            found += check(store.connection)
        except sqlite3.DatabaseError as error:
            found.append(f"structure: {error}")
    return found


def _structure(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA integrity_check(10)").fetchall()
    return [f"structure: {row[0]}" for row in rows if row[0] != "ok"]


def _foreign_keys(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(10)
    return [
        f"foreign key: table {table} points to a missing row of {parent}"
        for table, _, parent, _ in rows
    ]


def _search(connection: sqlite3.Connection) -> list[str]:
    passages, indexed = connection.execute(
        "SELECT (SELECT count(*) FROM passages), (SELECT count(*) FROM passage_index_docsize)"
    ).fetchone()
    if passages == indexed:
        return []
    return [f"search: {indexed} of {passages} passages are in the index"]


def version(store: Store) -> int:
    """The version of the store's schema."""
    return version_of(store.connection)
