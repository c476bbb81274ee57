"""Join again what a page break cut: tables, rows, cells.

One mechanism for every format. Each decision weighs several signals, none of
which vetoes; the decision, its score and its reasons stay in `Table.joins`.
An empty number cell alone decides nothing: it is either the tail of a cut row
or a new row without a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Join, PageBreak, Paragraph, Table
from extract.layout.join import join_texts, unfinished
from extract.layout.repeated import (
    CONTINUATION,
    ROW_NUMBER,
    alike,
    carry_spans,
    counts_columns,
    drop_repeated,
    is_header_like,
    rebuilt,
    signature,
)

_YEAR_WORD = re.compile(r"^(?:год|гг?\b)", re.I)
_LABEL = re.compile(r"^\s*(?:раздел|блок|направление|этап|задача|глава)\b", re.I)
_DATED = re.compile(
    r"\d{4}|\d\d\.\d\d|постоянн|ежемес|ежекв|ежегод|весь период|в течение|по мере|по график"
    r"|январ|феврал|март|апрел|\bма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал",
    re.I,
)

_CAPITALIZED = re.compile(r"[«\"(]?[А-ЯЁA-Z][а-яёa-z]")
"""A capitalized word; an acronym in capitals tells nothing of where a sentence begins."""

WITH_BREAK = 0.0
WITHOUT_BREAK = -2.2
"""What a row starts with where a page is known to end before it, and where none is."""


@dataclass(slots=True)
class _Weighing:
    score: float
    reasons: list[str]

    def add(self, weight: float, reason: str) -> None:
        self.score += weight
        self.reasons.append(f"{weight:+.1f} {reason}")


def stitch_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Merge tables that a page break (or a converter) split, then stitch each table.

    Two neighbouring tables with nothing but empty or «Продолжение таблицы»
    paragraphs between them are one when they have as many columns and the
    second has no header of its own.
    """
    merged: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if merged and isinstance(merged[-1], Table) and _is_gap(block):
                waiting.append(block)
                continue
            merged += waiting
            waiting = []
            merged.append(block)
            continue
        last = merged[-1] if merged else None
        if isinstance(last, Table) and _goes_on(last, block):
            merged[-1] = _append(last, block, waiting)
        else:
            merged += waiting
            merged.append(block)
        waiting = []
    merged += waiting
    return [stitch_table(block) if isinstance(block, Table) else block for block in merged]


