"""The days on which deadlines fall: deadlines of the store → rows of `occurrences`.

A dated deadline falls once (on its first day where the last is open: «с 1
сентября»), a continuous one lasts as long as its plan, a recurring one falls
on every day that its rule gives from its first to its last. A deadline without
days, or a rule without an end, has no row here: nothing is guessed, and
`questions.due` expands endless rules as it is asked.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from functools import lru_cache

MOST = 4000
"""No deadline gets more occurrences than this: every day of ten years."""

_COLUMNS = "deadline_id, ordinal, starts_on, ends_on, kind, order_id, measure_id, clause_id"


def fill_calendar(connection: sqlite3.Connection, order_id: str | None = None) -> int:
    """Write the occurrences of one order's deadlines, or of all; the number of rows written.

    Rows of these deadlines must not exist yet. Runs inside the caller's
    transaction.
    """
    where = "" if order_id is None else "AND order_id = ?"
    # what recurs needs arithmetic, the rest SQL copies; «+kind»: the order's own index is the one
    # to use, not that of the kind
    count = connection.execute(
        f"""
        INSERT INTO occurrences ({_COLUMNS})
        SELECT deadline_id, 1, coalesce(starts_on, ends_on), coalesce(ends_on, starts_on),
            kind, order_id, measure_id, clause_id
        FROM deadlines
        WHERE rrule IS NULL AND +kind NOT IN ('none', 'unknown')
          AND (ends_on IS NOT NULL OR starts_on IS NOT NULL) {where}
        """,
        () if order_id is None else (order_id,),
    ).rowcount
    rows = connection.execute(
        f"""
        SELECT rrule, starts_on, ends_on, deadline_id, kind, order_id, measure_id, clause_id
        FROM deadlines
        WHERE rrule IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL {where}
        """,
        () if order_id is None else (order_id,),
    )
    written = connection.executemany(
        f"INSERT INTO occurrences ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (deadline_id, ordinal, day, day, *owner)
            for rule, start, end, deadline_id, *owner in rows.fetchall()
            for ordinal, day in enumerate(days_of_rule(rule, start, end), start=1)
        ),
    )
    return int(count) + max(int(written.rowcount), 0)


@lru_cache(maxsize=4096)
def days_of_rule(rule: str, start: str, end: str) -> tuple[str, ...]:
    """The days of an RFC 5545 rule from `start` to `end`, both included, as ISO text."""
    return _days(rule, (start, end), (start, end))


def days_within(
    rule: str, starts_on: str | None, ends_on: str | None, window: tuple[str, str]
) -> tuple[str, ...]:
    """The days of a rule that lie in a window, for rules whose own end is open."""
    return _days(rule, (starts_on, ends_on), window)


def _days(
    rule: str, bounds: tuple[str | None, str | None], window: tuple[str, str]
) -> tuple[str, ...]:
    """What `normalize` says; nothing for a rule that cannot be read.

    Such a deadline keeps its words, and the stage that wrote the rule has its
    finding beside it.
    """
    from normalize.deadlines.recurrence import occurrences
    from normalize.record import Deadline

    start, end = (dt.date.fromisoformat(day) if day else None for day in bounds)
    first, last = (dt.date.fromisoformat(day) for day in window)
    days: list[dt.date] = []
    try:
        deadline = Deadline("", "recurring", start, end, rrule=rule)
        # decade by decade: a daily rule over all the years there are must not be computed whole
        while first <= last and len(days) < MOST:
            until = min(last, _ten_years_after(first))
            days += occurrences(deadline, first, until)
            if until == dt.date.max:
                break
            first = until + dt.timedelta(days=1)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return ()
    return tuple(day.isoformat() for day in days[:MOST])


def _ten_years_after(day: dt.date) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + 3652, dt.date.max.toordinal()))
