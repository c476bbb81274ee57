"""What the program read of an order, field by field beside the known answers.

Rows (measures, clauses, sections, members) are matched by optimal assignment
on the similarity of their words, so that one lost row does not shift the
others. Every comparison becomes a `Check`; a row that is missing or invented
is one check of the field «found» and costs its fields as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.assign import assign
from corpus.load import ANY
from corpus.notation import (
    deadline_answers,
    deadline_readings,
    folded,
    iso,
    party_answers,
    party_readings,
    period_words,
    record_period,
)
from normalize.record import ClauseRecord, OrderRecord
from normalize.text import clean


@dataclass(frozen=True, slots=True)
class Check:
    """One field of one row: what the answers say, what the program read.

    `field` is «measure.deadline», «order.number»; `row` says which row in the
    words of the order. `similarity` is that of the letters, from 0 to 1.
    """

    field: str
    row: str
    expected: str
    actual: str
    exact: bool
    similarity: float


def compare(answers: dict[str, Any], record: OrderRecord) -> tuple[Check, ...]:
    """Every field of the answers beside the record's, and what the record has too much."""
    return (
        *_header(answers, record),
        *_clauses(answers["clauses"], record.clauses),
        *_sections(answers["sections"], record),
        *_measures(answers["measures"], record),
        *_members(answers["members"], record),
        *_abbreviations(answers["abbreviations"], record),
        *_references(answers["references"], record),
        *_residue(record),
    )


def check(field: str, row: str, expected: str | None, actual: str | None) -> Check:
    """Compare two texts; None and nothing are the same, spaces are single."""
    from rapidfuzz.fuzz import ratio

    wanted, got = clean(expected or ""), clean(actual or "")
    similarity = 1.0 if wanted == got else ratio(wanted, got) / 100
    return Check(field, row, wanted, got, wanted == got, similarity)


def _rows(
    kind: str,
    expected: Sequence[tuple[str, str]],
    actual: Sequence[tuple[str, str]],
    fields: Callable[[int | None, int | None], Iterator[tuple[str, str | None, str | None]]],
) -> Iterator[Check]:
    """Match rows given as (name, words) and compare the fields of each pair."""
    pairs = assign([words for _, words in expected], [words for _, words in actual])
    for wanted, got in pairs:
        name = expected[wanted][0] if wanted is not None else actual[got or 0][0]
        row = f"{kind} {name}"
        there = expected[wanted][1] if wanted is not None else ""
        read = actual[got][1] if got is not None else ""
        found = wanted is not None and got is not None
        yield Check(
            f"{kind}.found",
            row,
            there if not found else "",
            read if not found else "",
            found,
            float(found),
        )
        if wanted is None:
            continue
        for field, right, value in fields(wanted, got):
            if right != ANY:
                yield check(f"{kind}.{field}", row, right, value)


def _header(answers: dict[str, Any], record: OrderRecord) -> Iterator[Check]:
    given = answers["header"]
    read = {
        "issuer": folded(record.issuer),
        "doc_type": record.doc_type,
        "number": record.number,
        "date": iso(record.date),
        "place": record.place,
        "title": record.title,
        "signatory_post": record.signatory_post,
        "signatory_person": record.signatory_person,
    }
    for field, actual in read.items():
        expected = given[field]
        if expected == ANY:
            continue
        wanted = iso(expected) if field == "date" else expected
        yield check(
            f"order.{field}", "order", folded(wanted) if field == "issuer" else wanted, actual
        )
    if answers["period"] != ANY:
        yield check("order.period", "order", period_words(answers["period"]), record_period(record))


def _clauses(expected: list[dict[str, Any]], actual: tuple[ClauseRecord, ...]) -> Iterator[Check]:
    def fields(wanted: int | None, got: int | None) -> Iterator[tuple[str, str | None, str | None]]:
        answer = expected[wanted or 0]
        clause = actual[got] if got is not None else None
        yield "number", answer["number"], clause.number if clause else None
        yield "parent", answer["parent"], clause.parent if clause else None
        yield "text", answer["text"], clause.text if clause else None
        yield (
            "deadline",
            deadline_answers(answer["deadlines"]),
            deadline_readings(clause.deadline, answer["deadlines"]) if clause else None,
        )
        persons = "; ".join(answer["persons"])
        yield "persons", persons, "; ".join(clause.persons) if clause else None

    yield from _rows(
        "clause",
        [(each["number"] or each["text"][:30], each["text"]) for each in expected],
        [(each.number or each.text[:30], each.text) for each in actual],
        fields,
    )


def _sections(expected: list[dict[str, Any]], record: OrderRecord) -> Iterator[Check]:
    actual = []
    for annex, table in record.order.measure_tables():
        titles = {section.position: section.title.text for section in table.sections}
        actual += [
            (annex.number, section, titles.get(section.parent or 0)) for section in table.sections
        ]

    def fields(wanted: int | None, got: int | None) -> Iterator[tuple[str, str | None, str | None]]:
        answer = expected[wanted or 0]
        annex, section, parent = actual[got] if got is not None else (None, None, None)
        yield "annex", answer["annex"], annex
        yield "number", answer["number"], section.number if section else None
        yield "title", answer["title"], section.title.text if section else None
        yield "parent", answer["parent"], parent

    yield from _rows(
        "section",
        [(each["number"] or each["title"][:30], each["title"]) for each in expected],
        [(each.number or each.title.text[:30], clean(each.title.text)) for _, each, _ in actual],
        fields,
    )


