"""Read a DOCX by walking its XML in document order.

Numbering, merged cells, nested tables, text boxes, changes and notes are read
as Word prints them. The page of a word is the page on which Word last saw it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from extract.document import Block, Document, Page, Paragraph, Place, Table
from extract.errors import DamagedFile, EmptyFile
from extract.findings import Finding
from extract.readers.docx_inline import FORCED_PAGE, RENDERED_PAGE, InlineReader, tidy
from extract.readers.docx_numbering import Numbering
from extract.readers.docx_package import MC, Package, R, W
from extract.readers.docx_styles import Look, Styles, look_of
from extract.readers.lines import clause_parts

_P, _TBL, _PPR = f"{W}p", f"{W}tbl", f"{W}pPr"
_THROUGH = frozenset(
    f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag", "subDoc")
)
_PAGE_PICTURE = 150_000
"""Bytes of a picture that may be a page; emblems and signatures are smaller."""

_HEADING = re.compile(r"(?:heading|заголовок)\s*(\d)", re.IGNORECASE)


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Read a DOCX, DOCM, DOTX or DOTM file.

    Raises:
        DamagedFile: The package does not open or has no document.
        EncryptedFile: It asks for a password.
        TooLarge: A part unpacks to more than the limit.
        EmptyFile: It holds neither text nor pictures.
        MissingPart: It holds scans alone, and no recognition engine is installed.
    """
    package = Package(path, source)
    try:
        body = Body(package)
        pages = body.read()
        footnotes = tuple(body.notes())
        if not any(page.blocks for page in pages) and not footnotes:
            pictures = body.pictures()
            if not pictures:
                raise EmptyFile(source, "there is no text in it")
            from extract.readers.docx_scans import recognized

            return recognized(pictures, source=source, sha256=sha256)
        body.note_large_pictures()
    finally:
        package.close()
    return Document(source, sha256, "docx", pages, footnotes, tuple(body.findings))


