"""Names that hold words of time."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.deadlines import read_deadline
from normalize.deadlines.names import hide_names, hide_quoted


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("22 мая ДК «Октябрь»", "«Октябрь»"),
        ("22 мая, РДК ОКТЯБРЬ", "ОКТЯБРЬ"),
        ("парк «весна», 22 мая", "«весна»"),
        ("ул. 8 Марта, 22 мая", "8 Марта"),
        ("22 мая, конкурс «Лето-2021»", "«Лето-2021»"),
        ("22 мая, вечер “Новый год”", "“Новый год”"),
        ("«Март 2021»", ""),
        ("«Март», «Май»", ""),
        ("до «мая» 2021 г.", ""),
        ("к «Июню»", ""),
        ("«22» «Мая» 2021 г.", ""),
        ("клуб летом 2021 года", ""),
        ("парк май 2021", ""),
    ],
)
def test_a_name_is_blotted_out_and_a_time_in_quotes_is_not(words: str, hidden: str) -> None:
    assert hide_names(words) == words.replace(hidden, "ъ" * len(hidden))


def test_in_a_sentence_all_quotes_and_streets_are_blotted_out() -> None:
    words = "Отметить «Май» на ул. 8 Марта"

    assert hide_quoted(words) == "Отметить ъъъъъ на ул. ъъъъъъъ"


def test_the_name_beside_a_day_is_told() -> None:
    reading = read_deadline("22 мая 15.00 ДК «Октябрь»", order_date=dt.date(2015, 3, 19))

    assert [item.edtf for item in reading.items] == ["2015-05-22"]
    assert [finding.code for finding in reading.findings] == ["deadline.words-beside"]
