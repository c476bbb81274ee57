"""An order as PDF, in the layouts that archives hold.

Rows are cut by page ends line by line, as text processors cut them. What the
pages hold is decided here; `pdf_paper` measures and draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable, TableRow
from corpus.render.pdf_paper import Paper, Type, halves, offset
from extract.document import Box

A4 = (595.0, 842.0)
_INDENT = 35.4
_TAB = 300.0


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How the pages look.

    `rules`: `full`, `none` (white space only), `horizontal` (under every row),
    `header` (around the header alone), `columns` (no rules between rows).
    `section_rows`: `title` (number cell, title merged over the rest) or
    `whole` (one cell over the width). `gap` is the space above and below the
    text of a cell, `padding` that beside it. `centred` centres all columns but
    the widest, `middle` centres cells vertically. `turned` stores landscape
    annexes on their side with /Rotate. `keep_rows` moves a row that does not
    fit to the next page instead of cutting it.
    """

    rules: str = "full"
    family: str = "serif"
    size: float = 12.0
    table_size: float = 11.0
    page: tuple[float, float] = A4
    landscape: bool = False
    turned: bool = False
    repeat_header: bool = False
    continued: bool = False
    page_numbers: str = ""
    running_head: str = ""
    hyphenate: bool = False
    centred: bool = False
    middle: bool = False
    keep_rows: bool = False
    justify: bool = True
    section_rows: str = "title"
    gap: float = 2.0
    padding: float = 5.0
    password: str | None = None
    layer: str = "good"


PLAIN = PdfOptions()
BORDERLESS = PdfOptions(rules="none", gap=3.0)
TIGHT = PdfOptions(rules="none", gap=0.0, hyphenate=True)
HORIZONTAL = PdfOptions(rules="horizontal", repeat_header=True, page_numbers="bottom")
HEADER_RULED = PdfOptions(rules="header", gap=3.0, page_numbers="top")
LANDSCAPE = PdfOptions(
    landscape=True,
    turned=True,
    hyphenate=True,
    section_rows="whole",
    repeat_header=True,
    page_numbers="top",
    centred=True,
)
CUT = PdfOptions(
    page=(595.0, 420.0),
    continued=True,
    repeat_header=True,
    page_numbers="top",
    running_head="Реестр правовых актов",
    hyphenate=True,
)


