"""Coloured ink (stamps, pens, stains) taken out of a page; the black print under it stays.

Inks lie over each other as filters do: the darkness (the logarithm of what the paper
gives over what is left of it) of one adds to that of the other, in each channel by itself. Black
darkens all channels alike, so the difference between the channels of a place is
coloured ink alone, and how dark that ink is for its difference the page itself tells,
hue by hue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray

    Floats = NDArray[np.float32]

_EMS_ACROSS = 68.0
"""How many em the shorter side of a page is taken to hold, before any type is measured."""
_PAPER_EMS = 6.0
"""Paper is the brightest within this many em: wider than any letter or stroke."""
_WORKING_SIDE = 1300.0
"""Colour is looked at with the shorter side of about this length; cameras and JPEG keep no more."""
_FLOOR = 0.06
"""Nothing is taken to be blacker than this share of the paper: there colour is noise."""
_INKED = (0.07, 0.18)
"""Channels that differ by more than this (in darkness) show coloured ink; more on grainy paper."""
_GRAINS = 3.0
"""What shows ink stands out of the grain of the paper this many times."""
_FAINT = 0.02
_SOLID = 0.3
"""Ground darker than this over more than a line is a desk or a picture."""
_DESK = 0.5
"""What is darker than this share of bright paper, even where nothing is printed, is no paper."""
_HUES = 12
_SOME, _MOSTLY = 0.3, 0.7
"""Print where coloured ink makes up less of the darkness than the one, ink above the other."""
_PURE = 0.5
"""A connected piece of coloured ink makes up at least this share of its darkness."""
_SEEN, _THROUGH = 0.16, 0.45
"""A pixel whose channels differ by so much, and whose brightest is so bright, is ink by itself."""
_BLACK = (1.1, 1.4)
"""What darkens even the brightest channel by this much is print, by less than the first ink."""
_RULING_LENGTH = 3.5
"""Rulings are longer than this, in em; they are thin, and a stroke beside them colours them."""
_LEAST = 0.04
"""Less coloured ink than this (in em²) in one piece is grain."""
_STRONGER = 1.3
"""Thin strokes lose colour at their edges sooner than darkness: more is taken than is seen."""
_MOST = 0.5
"""Where more than this share of all ink is coloured, the page is printed in colour."""


class _Layers(NamedTuple):
    """A page taken apart: its paper, and the darkness of what lies on it.

    `white` is the luminance of the paper, `paper` its channels.
    `stains` lie wider than strokes, `taken` is what strokes of coloured ink add, and
    `left` the share of a stroke that is print: it holds even where a stroke is thinner
    than the pixels of its colour.
    """

    white: Floats
    paper: Floats
    stains: Floats
    taken: Floats
    left: Floats


def without_coloured_ink(pixels: NDArray[np.uint8]) -> Gray:
    """The luminance of an RGB page with coloured ink over its paper taken away.

    A page that is itself printed in colour keeps its luminance.
    """
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    size = _scaled(grey.shape, min(1.0, _WORKING_SIDE / min(grey.shape)))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    paper = _paper_of(small)
    dark = _darkness(small, paper)
    luminance, colour = _luminance(dark), _colour(dark)
    white = np.asarray(cv2.cvtColor(paper, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    em = min(size) / _EMS_ACROSS
    solid = _solid(luminance, white, em)
    printed = (luminance > 0.5) & ~solid
    of_colour = printed & (colour > 0.35 * luminance)
    if np.count_nonzero(of_colour) > _MOST * np.count_nonzero(printed):
        return grey
    dark = _neutral(dark, luminance, printed & ~of_colour)
    luminance, colour = _luminance(dark), _colour(dark)
    grain = float(np.percentile(colour[::4, ::4], 75))
    inked = (colour > min(max(_INKED[0], _GRAINS * grain), _INKED[1])) & ~solid
    if not inked.any():
        return grey
    ink = np.where(solid, 0.0, _weight_by_hue(dark, colour, luminance, inked))
    ink = (ink * np.maximum(colour - _FAINT, 0.0)).astype(np.float32)
    pure = cv2.dilate(_pure(inked, ink, luminance, em), np.ones((7, 7), np.uint8))
    stains = _broad(ink, em)
    strokes, luminance = ink - stains, luminance - stains
    share = np.clip(strokes / np.maximum(luminance, _FAINT), 0.0, 1.0)
    left = 1.0 - np.clip((share - _SOME) / (_MOSTLY - _SOME), 0.0, 1.0)
    # the colour of a thin stroke is spread over its surroundings: it is as strong as its strongest
    taken = np.asarray(cv2.dilate(strokes, np.ones((3, 3), np.uint8)) * _STRONGER)
    for ruled in _rulings(luminance, em):
        black = ruled & (_pure(ruled, strokes, luminance, em) == 0)
        left[black], taken[black] = 1.0, 0.0
    layers = _Layers(
        *(np.asarray(each, dtype=np.float32) for each in (white, paper, stains, taken, left))
    )
    return _cleared(grey, pixels, layers, np.asarray(pure, dtype=np.uint8))


def _luminance(dark: list[Floats]) -> Floats:
    import numpy as np

    return np.asarray(0.299 * dark[0] + 0.587 * dark[1] + 0.114 * dark[2], dtype=np.float32)


def _colour(dark: list[Floats]) -> Floats:
    """How far the channels of a place differ."""
    import cv2
    import numpy as np

    highest = cv2.max(cv2.max(dark[0], dark[1]), dark[2])
    lowest = cv2.min(cv2.min(dark[0], dark[1]), dark[2])
    return np.asarray(highest - lowest, dtype=np.float32)


def _neutral(dark: list[Floats], luminance: Floats, printed: NDArray[np.bool_]) -> list[Floats]:
    """The channels with the page's own print black: on yellow paper in haze it looks blue."""
    import numpy as np

    if np.count_nonzero(printed) < 200:
        return dark
    return [each / float(np.median(each[printed] / luminance[printed])) for each in dark]


