"""Give every time its year and make dates and EDTF of it.

The order of evidence (contract, section 3, and docs/deadlines.md): a stated
year is never shifted; «текущий год» is the order's; a year stated later in the
same cell reaches back, one stated earlier reaches forward (`spread`); then the
plan's period with the order's date (`context`). With nothing to go by the date
stays without a year («XXXX-09»), and a finding says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from extract.findings import Finding
from normalize.deadlines import units
from normalize.deadlines.context import Context, first_year
from normalize.deadlines.nodes import Node
from normalize.deadlines.ranges import year_after, year_before, yearless
from normalize.deadlines.units import Unit


@dataclass(frozen=True, slots=True)
class Settled:
    """A time with its dates. `problem` is why it has none although words name one."""

    start: dt.date | None
    end: dt.date | None
    edtf: str | None
    inferred: bool = False
    findings: tuple[Finding, ...] = ()
    problem: str = ""


def settle(node: Node, context: Context) -> Settled:
    """The dates and the EDTF of a time."""
    try:
        node = _complete(node)
        if yearless(node):
            if context.anchor is None:
                return _without_year(node)
            return _inferred(node, context)
        return _dated(node)
    except (ValueError, OverflowError) as error:
        return Settled(None, None, None, problem=str(error))


def _complete(node: Node) -> Node:
    """Where one end of a range has a year, give the other one too."""
    first, last = node.first, node.last
    if first is None or last is None:
        return node
    if first.year is None and last.year is not None:
        return replace(node, first=year_before(first, last))
    if last.year is None and first.year is not None:
        return replace(node, last=year_after(last, first))
    return node


def _dated(node: Node) -> Settled:
    first, last = node.first, node.last
    start = first.bounds(first.year or 0)[0] if first is not None else None
    whole = last or first
    assert whole is not None
    end = None if node.form == "from" else whole.bounds(whole.year or 0)[1]
    if start and end and end < start:
        raise ValueError(f"ends on {end.isoformat()}, before it starts on {start.isoformat()}")
    return Settled(start, end, _edtf(node, _year_of(first), _year_of(last)))


def _year_of(unit: Unit | None) -> int | None:
    return unit.year if unit is not None else None


def _edtf(node: Node, first_year: int | None, last_year: int | None) -> str:
    left = node.first.edges(first_year) if node.first is not None else None
    right = node.last.edges(last_year) if node.last is not None else None
    if left is None and right is not None:
        return f"../{right[1]}"
    assert left is not None
    if node.form == "from":
        return f"{left[0]}/.."
    begin, finish = left[0], right[1] if right else left[1]
    return begin if begin == finish and not right else f"{begin}/{finish}"


def _without_year(node: Node) -> Settled:
    for unit in (node.first, node.last):
        if unit is not None and not unit.weekday:
            unit.bounds(2000)  # a leap year has every day there is
    finding = Finding(
        "deadline.year-unknown",
        "No year is stated and nothing says which one is meant",
        severity="warning",
    )
    return Settled(None, None, _edtf(node, None, None), findings=(finding,))


def _inferred(node: Node, context: Context) -> Settled:
    first, last = node.first, node.last
    node = _as_school_half(node, context)
    first, last = node.first, node.last
    only = first if last is None else last

    def occurrence(year: int) -> tuple[dt.date, dt.date]:
        if first is not None and last is not None:
            begin = first.bounds(year)[0]
            return begin, year_after(last, first.at(year)).bounds(
                year_after(last, first.at(year)).year or 0
            )[1]
        assert only is not None
        return only.bounds(year)

    year, findings = first_year(occurrence, node, context)
    if first is not None and last is not None:
        node = replace(node, first=first.at(year), last=year_after(last, first.at(year)))
    else:
        node = replace(node, first=first and first.at(year), last=last and last.at(year))
    dated = _dated(node)
    return replace(dated, inferred=True, findings=findings)


_SCHOOL_MONTHS = {1: (0, 9), 6: (0, 12), 7: (1, 1), 12: (1, 5)}
"""Where the halves of a calendar year begin and end → where those of a school year do."""


def _as_school_half(node: Node, context: Context) -> Node:
    """In a school-year plan «I полугодие» and «год» are those of the school year."""
    unit = node.first
    if not context.school_plan or unit is None or node.last is not None or node.form != "at":
        return node
    if unit.name == "year":
        return replace(node, first=units.school_year())
    if unit.name == "half":
        return replace(node, first=units.school_half(1 if unit.first[1] == 1 else 2))
    if unit.name == "month-of-half" and unit.first[1] in _SCHOOL_MONTHS:
        offset, number = _SCHOOL_MONTHS[unit.first[1]]
        first, last = (offset, number, 1), (offset, number, units.LAST)
        return replace(node, first=replace(unit, first=first, last=last))
    return node
