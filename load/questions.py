"""Questions that every district asks: what falls due, who carries how much, what is late.

Each function reads a store and returns rows as frozen dataclasses; commands
print them and `load.frames` makes DataFrames of them. Days come in as
arguments: no question looks at today's date by itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from load.calendar import days_within
from load.scope import EVERYTHING, Scope
from load.store import Store

LOAD_BY = ("party", "person", "issuer", "order", "section")
LOAD_PER = ("month", "quarter", "year", "total")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due; `start` and `end` are ISO days, None where open."""

    end: str | None
    start: str | None
    kind: str
    number: str | None
    activity: str | None
    responsible: str | None
    deadline_text: str
    order_number: str | None
    order_date: str | None
    issuer: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A deadline whose day is past; `days` is how long."""

    days: int
    end: str
    kind: str
    number: str | None
    activity: str | None
    responsible: str | None
    deadline_text: str
    order_number: str | None
    order_date: str | None
    issuer: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Load:
    """How much falls due for one carrier in one stretch of time."""

    name: str
    period: str
    measures: int
    occurrences: int
    continuous: int


@dataclass(frozen=True, slots=True)
class Extent:
    """When deadlines fall: first and last day, how often, and how many run all the time."""

    first: str | None
    last: str | None
    occurrences: int
    continuous: int


_COLUMNS = (
    'v."end", v.start, v.kind, v.number, v.activity, v.responsible, v.deadline_text,'
    " v.order_number, v.order_date, v.issuer, coalesce(v.measure_id, v.clause_id)"
)


def due(
    store: Store,
    start: dt.date,
    end: dt.date,
    *,
    scope: Scope = EVERYTHING,
    continuous: bool = False,
    endless: bool = False,
) -> list[Due]:
    """What falls due from `start` to `end`, both included, by day.

    A period falls due on its last day; a recurring deadline on each of its
    days. With `continuous`, what runs all the time is listed too where it
    overlaps. A recurring deadline that nothing bounds is listed for one year
    from its start or its order's date, with `endless` for ever
    (`unlisted_endless` counts what is left out).
    """
    where, values = scope.condition(store)
    values |= {"start": start.isoformat(), "end": end.isoformat()}
    rows = store.connection.execute(
        f"""
        SELECT {_COLUMNS} FROM calendar_view AS v
        WHERE v."end" BETWEEN :start AND :end AND v.kind <> 'continuous' AND {where}
        """,
        values,
    ).fetchall()
    found = [Due(*row) for row in rows]
    found.extend(_endless(store, where, values, for_ever=endless))
    if continuous:
        found.extend(_running(store, where, values))
    return sorted(found, key=lambda item: (item.end or "9999", item.start or "", item.id))


def extent(store: Store, *, scope: Scope = EVERYTHING) -> Extent:
    """From when to when the deadlines of a scope fall; for an answer that is empty."""
    where, values = scope.condition(store)
    dated = "CASE WHEN v.kind <> 'continuous' THEN v.\"end\" END"
    row = store.connection.execute(
        f"SELECT min({dated}), max({dated}), count({dated}), count(*) - count({dated})"
        f" FROM calendar_view AS v WHERE {where}",
        values,
    ).fetchone()
    return Extent(*row)


def overdue(
    store: Store, on: dt.date, *, scope: Scope = EVERYTHING, days: int | None = None
) -> list[Overdue]:
    """Every deadline whose latest day is before `on`, the most recent first.

    The store knows what was ordered and not what was done: this is the list to
    tick off. `days` leaves out what is late by more than that.
    """
    where, values = scope.condition(store)
    before = min(days if days is not None else on.toordinal(), on.toordinal() - 1)
    first = dt.date.fromordinal(on.toordinal() - before)
    values |= {"on": on.isoformat(), "first": first.isoformat()}
    rows = store.connection.execute(
        f"""
        SELECT cast(julianday(:on) - julianday(max(v."end")) AS INTEGER), max(v."end"),
            v.kind, v.number, v.activity, v.responsible, v.deadline_text,
            v.order_number, v.order_date, v.issuer, coalesce(v.measure_id, v.clause_id)
        FROM calendar_view AS v
        WHERE v."end" < :on AND v."end" >= :first AND v.kind <> 'continuous' AND {where}
        GROUP BY v.deadline_id
        ORDER BY 1, v.deadline_id
        """,
        values,
    )
    return [Overdue(*row) for row in rows]


def load(
    store: Store,
    *,
    by: str = "party",
    per: str = "month",
    between: tuple[dt.date, dt.date] | None = None,
    scope: Scope = EVERYTHING,
) -> list[Load]:
    """How many measures fall due for each carrier in each stretch of time.

    Args:
        store: Open for reading.
        by: One of `LOAD_BY`.
        per: One of `LOAD_PER`.
        between: First and last day, both included; everything without it.
        scope: Which deadlines are counted.

    Returns:
        By name and time; `continuous` counts measures that run all the time
        and overlap the stretch, apart from what falls due in it.
    """
    if by not in LOAD_BY or per not in LOAD_PER:
        raise ValueError(f"load by {by!r} per {per!r} is not among {LOAD_BY} and {LOAD_PER}")
    where, values = scope.condition(store)
    if by == "party" and scope.party:
        # the others who carry the same measures are not asked about
        names = ", ".join(f":{name}" for name in values if name.startswith("party"))
        where += f" AND c.party_id IN ({names})"
    first, last = between or (dt.date.min, dt.date.max)
    values |= {"start": first.isoformat(), "end": last.isoformat()}
    name, join = _CARRIERS[by]
    rows = store.connection.execute(
        f"""
        SELECT DISTINCT {name}, v.measure_id, v.kind, v.start, v."end", v.deadline_id
        FROM calendar_view AS v {join}
        WHERE v.measure_id IS NOT NULL AND {name} IS NOT NULL AND {where}
          AND ((v.kind <> 'continuous' AND v."end" BETWEEN :start AND :end)
            OR (v.kind = 'continuous' AND v.start <= :end AND v."end" >= :start))
        """,
        values,
    )
    measures: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: dict[tuple[str, str], int] = defaultdict(int)
    running: dict[tuple[str, str], set[str]] = defaultdict(set)
    for carrier, measure_id, kind, begins, ends, _ in rows:
        if kind == "continuous":
            stretch = (max(begins, values["start"]), min(ends, values["end"]))
            for period in _stretches(*stretch, per):
                running[carrier, period].add(measure_id)
        else:
            key = (carrier, _stretch(ends, per))
            measures[key].add(measure_id)
            times[key] += 1
    return [
        Load(*key, len(measures[key]), times[key], len(running[key]))
        for key in sorted(measures.keys() | running.keys())
    ]


_CARRIERS = {
    "party": (
        "p.name",
        "JOIN responsibles AS c ON c.owner_id = v.measure_id"
        " JOIN parties AS p ON p.party_id = c.party_id",
    ),
    "person": ("c.person", "JOIN responsibles AS c ON c.owner_id = v.measure_id"),
    "issuer": ("v.issuer", ""),
    "order": ("'№ ' || coalesce(v.order_number, '?') || ' от ' || coalesce(v.order_date, '?')", ""),
    "section": (
        "s.title",
        "JOIN measures AS m ON m.measure_id = v.measure_id"
        " JOIN sections AS s ON s.section_id = m.section_id",
    ),
}
"""How a carrier is called, and the join that leads to it."""


_WITHOUT_CALENDAR = """
    SELECT d.deadline_id, d.starts_on AS start, d.ends_on AS "end", d.kind, d.rrule, d.measure_id,
        d.clause_id, d.order_id, o.number AS order_number, o.date AS order_date, o.issuer,
        coalesce(m.number, c.number) AS number, coalesce(m.activity, c.text) AS activity,
        d.text AS deadline_text, coalesce((SELECT responsible FROM measure_view AS x
            WHERE x.measure_id = d.measure_id), c.persons) AS responsible
    FROM deadlines AS d
    JOIN orders AS o ON o.order_id = d.order_id
    LEFT JOIN measures AS m ON m.measure_id = d.measure_id
    LEFT JOIN clauses AS c ON c.clause_id = d.clause_id
