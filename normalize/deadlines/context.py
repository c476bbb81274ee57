"""Which year is meant where none is stated: the plan's period and the order's date.

The rule is the contract's: the first occurrence on or after the order's date
that lies in the period. What just passed (60 days) stays in its year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.findings import Finding
from normalize.deadlines.nodes import Node
from normalize.deadlines.short_years import may_have_short_years

_JUST_PASSED = dt.timedelta(days=60)
_LAST_WEEKS = dt.timedelta(days=45)  # of a school year: what is planned then is for the next
Occurrence = Callable[[int], tuple[dt.date, dt.date]]


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading may lean on: the order's date and the plan's period."""

    order_date: dt.date | None = None
    period: tuple[dt.date, dt.date] | None = None

    @property
    def anchor(self) -> dt.date | None:
        """The day to count from: the order's date, else the period's first day."""
        return self.order_date or (self.period[0] if self.period else None)

    def near(self, words: str) -> int | None:
        """The year that two-digit ones lie nearest to, None where the words hold none."""
        anchor = self.anchor
        return anchor.year if anchor and may_have_short_years(words) else None

    @property
    def named_period(self) -> tuple[dt.date, dt.date] | None:
        """The period as the plan names it: a first day that is the order's own is no limit."""
        if self.period and self.period[0] == self.order_date:
            return dt.date(self.period[0].year, 1, 1), self.period[1]
        return self.period

    @property
    def school_plan(self) -> bool:
        """Whether the plan runs over a school year and not over calendar years."""
        if not self.period:
            return False
        first, last = self.period
        return first.month >= 6 and last.month in {5, 6, 7, 8} and last.year == first.year + 1


def first_year(
    occurrence: Occurrence, node: Node, context: Context
) -> tuple[int, tuple[Finding, ...]]:
    """The year of the first occurrence on or after the order's date that lies in the period."""
    anchor = context.anchor
    assert anchor is not None
    found: list[tuple[int, dt.date, dt.date]] = []
    horizon = context.period[1].year if context.period else anchor.year
    low = min(anchor.year, context.period[0].year) if context.period else anchor.year
    for year in range(low - 1, min(max(horizon, anchor.year), anchor.year + 60) + 9):
        try:
            found.append((year, *occurrence(year)))
        except ValueError:
            continue
    if not found:
        raise ValueError("no calendar has such a day")
    coming = [each for each in found if _not_over(each, node, anchor)]
    period = context.period
    if period is None:
        return coming[0][0], ()
    inside = [each for each in found if each[2] >= period[0] and each[1] <= period[1]]
    ahead = [each for each in coming if each in inside]
    passed = [e for e in inside if e[2] < anchor and anchor - e[2] <= _JUST_PASSED]
    if passed and node.form != "from":
        return passed[-1][0], (_passed(passed[-1][2]),)
    if ahead:
        return ahead[0][0], _ambiguous(ahead)
    named = context.named_period or period
    inside = inside or [each for each in found if each[2] >= named[0] and each[1] <= named[1]]
    if inside:
        return inside[-1][0], (_passed(inside[-1][2]),) if inside[-1][2] < anchor else ()
    outside = Finding(
        "deadline.outside-period",
        "It does not fall in the plan's period in any year",
        severity="info",
    )
    near = [each for each in coming if each[2] >= period[0] - dt.timedelta(days=120)] or coming
    return near[0][0], (outside,)


def _not_over(each: tuple[int, dt.date, dt.date], node: Node, anchor: dt.date) -> bool:
    """Whether it lies ahead; what runs over the new year gives way to the next near its end."""
    if _is_school_year(node):
        return each[2] - anchor > _LAST_WEEKS
    if node.form == "from":
        return each[1] >= anchor
    crosses = node.form == "range" and each[1].year < each[2].year
    if crosses and each[1] < anchor:  # «сентябрь - май» in its second half is the next one
        return anchor - each[1] <= each[2] - anchor
    return each[2] >= anchor


def _is_school_year(node: Node) -> bool:
    first = node.first
    named = first is not None and first.name == "school-year" and node.last is None
    return named and node.form == "at"


def _ambiguous(ahead: Sequence[tuple[int, dt.date, dt.date]]) -> tuple[Finding, ...]:
    if len(ahead) < 2:
        return ()
    years = ", ".join(str(each[0]) for each in ahead)
    return (
        Finding(
            "deadline.year-ambiguous",
            f"The plan's period has it in {years}; the first is taken",
            severity="info",
        ),
    )


def _passed(day: dt.date) -> Finding:
    return Finding(
        "deadline.before-order",
        f"It was over on {day.isoformat()}, before the order",
        severity="info",
    )
