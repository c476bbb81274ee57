"""Times of day beside a date: «до 15.00 20.05.2013», «в 10 часов 30 минут»."""

from __future__ import annotations

from normalize.deadlines.nodes import Found, Node
from normalize.deadlines.stretches import Atoms, peek


def read_clock(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """«15.00», «15:00 час.», «12 часов 30 минут», as «15:00»."""
    atom = peek(atoms, index)
    after = index + 1
    if atom.kind == "clock":
        if atom.values[0] > 24 or atom.values[1] > 59:
            return None
        hour, minute = atom.values[0], atom.values[1]
    elif atom.kind == "num" and peek(atoms, after).kind == "hour" and int(atom.value) <= 24:
        hour, minute = int(atom.value), 0
        if peek(atoms, after + 1).kind == "num" and peek(atoms, after + 2).kind == "minute":
            minute = int(peek(atoms, after + 1).value) % 60
            after += 2
    else:
        return None
    while peek(atoms, after).kind in {"hour", "minute", "inclusive"} or (
        peek(atoms, after).kind == "." and peek(atoms, after - 1).kind == "hour"
    ):
        after += 1
    return f"{hour:02d}:{minute:02d}", after


def clock_beside(atoms: Atoms, index: int) -> tuple[str | None, int]:
    """A clock time after a date: «17.10.2015 до 12-00 часов», «в 10.10», «с 9.00 до 12.00»."""
    at = index
    if peek(atoms, at).kind in {",", "("}:
        at += 1
    while peek(atoms, at).kind in {"until", "during", "from", "to", "year"}:
        at += 1
    read = read_clock(atoms, at)
    if read is None and at > index and peek(atoms, at - 1).norm == "в":
        atom = peek(atoms, at)
        if atom.kind == "dm" and atom.values[0] < 24:
            read = f"{atom.values[0]:02d}:{atom.values[1]:02d}", at + 1
    if read is None:
        return None, index
    clock, after = read
    if peek(atoms, after).kind in {"-", "until", "to"}:
        second = read_clock(atoms, after + 1)
        if second:
            clock, after = f"{clock}-{second[0]}", second[1]
    if peek(atoms, index).kind == "(" and peek(atoms, after).kind == ")":
        after += 1
    return clock, after


def clock_alone(atoms: Atoms, index: int) -> Found | None:
    """A clock time that stands beside no date: «в 15.00», «с 9.00 до 12.00 часов»."""
    if peek(atoms, index).kind in {",", "("}:
        return None  # «(до 18 часов 22 марта)»: what stands behind the mark is read on its own
    clock, after = clock_beside(atoms, index)
    if clock is None or (after == index + 1 and peek(atoms, after).kind == "month"):
        return None  # «15. 20 мая» counts days, whatever was meant by the dot
    return [Node("clock", atoms[index].start, atoms[after - 1].end, clock=clock)], after
