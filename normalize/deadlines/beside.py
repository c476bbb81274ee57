"""What stands beside a node, over nothing but marks."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.deadlines.nodes import Node

_MOST_MARKS = 4  # beyond that nothing stands beside anything
_SIGHT = 400
"""How many characters around a node the rules look at."""

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


def around(node: Node, flat: str) -> tuple[str, str, str]:
    """The text before a node, its own, and that behind it, no further than any rule looks.

    A whole annex may be one text, and patterns that end at the node search all
    that stands before it.
    """
    before = flat[max(0, node.start - _SIGHT) : node.start]
    return before, flat[node.start : node.end], flat[node.end : node.end + _SIGHT]
