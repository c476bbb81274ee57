"""Read plain text: paragraphs, tab-separated tables, drawn tables, Markdown-like marks.

The text may be in any encoding that `encoding` knows, wrapped at some column
or not, with the marks of a transcription (`**`, `<b>`) or without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.document import Block, Document, Page, Paragraph, Place, Table
from extract.errors import EmptyFile, TooLarge
from extract.findings import Finding
from extract.readers import aligned_text, cell_lines, html, lone_rows, ruled_text, tabbed
from extract.readers.cell_table import LoneCells
from extract.readers.encoding import decode
from extract.readers.lines import PAGE_NUMBER, Line, split_lines
from extract.readers.markup import RULE
from extract.readers.ruled_text import Found
from extract.readers.wraps import paragraphs, right_edge

_LONE_SHARE = 0.04
TEXT_LIMIT = 8_000_000
"""Bytes of a text file; a thousand pages in UTF-16 take 6 million."""

_TABLE_TAG = re.compile(r"\s*<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Read a text file.

    Raises:
        EmptyFile: It holds no text.
        TooLarge: It is over `TEXT_LIMIT`.
    """
    size = path.stat().st_size
    if size > TEXT_LIMIT:
        raise TooLarge(source, f"a text of {size:,} bytes is no order")
    decoded = decode(path.read_bytes())
    findings = []
    if decoded.trouble:
        findings.append(Finding("text.encoding-mended", f"{decoded.trouble}".capitalize()))
    document = document_of(decoded.text, source=source, sha256=sha256, findings=findings)
    if not any(page.blocks for page in document.pages):
        raise EmptyFile(source, "there is no text in it")
    return document


def document_of(
    text: str, *, source: str, sha256: str, findings: Sequence[Finding] = ()
) -> Document:
    """The document of a text that is already decoded."""
    lines = split_lines(text)
    content = content_of(lines)
    pages = _pages(content.blocks, content.furniture)
    return Document(source, sha256, "text", pages, findings=(*findings, *content.findings))


@dataclass(frozen=True, slots=True)
class TextContent:
    """Blocks in reading order, what is no part of the body (page numbers), and doubts."""

    blocks: tuple[Block, ...]
    furniture: tuple[Paragraph, ...]
    findings: tuple[Finding, ...]


def content_of(lines: Sequence[Line]) -> TextContent:
    """The paragraphs and tables of a text's lines."""
    blocks: list[Block] = []
    furniture: list[Paragraph] = []
    tables = _tables(lines)
    prose = _outside(lines, tables)
    edge = right_edge([line for part in prose for line in part])
    lone = not edge and _has_no_gaps(prose)
    for index, part in enumerate(prose):
        body, numbers = _page_numbers(part)
        furniture.extend(numbers)
        blocks.extend(paragraphs(body, edge, lone_lines=lone))
        if index < len(tables):
            blocks.append(tables[index].table)
            furniture.extend(tables[index].furniture)
    findings = tuple(finding for found in tables for finding in found.findings)
    return TextContent(tuple(blocks), tuple(furniture), findings)


def _tables(lines: Sequence[Line]) -> list[Found]:
    """Tables in HTML, drawn ones, and those of tab-separated rows in the lines between them."""
    found: list[Found] = []
    finders = (
        _html_tables,
        ruled_text.find_tables,
        _tabbed_tables,
        aligned_text.find_tables,
        _lone_cells,
        _lone_rows,
    )
    for finder in finders:
        found = _with_more(lines, found, finder)
    return found


def _with_more(
    lines: Sequence[Line],
    known: list[Found],
    finder: Callable[[Sequence[Line]], Iterable[Found]],
) -> list[Found]:
    """The known tables, and those that a finder sees in the lines between them."""
    result: list[Found] = []
    begin = 0
    for table in (*known, None):
        end = table.begin if table else len(lines)
        for more in finder(lines[begin:end]):
            result.append(replace(more, begin=begin + more.begin, end=begin + more.end))
        if table:
            result.append(table)
            begin = table.end
    return result


