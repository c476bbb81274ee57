"""Rows as plain values ready for JSON: what `explanation` puts together."""

from __future__ import annotations

import json
from typing import Any

from load.store import Store

Facts = dict[str, Any]

_FINDING = "finding_id, code, severity, message, excerpt, page, places, measure_id, clause_id"


def one(store: Store, sql: str, ident: str | None) -> Facts | None:
    """The first row of an answer."""
    rows = every(store, sql, ident)
    return rows[0] if rows else None


def every(store: Store, sql: str, ident: str | None) -> list[Facts]:
    """The rows of an answer by column; `ident` is its only parameter."""
    cursor = store.connection.execute(sql, (ident,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def places_of(places: list[list[Any]]) -> list[Facts]:
    """Places as the store keeps them: page, box, and the spot in words."""
    return [
        {"page": page, "box": None if x0 is None else [x0, top, x1, bottom], "spot": spot}
        for page, x0, top, x1, bottom, spot in places
    ]


def findings(store: Store, where: str, ident: str) -> list[Facts]:
    """The findings that a condition on one id chooses, each with its page and box."""
    rows = every(store, f"SELECT {_FINDING} FROM findings WHERE {where} ORDER BY ordinal", ident)
    for row in rows:
        places = places_of(json.loads(row.pop("places")))
        row["box"] = places[0]["box"] if places else None
    return rows


def findings_at(store: Store, order_id: str, places: list[Facts]) -> list[Facts]:
    """Doubts about the file that stand inside one of these places: a cell that was read badly.

    Recognition knows no measures and no clauses, so only the place says whose doubt it is.
    """
    where = "order_id = ? AND measure_id IS NULL AND clause_id IS NULL AND places <> '[]'"
    return [
        finding
        for finding in findings(store, where, order_id)
        if any(_holds(place, finding) for place in places)
    ]


def _holds(place: Facts, finding: Facts) -> bool:
    """Whether the middle of the finding's box is inside the place."""
    if place["box"] is None or place["page"] != finding["page"]:
        return False
    left, top, right, bottom = place["box"]
    x = (finding["box"][0] + finding["box"][2]) / 2
    y = (finding["box"][1] + finding["box"][3]) / 2
    return bool(left <= x <= right and top <= y <= bottom)
