"""Atoms → nodes, in the order of the words. What no rule reads stays as a `word` node."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines.atoms import Atom, atomize
from normalize.deadlines.clock import clock_alone
from normalize.deadlines.conditions import read_duration, read_phrase
from normalize.deadlines.exceptions import read_exception
from normalize.deadlines.frequency import read_frequency
from normalize.deadlines.nodes import Doubt, Found, Node
from normalize.deadlines.points import before_event, named_days, school_term
from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.short_years import full_years
from normalize.deadlines.stretches import ABOUT, EITHER, Atoms
from normalize.deadlines.times import read_time

_MARKS = frozenset(",;:.()-/+…=[]{}№%&<>|\\~!?#@^$")


def nodes_in(words: str, near: int | None, *, running: bool = False) -> tuple[Node, ...]:
    """All nodes of words; two-digit years are those nearest to the year `near`."""
    return read_nodes(full_years(atomize(words), near), running=running)


def read_nodes(atoms: Atoms, *, running: bool = False) -> tuple[Node, ...]:
    """All nodes of a cell (or of running text), in order."""
    nodes: list[Node] = []
    index = 0
    while index < len(atoms):
        read = (
            read_duration(atoms, index, running)
            or read_phrase(atoms, index, running)
            or _often(atoms, index)
            or read_exception(atoms, index)
            or read_time(atoms, index)
            or clock_alone(atoms, index)
            or (None if running else school_term(atoms, index))
            or before_event(atoms, index, running)
            or (None if running else named_days(atoms, index))
        )
        if read is None:
            nodes.append(_plain(atoms[index]))
            index += 1
        else:
            found, index = read
            nodes.extend(found)
    return _either(nodes)


def _either(nodes: list[Node]) -> tuple[Node, ...]:
    """«до 15 мая или до 1 июня»: what stands behind «или» is doubted, whatever it joins."""
    out = list(nodes)
    for index, node in enumerate(nodes[:-1]):
        after = out[index + 1]
        if node.said == "или" and after.kind in {"time", "often", "phrase"}:
            doubt = Doubt("«или»: one of these, both are kept", kept=True)
            out[index + 1] = replace(after, doubts=(*after.doubts, doubt))
    return tuple(out)


def _plain(atom: Atom) -> Node:
    if atom.kind == "line":
        return Node("mark", atom.start, atom.end, ";")
    if atom.kind == "and":
        said = "или" if atom.norm in EITHER else ""
        return Node("mark", atom.start, atom.end, ",", said=said)
    if atom.kind in _MARKS:
        return Node("mark", atom.start, atom.end, atom.kind)
    if atom.kind == "later":
        return Node("later", atom.start, atom.end, atom.norm)
    return Node("word", atom.start, atom.end, atom.norm, stated=atom.kind)


def _often(atoms: Atoms, index: int) -> Found | None:
    read = read_frequency(atoms, index)
    if read is None:
        return None
    frequency, after = read
    doubts = [Doubt(atom.doubt, mended=True) for atom in atoms[index:after] if atom.doubt]
    if frequency.unit == "month" and frequency.closing:
        doubts.append(Doubt("the last month of what is not said; read as every month"))
    if frequency.working:
        doubts.append(Doubt("working days are Monday to Friday; holidays are not known", kept=True))
    norms = {atom.norm for atom in atoms[index:after]}
    if norms & (EITHER | ABOUT):
        doubts.append(Doubt("how often is not said exactly", kept=True))
    if atoms[index].kind == "except":
        doubts.append(Doubt("every other day of the week is meant"))
    if _every_month_assumed(atoms, index, after, frequency):
        doubts.append(Doubt("no month is named; read as every month"))
    node = Node(
        "often",
        atoms[index].start,
        atoms[after - 1].end,
        frequency=frequency,
        norm=atoms[index].kind,
        rule=f"recurring.{frequency.unit}",
        doubts=tuple(doubts),
    )
    return [node], after


def _every_month_assumed(atoms: Atoms, index: int, after: int, frequency: Frequency) -> bool:
    """«до 10 числа» says no month; «ежемесячно» beside it takes the doubt away (`merge`)."""
    said = {"every", "month-word", "freq", "quarter", "half", "calendar"}
    numbered = any(atom.kind == "number-word" for atom in atoms[index:after])
    return (
        numbered
        and frequency.unit == "month"
        and said.isdisjoint(atom.kind for atom in atoms[index:after])
    )
