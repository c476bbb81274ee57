"""One cell of a table (or one block of text) recognized by itself.

This decides the quality of a scanned table: Tesseract's own page analysis
mixes columns, while a crop of one cell is a small block of plain lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.ocr.engine import MIXED, OcrEngine, OcrWord, Request
from extract.ocr.grid import Region

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


def read_region(page: Prepared, inner: Region, engine: OcrEngine) -> Reading:
    """The words inside a region of the prepared page; none where it is empty."""
    ink = clean_ink(page.ink[inner.top : inner.bottom, inner.x0 : inner.x1], page.em)
    box = _ink_box(ink)
    if box is None:
        return Reading(())
    crop = Region(inner.x0 + box.x0, inner.top + box.top, inner.x0 + box.x1, inner.top + box.bottom)
    keep = ink[box.top : box.bottom, box.x0 : box.x1]
    grey = page.grey[crop.top : crop.bottom, crop.x0 : crop.x1]
    best = _attempt(_framed(_print_like(grey, keep), page.em), crop, page.em, engine, "plain")
    if best.words and best.least >= GOOD:
        return best
    for name, request, picture in _second_looks(grey, keep, page.em, engine):
        again = _attempt(_framed(picture, page.em), crop, page.em, engine, name, request)
        if _rank(again) > _rank(best):
            best = again
    return best


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


def _second_looks(
    grey: Gray, keep: Gray, em: float, engine: OcrEngine
) -> list[tuple[str, Request, Gray]]:
    """Other pictures of the same crop, in the order in which they are tried."""
    import cv2
    import numpy as np

    looks = [("grey", Request(), grey)]
    black = np.where(keep > 0, 0, 255).astype(np.uint8)
    looks.append(("black", Request(), black))
    if "eng" in engine.languages():
        looks.append(("mixed", Request(languages=MIXED), _print_like(grey, keep)))
    if grey.shape[0] < 2 * em:
        looks.append(("line", Request(layout="line"), cv2.GaussianBlur(grey, (0, 0), 0.6)))
    return looks


def _framed(picture: Gray, em: float) -> Gray:
    """White paper around the crop, which Tesseract needs to see its lines."""
    import cv2
    import numpy as np

    pad = max(6, round(_PADDING * em))
    framed = cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(framed, dtype=np.uint8)


def _attempt(
    picture: Gray,
    crop: Region,
    em: float,
    engine: OcrEngine,
    name: str,
    request: Request | None = None,
) -> Reading:
    import cv2
    import numpy as np

    scale = _TYPE_PIXELS / em
    if abs(scale - 1) > 0.12:
        how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        picture = np.asarray(
            cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8
        )
    else:
        scale = 1.0
    request = request or Request()
    request = Request(request.layout, request.languages, round(_TYPE_PIXELS * 6), request.only)
    pad = max(6, round(_PADDING * em))
    words = tuple(
        OcrWord(
            word.text,
            word.confidence,
            round(word.x0 / scale) - pad + crop.x0,
            round(word.top / scale) - pad + crop.top,
            round(word.x1 / scale) - pad + crop.x0,
            round(word.bottom / scale) - pad + crop.top,
            word.line,
        )
        for word in engine.recognize(picture, request)
    )
    return Reading(words, name)


def _rank(reading: Reading) -> float:
    """How good a reading is: confidence, and that it did not lose words."""
    letters = sum(len(word.text) for word in reading.words)
    return reading.confidence * min(letters, 400) ** 0.1 if letters else 0.0
