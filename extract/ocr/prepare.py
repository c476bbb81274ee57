"""A page image made ready for reading: grey, evenly lit, upright, straight.

The prepared image is one warp of the original, so every pixel can be traced
back: `Prepared.back` maps its coordinates to those of the image as it came.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.ocr.engine import OcrEngine
from extract.ocr.light import body_size, even_light, grey_of, ink_of, type_size, without_folds
from extract.ocr.slope import find_slope
from extract.ocr.straighten import find_sheet, find_turn, sheet_map
from extract.ocr.streaks import without_streaks

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.ocr.engine import Gray
    from extract.ocr.straighten import Matrix

_LARGEST_EM = 44.0
"""Larger type is reduced: 12 points at 300 dpi (50 pixels) read no better than at 230."""
_SMALLEST_EM = 24.0
_GOOD_EM = 38.0
_LARGEST_SIDE = 6000
_ASSUMED_EM = 68.0
"""Where no type is found: this many em are taken to fit across the shorter side."""
_SKEW_WORTH = 0.03


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for reading.

    `grey` has even light (paper near 255), `ink` is 255 where there is ink and
    0 elsewhere; `em` is the type size in pixels, `body` the font size in em as
    the layout code counts it; `back` maps to the original. `turned` and `skew`
    are degrees by which the original lay clockwise. `margin` is the (width,
    height) in pixels of the white that straightening added on the left and above.
    `has_lines` is False where its letters lie in lines at no slope.
    """

    grey: Gray
    ink: Gray
    em: float
    back: Matrix
    turned: int = 0
    skew: float = 0.0
    margin: tuple[float, float] = (0.0, 0.0)
    body: float = 1.0
    has_lines: bool = True


def prepare(image: Image, engine: OcrEngine) -> Prepared:
    """Even out light, turn, straighten and scale a page image.

    Raises:
        ValueError: The image is too large to be unpacked.
    """
    import cv2
    import numpy as np

    grey = grey_of(image)
    ahead: Matrix = np.eye(3)
    if max(grey.shape) > _LARGEST_SIDE:
        grey, ahead = _scaled(grey, _LARGEST_SIDE / max(grey.shape), ahead)
    if float(np.median(grey)) < 90:
        grey = _on_light_ground(grey)
    corners = find_sheet(grey)
    if corners is not None:
        flat, size = sheet_map(corners)
        grey = np.asarray(
            cv2.warpPerspective(grey, flat, size, flags=cv2.INTER_CUBIC, borderValue=255),
            dtype=np.uint8,
        )
        ahead = flat @ ahead
    em = _em(grey)
    scale = _GOOD_EM / em if not _SMALLEST_EM <= em <= _LARGEST_EM else 1.0
    scale = min(scale, 4.0, _LARGEST_SIDE / max(grey.shape))
    if scale != 1.0:
        grey, ahead = _scaled(grey, scale, ahead)
        em *= scale
    turned = find_turn(even_light(grey, em), em, engine)
    if turned:
        ahead = _turn_map(grey.shape, turned) @ ahead
        grey = np.ascontiguousarray(np.rot90(grey, turned // 90))
    grey = even_light(grey, em)
    back = np.asarray(np.linalg.inv(ahead), dtype=np.float64)
    page = levelled(Prepared(grey, ink_of(grey), em, back, turned))
    return replace(page, body=body_size(page.ink))


def levelled(page: Prepared) -> Prepared:
    """The page with its lines level; as it is where they are, or where turning would not help."""
    import numpy as np

    slope = find_slope(page.ink, page.em)
    skew, page = slope.skew, replace(page, has_lines=slope.has_lines)
    if abs(skew) < _SKEW_WORTH:
        grey = without_folds(page.grey, page.em)
        return replace(page, grey=grey, ink=ink_of(grey), skew=page.skew + skew)
    height, width = page.grey.shape
    grey, level = _levelled(without_streaks(page.grey, page.ink, page.em, skew), skew)
    grey = without_folds(grey, page.em)
    return replace(
        page,
        grey=grey,
        ink=ink_of(grey),
        back=page.back @ np.linalg.inv(level),
        skew=page.skew + skew,
        margin=((grey.shape[1] - width) / 2, (grey.shape[0] - height) / 2),
    )


def _on_light_ground(grey: Gray) -> Gray:
    """White print on black becomes black on white; a dark photograph of a sheet stays."""
    import numpy as np

    return grey if float(np.percentile(grey, 75)) > 110 else np.asarray(255 - grey, dtype=np.uint8)


def _em(grey: Gray) -> float:
    """The type size, measured twice: the light is evened at a size that the first gives."""
    guess = min(grey.shape) / _ASSUMED_EM
    first = type_size(ink_of(even_light(grey, guess))) or guess
    return type_size(ink_of(even_light(grey, first))) or guess


def _scaled(grey: Gray, scale: float, ahead: Matrix) -> tuple[Gray, Matrix]:
    import cv2
    import numpy as np

    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    shrink = np.diag([size[0] / grey.shape[1], size[1] / grey.shape[0], 1.0])
    return np.asarray(cv2.resize(grey, size, interpolation=how), dtype=np.uint8), shrink @ ahead


def _turn_map(shape: tuple[int, ...], turned: int) -> Matrix:
    """The map that undoes a clockwise turn, as `numpy.rot90(image, turned / 90)` does."""
    import numpy as np

    height, width = shape[0], shape[1]
    if turned == 90:
        return np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]])
    if turned == 180:
        return np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]])
    return np.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])


def _levelled(grey: Gray, skew: float) -> tuple[Gray, Matrix]:
    """The page turned by `skew` about its middle; the canvas grows so that nothing is cut."""
    import cv2
    import numpy as np

    height, width = grey.shape
    radians = np.radians(abs(skew))
    wide = round(width * np.cos(radians) + height * np.sin(radians))
    high = round(height * np.cos(radians) + width * np.sin(radians))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turn[:, 2] += [(wide - width) / 2, (high - height) / 2]
    flat = cv2.warpAffine(grey, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=250)
    return np.asarray(flat, dtype=np.uint8), np.vstack([turn, [0.0, 0.0, 1.0]])
