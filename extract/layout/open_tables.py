"""Tables that no rules (or few) enclose, read from all pages that they run over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.document import Box, Cell, Place
from extract.layout.alignment import (
    Header,
    crosses,
    find_header,
    gutters,
    number_cluster,
    runs,
)
from extract.layout.breaks import Frame, join_lines, usual_leading, would_fit
from extract.layout.content import Rule
from extract.layout.fragments import Fragment, goes_on, tidy
from extract.layout.lines import Line
from extract.layout.rows import NUMBER, TableLine, split_rows

CONTINUED = re.compile(
    r"^\W*(?:продолжение|окончание)\s+(?:таблиц|приложени|плана|дорожной|прил\.|табл\.)", re.I
)
"""«Продолжение таблицы 1», «Окончание приложения»: words about the page."""
_NEW_PART = re.compile(r"^\W*(?:приложени[ея]\b|утвержд[её]н|к\s+(?:приказу|постановлению))", re.I)
_TITLE_LINES = 6
"""A section title has at most this many lines."""
_LOOK_AHEAD = 30
_WIDEST_GUTTER = 12.0
"""The paddings of two neighbouring cells take no more, in points."""
_SAMPLE = 220
_NUMBER_HEAD = re.compile(r"^\W*(?:№|n\b|п/?п)", re.I)
_HEADER_ROWS = 4


@dataclass(slots=True)
class OpenPage:
    """A page as this module sees it: lines outside ruled tables, those tables, stray rules."""

    number: int
    width: float
    height: float
    lines: list[Line]
    fragments: list[Fragment]
    rules: Sequence[Rule] = ()
    continued: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Spot:
    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class _Columns:
    """The gutters of a table, its column edges and whether it has a number column."""

    free: tuple[tuple[float, float], ...]
    xs: tuple[float, ...]
    numbered: bool

    @property
    def count(self) -> int:
        return len(self.xs) - 1

    def of(self, x: float) -> int:
        """The column at an x."""
        return next((i for i, edge in enumerate(self.xs[1:-1]) if x < edge), self.count - 1)


def find_open_tables(pages: Sequence[OpenPage]) -> None:
    """Take the tables without rules out of `lines` and add them to `fragments`, page by page."""
    index = 0
    while index < len(pages):
        page = pages[index]
        _under_ruled_headers(pages, index)
        start = 0
        while start < len(page.lines):
            header = find_header(page.lines, start)
            taken = _take(pages, index, start, header) if header else False
            start = start if taken else start + 1
        index += 1


def _under_ruled_headers(pages: Sequence[OpenPage], index: int) -> None:
    """Rows without rules below a ruled header: they belong to its table."""
    page = pages[index]
    for position, fragment in enumerate(page.fragments):
        if not fragment.ruled or fragment.row_count > _HEADER_ROWS or len(fragment.xs) < 3:
            continue
        below = [line for line in page.lines if line.base > fragment.box.bottom]
        if not below or below[0].top - fragment.box.bottom > 2.5 * below[0].size:
            continue
        spots = _spots_from(pages, index, page.lines.index(below[0]))
        free = _gutters_at_edges(fragment.xs, [spot.line for spot in spots])
        if free is None:
            continue
        first = fragment.cells[0].text if fragment.cells else ""
        columns = _Columns(tuple(free), fragment.xs, bool(_NUMBER_HEAD.match(first)))
        lines = _walk(spots, columns, pages, goes_on=_header_follows(pages, index, fragment))
        if not any(len(line.parts) > 1 or line.title is not None for line in lines):
            continue
        parts = _fragments(lines, columns, 0, ())
        own = parts.get(page.number)
        if own is not None:
            page.fragments[position] = _below(fragment, own)
            del parts[page.number]
        _store(pages, parts, lines)


def _header_follows(pages: Sequence[OpenPage], index: int, header: Fragment) -> bool:
    """Whether the next page begins with the same ruled header, so that the table goes on."""
    if index + 1 >= len(pages) or not pages[index + 1].fragments:
        return False
    return goes_on(header, pages[index + 1].fragments[0])


def _gutters_at_edges(
    xs: Sequence[float], lines: Sequence[Line]
) -> list[tuple[float, float]] | None:
    """The free stretch around each drawn column edge."""
    clusters = [
        (low + min(8.0, (high - low) / 3), high - min(8.0, (high - low) / 3))
        for low, high in itertools.pairwise(xs)
    ]
    return gutters(clusters, lines)


def _below(header: Fragment, body: Fragment) -> Fragment:
    moved = tuple(replace(cell, row=cell.row + header.row_count) for cell in body.cells)
    box = Box(header.box.x0, header.box.top, header.box.x1, max(header.box.bottom, body.box.bottom))
    return replace(
        header, box=box, cells=header.cells + moved, row_count=header.row_count + body.row_count
    )


def _spots_from(pages: Sequence[OpenPage], index: int, start: int) -> list[_Spot]:
    """The lines from a place on, over pages of one size, up to a ruled table or a new part."""
    spots: list[_Spot] = []
    first = pages[index]
    for number in range(index, len(pages)):
        page = pages[number]
        if abs(page.width - first.width) > 2 or abs(page.height - first.height) > 2:
            break
        lines = page.lines[start:] if number == index else page.lines
        limit = min(
            (
                f.box.top
                for f in page.fragments
                if not lines or number != index or f.box.top > lines[0].base
            ),
            default=page.height + 1,
        )
        for position, line in enumerate(lines):
            if line.base > limit or (
                number > index and position < 3 and _NEW_PART.match(line.text)
            ):
                return spots
            spots.append(_Spot(number, line))
        if limit <= page.height or not page.lines:
            break
    return spots


def _take(pages: Sequence[OpenPage], index: int, start: int, header: Header) -> bool:
    """Read the table under a header and move its lines to fragments; False where none is."""
    spots = _spots_from(pages, index, start)
    body = spots[header.depth :]
    sample = [spot.line for spot in _sample(body, spots[: header.depth])]
    numbers = number_cluster(header.clusters, sample)
    clusters = (numbers, *header.clusters) if numbers else header.clusters
    free = gutters(clusters, sample)
    if free is None or not body:
        return False
    head = [spot.line for spot in spots[: header.depth]]
    columns = _columns(head, free)
    if numbers:
        xs = (numbers[0] - 3, *columns.xs[1:])
        columns = replace(columns, xs=xs, numbered=True)
    lines = _walk(body, columns, pages)
    if sum(1 for line in lines if len(line.parts) > 1) < 2:
        return False
    columns = _tight(lines, head, columns)
    headers = [
        _table_line(pages[spot.page].number, spot.line, columns) for spot in spots[: header.depth]
    ]
    parts = _fragments([*headers, *lines], columns, header.depth, head)
    _store(pages, parts, [*headers, *lines])
    return True


def _sample(body: Sequence[_Spot], head: Sequence[_Spot]) -> list[_Spot]:
    """The lines that show the columns: those up to another header, and not too many."""
    texts = {spot.line.text for spot in head}
    sample: list[_Spot] = []
    lines = [spot.line for spot in body[:_SAMPLE]]
    for position, spot in enumerate(body[:_SAMPLE]):
        other = position > 0 and spot.line.bold and find_header(lines, position)
        if other and spot.line.text not in texts:
            break
        if spot.line.text not in texts:
            sample.append(spot)
    return sample


def _columns(head: Sequence[Line], free: Sequence[tuple[float, float]]) -> _Columns:
    left = min(line.x0 for line in head) - 3
    right = max(line.x1 for line in head) + 3
    xs = (left, *((low + high) / 2 for low, high in free), right)
    return _Columns(tuple(free), xs, bool(_NUMBER_HEAD.match(head[0].text)))


def _tight(lines: Sequence[TableLine], head: Sequence[Line], columns: _Columns) -> _Columns:
    """The columns with outer edges around everything that stands in the table."""
    left = min([line.line.x0 for line in lines] + [line.x0 for line in head]) - 3
    right = max([line.line.x1 for line in lines] + [line.x1 for line in head]) + 3
    return replace(columns, xs=(left, *columns.xs[1:-1], right))


def _walk(
    spots: Sequence[_Spot], columns: _Columns, pages: Sequence[OpenPage], *, goes_on: bool = False
) -> list[TableLine]:
    """The lines that belong to the table, from the first on.

    A title at the very end is one only where the table goes on elsewhere.
    """
    accepted: list[TableLine] = []
    waiting: list[TableLine] = []
    last: _Spot | None = None
    for index, spot in enumerate(spots, 1):
        page = pages[spot.page]
        if last is not None and last.page != spot.page and CONTINUED.match(spot.line.text):
            page.continued.append(spot.line)
            continue
        if last is not None and last.page == spot.page and _is_far(last.line, spot.line, accepted):
            break
        made = _table_line(page.number, spot.line, columns, rules=page.rules, last=last)
        if made.title is not None or _is_text(made, columns) or (waiting and len(made.parts) == 1):
            waiting.append(made)
            if len(waiting) > _TITLE_LINES and not _resumes(spots[index:], columns):
                break
        elif waiting and _is_signature(waiting, made):
            break
        else:
            accepted.extend(_as_titles(waiting, columns))
            waiting = []
            accepted.append(made)
        last = spot
    else:
        if goes_on and any(line.number for line in waiting):
            accepted.extend(_as_titles(waiting, columns))
    return accepted


def _resumes(spots: Sequence[_Spot], columns: _Columns) -> bool:
    """Whether numbered rows follow soon after lines that do not look like the table."""
    if not columns.numbered:
        return False
    following = (_table_line(1, spot.line, columns) for spot in spots[:_LOOK_AHEAD])
    return any(line.number and line.title is None and len(line.parts) > 1 for line in following)


def _is_far(above: Line, line: Line, accepted: Sequence[TableLine]) -> bool:
    """Whether so much space stands above a line that the table must have ended."""
    steps = [b.line.base - a.line.base for a, b in itertools.pairwise(accepted) if a.page == b.page]
    usual = max(steps, default=1.6 * line.size)
    return line.base - above.base > max(2.6 * line.size, 1.9 * usual)


def _is_text(line: TableLine, columns: _Columns) -> bool:
    """Whether the number column holds words: running text that happens to keep the gutters free."""
    first = line.parts.get(0)
    return (
        columns.numbered
        and first is not None
        and not line.number
        and len(first.text) > 3
        and re.search(r"[а-яё]{3}", first.text, re.I) is not None
    )


def _is_signature(waiting: Sequence[TableLine], line: TableLine) -> bool:
    """Whether a post over several columns and a name at the right are a signature."""
    name = line.line.words[-1].text
    return (
        len(waiting) <= 3
        and not line.number
        and bool(re.search(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.", line.line.text))
        and len(line.parts) <= 2
        and len(name) > 2
        and not any(each.number for each in waiting)
    )


def _as_titles(waiting: Sequence[TableLine], columns: _Columns) -> list[TableLine]:
    """Lines of a section title; the short last line of a title need not cross a gutter."""
    made: list[TableLine] = []
    frame = Frame(columns.xs[0] + 3, columns.xs[-1] - 3)
    for line in waiting:
        before = made[-1].title if made else None
        if (
            before is not None
            and line.title is None
            and len(line.parts) == 1
            and not line.number
            and not would_fit(before, line.line, frame)
        ):
            span = (made[-1].span[0], columns.count - 1)
            made.append(replace(line, parts={}, title=line.line, span=span))
        else:
            made.append(line)
    return made


def _table_line(
    number: int,
    line: Line,
    columns: _Columns,
    *,
    rules: Sequence[Rule] = (),
    last: _Spot | None = None,
) -> TableLine:
    """A line cut at the gutters; where words stand in a gutter, a title over its columns."""
    above = last.line.base if last is not None else line.base - 2 * line.size
    wide = 0.4 * (columns.xs[-1] - columns.xs[0])
    ruled = any(
        above - 1 < rule.at < line.base - 0.3 * line.size and rule.end - rule.start > wide
        for rule in rules
    )
    crossed = crosses(line, columns.free)
    if not crossed:
        parts: dict[int, list[int]] = {}
        for index, word in enumerate(line.words):
            parts.setdefault(columns.of((word.x0 + word.x1) / 2), []).append(index)
        made = {
            column: Line(tuple(line.words[i] for i in where)) for column, where in parts.items()
        }
        return TableLine(number, line, made, ruled=ruled)
    first, rest = line.words[0], line.words[1:]
    if (
        0 not in crossed
        and rest
        and NUMBER.match(first.text)
        and columns.of((first.x0 + first.x1) / 2) == 0
        and columns.of((rest[0].x0 + rest[0].x1) / 2) > 0
    ):
        return TableLine(
            number, line, {0: Line((first,))}, Line(rest), (1, columns.count - 1), ruled
        )
    return TableLine(number, line, {}, line, (0, columns.count - 1), ruled)


def _fragments(
    lines: Sequence[TableLine], columns: _Columns, depth: int, head: Sequence[Line]
) -> dict[int, Fragment]:
    """One fragment for each page; a header that a page repeats is rows like the first one's."""
    frames = _frames(lines[depth:], columns)
    texts = [line.text for line in head]
    fragments: dict[int, Fragment] = {}
    pages: dict[int, list[TableLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page, own in pages.items():
        repeated = bool(texts) and [line.line.text for line in own[:depth]] == texts
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


def _frames(lines: Sequence[TableLine], columns: _Columns) -> dict[int, Frame]:
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
    row: Sequence[TableLine], index: int, columns: _Columns, frames: Mapping[int, Frame]
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
    row: Sequence[TableLine], titles: Sequence[Line], index: int, columns: _Columns
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
    place = Place(
        row[0].page,
        Box(
            columns.xs[0],
            min(line.line.top for line in row),
            columns.xs[-1],
            max(line.line.bottom for line in row),
        ),
    )
    bold = all(title.bold for title in titles)
    cells = []
    if first:
        cells.append(Cell(index, 0, number, places=(place,), bold=bold))
    cells.append(
        Cell(index, first, text, column_span=columns.count - first, places=(place,), bold=bold)
    )
    return cells


def _header_cells(row: Sequence[TableLine], columns: _Columns, page: int) -> tuple[list[Cell], int]:
    """The header as one row, or as two where texts stand over several columns."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for each in row:
        for run in runs(each.line, 0.45):
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


def _store(
    pages: Sequence[OpenPage], parts: Mapping[int, Fragment], lines: Sequence[TableLine]
) -> None:
    gone = {id(line.line) for line in lines}
    for page in pages:
        if page.number in parts:
            page.fragments.append(parts[page.number])
            page.fragments.sort(key=lambda fragment: fragment.box.top)
        if any(line.page == page.number for line in lines):
            page.lines[:] = [line for line in page.lines if id(line) not in gone]
