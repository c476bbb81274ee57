"""The cells of a table without rules, once its lines and columns are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.document import Box, Cell, Place
from extract.layout.alignment import runs
from extract.layout.breaks import Frame, join_lines, usual_leading
from extract.layout.fragments import Fragment, tidy
from extract.layout.lines import Line
from extract.layout.repeated import alike
from extract.layout.rows import TableLine, split_rows

_WIDEST_GUTTER = 12.0
"""The paddings of two neighbouring cells take no more, in points."""
_HEADER_GAP = 0.45
"""A gap of this many font sizes parts two header cells."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The gutters of a table, its column edges and whether it has a number column."""

    free: tuple[tuple[float, float], ...]
    xs: tuple[float, ...]
    numbered: bool

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    def of(self, x: float) -> int:
        """The column at an x."""
        return next((i for i, edge in enumerate(self.xs[1:-1]) if x < edge), self.count - 1)


def page_fragments(
    lines: Sequence[TableLine], columns: Columns, depth: int, head: Sequence[Line]
) -> dict[int, Fragment]:
    """One fragment for each page; a header that a page repeats is rows like the first one's."""
    frames = _frames(lines[depth:], columns)
    printed = " ".join(line.text for line in head)
    fragments: dict[int, Fragment] = {}
    pages: dict[int, list[TableLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page, own in pages.items():
        repeated = bool(head) and alike(" ".join(line.line.text for line in own[:depth]), printed)
        rows = split_rows(own, frames, depth if repeated else 0)
        cells: list[Cell] = []
        count = 0
        for number, row in enumerate(rows):
            if number == 0 and repeated:
                made, height = _header_cells(row, columns, page)
            else:
                made, height = _row_cells(row, count, columns, frames), 1
            cells.extend(made)
            count += height
        box = Box(
            columns.xs[0],
            min(line.line.top for line in own),
            columns.xs[-1],
            max(line.line.bottom for line in own),
        )
        fragments[page] = Fragment(page, box, columns.xs, tuple(cells), count, ruled=False)
    return fragments


def _frames(lines: Sequence[TableLine], columns: Columns) -> dict[int, Frame]:
    """The text area of each column: as far as its words reach, if several lines are full.

    In a column of short texts no line shows the edge; then it is where the
    next column's words begin, less the narrowest gutter of the table.
    """
    leading = usual_leading([line.line for line in lines])
    parts = {
        column: [line.parts[column] for line in lines if column in line.parts]
        for column in range(columns.count)
    }
    lefts = [min((p.x0 for p in parts[k]), default=columns.xs[k]) for k in parts]
    rights = [max((p.x1 for p in parts[k]), default=columns.xs[k + 1]) for k in parts]
    apart = [after - right for right, after in zip(rights, lefts[1:], strict=False)]
    gutter = min([each for each in apart if each > 0], default=6.0)
    frames: dict[int, Frame] = {}
    for column, own in parts.items():
        right = rights[column]
        full = sum(1 for part in own if part.x1 > right - 1.2 * part.size)
        if full < 3 and column + 1 < columns.count:
            right = max(right, lefts[column + 1] - min(max(gutter, 6.0), _WIDEST_GUTTER))
        frames[column] = Frame(lefts[column], right, leading)
    return frames


def _row_cells(
    row: Sequence[TableLine], index: int, columns: Columns, frames: Mapping[int, Frame]
) -> list[Cell]:
    page = row[0].page
    titles = [line.title for line in row if line.title is not None]
    if titles:
        return _title_cells(row, titles, index, columns)
    top, bottom = min(line.line.top for line in row), max(line.line.bottom for line in row)
    cells = []
    for column in range(columns.count):
        lines = [line.parts[column] for line in row if column in line.parts]
        box = Box(columns.xs[column], top, columns.xs[column + 1], bottom)
        frame = replace(frames[column], leading=usual_leading(lines))
        cells.append(
            Cell(
                index,
                column,
                tidy(join_lines(lines, frame)) if lines else "",
                places=(Place(page, box),),
                bold=bool(lines) and all(each.bold for each in lines),
            )
        )
    return cells


def _title_cells(
    row: Sequence[TableLine], titles: Sequence[Line], index: int, columns: Columns
) -> list[Cell]:
    first = max(line.span[0] for line in row if line.title is not None)
    number = next((line.parts[0].text for line in row if 0 in line.parts), "")
    first = first if number else 0
    frame = Frame(columns.xs[first] + 3, columns.xs[-1] - 3, usual_leading(titles))
    rest = [
        part
        for line in row
        if line.title is None
        for column, part in sorted(line.parts.items())
        if column or not number
    ]
    text = tidy(join_lines([*titles, *rest], frame))
    top, bottom = min(line.line.top for line in row), max(line.line.bottom for line in row)

    def place(low: int, high: int) -> Place:
        return Place(row[0].page, Box(columns.xs[low], top, columns.xs[high], bottom))

    bold = all(title.bold for title in titles)
    cells = []
    if first:
        cells.append(Cell(index, 0, number, places=(place(0, first),), bold=bold))
    cells.append(
        Cell(
            index,
            first,
            text,
            column_span=columns.count - first,
            places=(place(first, columns.count),),
            bold=bold,
        )
    )
    return cells


def _header_cells(row: Sequence[TableLine], columns: Columns, page: int) -> tuple[list[Cell], int]:
    """The header as one row, or as two where texts stand over several columns."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for each in row:
        for run in runs(each.line, _HEADER_GAP):
            first, last = columns.of(run.x0 + 1), columns.of(run.x1 - 1)
            lines.setdefault((first, last), []).append(run)
    groups = {span for span in lines if span[0] < span[1]}
    top = min(line.line.top for line in row)
    bottom = max(line.line.bottom for line in row)
    height = 2 if groups else 1
    cells = []
    for (first, last), own in sorted(lines.items()):
        in_group = any(low <= first and last <= high for low, high in groups - {(first, last)})
        below = in_group and first == last
        box = Box(columns.xs[first], top, columns.xs[last + 1], bottom)
        frame = Frame(columns.xs[first] + 3, columns.xs[last + 1] - 3, usual_leading(own))
        is_group = (first, last) in groups
        cells.append(
            Cell(
                1 if below else 0,
                first,
                tidy(join_lines(own, frame)),
                row_span=1 if below or is_group else height,
                column_span=last - first + 1,
                places=(Place(page, box),),
                bold=all(each.bold for each in own),
            )
        )
    return cells, height
