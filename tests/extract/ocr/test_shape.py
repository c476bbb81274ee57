"""The ink refutes readings: dashes, capitals, Roman numbers, bold print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from extract.ocr.engine import OcrEngine, OcrWord, Request
from extract.ocr.prepare import Prepared
from extract.ocr.roman import roman_before_unit, roman_label
from extract.ocr.shape import checked
from extract.ocr.weight import bold_lines, thickness, usual_thickness

if TYPE_CHECKING:
    from tests.extract.ocr.conftest import Sheet


class Silent:
    """An engine that reads nothing: what is told is told by the ink alone."""

    name = "silent"

    def recognize(self, image: object, request: Request) -> tuple[OcrWord, ...]:
        return ()

    def orientation(self, image: object) -> tuple[int, float]:
        return 0, 0.0

    def languages(self) -> frozenset[str]:
        return frozenset({"rus"})


SILENT: OcrEngine = Silent()


def page_of(sheet: Sheet) -> Prepared:
    return Prepared(sheet.grey, sheet.ink, float(sheet.em), np.eye(3))


def word_at(sheet: Sheet, drawn: str, read: str) -> OcrWord:
    sheet.text(100, 100, drawn)
    rows, columns = np.nonzero(sheet.ink)
    return OcrWord(
        read, 0.9, int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1
    )


@pytest.mark.parametrize(("drawn", "read"), [("-", "—"), ("–", "—"), ("—", "-"), ("–", "-")])
def test_dash_is_as_wide_as_its_ink(sheet: Sheet, drawn: str, read: str) -> None:
    word = word_at(sheet, drawn, read)

    (mended,) = checked([word], page_of(sheet), SILENT)

    assert mended.text == drawn


@pytest.mark.parametrize(
    ("drawn", "read", "meant"),
    [
        ("ОО", "оо", "ОО"),
        ("УО", "уо", "УО"),
        ("оо", "оо", "оо"),
        ("ИМЦ", "иМЦ", "ИМЦ"),
        ("июня", "ИЮНЯ", "июня"),
        ("ПЛАНА", "ПЛАНА", "ПЛАНА"),
        ("или", "или", "или"),
        ("(ПЭ)", "(пэ)", "(ПЭ)"),
        ("(ПЭ),", "(пэ),", "(ПЭ),"),
        ("(или)", "(или)", "(или)"),
        ("8-о", "8-0", "8-о"),
        ("8-0", "8-0", "8-0"),
    ],
)
def test_height_tells_capitals(sheet: Sheet, drawn: str, read: str, meant: str) -> None:
    word = word_at(sheet, drawn, read)

    (mended,) = checked([word], page_of(sheet), SILENT)

    assert mended.text == meant


@pytest.mark.parametrize(
    ("drawn", "read", "unit", "meant"),
    [
        ("II", "П", "квартал", "II"),
        ("III", "Ш", "квартала", "III"),
        ("I", "Т", "полугодие", "I"),
        ("IV", "ГУ", "квартал", "IV"),
        ("V", "У", "этап", "V"),
        ("1", "1", "квартал", "1"),
        ("2-й", "2-й", "квартал", "2-й"),
    ],
)
def test_roman_numbers_before_units(
    sheet: Sheet, drawn: str, read: str, unit: str, meant: str
) -> None:
    word = word_at(sheet, drawn, read)

    assert roman_before_unit(word, unit, page_of(sheet), SILENT).text == meant


def test_reading_that_leaves_out_half_of_the_ink_is_refused(sheet: Sheet) -> None:
    class Hasty(Silent):
        def recognize(self, image: object, request: Request) -> tuple[OcrWord, ...]:
            return (OcrWord("IV", 0.9, 2, 2, 40, 30),)

        def languages(self) -> frozenset[str]:
            return frozenset({"rus", "eng"})

    # blurred: the ink alone tells nothing
    word = word_at(sheet, "ШЩ-ЩМ", "Ш-ТУ")

    assert roman_before_unit(word, "кварталы", page_of(sheet), Hasty()).text == "III-IV"


@pytest.mark.parametrize(
    ("drawn", "read", "meant"),
    [
        ("II.", "П.", "II."),
        ("III.", "Ш.", "III."),
        ("1.", "1.", "1."),
        ("1.1.", "1.1.", "1.1."),
        ("П.", "П.", "П."),
    ],
)
def test_roman_row_labels(sheet: Sheet, drawn: str, read: str, meant: str) -> None:
    assert roman_label(word_at(sheet, drawn, read), page_of(sheet)) == meant


def test_bold_print_has_thicker_strokes(sheet: Sheet) -> None:
    thin = thickness(word_at(sheet, "Управление", "Управление"), page_of(sheet))
    sheet.text(100, 300, "Управление", bold=True)
    thick = thickness(OcrWord("Управление", 0.9, 100, 300, 400, 345), page_of(sheet))
    usual = usual_thickness([(thin, 10)] * 30)

    assert bold_lines([[(thick, 10)], [(thin, 10)]], usual) == [True, False]


def test_few_words_have_no_usual_thickness() -> None:
    assert usual_thickness([(0.1, 5)] * 3) == 0.0
    assert bold_lines([[(9.0, 5)]], 0.0) == [False]


def test_line_that_is_nearly_bold_is_so_beside_a_bold_one() -> None:
    bold, nearly, thin = [(1.3, 11)], [(1.2, 9)], [(1.0, 9)]

    assert bold_lines([bold, nearly, thin], 1.0) == [True, True, False]
    assert bold_lines([thin, nearly, nearly], 1.0) == [False, False, False]
