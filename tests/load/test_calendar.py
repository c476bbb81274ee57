from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import ModuleType

import pytest

from load.calendar import MOST, days_of_rule, days_within
from load.store import Store, save_record
from normalize.record import Deadline

SEPTEMBER = "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1"


@pytest.mark.parametrize(
    ("rule", "start", "end", "days"),
    [
        (SEPTEMBER, "2017-05-16", "2019-05-31", ["2017-09-01", "2018-09-01"]),
        (SEPTEMBER, "2017-09-01", "2018-09-01", ["2017-09-01", "2018-09-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2020-01-31", "2020-03-30", ["2020-01-31", "2020-02-29"]),
        ("FREQ=WEEKLY;BYDAY=MO", "2021-03-01", "2021-03-08", ["2021-03-01", "2021-03-08"]),
        ("FREQ=NEVER", "2021-03-01", "2021-03-15", []),
        ("no rule at all", "2021-03-01", "2021-03-15", []),
        ("", "2021-03-01", "2021-03-15", []),
    ],
)
def test_days_of_a_rule(rule: str, start: str, end: str, days: list[str]) -> None:
    assert list(days_of_rule(rule, start, end)) == days


def test_days_are_bounded() -> None:
    assert len(days_of_rule("FREQ=DAILY", "0001-01-01", "9999-12-31")) == MOST


def test_window_cuts_an_open_rule() -> None:
    rule = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"

    assert days_within(rule, "2019-07-01", None, ("2018-01-01", "2021-01-01")) == ("2020-06-01",)
    assert days_within(rule, None, "2018-12-31", ("2018-01-01", "2021-01-01")) == ("2018-06-01",)
    assert days_within(rule, "2022-01-01", None, ("2018-01-01", "2021-01-01")) == ()


@pytest.mark.parametrize(
    ("item", "rows"),
    [
        (Deadline("x", "date", end=dt.date(2021, 3, 26)), [("2021-03-26", "2021-03-26")]),
        (Deadline("x", "date", start=dt.date(2021, 3, 26)), [("2021-03-26", "2021-03-26")]),
        (
            Deadline("x", "period", dt.date(2021, 2, 1), dt.date(2021, 2, 28)),
            [("2021-02-01", "2021-02-28")],
        ),
        (
            Deadline("x", "continuous", dt.date(2021, 2, 1), dt.date(2021, 12, 31)),
            [("2021-02-01", "2021-12-31")],
        ),
        (Deadline("x", "continuous"), []),
        (Deadline("x", "event", condition="при необходимости"), []),
        (Deadline("x", "unknown"), []),
        (Deadline("x", "unknown", end=dt.date(2021, 2, 2)), []),
        (Deadline("x", "recurring", rrule="FREQ=DAILY"), []),
        (
            Deadline("x", "event", dt.date(2021, 2, 1), dt.date(2021, 2, 2), condition="после"),
            [("2021-02-01", "2021-02-02")],
        ),
    ],
)
def test_calendar_has_what_has_days(
    store: Store, records: ModuleType, item: Deadline, rows: list[tuple[str, str]]
) -> None:
    measures = (records.MeasureSpec("Дело", records.reading("x", item)),)
    made = replace(records.record(measures=measures), clauses=())
    save_record(store, made)

    sql = 'SELECT start, "end" FROM calendar_view ORDER BY 1'
    assert store.connection.execute(sql).fetchall() == rows
