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
from extract.ocr.engine import OcrEngine, OcrWord
from extract.ocr.ink import ink_parts
from extract.ocr.roman import UNIT, roman_before_unit

if TYPE_CHECKING:
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


def checked(words: Sequence[OcrWord], page: Prepared, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """The words of one block after a second look at the ink of the doubtful ones."""
    result = list(words)
    for index, word in enumerate(words):
        following = words[index + 1].text if index + 1 < len(words) else ""
        if word.text[0] in _DASHES and not word.text[1:2].isdigit():
            result[index] = replace(word, text=_dash(word, page))
        elif _LETTER_OR_ZERO.fullmatch(word.text):
            result[index] = replace(word, text=_letter_or_zero(word, page))
        elif UNIT.match(following):
            result[index] = roman_before_unit(word, following, page, engine)
        elif len(_letters(word.text)) >= 2:
            result[index] = replace(word, text=_cased(word, page))
    return tuple(
        new if new.text == old.text else replace(new, read_as=old.text)
        for old, new in zip(words, result, strict=True)
    )


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _dash(word: OcrWord, page: Prepared) -> str:
    """The dash that is as wide as the ink, and what is stuck to it."""
    parts = ink_parts(word, page)[:1] if len(word.text) > 1 else ink_parts(word, page)
    flat = [part for part in parts if part.height <= 0.25 * page.em]
    if not flat:
        return word.text
    width = max(part.width for part in flat) / page.em
    dash = "-" if width <= _HYPHEN else "–" if width <= _EN_DASH else "—"
    return dash + word.text[1:]


def _letter_or_zero(word: OcrWord, page: Prepared) -> str:
    """«8-0» whose last sign is as low as a small letter is «8-о» («основная деятельность»)."""
    parts = [part for part in ink_parts(word, page) if part.height >= 0.3 * page.em]
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
    if letters.isupper() and (
        _all_low(word, len(letters), page)
        or (is_word(letters.lower()) and _mostly_low(word, len(letters), page))
    ):
        return word.text.lower()
    return word.text


def _all_low(word: OcrWord, letters: int, page: Prepared) -> bool:
    """Whether no ink of a word is as high as a capital, though letters may touch each other."""
    parts = [part for part in ink_parts(word, page) if part.height >= 0.3 * page.em]
    wide = sum(part.width for part in parts) >= 0.25 * page.em * letters
    return letters >= 4 and wide and all(part.height <= _LOWER * page.em for part in parts)


def _all_tall(word: OcrWord, letters: int, page: Prepared) -> bool:
    parts = [part for part in ink_parts(word, page) if part.height >= 0.3 * page.em]
    # brackets reach deeper than any letter
    if word.text.startswith("(") and len(parts) > letters:
        parts = parts[1:]
    if word.text.rstrip(".,;:").endswith(")") and len(parts) > letters:
        parts = parts[:-1]
    if len(parts) < letters or any(part.height < _CAPITAL * page.em for part in parts):
        return False
    bottoms = sorted(part.bottom for part in parts)
    tails = 0.24 if set(word.text.lower()) & set("цщд") else 0.13
    return bottoms[-1] - bottoms[0] <= tails * page.em


def _mostly_low(word: OcrWord, letters: int, page: Prepared) -> bool:
    """Whether most letters of a word are as low as small ones, measured against real type."""
    parts = [part for part in ink_parts(word, page) if part.height >= 0.3 * page.em]
    low = [part for part in parts if 0.38 * page.em <= part.height <= _LOWER * page.em]
    return letters >= 4 and len(parts) >= 0.6 * letters and len(low) > 0.6 * len(parts)
