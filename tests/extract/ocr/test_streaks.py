"""Streaks along the feed leave a sheet that lay askew; rulings and letters stay."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.streaks import without_streaks
from tests.extract.ocr.conftest import Sheet


@pytest.fixture
def page() -> Sheet:
    """Ten lines and a grid, at a slope of about one degree."""
    sheet = Sheet(1400, 1800)
    for number in range(10):
        sheet.text(100, 100 + 70 * number, "Провести совещание руководителей школ района")
    sheet.grid([100, 500, 900, 1200], [900, 1000, 1200, 1500])
    sheet.image = sheet.image.rotate(1.0, fillcolor=255)
    return sheet


@pytest.mark.parametrize("share", [0.45, 0.6, 1.0])
@pytest.mark.parametrize("width", [1, 3])
def test_streak_goes_and_print_stays(page: Sheet, share: float, width: int) -> None:
    clean = page.grey
    streaked = clean.copy()
    rows = np.flatnonzero(np.random.default_rng(3).uniform(0, 1, 1800) < share)
    for column in (350, 702, 1010):
        streaked[rows, column : column + width] = 10
    ink = np.where(streaked < 128, 255, 0).astype(np.uint8)

    mended = without_streaks(streaked, ink, 34.0, 1.0)

    added = (streaked < 128) & (clean > 200)
    assert np.count_nonzero((mended < 128) & added) < 0.15 * np.count_nonzero(added)
    lost = (mended > 200) & (clean < 100)
    assert np.count_nonzero(lost) < 0.01 * np.count_nonzero(clean < 100)


def test_sheet_without_streaks_stays_as_it_is(page: Sheet) -> None:
    assert (without_streaks(page.grey, page.ink, 34.0, 1.0) == page.grey).all()


def test_rulings_of_a_sheet_that_lay_straight_are_no_streaks() -> None:
    sheet = Sheet(1400, 1800).grid([100, 500, 900, 1200], [200, 1000, 1600])

    assert (without_streaks(sheet.grey, sheet.ink, 34.0, 0.1) == sheet.grey).all()
