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
from itertools import pairwise

from extract.document import Cell, PageBreak, Paragraph, Place, Table
from extract.layout.hyphens import join as join_wrapped
from extract.readers import ruled_pipes
from extract.readers.lines import BULLET, CLAUSE, CONTINUED, PAGE_NUMBER, Line
from extract.readers.markup import strip_marks
from extract.readers.ruled_frame import (
    FrameLine,
    closed,
    cut,
    frame_line,
    has_partial_border,
    printed,
    rules_of,
    same_rules,
)
from extract.readers.wraps import tidy

_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?|[IVX]{1,5}\.?)\s*")
_TITLE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|Раздел\b|Этап\b)\s+\S")
_SENTENCE_END = re.compile(r"[.;:!?]\s*\Z")
_GAP = 8
_TITLE_LINES = 4


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
    bordered: bool = True
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
        piece = [frame_line(line) or FrameLine(line, "", True) for line in lines[onward:stop]]
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
        drawn = frame_line(line) or FrameLine(line, printed(line), False)
        if page and line.page != page and frame.lines[-1] is not None:
            frame.lines.append(None)
        page = line.page
        frame.lines.append(drawn)


def _run_end(lines: Sequence[Line], begin: int) -> int:
    """The end of the run of frame lines from `begin`; `begin` where there is no frame."""
    index = begin
    upright = 0
    before: FrameLine | None = None
    while index < len(lines):
        line = frame_line(lines[index])
        if line is None:
            onward = _over_title(lines, index, before) if before and upright else index
            if onward == index:
                break
            index = onward
            continue
        upright += not line.border
        before = line
        index += 1
    return index if upright else begin


def _over_title(lines: Sequence[Line], index: int, before: FrameLine) -> int:
    """The next frame line behind words without rules (a title over the width); else `index`.

    Between borders a title may have several lines, between rows only one or two.
    """
    most = _TITLE_LINES if before.border else 2
    for onward in range(index, min(len(lines), index + most + 1)):
        line = frame_line(lines[onward])
        if line is not None:
            return onward
        if lines[onward].blank:
            return index
    return index


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
        if noted > 2 or not (PAGE_NUMBER.fullmatch(line.text) or CONTINUED.fullmatch(line.text)):
            return None
    return None


def _table(frame: _Frame) -> Table | None:
    rules = rules_of(frame.drawn)
    parts = _parts(frame, rules)
    if not parts or not _is_aligned(frame.drawn, rules):
        return None
    width = len(rules) - 1
    unparted = sum(part.bordered and _is_wide(part) for part in parts) <= 3
    text_widths = _text_widths(parts, rules, unparted=unparted)
    rows = _rows(parts, text_widths, unparted=unparted)
    if len(rows) < 2 and not any(line.border for line in frame.drawn):
        return None
    cells: list[Cell] = []
    open_cells: dict[tuple[int, int], int] = {}
    for index, row in enumerate(rows):
        open_cells = _add_row(cells, open_cells, index, row, text_widths)
    breaks = tuple(PageBreak(index) for index, row in enumerate(rows) if index and row.after_page)
    first = rows[0].lines[0][0]
    place = Place(first.page, spot=f"line {first.number}")
    return Table(tuple(cells), len(rows), width, place, breaks)


def _is_aligned(lines: list[FrameLine], rules: list[int]) -> bool:
    """Whether the rules stand one below the other; a border says so by itself."""
    if any(line.border for line in lines):
        return True
    drawn = [cut(line.text, rules)[1] for line in lines]
    usual = max(sum(each[rule] for each in drawn) for rule in range(1, len(rules) - 1))
    return usual >= 0.8 * len(drawn)


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
                # A border that ends early is a careless one; a gap inside it is a merged cell.
                open_above = [
                    not each and rules[column] < len(line.text) for column, each in enumerate(shut)
                ]
                new, after_page, gap = True, after_page or gap, False
                if line.border:
                    continue
                _add_open_words(parts, line, rules, shut)
                continue
        words, drawn = cut(line.text, rules)
        shape = tuple(drawn)
        other = not new and shape != parts[-1].shape and any(word.strip() for word in words)
        if other:
            after_page, open_above = after_page or gap, [False] * width
        if new or other:
            parts.append(_Part(shape, [], after_page, not other, open_above))
            new, after_page, open_above = False, False, [False] * width
        parts[-1].lines.append((line.line, words))
        gap = False
    return [part for part in parts if any(any(w.strip() for w in ws) for _, ws in part.lines)]


def _add_open_words(
    parts: list[_Part], line: FrameLine, rules: list[int], shut: list[bool]
) -> None:
    """Words of merged cells that stand beside a partial border go to the part above."""
    words, _ = cut(line.text, rules)
    kept = ["" if shut[column] else word for column, word in enumerate(words)]
    if parts and any(word.strip() for word in kept):
        parts[-1].lines.append((line.line, kept))


