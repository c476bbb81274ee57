"""What of a cell's ink is print: dust and slivers go, pale full stops stay."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.cells import clean_ink, unread_ink
from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region
from extract.ocr.looks import Piece

EM = 40.0


def cell() -> np.ndarray:
    """A cell of 200 × 100 with one digit as a block, its foot at row 70."""
    ink = np.zeros((100, 200), np.uint8)
    ink[42:70, 40:56] = 255
    return ink


@pytest.mark.parametrize(
    ("row", "column", "side", "stays"),
    [
        (67, 60, 3, True),  # a full stop that lost its edges
        (55, 60, 3, True),  # the upper dot of a semicolon
        (36, 46, 3, True),  # a dot of «ё»
        (67, 110, 3, False),  # dust on the line, far from the digit
        (20, 60, 3, False),  # dust above the line
        (68, 60, 2, False),  # too small for any print
        (50, 120, 5, True),  # as large as a full stop ought to be
        (0, 100, 4, False),  # a rest of the ruling at the edge
    ],
)
def test_dots(row: int, column: int, side: int, *, stays: bool) -> None:
    ink = cell()
    ink[row : row + side, column : column + side] = 255

    cleaned = clean_ink(ink, EM)

    assert bool(cleaned[row, column]) is stays
    assert cleaned[50, 45] == 255


def test_ink_outside_all_words_is_counted_in_letters() -> None:
    piece = Piece(Region(300, 500, 500, 600), cell(), cell())

    assert unread_ink(piece, [OcrWord("8", 0.9, 342, 545, 352, 568)], EM) == 0.0
    assert unread_ink(piece, [], EM) == pytest.approx(28 * 16 / EM**2)
