"""Tables that no rules (or few) enclose, read from all pages that they run over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.document import Box
from extract.layout.alignment import (
    Header,
    crosses,
    find_header,
    gutters,
    number_cluster,
)
from extract.layout.breaks import Frame, would_fit
from extract.layout.content import Rule
from extract.layout.fragments import Fragment, goes_on
from extract.layout.headless import find_headless, is_data_row
from extract.layout.lines import Line
from extract.layout.open_cells import Columns, page_fragments
from extract.layout.repeated import CONTINUATION, alike
from extract.layout.rows import NUMBER, TableLine

_NEW_PART = re.compile(r"^\W*(?:приложени[ея]\b|утвержд[её]н|к\s+(?:приказу|постановлению))", re.I)
_TITLE_LINES = 6
"""A section title has at most this many lines."""
_LOOK_AHEAD = 30
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


def find_open_tables(pages: Sequence[OpenPage]) -> None:
    """Take the tables without rules out of `lines` and add them to `fragments`, page by page."""
    index = 0
    while index < len(pages):
        page = pages[index]
        _under_ruled_headers(pages, index)
        start = 0
        while start < len(page.lines):
            if is_data_row(page.lines[start]):
                header = find_headless(page.lines, start)
            else:
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
        columns = Columns(tuple(free), fragment.xs, bool(_NUMBER_HEAD.match(first)))
        lines = _walk(spots, columns, pages, goes_on=_header_follows(pages, index, fragment))
        if not any(len(line.parts) > 1 or line.title is not None for line in lines):
            continue
        parts = page_fragments(lines, columns, 0, ())
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
    columns = _columns(head or sample[:1], free)
    if not head:
        columns = replace(columns, numbered=bool(NUMBER.match(sample[0].words[0].text)))
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
    parts = page_fragments([*headers, *lines], columns, header.depth, head)
    _store(pages, parts, [*headers, *lines])
    return True


def _sample(body: Sequence[_Spot], head: Sequence[_Spot]) -> list[_Spot]:
    """The lines that show the columns: those up to another header, and not too many."""
    texts = {spot.line.text for spot in head}
    sample: list[_Spot] = []
    lines = [spot.line for spot in body[:_SAMPLE]]
    for position, spot in enumerate(body[:_SAMPLE]):
        is_repeated = any(alike(spot.line.text, text) for text in texts)
        other = position > 0 and spot.line.bold and find_header(lines, position)
        if other and not is_repeated:
            break
        if not is_repeated:
            sample.append(spot)
    return sample


def _columns(head: Sequence[Line], free: Sequence[tuple[float, float]]) -> Columns:
    left = min(line.x0 for line in head) - 3
    right = max(line.x1 for line in head) + 3
    xs = (left, *((low + high) / 2 for low, high in free), right)
    return Columns(tuple(free), xs, bool(_NUMBER_HEAD.match(head[0].text)))


def _tight(lines: Sequence[TableLine], head: Sequence[Line], columns: Columns) -> Columns:
    """The columns with outer edges around everything that stands in the table."""
    left = min([line.line.x0 for line in lines] + [line.x0 for line in head]) - 3
    right = max([line.line.x1 for line in lines] + [line.x1 for line in head]) + 3
    return replace(columns, xs=(left, *columns.xs[1:-1], right))


def _walk(
    spots: Sequence[_Spot], columns: Columns, pages: Sequence[OpenPage], *, goes_on: bool = False
) -> list[TableLine]:
    """The lines that belong to the table, from the first on.

    A title at the very end is one only where the table goes on elsewhere.
    """
    accepted: list[TableLine] = []
    waiting: list[TableLine] = []
    last: _Spot | None = None
    for index, spot in enumerate(spots, 1):
        page = pages[spot.page]
        if last is not None and last.page != spot.page and CONTINUATION.match(spot.line.text):
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


def _resumes(spots: Sequence[_Spot], columns: Columns) -> bool:
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


def _is_text(line: TableLine, columns: Columns) -> bool:
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


def _as_titles(waiting: Sequence[TableLine], columns: Columns) -> list[TableLine]:
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
    columns: Columns,
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
