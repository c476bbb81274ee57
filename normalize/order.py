"""From an order's words to its record: every reader of values, put together.

The order of the work is fixed: head, definitions, period, then clauses,
measures and members, which need the three. Nothing of the order is changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.findings import Finding
from extract.order import Annex, Measure, MeasureTable, MemberTable, Order, Quote
from normalize.abbreviations import AbbreviationTable, document_abbreviations
from normalize.clauses import clause_parties
from normalize.deadlines import find_deadlines, plan_period, read_deadline, repeat
from normalize.heading import act_date, act_number, kind_of_act
from normalize.issuer_elsewhere import issuer_of_signature
from normalize.issuing import header_findings, order_issuer, signatory_of
from normalize.parties import PartyContext, read_parties
from normalize.persons import read_person
from normalize.places import deadline_places, doubts_at, role_places
from normalize.record import (
    Abbreviation,
    ClauseRecord,
    DeadlineReading,
    MeasureRecord,
    MemberRecord,
    OrderRecord,
    Party,
    PartyReading,
    Period,
)
from normalize.references import find_references
from normalize.text import clean


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user adds to the documents' own knowledge.

    `user` and `other_orders` map acronyms to expansions; `field` (education,
    health, …) ranks the readings of ambiguous acronyms.
    """

    user: Mapping[str, str] | None = None
    other_orders: Mapping[str, str] | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What every row of the order is read against."""

    order_date: dt.date | None
    parties: PartyContext
    signatory: str | None
    definitions: AbbreviationTable
    places: Mapping[int, int]
    ambiguous: bool
    read: dict[str, PartyReading] = field(default_factory=dict)
    """Cells of responsible parties that were read before: the rows of a plan repeat them."""

    def parties_of(self, cell: Quote) -> PartyReading:
        """The parties of a cell; one reading for all cells of the same words and context."""
        around = self.parties_at(cell)
        if around is not self.parties:
            return read_parties(cell.text, around)
        if cell.text not in self.read:
            self.read[cell.text] = read_parties(cell.text, around)
        return self.read[cell.text]

    def parties_at(self, words: Quote) -> PartyContext:
        """The context of the words: of two definitions of one short form the nearest counts."""
        if not self.parties.abbreviations or not self.ambiguous:
            return self.parties
        at = self.places.get(id(words))
        nearest = {
            short: each.expansion
            for short in self.parties.abbreviations
            if (each := self.definitions.resolve(short, at)) is not None
        }
        return replace(self.parties, abbreviations=nearest)


def normalize_order(order: Order, defaults: Defaults | None = None) -> OrderRecord:
    """Read the values of an order; the words stay in `OrderRecord.order`."""
    defaults = defaults or Defaults()
    header = order.header
    date = act_date(header.date.text) if header.date else None
    doc_type = kind_of_act(header.doc_type.text) if header.doc_type else None
    issuer, inferred = order_issuer(header), None
    if issuer is None:
        issuer, inferred = issuer_of_signature(order)
    quotes = list(_quotes(order))
    definitions = document_abbreviations([quote.text for quote in quotes])
    abbreviations = _distinct(definitions.abbreviations)
    shorts = [each.short for each in abbreviations]
    signatory_post, signatory = signatory_of(order)
    context = _Context(
        order_date=date,
        parties=PartyContext(
            issuer=issuer,
            place=clean(header.place.text) if header.place else None,
            abbreviations={each.short: each.expansion for each in reversed(abbreviations)},
            other_orders=defaults.other_orders or {},
            user=defaults.user or {},
            field=defaults.field,
            cells=tuple(_responsible_cells(order)),
        ),
        signatory=signatory,
        definitions=definitions,
        places={id(quote): at for at, quote in enumerate(quotes)},
        ambiguous=len(set(shorts)) < len(shorts),
    )
    period = _order_period(order, date)
    measures = tuple(_measures(order, context, period))
    clauses = tuple(_clauses(order, context, period))
    members = tuple(_members(order))
    findings = [*order.findings, *header_findings(order, date, issuer)]
    findings += [inferred] if inferred else []
    return OrderRecord(
        order=order,
        issuer=issuer,
        doc_type=doc_type,
        number=act_number(header.number.text) if header.number else None,
        date=date,
        place=clean(header.place.text) if header.place else None,
        title=clean(header.title.text) if header.title else None,
        signatory_post=signatory_post,
        signatory_person=signatory,
        period=period,
        measures=measures,
        clauses=clauses,
        members=members,
        abbreviations=abbreviations,
        references=find_references(order),
        findings=tuple(findings),
    )


def _distinct(found: Sequence[Abbreviation]) -> tuple[Abbreviation, ...]:
    """Every definition once; two meanings of one short form are two definitions."""
    return tuple({(each.short, each.expansion): each for each in reversed(found)}.values())[::-1]


def _quotes(order: Order) -> Iterator[Quote]:
    """The words in which an order may define short forms, in reading order."""
    header = order.header
    yield from (part for part in (header.title, header.preamble) if part)
    for clause in order.clauses:
        yield clause.text
    for annex in order.annexes:
        if annex.title:
            yield annex.title
        yield from annex.paragraphs
        for table in annex.tables:
            if isinstance(table, MeasureTable):
                for section in table.sections:
                    yield section.title
                for measure in table.measures:
                    yield from (cell for cell in measure.cells if cell.text)
    yield from order.footnotes


def _responsible_cells(order: Order) -> Iterator[str]:
    seen: set[str] = set()
    for _, table in order.measure_tables():
        for measure in table.measures:
            cell = table.cell(measure, "responsible")
            if cell is not None and cell.text not in seen:
                seen.add(cell.text)
                yield cell.text


def _period_texts(annex: Annex, table: MeasureTable | None) -> list[str]:
    texts = [clean(caption.text) for caption in table.caption] if table else []
    if annex.title:
        texts.append(clean(annex.title.text))
    return texts


def _order_period(order: Order, date: dt.date | None) -> Period | None:
    """The first period that a plan's heading states, else the one of the order's title."""
    texts: list[str] = []
    for annex, table in order.measure_tables():
        texts += _period_texts(annex, table)
    if order.header.title:
        texts.append(clean(order.header.title.text))
    texts += [clean(annex.title.text) for annex in order.annexes if annex.title]
    return plan_period(texts, order_date=date)


def _table_period(
    order: Order, annex: Annex, table: MeasureTable, date: dt.date | None
) -> Period | None:
    texts = _period_texts(annex, table)
    if order.header.title:
        texts.append(clean(order.header.title.text))
    return plan_period(texts, order_date=date)


def _measures(order: Order, context: _Context, period: Period | None) -> Iterator[MeasureRecord]:
    for annex in order.annexes:
        for table_at, table in enumerate(annex.tables):
            if not isinstance(table, MeasureTable):
                continue
            own = _table_period(order, annex, table, context.order_date) or period
            above: DeadlineReading | None = None
            for measure in table.measures:
                where = (annex.position, table_at + 1)
                record = _measure(where, table, measure, context, own, above=above)
                above = record.deadline
                yield record


def _measure(
    where: tuple[int, int],
    table: MeasureTable,
    measure: Measure,
    context: _Context,
    period: Period | None,
    *,
    above: DeadlineReading | None,
) -> MeasureRecord:
    texts = _cell_texts(table, measure)
    words = deadline_words(texts)
    span = (period.start, period.end) if period else None
    deadline = read_deadline(words, order_date=context.order_date, period=span)
    deadline = repeat(deadline, above)
    cell = table.cell(measure, "responsible")
    # line breaks part the parties of a cell, so the cell goes in as it stands
    parties = context.parties_of(cell or Quote(""))
    places = [place for quote in measure.cells for place in quote.places]
    pages = [place.page for place in places] or [1]
    page = min(pages)
    deadline = replace(
        deadline, findings=doubts_at(deadline.findings, deadline_places(table, measure))
    )
    parties = replace(
        parties,
        findings=doubts_at(parties.findings, role_places(table, measure, ("responsible",))),
    )
    findings = [*deadline.findings, *parties.findings]
    if "activity" not in texts:
        missing = Finding("measure.no-activity", "The row has no activity", words[:80])
        findings += doubts_at((missing,), role_places(table, measure, ("activity",)))
    return MeasureRecord(
        annex_position=where[0],
        table_position=where[1],
        section_position=measure.section,
        position=measure.position,
        number=measure.number,
        texts=texts,
        deadline=deadline,
        parties=parties,
        page_first=page,
        page_last=max(pages),
        confidence=min((quote.confidence for quote in measure.cells if quote.text), default=1.0),
        findings=tuple(findings),
    )


def _cell_texts(table: MeasureTable, measure: Measure) -> dict[str, str]:
    """The cells by role; several columns of one role are joined by «; »."""
    texts: dict[str, str] = {}
    for column, quote in zip(table.columns, measure.cells, strict=True):
        text = clean(quote.text)
        if not text or column.role in {"number", "other"}:
            continue
        texts[column.role] = f"{texts[column.role]}; {text}" if column.role in texts else text
    return texts


def deadline_words(texts: Mapping[str, str]) -> str:
    """The words of a measure's deadline; a start and an end column make «с … по …»."""
    if texts.get("deadline"):
        return texts["deadline"]
    start, end = texts.get("deadline_start", ""), texts.get("deadline_end", "")
    if start and end:
        return start if start == end else f"с {start} по {end}"
    if start:
        return f"с {start}"
    return f"до {end}" if end else ""


