"""A person's decisions about parties: two keys are one party, and taking that back.

A decision is kept by key, so it holds for orders that are read again and for
those that come later. Chains are shortened as they arise: what was merged into
a party follows it into another. `load.merging` moves the rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from load.errors import DecisionRefused, UnknownName
from load.ids import fold
from load.lookup import FoundParty, find_spelled
from load.merging import DecidedParty, all_decisions, move, move_back, settle, values_of
from load.store import Store

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the party, those merged into it or parted from it, and the rows moved."""

    party: DecidedParty
    others: tuple[DecidedParty, ...]
    rows: int
    orders: int


def merge_parties(store: Store, target: str, source: str) -> Decision:
    """Make `source` the same party as `target`, now and for every order loaded later.

    The party keeps the target's name; the source's spellings and key lead to
    it. What was merged into the source before comes along.

    Args:
        store: Open for writing.
        target: Id or name, in any spelling, of the party that stays.
        source: Id or name of the party that becomes part of it.

    Raises:
        UnknownName: A name fits no party, or several.
        DecisionRefused: Both are one party already, or one was merged before.
    """
    with store.transaction() as connection:
        stays, goes = _named(store, target), _named(store, source)
        if stays == goes:
            raise DecisionRefused(f"{target!r} and {source!r} are one party already: {stays}")
        followers = _merged_into(connection, goes)
        connection.execute(
            "UPDATE party_decisions SET target_id = ?, target_key = ?, target_name = ?,"
            " target_kind = ? WHERE target_id = ?",
            (*values_of(stays), goes.party_id),
        )
        connection.execute(
            "INSERT INTO party_decisions (party_id, key, name, kind, target_id, target_key,"
            " target_name, target_kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values_of(goes), *values_of(stays)),
        )
        orders = connection.execute(
            "SELECT count(DISTINCT order_id) FROM responsibles WHERE party_id = ?",
            (goes.party_id,),
        ).fetchone()[0]
        rows = move(connection, goes.party_id, stays)
    return Decision(stays, (goes, *followers), rows, int(orders))


def split_parties(store: Store, words: str) -> Decision:
    """Take back what was merged: all of a party's merges, or the one of a party merged into it.

    Args:
        store: Open for writing.
        words: Id or name of the party that others were merged into, or of one
            of those.

    Raises:
        UnknownName: The name fits no party, or several.
        DecisionRefused: Nobody merged anything into this party.
    """
    with store.transaction() as connection:
        target, parted = _to_split(store, words)
        rows, orders = 0, set[str]()
        for party in parted:
            moved = connection.execute(
                "SELECT order_id FROM responsibles WHERE merged_from = ?", (party.party_id,)
            ).fetchall()
            rows += len(moved)
            orders |= {order for (order,) in moved}
            move_back(connection, party)
        settle(connection, target)
    return Decision(target, parted, rows, len(orders))


def _named(store: Store, words: str) -> DecidedParty:
    """The one party of the store that the words name.

    Raises:
        DecisionRefused: The words name a party that was merged into another.
    """
    found = find_spelled(store, words)
    exact = [each for each in found if _names(each.own.party_id, each.own.name, words)]
    chosen = exact or found
    current = list(dict.fromkeys(each.now for each in chosen))
    if len(current) > 1:
        raise UnknownName(_ambiguous(words, [_with_place(store, each) for each in current]))
    if all(each.own != each.now for each in chosen):
        merged, now = chosen[0].own, current[0]
        raise DecisionRefused(
            f"{merged} was merged into {now}: name that one, or take it apart first with"
            f" 'prikaz parties --split {merged.party_id}'"
        )
    row = store.connection.execute(
        "SELECT party_id, key, name, kind FROM parties WHERE party_id = ?", (current[0].party_id,)
    ).fetchone()
    return DecidedParty(*row)


def _to_split(store: Store, words: str) -> tuple[DecidedParty, tuple[DecidedParty, ...]]:
    """The party that the words are about, and those that are to be parted from it.

    Words that the target has too mean the target with all its merges; words
    that only a merged party has mean that one.
    """
    decisions = all_decisions(store.connection)
    named = {
        party.party_id
        for pair in decisions
        for party in pair
        if _names(party.party_id, party.name, words)
    }
    # the decisions know parties that no order in the store names any more
    named = named or {each.own.party_id for each in find_spelled(store, words)}
    targets = list(dict.fromkeys(target for _, target in decisions if target.party_id in named))
    merged = [pair for pair in decisions if pair[0].party_id in named]
    if len(targets) == 1:
        return targets[0], _merged_into(store.connection, targets[0])
    if not targets and len(merged) == 1:
        party, target = merged[0]
        return target, (party,)
    if not targets and not merged:
        raise DecisionRefused(f"nobody merged anything into {words!r}: there is nothing to split")
    raise UnknownName(_ambiguous(words, targets or [party for party, _ in merged]))


def _with_place(store: Store, party: FoundParty) -> str:
    """«отдел кадров (982557756f85, ягодный район)»: two districts may each have one."""
    row = store.connection.execute(
        "SELECT key FROM parties WHERE party_id = ?", (party.party_id,)
    ).fetchone()
    place = str(row[0]).partition(" | ")[2] if row else ""
    return f"{party.name} ({party.party_id}, {place})" if place else str(party)


def _ambiguous(words: str, parties: Sequence[object]) -> str:
    names = ", ".join(map(str, parties[:_MOST_NAMED]))
    more = " …" if len(parties) > _MOST_NAMED else ""
    return f"{len(parties)} parties fit {words!r}: {names}{more}; use the id"


def _merged_into(connection: sqlite3.Connection, target: DecidedParty) -> tuple[DecidedParty, ...]:
    """The parties that are this one by decision, by name."""
    return tuple(
        party for party, now in all_decisions(connection) if now.party_id == target.party_id
    )


def _names(party_id: str, name: str, words: str) -> bool:
    """Whether words are the party's id, or its name but for case and marks."""
    return party_id == words.strip() or (fold(name) == fold(words) != "")
