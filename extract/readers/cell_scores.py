"""How well a lone line goes on in a cell, begins one, or is a section's title.

Each score is a sum of small evidences, for a line beside the one before it and
for the column that the cell would be in. Nothing is decided here: `cell_grid`
takes the way through all lines whose sum is best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.readers.cell_traits import Trait, may_be_title, needed

_BEGUN = 0.3
"""A cell that is there is better than an empty one."""
_GOES_ON = 1.0
_GOES_ON_LARGE = -0.9
_STANDS_OPEN = 1.0
_BEGINS_INSIDE = -1.5
_FULL = -0.7
"""A cell that begins after a line which had no room for its first word."""
_ROOM = 0.85
"""What part of a column's width a line fills at least before it is wrapped."""
_ROOM_LEFT = -1.5
_SURE_WRAP = 2.0
"""From this trust on a full line at the end of the table goes on rather."""
_LEFT_FULL = -1.2
_DASH_GOES_ON = -2.0
_DASH = {"activity": -2.0, "responsible": -0.5, "deadline": 1.0, "amount": 1.5}
"""A dash in place of a cell, by its column."""

_TIME_IN_PLACE = 2.5
_DATED_IN_PLACE = 1.0
_TIMELY_IN_PLACE = -0.3
_NO_TIME = -1.5
_TIME_ELSEWHERE = -2.0
_TIME_IN_NOTES = -1.0
_LONGEST_DEADLINE = 60
_DEADLINE_COMPLETE = -1.0

_ANOTHER_COLUMN = -1.5
"""A line of words that another column's cells begin with."""
_OTHER_PERSON = 0.5
_NAME_COMPLETE = -0.7
_NO_AMOUNT = -1.5

_TITLE = -1.0
_NO_TITLE = -4.0
_BODY_AS_TITLE = -0.5
_TITLED_BEFORE = 1.0
"""A table that opens with a title has more of them."""
_LONG_TITLE = -0.5

_ABSENT = {
    "activity": -4.0,
    "deadline": -2.0,
    "responsible": -2.0,
    "participants": -0.9,
    "result": -1.2,
    "amount": -0.8,
    "note": -0.3,
    "other": -1.2,
}
"""What an empty cell counts, by its column."""

_LIKES: dict[str, dict[str, float]] = {
    "activity": {"deed": 0.6, "person": -1.0, "amount": -2.0, "body": -0.4, "funds": -1.0},
    "responsible": {"person": 1.0, "body": 1.0, "amount": -2.0, "funds": -1.0, "deed": -0.3},
    "result": {"yield": 0.6, "body": -0.5, "person": -1.0, "funds": -1.0, "amount": -0.3},
    "amount": {"amount": 1.5, "funds": 1.5, "person": -2.0, "body": -1.0, "deed": -1.0},
    "note": {"note": 1.0, "deed": -0.8, "person": -0.5, "body": -0.3, "funds": -0.5},
    "participants": {"body": 0.6, "person": 0.3, "yield": -0.8, "amount": -0.5, "funds": -1.0},
    "deadline": {"person": -1.0, "body": -1.0, "funds": -1.0},
    "other": {},
}
"""What the kinds of a line's words count at the beginning of a column's cell."""