def _cleared(
    grey: Gray, pixels: NDArray[np.uint8], layers: _Layers, near: NDArray[np.uint8]
) -> Gray:
    """`grey` without the coloured ink of `layers`, where `near` is set."""
    import cv2
    import numpy as np

    shape = (grey.shape[1], grey.shape[0])
    spots = cv2.resize(near, shape, interpolation=cv2.INTER_NEAREST) > 0
    white, paper, stains, taken, left = (
        np.asarray(cv2.resize(each, shape, interpolation=cv2.INTER_LINEAR))[spots]
        for each in layers
    )
    own = np.maximum(-np.log(np.clip(grey[spots] / white, 0.02, 1.0)) - stains, 0.0)
    kept = np.minimum(own * left, np.maximum(own - taken, 0.0))
    levels = pixels[spots] / paper
    brightest, darkest = levels.max(axis=1), levels.min(axis=1)
    seen = (brightest - darkest > _SEEN) & (brightest > _THROUGH) & (taken > 0)
    # coloured ink lets one channel through: what is dark in all of them is print, be it thin
    closed = -np.log(np.clip(brightest, 0.02, 1.0))
    surely = np.clip((closed - _BLACK[0]) / (_BLACK[1] - _BLACK[0]), 0.0, 1.0)
    kept = np.where(seen, 0.0, kept + (np.maximum(own - taken / _STRONGER, 0.0) - kept) * surely)
    out = grey.copy()
    out[spots] = np.clip(white * np.exp(-kept), grey[spots], 255).astype(np.uint8)
    return out


def _scaled(shape: tuple[int, ...], scale: float) -> tuple[int, int]:
    return max(1, round(shape[1] * scale)), max(1, round(shape[0] * scale))


