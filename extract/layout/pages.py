"""From page contents to the pages of a Document: tables, paragraphs, furniture, in order.

Each page is reduced to its table fragments and the lines outside them as soon
as it is read (`draft_page`), so that a file of 500 pages of tables needs no
more memory than its text. What needs the neighbours (tables over page breaks,
running heads, columns without rules) follows on all drafts (`build_pages`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.document import Block, Page, Paragraph, Place
from extract.findings import Finding
from extract.layout.alignment import find_header
from extract.layout.content import PageContent, Rule, Word
from extract.layout.fragments import Fragment, goes_on, read_fragment, tidy, to_table
from extract.layout.furniture import split_furniture
from extract.layout.grid import Grid, to_grid
from extract.layout.lines import Line, to_lines
from extract.layout.open_tables import OpenPage, find_open_tables
from extract.layout.paragraphs import PageLine, text_area, to_paragraphs
from extract.layout.repeated import CONTINUATION
from extract.layout.rulings import group_rules, merge_rules

_TITLE_LINES = 4
"""A frame may begin with a title before the header."""


@dataclass(slots=True)
class PageDraft:
    """A page whose ruled tables are read and whose other words are lines.

    `done` holds a page that another engine (recognition) has read to the end.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    fragments: list[Fragment] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    done: Page | None = None
    rules: list[Rule] = field(default_factory=list)


class RuledTables(NamedTuple):
    """The ruled tables of a page, and what belongs to none: words and level rules."""

    fragments: list[Fragment]
    words: Sequence[Word]
    rules: list[Rule]


def draft_page(content: PageContent) -> PageDraft:
    """Read the ruled tables of a page; the words outside them become lines."""
    tables = read_ruled_tables(content)
    return PageDraft(
        content.number,
        content.width,
        content.height,
        to_lines(tables.words),
        tables.fragments,
        findings=[finding for each in tables.fragments for finding in each.findings],
        rules=tables.rules,
    )


def read_ruled_tables(content: PageContent) -> RuledTables:
    """The tables that the page's rules draw, with the words in their cells."""
    horizontal, vertical = merge_rules(content.horizontal), merge_rules(content.vertical)
    grids: list[Grid] = []
    stray: list[Rule] = []
    for group in group_rules(horizontal, vertical):
        grid = to_grid(group)
        if grid is not None and len(grid.cells) > 1 and not _is_frame(grid, content.words):
            grids.append(grid)
        else:
            stray.extend(group.horizontal)
    grids = [grid for grid in grids if not _is_inside_another(grid, grids)]
    taken: list[list[list[Word]]] = [[[] for _ in grid.cells] for grid in grids]
    rest = _put(content.words, grids, taken)
    fragments = [
        read_fragment(grid, content.number, cells)
        for grid, cells in zip(grids, taken, strict=True)
        if any(cells)
    ]
    return RuledTables(fragments, rest, stray)


def _put(
    words: Sequence[Word], grids: Sequence[Grid], taken: Sequence[Sequence[list[Word]]]
) -> Sequence[Word]:
    """Put each word into the cell that it stands in; the words outside all tables."""
    if not grids:
        return words
    rest: list[Word] = []
    for word in words:
        _, x0, top, x1, bottom, base, _, turn, _ = word
        x = (x0 + x1) / 2
        y = (top + bottom) / 2 if turn else base - 0.3 * (bottom - top)
        for grid, cells in zip(grids, taken, strict=True):
            index = grid.at(x, y)
            if index is not None:
                cells[index].append(word)
                break
        else:
            rest.append(word)
    return rest


