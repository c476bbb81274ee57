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

from extract.lexicon import is_word
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
_ROMAN_TWINS = {
    "П": "II",
    "Н": "II",
    "И": "II",
    "Ц": "II",
    "п": "II",
    "н": "II",
    "и": "II",
    "Il": "II",
    "lI": "II",
    "ll": "II",
    "Ш": "III",
    "Щ": "III",
    "ш": "III",
    "Т": "I",
    "Г": "I",
    "l": "I",
    "|": "I",
    "!": "I",
    "ГУ": "IV",
    "ТУ": "IV",
    "1У": "IV",
    "ГУ": "IV",
    "IУ": "IV",
    "ІУ": "IV",
    "Гу": "IV",
    "ту": "IV",
    "У": "V",
    "Х": "X",
    "ГХ": "IX",
    "УТ": "VI",
    "УГ": "VI",
    "УП": "VII",
}
"""What the Russian model makes of Roman numbers, told back only before a unit of time."""
_UNIT_LIMITS = (("кв", 4), ("четв", 4), ("полуг", 2), ("декад", 3), ("тримес", 3))
_VALUES = {name: index for index, name in enumerate(("I", "II", "III", "IV", "V", "VI"), start=1)}


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
            result[index] = _roman(word, following, page, engine)
        elif len(_letters(word.text)) >= 2:
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
    """A word whose letters are all as high as capitals in capitals, and the other way round.

    Only letters that differ from capitals by their height alone are judged, and
    only where the ink has a piece for each of them.
    """
    letters = _letters(word.text)
    if len(letters) <= 5 and not letters.isupper():
        if not set(letters) <= _PLAIN_CASE | set("aoecxykbmtOCXYKMTHBPAE"):
            return word.text
        return word.text.upper() if _all_tall(word, len(letters), page) else word.text
    if letters.isupper() and is_word(letters.lower()) and _mostly_low(word, len(letters), page):
        return word.text.lower()
    return word.text


def _all_tall(word: OcrWord, letters: int, page: Prepared) -> bool:
    parts = [part for part in _ink_parts(word, page) if part.height >= 0.3 * page.em]
    if len(parts) < letters or any(part.height < _CAPITAL * page.em for part in parts):
        return False
    bottoms = sorted(part.bottom for part in parts)
    return bottoms[-1] - bottoms[0] <= 0.13 * page.em


def _mostly_low(word: OcrWord, letters: int, page: Prepared) -> bool:
    """Whether most letters of a word are as low as small ones, measured against real type."""
    parts = [part for part in _ink_parts(word, page) if part.height >= 0.3 * page.em]
    low = [part for part in parts if 0.38 * page.em <= part.height <= _LOWER * page.em]
    return len(parts) >= letters >= 4 and len(low) > 0.6 * len(parts)


def roman_label(word: OcrWord, page: Prepared) -> str:
    """The Roman number of a row («II.», read as «П.» or «Г.»), or the text as it is."""
    body = word.text.rstrip(".,)")
    if not body or body.isdigit() or not _ROMAN_LIKE.fullmatch(word.text):
        return word.text
    drawn = _roman_by_shape(word, page)
    return drawn + word.text[len(body) :].replace(",", ".") if drawn else word.text


def _roman(word: OcrWord, unit: str, page: Prepared, engine: OcrEngine) -> OcrWord:
    """A number before «квартал», «полугодие»: told from the ink, then read as nothing but I, V, X.

    «II» comes as «П», «IV» as «ГУ» or «ТУ», «III» as «Ш»: the Russian model
    knows these letters better. What no year has («V квартал») is refused.
    """
    text = word.text
    if _ORDINAL_DIGIT.fullmatch(text) or not _ROMAN_LIKE.fullmatch(text):
        return word
    limit = next((most for start, most in _UNIT_LIMITS if unit.lower().startswith(start)), 99)
    tail = text[-1] if text[-1] in ".," else ""
    for found in (_roman_by_shape(word, page), _roman_by_engine(word, page, engine)):
        if found and _within(found, limit):
            return replace(word, text=found + tail, confidence=max(word.confidence, 0.9))
    told = "-".join(_ROMAN_TWINS.get(n, n) for n in re.split(r"[-–—,]", text.rstrip(".,")))
    if limit == 4 and told == "V":
        told = "IV"
    return replace(word, text=told + tail) if _within(told, limit) else word


def _within(found: str, limit: int) -> bool:
    numbers = found.split("-")
    if not all(_ROMAN.fullmatch(number) for number in numbers):
        return False
    values = [_VALUES.get(number, 99) for number in numbers]
    return limit == 99 or (max(values) <= limit and values == sorted(set(values)))


def _roman_by_engine(word: OcrWord, page: Prepared, engine: OcrEngine) -> str:
    picture = _cut(word, page) if LATIN in engine.languages() else None
    if picture is None:
        return ""
    request = Request(layout="word", languages=LATIN, dpi=230, only="IVX-")
    return "".join(each.text for each in engine.recognize(picture, request)).strip("-")


def _roman_by_shape(word: OcrWord, page: Prepared) -> str:
    """The Roman number that the pieces of ink draw; empty where they draw anything else.

    «I» is a narrow stroke, «V» is wide above and narrow below, «X» is wide at
    both ends; a low flat piece is a hyphen.
    """
    em, signs = page.em, ""
    for part in _ink_parts(word, page):
        if part.height < 0.25 * em:
            if part.width >= 0.15 * em and part.top < word.bottom - 0.15 * em:
                signs += "-"
            continue
        if part.height < 0.55 * em or part.width > 0.95 * em:
            return ""
        if part.width <= 0.45 * em:
            signs += "I"
            continue
        above, middle, below = _spreads(part, page)
        if above < 0.45 * em or part.width > 0.85 * em:
            return ""
        is_cross = below > 0.7 * above and middle < 0.6 * above
        signs += "V" if below < 0.5 * above and middle < above else "X" if is_cross else "?"
    signs = signs.strip("-")
    return signs if signs and all(_ROMAN.fullmatch(n) for n in signs.split("-")) else ""


def _spreads(part: Region, page: Prepared) -> tuple[int, int, int]:
    """How far the ink of a piece spreads in its upper, middle and lower fifth."""
    import numpy as np

    ink = page.ink[part.top : part.bottom, part.x0 : part.x1]
    fifth = max(1, part.height // 5)

    def spread(rows: Gray) -> int:
        columns = np.flatnonzero(rows.any(axis=0))
        return int(columns[-1] - columns[0] + 1) if len(columns) else 0

    return spread(ink[:fifth]), spread(ink[2 * fifth : 3 * fifth]), spread(ink[-fifth:])


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
