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
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from extract.layout.content import PageContent, Word
from extract.readers.pdf_rulings import Upright, read_drawn

_HYPHENS = "\x02\ufffe\uffff"
_SPACES = frozenset(
    chr(code)
    for code in (*range(0x21), 0x7F, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
    if code != 0x02
)
_ASCENT, _DESCENT = 0.8, 0.22
"""The share of the font size above and below the baseline (pdfium's boxes hug the ink)."""
_INVISIBLE_MODE = 3
_STROKED_MODE = 2
_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")


class _RawWord(NamedTuple):
    """A word in user space: two corners, and what it shares with its text object.

    `base` is the coordinate of the baseline across the reading direction.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    turn: int
    size: float
    base: float
    bold: bool
    hidden: bool


class _Style(NamedTuple):
    """What all characters of a text object share; `size` and `base` in points."""

    turn: int
    size: float
    base: float
    bold: bool
    hidden: bool


def read_content(page: Any, number: int) -> PageContent:
    """The words, rulings and pictures of an open pypdfium2 page, turned upright."""
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
    horizontal, vertical, pictures = read_drawn(page.raw, upright)
    letters = sum(len(word.text) for word in raw) or 1
    return PageContent(
        number=number,
        width=width,
        height=height,
        words=tuple(words),
        horizontal=tuple(horizontal),
        vertical=tuple(vertical),
        pictures=tuple(pictures),
        hidden=sum(len(word.text) for word in raw if word.hidden) / letters,
    )


def _main_turn(words: list[_RawWord], rotation: int) -> int:
    """The angle most characters stand at; an empty page goes by its /Rotate."""
    turns: Counter[int] = Counter()
    for word in words:
        turns[word.turn] += len(word.text)
    return turns.most_common(1)[0][0] if turns else (rotation * 90) % 360


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
    text, x0, y0, x1, y1, turn, size, base, bold, _ = word
    if turn == 0:
        base = top - base
        return Word(
            text, x0 - left, base - _ASCENT * size, x1 - left, base + _DESCENT * size, base, bold
        )
    return Word(text, x0 - left, top - y1, x1 - left, top - y0, top - y0, bold, turn)


def _upright_word(word: _RawWord, upright: Upright, turn: int) -> Word:
    """A word of a page whose text stands at `turn`."""
    ax, ay = upright(word.left, word.bottom)
    bx, by = upright(word.right, word.top)
    left, right = (ax, bx) if ax <= bx else (bx, ax)
    top, bottom = (ay, by) if ay <= by else (by, ay)
    own_turn = (word.turn - turn) % 360
    if own_turn:
        return Word(word.text, left, top, right, bottom, bottom, word.bold, own_turn)
    base = upright(word.base, word.base)[1]
    return Word(
        word.text,
        left,
        base - _ASCENT * word.size,
        right,
        base + _DESCENT * word.size,
        base,
        word.bold,
    )


def _raw_words(page: Any) -> list[_RawWord]:
    import pypdfium2.raw as c

    text_page = c.FPDFText_LoadPage(page.raw)
    if not text_page:
        return []
    try:
        count = c.FPDFText_CountChars(text_page)
        reader = _WordReader(text_page)
        chars = _characters(text_page, count)
        words: list[_RawWord] = []
        start = -1
        for index, char in enumerate(chars):
            if char in _SPACES:
                if start >= 0:
                    words.extend(reader.words(chars, start, index))
                    start = -1
            elif char == "\x02":
                begin = start if start >= 0 else index
                words.extend(reader.words(chars, begin, index + 1))
                start = -1
            elif start < 0:
                start = index
        if start >= 0:
            words.extend(reader.words(chars, start, count))
        return words
    finally:
        c.FPDFText_ClosePage(text_page)


def _characters(text_page: Any, count: int) -> list[str]:
    """One string for each character index of pdfium; a line-end hyphen as U+0002."""
    import pypdfium2.raw as c

    buffer = (ctypes.c_ushort * (count + 1))()
    written = c.FPDFText_GetText(text_page, 0, count, buffer)
    if written == count + 1:
        text = ctypes.string_at(buffer, count * 2).decode("utf-16-le", "replace")
        if len(text) == count:
            return ["\x02" if char in _HYPHENS else char for char in text]
    chars = []
    for index in range(count):
        code = c.FPDFText_GetUnicode(text_page, index)
        usable = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        char = chr(code) if usable else "\ufffd"
        chars.append("\x02" if char in _HYPHENS else char)
    return chars


class _WordReader:
    """Reads words of one text page; the style of a text object is looked up once."""

    def __init__(self, text_page: Any) -> None:
        import pypdfium2.raw as c

        self._c = c
        self._page = text_page
        self._first, self._last = c.FS_RECTF(), c.FS_RECTF()
        self._to_first, self._to_last = ctypes.byref(self._first), ctypes.byref(self._last)
        self._x = ctypes.c_double()
        self._y = ctypes.c_double()
        self._styles: dict[int, _Style] = {}
        self._bold_fonts: dict[int, bool] = {}

    def words(self, chars: list[str], start: int, end: int) -> Iterator[_RawWord]:
        """The word of the characters [start, end), in pieces where it is no single word.

        It is none where its box is much wider than its letters, or where the
        last character does not follow the first on one line: then it is read
        character by character.
        """
        c, page, first, last = self._c, self._page, self._first, self._last
        style = self._style(start)
        c.FPDFText_GetLooseCharBox(page, start, self._to_first)
        if end - start > 1:
            c.FPDFText_GetLooseCharBox(page, end - 1, self._to_last)
            left, right = min(first.left, last.left), max(first.right, last.right)
            bottom, top = min(first.bottom, last.bottom), max(first.top, last.top)
        else:
            left, right, bottom, top = first.left, first.right, first.bottom, first.top
        along, across = right - left, top - bottom
        if style.turn in (90, 270):
            along, across = across, along
        if end - start > 1 and (
            across > style.size * 1.6 or along > style.size * (end - start) * 1.05 + 1
        ):
            yield from self._split(chars, start, end)
            return
        if left <= right and bottom <= top:
            text = "".join(chars[start:end]).replace("\x02", "-")
            yield _RawWord(text, left, bottom, right, top, *style)

    def _split(self, chars: list[str], start: int, end: int) -> Iterator[_RawWord]:
        """Cut between characters that do not stand beside each other."""
        c = self._c
        cut = start
        before, here = c.FS_RECTF(), c.FS_RECTF()
        c.FPDFText_GetLooseCharBox(self._page, start, before)
        for index in range(start + 1, end):
            c.FPDFText_GetLooseCharBox(self._page, index, here)
            style = self._style(index)
            apart_x = max(here.left - before.right, before.left - here.right)
            apart_y = max(here.bottom - before.top, before.bottom - here.top)
            along, across = (apart_x, apart_y) if style.turn in (0, 180) else (apart_y, apart_x)
            if along > style.size * 0.3 or across > style.size * 0.3:
                yield from self._piece(chars, cut, index)
                cut = index
            before, here = here, before
        yield from self._piece(chars, cut, end)

    def _piece(self, chars: list[str], start: int, end: int) -> Iterator[_RawWord]:
        c = self._c
        box = c.FS_RECTF()
        left = bottom = math.inf
        right = top = -math.inf
        for index in range(start, end):
            c.FPDFText_GetLooseCharBox(self._page, index, box)
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        if right < left or top < bottom:
            return
        text = "".join(chars[start:end]).replace("\x02", "-")
        yield _RawWord(text, left, bottom, right, top, *self._style(start))

    def _style(self, index: int) -> _Style:
        c = self._c
        text_object = c.FPDFText_GetTextObject(self._page, index)
        key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        if not key:
            return self._look_up(text_object, index)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._look_up(text_object, index)
        return style

    def _look_up(self, text_object: Any, index: int) -> _Style:
        c = self._c
        turn = -round(math.degrees(c.FPDFText_GetCharAngle(self._page, index)) / 90) * 90 % 360
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._page, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = abs(c.FPDFText_GetFontSize(self._page, index)) * scale or 1.0
        c.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        base = self._y.value if turn in (0, 180) else self._x.value
        if not text_object:
            return _Style(turn, size, base, False, False)
        mode = c.FPDFTextObj_GetTextRenderMode(text_object)
        font = c.FPDFTextObj_GetFont(text_object)
        bold = mode == _STROKED_MODE or self._has_bold(font)
        return _Style(turn, size, base, bold, mode == _INVISIBLE_MODE)

    def _has_bold(self, font: Any) -> bool:
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._bold_fonts:
            self._bold_fonts[key] = bool(key) and _is_bold(self._c, font)
        return self._bold_fonts[key]


def _is_bold(c: Any, font: Any) -> bool:
    length = c.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    c.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace").lower()
    return (
        any(word in name for word in _BOLD_NAMES)
        or bool(c.FPDFFont_GetFlags(font) & _BOLD_FLAG)
        or bool(c.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT)
    )
