"""The two ends of a range that share a year, or lie on both sides of the new year."""

from __future__ import annotations

from normalize.deadlines import units
from normalize.deadlines.nodes import Node
from normalize.deadlines.units import Unit


def year_before(first: Unit, last: Unit) -> Unit:
    """The first unit of a range in the last year that does not put it after the last."""
    _refuse_backwards(first, last)
    year = (last.year or 0) + (last.first[0] if last.name != "school-year" else 0)
    for candidate in (year, year - 1):
        if first.bounds(candidate)[0] <= last.bounds(last.year or 0)[1]:
            return first.at(candidate)
    return first.at(year - 1)


def year_after(last: Unit, first: Unit) -> Unit:
    """The last unit of a range in the first year that does not put it before the first."""
    _refuse_backwards(first, last)
    year = first.year or 0
    for candidate in (year, year + 1):
        if last.bounds(candidate)[1] >= first.bounds(year)[0]:
            return last.at(candidate)
    return last.at(year + 1)


def _refuse_backwards(first: Unit, last: Unit) -> None:
    """«с 20 по 10 мая»: within a month nothing runs over the new year.

    Raises:
        ValueError: The last day comes before the first one.
    """
    if first.first[:2] == last.first[:2] and first.first[2] > last.last[2] > units.LAST:
        raise ValueError("the last day comes before the first one")


def yearless(node: Node) -> bool:
    """Whether a time names no year at all."""
    ends = [unit for unit in (node.first, node.last) if unit is not None]
    return all(unit.year is None for unit in ends) and bool(ends)
