"""Tables of a DOCX: rows, merged cells, nested tables, and where pages broke them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.document import Block, Cell, PageBreak, Place, Table
from extract.readers.docx_grid import columns
from extract.readers.docx_inline import FORCED_PAGE, RENDERED_PAGE, tidy
from extract.readers.docx_package import W
from extract.readers.docx_rows import (
    GONE,
    WRAPPERS,
    elements,
    grid_before,
    grid_width,
    is_gone,
    is_layout,
    plain_words,
)

if TYPE_CHECKING:
    from extract.readers.docx import Body

_P, _TBL, _TC, _TR = f"{W}p", f"{W}tbl", f"{W}tc", f"{W}tr"
_TCPR, _TRPR, _TCW, _SDT = f"{W}tcPr", f"{W}trPr", f"{W}tcW", f"{W}sdt"
_VAL, _GRID_SPAN = f"{W}val", f"{W}gridSpan"
_V_MERGE, _H_MERGE = f"{W}vMerge", f"{W}hMerge"


@dataclass(slots=True)
class _Slot:
    """A cell as it stands in its row: grid lines, words, where its pages end."""

    left: int
    right: int
    text: str = ""
    bold: bool = False
    continues: bool = False
    joins_left: bool = False
    first_page: int = 1
    last_page: int = 1


@dataclass(slots=True)
class _Row:
    slots: list[_Slot] = field(default_factory=list)
    page: int = 1
    starts_page: bool = False

    @property
    def edges(self) -> tuple[int, ...]:
        """The grid lines of the row, gaps included."""
        lines: list[int] = []
        for slot in self.slots:
            if not lines or lines[-1] != slot.left:
                lines.append(slot.left)
            lines.append(slot.right)
        return tuple(lines)


class TableReader:
    """Reads one table; what stands in its cells goes through the body's walk."""

    def __init__(self, body: Body, number: int) -> None:
        self._body = body
        self._number = number
        look = body.styles.paragraph_default
        self._plain = not (look.bold or look.hidden or look.num_id)

    def read(self, element: Any) -> list[Block]:
        """The table; or the blocks in it, where the table is only layout."""
        rows = elements(element, _TR)
        if is_layout(rows):
            blocks: list[Block] = []
            for row in rows:
                for cell in elements(row, _TC):
                    blocks.extend(self._body.blocks(cell))
            return blocks
        grid = element.find(f"{W}tblGrid")
        widths = [grid_width(column) for column in grid] if grid is not None else []
        read = [self._row(row) for row in rows]
        return self._table([row for row in read if row.slots], widths)

    def _row(self, element: Any) -> _Row:
        """A row; without cells where it was deleted or is hidden."""
        body = self._body
        page = last = body.page
        row = _Row(page=page)
        line = 0
        first = element[0] if len(element) else None
        if first is not None and first.tag != _TC:
            if is_gone(element):
                return row
            line = grid_before(element)
        for cell in elements(element, _TC):
            body.page = page
            slot = self._slot(cell, line)
            line = slot.right
            last = max(last, body.page)
            if slot.joins_left and row.slots:
                before = row.slots[-1]
                before.right = slot.right
                before.text = "\n".join(filter(None, (before.text, slot.text)))
            else:
                row.slots.append(slot)
        body.page = last
        if last > page:
            _begin_page(row)
            body.page = max([last, *(slot.last_page for slot in row.slots)])
        return row

    def _slot(self, element: Any, left: int) -> _Slot:
        span, merge, gone = 1, "", False
        first = element[0] if len(element) else None
        if first is not None and first.tag == _TCPR:
            for item in first:
                tag = item.tag
                if tag == _TCW:
                    continue
                if tag == _GRID_SPAN:
                    value = item.get(_VAL, "1")
                    span = min(max(1, int(value)), 500) if value.isdigit() else 1
                elif tag == _V_MERGE:
                    merge = item.get(_VAL, "continue")
                elif tag == _H_MERGE and item.get(_VAL, "continue") == "continue":
                    merge = "left"
                elif tag in GONE:
                    gone = True
        page = self._body.page
        slot = _Slot(left, left + span, "", False, merge == "continue", merge == "left", page, page)
        if not gone:
            self._fill(slot, element)
            slot.last_page = self._body.page
        return slot

    def _fill(self, slot: _Slot, element: Any) -> None:
        """The words of a cell: its paragraphs one below the other."""
        plain = plain_words(element) if self._plain else None
        if plain is not None:
            slot.text = plain
            return
        texts: list[str] = []
        bolds: list[bool] = []
        page: int | None = None
        for text, bold, first in self._lines(element):
            if text:
                page = first if page is None else page
                texts.append(text)
                bolds.append(bold)
        slot.first_page = page if page is not None else slot.first_page
        slot.text = texts[0] if len(texts) == 1 else "\n".join(texts)
        slot.bold = bool(bolds) and all(bolds)

    def _lines(self, element: Any) -> list[tuple[str, bool, int]]:
        """Words, boldness and page of each paragraph of a cell; nested tables as lines."""
        body = self._body
        lines: list[tuple[str, bool, int]] = []
        for child in element:
            tag = child.tag
            if tag == _P:
                look, _, style_id = body.look(child)
                inline = body.inline.read(child, look)
                for box in inline.boxes:
                    lines.extend(self._lines(box))
                if inline.notes:
                    body.add_notes(inline.notes)
                text = inline.text
                start = body.page
                if RENDERED_PAGE in text or FORCED_PAGE in text:
                    start = body.page_of(text.replace(FORCED_PAGE, RENDERED_PAGE))
                    body.page += text.count(RENDERED_PAGE) + text.count(FORCED_PAGE)
                    text = text.replace(FORCED_PAGE, "\n")
                words = tidy(text)
                if look.num_id:
                    number = body.number(look, style_id)
                    words = f"{number} {words}".strip()
                lines.append((words, inline.bold, start))
            elif tag == _TBL:
                lines.extend(self._nested(child))
            elif tag == _SDT:
                content = child.find(f"{W}sdtContent")
                lines.extend(self._lines(content) if content is not None else ())
            elif tag in WRAPPERS:
                lines.extend(self._lines(child))
        return lines

    def _nested(self, element: Any) -> list[tuple[str, bool, int]]:
        """A table inside a cell as lines: a row a line, its cells side by side."""
        lines: list[tuple[str, bool, int]] = []
        for row in elements(element, _TR):
            if is_gone(row):
                continue
            cells = [self._lines(cell) for cell in elements(row, _TC)]
            words = [" ".join(text for text, _, _ in cell if text) for cell in cells]
            bold = all(bold for cell in cells for text, bold, _ in cell if text)
            lines.append((" ".join(filter(None, words)), bold, self._body.page))
        return lines

    def _table(self, rows: list[_Row], widths: list[int]) -> list[Block]:
        if not rows:
            return []
        borders, width = columns([row.edges for row in rows], widths)
        if width == 0:
            return []
        cells: list[Cell] = []
        spans = _merged_below(rows, borders)
        for index, row in enumerate(rows):
            cells.extend(self._cells(index, row, borders[index], width, spans))
        breaks = tuple(
            PageBreak(index)
            for index, row in enumerate(rows)
            if index and (row.starts_page or row.page > rows[index - 1].page)
        )
        place = Place(rows[0].page, spot=f"table {self._number}")
        return [Table(tuple(cells), len(rows), width, place, breaks)]

    def _cells(
        self, index: int, row: _Row, border: dict[int, int], width: int, merged: _Merges
    ) -> list[Cell]:
        """The cells that begin in a row; gaps in the grid are empty cells."""
        cells: list[Cell] = []
        covered = 0
        spot = f"table {self._number}, row {index + 1}, column "
        for slot in row.slots:
            left, right = border[slot.left], border[slot.right]
            covered += right - left
            if left == right or (merged.inner and (index, slot.left) in merged.inner):
                continue
            origin = merged.origins.get((index, slot.left)) if merged.origins else None
            text, height = slot.text, 1
            if origin:
                text, height = "\n".join(filter(None, (text, *origin.more))), origin.rows
            places = _places(slot, f"{spot}{left + 1}")
            cells.append(Cell(index, left, text, height, right - left, places, 1.0, slot.bold))
        if covered < width:
            free = set(range(width)) - _covered(row, border)
            place = (Place(row.page, spot=f"{spot}1"),)
            cells.extend(Cell(index, column, "", places=place) for column in sorted(free))
        return cells


