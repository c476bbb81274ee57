"""Two-digit years as whole ones: of the century that lies nearest to the order's date.

«июль 98 г.» in an order of 1998 is July 1998, in one of 2097 it were July 2098.
The words after a number tell that it is a year («98 г.», «97/98 уч. год»);
without them only a number behind a month that can be no day («июль 98»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from normalize.deadlines.atoms import Atom
from normalize.deadlines.stretches import YEAR_WORDS, Atoms, peek

_PIVOT = 70  # with no order to go by, 70 to 99 are of the last century
_NEAR = 15  # «март 45» is no year where 45 lies far from the order
_FIRST_NO_DAY = 32
_MAY_BE = re.compile(
    r"(?<!\d)\d\d(?!\d|\s*(?:янв|фев|мар|апр|ма[йя]|ию|авг|сен|окт|ноя|дек|час|ч\b))"
)
_TWO_DIGITS = re.compile(r"\d\d")
_ACROSS_2000 = re.compile(r"\d\d-00")
_ONE = frozenset({"г", "год", "года", "году", "годом", "годе"})
_MANY = frozenset({"гг", "годы", "годов", "годам", "годах"})
_COUNTED = frozenset(
    {"через", "спустя", "старше", "младше", "возрасте", "возраста", "раз", "каждый", "каждые"}
)
_UNITS = frozenset({"month", "quarter", "half", "season", "season-adjective"})
_ENDS = frozenset({"end", "line", ",", ";", ".", ")", "-", "/", "and"})
_DASHES = frozenset({"-", "/"})
_LISTS = frozenset({",", "and"})


def full_year(year: int, near: int | None) -> int:
    """The year of two digits in the century nearest to the year `near`; others as they are."""
    if year > 99:
        return year
    if near is None:
        return year + (1900 if year >= _PIVOT else 2000)
    century = near - near % 100
    return min((century + add + year for add in (0, -100, 100)), key=lambda each: abs(each - near))


@lru_cache(maxsize=50_000)
def may_have_short_years(words: str) -> bool:
    """Whether words may hold a two-digit year, so that they depend on the order's date."""
    return bool(_MAY_BE.search(words.lower()))


def full_years(atoms: Sequence[Atom], near: int | None) -> tuple[Atom, ...]:
    """The atoms with every two-digit year written out."""
    out = list(atoms)
    for index in range(len(out) - 1, -1, -1):
        atom = out[index]
        if atom.kind == "dmy":
            day, month, year = atom.values
            out[index] = replace(atom, values=(day, month, full_year(year, near)))
        elif _is_month_of_year(out, index):
            values = (atom.values[0], full_year(atom.values[1], near))
            out[index] = replace(atom, kind="my", values=values)
        elif _is_across_2000(out, index):
            first = full_year(int(atom.norm[:2]), near)
            out[index] = replace(atom, kind="years", values=(first, first + 1), norm=f"{first}-00")
        elif _is_short(atom) and (_closed(out, index) or _is_joined(out, index)):
            out[index] = _in_full(atom, near)
    if near is not None:
        _after_units(out, near)
    return tuple(out)


def _is_short(atom: Atom) -> bool:
    return atom.kind == "num" and bool(_TWO_DIGITS.fullmatch(atom.norm))


def _in_full(atom: Atom, near: int | None) -> Atom:
    year = full_year(int(atom.value), near)
    return replace(atom, norm=str(year), value=year, values=(year,))


def _says_year(atoms: Atoms, index: int) -> bool:
    """«г.», «годы», «уч. год», «финансового года»."""
    atom = peek(atoms, index)
    if atom.kind in {"school", "calendar"}:
        after = peek(atoms, index + 1).kind
        return after in YEAR_WORDS or (atom.kind == "school" and after == "end")
    return atom.kind in {"plural", "schoolyear"} or (
        atom.kind == "year" and atom.norm in _ONE | _MANY
    )


def _closed(atoms: Atoms, index: int) -> bool:
    """«98 г.», «на 99 год»; not «раз в 22 года»."""
    before = (peek(atoms, index - 1), peek(atoms, index - 2))
    counted = before[0].norm in _COUNTED or (
        before[0].norm == "в" and (before[1].kind == "times" or before[1].norm == "раз")
    )
    return _says_year(atoms, index + 1) and not counted


def _is_joined(atoms: Atoms, index: int) -> bool:
    """«97/98 уч. год», «с 98 по 99 год», «98, 99 гг.»: what follows is a year already."""
    join, after = peek(atoms, index + 1), peek(atoms, index + 2)
    if after.kind != "num" or len(after.norm) != 4 or not _says_year(atoms, index + 3):
        return False
    if join.kind in _LISTS:
        closing = peek(atoms, index + 3)
        return closing.kind == "plural" or closing.norm in _MANY
    ranged = join.kind == "to" and peek(atoms, index - 1).kind == "from"
    return ranged or join.kind in _DASHES


def _is_month_of_year(atoms: Atoms, index: int) -> bool:
    """«09.98 г.»: no month has such a day."""
    atom = atoms[index]
    named = atom.kind == "dm" and 1 <= atom.values[0] <= 12
    return named and atom.values[1] >= _FIRST_NO_DAY and _says_year(atoms, index + 1)


def _is_across_2000(atoms: Atoms, index: int) -> bool:
    """«99-00 уч. год», which looks like a clock time."""
    atom = atoms[index]
    looks = atom.kind == "clock" and bool(_ACROSS_2000.fullmatch(atom.norm))
    return looks and _says_year(atoms, index + 1)


def _after_units(atoms: list[Atom], near: int) -> None:
    """«июль 98», «зима 97-98»: no day of a month has such a number."""
    for index, atom in enumerate(atoms):
        if not _is_short(atom) or int(atom.value) < _FIRST_NO_DAY:
            continue
        before, join = peek(atoms, index - 1), peek(atoms, index - 2)
        behind = before.kind in _UNITS or (
            before.kind in _DASHES and join.kind == "num" and len(join.norm) == 4
        )
        close = abs(full_year(int(atom.value), near) - near) <= _NEAR
        if behind and close and peek(atoms, index + 1).kind in _ENDS:
            atoms[index] = _in_full(atom, near)
