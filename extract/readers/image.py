"""Read page images: TIFF of many pages, JPEG, PNG, BMP, GIF, WebP, JPEG 2000.

Each page is recognized by itself, so one bad page costs one page: it becomes
an empty page with a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.document import Document
from extract.errors import DamagedFile, EmptyFile, MissingPart, TooLarge
from extract.findings import Finding

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.ocr.places import ScanDraft

MAX_PAGES = 1000
LARGEST_SIDE = 4500
"""An image twice as long or more is reduced while it is unpacked: A3 at 600 dpi to 300."""
_POINTS = 72.0
_USUAL_DPI = (90.0, 1300.0)
_A4 = (595.3, 841.9)


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Recognize every page of an image file.

    Raises:
        MissingPart: No recognition engine that reads Russian is installed.
        DamagedFile: The image cannot be opened, or none of its pages can.
        TooLarge: It has more than `MAX_PAGES` pages.
        EmptyFile: No page shows any text.
    """
    from extract.ocr.engine import default_engines
    from extract.ocr.finish import finish_pages
    from extract.ocr.pages import draft_page_image

    try:
        default_engines()
    except MissingPart as error:
        raise MissingPart(source, error.detail) from error
    drafts: list[ScanDraft] = []
    findings: list[Finding] = []
    number = 0
    for number, page in _pages(path, source):
        if isinstance(page, Finding):
            findings.append(page)
            continue
        width, height = page_size(page)
        try:
            drafts.append(draft_page_image(page, page=number, width=width, height=height))
        except (ValueError, MemoryError) as error:
            findings.append(_unreadable(number, str(error) or "out of memory"))
    if not drafts:
        reasons = "; ".join(finding.message for finding in findings[:3]) or "it has no pages"
        raise DamagedFile(source, reasons)
    pages = finish_pages(drafts)
    if not any(page.blocks or page.furniture for page in pages):
        raise EmptyFile(source, "no text was recognized on any page")
    findings += [finding for page in pages for finding in page.findings]
    return Document(
        source=source,
        sha256=sha256,
        format="image",
        pages=tuple(pages),
        findings=tuple(findings),
    )


def page_size(image: Image) -> tuple[float, float]:
    """The size of a page in points, from the resolution that the file claims.

    A claim that no scanner makes (72 dpi of a telephone, 1 dpi) is not
    believed: the shorter side is then as wide as A4.
    """
    claimed = image.info.get("dpi")
    try:
        across, down = (float(claimed[0]), float(claimed[1])) if claimed else (0.0, 0.0)
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = down = 0.0
    low, high = _USUAL_DPI
    if not (low <= across <= high and low <= down <= high):
        across = down = min(image.width, image.height) / (_A4[0] / _POINTS)
    return image.width * _POINTS / across, image.height * _POINTS / down


def open_page(path: Path, number: int) -> Image:
    """One page of an image file, turned as the camera says.

    Raises:
        DamagedFile: The image cannot be opened, or has no such page.
    """
    for found, page in _pages(path, str(path)):
        if found == number and not isinstance(page, Finding):
            return page
    raise DamagedFile(str(path), f"it has no page {number}")


def _pages(path: Path, source: str) -> Iterator[tuple[int, Image | Finding]]:
    """Every page of the file with its number; a finding where one cannot be unpacked."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    # our own limit stands in light.grey_of and knows the bands; Pillow's counts pixels alone
    Image.MAX_IMAGE_PIXELS = None
    try:
        file: Any = Image.open(path)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise DamagedFile(source, f"the image cannot be opened ({error})") from error
    with file:
        count = _page_count(file, source)
        for index in range(count):
            try:
                file.seek(index)
                yield index + 1, ImageOps.exif_transpose(_unpacked(file))
            except EOFError:
                return
            except Exception as error:
                yield index + 1, _unreadable(index + 1, str(error) or type(error).__name__)


def _page_count(file: Any, source: str) -> int:
    """How many pages; an animation is one picture, not many pages."""
    try:
        count = int(getattr(file, "n_frames", 1))
    except Exception:
        count = 1
    if count > 1 and file.format in ("GIF", "WEBP", "PNG"):
        return 1
    if count > MAX_PAGES:
        raise TooLarge(source, f"the image has {count} pages")
    return count


def _unpacked(file: Any) -> Image:
    """One page in memory; reduced by a whole number where it is far larger than any type needs.

    Raises:
        ValueError: The page would take too much memory.
    """
    from extract.ocr.light import MAX_BYTES

    times = max(file.size) // LARGEST_SIDE
    claimed = file.info.get("dpi")
    if times > 1 and file.format == "JPEG":
        whole = file.width
        file.draft(None, (file.width // times, file.height // times))
        times = 1 if file.width < whole else times
    bands = 4 if file.mode in ("CMYK", "RGBA", "I", "F") else len(file.getbands())
    if file.width * file.height * bands > MAX_BYTES:
        raise ValueError(f"the image is too large: {file.width} × {file.height} pixels")
    if times <= 1:
        copy: Image = file.copy()
        return copy
    # single bits cannot be averaged; grey can
    reduced: Image = (file.convert("L") if file.mode in ("1", "P") else file).reduce(times)
    if claimed:
        reduced.info["dpi"] = tuple(float(value) / times for value in claimed)
    return reduced


def _unreadable(number: int, why: str) -> Finding:
    return Finding(
        "ocr.page-unreadable",
        f"Page {number} could not be unpacked: {why}",
        page=number,
        severity="error",
    )
