"""Tables drawn with characters in a text: box drawing, ASCII, Markdown, one cell a line.

Legal databases and DOS-time archives hold orders like this. Cells have several
lines, words are hyphenated at their edge, rows may or may not be parted by
borders, a section's title may run over the full width, and a page may end in
the middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Cell, PageBreak, Paragraph, Place, Table
from extract.readers import ruled_pipes
from extract.layout.hyphens import join as join_wrapped
from extract.readers.lines import BULLET, CLAUSE, PAGE_NUMBER, Line
from extract.readers.markup import strip_marks
from extract.readers.ruled_frame import (
    FrameLine,
    closed,
    cut,
    frame_line,
    has_partial_border,
    rules_of,
    same_rules,
)
from extract.readers.wraps import tidy

_CONTINUED = re.compile(r"\s*(продолжение|окончание)\b.{0,60}", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?|[IVX]{1,5}\.?)\s*")
_SENTENCE_END = re.compile(r"[.;:!?]\s*\Z")
_GAP = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a text: lines `begin` to `end` (exclusive), and page numbers inside it."""

    begin: int
    end: int
    table: Table
    furniture: tuple[Paragraph, ...] = ()


@dataclass(slots=True)
class _Frame:
    """The lines of one drawn table; None stands for the end of a page."""

    begin: int
    end: int
    lines: list[FrameLine | None] = field(default_factory=list)
    furniture: list[Paragraph] = field(default_factory=list)

    @property
    def drawn(self) -> list[FrameLine]:
        """The lines without the page ends."""
        return [line for line in self.lines if line is not None]


@dataclass(slots=True)
class _Part:
    """Lines of one row: for each the words by column; `shape` says which rules are drawn."""

    shape: tuple[bool, ...]
    lines: list[tuple[Line, list[str]]] = field(default_factory=list)
    after_page: bool = False
    open_above: list[bool] = field(default_factory=list)


def find_tables(lines: Sequence[Line]) -> list[Found]:
    """Every drawn table of a text, in order."""
    found: list[Found] = []
    index = 0
    while index < len(lines):
        piped = ruled_pipes.find(lines, index)
        if piped is not None:
            begin, end, rows = piped
            found.append(Found(begin, end, ruled_pipes.table(rows)))
            index = end
            continue
        frame = _frame(lines, index)
        table = _table(frame) if frame is not None else None
        if frame is None or table is None:
            index += 1
            continue
        found.append(Found(frame.begin, frame.end, table, tuple(frame.furniture)))
        index = frame.end
    return found


def _frame(lines: Sequence[Line], begin: int) -> _Frame | None:
    """The drawn table that begins at a line, page ends inside it bridged."""
    end = _run_end(lines, begin)
    if end == begin:
        return None
    frame = _Frame(begin, end)
    _take(frame, lines[begin:end])
    rules = rules_of(frame.drawn)
    if len(rules) < 3:
        return None
    while True:
        onward = _over_gap(lines, frame.end)
        if onward is None:
            return frame
        stop = _run_end(lines, onward)
        piece = [line for line in map(frame_line, lines[onward:stop]) if line is not None]
        if not same_rules(rules, rules_of(piece)):
            return frame
        for line in lines[frame.end : onward]:
            if not line.blank:
                place = Place(line.page, spot=f"line {line.number}")
                frame.furniture.append(Paragraph(line.text.strip(), place))
        frame.lines.append(None)
        _take(frame, lines[onward:stop])
        frame.end = stop


def _take(frame: _Frame, lines: Sequence[Line]) -> None:
    page = next((line.line.page for line in reversed(frame.drawn)), 0)
    for line in lines:
        drawn = frame_line(line)
        if drawn is None:
            continue
        if page and line.page != page and frame.lines[-1] is not None:
            frame.lines.append(None)
        page = line.page
        frame.lines.append(drawn)


def _run_end(lines: Sequence[Line], begin: int) -> int:
    """The end of the run of frame lines from `begin`; `begin` where there is no frame."""
    index = begin
    upright = 0
    while index < len(lines):
        line = frame_line(lines[index])
        if line is None:
            break
        upright += not line.border
        index += 1
    return index if upright else begin


