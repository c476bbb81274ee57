"""What the words of a cell come to before years are settled: times, frequencies, phrases."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.units import Unit


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reading leans on: a slip that was `mended`, or something assumed.

    An assumption that is `kept` stays true when other words say more.
    """

    message: str
    mended: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the cell; `start` and `end` are characters of the words given.

    `kind` is `time`, `often` (a frequency), `phrase`, `mark`, `later`
    («далее»), `clock` or `word`. A time has a `form`: `at` (`first`), `until`
    (`last`), `from` (`first`) or `range`. `stated` is the contract's kind that
    a phrase stands for. `due` are the times that a frequency falls on, `bounds`
    is from when to when. `years` are several years that a time falls in.
    `as_condition` are the doubts that a phrase brings to the time whose
    condition it is; `said` is what a time's first preposition says of it
    («за»), or what a mark joins («или»).
    """

    kind: str
    start: int
    end: int
    norm: str = ""
    form: str = ""
    first: Unit | None = None
    last: Unit | None = None
    clock: str | None = None
    frequency: Frequency | None = None
    stated: str = ""
    rule: str = ""
    doubts: tuple[Doubt, ...] = ()
    due: tuple[Node, ...] = ()
    bounds: Node | None = None
    condition: tuple[int, int] | None = None
    weekday: int | None = None
    running: bool = True
    years: tuple[int, ...] = ()
    as_condition: tuple[Doubt, ...] = ()
    said: str = ""


Found = tuple[list[Node], int]
"""Nodes, and the index of the atom after them."""
