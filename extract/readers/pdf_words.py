"""Words of a PDF page through pdfium's C functions.

One page costs a few calls a word and not several dicts a character, which is
where the time of pdfminer goes. pdfium is not thread-safe: one process, one
reader.

Facts about pdfium that this module stands on:

- Coordinates are those of the page's user space (origin below, /Rotate not
  applied).
- A text object is what one operator draws: its words share baseline and font.
- Between words that stand apart pdfium generates a space, between lines
  U+000D U+000A, so white space in its text ends a word.
- A hyphen at the end of a line is returned as U+0002 (or U+FFFE), and no line
  break follows it.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extract.layout.content import PageContent, Word
from extract.readers.pdf_annotations import PlacedText, set_words
from extract.readers.pdf_calls import address, function
from extract.readers.pdf_rulings import Upright, read_drawn

_HYPHENS = ("\ufffe", "\uffff")
_SPACES = r"\x00\x01\x03-\x20\x7f\xa0\u2000-\u200a\u202f\u205f\u3000"
_WORDS = re.compile(f"[^{_SPACES}\x02]*\x02|[^{_SPACES}\x02]+")
"""Words in pdfium's text, as it is: a hyphen at a line end (U+0002) ends one."""
_ASCENT, _DESCENT = 0.8, 0.22
"""The share of the font size above and below the baseline (pdfium's boxes hug the ink)."""
_INVISIBLE_MODE = 3
_STROKED_MODE = 2
_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")


class _Style(NamedTuple):
    """What all characters of a text object share; `size` and `base` in points.

    `base` is the coordinate of the baseline across the reading direction.
    """

    turn: int
    size: float
    base: float
    bold: bool
    hidden: bool