def render(order: CorpusOrder, path: Path, options: PdfOptions = PLAIN) -> None:
    """Write `order` to `path`."""
    paper = Paper(path, password=options.password, layer=options.layer)
    writer = _Writer(paper, options)
    writer.order(order)
    writer.finish()
    paper.save()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell as laid out: the columns it spans and its lines."""

    first: int
    last: int
    lines: tuple[str, ...]
    bold: bool = False


class _Writer:
    def __init__(self, paper: Paper, options: PdfOptions) -> None:
        self.paper = paper
        self.options = options
        self.text_type = Type(options.family, options.size)
        self.table_type = Type(options.family, options.table_size)
        self.number = 0
        self.y = 0.0
        self.is_landscape = False
        self.is_open = False

    # pages

    def new_page(self) -> None:
        """End the page under way and start the next one."""
        self.finish()
        width, height = self.options.page
        turned = self.is_landscape and self.options.turned
        if self.is_landscape:
            width, height = height, width
        self.paper.begin(width, height, turned=turned)
        self.is_open = True
        self.number += 1
        self.left, self.right = 70.0, width - 42.0
        self.y, self.bottom = 56.0, height - 56.0
        if self.options.running_head:
            self._furniture(30.0, self.options.running_head)
        if self.options.page_numbers and self.number > 1:
            base = 42.0 if self.options.page_numbers == "top" else height - 28.0
            self._furniture(base, str(self.number))

    def finish(self) -> None:
        """End the page under way."""
        if self.is_open:
            self.paper.end()
            self.is_open = False

    def _furniture(self, base: float, text: str) -> None:
        x = (self.left + self.right - self.text_type.width(text)) / 2
        self.paper.text(x, base, text, self.text_type)

    # text

    def order(self, order: CorpusOrder) -> None:
        """The order itself, then its annexes, each on a new page."""
        self.new_page()
        for line in order.letterhead:
            self.paragraph(line, align="center", bold=True)
        self.y += 10
        for parts in order.head_lines():
            if len(parts) > 1:
                self.tabbed(parts)
            else:
                is_type = parts[0] == order.doc_type
                align = "center" if parts[0] in (order.doc_type, order.place) else ""
                self.paragraph(parts[0], align=align, bold=is_type)
        self.y += 10
        for line in order.title:
            self.paragraph(line, bold=True)
        self.y += 10
        for text in (order.preamble, order.command, *order.clauses):
            if text:
                self.paragraph(text, first=_INDENT)
        for post, person in order.signatures():
            self.y += 20
            for line in post[:-1]:
                self.paragraph(line)
            self.tabbed((*post[-1:], person))
        for line in order.closing:
            self.paragraph(line)
        for annex in order.annexes:
            self._annex(annex)

    def _annex(self, annex: CorpusAnnex) -> None:
        self.is_landscape = self.options.landscape
        self.new_page()
        for line in annex.heading:
            self.paragraph(line, align="corner")
        self.y += 10
        for line in annex.title:
            self.paragraph(line, align="center", bold=True)
        self.y += 6
        for text in annex.paragraphs:
            self.paragraph(text, first=_INDENT)
        for each in annex.tables:
            self.table(each)
            self.y += 14
        for text in annex.closing:
            self.paragraph(text, first=_INDENT)

    def paragraph(
        self, text: str, *, align: str = "", bold: bool = False, first: float = 0.0
    ) -> None:
        """Wrapped text; `corner` is flush left in the right part of the page."""
        type_ = self.text_type
        left = self.left + (0.58 * (self.right - self.left) if align == "corner" else 0.0)
        room = self.right - left
        lines = type_.wrap(text, room, bold=bold, first=first, hyphenate=self.options.hyphenate)
        for index, line in enumerate(lines):
            self._make_room(type_.leading)
            indent = first if index == 0 else 0.0
            base = self.y + type_.size
            full = index < len(lines) - 1 and not align and not bold
            if full and self.options.justify:
                self.paper.justified(left + indent, base, line, room - indent, type_)
            else:
                x = left + indent + offset(align, type_.width(line, bold=bold), room - indent)
                self.paper.text(x, base, line, type_, bold=bold)
            self.y += type_.leading

    def tabbed(self, parts: Sequence[str]) -> None:
        """Parts on one line: the first at the left margin, the last at a tab stop."""
        self._make_room(self.text_type.leading)
        base = self.y + self.text_type.size
        parts = [part for part in parts if part]
        step = (self.right - self.left) / max(1, len(parts))
        x = self.left
        for index, part in enumerate(parts):
            width = self.text_type.width(part)
            last = index == len(parts) - 1 and index > 0
            self.paper.text(self.right - width if last else x, base, part, self.text_type)
            x = max(x + step, x + width + 40)
        self.y += self.text_type.leading

    def _make_room(self, height: float) -> None:
        if self.y + height > self.bottom:
            self.new_page()

    # tables

    def table(self, each: CorpusTable) -> None:
        """The header and the rows; rows are cut where a page ends."""
        share = each.widths or (1.0,) * len(each.header)
        width = self.right - self.left
        edges = [self.left]
        for part in share:
            edges.append(edges[-1] + width * part / sum(share))
        header = self._header(each, edges)
        height = sum(self._height(row) for row in header)
        self._make_room(height + 3 * self.table_type.leading)
        self._draw_header(header, edges)
        for row in each.rows:
            self._draw_cut(self._row(row, edges), edges, header)

    def _header(self, each: CorpusTable, edges: list[float]) -> list[list[_Piece]]:
        rows = []
        if each.groups:
            inside = {k for first, last, _ in each.groups for k in range(first, last + 1)}
            top = [
                self._piece(first, last, text, edges, bold=True)
                for first, last, text in each.groups
            ]
            top += [
                self._piece(k, k, text, edges, bold=True)
                for k, text in enumerate(each.header)
                if k not in inside
            ]
            rows.append(top)
            rows.append(
                [
                    self._piece(k, k, text if k in inside else "", edges, bold=True)
                    for k, text in enumerate(each.header)
                ]
            )
        else:
            rows.append(
                [self._piece(k, k, text, edges, bold=True) for k, text in enumerate(each.header)]
            )
        if each.column_numbers:
            rows.append([self._piece(k, k, str(k + 1), edges) for k in range(len(each.header))])
        return rows

    def _row(self, row: TableRow, edges: list[float]) -> list[_Piece]:
        last = len(edges) - 2
        if row.kind != "section":
            return [self._piece(k, k, text, edges) for k, text in enumerate(row.cells)]
        number, title = row.cells
        if number and self.options.section_rows == "title":
            return [self._piece(0, 0, number, edges), self._piece(1, last, title, edges)]
        return [self._piece(0, last, f"{number} {title}".strip(), edges)]

    def _piece(
        self, first: int, last: int, text: str, edges: list[float], *, bold: bool = False
    ) -> _Piece:
        room = edges[last + 1] - edges[first] - 2 * self.options.padding
        lines = self.table_type.wrap(text, room, bold=bold, hyphenate=self.options.hyphenate)
        return _Piece(first, last, tuple(lines), bold)

    def _height(self, row: Sequence[_Piece]) -> float:
        most = max(len(piece.lines) for piece in row)
        return most * self.table_type.leading + 2 * self.options.gap

    def _draw_header(self, header: list[list[_Piece]], edges: list[float]) -> None:
        grouped = any(piece.last > piece.first for piece in header[0])
        for level, row in enumerate(header):
            self._draw_row(row, edges, is_header=True, level=level if grouped else -1)

    def _draw_cut(self, row: list[_Piece], edges: list[float], header: list[list[_Piece]]) -> None:
        while True:
            room = self.bottom - self.y - 2 * self.options.gap
            count = int(room / self.table_type.leading)
            most = max(len(piece.lines) for piece in row)
            if count >= most:
                self._draw_row(row, edges)
                return
            if self.options.keep_rows or count < 1:
                rest = row
            else:
                self._draw_row(
                    [
                        _Piece(p.first, p.last, tuple(halves(p.lines, count)[0]), p.bold)
                        for p in row
                    ],
                    edges,
                )
                rest = [
                    _Piece(p.first, p.last, tuple(halves(p.lines, count)[1]), p.bold) for p in row
                ]
            self.new_page()
            if self.options.continued:
                self.paragraph("Продолжение таблицы", align="right")
            if self.options.repeat_header:
                self._draw_header(header, edges)
            row = rest

    def _draw_row(
        self,
        row: Sequence[_Piece],
        edges: list[float],
        *,
        is_header: bool = False,
        level: int = -1,
    ) -> None:
        """Draw a row at the current height; `level` counts the rows of a header with groups."""
        height = self._height(row)
        top, bottom = self.y, self.y + height
        type_ = self.table_type
        widest = max(range(len(edges) - 1), key=lambda k: edges[k + 1] - edges[k])
        for piece in row:
            left, right = edges[piece.first], edges[piece.last + 1]
            room = right - left - 2 * self.options.padding
            spare = height - 2 * self.options.gap - len(piece.lines) * type_.leading
            base = top + self.options.gap + (spare / 2 if self.options.middle else 0.0)
            base += type_.size
            centred = is_header or (self.options.centred and piece.first != widest)
            for line in piece.lines:
                x = offset("center" if centred else "", type_.width(line, bold=piece.bold), room)
                self.paper.text(left + self.options.padding + x, base, line, type_, bold=piece.bold)
                base += type_.leading
            is_lone = piece.first == piece.last
            above = not (level == 1 and not any(piece.lines))
            below = not (level == 0 and is_lone)
            self._draw_rules(Box(left, top, right, bottom), is_header, above, below)
        self.y = bottom

    def _draw_rules(self, box: Box, is_header: bool, above: bool, below: bool) -> None:
        rules = self.options.rules
        if rules == "none" or (rules == "header" and not is_header):
            return
        at_page_end = box.bottom + self.table_type.leading > self.bottom
        if above and (is_header or rules == "full"):
            self.paper.line(box.x0, box.top, box.x1, box.top)
        if below and (is_header or rules != "columns" or at_page_end):
            self.paper.line(box.x0, box.bottom, box.x1, box.bottom)
        if rules != "horizontal":
            self.paper.line(box.x0, box.top, box.x0, box.bottom)
            self.paper.line(box.x1, box.top, box.x1, box.bottom)
