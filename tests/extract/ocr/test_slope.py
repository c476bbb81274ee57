"""What is long and aslant on a page does not turn it: the letters say whether levelling helps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from extract.document import Paragraph
from extract.ocr.engine import OcrEngine
from extract.ocr.pages import read_page_image
from extract.ocr.prepare import prepare
from extract.ocr.slope import find_skew, find_slope
from tests.extract.ocr.conftest import Sheet

LINES = "\n".join(["Подготовка и проведение районного совещания"] * 6)
EM = 34.0


def page(lines: str = LINES) -> Sheet:
    return Sheet(1000, 1400).text(120, 90, lines)


def stroke(sheet: Sheet) -> None:
    sheet.line(40, 1100, 960, 920, width=12)


def stroke_through_the_text(sheet: Sheet) -> None:
    sheet.line(40, 300, 960, 120, width=10)


def hatching(sheet: Sheet) -> None:
    for at in range(16):
        sheet.line(150, 1350 - 25 * at, 900, 1250 - 25 * at, width=3)


def stamp(sheet: Sheet, em: int = 44) -> None:
    """A framed stamp of three lines, set on at 11°."""
    own = Sheet(520, 260)
    own.grid([6, 513], [6, 253], width=8)
    for at, words in enumerate(("ВХОДЯЩИЙ № 215", "ПОЛУЧЕНО", "5 МАЯ 2021")):
        own.text(30, 20 + 78 * at, words, bold=True, em=em)
    turned = own.image.rotate(11, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    sheet.image.paste(turned, (300, 700))


MISLEADING = (stroke, stroke_through_the_text, hatching, stamp)


def ink(image: Image.Image, turned: float = 0.0) -> np.ndarray:
    grey = np.asarray(image.rotate(-turned, Image.Resampling.BICUBIC, fillcolor=255))
    return np.where(grey < 128, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("slope", [0.0, 1.3, -2.4])
@pytest.mark.parametrize("draw", MISLEADING)
def test_what_lies_aslant_does_not_turn_the_page(
    draw: Callable[[Sheet], None], slope: float
) -> None:
    sheet = page()
    draw(sheet)
    seen = ink(sheet.image, slope)

    assert abs(find_skew(seen) - slope) > 3, "all ink must be misled, or nothing is tested"
    assert find_slope(seen, EM).skew == pytest.approx(slope, abs=0.15)


@pytest.mark.parametrize("slope", [-6.0, -0.4, 0.1, 0.9, 3.3])
def test_rulings_and_letters_that_agree_give_the_slope(slope: float) -> None:
    sheet = page().grid([100, 400, 900], [60, 700, 1300])

    found = find_slope(ink(sheet.image, slope), EM)

    assert found.skew == pytest.approx(slope, abs=0.11)
    assert found.has_lines


def test_empty_form_is_levelled_by_its_rulings() -> None:
    sheet = Sheet(1000, 1400).grid([100, 400, 900], [60, 300, 500, 700, 1300])

    assert find_slope(ink(sheet.image, 1.7), EM).skew == pytest.approx(1.7, abs=0.11)


def test_drawing_alone_is_left_as_it_is() -> None:
    sheet = Sheet(1000, 1400)
    stroke(sheet)
    sheet.text(120, 90, "План")

    assert find_slope(ink(sheet.image), EM).skew == 0.0


def test_page_that_turning_would_not_help_is_kept_as_it_was(engine: OcrEngine) -> None:
    sheet = Sheet(1000, 1400)
    stroke(sheet)
    sheet.text(120, 90, "План")

    prepared = prepare(sheet.image, engine)

    assert prepared.skew == 0.0
    assert prepared.margin == (0.0, 0.0)
    scale = prepared.grey.shape[1] / 1000
    assert np.allclose(prepared.back, np.diag([1 / scale, 1 / scale, 1.0]), atol=1e-3)


def test_slope_beyond_what_can_be_found_is_told(engine: OcrEngine) -> None:
    sheet = page("\n".join([LINES] * 4))
    image = sheet.image.rotate(-21, Image.Resampling.BICUBIC, expand=True, fillcolor=255)

    read = read_page_image(image, page=2, width=500, height=700, engine=engine)

    told = [(each.page, each.box) for each in read.findings if each.code == "ocr.lines-not-level"]
    assert told == [(2, None)]


def test_level_page_with_a_stamp_is_read_and_has_no_such_doubt(engine: OcrEngine) -> None:
    sheet = page()
    stamp(sheet)

    read = read_page_image(sheet.image, page=1, width=360, height=504, engine=engine)

    first = next(block for block in read.blocks if isinstance(block, Paragraph))
    assert first.text.startswith("Подготовка и проведение районного совещания")
    assert first.place.box is not None
    assert first.place.box.x0 == pytest.approx(120 * 0.36, abs=6)
    assert first.place.box.top == pytest.approx(90 * 0.36, abs=6)
    assert "ocr.lines-not-level" not in {finding.code for finding in read.findings}