def _measures(expected: list[dict[str, Any]], record: OrderRecord) -> Iterator[Check]:
    actual = record.measures
    annexes = {annex.position: annex for annex in record.order.annexes}

    sections = {
        each.position: section.title.text
        for _, table in record.order.measure_tables()
        for each in table.measures
        for section in table.sections
        if section.position == each.section
    }

    def fields(wanted: int | None, got: int | None) -> Iterator[tuple[str, str | None, str | None]]:
        answer = expected[wanted or 0]
        measure = actual[got] if got is not None else None
        annex = annexes.get(measure.annex_position) if measure else None
        yield "annex", answer["annex"], annex.number if annex else None
        yield "section", answer["section"], sections.get(measure.position) if measure else None
        yield "number", answer["number"], measure.number if measure else None
        texts = measure.texts if measure else {}
        for role, text in answer["texts"].items():
            yield f"{role}_text", text, texts.get(role)
        yield (
            "deadline",
            deadline_answers(answer["deadlines"]),
            deadline_readings(measure.deadline, answer["deadlines"]) if measure else None,
        )
        yield (
            "parties",
            party_answers(answer["parties"]),
            party_readings(measure.parties.parties, answer["parties"]) if measure else None,
        )

    yield from _rows(
        "measure",
        [
            (each["number"] or each["texts"].get("activity", "")[:30], _words(each["texts"]))
            for each in expected
        ],
        [
            (each.number or each.texts.get("activity", "")[:30], _words(each.texts))
            for each in actual
        ],
        fields,
    )


def _members(expected: list[dict[str, Any]], record: OrderRecord) -> Iterator[Check]:
    actual = record.members
    numbers = {annex.position: annex.number for annex in record.order.annexes}

    def fields(wanted: int | None, got: int | None) -> Iterator[tuple[str, str | None, str | None]]:
        answer = expected[wanted or 0]
        member = actual[got] if got is not None else None
        yield "annex", answer["annex"], numbers.get(member.annex_position) if member else None
        yield "group_name", answer["group_name"], member.group_name if member else None
        yield "number", answer["number"], member.number if member else None
        yield "person", answer["person"], member.person if member else None
        yield "post", answer["post"], member.post if member else None

    yield from _rows(
        "member",
        [(each["person"], each["person"]) for each in expected],
        [(each.person, each.person) for each in actual],
        fields,
    )


def _abbreviations(expected: list[dict[str, Any]], record: OrderRecord) -> Iterator[Check]:
    """Acronyms that the order defines; defined terms only where the answers name them."""
    read = {each.short: each for each in record.abbreviations if each.source == "document"}
    for answer in expected:
        short = answer["short"]
        found = read.pop(short, None)
        row = f"abbreviation {short}"
        yield check("abbreviation.found", row, short, found.short if found else None)
        if answer["expansion"] != ANY:
            yield check(
                "abbreviation.expansion",
                row,
                folded(answer["expansion"]),
                folded(found.expansion) if found else None,
            )
        if answer.get("term") != ANY:
            wanted = "term" if answer.get("term") else "acronym"
            kind = "" if found is None else "term" if found.is_term else "acronym"
            yield check("abbreviation.kind", row, wanted, kind)
    for short in read:
        yield check("abbreviation.found", f"abbreviation {short}", None, short)


def _references(expected: list[dict[str, Any]], record: OrderRecord) -> Iterator[Check]:
    actual = record.references
    keys = ("relation", "doc_type", "number", "date", "title")

    def words(relation: Any, number: Any, date: Any, title: Any) -> str:
        return f"{relation} {number} {iso(date)} {title or ''}"

    def fields(wanted: int | None, got: int | None) -> Iterator[tuple[str, str | None, str | None]]:
        answer = expected[wanted or 0]
        reference = actual[got] if got is not None else None
        for key in keys:
            right = answer.get(key)
            value = getattr(reference, key) if reference else None
            yield (
                key,
                iso(right) if key == "date" else right,
                iso(value) if key == "date" else value,
            )
        if "issuer" in answer:
            issuer = reference.issuer if reference else None
            yield "issuer", folded(answer["issuer"]), folded(issuer)

    yield from _rows(
        "reference",
        [
            (
                str(each.get("number")),
                words(each["relation"], each.get("number"), each.get("date"), each.get("title")),
            )
            for each in expected
        ],
        [
            (str(each.number), words(each.relation, each.number, each.date, each.title))
            for each in actual
        ],
        fields,
    )


def _residue(record: OrderRecord) -> Iterator[Check]:
    """Every character of the body is in some field."""
    left = " / ".join(clean(quote.text) for quote in record.order.residue)
    yield check("order.residue", "order", None, left)


def _words(texts: dict[str, str]) -> str:
    roles = ("activity", "deadline", "responsible", "result")
    return " ".join(texts.get(role, "") for role in roles)
