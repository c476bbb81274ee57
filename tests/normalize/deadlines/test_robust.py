"""Whatever the words, a reading keeps its promises."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases.score_deadlines import bounds
from normalize.deadlines import find_deadlines, plan_period, read_deadline
from normalize.deadlines.recurrence import is_valid
from normalize.record import Deadline

ORDER = dt.date(2017, 5, 16)
PERIOD = (ORDER, dt.date(2018, 12, 31))
WORDS = st.sampled_from(
    "до с по не_позднее в_течение ежегодно ежеквартально постоянно далее раз_в мая сентябрь "
    "квартал полугодие учебный года гг. декада неделя числа месяца первая последняя пятница "
    "начало конец II III 1 15 31 0 2017 2018 17 16.05.2017 31.02 31.02.2017 01.09 12.00 по_графику "
    "по_мере_необходимости № от школа - , ; ( ) и / . каждый текущего 2017-2018 летний период "
    "дней после".replace("_", "\u00a0").split(" ")
)
PHRASES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


def keeps_its_promises(item: Deadline, text: str) -> None:
    if item.start and item.end:
        assert item.start <= item.end
    if item.kind in {"date", "period"}:
        assert item.edtf is not None
        assert bounds(item.edtf) == (item.start, item.end)
    if item.kind in {"schedule", "event", "none", "unknown"}:
        assert (item.start, item.end, item.edtf) == (None, None, None)
    if item.rrule:
        assert is_valid(item.rrule)
    assert text[slice(*item.span)].strip() or item.kind in {"none", "unknown"}


@settings(deadline=None, max_examples=300)
@given(PHRASES)
def test_any_words_of_the_genre_give_a_sound_reading(text: str) -> None:
    reading = read_deadline(text, order_date=ORDER, period=PERIOD)

    assert reading.items
    for item in reading.items:
        keeps_its_promises(item, text)
    if any(item.kind == "unknown" for item in reading.items):
        assert reading.findings


@settings(deadline=None, max_examples=200)
@given(PHRASES)
def test_running_text_gives_only_sound_deadlines(text: str) -> None:
    for item in find_deadlines(text, order_date=ORDER).items:
        keeps_its_promises(item, text)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_random_text_raises_nothing(text: str) -> None:
    reading = read_deadline(text)

    assert reading.text == text
    assert reading.items
    find_deadlines(text)
    plan_period([text], order_date=ORDER)


@settings(deadline=None, max_examples=100)
@given(st.text("абвгежзиклмопрстуъыьэюя ,.;()№", max_size=40))
def test_letters_without_numbers_invent_no_date_with_a_year(text: str) -> None:
    for item in read_deadline(text).items:
        assert item.start is None
        assert item.end is None


@settings(deadline=None, max_examples=60)
@given(PHRASES)
def test_the_same_words_always_read_the_same(text: str) -> None:
    first = read_deadline(text, order_date=ORDER)

    assert read_deadline(text, order_date=ORDER) == first
    assert (
        read_deadline(text.replace(" ", "\u00a0"), order_date=ORDER).items[0].kind
        == first.items[0].kind
    )


def test_a_cell_of_many_pages_is_refused_and_not_worked_through() -> None:
    reading = read_deadline("до 5 мая, " * 2000)

    assert reading.kind == "unknown"
    assert reading.findings[0].code == "deadline.too-long"
