"""An OrderRecord as rows of the store's tables: pure, no database.

Row tuples follow `COLUMNS`, which is also what the INSERT statements name.
Dates are ISO text, lists and places are JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.document import Join, Place
from extract.findings import Finding
from extract.order import Clause, Quote
from load.ids import UniqueIds, digest, fold, number_key, party_id, party_key
from normalize.record import ClauseRecord, Deadline, DeadlineReading, OrderRecord, Party

Value = str | int | float | bytes | None
Row = tuple[Value, ...]

COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split())
    for table, columns in {
        "orders": "order_id document_id issuer issuer_key doc_type number number_key date place"
        " title signatory_post signatory_person period_start period_end period_words"
        " period_inferred",
        "annexes": "annex_id order_id position number heading title",
        "paragraphs": "paragraph_id order_id annex_id position part text confidence places",
        "clauses": "clause_id order_id position path number parent_id text verbatim deadline_text"
        " deadline_start deadline_end persons confidence page places",
        "order_tables": "table_id order_id annex_id position kind title",
        "table_columns": "table_id position header role score reasons places",
        "table_cells": "table_id row column text confidence places",
        "sections": "section_id order_id table_id parent_section_id position number title"
        " confidence places",
        "measures": "measure_id order_id annex_id table_id section_id position number activity"
        " deadline_text deadline_kind deadline_start deadline_end deadline_edtf responsible_text"
        " responsible result_text texts cells joins page_first page_last confidence finding_count",
        "deadlines": "deadline_id order_id measure_id clause_id ordinal text kind starts_on ends_on"
        " edtf rrule condition time year_inferred rule span_start span_end",
        "parties": "party_id key name kind",
        "party_aliases": "party_id order_id alias_key alias source",
        "responsibles": "order_id owner_id ordinal measure_id clause_id party_id as_written name"
        " kind role person organisation qualifier expansion_source rule",
        "members": "member_id order_id annex_id group_name position number person post duty"
        " person_text post_text confidence page places",
        "abbreviations": "order_id ordinal short expansion source is_term",
        "act_references": "order_id ordinal relation words doc_type issuer number number_key date"
        " title target_order_id places",
        "findings": "finding_id order_id measure_id clause_id ordinal page code severity message"
        " excerpt",
    }.items()
}
"""The tables in the order in which they are written, each with its columns."""

_TRUSTED = ("docx", "odt", "doc", "rtf", "html", "text", "pdf")
"""Formats from the one that says most about its structure to the one that says least."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class OrderRows:
    """The rows of one order, by table, while they are being put together."""

    def __init__(self, order_id: str) -> None:
        self.order_id = order_id
        self.rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self.ids = UniqueIds()
        self._parties: dict[str, Row] = {}
        self._aliases: dict[tuple[str, str], Row] = {}

    def add(self, table: str, *values: Value) -> None:
        """One row; the values follow `COLUMNS[table]`."""
        self.rows[table].append(values)

    def add_deadlines(
        self,
        reading: DeadlineReading,
        *,
        measure_id: str | None = None,
        clause_id: str | None = None,
    ) -> None:
        """The deadlines of a measure, or those of a clause (which has no row for `none`)."""
        owner = measure_id or clause_id or ""
        ordinal = 0
        for item in reading.items:
            if item.kind == "none" and measure_id is None:
                continue
            ordinal += 1
            self.rows["deadlines"].append(
                (
                    f"{owner}-d{ordinal}",
                    self.order_id,
                    measure_id,
                    clause_id,
                    ordinal,
                    item.text,
                    item.kind,
                    iso(item.start),
                    iso(item.end),
                    item.edtf,
                    item.rrule,
                    item.condition,
                    item.time,
                    int(item.year_inferred),
                    item.rule,
                    item.span[0],
                    item.span[1],
                )
            )

    def add_parties(
        self,
        parties: Sequence[Party],
        *,
        measure_id: str | None = None,
        clause_id: str | None = None,
    ) -> None:
        """The parties of a measure or a clause, and how this order spells them."""
        owner = measure_id or clause_id
        for ordinal, party in enumerate(parties, start=1):
            ident = self._party(party)
            self.rows["responsibles"].append(
                (
                    self.order_id,
                    owner,
                    ordinal,
                    measure_id,
                    clause_id,
                    ident,
                    party.as_written,
                    party.name,
                    party.kind,
                    party.role,
                    party.person,
                    party.organisation,
                    party.qualifier,
                    party.expansion_source,
                    party.rule,
                )
            )

    def add_findings(
        self,
        findings: Iterable[Finding],
        *,
        measure_id: str | None = None,
        clause_id: str | None = None,
    ) -> None:
        """Doubts about the order, one of its measures or one of its clauses."""
        for finding in findings:
            ordinal = len(self.rows["findings"]) + 1
            self.add(
                "findings",
                f"{self.order_id}-f{ordinal:03d}",
                self.order_id,
                measure_id,
                clause_id,
                ordinal,
                finding.page or None,
                finding.code,
                finding.severity,
                finding.message,
                finding.excerpt,
            )

    def add_paragraph(self, part: str, quote: Quote | None, annex_id: str | None = None) -> None:
        """Words that stand outside clauses and tables; nothing for an absent or empty quote."""
        if quote is None or not quote.text:
            return
        position = len(self.rows["paragraphs"]) + 1
        self.add(
            "paragraphs",
            f"{self.order_id}-w{position:04d}",
            self.order_id,
            annex_id,
            position,
            part,
            quote.text,
            quote.confidence,
            places_json(quote.places),
        )

    def add_alias(self, ident: str, alias: str, source: str) -> None:
        """A spelling of a party; the first source of a spelling stays."""
        key = fold(alias)
        if key:
            self._aliases.setdefault((ident, key), (ident, self.order_id, key, alias, source))

    def finish(self) -> dict[str, list[Row]]:
        """All rows by table, parties and their spellings once each."""
        self.rows["parties"] = list(self._parties.values())
        self.rows["party_aliases"] = list(self._aliases.values())
        return self.rows

    def _party(self, party: Party) -> str:
        ident = party_id(party)
        known = self._parties.get(ident)
        if known is None or str(known[2]) > party.name:
            name = party.name or party.as_written
            self._parties[ident] = (ident, party_key(party), name, party.kind)
        self.add_alias(ident, party.as_written, party.expansion_source or "written")
        self.add_alias(ident, party.name, "name")
        return ident


