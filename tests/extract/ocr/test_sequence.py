"""Numbers and list marks are mended where their neighbours leave one answer."""

from __future__ import annotations

import pytest

from extract.document import Cell
from extract.ocr.roman import mend_roman_labels
from extract.ocr.sequence import mend_list_marks, mend_numbers, out_of_sequence
from extract.ocr.tables import with_roman_sections


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
        # the first number, told by what follows it
        (["№ п/п", "11", "1.2", "1.3"], ["№ п/п", "1.1", "1.2", "1.3"]),
        (["11.", "1.2.", "2.1."], ["1.1.", "1.2.", "2.1."]),
        (["11", "12", "13"], ["11", "12", "13"]),
        (["11", "1.2"], ["11", "1.2"]),
        (["7", "1", "2"], ["7", "1", "2"]),
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


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            ["Г Охрана", "П Обращение", "Ш Просвещение"],
            ["I Охрана", "II Обращение", "III Просвещение"],
        ),
        (["1. Сбор", "Н. Вывоз", "Ш. Итоги"], ["I. Сбор", "II. Вывоз", "III. Итоги"]),
        (["1 Охрана", "Всего", "II Отходы"], ["I Охрана", "Всего", "II Отходы"]),
        (["II. Вывоз", "Ш. Итоги", "ГУ. Отчёт"], ["II. Вывоз", "III. Итоги", "IV. Отчёт"]),
    ],
)
def test_roman_sections_are_told_from_each_other(read: list[str], meant: list[str]) -> None:
    assert mend_roman_labels(read) == meant


@pytest.mark.parametrize(
    "texts",
    [
        ["1. Сбор", "2. Вывоз"],
        ["А. Сбор", "Б. Вывоз"],
        ["Г. Сбор", "Д. Вывоз"],
        ["П. Сбор"],
        ["I. Сбор", "III. Вывоз"],
        ["Сбор", "Ш. Вывоз"],
    ],
)
def test_other_section_labels_stay(texts: list[str]) -> None:
    assert mend_roman_labels(texts) == texts


@pytest.mark.parametrize(
    ("texts", "odd"),
    [
        (["1.", "2.", "3."], set()),
        (["1.1", "1.2", "2.", "2.1"], set()),
        (["1", "2", "8", "4", "5"], {2}),
        (["1.1", "12", "1.3", "1.4"], {1}),
        (["1", "", "2"], set()),
        (["5", "6"], set()),
        (["14", "1.2", "1.3"], {0}),
        (["3", "4.1", "4.2"], set()),
    ],
)
def test_number_that_fits_neither_neighbour_is_odd(texts: list[str], odd: set[int]) -> None:
    assert out_of_sequence(texts) == odd


def test_roman_number_in_a_cell_of_its_own_is_told_as_well() -> None:
    cells = [
        Cell(0, 0, "1"),
        Cell(0, 1, "Охрана", column_span=3),
        Cell(1, 0, "1.1"),
        *(Cell(1, column, "вывоз") for column in (1, 2, 3)),
        Cell(2, 0, "П"),
        Cell(2, 1, "Отходы", column_span=3),
    ]

    texts = [cell.text for cell in with_roman_sections(cells)]

    assert texts == ["I", "Охрана", "1.1", "вывоз", "вывоз", "вывоз", "II", "Отходы"]
