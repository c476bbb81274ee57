"""The words of one DOCX paragraph: runs, fields, changes, symbols, text boxes.

Insertions are in, deletions and moved-away text out, hidden text out, field
instructions out, field results in; of alternative contents one is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from extract.readers.docx_numbering import BULLETS
from extract.readers.docx_package import MC, M, W
from extract.readers.docx_styles import Look, Styles, is_on

RENDERED_PAGE = "\x0c"
"""Where Word last saw a page end; no XML text can hold this character."""

FORCED_PAGE = "\x0b"
"""Where the author ended the page."""

_T, _R, _PPR, _RPR = f"{W}t", f"{W}r", f"{W}pPr", f"{W}rPr"
_TAB, _BR, _CR = f"{W}tab", f"{W}br", f"{W}cr"
_THROUGH = frozenset(
    f"{W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "customXml", "dir", "bdo",
                 "fldSimple", "ruby", "rubyBase", "subDoc")
)  # fmt: skip
_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "rt", "instrText", "delText"))
_BOX = f"{W}txbxContent"
_MARKS = re.compile(f"[{RENDERED_PAGE}{FORCED_PAGE}]")
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_ODD = re.compile(r"[^\x20-\x7e\n\u00ab\u00bb\u0400-\u045f\u2013\u2014\u2116\u2026]|  ")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings|marlett", re.IGNORECASE)


class Inline:
    """What one paragraph holds; `boxes` are text box contents anchored in it."""

    __slots__ = ("bold_letters", "boxes", "letters", "notes", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.boxes: list[Any] = []
        self.notes: list[tuple[str, str]] = []
        self.letters = 0
        self.bold_letters = 0

    @property
    def text(self) -> str:
        """The words, with page marks still in them."""
        return "".join(self.pieces)

    @property
    def bold(self) -> bool:
        """Whether every run that prints something is bold."""
        return 0 < self.letters == self.bold_letters


class InlineReader:
    """Reads paragraphs one after the other; fields may go over several of them.

    `rendered` says that the file keeps the page ends that Word saw: then they
    alone count as page ends, since Word repeats the author's ones.
    """

    def __init__(self, styles: Styles, *, rendered: bool) -> None:
        self._styles = styles
        self._rendered = rendered
        self._fields: list[bool] = []
        self._handlers: dict[str, Callable[[Any, Inline], None]] = {
            _TAB: lambda _, inline: inline.pieces.append("\t"),
            f"{W}ptab": lambda _, inline: inline.pieces.append("\t"),
            _CR: lambda _, inline: inline.pieces.append("\n"),
            f"{W}noBreakHyphen": lambda _, inline: inline.pieces.append("-"),
            _BR: self._break,
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field,
            f"{W}lastRenderedPageBreak": lambda _, inline: inline.pieces.append(RENDERED_PAGE),
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{MC}AlternateContent": self._alternative,
        }

    def read(self, paragraph: Any, look: Look) -> Inline:
        """The words of `w:p`; `look` is what its style says of its runs."""
        inline = Inline()
        self._children(paragraph, inline, look)
        # An instruction that never ends must not swallow the rest of the file.
        self._fields = [False for _ in self._fields]
        return inline

    def _children(self, parent: Any, inline: Inline, look: Look) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, inline, look)
            elif tag == _PPR or tag in _OUT:
                continue
            elif tag in _THROUGH:
                self._children(child, inline, look)
            elif tag == f"{W}sdt":
                self._control(child, inline, look)
            elif tag == f"{MC}AlternateContent":
                self._alternative_runs(child, inline, look)
            elif isinstance(tag, str) and tag.startswith(M):
                inline.pieces.extend(text.text or "" for text in child.iter(f"{M}t"))

    def _run(self, run: Any, inline: Inline, look: Look) -> None:
        bold = look.bold
        hidden = look.hidden
        for child in run:
            tag = child.tag
            if tag == _T:
                text = child.text
                if text and not hidden and True not in self._fields:
                    inline.pieces.append(text)
                    if not text.isspace():
                        inline.letters += 1
                        inline.bold_letters += bool(bold)
            elif tag == _RPR:
                if len(child):
                    bold, hidden = self._run_look(child, look)
            elif tag == f"{W}fldChar":
                self._field(child, inline)
            elif not hidden:
                handler = self._handlers.get(tag)
                if handler and (True not in self._fields or tag == f"{MC}AlternateContent"):
                    handler(child, inline)

    def _run_look(self, properties: Any, look: Look) -> tuple[bool | None, bool | None]:
        bold, hidden = look.bold, look.hidden
        for item in properties:
            if item.tag == f"{W}rStyle":
                named = self._styles.look(item.get(f"{W}val", ""))
                bold = named.bold if named.bold is not None else bold
                hidden = named.hidden if named.hidden is not None else hidden
        for item in properties:
            if item.tag == f"{W}b":
                bold = is_on(item)
            elif item.tag in (f"{W}vanish", f"{W}specVanish"):
                hidden = is_on(item)
        return bold, hidden

    def _break(self, element: Any, inline: Inline) -> None:
        if element.get(f"{W}type") == "page":
            inline.pieces.append("\n" if self._rendered else FORCED_PAGE)
        else:
            inline.pieces.append("\n")

    def _symbol(self, element: Any, inline: Inline) -> None:
        inline.pieces.append(symbol(element.get(f"{W}font", ""), element.get(f"{W}char", "")))
        inline.letters += 1

    def _field(self, element: Any, inline: Inline) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(True)
            choice = element.find(f"{W}ffData/{W}ddList")
            if choice is not None:
                inline.pieces.append(_chosen(choice))
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, element: Any, inline: Inline) -> None:
        kind = "footnote" if element.tag.endswith("footnoteReference") else "endnote"
        inline.notes.append((kind, element.get(f"{W}id", "")))

    def _drawing(self, element: Any, inline: Inline) -> None:
        """Text boxes of a drawing; of nested alternatives one each."""
        for child in element:
            if child.tag == _BOX:
                inline.boxes.append(child)
            elif child.tag == f"{MC}AlternateContent":
                self._alternative(child, inline)
            elif isinstance(child.tag, str):
                self._drawing(child, inline)

    def _alternative(self, element: Any, inline: Inline) -> None:
        """Alternatives inside a run: drawings."""
        for part in _parts(element):
            found = Inline()
            self._drawing(part, found)
            if found.boxes:
                inline.boxes.extend(found.boxes)
                return

    def _alternative_runs(self, element: Any, inline: Inline, look: Look) -> None:
        """Alternatives between runs."""
        for part in _parts(element):
            before = len(inline.pieces), len(inline.boxes)
            self._children(part, inline, look)
            if (len(inline.pieces), len(inline.boxes)) != before:
                return

    def _control(self, element: Any, inline: Inline, look: Look) -> None:
        """A content control; its prompt («Место для ввода текста») is no content."""
        if element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            return
        content = element.find(f"{W}sdtContent")
        if content is not None:
            self._children(content, inline, look)


def _parts(element: Any) -> list[Any]:
    choices = list(element.iterchildren(f"{MC}Choice"))
    return choices + list(element.iterchildren(f"{MC}Fallback"))


def _chosen(choice: Any) -> str:
    entries = [entry.get(f"{W}val", "") for entry in choice.iterchildren(f"{W}listEntry")]
    result = choice.find(f"{W}result")
    index = int(result.get(f"{W}val", "0")) if result is not None else 0
    return entries[index] if 0 <= index < len(entries) else ""


def symbol(font: str, code: str) -> str:
    """What `w:sym` prints; text fonts of old keep cp1251 letters in the private area."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    char = chr(value) if value < 0x110000 else ""
    if not 0xF000 <= value <= 0xF0FF:
        return char
    if char.translate(BULLETS) != char:
        return char.translate(BULLETS)
    if _SYMBOL_FONTS.search(font):
        return "•"
    return bytes([value - 0xF000]).decode("cp1251", errors="replace")


def tidy(text: str) -> str:
    """The printed words: single spaces, lines without space at their ends, no empty lines."""
    if not _ODD.search(text):
        if "\n" not in text:
            return text.strip()
    else:
        text = _MARKS.sub("", text)
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
        if _PRIVATE.search(text):
            text = text.translate(BULLETS)
    text = _SPACES.sub(" ", text)
    if "\n" not in text:
        return text.strip()
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)
