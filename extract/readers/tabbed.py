"""Tables in text as rows of tab-separated cells.

A row is a line with tabs, but not every line with tabs is a row: clerks also
align dates, signatures and numbers with them. A blank line (or a form feed, or
a lone page number) inside a table is where a page of the original ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Cell, PageBreak, Paragraph, Place, Table
from extract.layout.hyphens import join as join_wrapped
from extract.readers.lines import BULLET, CLAUSE, CONTINUED, HEADER_WORD, PAGE_NUMBER, Line
from extract.readers.markup import Marked, strip_marks
from extract.readers.wraps import tidy

_DASHES = re.compile(r"\s*:?[-–—_=]+:?\s*")
_LONG_DASHES = re.compile(r"\s*:?[-–—_=]{2,}:?\s*")
_HEADER_START = re.compile(r"(?:[*_<b>\s]*)(?:№|N\b|Nº|п\s*/\s*п|п\.\s*п\.|номер)", re.IGNORECASE)
_PERSON = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_DATE_OR_NUMBER = re.compile(r"\d{1,2}\.\d{2}\.\d{4}|\b20\d\d\s*г|№\s*\S|«\s*\d{1,2}\s*»")
_ROW_START = re.compile(r"\s*(?:\t|[*_]{0,2}\d{1,3}(?:\.\d{1,3})*\.?[*_]{0,2}\t)")
_CLAUSE_CELL = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[а-яa-z]\)|[-–—•*·●▪])\s*")
_STAMP = re.compile(
    r"\s*[*_<b>]*\s*(?:согласован|утвержд|рассмотрен|принят|приложение)", re.IGNORECASE
)
_BRIDGE = 6


@dataclass(slots=True)
class TableLines:
    """The lines of one table: rows, the rows before which a page broke, lone page numbers."""

    begin: int
    end: int
    rows: list[tuple[Line, list[str]]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    widths: Counter[int] = field(default_factory=Counter)

    @property
    def width(self) -> int:
        """The number of columns that most rows have."""
        return max(self.widths, key=lambda width: (self.widths[width], width))

    def add(self, line: Line, cells: list[str]) -> None:
        """Take a further row."""
        self.rows.append((line, cells))
        self.widths[len(cells)] += 1

    def mend(self, cells: list[str]) -> None:
        """Put other cells into the last row."""
        line, before = self.rows[-1]
        self.widths[len(before)] -= 1
        self.widths[len(cells)] += 1
        self.rows[-1] = (line, cells)


def find_tables(lines: Sequence[Line]) -> list[TableLines]:
    """Every table of tab-separated rows, in order; `begin`/`end` index into `lines`."""
    tables: list[TableLines] = []
    index = 0
    while index < len(lines):
        if "\t" not in lines[index].text.strip(" "):
            index += 1
            continue
        run = _run(lines, index)
        if _is_table(run):
            tables.append(run)
            index = run.end
        else:
            index += 1
    return tables


def _run(lines: Sequence[Line], begin: int) -> TableLines:
    """The longest run of rows from `begin` that can be one table."""
    run = TableLines(begin, begin)
    _take(run, lines[begin])
    index = begin + 1
    run.end = index
    while index < len(lines):
        line = lines[index]
        mended = _mended(run, lines, index)
        if mended > index:
            index = run.end = mended
            continue
        if "\t" in line.text:
            if not _belongs(run, line, after_gap=False):
                break
            if line.page != run.rows[-1][0].page:
                run.breaks.append(len(run.rows))
            _take(run, line)
            index += 1
            run.end = index
            continue
        onward = _bridge(run, lines, index) if _is_gap(line) else _inner(run, lines, index)
        if onward is None:
            break
        index = onward
    return run


def _is_gap(line: Line) -> bool:
    return line.blank or bool(PAGE_NUMBER.fullmatch(line.text) or CONTINUED.fullmatch(line.text))


def _take(run: TableLines, line: Line) -> None:
    run.add(line, line.text.split("\t"))


def _belongs(run: TableLines, line: Line, *, after_gap: bool) -> bool:
    """Whether a line with tabs is a further row of the run."""
    cells = line.text.split("\t")
    width = run.width
    header = bool(_HEADER_START.match(cells[0])) and len([c for c in cells if c.strip()]) > 1
    if header and cells != run.rows[0][1] and not _HEADER_START.match(run.rows[-1][1][0]):
        # A new header: the same table only where it repeats the first one.
        return _same_words(cells, run.rows[0][1])
    if not after_gap:
        signed = len(cells) == 2 < width - 1 and bool(_PERSON.search(cells[1]))
        return not signed or bool(_ROW_START.match(line.text))
    if len(cells) == width:
        return True
    filled = sum(bool(cell.strip()) for cell in cells)
    return width > 2 and len(cells) < width and bool(_ROW_START.match(line.text)) and filled > 0


def _mended(run: TableLines, lines: Sequence[Line], index: int) -> int:
    """Put lines together that line feeds inside cells cut, where together they fill the row.

    Returns the index behind them, or `index` where the row before is whole.
    """
    row = run.rows[-1][1]
    width = len(run.rows[0][1])
    if len(run.rows) < 2 or not 1 < len(row) < width or not row[-1].strip():
        return index
    for onward in range(index, min(len(lines), index + _BRIDGE)):
        cells = lines[onward].text.split("\t")
        if _is_gap(lines[onward]) or len(cells) == width or not cells[0].strip():
            return index
        if len(cells) > 1 and _CLAUSE_CELL.fullmatch(cells[0]):
            return index
        row = [*row[:-1], _joined([row[-1], cells[0]]), *cells[1:]]
        if len(row) == width:
            run.mend(row)
            return onward + 1
        if len(row) > width:
            return index
    return index


def _same_words(one: list[str], other: list[str]) -> bool:
    return [strip_marks(c).text.split() for c in one] == [
        strip_marks(c).text.split() for c in other
    ]


def _bridge(run: TableLines, lines: Sequence[Line], index: int) -> int | None:
    """Go over a gap to the next row of the same table; None where the table ends."""
    onward = index
    numbers: list[Line] = []
    while onward < len(lines) and onward - index < _BRIDGE and _is_gap(lines[onward]):
        if not lines[onward].blank:
            numbers.append(lines[onward])
        onward += 1
    if onward >= len(lines) or "\t" not in lines[onward].text or len(numbers) > 2:
        return None
    if not _belongs(run, lines[onward], after_gap=True):
        return None
    run.breaks.append(len(run.rows))
    run.furniture.extend(numbers)
    _take(run, lines[onward])
    run.end = onward + 1
    return onward + 1


def _inner(run: TableLines, lines: Sequence[Line], index: int) -> int | None:
    """A line without tabs right between rows: the rest of a broken cell, or a row of one text."""
    stop = index
    while stop < len(lines) and stop - index < _BRIDGE and not _is_gap(lines[stop]):
        if "\t" in lines[stop].text:
            break
        stop += 1
    if run.width < 3:
        return None
    before = run.rows[-1][1]
    between = [line.text for line in lines[index:stop]]
    if stop >= len(lines) or "\t" not in lines[stop].text:
        if between[0].lstrip()[:1].islower() and len(between) <= 2 and before[-1].strip():
            # The rest of the last cell; a paragraph of its own begins with a capital.
            run.mend([*before[:-1], _joined([before[-1], *between])])
            run.end = stop
            return stop
        return None
    after = lines[stop].text.split("\t")
    if len(after) != run.width or not _belongs(run, lines[stop], after_gap=True):
        return None
    if len(before) <= run.width and between[0].lstrip()[:1].islower():
        run.mend([*before[:-1], _joined([before[-1], *between])])
    else:
        for line in lines[index:stop]:
            run.add(line, [line.text])
    run.end = stop
    return stop


def _joined(lines: list[str]) -> str:
    """The lines of one cell: what goes on in small letters goes on, the rest was a break."""
    text = lines[0]
    for line in lines[1:]:
        goes_on = line.lstrip()[:1].islower()
        text = join_wrapped(text, line.strip()) if goes_on else f"{text}\n{line}"
    return text


def _is_table(run: TableLines) -> bool:
    """Whether rows with tabs are a table, and not aligned text."""
    rows = [cells for _, cells in run.rows]
    if all(not any(cell.strip() for cell in cells[:-1]) for cells in rows):
        return False  # tabs in place of a first-line indent
    width = run.width
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    first = [cell for cell in rows[0] if cell.strip()]
    header = len(first) > 1 and (
        bool(_HEADER_START.match(first[0])) or sum(bool(HEADER_WORD.search(c)) for c in first) > 1
    )
    if header and len(rows) > 1:
        return True
    clauses = sum(bool(_CLAUSE_CELL.fullmatch(cells[0])) for cells in rows)
    if width == 2 and clauses >= 0.6 * len(rows):
        return False
    if width == 2 and len(rows) > 1 and any(_STAMP.match(cell) for cell in rows[0]):
        return True
    texts = [cell for cells in rows for cell in cells]
    aligned = any(_PERSON.search(t) or _DATE_OR_NUMBER.search(t) for t in texts)
    if len(rows) == 1:
        return width >= 4 and filled[0] >= 4 and not aligned
    if width >= 3:
        empty = any(
            not any(cells[column].strip() for cells in rows if column < len(cells))
            for column in range(1, width - 1)
        )
        return max(filled) >= 3 and not (empty and aligned and len(rows) < 4)
    return sum(many == 2 for many in filled) >= 2 and (len(rows) > 3 or not aligned)


def table(run: TableLines) -> tuple[Table, tuple[Paragraph, ...]]:
    """The table of a run, and the page numbers that stood inside it."""
    rows, breaks = _without_rules(run)
    width = _width(rows)
    cells: list[Cell] = []
    for row, (line, texts) in enumerate(rows):
        cells.extend(_cells(row, line, texts, width))
    place = Place(page=rows[0][0].page, spot=f"line {rows[0][0].number}")
    furniture = tuple(
        Paragraph(line.text.strip(), Place(line.page, spot=f"line {line.number}"))
        for line in run.furniture
    )
    result = Table(tuple(cells), len(rows), width, place, tuple(PageBreak(row) for row in breaks))
    return result, furniture


def _without_rules(run: TableLines) -> tuple[list[tuple[Line, list[str]]], list[int]]:
    """The rows without those that only draw dashes, breaks moved accordingly."""
    rows: list[tuple[Line, list[str]]] = []
    breaks: list[int] = []
    pending = False
    for index, (line, cells) in enumerate(run.rows):
        pending = pending or index in run.breaks
        marks = [cell for cell in cells if cell.strip()]
        if _is_drawn(marks):
            continue
        if pending and rows:
            breaks.append(len(rows))
        pending = False
        rows.append((line, cells))
    # A blank line between all rows is how the text is spaced, not where pages end.
    spaced = len(rows) > 3 and len(breaks) > 0.6 * (len(rows) - 1)
    return rows, [] if spaced and not run.furniture else breaks


def _is_drawn(marks: list[str]) -> bool:
    """Whether a row holds no words: empty, or dashes of which one is no mere «no value»."""
    if not all(_DASHES.fullmatch(cell) for cell in marks):
        return False
    return not marks or any(_LONG_DASHES.fullmatch(cell) for cell in marks)


def _width(rows: list[tuple[Line, list[str]]]) -> int:
    widths = []
    for _, cells in rows:
        width = len(cells)
        while width > 1 and not cells[width - 1].strip():
            width -= 1
        widths.append(width)
    return max(*widths, Counter(len(cells) for _, cells in rows).most_common(1)[0][0])


def _cells(row: int, line: Line, texts: list[str], width: int) -> list[Cell]:
    lone = len(texts) == 1 and width > 1
    result: list[Cell] = []
    for column in range(1 if lone else width):
        marked = _cell_text(texts[column]) if column < len(texts) else Marked("")
        result.append(
            Cell(
                row,
                column,
                marked.text,
                column_span=width if lone else 1,
                places=(Place(line.page, spot=f"line {line.number}, column {column + 1}"),),
                bold=marked.bold,
            )
        )
    return result


def _cell_text(text: str) -> Marked:
    marked = strip_marks(text)
    words = tidy(marked.text)
    if "\n" in words and len(words) > 2 and words[0] == words[-1] == '"':
        words = words[1:-1].replace('""', '"')
    return Marked(words, marked.bold)


def aligned_text(text: str) -> str:
    """A line with tabs that is no row, as running text."""
    head = text.strip("\t ")
    if CLAUSE.match(head) or BULLET.match(head):
        return text.replace("\t", " ")
    return text