def _paper_of(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The paper of each place as if nothing were printed on it."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    em = min(height, width) / _EMS_ACROSS
    size = _scaled((height, width), min(1.0, 2.5 / em))
    reach = max(3, round(_PAPER_EMS * min(size) / _EMS_ACROSS))
    few = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(few, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.blur(cv2.medianBlur(paper, 5), (5, 5))
    return np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 20)


def _darkness(pixels: NDArray[np.uint8], paper: NDArray[np.uint8]) -> list[Floats]:
    """How much darker than its paper each place is, channel by channel (0 is paper)."""
    import cv2
    import numpy as np

    table = -np.log((np.arange(256) / 255 + _FLOOR) / (1 + _FLOOR)).astype(np.float32)
    # grain and the fringes of a scanner's three sensors cancel within a stroke's width
    level = cv2.blur(cv2.divide(pixels, paper, scale=255), (3, 3))
    return [np.asarray(cv2.LUT(channel, table), dtype=np.float32) for channel in cv2.split(level)]


def _solid(luminance: Floats, paper: Gray, em: float) -> NDArray[np.bool_]:
    """Where the ground itself is dark: no stroke is nearly as wide as a line of print."""
    import cv2
    import numpy as np

    dark = (luminance > _SOLID).astype(np.uint8)
    stroke, line = max(3, round(0.7 * em)), max(3, round(1.5 * em))
    kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    if kept.any():
        kept = cv2.dilate(kept, np.ones((line, line), np.uint8))
    return np.asarray((kept > 0) | (paper < _DESK * np.percentile(paper[::8, ::8], 90)))


def _pure(inked: NDArray[np.bool_], ink: Floats, luminance: Floats, em: float) -> NDArray[np.uint8]:
    """The pieces of `inked` that coloured ink darkens, not black print with a cast of its paper."""
    import cv2
    import numpy as np

    count, labels = cv2.connectedComponents(inked.astype(np.uint8), connectivity=8)
    spots = labels[inked]
    own = np.bincount(spots, weights=ink[inked], minlength=count)
    whole = np.bincount(spots, weights=luminance[inked], minlength=count)
    area = np.bincount(spots, minlength=count)
    pure = (own > _PURE * whole) & (area > _LEAST * em * em)
    pure[0] = False
    return np.asarray(pure[labels], dtype=np.uint8)


def _rulings(luminance: Floats, em: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Level and upright lines longer than any stroke of a stamp."""
    import cv2
    import numpy as np

    # a sheet may lie askew by two degrees: within the length its lines drift by a pixel or two
    drawn = cv2.dilate((luminance > 0.2).astype(np.uint8), np.ones((3, 3), np.uint8))
    long = max(9, round(_RULING_LENGTH * em))
    across = cv2.morphologyEx(drawn, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(drawn, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    return np.asarray(across, dtype=np.bool_), np.asarray(down, dtype=np.bool_)


def _broad(ink: Floats, em: float) -> Floats:
    """The ink that lies wider than any stroke: a stain, a tinted field."""
    import cv2
    import numpy as np

    side, grain = max(5, round(em)) | 1, max(3, round(0.4 * em)) | 1
    calm = cv2.blur(ink, (grain, grain))
    opened = cv2.morphologyEx(calm, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(np.minimum(opened, ink), dtype=np.float32)


def _weight_by_hue(
    dark: list[Floats], colour: Floats, luminance: Floats, inked: NDArray[np.bool_]
) -> Floats:
    """How dark the ink of a place's hue is for a difference of 1.0 between its channels."""
    import numpy as np

    red, green, blue = (channel - luminance for channel in dark)
    angle = np.arctan2(1.732 * (green - blue), 2 * red - green - blue)
    hue = np.floor((angle + np.pi) / (2 * np.pi) * _HUES).astype(np.int32) % _HUES
    own, share = hue[inked], luminance[inked] / colour[inked]
    usual = float(np.median(share))
    ratios = np.full(_HUES, usual, dtype=np.float32)
    for number in range(_HUES):
        of_hue = share[own == number]
        if len(of_hue) > 50:
            # print under the ink makes some places darker: the middle is the ink by itself
            ratios[number] = float(np.median(of_hue))
    return np.asarray(np.minimum(ratios, 4.0)[hue], dtype=np.float32)
