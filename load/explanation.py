"""Where a row came from: file, page, box, the rules that read it, the joins and their reasons."""

from __future__ import annotations

import json

from load.errors import UnknownName
from load.facts import Facts, every, findings, findings_at, one, places_of
from load.lookup import find_order
from load.store import Store


def explain(store: Store, ident: str) -> Facts:
    """Everything known about the origin of whatever the store has an id for.

    Args:
        store: Open for reading.
        ident: An id of the store, or an order as `find_order` takes it.

    Returns:
        Plain values ready for JSON; `what` says which kind of row it is.

    Raises:
        UnknownName: The store has no such row.
    """
    ident = ident.strip()
    owner = _owner(store, ident)
    for what, explainer in _EXPLAINERS.items():
        facts = explainer(store, owner)
        if facts is not None:
            order_id = facts.pop("order_id")
            if "findings" not in facts:
                facts["findings"] = findings_at(store, order_id, facts["places"])
            return {"what": what, "id": owner, **_origin(store, order_id), **facts}
    try:
        order = find_order(store, ident)
    except UnknownName as error:
        raise UnknownName(
            f"the store has neither a measure, clause, member, text, finding nor order {ident!r}"
            if "no order" in str(error)
            else str(error)
        ) from error
    return {"what": "order", "id": order.order_id, **_origin(store, order.order_id)} | _order(
        store, order.order_id
    )


def _owner(store: Store, ident: str) -> str:
    """A deadline is explained with the measure or clause it belongs to."""
    row = one(
        store,
        "SELECT coalesce(measure_id, clause_id) AS o FROM deadlines WHERE deadline_id = ?",
        ident,
    )
    return str(row["o"]) if row else ident


def _origin(store: Store, order_id: str) -> Facts:
    order = one(
        store,
        """
        SELECT o.order_id, o.doc_type, o.number, o.date, o.issuer, o.title, d.source_path,
            d.source_format, d.sha256, d.page_count
        FROM orders AS o JOIN documents AS d ON d.document_id = o.document_id
        WHERE o.order_id = ?
        """,
        order_id,
    )
    assert order is not None
    keys = ("source_path", "source_format", "sha256", "page_count")
    return {
        "file": {key: order[key] for key in keys},
        "order": {key: value for key, value in order.items() if key not in keys},
    }


def _measure(store: Store, ident: str) -> Facts | None:
    row = one(
        store,
        """
        SELECT m.*, s.title AS section_title, a.number AS annex_number, a.title AS annex_title
        FROM measures AS m LEFT JOIN sections AS s ON s.section_id = m.section_id
        LEFT JOIN annexes AS a ON a.annex_id = m.annex_id WHERE m.measure_id = ?
        """,
        ident,
    )
    if row is None:
        return None
    columns = every(
        store,
        "SELECT header, role, score, reasons FROM table_columns WHERE table_id = ?"
        " ORDER BY position",
        row["table_id"],
    )
    cells = []
    for at, (text, confidence, places) in enumerate(json.loads(row["cells"])):
        column = columns[at] if at < len(columns) else {}
        cells.append(
            {
                "header": column.get("header"),
                "role": column.get("role"),
                "role_score": column.get("score"),
                "role_reasons": json.loads(column.get("reasons") or "[]"),
                "text": text,
                "confidence": confidence,
                "places": places_of(places),
            }
        )
    names = "order_id position number activity section_title annex_number annex_title page_first"
    return {
        **{name: row[name] for name in f"{names} page_last confidence".split()},
        "cells": cells,
        "joins": _joins(row["joins"]),
        **_values(store, ident, row["order_id"], [p for cell in cells for p in cell["places"]]),
    }


def _clause(store: Store, ident: str) -> Facts | None:
    row = one(store, "SELECT * FROM clauses WHERE clause_id = ?", ident)
    if row is None:
        return None
    names = ("order_id", "path", "number", "text", "verbatim", "persons", "page", "confidence")
    places = places_of(json.loads(row["places"]))
    return {
        **{name: row[name] for name in names},
        "places": places,
        **_values(store, ident, row["order_id"], places),
    }


def _member(store: Store, ident: str) -> Facts | None:
    row = one(store, "SELECT * FROM members WHERE member_id = ?", ident)
    if row is None:
        return None
    names = "order_id group_name number person post duty person_text post_text page confidence"
    facts = {name: row[name] for name in names.split()}
    return {**facts, "places": places_of(json.loads(row["places"]))}


