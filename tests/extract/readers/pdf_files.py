"""PDFs drawn by hand, with what text processors do not write: annotations, fields, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.render.pdf_paper import Type

FONT_SIZE = 12.0
Rectangle = tuple[float, float, float, float]


class DrawnPdf:
    """A page of text lines, and annotations over it.

    `appearance` says whether each annotation shows its text itself or leaves
    that to the viewer, as forms filled by programs do.
    """

    def __init__(self, path: Path, *, appearance: bool = True) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._canvas = Canvas(str(path), pagesize=(595, 842))
        self._font = Type().font()
        self._appearance = appearance
        self._fields: list[Any] = []
        self._count = 0

    def lines(self, texts: Sequence[tuple[float, float, str]], size: float = FONT_SIZE) -> None:
        """Texts, each with its x and its y from below."""
        for x, y, text in texts:
            self._canvas.setFont(self._font, size)
            self._canvas.drawString(x, y, text)

    def picture(self) -> None:
        """A grey picture over the whole page."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        self._canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)

    def annotate(self, kind: str, box: Rectangle, text: str, flags: int = 4) -> None:
        """An annotation of this subtype: `Widget` is a form field, `Text` a comment."""
        from reportlab.pdfbase import pdfdoc

        parts: dict[str, Any] = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName(kind),
            "Rect": pdfdoc.PDFArray(box),
            "F": flags,
        }
        self._count += 1
        if kind == "Widget":
            parts["FT"] = pdfdoc.PDFName("Tx")
            parts["T"] = pdfdoc.PDFString(f"field{self._count}")
            parts["V"] = pdfdoc.PDFString(text)
        else:
            parts["Contents"] = pdfdoc.PDFString(text)
        if self._appearance and kind in ("Widget", "FreeText", "Stamp"):
            parts["AP"] = pdfdoc.PDFDictionary({"N": self._drawn(box, text)})
        reference = self._canvas._doc.Reference(pdfdoc.PDFDictionary(parts))
        if kind == "Widget":
            self._fields.append(reference)
        self._canvas._annotationrefs.append(reference)

    def save(self) -> None:
        """Write the file."""
        from reportlab.pdfbase import pdfdoc

        if self._fields:
            catalog = self._canvas._doc.Catalog
            catalog.AcroForm = pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray(self._fields)})
        self._canvas.showPage()
        self._canvas.save()

    def _drawn(self, box: Rectangle, text: str) -> Any:
        from reportlab.pdfbase import pdfdoc

        name = f"appearance{self._count}"
        self._canvas.beginForm(name, 0, 0, box[2] - box[0], box[3] - box[1])
        self._canvas.setFont(self._font, FONT_SIZE)
        self._canvas.drawString(2, 4, text)
        self._canvas.endForm()
        return pdfdoc.PDFObjectReference(self._canvas._doc.getXObjectName(name))
