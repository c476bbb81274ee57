"""The part of a table that stands on one page, and parts put together over pages."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Box, Cell, PageBreak, Place, Table
from extract.findings import Finding
from extract.layout.alignment import HEADER_WORDS
from extract.layout.breaks import Frame, join_lines, usual_leading
from extract.layout.content import Word
from extract.layout.grid import Grid, GridCell
from extract.layout.lines import Line, to_lines
from extract.layout.nested import Cells, dissolve_nested
from extract.layout.rows import NUMBER, TableLine, split_rows

SAME_EDGE = 4.0
"""Column edges of two pages nearer than this are one edge, in points."""
_WIDEST_PADDING = 12.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """Rows of a table on one page. `xs` are the column edges, in points from the left.

    `ruled` says that lines are drawn around the cells.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    cells: tuple[Cell, ...]
    row_count: int
    ruled: bool = True
    findings: tuple[Finding, ...] = ()


def read_fragment(grid: Grid, page: int, inside: Sequence[Sequence[Word]]) -> Fragment:
    """The cells of a grid, each with the words that stand `inside` it."""
    lines = [to_lines(group) if group else [] for group in inside]
    paddings = _paddings(grid, lines)
    cells: list[Cell] = []
    added = 0
    begins: list[list[int]] = [[] for _ in grid.ys[1:]]
    for index, spot in enumerate(grid.cells):
        begins[spot.row].append(index)
    for row, own in enumerate(begins):
        rows = _tall_row(grid, own, lines, paddings, page)
        for number, parts in enumerate(rows):
            for index, part in zip(own, parts, strict=True):
                cell = _cell(grid.cells[index], part, paddings, page)
                shift = added + number
                cells.append(replace(cell, row=row + shift) if shift else cell)
        added += len(rows) - 1
    table = dissolve_nested(Cells(tuple(cells), grid.xs, len(grid.ys) - 1 + added))
    return Fragment(
        page,
        grid.box,
        table.xs,
        table.cells,
        table.row_count,
        findings=_guesses(grid, table.cells, page) if grid.guessed else (),
    )


def _guesses(grid: Grid, cells: Sequence[Cell], page: int) -> tuple[Finding, ...]:
    boxes = {grid.cells[index].box for index in grid.guessed}
    return tuple(
        Finding(
            "table.span-guessed",
            f"No rule closes row {cell.row + 1}, column {cell.column + 1}; "
            "the cell was cut at the rows",
            cell.text[:80],
            page=page,
            box=cell.places[0].box,
        )
        for cell in cells
        if cell.places[0].box in boxes
    )


def _tall_row(
    grid: Grid,
    own: Sequence[int],
    lines: Sequence[list[Line]],
    paddings: Sequence[float],
    page: int,
) -> list[list[list[Line]]]:
    """The rows that stand in one drawn row, each with the lines of its cells.

    A table with borders between the columns alone shows several numbers in
    one cell of its number column; then its rows are told apart by their text.
    """
    whole = [lines[index] for index in own]
    spots = [grid.cells[index] for index in own]
    if (
        len(own) < 2
        or spots[0].column
        or any(spot.row_span > 1 or spot.column_span > 1 for spot in spots)
    ):
        return [whole]
    if not grid.is_sparse and not _counts_rows(whole[0], False):
        return [whole]
    if sum(1 for group in whole if group and HEADER_WORDS.search(group[0].text)) > 1:
        return [whole]
    table_lines = _side_by_side(whole, page)
    frames = {
        k: Frame(spot.box.x0 + paddings[spot.column], spot.box.x1 - paddings[spot.column])
        for k, spot in enumerate(spots)
    }
    rows = split_rows(table_lines, frames, 0)
    begins_with_tail = (
        len(rows) > 1
        and not rows[0][0].number
        and rows[1][0].number != ""
        and len(rows[1][0].parts) >= max(3, len(own) - 1)
    )
    is_split = _counts_rows(whole[0], grid.is_sparse) or (
        grid.is_sparse and (begins_with_tail or _are_full(rows, own))
    )
    if not is_split:
        return [whole]
    return [
        [[line.parts[k] for line in row if k in line.parts] for k in range(len(own))]
        for row in rows
    ]


def _are_full(rows: Sequence[Sequence[TableLine]], own: Sequence[int]) -> bool:
    """Whether there are several rows, and (nearly) each fills its cells from its first line."""
    full = sum(1 for row in rows if len(row[0].parts) >= max(2, len(own) - 1))
    return len(rows) > 2 and full >= 0.8 * len(rows)


def _counts_rows(lines: Sequence[Line], is_sparse: bool) -> bool:
    """Whether a cell holds several row numbers, with room between them.

    Numbers on neighbouring lines may be one that a narrow cell cut («1.» «2»).
    """
    numbers = [line for line in lines if NUMBER.match(line.text)]
    if len(numbers) < 2 or not _are_rising([line.text for line in numbers]):
        return False
    return is_sparse or any(
        below.base - above.base > 2.1 * above.size for above, below in itertools.pairwise(numbers)
    )


