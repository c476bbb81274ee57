"""Tables with one cell a line and no mark between them, as copies out of a viewer have them.

    № п/п
    Мероприятие
    Срок
    Ответственный
    1
    Сбор заявок
    до 5 мая
    Орлова А.А.

Only the numbers hold such a table together: it is read where a number column
opens the header and the numbers of the rows count on line by line. Where a
cell was wrapped over several lines, `cell_parting` says where the cells part,
and a finding says that it was guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Cell, Paragraph, Place, Table
from extract.findings import Finding
from extract.layout.hyphens import join as join_wrapped
from extract.readers.cell_parting import header_cells, part, stacked
from extract.readers.lines import ANNEX_HEAD, DEADLINE_WORDS, HEADER_WORD, NUMBER_HEADER, Line
from extract.readers.markup import strip_marks
from extract.readers.wraps import tidy

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")
_SECTION = re.compile(
    r"(?i:раздел|направление|этап|часть|блок|задача)\s+(?:\d|[IVXІХ]+\b).*"
    r"|[IVXІХ]{1,5}[.)]?\s+[А-ЯЁ«].*|\d{1,2}(?:\.\d{1,2})?[.)]\s+[А-ЯЁ«].*"
)
_ROMAN = re.compile(r"[IVXІХ]{1,5}[.)]?")
_TITLE_LINES = 3
_HEADER_LINES = 14
_ROW_LINES = 30


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


@dataclass(frozen=True, slots=True)
class _Header:
    """Lines of the number column's header, of the others, and how many columns are numbered."""

    number: tuple[int, ...]
    lines: tuple[int, ...]
    counted: tuple[int, ...]
    end: int


@dataclass(frozen=True, slots=True)
class LoneCells:
    """A table of lone cells: lines `begin` to `end` (exclusive), page numbers inside, guesses."""

    begin: int
    end: int
    table: Table
    furniture: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = ()


def find(lines: Sequence[Line], begin: int) -> LoneCells | None:
    """The table whose header begins at a line, or None."""
    header = _header(lines, begin)
    if header is None:
        return None
    rows, opening = _rows(lines, header)
    if len(rows) < 2:
        return None
    words = [[lines[at].text.strip() for at in row.lines] for row in rows]
    own = [len(each) for row, each in zip(rows, words, strict=True) if not row.title]
    fitted = header_cells(
        [lines[at].text.strip() for at in header.lines],
        own[:-1] or own,
        max(0, len(header.counted) - 1),
    )
    if fitted is None:
        return None
    head, section = fitted
    names = [" ".join(lines[header.lines[at]].text.strip() for at in cell) for cell in head]
    builder = _Builder(lines, len(head) + 1)
    builder.row([header.number, *([header.lines[at] for at in cell] for cell in head)])
    if header.counted:
        builder.row([[at] for at in header.counted])
    for each in ([header.lines[at] for at in section], opening):
        builder.title(each)
    findings: list[Finding] = []
    overlong, page = 0, 1
    furniture: list[int] = []
    end = header.end
    for index, row in enumerate(rows):
        if row.title:
            builder.section(row.at, row.lines)
            continue
        count = stacked(words[index], names) if index + 1 < len(rows) else 1
        if count > 1:
            builder.stack(row.at, row.lines, count)
            builder.title(row.sections)
            continue
        if len(words[index]) == len(head) + 1 and words[index][-1] == str(page + 1):
            page += 1  # the number of a page that ended behind this row
            furniture.append(row.lines.pop())
            words[index].pop()
        parted = part(words[index], names, behind=_behind_row(rows, index))
        builder.row([[row.at], *([row.lines[at] for at in cell] for cell in parted.cells)])
        builder.title([*(row.lines[at] for at in parted.title), *row.sections])
        if not parted.sure:
            findings.append(_guessed(lines, row))
            overlong += len(row.lines) > len(head)
        end = max([row.at, *(row.lines[at] for cell in parted.cells for at in cell)]) + 1
    if overlong * 2 > len(own):
        return None
    numbers = tuple(
        Paragraph(lines[at].text.strip(), Place(lines[at].page, spot=f"line {lines[at].number}"))
        for at in furniture
    )
    return LoneCells(begin, end, builder.table(lines[begin]), numbers, tuple(findings))


