"""Read a PDF with a text layer; the words come from pdfium, the layout is ours.

The only door to pypdfium2 and pdfplumber (with `pdf_words` and `pdf_second`
behind it). Pages are opened one by one and closed at once, so memory stays
flat over hundreds of pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extract.document import Document, Page
from extract.errors import DamagedFile, EmptyFile, EncryptedFile
from extract.findings import Finding
from extract.layout.pages import PageDraft, build_pages, draft_page
from extract.readers.pdf_words import read_content


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Read every page of `path`.

    A PDF that is encrypted with an empty user password opens like any other.

    Raises:
        EncryptedFile: The PDF opens only with a password.
        DamagedFile: pdfium cannot parse the PDF, or it has no pages.
        EmptyFile: The file has no bytes, or its pages show nothing.
    """
    if path.stat().st_size == 0:
        raise EmptyFile(source, "the file has no bytes")
    pdf = _open(path, source)
    try:
        drafts = [_draft(pdf, index) for index in range(len(pdf))]
    finally:
        pdf.close()
    if not drafts:
        raise DamagedFile(source, "the PDF has no pages")
    pages = build_pages(drafts)
    if not any(page.blocks or page.furniture or page.findings for page in pages):
        raise EmptyFile(source, "the pages of the PDF show nothing")
    return Document(
        source=source,
        sha256=sha256,
        format="pdf",
        pages=tuple(pages),
        findings=_findings(pages),
    )


def _findings(pages: list[Page]) -> tuple[Finding, ...]:
    return tuple(finding for page in pages for finding in page.findings)


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


def _draft(pdf: Any, index: int) -> PageDraft:
    page = pdf[index]
    try:
        return draft_page(read_content(page, index + 1))
    finally:
        page.close()
