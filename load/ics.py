"""Deadlines as a calendar file (RFC 5545): events with all-day dates, stable UIDs.

The UID of an event is the deadline's id and its DTSTAMP the order's date, so a
second export of the same store is the same file, and importing it again
updates the events in place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from load.export import ExportError, Part, replacing
from load.query import run_sql
from load.store import Store

_SQL = """
SELECT d.deadline_id, d.kind, d.start, d."end", d.rrule, d.text, d.condition,
    coalesce(m.activity, c.text) AS summary, m.responsible, o.doc_type, o.number AS order_number,
    o.date AS order_date, o.issuer
FROM deadline_view AS d
JOIN order_view AS o ON o.order_id = d.order_id
LEFT JOIN measure_view AS m ON m.measure_id = d.measure_id
LEFT JOIN clause_view AS c ON c.clause_id = d.clause_id
WHERE d.kind IN ('date', 'period', 'recurring') AND coalesce(d.start, d."end") IS NOT NULL
"""

_UNDATED = dt.date(1970, 1, 1)


def export_ics(store: Store, target: Path, *, only: Part | None = None, todo: bool = False) -> int:
    """Write deadlines as a calendar; the number of entries.

    Args:
        store: Open for reading only.
        target: The file, replaced as a whole.
        only: The answer with the ids wanted (of deadlines, measures, clauses or orders);
            all by default.
        todo: Tasks with a due day (VTODO) in place of events (VEVENT).

    Raises:
        ExportError: icalendar is not installed, or `only` names no ids.
        QueryError: `only` is wrong.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise ExportError("ICS needs the package icalendar: install the extra 'export'") from error
    calendar = Calendar()
    calendar.add("prodid", "-//prikaz//deadlines//RU")
    calendar.add("version", "2.0")
    entries = 0
    for row in _rows(store, only):
        calendar.add_component(_entry(row, todo=todo))
        entries += 1
    with replacing(target) as draft:
        draft.write_bytes(calendar.to_ical())
    return entries


def _rows(store: Store, only: Part | None) -> Iterator[dict[str, Any]]:
    sql, parameters = _SQL, only.parameters if only is not None else ()
    if only is not None:
        inner = only.sql.strip().rstrip(";")
        answer = run_sql(store, f"SELECT * FROM ({inner}) LIMIT 0", parameters)
        names = ("deadline_id", "measure_id", "clause_id", "order_id")
        column = next((name for name in names if name in answer.columns), None)
        if column is None:
            raise ExportError(
                "for ics the answer needs a column deadline_id, measure_id, clause_id or order_id"
            )
        sql += f" AND d.{column} IN (SELECT {column} FROM ({inner}))"
    answer = run_sql(store, f"{sql} ORDER BY d.deadline_id", parameters, time_limit=600)
    for row in answer.rows:
        yield dict(zip(answer.columns, row, strict=True))


def _entry(row: dict[str, Any], *, todo: bool) -> Any:
    from icalendar import Event, Todo
    from icalendar.prop import vRecur

    entry = Todo() if todo else Event()
    start, end = _day(row["start"]), _day(row["end"])
    order_date = _day(row["order_date"]) or _UNDATED
    entry.add("uid", f"{row['deadline_id']}@prikaz")
    entry.add("dtstamp", dt.datetime.combine(order_date, dt.time(), dt.UTC))
    entry.add("summary", row["summary"] or row["text"])
    entry.add("description", _description(row))
    if row["kind"] == "recurring" and row["rrule"]:
        first = _first_day(row["rrule"], start or order_date)
        rule = row["rrule"] + (
            f";UNTIL={end:%Y%m%d}" if end and "UNTIL" not in row["rrule"] else ""
        )
        entry.add("rrule", vRecur.from_ical(rule))
        start = end = first
    elif start is None or end is None:
        start = end = start or end
    if start is None or end is None:
        raise ValueError(f"a deadline without days: {row['deadline_id']}")
    entry.add("dtstart", start)
    if todo:
        # the due day of a task lies after its start (RFC 5545, 3.8.2.3)
        entry.add("due", end if end > start else start + dt.timedelta(days=1))
    else:
        entry.add("dtend", end + dt.timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    return entry


def _first_day(rule: str, start: dt.date) -> dt.date:
    """The first day of the rule from `start` on: DTSTART has to be one of its days."""
    from dateutil.rrule import rrulestr

    found = rrulestr(f"RRULE:{rule}", dtstart=dt.datetime.combine(start, dt.time()), ignoretz=True)
    first = next(iter(found), None)
    return first.date() if first is not None else start


def _description(row: dict[str, Any]) -> str:
    order = " ".join(
        part
        for part in (row["doc_type"], f"№ {row['order_number']}" if row["order_number"] else None,
                     f"от {row['order_date']}" if row["order_date"] else None, row["issuer"])
        if part
    )  # fmt: skip
    lines = [order, f"Срок: {row['text']}" if row["text"] else "",
             f"Ответственные: {row['responsible']}" if row["responsible"] else ""]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
