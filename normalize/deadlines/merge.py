"""Put together what stands apart in a cell but is one deadline.

«ежегодно, до 1 сентября» is a frequency and the day it falls on; «ежемесячно с
сентября по май» a frequency and its bounds; «май (по отдельному графику)» a
month and a condition; «не ранее 1 мая и не позднее 5 мая» one interval. What
«далее» or other words keep apart stays two deadlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.deadlines.frequency import merge as merge_frequencies
from normalize.deadlines.nodes import Node
from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.units import school_year, whole_year

_MOST_MARKS = 4  # beyond that nothing stands beside anything
_SOFT = frozenset({",", "(", ")", "-", ":", "."})


def merge_nodes(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with frequencies, bounds and conditions where they belong."""
    merged = list(nodes)
    for step in (
        _school_years,
        _whole_period,
        _intervals,
        _until_lists,
        _every_year,
        _frequencies,
        _dues,
        _bounds,
        _conditions,
    ):
        merged = step(merged)
    return tuple(merged)


def _beside(nodes: Sequence[Node], index: int, step: int = 1) -> tuple[int, str] | None:
    """The next node that is no soft mark, with the marks between; None over words or «далее»."""
    marks = ""
    at = index + step
    while 0 <= at < len(nodes) and nodes[at].kind == "mark" and nodes[at].norm in _SOFT:
        if len(marks) == _MOST_MARKS:
            return None
        marks += nodes[at].norm
        at += step
    if not 0 <= at < len(nodes) or nodes[at].kind in {"word", "mark", "later", "clock"}:
        return None
    return at, marks


def _school_years(nodes: list[Node]) -> list[Node]:
    """«2021-2022, 2022-2023 учебные годы»: the last words say what the first years are."""
    out = list(nodes)
    for index in range(len(out) - 1, -1, -1):
        node = out[index]
        beside = _beside(out, index)
        if node.form != "range" or node.first is None or node.last is None or not beside:
            continue
        after = out[beside[0]].first
        pair = node.first.name == "year" and node.last.year == (node.first.year or 0) + 1
        if pair and beside[1] == "," and after is not None and after.name == "school-year":
            out[index] = replace(node, form="at", first=school_year(node.first.year), last=None)
    return out


def _whole_period(nodes: list[Node]) -> list[Node]:
    """«постоянно в течение всего периода», «весь период, ежеквартально»: the plan's own bounds."""
    out = list(nodes)
    for index, node in enumerate(nodes):
        if node.rule != "continuous.period":
            continue
        for step in (1, -1):
            beside = _beside(nodes, index, step)
            if beside is None or beside[1] not in {"", ",", "("}:
                continue
            other = nodes[beside[0]]
            if other.kind == "often" or other.rule == "continuous.words":
                low, high = min(index, beside[0]), max(index, beside[0])
                whole = replace(
                    other, start=min(node.start, other.start), end=max(node.end, other.end)
                )
                return [*nodes[:low], whole, *nodes[high + 1 :]]
    return out


def _intervals(nodes: list[Node]) -> list[Node]:
    """«не ранее … и не позднее …» as one range."""
    out = list(nodes)
    for index, node in enumerate(out):
        if node.kind != "time" or node.form != "from":
            continue
        beside = _beside(out, index)
        if not beside or beside[1] not in {"", ","}:
            continue
        other = out[beside[0]]
        if other.kind == "time" and other.form == "until":
            out[index] = replace(
                node, form="range", last=other.last, end=other.end, clock=node.clock or other.clock
            )
            del out[index + 1 : beside[0] + 1]
            break
    return out


def _until_lists(nodes: list[Node]) -> list[Node]:
    """«до 15 июля, 15 октября и 15 января»: «до» reaches the days after it."""
    out = list(nodes)
    for index, node in enumerate(out):
        beside = _beside(out, index, -1)
        if node.kind != "time" or node.form != "at" or not beside or beside[1] not in {"", ","}:
            continue
        before = out[beside[0]]
        same = before.kind == "time" and before.form == "until" and before.last is not None
        if same and node.first is not None and before.last and before.last.name == node.first.name:
            out[index] = replace(node, form="until", first=None, last=node.first)
    return out


def _every_year(nodes: list[Node]) -> list[Node]:
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
            beside = _beside(out, index, -1)
            if beside and beside[1] in {"", ","} and _yearless(out[beside[0]]):
                before = out[beside[0]]
                out[index] = replace(node, start=before.start, due=(before, *node.due))
                del out[beside[0] : index]
                index = beside[0]
                continue
        index -= 1
    return out


