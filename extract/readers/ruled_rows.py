"""Rows of a drawn table: told apart where no border parts them, and how wide their cells are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.readers.lines import Line

_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?|[IVX]{1,5}\.?)\s*")
_TITLE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|Раздел\b|Этап\b)\s+\S")


@dataclass(slots=True)
class Part:
    """Lines of one row: for each the words by column; `shape` says which rules are drawn."""

    shape: tuple[bool, ...]
    lines: list[tuple[Line, list[str]]] = field(default_factory=list)
    after_page: bool = False
    bordered: bool = True
    open_above: list[bool] = field(default_factory=list)


def rows_of(parts: list[Part], widths: list[int], *, unparted: bool) -> list[Part]:
    """The rows: each part is one, or several that no border parts."""
    rows: list[Part] = []
    # The lines above the first border are the header's, where there is a border at all.
    headed = any(part.bordered for part in parts[1:])
    for index, part in enumerate(parts):
        starts = _starts(part, widths, unparted=unparted and (index > 0 or not headed))
        for number, begin in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(part.lines)
            first = number == 0
            rows.append(
                Part(
                    part.shape,
                    part.lines[begin:end],
                    part.after_page and first,
                    part.bordered and first,
                    part.open_above if first else [False] * len(part.open_above),
                )
            )
    return [row for row in rows if any(any(w.strip() for w in ws) for _, ws in row.lines)]


def is_wide(part: Part) -> bool:
    """Whether rules are drawn inside it: it is no title over the width."""
    return sum(part.shape) > 2


def _starts(part: Part, widths: list[int], *, unparted: bool) -> list[int]:
    """The lines of a part at which a row begins; `unparted`: no borders stand between rows."""
    if not is_wide(part):
        return _titles(part, widths)
    lines = [words for _, words in part.lines]
    numbered = [index for index, words in enumerate(lines) if _NUMBER.fullmatch(words[0])]
    starts = {0}
    if len(numbered) > 1:
        starts.update(numbered)
    if unparted:
        for index in range(1, len(lines)):
            begin = max(start for start in starts if start < index)
            if index not in starts and _begins_row(lines[begin : index + 1], widths):
                starts.add(index)
    return sorted(starts)


def _titles(part: Part, widths: list[int]) -> list[int]:
    """Titles over the width one below the other: each begins with its number."""
    width = sum(widths)
    texts = ["".join(words).strip() for _, words in part.lines]
    return [0] + [
        index
        for index in range(1, len(texts))
        if _TITLE_NUMBER.match(texts[index]) and len(texts[index - 1]) < 0.8 * width
    ]


def _begins_row(lines: list[list[str]], widths: list[int]) -> bool:
    """Whether the last of the lines begins a new row, and does not go on the one before.

    Cells begin at the top of their row: a cell that had ended and has words
    again is a new one. And a line that would have had room for the next word
    was not wrapped; where that is so in two cells at once, the row had ended.
    """
    before, words = lines[-2], lines[-1]
    filled = [column for column, word in enumerate(words) if word.strip()]
    if all(words[column].strip()[0].islower() for column in filled):
        return False
    if any(
        before[column].rstrip().endswith("-") and words[column].strip()[:1].islower()
        for column in filled
    ):
        return False
    if any(not before[c].strip() and any(line[c].strip() for line in lines[:-1]) for c in filled):
        return True
    unforced = [
        column
        for column in filled
        if before[column].strip()
        and len(before[column].strip()) + 1 + len(words[column].split()[0]) <= widths[column]
    ]
    return len(unforced) > 1 or not any(word.strip() for word in before)


def text_widths(rows: list[Part], rules: list[int], *, unparted: bool) -> list[int]:
    """The width at which the lines of each column were wrapped.

    It is the room between the rules, or the width of the widest words where
    many lines break before they fill that room. In an `unparted` table lines
    also break between rows, which says nothing.
    """
    return [
        _text_width(
            [
                [words[column].strip() for _, words in row.lines]
                for row in rows
                if right_rule(row.shape, column) == column + 1
            ],
            rules[column + 1] - rules[column] - 1,
            unparted=unparted,
        )
        for column in range(len(rules) - 1)
    ]


def _text_width(cells: list[list[str]], room: int, *, unparted: bool) -> int:
    widest = max((len(line) for lines in cells for line in lines), default=0)
    inner = max(widest, room - 2)
    forced = [
        line.endswith("-") or len(line) + 1 + len(after.split()[0]) > inner
        for lines in cells
        for line, after in pairwise(lines)
        if line and after
    ]
    return inner if unparted or sum(forced) >= 0.5 * len(forced) else widest


def right_rule(shape: Sequence[bool], column: int) -> int:
    """The first drawn rule to the right of a column."""
    right = column + 1
    while right < len(shape) - 1 and not shape[right]:
        right += 1
    return right
