"""A second look at a line wins only where it loses nothing that was read surely."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.engine import OcrWord, Request
from extract.ocr.grid import Region
from extract.ocr.looks import Piece, Reading, best_look

PLACE = Region(0, 0, 400, 30)
PIECE = Piece(PLACE, np.full((30, 400), 255, np.uint8), np.zeros((30, 400), np.uint8))


def word(text: str, sure: float, x0: int) -> OcrWord:
    return OcrWord(text, sure, x0, 4, x0 + 14 * len(text), 26)


class Again:
    """An engine whose every look gives the same words, in pixels of the framed picture."""

    name = "again"

    def __init__(self, *words: OcrWord) -> None:
        self._words = words

    def recognize(self, image: object, request: Request) -> tuple[OcrWord, ...]:
        return self._words

    def orientation(self, image: object) -> tuple[int, float]:
        return 0, 0.0

    def languages(self) -> frozenset[str]:
        return frozenset({"rus"})


FIRST = Reading((word("2.", 0.96, 20), word("Руководителям", 0.9, 90), word("школ", 0.6, 300)))


@pytest.mark.parametrize("instead", [(), (word("я", 0.19, 34),)])
def test_look_that_loses_a_sure_number_does_not_win(instead: tuple[OcrWord, ...]) -> None:
    engine = Again(*instead, word("Руководителям", 0.97, 104), word("школ", 0.97, 314))

    best = best_look(FIRST, PIECE, 38.0, engine)

    assert [each.text for each in best.words] == ["2.", "Руководителям", "школ"]


def test_look_that_loses_nothing_wins() -> None:
    engine = Again(word("2.", 0.9, 34), word("Руководителям", 0.97, 104), word("школы", 0.97, 314))

    best = best_look(FIRST, PIECE, 38.0, engine)

    assert [each.text for each in best.words] == ["2.", "Руководителям", "школы"]
