"""Parties of a store that may be one: pairs for a person to judge, never merged here."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from load.ids import fold
from load.store import Store
from normalize.record import Party


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties that may be one, the one with more rows first.

    `score` is how alike their keys are, 0 to 100. `confirmed_by` says what
    they share: `issuer`, `place`, both joined by `, `, or nothing: then two
    districts may each have a party of this name.
    """

    score: float
    confirmed_by: str
    first_id: str
    first_name: str
    first_rows: int
    second_id: str
    second_name: str
    second_rows: int


@dataclass(frozen=True, slots=True)
class _Known:
    """A party of the store with its surroundings."""

    party_id: str
    name: str
    rows: int
    issuers: frozenset[str]
    places: frozenset[str]


def candidate_pairs(store: Store) -> list[Pair]:
    """The doubtful pairs of the whole store: confirmed ones first, then the most alike.

    What a person merged is one party already and is in no pair.
    """
    from normalize.identity import merge_candidates

    connection = store.connection
    rows = connection.execute("SELECT key, party_id, name, kind FROM parties ORDER BY key")
    by_key = {key: (ident, name, kind) for key, ident, name, kind in rows}
    found = merge_candidates(
        Party(name, name, kind, key=key) for key, (_, name, kind) in by_key.items()
    )
    known: dict[str, _Known] = {}
    for key in {key for pair in found for key in (pair.first, pair.second)}:
        ident, name, _ = by_key[key]
        known[key] = _surroundings(connection, ident, name)
    pairs = [_pair(pair.score, known[pair.first], known[pair.second]) for pair in found]
    return sorted(
        pairs,
        key=lambda p: (not p.confirmed_by, -p.score, p.first_name, p.second_name, p.first_id),
    )


def _surroundings(connection: sqlite3.Connection, party_id: str, name: str) -> _Known:
    count = connection.execute(
        "SELECT count(*) FROM responsibles WHERE party_id = ?", (party_id,)
    ).fetchone()[0]
    orders = connection.execute(
        "SELECT DISTINCT issuer_key, place FROM orders WHERE order_id IN"
        " (SELECT order_id FROM responsibles WHERE party_id = ?)",
        (party_id,),
    ).fetchall()
    issuers = frozenset(issuer for issuer, _ in orders if issuer)
    places = frozenset(fold(place) for _, place in orders if fold(place))
    return _Known(party_id, name, int(count), issuers, places)


def _pair(score: float, one: _Known, other: _Known) -> Pair:
    if (other.rows, one.name, one.party_id) > (one.rows, other.name, other.party_id):
        one, other = other, one
    shared = [
        what
        for what, common in (
            ("issuer", one.issuers & other.issuers),
            ("place", one.places & other.places),
        )
        if common
    ]
    return Pair(
        round(score, 1),
        ", ".join(shared),
        one.party_id,
        one.name,
        one.rows,
        other.party_id,
        other.name,
        other.rows,
    )
