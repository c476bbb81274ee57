"""Which year is meant where the words do not say it."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.deadlines import read_deadline

MARCH_2021 = dt.date(2021, 3, 5)
TWO_YEARS = (dt.date(2017, 5, 16), dt.date(2018, 12, 31))
SCHOOL_YEAR = (dt.date(2020, 9, 1), dt.date(2021, 5, 31))


def edtf(text: str, order: dt.date | None, period: tuple[dt.date, dt.date] | None = None) -> str:
    reading = read_deadline(text, order_date=order, period=period)
    return "; ".join(str(item.edtf) for item in reading.items)


def codes(text: str, order: dt.date, period: tuple[dt.date, dt.date] | None = None) -> set[str]:
    return {f.code for f in read_deadline(text, order_date=order, period=period).findings}


@pytest.mark.parametrize(
    ("words", "order", "period", "expected"),
    [
        ("март", MARCH_2021, None, "2021-03"),
        ("февраль", MARCH_2021, None, "2022-02"),
        # within the plan's period what just passed stays in its year
        ("сентябрь", dt.date(2020, 10, 5), SCHOOL_YEAR, "2020-09"),
        ("январь", dt.date(2018, 2, 10), TWO_YEARS, "2018-01"),
        # a plan that began with the order has no earlier February
        ("февраль", MARCH_2021, (MARCH_2021, dt.date(2022, 12, 31)), "2022-02"),
        # and where the plan's year has no later one, the year's own is meant
        ("февраль", MARCH_2021, (MARCH_2021, dt.date(2021, 12, 31)), "2021-02"),
        ("май", dt.date(2020, 8, 20), SCHOOL_YEAR, "2021-05"),
        ("август, март", dt.date(2020, 8, 20), SCHOOL_YEAR, "2020-08; 2021-03"),
        ("I полугодие", dt.date(2020, 8, 20), SCHOOL_YEAR, "2020-09/2020-12"),
        ("в течение года", dt.date(2020, 8, 20), SCHOOL_YEAR, "2020-09-01/2021-05-31"),
        ("сентябрь – май", dt.date(2017, 5, 16), TWO_YEARS, "2017-09/2018-05"),
        ("сентябрь – май", dt.date(2020, 10, 5), None, "2020-09/2021-05"),
        ("январь – март", dt.date(2021, 2, 10), None, "2021-01/2021-03"),
        ("29 февраля", dt.date(2021, 3, 5), None, "2024-02-29"),
        ("до 20 мая", None, SCHOOL_YEAR, "../2021-05-20"),
        ("до 20 мая", None, None, "../XXXX-05-20"),
        ("в следующем учебном году", dt.date(2021, 3, 5), None, "2021-09-01/2022-05-31"),
        ("в текущем учебном году", dt.date(2021, 3, 5), None, "2020-09-01/2021-05-31"),
        ("в текущем учебном году", dt.date(2021, 10, 5), None, "2021-09-01/2022-05-31"),
        ("май следующего учебного года", dt.date(2021, 3, 5), None, "2022-05"),
        ("декабрь прошлого года", dt.date(2021, 3, 5), None, "2020-12"),
    ],
)
def test_a_missing_year_is_inferred(
    words: str, order: dt.date | None, period: tuple[dt.date, dt.date] | None, expected: str
) -> None:
    assert edtf(words, order, period) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "15 июля, 15 октября 2006 года и 15 января 2007 года",
            "2006-07-15; 2006-10-15; 2007-01-15",
        ),
        ("ноябрь, декабрь, январь 2015 года", "2014-11; 2014-12; 2015-01"),
        ("ноябрь 2014, февраль", "2014-11; 2015-02"),
        ("апрель-май, сентябрь-октябрь 2019", "2019-04/2019-05; 2019-09/2019-10"),
        ("сентябрь, май 2013-2014 уч. года", "2013-09; 2014-05"),
        ("июль 2013 года, в течение учебного года", "2013-07; 2013-09-01/2014-05-31"),
    ],
)
def test_a_stated_year_reaches_its_neighbours(words: str, expected: str) -> None:
    assert edtf(words, None) == expected


def test_a_year_that_the_period_leaves_open_is_said_to_be_doubtful() -> None:
    assert "deadline.year-ambiguous" in codes("июнь", dt.date(2017, 5, 16), TWO_YEARS)
    assert codes("июнь", dt.date(2017, 5, 16)) == set()


def test_what_was_over_before_the_order_is_said() -> None:
    assert "deadline.before-order" in codes("сентябрь", dt.date(2020, 10, 5), SCHOOL_YEAR)


def test_what_falls_outside_the_period_is_said() -> None:
    assert "deadline.outside-period" in codes("июль", dt.date(2020, 8, 20), SCHOOL_YEAR)


def test_a_weekday_that_does_not_fit_is_said_and_the_date_kept() -> None:
    reading = read_deadline("22.04.2021 (пт)")

    assert reading.end == dt.date(2021, 4, 22)
    assert [finding.code for finding in reading.findings] == ["deadline.weekday"]


def test_a_time_of_day_stands_beside_the_date() -> None:
    (item,) = read_deadline("17.10.2015 до 12-00 часов").items

    assert (item.end, item.time) == (dt.date(2015, 10, 17), "12:00")


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("По графику «Центра творчества»", "По графику «Центра творчества»"),
        ("май-июнь (по отдельному графику)", "по отдельному графику"),
        ("ежемесячно (согласно графику)", "согласно графику"),
        ("по плану на 2021-2022 учебный год", "по плану на 2021-2022 учебный год"),
        ("в течение 10 дней со дня получения", "в течение 10 дней со дня получения"),
    ],
)
def test_a_condition_keeps_the_whole_reference(words: str, condition: str) -> None:
    (item,) = read_deadline(words).items

    assert item.condition == condition


def test_each_deadline_knows_its_words() -> None:
    words = "Постоянно, отчет до 1 декабря 2023 г."

    items = read_deadline(words).items

    assert [words[slice(*item.span)] for item in items] == ["Постоянно", "до 1 декабря 2023 г."]
    assert [item.text for item in items] == ["Постоянно", "до 1 декабря 2023 г."]


@pytest.mark.parametrize(
    ("words", "order", "expected"),
    [
        ("июль 98 г.", dt.date(1998, 1, 19), "1998-07"),
        ("июль 98 г.", dt.date(2021, 3, 5), "1998-07"),
        ("июль 98 г.", dt.date(2090, 3, 5), "2098-07"),
        ("III квартал 02 г.", dt.date(1999, 12, 1), "2002-35"),
        ("97/98 уч. год", dt.date(1998, 1, 19), "1997-09-01/1998-05-31"),
        ("99-00 уч. год", dt.date(1999, 8, 19), "1999-09-01/2000-05-31"),
        ("на 99 год", dt.date(1998, 12, 19), "1999"),
        ("до 15.03.69", dt.date(1968, 3, 5), "../1969-03-15"),
        ("до 15.03.69", dt.date(2021, 3, 5), "../2069-03-15"),
        ("до 15.03.21", None, "../2021-03-15"),
        ("июль 98 г.", None, "1998-07"),
    ],
)
def test_two_digits_are_the_year_nearest_to_the_order(
    words: str, order: dt.date | None, expected: str
) -> None:
    assert edtf(words, order) == expected


@pytest.mark.parametrize("words", ["раз в 22 года", "март 45", "для детей 14 лет"])
def test_not_every_number_of_two_digits_is_a_year(words: str) -> None:
    reading = read_deadline(words, order_date=dt.date(1998, 1, 19))

    assert not any(item.start and item.start.year != 1998 for item in reading.items)
