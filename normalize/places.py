"""Where the doubts about a value stand: in the cells that the value was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.document import Place, located
from extract.findings import Finding
from extract.order import Measure, MeasureTable

_DEADLINE = ("deadline",)
_RANGE = ("deadline_start", "deadline_end")


def doubts_at(findings: Iterable[Finding], places: Sequence[Place]) -> tuple[Finding, ...]:
    """The findings about words at these places, each with their page and box."""
    return tuple(located(finding, places) for finding in findings)


def deadline_places(table: MeasureTable, measure: Measure) -> tuple[Place, ...]:
    """Where the words of a measure's deadline stand; a start and an end column come second."""
    has_own = table.cell(measure, "deadline") is not None
    has_range = any(table.cell(measure, role) is not None for role in _RANGE)
    return role_places(table, measure, _RANGE if has_range and not has_own else _DEADLINE)


def role_places(table: MeasureTable, measure: Measure, roles: Sequence[str]) -> tuple[Place, ...]:
    """The places of a row's cells in columns of these roles: those with words, else the empty ones.

    Those of the whole row where it has no such cell; the first page where no place is known.
    """
    own = [
        quote
        for column, quote in zip(table.columns, measure.cells, strict=True)
        if column.role in roles
    ]
    filled = tuple(place for quote in own if quote.text for place in quote.places)
    empty = tuple(place for quote in own for place in quote.places)
    row = tuple(place for quote in measure.cells for place in quote.places)
    return filled or empty or row or (Place(),)
