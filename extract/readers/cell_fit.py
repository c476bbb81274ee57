"""Header and body of a table of lone lines fitted to each other.

How many of the first lines are the header, and which of them are one cell, is
told by the body: the header is the one under which the rows fit best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.readers.cell_columns import Head, heads, left_over
from extract.readers.cell_grid import Grid, grid
from extract.readers.cell_scores import Layout, Step
from extract.readers.cell_traits import TRUSTED, Trait, Wrap, traits, wrap_of
from extract.readers.lines import Line

_FEWEST_ROWS = 3
_FEW = 0.2
"""How many of the rows may lack a deadline, or have one elsewhere."""
_WHOLE = 0.6
"""How many of the rows have all cells but their notes."""
_SENTENCES = 0.4
"""How many of the cells may end with a full stop."""
_SENTENCE = re.compile(r"[а-яё»)]{4}[.;:]$")
_GAIN = 1.0
"""What a row counts at least, on the average."""
_FEWEST_WRAPPED = 2
_SAMPLE = 80
"""How many lines of the body decide on the header."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line below the header: its index, that of the number before it, and what else is known.

    `anew`: the number begins a count; `title`: it is a section's title; `gap`:
    blank lines stand before it where the table has none elsewhere.
    """

    at: int
    number: int | None = None
    anew: bool = False
    title: Literal["", "begins", "goes on"] = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class FittedRow:
    """A row or a section's title, as indexes of lines, and the line of its number."""

    cells: tuple[tuple[int, ...], ...]
    title: tuple[int, ...]
    number: int | None
    sure: bool

    @property
    def lines(self) -> tuple[int, ...]:
        """All its lines but the number's."""
        return tuple(at for cell in (*self.cells, self.title) for at in cell)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A header and the rows that fit it best; the cells of the header are indexes of lines."""

    head: tuple[tuple[int, ...], ...]
    roles: tuple[str, ...]
    rows: tuple[FittedRow, ...]
    traits: dict[int, Trait]
    score: float


def fit(
    lines: Sequence[Line],
    header: Sequence[int],
    body: Sequence[BodyLine],
    *,
    counted: int = 0,
    numbered: bool,
) -> Fitted | None:
    """The header among the first lines under which the rows fit best.

    Args:
        lines: The lines of the text.
        header: Indexes of the lines that may be of the header, without the numbers' column.
        body: The lines below those.
        counted: How many columns beside the numbers' a row of column numbers
            counts, which ends the header; 0 without one.
        numbered: Whether rows have numbers.
    """
    texts = [lines[at].text.strip() for at in header]
    wrap, every = _steps(lines, [*map(BodyLine, header), *body])
    best: tuple[float, Head] | None = None
    for head in heads(texts, wrap, counted):
        if (counted and head.count < len(texts)) or not _is_headed(head, numbered):
            continue
        sample = every[head.count : len(texts) + _SAMPLE]
        score = head.score + left_over(texts[head.count :])
        score += grid(sample, Layout(head.roles, numbered, wrap.trust)).score
        if best is None or score > best[0]:
            best = (score, head)
    if best is None:
        return None
    return laid_out(lines, header, body, best[1], numbered=numbered)


def _is_headed(head: Head, numbered: bool) -> bool:
    """Without numbers nothing but the deadlines holds the rows together."""
    known = sum(role != "other" for role in head.roles)
    return numbered or (
        "deadline" in head.roles and "activity" in head.roles and known * 2 > len(head.roles)
    )


def laid_out(
    lines: Sequence[Line],
    header: Sequence[int],
    body: Sequence[BodyLine],
    head: Head,
    *,
    numbered: bool,
) -> Fitted:
    """The rows below a header."""
    own = [*map(BodyLine, header[head.count :]), *body]
    wrap, steps = _steps(lines, own)
    found = grid(steps, Layout(head.roles, numbered, wrap.trust))
    titled = bool(found.rows and found.rows[0].title)  # one at the top: there are more of them
    widths = _widths(steps, found) if wrap.trust < TRUSTED else ()
    if titled or any(widths):
        found = grid(steps, Layout(head.roles, numbered, wrap.trust, titled, widths))
    rows = []
    for row in found.rows:
        cells = tuple(tuple(own[at].at for at in cell) for cell in row.cells)
        title = tuple(own[at].at for at in row.title)
        first = min(at for cell in (*row.cells, row.title) for at in cell)
        rows.append(FittedRow(cells, title, own[first].number, row.sure))
    marks = {line.at: step.trait for line, step in zip(own, steps, strict=True)}
    cells = tuple(tuple(header[at] for at in cell) for cell in head.cells)
    return Fitted(cells, head.roles, tuple(rows), marks, head.score + found.score)


def _widths(steps: Sequence[Step], found: Grid) -> tuple[int, ...]:
    """The width of each column by the longest line in it; 0 where few cells were wrapped."""
    rows = [row for row in found.rows if row.cells]
    widths = []
    for column in range(len(rows[0].cells) if rows else 0):
        cells = [row.cells[column] for row in rows]
        lengths = [len(steps[at].trait.text) for cell in cells for at in cell]
        wrapped = sum(len(cell) > 1 for cell in cells)
        widths.append(max(lengths) if wrapped >= _FEWEST_WRAPPED else 0)
    return tuple(widths)


def _steps(lines: Sequence[Line], body: Sequence[BodyLine]) -> tuple[Wrap, list[Step]]:
    texts = [lines[each.at].text.strip() for each in body]
    apart = [each.number is not None or bool(each.title) or each.gap for each in body]
    wrap = wrap_of(texts, apart)
    marks = traits(texts, apart, wrap)
    return wrap, [
        Step(mark, each.number is not None, each.anew, each.gap, each.title)
        for mark, each in zip(marks, body, strict=True)
    ]


def is_clear(fitted: Fitted) -> bool:
    """Whether the deadlines hold the rows together: in their column, and in no other.

    Rows are mostly whole and all say what is done, and their cells are no sentences.
    """
    rows = [row for row in fitted.rows if not row.title]
    places = [at for at, role in enumerate(fitted.roles) if role == "deadline"]
    notes = [at for at, role in enumerate(fitted.roles) if role == "note"]
    deeds = [at for at, role in enumerate(fitted.roles) if role == "activity"]
    undated = sum(not any(_is_dated(fitted, row, at) for at in places) for row in rows)
    idle = sum(not any(row.cells[at] for at in deeds) for row in rows)
    whole = [
        row for row in rows if all(cell for at, cell in enumerate(row.cells) if at not in notes)
    ]
    astray = sum(
        fitted.traits[at].time and not (index and fitted.traits[at].small)
        for row in fitted.rows
        for column, cell in enumerate((*row.cells, row.title))
        if column not in places and column not in notes
        for index, at in enumerate(cell)
    )
    cells = [cell for row in rows for cell in row.cells if cell]
    sentences = sum(bool(_SENTENCE.search(fitted.traits[cell[-1]].text)) for cell in cells)
    sure = len(whole) == len(rows) and all(row.sure for row in rows)
    few = max(_FEW * len(rows), 1 if len(rows) > _FEWEST_ROWS else 0)
    return (
        len(rows) >= (_FEWEST_ROWS - 1 if sure else _FEWEST_ROWS)
        and max(undated, astray) <= few
        and idle <= few / 2
        and len(whole) >= _WHOLE * len(rows)
        and sentences <= _SENTENCES * len(cells)
        and fitted.score >= _GAIN * len(rows)
        and sum(bool(row.title) for row in fitted.rows) <= len(rows)
    )


def _is_dated(fitted: Fitted, row: FittedRow, column: int) -> bool:
    traits = [fitted.traits[at] for at in row.cells[column]]
    return bool(traits) and (traits[0].time or traits[0].dated or traits[0].dash)
