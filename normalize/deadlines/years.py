"""Give every time its year: stated, said beside it, or inferred; and make dates of it.

The order of evidence (contract, section 3, and docs/deadlines.md): a stated
year is never shifted; «текущий год» is the order's; a year stated later in the
same cell reaches back, one stated earlier reaches forward; then the plan's
period with the order's date; then the order's date alone. With nothing to go
by the date stays without a year («XXXX-09»), and a doubt says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.findings import Finding
from normalize.deadlines import units
from normalize.deadlines.nodes import Node
from normalize.deadlines.units import Unit

_JUST_PASSED = dt.timedelta(days=60)
_SHIFT = {"current": 0, "next": 1, "previous": -1}
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


@dataclass(frozen=True, slots=True)
class Settled:
    """A time with its dates. `problem` is why it has none although words name one."""

    start: dt.date | None
    end: dt.date | None
    edtf: str | None
    inferred: bool = False
    findings: tuple[Finding, ...] = ()
    problem: str = ""


def spread_years(nodes: Sequence[Node], context: Context) -> tuple[Node, ...]:
    """Years said in words, and the years that stated ones give to the times beside them."""
    times = [_said(node, context) for node in _each_year(nodes)]
    carried: Unit | None = None
    for index in range(len(times) - 1, -1, -1):
        node = times[index]
        if node.kind != "time":
            continue
        if _yearless(node) and carried is not None:
            times[index] = _safely(_reach_back, node, carried, context)
        edge = _stated(times[index], last=False)
        carried = edge or carried
    carried = None
    for index, node in enumerate(times):
        if node.kind != "time":
            continue
        if _yearless(node) and carried is not None:
            times[index] = _safely(_reach_forward, node, carried, context)
        carried = _stated(times[index], last=True) or carried
    return tuple(times)


def _safely(
    reach: Callable[[Node, Unit, Context], Node], node: Node, other: Unit, context: Context
) -> Node:
    """The node as it is where it names a day that no calendar has; `settle` will say so."""
    try:
        return reach(node, other, context)
    except (ValueError, OverflowError):
        return node


def _each_year(nodes: Sequence[Node]) -> list[Node]:
    """«сентябрь, октябрь 2021, 2022 гг.» as a time for each of the years."""
    out: list[Node] = []
    index = 0
    while index < len(nodes):
        after = index + 1
        years = nodes[index].years
        if years:
            while after < len(nodes) and (nodes[after].years == years):
                after += 1
            for year in years:
                out.extend(replace(_with_years(n, year), years=()) for n in nodes[index:after])
        else:
            out.append(nodes[index])
        index = after
    return out


def _said(node: Node, context: Context) -> Node:
    """«текущего года» as the order's own year."""
    if node.kind != "time" or context.anchor is None:
        return node
    return replace(
        node,
        first=node.first and _hinted(node.first, context),
        last=node.last and _hinted(node.last, context),
    )


def _hinted(unit: Unit, context: Context) -> Unit:
    said = unit.hint.removeprefix("school-")
    if said not in _SHIFT or unit.year is not None or context.anchor is None:
        return unit
    year = context.anchor.year
    if unit.hint != said:  # said of a school year, which began last autumn until the summer
        coming = context.anchor.month >= 6 and (said == "current" or context.anchor.month < 9)
        year += (0 if coming or context.anchor.month >= 9 else -1) + _SHIFT[said]
        if coming and said == "next":
            year -= 1
        in_spring = unit.name != "school-year" and unit.first[0] == 0 and unit.first[1] < 8
        return unit.at(year + in_spring)
    return unit.at(year + _SHIFT[said])


def _yearless(node: Node) -> bool:
    ends = [unit for unit in (node.first, node.last) if unit is not None]
    return all(unit.year is None for unit in ends) and bool(ends)


def _stated(node: Node, *, last: bool) -> Unit | None:
    ends = [unit for unit in (node.first, node.last) if unit is not None and unit.year is not None]
    if not ends:
        return None
    return ends[-1] if last else ends[0]


def _reach_back(node: Node, later: Unit, context: Context) -> Node:
    """The year of a later time, or the one before where the months run down to it."""
    year = later.year or 0
    final = node.last or node.first
    if final is None or "year" in {later.name, final.name}:
        return node
    if later.name == "school-year":
        year += final.first[1] < 8
    elif final.bounds(year)[0] > later.bounds(year)[1]:
        earlier = final.bounds(year - 1)[1]
        floor = context.named_period[0] if context.named_period else context.order_date
        year -= floor is None or earlier >= floor
    return _with_years(node, year)


def _reach_forward(node: Node, earlier: Unit, _: Context) -> Node:
    """The first year in which it does not come before what stands before it."""
    initial = node.first or node.last
    if initial is None:
        return node
    year = earlier.year or 0
    if initial.last[0] and initial.bounds(year - 1)[1] >= earlier.bounds(year)[0]:
        year -= 1
    elif initial.bounds(year)[1] < earlier.bounds(year)[0]:
        year += 1
    return _with_years(node, year)