def _over_gap(lines: Sequence[Line], index: int) -> int | None:
    """The next frame line behind blank lines, a page number, a note that the table goes on."""
    noted = 0
    for onward in range(index, min(len(lines), index + _GAP)):
        line = lines[onward]
        if frame_line(line) is not None:
            return onward if onward > index else None
        if line.blank:
            continue
        noted += 1
        if noted > 2 or not (PAGE_NUMBER.fullmatch(line.text) or _CONTINUED.fullmatch(line.text)):
            return None
    return None


def _table(frame: _Frame) -> Table | None:
    rules = rules_of(frame.drawn)
    parts = _parts(frame, rules)
    rows = _rows(parts)
    if len(rows) < 2 and not any(line.border for line in frame.drawn):
        return None
    width = len(rules) - 1
    text_widths = _text_widths(rows, width)
    cells: list[Cell] = []
    open_cells: dict[tuple[int, int], int] = {}
    for index, row in enumerate(rows):
        open_cells = _add_row(cells, open_cells, index, row, text_widths)
    breaks = tuple(PageBreak(index) for index, row in enumerate(rows) if index and row.after_page)
    first = rows[0].lines[0][0]
    place = Place(first.page, spot=f"line {first.number}")
    return Table(tuple(cells), len(rows), width, place, breaks)


def _parts(frame: _Frame, rules: list[int]) -> list[_Part]:
    """The lines between borders, cut where the rules drawn in them change."""
    parts: list[_Part] = []
    width = len(rules) - 1
    new = True
    after_page = False
    gap = False
    open_above = [False] * width
    for line in frame.lines:
        if line is None:
            gap = True
            continue
        if line.border or has_partial_border(line.text):
            shut = closed(line.text, rules)
            if any(shut):
                open_above = [not each for each in shut] if not line.border else [False] * width
                new, after_page, gap = True, after_page or gap, False
                if line.border:
                    continue
                _add_open_words(parts, line, rules, shut)
                continue
        words, drawn = cut(line.text, rules)
        shape = tuple(drawn)
        if not new and parts and shape != parts[-1].shape and _is_other_shape(words, parts[-1]):
            new, open_above = True, [False] * width
            after_page = after_page or gap
        if new or not parts:
            parts.append(_Part(shape, [], after_page, open_above))
            new, after_page, open_above = False, False, [False] * width
        parts[-1].lines.append((line.line, words))
        gap = False
    return [part for part in parts if any(any(w.strip() for w in ws) for _, ws in part.lines)]


def _is_other_shape(words: list[str], part: _Part) -> bool:
    """A change of rules is a new row when there are words, not where an edge was left out."""
    return any(word.strip() for word in words) and len(part.shape) > 2


def _add_open_words(
    parts: list[_Part], line: FrameLine, rules: list[int], shut: list[bool]
) -> None:
    """Words of merged cells that stand beside a partial border go to the part above."""
    words, _ = cut(line.text, rules)
    kept = ["" if shut[column] else word for column, word in enumerate(words)]
    if parts and any(word.strip() for word in kept):
        parts[-1].lines.append((line.line, kept))


def _rows(parts: list[_Part]) -> list[_Part]:
    """The rows: each part is one, or several that no border parts."""
    lone = len([part for part in parts if _is_wide(part)]) <= 2
    rows: list[_Part] = []
    for index, part in enumerate(parts):
        starts = _starts(part, lone=lone and index > 0)
        if len(starts) < 2:
            rows.append(part)
            continue
        for number, begin in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(part.lines)
            rows.append(
                _Part(
                    part.shape,
                    part.lines[begin:end],
                    part.after_page and number == 0,
                    part.open_above if number == 0 else [False] * len(part.open_above),
                )
            )
    return [row for row in rows if any(any(w.strip() for w in ws) for _, ws in row.lines)]


def _is_wide(part: _Part) -> bool:
    return sum(part.shape) > 2


def _starts(part: _Part, *, lone: bool) -> list[int]:
    """The lines of a part at which a row begins; `lone`: all rows stand in this part."""
    if not _is_wide(part):
        return [0]
    numbered = [index for index, (_, words) in enumerate(part.lines) if _NUMBER.fullmatch(words[0])]
    if len(numbered) > 1 and not _is_column_numbers(part, numbered):
        return sorted({0, *numbered})
    if not lone or len(part.lines) == 1:
        return [0]
    starts = [0]
    for index in range(1, len(part.lines)):
        before, words = part.lines[index - 1][1], part.lines[index][1]
        if not any(word.strip() for word in words):
            continue
        empty_before = not any(word.strip() for word in before)
        filled = sum(bool(word.strip()) for word in words)
        first = words[0].strip()
        fresh = bool(first) and (first[0].isupper() or first[0].isdigit() or first[0] in '«"')
        if (empty_before and filled > 1) or (
            fresh and filled > 1 and not before[0].rstrip().endswith(("-", ","))
        ):
            starts.append(index)
    return starts