def _behind_row(rows: Sequence[_Row], index: int) -> str:
    """What follows a row, in the words of `part`."""
    if index + 1 == len(rows):
        return "end"
    after = rows[index + 1]
    anew = after.number in ("1", "1.1") or after.number.endswith(".1")
    return "section" if anew and not after.title and not rows[index].sections else "row"


def _guessed(lines: Sequence[Line], row: _Row) -> Finding:
    return Finding(
        "table.cells-guessed",
        "Where the cells of this row part was guessed from its lines",
        " / ".join(lines[at].text.strip() for at in row.lines)[:200],
        lines[row.at].page,
    )


def _header(lines: Sequence[Line], begin: int) -> _Header | None:
    """From the number column's own header to the line before the first row or section."""
    if not NUMBER_HEADER.fullmatch(lines[begin].text.strip()):
        return None
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
            counted = _column_numbers(lines, at)
            end = counted[-1] + 1 if counted else at
            return _Header(tuple(number), tuple(rest), counted, end)
        elif "\t" in lines[at].text or "|" in words or len(rest) == _HEADER_LINES:
            return None
        else:
            rest.append(at)
    return None


def _column_numbers(lines: Sequence[Line], begin: int) -> tuple[int, ...]:
    """The lines «1», «2», «3», … that number the columns; none where rows begin at once."""
    found: list[int] = []
    for at in range(begin, len(lines)):
        words = lines[at].text.strip()
        if words and words != str(len(found) + 1):
            break
        if words:
            found.append(at)
    return tuple(found) if len(found) > 2 else ()


def _rows(lines: Sequence[Line], header: _Header) -> tuple[list[_Row], list[int]]:
    """The rows, by the numbers that count on, and the sections before the first of them."""
    rows: list[_Row] = []
    opening: list[int] = []
    head = [lines[at].text.strip() for at in (*header.number, *header.lines)]
    at, gap = header.end, 0
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
            rows.append(_Row(number["number"], at))
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
    if _ROMAN.fullmatch(rows[-1].number):
        last = next((row.number for row in reversed(rows) if row.number[0].isdigit()), "0")
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


class _Builder:
    """Collects the rows of the table."""

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        self._lines = lines
        self._width = width
        self._cells: list[Cell] = []
        self._count = 0

    def row(self, cells: Sequence[Sequence[int]]) -> None:
        """Add a row; each cell is the indexes of its lines."""
        for column, indexes in enumerate(cells):
            self._add(column, indexes, 1)
        self._count += 1

    def stack(self, number: int, lines: Sequence[int], count: int) -> None:
        """Add `count` rows of one-line cells, of which the first alone has a number."""
        width = len(lines) // count
        for at in range(count):
            own = lines[at * width : (at + 1) * width]
            self.row([[number] if not at else [], *([each] for each in own)])

    def title(self, indexes: Sequence[int]) -> None:
        """Add a row of one cell over the whole width for each line."""
        for at in indexes:
            self._add(0, [at], self._width)
            self._count += 1

    def section(self, number: int, indexes: Sequence[int]) -> None:
        """Add a row of a number and a title over the other columns."""
        self._add(0, [number], 1)
        self._add(1, indexes, self._width - 1)
        self._count += 1

    def _add(self, column: int, indexes: Sequence[int], span: int) -> None:
        text = ""
        for at in indexes:
            words = self._lines[at].text.strip()
            text = join_wrapped(text, words) if text else words
        marked = strip_marks(text)
        places = tuple(
            Place(self._lines[at].page, spot=f"line {self._lines[at].number}") for at in indexes[:1]
        )
        self._cells.append(
            Cell(
                self._count,
                column,
                tidy(marked.text),
                column_span=span,
                places=places,
                bold=marked.bold,
            )
        )

    def table(self, first: Line) -> Table:
        """The table as collected."""
        place = Place(first.page, spot=f"line {first.number}")
        return Table(tuple(self._cells), self._count, self._width, place)
