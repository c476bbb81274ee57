"""Nodes → deadlines with dates and doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.findings import Finding
from normalize.deadlines.compose import nodes_in
from normalize.deadlines.context import Context
from normalize.deadlines.merge import merge_nodes
from normalize.deadlines.names import hide_list_numbers, hide_names
from normalize.deadlines.nodes import Node
from normalize.deadlines.recurrence import Frequency, is_valid, rule_of, yearly_rules
from normalize.deadlines.spread import spread_years
from normalize.deadlines.units import Unit
from normalize.deadlines.years import Settled, settle
from normalize.record import Deadline

_ABBREVIATED = re.compile(r"(?:^|[^а-яё])(?:гг?|кв|уч|ч|час|мес|нед|полуг|дн|вкл)$|[^а-яё]г\.\s?г$")


@lru_cache(maxsize=20_000)
def merged_nodes(words: str, near: int | None = None) -> tuple[Node, ...]:
    """The nodes of a cell, put together; two-digit years are those nearest to `near`."""
    return merge_nodes(_enumerators_out(nodes_in(hide_names(hide_list_numbers(words)), near)))


def deadlines_of(
    words: str, nodes: Sequence[Node], context: Context
) -> tuple[tuple[Deadline, ...], tuple[Finding, ...]]:
    """The deadlines that the nodes come to, and the doubts."""
    items: list[Deadline] = []
    findings: list[Finding] = []
    for each in spread_years(nodes, context):
        node = whole(words, each)
        made: tuple[list[Deadline], list[Finding]] | None = None
        if node.kind == "time":
            made = _of_time(words, node, context)
        elif node.kind == "often":
            made = _of_frequency(words, node, context)
        elif node.kind == "phrase":
            made = _of_phrase(words, node, context)
        if made:
            items.extend(item for item in made[0] if not _is_said(item, items))
            findings.extend(made[1])
            findings.extend(_doubts(words, node))
    return tuple(items), tuple(dict.fromkeys(findings))


def _is_said(item: Deadline, items: Sequence[Deadline]) -> bool:
    """Whether the cell has said the same time before: «конец года (декабрь)»."""
    return item.kind in {"date", "period"} and any(
        item.edtf is not None and (item.kind, item.edtf) == (other.kind, other.edtf)
        for other in items
    )


def _doubts(words: str, node: Node) -> list[Finding]:
    excerpt = words[node.start : node.end]
    return [
        Finding("deadline.mended", doubt.message, excerpt)
        if doubt.mended
        else Finding("deadline.assumed", doubt.message, excerpt)
        for doubt in node.doubts
    ]


def _of_time(words: str, node: Node, context: Context) -> tuple[list[Deadline], list[Finding]]:
    settled = settle(node, context)
    excerpt = words[node.start : node.end].strip()
    if settled.problem:
        message = f"No such time: {settled.problem}"
        finding = Finding("deadline.impossible", message, excerpt)
        span = (node.start, node.end)
        return [Deadline(excerpt, "unknown", rule="time.impossible", span=span)], [finding]
    item = Deadline(
        excerpt,
        _kind(node),
        settled.start,
        settled.end,
        settled.edtf,
        condition=_condition(words, node),
        time=node.clock,
        year_inferred=settled.inferred,
        rule=_rule(node),
        span=(node.start, node.end),
    )
    findings = [replace(finding, excerpt=excerpt) for finding in settled.findings]
    day = settled.end or settled.start
    if node.weekday is not None and day and day.weekday() != node.weekday:
        findings.append(
            Finding("deadline.weekday", "The date does not fall on that day of the week", excerpt)
        )
    return [item], findings


def _kind(node: Node) -> str:
    only = node.first if node.last is None else node.last
    single = node.first is None or node.last is None
    return "date" if single and only is not None and only.name == "day" else "period"


def _rule(node: Node) -> str:
    only = node.first or node.last
    return f"{only.name if only else 'time'}.{node.form}"


def _condition(words: str, node: Node) -> str | None:
    if not node.condition:
        return None
    start, end = node.condition
    return words[start : _reach(words, end)].strip()


def _reach(words: str, end: int) -> int:
    """The end with the quotes that close a name and the dot of an abbreviation («2021 г.»)."""
    while end < len(words) and words[end] in '»"”':
        end += 1
    if (
        end < len(words)
        and words[end] == "."
        and _ABBREVIATED.search(words[max(0, end - 40) : end].lower())
    ):
        end += 1
    return end


def whole(words: str, node: Node) -> Node:
    """The node with what belongs to its last word though no rule reads it."""
    end = _reach(words, node.end)
    inside = words[node.start : end]
    if inside.count("(") > inside.count(")") and words[end : end + 1] == ")":
        end += 1
    return node if end == node.end else replace(node, end=end)


def _of_phrase(words: str, node: Node, context: Context) -> tuple[list[Deadline], list[Finding]]:
    excerpt = words[node.start : node.end].strip()
    span = (node.start, node.end)
    if node.stated == "continuous":
        settled = _bounded(node.bounds, context)
        condition = _condition(words, node)
        item = Deadline(
            excerpt, "continuous", settled.start, settled.end, settled.edtf,
            condition=condition,
            year_inferred=settled.inferred, rule=node.rule, span=span,
        )  # fmt: skip
        return [item], [replace(f, excerpt=excerpt) for f in settled.findings]
    if node.stated == "recurring":
        return _of_frequency(words, replace(node, frequency=Frequency("unknown")), context)
    condition = _condition(words, node) if node.stated != "none" else None
    return [Deadline(excerpt, node.stated, condition=condition, rule=node.rule, span=span)], []


def _bounded(bounds: Node | None, context: Context) -> Settled:
    """From when to when something goes on: what the cell says, else the plan's period."""
    period = context.period
    if bounds is None:
        if period is None:
            return Settled(None, None, None)
        return Settled(*period, f"{period[0].isoformat()}/{period[1].isoformat()}")
    settled = settle(bounds, context)
    if settled.problem:
        finding = Finding("deadline.impossible", f"No such time: {settled.problem}")
        return Settled(None, None, None, findings=(finding,))
    start, end, edtf = settled.start, settled.end, settled.edtf
    if period and start is None and end and period[0] <= end:
        start, edtf = period[0], f"{period[0].isoformat()}/{end.isoformat()}"
    elif period and end is None and start and start <= period[1]:
        end, edtf = period[1], f"{start.isoformat()}/{period[1].isoformat()}"
    return replace(settled, start=start, end=end, edtf=edtf)


