"""What in a cell no deadline holds, and how much trust that takes from those it has.

A word left over beside a date may be nothing («МБОУ СОШ № 5») or may turn it
into another one («через», «кроме», «не»). Whatever stands near a date and is
not read is told: a warning where it can be a time or change one, a note where
it is only words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.findings import Finding
from normalize.deadlines.nodes import Node

_SAYS_NOTHING = frozenset({"noise", "inclusive", "whole", "act"})
_HEADS = frozenset(
    {"срок", "сроки", "в срок", "в сроки", "дата", "в дату", "период", "в период", "месяц -"}
)
_TIMELY = frozenset(
    {
        *("month", "quarter", "half", "half-part", "half-year", "school", "term", "decade", "week"),
        *("weekday", "dm", "dmy", "my", "years", "season", "number-word", "month-word", "day-word"),
        *("until", "from", "to", "after", "during", "every-other", "at-least", "every", "except"),
        *("num", "roman", "ordinal", "count", "times", "part", "current", "working", "shifts"),
        *("year", "plural", "freq"),
    }
)
_NUMBERS = frozenset({"num", "roman", "ordinal", "count"})
_SIGNS = frozenset("+<>=~%±≈")
_OPEN = frozenset({"time", "often", "phrase"})


def audit(words: str, nodes: Sequence[Node]) -> list[Finding]:
    """The findings for what stands in a cell beside its deadlines."""
    return [
        *_left_over(words, nodes),
        *_side_by_side(words, nodes),
        *_until_with_dash(words, nodes),
        *_comma_and_dash(words, nodes),
        *_either(words, nodes),
        *_each_year(words, nodes),
    ]


def _left_over(words: str, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Words that no deadline holds; a warning where they may be a time or change one."""
    left = [node for node in nodes if _is_left(node)]
    if not left:
        return
    excerpt = " ".join(words[node.start : node.end] for node in left)[:200]
    counts = _counting_words(nodes)
    timely = any(
        node.kind in {"mark", "except"}
        or node.stated in _TIMELY - (_NUMBERS if node in counts else frozenset())
        or (re.search(r"\d", node.norm) and node not in counts)
        for node in left
    )
    if timely:
        yield Finding("deadline.part-unread", "Words beside a deadline may change it", excerpt)
    else:
        yield Finding(
            "deadline.words-beside", "Words beside the deadline", excerpt, severity="info"
        )


def _counting_words(nodes: Sequence[Node]) -> set[Node]:
    """Numbers before a word that is no time: «1 этап», «II смена», «5 класс»."""
    return {
        node
        for node, after in pairwise(nodes)
        if node.stated in _NUMBERS and after.kind == "word" and after.stated in {"word", "noise"}
    }


def _is_left(node: Node) -> bool:
    if node.kind == "mark":
        return node.norm in _SIGNS
    if node.kind == "except":
        return True
    if node.kind != "word" or node.stated in _SAYS_NOTHING:
        return False
    return not (node.stated == "during" and node.norm in _HEADS)


def _side_by_side(words: str, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Two deadlines with nothing between them may be one that was not understood."""
    for before, after in pairwise(nodes):
        if before.kind not in _OPEN or after.kind not in _OPEN or after.start < before.end:
            continue
        if {before.kind, after.kind} == {"phrase"}:
            continue
        yield Finding(
            "deadline.assumed",
            "No mark stands between two deadlines",
            words[before.start : after.end].strip(),
        )


def _until_with_dash(words: str, nodes: Sequence[Node]) -> Iterator[Finding]:
    """«до конца мая – начала июня»: a range may be meant, or two deadlines."""
    for before, mark, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
        forms = {before.form, after.form} == {"until", "at"}
        alike = before.form == "until" or _unit_name(before) == _unit_name(after)
        dashed = forms and mark.norm == "-" and alike
        if dashed and before.kind == after.kind == "time":
            yield Finding(
                "deadline.assumed",
                "A dash between «до» and another time; read as two deadlines",
                words[before.start : after.end],
            )


def _comma_and_dash(words: str, nodes: Sequence[Node]) -> Iterator[Finding]:
    """«апрель, - октябрь»: a list, or from … to …."""
    for before, comma, dash, after in zip(nodes, nodes[1:], nodes[2:], nodes[3:], strict=False):
        marks = (comma.norm, dash.norm) == (",", "-") and comma.kind == dash.kind == "mark"
        if marks and before.kind == after.kind == "time" and before.form == after.form == "at":
            yield Finding(
                "deadline.assumed",
                "A comma and a dash between two times; read as a list",
                words[before.start : after.end],
            )


def _unit_name(node: Node) -> str:
    unit = node.last or node.first
    return unit.name if unit else ""


def _each_year(words: str, nodes: Sequence[Node]) -> Iterator[Finding]:
    """«до 1 марта 2021 г., ежегодно»: perhaps that day of every year, perhaps the year's end."""
    dated = any(
        node.kind == "time" and unit is not None and unit.name not in {"year", "school-year"}
        for node in nodes
        for unit in (node.last or node.first,)
    )
    for node in nodes:
        yearly = node.kind == "often" and node.frequency is not None and not node.due
        if not yearly or node.frequency is None or node.frequency.unit != "year":
            continue
        bound = node.bounds and (node.bounds.last or node.bounds.first)
        if dated or (bound and bound.name not in {"year", "school-year"}):
            yield Finding(
                "deadline.assumed",
                "On which day of each year is not said; its last one is taken",
                words[node.start : node.end],
            )


def _either(words: str, nodes: Sequence[Node]) -> Iterator[Finding]:
    """«май или июнь», «15 мая либо»: one of two is meant, and nobody says which."""
    for index, node in enumerate(nodes):
        if node.said == "или":
            around = nodes[max(index - 1, 0) : index + 2]
            yield Finding(
                "deadline.assumed",
                "«или»: one of these, both are kept",
                words[around[0].start : around[-1].end].strip(),
            )
