"""Read HTML: pages of legal databases and sites, and what Word saves as a web page.

Words of the declared encoding are not trusted, the letters decide. Navigation
around the act becomes furniture; tables that only place things dissolve into
what they hold; a `<pre>` is read as a text file, drawn tables included.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extract.document import Block, Cell, Document, Page, Paragraph, Place, Table
from extract.errors import DamagedFile, EmptyFile
from extract.findings import Finding
from extract.readers import html_main, html_tree
from extract.readers.encoding import decode
from extract.readers.html_drawn import name_drawn_tables
from extract.readers.html_grid import Spanned, is_layout, own_rows, place_cells
from extract.readers.lines import clause_parts, split_lines
from extract.readers.wraps import tidy

_OUT = frozenset(
    """
    script style noscript template iframe svg object embed audio video canvas head select button
    input textarea del map link meta rt rp datalist progress
    """.split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p
    section summary ul caption tr td th tbody thead tfoot
    """.split()  # noqa: SIM905
)
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|400|lighter)", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|justify|start|end)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_NEW_PAGE = re.compile(r"(?:page-)?break-(before|after)\s*:\s*(?:always|page)", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f\xa0]+")
_PARTED = re.compile(r"\n[ \t\xa0]*\n")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Read an HTML page, also one in a MIME wrapping («single file web page»).

    Raises:
        DamagedFile: No HTML can be found in it.
        EmptyFile: It holds no text.
    """
    data = path.read_bytes()
    name = "html"
    if re.match(rb"\s*(?:[\w-]+:[^\r\n]*\r?\n)+", data) and b"<" not in data[:20]:
        data, name = _html_part(data, source), "mhtml"
    body, aside, findings = _parse(data, source)
    walk = Walk()
    walk.children(body)
    walk.flush()
    furniture = tuple(Paragraph(text) for text in aside)
    if not walk.blocks:
        raise EmptyFile(source, "there is no text in it")
    return Document(source, sha256, name, _pages(walk.blocks, furniture), findings=findings)


def blocks_of(data: bytes | str) -> list[Block]:
    """The blocks of a piece of HTML, nothing left out as navigation."""
    body, _ = html_tree.parse(data if isinstance(data, str) else decode(data).text)
    if body is None:
        return []
    walk = Walk()
    walk.children(body)
    walk.flush()
    return walk.blocks


def _html_part(data: bytes, source: str) -> bytes:
    """The web page inside a MIME wrapping."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise DamagedFile(source, "there is no web page inside the file")


def _parse(data: bytes, source: str) -> tuple[Any, list[str], tuple[Finding, ...]]:
    root, findings = html_tree.parse(decode(data).text)
    if root is None:
        raise DamagedFile(source, "there is no HTML in it")
    name_drawn_tables(root)
    return *html_main.main_part(root), findings


