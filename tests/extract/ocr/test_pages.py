"""A drawn page becomes a Page: table, paragraphs, boxes of the page as it came, confidences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from extract.document import Page, Paragraph, Table
from extract.ocr.engine import OcrEngine, OcrWord, Request
from extract.ocr.finish import finish_pages
from extract.ocr.pages import draft_page_image, read_page_image

if TYPE_CHECKING:
    from tests.extract.ocr.conftest import Sheet

POINTS = 72 / 200
"""The sheets are drawn as if scanned at 200 dpi."""


def read(image: Image.Image, engine: OcrEngine, page: int = 1) -> Page:
    return read_page_image(
        image, page=page, width=image.width * POINTS, height=image.height * POINTS, engine=engine
    )


def table_sheet(sheet: Sheet) -> Sheet:
    sheet.text(330, 30, "План мероприятий", bold=True)
    sheet.grid([60, 140, 560, 940], [100, 170, 290, 400])
    for x, words in ((75, "№"), (180, "Мероприятие"), (600, "Срок")):
        sheet.text(x, 115, words, bold=True)
    sheet.text(75, 185, "1.").text(155, 185, "Провести совещание\nруководителей школ")
    sheet.text(575, 185, "до 15 октября\n2021 года")
    sheet.text(75, 305, "2.").text(155, 305, "Подготовить отчёт").text(
        575, 305, "II квартал 2022 г."
    )
    return sheet.text(60, 450, "Контроль за исполнением плана возложить на методиста.")


def tables(page: Page) -> list[Table]:
    return [block for block in page.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def test_table_and_text_are_read(sheet: Sheet, engine: OcrEngine) -> None:
    page = read(table_sheet(sheet).image, engine)

    (table,) = tables(page)
    assert texts(table) == [
        ["№", "Мероприятие", "Срок"],
        ["1.", "Провести совещание руководителей школ", "до 15 октября\n2021 года"],
        ["2.", "Подготовить отчёт", "II квартал 2022 г."],
    ]
    assert [type(block) for block in page.blocks] == [Paragraph, Table, Paragraph]
    first, last = page.blocks[0], page.blocks[-1]
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert first.text == "План мероприятий"
    assert last.text == "Контроль за исполнением плана возложить на методиста."
    assert all(0.6 < cell.confidence <= 1 for cell in table.cells)


@pytest.mark.parametrize("rules", [(), (95, 170, 275, 380)])
def test_table_without_columns_of_rulings_is_read(
    sheet: Sheet, engine: OcrEngine, rules: tuple[int, ...]
) -> None:
    for y in rules:
        sheet.line(60, y, 940, y)
    for x, words in ((75, "№"), (180, "Мероприятие"), (600, "Срок")):
        sheet.text(x, 115, words, bold=True)
    sheet.text(75, 185, "1.").text(155, 185, "Провести совещание\nруководителей школ")
    sheet.text(575, 185, "до 15 октября\n2021 года")
    sheet.text(75, 285, "2.").text(155, 285, "Подготовить отчёт и\nразместить на сайте")
    sheet.text(575, 285, "II квартал 2022 г.")

    (table,) = tables(read(sheet.image, engine))

    assert [[" ".join(text.split()) for text in row] for row in texts(table)] == [
        ["№", "Мероприятие", "Срок"],
        ["1.", "Провести совещание руководителей школ", "до 15 октября 2021 года"],
        ["2.", "Подготовить отчёт и разместить на сайте", "II квартал 2022 г."],
    ]


@pytest.mark.parametrize("turn", [90, 180])
def test_boxes_are_those_of_the_page_as_it_came(sheet: Sheet, engine: OcrEngine, turn: int) -> None:
    image = table_sheet(sheet).image.rotate(-turn, expand=True)

    page = read(image, engine)

    (table,) = tables(page)
    cell = next(cell for cell in table.cells if cell.text == "Подготовить отчёт")
    box = cell.places[0].box
    assert box is not None
    upright = (140 * POINTS, 290 * POINTS, 560 * POINTS, 400 * POINTS)
    x0, top, x1, bottom = upright
    expected = {
        90: (600 * POINTS - bottom, x0, 600 * POINTS - top, x1),
        180: (1000 * POINTS - x1, 600 * POINTS - bottom, 1000 * POINTS - x0, 600 * POINTS - top),
    }[turn]
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(expected, abs=4)
    assert (page.width, page.height) == (image.width * POINTS, image.height * POINTS)


def test_skewed_page_reads_alike(sheet: Sheet, engine: OcrEngine) -> None:
    image = table_sheet(sheet).image.rotate(1.7, Image.Resampling.BICUBIC, fillcolor=255)

    (table,) = tables(read(image, engine))

    assert texts(table)[1][1:] == [
        "Провести совещание руководителей школ",
        "до 15 октября\n2021 года",
    ]


def test_table_over_two_pages_is_one(sheet: Sheet, engine: OcrEngine) -> None:
    sheet.grid([60, 140, 560, 940], [300, 400, 500])
    sheet.text(155, 315, "Провести совещание").text(155, 415, "Подготовить отчёт")
    shifted = Image.new("L", sheet.image.size, 255)
    shifted.paste(sheet.image, (14, -250))

    drafts = [
        draft_page_image(
            image, page=number, width=1000 * POINTS, height=600 * POINTS, engine=engine
        )
        for number, image in enumerate((sheet.image, shifted), start=1)
    ]
    first, second = finish_pages(drafts)

    (table,) = tables(first)
    assert table.row_count == 4
    assert [each.row for each in table.breaks] == [2]
    assert tables(second) == []


def test_blank_page_is_empty(sheet: Sheet, engine: OcrEngine) -> None:
    page = read(sheet.image, engine)

    assert page.blocks == ()
    assert page.findings == ()


class Broken:
    """An engine that fails in one of several ways."""

    name = "broken"

    def __init__(self, manner: str) -> None:
        self._manner = manner

    def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
        if self._manner == "raises":
            raise RuntimeError("no model")
        if self._manner == "garbage":
            return (
                OcrWord("~|^", 0.1, -50, -50, 9000, 9000),
                OcrWord("", 0.9, 1, 1, 5, 5),
                OcrWord("]|[", 0.05, 1, 1, 9, 9),
            )
        return ()

    def orientation(self, image: np.ndarray) -> tuple[int, float]:
        if self._manner == "raises":
            raise RuntimeError("no model")
        return (45, 99.0) if self._manner == "garbage" else (0, 0.0)

    def languages(self) -> frozenset[str]:
        return frozenset({"rus"})


@pytest.mark.parametrize("manner", ["raises", "garbage", "silent"])
def test_failing_engine_gives_a_page(sheet: Sheet, manner: str) -> None:
    page = read(table_sheet(sheet).image, Broken(manner))

    (table,) = tables(page)
    assert table.row_count == 3
    assert all(not any(char.isalnum() for char in cell.text) for cell in table.cells)
    failed = [finding for finding in page.findings if finding.code == "ocr.engine-failed"]
    assert len(failed) == (1 if manner == "raises" else 0)


def test_doubtful_cell_is_reported(sheet: Sheet) -> None:
    class Unsure(Broken):
        def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
            return (OcrWord("Пдан", 0.4, 2, 2, 40, 30),)

    page = read(table_sheet(sheet).image, Unsure("silent"))

    assert {"ocr.low-confidence"} <= {finding.code for finding in page.findings}
    assert all(finding.page == 1 for finding in page.findings)


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_doubt_has_the_box_of_its_cell_on_the_page_as_it_came(
    sheet: Sheet, engine: OcrEngine, turn: int
) -> None:
    class Unsure:
        """The engine itself, sure of nothing."""

        name = "unsure"

        def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
            words = engine.recognize(image, request)
            return tuple(replace(word, confidence=word.confidence * 0.6) for word in words)

        def orientation(self, image: np.ndarray) -> tuple[int, float]:
            return engine.orientation(image)

        def languages(self) -> frozenset[str]:
            return engine.languages()

    image = table_sheet(sheet).image.rotate(-turn, expand=True)

    page = read(image, Unsure(), page=3)

    (table,) = tables(page)
    doubted = {f.box: f.excerpt for f in page.findings if f.code == "ocr.low-confidence"}
    cells = {cell.places[0].box: cell.text for cell in table.cells}
    assert {box: text for box, text in doubted.items() if box in cells} == cells
    assert all(finding.page == 3 for finding in page.findings)


def test_right_page_of_a_spread_has_its_doubts_there(sheet: Sheet) -> None:
    """The stamp at the lower right is no print: the box says where in the whole image."""
    lines = "\n".join(["Провести совещание"] * 7)
    sheet.text(60, 40, lines).text(620, 40, lines)

    class Stamped(Reads):
        def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
            width, height = image.shape[1], image.shape[0]
            return (OcrWord("|~=", 0.2, 2, 2, width - 4, height - 4),)

    page = read(sheet.image, Stamped("нет"))

    marks = [finding for finding in page.findings if finding.code == "ocr.mark-left-out"]
    assert len(marks) == 2
    left, right = sorted(mark.box.x0 if mark.box else 0.0 for mark in marks)
    assert left == pytest.approx(60 * POINTS, abs=12)
    assert right == pytest.approx(620 * POINTS, abs=12)


class Reads(Broken):
    """An engine that reads the same words in every piece."""

    def __init__(self, words: str, confidence: float = 0.97) -> None:
        super().__init__("silent")
        self._words = words.split()
        self._confidence = confidence

    def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
        width = image.shape[1] // len(self._words)
        return tuple(
            OcrWord(
                word, self._confidence, width * at + 1, 8, width * (at + 1) - 4, image.shape[0] - 8
            )
            for at, word in enumerate(self._words)
        )


def test_what_was_mended_is_kept_as_it_was_read(sheet: Sheet) -> None:
    page = read(table_sheet(sheet).image, Reads("до 2О.О9.2017 года"))

    assert {cell.text for cell in tables(page)[0].cells} == {"до 20.09.2017 года"}
    repaired = [finding for finding in page.findings if finding.code == "ocr.repaired"]
    assert {finding.excerpt for finding in repaired} == {"2О.О9.2017 → 20.09.2017"}
    assert {finding.severity for finding in repaired} == {"info"}
    boxes = {cell.places[0].box for cell in tables(page)[0].cells}
    assert boxes <= {finding.box for finding in repaired}


@pytest.mark.parametrize(
    ("words", "doubtful"), [("провести совещание", False), ("провестк совешанне", True)]
)
def test_words_of_no_dictionary_are_doubtful(sheet: Sheet, words: str, *, doubtful: bool) -> None:
    page = read(table_sheet(sheet).image, Reads(words, 0.88))

    codes = {finding.code for finding in page.findings}
    assert ("ocr.low-confidence" in codes) is doubtful
    assert all((cell.confidence < 0.95) is doubtful for cell in tables(page)[0].cells)


def test_ink_that_no_word_covers_is_doubtful(sheet: Sheet) -> None:
    class Lazy(Broken):
        def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
            return (OcrWord("срок", 0.97, 8, 8, 30, image.shape[0] - 8),)

    page = read(table_sheet(sheet).image, Lazy("silent"))

    wide = next(cell for cell in tables(page)[0].cells if (cell.row, cell.column) == (1, 1))
    assert wide.confidence < 0.9
