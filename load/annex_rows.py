"""The annexes of an OrderRecord as rows: tables, sections, measures, members.

The verbatim side comes from `OrderRecord.order`, the typed side from its
records; a measure's two sides meet at its position within the order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.order import (
    Annex,
    AnyTable,
    GenericTable,
    Measure,
    MeasureTable,
    Member,
    MemberTable,
)
from load.body_rows import body_rows, order_row
from load.doubts import of_measure, of_order
from load.rows import OrderRows, Row
from load.values import (
    cells_json,
    edtf_of,
    iso,
    joins_json,
    json_text,
    kind_of,
    places_json,
)
from normalize.record import MeasureRecord, MemberRecord, OrderRecord

OWN_ROLES = ("activity", "deadline", "responsible", "result")
"""Roles that have a column of their own in `measures`."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a measure stands: its table, its section, its cells."""

    annex_id: str
    table_id: str
    section_id: str | None
    measure: Measure


def rows_of(record: OrderRecord, order_id: str, document_id: str) -> dict[str, list[Row]]:
    """Every row of the order, by table, in the order in which the tables are written."""
    out = OrderRows(order_id)
    out.rows["orders"].append(order_row(record, order_id, document_id))
    body_rows(record, out)
    spots: dict[int, _Spot] = {}
    members: list[tuple[str, Member]] = []
    for annex in record.order.annexes:
        _annex_rows(annex, out, spots, members)
    annex_ids = {a.position: f"{order_id}-a{a.position}" for a in record.order.annexes}
    for measure in record.measures:
        _measure_rows(measure, spots.get(measure.position), annex_ids, out)
    _member_rows(record.members, members, annex_ids, out)
    _acronym_aliases(record, out)
    out.add_findings(of_order(record))
    return out.finish()


def _annex_rows(
    annex: Annex, out: OrderRows, spots: dict[int, _Spot], members: list[tuple[str, Member]]
) -> None:
    annex_id = f"{out.order_id}-a{annex.position}"
    out.add(
        "annexes",
        annex_id,
        out.order_id,
        annex.position,
        annex.number,
        annex.heading.text if annex.heading else None,
        annex.title.text if annex.title else None,
    )
    out.add_paragraph("annex_heading", annex.heading, annex_id)
    out.add_paragraph("annex_title", annex.title, annex_id)
    for quote in annex.paragraphs:
        out.add_paragraph("annex_text", quote, annex_id)
    for table in annex.tables:
        _table_rows(table, annex_id, out, spots, members)


def _table_rows(
    table: AnyTable,
    annex_id: str,
    out: OrderRows,
    spots: dict[int, _Spot],
    members: list[tuple[str, Member]],
) -> None:
    position = len(out.rows["order_tables"]) + 1
    table_id = f"{out.order_id}-t{position}"
    ids = (table_id, out.order_id, annex_id, position)
    if isinstance(table, MeasureTable):
        out.add("order_tables", *ids, "measures", None)
        _measure_table_rows(table, (annex_id, table_id), out, spots)
        loose = (*table.caption, *table.header_rows)
    elif isinstance(table, MemberTable):
        title = table.group_name.text if table.group_name else None
        out.add("order_tables", *ids, "members", title)
        out.add_paragraph("group_name", table.group_name, annex_id)
        members.extend((annex_id, member) for member in table.members)
        loose = table.header_rows
    else:
        out.add("order_tables", *ids, "generic", None)
        _generic_rows(table, table_id, out)
        loose = table.caption
    caption = getattr(table, "caption", ())
    for quote in loose:
        out.add_paragraph("caption" if quote in caption else "header_row", quote, annex_id)


