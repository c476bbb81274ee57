"""Words into visual lines: what stands on one baseline, from left to right."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import partial
from operator import attrgetter

from extract.document import Box
from extract.layout.content import Word

_SAME_LINE = 0.36
"""Baselines nearer than this share of the font size are one line (raised signs included)."""
_GLUED = 0.06
"""A gap under this share of the font size is no space."""
_TAB = 2.2
"""A gap over this many font sizes is a tab stop, not a justified space."""
_TAB_OVER_SPACES = 2.5


class Line:
    """The words of one visual line, from left to right; never empty and never changed.

    `x0`, `x1`, `top` and `bottom` are the edges of all words, `base` and `size`
    those of the words that fill most of the line. They are computed at once:
    every line is asked for nearly all of them.
    """

    __slots__ = ("_text", "base", "bottom", "size", "top", "words", "x0", "x1")

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self._text: str | None = None
        first = words[0]
        self.x0 = first.x0
        if len(words) == 1:
            _, _, self.top, self.x1, self.bottom, self.base, *_ = first
            self.size = first.bottom - first.top
            return
        self.x1 = max([word.x1 for word in words])
        _, _, self.top, _, self.bottom, self.base, *_ = first
        for word in words:
            _, _, top, _, bottom, base, *_ = word
            if base != self.base or bottom != self.bottom or top != self.top:
                break
        else:  # all of one size on one baseline, as most lines are
            self.size = self.bottom - self.top
            return
        self.top = min([word.top for word in words])
        self.bottom = max([word.bottom for word in words])
        main = max(words, key=_weight)
        self.base = main.base
        self.size = main.bottom - main.top

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        letters = sum([len(word.text) for word in self.words])
        return 2 * sum([len(word.text) for word in self.words if word.bold]) > letters

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def text(self) -> str:
        """The words with one space between them."""
        if self._text is None:
            words = self.words
            pieces = self._pieces() if len(words) > 1 else [words[0].text]
            self._text = " ".join([piece for piece in pieces if piece])
        return self._text

    @property
    def tabbed(self) -> str:
        """The words with a tab where a gap is wide enough for a tab stop."""
        return "\t".join(part.text for part in split_at_tabs(self))

    def _pieces(self) -> list[str]:
        before, *_, end, _, _, _, _, _ = self.words[0]
        pieces = [before]
        for text, x0, top, x1, bottom, *_ in self.words[1:]:
            if x0 - end < _GLUED * (bottom - top) and not _apart(before, text):
                pieces[-1] += text
            else:
                pieces.append(text)
            before, end = text, x1
        return pieces


def _weight(word: Word) -> float:
    return len(word.text) * (word.bottom - word.top)


def _apart(before: str, after: str) -> bool:
    """Words that touch and still are two: a full word closed by a mark, then a letter."""
    return bool(re.search(r"[,;:.)»]$", before) and re.match(r"[А-ЯЁA-Zа-яё]", after))


def to_lines(words: Iterable[Word]) -> list[Line]:
    """Group upright words by baseline, top to bottom; sideways words make lines of their own.

    A smaller word beside a line (a raised footnote sign) joins the line that
    it overlaps.
    """
    upright = list(words)
    sideways = [word for word in upright if word.turn]
    if sideways:
        upright = [word for word in upright if not word.turn]
    groups: list[list[Word]] = []
    last = 0.0
    upright.sort(key=_by_baseline)
    for word in upright:
        base = word.base
        if groups and (
            base == last or base - last <= _SAME_LINE * max(word.size, groups[-1][-1].size)
        ):
            groups[-1].append(word)
        else:
            groups.append([word])
        last = base
    for group in groups:
        group.sort(key=_by_left)
    lines = [Line(tuple(group)) for group in groups]
    if sideways:
        lines.extend(_sideways_lines(sideways))
        lines.sort(key=lambda line: line.base)
    return lines


_by_baseline = attrgetter("base")
_by_left = attrgetter("x0")


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
        chosen.sort(key=partial(_sideways_order, turn))
        box = (
            min(w.x0 for w in chosen),
            min(w.top for w in chosen),
            max(w.x1 for w in chosen),
            max(w.bottom for w in chosen),
        )
        text = " ".join(word.text for word in chosen)
        bold = all(word.bold for word in chosen)
        lines.append(Line((Word(text, *box, box[3], bold, turn),)))
    return lines


def _sideways_order(turn: int, word: Word) -> tuple[int, float]:
    """First the line across the reading direction, then the place along it."""
    if turn == 90:
        return round(word.x0 / 4), -word.bottom
    if turn == 180:
        return round(-word.base / 4), -word.x1
    return round(-word.x1 / 4), word.top


def split_at_tabs(line: Line) -> list[Line]:
    """The parts of a line between gaps that are tab stops.

    A justified line has wide gaps too, but then all its gaps are wide: a tab
    stands out from the other gaps of its line.
    """
    words = line.words
    if len(words) < 2:
        return [line]
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(words)]
    if max(gaps) < _TAB * line.size:
        return [line]
    ordinary = sorted(gap for gap in gaps if gap < _TAB * line.size or len(gaps) > 2)
    usual = ordinary[len(ordinary) // 2] if ordinary else 0.0
    parts: list[list[Word]] = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap >= _TAB * line.size and gap >= _TAB_OVER_SPACES * usual:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]
