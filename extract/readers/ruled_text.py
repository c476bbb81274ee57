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
from extract.findings import Finding
from extract.layout.hyphens import is_cut
from extract.layout.hyphens import join as join_wrapped
from extract.readers import ruled_cells, ruled_pipes
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
from extract.readers.ruled_rows import Part, is_wide, right_rule, rows_of, text_widths
from extract.readers.wraps import tidy

_SENTENCE_END = re.compile(r"[.;:!?]\s*\Z")
_GAP = 8
_TITLE_LINES = 4
_MOST_TRIES = 5
_TAIL = 300
_MOST_RULES = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a text: lines `begin` to `end` (exclusive), page numbers inside it, doubts."""

    begin: int
    end: int
    table: Table
    furniture: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = ()


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


def find_tables(lines: Sequence[Line]) -> list[Found]:
    """Every drawn table of a text, in order."""
    found: list[Found] = []
    index = 0
    run_end, tries = 0, 0
    while index < len(lines):
        if index >= run_end:
            run_end, tries = max(index + 1, _run_end(lines, index)), 0
        elif tries > _MOST_TRIES:
            index = run_end  # lines of pipes that are no table, however one begins
            continue
        tries += 1
        piped = ruled_pipes.find(lines, index)
        if piped is not None:
            begin, end, rows = piped
            found.append(Found(begin, end, ruled_pipes.table(rows)))
            index = end
            continue
        listed = ruled_cells.find(lines, index)
        if listed is not None:
            begin, end, of_cells = listed
            found.append(Found(begin, end, of_cells))
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
    if not 3 <= len(rules) <= _MOST_RULES:
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


def table_of(lines: Sequence[FrameLine]) -> Table | None:
    """The table of lines that belong together; None where they are none."""
    return _table(_Frame(0, len(lines), list(lines)))


def _table(frame: _Frame) -> Table | None:
    rules = rules_of(frame.drawn)
    parts = _parts(frame, rules)
    if not parts or not _is_aligned(frame.drawn, rules):
        return None
    width = len(rules) - 1
    unparted = sum(part.bordered and is_wide(part) for part in parts) <= 3
    widths = text_widths(parts, rules, unparted=unparted)
    rows = rows_of(parts, widths, unparted=unparted)
    if len(rows) < 2 and not any(line.border for line in frame.drawn):
        return None
    cells: list[Cell] = []
    open_cells: dict[tuple[int, int], int] = {}
    for index, row in enumerate(rows):
        open_cells = _add_row(cells, open_cells, index, row, widths)
    breaks = tuple(PageBreak(index) for index, row in enumerate(rows) if index and row.after_page)
    first = rows[0].lines[0][0]
    place = Place(first.page, spot=f"line {first.number}")
    return Table(tuple(cells), len(rows), width, place, breaks)


def _is_aligned(lines: list[FrameLine], rules: list[int]) -> bool:
    """Whether the rules stand one below the other; a border says so by itself."""
    if any(line.border for line in lines):
        return True
    drawn = [cut(line.text, rules)[1] for line in lines if line.text.strip()]
    usual = max(sum(each[rule] for each in drawn) for rule in range(1, len(rules) - 1))
    return usual >= 0.7 * len(drawn)


def _parts(frame: _Frame, rules: list[int]) -> list[Part]:
    """The lines between borders, cut where the rules drawn in them change."""
    parts: list[Part] = []
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
            parts.append(Part(shape, [], after_page, not other, open_above))
            new, after_page, open_above = False, False, [False] * width
        parts[-1].lines.append((line.line, words))
        gap = False
    return [part for part in parts if any(any(w.strip() for w in ws) for _, ws in part.lines)]


def _add_open_words(parts: list[Part], line: FrameLine, rules: list[int], shut: list[bool]) -> None:
    """Words of merged cells that stand beside a partial border go to the part above."""
    words, _ = cut(line.text, rules)
    kept = ["" if shut[column] else word for column, word in enumerate(words)]
    if parts and any(word.strip() for word in kept):
        parts[-1].lines.append((line.line, kept))


def _add_row(
    cells: list[Cell],
    open_cells: dict[tuple[int, int], int],
    index: int,
    row: Part,
    widths: list[int],
) -> dict[tuple[int, int], int]:
    """Add the cells of a row; those that a partial border left open grow downwards."""
    now: dict[tuple[int, int], int] = {}
    column = 0
    while column < len(widths):
        right = right_rule(row.shape, column)
        key = (column, right)
        lines = [(line, words[column]) for line, words in row.lines]
        width = sum(widths[column:right]) + 3 * (right - column - 1)
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
    done: list[str] = []
    gap = False
    marked = [strip_marks(line.strip(" _") if "_" in line else line.strip()) for line in lines]
    following = [*(each.text.strip() for each in marked[1:]), ""]
    for each, after in zip(marked, following, strict=True):
        words = each.text.strip()
        if not words:
            gap = bool(text)
            continue
        if not text:
            text = words
        elif gap:
            text = f"{text}\n{words}"
        else:
            text = _join(text, printed, words, after, width)
        gap, printed = False, words
        if len(text) > 2 * _TAIL:
            # Only the last words decide how a line is joined: long cells stay linear.
            done.append(text[:-_TAIL])
            text = text[-_TAIL:]
    filled = [each for each in marked if each.text.strip()]
    return tidy("".join([*done, text])), bool(filled) and all(each.bold for each in filled)


def _join(text: str, last: str, words: str, after: str, width: int) -> str:
    """The words of a cell so far and its next line.

    `last` and `after` are the lines printed before and behind that line.
    """
    if BULLET.match(words) or CLAUSE.match(words):
        return f"{text}\n{words}"
    head = words.split(None, 1)[0]
    cut_word = last.endswith(("-", "\xad", "\xac")) and head[0].islower()
    full = len(last) + 1 + len(head) > width
    goes_on = words[0].islower() and not _SENTENCE_END.search(last)
    if full and words[0] == "-" and head[1:2].isalpha():
        return text + words  # the edge cut a word before its own hyphen
    if cut_word or full or goes_on:
        long = len(last.rsplit(" ", 1)[-1]) + len(head) > width  # no line would hold the word
        broken = len(last) >= width and long
        inside = broken and bool(after) and words == head and len(words) >= width
        if inside and is_cut(text, words + after.split(None, 1)[0], broken=True):
            return text + words  # «о» «бщеобразовательн» «ых»: the middle alone is no word
        return join_wrapped(text, words, broken=broken)
    return f"{text}\n{words}"