def _frequencies(nodes: list[Node]) -> list[Node]:
    """«ежеквартально, до 10 числа» as one frequency."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        beside = _beside(out, index) if node.kind == "often" else None
        if node.frequency and beside and out[beside[0]].kind == "often" and not node.due:
            other = out[beside[0]]
            assert other.frequency is not None
            if other.due and node.frequency == Frequency("year"):
                out[index : beside[0] + 1] = [replace(other, start=node.start)]
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
                    doubts=tuple(d for d in (*node.doubts, *other.doubts) if d.mended),
                )
                del out[index + 1 : beside[0] + 1]
                continue
        index += 1
    return out


def _yearless(node: Node) -> bool:
    ends = [unit for unit in (node.first, node.last) if unit is not None]
    return (
        node.kind == "time"
        and all(u.year is None for u in ends)
        and not any(u.name in {"year", "school-year"} for u in ends)
    )


def _dues(nodes: list[Node]) -> list[Node]:
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
    first = _beside(nodes, index)
    second = _beside(nodes, first[0]) if first else None
    return (
        first is not None
        and second is not None
        and all(_yearless(nodes[at]) and nodes[at].form != "range" for at in (first[0], second[0]))
    )


def _take_dues(nodes: list[Node], index: int, node: Node) -> tuple[Node, int, int]:
    first = last = index
    due = list(node.due)
    while (beside := _beside(nodes, last)) and _yearless(nodes[beside[0]]):
        due.append(nodes[beside[0]])
        last = beside[0]
    if not due:
        while (beside := _beside(nodes, first, -1)) and _yearless(nodes[beside[0]]):
            if beside[1] not in {"", ",", "(", "-"}:
                break
            due.insert(0, nodes[beside[0]])
            first = beside[0]
    taken = nodes[first : last + 1]
    doubts = tuple(d for each in taken for d in each.doubts)
    merged = replace(
        node, due=tuple(due), start=nodes[first].start, end=nodes[last].end, doubts=doubts
    )
    years = due[-1].years if due else ()
    if years:  # «ежегодно до 1 сентября 2021-2023 гг.»
        span = Node(
            "time", 0, 0, form="range", first=whole_year(years[0]), last=whole_year(years[-1])
        )
        merged = replace(merged, bounds=span)
    return merged, first, last


def _bounds(nodes: list[Node]) -> list[Node]:
    """«ежемесячно с сентября по май», «в течение года, 1 раз в квартал», «постоянно с 1 мая»."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        bounded = node.kind == "often" or (node.kind == "phrase" and node.stated == "continuous")
        if not bounded or node.bounds is not None:
            index += 1
            continue
        for step in (1, -1):
            beside = _beside(out, index, step)
            if beside and _can_bound(node, out[beside[0]], beside[1], step):
                other = out[beside[0]]
                low, high = min(index, beside[0]), max(index, beside[0])
                out[low : high + 1] = [
                    replace(
                        node,
                        bounds=other,
                        start=min(node.start, other.start),
                        end=max(node.end, other.end),
                        doubts=(*node.doubts, *other.doubts),
                    )
                ]
                index = low
                break
        index += 1
    return out


def _can_bound(node: Node, other: Node, marks: str, step: int) -> bool:
    if other.kind != "time":
        return False
    if node.kind == "phrase" and (other.form == "until" and marks):
        return False
    unit = other.first or other.last
    if node.kind == "phrase":
        return other.form in {"range", "from", "until"} or bool(
            unit and unit.name in {"year", "school-year"}
        )
    if step == -1 and other.form == "until" and marks:
        return False
    if node.frequency and node.frequency.unit == "year":
        return bool(unit and unit.name in {"year", "school-year"}) or other.form in {
            "range",
            "from",
            "until",
        }
    return other.form != "at" or bool(unit and unit.name != "day")


def _conditions(nodes: list[Node]) -> list[Node]:
    """«май (по отдельному графику)»: a schedule or an event beside a time is its condition."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        if node.kind not in {"time", "often"} and not (
            node.kind == "phrase" and node.stated == "continuous"
        ):
            index += 1
            continue
        for step in (1, -1):
            beside = _beside(out, index, step)
            if not beside or node.condition:
                continue
            other = out[beside[0]]
            if other.kind == "phrase" and other.stated in {"schedule", "event"}:
                low, high = min(index, beside[0]), max(index, beside[0])
                out[low : high + 1] = [
                    replace(
                        node,
                        condition=other.condition,
                        start=min(node.start, other.start),
                        end=max(node.end, other.end),
                    )
                ]
                index = low
                break
        index += 1
    return out
