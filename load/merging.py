"""What a person's decisions about parties do to the rows of a store.

A decision says that one key is another party. Rows that it moves keep the id
they had in `merged_from`; moved back, they are as if nobody had decided. No
decision points to a party that is itself merged. Everything here runs inside
a transaction of the caller; `load.decisions` is what a person asks for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from load.workload import renew_workload

PARTY_UPSERT = (
    "INSERT INTO parties (party_id, key, name, kind) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (party_id) DO UPDATE"
    " SET name = min(name, excluded.name), kind = min(kind, excluded.kind)"
    " WHERE excluded.name < name OR excluded.kind < kind"
)
"""One party, several orders: of two spellings the same one wins in any order of files."""


@dataclass(frozen=True, slots=True)
class DecidedParty:
    """A party that a decision is about."""

    party_id: str
    key: str
    name: str
    kind: str

    def __str__(self) -> str:
        """«управление образования (982557756f85)»."""
        return f"{self.name} ({self.party_id})"


def apply_decisions(connection: sqlite3.Connection, order_id: str) -> None:
    """Let the parties of an order that was just written follow the decisions there are."""
    rows = connection.execute(
        """
        SELECT DISTINCT d.party_id, d.target_id, d.target_key, d.target_name, d.target_kind
        FROM responsibles AS r JOIN party_decisions AS d ON d.party_id = r.party_id
        WHERE r.order_id = ?
        """,
        (order_id,),
    ).fetchall()
    for party_id, *target in rows:
        move(connection, party_id, DecidedParty(*target))
    # whichever orders came first, the name is the one that the person saw
    connection.execute(
        """
        UPDATE parties SET name = d.target_name, kind = d.target_kind
        FROM party_decisions AS d
        WHERE d.target_id = parties.party_id
          AND parties.party_id IN (SELECT party_id FROM responsibles WHERE order_id = ?)
        """,
        (order_id,),
    )


def move(connection: sqlite3.Connection, party_id: str, target: DecidedParty) -> int:
    """Give the rows and spellings of a party to the target; how many rows."""
    connection.execute(
        "INSERT INTO parties (party_id, key, name, kind) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        values_of(target),
    )
    ids = {"source": party_id, "target": target.party_id}
    orders = _orders_where(connection, "party_id", party_id)
    rows = connection.execute(
        "UPDATE responsibles SET party_id = :target, merged_from = coalesce(merged_from, :source)"
        " WHERE party_id = :source",
        ids,
    ).rowcount
    connection.execute(
        "UPDATE party_aliases SET party_id = :target,"
        " merged_from = CASE merged_from WHEN '' THEN :source ELSE merged_from END"
        " WHERE party_id = :source",
        ids,
    )
    renew_workload(connection, orders)
    connection.execute("DELETE FROM parties WHERE party_id = ?", (party_id,))
    return int(rows)


def _orders_where(connection: sqlite3.Connection, column: str, party_id: str) -> list[str]:
    """The orders in which a party is charged, by its id now or (`merged_from`) before."""
    rows = connection.execute(
        f"SELECT DISTINCT order_id FROM responsibles WHERE {column} = ?", (party_id,)
    )
    return [order_id for (order_id,) in rows.fetchall()]


def move_back(connection: sqlite3.Connection, party: DecidedParty) -> None:
    """Drop the decision about a party and give it back its rows and spellings."""
    connection.execute("DELETE FROM party_decisions WHERE party_id = ?", (party.party_id,))
    name, kind = connection.execute(
        f"SELECT {_NAME_AND_KIND} FROM responsibles WHERE merged_from = ?", (party.party_id,)
    ).fetchone()
    if name is None:
        return  # the store has no order that names it now
    connection.execute(
        "INSERT INTO parties (party_id, key, name, kind) VALUES (?, ?, ?, ?)",
        (party.party_id, party.key, name, kind),
    )
    orders = _orders_where(connection, "merged_from", party.party_id)
    connection.execute(
        "UPDATE responsibles SET party_id = merged_from, merged_from = NULL WHERE merged_from = ?",
        (party.party_id,),
    )
    renew_workload(connection, orders)
    connection.execute(
        "UPDATE party_aliases SET party_id = merged_from, merged_from = '' WHERE merged_from = ?",
        (party.party_id,),
    )


_NAME_AND_KIND = "min(coalesce(nullif(name, ''), as_written)), min(kind)"
"""What saving makes of the rows of one party; see `load.rows`."""


def rename_parties(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Name parties as the rows that they have now make it; drop those that have none.

    A party that others were merged into keeps the name that the person saw.
    """
    for ident in sorted(ids):
        name, kind = connection.execute(
            f"SELECT {_NAME_AND_KIND} FROM responsibles WHERE party_id = ?", (ident,)
        ).fetchone()
        if name is None:
            connection.execute("DELETE FROM parties WHERE party_id = ?", (ident,))
        else:
            connection.execute(
                "UPDATE parties SET name = ?1, kind = ?2 WHERE party_id = ?3"
                " AND NOT EXISTS (SELECT 1 FROM party_decisions WHERE target_id = ?3)",
                (name, kind, ident),
            )


def settle(connection: sqlite3.Connection, target: DecidedParty) -> None:
    """Leave the target as its own rows make it, once nothing is merged into it."""
    ident = (target.party_id,)
    if connection.execute("SELECT 1 FROM party_decisions WHERE target_id = ?", ident).fetchone():
        name = None
    else:
        name, kind = connection.execute(
            f"SELECT {_NAME_AND_KIND} FROM responsibles WHERE party_id = ?", ident
        ).fetchone()
    if name is not None:
        connection.execute(
            "UPDATE parties SET name = ?, kind = ? WHERE party_id = ?", (name, kind, *ident)
        )
    connection.execute(
        "DELETE FROM parties WHERE party_id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM responsibles WHERE party_id = ?1)",
        ident,
    )


def all_decisions(connection: sqlite3.Connection) -> list[tuple[DecidedParty, DecidedParty]]:
    """Every merged party with the party that it is now."""
    rows = connection.execute(
        "SELECT party_id, key, name, kind, target_id, target_key, target_name, target_kind"
        " FROM party_decisions ORDER BY target_name, target_id, name, party_id"
    )
    return [(DecidedParty(*row[:4]), DecidedParty(*row[4:])) for row in rows]


def values_of(party: DecidedParty) -> tuple[str, str, str, str]:
    """A row of `parties`."""
    return party.party_id, party.key, party.name, party.kind
