"""An order as text with drawn tables, as legal databases and DOS-time archives hold them.

A table is drawn with one of `FRAMES`; cells wrap inside their columns, words
may be hyphenated at the edge, rows may or may not be parted by borders, and a
page may end (form feed, page number, repeated header) between rows.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable


@dataclass(frozen=True, slots=True)
class Frame:
    """The characters of a frame: (left, line, crossing, right) of each border, and the rule.

    An empty border is not drawn. `upright` parts the cells of a line; `edges`
    says whether the outer rules are drawn.
    """

    top: tuple[str, str, str, str] | None
    middle: tuple[str, str, str, str]
    bottom: tuple[str, str, str, str] | None
    upright: str = "|"
    outer: str = "|"
    edges: bool = True


FRAMES: Mapping[str, Frame] = {
    "box": Frame(tuple("┌─┬┐"), tuple("├─┼┤"), tuple("└─┴┘"), "│", "│"),  # type: ignore[arg-type]
    "double": Frame(tuple("╔═╦╗"), tuple("╠═╬╣"), tuple("╚═╩╝"), "║", "║"),  # type: ignore[arg-type]
    "mixed": Frame(tuple("╔═╤╗"), tuple("╟─┼╢"), tuple("╚═╧╝"), "│", "║"),  # type: ignore[arg-type]
    "plus": Frame(tuple("+-++"), tuple("+-++"), tuple("+-++")),  # type: ignore[arg-type]
    "pipe": Frame(None, tuple("|-+|"), tuple("|-+|")),  # type: ignore[arg-type]
    "dos": Frame(tuple("--T¬"), tuple("+-++"), tuple("L-+-"), "¦", "¦"),  # type: ignore[arg-type]
    "open": Frame(tuple("----"), tuple("----"), tuple("----"), "|", "|", edges=False),  # type: ignore[arg-type]
    "underscore": Frame(tuple(" __ "), tuple("|_||"), tuple("|_||")),  # type: ignore[arg-type]
}


@dataclass(frozen=True, slots=True)
class RuledOptions:
    """How the text is drawn.

    `frame` is a key of `FRAMES`, or `markdown` or `cells` (one cell a line with
    a closing pipe). `separators` parts all rows by borders, not the header
    alone. `hyphens` cuts words at the edge of cells and lines. `page_rows`
    ends a page after that many rows (0: never) with a form feed, a page number
    and, where `repeat_header`, the header again. `width` is that of the table,
    `encoding` a Python codec.
    """

    frame: str = "box"
    separators: bool = True
    hyphens: bool = False
    page_rows: int = 0
    repeat_header: bool = False
    width: int = 100
    encoding: str = "utf-8"


PLAIN = RuledOptions()
DOUBLE = RuledOptions("double", hyphens=True, encoding="cp866")
MIXED = RuledOptions("mixed", separators=False, hyphens=True, encoding="cp866")
PLUS = RuledOptions("plus", page_rows=6, repeat_header=True, encoding="cp1251")
PIPE = RuledOptions("pipe", separators=False, hyphens=True, encoding="koi8-r")
DOS = RuledOptions("dos", hyphens=True, page_rows=5, encoding="cp1251")
OPEN = RuledOptions("open", hyphens=True)
UNDERSCORE = RuledOptions("underscore")
MARKDOWN = RuledOptions("markdown")
CELLS = RuledOptions("cells")

_CUT = re.compile(
    r"(?<=[аеёиоуыэюя])(?=[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])|(?<=[бвгджзклмнпрстфхцчшщй])"
    r"(?=[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])",
    re.IGNORECASE,
)


def render(order: CorpusOrder, path: Path, options: RuledOptions = PLAIN) -> None:
    """Write `order` to `path`; what the encoding lacks is written in its stead («N», «"»)."""
    text = text_of(order, options)
    if options.encoding != "utf-8":
        text = in_old_code(text, options.encoding)
    path.write_bytes(text.encode(options.encoding, errors="replace"))


def text_of(order: CorpusOrder, options: RuledOptions = PLAIN) -> str:
    """The text of the whole order."""
    lines: list[str] = []
    _group(lines, order.letterhead, options, centred=True)
    for head in order.head_lines():
        if head == (order.doc_type,):
            _group(lines, head, options, centred=True)
        else:
            _group(lines, ("     ".join(head),), options)
    _group(lines, order.title, options)
    for text in (order.preamble, order.command, *order.clauses):
        _paragraph(lines, text, options)
    for post, person in order.signatures():
        _group(lines, (*post[:-1], f"{post[-1]}          {person}"), options)
    _group(lines, order.closing, options)
    for annex in order.annexes:
        _annex(lines, annex, options)
    return "\n".join(lines).rstrip() + "\n"


def _annex(lines: list[str], annex: CorpusAnnex, options: RuledOptions) -> None:
    _group(lines, annex.heading, options, indent=options.width // 2)
    _group(lines, annex.title, options, centred=True)
    for paragraph in annex.paragraphs:
        _paragraph(lines, paragraph, options)
    for table in annex.tables:
        lines.append("")
        lines.extend(_table(table, options))
        lines.append("")
    for paragraph in annex.closing:
        _paragraph(lines, paragraph, options)


def _group(
    lines: list[str],
    group: tuple[str, ...],
    options: RuledOptions,
    *,
    centred: bool = False,
    indent: int = 0,
) -> None:
    """Lines that the author ended, with a blank line after them."""
    for line in group:
        lines.append(line.center(options.width).rstrip() if centred else " " * indent + line)
    lines.append("")


def _paragraph(lines: list[str], text: str, options: RuledOptions) -> None:
    if text:
        wrapped = wrap(text, min(options.width, 78) - 5, hyphens=options.hyphens)
        lines.append("     " + wrapped[0])
        lines.extend(wrapped[1:])
        lines.append("")


def _table(table: CorpusTable, options: RuledOptions) -> Iterator[str]:
    rows = [_cells(row.kind, row.cells, len(table.header)) for row in table.rows]
    header = [_plain(row) for row in header_cells(table)]
    if options.frame == "markdown":
        yield from _markdown(header, rows)
    elif options.frame == "cells":
        for cells in (*header, *rows):
            for text, span in cells:
                yield f"{text}|"
                yield from ["|"] * (span - 1)
    else:
        yield from _Drawing(table, options).lines(rows)


Row = list[tuple[str, int]]
"""The cells of a row: text and how many columns it spans."""


def header_cells(table: CorpusTable) -> tuple[tuple[str, ...], ...]:
    """The rows above the first row of content, each with a text a column."""
    rows: list[tuple[str, ...]] = [table.header]
    if table.groups:
        upper = [""] * len(table.header)
        for first, _, text in table.groups:
            upper[first] = text
        rows.insert(0, tuple(upper))
    if table.column_numbers:
        rows.append(tuple(str(index + 1) for index in range(len(table.header))))
    return tuple(rows)


def _plain(cells: tuple[str, ...]) -> Row:
    return [(" ".join(cell.split("\n")), 1) for cell in cells]


def _cells(kind: str, cells: tuple[str, ...], width: int) -> Row:
    if kind == "section":
        return [(" ".join(part for part in cells if part), width)]
    return [(cell, 1) for cell in cells]


def _markdown(header: list[Row], rows: list[Row]) -> Iterator[str]:
    width = len(header[0])
    for index, cells in enumerate((*header, *rows)):
        texts = [text.replace("|", "\\|").replace("\n", "<br>") for text, _ in cells]
        yield "| " + " | ".join(texts + [""] * (width - len(texts))) + " |"
        if index == 0:
            yield "|" + "---|" * width


class _Drawing:
    """Draws one table with a frame."""

    def __init__(self, table: CorpusTable, options: RuledOptions) -> None:
        self.table = table
        self.options = options
        self.frame = FRAMES[options.frame]
        shares = table.widths or (1.0,) * len(table.header)
        room = options.width - 3 * len(shares) - 1
        self.widths = [max(6, int(room * share / sum(shares))) for share in shares]

    def lines(self, rows: list[Row]) -> Iterator[str]:
        """The table line by line."""
        frame = self.frame
        head = list(self.head())
        yield from self.top()
        yield from head
        for index, row in enumerate(rows):
            if self.options.page_rows and index and index % self.options.page_rows == 0:
                yield from ("\f" + str(index // self.options.page_rows + 1).center(60), "")
                if self.options.repeat_header:
                    yield from (*self.top(), *head)
            yield from self.row(row)
            last = index + 1 == len(rows)
            if last and frame.bottom:
                yield self.border(frame.bottom)
            elif self.options.separators and not last:
                yield self.border(frame.middle)

    def head(self) -> Iterator[str]:
        """The header with its lower border; grouped columns stand below their group."""
        table, middle = self.table, self.border(self.frame.middle)
        if table.groups:
            grouped = {
                column: group for group in table.groups for column in range(group[0], group[1] + 1)
            }
            upper: Row = []
            for column, text in enumerate(table.header):
                if column not in grouped:
                    upper.append((text, 1))
                elif column == grouped[column][0]:
                    first, last, words = grouped[column]
                    upper.append((words, last - first + 1))
            yield from self.row(upper)
            yield self.partial_border(set(grouped))
            yield from self.row(
                [(text if column in grouped else "", 1) for column, text in enumerate(table.header)]
            )
        else:
            yield from self.row([(text, 1) for text in table.header])
        yield middle
        if table.column_numbers:
            yield from self.row([(str(index + 1), 1) for index in range(len(table.header))])
            yield middle

    def partial_border(self, closed: set[int]) -> str:
        """A border under some columns; the others go on downwards."""
        frame = self.frame
        left, line, crossing, right = frame.middle
        outer = frame.outer if frame.edges else " "
        text = left if 0 in closed else outer
        for column, width in enumerate(self.widths):
            text += (line if column in closed else " ") * (width + 2)
            if column + 1 == len(self.widths):
                text += right if column in closed else outer
            elif column in closed and column + 1 in closed:
                text += crossing
            elif column in closed:
                text += right if frame.edges else frame.upright
            elif column + 1 in closed:
                text += left if frame.edges else frame.upright
            else:
                text += frame.upright
        return text.rstrip()

    def top(self) -> list[str]:
        """The upper border, where the frame has one."""
        return [self.border(self.frame.top)] if self.frame.top else []

    def border(self, chars: tuple[str, str, str, str]) -> str:
        """A border over the whole width."""
        left, line, crossing, right = chars
        return left + crossing.join(line * (width + 2) for width in self.widths) + right

    def row(self, cells: Row) -> Iterator[str]:
        """The lines of one row; a cell over several columns has no rules inside."""
        columns: list[tuple[int, list[str]]] = []
        at = 0
        for text, span in cells:
            width = sum(self.widths[at : at + span]) + 3 * (span - 1)
            lines = [
                line
                for part in text.split("\n")
                for line in wrap(part, width, hyphens=self.options.hyphens)
            ]
            columns.append((width, lines or [""]))
            at += span
        outer = self.frame.outer if self.frame.edges else " "
        for index in range(max(len(lines) for _, lines in columns)):
            parts = [
                f" {(lines[index] if index < len(lines) else ''):<{width}} "
                for width, lines in columns
            ]
            yield (outer + self.frame.upright.join(parts) + outer).rstrip()


def wrap(text: str, width: int, *, hyphens: bool) -> list[str]:
    """The text in lines of at most `width` letters, words cut at syllables where asked."""
    if not hyphens:
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    lines = [""]
    for word in text.split():
        rest = word
        while rest:
            room = width - len(lines[-1]) - (1 if lines[-1] else 0)
            if len(rest) <= room:
                lines[-1] = f"{lines[-1]} {rest}".strip()
                break
            cut = _cut_at(rest, room)
            if cut:
                lines[-1] = f"{lines[-1]} {rest[:cut]}-".strip()
                rest = rest[cut:]
            elif not lines[-1]:
                lines[-1], rest = rest[:width], rest[width:]
            lines.append("")
    return [line for line in lines if line] or [""]


def _cut_at(word: str, room: int) -> int:
    """Where to cut a word so that it and a hyphen fill at most `room`; 0 where it cannot be cut."""
    if not word.isalpha() or word.isupper() or len(word) < 6:
        return 0
    places = [m.start() for m in _CUT.finditer(word) if 2 <= m.start() <= len(word) - 3]
    return max((place for place in places if place + 1 <= room), default=0)


def in_old_code(text: str, encoding: str) -> str:
    """Characters that an old code lacks in the spelling of its time."""
    stead = {"«": '"', "»": '"', "–": "-", "—": "-", "№": "N", "…": "...", "¬": "+", "¦": "|"}
    return "".join(char if _has(char, encoding) else stead.get(char, char) for char in text)


def _has(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
