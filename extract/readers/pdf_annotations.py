"""What lies over a PDF page: form fields, typed remarks, stamps, comments, attached files.

None of it is part of the page's own text, yet a reader sees the first three.
Where such an annotation has an appearance, pdfium draws it into the page, and
its words come with the others; where it has none (the viewer is to draw it),
its value is set as words into its rectangle. Comments are read by nobody who
prints the order: they are findings, as attached files are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

from extract.findings import Finding
from extract.layout.content import Word
from extract.readers.pdf_rulings import Upright

_LETTER = 0.5
"""The usual width of a letter, as a share of the font size."""
_LARGEST, _SMALLEST = 11.0, 5.0
"""Font sizes that a value without an appearance is set in."""
_LEADING = 1.2


class PlacedText(NamedTuple):
    """A text and its rectangle in user space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Layer(NamedTuple):
    """What a page's annotations add: whether to open it anew, texts without an appearance."""

    is_drawn: bool = False
    texts: tuple[PlacedText, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_annotations(pdf: Any, page: Any, number: int) -> Layer:
    """Draw what a reader of the page sees into it; the rest as texts and findings.

    Where `is_drawn`, the page must be opened anew before its text is read.
    """
    import pypdfium2.raw as c

    count = c.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return Layer()
    drawn = False
    texts: list[PlacedText] = []
    findings: list[Finding] = []
    for index in range(count - 1, -1, -1):
        annotation = c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = c.FPDFAnnot_GetSubtype(annotation)
            is_shown = kind in _shown(c) and not c.FPDFAnnot_GetFlags(annotation) & _unseen(c)
            has_appearance = is_shown and _string(c.FPDFAnnot_GetAP, annotation, 0) != ""
            if is_shown and not has_appearance:
                value = _value(c, pdf, annotation, kind)
                if value:
                    texts.append(PlacedText(value, *_rectangle(c, annotation)))
            elif not is_shown:
                finding = _finding(c, annotation, kind, number)
                if finding is not None:
                    findings.append(finding)
        finally:
            c.FPDFPage_CloseAnnot(annotation)
        drawn = drawn or has_appearance
        if not is_shown:
            # marks over words, link frames and the like would be drawn too
            c.FPDFPage_RemoveAnnot(page.raw, index)
    if drawn:
        drawn = c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS
    return Layer(drawn, tuple(reversed(texts)), tuple(reversed(findings)))


def read_attachments(pdf: Any) -> tuple[Finding, ...]:
    """A finding for each file that is embedded in the document."""
    import pypdfium2.raw as c

    findings = []
    for index in range(c.FPDFDoc_GetAttachmentCount(pdf.raw)):
        attachment = c.FPDFDoc_GetAttachment(pdf.raw, index)
        name = _string(c.FPDFAttachment_GetName, attachment) if attachment else ""
        findings.append(
            Finding(
                "pdf.attachment-unread",
                f"The file «{name}» is attached to the PDF and was not read",
                name,
                severity="warning",
            )
        )
    return tuple(findings)


def set_words(placed: PlacedText, upright: Upright) -> Sequence[Word]:
    """A value without an appearance as words from the top left of its rectangle."""
    value = placed.text
    (ax, ay), (bx, by) = upright(placed.left, placed.bottom), upright(placed.right, placed.top)
    left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
    rows = value.count("\n") + 1
    size = max(_SMALLEST, min(_LARGEST, (bottom - top) / rows / _LEADING))
    words: list[Word] = []
    base = top + size
    for text in value.split("\n"):
        x = left + 2
        for part in text.split():
            width = len(part) * _LETTER * size
            if x > left + 2 and x + width > right:
                x, base = left + 2, base + _LEADING * size
            words.append(Word(part, x, base - 0.8 * size, x + width, base + 0.22 * size, base))
            x += width + _LETTER * size
        base += _LEADING * size
    return words


def _shown(c: Any) -> tuple[int, ...]:
    return (c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP)


def _unseen(c: Any) -> int:
    return int(c.FPDF_ANNOT_FLAG_HIDDEN | c.FPDF_ANNOT_FLAG_NOVIEW)


def _value(c: Any, pdf: Any, annotation: Any, kind: int) -> str:
    if kind != c.FPDF_ANNOT_WIDGET:
        return _string(c.FPDFAnnot_GetStringValue, annotation, b"Contents")
    pdf.init_forms()  # once a document, and only where a field has a value to ask for
    if pdf.formenv is None:
        return _string(c.FPDFAnnot_GetStringValue, annotation, b"V")
    form = pdf.formenv.raw
    if c.FPDFAnnot_GetFormFieldType(form, annotation) not in _typed(c):
        return ""
    return _string(c.FPDFAnnot_GetFormFieldValue, form, annotation)


def _typed(c: Any) -> tuple[int, ...]:
    """The kinds of fields whose value is text that a reader sees."""
    return (c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)


def _finding(c: Any, annotation: Any, kind: int, page: int) -> Finding | None:
    """What is said beside the page: a comment, or a file pinned to it."""
    if kind == c.FPDF_ANNOT_FILEATTACHMENT:
        return Finding(
            "pdf.attachment-unread",
            "A file is pinned to the page and was not read",
            _string(c.FPDFAnnot_GetStringValue, annotation, b"Contents"),
            page=page,
            severity="warning",
        )
    if kind in (c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_POPUP, *_shown(c)):
        return None
    text = " ".join(_string(c.FPDFAnnot_GetStringValue, annotation, b"Contents").split())
    if not text:
        return None
    return Finding(
        "pdf.comment", "A comment lies over the page; it is no part of the order", text,
        page=page, severity="info",
    )  # fmt: skip


def _rectangle(c: Any, annotation: Any) -> tuple[float, float, float, float]:
    box = c.FS_RECTF()
    c.FPDFAnnot_GetRect(annotation, box)
    return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _string(call: Any, *arguments: Any) -> str:
    """What a function of pdfium writes in UTF-16 into a buffer of the size that it asks for."""
    length = call(*arguments, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    call(*arguments, buffer, length)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    return text.replace("\r\n", "\n").replace("\r", "\n")