def _is_column_numbers(part: _Part, numbered: list[int]) -> bool:
    """«1 | 2 | 3 | 4» under a header is one number, not the beginning of rows."""
    return len(numbered) == 1 and all(
        _NUMBER.fullmatch(word) for word in part.lines[numbered[0]][1] if word.strip()
    )


def _text_widths(rows: list[_Part], width: int) -> list[int]:
    """The widest words of each column: the width at which its lines were wrapped."""
    widths = [0] * width
    for row in rows:
        for column in range(width):
            if _right_rule(row.shape, column) == column + 1:
                for _, words in row.lines:
                    widths[column] = max(widths[column], len(words[column].strip()))
    return widths


def _right_rule(shape: Sequence[bool], column: int) -> int:
    """The first drawn rule to the right of a column."""
    right = column + 1
    while right < len(shape) - 1 and not shape[right]:
        right += 1
    return right


def _add_row(
    cells: list[Cell],
    open_cells: dict[tuple[int, int], int],
    index: int,
    row: _Part,
    text_widths: list[int],
) -> dict[tuple[int, int], int]:
    """Add the cells of a row; those that a partial border left open grow downwards."""
    now: dict[tuple[int, int], int] = {}
    column = 0
    while column < len(text_widths):
        right = _right_rule(row.shape, column)
        key = (column, right)
        lines = [(line, words[column]) for line, words in row.lines]
        width = sum(text_widths[column:right]) + 3 * (right - column - 1)
        text, bold = _cell_text([words for _, words in lines], width)
        open_above = bool(row.open_above) and all(row.open_above[column:right])
        if open_above and key in open_cells:
            origin = cells[open_cells[key]]
            joined = _join(origin.text, text, width) if origin.text and text else origin.text + text
            cells[open_cells[key]] = Cell(
                origin.row, origin.column, joined, index - origin.row + 1, origin.column_span,
                origin.places, bold=origin.bold,
            )  # fmt: skip
            now[key] = open_cells[key]
        else:
            places = _places(lines, column)
            cells.append(Cell(index, column, text, 1, right - column, places, bold=bold))
            now[key] = len(cells) - 1
        column = right
    return now


def _places(lines: list[tuple[Line, str]], column: int) -> tuple[Place, ...]:
    filled = [line for line, words in lines if words.strip()] or [lines[0][0]]
    by_page = {line.page: line for line in reversed(filled)}
    return tuple(
        Place(page, spot=f"line {by_page[page].number}, column {column + 1}")
        for page in sorted(by_page)
    )


def _cell_text(lines: list[str], width: int) -> tuple[str, bool]:
    """The words of a cell: wrapped lines joined, breaks that the author set kept."""
    text = ""
    gap = False
    marked = [strip_marks(line.strip(" _") if "_" in line else line.strip()) for line in lines]
    for each in marked:
        words = each.text.strip()
        if not words:
            gap = bool(text)
            continue
        if not text:
            text = words
        elif gap:
            text = f"{text}\n{words}"
        else:
            text = _join(text, words, width)
        gap = False
    filled = [each for each in marked if each.text.strip()]
    return tidy(text), bool(filled) and all(each.bold for each in filled)


def _join(text: str, words: str, width: int) -> str:
    last = text.rsplit("\n", 1)[-1]
    # Only the last printed line counts; what was joined before is longer than the cell.
    printed = len(last) if len(last) <= width else width
    if BULLET.match(words) or CLAUSE.match(words):
        return f"{text}\n{words}"
    head = words.split(None, 1)[0]
    cut_word = last.endswith(("-", "\xad", "\xac")) and head[0].islower()
    full = printed + 1 + len(head) > width
    goes_on = words[0].islower() and not _SENTENCE_END.search(last)
    if cut_word or full or goes_on:
        return join_wrapped(text, words)
    return f"{text}\n{words}"
