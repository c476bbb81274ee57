"""Years that reach from one time to another: «15 июля и 15 октября 2021 года»."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from normalize.deadlines.beside import beside
from normalize.deadlines.context import Context
from normalize.deadlines.nodes import Node
from normalize.deadlines.ranges import year_after, year_before, yearless
from normalize.deadlines.units import Unit

_SHIFT = {"current": 0, "next": 1, "previous": -1}


def spread_years(nodes: Sequence[Node], context: Context) -> tuple[Node, ...]:
    """Years said in words, and the years that stated ones give to the times beside them."""
    times = [_said(node, context) for node in _each_year(nodes)]
    carried: Unit | None = None
    for index in range(len(times) - 1, -1, -1):
        node = times[index]
        if node.kind != "time":
            continue
        if yearless(node) and carried is not None:
            times[index] = _safely(_reach_back, node, carried, context)
        edge = _stated(times[index], last=False)
        carried = edge or carried
    carried = None
    for index, node in enumerate(times):
        if node.kind != "time":
            continue
        if yearless(node) and carried is not None:
            times[index] = _safely(_reach_forward, node, carried, context)
        carried = _stated(times[index], last=True) or carried
    return tuple(times)


def _safely(
    reach: Callable[[Node, Unit, Context], Node], node: Node, other: Unit, context: Context
) -> Node:
    """The node as it is where it names a day that no calendar has; `settle` will say so."""
    try:
        return reach(node, other, context)
    except (ValueError, OverflowError):
        return node


def _each_year(nodes: Sequence[Node]) -> list[Node]:
    """«сентябрь, октябрь 2021, 2022 гг.» as a time for each of the years."""
    out: list[Node] = []
    index = 0
    while index < len(nodes):
        after = index + 1
        years = nodes[index].years
        if years:
            listed = [nodes[index]]
            while found := beside(nodes, after - 1):
                if found[1] not in {"", ","} or nodes[found[0]].years != years:
                    break
                listed.append(nodes[found[0]])
                after = found[0] + 1
            for year in years:
                out.extend(replace(_in_year(n, year), years=()) for n in listed)
        else:
            out.append(nodes[index])
        index = after
    return out


def _in_year(node: Node, year: int) -> Node:
    """The time in that year; as it is where no calendar has it, and `settle` will say so."""
    try:
        return _with_years(node, year)
    except (ValueError, OverflowError):
        return node


def _said(node: Node, context: Context) -> Node:
    """«текущего года» as the order's own year."""
    hinted = (node.first and node.first.hint) or (node.last and node.last.hint)
    if node.kind != "time" or context.anchor is None or not hinted:
        return node
    return replace(
        node,
        first=node.first and _hinted(node.first, context),
        last=node.last and _hinted(node.last, context),
    )


def _hinted(unit: Unit, context: Context) -> Unit:
    said = unit.hint.removeprefix("school-")
    if said not in _SHIFT or unit.year is not None or context.anchor is None:
        return unit
    year = context.anchor.year
    if unit.hint != said:  # said of a school year, which began last autumn until the summer
        coming = context.anchor.month >= 6 and (said == "current" or context.anchor.month < 9)
        year += (0 if coming or context.anchor.month >= 9 else -1) + _SHIFT[said]
        if coming and said == "next":
            year -= 1
        in_spring = unit.name != "school-year" and unit.first[0] == 0 and unit.first[1] < 8
        return unit.at(year + in_spring)
    return unit.at(year + _SHIFT[said])


def _stated(node: Node, *, last: bool) -> Unit | None:
    ends = [unit for unit in (node.first, node.last) if unit is not None and unit.year is not None]
    if not ends:
        return None
    return ends[-1] if last else ends[0]


def _reach_back(node: Node, later: Unit, context: Context) -> Node:
    """The year of a later time, or the one before where the months run down to it."""
    year = later.year or 0
    final = node.last or node.first
    if final is None or "year" in {later.name, final.name}:
        return node
    if later.name == "school-year":
        year += final.first[1] < 8
    elif final.bounds(year)[0] > later.bounds(year)[1]:
        earlier = final.bounds(year - 1)[1]
        floor = context.named_period[0] if context.named_period else context.order_date
        year -= floor is None or earlier >= floor
    return _with_years(node, year)


def _reach_forward(node: Node, earlier: Unit, _: Context) -> Node:
    """The first year in which it does not come before what stands before it."""
    initial = node.first or node.last
    if initial is None:
        return node
    year = earlier.year or 0
    if initial.last[0] and initial.bounds(year - 1)[1] >= earlier.bounds(year)[0]:
        year -= 1
    elif initial.bounds(year)[1] < earlier.bounds(year)[0]:
        year += 1
    if node.first is not None and node.last is not None:
        first = node.first.at(year)
        return replace(node, first=first, last=year_after(node.last, first))
    return _with_years(node, year)


def _with_years(node: Node, year: int) -> Node:
    """Give the last unit `year` (the first where it stands alone), a range's first to match."""
    if node.first is not None and node.last is not None:
        last = node.last.at(year)
        return replace(node, first=year_before(node.first, last), last=last)
    return replace(
        node, first=node.first and node.first.at(year), last=node.last and node.last.at(year)
    )
