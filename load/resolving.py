"""Parties of one order renamed by what other orders of its issuer define, and back.

The rows show the resolved party; `resolutions` and `resolved_findings` keep
what the order gave by itself. Everything here runs inside a transaction of the
caller; `load.elsewhere` decides what is to be resolved.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from load.answers import count_findings, restore_findings, tell
from load.ids import party_id
from load.indexing import index_order
from load.merging import PARTY_UPSERT, apply_decisions, rename_parties
from load.rows import OrderRows
from load.workload import renew_workload
from normalize.parties import PartyContext
from normalize.parties.elsewhere import read_again
from normalize.record import Party

_OPEN = ("none", "gazetteer", "user")

Spot = tuple[str, int]
"""A row of `responsibles`: its owner and its ordinal."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A party of the order: as the order alone names it, and as the store has it now."""

    spot: Spot
    made: Party
    now: Party


def restore_order(connection: sqlite3.Connection, order: str) -> None:
    """Leave an order as it is by itself; the next pass of `load.elsewhere` looks again."""
    rename_parties(connection, resolve_order(connection, order, None))


def resolve_order(connection: sqlite3.Connection, order: str, basis: str | None) -> set[str]:
    """Name the parties of an order by a basis: what other orders say about its short forms.

    Args:
        connection: Inside a transaction.
        order: Its id.
        basis: JSON, the key of a short form → its expansions; None takes
            everything back.

    Returns:
        The parties that gained or lost rows: the caller names them anew, once
        for many orders.
    """
    known = connection.execute(
        "SELECT 1 FROM resolution_bases WHERE order_id = ?", (order,)
    ).fetchone()
    touched: set[str] = set()
    if known is None and basis is None:
        return touched
    restore_findings(connection, order)
    connection.execute("DELETE FROM resolution_bases WHERE order_id = ?", (order,))
    rows = _rows(connection, order)
    meanings: dict[str, list[str]] = json.loads(basis) if basis else {}
    wanted = {row.spot: row.made for row in rows}
    if basis is not None:
        connection.execute("INSERT INTO resolution_bases VALUES (?, ?)", (order, basis))
        wanted |= _resolved(connection, order, rows, meanings)
    if any(row.now != wanted[row.spot] for row in rows):
        touched = _write(connection, order, rows, wanted)
    if basis is not None:
        left_open = [
            (row.spot[0], row.made.as_written, wanted[row.spot] != row.made)
            for row in rows
            if row.made.expansion_source in _OPEN
        ]
        tell(connection, order, left_open, meanings)
    count_findings(connection, order)
    return touched


def _rows(connection: sqlite3.Connection, order: str) -> list[_Row]:
    """The order's parties, clauses first, as they were written when the order was saved."""
    found = connection.execute(
        """
        SELECT r.owner_id, r.ordinal, r.as_written, r.person, r.qualifier, r.rule,
            r.name, r.kind, r.role, r.organisation, r.expansion_source, coalesce(p.key, d.key),
            x.name, x.kind, x.role, x.organisation, x.expansion_source, x.key
        FROM responsibles AS r
        LEFT JOIN parties AS p ON p.party_id = coalesce(r.merged_from, r.party_id)
        LEFT JOIN party_decisions AS d ON d.party_id = r.merged_from
        LEFT JOIN resolutions AS x ON x.owner_id = r.owner_id AND x.ordinal = r.ordinal
        LEFT JOIN clauses AS c ON c.clause_id = r.clause_id
        LEFT JOIN measures AS m ON m.measure_id = r.measure_id
        WHERE r.order_id = ?
        ORDER BY r.clause_id IS NULL, coalesce(c.position, m.position), r.ordinal
        """,
        (order,),
    ).fetchall()
    rows = []
    for owner, ordinal, written, person, qualifier, rule, *values in found:
        fields = ("name", "kind", "role", "organisation", "expansion_source", "key")
        now = Party(
            written,
            person=person,
            qualifier=qualifier,
            rule=rule,
            **dict(zip(fields, values[:6], strict=True)),
        )
        own = dict(zip(fields, values[6:], strict=True))
        made = replace(now, **own) if own["key"] is not None else now
        rows.append(_Row((owner, ordinal), made, now))
    return rows


