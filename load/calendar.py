"""The days on which deadlines fall: deadlines of the store → rows of `occurrences`.

A dated deadline falls once, a continuous one lasts as long as its plan, a
recurring one falls on every day that its rule gives between its first and its
last day. A deadline without days, or a rule without an end, has no row here:
nothing is guessed, and `questions.due` expands endless rules as it is asked.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

MOST = 4000
"""No deadline gets more occurrences than this: every day of ten years."""

_DATED = ("date", "period", "continuous")


def fill_calendar(connection: sqlite3.Connection, order_id: str | None = None) -> int:
    """Write the occurrences of one order's deadlines, or of all; the number of rows written.

    Rows of these deadlines must not exist yet. Runs inside the caller's
    transaction.
    """
    where = "" if order_id is None else "AND order_id = ?"
    # "date" and "period" differ from "recurring" in needing no arithmetic: SQL copies them
    count = connection.execute(
        f"""
        INSERT INTO occurrences (deadline_id, ordinal, starts_on, ends_on)
        SELECT deadline_id, 1, coalesce(starts_on, ends_on), coalesce(ends_on, starts_on)
        FROM deadlines
        WHERE kind IN {_DATED} AND (ends_on IS NOT NULL OR starts_on IS NOT NULL) {where}
        """,
        () if order_id is None else (order_id,),
    ).rowcount
    rows = connection.execute(
        f"""
        SELECT deadline_id, rrule, starts_on, ends_on FROM deadlines
        WHERE kind = 'recurring' AND rrule IS NOT NULL
          AND starts_on IS NOT NULL AND ends_on IS NOT NULL {where}
        """,
        () if order_id is None else (order_id,),
    )
    written = connection.executemany(
        "INSERT INTO occurrences (deadline_id, ordinal, starts_on, ends_on) VALUES (?, ?, ?, ?)",
        (
            (deadline_id, ordinal, day, day)
            for deadline_id, rule, start, end in rows.fetchall()
            for ordinal, day in enumerate(days_of_rule(rule, start, end), start=1)
        ),
    )
    return int(count) + max(int(written.rowcount), 0)


@lru_cache(maxsize=4096)
def days_of_rule(rule: str, start: str, end: str) -> tuple[str, ...]:
    """The days of an RFC 5545 rule from `start` to `end`, both included, as ISO text.

    A rule that cannot be read has no days: the deadline keeps its words, and a
    finding of the earlier stage stands beside it.
    """
    from dateutil.rrule import rrulestr

    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    midnight = dt.datetime.min.time()
    try:
        found = rrulestr(rule, dtstart=dt.datetime.combine(first, midnight))
        days = found.between(
            dt.datetime.combine(first, midnight),
            dt.datetime.combine(last, midnight),
            inc=True,
        )
    except (ValueError, TypeError, AttributeError):
        return ()
    return tuple(day.date().isoformat() for day in days[:MOST])


def days_within(
    rule: str, starts_on: str | None, ends_on: str | None, window: tuple[str, str]
) -> Iterator[str]:
    """The days of a rule that lie in a window, for rules whose own end is open."""
    start = max(starts_on or window[0], window[0])
    end = min(ends_on or window[1], window[1])
    if start <= end:
        yield from days_of_rule(rule, start, end)
