"""Rules give the same days wherever counting starts."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases.score_deadlines import PARTS, phrases
from normalize.deadlines import occurrences, read_deadline
from normalize.deadlines.recurrence import Frequency, is_valid, rule_of
from normalize.record import Deadline

RULES = sorted(
    {
        item.rrule
        for part in PARTS
        for phrase in phrases(part)
        for item in phrase.read().items
        if item.rrule
    }
)
WINDOW = (dt.date(2020, 1, 1), dt.date(2022, 12, 31))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_corpus_is_valid(rule: str) -> None:
    assert is_valid(rule)


@pytest.mark.parametrize("rule", [rule for rule in RULES if "INTERVAL" not in rule])
@settings(deadline=None, max_examples=10)
@given(start=st.dates(dt.date(2019, 1, 1), dt.date(2020, 1, 1)))
def test_a_rule_does_not_depend_on_where_counting_starts(rule: str, start: dt.date) -> None:
    low, high = (dt.datetime.combine(day, dt.time()) for day in WINDOW)

    shifted = rrulestr(rule, dtstart=dt.datetime.combine(start, dt.time())).between(
        low, high, inc=True
    )
    plain = rrulestr(rule, dtstart=low).between(low, high, inc=True)

    assert shifted == plain


def test_days_are_bounded_by_the_deadline_and_by_the_window() -> None:
    (item,) = read_deadline(
        "ежеквартально", period=(dt.date(2021, 4, 1), dt.date(2021, 12, 31))
    ).items

    days = occurrences(item, dt.date(2021, 1, 1), dt.date(2021, 9, 30))

    assert days == (dt.date(2021, 6, 30), dt.date(2021, 9, 30))


def test_an_unbounded_rule_fills_the_window() -> None:
    (item,) = read_deadline("до 10 числа каждого месяца").items

    days = occurrences(item, dt.date(2021, 1, 1), dt.date(2021, 3, 31))

    assert days == (dt.date(2021, 1, 10), dt.date(2021, 2, 10), dt.date(2021, 3, 10))


def test_every_three_years_counts_from_the_start() -> None:
    (item,) = read_deadline(
        "1 раз в 3 года", period=(dt.date(2021, 1, 1), dt.date(2030, 12, 31))
    ).items

    days = occurrences(item, dt.date(2020, 1, 1), dt.date(2030, 12, 31))

    assert days == (
        dt.date(2021, 12, 31),
        dt.date(2024, 12, 31),
        dt.date(2027, 12, 31),
        dt.date(2030, 12, 31),
    )


def test_a_single_date_is_due_once_and_in_the_window_only() -> None:
    (item,) = read_deadline("до 5 мая 2021 года").items

    assert occurrences(item, dt.date(2021, 1, 1), dt.date(2021, 12, 31)) == (dt.date(2021, 5, 5),)
    assert occurrences(item, dt.date(2022, 1, 1), dt.date(2022, 12, 31)) == ()


def test_a_window_outside_the_deadline_is_empty() -> None:
    item = Deadline("", "recurring", dt.date(2021, 1, 1), dt.date(2021, 12, 31), rrule="FREQ=DAILY")

    assert occurrences(item, dt.date(2022, 1, 1), dt.date(2022, 12, 31)) == ()


@pytest.mark.parametrize(
    ("frequency", "rule"),
    [
        (Frequency("month", days=(31,)), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (Frequency("month", days=(30,)), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        (
            Frequency("quarter", days=(30,)),
            "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=28,29,30;BYSETPOS=-1",
        ),
        (
            Frequency("quarter", days=(-1,), following=True),
            "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=-1",
        ),
        (Frequency("quarter", weekdays=("-1TH",)), "FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=-1TH"),
        (
            Frequency("month", working=5),
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5",
        ),
        (
            Frequency("month", without=(1, 7, 8)),
            "FREQ=YEARLY;BYMONTH=2,3,4,5,6,9,10,11,12;BYMONTHDAY=-1",
        ),
        (Frequency("quarter", days=(10,)), "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        (
            Frequency("quarter", days=(25,), closing=True),
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25",
        ),
        (Frequency("year", times=12), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (Frequency("term"), None),
        (Frequency("quarter", times=2), None),
    ],
)
def test_frequencies_become_rules(frequency: Frequency, rule: str | None) -> None:
    assert rule_of(frequency) == rule


def test_a_day_that_short_months_lack_is_their_last() -> None:
    item = Deadline("", "recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1")

    days = occurrences(item, dt.date(2021, 2, 1), dt.date(2021, 3, 31))

    assert days == (dt.date(2021, 2, 28), dt.date(2021, 3, 30))


def test_an_invalid_rule_is_told() -> None:
    assert not is_valid("FREQ=SOMETIMES")
