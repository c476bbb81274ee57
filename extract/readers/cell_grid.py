"""The cells of a table of lone lines: one way through all its lines, the best of all.

Each line goes on in the cell of the line before, begins a cell further right,
begins the next row, is a section's title, or stands behind the table. How well
it does so `cell_scores` says, and the best way up to a line follows from the
best ways up to the line before: a long table costs no more than its lines
times the pairs of its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.readers.cell_scores import Layout, Scores, Step

_NEVER = float("-inf")
_CLEAR = 1.5
"""How much better than any other a way must be to be sure."""
_FIRST_COLUMNS = 2
"""A row begins in one of so many columns."""
_ROW_WITHOUT_NUMBER = -3.0
_ANEW_WITHOUT_TITLE = -3.0
_TITLE_LAST = -2.0
_GAP = -1.5


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row or a title, as indexes of steps. `sure`: no other way was nearly as good."""

    cells: tuple[tuple[int, ...], ...]
    title: tuple[int, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, and how well they fit."""

    rows: tuple[GridRow, ...]
    score: float


def grid(steps: Sequence[Step], layout: Layout) -> Grid:
    """The best way to put the lines below a header into rows of columns."""
    way = _Way(steps, layout)
    return Grid(_rows(way.states, way.margins(), layout.roles), way.score)


@dataclass(frozen=True, slots=True)
class _State:
    """Where a line stands (a column, the title, outside), and whether it begins the cell there."""

    where: int
    begun: bool


@dataclass(frozen=True, slots=True)
class _Move:
    """A way from where the line before stands to where a line does, and what it counts."""

    source: int
    state: _State
    gain: float


class _Way:
    """The best way through all lines, found forward; `margins` goes backward as well."""

    def __init__(self, steps: Sequence[Step], layout: Layout) -> None:
        self._steps = steps
        self._layout = layout
        self._width = len(layout.roles)
        self._title = self._width
        self._outside = self._width + 1
        self._scores = Scores(steps, layout)
        self._last_number = max((at for at, step in enumerate(steps) if step.number), default=-1)
        self._moves = [self._moves_to(at) for at in range(len(steps))]
        self._forward: list[list[float]] = []
        self.states, self.score = self._best()

    def _row_end(self, where: int) -> float:
        """What leaving a row at a column costs; a title has nothing behind it."""
        return self._scores.absent(where + 1, self._width) if where < self._width else 0.0

    def _ends(self) -> list[float]:
        """What the end of the lines counts, by where the last one stands."""
        return [*map(self._row_end, range(self._width)), _TITLE_LAST, 0.0]

    def _moves_to(self, at: int) -> list[_Move]:
        """The ways to a line. Before the first one it is as behind a title."""
        begins = [self._scores.begins(at, column) for column in range(self._width)]
        moves = [] if not at else [_Move(self._outside, _State(self._outside, False), 0.0)]
        for source in range(self._width + 1) if at else (self._title,):
            moves += self._to_row_or_title(at, source, begins)
            if self._steps[at].number or self._steps[at].title or not at:
                continue
            moves += self._within(at, source, begins)
        return moves

    def _to_row_or_title(self, at: int, source: int, begins: Sequence[float]) -> list[_Move]:
        """A line begins a row or is a title."""
        step, scores = self._steps[at], self._scores
        if step.title == "goes on":
            return [_Move(source, _State(self._title, False), 0.0)]
        inside = source < self._width
        end = self._row_end(source) + (_GAP if step.gap else 0.0)
        title = _State(self._title, True)
        moves = [_Move(source, title, end + scores.titled(at, after_title=not inside and at > 0))]
        if step.title:
            return moves
        row = end
        row += _ROW_WITHOUT_NUMBER if self._layout.numbered and not step.number else 0.0
        row += _ANEW_WITHOUT_TITLE if step.anew and inside else 0.0
        first = min(_FIRST_COLUMNS, self._width)
        return moves + [
            _Move(source, _State(to, True), row + scores.absent(0, to) + begins[to])
            for to in range(first)
        ]

    def _within(self, at: int, source: int, begins: Sequence[float]) -> list[_Move]:
        """A line goes on, begins a cell further right, or is the first behind the table."""
        scores = self._scores
        gap = _GAP if self._steps[at].gap else 0.0
        same = _State(source, False)
        if source == self._title:
            return [_Move(source, same, gap + scores.title_goes_on(at))]
        moves = [_Move(source, same, gap + scores.goes_on(at, source))]
        moves += [
            _Move(source, _State(to, True), gap + scores.absent(source + 1, to) + begins[to])
            for to in range(source + 1, self._width)
        ]
        if at > self._last_number:
            end = self._row_end(source) + scores.left(at)
            moves.append(_Move(source, _State(self._outside, True), end))
        return moves

    def _best(self) -> tuple[list[_State], float]:
        """The state of each line on the best way, and its score."""
        score = [_NEVER] * (self._width + 2)
        score[self._title] = 0.0
        back: list[dict[int, _Move]] = []
        for moves in self._moves:
            self._forward.append(score)
            after = [_NEVER] * (self._width + 2)
            came: dict[int, _Move] = {}
            for move in moves:
                reached = score[move.source] + move.gain
                if reached > after[move.state.where]:
                    after[move.state.where] = reached
                    came[move.state.where] = move
            score = after
            back.append(came)
        ends = [reached + end for reached, end in zip(score, self._ends(), strict=True)]
        where = ends.index(max(ends))
        states: list[_State] = []
        for came in reversed(back):
            states.append(came[where].state)
            where = came[where].source
        return states[::-1], max(ends)

    def margins(self) -> list[float]:
        """By how much the way is better than the best one that puts a line elsewhere."""
        behind = self._ends()
        margins = [0.0] * len(self._steps)
        for at in range(len(self._steps) - 1, -1, -1):
            others = _NEVER
            before = [_NEVER] * (self._width + 2)
            for move in self._moves[at]:
                rest = move.gain + behind[move.state.where]
                before[move.source] = max(before[move.source], rest)
                if move.state != self.states[at]:
                    others = max(others, self._forward[at][move.source] + rest)
            margins[at] = self.score - others
            behind = before
        return margins


def _rows(
    states: Sequence[_State], margins: Sequence[float], roles: tuple[str, ...]
) -> tuple[GridRow, ...]:
    """The rows and titles on a way, each sure or not."""
    width = len(roles)
    groups: list[list[int]] = []
    before = width
    for at, state in enumerate(states):
        if state.where > width:
            break
        if state.begun and (state.where == width or before >= width or state.where <= before):
            groups.append([])
        groups[-1].append(at)
        before = state.where
    return tuple(_row(group, states, min(margins[at] for at in group), roles) for group in groups)


def _row(
    group: Sequence[int], states: Sequence[_State], margin: float, roles: tuple[str, ...]
) -> GridRow:
    """A row of one line a cell is sure; one that lacks a cell is not, but for its notes."""
    if states[group[0]].where == len(roles):
        return GridRow((), tuple(group), margin >= _CLEAR)
    cells = tuple(
        tuple(at for at in group if states[at].where == column) for column in range(len(roles))
    )
    absent = {role for role, cell in zip(roles, cells, strict=True) if not cell}
    plain = all(len(cell) == 1 for cell in cells)
    return GridRow(cells, (), plain or (margin >= _CLEAR and absent <= {"note"}))
