"""Coloured ink leaves a page; black print stays, under it, beside it and on tinted paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from corpus.render.degrade import QUALITIES, degrade
from extract.ocr.colour import without_coloured_ink
from tests.extract.ocr.conftest import Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAPERS = {"white": (252, 252, 252), "yellow": (226, 212, 176), "blue": (214, 224, 240)}
INKS = {
    "blue": (45, 60, 170),
    "violet": (100, 75, 165),
    "red": (190, 50, 60),
    "green": (40, 130, 80),
}


@pytest.fixture
def sheet() -> Sheet:
    """As large as a page: colour is looked at before the type is measured."""
    return Sheet(2000, 1600)


def printed(sheet: Sheet, lines: int = 20) -> NDArray[np.uint8]:
    for number in range(lines):
        sheet.text(160, 130 + 60 * number, "Провести совещание руководителей школ района" * 2)
    return sheet.grey


def in_colours(
    print_: NDArray[np.uint8], stroke: NDArray[np.uint8], paper: str, ink: str
) -> NDArray[np.uint8]:
    """Black print and a stroke of ink (255 where they are not) on paper."""
    own = np.array(PAPERS[paper]) * (print_[..., None] / 255.0)
    coloured = np.array(INKS[ink]) / 255.0
    cover = 1 - stroke[..., None] / 255.0
    return np.clip(own * (1 - cover + cover * coloured), 0, 255).astype(np.uint8)


def pen(shape: tuple[int, ...], *, width: int) -> NDArray[np.uint8]:
    layer = np.full(shape, 255, np.uint8)
    cv2.ellipse(layer, (1000, 700), (180, 180), 0, 0, 360, 0, width, cv2.LINE_AA)
    cv2.line(layer, (700, 820), (1300, 580), 0, width, cv2.LINE_AA)
    return layer


@pytest.mark.parametrize("ink", sorted(INKS))
@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("width", [3, 7])
def test_ink_of_any_colour_leaves_any_paper(sheet: Sheet, paper: str, ink: str, width: int) -> None:
    black = printed(sheet)
    stroke = pen(black.shape, width=width)
    white = float(np.median(without_coloured_ink(in_colours(black, black * 0 + 255, paper, ink))))

    grey = without_coloured_ink(in_colours(black, stroke, paper, ink))

    assert float(np.mean(grey[(stroke < 30) & (black > 250)])) > 0.85 * white
    assert float(np.mean(grey[black < 30])) < 0.3 * white
    assert float(np.mean(grey[(stroke < 30) & (black < 30)])) < 0.55 * white


def test_print_on_a_stain_stays(sheet: Sheet) -> None:
    black = printed(sheet)
    page = in_colours(black, black * 0 + 255, "yellow", "blue").astype(np.float64)
    rows, columns = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    depth = np.clip(1.2 - np.hypot(rows - 600, columns - 900) / 200, 0, 1)[..., None] * 0.35
    stained = page * (1 - depth + depth * np.array((185, 150, 100)) / 255)

    grey = without_coloured_ink(stained.astype(np.uint8))

    assert float(np.mean(grey[(black < 30) & (depth[..., 0] > 0.3)])) < 60


def test_page_without_colour_keeps_its_luminance(sheet: Sheet) -> None:
    page = np.repeat(printed(sheet)[..., None], 3, axis=2)

    assert (without_coloured_ink(page) == page[..., 0]).all()


def test_page_printed_in_blue_keeps_its_print(sheet: Sheet) -> None:
    black = printed(sheet)
    page = in_colours(black * 0 + 255, black, "white", "blue")

    assert float(np.mean(without_coloured_ink(page)[black < 30])) < 110


def test_desk_around_a_photographed_sheet_stays_dark(sheet: Sheet) -> None:
    black = printed(sheet)
    page = cv2.copyMakeBorder(
        in_colours(black, pen(black.shape, width=5), "white", "violet"),
        *(80, 80, 90, 90),
        cv2.BORDER_CONSTANT,
        value=(96, 74, 58),
    )

    grey = without_coloured_ink(np.asarray(page, dtype=np.uint8))

    assert int(grey[:60].max()) < 100
    assert int(grey[:, :70].max()) < 100


def test_seal_over_a_signature_leaves_hardly_a_trace(sheet: Sheet) -> None:
    sheet.text(200, 500, "Контроль за исполнением приказа возложить на заместителя начальника")
    sheet.text(200, 640, "Начальник отдела").text(1200, 640, "А.Б. Полевая")
    clean = degrade(sheet.image, replace(QUALITIES["clean"], colour=True))
    how = replace(QUALITIES["clean"], colour=True, seal=True, pen=True, jpeg=60)
    before = np.asarray(clean.convert("L"))

    grey = without_coloured_ink(np.asarray(degrade(sheet.image, how)))

    empty = cv2.dilate(255 - before, np.ones((9, 9), np.uint8)) < 10
    seen = np.asarray(degrade(sheet.image, how).convert("L"))
    # hairlines keep no colour in a JPEG; all else goes
    assert np.count_nonzero((grey < 150) & empty) < 0.05 * np.count_nonzero((seen < 150) & empty)
    assert float(np.mean(grey[before < 30])) < 60
