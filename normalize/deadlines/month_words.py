"""Which month a day is of: «каждого месяца», «месяца, следующего за отчетным кварталом»."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.stretches import Atoms, peek

_NUMBERS = frozenset({"num", "count", "ordinal", "roman"})


def after_month_word(atoms: Atoms, index: int) -> int:
    """Past «каждого месяца», «месяца, следующего за отчетным (кварталом)»."""
    at = index
    while peek(atoms, at).kind in {"every", "current", "ordinal", "calendar"}:
        at += 1
    if peek(atoms, at).kind not in {"month-word", "quarter"}:
        return _after_reported(atoms, index)
    at += 1
    of_unit = peek(atoms, at + 1).kind in {"quarter", "half"}
    if peek(atoms, at).kind == "current" and of_unit:  # «первого месяца следующего квартала»
        at += 1
    while peek(atoms, at).kind in {"every", "calendar", "half", "quarter"}:
        at += 1
    return _after_reported(atoms, at)


def _after_reported(atoms: Atoms, index: int) -> int:
    """Past «, следующего за отчетным месяцем»."""
    at = index
    if peek(atoms, at).kind == ",":
        at += 1
    if peek(atoms, at).kind != "current":
        return index
    at += 1
    if peek(atoms, at).kind == "month-word":
        at += 1
    if peek(atoms, at).kind == "during" and peek(atoms, at).norm == "за":
        at += 1
    if peek(atoms, at).kind != "calendar":
        return index if peek(atoms, at - 1).kind == "current" else at
    at += 1
    if peek(atoms, at).kind in {"month-word", "quarter", "half", "year", "during"} or peek(
        atoms, at
    ).norm.startswith("период"):
        at += 1
    return at + (peek(atoms, at).kind == "month-word")


def reported_unit(atoms: Atoms, start: int, end: int) -> str:
    """What is reported: «… месяца, следующего за отчетным кварталом» is quarterly."""
    kinds = [atom.kind for atom in atoms[start:end]]
    counted = [int(atom.value) for atom in atoms[start:end] if atom.kind in _NUMBERS]
    for kind, last in (("quarter", 3), ("half", 6)):
        if kind in kinds and not set(counted) <= {1, last, -1}:
            return "month-of-unit"  # «второго месяца квартала»: no rule says it
        if kind in kinds:
            return kind + ("-end" if {last, -1} & set(counted) else "")
    if -1 in counted and "month-word" in kinds:
        return "month-end"
    if "calendar" in kinds and "year" in kinds:
        return "year"
    return "month"


def in_unit(frequency: Frequency, atoms: Atoms, start: int, end: int) -> Frequency:
    """«последний день месяца, следующего за отчетным кварталом», «первая пятница квартала»."""
    unit = reported_unit(atoms, start, end)
    following = any(atom.kind == "current" for atom in atoms[start:end]) and unit != "month"
    closing = unit.endswith("-end")
    return replace(
        frequency,
        unit=unit.removesuffix("-end"),
        closing=closing,
        following=following and not closing,
    )
