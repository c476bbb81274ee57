"""Slope, turn and outline of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extract.ocr.engine import OcrEngine
from extract.ocr.prepare import prepare
from extract.ocr.slope import find_skew
from extract.ocr.straighten import (
    find_curl,
    find_sheet,
    find_turn,
    map_points,
    sheet_map,
)

if TYPE_CHECKING:
    from tests.extract.ocr.conftest import Sheet

LINES = "\n".join(["Подготовка и проведение районного совещания"] * 9)


@pytest.mark.parametrize("skew", [-9.0, -1.3, 0.0, 0.4, 2.75])
def test_slope_is_found(sheet: Sheet, skew: float) -> None:
    sheet.text(120, 90, LINES)
    turned = sheet.image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    ink = np.where(np.asarray(turned) < 128, 255, 0).astype(np.uint8)

    assert find_skew(ink) == pytest.approx(skew, abs=0.12)


def test_blank_page_does_not_slope(sheet: Sheet) -> None:
    assert find_skew(sheet.ink) == 0.0


@pytest.mark.parametrize("bend", [0.0, 12.0, 30.0])
def test_sheet_that_bends_to_its_back_is_noticed(sheet: Sheet, bend: float) -> None:
    sheet.text(120, 90, LINES)
    columns = np.arange(1000)
    sunk = (bend * np.clip(1 - columns / 450, 0, 1) ** 2 * 4).astype(int)
    ink = np.stack([np.roll(sheet.ink[:, x], -sunk[x]) for x in columns], axis=1)

    assert (find_curl(ink) > 0.7) is (bend > 0)


@pytest.mark.parametrize("skew", [-2.0, 0.0, 1.5])
def test_flat_sheet_does_not_curl(sheet: Sheet, skew: float) -> None:
    sheet.text(120, 90, LINES)
    turned = sheet.image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)

    assert find_curl(np.where(np.asarray(turned) < 128, 255, 0).astype(np.uint8)) < 0.4


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page_is_set_upright(sheet: Sheet, engine: OcrEngine, turn: int) -> None:
    sheet.text(120, 90, LINES)
    turned = np.rot90(sheet.grey, -turn // 90)

    assert find_turn(np.ascontiguousarray(turned), 34.0, engine) == turn


def test_bright_sheet_on_a_dark_desk_is_found() -> None:
    photo = np.full((1500, 1200), 70, np.uint8)
    photo[100:1400, 150:1050] = 240

    corners = find_sheet(photo)

    assert corners is not None
    for found, expected in zip(
        corners, [(150, 100), (1050, 100), (1050, 1400), (150, 1400)], strict=True
    ):
        assert found == pytest.approx(expected, abs=12)
    matrix, size = sheet_map(corners)
    assert size == pytest.approx((900, 1300), abs=15)
    assert map_points(matrix, [corners[2]])[0] == pytest.approx(size, abs=2)


def test_ordinary_scan_has_no_outline(sheet: Sheet) -> None:
    assert find_sheet(sheet.text(100, 100, LINES).grey) is None


@settings(max_examples=25, deadline=None)
@given(st.floats(-500, 500), st.floats(-500, 500), st.floats(0.2, 3))
def test_points_go_there_and_back(x: float, y: float, scale: float) -> None:
    there = np.array([[scale, 0.1, 7.0], [-0.1, scale, 3.0], [1e-5, 0.0, 1.0]])
    (moved,) = map_points(there, [(x, y)])

    (back,) = map_points(np.linalg.inv(there), [moved])

    assert back == pytest.approx((x, y), abs=1e-4)


def test_prepared_page_knows_the_way_back(sheet: Sheet, engine: OcrEngine) -> None:
    sheet.text(120, 90, LINES)
    image = sheet.image.rotate(-2.0, Image.Resampling.BICUBIC, fillcolor=255)

    page = prepare(image, engine)

    assert page.skew == pytest.approx(2.0, abs=0.1)
    middle = (page.grey.shape[1] / 2, page.grey.shape[0] / 2)
    assert map_points(page.back, [middle])[0] == pytest.approx((500, 300), abs=3)
