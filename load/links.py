"""Which order of the store a reference names: «приказ управления от 11.04.2017 № 1079».

Number and date must agree, the kind of act where it is given, and the issuer
as far as both sides name one. Two orders that fit equally well are no answer.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from load.lemmas import lemmas

_ALIKE = 0.5
"""Agreement from which an act is taken for the one that is named."""

_EMPTY_WORDS = {"и", "по", "на", "в", "о", "об"}


class _Act(NamedTuple):
    order_id: str
    doc_type: str | None
    issuer: str | None


class _Mention(NamedTuple):
    order_id: str
    ordinal: int
    doc_type: str | None
    issuer: str | None
    own_issuer: str | None


def link_references(connection: sqlite3.Connection, order_id: str) -> None:
    """Set the targets of the order's references, and of those that name the order.

    What a reference leads to depends on the orders in the store, not on the
    order in which they came.
    """
    keys = connection.execute(
        """
        SELECT number_key, date FROM act_references
        WHERE order_id = :id AND number_key IS NOT NULL AND date IS NOT NULL
        UNION
        SELECT number_key, date FROM orders
        WHERE order_id = :id AND number_key IS NOT NULL AND date IS NOT NULL
        """,
        {"id": order_id},
    ).fetchall()
    for number, date in keys:
        _link(connection, number, date)


def _link(connection: sqlite3.Connection, number: str, date: str) -> None:
    acts = [
        _Act(*row)
        for row in connection.execute(
            "SELECT order_id, doc_type, issuer FROM orders WHERE number_key = ? AND date = ?",
            (number, date),
        )
    ]
    mentions = connection.execute(
        """
        SELECT r.order_id, r.ordinal, r.doc_type, r.issuer, o.issuer
        FROM act_references AS r JOIN orders AS o ON o.order_id = r.order_id
        WHERE r.number_key = ? AND r.date = ?
        """,
        (number, date),
    ).fetchall()
    for row in mentions:
        mention = _Mention(*row)
        connection.execute(
            "UPDATE act_references SET target_order_id = ? WHERE order_id = ? AND ordinal = ?",
            (_target(mention, acts), mention.order_id, mention.ordinal),
        )


def _target(mention: _Mention, acts: list[_Act]) -> str | None:
    weighed = [
        (_agreement(mention, act), act.order_id)
        for act in acts
        if act.order_id != mention.order_id
        and (mention.doc_type is None or act.doc_type is None or mention.doc_type == act.doc_type)
    ]
    weighed = [(weight, order_id) for weight, order_id in weighed if weight >= _ALIKE]
    best = max((weight for weight, _ in weighed), default=0.0)
    fitting = [order_id for weight, order_id in weighed if weight == best]
    return fitting[0] if len(fitting) == 1 else None


def _agreement(mention: _Mention, act: _Act) -> float:
    """From 0 to 1: how well the issuers agree; half where one side names none.

    A reference without an issuer is to an act of the order's own issuer. Two
    names agree where one has all the words of the other: «управление
    образования» is that of the district, «управление культуры» is another.
    """
    named = mention.issuer or mention.own_issuer
    if named is None or act.issuer is None:
        return _ALIKE
    mine, other = _issuer_words(named), _issuer_words(act.issuer)
    if not mine or not other:
        return _ALIKE
    if not (mine <= other or other <= mine):
        return 0.0
    return _ALIKE + (1 - _ALIKE) * len(mine & other) / len(mine | other)


def _issuer_words(name: str) -> set[str]:
    return {word for word in lemmas(name) if word not in _EMPTY_WORDS}
