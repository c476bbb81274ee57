"""WordprocessingML for the DOCX renderer: paragraphs, cells, tables as text."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""Declares the prefix `w` on an element that stands by itself."""


def paragraph(
    text: str,
    *,
    align: str = "",
    bold: bool = False,
    numbering: tuple[int, int] | None = None,
    page_break: bool = False,
) -> str:
    """A paragraph's XML; a line feed is a forced break, a tab a tab stop.

    `numbering` is the list's id and the level; `page_break` says that a page
    began at this paragraph when the document was last laid out.
    """
    properties = ""
    if numbering is not None:
        num_id, level = numbering
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    run_properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    rendered_break = "<w:lastRenderedPageBreak/>" if page_break else ""
    runs = "<w:br/>".join(_line(line) for line in text.split("\n"))
    return (
        f"<w:p {NAMESPACE}><w:pPr>{properties}</w:pPr>"
        f"<w:r>{run_properties}{rendered_break}{runs}</w:r></w:p>"
    )


def _line(text: str) -> str:
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return "<w:tab/>".join(parts)


def cell(content: str, *, width: int, span: int = 1, merge: str = "") -> str:
    """A cell's XML; `merge` is `restart` or `continue` in a cell merged downwards."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(rows: Iterable[str], widths: tuple[int, ...], *, borders: bool = True) -> str:
    """A table's XML over ready rows of cells."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    value = "single" if borders else "nil"
    lines = "".join(f'<w:{edge} w:val="{value}" w:sz="4" w:space="0"/>' for edge in edges)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
