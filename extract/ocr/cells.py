"""One cell of a table (or one block of text) recognized by itself.

This decides the quality of a scanned table: Tesseract's own page analysis
mixes columns, while a crop of one cell is a small block of plain lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr.engine import OcrEngine, OcrWord
from extract.ocr.grid import Region
from extract.ocr.looks import GOOD, Piece, Reading, best_look, plain_look, recognize_look
from extract.ocr.shape import checked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.engine import Gray
    from extract.ocr.prepare import Prepared

_DUST = 0.006
"""Ink below this area (in em²) is dust: a full stop covers about 0.012."""
_FAINT_STOP = 0.003
"""Down to this area a dot where a letter has one is print that lost its edges."""
_NEAR_WORD = 0.15
"""Ink so near to a word (in em) belongs to it: the engine's boxes cut letters."""
_ONE_LINE = 1.5
"""A connected piece of ink higher than this (in em) belongs to more than one line."""


def read_region(page: Prepared, inner: Region, engine: OcrEngine) -> Reading:
    """The words inside a region of the prepared page; none where it is empty."""
    piece = cut_piece(page, inner)
    return read_piece(page, piece, engine) if piece is not None else Reading(())


def cut_piece(page: Prepared, inner: Region) -> Piece | None:
    """What is printed inside a region, trimmed to its ink; None where it is empty."""
    ink = clean_ink(page.ink[inner.top : inner.bottom, inner.x0 : inner.x1], page.em)
    box = _ink_box(ink)
    if box is None:
        return None
    place = _moved(box, inner.x0, inner.top)
    grey = page.grey[place.top : place.bottom, place.x0 : place.x1]
    return Piece(place, grey, ink[box.top : box.bottom, box.x0 : box.x1])


def read_piece(page: Prepared, piece: Piece, engine: OcrEngine) -> Reading:
    """The words of a piece: read as it is, and line by line again where that was unsure."""
    reading = recognize_look(plain_look(piece), piece.place, page.em, engine)
    if reading.least < GOOD:
        reading = _in_lines(
            line if line.least >= GOOD else best_look(line, part, page.em, engine)
            for line, part in _lines(reading, piece, page.em)
        )
    return Reading(checked(reading.words, page, engine))


def unread_ink(piece: Piece, words: Sequence[OcrWord], em: float) -> float:
    """The ink of a piece that no word covers, in em²: a letter is about 0.1."""
    import numpy as np

    ink = piece.ink.copy()
    near = round(_NEAR_WORD * em)
    for word in words:
        rows = slice(
            max(0, word.top - piece.place.top - near), word.bottom - piece.place.top + near
        )
        columns = slice(max(0, word.x0 - piece.place.x0 - near), word.x1 - piece.place.x0 + near)
        ink[rows, columns] = 0
    return int(np.count_nonzero(ink)) / (em * em)


