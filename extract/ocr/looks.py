"""Pictures of one crop for the engine: as it is, and otherwise where that was read unsurely."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.ocr.engine import MIXED, PLAIN, OcrEngine, OcrWord, Request
from extract.ocr.grid import Region
from extract.ocr.repair import cyrillic_words

if TYPE_CHECKING:
    from extract.ocr.engine import Gray

GOOD = 0.80
"""A line whose least sure word is below this is looked at again."""

_TYPE_PIXELS = 38.0
"""The type size at which Tesseract reads best (12 points at 230 dpi)."""
_NEAR_ENOUGH = 0.12
"""A type size that differs by less than this share is read as it is."""
_PADDING = 0.35
_SCRAWL = 0.5
"""Under this a word is no reading that could stand for a sure one."""
_HOPELESS = 0.6
"""Under this the slow mixed model («rus+eng») is asked as well."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a crop, in pixels of the prepared page; `unread` is ink (em²) that none covers."""

    words: tuple[OcrWord, ...]
    unread: float = 0.0

    @property
    def confidence(self) -> float:
        """The mean confidence, each word weighing as many letters as it has; 1.0 for no words."""
        letters = sum(len(word.text) for word in self.words)
        if not letters:
            return 1.0
        return sum(word.confidence * len(word.text) for word in self.words) / letters

    @property
    def least(self) -> float:
        """The confidence of the least sure word; 0.0 for no words."""
        return min((word.confidence for word in self.words), default=0.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A crop of the prepared page: where it lies, its grey, and its ink without dust."""

    place: Region
    grey: Gray
    ink: Gray


@dataclass(frozen=True, slots=True)
class Look:
    """A picture of a piece and how it is to be recognized."""

    picture: Gray
    request: Request = PLAIN


def plain_look(piece: Piece) -> Look:
    """The piece with paper white and ink dark; soft edges of the letters stay."""
    import cv2
    import numpy as np

    near = cv2.dilate(piece.ink, np.ones((3, 3), np.uint8))
    return Look(np.where(near > 0, piece.grey, 255).astype(np.uint8))


def second_looks(piece: Piece, em: float, engine: OcrEngine) -> list[Look]:
    """Other pictures of the same piece, in the order in which they are tried."""
    import cv2
    import numpy as np

    looks = [Look(piece.grey), Look(np.where(piece.ink > 0, 0, 255).astype(np.uint8))]
    if piece.grey.shape[0] < 2 * em:
        soft = np.asarray(cv2.GaussianBlur(piece.grey, (0, 0), 0.6), dtype=np.uint8)
        looks.append(Look(soft, Request(layout="line")))
    if "eng" in engine.languages():
        looks.append(replace(plain_look(piece), request=Request(languages=MIXED)))
    return looks


def best_look(first: Reading, piece: Piece, em: float, engine: OcrEngine) -> Reading:
    """The best reading of a piece that was read unsurely; the first good one ends the search.

    Words that another look read otherwise are marked `disputed`.
    """
    readings = [first]
    best = first
    for look in second_looks(piece, em, engine):
        if look.request.languages == MIXED and best.least >= _HOPELESS:
            break
        again = recognize_look(look, piece.place, em, engine)
        readings.append(again)
        if rank(again) > rank(best) and not _loses(again, best):
            best = again
        if best.least >= GOOD:
            break
    others = [{word.text for word in each.words} for each in readings if each.words]
    return Reading(
        tuple(
            replace(word, disputed=not all(word.text in other for other in others))
            for word in best.words
        )
    )


def recognize_look(look: Look, place: Region, em: float, engine: OcrEngine) -> Reading:
    """What the engine reads in a picture of the region `place`, at the size that it reads best."""
    import cv2
    import numpy as np

    # Tesseract needs white paper around the crop to see its lines
    pad = max(6, round(_PADDING * em))
    framed = cv2.copyMakeBorder(look.picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    scale = _TYPE_PIXELS / em
    if abs(scale - 1) > _NEAR_ENOUGH:
        how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        framed = cv2.resize(framed, None, fx=scale, fy=scale, interpolation=how)
    else:
        scale = 1.0
    request = replace(look.request, dpi=round(_TYPE_PIXELS * 6))
    left, top = place.x0 - pad, place.top - pad
    return Reading(
        tuple(
            replace(
                word,
                x0=round(word.x0 / scale) + left,
                top=round(word.top / scale) + top,
                x1=round(word.x1 / scale) + left,
                bottom=round(word.bottom / scale) + top,
            )
            for word in engine.recognize(np.asarray(framed, dtype=np.uint8), request)
        )
    )


def rank(reading: Reading) -> float:
    """How good a reading is: confidence, that it lost no words, and that it is Russian.

    The mixed model likes «MMI» better than «ИМЦ»: Latin words count a third.
    """
    letters = sum(len(word.text) for word in reading.words)
    if not letters:
        return 0.0
    sure = sum(
        word.confidence * len(word.text) * (0.33 if _is_latin(word.text) else 1.0)
        for word in reading.words
    )
    return float(sure / letters * min(letters, 400) ** 0.1)


def _loses(again: Reading, before: Reading) -> bool:
    """Whether a look sees nothing, or a scrawl, where a word was read surely: «2.» before a gap."""
    return any(
        word.confidence >= GOOD
        and re.search(r"\w", word.text) is not None
        and not any(_overlap(word, other) for other in again.words if other.confidence >= _SCRAWL)
        for word in before.words
    )


def _overlap(one: OcrWord, other: OcrWord) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )


def _is_latin(text: str) -> bool:
    latin = re.search("[A-Za-z]", cyrillic_words(text))
    return bool(latin) and not re.fullmatch(r"[\W]*[IVX]+[\W]*", text)