"""


_ENDLESS = """
    v.kind = 'recurring' AND v.rrule IS NOT NULL AND (v.start IS NULL OR v."end" IS NULL)
    AND coalesce(v.start, v.order_date, '0000') <= :end
    AND coalesce(v."end", '9999') >= :start
"""


def unlisted_endless(store: Store, start: dt.date, *, scope: Scope = EVERYTHING) -> int:
    """How many recurring deadlines without an end had run for a year before `start`."""
    where, values = scope.condition(store)
    values |= {"start": start.isoformat(), "end": "9999-12-31"}
    rows = store.connection.execute(
        f"""
        SELECT coalesce(v.start, v.order_date) FROM ({_WITHOUT_CALENDAR}) AS v
        WHERE {_ENDLESS} AND v."end" IS NULL AND {where}
        """,
        values,
    )
    return sum(_year_after(begins) < values["start"] for (begins,) in rows)


def _endless(store: Store, where: str, values: dict[str, str], *, for_ever: bool) -> Iterator[Due]:
    """Recurring deadlines that nothing bounds: the calendar has none of them, so ask their rule."""
    rows = store.connection.execute(
        f"""
        SELECT v.rrule, {_COLUMNS} FROM ({_WITHOUT_CALENDAR}) AS v
        WHERE {_ENDLESS} AND {where}
        """,
        values,
    )
    for rule, ends, begins, *rest in rows.fetchall():
        first = begins or rest[6]
        last = ends or (None if for_ever else _year_after(first))
        for day in days_within(rule, first, last, (values["start"], values["end"])):
            yield Due(day, day, *rest)


def _year_after(day: str | None) -> str:
    """The day a year later; before everything where the day is unknown."""
    if day is None:
        return "0001-01-01"
    later = dt.date.fromisoformat(day).toordinal() + 365
    return dt.date.fromordinal(min(later, dt.date.max.toordinal())).isoformat()


def _running(store: Store, where: str, values: dict[str, str]) -> Iterator[Due]:
    rows = store.connection.execute(
        f"""
        SELECT {_COLUMNS} FROM ({_WITHOUT_CALENDAR}) AS v
        WHERE v.kind = 'continuous' AND coalesce(v.start, '0000') <= :end
          AND coalesce(v."end", '9999') >= :start AND {where}
        """,
        values,
    )
    return (Due(*row) for row in rows)


def _stretch(day: str, per: str) -> str:
    """The month, quarter or year that an ISO day lies in."""
    if per == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return {"month": day[:7], "year": day[:4], "total": "all"}[per]


def _stretches(start: str, end: str, per: str) -> list[str]:
    """Every month, quarter or year that two days span."""
    year, month = int(start[:4]), int(start[5:7])
    found: dict[str, None] = {}
    while f"{year:04d}-{month:02d}" <= end[:7]:
        found[_stretch(f"{year:04d}-{month:02d}-01", per)] = None
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return list(found)
