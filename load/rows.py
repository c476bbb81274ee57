"""The tables' columns, and a collector for the rows of one order: pure, no database.

`load.annex_rows.rows_of` makes the rows of a whole record. Row tuples follow
`COLUMNS`, which is also what the INSERT statements name. Dates are ISO text,
lists and places are JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.document import Place
from extract.findings import Finding
from extract.order import Quote
from load.ids import UniqueIds, fold, party_id, party_key
from load.values import iso, places_json
from normalize.record import DeadlineReading, Party

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
        " excerpt places",
    }.items()
}
"""The tables in the order in which they are written, each with its columns."""


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
            ident = self.add_party(party)
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
                _finding_places(finding),
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

    def add_acronyms(
        self, shorts: Iterable[tuple[str, str, str]], parties: Iterable[Party]
    ) -> None:
        """The acronym of a party is one more spelling of it: (short, expansion, source) each."""
        by_expansion: dict[str, list[tuple[str, str]]] = {}
        for short, expansion, source in shorts:
            by_expansion.setdefault(fold(expansion), []).append((short, source))
        if not by_expansion:
            return
        for party in parties:
            for short, source in by_expansion.get(fold(party.name), ()):
                self.add_alias(party_id(party), short, source)

    def add_party(self, party: Party) -> str:
        """A party with how this order spells it; its id."""
        ident = party_id(party)
        known = self._parties.get(ident)
        name, kind = party.name or party.as_written, party.kind
        if known is not None:
            # as over several orders: which of them is read first must not matter
            name, kind = min(name, str(known[2])), min(kind, str(known[3]))
        self._parties[ident] = (ident, party_key(party), name, kind)
        self.add_alias(ident, party.as_written, party.expansion_source or "written")
        self.add_alias(ident, party.name, "name")
        return ident

    def finish(self) -> dict[str, list[Row]]:
        """All rows by table, parties and their spellings once each."""
        self.rows["parties"] = list(self._parties.values())
        self.rows["party_aliases"] = list(self._aliases.values())
        return self.rows


def _finding_places(finding: Finding) -> str:
    """Its box as other places are kept; a page alone stands in `page`."""
    return places_json((Place(finding.page, finding.box),)) if finding.box else "[]"
