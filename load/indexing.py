"""What the full-text index holds: rows of the store → rows of `passages`.

A passage is a measure, a clause, a title, a row of a generic table, a member
or a paragraph. `lemmas` are the dictionary forms of its own words; `extra`
those of what stands beside it: parties, result, section, the other side of
every acronym. The index gets the words in the same call; a trigger of
`passages` takes them out again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from load.lemmas import Acronyms, lemmas, second_readings, words

Passage = tuple[str, str, str, str, str]

_INSERT = (
    "INSERT INTO passages (passage_id, order_id, kind, owner_id, lemmas, extra)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)

_INDEX = "INSERT INTO passage_index (rowid, lemmas, extra) VALUES (?, ?, ?)"
"""Row by row and by no trigger: FTS5 writes what it has gathered to the file at each savepoint,
and a statement with triggers, or of many rows, opens one."""

_PARTS = ("preamble", "annex_text", "annex_title", "caption", "closing", "residue")
"""Parts of `paragraphs` that are worth finding; the head is found through the title."""


_NAMING = ("member", "clause")
"""Kinds of passages whose words beside are names of persons."""


def index_order(connection: sqlite3.Connection, order_id: str) -> int:
    """Write the passages of one order, which must have none; the number of rows written."""
    acronyms = Acronyms(
        connection.execute(
            "SELECT short, expansion FROM abbreviations WHERE order_id = ? AND is_term = 0",
            (order_id,),
        ).fetchall()
    )
    (last,) = connection.execute("SELECT coalesce(max(passage_id), 0) FROM passages").fetchone()
    rows = list(enumerate(_passages(connection, order_id, acronyms), start=int(last) + 1))
    connection.executemany(_INSERT, ((ident, *passage) for ident, passage in rows))
    connection.executemany(_INDEX, ((ident, *passage[3:]) for ident, passage in rows))
    return len(rows)


def index_missing(connection: sqlite3.Connection) -> int:
    """Write the passages of every order that has none; the number of rows written."""
    orders = connection.execute(
        "SELECT order_id FROM orders WHERE order_id NOT IN (SELECT order_id FROM passages)"
        " ORDER BY order_id"
    ).fetchall()
    return sum(index_order(connection, order_id) for (order_id,) in orders)


def _passages(
    connection: sqlite3.Connection, order_id: str, acronyms: Acronyms
) -> Iterator[Passage]:
    for kind, sql in _QUERIES.items():
        for owner_id, text, *beside in connection.execute(sql, (order_id,)).fetchall():
            if not text:
                continue
            own = lemmas(text)
            others = [part for part in beside if part]
            extra = _beside(own, [*map(lemmas, others), *acronyms.other_side((text, *others))])
            extra += second_readings(text)
            if kind in _NAMING:
                # names stand in the nominative here, and the dictionary may take them for others
                extra += words("; ".join(others if kind == "clause" else (text, *others)))
            yield order_id, kind, owner_id, " ".join(own), " ".join(extra)


def _beside(own: tuple[str, ...], parts: list[tuple[str, ...]]) -> list[str]:
    """The words of the parts, each part whole and once: phrases inside them can be found.

    A part that brings no word of its own («УО» as written, after its expansion
    and the acronym) is left out.
    """
    out: list[str] = []
    known = set(own)
    for part in parts:
        if not known.issuperset(part):
            out.extend(part)
            known.update(part)
    return out


_QUERIES = {
    "title": """
        SELECT order_id, coalesce(title, number, doc_type), issuer, doc_type, number, place
        FROM orders WHERE order_id = ?""",
    "clause": "SELECT clause_id, text, persons FROM clauses WHERE order_id = ? ORDER BY position",
    "measure": """
        SELECT m.measure_id, coalesce(nullif(m.activity, ''), m.result_text, m.deadline_text),
            m.responsible, m.responsible_text, m.result_text, m.deadline_text, s.title,
            (SELECT group_concat(t.value, ' ') FROM json_each(m.texts) AS t
             WHERE t.key NOT IN ('activity', 'deadline', 'responsible', 'result', 'number'))
        FROM measures AS m LEFT JOIN sections AS s ON s.section_id = m.section_id
        WHERE m.order_id = ? ORDER BY m.position""",
    "table": """
        SELECT c.table_id || '-r' || c."row", group_concat(c.text, ' ')
        FROM order_tables AS t JOIN table_cells AS c ON c.table_id = t.table_id
        WHERE t.order_id = ? GROUP BY c.table_id, c."row" """,
    "member": """
        SELECT member_id, person, post, duty, group_name FROM members
        WHERE order_id = ? ORDER BY position""",
    "text": f"""
        SELECT paragraph_id, text FROM paragraphs
        WHERE order_id = ? AND part IN {_PARTS} ORDER BY position""",
}