def _with_years(node: Node, year: int) -> Node:
    """Give the last unit `year` (the first where it stands alone), a range's first to match."""
    if node.first is not None and node.last is not None:
        return replace(node, first=_before(node.first, node.last.at(year)), last=node.last.at(year))
    return replace(
        node, first=node.first and node.first.at(year), last=node.last and node.last.at(year)
    )


def _before(first: Unit, last: Unit) -> Unit:
    """The first unit of a range in the last year that does not put it after the last."""
    _refuse_backwards(first, last)
    year = (last.year or 0) + (last.first[0] if last.name != "school-year" else 0)
    for candidate in (year, year - 1):
        if first.bounds(candidate)[0] <= last.bounds(last.year or 0)[1]:
            return first.at(candidate)
    return first.at(year - 1)


def _after(last: Unit, first: Unit) -> Unit:
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


def settle(node: Node, context: Context) -> Settled:
    """The dates and the EDTF of a time."""
    try:
        node = _complete(node)
        if _yearless(node):
            if context.anchor is None:
                return _without_year(node)
            return _inferred(node, context)
        return _dated(node)
    except (ValueError, OverflowError) as error:
        return Settled(None, None, None, problem=str(error))


def _complete(node: Node) -> Node:
    """Where one end of a range has a year, give the other one too."""
    first, last = node.first, node.last
    if first is None or last is None:
        return node
    if first.year is None and last.year is not None:
        return replace(node, first=_before(first, last))
    if last.year is None and first.year is not None:
        return replace(node, last=_after(last, first))
    return node


def _dated(node: Node) -> Settled:
    first, last = node.first, node.last
    start = first.bounds(first.year or 0)[0] if first is not None else None
    whole = last or first
    assert whole is not None
    end = None if node.form == "from" else whole.bounds(whole.year or 0)[1]
    if start and end and end < start:
        raise ValueError(f"ends on {end.isoformat()}, before it starts on {start.isoformat()}")
    return Settled(start, end, _edtf(node, _year_of(first), _year_of(last)))


def _year_of(unit: Unit | None) -> int | None:
    return unit.year if unit is not None else None


def _edtf(node: Node, first_year: int | None, last_year: int | None) -> str:
    left = node.first.edges(first_year) if node.first is not None else None
    right = node.last.edges(last_year) if node.last is not None else None
    if left is None and right is not None:
        return f"../{right[1]}"
    assert left is not None
    if node.form == "from":
        return f"{left[0]}/.."
    begin, finish = left[0], right[1] if right else left[1]
    return begin if begin == finish and not right else f"{begin}/{finish}"


def _without_year(node: Node) -> Settled:
    for unit in (node.first, node.last):
        if unit is not None and not unit.weekday:
            unit.bounds(2000)  # a leap year has every day there is
    finding = Finding(
        "deadline.year-unknown",
        "No year is stated and nothing says which one is meant",
        severity="warning",
    )
    return Settled(None, None, _edtf(node, None, None), findings=(finding,))


def _inferred(node: Node, context: Context) -> Settled:
    first, last = node.first, node.last
    node = _as_school_half(node, context)
    first, last = node.first, node.last
    only = first if last is None else last

    def occurrence(year: int) -> tuple[dt.date, dt.date]:
        if first is not None and last is not None:
            begin = first.bounds(year)[0]
            return begin, _after(last, first.at(year)).bounds(
                _after(last, first.at(year)).year or 0
            )[1]
        assert only is not None
        return only.bounds(year)

    year, findings = _first_year(occurrence, node, context)
    if first is not None and last is not None:
        node = replace(node, first=first.at(year), last=_after(last, first.at(year)))
    else:
        node = replace(node, first=first and first.at(year), last=last and last.at(year))
    dated = _dated(node)
    return replace(dated, inferred=True, findings=findings)


def _as_school_half(node: Node, context: Context) -> Node:
    """In a school-year plan «I полугодие» and «год» are those of the school year."""
    unit = node.first
    if not context.school_plan or unit is None or node.last is not None or node.form != "at":
        return node
    if unit.name == "year":
        return replace(node, first=units.school_year())
    if unit.name == "half":
        return replace(node, first=units.school_half(1 if unit.first[1] == 1 else 2))
    return node


def _first_year(
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
    first = node.first
    if (
        node.form == "at"
        and first is not None
        and first.name == "school-year"
        and node.last is None
    ):
        return each[2] - anchor > dt.timedelta(days=45)
    if node.form == "from":
        return each[1] >= anchor
    crosses = node.form == "range" and each[1].year < each[2].year
    if crosses and each[1] < anchor:  # «сентябрь - май» in its second half is the next one
        return anchor - each[1] <= each[2] - anchor
    return each[2] >= anchor


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
