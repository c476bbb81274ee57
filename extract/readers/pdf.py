"""Read a PDF: words from pdfium, layout of our own, recognition where there is no text.

The door to pypdfium2 and pdfplumber (`pdf_words` and `pdf_second` behind it).
Pages are opened one by one and closed at once, so memory stays flat over
hundreds of pages. pdfium is not thread-safe: one process reads one file.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from extract.document import Document, Page
from extract.errors import DamagedFile, EmptyFile, EncryptedFile, MissingPart
from extract.findings import Finding
from extract.layout.content import PageContent
from extract.layout.letters import Verdict, judge
from extract.layout.pages import PageDraft, build_pages, draft_page
from extract.readers import pdf_words
from extract.readers.pdf_annotations import read_annotations, read_attachments

_SCANNED = 0.5
"""A picture over this share of the page, and hardly any text, is a scan."""
_FEW_WORDS = 12
_LITTLE_TEXT = 0.03
"""Words over less than this share of a scanned page are a stamp's, however many."""
_OCR_SCALE = 300 / 72
_LARGEST_SIDE = 7000
"""Pixels along the longer side of a page image; a poster is rendered more coarsely."""


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Read every page of `path`.

    A PDF that is encrypted with an empty user password opens like any other.
    A page whose text layer is missing or no Russian goes to recognition; where
    none is installed, a finding says so and the page keeps what text it has.

    Raises:
        EncryptedFile: The PDF opens only with a password.
        DamagedFile: pdfium cannot parse the PDF, or it has no pages.
        EmptyFile: The file has no bytes, or its pages show nothing.
    """
    if path.stat().st_size == 0:
        raise EmptyFile(source, "the file has no bytes")
    pdf = _open(path, source)
    try:
        read_pages = [_draft(pdf, index, path) for index in range(len(pdf))]
        attached = read_attachments(pdf)
    finally:
        pdf.close()
    if not read_pages:
        raise DamagedFile(source, "the PDF has no pages")
    drafts = [draft for draft, _ in read_pages]
    _finish_recognized(drafts)
    pages = [
        replace(page, findings=(*page.findings, *over)) if over else page
        for page, (_, over) in zip(build_pages(drafts), read_pages, strict=True)
    ]
    if not any(page.blocks or page.furniture or page.findings for page in pages):
        raise EmptyFile(source, "the pages of the PDF show nothing")
    findings = (*attached, *(finding for page in pages for finding in page.findings))
    return Document(
        source=source, sha256=sha256, format="pdf", pages=tuple(pages), findings=findings
    )


def _open(path: Path, source: str) -> Any:
    import pypdfium2
    import pypdfium2.raw as c

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY) or "password" in str(error).lower():
            raise EncryptedFile(source, "the PDF asks for a password") from error
        raise DamagedFile(source, f"pdfium cannot open it ({error})") from error


def _draft(pdf: Any, index: int, path: Path) -> tuple[PageDraft, tuple[Finding, ...]]:
    """A page, and the doubts about what lies over it.

    The latter stay apart: recognition numbers its drafts otherwise and works on a turned page.
    """
    import pypdfium2

    number = index + 1
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError as error:
        return _unreadable(number, f"page {number} is damaged ({error})"), ()
    layer = read_annotations(pdf, page, number)
    try:
        if layer.is_drawn:
            page.close()
            page = pdf[index]
        content = pdf_words.read_content(page, number, layer.texts)
        verdict = judge(content)
        if verdict.state == "broken":
            verdict = _second_opinion(path, index, verdict)
        if verdict.state in ("broken", "empty") or _is_scan(content):
            return _recognized(page, verdict), layer.findings
    finally:
        page.close()
    draft = draft_page(verdict.content)
    if verdict.state == "repaired":
        draft.findings.append(
            Finding(
                "pdf.text-layer-repaired",
                f"The text layer was wrong and has been mended: {verdict.reason}",
                verdict.content.text()[:80],
                page=number,
                severity="info",
            )
        )
    return draft, layer.findings


def _unreadable(number: int, message: str) -> PageDraft:
    finding = Finding("pdf.page-damaged", message, page=number, severity="error")
    return PageDraft(number, 0.0, 0.0, [], findings=[finding])


def _is_scan(content: PageContent) -> bool:
    """Whether a picture fills the page and the text is hidden under it, or next to nothing.

    A signed scan has the words of the signature's stamp over it.
    """
    largest = max(
        ((box.x1 - box.x0) * (box.bottom - box.top) for box in content.pictures), default=0.0
    )
    if largest < _SCANNED * content.width * content.height:
        return False
    if content.hidden > 0.8 or len(content.words) < _FEW_WORDS:
        return True
    written = sum((word.x1 - word.x0) * word.size for word in content.words)
    return written < _LITTLE_TEXT * content.width * content.height


def _second_opinion(path: Path, index: int, verdict: Verdict) -> Verdict:
    """What pdfplumber makes of a page that pdfium reads as nonsense."""
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    from extract.readers import pdf_second

    # pdfminer reports every oddity of a file it is asked to make sense of
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(path, pages=[index + 1]) as second:
            other = judge(pdf_second.read_content(second.pages[0], index + 1))
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError):
        # pdfminer fails in many ways on files that pdfium opens; then its opinion is none
        return verdict
    return other if other.state in ("sound", "repaired") and other.content.words else verdict


def _recognized(page: Any, verdict: Verdict) -> PageDraft:
    """The page through recognition, or with what text it has where none is installed.

    A page on which nothing is drawn is an empty page and no fault.
    """
    content = verdict.content
    is_blank = not content.words and not content.pictures and not _has_drawing(page)
    if is_blank:
        return draft_page(content)
    try:
        ocr = import_module("extract.ocr.pages")
        width, height = page.get_size()
        scale = min(_OCR_SCALE, _LARGEST_SIDE / max(width, height, 1.0))
        bitmap = page.render(scale=scale)
        image = bitmap.to_pil()
        bitmap.close()
        draft: PageDraft = ocr.draft_page_image(
            image, page=content.number, width=width, height=height
        )
    except (ImportError, MissingPart, ValueError) as error:
        draft = draft_page(content)
        draft.findings.append(
            Finding(
                "pdf.page-needs-ocr",
                f"Page {content.number} must be recognized ({verdict.reason or 'a scan'}), "
                f"but could not be: {error}",
                content.text()[:80],
                page=content.number,
                severity="error",
            )
        )
    return draft


def _has_drawing(page: Any) -> bool:
    import pypdfium2.raw as c

    return bool(c.FPDFPage_CountObjects(page.raw))


def _finish_recognized(drafts: Sequence[PageDraft]) -> None:
    """Put the pages of neighbouring scans together, as tables run over them."""
    run: list[PageDraft] = []
    for draft in [*drafts, None]:
        if draft is not None and _is_recognized(draft):
            run.append(draft)
        elif run:
            finished: list[Page] = import_module("extract.ocr.finish").finish_pages(run)
            for each, page in zip(run, finished, strict=True):
                each.done = page
                each.lines, each.fragments = [], []
            run = []


def _is_recognized(draft: PageDraft) -> bool:
    """Whether recognition made the draft (it knows the way back to the original page)."""
    return hasattr(draft, "original")
