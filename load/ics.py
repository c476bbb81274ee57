"""Deadlines as a calendar file (RFC 5545): events with all-day dates, stable UIDs.

The UID of an event is the deadline's id, so that importing a later export
updates the event in place: SEQUENCE is the number of the run that read the
order, and grows when the order is read again. Nothing depends on the clock: a
second export of the same store is the same file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from load.export import ExportError, Part, Tell, replacing
from load.query import run_sql
from load.store import Store

_SQL = """
SELECT d.deadline_id AS uid, d.kind, d.start, d."end", d.rrule, d.text,
    CASE WHEN d.clause_id IS NULL
        THEN (SELECT m.activity FROM measures AS m WHERE m.measure_id = d.measure_id)
        ELSE (SELECT c.text FROM clauses AS c WHERE c.clause_id = d.clause_id) END AS summary,
    CASE WHEN d.clause_id IS NULL
        THEN (SELECT v.responsible FROM measure_view AS v WHERE v.measure_id = d.measure_id)
        ELSE (SELECT c.persons FROM clauses AS c WHERE c.clause_id = d.clause_id) END
        AS responsible,
    o.doc_type, o.number AS order_number, o.date AS order_date, o.issuer,
    coalesce((SELECT f.run_id FROM documents AS f WHERE f.document_id = o.document_id), 0)
        AS sequence
FROM deadline_view AS d
JOIN orders AS o ON o.order_id = d.order_id
WHERE d.kind IN ('date', 'period', 'recurring') AND coalesce(d.start, d."end") IS NOT NULL
"""

_UNDATED = dt.date(1970, 1, 1)

_IDS = (("deadline_id",), ("measure_id", "clause_id"), ("order_id",))
"""Columns by which an answer names deadlines of the store, the narrowest first."""

_DUE = ("due", "end", "deadline_end", "ends_on", "day", "date")
_STARTS = ("start", "deadline_start", "starts_on")
_SUMMARY = ("activity", "summary", "title", "text", "name", "deadline_text")
"""Columns that make an event of a row that names no deadline, the likeliest first."""

_WHERE_IT_STANDS = ("order_number", "order_date", "issuer", "section_title", "number")
"""What tells one row from another beside its words; not its days, which may be corrected."""

_LONGEST = 600.0
"""Seconds that reading the deadlines may take."""

Row = dict[str, Any]


def export_ics(
    store: Store,
    target: Path,
    *,
    only: Part | None = None,
    todo: bool = False,
    tell: Tell | None = None,
) -> int:
    """Write deadlines as a calendar; the number of entries.

    Args:
        store: Open for reading only.
        target: The file, replaced as a whole; written entry by entry.
        only: An answer that names deadlines by a column of ids (of deadlines,
            measures, clauses or orders), or else has a day and what is to be
            done in each row. All deadlines with days by default.
        todo: Tasks with a due day (VTODO) in place of events (VEVENT).
        tell: Called now and then with the entries written.

    Raises:
        ExportError: icalendar is not installed, or `only` has neither ids nor days.
        QueryError: `only` is wrong.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise ExportError("ICS needs the package icalendar: install the extra 'export'") from error
    calendar = Calendar()
    calendar.add("prodid", "-//prikaz//deadlines//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Сроки приказов")
    begin, close, end = calendar.to_ical().partition(b"END:VCALENDAR")
    rows = _rows(store, only)
    with replacing(target) as draft, draft.open("wb") as stream:
        stream.write(begin)
        entries = _write(rows, stream, todo=todo, tell=tell)
        stream.write(close + end)
    return entries


def _write(rows: Iterator[Row], stream: IO[bytes], *, todo: bool, tell: Tell | None) -> int:
    entries = 0
    for row in rows:
        stream.write(_entry(row, todo=todo).to_ical())
        entries += 1
        if tell and entries % 500 == 0:
            tell(entries)
    return entries


def _rows(store: Store, only: Part | None) -> Iterator[Row]:
    """What becomes entries: the deadlines of the store that are asked for, or rows with days."""
    if only is None:
        return _asked(store, f"{_SQL} ORDER BY d.deadline_id", ())
    inner = only.sql.strip().rstrip(";")
    columns = run_sql(store, f"SELECT * FROM ({inner}) LIMIT 0", only.parameters).columns
    for names in _IDS:
        named = [
            f'd.{name} IN (SELECT "{name}" FROM ({inner}))' for name in names if name in columns
        ]
        if named:
            sql = f"{_SQL} AND ({' OR '.join(named)}) ORDER BY d.deadline_id"
            return _asked(store, sql, only.parameters)
    due, summary = _first(columns, _DUE), _first(columns, _SUMMARY)
    if due is None or summary is None:
        raise ExportError(
            "a calendar needs to know which deadlines are meant: a column deadline_id,"
            f" measure_id, clause_id or order_id; or else a day ({', '.join(_DUE)}) and what is"
            f" to be done ({', '.join(_SUMMARY)}). The answer has: {', '.join(columns)}"
        )
    answer = run_sql(store, inner, only.parameters, time_limit=_LONGEST)
    found = (dict(zip(columns, row, strict=True)) for row in answer.rows)
    starts = _first(columns, _STARTS)
    return _dated(found, (due, starts, summary))


def _asked(store: Store, sql: str, parameters: Any) -> Iterator[Row]:
    answer = run_sql(store, sql, parameters, time_limit=_LONGEST)
    for row in answer.rows:
        yield dict(zip(answer.columns, row, strict=True))


def _first(columns: tuple[str, ...], wanted: tuple[str, ...]) -> str | None:
    return next((name for name in wanted if name in columns), None)


def _dated(rows: Iterator[Row], names: tuple[str, str | None, str]) -> Iterator[Row]:
    """Rows of any answer as entries; those without a day, or with none that is a date, are left."""
    due, starts, summary = names
    seen: dict[str, int] = {}
    for row in rows:
        end = _day_or_none(row[due])
        if end is None:
            continue
        start = _day_or_none(row[starts]) if starts else None
        parts = [str(row.get(name) or "") for name in (*_WHERE_IT_STANDS, summary)]
        uid = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
        seen[uid] = seen.get(uid, 0) + 1
        known = {name: row.get(name) for name in ("responsible", "doc_type", "order_number")}
        yield known | {
            "uid": uid if seen[uid] == 1 else f"{uid}-{seen[uid]}",
            "kind": "period",
            "start": str(start if start is not None and start <= end else end),
            "end": str(end),
            "rrule": None,
            "text": row.get("deadline_text"),
            "summary": str(row[summary] or due),
            "order_date": str(_day_or_none(row.get("order_date")) or "") or None,
            "issuer": row.get("issuer"),
            "sequence": 0,
        }


def _day_or_none(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _entry(row: Row, *, todo: bool) -> Any:
    from icalendar import Event, Todo
    from icalendar.prop import vRecur

    entry = Todo() if todo else Event()
    start, end = _day(row["start"]), _day(row["end"])
    order_date = _day(row["order_date"]) or _UNDATED
    entry.add("uid", f"{row['uid']}@prikaz")
    entry.add("sequence", row["sequence"])
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
        raise ValueError(f"a deadline without days: {row['uid']}")
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


def _description(row: Mapping[str, Any]) -> str:
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
