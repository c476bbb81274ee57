"""An order as text: paragraphs between blank lines and tables of tab-separated rows.

This is what the archives of orders hold: Markdown-like marks of bold text,
`<b>` in header cells, a blank line inside a table where a page broke (the row
that it cuts goes on in the next line, cell by cell, with empty cells where
nothing is left), pseudo rows of dashes. `wrap` writes a plain text instead,
hard-wrapped with indented first lines and no blank lines between paragraphs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable
from corpus.render.cut import Piece, cut_rows


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How the text is dressed.

    `bold` marks letterhead, titles and signatures with `**`; `bold_header`
    puts header cells in `<b>`. `soft_breaks` ends lines inside a paragraph
    with two spaces. `page_lines` is the page's height in lines: rows are cut
    there (0: never). `repeat_header` prints the header again after a break.
    `dashes` adds a pseudo row of dashes below the header. `wrap` is the width
    of a hard-wrapped plain text (0: none). `cell_width` puts every cell on
    lines of its own, wrapped at that width, with nothing between the cells, as
    a copy out of a viewer does (0: tabs instead). `line_break` stands for a line
    break inside a cell. `encoding` is a Python codec.
    """

    bold: bool = True
    bold_header: bool = False
    soft_breaks: bool = False
    page_lines: int = 0
    repeat_header: bool = False
    dashes: bool = False
    wrap: int = 0
    cell_width: int = 0
    line_break: str = " "
    encoding: str = "utf-8"


PLAIN = TextOptions()
CUT = TextOptions(bold_header=True, soft_breaks=True, page_lines=30)
REPEATED = TextOptions(page_lines=24, repeat_header=True, dashes=True, line_break="<br>")
WRAPPED = TextOptions(bold=False, wrap=78)
LONE = TextOptions(bold=False, cell_width=1000)
LONE_WRAPPED = TextOptions(bold=False, cell_width=44)


def render(order: CorpusOrder, path: Path, options: TextOptions = PLAIN) -> None:
    """Write `order` to `path`."""
    path.write_bytes(text_of(order, options).encode(options.encoding))


def text_of(order: CorpusOrder, options: TextOptions = PLAIN) -> str:
    """The text of the whole order."""
    writer = _Writer(options)
    writer.group(order.letterhead, bold=True, centred=True)
    for line in order.head_lines():
        if line == (order.doc_type,):
            writer.group(line, bold=True, centred=True)
        elif options.wrap:
            writer.group((_apart(line, options.wrap),))
        else:
            for part in line:
                writer.group((part,))
    writer.group(order.title, bold=True)
    writer.paragraph(order.preamble)
    writer.paragraph(order.command)
    for clause in order.clauses:
        writer.paragraph(clause)
    for post, person in order.signatures():
        writer.signature(post, person)
    writer.group(order.closing)
    for annex in order.annexes:
        _annex(writer, annex)
    return writer.text()


def _annex(writer: _Writer, annex: CorpusAnnex) -> None:
    writer.page_end()
    writer.group(annex.heading, bold=True, right=True)
    writer.group(annex.title, bold=True, centred=True)
    for paragraph in annex.paragraphs:
        writer.paragraph(paragraph)
    for table in annex.tables:
        writer.table(table)
    for paragraph in annex.closing:
        writer.paragraph(paragraph)


def _apart(parts: tuple[str, ...], width: int) -> str:
    """Texts of one line with the last one at the right edge."""
    if len(parts) == 1:
        return parts[0]
    left = "    ".join(parts[:-1])
    return left + " " * max(4, width - len(left) - len(parts[-1])) + parts[-1]


class _Writer:
    """Collects lines; knows how each part of an order is dressed."""

    def __init__(self, options: TextOptions) -> None:
        self.options = options
        self.lines: list[str] = []

    def text(self) -> str:
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def group(
        self,
        lines: tuple[str, ...],
        *,
        bold: bool = False,
        centred: bool = False,
        right: bool = False,
    ) -> None:
        """Lines that belong together, each ended by the author."""
        if not lines:
            return
        if self.options.wrap:
            indent = self.options.wrap // 2 if right else 0
            self.lines += [
                line.center(self.options.wrap).rstrip() if centred else " " * indent + line
                for line in lines
            ]
            self.lines.append("")
            return
        if self.options.soft_breaks:
            marked = [f"**{line}**" if bold and self.options.bold else line for line in lines]
            self.lines += [line + "  " for line in marked[:-1]] + marked[-1:]
        else:
            block = "\n".join(lines)
            self.lines.append(f"**{block}**" if bold and self.options.bold else block)
        self.lines.append("")

    def paragraph(self, text: str) -> None:
        if not text:
            return
        if self.options.wrap:
            self.lines += textwrap.wrap(
                text, self.options.wrap, initial_indent="     ", break_on_hyphens=False
            )
        else:
            self.lines += [text, ""]

    def signature(self, post: tuple[str, ...], person: str) -> None:
        if self.options.wrap:
            self.lines += ["", *post[:-1], _apart((*post[-1:], person), self.options.wrap), ""]
            return
        self.group(post, bold=True)
        self.lines += ["", ""]
        self.group((person,), bold=True)

    def page_end(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def table(self, table: CorpusTable) -> None:
        self.page_end()
        header = list(self._header(table))
        for row in header:
            self._row(row.split("\t"))
        for piece in self._pieces(table):
            if piece.breaks:
                self.lines.append("")
                if self.options.repeat_header:
                    for row in header:
                        self._row(row.split("\t"))
            self._row(self._cells(piece, len(table.header)))
        self.lines.append("")

    def _row(self, cells: list[str]) -> None:
        """A row as a line with tabs, or as the lines of its cells."""
        if not self.options.cell_width:
            self.lines.append("\t".join(cells))
            return
        for cell in cells:
            self.lines += textwrap.wrap(cell, self.options.cell_width, break_on_hyphens=False)

    def _pieces(self, table: CorpusTable) -> Iterator[Piece]:
        if self.options.page_lines:
            return cut_rows(table, page_lines=self.options.page_lines)
        return (Piece(row) for row in table.rows)

    def _header(self, table: CorpusTable) -> Iterator[str]:
        for row in header_rows(table):
            yield "\t".join(self._bold_cell(cell) for cell in row)
        if self.options.dashes:
            yield "\t".join("---" for _ in table.header)
        if table.column_numbers:
            yield "\t".join(str(index + 1) for index in range(len(table.header)))

    def _bold_cell(self, cell: str) -> str:
        cell = self._flat(cell)
        return f"<b>{cell}</b>" if self.options.bold_header and cell else cell

    def _cells(self, piece: Piece, width: int) -> list[str]:
        cells = [self._flat(cell) for cell in piece.row.cells]
        if piece.row.kind == "section":
            number, title = cells
            cells = [number, title] if number and not piece.tail else [title]
        return cells + [""] * (width - len(cells))

    def _flat(self, cell: str) -> str:
        return self.options.line_break.join(cell.split("\n"))


def header_rows(table: CorpusTable) -> tuple[tuple[str, ...], ...]:
    """The header as rows of plain cells: one row, or two where columns are grouped.

    A merged header cell stands where it begins; what it covers is empty.
    """
    if not table.groups:
        return (table.header,)
    upper = list(table.header)
    lower = [""] * len(table.header)
    for first, last, text in table.groups:
        lower[first : last + 1] = table.header[first : last + 1]
        upper[first : last + 1] = [text] + [""] * (last - first)
    return tuple(upper), tuple(lower)