def _clauses(order: Order, context: _Context, period: Period | None) -> Iterator[ClauseRecord]:
    span = (period.start, period.end) if period else None
    addressed: dict[str, tuple[Party, ...]] = {}
    for clause in order.clauses:
        text = clean(clause.text.text)
        deadline = find_deadlines(text, order_date=context.order_date, period=span)
        inherited = addressed.get(clause.parent or "", ())
        read = clause_parties(
            text,
            context=context.parties_at(clause.text),
            signatory=context.signatory,
            inherited=inherited,
        )
        addressed[clause.path] = read.parties
        yield ClauseRecord(
            path=clause.path,
            number=clause.number,
            parent=clause.parent,
            text=text,
            page=clause.text.page or 1,
            deadline=replace(deadline, findings=doubts_at(deadline.findings, clause.text.places)),
            persons=read.persons,
            parties=PartyReading(text, read.parties, doubts_at(read.findings, clause.text.places)),
        )


def _members(order: Order) -> Iterator[MemberRecord]:
    for annex in order.annexes:
        position = 0
        for table in annex.tables:
            if not isinstance(table, MemberTable):
                continue
            for member in table.members:
                position += 1
                yield MemberRecord(
                    annex_position=annex.position,
                    group_name=clean(table.group_name.text) if table.group_name else None,
                    position=position,
                    number=member.number,
                    person=_member_name(member.person),
                    post=_member_post(member.post, member.duty),
                    page=member.person.page or 1,
                )


def _member_name(words: Quote) -> str:
    person = read_person(clean(words.text))
    return person.name if person is not None else clean(words.text)


def _member_post(post: Quote | None, duty: Quote | None) -> str | None:
    """The post as written; the duty in the group follows in brackets where it stands apart."""
    words = clean(post.text).rstrip(";. ") if post else ""
    role = clean(duty.text).strip(" :;.").lower() if duty else ""
    if role.startswith("член"):
        role = "" if words else role
    if words and role and role not in words.lower():
        return f"{words} ({role})"
    return words or role or None
