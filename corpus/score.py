"""The program against the corpus's known answers, format by format and field by field.

The reading function comes from outside: this package knows the answers, not
the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.compare import Check, check, compare
from corpus.model import CorpusOrder
from corpus.render import in_signs_of, render_orders
from normalize.record import OrderRecord

Reader = Callable[[Path], OrderRecord | str]
"""Reads a file; a text says why there is no record."""

GROUPS = {
    "header": re.compile(r"order\.(?!residue).+"),
    "clauses": re.compile(r"clause\.(?!deadline).+"),
    "rows": re.compile(r"measure\.found"),
    "cells": re.compile(r"measure\.(?:number|section|annex|\w+_text)"),
    "deadlines": re.compile(r"(?:measure|clause)\.deadline"),
    "parties": re.compile(r"measure\.parties"),
    "others": re.compile(r"(?:section|member|abbreviation|reference)\..+"),
    "residue": re.compile(r"order\.residue"),
}
"""The headline figures and the fields that they are made of."""


@dataclass(frozen=True, slots=True)
class OrderScore:
    """The checks of one order in one format; `error` says why the file gave no record."""

    order_id: str
    format: str
    checks: tuple[Check, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class FieldScore:
    """A field over all orders of a format: how many values, exact ones, mean similarity."""

    format: str
    field: str
    total: int
    exact: int
    similarity: float

    @property
    def rate(self) -> float:
        """The share of exact values, from 0 to 1."""
        return self.exact / self.total if self.total else 1.0


def score_orders(
    orders: Sequence[CorpusOrder], name: str, folder: Path, read: Reader
) -> Iterator[OrderScore]:
    """Render every order in the format `name` into `folder`, read it, compare.

    Texts are compared in the signs that the format has: what an old code lacks
    is not in the file.

    Raises:
        KeyError: No such format.
    """
    paths = render_orders(tuple(orders), name, folder)
    for order in orders:
        record = read(paths[order.id])
        if isinstance(record, str):
            yield OrderScore(order.id, name, (), record)
        else:
            checks = compare(order.answers, record)
            yield OrderScore(order.id, name, tuple(_in_signs_of(name, each) for each in checks))


def _in_signs_of(name: str, given: Check) -> Check:
    if given.exact:
        return given
    expected, actual = (in_signs_of(name, text) for text in (given.expected, given.actual))
    if given.expected.islower():  # compared without letter case: «№» has none, «N» has
        expected, actual = expected.casefold(), actual.casefold()
    return check(given.field, given.row, expected, actual)


def by_field(scores: Iterable[OrderScore]) -> tuple[FieldScore, ...]:
    """The figures of every format and field, in the order in which they came up."""
    sums: dict[tuple[str, str], list[float]] = {}
    for score in scores:
        for each in score.checks:
            totals = sums.setdefault((score.format, each.field), [0, 0, 0.0])
            totals[0] += 1
            totals[1] += each.exact
            totals[2] += each.similarity
    return tuple(
        FieldScore(name, field, int(total), int(exact), similarity / total)
        for (name, field), (total, exact, similarity) in sums.items()
    )


def headline(fields: Iterable[FieldScore]) -> tuple[FieldScore, ...]:
    """For each format the figures of `GROUPS`."""
    rows: list[FieldScore] = []
    given = list(fields)
    for name in dict.fromkeys(each.format for each in given):
        for group, members in GROUPS.items():
            parts = [
                each for each in given if each.format == name and members.fullmatch(each.field)
            ]
            total = sum(each.total for each in parts)
            if total:
                similarity = sum(each.similarity * each.total for each in parts) / total
                exact = sum(each.exact for each in parts)
                rows.append(FieldScore(name, group, total, exact, similarity))
    return tuple(rows)
