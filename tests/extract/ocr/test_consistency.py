"""A word whose likely spelling stands elsewhere in the document is reported, never changed."""

from __future__ import annotations

import pytest

from extract.document import Box, Place
from extract.ocr.consistency import spelled_otherwise


@pytest.mark.parametrize(
    ("elsewhere", "read", "likely"),
    [
        ("Отдел экологии (далее - ОЭ)", "0Э", "ОЭ"),
        ("Отдел экологии (далее – ОЭ)", "03, администрации поселений", "ОЭ"),
        ("МКУ «ЦОФ», МКУ «ЦОФ»", "МКУ «Ц0Ф»", "ЦОФ"),
        ("приём в Высокогорском районе", "приём в Высокегорском районе", "Высокогорском"),
        ("Ветлужанин Н.П., Ветлужанин Н.П.", "Ветлуханин Н.П.", "Ветлужанин"),
    ],
)
def test_odd_spelling_is_reported(elsewhere: str, read: str, likely: str) -> None:
    known = [(Place(1), elsewhere), (Place(1), "Высокогорском поселении")]
    here = Place(4, Box(50, 60, 170, 90))

    (finding,) = spelled_otherwise([*known, (here, read)])

    assert (finding.code, finding.excerpt) == ("ocr.spelled-otherwise", read)
    assert (finding.page, finding.box) == (here.page, here.box)
    assert f"«{likely}»" in finding.message


@pytest.mark.parametrize(
    "texts",
    [
        ["УО, ОО", "УО", "ОО", "ОУ"],
        ["МБУ «Сток»", "МКУ «Сток»", "МБУ", "МКУ"],
        ["Ясеневу С.С.", "Ясенев С.С.", "Ясеневым С.С."],
        ["Отдел экологии (далее - ОЭ)", "до 03.05.2021", "класс 03"],
        ["руководители школ", "руководитель школы"],
        ["СОШ № 3", "ООШ № 8", "СОШ № 8"],
    ],
)
def test_other_words_are_left(texts: list[str]) -> None:
    assert spelled_otherwise([(Place(1), text) for text in texts]) == []
