"""One cell of a table (or one block of text) recognized by itself.

This decides the quality of a scanned table: Tesseract's own page analysis
mixes columns, while a crop of one cell is a small block of plain lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.ocr.engine import MIXED, PLAIN, OcrEngine, OcrWord, Request
from extract.ocr.grid import Region
from extract.ocr.repair import cyrillic_words
from extract.ocr.shape import checked

if TYPE_CHECKING:
    from extract.ocr.engine import Gray
    from extract.ocr.prepare import Prepared

GOOD = 0.80
"""A reading whose least sure word is below this is tried again."""

_TYPE_PIXELS = 38.0
"""The type size at which Tesseract reads best (12 points at 230 dpi)."""
_DUST = 0.006
"""Ink below this area (in em²) is dust: a full stop covers about 0.012."""
_PADDING = 0.35


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a crop, in pixels of the prepared page, and which attempt gave them."""

    words: tuple[OcrWord, ...]
    attempt: str = ""

    @property
    def confidence(self) -> float:
        """The mean confidence, each word weighing as many letters as it has; 1.0 for no words."""
        letters = sum(len(word.text) for word in self.words)
        if not letters:
            return 1.0
        return sum(word.confidence * len(word.text) for word in self.words) / letters

    @property
    def least(self) -> float:
        """The confidence of the least sure word."""
        return min((word.confidence for word in self.words), default=1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """A picture of a crop and how it is to be recognized."""

    name: str
    picture: Gray
    request: Request = PLAIN


def read_region(page: Prepared, inner: Region, engine: OcrEngine) -> Reading:
    """The words inside a region of the prepared page; none where it is empty."""
    ink = clean_ink(page.ink[inner.top : inner.bottom, inner.x0 : inner.x1], page.em)
    box = _ink_box(ink)
    if box is None:
        return Reading(())
    crop = Region(inner.x0 + box.x0, inner.top + box.top, inner.x0 + box.x1, inner.top + box.bottom)
    keep = ink[box.top : box.bottom, box.x0 : box.x1]
    grey = page.grey[crop.top : crop.bottom, crop.x0 : crop.x1]
    best = _attempt(Look("plain", _print_like(grey, keep)), crop, page.em, engine)
    if not best.words or best.least < GOOD:
        for look in _second_looks(grey, keep, page.em, engine):
            again = _attempt(look, crop, page.em, engine)
            if _rank(again) > _rank(best):
                best = again
    return Reading(checked(best.words, page, engine), best.attempt)


def clean_ink(ink: Gray, em: float) -> Gray:
    """The ink of a cell without dust and without slivers of the rulings at its edges."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    drop = np.zeros(count, dtype=bool)
    for label in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[label])
        at_edge = x == 0 or y == 0 or x + w == width or y + h == height
        sliver = at_edge and (min(w, h) <= 0.12 * em or area < 0.15 * w * h)
        if area < _DUST * em * em or sliver:
            drop[label] = True
    drop[0] = True
    return np.where(drop[labels], 0, 255).astype(np.uint8)


def _ink_box(ink: Gray) -> Region | None:
    import numpy as np

    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return Region(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _print_like(grey: Gray, keep: Gray) -> Gray:
    """The crop with paper white and ink dark; soft edges of the letters stay."""
    import cv2
    import numpy as np

    near = cv2.dilate(keep, np.ones((3, 3), np.uint8))
    return np.where(near > 0, grey, 255).astype(np.uint8)


def _second_looks(grey: Gray, keep: Gray, em: float, engine: OcrEngine) -> list[Look]:
    """Other pictures of the same crop, in the order in which they are tried."""
    import cv2
    import numpy as np

    looks = [Look("grey", grey)]
    looks.append(Look("black", np.where(keep > 0, 0, 255).astype(np.uint8)))
    if "eng" in engine.languages():
        looks.append(Look("mixed", _print_like(grey, keep), Request(languages=MIXED)))
    if grey.shape[0] < 2 * em:
        soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.6), dtype=np.uint8)
        looks.append(Look("line", soft, Request(layout="line")))
    return looks


def _framed(picture: Gray, em: float) -> Gray:
    """White paper around the crop, which Tesseract needs to see its lines."""
    import cv2
    import numpy as np

    pad = max(6, round(_PADDING * em))
    framed = cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(framed, dtype=np.uint8)


def _attempt(look: Look, crop: Region, em: float, engine: OcrEngine) -> Reading:
    import cv2
    import numpy as np

    picture = _framed(look.picture, em)
    scale = _TYPE_PIXELS / em
    if abs(scale - 1) > 0.12:
        how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        picture = np.asarray(
            cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8
        )
    else:
        scale = 1.0
    request = replace(look.request, dpi=round(_TYPE_PIXELS * 6))
    pad = max(6, round(_PADDING * em))
    left, top = crop.x0 - pad, crop.top - pad
    words = tuple(
        replace(
            word,
            x0=round(word.x0 / scale) + left,
            top=round(word.top / scale) + top,
            x1=round(word.x1 / scale) + left,
            bottom=round(word.bottom / scale) + top,
        )
        for word in engine.recognize(picture, request)
    )
    return Reading(words, look.name)


def _rank(reading: Reading) -> float:
    """How good a reading is: confidence, that it lost no words, and that it is Russian.

    The mixed model likes «MMI» better than «ИМЦ»: Latin words count a third.
    """
    letters = sum(len(word.text) for word in reading.words)
    if not letters:
        return 0.0
    sure = sum(
        word.confidence * len(word.text) * (0.33 if _is_latin(word.text) else 1.0)
        for word in reading.words
    )
    return float(sure / letters * min(letters, 400) ** 0.1)


def _is_latin(text: str) -> bool:
    latin = re.search("[A-Za-z]", cyrillic_words(text))
    return bool(latin) and not re.fullmatch(r"[\W]*[IVX]+[\W]*", text)
