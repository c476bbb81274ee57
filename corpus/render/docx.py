"""An order as DOCX, in the manners that clerks and their programs leave behind.

python-docx supplies the package and its default template; the body is written
as WordprocessingML, because merges, numbering and cut rows need it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable, TableRow
from corpus.render.cut import Piece, cut_rows
from corpus.render.docx_xml import NAMESPACE, cell, paragraph, table
from corpus.render.numbering import Numbering

_PAGE_TWIPS = 9600
"""Width between the margins, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class DocxOptions:
    """How the document is built.

    `section_rows`: `title` (number cell, title merged over the rest), `whole`
    (number and title in one cell over the width) or `plain` (no merge).
    `automatic` leaves the numbers of clauses and of number columns to Word
    wherever its counting gives the printed ones. `letterhead_table` puts the
    date, number and place, and the signature, into borderless tables.
    `merge_equal` merges equal neighbours of a column downwards. `page_lines`
    cuts rows in two where a page of that many lines ends (0: never), and
    `repeat_header` prints the header again there.
    """

    section_rows: str = "title"
    automatic: bool = False
    letterhead_table: bool = False
    merge_equal: bool = False
    page_lines: int = 0
    repeat_header: bool = False


PLAIN = DocxOptions()
NUMBERED = DocxOptions(automatic=True, section_rows="title")
MERGED = DocxOptions(section_rows="whole", letterhead_table=True, merge_equal=True)
CUT = DocxOptions(section_rows="plain", page_lines=26, repeat_header=True)


