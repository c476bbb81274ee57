"""What the ink itself says about a word: heights of letters, widths of dashes, Roman numbers.

Tesseract is sure of readings that the picture refutes: «оо» for «ОО», «ГУ
квартал» for «IV квартал», «—» for «–». Each check here looks at the ink again
and changes a word only where the ink leaves one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr.engine import LATIN, OcrEngine, OcrWord, Request
from extract.ocr.grid import Region

if TYPE_CHECKING:
    from extract.ocr.engine import Gray
    from extract.ocr.prepare import Prepared

_CAPITAL = 0.565
"""Letters at least this high (in em) are capitals: small ones without stems are 0.45."""
_LOWER = 0.53
_HYPHEN, _EN_DASH = 0.32, 0.65
"""Widths in em: a hyphen is up to the first, an en dash up to the second, an em dash wider."""

_DASHES = frozenset("-–—−‐")
_PLAIN_CASE = frozenset("ивгзежклмнопстхцчшщъыьэюяруВГЗЕЖИКЛМНОПРСТУХЦЧШЩЪЫЬЭЮЯ")
"""Letters whose small and capital forms differ in nothing but height (р and у in depth)."""
_LETTER_OR_ZERO = re.compile(r"[\d/]+-[0оo]")
_PERIOD_WORD = re.compile(
    r"(?:кв(?:артал\w*|\.|$)|полуг|декад|этап|четверт|триместр|степен|ступен)", re.I
)
_ROMAN_LIKE = re.compile(
    r"[\(«\"]?(?:[IVXІХПГТУШЩЦИНЛЧУЫlLi1|!пгтушщцинлчJ]{1,4}(?:[-–—,.и]{1,2}[IVXІХПГТУШЩЦИНЛЧЫlLi1|!]{1,4})*)[.,]?"
)
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|X(?:I{1,3})?)")
_ORDINAL_DIGIT = re.compile(r"[1-9]\d?(?:-?\w{1,3})?[.,]?")


def checked(words: Sequence[OcrWord], page: Prepared, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """The words of one block after a second look at the ink of the doubtful ones."""
    result = list(words)
    for index, word in enumerate(words):
        following = words[index + 1].text if index + 1 < len(words) else ""
        if word.text[0] in _DASHES and not word.text[1:2].isdigit():
            result[index] = replace(word, text=_dash(word, page))
        elif _LETTER_OR_ZERO.fullmatch(word.text):
            result[index] = replace(word, text=_letter_or_zero(word, page))
        elif _PERIOD_WORD.match(following):
            result[index] = _roman(word, page, engine)
        elif 2 <= len(_letters(word.text)) <= 5:
            result[index] = replace(word, text=_cased(word, page))
    return tuple(result)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _ink_parts(word: OcrWord, page: Prepared) -> list[Region]:
    """The connected pieces of ink in a word's box, from left to right, without dust."""
    import cv2
    import numpy as np

    top, left = max(0, word.top - 1), max(0, word.x0 - 1)
    ink = page.ink[top : word.bottom + 1, left : word.x1 + 1]
    if not ink.size:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    dust = 0.006 * page.em * page.em
    parts = [
        Region(left + int(x), top + int(y), left + int(x + w), top + int(y + h))
        for x, y, w, h, area in stats[1:count]
        if area >= dust
    ]
    return sorted(parts, key=lambda part: part.x0)


def _dash(word: OcrWord, page: Prepared) -> str:
    """The dash that is as wide as the ink, and what is stuck to it."""
    parts = _ink_parts(word, page)[:1] if len(word.text) > 1 else _ink_parts(word, page)
    flat = [part for part in parts if part.height <= 0.25 * page.em]
    if not flat:
        return word.text
    width = max(part.width for part in flat) / page.em
    dash = "-" if width <= _HYPHEN else "–" if width <= _EN_DASH else "—"
    return dash + word.text[1:]


def _letter_or_zero(word: OcrWord, page: Prepared) -> str:
    """«8-0» whose last sign is as low as a small letter is «8-о» («основная деятельность»)."""
    parts = [part for part in _ink_parts(word, page) if part.height >= 0.3 * page.em]
    if not parts:
        return word.text
    low = parts[-1].height <= _LOWER * page.em
    return word.text[:-1] + ("о" if low else "0" if word.text[-1] == "0" else word.text[-1])


def _cased(word: OcrWord, page: Prepared) -> str:
    """A short word whose letters are all as high as capitals, in capitals.

    Only letters that differ from capitals by their height alone are judged, and
    only where the ink has a piece for each of them.
    """
    letters = _letters(word.text)
    if letters.isupper() or not set(letters) <= _PLAIN_CASE | set("aoecxykbmtOCXYKMTHBPAE"):
        return word.text
    parts = [part for part in _ink_parts(word, page) if part.height >= 0.3 * page.em]
    tall = [part for part in parts if part.height >= _CAPITAL * page.em]
    if len(parts) < len(letters) or len(tall) < len(parts):
        return word.text
    bottoms = sorted(part.bottom for part in parts)
    if bottoms[-1] - bottoms[0] > 0.13 * page.em:
        return word.text
    return word.text.upper()


def _roman(word: OcrWord, page: Prepared, engine: OcrEngine) -> OcrWord:
    """A number before «квартал», «полугодие»: read once more as nothing but I, V, X.

    «II» comes as «П», «IV» as «ГУ» or «ТУ», «III» as «Ш»: the Russian model
    knows these letters better.
    """
    text = word.text
    if _ORDINAL_DIGIT.fullmatch(text) or not _ROMAN_LIKE.fullmatch(text):
        return word
    if LATIN not in engine.languages():
        return word
    bars = _bars(word, page)
    if bars:
        return replace(word, text="I" * bars + (text[-1] if text[-1] in ".," else ""))
    picture = _cut(word, page)
    if picture is None:
        return word
    request = Request(layout="word", languages=LATIN, dpi=230, only="IVX-,")
    seen = engine.recognize(picture, request)
    found = "".join(each.text for each in seen).strip(",-")
    numbers = re.split(r"[-,]", found)
    if not found or not all(_ROMAN.fullmatch(number) for number in numbers):
        return word
    tail = text[-1] if text[-1] in ".," else ""
    sure = min((each.confidence for each in seen), default=0.0)
    return replace(word, text=found + tail, confidence=max(word.confidence, sure))


def _bars(word: OcrWord, page: Prepared) -> int:
    """How many strokes «I» the ink of a word is made of; 0 where it has anything else."""
    em = page.em
    parts = [part for part in _ink_parts(word, page) if part.height >= 0.3 * em]
    narrow = [part for part in parts if part.width <= 0.45 * em and part.height >= 0.55 * em]
    if not 1 <= len(parts) <= 3 or len(narrow) < len(parts):
        return 0
    widths = sorted(part.width for part in parts)
    return len(parts) if widths[-1] - widths[0] <= 0.15 * em else 0


def _cut(word: OcrWord, page: Prepared) -> Gray | None:
    """The word alone on white, at the size that the engine reads best."""
    import cv2
    import numpy as np

    edge = max(1, round(0.06 * page.em))
    piece = page.grey[
        max(0, word.top - edge) : word.bottom + edge, max(0, word.x0 - edge) : word.x1 + edge
    ]
    if piece.size == 0:
        return None
    pad = round(0.4 * page.em)
    piece = np.asarray(
        cv2.copyMakeBorder(piece, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255), np.uint8
    )
    scale = 38.0 / page.em
    return np.asarray(
        cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8
    )