def _tabbed_tables(lines: Sequence[Line]) -> Iterator[Found]:
    for rows in tabbed.find_tables(lines):
        table, numbers = tabbed.table(rows)
        yield Found(rows.begin, rows.end, table, numbers)


def _lone_cells(lines: Sequence[Line]) -> Iterator[Found]:
    return _each(lines, cell_lines.find)


def _lone_rows(lines: Sequence[Line]) -> Iterator[Found]:
    return _each(lines, lone_rows.find)


def _each(
    lines: Sequence[Line], find: Callable[[Sequence[Line], int], LoneCells | None]
) -> Iterator[Found]:
    index = 0
    while index < len(lines):
        found = None if lines[index].blank else find(lines, index)
        if found is not None:
            yield Found(found.begin, found.end, found.table, found.furniture, found.findings)
        index = index + 1 if found is None else found.end


def _html_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Transcriptions hold tables as HTML between lines of Markdown."""
    index = 0
    while index < len(lines):
        end = index + 1
        if _TABLE_TAG.match(lines[index].text):
            while end < len(lines) and not _TABLE_END.search(lines[end - 1].text):
                end += 1
            found = html.blocks_of("\n".join(line.text for line in lines[index:end]))
            if len(found) == 1 and isinstance(found[0], Table):
                place = Place(lines[index].page, spot=f"line {lines[index].number}")
                yield Found(index, end, replace(found[0], place=place))
        index = end


def _outside(lines: Sequence[Line], tables: list[Found]) -> list[list[Line]]:
    """The lines before, between and after tables: one part more than there are tables."""
    parts: list[list[Line]] = []
    begin = 0
    for found in tables:
        parts.append(list(lines[begin : found.begin]))
        begin = found.end
    parts.append(list(lines[begin:]))
    return [[_plain(line) for line in part] for part in parts]


def _plain(line: Line) -> Line:
    if RULE.fullmatch(line.text) and line.text.strip():
        return Line(line.number, "", line.page)
    return Line(line.number, tabbed.aligned_text(line.text), line.page)


def _has_no_gaps(prose: list[list[Line]]) -> bool:
    lines = [line for part in prose for line in part]
    while lines and lines[-1].blank:
        lines.pop()
    return sum(line.blank for line in lines) <= _LONE_SHARE * len(lines)


def _page_numbers(lines: list[Line]) -> tuple[list[Line], list[Paragraph]]:
    """Take lone page numbers out, where a page begins or ends."""
    body: list[Line] = []
    numbers: list[Paragraph] = []
    for index, line in enumerate(lines):
        if PAGE_NUMBER.fullmatch(line.text) and _at_page_edge(lines, index):
            place = Place(line.page, spot=f"line {line.number}")
            numbers.append(Paragraph(line.text.strip(), place))
        else:
            body.append(line)
    return body, numbers


def _at_page_edge(lines: list[Line], index: int) -> bool:
    """A number alone on its line with a form feed next to it or blank lines around it."""
    line = lines[index]
    before = next((lines[i] for i in range(index - 1, -1, -1) if not lines[i].blank), None)
    after = next((lines[i] for i in range(index + 1, len(lines)) if not lines[i].blank), None)
    if before is None or after is None:
        return line.page > 1 or after is None
    if before.page != line.page or after.page != line.page:
        return True
    return lines[index - 1].blank and lines[index + 1].blank


def _pages(blocks: Iterable[Block], furniture: Iterable[Paragraph]) -> tuple[Page, ...]:
    by_page: dict[int, list[Block]] = {1: []}
    marks: dict[int, list[Paragraph]] = {}
    for block in blocks:
        by_page.setdefault(block.place.page, []).append(block)
    for mark in furniture:
        by_page.setdefault(mark.place.page, [])
        marks.setdefault(mark.place.page, []).append(mark)
    return tuple(
        Page(number, tuple(by_page.get(number, ())), furniture=tuple(marks.get(number, ())))
        for number in range(1, max(by_page) + 1)
    )