class _RawWord(NamedTuple):
    """A word in user space: two corners, and what it shares with its text object."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    style: _Style


def read_content(page: Any, number: int, over: Sequence[PlacedText] = ()) -> PageContent:
    """The words, rulings and pictures of an open pypdfium2 page, turned upright.

    `over` are values of form fields and remarks that no appearance shows.
    """
    import pypdfium2.raw as c

    bounds = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(page.raw, bounds)
    frame = (bounds.left, bounds.bottom, bounds.right, bounds.top)
    raw = _raw_words(page)
    turn = _main_turn(raw, c.FPDFPage_GetRotation(page.raw))
    upright = _to_upright(frame, turn)
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    if turn in (90, 270):
        width, height = height, width
    if turn == 0:
        words = [_level_word(word, frame[0], frame[3]) for word in raw]
    else:
        words = [_upright_word(word, upright, turn) for word in raw]
    words = [w for w in words if w.x1 > -1 and w.x0 < width + 1 and -1 < w.base < height + 1]
    for text in over:
        words.extend(set_words(text, upright))
    horizontal, vertical, pictures = read_drawn(page.raw, upright)
    hidden = sum([len(word.text) for word in raw if word.style.hidden])
    return PageContent(
        number=number,
        width=width,
        height=height,
        words=tuple(words),
        horizontal=tuple(horizontal),
        vertical=tuple(vertical),
        pictures=tuple(pictures),
        hidden=hidden / (sum([len(word.text) for word in raw]) or 1),
    )


def _main_turn(words: list[_RawWord], rotation: int) -> int:
    """The angle most characters stand at; an empty page goes by its /Rotate."""
    if not words:
        return (rotation * 90) % 360
    turns: Counter[int] = Counter()
    for word in words:
        turns[word.style.turn] += len(word.text)
    return turns.most_common(1)[0][0]


def _to_upright(frame: tuple[float, float, float, float], turn: int) -> Upright:
    """User space to points from the top-left corner, for text that stands at `turn`."""
    left, bottom, right, top = frame
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _level_word(word: _RawWord, left: float, top: float) -> Word:
    """A word of a page that is not turned: the usual case, so it is done at once."""
    text, x0, y0, x1, y1, (turn, size, base, bold, _) = word
    if turn == 0:
        base = top - base
        return Word(
            text, x0 - left, base - _ASCENT * size, x1 - left, base + _DESCENT * size, base, bold
        )
    return Word(text, x0 - left, top - y1, x1 - left, top - y0, top - y0, bold, turn)


def _upright_word(word: _RawWord, upright: Upright, turn: int) -> Word:
    """A word of a page whose text stands at `turn`."""
    style = word.style
    ax, ay = upright(word.left, word.bottom)
    bx, by = upright(word.right, word.top)
    left, right = (ax, bx) if ax <= bx else (bx, ax)
    top, bottom = (ay, by) if ay <= by else (by, ay)
    own_turn = (style.turn - turn) % 360
    if own_turn:
        return Word(word.text, left, top, right, bottom, bottom, style.bold, own_turn)
    base = upright(style.base, style.base)[1]
    return Word(
        word.text,
        left,
        base - _ASCENT * style.size,
        right,
        base + _DESCENT * style.size,
        base,
        style.bold,
    )


def _raw_words(page: Any) -> list[_RawWord]:
    import pypdfium2.raw as c

    text_page = c.FPDFText_LoadPage(page.raw)
    if not text_page:
        return []
    try:
        chars = _characters(text_page, c.FPDFText_CountChars(text_page))
        return _WordReader(text_page, chars).words()
    finally:
        c.FPDFText_ClosePage(text_page)


def _characters(text_page: Any, count: int) -> str:
    """One character for each character index of pdfium; a line-end hyphen as U+0002."""
    import pypdfium2.raw as c

    buffer = (ctypes.c_ushort * (count + 1))()
    written = c.FPDFText_GetText(text_page, 0, count, buffer)
    text = ""
    if written == count + 1:
        text = ctypes.string_at(buffer, count * 2).decode("utf-16-le", "replace")
    if len(text) != count:
        codes = (c.FPDFText_GetUnicode(text_page, index) for index in range(count))
        text = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            for code in codes
        )
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "\x02")
    return text


class _WordReader:
    """Reads the words of one text page; the style of a text object is looked up once."""

    def __init__(self, text_page: Any, chars: str) -> None:
        self._page = address(text_page)
        self._chars = chars
        self._matrix = array("f", bytes(24))
        self._to_matrix = self._matrix.buffer_info()[0]
        self._object_at = function("FPDFText_GetTextObject")
        self._matrix_at = function("FPDFText_GetMatrix")
        self._size_at = function("FPDFText_GetFontSize")
        self._mode_of = function("FPDFTextObj_GetTextRenderMode")
        self._font_of = function("FPDFTextObj_GetFont")
        self._styles: dict[int, _Style] = {}
        self._bold_fonts: dict[int, bool] = {}

    def words(self) -> list[_RawWord]:
        """The words of the page, in pieces where white space does not part them.

        A word is none where its box is much wider than its letters, or where
        its last character does not follow the first on one line: then it is
        read character by character.
        """
        chars = self._chars
        spans = [found.span() for found in _WORDS.finditer(chars)]
        boxes = self._boxes([index for start, end in spans for index in (start, end - 1)])
        words: list[_RawWord] = []
        sides = iter(boxes)
        eights = zip(*[sides] * 8, strict=True)
        for (start, end), box in zip(spans, eights, strict=True):
            left, top, right, bottom, other, last_top, last_right, last_bottom = box
            left, right = min(left, other), max(right, last_right)
            bottom, top = min(bottom, last_bottom), max(top, last_top)
            style = self._style(start)
            count, size = end - start, style.size
            along, across = right - left, top - bottom
            if style.turn in (90, 270):
                along, across = across, along
            if count > 1 and (across > size * 1.6 or along > size * count * 1.05 + 1):
                words.extend(self._split(start, end))
            elif left <= right and bottom <= top:
                text = chars[start:end].replace("\x02", "-")
                words.append(_RawWord(text, left, bottom, right, top, style))
        return words

    def _boxes(self, places: list[int]) -> list[float]:
        """The boxes of characters: left, top, right and bottom of each, one after the other."""
        edges = array("f", bytes(16 * len(places)))
        at, page = edges.buffer_info()[0], self._page
        read = function("FPDFText_GetLooseCharBox")
        for index in places:
            read(page, index, at)
            at += 16
        return edges.tolist()

    def _split(self, start: int, end: int) -> Iterator[_RawWord]:
        """Cut between characters that do not stand beside each other."""
        cut = start
        boxes = self._boxes(list(range(start, end)))
        for index in range(start + 1, end):
            here = 4 * (index - start)
            before_left, before_top, before_right, before_bottom = boxes[here - 4 : here]
            left, top, right, bottom = boxes[here : here + 4]
            style = self._style(index)
            apart_x = max(left - before_right, before_left - right)
            apart_y = max(bottom - before_top, before_bottom - top)
            along, across = (apart_x, apart_y) if style.turn in (0, 180) else (apart_y, apart_x)
            if along > style.size * 0.3 or across > style.size * 0.3:
                yield from self._piece(cut, index)
                cut = index
        yield from self._piece(cut, end)

    def _piece(self, start: int, end: int) -> Iterator[_RawWord]:
        boxes = self._boxes(list(range(start, end)))
        left, top = min(boxes[0::4]), max(boxes[1::4])
        right, bottom = max(boxes[2::4]), min(boxes[3::4])
        if left <= right and bottom <= top:
            text = self._chars[start:end].replace("\x02", "-")
            yield _RawWord(text, left, bottom, right, top, self._style(start))

    def _style(self, index: int) -> _Style:
        text_object = self._object_at(self._page, index)
        if not text_object:
            return self._look_up(None, index)
        style = self._styles.get(text_object)
        if style is None:
            style = self._styles[text_object] = self._look_up(text_object, index)
        return style

    def _look_up(self, text_object: int | None, index: int) -> _Style:
        """The style of a character; its object's origin lies on the baseline."""
        page = self._page
        self._matrix_at(page, index, self._to_matrix)
        a, b, c, d, e, f = self._matrix
        size = abs(self._size_at(page, index)) * math.hypot(c, d) or 1.0
        turn = 0
        if b or c or a <= 0:
            angle = math.degrees(function("FPDFText_GetCharAngle")(page, index))
            turn = -round(angle / 90) * 90 % 360
        base = f if turn in (0, 180) else e
        if not text_object:
            return _Style(turn, size, base, False, False)
        mode = self._mode_of(text_object)
        bold = mode == _STROKED_MODE or self._has_bold(text_object)
        return _Style(turn, size, base, bold, mode == _INVISIBLE_MODE)

    def _has_bold(self, text_object: int) -> bool:
        font = self._font_of(text_object)
        if not font:
            return False
        if font not in self._bold_fonts:
            self._bold_fonts[font] = _is_bold(font)
        return self._bold_fonts[font]


def _is_bold(at: int) -> bool:
    import pypdfium2.raw as c

    font = ctypes.cast(at, c.FPDF_FONT)
    length = c.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    c.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace").lower()
    return (
        any(word in name for word in _BOLD_NAMES)
        or bool(c.FPDFFont_GetFlags(font) & _BOLD_FLAG)
        or bool(c.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT)
    )
