"""An invented order as data: what a clerk wrote, and the known answers beside it.

The content is independent of any format; `corpus.render` writes it as text,
DOCX, PDF, HTML, a scan, and every rendering has the same answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table as printed.

    `kind` is `section` (one text merged over the width; `cells` is then
    (number, title), the number empty where there is none) or `row`.
    """

    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusTable:
    """A table: header texts, rows, relative column widths.

    `header` has one text a column. `groups` gives a second header level above
    it: (first column, last column, text). `column_numbers` asks for a row
    «1 | 2 | 3» below the header.
    """

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...] = ()
    groups: tuple[tuple[int, int, str], ...] = ()
    column_numbers: bool = False


@dataclass(frozen=True, slots=True)
class CorpusAnnex:
    """An annex: the note in its corner, its title (both in lines), text, tables, closing text."""

    heading: tuple[str, ...]
    title: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    tables: tuple[CorpusTable, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusOrder:
    """An invented order, its parts in reading order, and its answers.

    `letterhead` is the issuer's lines, `doc_type` the word as printed
    («ПРИКАЗ», «П О С Т А Н О В Л Е Н И Е»), `date` and `number` as printed
    («от 05.03.2021», «№ 01-03/56-од»), `command` the lead-in («приказываю:»,
    empty where the preamble holds it), `clauses` the paragraphs as printed
    with their numbers, `signature` (post lines, person). `answers` follows
    `corpus/orders/README.md`.

    `head` names the lines between letterhead and title, each with the fields
    that share it. `cosignatures` are further signatures, `closing` the lines
    below them (drafter, «С приказом ознакомлены:»).
    """

    id: str
    letterhead: tuple[str, ...]
    doc_type: str
    date: str
    number: str
    place: str
    title: tuple[str, ...]
    preamble: str
    command: str
    clauses: tuple[str, ...]
    signature: tuple[tuple[str, ...], str]
    annexes: tuple[CorpusAnnex, ...]
    answers: dict[str, Any] = field(default_factory=dict)
    head: tuple[tuple[str, ...], ...] = (("doc_type",), ("date", "number"), ("place",))
    cosignatures: tuple[tuple[tuple[str, ...], str], ...] = ()
    closing: tuple[str, ...] = ()

    def head_lines(self) -> tuple[tuple[str, ...], ...]:
        """The printed texts of `head`, line by line, without empty ones."""
        lines = (
            tuple(text for name in names if (text := str(getattr(self, name))))
            for names in self.head
        )
        return tuple(line for line in lines if line)

    def signatures(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Every signature that is printed, the first one first."""
        own = (self.signature,) if self.signature[0] or self.signature[1] else ()
        return own + self.cosignatures
