"""What falls due for whom in which month: rows of the calendar → rows of `workloads`.

Kept for each order, so that an order that goes takes its share along, and so
that `workload_view` has only to add. What runs all the time is not counted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_INSERT = """
    INSERT INTO workloads (party_id, month, order_id, measure_count, occurrence_count)
    SELECT r.party_id, substr(x.ends_on, 1, 7) AS month, x.order_id,
        count(DISTINCT x.measure_id), count(*)
    FROM (SELECT DISTINCT party_id, measure_id FROM responsibles WHERE {responsible}) AS r
    JOIN occurrences AS x ON x.measure_id = r.measure_id AND x.kind <> 'continuous'
    GROUP BY r.party_id, month, x.order_id
"""
"""A party that a cell names twice, or that was merged with another one of the cell, counts once."""


def fill_workload(connection: sqlite3.Connection, order_id: str | None = None) -> None:
    """Write the workload of one order, or of all; it must not be there yet.

    The calendar must be. Runs inside the caller's transaction.
    """
    responsible = "measure_id IS NOT NULL" + ("" if order_id is None else " AND order_id = ?")
    connection.execute(
        _INSERT.format(responsible=responsible), () if order_id is None else (order_id,)
    )


def renew_workload(connection: sqlite3.Connection, order_ids: Iterable[str]) -> None:
    """Write the workload of some orders anew, after their parties became others."""
    for order_id in order_ids:
        connection.execute("DELETE FROM workloads WHERE order_id = ?", (order_id,))
        fill_workload(connection, order_id)
