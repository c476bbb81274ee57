"""Doubts about acronyms that other orders of the issuer answer, or bring up; and back.

`resolved_findings` keeps what the order's own finding said; one that only the
other orders bring up has no code there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from normalize.parties.elsewhere import shorts_of
from normalize.parties.expand import short_key

_DOUBTS = ("party.acronym-unknown", "party.acronym-ambiguous")
ELSEWHERE = "party.acronym-elsewhere"
"""The finding in place of a doubt that other orders answered."""

CONTRADICTED = "party.acronym-contradicted"
"""Other orders of the issuer define the acronym, each its own way."""


def tell(
    connection: sqlite3.Connection,
    order: str,
    parties: Iterable[tuple[str, str, bool]],
    meanings: Mapping[str, list[str]],
) -> None:
    """Answer the doubts that a basis settles, and tell where other orders contradict.

    `parties` are those whose own order leaves an acronym open: the measure or
    clause, the words, and whether the basis named the party.
    """
    told: set[tuple[str, str]] = set()
    for owner, written, named in parties:
        for key in sorted(shorts_of(written) & meanings.keys()):
            each = meanings[key]
            if (owner, key) in told:
                continue
            if len(each) > 1:
                told.add((owner, key))
                quoted = "» and as «".join(each)
                message = f"Other orders of the issuer define «{{short}}» as «{quoted}»"
                _tell_one(connection, (order, owner, key), (CONTRADICTED, "warning", message))
            elif named:
                told.add((owner, key))
                message = f"«{{short}}» taken as «{each[0]}», as other orders of the issuer say"
                _tell_one(connection, (order, owner, key), (ELSEWHERE, "info", message))


def _tell_one(
    connection: sqlite3.Connection, place: tuple[str, str, str], finding: tuple[str, str, str]
) -> None:
    """Put a finding in the place of the order's own doubt about a short form.

    Where the order has none, a contradiction is a new finding; an answer needs none.
    """
    order, owner, key = place
    code, severity, message = finding
    own = [
        row
        for row in connection.execute(
            "SELECT finding_id, code, severity, message, excerpt FROM findings"
            " WHERE order_id = ? AND coalesce(measure_id, clause_id) = ?",
            (order, owner),
        )
        if row[1] in _DOUBTS and short_key(row[4]) == key
    ]
    for ident, *before, excerpt in own:
        connection.execute(
            "INSERT INTO resolved_findings VALUES (?, ?, ?, ?, ?)", (ident, order, *before)
        )
        connection.execute(
            "UPDATE findings SET code = ?, severity = ?, message = ? WHERE finding_id = ?",
            (code, severity, message.format(short=excerpt), ident),
        )
    if own or code != CONTRADICTED:
        return
    ident = f"{owner}-x{key}"
    connection.execute(
        """
        INSERT INTO findings (finding_id, order_id, measure_id, clause_id, ordinal, page, code,
            severity, message, excerpt)
        SELECT ?1, ?2, (SELECT measure_id FROM measures WHERE measure_id = ?3),
            (SELECT clause_id FROM clauses WHERE clause_id = ?3),
            (SELECT coalesce(max(ordinal), 0) + 1 FROM findings WHERE order_id = ?2),
            coalesce((SELECT page_first FROM measures WHERE measure_id = ?3),
                (SELECT page FROM clauses WHERE clause_id = ?3)),
            ?4, ?5, ?6, ?7
        """,
        (ident, order, owner, code, severity, message.format(short=key), key),
    )
    connection.execute(
        "INSERT INTO resolved_findings (finding_id, order_id) VALUES (?, ?)", (ident, order)
    )


def restore_findings(connection: sqlite3.Connection, order: str) -> None:
    """Leave the doubts as the order alone has them."""
    connection.execute(
        "DELETE FROM findings WHERE finding_id IN"
        " (SELECT finding_id FROM resolved_findings WHERE order_id = ? AND code IS NULL)",
        (order,),
    )
    connection.execute(
        """
        UPDATE findings SET code = x.code, severity = x.severity, message = x.message
        FROM resolved_findings AS x
        WHERE x.finding_id = findings.finding_id AND x.order_id = ?
        """,
        (order,),
    )
    connection.execute("DELETE FROM resolved_findings WHERE order_id = ?", (order,))


def count_findings(connection: sqlite3.Connection, order: str) -> None:
    """Renew the number of doubts of each measure."""
    connection.execute(
        """
        UPDATE measures SET finding_count =
            (SELECT count(*) FROM findings AS f WHERE f.measure_id = measures.measure_id)
        WHERE order_id = ?
        """,
        (order,),
    )
