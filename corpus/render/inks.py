"""Ink that comes over a printed page: a round seal with words on its ring, a pen, streaks.

Lengths are in points times `scale`, the pixels of a point.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from corpus.render.pdf_paper import font_file

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

_RING = "УПРАВЛЕНИЕ ПО ДЕЛАМ ЗАПРУДНЕНСКОГО ОКРУГА * ДЛЯ ПРИКАЗОВ * "
_MIDDLE = ("ДЛЯ", "СПРАВОК")
_RADIUS = 55.0


def signature_spot(page: Image) -> tuple[float, float, float]:
    """Where a page is signed: the gap of its last line that has one, as (left, right, bottom).

    The middle of the page where no line has words at both ends and none between.
    """
    import numpy as np

    ink = np.asarray(page.convert("L")) < 128
    height, width = ink.shape
    filled = np.flatnonzero(ink.any(axis=1))
    spot = (0.4 * width, 0.65 * width, 0.55 * height)
    if not len(filled):
        return spot
    for rows in np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1):
        if len(rows) > 0.03 * height or len(rows) < 0.006 * height:
            continue
        columns = np.flatnonzero(ink[rows[0] : rows[-1] + 1].any(axis=0))
        gaps = np.diff(columns)
        widest = int(np.argmax(gaps)) if len(gaps) else 0
        if len(gaps) and gaps[widest] > 0.15 * width:
            spot = (float(columns[widest]), float(columns[widest + 1]), float(rows[-1]))
    return spot


def with_signature(
    image: Image, scale: float, random: np.random.Generator, *, seal: bool, pen: bool
) -> Image:
    """A violet seal and a blue pen over the signature; the seal reaches into the post and above."""
    spot = signature_spot(image)
    layer = _layer(image)
    if seal:
        left, _, bottom = spot
        turn = float(random.uniform(-25, 25))
        _seal(layer, (left + 40 * scale, bottom - 8 * scale), scale, turn)
    image = _over(image, layer)
    return _over(image, _pen(image, spot, scale, random)) if pen else image


def _pen(
    image: Image, spot: tuple[float, float, float], scale: float, random: np.random.Generator
) -> Image:
    """A pen's strokes, thick and thin, before the name."""
    from PIL import ImageDraw

    left, right, bottom = spot
    layer = _layer(image)
    draw = ImageDraw.Draw(layer)
    start, end = max(left + 30 * scale, right - 110 * scale), right - 3 * scale
    swings = random.uniform(0.3, 1.0, 12)
    points = []
    for step in range(200):
        share = step / 199
        swing = float(swings[int(share * 11.9)]) * 17 * scale * (1 - 0.5 * share)
        points.append(
            (start + share * (end - start), bottom - 6 * scale + swing * math.sin(share * 34))
        )
    for step, (one, other) in enumerate(itertools.pairwise(points)):
        width = max(1, round((0.9 + 0.6 * math.sin(step / 11)) * scale))
        draw.line((one, other), fill=(40, 50, 150), width=width)
    return layer


def streaked(image: Image, count: int, scale: float, random: np.random.Generator) -> Image:
    """Upright streaks of a dirty sheet feeder: one dot wide, broken, over most of the page."""
    import numpy as np
    from PIL import Image as Images

    pixels = np.array(image)
    height, width = pixels.shape[:2]
    for column in random.integers(round(0.1 * width), round(0.9 * width), count):
        rows = np.flatnonzero(random.uniform(0, 1, height) < 0.55)
        rows = rows[(rows >= height // 10) & (rows < 3 * height // 4)]
        pixels[rows, column : column + max(1, round(0.3 * scale))] = 20
    return Images.fromarray(pixels)


def _layer(image: Image) -> Image:
    from PIL import Image as Images

    return Images.new("RGB", image.size, "white")


def _over(image: Image, layer: Image) -> Image:
    from PIL import ImageChops

    return ImageChops.multiply(image, layer)


def _seal(layer: Image, middle: tuple[float, float], scale: float, turn: float) -> None:
    from PIL import Image as Images
    from PIL import ImageDraw, ImageFont

    radius, colour = _RADIUS * scale, (115, 110, 195)
    side = round(2.1 * radius)
    stamp = Images.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(stamp)
    centre, pen = side / 2, max(1, round(1.1 * scale))
    for share in (1.0, 0.95, 0.6):
        ring = radius * share
        draw.ellipse(
            (centre - ring, centre - ring, centre + ring, centre + ring), outline=colour, width=pen
        )
    font = ImageFont.truetype(str(font_file("LiberationSans-Regular")), round(0.17 * radius))
    for number, char in enumerate(_RING):
        angle = 2 * math.pi * number / len(_RING)
        tile = Images.new("RGB", (round(0.3 * radius),) * 2, "white")
        middle_of_tile = tile.width / 2
        ImageDraw.Draw(tile).text(
            (middle_of_tile, middle_of_tile), char, fill=colour, font=font, anchor="mm"
        )
        tile = tile.rotate(
            -math.degrees(angle), Images.Resampling.BICUBIC, fillcolor=(255, 255, 255)
        )
        x = centre + 0.78 * radius * math.sin(angle) - middle_of_tile
        y = centre - 0.78 * radius * math.cos(angle) - middle_of_tile
        part = stamp.crop((round(x), round(y), round(x) + tile.width, round(y) + tile.height))
        stamp.paste(_over(part, tile), (round(x), round(y)))
    for line, word in enumerate(_MIDDLE):
        draw.text(
            (centre, centre + (line - 0.5) * 0.2 * radius), word, colour, font=font, anchor="mm"
        )
    stamp = stamp.rotate(turn, Images.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    layer.paste(stamp, (round(middle[0] - side / 2), round(middle[1] - side / 2)))
