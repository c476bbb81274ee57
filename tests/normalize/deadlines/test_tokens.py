"""Words are cut into numbers, printed dates, clock times and words; slips are mended."""

from __future__ import annotations

import pytest

from normalize.deadlines.atoms import atomize
from normalize.deadlines.tokens import flatten, roman_value, tokenize


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("16.05.2017", ["dmy"]),
        ("16.05.17г.", ["dmy", "word", "mark"]),
        ("15.06. 15.08.2011", ["dm", "mark", "dmy"]),
        ("01-15.09.2021", ["num", "mark", "dmy"]),
        ("09.2013-05.2014", ["my", "mark", "my"]),
        ("до1 сентября", ["word", "num", "word"]),
        ("2013-14 уч. год", ["years", "word", "mark", "word"]),
        ("2019 - 15 января", ["num", "mark", "num", "word"]),
        ("12:30", ["clock"]),
        ("12-00 часов", ["clock", "word"]),
        ("15⁰⁰", ["clock"]),
        ("III кв.2019г.", ["roman", "word", "mark", "num", "word", "mark"]),
        ("1-го и 2-е", ["num", "word", "num"]),
        ("2013-2015 г.г.", ["num", "mark", "num", "plural"]),
        ("т.г.", ["current"]),
        ("уч. г.", ["schoolyear"]),
    ],
)
def test_text_is_cut_into_tokens(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokenize(text)] == kinds


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("2О17", ["2017"]),
        ("l5 мая", ["15", "мая"]),
        ("сентябpь", ["сентябрь"]),
        ("c 1 мая", ["с", "1", "мая"]),
        ("сен-\nтябрь", ["сентябрь"]),
        ("МАЙ", ["май"]),
        ("отчёт", ["отчет"]),
    ],
)
def test_what_recognition_and_typing_broke_is_mended(text: str, norms: list[str]) -> None:
    assert [token.norm for token in tokenize(text)] == norms


def test_a_repair_says_so() -> None:
    (token,) = tokenize("2О17")

    assert token.repair
    assert not tokenize("2017")[0].repair


@pytest.mark.parametrize("text", ["До 17 Мая 2017 года", "ё\u00a0—\u00ad«»", "İ ǅ ﬁ", ""])
def test_flat_text_has_a_character_for_each_character(text: str) -> None:
    assert len(flatten(text)) == len(text)


@pytest.mark.parametrize("text", ["до 17 мая 2017 года", "18, 19 сентября (пт)", "с 01.09 - 15.09"])
def test_tokens_know_where_they_stand(text: str) -> None:
    for token in tokenize(text):
        assert flatten(text)[token.start : token.end] == token.norm


@pytest.mark.parametrize(
    ("letters", "value"),
    [
        ("i", 1),
        ("iv", 4),
        ("ix", 9),
        ("iу", 4),
        ("xii", 12),
        ("iix", None),
        ("vx", None),
        ("", None),
    ],
)
def test_roman_numerals(letters: str, value: int | None) -> None:
    assert roman_value(letters) == value


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("школа № 5", ["word", "№", "word"]),  # a number after № counts nothing
        ("п. 3.2 плана", ["word", ".", "word", "word"]),
        ("П квартал", ["roman", "quarter"]),
        ("11 квартал", ["roman", "quarter"]),
        ("11 мая", ["num", "month"]),
        ("по мере необходимости", ["phrase"]),
        ("апрельмай", ["month", "month"]),
        ("09.30", ["clock"]),
        ("17\nмая", ["num", "month"]),
        ("март\nиюнь", ["month", "line", "month"]),
    ],
)
def test_atoms_are_told_by_what_stands_beside_them(text: str, kinds: list[str]) -> None:
    assert [atom.kind for atom in atomize(text)] == kinds