def _is_frame(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether rules enclose a table whose columns no rule parts: a frame, a line below the header.

    A page of a ruled table that shows a section row alone has one column, too.
    """
    if len(grid.xs) > 2:
        return False
    inside = [w for w in words if grid.at((w.x0 + w.x1) / 2, w.base - 0.3 * w.size) is not None]
    lines = to_lines(inside)
    return any(find_header(lines, start) for start in range(min(_TITLE_LINES, len(lines))))


def _is_inside_another(grid: Grid, grids: Sequence[Grid]) -> bool:
    box = grid.box
    return any(
        other is not grid
        and other.box.x0 <= box.x0 + 1
        and box.x1 <= other.box.x1 + 1
        and other.box.top <= box.top + 1
        and box.bottom <= other.box.bottom + 1
        and len(other.cells) >= len(grid.cells)
        for other in grids
    )


def build_pages(drafts: Sequence[PageDraft]) -> list[Page]:
    """The pages of the document; a table over several pages stands on its first one."""
    for draft, (body, gone) in zip(
        drafts,
        split_furniture([(draft.height, draft.lines) for draft in drafts]),
        strict=True,
    ):
        draft.lines, draft.furniture = body, [*draft.furniture, *gone]
    _take_open_tables(drafts)
    blocks: dict[int, list[Block]] = {draft.number: [] for draft in drafts}
    for page, block in _blocks(drafts):
        blocks[page].append(block)
    return [
        draft.done
        or Page(
            number=draft.number,
            blocks=tuple(blocks[draft.number]),
            width=draft.width,
            height=draft.height,
            furniture=tuple(_as_furniture(line, draft.number) for line in draft.furniture),
            findings=tuple(draft.findings),
        )
        for draft in drafts
    ]


def _take_open_tables(drafts: Sequence[PageDraft]) -> None:
    """Read the tables without rules; what other engines have read stays apart."""
    pages = [
        OpenPage(draft.number, draft.width, draft.height, draft.lines, draft.fragments, draft.rules)
        for draft in drafts
    ]
    find_open_tables(pages)
    for draft, page in zip(drafts, pages, strict=True):
        if page.continued:
            gone = {id(line) for line in page.continued}
            draft.lines = [line for line in draft.lines if id(line) not in gone]
            draft.furniture.extend(page.continued)


def _as_furniture(line: Line, page: int) -> Paragraph:
    return Paragraph(tidy(line.text), Place(page, line.box), bold=line.bold)


def _blocks(drafts: Sequence[PageDraft]) -> list[tuple[int, Block]]:
    """Every block with the page that it begins on, in reading order."""
    areas = _areas(drafts)
    result: list[tuple[int, Block]] = []
    lines: list[PageLine] = []
    table: list[Fragment] = []

    def close_lines() -> None:
        result.extend((paragraph.place.page, paragraph) for paragraph in to_paragraphs(lines))
        lines.clear()

    def close_table() -> None:
        if table:
            result.append((table[0].page, to_table(table)))
            table.clear()

    for draft in drafts:
        left, right = areas[draft.number]
        if draft.done is not None:
            close_table()
            close_lines()
            continue
        items = _in_order(draft)
        for position, item in enumerate(items):
            if isinstance(item, Fragment):
                if table and not (table[-1].page < item.page and goes_on(table[-1], item)):
                    close_table()
                close_lines()
                table.append(item)
            elif table and CONTINUATION.match(item.text) and _fragment_follows(items, position):
                draft.furniture.append(item)
            else:
                close_table()
                lines.append(PageLine(draft.number, item, left, right))
    close_table()
    close_lines()
    return result


def _fragment_follows(items: Sequence[Line | Fragment], position: int) -> bool:
    return position + 1 < len(items) and isinstance(items[position + 1], Fragment)


def _in_order(draft: PageDraft) -> list[Line | Fragment]:
    items: list[tuple[float, Line | Fragment]] = [(line.base, line) for line in draft.lines]
    items += [(fragment.box.top, fragment) for fragment in draft.fragments]
    items.sort(key=lambda item: item[0])
    return [item for _, item in items]


def _areas(drafts: Sequence[PageDraft]) -> dict[int, tuple[float, float]]:
    """The text area of each page; pages of one size share it."""
    sizes: dict[tuple[int, int], list[PageDraft]] = {}
    for draft in drafts:
        sizes.setdefault((round(draft.width), round(draft.height)), []).append(draft)
    areas: dict[int, tuple[float, float]] = {}
    for group in sizes.values():
        lines = [line for draft in group for line in draft.lines]
        boxes = [fragment.box for draft in group for fragment in draft.fragments]
        area = text_area(lines, boxes, group[0].width)
        areas.update((draft.number, area) for draft in group)
    return areas