def _resolved(
    connection: sqlite3.Connection,
    order: str,
    rows: Iterable[_Row],
    meanings: Mapping[str, list[str]],
) -> dict[Spot, Party]:
    """The parties that the basis names otherwise than their order does."""
    context = _context(connection, order, meanings)
    again: dict[Party, Party | None] = {}
    for row in rows:
        if row.made.expansion_source in _OPEN and row.made not in again:
            again[row.made] = read_again(row.made, context)
    return {row.spot: party for row in rows if (party := again.get(row.made)) is not None}


def _context(
    connection: sqlite3.Connection, order: str, meanings: Mapping[str, list[str]]
) -> PartyContext:
    issuer = connection.execute(
        "SELECT issuer, place FROM orders WHERE order_id = ?", (order,)
    ).fetchone()
    own = connection.execute(
        "SELECT short, expansion FROM abbreviations WHERE order_id = ? ORDER BY ordinal DESC",
        (order,),
    ).fetchall()
    cells = connection.execute(
        "SELECT DISTINCT responsible_text FROM measures"
        " WHERE order_id = ? AND responsible_text IS NOT NULL ORDER BY 1",
        (order,),
    ).fetchall()
    return PartyContext(
        issuer=issuer[0],
        place=issuer[1],
        abbreviations=dict(own),
        other_orders={key: each[0] for key, each in meanings.items() if len(each) == 1},
        cells=tuple(text for (text,) in cells),
    )


def _write(
    connection: sqlite3.Connection,
    order: str,
    rows: list[_Row],
    wanted: Mapping[Spot, Party],
) -> set[str]:
    """Write the parties of an order anew, with all that follows from them; whom that touches."""
    before = [
        ident
        for (ident,) in connection.execute(
            "SELECT DISTINCT party_id FROM responsibles WHERE order_id = ?", (order,)
        )
    ]
    out = OrderRows(order)
    for row in rows:
        out.add_party(wanted[row.spot])
    shorts = connection.execute(
        "SELECT short, expansion, source FROM abbreviations"
        " WHERE order_id = ? AND is_term = 0 ORDER BY ordinal",
        (order,),
    ).fetchall()
    out.add_acronyms(shorts, wanted.values())
    written = out.finish()
    connection.executemany(PARTY_UPSERT, written["parties"])
    connection.execute("DELETE FROM resolutions WHERE order_id = ?", (order,))
    for row in rows:
        _write_row(connection, order, row, wanted[row.spot])
    connection.execute("DELETE FROM party_aliases WHERE order_id = ?", (order,))
    connection.executemany(
        "INSERT INTO party_aliases (party_id, order_id, alias_key, alias, source)"
        " VALUES (?, ?, ?, ?, ?)",
        written["party_aliases"],
    )
    apply_decisions(connection, order)
    renew_workload(connection, [order])
    _name_measures(connection, order)
    connection.execute("DELETE FROM passages WHERE order_id = ?", (order,))
    index_order(connection, order)
    return {*before, *(str(each[0]) for each in written["parties"])}


def _write_row(connection: sqlite3.Connection, order: str, row: _Row, party: Party) -> None:
    connection.execute(
        "UPDATE responsibles SET party_id = ?, merged_from = NULL, name = ?, kind = ?, role = ?,"
        " organisation = ?, expansion_source = ? WHERE owner_id = ? AND ordinal = ?",
        (party_id(party), *_values(party), *row.spot),
    )
    if party != row.made:
        connection.execute(
            "INSERT INTO resolutions (owner_id, ordinal, order_id, party_id, key, name, kind,"
            " role, organisation, expansion_source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row.spot, order, party_id(row.made), row.made.key, *_values(row.made)),
        )


def _values(party: Party) -> tuple[str | None, ...]:
    return (party.name, party.kind, party.role, party.organisation, party.expansion_source)


def _name_measures(connection: sqlite3.Connection, order: str) -> None:
    """`measures.responsible`: the names of the document's own party, each once."""
    names: dict[str, dict[str, None]] = {}
    for measure, name in connection.execute(
        "SELECT measure_id, name FROM responsibles"
        " WHERE order_id = ? AND measure_id IS NOT NULL ORDER BY measure_id, ordinal",
        (order,),
    ):
        if name:
            names.setdefault(measure, {})[name] = None
    connection.executemany(
        "UPDATE measures SET responsible = ? WHERE measure_id = ?",
        [("; ".join(each), measure) for measure, each in names.items()],
    )
