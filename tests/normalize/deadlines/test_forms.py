"""Any day written in any of the genre's forms reads back as that day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.deadlines import read_deadline

GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
DAYS = st.dates(dt.date(2004, 1, 1), dt.date(2032, 12, 31))

ON_THE_DAY = (
    "{d} {m} {y} года",
    "{d} {m} {y} г.",
    "{d} {m} {y}г",
    "{d} {m} {y}",
    "{d}{m}{y}года",
    "«{d}» {m} {y} г.",
    '"{dd}" {m} {y} года',
    "{dd} {m} {y} г.",
    "{d}-го {m} {y} года",
    "{dd}.{mm}.{y}",
    "{dd}.{mm}.{y}г.",
    "{d}.{n}.{y}",
    "{dd}.{mm}.{yy}",
    "{dd}. {mm}. {y}",
    "{dd}/{mm}/{y}",
    "{dd}-{mm}-{y}",
    "{y}-{mm}-{dd}",
    "  {d}  {m}  {y} ",
    "{d}\u00a0{m}\u00a0{y}\u00a0г.",
    "{d} {M} {y} ГОДА",
    "{d}\n{m} {y}",
    "{d} числа {m} {y} года",
)
UNTIL_THE_DAY = (
    "до {d} {m} {y} года",
    "До {dd}.{mm}.{y}",
    "до {dd}.{mm}.{yy}г.",
    "в срок до {d} {m} {y} г.",
    "Срок: до {dd}.{mm}.{y} года",
    "не позднее {d} {m} {y} г.",
    "не позже {dd}.{mm}.{y}",
    "к {d} {m} {y} года",
    "по {dd}.{mm}.{y}",
    "до {d} {m} {y} г. включительно",
    "до 18.00 {d} {m} {y} года",
    "до «{d}» {m} {y} г.",
    "ДО {d} {M} {y} Г.",
    "до {d}-го {m} {y} года",
)
FROM_THE_DAY = (
    "с {d} {m} {y} года",
    "c {dd}.{mm}.{y}",  # a Latin «c»
    "начиная с {d} {m} {y} г.",
    "не ранее {dd}.{mm}.{y} г.",
)


def written(form: str, day: dt.date) -> str:
    month = GENITIVE[day.month - 1]
    return form.format(
        d=day.day, dd=f"{day.day:02d}", n=day.month, mm=f"{day.month:02d}", m=month,
        M=month.upper(), y=day.year, yy=f"{day.year % 100:02d}",
    )  # fmt: skip


def test_there_are_enough_forms() -> None:
    assert len({*ON_THE_DAY, *UNTIL_THE_DAY, *FROM_THE_DAY}) >= 30


@pytest.mark.parametrize("form", ON_THE_DAY)
@settings(deadline=None, max_examples=20)
@given(day=DAYS)
def test_a_day_reads_back(form: str, day: dt.date) -> None:
    (item,) = read_deadline(written(form, day)).items

    assert (item.kind, item.start, item.end, item.edtf) == ("date", day, day, day.isoformat())


@pytest.mark.parametrize("form", UNTIL_THE_DAY)
@settings(deadline=None, max_examples=20)
@given(day=DAYS)
def test_until_a_day_reads_back(form: str, day: dt.date) -> None:
    (item,) = read_deadline(written(form, day)).items

    assert (item.kind, item.start, item.end) == ("date", None, day)
    assert item.edtf == f"../{day.isoformat()}"


@pytest.mark.parametrize("form", FROM_THE_DAY)
@settings(deadline=None, max_examples=20)
@given(day=DAYS)
def test_from_a_day_reads_back(form: str, day: dt.date) -> None:
    (item,) = read_deadline(written(form, day)).items

    assert (item.kind, item.start, item.end) == ("date", day, None)
    assert item.edtf == f"{day.isoformat()}/.."


@pytest.mark.parametrize(
    "form",
    [
        "с {a} по {b}", "{a} - {b}", "{a}-{b}", "{a} – {b}", "с {a} до {b}",
        "в период с {a} по {b}", "не ранее {a} и не позднее {b}",
    ],
)  # fmt: skip
@settings(deadline=None, max_examples=20)
@given(first=DAYS, length=st.integers(1, 400))
def test_a_range_of_days_reads_back(form: str, first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    text = form.format(a=f"{first:%d.%m.%Y}", b=written("{d} {m} {y} года", last))

    (item,) = read_deadline(text).items

    assert (item.kind, item.start, item.end) == ("period", first, last)
    assert item.edtf == f"{first.isoformat()}/{last.isoformat()}"


@settings(deadline=None, max_examples=60)
@given(day=DAYS, order=DAYS)
def test_a_stated_year_is_never_shifted(day: dt.date, order: dt.date) -> None:
    text = written("до {d} {m} {y} года", day)

    assert read_deadline(text, order_date=order).end == day


@settings(deadline=None, max_examples=60)
@given(day=DAYS, order=DAYS)
def test_a_missing_year_is_the_first_on_or_after_the_order(day: dt.date, order: dt.date) -> None:
    (item,) = read_deadline(written("{d} {m}", day), order_date=order).items

    assert item.start is not None
    assert item.start >= order
    assert (item.start.month, item.start.day) == (day.month, day.day)
    assert item.start - order <= dt.timedelta(days=366 * 4)  # 29 February may be far off
    assert item.year_inferred
