"""Numbers and list marks are mended where their neighbours leave one answer."""

from __future__ import annotations

import pytest

from extract.ocr.sequence import mend_list_marks, mend_numbers


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["3.3.", "34.", "3.5."], ["3.3.", "3.4.", "3.5."]),
        (["1.З", "1.4"], ["1.З", "1.4"]),
        (["1.2", "1.З", "1.4"], ["1.2", "1.3", "1.4"]),
        (["1", "l", "3"], ["1", "l", "3"]),
        (["9", "1О", "11"], ["9", "10", "11"]),
        # a gap in the numbers is the clerk's, not the engine's
        (["1", "3", "4"], ["1", "3", "4"]),
        (["", "2.1", ""], ["", "2.1", ""]),
        ([], []),
    ],
)
def test_row_numbers(read: list[str], meant: list[str]) -> None:
    assert mend_numbers(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["а) первое;", "6) второе;", "в) третье."], ["а) первое;", "б) второе;", "в) третье."]),
        (["5) пятое", "6) шестое"], ["5) пятое", "6) шестое"]),
        (["а) первое", "1. Пункт", "6) шестое"], ["а) первое", "1. Пункт", "6) шестое"]),
    ],
)
def test_list_marks(read: list[str], meant: list[str]) -> None:
    assert mend_list_marks(read) == meant