def _measure_table_rows(
    table: MeasureTable, ids: tuple[str, str], out: OrderRows, spots: dict[int, _Spot]
) -> None:
    annex_id, table_id = ids
    for position, column in enumerate(table.columns):
        out.add(
            "table_columns",
            table_id,
            position,
            column.header.text,
            column.role,
            column.score,
            json_text(list(column.reasons)),
            places_json(column.header.places),
        )
    sections = {section.position: f"{table_id}-s{section.position}" for section in table.sections}
    for section in table.sections:
        out.add(
            "sections",
            sections[section.position],
            out.order_id,
            table_id,
            sections.get(section.parent) if section.parent is not None else None,
            section.position,
            section.number,
            section.title.text,
            section.title.confidence,
            places_json(section.title.places),
        )
    for measure in table.measures:
        section_id = sections.get(measure.section) if measure.section is not None else None
        spots.setdefault(measure.position, _Spot(annex_id, table_id, section_id, measure))


def _generic_rows(table: GenericTable, table_id: str, out: OrderRows) -> None:
    for row, cells in enumerate(table.rows):
        for column, quote in enumerate(cells):
            out.add(
                "table_cells",
                table_id,
                row,
                column,
                quote.text,
                quote.confidence,
                places_json(quote.places),
            )


def _measure_rows(
    measure: MeasureRecord, spot: _Spot | None, annex_ids: dict[int, str], out: OrderRows
) -> None:
    measure_id = out.ids.take(f"{out.order_id}-m{measure.position:03d}")
    doubts = of_measure(measure)
    texts = measure.texts
    names = dict.fromkeys(party.name for party in measure.parties.parties if party.name)
    out.rows["measures"].append(
        (
            measure_id,
            out.order_id,
            spot.annex_id if spot else annex_ids.get(measure.annex_position),
            spot.table_id if spot else None,
            spot.section_id if spot else None,
            measure.position,
            measure.number,
            texts.get("activity") or None,
            texts.get("deadline", measure.deadline.text) or None,
            kind_of(measure.deadline),
            iso(measure.deadline.start),
            iso(measure.deadline.end),
            edtf_of(measure.deadline.items),
            texts.get("responsible", measure.parties.text) or None,
            "; ".join(names) or None,
            texts.get("result") or None,
            json_text(texts),
            cells_json(spot.measure.cells) if spot else "[]",
            joins_json(spot.measure.joins) if spot else "[]",
            measure.page_first or None,
            measure.page_last or None,
            measure.confidence,
            len(doubts),
        )
    )
    out.add_deadlines(measure.deadline, measure_id=measure_id)
    out.add_parties(measure.parties.parties, measure_id=measure_id)
    if doubts:
        out.add_findings(doubts, measure_id=measure_id)


def _member_rows(
    records: Sequence[MemberRecord],
    members: Sequence[tuple[str, Member]],
    annex_ids: dict[int, str],
    out: OrderRows,
) -> None:
    """Members with their words; both sides list them in reading order."""
    paired = members if len(members) == len(records) else ()
    for position, record in enumerate(records, start=1):
        annex_id, member = paired[position - 1] if paired else (None, None)
        person = member.person if member else None
        out.add(
            "members",
            f"{out.order_id}-p{position:03d}",
            out.order_id,
            annex_id or annex_ids.get(record.annex_position),
            record.group_name,
            position,
            record.number,
            record.person,
            record.post,
            member.duty.text if member and member.duty else None,
            person.text if person else None,
            member.post.text if member and member.post else None,
            person.confidence if person else 1.0,
            record.page or None,
            places_json(person.places) if person else "[]",
        )
    if not paired:
        for annex_id, member in members:
            for quote in (member.person, member.post, member.duty):
                out.add_paragraph("member", quote, annex_id)


def _acronym_aliases(record: OrderRecord, out: OrderRows) -> None:
    charged = [p for m in record.measures for p in m.parties.parties]
    charged += [p for c in record.clauses for p in c.parties.parties]
    shorts = [(a.short, a.expansion, a.source) for a in record.abbreviations if not a.is_term]
    out.add_acronyms(shorts, charged)
