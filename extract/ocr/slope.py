"""How the lines of a page slope, and whether levelling them would help.

The slope is where the ink falls into the sharpest rows. All ink gives it most
exactly, since rulings are long; but a stamp's frame, a stroke through the page
or a drawing is long as well. So the letters are asked whether they bear it out.
Angles are degrees, clockwise positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.ocr.engine import Gray

_LIMIT = 15.0
_SAMPLE = 80_000
_LEAST_INK = 200

_LETTER_HEIGHT = (0.3, 1.2)
_LETTER_WIDTH = 8.0
"""Sizes (in em) of what is printed type; letters of a bad scan run together into words."""
_FEW, _MANY = 20, 60
"""Letters that can be asked for the slope, and letters that must lie in lines."""
_AGREE = 0.3
"""All ink and the letters mean the same slope where they differ by no more than this."""
_TINY = 0.25
"""Up to here the letters cannot tell: their rows get sharper or duller by chance (6 % at 0.1°)."""
_LINES = 6.0
"""Rows of level lines are so many times sharper than at any odd angle. Measured: 30 and more for
lines of every quality, 3.2 at the most for a page that slopes by more than the limit."""
_PLAIN = 25.0
"""So sharp, the letters need not be searched for a slope of their own; along a stamp beside other
text they made 19 at the most."""
_SQUARE = 1.2
"""Without letters: rows and columns of rulings must both get so many times sharper."""


@dataclass(frozen=True, slots=True)
class Slope:
    """By how much to level a page; 0 where nothing would help.

    `has_lines` is False where many letters lie in lines at no angle: the page
    slopes by more than can be found, or its lines are bent.
    """

    skew: float
    has_lines: bool = True


def find_skew(ink: Gray, *, limit: float = _LIMIT) -> float:
    """How many degrees the lines of a page slope, to 0.02°."""
    import numpy as np

    rows = _Rows(ink)
    if rows.count < _LEAST_INK:
        return 0.0
    best = 0.0
    for reach, step, height in ((limit, 0.5, 3.0), (0.6, 0.1, 2.0), (0.12, 0.02, 1.0)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [rows.sharpness(float(angle), height) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def find_slope(ink: Gray, em: float) -> Slope:
    """By how much to level a page: where all ink and its letters disagree, the letters count.

    The page stays as it is where its letters would lie no straighter.
    """
    import numpy as np

    first = find_skew(ink)
    letters, count = _letters(ink, em)
    if count < _FEW:
        return Slope(first if abs(first) <= _TINY or _is_squarer(ink, first) else 0.0)
    rows = _Rows(letters)
    odd = float(np.median([rows.sharpness(float(at)) for at in np.arange(-_LIMIT, _LIMIT + 1, 2)]))
    skew, as_it_is, levelled = first, rows.sharpness(0.0), rows.sharpness(first)
    if levelled < _PLAIN * odd:
        own = find_skew(letters)
        skew = first if abs(first - own) <= _AGREE else own
        levelled = rows.sharpness(skew)
    if abs(skew) > _TINY and levelled <= as_it_is:
        skew, levelled = 0.0, as_it_is
    if count >= _MANY and levelled < _LINES * odd:
        return Slope(0.0, has_lines=False)
    return Slope(skew)


def _letters(ink: Gray, em: float) -> tuple[Gray, int]:
    """The ink that has the size of type, and of how many pieces it is."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    low, high = (share * em for share in _LETTER_HEIGHT)
    is_type = (height >= low) & (height <= high) & (width <= _LETTER_WIDTH * em)
    is_type[0] = False
    kept = np.where(is_type[labels], 255, 0).astype(np.uint8)
    return kept, int(np.count_nonzero(is_type))


def _is_squarer(ink: Gray, skew: float) -> bool:
    """Whether rulings both ways get sharper: one long stroke is level at any slope of its own."""
    import numpy as np

    ways = (_Rows(ink), _Rows(np.ascontiguousarray(np.rot90(ink))))
    return all(rows.sharpness(skew) > _SQUARE * rows.sharpness(0.0) for rows in ways)


class _Rows:
    """The ink of a page as it falls into rows when it is turned."""

    def __init__(self, ink: Gray) -> None:
        import numpy as np

        rows, columns = np.nonzero(ink)
        self.count = len(rows)
        if self.count > _SAMPLE:
            chosen = (np.arange(_SAMPLE) * (self.count / _SAMPLE)).astype(np.int64)
            rows, columns = rows[chosen], columns[chosen]
        self._x = columns - ink.shape[1] / 2
        # whole rows would fall into whole bins at 0° and make that angle look sharper than it is
        self._y = rows - ink.shape[0] / 2 + (columns * 0.618034) % 1.0

    def sharpness(self, skew: float, height: float = 2.0) -> float:
        """How much neighbouring rows of this height (in pixels) differ along a slope."""
        import numpy as np

        if not self.count:
            return 0.0
        radians = np.radians(skew)
        level = (self._y * np.cos(radians) - self._x * np.sin(radians)) / height
        counts = np.bincount((level - level.min()).astype(np.int64)).astype(np.float64)
        return float(np.sum(np.diff(counts) ** 2))
