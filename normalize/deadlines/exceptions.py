"""«кроме июля», «за исключением каникул»: what is left out of a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.deadlines.beside import beside
from normalize.deadlines.conditions import tail
from normalize.deadlines.nodes import Doubt, Found, Node
from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.stretches import Atoms, peek
from normalize.deadlines.times import read_time

_NOT_TAKEN_OUT = Doubt("what is left out is not taken out of the dates")
_BESIDE = frozenset({"", ",", "(", "-", ",("})


def read_exception(atoms: Atoms, index: int) -> Found | None:
    """«кроме июля и августа» with the times it names, if it names any."""
    if peek(atoms, index).kind != "except":
        return None
    named: list[Node] = []
    at = index + 1
    while found := read_time(atoms, at):
        named += found[0]
        at = found[1]
        if peek(atoms, at).kind not in {",", "and"} or read_time(atoms, at + 1) is None:
            break
        at += 1
    if not named:
        at = max(tail(atoms, index + 1, False, "event"), index + 1)
    start, end = atoms[index].start, atoms[at - 1].end
    return [Node("except", start, end, condition=(start, end), due=tuple(named))], at


def exceptions(nodes: list[Node]) -> list[Node]:
    """Every exception with what it is one from: months leave a rule, others become a condition."""
    out = list(nodes)
    index = 0
    while index < len(out):
        if out[index].kind == "except":
            index = _joined(out, index)
        index += 1
    return out


def _joined(nodes: list[Node], index: int) -> int:
    exception = nodes[index]
    for step in (-1, 1):
        found = beside(nodes, index, step)
        if found is None or found[1] not in _BESIDE:
            continue
        other = nodes[found[0]]
        lasting = other.kind == "phrase" and other.stated == "continuous"
        if other.kind not in {"time", "often"} and not lasting:
            continue
        low, high = min(index, found[0]), max(index, found[0])
        start, end = min(exception.start, other.start), max(exception.end, other.end)
        nodes[low : high + 1] = [replace(_without(other, exception), start=start, end=end)]
        return low
    return index


def _without(node: Node, exception: Node) -> Node:
    months = _months(exception.due)
    frequency = node.frequency
    if months and frequency and replace(frequency, days=(), weekdays=()) == Frequency("month"):
        return replace(node, frequency=replace(frequency, without=months))
    doubts = (*node.doubts, _NOT_TAKEN_OUT)
    return replace(node, condition=node.condition or exception.condition, doubts=doubts)


def _months(times: Sequence[Node]) -> tuple[int, ...]:
    """The months that times name, () where one names anything else."""
    months: list[int] = []
    for time in times:
        first, last = time.first, time.last or time.first
        if (
            time.kind != "time"
            or first is None
            or last is None
            or {first.name, last.name} != {"month"}
        ):
            return ()
        until = last.first[1] + (12 if last.first[1] < first.first[1] else 0)
        months += [(number - 1) % 12 + 1 for number in range(first.first[1], until + 1)]
    return tuple(months)
