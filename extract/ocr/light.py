"""Any image as grey print on white, evenly lit paper; where its ink is; how large its type is.

Lengths are pixels of the image at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.ocr.colour import without_coloured_ink

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from extract.ocr.engine import Gray

MAX_BYTES = 700_000_000
"""An image that unpacks to more than this is refused (20 000 × 20 000 in grey fits)."""

_FOLD = 0.95
"""A row whose margins on both sides are darker than this share of the paper lies in a fold."""


def as_grey(values: Any) -> Gray:
    """What OpenCV returns, as the bytes that it is (its own types promise less)."""
    import numpy as np

    return np.asarray(values, dtype=np.uint8)


def grey_of(image: Image) -> Gray:
    """Any PIL image as grey on white paper; coloured ink (stamps, signatures) made pale.

    Raises:
        ValueError: The image unpacks to more than `MAX_BYTES`.
    """
    import numpy as np

    width, height = image.size
    bands = 4 if image.mode in ("CMYK", "RGBA", "I", "F") else len(image.getbands())
    if width * height * max(bands, 1) > MAX_BYTES:
        raise ValueError(f"the image is too large: {width} × {height} pixels")
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        return _from_deep(np.asarray(image).astype(np.float32))
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info:
        image = _on_white(image)
    return without_coloured_ink(np.asarray(image.convert("RGB")))


def _from_deep(values: NDArray[np.float32]) -> Gray:
    """16 or 32 bits a pixel, stretched over what the image uses."""
    import numpy as np

    values = np.nan_to_num(values)
    low, high = float(values.min()), float(values.max())
    if high <= low:
        return np.full(values.shape, 255, dtype=np.uint8)
    return ((values - low) * (255.0 / (high - low))).astype(np.uint8)


def _on_white(image: Image) -> Image:
    from PIL import Image

    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    return paper.convert("RGB")


def even_light(grey: Gray, em: float) -> Gray:
    """The page divided by its own paper, so that paper is near 255 everywhere."""
    import cv2
    import numpy as np

    factor = max(1.0, em / 8)
    size = (max(1, round(grey.shape[1] / factor)), max(1, round(grey.shape[0] / factor)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    # letters and rulings vanish under a closing wider than a letter; then a median against dust
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 11), (0, 0), 6)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 30), scale=250), dtype=np.uint8)


def without_folds(grey: Gray, em: float) -> Gray:
    """The levelled page with the stripes of folds as bright as its paper; print in them stays.

    A fold is seen on both margins, where nothing is printed: they tell how dark it is.
    """
    import numpy as np

    upright = np.ascontiguousarray(_without_level_folds(grey, em).T)
    return np.ascontiguousarray(_without_level_folds(upright, em).T)


def _without_level_folds(grey: Gray, em: float) -> Gray:
    import numpy as np

    strip = max(4, round(0.02 * grey.shape[1]))
    margins = (grey[:, strip : 2 * strip], grey[:, -2 * strip : -strip])
    level = np.maximum(*(margin.mean(axis=1) for margin in margins))
    paper = float(np.median(level))
    dark = level < _FOLD * paper
    if not dark.any() or paper < 200:
        return grey
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    out = grey.copy()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start <= 0.5 * em and level[start:end].min() > 60:
            rows = slice(max(0, start - 1), end + 1)
            gain = paper / np.maximum(level[rows], 1.0)
            out[rows] = np.clip(grey[rows] * gain[:, None], 0, 255).astype(np.uint8)
    return out


def ink_of(grey: Gray) -> Gray:
    """255 where there is ink (Otsu over an evenly lit page)."""
    import cv2
    import numpy as np

    calm = cv2.GaussianBlur(grey, (0, 0), 0.7)
    level, _ = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    # a nearly blank page: Otsu would split the paper's own grain
    level = min(max(level, 90.0), 200.0)
    return np.asarray(cv2.threshold(calm, level, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def type_size(ink: Gray, *, tallest: float = 0.0) -> float:
    """The type size (em) in pixels from the heights of letters; 0.0 where there are too few.

    Lower-case letters without ascenders are the commonest height on a page of
    Russian text, and «x» is about 0.45 of the type size. Nothing higher than
    `tallest` is a letter (a twelfth of the image where it is not given).
    """
    counts = _heights(ink, tallest or ink.shape[0] / 12)
    return _commonest(counts) / 0.45 if counts.sum() >= 12 else 0.0


def body_size(ink: Gray) -> float:
    """The font size as typographers count it, in em: 0.97 for Times, 0.87 for DejaVu.

    Capitals and digits are about 0.7 of it in every font, while «x» varies; they
    are the second commonest height.
    """
    import numpy as np

    counts = _heights(ink, ink.shape[0] / 12)
    small = _commonest(counts)
    low, high = round(1.22 * small), round(1.65 * small)
    if counts.sum() < 60 or small < 8 or counts[low : high + 1].sum() < 8:
        return 1.0
    capital = low + int(np.argmax(np.convolve(counts, [0.5, 1, 0.5], mode="same")[low : high + 1]))
    return capital / 0.7 / (small / 0.45)


def _heights(ink: Gray, tallest: float) -> NDArray[np.float64]:
    """How many pieces of ink that can be letters have each height in pixels."""
    import cv2
    import numpy as np

    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    area = stats[1:, cv2.CC_STAT_AREA]
    letters = (
        (height >= 4)
        & (height <= tallest)
        & (width <= 3 * height)
        & (height <= 4 * width)
        & (area >= 0.15 * width * height)
        & (area <= 0.95 * width * height)
    )
    return np.bincount(height[letters], minlength=8).astype(np.float64)


def _commonest(counts: NDArray[np.float64]) -> int:
    """The commonest height, weighed by height: dust is many and small."""
    import numpy as np

    smooth = np.convolve(counts, [0.5, 1.0, 0.5], mode="same")
    return int(np.argmax(smooth * np.sqrt(np.arange(len(smooth)))))
