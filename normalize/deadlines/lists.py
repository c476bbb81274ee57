"""What one time of a list says of the others: «до», years, the month of a day."""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines import units
from normalize.deadlines.beside import beside, is_yearless
from normalize.deadlines.nodes import Node
from normalize.deadlines.units import Unit


def school_years(nodes: list[Node]) -> list[Node]:
    """«2021-2022, 2022-2023 учебные годы»: the last words say what the first years are."""
    out = list(nodes)
    for index in range(len(out) - 1, -1, -1):
        node = out[index]
        found = beside(out, index)
        if node.form != "range" or node.first is None or node.last is None or not found:
            continue
        after = out[found[0]].first
        pair = node.first.name == "year" and node.last.year == (node.first.year or 0) + 1
        if pair and found[1] == "," and after is not None and after.name == "school-year":
            out[index] = replace(
                node, form="at", first=units.school_year(node.first.year), last=None
            )
    return out


def years_of_all(nodes: list[Node]) -> list[Node]:
    """«апрель, октябрь 2021-2023 гг.»: the years behind the last are those of all."""
    out = list(nodes)
    for index in range(len(out) - 1, -1, -1):
        at = index
        while out[index].years and (found := beside(out, at, -1)):
            if found[1] not in {"", ","} or not is_yearless(out[found[0]]) or out[found[0]].years:
                break
            at = found[0]
            out[at] = replace(out[at], years=out[index].years)
    return out


def intervals(nodes: list[Node]) -> list[Node]:
    """«не ранее … и не позднее …» as one range."""
    out = list(nodes)
    for index, node in enumerate(out):
        if node.kind != "time" or node.form != "from":
            continue
        found = beside(out, index)
        if not found or found[1] not in {"", ","}:
            continue
        other = out[found[0]]
        if other.kind == "time" and other.form == "until":
            out[index] = replace(
                node,
                form="range",
                last=other.last,
                end=other.end,
                clock=node.clock or other.clock,
                doubts=(*node.doubts, *other.doubts),
            )
            del out[index + 1 : found[0] + 1]
            break
    return out


def until_lists(nodes: list[Node]) -> list[Node]:
    """«до 15 июля, 15 октября и 15 января»: «до» reaches the days after it."""
    out = list(nodes)
    for index, node in enumerate(out):
        found = beside(out, index, -1)
        if node.kind != "time" or node.form != "at" or not found or found[1] not in {"", ","}:
            continue
        before = out[found[0]]
        same = before.kind == "time" and before.form == "until" and before.last is not None
        if same and node.first is not None and before.last and before.last.name == node.first.name:
            out[index] = replace(node, form="until", first=None, last=node.first)
    return out


def year_headers(nodes: list[Node]) -> list[Node]:
    """«2021 год: сентябрь, октябрь», «2021 г. (март)»: the year is that of what follows."""
    out = list(nodes)
    index = 0
    while index < len(out):
        found = beside(out, index) if _heads(out[index]) else None
        head = out[index].first
        if found is None or head is None or not set(found[1]) & set("-:(,"):
            index += 1
            continue
        headed = is_yearless(out[found[0]])
        at: tuple[int, str] | None = found
        while at is not None and is_yearless(out[at[0]]):
            node = out[at[0]]
            out[at[0]] = replace(
                node,
                first=node.first and _of_header(node.first, head),
                last=node.last and _of_header(node.last, head),
            )
            at = beside(out, at[0])
        if headed:
            doubts = (*out[index].doubts, *out[found[0]].doubts)
            out[found[0]] = replace(out[found[0]], start=out[index].start, doubts=doubts)
            del out[index : found[0]]
        index += 1
    return out


def _heads(node: Node) -> bool:
    unit = node.first
    named = unit is not None and unit.year is not None and unit.name in {"year", "school-year"}
    return node.kind == "time" and node.form == "at" and named and not node.years


def _of_header(unit: Unit, head: Unit) -> Unit:
    year = head.year or 0
    if head.name == "school-year" and unit.name == "half":
        return units.school_half(1 if unit.first[1] == 1 else 2, year)
    spring = head.name == "school-year" and not unit.name.startswith("school")
    return unit.at(year + (spring and unit.first[1] < 8))


def day_of_month(nodes: list[Node]) -> list[Node]:
    """«август 2021 года (до 25 числа)»: a day of that month, not of every month."""
    out = list(nodes)
    index = 0
    while index < len(out):
        node = out[index]
        found = beside(out, index) if node.kind == "time" and node.form == "at" else None
        month = node.first
        if found is None or month is None or month.name != "month":
            index += 1
            continue
        day = out[found[0]]
        frequency = day.frequency
        if day.kind == "often" and frequency and len(frequency.days) == 1 and day.doubts:
            number = frequency.days[0]
            due = units.last_day(month)
            if number > 0:
                due = units.day(number, month.first[1], month.year)
            due = replace(due, hint=month.hint)
            until = day.norm == "until"
            out[index : found[0] + 1] = [
                replace(
                    node,
                    form="until" if until else "at",
                    first=None if until else due,
                    last=due if until else None,
                    end=day.end,
                )
            ]
        index += 1
    return out
