"""What the pages about the store, an order and a measure show, read from the store.

Plain values; no HTML and no language. Every function takes a store that is
open for reading only.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from load.errors import UnknownName
from load.explanation import explain
from load.overview import Figure, findings_by_code, last_runs, stats
from load.store import Store, open_store

Row = dict[str, Any]

PAGE_SECONDS = 10.0
"""How long the store may think about one page."""

COUNTING_SECONDS = 5.0
"""How long it may count what it holds."""

MOST_MEASURES = 1000
"""Measures on the page of an order; the table has the rest."""

_STEPS = 20_000


@contextmanager
def reading(path: Path, seconds: float = PAGE_SECONDS) -> Iterator[Store]:
    """The store for one page; SQLite stops when the time is up.

    Raises:
        StoreError: The store cannot be used.
    """
    ends = time.monotonic() + seconds
    with open_store(path, read_only=True) as store:
        store.connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        yield store


def home_page(path: Path) -> Row:
    """How much the store holds, its latest orders and its findings."""
    with reading(path) as store:
        return {
            "figures": _figures(path, _stamp(path)),
            "findings": _in_time(findings_by_code, store)[:10],
            "runs": last_runs(store, 3),
            "orders": _rows(
                store,
                "SELECT order_id, doc_type, number, date, issuer, title, measure_count,"
                " finding_count FROM order_view ORDER BY date DESC, number LIMIT 20",
            ),
        }


def _stamp(path: Path) -> tuple[tuple[int, int], ...]:
    """Changes whenever the store does: times and sizes of the file and of its log."""
    files = (path, path.with_name(path.name + "-wal"))
    states = [file.stat() for file in files if file.exists()]
    return tuple((state.st_mtime_ns, state.st_size) for state in states)


@lru_cache(maxsize=4)
def _figures(path: Path, stamp: tuple[tuple[int, int], ...]) -> dict[str, list[Figure]]:
    """The figures of a store in one state; counting a million rows takes seconds."""
    del stamp
    with reading(path, COUNTING_SECONDS) as store:
        return _grouped(_in_time(stats, store))


def _in_time(count: Callable[[Store], list[Figure]], store: Store) -> list[Figure]:
    """Figures, or none where counting takes too long: the rest of the page is worth showing."""
    try:
        return count(store)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return []


def _grouped(figures: list[Figure]) -> dict[str, list[Figure]]:
    return {
        group: list(found) for group, found in itertools.groupby(figures, lambda each: each.group)
    }


def order_page(path: Path, ident: str) -> Row:
    """Everything that the page of an order shows.

    Raises:
        UnknownName: The store has no order of this id.
    """
    with reading(path) as store:
        found = _rows(store, "SELECT * FROM order_view WHERE order_id = ?", ident)
        if not found:
            raise UnknownName(f"the store has no order {ident!r}")
        measures = _rows(
            store,
            "SELECT v.*, m.section_id, m.table_id, m.annex_id FROM measure_view AS v"
            " JOIN measures AS m ON m.measure_id = v.measure_id"
            f" WHERE v.order_id = ? ORDER BY v.position LIMIT {MOST_MEASURES}",
            ident,
        )
        return {
            "order": found[0],
            "documents": _of_order(store, "document_view", ident, "state, source_path"),
            "paragraphs": _rows(
                store,
                "SELECT part, text FROM paragraphs WHERE order_id = ? AND annex_id IS NULL"
                " AND part IN ('preamble', 'closing', 'residue') ORDER BY position",
                ident,
            ),
            "clauses": _clauses(store, ident),
            "annexes": _of_order(store, "annexes", ident, "position"),
            "groups": _groups(store, measures, ident),
            "members": _members(store, ident),
            "references": _of_order(store, "reference_view", ident, "relation, date, number"),
            "citations": _rows(store, _CITATIONS, ident),
            "abbreviations": _of_order(store, "abbreviation_view", ident, "short"),
            "findings": _of_order(store, "finding_view", ident, "finding_id"),
            "months": _rows(store, _MONTHS, ident),
            "dated": _rows(store, _DATED, ident)[0]["dated"],
        }


_CITATIONS = """
    SELECT r.relation, r.words, o.order_id, o.doc_type, o.number, o.date, o.title, o.issuer
    FROM act_references AS r JOIN orders AS o ON o.order_id = r.order_id
    WHERE r.target_order_id = ? ORDER BY o.date, o.number
