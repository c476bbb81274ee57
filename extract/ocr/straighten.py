"""How a page lies: turned, curled, seen from an angle; its slope is found in `slope`.

Angles are degrees, clockwise positive. Nothing here changes an image; the
findings are maps (3 × 3 matrices over pixels) for `extract.ocr.prepare`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ocr.engine import OcrEngine, Request
from extract.ocr.slope import find_skew

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray

    Matrix = NDArray[np.float64]
    """A 3 × 3 projective map of (x, y, 1)."""

SURE = 7.0
"""Tesseract's orientation is right where its confidence is at least this."""

_PROBE_LINES = 9
_DARK_AROUND = 0.72


def find_curl(ink: Gray) -> float:
    """By how many degrees lines of the left, the middle and the right slope differently.

    A sheet that lies flat has less than half a degree; the page of a thick
    binder bends towards its back. 0.0 where a part holds hardly any print.
    """
    import numpy as np

    width = ink.shape[1]
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return 0.0
    start, end = int(columns[0]), int(columns[-1]) + 1
    if end - start < 0.5 * width:
        return 0.0
    thirds = [
        ink[:, start + (end - start) * part // 3 : start + (end - start) * (part + 1) // 3]
        for part in range(3)
    ]
    counts = [int(np.count_nonzero(third)) for third in thirds]
    if min(counts) < 0.15 * sum(counts):
        return 0.0
    slopes = [find_skew(np.ascontiguousarray(third), limit=4.0) for third in thirds]
    return max(slopes) - min(slopes)


def find_turn(grey: Gray, em: float, engine: OcrEngine) -> int:
    """By how many degrees the page was turned clockwise: 0, 90, 180 or 270.

    Tesseract's own answer counts where it is sure; else a piece of the middle
    is recognized four ways, and the way with the most and surest letters wins.
    """
    turned, confidence = engine.orientation(grey)
    if confidence >= SURE:
        return turned
    scores = {turn: _legibility(grey, em, turn, engine) for turn in (0, 90, 180, 270)}
    best = max(scores, key=lambda turn: scores[turn])
    # a page with hardly any letters stays as it is
    return best if scores[best] > 1.15 * scores[0] and scores[best] > 4 else 0


def _legibility(grey: Gray, em: float, turn: int, engine: OcrEngine) -> float:
    """Confidence × letters of the densest piece of the page, turned back by `turn`."""
    import numpy as np

    piece = _dense_piece(np.rot90(grey, turn // 90), em)
    words = engine.recognize(np.ascontiguousarray(piece), Request(dpi=round(em * 6)))
    return sum(word.confidence**2 * len(word.text) for word in words if len(word.text) > 2)


def _dense_piece(grey: Gray, em: float) -> Gray:
    """The window of about nine lines of thirty letters that has the most ink."""
    import cv2
    import numpy as np

    height = min(grey.shape[0], round(_PROBE_LINES * 1.3 * em))
    width = min(grey.shape[1], round(18 * em))
    dark = (grey < 140).astype(np.float32)
    factor = max(1.0, em / 4)
    size = (max(1, round(grey.shape[1] / factor)), max(1, round(grey.shape[0] / factor)))
    small = cv2.resize(dark, size, interpolation=cv2.INTER_AREA)
    window = (max(1, round(width / factor)), max(1, round(height / factor)))
    # solid black (a desk, a picture) is not text: count middling densities only
    sums = cv2.boxFilter(
        np.where(small < 0.6, small, 0), -1, window, borderType=cv2.BORDER_CONSTANT
    )
    row, column = np.unravel_index(int(np.argmax(sums)), sums.shape)
    top = int(min(max(0, row * factor - height / 2), grey.shape[0] - height))
    left = int(min(max(0, column * factor - width / 2), grey.shape[1] - width))
    return np.asarray(grey[top : top + height, left : left + width])


def find_sheet(grey: Gray) -> list[tuple[float, float]] | None:
    """The corners of a bright sheet on darker ground, from the upper left, clockwise.

    None where the sheet fills the image (an ordinary scan) or its outline is
    not a plain quadrangle.
    """
    import cv2
    import numpy as np

    factor = max(grey.shape) / 700
    if factor < 1:
        return None
    size = (round(grey.shape[1] / factor), round(grey.shape[0] / factor))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    calm = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, bright = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    outline = cv2.convexHull(max(contours, key=cv2.contourArea))
    area = float(cv2.contourArea(outline))
    share = area / float(small.size)
    if not 0.3 <= share <= 0.985:
        return None
    inside = np.zeros_like(small)
    cv2.fillConvexPoly(inside, outline, 255)
    outer, inner = small[inside == 0], calm[inside > 0]
    if len(outer) < 50 or float(np.median(outer)) > _DARK_AROUND * float(np.median(inner)):
        return None
    corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True).reshape(-1, 2)
    if len(corners) != 4 or cv2.contourArea(corners) < 0.93 * area:
        return None
    return _in_order([(float(x) * factor, float(y) * factor) for x, y in corners])


def _in_order(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Four corners from the upper left, clockwise."""
    by_sum = sorted(corners, key=lambda p: p[0] + p[1])
    by_difference = sorted(corners, key=lambda p: p[0] - p[1])
    return [by_sum[0], by_difference[-1], by_sum[-1], by_difference[0]]


def sheet_map(corners: list[tuple[float, float]]) -> tuple[Matrix, tuple[int, int]]:
    """The map that makes a sheet upright and rectangular, and its (width, height)."""
    import cv2
    import numpy as np

    def side(a: int, b: int) -> float:
        return float(np.hypot(corners[a][0] - corners[b][0], corners[a][1] - corners[b][1]))

    width = max(side(0, 1), side(3, 2))
    height = max(side(0, 3), side(1, 2))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    found = cv2.getPerspectiveTransform(np.array(corners, dtype=np.float32), target)
    return np.asarray(found, dtype=np.float64), (round(width), round(height))


def map_points(matrix: Matrix, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points through a projective map."""
    import numpy as np

    homogeneous = np.array([[x, y, 1.0] for x, y in points]) @ matrix.T
    return [(float(x / w), float(y / w)) for x, y, w in homogeneous]