class Walk:
    """Goes through elements in order and puts running text together to paragraphs."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page = 1
        self._pieces: list[str] = []
        self._bold: list[bool] = []
        self._align = ""
        self._style = ""
        self._number = ""
        self._tables = 0

    def children(self, element: Any, *, bold: bool = False, align: str = "") -> None:
        """Walk what is inside an element."""
        self.text(element.text, bold)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, bold, align)
            self.text(child.tail, bold)

    def element(self, element: Any, bold: bool, align: str) -> None:
        """Walk one element with what it inherits."""
        tag = element.tag.rsplit(":", 1)[-1].lower()
        style = element.get("style", "")
        if tag in _OUT or is_hidden(element):
            return
        turn = _NEW_PAGE.search(style)
        if turn and turn[1].lower() == "before":
            self.flush()
            self.page += bool(self.blocks)
        bold = bool(_HEAVY.search(style)) or ((bold or tag in _BOLD) and not _LIGHT.search(style))
        align = _alignment(element, style) or align
        if tag == "br":
            self._pieces.append("\n")
            self._bold.append(bold)
        elif tag == "table":
            self.flush()
            self._table(element, bold, align)
        elif tag == "pre":
            self.flush()
            self._preformatted(element)
        elif tag in _BLOCKS:
            self.flush()
            self._block(element, tag, bold, align)
            self.flush()
        else:
            self.children(element, bold=bold, align=align)
        if turn and turn[1].lower() == "after":
            self.flush()
            self.page += 1

    def text(self, words: str | None, bold: bool) -> None:
        """Add running text; line ends of the source are spaces."""
        if words:
            self._pieces.append(_WHITE.sub(" ", words))
            self._bold.append(bold)

    def flush(self) -> None:
        """End the paragraph; two breaks in a row end it too."""
        whole = "".join(self._pieces)
        lettered = [b for piece, b in zip(self._pieces, self._bold, strict=True) if piece.strip()]
        bold = bool(lettered) and all(lettered)
        for part in _PARTED.split(whole):
            for mark, words in clause_parts(tidy(part)):
                if words:
                    place = Place(self.page, spot=f"paragraph {len(self.blocks) + 1}")
                    number = self._number or mark
                    self.blocks.append(
                        Paragraph(words, place, number, bold, self._align, self._style)
                    )
                    self._number = ""
        self._pieces, self._bold = [], []

    def _block(self, element: Any, tag: str, bold: bool, align: str) -> None:
        self._align = align
        self._style = f"heading {tag[1]}" if re.fullmatch("h[1-6]", tag) else ""
        if tag == "li":
            self._number = item_number(element)
        self.children(element, bold=bold, align=align)
        self.flush()
        self._align = self._style = ""
        if tag == "li":
            self._number = ""

    def _preformatted(self, element: Any) -> None:
        from extract.readers import text

        words = "".join(element.itertext())
        self.blocks.extend(text.content_of(split_lines(words)).blocks)

    def _table(self, element: Any, bold: bool, align: str) -> None:
        rows = own_rows(element)
        caption = element.find("caption")
        if caption is not None:
            self.element(caption, bold, "center")
        if is_layout(rows):
            for row in rows:
                for cell in row:
                    self.element(cell, bold and cell.tag != "th", align)
                    self.flush()
            return
        self._tables += 1
        placed, width = place_cells(rows)
        height = max((cell.row + cell.row_span for cell in placed), default=0)
        if not width or not height:
            return
        place = Place(self.page, spot=f"table {self._tables}")
        cells = tuple(self._cell(cell, bold) for cell in placed)
        if any(cell.text for cell in cells):
            self.blocks.append(Table(cells, height, width, place))

    def _cell(self, cell: Spanned, bold: bool) -> Cell:
        inner = Walk()
        if cell.element is not None:
            inner.element(cell.element, bold, "")
            inner.flush()
        spot = f"table {self._tables}, row {cell.row + 1}, column {cell.column + 1}"
        texts = [block for block in inner.blocks if isinstance(block, Paragraph)]
        lines = [line for block in inner.blocks for line in _lines(block)]
        return Cell(
            cell.row,
            cell.column,
            "\n".join(lines),
            cell.row_span,
            cell.column_span,
            (Place(self.page, spot=spot),),
            bold=bool(texts) and all(text.bold for text in texts),
        )


def is_hidden(element: Any) -> bool:
    """Whether a browser would not show it."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def item_number(element: Any) -> str:
    """What stands before a list item: a dash, or its number in the list's own manner."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    value = element.get("value", "")
    if not value.lstrip("-").isdigit():
        start = parent.get("start", "1")
        count = int(start) if start.lstrip("-").isdigit() else 1
        for sibling in parent.iterchildren("li"):
            given = sibling.get("value", "")
            count = int(given) if given.lstrip("-").isdigit() else count
            if sibling is element:
                break
            count += 1
        value = str(count)
    manner = parent.get("type", "1")
    index = int(value)
    if manner in "aA" and 1 <= index <= 26:
        letter = chr(ord("a") + index - 1)
        return f"{letter.upper() if manner == 'A' else letter})"
    if manner in "iI" and 1 <= index <= len(_ROMAN):
        roman = _ROMAN[index - 1]
        return f"{roman.upper() if manner == 'I' else roman}."
    return f"{value}."


def _lines(block: Block) -> Iterable[str]:
    """A block inside a cell as lines; a nested table gives a line a row."""
    if isinstance(block, Paragraph):
        return [f"{block.number} {block.text}".strip()]
    return [
        " ".join(cell.text.replace("\n", " ") for cell in row if cell.text)
        for row in block.rows()
        if any(cell.text for cell in row)
    ]


def _alignment(element: Any, style: str) -> str:
    found = _ALIGN.search(style)
    value = (found[1] if found else element.get("align", "")).lower()
    if element.tag == "center":
        value = "center"
    value = {"start": "left", "end": "right"}.get(value, value)
    return value if value in ("left", "right", "center", "justify") else ""


def _pages(blocks: list[Block], furniture: tuple[Paragraph, ...]) -> tuple[Page, ...]:
    last = max(block.place.page for block in blocks)
    return tuple(
        Page(
            number,
            tuple(block for block in blocks if block.place.page == number),
            furniture=furniture if number == 1 else (),
        )
        for number in range(1, last + 1)
    )
