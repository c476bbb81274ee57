"""Orders as scans: the PDF rendering drawn as images and degraded.

The ending of the path decides the file: `.pdf` (images only), `.tif` (many
pages) or one image format of a single page (`.png`, `.jpg`), which then holds
the first page. Every rendering is deterministic.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import CorpusOrder
from corpus.render.degrade import Degradation, at, degrade

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How an order is scanned.

    `source` is `pdf` (our own drawing) or `office` (LibreOffice's pages);
    `layout` is one of our drawing's manners, the options' name in `corpus.render.pdf`.
    `text_pages` are pages from 1 that keep their text layer in a PDF: a file
    where only some pages are scanned.
    """

    how: Degradation = field(default_factory=lambda: at("medium", 200))
    source: str = "pdf"
    layout: str = "PLAIN"
    text_pages: tuple[int, ...] = ()


MEDIUM = ScanOptions()
CLEAN = ScanOptions(at("clean", 300))
HARD = ScanOptions(at("hard", 300))
ROUGH = ScanOptions(at("hard", 150))
FAX = ScanOptions(at("fax", 200))
STAMPED = ScanOptions(at("stamped", 200))
PHOTO = ScanOptions(at("photo", 250))
WORN = ScanOptions(at("worn", 200))
TELEPHONE = ScanOptions(at("telephone", 250))
COPY = ScanOptions(at("copy", 200))
SEALED = ScanOptions(at("sealed", 200))
SEALED_GREY = ScanOptions(replace(at("sealed", 200), colour=False))
SEALED_COPY = ScanOptions(replace(at("sealed", 200), colour=False, bilevel=True))
STREAKED = ScanOptions(at("streaked", 200))
TURNED = ScanOptions(replace(at("medium", 200), turn=90))
MIXED = ScanOptions(at("medium", 200), text_pages=(1,))
BORDERLESS = ScanOptions(layout="BORDERLESS")
HORIZONTAL = ScanOptions(layout="HORIZONTAL")
HEADER_RULED = ScanOptions(layout="HEADER_RULED")
BORDERLESS_WORN = ScanOptions(at("worn", 200), layout="BORDERLESS")
HORIZONTAL_WORN = ScanOptions(at("worn", 200), layout="HORIZONTAL")
BORDERLESS_ROUGH = ScanOptions(at("hard", 150), layout="BORDERLESS")
HORIZONTAL_ROUGH = ScanOptions(at("hard", 150), layout="HORIZONTAL")
BORDERLESS_COPY = ScanOptions(at("copy", 200), layout="BORDERLESS")
HORIZONTAL_COPY = ScanOptions(at("copy", 200), layout="HORIZONTAL")


def render(order: CorpusOrder, path: Path, options: ScanOptions = MEDIUM) -> None:
    """Write one order as a scan.

    Raises:
        ValueError: The ending of `path` names no image format.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "order.pdf"
        _print(order, source, options)
        clean = draw_pages(source.read_bytes(), options.how.dpi)
        pages = [
            degrade(page, replace(options.how, seed=options.how.seed + number))
            for number, page in enumerate(clean)
        ]
        write_pages(pages, path, options.how.dpi)
        if options.text_pages and path.suffix.lower() == ".pdf":
            _with_text_pages(path, source, options.text_pages)


def draw_pages(pdf: bytes, dpi: int) -> list[Image]:
    """The pages of a PDF as clean grey images."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def write_pages(pages: list[Image], path: Path, dpi: int) -> None:
    """Write page images to one file.

    Raises:
        ValueError: The ending of `path` names no image format.
    """
    suffix = path.suffix.lower()
    first, rest = pages[0], pages[1:]
    if suffix == ".pdf":
        if first.mode == "1":  # single bits are packed without loss and know no quality
            first.save(path, save_all=True, append_images=rest, resolution=dpi)
        else:
            first.save(path, save_all=True, append_images=rest, resolution=dpi, quality=95)
    elif suffix in (".tif", ".tiff"):
        first.save(path, save_all=True, append_images=rest, dpi=(dpi, dpi), compression="tiff_lzw")
    elif suffix in (".png", ".jpg", ".jpeg"):
        first.save(path, dpi=(dpi, dpi))
    else:
        raise ValueError(f"not an image format: {suffix!r}")


def _print(order: CorpusOrder, path: Path, options: ScanOptions) -> None:
    if options.source == "office":
        from corpus.render import office

        office.render(order, path, office.PDF)
    else:
        from corpus.render import pdf

        pdf.render(order, path, getattr(pdf, options.layout))


def _with_text_pages(path: Path, source: Path, numbers: tuple[int, ...]) -> None:
    """Put the text pages of the source in the place of the scanned ones."""
    import pypdfium2

    scanned = pypdfium2.PdfDocument(path.read_bytes())
    printed = pypdfium2.PdfDocument(source.read_bytes())
    mixed = pypdfium2.PdfDocument.new()
    for index in range(len(scanned)):
        mixed.import_pages(printed if index + 1 in numbers else scanned, [index])
    packed = io.BytesIO()
    mixed.save(packed)
    for document in (mixed, printed, scanned):
        document.close()
    path.write_bytes(packed.getvalue())
