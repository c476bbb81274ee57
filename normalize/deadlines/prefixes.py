"""The prepositions before a time and what they make of it: «в срок до 15.00», «не ранее»."""

from __future__ import annotations

from normalize.deadlines.atoms import Atom
from normalize.deadlines.clock import read_clock
from normalize.deadlines.nodes import Doubt
from normalize.deadlines.stretches import ABOUT, Atoms, peek

_FORMS = {"until": "until", "from": "from", "after": "from", "to": "until", "during": "at"}
_SHORT = frozenset({"в", "во", "на", "за"})


def prefixes(atoms: Atoms, index: int) -> tuple[str, int, str | None, tuple[Doubt, ...]]:
    """Prepositions and a clock time before a time: «в срок до 15.00»."""
    form, at, clock = "at", index, None
    doubts: tuple[Doubt, ...] = ()
    while peek(atoms, at).kind in _FORMS or peek(atoms, at).kind in {"noise", "whole"}:
        atom = peek(atoms, at)
        if atom.kind == "whole" and not _unit_follows(atoms, at + 1):
            break
        if atom.kind == "noise" and not (at > index and peek(atoms, at + 1).kind in _FORMS):
            break
        found = _FORMS.get(atom.kind, "at")
        doubts = (*doubts, *_preposition_doubts(atom, form, found))
        form = found if found != "at" else form
        at += 1
        read = read_clock(atoms, at)
        if read and peek(atoms, read[1]).kind not in {"end", ")"}:
            clock, after = read
            if form == "from" and peek(atoms, after).kind in {"until", "to", "-"}:
                second = read_clock(atoms, after + 1)
                if second:
                    clock, after, form = f"{clock}-{second[0]}", second[1], "at"
            at = after
        if peek(atoms, at).kind == "," and peek(atoms, at + 1).kind in _FORMS:
            break
    return form, at, clock, doubts


def _preposition_doubts(atom: Atom, form: str, found: str) -> tuple[Doubt, ...]:
    """What a preposition takes from the trust in the time behind it."""
    if atom.kind == "after":
        return (Doubt("«после»: the day itself is taken as the first"),)
    if atom.norm in ABOUT:
        return (Doubt(f"«{atom.norm}»: the time is not said exactly"),)
    if form != "at" and (found not in {form, "at"} or atom.norm in _SHORT):
        return (Doubt(f"«{atom.norm}» after another preposition"),)
    return ()


def _unit_follows(atoms: Atoms, index: int) -> bool:
    return peek(atoms, index).kind in {
        "year",
        "school",
        "calendar",
        "num",
        "month",
        "roman",
        "current",
    }