def _rows(parts: list[_Part], widths: list[int], *, unparted: bool) -> list[_Part]:
    """The rows: each part is one, or several that no border parts."""
    rows: list[_Part] = []
    for index, part in enumerate(parts):
        starts = _starts(part, widths, unparted=unparted and index > 0)
        for number, begin in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(part.lines)
            first = number == 0
            rows.append(
                _Part(
                    part.shape,
                    part.lines[begin:end],
                    part.after_page and first,
                    part.bordered and first,
                    part.open_above if first else [False] * len(part.open_above),
                )
            )
    return [row for row in rows if any(any(w.strip() for w in ws) for _, ws in row.lines)]


def _is_wide(part: _Part) -> bool:
    return sum(part.shape) > 2


def _starts(part: _Part, widths: list[int], *, unparted: bool) -> list[int]:
    """The lines of a part at which a row begins; `unparted`: no borders stand between rows."""
    if not _is_wide(part):
        return _titles(part, widths)
    lines = [words for _, words in part.lines]
    numbered = [index for index, words in enumerate(lines) if _NUMBER.fullmatch(words[0])]
    starts = {0}
    if len(numbered) > 1:
        starts.update(numbered)
    if unparted:
        for index in range(1, len(lines)):
            begin = max(start for start in starts if start < index)
            if index not in starts and _begins_row(lines[begin : index + 1], widths):
                starts.add(index)
    return sorted(starts)


def _titles(part: _Part, widths: list[int]) -> list[int]:
    """Titles over the width one below the other: each begins with its number."""
    width = sum(widths)
    texts = ["".join(words).strip() for _, words in part.lines]
    return [0] + [
        index
        for index in range(1, len(texts))
        if _TITLE_NUMBER.match(texts[index]) and len(texts[index - 1]) < 0.8 * width
    ]


def _begins_row(lines: list[list[str]], widths: list[int]) -> bool:
    """Whether the last of the lines begins a new row, and does not go on the one before.

    Cells begin at the top of their row: a cell that had ended and has words
    again is a new one. And a line that would have had room for the next word
    was not wrapped; where that is so in two cells at once, the row had ended.
    """
    before, words = lines[-2], lines[-1]
    filled = [column for column, word in enumerate(words) if word.strip()]
    if any(
        before[column].rstrip().endswith("-") and words[column].strip()[:1].islower()
        for column in filled
    ):
        return False
    if any(not before[c].strip() and any(line[c].strip() for line in lines[:-1]) for c in filled):
        return True
    unforced = [
        column
        for column in filled
        if before[column].strip()
        and len(before[column].strip()) + 1 + len(words[column].split()[0]) <= widths[column]
    ]
    return len(unforced) > 1 or not any(word.strip() for word in before)


def _text_widths(rows: list[_Part], rules: list[int], *, unparted: bool) -> list[int]:
    """The width at which the lines of each column were wrapped.

    It is the room between the rules, or the width of the widest words where
    many lines break before they fill that room. In an `unparted` table lines
    also break between rows, which says nothing.
    """
    return [
        _text_width(
            [
                [words[column].strip() for _, words in row.lines]
                for row in rows
                if _right_rule(row.shape, column) == column + 1
            ],
            rules[column + 1] - rules[column] - 1,
            unparted=unparted,
        )
        for column in range(len(rules) - 1)
    ]


def _text_width(cells: list[list[str]], room: int, *, unparted: bool) -> int:
    widest = max((len(line) for lines in cells for line in lines), default=0)
    inner = max(widest, room - 2)
    forced = [
        line.endswith("-") or len(line) + 1 + len(after.split()[0]) > inner
        for lines in cells
        for line, after in pairwise(lines)
        if line and after
    ]
    return inner if unparted or sum(forced) >= 0.5 * len(forced) else widest


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
            joined = "\n".join(filter(None, (origin.text, text)))
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
    text = printed = ""
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
            text = _join(text, printed, words, width)
        gap, printed = False, words
    filled = [each for each in marked if each.text.strip()]
    return tidy(text), bool(filled) and all(each.bold for each in filled)


def _join(text: str, last: str, words: str, width: int) -> str:
    """The words of a cell so far and its next line; `last` is the line printed before it."""
    if BULLET.match(words) or CLAUSE.match(words):
        return f"{text}\n{words}"
    head = words.split(None, 1)[0]
    cut_word = last.endswith(("-", "\xad", "\xac")) and head[0].islower()
    full = len(last) + 1 + len(head) > width
    goes_on = words[0].islower() and not _SENTENCE_END.search(last)
    if full and words[0] == "-" and head[1:2].isalpha():
        return text + words  # the edge cut a word before its own hyphen
    if cut_word or full or goes_on:
        return join_wrapped(text, words, broken=len(last) >= width and " " not in last)
    return f"{text}\n{words}"
