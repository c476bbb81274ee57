"""Where the cells of a row part, when all that is left of them are their lines.

A row has as many cells as the header has columns beside the numbers. Where it
has more lines, some cells were wrapped: a cell goes on in small letters or
after an open end, and the lines of the deadline look like deadlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lexicon import parses
from extract.readers.lines import DEADLINE_WORDS, HEADER_WORD

_DEADLINE_HEADER = re.compile(r"срок|дата|период|когда|время", re.IGNORECASE)
_NOTE_HEADER = re.compile(r"примечани|отметк", re.IGNORECASE)
_OPEN_END = re.compile(r"[,(«–—-]$|\b(?:и|в|на|по|с|за|для|о|об|к|от|до|из|при)$", re.IGNORECASE)
_NAMELESS = re.compile(
    r"(?:учреждени|организаци|предприяти|обществ|школ|сад|центр|дом|музе|библиотек|клуб|лице"
    r"|гимнази|институт|колледж)\w{0,3}$|\b[А-ЯЁ]{2,7}$"
)
_PLACE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*(?:ого|его|ой|ей|ых|их)\b")
_PERSON = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_DASH = re.compile(r"\s*[-–—]+\s*")
_WIDEST = 9

_LEVELS = (
    (
        re.compile(r"объ[её]м|финансир|стоимост|средств|сумма|затрат", re.IGNORECASE),
        re.compile(r"(?:19|20)\d\d(?:\s*(?:г\.?|год))?|всего|итого|.*бюджет\w*|.*средства", re.I),
    ),
    (
        re.compile(r"срок|дата|период", re.IGNORECASE),
        re.compile(r"(?:начал|окончани|завершени|конец)\w*(?:\s\w+)?|с|по|до", re.IGNORECASE),
    ),
)
"""Headers that stand over others, and what stands below them."""

_GOES_ON = 1.0
_STANDS_OPEN = 1.0
_DEADLINE_IN_PLACE = 2.0
_DEADLINE_ELSEWHERE = -1.0
_WORDS_IN_DEADLINE = -0.5
_PARTED_INSIDE = -1.5
_CLEAR = 1.0
_TITLE = {"row": 1.0, "section": 4.0}
"""What a line over counts as a section's title, by what follows."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The cells of a row and a section's title behind it, as indexes of lines.

    `sure` says that no other way to part the lines was nearly as good.
    """

    cells: tuple[tuple[int, ...], ...]
    title: tuple[int, ...]
    sure: bool


def header_cells(
    texts: Sequence[str], row_lengths: Sequence[int], counted: int
) -> tuple[list[tuple[int, ...]], tuple[int, ...]] | None:
    """The lines of the header as cells beside the number column, and those of a section below it.

    Args:
        texts: The lines between the number column's header and the first row.
        row_lengths: How many lines each row has.
        counted: How many columns a row of column numbers counts; 0 or less without one.

    Returns:
        One tuple of line indexes for each column, and the indexes of a
        section's title; None where the lines do not fit the rows: a header of
        two levels does not say in which order its columns stand.
    """
    lone: list[tuple[int, ...]] = [(at,) for at in range(len(texts))]
    titled = bool(texts) and _may_be_title(texts[-1]) and not HEADER_WORD.search(texts[-1])
    best: tuple[list[tuple[int, ...]], tuple[int, ...]] | None = None
    most = 0.0
    for cells in (lone, _merged(texts), _two_levels(texts)):
        for title in (0, 1) if titled and counted < 1 else (0,):
            width = len(cells) - title
            if not 2 <= width <= _WIDEST or counted not in (width, 0):
                continue
            # twice as many lines: a row without a number follows
            rows = row_lengths.count(width) + row_lengths.count(2 * width) / 2 + bool(counted)
            if rows > most:
                best, most = (cells[:width], cells[width] if title else ()), rows
    return best


def _merged(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Lines that begin small, or follow an open end, belong to the line before."""
    cells: list[tuple[int, ...]] = []
    for at, text in enumerate(texts):
        if cells and (text[:1].islower() or text[:1] in "(/" or _OPEN_END.search(texts[at - 1])):
            cells[-1] = (*cells[-1], at)
        else:
            cells.append((at,))
    return cells


