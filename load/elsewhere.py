"""Acronyms that an order leaves open and other orders of the same issuer define.

The document's own definitions and the issuer's name come first; then these;
then the gazetteer. A definition counts where all orders of the issuer that
define the short form agree: else the party stays as its own order names it,
with a finding. What comes out depends on the orders in the store alone, not on
the order in which they came, and goes again with the defining order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import pairwise

from load.ids import fold
from load.merging import rename_parties
from load.resolving import resolve_order
from load.store import Store
from normalize.parties.elsewhere import shorts_of
from normalize.parties.expand import short_key

Known = Mapping[str, tuple[str, ...]]
"""Short form (its key) → what the orders of one issuer say it stands for."""

_BATCH = 500
"""Orders written in one transaction."""


def resolve_acronyms(store: Store) -> int:
    """Look the open acronyms of every order up in the other orders of its issuer.

    A second call changes nothing. A transaction holds some hundred orders, so
    a killed run is finished by the next.

    Returns:
        How many orders changed.
    """
    connection = store.connection
    done = dict(connection.execute("SELECT order_id, basis FROM resolution_bases").fetchall())
    wanted = _wanted(connection)
    changed = [each for each in sorted({*done, *wanted}) if done.get(each) != wanted.get(each)]
    for batch in (changed[at : at + _BATCH] for at in range(0, len(changed), _BATCH)):
        with store.transaction():
            touched: set[str] = set()
            for order in batch:
                touched |= resolve_order(connection, order, wanted.get(order))
            rename_parties(connection, touched)
    return len(changed)


def _wanted(connection: sqlite3.Connection) -> dict[str, str]:
    """The basis of every order that uses short forms which only other orders define."""
    known = _known(connection)
    if not known:
        return {}
    own: dict[str, set[str]] = {}
    for order, short in connection.execute("SELECT order_id, short FROM abbreviations"):
        own.setdefault(order, set()).add(short_key(short))
    bases: dict[str, dict[str, tuple[str, ...]]] = {}
    for order, issuer, written in connection.execute(
        """
        SELECT r.order_id, o.issuer_key, r.as_written
        FROM responsibles AS r JOIN orders AS o ON o.order_id = r.order_id
        WHERE r.expansion_source IN ('none', 'gazetteer', 'user', 'other_orders')
        """
    ):
        defined = known.get(issuer or "", {})
        for key in shorts_of(written) if defined else ():
            if key in defined and key not in own.get(order, ()):
                bases.setdefault(order, {})[key] = defined[key]
    return {
        order: json.dumps(basis, ensure_ascii=False, sort_keys=True)
        for order, basis in bases.items()
    }


def _known(connection: sqlite3.Connection) -> dict[str, Known]:
    """What the orders of each issuer define, by issuer; terms («план») hold in their order only."""
    found: dict[str, dict[str, set[str]]] = {}
    for issuer, short, expansion in connection.execute(
        """
        SELECT DISTINCT o.issuer_key, b.short, b.expansion
        FROM abbreviations AS b JOIN orders AS o ON o.order_id = b.order_id
        WHERE b.is_term = 0 AND b.source = 'document' AND o.issuer_key <> ''
        """
    ):
        found.setdefault(issuer, {}).setdefault(short_key(short), set()).add(expansion)
    return {
        issuer: {short: _meanings(sorted(each)) for short, each in shorts.items()}
        for issuer, shorts in found.items()
    }


def _meanings(expansions: Sequence[str]) -> tuple[str, ...]:
    """The expansions that are not one: the fuller of two where one begins the other.

    «управление образования» and «Управление образования администрации района»
    of one issuer are the same body.
    """
    by_words: dict[tuple[str, ...], str] = {}
    for expansion in expansions:
        by_words.setdefault(tuple(fold(expansion).split()), expansion)
    words = sorted(by_words)
    # sorted, what begins others stands before all of them, so neighbours tell
    fuller = [one for one, other in pairwise(words) if other[: len(one)] != one]
    return tuple(by_words[each] for each in (*fuller, *words[-1:]))
