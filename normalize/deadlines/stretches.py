"""What the parts of the grammar hand to each other.

Every reader takes the atoms and an index and gives what it read with the index
after it, or None where nothing of its kind begins there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.deadlines.atoms import Atom
from normalize.deadlines.units import Unit

Atoms = Sequence[Atom]
_END = Atom("end", "", 0, 0)
YEAR_WORDS = frozenset({"year", "plural"})
NUMBERS = frozenset({"num", "roman", "ordinal"})
EITHER = frozenset({"или", "либо", "и/или"})
ABOUT = frozenset({"около", "примерно", "ориентировочно", "предварительно", "предположительно"})
JOINS = {"-": "-", "to": "-", ",": ",", "and": ",", ";": ","}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit, or two with a dash between them. `years` are several years it falls in."""

    first: Unit
    last: Unit | None = None
    years: tuple[int, ...] = ()
    doubt: str = ""


Read = tuple[tuple[Stretch, ...], int]


def peek(atoms: Atoms, index: int) -> Atom:
    """The atom at `index`, a mark for the end beyond the last."""
    return atoms[index] if 0 <= index < len(atoms) else _END


def is_year(atom: Atom) -> bool:
    """Whether a number can be a calendar year on its own."""
    return atom.kind == "num" and len(atom.norm) == 4 and 1900 <= int(atom.value) <= 2100
