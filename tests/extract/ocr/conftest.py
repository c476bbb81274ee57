"""Small pages drawn for the tests of recognition: text and rulings in known places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.errors import MissingPart
from extract.ocr.engine import OcrEngine, default_engines

FONTS = Path("/usr/share/fonts/truetype/liberation")


@pytest.fixture(scope="session")
def engine() -> OcrEngine:
    """The real engine; without Tesseract these tests have nothing to test."""
    try:
        return default_engines()[0]
    except MissingPart as error:
        pytest.skip(str(error))


class Sheet:
    """A white page to draw on; `em` is the type size in pixels."""

    def __init__(self, width: int = 1000, height: int = 600, em: int = 34) -> None:
        self.image = Image.new("L", (width, height), 255)
        self.em = em
        self._draw = ImageDraw.Draw(self.image)

    def text(self, x: int, y: int, words: str, *, bold: bool = False, em: int = 0) -> Sheet:
        style = "Bold" if bold else "Regular"
        font = ImageFont.truetype(str(FONTS / f"LiberationSerif-{style}.ttf"), em or self.em)
        self._draw.multiline_text((x, y), words, font=font, fill=0, spacing=self.em * 0.15)
        return self

    def grid(self, xs: list[int], ys: list[int], *, width: int = 2) -> Sheet:
        for x in xs:
            self.line(x, ys[0], x, ys[-1], width=width)
        for y in ys:
            self.line(xs[0], y, xs[-1], y, width=width)
        return self

    def line(self, x0: int, y0: int, x1: int, y1: int, *, width: int = 2, fill: int = 0) -> Sheet:
        self._draw.line((x0, y0, x1, y1), fill=fill, width=width)
        return self

    def dashed(self, x0: int, y: int, x1: int, *, dash: int, gap: int) -> Sheet:
        for x in range(x0, x1, dash + gap):
            self.line(x, y, min(x + dash, x1), y)
        return self

    @property
    def grey(self) -> NDArray[np.uint8]:
        return np.asarray(self.image)

    @property
    def ink(self) -> NDArray[np.uint8]:
        return np.where(self.grey < 128, 255, 0).astype(np.uint8)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()
