"""What stands beside a node, over nothing but marks."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.deadlines.nodes import Node

_MOST_MARKS = 4  # beyond that nothing stands beside anything


_SOFT = frozenset({",", "(", ")", "-", ":", ".", "/"})


def beside(nodes: Sequence[Node], index: int, step: int = 1) -> tuple[int, str] | None:
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


def is_yearless(node: Node) -> bool:
    """Whether a node is a time that may come in any year: «15 мая», «II квартал»."""
    ends = [unit for unit in (node.first, node.last) if unit is not None]
    return (
        node.kind == "time"
        and all(u.year is None for u in ends)
        and not any(u.name in {"year", "school-year"} for u in ends)
    )
