"""Tables with one cell a line and no mark between them, as copies out of a viewer have them.

    № п/п
    Мероприятие
    Срок
    Ответственный
    1
    Сбор заявок
    до 5 мая
    Орлова А.А.

The numbers of the rows count on line by line and hold the table together; their
column may have no header. `cell_fit` finds the header and parts the cells, and a
finding says where that was guessed. Tables without numbers: `lone_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Paragraph, Place
from extract.findings import Finding
from extract.readers.cell_fit import BodyLine, fit, is_clear
from extract.readers.cell_header import Header, column_numbers, read_header
from extract.readers.cell_table import LoneCells, TableBuilder, guessed
from extract.readers.cell_traits import may_be_title
from extract.readers.cell_words import is_time
from extract.readers.lines import ANNEX_HEAD, DEADLINE_WORDS, HEADER_WORD, NUMBER_HEADER, Line

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")
_SECTION = re.compile(
    r"(?i:раздел|направление|этап|часть|блок|задача)\s+(?:\d|[IVXІХ]+\b).*"
    r"|[IVXІХ]{1,5}[.)]?\s+[А-ЯЁ«].*|\d{1,2}(?:\.\d{1,2})?[.)]\s+[А-ЯЁ«].*"
)
_ROMAN = re.compile(r"[IVXІХ]{1,5}[.)]?")
_TITLE_LINES = 3
_HEADER_LINES = 14
_ROW_LINES = 30
_LEAST = -1.0
"""What a row counts at least, on the average, in a table that is one."""


@dataclass(slots=True)
class _Row:
    """A row as found: the line of its number, those of its cells, the sections behind it.

    `title` marks a section whose number has a line of its own.
    """

    number: str
    at: int
    title: bool = False
    lines: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)


def find(lines: Sequence[Line], begin: int) -> LoneCells | None:
    """The table whose header begins at a line, or None."""
    header = _header(lines, begin)
    if header is None:
        return None
    rows, opening = _rows(lines, header)
    while rows and not rows[-1].lines:
        rows.pop()
    if len(rows) < 2:
        return None
    body = _body(lines, rows, opening)
    fitted = fit(lines, header.lines, body, counted=max(0, len(header.counted) - 1), numbered=True)
    if fitted is None or fitted.score < _LEAST * len(rows):
        return None
    if not header.number and not is_clear(fitted):
        return None
    furniture = _page_numbers(lines, rows, len(fitted.head))
    if furniture:
        body = _body(lines, rows, opening)
        fitted = fit(lines, header.lines, body, counted=len(fitted.head), numbered=True) or fitted
    builder = TableBuilder(lines, len(fitted.head) + 1)
    builder.row([header.number, *fitted.head])
    if header.counted:
        builder.row([[at] for at in header.counted])
    findings: list[Finding] = []
    end = header.end
    for row in fitted.rows:
        number = [] if row.number is None else [row.number]
        if row.title and number:
            builder.section(number[0], row.title)
        elif row.title:
            builder.title(row.title)
        else:
            builder.row([number, *row.cells])
            if not row.sure:
                findings.append(guessed(lines, row.lines))
        end = max(end, *number, *(at + 1 for at in row.lines))
    numbers = tuple(
        Paragraph(lines[at].text.strip(), Place(lines[at].page, spot=f"line {lines[at].number}"))
        for at in furniture
    )
    return LoneCells(begin, end, builder.table(lines[begin]), numbers, tuple(findings))


def _body(lines: Sequence[Line], rows: Sequence[_Row], opening: Sequence[int]) -> list[BodyLine]:
    """The lines below the header in their order, with what is known of each."""
    body = [
        BodyLine(at, title="begins" if _SECTION.fullmatch(lines[at].text.strip()) else "")
        for at in opening
    ]
    for before, row in zip([None, *rows], rows, strict=False):
        anew = before is not None and _is_anew(before.number, row.number)
        body += [
            BodyLine(row.lines[0], row.at, anew=anew, title="begins" if row.title else ""),
            *(BodyLine(at, title="goes on" if row.title else "") for at in row.lines[1:]),
            *(BodyLine(at, title="begins") for at in row.sections),
        ]
    return body


def _is_anew(before: str, number: str) -> bool:
    """Whether a number begins a count, so that a title is due before it."""
    return number == "1" or number.endswith(".1") or number.startswith(before + ".")


def _page_numbers(lines: Sequence[Line], rows: Sequence[_Row], width: int) -> list[int]:
    """Take the numbers of pages that ended behind a row out of the rows."""
    page, found = 1, []
    for row in rows[:-1]:
        if len(row.lines) == width + 1 and lines[row.lines[-1]].text.strip() == str(page + 1):
            page += 1
            found.append(row.lines.pop())
    return found


def _header(lines: Sequence[Line], begin: int) -> Header | None:
    """From the number column's own header to the line before the first row or section."""
    if not NUMBER_HEADER.fullmatch(lines[begin].text.strip()):
        return _nameless(lines, begin)
    number = [begin]
    rest: list[int] = []
    for at in range(begin + 1, len(lines)):
        words = lines[at].text.strip()
        if not words:
            continue
        if not rest and NUMBER_HEADER.fullmatch(words):
            number.append(at)
        elif any(mark.fullmatch(words) for mark in (_NUMBER, _ROMAN, _SECTION)):
            if sum(bool(HEADER_WORD.search(lines[each].text)) for each in rest) < 2:
                return None
            counted = column_numbers(lines, at)
            end = counted[-1] + 1 if counted else at
            return Header(tuple(number), tuple(rest), counted, end)
        elif "\t" in lines[at].text or "|" in words or len(rest) == _HEADER_LINES:
            return None
        else:
            rest.append(at)
    return None