def stitch_table(table: Table) -> Table:
    """Drop repeated headers and join cut rows; the decisions are kept in `joins`."""
    table = carry_spans(drop_repeated(table))
    numbered = _has_number_column(table)
    breaks = {each.row for each in table.breaks}
    rows = table.rows()
    covered = _rows_under_spans(table)
    kept: list[list[Cell]] = []
    joins: list[Join] = []
    for index, row in enumerate(rows):
        texts = [cell for cell in row if cell.text]
        spans_over = any(cell.row_span > 1 for cell in row)
        if not kept or not texts or index in covered or spans_over or index < 2:
            kept.append(row)
            continue
        before = _Fragment.of(kept[-1], table.column_count)
        after = _Fragment.of(row, table.column_count)
        weighing = weigh(before, after, at_break=index in breaks, numbered=numbered)
        if weighing is None:
            kept.append(row)
            continue
        joined = weighing.score > 0
        if joined:
            kept[-1] = _joined_row(before, after)
        else:
            kept.append(row)
        if joined or index in breaks:
            where = len(kept) - 1
            joins.append(Join(where, joined, round(weighing.score, 2), tuple(weighing.reasons)))
    return rebuilt(table, kept, joins)


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A row as seen by the weighing: its cells by column."""

    cells: tuple[Cell, ...]
    by_column: dict[int, Cell]

    @classmethod
    def of(cls, row: Sequence[Cell], column_count: int) -> _Fragment:
        by_column = {cell.column: cell for cell in row if cell.column < column_count}
        return cls(tuple(row), by_column)

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.text]

    def text(self, column: int) -> str:
        cell = self.by_column.get(column)
        return cell.text if cell else ""

    @property
    def number(self) -> str:
        text = self.text(0)
        return text if ROW_NUMBER.match(text) else ""

    @property
    def title(self) -> Cell | None:
        """The text of a row that holds one (beside a number): a section row, or a tail."""
        others = [cell for cell in self.filled if not (cell.column == 0 and self.number)]
        return others[0] if len(others) == 1 else None


def weigh(
    before: _Fragment, after: _Fragment, *, at_break: bool, numbered: bool
) -> _Weighing | None:
    """Weigh whether `after` goes on `before`; None where the question does not arise."""
    if not at_break and (after.number or not numbered or after.text(0)):
        return None
    weighing = _Weighing(0.0, [])
    weighing.add(
        WITH_BREAK if at_break else WITHOUT_BREAK,
        "a page ends here" if at_break else "no page ends here",
    )
    if after.number:
        weighing.add(-4.0, f"has its own number «{after.number}»")
    elif numbered:
        weighing.add(0.6, "no number")
    tail = after.title
    if tail is not None and _LABEL.match(tail.text):
        weighing.add(-3.0, "begins a section of its own")
    if tail is not None and before.title is not None and not after.number:
        _weigh_pair(weighing, before.title.text, tail.text, "title")
        if _spans_row(before.title) == _spans_row(tail):
            weighing.add(0.5, "both rows hold one text")
        return weighing
    if before.title is not None and len(before.filled) <= 2 and len(after.filled) > 1:
        weighing.add(-2.0, "a section row stands before")
    if tail is not None and _spans_row(tail) and before.title is None:
        weighing.add(-4.0, "a title over the columns")
    _weigh_columns(weighing, before, after)
    return weighing


def _weigh_columns(weighing: _Weighing, before: _Fragment, after: _Fragment) -> None:
    columns = sorted(set(before.by_column) | set(after.by_column))
    started, capital = 0.0, 0.0
    for column in columns:
        old, new = before.text(column), after.text(column)
        if not new or (column == 0 and after.number):
            continue
        if not old:
            weighing.add(-0.7, f"column {column + 1} was empty before")
        elif column == 0 and before.number and _CAPITALIZED.match(new):
            weighing.add(-2.5, "a title in the column of numbers")
        elif old.endswith("-") and old[-2:-1].isalpha() and new[:1].islower():
            weighing.add(2.0, f"column {column + 1} was cut inside a word")
        elif _both_dated(old, new):
            weighing.add(-2.0, f"column {column + 1} has a deadline of its own")
        elif new[:1].islower() or new[:1] in ",.;)»":
            started = min(started + 1.0, 2.0)
        elif unfinished(old)[0] > 0:
            _weigh_pair(weighing, old, new, f"column {column + 1}")
        elif _CAPITALIZED.match(new):
            # without numbers a capital is what tells a new row from a tail
            capital = max(capital - (0.8 if before.number else 1.4), -1.8)
    if started:
        weighing.add(started, "goes on in lower case")
    if capital:
        weighing.add(capital, "cells begin with capitals")
    empty = sum(1 for column in columns if before.text(column) and not after.text(column))
    if empty > 1:
        weighing.add(min(0.4 * (empty - 1), 1.2), f"{empty} columns have nothing new")
    elif not empty and capital and len(columns) > 2:
        weighing.add(-1.2, "every column has something new")


def _both_dated(old: str, new: str) -> bool:
    """Two deadlines, none of them the rest of the other («май –» | «июнь 2021»)."""
    dated = bool(_DATED.search(old) and _DATED.search(new)) and not _YEAR_WORD.match(new)
    return dated and len(new) < 40 and not unfinished(old)[0]


def _weigh_pair(weighing: _Weighing, old: str, new: str, what: str) -> None:
    """A text that breaks off asks for its rest; a capitalized word is hardly that rest."""
    weight, reason = unfinished(old)
    capital = bool(_CAPITALIZED.match(new))
    if weight:
        weighing.add(weight * (0.3 if capital else 1.0), f"{what} {reason}")
    if new[:1].islower():
        weighing.add(1.2, f"{what} goes on in lower case")
    elif capital:
        weighing.add(-0.6 if weight else -1.2, f"{what} begins with a capital")


def _spans_row(cell: Cell) -> bool:
    return cell.column_span > 1


def _joined_row(before: _Fragment, after: _Fragment) -> list[Cell]:
    cells = dict(before.by_column)
    tail = after.title
    if tail is not None and before.title is not None and not after.number:
        cells[before.title.column] = _joined_cell(before.title, tail)
        return sorted(cells.values(), key=lambda cell: cell.column)
    for column, cell in after.by_column.items():
        if cell.text:  # an empty cell may stand below one that is merged over both rows
            old = cells.get(column)
            cells[column] = _joined_cell(old, cell) if old else cell
    return sorted(cells.values(), key=lambda cell: cell.column)


def _joined_cell(old: Cell, new: Cell) -> Cell:
    return replace(
        old,
        text=join_texts(old.text, new.text),
        places=old.places + new.places if old.text else new.places,
        confidence=min(old.confidence, new.confidence),
    )


def _has_number_column(table: Table) -> bool:
    numbers = [cell for cell in table.cells if cell.column == 0 and cell.text and cell.row > 0]
    good = sum(1 for cell in numbers if ROW_NUMBER.match(cell.text))
    return bool(numbers) and good >= 0.5 * len(numbers)


def _rows_under_spans(table: Table) -> set[int]:
    return {
        row
        for cell in table.cells
        if cell.row_span > 1 and cell.column_span < table.column_count
        for row in range(cell.row + 1, cell.row + cell.row_span)
    }


def _is_gap(paragraph: Paragraph) -> bool:
    return not paragraph.text.strip() or bool(CONTINUATION.match(paragraph.text))


def _goes_on(first: Table, second: Table) -> bool:
    if first.column_count != second.column_count or first.column_count < 2:
        return False
    heads = [row for row in first.rows() if is_header_like(row)]
    body = [row for row in second.rows() if is_header_like(row)]
    if not heads or not body:
        return bool(heads)
    if alike(signature(heads[0]), signature(body[0])) or counts_columns(body[0]):
        return True
    return not _looks_like_header(body[0])


def _looks_like_header(row: Sequence[Cell]) -> bool:
    """Whether a row names columns: «№» first, or bold throughout, and nothing dated."""
    texts = [cell for cell in row if cell.text]
    if any(_DATED.search(cell.text) for cell in texts):
        return False
    return bool(re.match(r"\s*(?:№|N\b|п/п)", texts[0].text)) or all(cell.bold for cell in texts)


def _append(first: Table, second: Table, between: Sequence[Block]) -> Table:
    offset = first.row_count
    cells = tuple(replace(cell, row=cell.row + offset) for cell in second.cells)
    breaks = (
        *first.breaks,
        PageBreak(offset),
        *(PageBreak(each.row + offset) for each in second.breaks),
    )
    words = tuple(
        Cell(0, 0, block.text, places=(block.place,))
        for block in between
        if isinstance(block, Paragraph) and block.text.strip()
    )
    return replace(
        first,
        cells=first.cells + cells,
        row_count=offset + second.row_count,
        breaks=breaks,
        repeated=first.repeated + words,
    )
