"""What a reader saw in a file: pages, blocks of text, and tables.

Coordinates are PDF points (1/72 inch) from the top-left corner of the page,
so `top` is smaller than `bottom`. Page numbers start at 1, table rows and
columns at 0. Text is NFC; what a visual line break cut is joined again, so a
line feed inside a text is a break that the author set (a new paragraph or a
forced break), never the edge of a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.findings import Finding


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle on a page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.bottom < self.top:
            raise ValueError(f"box is inside out: {self}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a file.

    `page` is 1 in formats without pages. `spot` says the place in the words of
    the format («line 57», «table 2, row 4, column 1») and is empty where the
    page and the box say it all.
    """

    page: int = 1
    box: Box | None = None
    spot: str = ""

    def __post_init__(self) -> None:
        if self.page < 1:
            raise ValueError(f"pages count from 1: {self.page}")


def first_place(places: Sequence[Place]) -> Place | None:
    """Where words begin: their first page, and the smallest box around what of them is on it."""
    if not places:
        return None
    page = places[0].page
    boxes = [place.box for place in places if place.page == page and place.box is not None]
    return Place(page, around(boxes), places[0].spot)


def around(boxes: Sequence[Box]) -> Box | None:
    """The smallest box that holds them all; None for no boxes."""
    if not boxes:
        return None
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def located(finding: Finding, places: Sequence[Place]) -> Finding:
    """A finding about words that stand at `places`; one that knows its page stays as it is."""
    place = first_place(places)
    if finding.page or place is None:
        return finding
    return replace(finding, page=place.page, box=place.box)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell appears once, at its upper-left corner.

    `places` holds one place for each fragment: more than one where a page
    break cut the cell in two. `confidence` is that of the recognition, from 0
    to 1, and 1 where the text was read and not recognized.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    places: tuple[Place, ...] = ()
    confidence: float = 1.0
    bold: bool = False

    def __post_init__(self) -> None:
        if self.row < 0 or self.column < 0 or self.row_span < 1 or self.column_span < 1:
            raise ValueError(f"cell outside its table: {self}")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Between table rows `row - 1` and `row` a page ended."""

    row: int


@dataclass(frozen=True, slots=True)
class Join:
    """A decision to join what a page break cut, or not to, with its reasons.

    `score` is the sum of the weights of the evidence; above 0 means joined.
    """

    row: int
    joined: bool
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as drawn: cells by row and column, spans, and where pages broke it.

    `breaks` are the page breaks (or blank lines that stand for one) inside it
    that nobody has judged yet: `extract.layout.stitch` decides whether the row
    after a break goes on the row before it, keeps its decisions in `joins`, and
    moves header rows that a page repeats to `repeated`.
    """

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    place: Place = Place()
    breaks: tuple[PageBreak, ...] = ()
    joins: tuple[Join, ...] = ()
    repeated: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        for cell in self.cells:
            if (
                cell.row + cell.row_span > self.row_count
                or cell.column + cell.column_span > self.column_count
            ):
                raise ValueError(f"cell outside its table: {cell}")

    def rows(self) -> list[list[Cell]]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        for row in rows:
            row.sort(key=lambda cell: cell.column)
        return rows


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text outside tables.

    `number` is what automatic numbering prints before it («1.1.», «-»), which
    is not part of `text`. `align` is `left`, `center`, `right`, `justify` or
    empty where the format does not say.
    """

    text: str
    place: Place = Place()
    number: str = ""
    bold: bool = False
    align: str = ""
    style: str = ""
    confidence: float = 1.0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points (0 where the format has none) and its blocks in reading order.

    `furniture` is what is not part of the body: running heads, page numbers,
    stamps, footers. `findings` are the doubts about this page alone; whoever
    builds the Document adds them to the document's.
    """

    number: int
    blocks: tuple[Block, ...]
    width: float = 0.0
    height: float = 0.0
    furniture: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reader saw it.

    `source` is the path as the user knows it; for a member of an archive it
    goes on after `!/` («inbox.zip!/2017/663.docx»). `format` is the reader's
    name (`text`, `docx`, `pdf`, …), `sha256` that of the file's bytes. `findings`
    holds those of its pages, too.
    """

    source: str
    sha256: str
    format: str
    pages: tuple[Page, ...]
    footnotes: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def path(self) -> Path:
        """The source as a path, for its name and suffix."""
        return Path(self.source)

    def blocks(self) -> Iterator[Block]:
        """Every block of the body in reading order."""
        for page in self.pages:
            yield from page.blocks
