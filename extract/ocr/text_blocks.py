"""Blocks of text outside tables: what stands together and is recognized together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.lexicon import is_word
from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region
from extract.ocr.ink import stretches

if TYPE_CHECKING:
    from extract.ocr.prepare import Prepared

_ROW_GAP = 1.1
"""White of this height (in em) parts two blocks."""
_COLUMN_GAP = 3.0
"""White of this width over the whole height of a block parts two columns."""
_MARGIN = 0.25
_RULING = 0.16
"""How far the outer ruling reaches beyond the inside of a table, in em."""
_SCRATCHES = frozenset(("\\", "|", "`", "'", "‘", "’", "~", "^", "_", "`'", "--", ":", ".", ","))
_NOISE = 0.4
"""A line of print is read with more than this confidence; a scrawl is not."""
_SURE_NOISE = 0.78
"""The same for a line without a number or a word of the dictionary."""


def without_tables(page: Prepared, tables: Sequence[Region]) -> Prepared:
    """The page with white paper in the place of its tables."""
    ink, grey = page.ink.copy(), page.grey.copy()
    grow = max(2, round(_RULING * page.em))
    for table in tables:
        rows = slice(max(0, table.top - grow), table.bottom + grow)
        columns = slice(max(0, table.x0 - grow), table.x1 + grow)
        ink[rows, columns] = 0
        grey[rows, columns] = 255
    return replace(page, ink=ink, grey=grey)


def find_blocks(page: Prepared) -> list[Region]:
    """The blocks of text of a page, from top to bottom."""
    import cv2
    import numpy as np

    ink = np.asarray(cv2.morphologyEx(page.ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)))
    blocks: list[Region] = []
    for top, bottom in stretches(np.asarray(ink.any(axis=1)), round(_ROW_GAP * page.em)):
        band = np.asarray(ink[top:bottom].any(axis=0))
        for left, right in stretches(band, round(_COLUMN_GAP * page.em)):
            blocks.append(_grown(Region(left, top, right, bottom), page))
    return blocks


def without_noise(
    words: Sequence[OcrWord], em: float
) -> tuple[tuple[OcrWord, ...], tuple[OcrWord, ...]]:
    """The words of a block without its lines of dust, stamps and scrawl, and what was left out.

    A line stays that is read surely, or holds a number or a word of the
    dictionary; a rule to write on («____») stays too.
    """
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    kept: list[OcrWord] = []
    dropped: list[OcrWord] = []
    for line in lines.values():
        if is_print(line):
            kept.extend(_without_specks(line, em))
        else:
            dropped.extend(line)
    return tuple(kept), tuple(dropped)


def without_scrawl(words: Sequence[OcrWord], em: float) -> tuple[OcrWord, ...]:
    """The words of a cell without specks and without lines that hold no letter.

    A cell is full of short lines («о», «г.», «№»), so only what is read badly
    as well goes.
    """
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    if len(lines) > 1:
        lines = {number: line for number, line in lines.items() if not _is_scrawl(line)}
    return tuple(word for line in lines.values() for word in _without_specks(line, em))


def _is_scrawl(line: Sequence[OcrWord]) -> bool:
    if not any(_has_letter(word) for word in line):
        return not any("-" in word.text or "–" in word.text for word in line)
    # «ных» of a word that the column cut is read unsurely and must not be lost
    has_word = any(re.search(r"[А-Яа-яЁё0-9№]", word.text) for word in line)
    return not has_word and all(word.confidence < 0.35 for word in line)


def _without_specks(line: Sequence[OcrWord], em: float) -> Sequence[OcrWord]:
    """The line without lone marks at either end: dust read as a full stop, a stroke as «т»."""
    kept = sorted(line, key=lambda word: word.x0)
    while len(kept) > 1 and _is_speck(kept[-1], kept[-1].x0 - kept[-2].x1, em):
        kept.pop()
    while len(kept) > 1 and _is_speck(kept[0], kept[1].x0 - kept[0].x1, em):
        kept.pop(0)
    return kept


def _is_speck(word: OcrWord, gap: int, em: float) -> bool:
    if not _has_letter(word):
        return gap > em or (gap > 0.35 * em and word.text in _SCRATCHES and word.confidence < 0.8)
    is_number = any(char.isdigit() for char in word.text)
    return not is_number and len(word.text) <= 2 and gap > 0.8 * em and word.confidence < 0.75


def _has_letter(word: OcrWord) -> bool:
    return any(char.isalnum() or char in "№%" for char in word.text) or word.text.count("_") >= 3


def is_print(line: Sequence[OcrWord]) -> bool:
    """Whether a recognized line is print, and not a stamp, a signature or dust."""
    if not any(_has_letter(word) for word in line):
        return False
    letters = sum(len(word.text) for word in line)
    sure = sum(word.confidence * len(word.text) for word in line) / letters
    pieces = [
        piece for word in line for piece in re.findall(r"[А-Яа-яЁё]{3,}|\d{1,}|_{3,}", word.text)
    ]
    sense = [piece for piece in pieces if not piece[0].isalpha() or is_word(piece.lower())]
    if letters <= 2:
        return bool(sense) and sure >= _NOISE
    if sense:
        return sure >= _NOISE or (sure >= _NOISE / 2 and len(sense) >= 3)
    return sure >= _SURE_NOISE


def _grown(region: Region, page: Prepared) -> Region:
    more = round(_MARGIN * page.em)
    height, width = page.grey.shape
    return Region(
        max(0, region.x0 - more),
        max(0, region.top - more),
        min(width, region.x1 + more),
        min(height, region.bottom + more),
    )
