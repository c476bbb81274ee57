"""«за I квартал – до 15 апреля»: the time that is reported on is not when the report is due."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines.beside import beside
from normalize.deadlines.nodes import Doubt, Node

_NEAREST = ((-1, {"", "("}), (1, {"", "-", ":", ")", "):"}), (-1, {",", "-"}), (1, {",", "."}))


def reported(nodes: list[Node]) -> list[Node]:
    """What «за» opens goes to the deadline beside it as its condition; alone it is doubted."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        if node.kind == "time" and node.said == "за":
            reports = node.form in {"at", "range"}
            index = _joined(out, index) if reports else _doubted(out, index)
        elif _heads_report(out, index):
            index = _joined(out, index)
            doubt = Doubt("the period before the dash is taken for what is reported on")
            out[index] = replace(out[index], doubts=(*out[index].doubts, doubt))
        index += 1
    return out


def _heads_report(nodes: list[Node], index: int) -> bool:
    """«I полугодие – до 10 июля»."""
    node = nodes[index]
    found = beside(nodes, index) if node.kind == "time" and node.form == "at" else None
    if found is None or found[1] not in {"-", ":", "(", "–"} or node.first is None:
        return False
    other = nodes[found[0]]
    until_day = other.form == "until" and other.last is not None and other.last.name == "day"
    return until_day and node.first.name in {"quarter", "half", "school-half"}


def _joined(nodes: list[Node], index: int) -> int:
    node = nodes[index]
    for step, marks in _NEAREST:
        found = beside(nodes, index, step)
        if found is None or found[1] not in marks:
            continue
        other = nodes[found[0]]
        if other.kind not in {"time", "often"} or other.said == "за" or other.form == "range":
            continue
        low, high = min(index, found[0]), max(index, found[0])
        nodes[low : high + 1] = [
            replace(
                other,
                condition=other.condition or (node.start, node.end),
            )
        ]
        return low
    return _doubted(nodes, index)


def _doubted(nodes: list[Node], index: int) -> int:
    doubt = Doubt("«за»: perhaps what is reported on and not when it is due")
    nodes[index] = replace(nodes[index], doubts=(*nodes[index].doubts, doubt))
    return index
