"""Typed values beside the order's words: what `normalize` makes and `load` stores.

Dates are `datetime.date`; `edtf` is ISO 8601-2 (EDTF level 2), `rrule` is RFC
5545 without the `RRULE:` prefix. Every value keeps the words it was read from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extract.findings import Finding
from extract.order import Order, Quote

DEADLINE_KINDS = (
    "date",
    "period",
    "continuous",
    "recurring",
    "schedule",
    "event",
    "none",
    "unknown",
)

PARTY_KINDS = ("organisation", "unit", "group", "post", "person", "role", "unknown")

EXPANSION_SOURCES = ("document", "issuer", "other_orders", "gazetteer", "user", "none")
"""Where the full name of an acronym came from; `none`: an acronym nobody defines.

A party without an acronym has an empty `expansion_source`.
"""


@dataclass(frozen=True, slots=True)
class Period:
    """The time a plan runs, both ends included. `inferred` says that no text states it."""

    start: dt.date
    end: dt.date
    words: str = ""
    inferred: bool = False

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends before it starts: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of a cell or a clause.

    `start` and `end` include both days and are None where open or unknown.
    `condition` keeps the reference of a schedule or the event. `time` is a
    time of day («12:00») that stands beside the date. `rule` names the rule
    that read it; `span` is where `text` stands in the words given.
    """

    text: str
    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    edtf: str | None = None
    rrule: str | None = None
    condition: str | None = None
    time: str | None = None
    year_inferred: bool = False
    rule: str = ""
    span: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if self.kind not in DEADLINE_KINDS:
            raise ValueError(f"unknown deadline kind: {self.kind!r}")
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"deadline ends before it starts: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a cell says of time: its deadlines, the kind of the whole, and the doubts.

    `kind` is that of the only deadline, or `list` where there are several.
    """

    text: str
    items: tuple[Deadline, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def kind(self) -> str:
        """The contract's `deadline_kind`."""
        return self.items[0].kind if len(self.items) == 1 else "list"

    @property
    def start(self) -> dt.date | None:
        """The earliest start over the deadlines."""
        return min((item.start for item in self.items if item.start), default=None)

    @property
    def end(self) -> dt.date | None:
        """The latest end over the deadlines."""
        return max((item.end for item in self.items if item.end), default=None)


@dataclass(frozen=True, slots=True)
class Party:
    """A responsible party as one order names it.

    `name` is the normalized name; `person` is «Фамилия И.О.» in the
    nominative, `role` a post or a role in the project, `organisation` the
    organisation it belongs to. `qualifier` is what stands beside the name and
    is no part of it («по согласованию», a phone). `key` identifies the party
    over orders. `full_name` is the name with its legal form written out, where
    the name keeps it short («МБОУ «Стригуновская СОШ»»).
    """

    as_written: str
    name: str
    kind: str = "unknown"
    role: str | None = None
    person: str | None = None
    organisation: str | None = None
    qualifier: str | None = None
    expansion_source: str = ""
    key: str = ""
    rule: str = ""
    full_name: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in PARTY_KINDS:
            raise ValueError(f"unknown party kind: {self.kind!r}")
        if self.expansion_source and self.expansion_source not in EXPANSION_SOURCES:
            raise ValueError(f"unknown expansion source: {self.expansion_source!r}")


@dataclass(frozen=True, slots=True)
class PartyReading:
    """The parties of one cell or clause, in the order of the words, and the doubts."""

    text: str
    parties: tuple[Party, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that the order defines.

    `is_term` tells a defined term («далее – план») from an acronym. `source`
    is `document` or `gazetteer`; `start` is where the definition stands in the
    words given.
    """

    short: str
    expansion: str
    source: str = "document"
    is_term: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class ActReference:
    """Another act that the order names: «приказ департамента … от 11.04.2017 № 1079»."""

    relation: str
    words: Quote
    doc_type: str | None = None
    issuer: str | None = None
    number: str | None = None
    date: dt.date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """A measure with its typed values. `position` is that of the order's measure.

    `texts` maps a column role to the cell's words with single spaces.
    """

    annex_position: int
    table_position: int
    section_position: int | None
    position: int
    number: str | None
    texts: dict[str, str]
    deadline: DeadlineReading
    parties: PartyReading
    page_first: int
    page_last: int
    confidence: float
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """A clause with the deadlines, persons and parties that its text names."""

    path: str
    number: str | None
    parent: str | None
    text: str
    page: int
    deadline: DeadlineReading
    persons: tuple[str, ...]
    parties: PartyReading


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member of a group: person in the nominative, post with its case kept."""

    annex_position: int
    group_name: str | None
    position: int
    number: str | None
    person: str
    post: str | None
    page: int


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order with everything that was read, inferred and doubted in it."""

    order: Order
    issuer: str | None
    doc_type: str | None
    number: str | None
    date: dt.date | None
    place: str | None
    title: str | None
    signatory_post: str | None
    signatory_person: str | None
    period: Period | None
    measures: tuple[MeasureRecord, ...]
    clauses: tuple[ClauseRecord, ...]
    members: tuple[MemberRecord, ...]
    abbreviations: tuple[Abbreviation, ...]
    references: tuple[ActReference, ...]
    findings: tuple[Finding, ...] = ()