def _text(store: Store, ident: str) -> Facts | None:
    row = one(
        store,
        "SELECT order_id, part, text, confidence, places FROM paragraphs WHERE paragraph_id = ?",
        ident,
    )
    return row and {**row, "places": places_of(json.loads(row["places"]))}


def _table_row(store: Store, ident: str) -> Facts | None:
    table, mark, row = ident.rpartition("-r")
    if not mark or not row.isdecimal():
        return None
    cells = every(
        store,
        f"""
        SELECT t.order_id, c."column", c.text, c.confidence, c.places FROM table_cells AS c
        JOIN order_tables AS t ON t.table_id = c.table_id
        WHERE c.table_id = ? AND c."row" = {int(row)} ORDER BY c."column"
        """,
        table,
    )
    if not cells:
        return None
    return {
        "order_id": cells[0]["order_id"],
        "text": " · ".join(cell["text"] for cell in cells),
        "confidence": min(cell["confidence"] for cell in cells),
        "places": [place for cell in cells for place in places_of(json.loads(cell["places"]))],
    }


def _finding(store: Store, ident: str) -> Facts | None:
    row = one(store, "SELECT order_id FROM findings WHERE finding_id = ?", ident)
    if row is None:
        return None
    (finding,) = findings(store, "finding_id = ?", ident)
    box, page = finding["box"], finding["page"]
    return {
        **row,
        **{name: finding[name] for name in ("measure_id", "clause_id", "excerpt")},
        "places": [{"page": page, "box": box, "spot": ""}] if page else [],
        "findings": [finding],
    }


_EXPLAINERS = {
    "measure": _measure,
    "clause": _clause,
    "member": _member,
    "text": _text,
    "table row": _table_row,
    "finding": _finding,
}


def _order(store: Store, ident: str) -> Facts:
    paragraphs = every(
        store,
        "SELECT part, text, confidence, places FROM paragraphs WHERE order_id = ?"
        " ORDER BY position",
        ident,
    )
    for row in paragraphs:
        row["places"] = places_of(json.loads(row["places"]))
    columns = every(
        store,
        """
        SELECT c.table_id, c.header, c.role, c.score, c.reasons FROM order_tables AS t
        JOIN table_columns AS c ON c.table_id = t.table_id
        WHERE t.order_id = ? ORDER BY t.position, c.position
        """,
        ident,
    )
    for row in columns:
        row["reasons"] = json.loads(row["reasons"])
    return {
        "period": one(
            store,
            "SELECT period_start AS start, period_end AS 'end', period_words AS words,"
            " period_inferred AS inferred FROM orders WHERE order_id = ?",
            ident,
        ),
        "documents": every(
            store,
            "SELECT source_path, sha256, state, quality FROM documents WHERE order_id = ?"
            " ORDER BY document_id",
            ident,
        ),
        "paragraphs": paragraphs,
        "columns": columns,
        "findings": findings(store, "order_id = ?", ident),
    }


def _values(store: Store, owner: str, order_id: str, places: list[Facts]) -> Facts:
    """Deadlines and parties of a measure or a clause, each with its rule; the doubts about it."""
    where = "measure_id = ?1 OR clause_id = ?1"
    return {
        "deadlines": every(
            store,
            "SELECT deadline_id, text, kind, starts_on AS start, ends_on AS 'end', edtf, rrule,"
            f" condition, time, year_inferred, rule FROM deadlines WHERE {where} ORDER BY ordinal",
            owner,
        ),
        "parties": every(
            store,
            "SELECT as_written, coalesce((SELECT p.name FROM parties AS p WHERE"
            " r.merged_from IS NOT NULL AND p.party_id = r.party_id), name) AS name, kind, role,"
            " person, organisation, qualifier, expansion_source, rule, party_id, merged_from"
            " FROM responsibles AS r WHERE owner_id = ?"
            " ORDER BY ordinal",
            owner,
        ),
        "findings": findings(store, where, owner) + findings_at(store, order_id, places),
    }


def _joins(text: str) -> list[Facts]:
    return [
        {"row": row, "joined": joined, "score": score, "reasons": reasons}
        for row, joined, score, reasons in json.loads(text)
    ]
