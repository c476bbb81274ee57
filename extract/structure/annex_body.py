"""The text and the tables of annexes, and the annexes' numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Table, located
from extract.findings import Finding
from extract.order import Annex, AnyTable, Clause, MeasureTable, Quote
from extract.structure.annexes import AnnexParts, annex_number, build_annex
from extract.structure.lines import Line, quote
from extract.structure.measures import read_measures, under_caption
from extract.structure.members import read_member_lines, read_member_table
from extract.structure.tables import MEMBERS_TITLE, Reading, generic_table, judge_table

_ANNEX_MENTION = re.compile(r"приложени\w+\s*(?:№|N)?\s*(\d+(?:\.\d+)?)", re.I)


def read_annexes(
    parts: Sequence[AnnexParts], clauses: Sequence[Clause], findings: list[Finding]
) -> tuple[Annex, ...]:
    """Read every annex; measures are numbered through the order. Doubts go to `findings`."""
    numbers = _numbers(parts, clauses, findings)
    annexes = []
    position = 1
    for at, each in enumerate(parts):
        paragraphs, tables, position = _read_body(each, position)
        annexes.append(build_annex(at + 1, numbers[at], each, paragraphs, tables))
    return tuple(annexes)


def _numbers(
    parts: Sequence[AnnexParts], clauses: Sequence[Clause], findings: list[Finding]
) -> list[str | None]:
    """The annexes' numbers; a missing one is inferred where the clauses name exactly it."""
    numbers = [annex_number(each.heading) for each in parts]
    named: list[str] = []
    for clause in clauses:
        named += _ANNEX_MENTION.findall(clause.text.text)
    open_numbers = [each for each in dict.fromkeys(named) if each not in numbers]
    missing = [
        index
        for index, (number, part) in enumerate(zip(numbers, parts, strict=True))
        if number is None and (part.title or part.heading)
    ]
    if len(open_numbers) == len(missing) and open_numbers:
        for index, number in zip(missing, open_numbers, strict=True):
            numbers[index] = number
            words = quote(parts[index].heading or parts[index].title)
            findings.append(
                located(
                    Finding(
                        "annex.number-inferred",
                        f"The annex has no number; the clauses name annex {number}",
                        excerpt=words.text[:80] if words else "",
                        severity="info",
                    ),
                    words.places if words else (),
                )
            )
    return numbers


def _read_body(
    parts: AnnexParts, position: int
) -> tuple[tuple[Quote, ...], tuple[AnyTable, ...], int]:
    """Read an annex's text and tables; `position` numbers the next measure of the order."""
    tables: list[AnyTable] = []
    pending: list[Line] = []
    paragraphs: list[Quote] = []
    title = " ".join(line.plain for line in parts.title)
    for item in parts.body:
        if isinstance(item, Line):
            pending.append(item)
            continue
        caption, before = _caption(pending)
        paragraphs += _paragraphline_quotes(before)
        pending = []
        words = " ".join([title, *(line.plain for line in caption)])
        table = _read_table(item, judge_table(item, words), caption, parts, position)
        if isinstance(table, MeasureTable):
            position += len(table.measures)
        tables.append(table)
    tables = _sections_from_captions(tables)
    if pending and not tables and MEMBERS_TITLE.search(title):
        group, pending = read_member_lines(pending, quote(parts.title))
        if group is not None:
            tables.append(group)
    paragraphs += _paragraphline_quotes(pending)
    return tuple(paragraphs), tuple(tables), position


def _sections_from_captions(tables: list[AnyTable]) -> list[AnyTable]:
    """Several tables of measures under captions of their own: each caption is a section."""
    plans = [table for table in tables if isinstance(table, MeasureTable)]
    if len(plans) < 2 or not all(plan.caption and not plan.sections for plan in plans):
        return tables
    return [under_caption(table) if isinstance(table, MeasureTable) else table for table in tables]


def _read_table(
    table: Table, reading: Reading, caption: Sequence[Line], parts: AnnexParts, position: int
) -> AnyTable:
    quotes = line_quotes(caption)
    if reading.kind == "measures":
        return read_measures(table, reading, quotes, position)
    if reading.kind == "members":
        name = quote(caption) or quote(parts.title)
        members = read_member_table(table, reading, name)
        if members is not None:
            return members
    return generic_table(table, quotes)


def _caption(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines right above a table that are set or worded as its caption, and the lines before."""
    caption: list[Line] = []
    for line in reversed(lines):
        text = line.plain
        if (
            (text.endswith((".", ";", ":", ",")) and not line.bold)
            or len(text) > 300
            or line.number
        ):
            break
        if caption and (line.bold != caption[0].bold or len(caption) >= 4):
            break
        if re.match(r"[-–—•]", text):
            break
        caption.insert(0, line)
    return caption, list(lines[: len(lines) - len(caption)])


def _paragraphline_quotes(lines: Sequence[Line]) -> list[Quote]:
    """One quote for each paragraph, its lines parted as the author parted them."""
    grouped: list[list[Line]] = []
    for line in lines:
        if grouped and grouped[-1][-1].paragraph == line.paragraph:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [words for group in grouped if (words := quote(group, separator="\n"))]


def line_quotes(lines: Sequence[Line]) -> tuple[Quote, ...]:
    """One quote for each line."""
    return tuple(words for line in lines if (words := quote([line])))
