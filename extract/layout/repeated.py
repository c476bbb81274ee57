"""What pages repeat of a table: its header, its column numbers, «Продолжение таблицы».

Such rows go apart (`Table.repeated`), so that no word is lost and no row too
many is read. Cells merged over rows go on behind a page break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count

from extract.document import Cell, Join, PageBreak, Table
from extract.layout.dated import is_deadline

CONTINUATION = re.compile(
    r"^\s*(?:продолжение|окончание)\s+(?:таблиц|приложени|плана|дорожной|прил\.|табл\.)", re.I
)
"""«Продолжение таблицы 1», «Окончание приложения»: words about the page, not about the order."""

ROW_NUMBER = re.compile(r"^\s*(?:№\s*)?(?:\d+(?:\.\d+)*|[IVXІХ]+(?:\.\d+)*|[а-я])[.)]?\s*$")

_LONG, _ALIKE = 20, 0.9
"""Headers of at least so many letters are the same when this share of them is."""
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"[^\w№%]+")


def drop_repeated(table: Table) -> Table:
    """Move header rows that stand again further down, and «Продолжение таблицы» rows, apart."""
    table = _without_headers_above_tails(table)
    rows = table.rows()
    if len(rows) < 2:
        return table
    depth = max((cell.row_span for cell in rows[0]), default=1)
    if depth < len(rows) and counts_columns(rows[depth]):
        depth += 1
    heads = {signature(row) for row in rows[:depth] if is_header_like(row) and not _is_measure(row)}
    broken = {each.row for each in table.breaks}
    dropped = {
        index
        for index, row in enumerate(rows)
        if index >= depth
        and (
            signature(row) in heads
            or (index in broken and any(alike(signature(row), head) for head in heads))
            or _is_continuation_row(row)
            or (index in broken and len(row) > 2 and counts_columns(row))
        )
    }
    if not dropped:
        return table
    kept = [row for index, row in enumerate(rows) if index not in dropped]
    gone = tuple(cell for index in sorted(dropped) for cell in rows[index])
    breaks = {each.row for each in table.breaks}
    moved = {next(at for at in count(row) if at not in dropped) for row in breaks | dropped}
    adjusted = replace(
        table, breaks=tuple(PageBreak(row) for row in sorted(moved)), repeated=table.repeated + gone
    )
    return rebuilt(adjusted, kept, table.joins)


def _without_headers_above_tails(table: Table) -> Table:
    """Part the header from what stands below it in one drawn row.

    Some programs draw no border between the header that a page repeats and the
    rest of a row that the break cut.
    """
    heads = {cell.column: cell.text for cell in table.cells if cell.row == 0 and cell.text}
    if len(heads) < 2:
        return table
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    words: list[Cell] = []
    for each in table.breaks:
        own = {column: cells.get((each.row, column)) for column in heads}
        if not all(
            cell is not None and f"{cell.text}\n".startswith(f"{heads[column]}\n")
            for column, cell in own.items()
        ) or all(cell is not None and cell.text == heads[c] for c, cell in own.items()):
            continue
        for column, cell in own.items():
            if cell is not None:
                rest = cell.text[len(heads[column]) :].lstrip("\n")
                cells[each.row, column] = replace(cell, text=rest)
                words.append(replace(cell, text=heads[column]))
    if not words:
        return table
    return replace(table, cells=tuple(cells.values()), repeated=(*table.repeated, *words))


def carry_spans(table: Table) -> Table:
    """Cells merged over rows, which a page break cut, over the rows behind it as well.

    On the new page an empty cell is drawn below the merged one. Only a row that
    has a number of its own shows that it is no tail, but a further row.
    """
    by_place = {(cell.row, cell.column): cell for cell in table.cells}
    longer: dict[tuple[int, int], int] = {}
    gone: set[tuple[int, int]] = set()
    for each in table.breaks:
        first = by_place.get((each.row, 0))
        if first is None or not ROW_NUMBER.match(first.text):
            continue
        for cell in table.cells:
            below = by_place.get((each.row, cell.column))
            if (
                cell.text
                and cell.row_span > 1
                and cell.row + cell.row_span == each.row
                and below is not None
                and not below.text
                and below.column_span == cell.column_span
            ):
                longer[cell.row, cell.column] = cell.row_span + below.row_span
                gone.add((below.row, below.column))
    if not gone:
        return table
    cells = tuple(
        replace(cell, row_span=longer.get((cell.row, cell.column), cell.row_span))
        for cell in table.cells
        if (cell.row, cell.column) not in gone
    )
    return replace(table, cells=cells)


def rebuilt(table: Table, rows: Sequence[Sequence[Cell]], joins: Iterable[Join]) -> Table:
    """The table with its rows numbered anew; spans shrink where rows below them went away."""
    new_index: dict[int, int] = {}
    for index, row in enumerate(rows):
        for cell in row:
            new_index.setdefault(cell.row, index)
    cells = [
        _moved(cell, index, min(cell.row_span, len(rows) - index))
        for index, row in enumerate(rows)
        for cell in row
    ]
    breaks = tuple(PageBreak(new_index[each.row]) for each in table.breaks if each.row in new_index)
    return replace(
        table, cells=tuple(cells), row_count=len(rows), breaks=breaks, joins=tuple(joins)
    )


def _moved(cell: Cell, row: int, span: int) -> Cell:
    """The cell in a row; itself where nothing changes, as in most tables."""
    if (cell.row, cell.row_span) == (row, span):
        return cell
    return replace(cell, row=row, row_span=span)


def counts_columns(row: Sequence[Cell]) -> bool:
    """A row that only numbers the columns: «1 | 2 | 3»."""
    texts = [cell.text.strip() for cell in row]
    return len(texts) > 1 and texts == [str(at + 1) for at in range(len(texts))]


def is_header_like(row: Sequence[Cell]) -> bool:
    """Whether a row has several texts, as a header has."""
    return sum(1 for cell in row if cell.text) >= 2


def _is_measure(row: Sequence[Cell]) -> bool:
    """Whether a row is content already: a numbered one, or one with a single deadline."""
    texts = [cell.text.strip() for cell in row if cell.text]
    if ROW_NUMBER.match(texts[0]) and not all(ROW_NUMBER.match(text) for text in texts):
        return True
    return sum(map(is_deadline, texts)) == 1


def signature(row: Sequence[Cell]) -> str:
    """The letters and digits of a row: what two printings of one header share."""
    return "|".join(_MARKS.sub("", cell.text).casefold() for cell in row)


def alike(one: str, other: str) -> bool:
    """Whether two texts are printings of one header: a scan misreads a letter of a long one."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG or _DIGIT.findall(one) != _DIGIT.findall(other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _is_continuation_row(row: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in row if cell.text]
    return len(texts) == 1 and bool(CONTINUATION.match(texts[0]))
