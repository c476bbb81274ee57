"""The order itself and all outside its annexes as rows: header, clauses, references."""

from __future__ import annotations

from extract.order import Clause, Quote
from load.doubts import of_clause
from load.ids import fold, number_key
from load.rows import OrderRows, Row
from load.values import iso, places_json
from normalize.record import ClauseRecord, OrderRecord


def order_row(record: OrderRecord, order_id: str, document_id: str) -> Row:
    """The row of `orders`."""
    period = record.period
    return (
        order_id,
        document_id,
        record.issuer,
        fold(record.issuer) or None,
        record.doc_type,
        record.number,
        number_key(record.number) or None,
        iso(record.date),
        record.place,
        record.title,
        record.signatory_post,
        record.signatory_person,
        iso(period.start) if period else None,
        iso(period.end) if period else None,
        period.words if period else None,
        int(period.inferred) if period else 0,
    )


def body_rows(record: OrderRecord, out: OrderRows) -> None:
    """Everything outside the annexes: header, clauses, abbreviations, references."""
    header = record.order.header
    for quote in header.furniture:
        out.add_paragraph("furniture", quote)
    for part in ("issuer", "doc_type", "number", "date", "place", "title", "preamble", "command"):
        out.add_paragraph(part, getattr(header, part))
    _clause_rows(record, out)
    for signature in record.order.signatures:
        out.add_paragraph("signatory_post", signature.post)
        out.add_paragraph("signatory_person", signature.person)
    for quote in record.order.closing:
        out.add_paragraph("closing", quote)
    for quote in record.order.residue:
        out.add_paragraph("residue", quote)
    for ordinal, short in enumerate(record.abbreviations, start=1):
        out.add(
            "abbreviations",
            out.order_id,
            ordinal,
            short.short,
            short.expansion,
            short.source,
            int(short.is_term),
        )
    for ordinal, act in enumerate(record.references, start=1):
        out.add(
            "act_references",
            out.order_id,
            ordinal,
            act.relation,
            act.words.text,
            act.doc_type,
            act.issuer,
            act.number,
            number_key(act.number) or None,
            iso(act.date),
            act.title,
            None,
            places_json(act.words.places),
        )


def _clause_rows(record: OrderRecord, out: OrderRows) -> None:
    verbatim = {clause.path: clause for clause in record.order.clauses}
    ids: dict[str, str] = {}
    for position, clause in enumerate(record.clauses, start=1):
        clause_id = out.ids.take(f"{out.order_id}-c{clause.path}")
        ids.setdefault(clause.path, clause_id)
        parent = ids.get(clause.parent) if clause.parent else None
        out.rows["clauses"].append(
            _clause_row(
                clause, verbatim.get(clause.path), (clause_id, out.order_id, position, parent)
            )
        )
        out.add_deadlines(clause.deadline, clause_id=clause_id)
        out.add_parties(clause.parties.parties, clause_id=clause_id)
        out.add_findings(of_clause(clause), clause_id=clause_id)


def _clause_row(
    clause: ClauseRecord, source: Clause | None, ids: tuple[str, str, int, str | None]
) -> Row:
    clause_id, order_id, position, parent = ids
    quote = source.text if source else Quote(clause.text)
    named = [item for item in clause.deadline.items if item.kind != "none"]
    return (
        clause_id,
        order_id,
        position,
        clause.path,
        clause.number,
        parent,
        clause.text,
        quote.text if quote.text != clause.text else None,
        "; ".join(item.text for item in named) or None,
        iso(clause.deadline.start),
        iso(clause.deadline.end),
        "; ".join(clause.persons) or None,
        quote.confidence,
        clause.page or None,
        places_json(quote.places),
    )
