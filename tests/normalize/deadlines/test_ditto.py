"""Cells that repeat the row above."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.deadlines import read_deadline, repeat

ORDER = dt.date(2021, 3, 5)


@pytest.mark.parametrize(
    "words",
    [
        "то же", "То же.", "тоже", "там же", "-//-", "- // -", "-\"-", "//", "''", "—»—", "-//-;",
        "тот же срок", "в тот же срок", "в те же сроки", "срок тот же", "аналогично", "см. выше",
        "в тот же период", "т/ж", "те же",
    ],
)  # fmt: skip
def test_alone_it_is_not_understood_and_says_why(words: str) -> None:
    reading = read_deadline(words)

    assert reading.kind == "unknown"
    assert [finding.code for finding in reading.findings] == ["deadline.ditto"]


@pytest.mark.parametrize(
    "words", ["-", "—", "...", "«-»", "в тот же день", "до того же 5 мая", "*"]
)
def test_other_words_repeat_nothing(words: str) -> None:
    assert "deadline.ditto" not in {finding.code for finding in read_deadline(words).findings}


def test_the_deadlines_above_are_taken_and_marked_as_inferred() -> None:
    above = read_deadline("1 и 15 апреля 2021 г.", order_date=ORDER)

    here = repeat(read_deadline("то же"), above)

    assert [item.edtf for item in here.items] == ["2021-04-01", "2021-04-15"]
    assert {(item.text, item.year_inferred) for item in here.items} == {("то же", True)}
    assert [finding.code for finding in here.findings] == ["deadline.repeated"]


@pytest.mark.parametrize("above", ["Отдел культуры", "", "-//-", None])
def test_where_nothing_above_is_known_it_stays_unknown(above: str | None) -> None:
    here = repeat(read_deadline("то же"), None if above is None else read_deadline(above))

    assert here.kind == "unknown"


def test_what_says_something_itself_is_left_alone() -> None:
    here = read_deadline("май 2021")

    assert repeat(here, read_deadline("июнь 2021")) is here
