"""Two pages side by side are parted; wide pages and turned pages are left whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from extract.document import Paragraph, Table
from extract.ocr.pages import read_page_image
from extract.ocr.spread import find_gutter

if TYPE_CHECKING:
    from extract.ocr.engine import OcrEngine
    from tests.extract.ocr.conftest import Sheet

LEFT = (
    "О подготовке школ района",
    "к новому учебному году",
    "Утвердить план подготовки",
    "Руководителям учреждений",
    "провести проверку зданий",
    "и сообщить о результатах",
)
RIGHT = (
    "до 25 августа 2021 года",
    "в управление образования",
    "Контроль за исполнением",
    "приказа оставляю за собой",
    "Приказ вступает в силу",
    "со дня его подписания",
)


def spread(sheet: Sheet, *, gap: int = 80) -> Image.Image:
    """A book of two pages, 1000 × 600."""
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        sheet.text(40, 60 + 80 * row, left, em=30)
        sheet.text(500 + gap // 2, 60 + 80 * row, right, em=30)
    return sheet.image


def words(blocks: tuple[Paragraph | Table, ...]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("shadow", [False, True])
def test_two_pages_are_read_one_after_the_other(
    sheet: Sheet, engine: OcrEngine, *, shadow: bool
) -> None:
    image = spread(sheet)
    if shadow:
        sheet.line(500, 0, 500, 600, width=6, fill=60)

    page = read_page_image(image, page=3, width=360, height=216, engine=engine)

    text = words(page.blocks)
    assert [text.index(line) for line in (*LEFT, *RIGHT)] == sorted(
        text.index(line) for line in (*LEFT, *RIGHT)
    )
    assert (page.number, page.width) == (3, 360)
    (told,) = [finding for finding in page.findings if finding.code == "ocr.double-page"]
    assert told.page == 3
    last = page.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.place.page == 3
    assert last.place.box is not None
    assert last.place.box.x0 > 180


def test_line_across_the_middle_leaves_the_page_whole(sheet: Sheet) -> None:
    spread(sheet)
    sheet.text(330, 560, "Начальник управления образования", em=30)

    assert find_gutter(sheet.ink, 30) is None


def test_wide_table_is_one_page(sheet: Sheet) -> None:
    spread(sheet)
    sheet.grid([20, 490, 980], [40 + 80 * row for row in range(7)])

    assert find_gutter(sheet.ink, 30) is None


def test_wide_table_without_rulings_is_one_page(sheet: Sheet) -> None:
    for row, words in enumerate(LEFT):
        sheet.text(20, 60 + 80 * row, f"{row + 1}.", em=30)
        sheet.text(80, 60 + 80 * row, words, em=30)
        sheet.text(570, 60 + 80 * row, "до 1 мая", em=30)
        sheet.text(740, 60 + 80 * row, "методист", em=30)

    assert find_gutter(sheet.ink, 30) is None


def test_upright_page_in_two_columns_is_one_page(sheet: Sheet) -> None:
    image = Image.new("L", (1000, 1400), 255)
    image.paste(spread(sheet), (0, 0))

    import numpy as np

    ink = np.where(np.asarray(image) < 128, 255, 0).astype(np.uint8)

    assert find_gutter(ink, 30) is None


def test_few_words_beside_a_page_are_no_second_page(sheet: Sheet) -> None:
    for row, left in enumerate(LEFT):
        sheet.text(40, 60 + 80 * row, left, em=30)
    sheet.text(620, 60, "Приложение 1", em=30)

    assert find_gutter(sheet.ink, 30) is None