def _two_levels(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """The columns where the last lines stand below one of the others, in whose place they come."""
    for parent, child in _LEVELS:
        count = 0
        while count < len(texts) and child.fullmatch(texts[-1 - count]):
            count += 1
        over = [at for at in range(len(texts) - count) if parent.search(texts[at])]
        if count > 1 and len(over) == 1:
            below = [(over[0], len(texts) - count + at) for at in range(count)]
            before: list[tuple[int, ...]] = [(at,) for at in range(over[0])]
            return [*before, *below, *((at,) for at in range(over[0] + 1, len(texts) - count))]
    return []


def _may_be_title(text: str) -> bool:
    """Whether a line can be a section's title: no deadline, no person, nothing left open."""
    return (
        text[:1].isupper()
        and not _begins_inside(text)
        and sum(char.isalpha() for char in text) > 4
        and not text.endswith((",", ";", "-"))
        and not DEADLINE_WORDS.search(text)
        and not _PERSON.search(text)
    )


def part(texts: Sequence[str], names: Sequence[str], *, behind: str = "row") -> Parted:
    """Part the lines of a row into the cells of its columns.

    Args:
        texts: The row's lines, without its number.
        names: The headers of the columns, without the number's.
        behind: What follows the row: `row` a further one, `section` one whose
            number begins anew, so that a section's title must stand between,
            `end` nothing: lines over are no longer the table's.
    """
    width = len(names)
    deadline = _deadline_column(names)
    if behind == "end":
        texts = texts[: _own_length(texts, width, deadline)]
    titled = behind != "end" and len(texts) > width and _may_be_title(texts[-1])
    if len(texts) == width:
        return Parted(tuple((at,) for at in range(width)), (), True)
    if len(texts) < width:
        return Parted(_with_gaps(texts, names), (), False)
    ways = [(bad, cuts, len(texts)) for bad, cuts in _two_best(texts, width, deadline)]
    if titled:
        own = len(texts) - 1
        ways += [
            (bad - _TITLE[behind], cuts, own)
            for bad, cuts in _two_best(texts[:own], width, deadline)
        ]
    ways.sort(key=lambda way: way[0])  # where both are as good, without a title
    bad, cuts, end = ways[0]
    cells = tuple(tuple(range(*edges)) for edges in pairwise((*cuts, end)))
    clear = len(ways) == 1 or ways[1][0] - bad >= _CLEAR
    return Parted(cells, tuple(range(end, len(texts))), clear)


def stacked(texts: Sequence[str], names: Sequence[str]) -> int:
    """How many rows the lines between two numbers are: the later ones have no number.

    More than one only where the lines fill the rows and the deadline of each
    stands in its column, and nowhere else.
    """
    width, deadline = len(names), _deadline_column(names)
    count, over = divmod(len(texts), width)
    if count < 2 or over or deadline is None:
        return 1
    dated = [bool(DEADLINE_WORDS.search(text)) for text in texts]
    fits = all(is_dated == (at % width == deadline) for at, is_dated in enumerate(dated))
    return count if fits and not any(text[:1].islower() for text in texts[::width]) else 1


def _own_length(texts: Sequence[str], width: int, deadline: int | None) -> int:
    """How many lines of the last row are its own: those that go on belong to it as well.

    Where a long cell is all that stands before the first deadline, the columns
    from the deadline's on are still to come.
    """
    length = width
    if deadline is not None and not any(map(_dated, texts[:width])):
        first = next((at for at in range(width, len(texts)) if _dated(texts[at])), len(texts))
        begun = sum(not _is_rest(texts, at) for at in range(first))
        if first < len(texts) and begun <= deadline:
            length = first + width - deadline
    while length < len(texts) and _is_rest(texts, length):
        length += 1
    return length


def _is_rest(texts: Sequence[str], at: int) -> bool:
    """Whether a line can only go on: what stands before it is open, or it begins inside a text."""
    return at > 0 and (_begins_inside(texts[at]) or _is_open(texts[at - 1], texts[at]))


def _is_open(text: str, after: str) -> bool:
    """Whether a line is not finished: «учреждение» lacks the name that the next line has."""
    return bool(_OPEN_END.search(text) or (after[:1] == "«" and _NAMELESS.search(text)))


def _begins_inside(text: str) -> bool:
    """Small letters, a bracket, or the genitive of a place («Зареченского района»)."""
    if text[:1].islower() or text[:1] == "(":
        return True
    word = _PLACE.match(text)
    if word is None:
        return False
    cases = {reading.tag.case for reading in parses(word.group().lower())}
    return "gent" in cases and "nomn" not in cases


def _with_gaps(texts: Sequence[str], names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Cells of a row with fewer lines than columns.

    The deadline keeps its column, or is missing where no line looks like one;
    then notes are missing, then the last columns.
    """
    width = len(names)
    deadline = _deadline_column(names)
    dated = any(_dated(text) for text in texts[1:])
    empty = [deadline] if deadline is not None and not dated else []
    empty += [at for at in range(width - 1, -1, -1) if _NOTE_HEADER.search(names[at])]
    empty += [at for at in range(width - 1, 0, -1) if at not in empty and at != deadline]
    left_out = set(empty[: width - len(texts)])
    cells: list[tuple[int, ...]] = []
    taken = 0
    for column in range(width):
        has = column not in left_out and taken < len(texts)
        cells.append((taken,) if has else ())
        taken += has
    return tuple(cells)


def _deadline_column(names: Sequence[str]) -> int | None:
    return next((at for at, name in enumerate(names) if _DEADLINE_HEADER.search(name)), None)


@dataclass(frozen=True, slots=True)
class _Line:
    """What parting asks of a line: whether it goes on, is left open, looks like a deadline."""

    small: bool
    open: bool
    dated: bool


_Way = tuple[float, tuple[int, ...]]
"""How badly a way to part lines fits (the lower, the better), and where its cells begin."""


def _two_best(texts: Sequence[str], width: int, deadline: int | None) -> list[_Way]:
    """The two best ways to part the lines into `width` cells, none of them empty.

    Each line goes on in the cell of the line before or begins the next one, so
    the best ways up to a line follow from those up to the line before: long
    rows cost no more than their lines times their columns.
    """
    lines = [
        _Line(_begins_inside(text), _is_open(text, after), _dated(text))
        for text, after in zip(texts, [*texts[1:], ""], strict=True)
    ]
    best: list[list[_Way]] = [[(-_begins(lines, 0, 0, deadline), (0,))]]
    best += [[] for _ in range(width - 1)]
    for at in range(1, len(lines)):
        best = [
            sorted(
                [(bad - _goes_on(lines, at, column, deadline), cuts) for bad, cuts in best[column]]
                + [
                    (bad - _begins(lines, at, column, deadline), (*cuts, at))
                    for bad, cuts in (best[column - 1] if column else ())
                ]
            )[:2]
            for column in range(width)
        ]
    return best[-1]


def _goes_on(lines: Sequence[_Line], at: int, column: int, deadline: int | None) -> float:
    """How well a line goes on in the cell of the line before."""
    line = lines[at]
    score = _GOES_ON if line.small else -_GOES_ON / 4
    score += _STANDS_OPEN if lines[at - 1].open else 0.0
    if column == deadline:
        return score + (0.0 if line.dated else _WORDS_IN_DEADLINE)
    return score + (_DEADLINE_ELSEWHERE if column and deadline is not None and line.dated else 0.0)


def _begins(lines: Sequence[_Line], at: int, column: int, deadline: int | None) -> float:
    """How well a line begins the cell of its column."""
    line = lines[at]
    score = 0.0
    if column:
        score += _PARTED_INSIDE if line.small and not line.dated else 0.0
        score += _PARTED_INSIDE if lines[at - 1].open else 0.0
    if column == deadline:
        return score + (_DEADLINE_IN_PLACE if line.dated else _DEADLINE_ELSEWHERE)
    return score + (_DEADLINE_ELSEWHERE if column and deadline is not None and line.dated else 0.0)


def _dated(text: str) -> bool:
    return bool(DEADLINE_WORDS.search(text) or _DASH.fullmatch(text))