def iso(date: dt.date | None) -> str | None:
    """A date as the store keeps it."""
    return date.isoformat() if date else None


def places_json(places: Sequence[Place]) -> str:
    """Where words stand: one [page, x0, top, x1, bottom, spot] a fragment, tenths of a point."""
    return "[" + ",".join(map(_place_json, places)) + "]"


def _place_json(place: Place) -> str:
    # every cell of every measure comes through here: formatting is far faster than an encoder
    spot = _encode(place.spot) if place.spot else '""'
    box = place.box
    if box is None:
        return f"[{place.page},null,null,null,null,{spot}]"
    return f"[{place.page},{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f},{spot}]"


def cells_json(cells: Sequence[Quote]) -> str:
    """The cells of a measure: [words, confidence, places] each."""
    return (
        "["
        + ",".join(
            f"[{_encode(q.text)},{round(q.confidence, 3)},{places_json(q.places)}]" for q in cells
        )
        + "]"
    )


def joins_json(joins: Sequence[Join]) -> str:
    """Decisions on page breaks: [row, joined, score, reasons] each."""
    if not joins:
        return "[]"
    return _encode([[j.row, j.joined, round(j.score, 3), list(j.reasons)] for j in joins])


def json_text(value: object) -> str:
    """Compact JSON with Russian letters as they are."""
    return _encode(value)


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


def kind_of(reading: DeadlineReading) -> str:
    """The contract's `deadline_kind`; `none` where a reading holds nothing at all."""
    return reading.kind if reading.items else "none"


def edtf_of(items: Sequence[Deadline]) -> str | None:
    """The EDTF of a cell: that of its deadline, or the set `{a,b}` of them all."""
    known = [item.edtf for item in items if item.edtf]
    if not known or len(known) < len(items):
        return None
    return known[0] if len(known) == 1 else "{" + ",".join(known) + "}"


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
        out.add_findings(
            merged_findings((*clause.deadline.findings, *clause.parties.findings)),
            clause_id=clause_id,
        )


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
        "; ".join(clause.persons),
        quote.confidence,
        clause.page or None,
        places_json(quote.places),
    )


def merged_findings(*groups: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of several lists that may repeat each other, each as often as its fullest list."""
    merged: Counter[Finding] = Counter()
    for group in groups:
        merged |= Counter(group)
    return tuple(merged.elements())


def left_over(record: OrderRecord, told: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of the whole order without those already told about a measure or a clause."""
    rest = Counter(merged_findings(record.order.findings, record.findings))
    rest.subtract(Counter(told))
    for finding, count in rest.items():
        for _ in range(count):
            yield finding


def content_key(record: OrderRecord) -> str:
    """How much of the order this file gives, sortable: of two files the greater one is taken.

    Words read beat words recognized, more content beats less, fewer doubts
    beat more. The last part, the file's own digits, makes the choice
    independent of the order in which files come.
    """
    recognized = any(measure.confidence < 1 for measure in record.measures)
    content = len(record.measures) + len(record.clauses) + len(record.members)
    known = sum(
        value is not None
        for value in (record.issuer, record.title, record.signatory_person, record.period)
    )
    doubts = 9999 - min(len(record.findings), 9999)
    source = record.order.source
    trust = 9 - _TRUSTED.index(source.format) if source.format in _TRUSTED else 0
    file_key = digest(source.sha256, length=8)
    return f"{int(not recognized)}.{content:06d}.{known}.{doubts:04d}.{trust}.{file_key}"