def _are_rising(numbers: Sequence[str]) -> bool:
    """Whether numbers count upwards («1.», «1.1», «2.»); Roman ones are not compared."""
    values = [
        tuple(int(part) for part in re.findall(r"\d+", number))
        for number in numbers
        if re.search(r"\d", number)
    ]
    return all(before < after for before, after in itertools.pairwise(values))


def _side_by_side(cells: Sequence[Sequence[Line]], page: int) -> list[TableLine]:
    """The lines of neighbouring cells by baseline."""
    found: list[tuple[float, int, Line]] = sorted(
        ((line.base, k, line) for k, group in enumerate(cells) for line in group),
        key=lambda each: each[:2],
    )
    groups: list[dict[int, Line]] = []
    last = -100.0
    for base, k, line in found:
        if base - last <= 0.36 * line.size and k not in groups[-1]:
            groups[-1][k] = line
        else:
            groups.append({k: line})
        last = base
    return [
        TableLine(page, Line(tuple(w for part in group.values() for w in part.words)), group)
        for group in groups
    ]


def _cell(spot: GridCell, lines: list[Line], paddings: list[float], page: int) -> Cell:
    text = ""
    if len(lines) == 1:
        text = tidy(lines[0].text)
    elif lines:
        padding = paddings[spot.column]
        frame = Frame(spot.box.x0 + padding, spot.box.x1 - padding, usual_leading(lines))
        text = tidy(join_lines(lines, frame))
    return Cell(
        row=spot.row,
        column=spot.column,
        text=text,
        row_span=spot.row_span,
        column_span=spot.column_span,
        places=(Place(page, spot.box),),
        bold=_is_bold(lines),
    )


def _is_bold(lines: Sequence[Line]) -> bool:
    """Whether most letters of a cell are bold."""
    words = [word for line in lines for word in line.words]
    bold = sum([len(word.text) for word in words if word.bold])
    return bold > 0 and 2 * bold > sum([len(word.text) for word in words])


def _paddings(grid: Grid, lines: Sequence[Sequence[Line]]) -> list[float]:
    """The space between a column's edge and its text, per column.

    A column of short centred texts shows more than there is; the table's usual
    padding is then the better guess.
    """
    columns = len(grid.xs) - 1
    own = [_WIDEST_PADDING] * columns
    for spot, group in zip(grid.cells, lines, strict=True):
        if group:
            space = min([line.x0 for line in group]) - spot.box.x0
            own[spot.column] = min(own[spot.column], max(0.0, space))
    known = sorted(own)
    usual = known[len(known) // 2]
    return [min(value, usual) for value in own]


def tidy(text: str) -> str:
    """NFC text with single spaces, soft hyphens and invisible marks gone, bullets unified."""
    text = unicodedata.normalize("NFC", text)
    if _ANY_MARK.search(text):
        text = text.translate(_MARKS)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip(" "))


_MARKS: dict[int, str | None] = {
    0xAD: None,
    0x200B: None,
    0x200C: None,
    0x200D: None,
    0x200E: None,
    0x200F: None,
    0x2060: None,
    0xFEFF: None,
    0xA0: " ",
    0x202F: " ",
    0x2011: "-",
    0x2010: "-",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0FC: "✓",
    0xF0D8: "➢",
    0xF02D: "-",
}
"""Marks that carry no words, and the bullets of symbol fonts at their private code points."""
_ANY_MARK = re.compile("[" + "".join(map(chr, _MARKS)) + "]")


def goes_on(first: Fragment, second: Fragment) -> bool:
    """Whether the second fragment has the columns of the first.

    The outer edges agree and the inner edges of one are all among those of
    the other: a page that shows only a section row has fewer.
    """
    if abs(first.xs[0] - second.xs[0]) > SAME_EDGE or abs(first.xs[-1] - second.xs[-1]) > SAME_EDGE:
        return False
    fewer, more = sorted((first.xs, second.xs), key=len)
    return all(min(abs(x - edge) for edge in more) <= SAME_EDGE for x in fewer)


def to_table(fragments: Sequence[Fragment]) -> Table:
    """One table of all fragments, with a page break before each but the first."""
    edges = _common_edges(fragments)
    cells: list[Cell] = []
    breaks: list[PageBreak] = []
    row = 0
    for number, fragment in enumerate(fragments):
        if number:
            breaks.append(PageBreak(row))
        where = [_nearest(edges, x) for x in fragment.xs]
        for cell in fragment.cells:
            left, right = where[cell.column], where[cell.column + cell.column_span]
            span = max(1, right - left)
            same = not row and (cell.column, cell.column_span) == (left, span)
            cells.append(
                cell if same else replace(cell, row=cell.row + row, column=left, column_span=span)
            )
        row += fragment.row_count
    first = fragments[0]
    return Table(
        cells=tuple(cells),
        row_count=row,
        column_count=len(edges) - 1,
        place=Place(first.page, first.box),
        breaks=tuple(breaks),
    )


def _common_edges(fragments: Sequence[Fragment]) -> list[float]:
    edges: list[float] = []
    for fragment in sorted(fragments, key=lambda each: -len(each.xs)):
        for x in fragment.xs:
            at = bisect_left(edges, x)
            near = edges[max(0, at - 1) : at + 1]
            if all(abs(x - edge) > SAME_EDGE for edge in near):
                edges.insert(at, x)
    return edges


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))
