"""Drawn lines put in order: pieces of one border joined, borders of one table grouped.

A border comes as one stroke, as a stroke for each cell, as dashes, or twice
(both neighbours draw it): pieces that lie on one line and nearly touch are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.layout.content import Rule

SAME = 2.0
"""Rules nearer than this are one border drawn twice, in points."""
_TOUCH = 2.5
_DASH_GAP = 3.2
_SHORTEST = 4.0


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that touch one another: the drawing of one table."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces on one line joined; short leftovers (dashes, ticks) dropped."""
    merged: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule.at - group[0].at > SAME:
            merged.extend(_join_pieces(group))
            group = []
        group.append(rule)
    if group:
        merged.extend(_join_pieces(group))
    return merged


def _join_pieces(group: Sequence[Rule]) -> list[Rule]:
    if len(group) == 1:
        return [rule for rule in group if rule.end - rule.start >= _SHORTEST]
    at = sum(rule.at for rule in group) / len(group)
    pieces = sorted((rule.start, rule.end) for rule in group)
    joined: list[tuple[float, float]] = []
    start, end = pieces[0]
    for low, high in pieces[1:]:
        if low - end <= _DASH_GAP:
            end = max(end, high)
        else:
            joined.append((start, end))
            start, end = low, high
    joined.append((start, end))
    return [Rule(at, low, high) for low, high in joined if high - low >= _SHORTEST]


def group_rules(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[RuleGroup]:
    """The drawings of the page, each with all rules that touch, from top to bottom."""
    parents = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    offset = len(horizontal)
    for number, upright in enumerate(vertical):
        for index, level in enumerate(horizontal):
            if (
                level.start - _TOUCH <= upright.at <= level.end + _TOUCH
                and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
            ):
                parents[root(offset + number)] = root(index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, level in enumerate(horizontal):
        groups.setdefault(root(index), ([], []))[0].append(level)
    for number, upright in enumerate(vertical):
        groups.setdefault(root(offset + number), ([], []))[1].append(upright)
    found = [RuleGroup(tuple(levels), tuple(uprights)) for levels, uprights in groups.values()]
    return sorted(_absorbed(found), key=_top_of)


def _absorbed(groups: Sequence[RuleGroup]) -> list[RuleGroup]:
    """Column borders that touch no rule go to the table whose drawing encloses them."""
    tables = [group for group in groups if group.horizontal and len(group.vertical) > 1]
    inner: dict[int, list[Rule]] = {index: [] for index in range(len(tables))}
    rest: list[RuleGroup] = []
    for group in groups:
        if group in tables:
            continue
        owner = (
            None
            if group.horizontal
            else next(
                (i for i, table in enumerate(tables) if _encloses(table, group.vertical[0])), None
            )
        )
        if owner is None:
            rest.append(group)
        else:
            inner[owner].extend(group.vertical)
    return rest + [
        RuleGroup(table.horizontal, table.vertical + tuple(inner[index]))
        for index, table in enumerate(tables)
    ]


def _encloses(table: RuleGroup, upright: Rule) -> bool:
    left, right = min(v.at for v in table.vertical), max(v.at for v in table.vertical)
    top, bottom = min(v.start for v in table.vertical), max(v.end for v in table.vertical)
    return (
        left - _TOUCH <= upright.at <= right + _TOUCH
        and top - _TOUCH <= upright.start
        and upright.end <= bottom + _TOUCH
    )


def _top_of(group: RuleGroup) -> float:
    return min([rule.at for rule in group.horizontal] + [rule.start for rule in group.vertical])