def clean_ink(ink: Gray, em: float) -> Gray:
    """The ink of a cell without dust and without slivers of the rulings at its edges."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    x, y, w, h, area = (stats[:, column] for column in range(5))
    at_edge = (x == 0) | (y == 0) | (x + w == width) | (y + h == height)
    sliver = at_edge & ((np.minimum(w, h) <= 0.12 * em) | (area < 0.15 * w * h))
    small = area < _DUST * em * em
    kept = np.where(sliver | small, 0, 255).astype(np.uint8)
    kept[0] = 0
    letters = np.asarray(stats[kept > 0], dtype=np.int32)
    for label in np.flatnonzero(small & ~sliver & (area >= _FAINT_STOP * em * em)):
        if _belongs_to_a_letter(np.asarray(stats[label], dtype=np.int32), letters, em):
            kept[label] = 255
    return np.asarray(kept[labels])


def _belongs_to_a_letter(dot: NDArray[np.int32], letters: NDArray[np.int32], em: float) -> bool:
    """Whether a dot stands where print has one: a full stop, the upper one of «;», those of «ё»."""
    import numpy as np

    left, top, width, height = (letters[:, column] for column in range(4))
    behind = dot[0] - (left + width)
    raised = (top + height) - (dot[1] + dot[3])
    stop = (np.abs(raised) <= 0.08 * em) | ((raised >= 0.2 * em) & (raised <= 0.5 * em))
    beside = stop & (behind >= 0) & (behind <= 0.3 * em)
    over = top - (dot[1] + dot[3])
    middle = dot[0] + dot[2] / 2
    above = (over >= 0) & (over <= 0.25 * em) & (middle >= left) & (middle <= left + width)
    return bool(np.any((height >= 0.35 * em) & (beside | above)))


def _ink_box(ink: Gray) -> Region | None:
    import numpy as np

    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return Region(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _moved(region: Region, x: int, y: int) -> Region:
    return Region(region.x0 + x, region.top + y, region.x1 + x, region.bottom + y)


def _in_lines(readings: Iterable[Reading]) -> Reading:
    """Readings from top to bottom as one, its lines numbered through."""
    words: list[OcrWord] = []
    for reading in readings:
        first = words[-1].line + 1 if words else 0
        least = min((word.line for word in reading.words), default=0)
        words += [replace(word, line=first + word.line - least) for word in reading.words]
    return Reading(tuple(words))


def _lines(reading: Reading, piece: Piece, em: float) -> list[tuple[Reading, Piece]]:
    """A reading line by line, each with its own part of the piece: one bad word costs one line.

    The whole piece where ink belongs to more than one line, or lines overlap.
    """
    groups: dict[int, list[OcrWord]] = {}
    for word in reading.words:
        groups.setdefault(word.line, []).append(word)
    middles = [
        sum(word.top + word.bottom for word in group) / (2 * len(group)) - piece.place.top
        for group in groups.values()
    ]
    if len(middles) < 2 or any(b - a < 0.7 * em for a, b in itertools.pairwise(middles)):
        return [(reading, piece)]
    parts = _parts(piece, middles, em)
    if not parts:
        return [(reading, piece)]
    return [
        (Reading(tuple(group)), part) for group, part in zip(groups.values(), parts, strict=True)
    ]


def _parts(piece: Piece, middles: Sequence[float], em: float) -> list[Piece]:
    """A piece parted at its lines: every connected bit of ink goes to the nearest line."""
    import cv2
    import numpy as np

    _, drawn, measures, centres = cv2.connectedComponentsWithStats(piece.ink, connectivity=8)
    labels, stats = np.asarray(drawn, dtype=np.int32), np.asarray(measures, dtype=np.int32)
    if int(stats[1:, cv2.CC_STAT_HEIGHT].max(initial=0)) > _ONE_LINE * em:
        return []
    nearest = np.argmin(np.abs(centres[:, 1:2] - np.array([middles])), axis=1)
    origin = (piece.place.x0, piece.place.top)
    groups = [
        [label for label in range(1, len(stats)) if nearest[label] == number]
        for number in range(len(middles))
    ]
    if not all(groups):
        return []
    return [part_of(group, labels, stats, piece.grey, origin) for group in groups]


def part_of(
    own: Sequence[int],
    labels: NDArray[np.int32],
    stats: NDArray[np.int32],
    grey: Gray,
    origin: tuple[int, int],
) -> Piece:
    """Some connected bits of ink as a piece by themselves; the others in its box become paper.

    Args:
        own: The labels of the bits.
        labels: The label of every pixel, 0 for paper.
        stats: What OpenCV tells of every label: x, y, width, height.
        grey: The same stretch of the page.
        origin: Where it stands on the page, as (x, y).
    """
    import cv2
    import numpy as np

    mine = stats[np.asarray(own)]
    x0, top = int(mine[:, 0].min()), int(mine[:, 1].min())
    x1, bottom = int((mine[:, 0] + mine[:, 2]).max()), int((mine[:, 1] + mine[:, 3]).max())
    here = labels[top:bottom, x0:x1]
    is_mine = np.isin(here, own)
    others = np.where(~is_mine & (here > 0), 255, 0).astype(np.uint8)
    others = np.asarray(cv2.dilate(others, np.ones((3, 3), np.uint8)))
    part = np.where(others > 0, 255, grey[top:bottom, x0:x1]).astype(np.uint8)
    ink = np.where(is_mine, 255, 0).astype(np.uint8)
    return Piece(_moved(Region(x0, top, x1, bottom), *origin), part, ink)
