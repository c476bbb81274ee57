"""Scanned pages pasted into a DOCX: the pictures of a file without text, recognized in order."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.document import Document
from extract.errors import DamagedFile
from extract.readers import image
from extract.readers.docx_package import R

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_FEWEST_PIXELS = 400 * 400
"""An emblem or a signature is smaller than this, a scanned page is larger."""


def picture_parts(body: Any, relations: dict[str, tuple[str, str]]) -> list[str]:
    """The names of the pictures of a document in the order of its text, each once."""
    found: dict[str, None] = {}
    for element in body.iter(_BLIP, _IMAGE_DATA):
        relation = element.get(f"{R}embed") or element.get(f"{R}id") or ""
        kind, target = relations.get(relation, ("", ""))
        if kind == "image":
            found.setdefault(target)
    return list(found)


def recognized(pictures: Sequence[bytes], *, source: str, sha256: str) -> Document:
    """The document that the pictures show, a page each; small ones are left out.

    Raises:
        DamagedFile: None of the pictures opens, or all are small.
        MissingPart: No recognition engine is installed.
        ExtractError: Whatever the image reader reports.
    """
    from PIL import Image, UnidentifiedImageError

    pages = []
    for data in pictures:
        try:
            page = Image.open(io.BytesIO(data))
            page.load()
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            continue
        if page.width * page.height >= _FEWEST_PIXELS:
            pages.append(page.convert("L"))
    if not pages:
        raise DamagedFile(source, "there is no text in it, and no picture of a page that opens")
    with tempfile.TemporaryDirectory(prefix="prikaz-scans-") as folder:
        path = Path(folder) / "pages.tif"
        pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
        document = image.read(path, source=source, sha256=sha256)
    return replace(document, format="docx")
