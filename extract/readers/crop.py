"""Cut a place out of the file that it stands in: the cell of a scan as a picture.

Boxes are points of the page as the reader gave them, so PDF pages are drawn
upright first, as `pdf_words` turns them.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from extract.document import Box, Place
from extract.errors import DamagedFile

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 200.0
_MARGIN = 6.0
"""Points of the surroundings that are shown on every side."""


def crop(place: Place, path: Path) -> bytes:
    """The place as PNG, with a narrow margin; the whole page where the place has no box.

    Raises:
        DamagedFile: The file is no image and no PDF, is broken, or has no such page.
    """
    with path.open("rb") as file:
        head = file.read(1024)
    image, across, down = _pdf_page(path, place) if b"%PDF-" in head else _page(path, place)
    if place.box is not None:
        image = image.crop(_pixels(place.box, across, down, image))
    packed = io.BytesIO()
    image.convert("RGB" if image.mode not in ("1", "L", "RGB") else image.mode).save(packed, "PNG")
    return packed.getvalue()


def _pixels(box: Box, across: float, down: float, image: Image) -> tuple[int, int, int, int]:
    """A box with its margin in pixels, inside the image and never empty."""
    left = min(max(0, round((box.x0 - _MARGIN) * across)), image.width - 1)
    top = min(max(0, round((box.top - _MARGIN) * down)), image.height - 1)
    right = min(max(left + 1, round((box.x1 + _MARGIN) * across)), image.width)
    bottom = min(max(top + 1, round((box.bottom + _MARGIN) * down)), image.height)
    return left, top, right, bottom


def _page(path: Path, place: Place) -> tuple[Image, float, float]:
    """A page of an image file and the pixels in a point across and down."""
    from extract.readers.image import open_page, page_size

    image = open_page(path, place.page)
    width, height = page_size(image)
    return image, image.width / width, image.height / height


def _pdf_page(path: Path, place: Place) -> tuple[Image, float, float]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(str(path), f"pdfium cannot open it ({error})") from error
    try:
        if not 1 <= place.page <= len(pdf):
            raise DamagedFile(str(path), f"it has no page {place.page}")
        image: Image = pdf[place.page - 1].render(scale=_DPI / 72).to_pil()
    finally:
        pdf.close()
    return image, _DPI / 72, _DPI / 72
