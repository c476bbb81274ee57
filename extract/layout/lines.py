"""Words into visual lines: what stands on one baseline, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.document import Box
from extract.layout.content import Word

_SAME_LINE = 0.36
"""Baselines nearer than this share of the font size are one line (raised signs included)."""
_GLUED = 0.06
"""A gap under this share of the font size is no space."""
_TAB = 2.2
"""A gap over this many font sizes is a tab stop, not a justified space."""
_TAB_OVER_SPACES = 2.5


@dataclass(frozen=True)
class Line:
    """The words of one visual line, from left to right; never empty."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """The left edge of the first word."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """The right edge of the last word."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """The top of the tallest word."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """The bottom of the deepest word."""
        return max(word.bottom for word in self.words)

    @cached_property
    def base(self) -> float:
        """The baseline most of the line stands on."""
        return max(self.words, key=lambda word: len(word.text) * word.size).base

    @cached_property
    def size(self) -> float:
        """The font size of the longest word."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        letters = sum(len(word.text) for word in self.words)
        return 2 * sum(len(word.text) for word in self.words if word.bold) > letters

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    @cached_property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(piece for piece in self._pieces() if piece)

    @cached_property
    def tabbed(self) -> str:
        """The words with a tab where a gap is wide enough for a tab stop."""
        parts = split_at_tabs(self)
        return "\t".join(part.text for part in parts)

    def _pieces(self) -> list[str]:
        pieces = [self.words[0].text]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.x0 - before.x1 < _GLUED * word.size and not _apart(before.text, word.text):
                pieces[-1] += word.text
            else:
                pieces.append(word.text)
        return pieces


def _apart(before: str, after: str) -> bool:
    """Words that touch and still are two: a full word closed by a mark, then a letter."""
    return bool(re.search(r"[,;:.)»]$", before) and re.match(r"[А-ЯЁA-Zа-яё]", after))


def to_lines(words: Iterable[Word]) -> list[Line]:
    """Group upright words by baseline, top to bottom; sideways words make lines of their own.

    A smaller word beside a line (a raised footnote sign) joins the line that
    it overlaps.
    """
    upright: list[Word] = []
    sideways: list[Word] = []
    for word in words:
        (sideways if word.turn else upright).append(word)
    groups: list[list[Word]] = []
    last = 0.0
    for word in sorted(upright, key=_by_baseline):
        if groups and word.base - last <= _SAME_LINE * min(word.size, groups[-1][-1].size):
            groups[-1].append(word)
        else:
            groups.append([word])
        last = word.base
    lines = [Line(tuple(sorted(group, key=_by_left))) for group in groups]
    if sideways:
        lines.extend(_sideways_lines(sideways))
        lines.sort(key=lambda line: line.base)
    return lines


def _by_baseline(word: Word) -> float:
    return word.base


def _by_left(word: Word) -> float:
    return word.x0


def _sideways_lines(words: Sequence[Word]) -> list[Line]:
    """Words that read upwards or downwards, each group as one line in reading order.

    The line keeps the place on the page; only the order of the words is that
    of reading.
    """
    lines: list[Line] = []
    for turn in (90, 180, 270):
        chosen = [word for word in words if word.turn == turn]
        if not chosen:
            continue
        across = {90: lambda w: w.x0, 180: lambda w: -w.base, 270: lambda w: -w.x1}[turn]
        along = {90: lambda w: -w.bottom, 180: lambda w: -w.x1, 270: lambda w: w.top}[turn]
        chosen.sort(key=lambda word: (round(across(word) / 4), along(word)))
        box = (
            min(w.x0 for w in chosen), min(w.top for w in chosen),
            max(w.x1 for w in chosen), max(w.bottom for w in chosen),
        )
        text = " ".join(word.text for word in chosen)
        bold = all(word.bold for word in chosen)
        lines.append(Line((Word(text, *box, box[3], bold, turn),)))
    return lines


def split_at_tabs(line: Line) -> list[Line]:
    """The parts of a line between gaps that are tab stops.

    A justified line has wide gaps too, but then all its gaps are wide: a tab
    stands out from the other gaps of its line.
    """
    words = line.words
    if len(words) < 2:
        return [line]
    gaps = [b.x0 - a.x1 for a, b in zip(words, words[1:], strict=False)]
    ordinary = sorted(gap for gap in gaps if gap < _TAB * line.size)
    usual = ordinary[len(ordinary) // 2] if ordinary else 0.0
    parts: list[list[Word]] = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap >= _TAB * line.size and gap >= _TAB_OVER_SPACES * usual:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]
