"""Any image becomes grey print on white paper; type sizes are measured from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.ocr import light

if TYPE_CHECKING:
    from tests.extract.ocr.conftest import Sheet


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "I", "F", "I;16", "YCbCr"]
)
def test_every_mode_gives_dark_print_on_white(mode: str) -> None:
    clean = Image.new("L", (60, 40), 255)
    ImageDraw.Draw(clean).rectangle((10, 10, 30, 20), fill=0)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(clean).astype(np.uint16) * 200)
    else:
        image = (
            clean.convert("RGB").convert(mode) if mode in ("CMYK", "YCbCr") else clean.convert(mode)
        )

    grey = light.grey_of(image)

    assert grey.dtype == np.uint8
    assert grey.shape == (40, 60)
    assert grey[15, 20] < 60
    assert grey[35, 50] > 195


def test_transparent_paper_is_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((5, 5, 10, 10), fill=(0, 0, 0, 255))

    grey = light.grey_of(image)

    assert grey[30, 30] == 255
    assert grey[7, 7] == 0


def test_blue_stamp_fades_and_black_print_under_it_stays() -> None:
    image = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 10, 153, 500), fill=(70, 80, 190))
    for y in range(300, 400, 20):
        draw.rectangle((20, y, 780, y + 2), fill=(20, 20, 20))

    grey = light.grey_of(image)

    assert grey[20, 152] > 200
    assert grey[301, 60] < 60
    assert grey[301, 152] < 60


def test_page_typed_in_blue_keeps_its_ink() -> None:
    image = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(image).rectangle((10, 10, 100, 60), fill=(40, 40, 160))

    assert light.grey_of(image)[20, 20] < 100


def test_image_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(light, "MAX_BYTES", 1000)

    with pytest.raises(ValueError, match="too large: 40 × 30"):
        light.grey_of(Image.new("L", (40, 30)))


def test_even_image_of_one_value_is_paper() -> None:
    assert int(light.grey_of(Image.new("I", (10, 10), 7)).min()) == 255


def test_shading_is_evened_out(sheet: Sheet) -> None:
    sheet.text(100, 100, "Подготовка совещания").text(100, 400, "Подготовка совещания")
    slope = np.linspace(1.0, 0.45, sheet.grey.shape[0])[:, None]
    shaded = (sheet.grey * slope).astype(np.uint8)

    even = light.even_light(shaded, 34.0)

    assert int(np.median(even[300:380])) > 235
    assert int(np.median(even[520:])) > 235


@pytest.mark.parametrize("em", [24, 34, 50])
def test_type_size_is_measured(sheet: Sheet, em: int) -> None:
    sheet.text(20, 20, "Подготовка и проведение\nрайонного совещания\nпедагогов школ", em=em)

    assert light.type_size(sheet.ink) == pytest.approx(em, rel=0.12)


def test_blank_page_has_no_type(sheet: Sheet) -> None:
    assert light.type_size(sheet.ink) == 0.0


def test_stripe_of_a_fold_becomes_paper_and_print_in_it_stays() -> None:
    page = np.full((400, 600), 250, np.uint8)
    page[180:200, 100:160] = 20
    page[188:192] = (page[188:192] * 0.7).astype(np.uint8)

    flat = light.without_folds(page, 30.0)

    assert flat[190, 300] > 240
    assert flat[190, 20] > 240
    assert flat[190, 130] < 40


def test_ruling_of_a_table_is_no_fold() -> None:
    page = np.full((400, 600), 250, np.uint8)
    page[188:191, 40:560] = 60

    assert (light.without_folds(page, 30.0) == page).all()