"""

_MONTHS = """
    SELECT substr("end", 1, 7) AS month, count(*) AS deadlines FROM calendar_view
    WHERE order_id = ? AND kind <> 'continuous' AND "end" IS NOT NULL GROUP BY 1 ORDER BY 1
"""

_DATED = """
    SELECT count(*) AS dated FROM deadlines
    WHERE order_id = ? AND measure_id IS NOT NULL AND coalesce(starts_on, ends_on) IS NOT NULL
"""


def _clauses(store: Store, ident: str) -> list[Row]:
    """The clauses in reading order, each with how deep it stands in the tree."""
    rows = _of_order(store, "clause_view", ident, "position")
    for row in rows:
        depth = str(row["path"]).count("/") + str(row["number"] or "").rstrip(".").count(".")
        row["depth"] = min(depth, 5)
    return rows


def _members(store: Store, ident: str) -> list[tuple[str, list[Row]]]:
    rows = _rows(
        store,
        "SELECT v.* FROM member_view AS v JOIN members AS m ON m.member_id = v.member_id"
        " WHERE v.order_id = ? ORDER BY m.position",
        ident,
    )
    grouped = itertools.groupby(rows, lambda row: row["group_name"])
    return [(name or "", list(people)) for name, people in grouped]


def _groups(store: Store, measures: list[Row], ident: str) -> list[Row]:
    """Measures by table and section, with the sections over them from the top down."""
    sections = {
        row["section_id"]: row
        for row in _rows(store, "SELECT * FROM sections WHERE order_id = ?", ident)
    }
    annexes = {
        row["annex_id"]: row
        for row in _rows(store, "SELECT * FROM annexes WHERE order_id = ?", ident)
    }
    groups: list[Row] = []
    by_place = itertools.groupby(
        measures, lambda row: (row["annex_id"], row["table_id"], row["section_id"])
    )
    annex_before: Any = object()
    for (annex_id, _, section_id), rows in by_place:
        groups.append(
            {
                "annex": annexes.get(annex_id) if annex_id != annex_before else None,
                "sections": _chain(sections, section_id),
                "measures": list(rows),
            }
        )
        annex_before = annex_id
    return groups


def _chain(sections: dict[str, Row], ident: str | None) -> list[Row]:
    """A section with those it is part of, the outermost first."""
    chain: list[Row] = []
    while ident in sections and len(chain) < 10:
        section = sections[str(ident)]
        chain.insert(0, section)
        ident = section["parent_section_id"]
    return chain


def measure_page(path: Path, ident: str) -> Row:
    """Everything that the page of a measure shows, with its neighbours.

    Raises:
        UnknownName: The store has no measure of this id.
    """
    with reading(path) as store:
        found = _rows(store, "SELECT * FROM measure_view WHERE measure_id = ?", ident)
        if not found:
            raise UnknownName(f"the store has no measure {ident!r}")
        measure = found[0]
        beside = _rows(
            store,
            "SELECT measure_id, position FROM measures WHERE order_id = ?"
            " AND position BETWEEN ? - 1 AND ? + 1",
            measure["order_id"],
            measure["position"],
            measure["position"],
        )
        places = {row["position"] - measure["position"]: row["measure_id"] for row in beside}
        return {
            "measure": measure,
            "facts": explain(store, ident),
            "days": _rows(
                store,
                'SELECT start, "end", kind, deadline_text FROM calendar_view'
                ' WHERE measure_id = ? ORDER BY "end", start LIMIT 200',
                ident,
            ),
            "before": places.get(-1),
            "after": places.get(1),
        }


def owner_address(kind: str, ident: str, order_id: str) -> str:
    """Where the page about a found passage is: its measure, or its spot on an order's page."""
    if kind == "measure":
        return f"/measure/{quote(ident)}"
    anchor = f"#{quote(ident)}" if kind in {"clause", "member"} else ""
    return f"/order/{order_id}{anchor}"


def _of_order(store: Store, table: str, ident: str, by: str) -> list[Row]:
    return _rows(store, f"SELECT * FROM {table} WHERE order_id = ? ORDER BY {by}", ident)


def _rows(store: Store, sql: str, *values: Any) -> list[Row]:
    cursor = store.connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