_LIKED = 0.9
"""From here on a kind of words is so much a column's that small letters may begin its cell."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line to be put into the grid, and what stands before it.

    `number`: the number of a row; `anew`: that number begins a new count, so a
    title is due before; `gap`: blank lines where the table has none elsewhere;
    `title`: it is known to be a section's title, `goes on` that it is more of one.
    """

    trait: Trait
    number: bool = False
    anew: bool = False
    gap: bool = False
    title: Literal["", "begins", "goes on"] = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a table before its lines are put into rows.

    `roles`: what each column holds, without the numbers' column; `numbered`:
    whether rows have numbers, so that one without is rare; `trust`: how far
    `Trait.ended` can be trusted; `titled`: whether it has sections; `widths`:
    the width of each column, where each was wrapped at its own (0: not known).
    """

    roles: tuple[str, ...]
    numbered: bool
    trust: float
    titled: bool = False
    widths: tuple[int, ...] = ()


class Scores:
    """The scores of the lines of one table."""

    def __init__(self, steps: Sequence[Step], layout: Layout) -> None:
        self._steps = steps
        self._roles = layout.roles
        self._layout = layout
        self._widths = layout.widths or (0,) * len(layout.roles)
        costs = [_ABSENT[role] for role in layout.roles]
        self._costs = [sum(costs[:at]) for at in range(len(costs) + 1)]

    def absent(self, begin: int, end: int) -> float:
        """What empty cells cost, from a column to before another."""
        return self._costs[end] - self._costs[begin] if end > begin else 0.0

    def goes_on(self, at: int, column: int) -> float:
        """How well a line goes on in the cell of the line before."""
        line, before = self._steps[at].trait, self._steps[at - 1].trait
        if line.dash:
            return _DASH_GOES_ON
        score = _GOES_ON if line.small else _GOES_ON_LARGE
        score += _STANDS_OPEN if before.open else 0.0
        if line.ended:
            score -= self._layout.trust / 4 if before.open else self._layout.trust
        if needed(before.text, line.text) <= _ROOM * self._widths[column]:
            score += _ROOM_LEFT / 2 if before.open else _ROOM_LEFT
        role = self._roles[column]
        if role == "deadline":
            return score + _more_time(line, before)
        if role == "amount":
            return score - 1.0
        return score + _more_words(line, before, role)

    def begins(self, at: int, column: int) -> float:
        """How well a line begins the cell of a column."""
        step = self._steps[at]
        line, role = step.trait, self._roles[column]
        score = _BEGUN
        if at and not step.number:
            score += _BEGINS_INSIDE if self._steps[at - 1].trait.open else 0.0
            score += _FULL if line.ended is False else 0.0
        if line.dash:
            return score + _DASH.get(role, 0.0)
        if role == "deadline":
            score += _in_place(line)
        else:
            if line.time:
                score += _TIME_IN_NOTES if role == "note" else _TIME_ELSEWHERE
            score += self._begins_small(line, column)
        likes = _LIKES[role].items()  # in their order: sums of fractions depend on it
        score += sum(weight for kind, weight in likes if kind in line.kinds)
        if role == "amount" and not line.kinds & {"amount", "funds"}:
            score += _NO_AMOUNT
        return score

    def _begins_small(self, line: Trait, column: int) -> float:
        """Results and notes begin small at times, and what is known to begin here; rows do not."""
        role = self._roles[column]
        liked = any(_LIKES[role].get(kind, 0.0) > _LIKED for kind in line.kinds)
        if not line.small or liked:
            return 0.0
        apart = bool(line.ended) and self._layout.trust > 1
        if apart or role in ("result", "note", "amount"):
            return _BEGINS_INSIDE / 3 + (_BEGINS_INSIDE if column == 0 else 0.0)
        return _BEGINS_INSIDE * (2 if column == 0 else 1)

    def titled(self, at: int, *, after_title: bool) -> float:
        """How well a line is a section's title."""
        step = self._steps[at]
        if step.title:
            return 0.0
        if not may_be_title(step.trait.text):
            return _NO_TITLE
        score = 2 * _TITLE if after_title else _TITLE
        score += _FULL if step.trait.ended is False else 0.0
        score += _TITLED_BEFORE if self._layout.titled else 0.0
        score += _BODY_AS_TITLE if "body" in step.trait.kinds else 0.0
        return score + (_BEGINS_INSIDE if at and self._steps[at - 1].trait.open else 0.0)

    def title_goes_on(self, at: int) -> float:
        """How well a line goes on in the title of the line before."""
        line, before = self._steps[at].trait, self._steps[at - 1].trait
        score = _LONG_TITLE + (_GOES_ON if line.small else _GOES_ON_LARGE)
        score += _STANDS_OPEN if before.open else 0.0
        score -= self._layout.trust if line.ended else 0.0
        return score + (_TIME_ELSEWHERE if line.time or line.dash else 0.0)

    def left(self, at: int) -> float:
        """How well the table ends before a line: a line that was full goes on, mostly."""
        step = self._steps[at]
        full = step.trait.ended is False and self._layout.trust > _SURE_WRAP
        return _LEFT_FULL if full and not step.gap else 0.0


def _in_place(line: Trait) -> float:
    """How well a line begins the deadline's cell."""
    if line.time:
        return _TIME_IN_PLACE
    if line.dated and len(line.text) <= _LONGEST_DEADLINE:
        return 0.0 if line.kinds & {"deed", "body"} and not line.timely else _DATED_IN_PLACE
    return _TIMELY_IN_PLACE if line.timely else _NO_TIME


def _more_time(line: Trait, before: Trait) -> float:
    """How well a line goes on in the deadline's cell, beside what holds for any."""
    score = _DEADLINE_COMPLETE if before.time and not line.dated else 0.0
    score += _ANOTHER_COLUMN / 2 if line.kinds & {"body", "person"} else 0.0
    return score - (0.0 if line.time else 0.3 if line.dated else 0.5)


def _more_words(line: Trait, before: Trait, role: str) -> float:
    """How well a line goes on in a cell of words, beside what holds for any."""
    score = 0.0
    if role != "note" and line.kinds & {"note", "funds"}:
        score += _ANOTHER_COLUMN
    if line.time:
        score -= 0.3 if line.ended is False else 1.5
    if role == "activity" and not line.small and not before.open:
        score += _ANOTHER_COLUMN / 2 if "body" in line.kinds else 0.0
        score += _ANOTHER_COLUMN / 3 if "deed" in line.kinds else 0.0
    if "amount" in line.kinds:
        score -= 1.0 if before.open else 2.0
    if role == "responsible":
        if "person" in line.kinds:
            score += _OTHER_PERSON
        elif before.initials:
            score += _NAME_COMPLETE
        score += _ANOTHER_COLUMN / 2 if "yield" in line.kinds else 0.0
        score += _ANOTHER_COLUMN / 3 if "deed" in line.kinds and not line.small else 0.0
    return score