def _begin_page(row: _Row) -> None:
    """Where a page ends before a row, Word notes it in its first cell alone: move the others."""
    first = next((slot for slot in row.slots if slot.text), None)
    if first is None or first.first_page == row.page:
        return
    step = first.first_page - row.page
    for slot in row.slots:
        if slot.first_page == row.page:
            slot.first_page += step
            slot.last_page += step
    row.starts_page = True
    row.page = first.first_page


@dataclass(slots=True)
class _Origin:
    """The upper cell of a vertical merge: its rows, and words found in the rows below."""

    rows: int = 1
    more: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Merges:
    """Vertical merges by (row, left grid line): where they begin, and what is inside them."""

    origins: dict[tuple[int, int], _Origin] = field(default_factory=dict)
    inner: set[tuple[int, int]] = field(default_factory=set)


def _places(slot: _Slot, spot: str) -> tuple[Place, ...]:
    if slot.last_page <= slot.first_page:
        return (Place(slot.first_page, None, spot),)
    pages = range(slot.first_page, slot.last_page + 1)
    return tuple(Place(page, None, spot) for page in pages)


def _merged_below(rows: list[_Row], borders: list[dict[int, int]]) -> _Merges:
    merged = _Merges()
    if not any(slot.continues for row in rows for slot in row.slots):
        return merged
    open_cells: dict[tuple[int, int], _Origin] = {}
    for index, row in enumerate(rows):
        still: dict[tuple[int, int], _Origin] = {}
        for slot in row.slots:
            key = (borders[index][slot.left], borders[index][slot.right])
            origin = open_cells.get(key) if slot.continues else None
            if origin is None:
                origin = _Origin()
                merged.origins[index, slot.left] = origin
            else:
                origin.rows += 1
                merged.inner.add((index, slot.left))
                if slot.text:
                    origin.more.append(slot.text)
            still[key] = origin
        open_cells = still
    return merged


def _covered(row: _Row, border: dict[int, int]) -> set[int]:
    return {column for slot in row.slots for column in range(border[slot.left], border[slot.right])}
