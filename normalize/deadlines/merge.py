"""Put together what stands apart in a cell but is one deadline.

«ежегодно, до 1 сентября» is a frequency and the day it falls on; «ежемесячно с
сентября по май» a frequency and its bounds; «май (по отдельному графику)» a
month and a condition; «не ранее 1 мая и не позднее 5 мая» one interval. What
«далее» or other words keep apart stays two deadlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.deadlines.beside import beside, is_yearless
from normalize.deadlines.bounds import bounds, conditions, whole_period
from normalize.deadlines.exceptions import exceptions
from normalize.deadlines.frequency import merge as merge_frequencies
from normalize.deadlines.lists import (
    day_of_month,
    intervals,
    school_years,
    until_lists,
    year_headers,
    years_of_all,
)
from normalize.deadlines.nodes import Node
from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.reported import reported
from normalize.deadlines.units import whole_year


def merge_nodes(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with frequencies, bounds and conditions where they belong."""
    merged = list(nodes)
    for step in (
        reported,
        school_years,
        year_headers,
        years_of_all,
        whole_period,
        intervals,
        until_lists,
        every_year,
        frequencies,
        day_of_month,
        exceptions,
        dues,
        bounds,
        conditions,
    ):
        merged = step(merged)
    return tuple(merged)


def every_year(nodes: list[Node]) -> list[Node]:
    """«до 1 марта каждого года»: the frequency that the year's words hold."""
    out: list[Node] = []
    for node in nodes:
        unit = node.last or node.first
        if node.kind == "time" and unit is not None and unit.hint == "every":
            out.append(
                replace(
                    node,
                    kind="often",
                    frequency=Frequency("year"),
                    due=(replace(node, first=node.first, last=node.last),),
                    rule="recurring.year",
                )
            )
        else:
            out.append(node)
    return _earlier_of_every_year(out)


def _earlier_of_every_year(nodes: list[Node]) -> list[Node]:
    """«1 марта, 1 сентября каждого года»: the days before it belong to it."""
    out = list(nodes)
    index = len(out) - 1
    while index > 0:
        node = out[index]
        if node.kind == "often" and node.due:
            found = beside(out, index, -1)
            if found and found[1] in {"", ","} and is_yearless(out[found[0]]):
                before = out[found[0]]
                out[index] = replace(node, start=before.start, due=(before, *node.due))
                del out[found[0] : index]
                index = found[0]
                continue
        index -= 1
    return out


def frequencies(nodes: list[Node]) -> list[Node]:
    """«ежеквартально, до 10 числа» as one frequency."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        found = beside(out, index) if node.kind == "often" else None
        if node.frequency and found and out[found[0]].kind == "often" and not node.due:
            other = out[found[0]]
            assert other.frequency is not None
            if other.due and node.frequency == Frequency("year"):
                out[index : found[0] + 1] = [replace(other, start=node.start)]
                continue
            joined = None
            if not other.due:
                joined = merge_frequencies(node.frequency, other.frequency) or merge_frequencies(
                    other.frequency, node.frequency
                )
            if joined:
                start, end = min(node.start, other.start), max(node.end, other.end)
                out[index] = replace(
                    node,
                    frequency=joined,
                    start=start,
                    end=end,
                    rule=f"recurring.{joined.unit}",
                    doubts=tuple(d for d in (*node.doubts, *other.doubts) if d.mended or d.kept),
                )
                del out[index + 1 : found[0] + 1]
                continue
        index += 1
    return out


def dues(nodes: list[Node]) -> list[Node]:
    """«ежегодно, до 1 сентября», «в мае ежегодно»: when in the year it falls due."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        if node.kind == "often" and node.frequency is not None and _falls_due(out, index):
            node, first, last = _take_dues(out, index, node)
            out[first : last + 1] = [node]
            index = first
        index += 1
    return out


def _falls_due(nodes: Sequence[Node], index: int) -> bool:
    """Whether the times beside a frequency are when in the year it falls due.

    So with «ежегодно»; with «ежеквартально» only where several are listed.
    """
    frequency = nodes[index].frequency
    if frequency is None or frequency.every > 1:
        return False
    if frequency.unit in {"year", "school-year"}:
        return True
    if frequency.unit not in {"quarter", "half"} or frequency.days:
        return False
    first = beside(nodes, index)
    second = beside(nodes, first[0]) if first else None
    return (
        first is not None
        and second is not None
        and all(
            is_yearless(nodes[at]) and nodes[at].form != "range" for at in (first[0], second[0])
        )
    )


def _take_dues(nodes: list[Node], index: int, node: Node) -> tuple[Node, int, int]:
    first = last = index
    due = list(node.due)
    while (found := beside(nodes, last)) and is_yearless(nodes[found[0]]):
        due.append(nodes[found[0]])
        last = found[0]
    bounded = node.bounds
    if due and (found := beside(nodes, last)) and found[1] in {"", ","}:
        final = nodes[found[0]].last or nodes[found[0]].first
        if final is not None and final.year is not None and final.name == _name(due[-1]):
            due.append(nodes[found[0]])  # «2 раза в год: в апреле и октябре 2021»
            last, bounded = found[0], _whole_year(final.year)
    if not due:
        while (found := beside(nodes, first, -1)) and is_yearless(nodes[found[0]]):
            if found[1] not in {"", ",", "(", "-"}:
                break
            due.insert(0, nodes[found[0]])
            first = found[0]
    taken = nodes[first : last + 1]
    doubts = tuple(d for each in taken for d in each.doubts)
    merged = replace(
        node,
        due=tuple(due),
        bounds=bounded,
        start=nodes[first].start,
        end=nodes[last].end,
        doubts=doubts,
    )
    years = due[-1].years if due else ()
    if years:  # «ежегодно до 1 сентября 2021-2023 гг.»
        span = Node(
            "time", 0, 0, form="range", first=whole_year(years[0]), last=whole_year(years[-1])
        )
        merged = replace(merged, bounds=span)
    return merged, first, last


def _name(node: Node) -> str:
    unit = node.last or node.first
    return unit.name if unit else ""


def _whole_year(year: int) -> Node:
    return Node("time", 0, 0, form="at", first=whole_year(year))
