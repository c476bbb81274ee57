"""Roman numbers, which the Russian model reads as Russian letters («II» as «П», «IV» as «ГУ»)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr.engine import LATIN, OcrEngine, OcrWord, Request
from extract.ocr.grid import Region
from extract.ocr.ink import ink_parts

if TYPE_CHECKING:
    from extract.ocr.engine import Gray
    from extract.ocr.prepare import Prepared

UNIT = re.compile(r"(?:кв(?:артал\w*|\.|$)|полуг|декад|этап|четверт|триместр|степен|ступен)", re.I)
_ROMAN_LIKE = re.compile(
    r"№|[\]}]|[\(«\"]?(?:[\[IVXІХПГТУШЩЦИНЛЧУЫlLi1|!пгтушщцинлчJ]{1,4}(?:[-–—,.и]{1,2}[IVXІХПГТУШЩЦИНЛЧЫlLi1|!]{1,4})*)[.,]?"
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
    "]": "I",
    "}": "I",
    "[": "I",
    "||": "II",
    "И!": "III",
    "И|": "III",
    "П!": "III",
    "П|": "III",
    "|||": "III",
    "1Н": "III",
    "IН": "III",
    "1П": "III",
    "ГУ": "IV",
    "ТУ": "IV",
    "1У": "IV",
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
    "УШ": "VIII",
    "[У": "IV",
    "ТХ": "IX",
}
"""What the Russian model makes of Roman numbers, told back only before a unit of time."""
_UNIT_LIMITS = (("кв", 4), ("четв", 4), ("полуг", 2), ("декад", 3), ("тримес", 3))
_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_VALUES = {name: index for index, name in enumerate(_NUMBERS, start=1)}
_WIDTHS = {"I": 0.33, "V": 0.72, "X": 0.72, "-": 0.33}
"""Widths in em, between those of Times and Arial."""
_LABEL = re.compile(r"([IVX]{1,4}|[\[1IТГПНИЦШЩУХlт][УХПТГШV]{0,3}|ll|lI|Il)(?=[.)]? [А-ЯЁ«])")


def roman_before_unit(word: OcrWord, unit: str, page: Prepared, engine: OcrEngine) -> OcrWord:
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
    read = "".join(each.text for each in engine.recognize(picture, request)).strip("-")
    # a reading that leaves out half of the ink is none («IV» for «III-IV»)
    wide = sum(_WIDTHS.get(sign, 0.0) for sign in read) * page.em
    return read if 0.65 * wide <= word.x1 - word.x0 <= 1.5 * wide else ""


def _roman_by_shape(word: OcrWord, page: Prepared) -> str:
    """The Roman number that the pieces of ink draw; empty where they draw anything else.

    «I» is a narrow stroke, «V» is wide above and narrow below, «X» is wide at
    both ends; a low flat piece is a hyphen.
    """
    em, signs = page.em, ""
    for part in ink_parts(word, page):
        strokes = _upright_strokes(part, page)
        if strokes:
            signs += "I" * strokes
            continue
        if part.height < 0.25 * em:
            if part.width >= 0.15 * em and part.top < word.bottom - 0.15 * em:
                signs += "-"
            continue
        if part.height < 0.55 * em or part.width > 0.95 * em:
            return ""
        above, middle, below = _spreads(part, page)
        if above < 0.45 * em or part.width > 0.85 * em:
            return ""
        is_cross = below > 0.7 * above and middle < 0.6 * above
        signs += "V" if below < 0.5 * above and middle < above else "X" if is_cross else "?"
    signs = signs.strip("-")
    return signs if signs and all(_ROMAN.fullmatch(n) for n in signs.split("-")) else ""


def _upright_strokes(part: Region, page: Prepared) -> int:
    """How many «I» a piece of ink is: upright strokes, which blur may join; 0 for other shapes.

    The strokes stand at the same places in three bands between the serifs; a
    «V» or an «X» moves, an «Н» has a bar in the middle.
    """
    em = page.em
    if part.height < 0.55 * em or part.width > 1.1 * em:
        return 0
    bands = [_runs_across(part, page, share) for share in ((0.2, 0.38), (0.41, 0.59), (0.62, 0.8))]
    count = len(bands[0])
    if not 1 <= count <= 3 or any(len(band) != count for band in bands):
        return 0
    if any(end - start > 0.3 * em for band in bands for start, end in band):
        return 0
    still = all(
        abs(sum(here) - sum(there)) <= 0.18 * em
        for band in bands[1:]
        for here, there in zip(bands[0], band, strict=True)
    )
    head, foot = (_runs_across(part, page, end) for end in ((0.0, 0.12), (0.88, 1.0)))
    if not still or not head or not foot or len(head) != len(foot):
        return 0  # «П» is joined above alone, «Ш» below alone
    if count == 1:  # the bar of «Г» and «Т» is wider than the foot
        wide = [runs[-1][1] - runs[0][0] for runs in (head, foot)]
        return 1 if max(wide) <= 1.5 * min(wide) else 0
    return count


def _runs_across(part: Region, page: Prepared, share: tuple[float, float]) -> list[tuple[int, int]]:
    """The dark stretches of a band of a piece, from left to right."""
    import numpy as np

    top = part.top + round(share[0] * part.height)
    bottom = max(top + 1, part.top + round(share[1] * part.height))
    rows = page.grey[top:bottom, max(0, part.x0 - 1) : part.x1 + 1]
    if not rows.size:
        return []
    # a bar or a serif is thin: of the ends of a letter the darkest row counts
    is_end = share[0] == 0.0 or share[1] == 1.0
    grey = rows.min(axis=0) if is_end else rows.mean(axis=0)
    dark = grey < (float(grey.min()) + 255.0) / 2
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _spreads(part: Region, page: Prepared) -> tuple[int, int, int]:
    """How far the ink of a piece spreads in its upper, middle and lower fifth."""
    import numpy as np

    ink = page.ink[part.top : part.bottom, part.x0 : part.x1]
    fifth = max(1, part.height // 5)

    def spread(rows: Gray) -> int:
        columns = np.flatnonzero(rows.any(axis=0))
        return int(columns[-1] - columns[0] + 1) if len(columns) else 0

    return spread(ink[:fifth]), spread(ink[2 * fifth : 3 * fifth]), spread(ink[-fifth:])


def roman_label(word: OcrWord, page: Prepared) -> str:
    """The Roman number of a row («II.», read as «П.» or «Г.»), or the text as it is."""
    body = word.text.rstrip(".,)")
    if not body or re.search(r"\d", body) or not _ROMAN_LIKE.fullmatch(word.text):
        return word.text
    drawn = _roman_by_shape(word, page)
    return drawn + word.text[len(body) :].replace(",", ".") if drawn else word.text


def mend_roman_labels(texts: Sequence[str]) -> list[str]:
    """Titles of sections whose numbers are Roman, misread ones told from the others.

    «Г Охрана», «П Обращение», «Ш Просвещение» can only be I, II, III: each
    label is a known misreading of the number that its place asks for, and one
    of them is no Arabic number and no letter of a list (а, б, в, г).
    """
    known = [match for text in texts if (match := _LABEL.match(text))]
    if len(known) < 2 or all(match[1] in "1АБВГДЕабвгде" for match in known):
        return list(texts)
    fitting = [
        wanted
        for start in range(len(_NUMBERS) - len(known) + 1)
        if all(map(_can_be, (match[1] for match in known), wanted := _NUMBERS[start:]))
    ]
    if len(fitting) != 1:
        return list(texts)
    mended = {
        match.string: number + match.string[match.end(1) :]
        for number, match in zip(fitting[0], known, strict=False)
    }
    return [mended.get(text, text) for text in texts]


def _can_be(read: str, number: str) -> bool:
    return number in (read, _ROMAN_TWINS.get(read)) or (read, number) == ("1", "I")


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
