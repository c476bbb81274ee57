"""From when to when something goes on, and what it depends on besides."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines.beside import beside
from normalize.deadlines.nodes import Doubt, Node

_SHIFTING = frozenset({"event.shifting", "event.after", "event.duration", "event.point"})


def whole_period(nodes: list[Node]) -> list[Node]:
    """«постоянно в течение всего периода», «весь период, ежеквартально»: the plan's own bounds."""
    out = list(nodes)
    for index, node in enumerate(nodes):
        if node.rule != "continuous.period":
            continue
        for step in (1, -1):
            found = beside(nodes, index, step)
            if found is None or found[1] not in {"", ",", "("}:
                continue
            other = nodes[found[0]]
            if other.kind == "often" or other.rule == "continuous.words":
                low, high = min(index, found[0]), max(index, found[0])
                whole = replace(
                    other, start=min(node.start, other.start), end=max(node.end, other.end)
                )
                return [*nodes[:low], whole, *nodes[high + 1 :]]
    return out


def bounds(nodes: list[Node]) -> list[Node]:
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
            found = beside(out, index, step)
            if found and _can_bound(node, out[found[0]], found[1], step):
                other = out[found[0]]
                low, high = min(index, found[0]), max(index, found[0])
                out[low : high + 1] = [
                    replace(
                        node,
                        bounds=None if _says_nothing(node, other) else other,
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


def _says_nothing(node: Node, other: Node) -> bool:
    """«ежегодно, в течение года»: each year, and so no bound."""
    unit = other.first
    yearly = node.frequency is not None and node.frequency.unit == "year"
    return yearly and other.form == "at" and unit is not None and unit.year is None


def _is_condition(node: Node, other: Node) -> bool:
    """«по мере необходимости, не реже 1 раза в год» is two deadlines."""
    if node.kind == "often" and other.rule == "event.as-needed":
        return False
    return other.stated in {"schedule", "event"}


def _condition_doubts(node: Node, condition: Node, marks: str) -> tuple[Doubt, ...]:
    """«22 марта накануне», «ежегодно, до начала сезона»: words that may move the time."""
    moves = condition.rule in _SHIFTING and (not marks or (node.kind == "often" and not node.due))
    if not moves:
        return condition.as_condition
    return (*condition.as_condition, Doubt("the condition may move the time it stands beside"))


def conditions(nodes: list[Node]) -> list[Node]:
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
            found = beside(out, index, step)
            if not found or node.condition:
                continue
            other = out[found[0]]
            if other.kind == "phrase" and _is_condition(node, other):
                low, high = min(index, found[0]), max(index, found[0])
                out[low : high + 1] = [
                    replace(
                        node,
                        condition=other.condition,
                        start=min(node.start, other.start),
                        end=max(node.end, other.end),
                        doubts=(
                            *node.doubts,
                            *other.doubts,
                            *_condition_doubts(node, other, found[1]),
                        ),
                    )
                ]
                index = low
                break
        index += 1
    return out