def _nameless(lines: Sequence[Line], begin: int) -> Header | None:
    """A header in which the column of the numbers has no name."""
    header = read_header(lines, begin)
    if header is None or header.number or header.end >= len(lines):
        return None
    words = lines[header.end].text.strip()
    numbers = header.counted or any(mark.fullmatch(words) for mark in (_NUMBER, _ROMAN, _SECTION))
    return header if numbers else None


def _rows(lines: Sequence[Line], header: Header) -> tuple[list[_Row], list[int]]:
    """The rows, by the numbers that count on, and the sections before the first of them."""
    rows: list[_Row] = []
    opening: list[int] = []
    head = [lines[at].text.strip() for at in (*header.number, *header.lines)]
    at, gap, top = header.end, 0, _NO_TOP
    while at < len(lines):
        words = lines[at].text.strip()
        gap = 0 if words else gap + 1
        if gap > 3 or "\t" in words or "|" in words:
            break
        if words == head[0] and _repeats(lines, at, head):
            at = _behind(lines, at, len(head))
            continue
        if NUMBER_HEADER.fullmatch(words) or ANNEX_HEAD.match(words):
            break
        number = _NUMBER.fullmatch(words)
        if not words:
            pass
        elif number and len(rows) > 1 and _is_twice(rows[-1], number["number"]):
            rows[-2].lines.append(rows[-1].at)  # the page's number before the row's own
            rows[-1].at = at
        elif number and _counts_on(rows, number["number"]):
            if rows and number["number"].startswith(rows[-1].number + "."):
                rows[-1].title = _is_title([lines[each].text for each in rows[-1].lines])
            top = _top_after(rows, number["number"], top)
            rows.append(_Row(number["number"], at))
        elif number and number["number"] == str(top + 1) and _is_top(lines, at, rows[-1].number):
            top += 1
            rows.append(_Row(number["number"], at, title=True))
        elif _ROMAN.fullmatch(words) and (not rows or rows[-1].lines):
            rows.append(_Row(words.rstrip(".)"), at, title=True))
        elif _SECTION.fullmatch(words) and (not rows or rows[-1].lines):
            (rows[-1].sections if rows else opening).append(at)
        elif not rows:
            opening.append(at)
            if len(opening) > _TITLE_LINES:
                break
        else:
            row = rows[-1]
            row.lines += [*row.sections, at]
            row.sections.clear()
            if len(row.lines) > _ROW_LINES:
                break
        at += 1
    if rows:
        rows[-1].sections.clear()  # words behind the table
    return rows, opening


_NO_TOP = 1_000


def _top_after(rows: Sequence[_Row], number: str, top: int) -> int:
    """The number of the last section, where sections have numbers as rows do: «1», then «1»."""
    return 1 if number == "1" and len(rows) == 1 and rows[0].number == "1" else top


def _is_top(lines: Sequence[Line], at: int, last: str) -> bool:
    """Whether a number is the next section's: a title follows, and a number that counts on."""
    title: list[str] = []
    for line in lines[at + 1 :]:
        words = line.text.strip()
        number = _NUMBER.fullmatch(words)
        if number:
            onward = last.isdigit() and number["number"] in ("1", str(int(last) + 1))
            return onward and bool(title) and may_be_title(title[0])
        if words:
            title.append(words)
        if len(title) > _TITLE_LINES or is_time(words):
            break
    return False


def _is_title(texts: Sequence[str]) -> bool:
    """Whether the lines between «1» and «1.1» are a title: a row would be longer and say when."""
    return len(texts) <= _TITLE_LINES or not any(map(DEADLINE_WORDS.search, texts))


def _repeats(lines: Sequence[Line], begin: int, head: list[str]) -> bool:
    words = [line.text.strip() for line in lines[begin : begin + 3 * len(head)] if not line.blank]
    return words[: len(head)] == head


def _behind(lines: Sequence[Line], at: int, count: int) -> int:
    while count and at < len(lines):
        count -= not lines[at].blank
        at += 1
    return at


def _is_twice(row: _Row, number: str) -> bool:
    return not row.lines and row.number == number


def _counts_on(rows: Sequence[_Row], number: str) -> bool:
    """Whether a number comes right after the last row's: at its level, below, above, or anew."""
    parts = [int(each) for each in number.split(".")]
    if not rows:
        return parts[-1] == 1
    if not rows[-1].lines:
        return False
    if rows[-1].title and "." not in rows[-1].number:
        last = next((row.number for row in reversed(rows) if not row.title), "0")
        return parts[-1] == 1 or parts == [int(last.split(".")[0]) + 1]
    before = [int(each) for each in rows[-1].number.split(".")]
    if len(parts) > len(before):
        return parts[:-1] == before and parts[-1] == 1
    same = before[: len(parts)]
    if parts == [*same[:-1], same[-1] + 1]:
        return True
    # «1.3» / «2.1»: the sections have the numbers «1.» and «2.»
    next_section = len(parts) > 1 and parts[:-1] == [*same[:-2], same[-2] + 1]
    return parts[-1] == 1 and (next_section or len(parts) == 1)
