"""The plan's period from titles and headings."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.deadlines import plan_period

ORDER = dt.date(2017, 5, 16)
D = dt.date


@pytest.mark.parametrize(
    ("heading", "start", "end"),
    [
        ("«Дорожная карта» помощи школам на 2017-2018 годы", ORDER, D(2018, 12, 31)),
        ("План работы на 2017 год", ORDER, D(2017, 12, 31)),
        ("План работы на 2017 г.", ORDER, D(2017, 12, 31)),
        ("План на 2013 - 2015 гг.", D(2013, 1, 1), D(2015, 12, 31)),
        ("План на 2018, 2019 годы", D(2018, 1, 1), D(2019, 12, 31)),
        ("План на 2020/2021 учебный год", D(2020, 9, 1), D(2021, 5, 31)),
        ("план-график на 2017-18 уч.год", D(2017, 9, 1), D(2018, 5, 31)),
        ("План на 2012–2013 учебные годы", D(2012, 9, 1), D(2013, 5, 31)),
        ("2017-2018 учебный год", D(2017, 9, 1), D(2018, 5, 31)),
        ("Дорожная карта на период до 2020 года", ORDER, D(2020, 12, 31)),
        ("План мероприятий с 2012 по 2015 год", D(2012, 1, 1), D(2015, 12, 31)),
        ("План на I полугодие 2021 года", D(2021, 1, 1), D(2021, 6, 30)),
        ("План на сентябрь–декабрь 2019 г.", D(2019, 9, 1), D(2019, 12, 31)),
        ("План на II квартал 2018 года", D(2018, 4, 1), D(2018, 6, 30)),
        ("План на 2021 год и плановый период 2022 и 2023 годов", D(2021, 1, 1), D(2023, 12, 31)),
        ("Об организации летнего отдыха в 2021 году", D(2021, 1, 1), D(2021, 12, 31)),
        ("План (2017-2018 годы)", ORDER, D(2018, 12, 31)),
        ("О месячнике с 1 по 30 сентября 2017 года", D(2017, 9, 1), D(2017, 9, 30)),
        ("Об утверждении программы «Культура на 2018-2020 годы»", D(2018, 1, 1), D(2020, 12, 31)),
        ("«Дорожная карта на 2017-2018 годы»", ORDER, D(2018, 12, 31)),
        ("План по Стратегии до 2025 года на 2018 год", D(2018, 1, 1), D(2018, 12, 31)),
    ],
)
def test_a_heading_states_the_period(heading: str, start: dt.date, end: dt.date) -> None:
    period = plan_period([heading], order_date=ORDER)

    assert period is not None
    assert (period.start, period.end) == (start, end)
    assert period.words in heading


@pytest.mark.parametrize(
    "heading",
    [
        "Подготовка проекта бюджета на 2012 год",
        "О бюджете района на 2017 год и плановый период 2018 и 2019 годов",
        "План мероприятий в рамках программы «Образование на 2014-2020 годы»",
        "О плане по реализации программы «Образование на 2014-2020 годы»",
        "О внесении изменений в программу «Культура на 2014-2020 годы»",
        "Об итогах 2016-2017 учебного года",
        "О подготовке к отопительному сезону 2017-2018 годов",
        "Приложение № 1 к приказу от 16.05.2017 № 663",
        "О проведении выборов 10 сентября 2017 года",
        "Об утверждении Положения",
        "",
    ],
)
def test_other_years_in_a_title_are_no_period(heading: str) -> None:
    assert plan_period([heading], order_date=ORDER) is None


def test_the_first_text_that_states_a_period_wins() -> None:
    texts = ("Приложение № 1", "План на 2018 год", "О мерах на 2019 год")

    period = plan_period(texts, order_date=ORDER)

    assert period is not None
    assert period.words == "на 2018 год"
    assert not period.inferred
    assert plan_period((), order_date=ORDER) is None


def test_without_the_order_date_a_period_begins_with_its_year() -> None:
    period = plan_period(["План на 2017 год"], order_date=None)

    assert period is not None
    assert period.start == dt.date(2017, 1, 1)
