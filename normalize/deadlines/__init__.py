"""Deadlines in words → kinds, dates, EDTF and RRULE (contract, section 3; docs/deadlines.md)."""

from __future__ import annotations

from normalize.deadlines.cells import read_deadline
from normalize.deadlines.ditto import repeat
from normalize.deadlines.period import plan_period
from normalize.deadlines.recurrence import occurrences
from normalize.deadlines.running import find_deadlines

__all__ = ["find_deadlines", "occurrences", "plan_period", "read_deadline", "repeat"]
