from __future__ import annotations

import datetime as dt

import pytest

from load.days import read_days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03-05", "2021-03-05", "2021-03-05"),
        ("5.3.2021", "2021-03-05", "2021-03-05"),
        ("05.03.2021 г.", "2021-03-05", "2021-03-05"),
        ("05/03/2021", "2021-03-05", "2021-03-05"),
        ("5 марта 2021", "2021-03-05", "2021-03-05"),
        ("«5» мая  2021 года", "2021-05-05", "2021-05-05"),
        ("1 сент. 2021", "2021-09-01", "2021-09-01"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("12.2021", "2021-12-01", "2021-12-31"),
        ("Май 2021", "2021-05-01", "2021-05-31"),
        ("ноябрь 2021 г.", "2021-11-01", "2021-11-30"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021 год", "2021-01-01", "2021-12-31"),
    ],
)
def test_days_months_and_years_are_read(text: str, first: str, last: str) -> None:
    assert read_days(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "март",
        "31.02.2021",
        "2021-13",
        "2021-02-30",
        "маршрут 2021",
        "5 мартобря 2021",
        "05.03.21",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_days(text)
