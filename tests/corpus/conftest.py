"""Records as a faultless program would give them, built from the answers alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from corpus.load import ANY
from corpus.model import CorpusOrder
from extract.order import (
    Annex,
    Column,
    Header,
    Measure,
    MeasureTable,
    Order,
    Quote,
    Section,
    Source,
)
from normalize.record import (
    Abbreviation,
    ActReference,
    ClauseRecord,
    Deadline,
    DeadlineReading,
    MeasureRecord,
    MemberRecord,
    OrderRecord,
    Party,
    PartyReading,
    Period,
)

RecordMaker = Callable[[CorpusOrder], OrderRecord]


@pytest.fixture
def faultless() -> RecordMaker:
    return record_of


def record_of(order: CorpusOrder) -> OrderRecord:
    answers = order.answers
    header = {key: known(value) for key, value in answers["header"].items()}
    period = known(answers["period"])
    return OrderRecord(
        order=structure_of(order),
        period=Period(*period) if period else None,
        measures=tuple(
            measure_record(position, each, order)
            for position, each in enumerate(answers["measures"], 1)
        ),
        clauses=tuple(
            ClauseRecord(
                path=f"{each['parent'] or ''}/{each['number'] or position}",
                number=each["number"],
                parent=each["parent"],
                text=each["text"],
                page=1,
                deadline=DeadlineReading(each["text"], deadlines(each)),
                persons=tuple(name for name in each["persons"] if name != ANY),
                parties=PartyReading(each["text"], ()),
            )
            for position, each in enumerate(answers["clauses"])
        ),
        members=tuple(
            MemberRecord(
                annex_position=annex_position(order, each["annex"]),
                group_name=known(each["group_name"]),
                position=position,
                number=each["number"],
                person=each["person"],
                post=known(each["post"]),
                page=1,
            )
            for position, each in enumerate(answers["members"], 1)
        ),
        abbreviations=tuple(
            Abbreviation(each["short"], each["expansion"], is_term=each.get("term") is True)
            for each in answers["abbreviations"]
        ),
        references=tuple(
            ActReference(words=Quote(""), **{key: known(value) for key, value in each.items()})
            for each in answers["references"]
        ),
        **header,
    )


def structure_of(order: CorpusOrder) -> Order:
    """The sections and which measure stands in which; each annex is one table."""
    annexes = []
    for position, annex in enumerate(order.annexes, 1):
        number = annex_number(order, position)
        sections = [each for each in order.answers["sections"] if each["annex"] == number]
        titles = [each["title"] for each in sections]
        measures = [
            Measure(index, each["number"], titles.index(each["section"]) + 1, ())
            for index, each in enumerate(order.answers["measures"], 1)
            if each["section"] and each["annex"] == number
        ]
        table = MeasureTable(
            columns=(Column(Quote("Мероприятие"), "activity"),),
            sections=tuple(
                Section(
                    place,
                    each["number"],
                    Quote(each["title"]),
                    titles.index(each["parent"]) + 1 if each["parent"] else None,
                )
                for place, each in enumerate(sections, 1)
            ),
            measures=tuple(measures),
        )
        heading = Quote(" ".join(annex.heading))
        annexes.append(Annex(position, number, heading, None, tables=(table,)))
    source = Source("order.txt", "0" * 64, "text", 1)
    return Order(source, Header(), (), (), tuple(annexes))


def measure_record(position: int, answer: dict[str, Any], order: CorpusOrder) -> MeasureRecord:
    parties = tuple(
        Party(
            as_written=each["name"],
            name=known(each["name"]) or "",
            person=each["person"],
            role=known(each["role"]),
            organisation=known(each["organisation"]),
        )
        for each in answer["parties"]
    )
    return MeasureRecord(
        annex_position=annex_position(order, answer["annex"]),
        table_position=1,
        section_position=None,
        position=position,
        number=answer["number"],
        texts=dict(answer["texts"]),
        deadline=DeadlineReading(answer["texts"].get("deadline", ""), deadlines(answer)),
        parties=PartyReading(answer["texts"].get("responsible", ""), parties),
        page_first=1,
        page_last=1,
        confidence=1.0,
    )


def deadlines(answer: dict[str, Any]) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            text="",
            kind="unknown" if each["kind"] == ANY else each["kind"],
            start=day(each["start"]),
            end=day(each["end"]),
            edtf=known(each["edtf"]),
            rrule=known(each["rrule"]),
            condition=each["condition"],
        )
        for each in answer["deadlines"]
    )


def annex_number(order: CorpusOrder, position: int) -> str | None:
    heading = order.annexes[position - 1].heading
    digits = "".join(char for char in heading[0] if char.isdigit()) if heading else ""
    return digits or None


def annex_position(order: CorpusOrder, number: str | None) -> int:
    numbers = [annex_number(order, position + 1) for position in range(len(order.annexes))]
    return numbers.index(number) + 1


def known(value: Any) -> Any:
    return None if value == ANY else value


def day(value: Any) -> dt.date | None:
    return value if isinstance(value, dt.date) else None