class Body:
    """The walk over one document: numbering and pages go on from block to block."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.findings: list[Finding] = []
        self._relations = package.relations(package.main)
        self._root = self._xml(package.main)
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"))
        self._rendered = next(self._root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self.inline = InlineReader(self.styles, rendered=self._rendered)
        self.page = 1
        self._paragraphs = 0
        self._tables = 0
        self._carried = ""
        self._blocks: dict[int, list[Block]] = {}
        self._note_ids: list[tuple[str, str]] = []

    def read(self) -> tuple[Page, ...]:
        """The pages of the body with the running heads of the file on the first."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise DamagedFile(self._package.source, "the document has no body")
        for block in (*self.blocks(body), *self._rest()):
            self._blocks.setdefault(block.place.page, []).append(block)
        last = max(self._blocks, default=1)
        heads = self._heads()
        return tuple(
            Page(
                number, tuple(self._blocks.get(number, ())), furniture=heads if number == 1 else ()
            )
            for number in range(1, last + 1)
        )

    def _rest(self) -> list[Block]:
        """The words of a last paragraph whose mark was deleted: nothing follows to hold them."""
        words, self._carried = tidy(self._carried), ""
        return [Paragraph(words, Place(self.page))] if words else []

    def blocks(self, parent: Any) -> list[Block]:
        """The blocks of a body, a text box or a cell that is only layout."""
        found: list[Block] = []
        for child in parent:
            tag = child.tag
            if tag == _P:
                found.extend(self.paragraph(child))
            elif tag == _TBL:
                found.extend(self._table(child))
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    found.extend(self.blocks(content))
            elif tag in _THROUGH:
                found.extend(self.blocks(child))
            elif tag == f"{MC}AlternateContent":
                part = child.find(f"{MC}Choice")
                part = part if part is not None else child.find(f"{MC}Fallback")
                found.extend(self.blocks(part) if part is not None else ())
            elif tag == f"{W}altChunk":
                found.extend(self._chunk(child.get(f"{R}id", "")))
        return found

    def paragraph(self, element: Any) -> list[Block]:
        """The blocks of one `w:p`: text boxes first; cut where the author ended a page."""
        self._paragraphs += 1
        look, properties, style_id = self.look(element)
        if properties is not None and self._starts_page(properties):
            self.page += 1
        inline = self.inline.read(element, look)
        found: list[Block] = []
        for box in inline.boxes:
            found.extend(self.blocks(box))
        self.add_notes(inline.notes)
        text, self._carried = self._carried + inline.text, ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text
            return found
        spot = f"paragraph {self._paragraphs}"
        number = self.number(look, style_id)
        for index, part in enumerate(text.split(FORCED_PAGE)):
            self.page += index > 0
            place = Place(self.page_of(part), spot=spot)
            self.page += part.count(RENDERED_PAGE)
            for mark, words in clause_parts(tidy(part)):
                if words:
                    found.append(
                        Paragraph(
                            words,
                            place,
                            number or mark,
                            inline.bold,
                            look.alignment,
                            _style(look),
                        )
                    )
                    number = ""
        if properties is not None and self._ends_page(properties):
            self.page += 1
        return found

    def look(self, element: Any) -> tuple[Look, Any | None, str]:
        """What style and properties say of a paragraph, its `w:pPr`, the id of its style."""
        first = element[0] if len(element) else None
        properties = first if first is not None and first.tag == _PPR else element.find(_PPR)
        if properties is None:
            return self.styles.paragraph_default, None, ""
        style_id = ""
        style = properties.find(f"{W}pStyle")
        base = self.styles.paragraph_default
        if style is not None:
            style_id = style.get(f"{W}val", "")
            base = self.styles.look(style_id).over(self.styles.base)
        return look_of(properties, None).over(base), properties, style_id

    def number(self, look: Look, style_id: str) -> str:
        """The automatic number of a paragraph, counted."""
        if not look.num_id or look.num_id == "0":
            return ""
        level = look.level
        if level is None:
            level = self.numbering.level_of_style(look.num_id, style_id)
        return self.numbering.label(look.num_id, level)[0]

    def _table(self, element: Any) -> list[Block]:
        from extract.readers.docx_tables import TableReader

        self._tables += 1
        return TableReader(self, self._tables).read(element)

    def add_notes(self, notes: list[tuple[str, str]]) -> None:
        """Remember which notes the text refers to: (`footnote` or `endnote`, id)."""
        self._note_ids.extend(notes)

    def page_of(self, text: str) -> int:
        """The page on which the first printed letter of a paragraph stands."""
        lead = text[: len(text) - len(text.lstrip(" \t\n\xa0" + RENDERED_PAGE))]
        return self.page + lead.count(RENDERED_PAGE)

    def _starts_page(self, properties: Any) -> bool:
        start = properties.find(f"{W}pageBreakBefore")
        if start is None or start.get(f"{W}val") in ("0", "false", "off"):
            return False
        return not self._rendered and bool(self._paragraphs > 1)

    def _ends_page(self, properties: Any) -> bool:
        section = properties.find(f"{W}sectPr")
        if section is None or self._rendered:
            return False
        kind = section.find(f"{W}type")
        return kind is None or kind.get(f"{W}val") != "continuous"

    def _xml(self, part: str) -> Any:
        root, whole = self._package.xml(part)
        if not whole:
            message = f"The part '{part}' is broken; what stands after the break is missing"
            self.findings.append(Finding("docx.part-broken", message, severity="error"))
        return root

    def _related(self, kind: str) -> Any | None:
        for name, target in self._relations.values():
            if name == kind and self._package.has(target):
                return self._xml(target)
        return None

    def _heads(self) -> tuple[Paragraph, ...]:
        """Headers and footers, each text once."""
        found: dict[str, Paragraph] = {}
        page, self.page = self.page, 1
        for kind, target in sorted(self._relations.values()):
            if kind in ("header", "footer") and self._package.has(target):
                for block in self.blocks(self._xml(target)):
                    for text in _texts(block):
                        found.setdefault(text, Paragraph(text, Place(spot=kind)))
        self.page = page
        return tuple(found.values())

    def notes(self) -> list[Paragraph]:
        """Footnotes and endnotes in the order in which the text refers to them."""
        found: list[Paragraph] = []
        for kind in ("footnote", "endnote"):
            root = self._related(f"{kind}s") if any(k == kind for k, _ in self._note_ids) else None
            if root is None:
                continue
            by_id = {note.get(f"{W}id"): note for note in root.iterchildren(f"{W}{kind}")}
            wanted = [key for name, key in self._note_ids if name == kind and key in by_id]
            for index, key in enumerate(dict.fromkeys(wanted), start=1):
                texts = [text for block in self.blocks(by_id[key]) for text in _texts(block)]
                place = Place(spot=f"{kind} {index}")
                found.append(Paragraph("\n".join(texts), place, number=str(index)))
        return found

    def pictures(self) -> list[bytes]:
        """The pictures of the document in the order of its text."""
        from extract.readers.docx_scans import picture_parts

        parts = picture_parts(self._root, self._relations)
        return [self._package.data(part) for part in parts if self._package.has(part)]

    def note_large_pictures(self) -> None:
        """Say that pictures as large as a page stand in a file that was read for its text."""
        from extract.readers.docx_scans import picture_parts

        parts = picture_parts(self._root, self._relations)
        large = sum(self._package.size(part) > _PAGE_PICTURE for part in parts)
        if large:
            message = f"Pictures that may be scanned pages were not read: {large}"
            self.findings.append(Finding("docx.picture-unread", message, severity="info"))

    def _chunk(self, relation: str) -> list[Block]:
        """A part in another format that Word would read in (`w:altChunk`)."""
        _, target = self._relations.get(relation, ("", ""))
        if not target or not self._package.has(target):
            return []
        if target.lower().endswith((".html", ".htm", ".xhtml", ".mht", ".mhtml")):
            from extract.readers.html import blocks_of

            return list(blocks_of(self._package.data(target)))
        message = f"The part '{target}' is in a format of its own and was not read"
        self.findings.append(Finding("docx.chunk-unread", message, severity="error"))
        return []


def _style(look: Look) -> str:
    heading = _HEADING.match(look.name)
    return f"heading {heading[1]}" if heading else look.name


def _texts(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [cell.text for cell in block.cells if cell.text]
    return [f"{block.number} {block.text}".strip()]
