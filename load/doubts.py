"""Findings of one order: each told once, at the measure or the clause that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.findings import Finding
from normalize.record import ClauseRecord, MeasureRecord, OrderRecord


def of_measure(measure: MeasureRecord) -> tuple[Finding, ...]:
    """The doubts about a measure: its own, and those of its deadline and parties.

    The measure repeats the latter with its page, which the readings do not know.
    """
    inner = [
        each if each.page else replace(each, page=measure.page_first)
        for each in measure.deadline.findings + measure.parties.findings
    ]
    return merged_findings(measure.findings, inner) if measure.findings or inner else ()


def of_clause(clause: ClauseRecord) -> tuple[Finding, ...]:
    """The doubts about a clause: those of its deadlines and parties."""
    return merged_findings(clause.deadline.findings + clause.parties.findings)


def of_order(record: OrderRecord) -> Iterator[Finding]:
    """The doubts about the order that no measure and no clause has told already."""
    rest = Counter(merged_findings(record.order.findings, record.findings))
    for measure in record.measures:
        rest.subtract(of_measure(measure))
    for clause in record.clauses:
        rest.subtract(of_clause(clause))
    for finding, count in rest.items():
        for _ in range(count):
            yield finding


def merged_findings(*groups: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of several lists that may repeat each other, each as often as its fullest list."""
    merged: Counter[Finding] = Counter()
    for group in groups:
        merged |= Counter(group)
    return tuple(merged.elements())
