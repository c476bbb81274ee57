"""What a scanner, a copier and a telephone do to a clean page image.

Every effect has a parameter; the same parameters and seed give the same bytes.
Lengths are in points (1/72 inch), so that an effect looks alike at any
resolution; shares run from 0 to 1.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.render import inks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Degradation:
    """How bad a scan is; the defaults are a clean scan.

    `skew` in degrees; `perspective` the share by which the upper edge of a
    photographed page is narrower; `blur` the deviation in points; `noise` the
    deviation in grey levels; `light` how much darker the darkest corner is;
    `bleed` how strongly the reverse side shows; `faint` how much of the ink
    is lost; `jpeg` the quality, 0 for none; `turn` clockwise in degrees;
    `seal` and `pen` lie over the signature; `streaks` is how many run down the page.
    """

    dpi: int = 200
    skew: float = 0.0
    perspective: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    light: float = 0.0
    bleed: float = 0.0
    faint: float = 0.0
    jpeg: int = 0
    turn: int = 0
    stamp: bool = False
    signature: bool = False
    fold: bool = False
    holes: bool = False
    speckles: bool = False
    bilevel: bool = False
    colour: bool = False
    desk: bool = False
    seal: bool = False
    pen: bool = False
    streaks: int = 0
    seed: int = 1


QUALITIES: dict[str, Degradation] = {
    "clean": Degradation(),
    "medium": Degradation(skew=1.0, blur=0.18, noise=6, light=0.18, jpeg=50),
    "hard": Degradation(
        skew=-1.7, blur=0.25, noise=14, light=0.35, jpeg=35, bleed=0.12, faint=0.25, speckles=True
    ),
    "fax": Degradation(skew=0.6, blur=0.1, noise=10, bilevel=True, speckles=True),
    "stamped": Degradation(
        skew=0.5, blur=0.12, noise=4, jpeg=70, stamp=True, signature=True, holes=True, colour=True
    ),
    "photo": Degradation(
        skew=2.3, perspective=0.05, blur=0.2, noise=6, light=0.4, jpeg=75, colour=True, desk=True
    ),
    "sealed": Degradation(
        skew=0.7, blur=0.15, noise=5, light=0.1, jpeg=60, colour=True, seal=True, pen=True
    ),
    "streaked": Degradation(skew=0.6, blur=0.1, noise=10, bilevel=True, streaks=4),
    "folded": Degradation(skew=-0.8, blur=0.15, noise=6, light=0.1, fold=True, jpeg=60),
}
"""Named levels; `at` sets their resolution."""

UNSEEN: dict[str, Degradation] = {
    "office": Degradation(skew=0.4, blur=0.1, noise=3, light=0.05, jpeg=60),
    "worn": Degradation(skew=-0.9, blur=0.22, noise=10, faint=0.35, fold=True, holes=True, jpeg=45),
    "telephone": Degradation(
        skew=3.1, perspective=0.03, blur=0.24, noise=9, light=0.5, jpeg=60, colour=True, desk=True
    ),
    "copy": Degradation(skew=-1.2, blur=0.2, noise=4, bleed=0.1, speckles=True, bilevel=True),
    "thin": Degradation(
        skew=1.4, blur=0.2, noise=8, light=0.2, bleed=0.2, jpeg=40, stamp=True, colour=True
    ),
}
"""Levels that nothing was tuned on: figures of these are what a strange scan gives."""


def at(quality: str, dpi: int, *, seed: int = 1) -> Degradation:
    """A named level at a resolution."""
    return replace({**QUALITIES, **UNSEEN}[quality], dpi=dpi, seed=seed)


def degrade(page: Image, how: Degradation) -> Image:
    """A clean page image, drawn at `how.dpi`, as it would come from a scanner."""
    import numpy as np

    random = np.random.default_rng(how.seed)
    scale = how.dpi / 72
    image = page.convert("RGB")
    if how.stamp:
        image = _stamped(image, scale)
    if how.signature:
        image = _signed(image, scale)
    over = np.random.default_rng([how.seed, 7])
    if how.seal or how.pen:
        image = inks.with_signature(image, scale, over, seal=how.seal, pen=how.pen)
    pixels = np.asarray(image, dtype=np.float64)
    if how.faint:
        pixels = _faded(pixels, how.faint, random)
    if how.bleed:
        reverse = np.asarray(_blurred(image.convert("L"), 0.5 * scale), dtype=np.float64)[:, ::-1]
        pixels = pixels - (255 - reverse)[..., None] * how.bleed
    if how.fold:
        pixels = pixels * _fold(pixels.shape[0], scale)[:, None, None]
    if how.holes:
        pixels = _punched(pixels, scale)
    image = _placed(_picture(pixels), how)
    pixels = np.asarray(_blurred(image, how.blur * scale), dtype=np.float64)
    if how.light:
        pixels = pixels * _shading(pixels.shape[:2], how.light, random)[..., None]
    if how.noise:
        grain = random.normal(0.0, how.noise, pixels.shape[:2])
        pixels = pixels + grain[..., None]
    if how.speckles:
        pixels = _speckled(pixels, scale, random)
    image = _picture(pixels)
    if how.streaks:
        image = inks.streaked(image, how.streaks, scale, over)
    return _delivered(image, how)


def _picture(pixels: Floats) -> Image:
    import numpy as np
    from PIL import Image

    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _blurred(image: Image, radius: float) -> Image:
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(radius)) if radius > 0.05 else image


def _faded(pixels: Floats, share: float, random: np.random.Generator) -> Floats:
    """Ink that did not take evenly: paler in clouds of a few letters' size."""
    import numpy as np

    clouds = _clouds(pixels.shape[:2], 24, random)
    lost = share * (0.5 + 0.5 * clouds)
    return np.asarray(255 - (255 - pixels) * (1 - lost)[..., None], dtype=np.float64)