def _of_frequency(words: str, node: Node, context: Context) -> tuple[list[Deadline], list[Finding]]:
    assert node.frequency is not None
    settled = _bounded(node.bounds, context)
    excerpt = words[node.start : node.end].strip()
    findings = [replace(finding, excerpt=excerpt) for finding in settled.findings]
    dues = [unit for due in node.due if (unit := _due(due)) is not None]
    rules = _rules(node.frequency, dues)
    if any(rule is None or not is_valid(rule) for rule in rules):
        findings.append(
            Finding("deadline.no-rule", "How often is said, on which days is not", excerpt)
        )
    items = [
        Deadline(
            excerpt,
            "recurring",
            settled.start,
            settled.end,
            settled.edtf,
            rule if rule and is_valid(rule) else None,
            _condition(words, node) or (None if rule else excerpt),
            year_inferred=settled.inferred,
            rule=node.rule or "recurring",
            span=(node.start, node.end),
        )
        for rule in rules
    ]
    return items, findings


def _rules(frequency: Frequency, dues: list[Unit]) -> list[str | None]:
    if not dues:
        return [rule_of(frequency)]
    return list(yearly_rules(dues))


def _due(node: Node) -> Unit | None:
    return node.first if node.form == "from" else node.last or node.first


def _enumerators_out(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """«1) до 5 мая; 2) до 10 мая»: the numbers of a list are no part of the words."""
    out: list[Node] = []
    for index, node in enumerate(nodes):
        after = nodes[index + 1] if index + 1 < len(nodes) else None
        listed = node.kind == "word" and node.stated == "num" and after is not None
        if (
            listed
            and after is not None
            and after.norm == ")"
            and (not out or out[-1].kind == "mark")
        ):
            out.append(replace(node, kind="mark", norm=";"))
        else:
            out.append(node)
    return tuple(out)
