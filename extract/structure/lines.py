"""The text of a document as lines: what header, clauses and annexes are read from.

A line is what stands between two breaks that the author set. Tables are kept
in their place between the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Block, Paragraph, Place, Table
from extract.layout.join import join_all
from extract.order import Quote

_SPACED_WORD = re.compile(r"(?<![А-Яа-яЁё\d/-])(?:[А-Яа-яЁё]\s){3,}[А-Яа-яЁё](?![А-Яа-яЁё])")
_KNOWN_SPACED = re.compile(
    r"(?<![А-Яа-яЁё])(?:"
    + "|".join(
        r"\s?".join(word)
        for word in (
            *("постановление", "распоряжение", "решение", "приказываю", "приказ", "указание"),
            *("постановляю", "постановляет", "распоряжаюсь"),
        )
    )
    + r")(?![А-Яа-яЁё])",
    re.I,
)
"""The words that heads space out; a clerk forgets a space («Р А С П ОР Я Ж Е Н И Е»)."""
_SPACED_CLUE = re.compile(r"\s[А-Яа-яЁё]\s[А-Яа-яЁё]\s")
"""What every letter-spaced word has inside; far faster to look for, and most texts have none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph.

    `paragraph` counts the paragraphs of the document from 0; `first` and
    `last` say whether the line begins or ends its paragraph. `number` is the
    automatic number of the paragraph, on its first line. `plain` are the words
    for reading, letter-spacing closed and with single spaces: many readers ask
    each line for them.
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
    plain: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", close_spacing(" ".join(self.text.split())))

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
    if len(lines) > 1:
        texts = [close_spacing(text) for text in texts]
    text = separator.join(texts) if separator else join_all(texts)
    places = tuple(dict.fromkeys(line.place for line in lines))
    return Quote(text, places, min(line.confidence for line in lines))


def close_spacing(text: str) -> str:
    """Letter-spaced words closed up: «п р и к а з ы в а ю:» → «приказываю:»."""
    if not may_be_spaced(text):
        return text
    text = _KNOWN_SPACED.sub(lambda match: "".join(match.group().split()), text)
    return _SPACED_WORD.sub(lambda match: "".join(match.group().split()), text)


def may_be_spaced(text: str) -> bool:
    """Whether a text can hold a letter-spaced word at all."""
    return _SPACED_CLUE.search(text) is not None