def _clouds(shape: tuple[int, ...], grains: int, random: np.random.Generator) -> Floats:
    """Smooth noise from 0 to 1, `grains` cells across."""
    import numpy as np
    from PIL import Image

    small = random.uniform(0, 255, (grains, grains)).astype(np.uint8)
    large = Image.fromarray(small).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(large, dtype=np.float64) * (1.0 / 255)


def _shading(shape: tuple[int, ...], depth: float, random: np.random.Generator) -> Floats:
    """A page lit from one side: brightness falls to `1 - depth` in the far corner."""
    import numpy as np

    rows = np.linspace(0, 1, shape[0])[:, None]
    columns = np.linspace(0, 1, shape[1])[None, :]
    across, down = random.uniform(0.2, 1.0, 2)
    ramp = (across * columns + down * rows) / (across + down)
    return np.asarray(1 - depth * ramp**1.5, dtype=np.float64)


def _fold(height: int, scale: float) -> Floats:
    """A dark crease across the middle and a slightly darker lower half."""
    import numpy as np

    rows = np.arange(height)
    crease = 0.35 * np.exp(-(((rows - height * 0.5) / (0.8 * scale)) ** 2))
    lower = np.where(rows > height * 0.5, 0.05, 0.0)
    return np.asarray(1 - crease - lower, dtype=np.float64)


def _punched(pixels: Floats, scale: float) -> Floats:
    """Two punch holes at the left edge, seen as dark discs."""
    import numpy as np

    rows = np.arange(pixels.shape[0])[:, None]
    columns = np.arange(pixels.shape[1])[None, :]
    out = pixels.copy()
    for share in (0.38, 0.62):
        distance = np.hypot(rows - pixels.shape[0] * share, columns - 17 * scale)
        out[distance < 8.5 * scale] = 40
    return out


def _speckled(pixels: Floats, scale: float, random: np.random.Generator) -> Floats:
    """Dust: dark dots of up to a point."""
    out = pixels.copy()
    height, width = pixels.shape[:2]
    for _ in range(int(height * width / (scale * scale) / 2500)):
        row, column = int(random.integers(0, height)), int(random.integers(0, width))
        size = max(1, round(float(random.uniform(0.15, 0.6)) * scale))
        out[row : row + size, column : column + size] = random.uniform(20, 110)
    return out


def _stamped(image: Image, scale: float) -> Image:
    """A round blue seal over the lower right of the text."""
    from PIL import Image, ImageDraw

    layer = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(layer)
    x, y, radius = image.width * 0.62, image.height * 0.6, 55 * scale
    colour, pen = (70, 80, 190), max(1, round(1.6 * scale))
    for ring in (radius, radius * 0.8, radius * 0.45):
        draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=colour, width=pen)
    for line in range(-2, 3):
        level = y + line * radius * 0.14
        draw.line((x - radius * 0.36, level, x + radius * 0.36, level), fill=colour, width=pen)
    return _multiplied(image, layer)


def _signed(image: Image, scale: float) -> Image:
    """A stroke of blue ink, as of a signature."""
    import math

    from PIL import Image, ImageDraw

    layer = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(layer)
    points = [
        (
            image.width * 0.4 + step * 1.6 * scale,
            image.height * 0.52 + 14 * scale * math.sin(step / 3.1) * math.cos(step / 9.7),
        )
        for step in range(60)
    ]
    draw.line(points, fill=(40, 50, 150), width=max(1, round(1.1 * scale)), joint="curve")
    return _multiplied(image, layer)


def _multiplied(image: Image, layer: Image) -> Image:
    from PIL import ImageChops

    return ImageChops.multiply(image, layer)


def _placed(image: Image, how: Degradation) -> Image:
    """The page as it lay: turned, skewed, seen from an angle, on a desk."""
    from PIL import Image

    ground = (96, 74, 58) if how.desk else (255, 255, 255)
    if how.desk:
        margin = round(0.05 * image.width)
        desk = Image.new("RGB", (image.width + 2 * margin, image.height + 2 * margin), ground)
        desk.paste(image, (margin, margin))
        image = desk
    if how.perspective:
        image = _tilted(image, how.perspective, ground)
    if how.skew:
        image = image.rotate(-how.skew, Image.Resampling.BICUBIC, expand=False, fillcolor=ground)
    if how.turn:
        image = image.rotate(-how.turn, expand=True)
    return image


def _tilted(image: Image, share: float, ground: tuple[int, int, int]) -> Image:
    """The upper edge narrower by `share`, the left edge a little shorter."""
    import numpy as np
    from PIL import Image

    width, height = image.size
    inset, drop = width * share / 2, height * share / 4
    seen = [(inset, drop), (width - inset, 0), (width, height), (0, height - drop)]
    whole = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, answers = [], []
    for (x, y), (u, v) in zip(seen, whole, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        answers += [u, v]
    factors = np.linalg.solve(np.array(rows, dtype=float), np.array(answers, dtype=float))
    return image.transform(
        image.size,
        Image.Transform.PERSPECTIVE,
        [float(value) for value in factors],
        Image.Resampling.BICUBIC,
        fillcolor=ground,
    )


def _delivered(image: Image, how: Degradation) -> Image:
    """The image in the mode and quality of the file it comes in."""
    from PIL import Image

    if not how.colour:
        image = image.convert("L")
    if how.bilevel:
        return image.convert("1", dither=Image.Dither.NONE)
    if how.jpeg:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=how.jpeg)
        packed.seek(0)
        image = Image.open(packed)
        image.load()
    return image
