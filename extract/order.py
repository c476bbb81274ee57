"""The structure of an order in the order's own words; no dates, no identities.

A `Quote` is words and where they stand. Everything of the body is in some
quote of the order or in `Order.residue`. Text inside quotes is NFC, a line
feed is a break that the author set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from extract.document import Join, Place
from extract.findings import Finding

ROLES = (
    "number",
    "activity",
    "deadline",
    "deadline_start",
    "deadline_end",
    "responsible",
    "participants",
    "result",
    "funding",
    "indicator",
    "note",
    "section",
    "other",
)
"""Column roles of a table of measures, in the contract's words."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the order and where they stand, one place for each fragment."""

    text: str
    places: tuple[Place, ...] = ()
    confidence: float = 1.0

    @property
    def page(self) -> int:
        """The first page of the words, 0 where none is known."""
        return self.places[0].page if self.places else 0


@dataclass(frozen=True, slots=True)
class Source:
    """The file that an order was read from."""

    path: str
    sha256: str
    format: str
    page_count: int


@dataclass(frozen=True, slots=True)
class Header:
    """The head of an order, each part as it stands.

    `furniture` holds what belongs to the head and to no field: the state's
    name, «Российская Федерация», a letterhead's address, «СОГЛАСОВАНО» stamps.
    """

    issuer: Quote | None = None
    doc_type: Quote | None = None
    number: Quote | None = None
    date: Quote | None = None
    place: Quote | None = None
    title: Quote | None = None
    preamble: Quote | None = None
    command: Quote | None = None
    furniture: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the body: «1.», «1.1.», «а)»; `number` is None for an unnumbered one.

    `number` is as printed without its closing mark («1.1», «а»); `path` is the
    full number from the top of the tree («2/а»), unique within the order.
    """

    number: str | None
    path: str
    parent: str | None
    text: Quote


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: the post and the person as written."""

    post: Quote | None
    person: Quote | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header and the role that it plays.

    `score` and `reasons` say why the role was chosen.
    """

    header: Quote
    role: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown column role: {self.role!r}")


@dataclass(frozen=True, slots=True)
class Section:
    """A section row of a table; `position` counts the sections of its table from 1.

    `label` keeps «Раздел 1.» as printed where the number has such a word before it.
    """

    position: int
    number: str | None
    title: Quote
    parent: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of a roadmap or plan.

    `cells` has one quote for each column of the table, in the order of its
    `columns` (an empty quote where the row has nothing there). `position`
    counts the measures of the order from 1. `section` is the position of the
    section it stands in. `joins` are the decisions that put it together.
    """

    position: int
    number: str | None
    section: int | None
    cells: tuple[Quote, ...]
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """A roadmap or plan: columns with roles, sections and measures in reading order.

    `header_rows` are the words of the header as printed, with column-number
    rows and headers that a page repeated; `other_rows` are rows that are
    neither sections nor measures («Итого»).
    """

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]
    caption: tuple[Quote, ...] = ()
    header_rows: tuple[Quote, ...] = ()
    other_rows: tuple[Quote, ...] = ()

    def cell(self, measure: Measure, role: str) -> Quote | None:
        """The first non-empty cell of `measure` in a column of this role."""
        for column, quote in zip(self.columns, measure.cells, strict=True):
            if column.role == role and quote.text:
                return quote
        return None


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a working group or a commission, as written."""

    position: int
    number: str | None
    person: Quote
    post: Quote | None
    duty: Quote | None = None


@dataclass(frozen=True, slots=True)
class MemberTable:
    """The members of a group, from a table or a list; `duty` is «председатель», «секретарь»."""

    group_name: Quote | None
    members: tuple[Member, ...]
    header_rows: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class GenericTable:
    """A table that holds neither measures nor members: all its cells by row and column."""

    rows: tuple[tuple[Quote, ...], ...]
    caption: tuple[Quote, ...] = ()


AnyTable = MeasureTable | MemberTable | GenericTable


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex, or the order's own tables where `number` is None and `heading` is None.

    `position` counts from 1; `number` is as printed («1», «2.1») or None.
    `heading` is the note «Приложение № 1 к приказу … от … № …» or
    «УТВЕРЖДЕНО …», `paragraphs` all other text outside tables.
    """

    position: int
    number: str | None
    heading: Quote | None
    title: Quote | None
    paragraphs: tuple[Quote, ...] = ()
    tables: tuple[AnyTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """An order in its own words. `residue` is body text that no field holds."""

    source: Source
    header: Header
    clauses: tuple[Clause, ...]
    signatures: tuple[Signature, ...]
    annexes: tuple[Annex, ...]
    closing: tuple[Quote, ...] = ()
    footnotes: tuple[Quote, ...] = ()
    residue: tuple[Quote, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    def measure_tables(self) -> Iterator[tuple[Annex, MeasureTable]]:
        """Every table of measures with the annex it stands in."""
        for annex in self.annexes:
            for table in annex.tables:
                if isinstance(table, MeasureTable):
                    yield annex, table

    def member_tables(self) -> Iterator[tuple[Annex, MemberTable]]:
        """Every list of members with the annex it stands in."""
        for annex in self.annexes:
            for table in annex.tables:
                if isinstance(table, MemberTable):
                    yield annex, table


def quotes(part: object) -> Iterator[Quote]:
    """Every quote inside a part of an order, in the order of its fields."""
    found: list[Quote] = []
    _gather(part, found)
    return iter(found)


def _gather(part: object, found: list[Quote]) -> None:
    if isinstance(part, Quote):
        found.append(part)
    elif isinstance(part, (tuple, list)):
        for item in part:
            _gather(item, found)
    else:
        kind: Any = type(part)
        for name in _field_names(kind):
            _gather(getattr(part, name), found)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none for any other type."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