def render(order: CorpusOrder, path: Path, options: DocxOptions = PLAIN) -> None:
    """Write `order` to `path`."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    numbering = Numbering(document.part.numbering_part.element)
    writer = _Writer(options, numbering)
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    end = body[-1]
    for element in writer.order(order):
        end.addprevious(parse_xml(element))
    document.core_properties.author = ""
    document.core_properties.title = ""
    document.save(str(path))


class _Writer:
    """Turns the parts of an order into XML elements, in reading order."""

    def __init__(self, options: DocxOptions, numbering: Numbering) -> None:
        self.options = options
        self.numbering = numbering

    def order(self, order: CorpusOrder) -> Iterator[str]:
        for line in order.letterhead:
            yield paragraph(line, align="center", bold=True)
        yield from self._head(order)
        for line in order.title:
            yield paragraph(line, bold=True)
        for text in (order.preamble, order.command):
            if text:
                yield paragraph(text, align="both")
        yield from self._clauses(order.clauses)
        for post, person in order.signatures():
            yield from self._signature(post, person)
        for line in order.closing:
            yield paragraph(line)
        for annex in order.annexes:
            yield f'<w:p {NAMESPACE}><w:r><w:br w:type="page"/></w:r></w:p>'
            yield from self._annex(annex)

    def _head(self, order: CorpusOrder) -> Iterator[str]:
        for line in order.head_lines():
            if len(line) == 1:
                centred = line[0] in (order.doc_type, order.place)
                yield paragraph(
                    line[0],
                    align="center" if centred else "",
                    bold=line[0] == order.doc_type,
                )
            elif self.options.letterhead_table:
                yield _layout_row(line)
            else:
                yield paragraph("\t".join(line))

    def _signature(self, post: tuple[str, ...], person: str) -> Iterator[str]:
        yield paragraph("")
        if self.options.letterhead_table:
            yield _layout_row(("\n".join(post), person))
            return
        for line in post[:-1]:
            yield paragraph(line)
        last = "\t\t".join((*post[-1:], person)) if person else "".join(post[-1:])
        yield paragraph(last)

    def _clauses(self, clauses: tuple[str, ...]) -> Iterator[str]:
        counted = self.numbering.count(clauses) if self.options.automatic else None
        for index, text in enumerate(clauses):
            if counted is None or counted[index] is None:
                yield paragraph(text, align="both")
            else:
                number = counted[index]
                assert number is not None
                yield paragraph(number.rest, align="both", numbering=(number.list_id, number.level))

    def _annex(self, annex: CorpusAnnex) -> Iterator[str]:
        for line in annex.heading:
            yield paragraph(line, align="right")
        for line in annex.title:
            yield paragraph(line, align="center", bold=True)
        for text in annex.paragraphs:
            yield paragraph(text, align="both")
        for each in annex.tables:
            yield self._table(each)
            yield paragraph("")
        for text in annex.closing:
            yield paragraph(text, align="both")

    def _table(self, each: CorpusTable) -> str:
        share = each.widths or (1.0,) * len(each.header)
        widths = tuple(int(_PAGE_TWIPS * width / sum(share)) for width in share)
        header = list(_header_rows(each, widths))
        rows = list(header)
        pieces = self._pieces(each)
        merges = self._merges(pieces, len(each.header))
        numbers = [_number_cell(piece) for piece in pieces]
        counted = self.numbering.count(numbers) if self.options.automatic else None
        for index, piece in enumerate(pieces):
            if piece.breaks and self.options.repeat_header:
                rows += header
            number = counted[index] if counted else None
            level = (number.list_id, number.level) if number and not number.rest else None
            if piece.row.kind == "section":
                rows.append(self._section_row(piece, widths, level))
            else:
                rows.append(_row(piece, widths, merges[index], level))
        return table(rows, widths)

    def _pieces(self, each: CorpusTable) -> list[Piece]:
        if self.options.page_lines:
            return list(cut_rows(each, page_lines=self.options.page_lines))
        return [Piece(row) for row in each.rows]

    def _merges(self, pieces: list[Piece], width: int) -> list[tuple[str, ...]]:
        """For each piece and column: `restart`, `continue` or nothing.

        The first column and the activities are never merged: equal words
        there are two measures.
        """
        merges = [[""] * width for _ in pieces]
        if not self.options.merge_equal:
            return [tuple(each) for each in merges]
        for index in range(1, len(pieces)):
            above, here = pieces[index - 1].row, pieces[index].row
            if above.kind == here.kind == "row":
                for column in range(2, width):
                    if here.cells[column] and above.cells[column] == here.cells[column]:
                        merges[index - 1][column] = merges[index - 1][column] or "restart"
                        merges[index][column] = "continue"
        return [tuple(each) for each in merges]

    def _section_row(
        self, piece: Piece, widths: tuple[int, ...], numbering: tuple[int, int] | None
    ) -> str:
        number, title = piece.row.cells
        if self.options.section_rows == "plain":
            texts = [number, title] if number and not piece.tail else [title]
            cells = tuple(texts + [""] * (len(widths) - len(texts)))
            return _row(Piece(TableRow("row", cells), piece.breaks), widths, ("",) * len(widths))
        if self.options.section_rows == "whole" or not number or len(widths) == 1:
            text = title if numbering else f"{number} {title}".strip()
            content = paragraph(text, align="center", bold=True, numbering=numbering)
            return f"<w:tr>{cell(content, width=sum(widths), span=len(widths))}</w:tr>"
        first = paragraph("" if numbering else number, bold=True, numbering=numbering)
        rest = paragraph(title, bold=True, page_break=piece.breaks)
        return (
            f"<w:tr>{cell(first, width=widths[0])}"
            f"{cell(rest, width=sum(widths[1:]), span=len(widths) - 1)}</w:tr>"
        )


def _number_cell(piece: Piece) -> str:
    return piece.row.cells[0] if not piece.tail else ""


def _layout_row(texts: tuple[str, ...]) -> str:
    """A borderless table of one row, as letterheads and signatures use it."""
    width = _PAGE_TWIPS // len(texts)
    cells = "".join(
        cell(paragraph(text, align="right" if index else ""), width=width)
        for index, text in enumerate(texts)
    )
    return table([f"<w:tr>{cells}</w:tr>"], (width,) * len(texts), borders=False)


def _row(
    piece: Piece,
    widths: tuple[int, ...],
    merges: tuple[str, ...],
    numbering: tuple[int, int] | None = None,
) -> str:
    cells = []
    for column, (text, width, merge) in enumerate(
        zip(piece.row.cells, widths, merges, strict=True)
    ):
        if merge == "continue":
            content = paragraph("")
        elif column == 0 and numbering:
            content = paragraph("", numbering=numbering)
        else:
            content = "".join(
                paragraph(line, page_break=piece.breaks and column == 1)
                for line in text.split("\n")
            )
        cells.append(cell(content, width=width, merge=merge))
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _header_rows(each: CorpusTable, widths: tuple[int, ...]) -> Iterator[str]:
    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    titles = [paragraph(text, align="center", bold=True) for text in each.header]
    if not each.groups:
        cells = "".join(cell(text, width=width) for text, width in zip(titles, widths, strict=True))
        yield f"<w:tr>{mark}{cells}</w:tr>"
    else:
        yield from (f"<w:tr>{mark}{cells}</w:tr>" for cells in _two_levels(each, widths, titles))
    if each.column_numbers:
        cells = "".join(
            cell(paragraph(str(index + 1), align="center"), width=width)
            for index, width in enumerate(widths)
        )
        yield f"<w:tr>{cells}</w:tr>"


def _two_levels(each: CorpusTable, widths: tuple[int, ...], titles: list[str]) -> tuple[str, str]:
    """The cells of both header rows: groups above their columns, the others merged downwards."""
    upper = lower = ""
    groups = {first: (last, text) for first, last, text in each.groups}
    column = 0
    while column < len(widths):
        if column in groups:
            last, text = groups[column]
            span = widths[column : last + 1]
            title = paragraph(text, align="center", bold=True)
            upper += cell(title, width=sum(span), span=len(span))
            for index in range(column, last + 1):
                lower += cell(titles[index], width=widths[index])
            column = last + 1
        else:
            upper += cell(titles[column], width=widths[column], merge="restart")
            lower += cell(paragraph(""), width=widths[column], merge="continue")
            column += 1
    return upper, lower
