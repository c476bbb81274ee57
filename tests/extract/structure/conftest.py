"""Documents built by hand: a string is a paragraph, a list of rows a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract.document import Block, Cell, Document, Page, PageBreak, Paragraph, Place, Table
from extract.order import Order
from extract.structure import parse_order

Rows = Sequence[Sequence[str]]
Part = str | Rows | Block


def make_table(rows: Rows, *, breaks: Sequence[int] = ()) -> Table:
    """A table without spans; `breaks` are rows that a page break stands before."""
    width = max(len(row) for row in rows)
    cells = tuple(
        Cell(at, column, text, places=(Place(1, spot=f"row {at}, column {column}"),))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    return Table(cells, len(rows), width, breaks=tuple(PageBreak(row) for row in breaks))


def make_document(*parts: Part) -> Document:
    """A document of one page; `**text**` is bold."""
    blocks: list[Block] = []
    for at, part in enumerate(parts):
        if isinstance(part, str):
            bold = part.startswith("**")
            blocks.append(Paragraph(part.strip("*"), Place(1, spot=f"paragraph {at}"), bold=bold))
        elif isinstance(part, Paragraph | Table):
            blocks.append(part)
        else:
            blocks.append(make_table(part))
    return Document("order.txt", "0" * 64, "text", (Page(1, tuple(blocks)),))


@pytest.fixture
def table() -> Callable[..., Table]:
    return make_table


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def order() -> Callable[..., Order]:
    def build(*parts: Part) -> Order:
        return parse_order(make_document(*parts))

    return build
