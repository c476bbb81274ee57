"""The text of a document as lines: what header, clauses and annexes are read from.

A line is what stands between two breaks that the author set. Tables are kept
in their place between the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Block, Paragraph, Place, Table
from extract.layout.join import join_texts
from extract.order import Quote

_SPACED_WORD = re.compile(r"(?<![А-Яа-яЁё\d/-])(?:[А-Яа-яЁё]\s){3,}[А-Яа-яЁё](?![А-Яа-яЁё])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph.

    `paragraph` counts the paragraphs of the document from 0; `first` and
    `last` say whether the line begins or ends its paragraph. `number` is the
    automatic number of the paragraph, on its first line.
    """

    text: str
    paragraph: int
    place: Place
    first: bool = True
    last: bool = True
    number: str = ""
    bold: bool = False
    align: str = ""
    confidence: float = 1.0

    @property
    def plain(self) -> str:
        """The words for reading: letter-spacing closed, single spaces."""
        return close_spacing(re.sub(r"\s+", " ", self.text)).strip()

    @property
    def numbered(self) -> str:
        """The text with its automatic number before it."""
        return f"{self.number} {self.text}".strip() if self.number else self.text


Item = Line | Table


def flatten(blocks: Sequence[Block]) -> list[Item]:
    """Lines and tables in reading order; empty lines are left out."""
    items: list[Item] = []
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = lines_of(block, count)
            items += lines
            count += 1
        else:
            items.append(block)
    return items


def lines_of(paragraph: Paragraph, index: int) -> list[Line]:
    """The non-empty lines of one paragraph."""
    texts = [text.strip() for text in paragraph.text.split("\n")]
    texts = [text for text in texts if text]
    if not texts and paragraph.number:
        texts = [""]
    return [
        Line(
            text=text,
            paragraph=index,
            place=paragraph.place,
            first=at == 0,
            last=at == len(texts) - 1,
            number=paragraph.number if at == 0 else "",
            bold=paragraph.bold,
            align=paragraph.align,
            confidence=paragraph.confidence,
        )
        for at, text in enumerate(texts)
    ]


def table_lines(table: Table, index: int) -> list[Line]:
    """A table used for layout (a letterhead, a signature) as lines, cells of a row by tabs."""
    lines: list[Line] = []
    for row in table.rows():
        cells = [cell for cell in row if cell.text.strip()]
        if not cells:
            continue
        short = all("\n" not in cell.text for cell in cells)
        texts = ["\t".join(cell.text.strip() for cell in cells)] if short else []
        if not short:
            texts = [part.strip() for cell in cells for part in cell.text.split("\n")]
        place = cells[0].places[0] if cells[0].places else table.place
        lines += [
            Line(text=text, paragraph=index, place=place, bold=cells[0].bold, align="left")
            for text in texts
            if text
        ]
    lines += [
        Line(text=cell.text.strip(), paragraph=index, place=table.place)
        for cell in table.repeated
        if cell.text.strip()
    ]
    return lines


def quote(lines: Sequence[Line], *, separator: str | None = None) -> Quote | None:
    """One quote of several lines; None where there are none.

    Lines are joined by a space with hyphenation undone, or by `separator`.
    Letter-spaced words are closed before they are joined: behind «П Р И К А З»
    one could not tell where the word ends.
    """
    if not lines:
        return None
    texts = [line.numbered for line in lines]
    if len(lines) > 1 and not separator:
        texts = [close_spacing(text) for text in texts]
    text = texts[0]
    for addition in texts[1:]:
        text = f"{text}{separator}{addition}" if separator else join_texts(text, addition)
    places = tuple(dict.fromkeys(line.place for line in lines))
    return Quote(text, places, min(line.confidence for line in lines))


def close_spacing(text: str) -> str:
    """Letter-spaced words closed up: «п р и к а з ы в а ю:» → «приказываю:»."""

    def close(match: re.Match[str]) -> str:
        return re.sub(r"\s", "", match.group())

    return _SPACED_WORD.sub(close, text)
