"""Tables without rulings are taken apart at the white between their columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.ocr.engine import OcrWord
from extract.ocr.grid import Region
from extract.ocr.level_rules import without_level_rules
from extract.ocr.open_columns import column_pieces, with_number_head
from extract.ocr.prepare import Prepared

EM = 30
LINE = 36
"""From one baseline to the next."""
COLUMNS = (20, 100, 420, 620)
"""Where the texts of the columns begin."""


class Drawing:
    """A page on which texts are rows of letters: blocks of ink with narrow white between."""

    def __init__(self, width: int = 800, height: int = 900) -> None:
        self.ink = np.zeros((height, width), np.uint8)

    def text(self, x: int, y: int, letters: int, *, space_after: int = 6) -> Drawing:
        """Letters of 14 × 16 pixels; after every `space_after` of them a space."""
        for number in range(letters):
            left = x + 17 * number + 9 * (number // space_after)
            self.ink[y : y + 16, left : left + 14] = 255
        return self

    def row(self, y: int, *lines: int, letters: int = 8) -> Drawing:
        """A row of the table: so many lines in each column."""
        for x, count in zip(COLUMNS, lines, strict=True):
            for line in range(count):
                self.text(x, y + line * LINE, 2 if x == COLUMNS[0] else letters)
        return self

    @property
    def page(self) -> Prepared:
        grey = np.where(self.ink > 0, 30, 250).astype(np.uint8)
        return Prepared(grey, self.ink, float(EM), np.eye(3))

    def pieces(self) -> list[tuple[int, int, int, int, bool]]:
        """The pieces as (left, top, right, bottom, whether the first of several columns)."""
        height, width = self.ink.shape
        found = column_pieces(self.page, Region(0, 0, width, height))
        places = [(each.piece.place, each.is_first) for each in found]
        return [(p.x0, p.top, p.x1, p.bottom, first) for p, first in places]


def table() -> Drawing:
    """Two rows, a title over all columns, two rows."""
    drawn = Drawing().row(40, 1, 3, 2, 1).row(170, 1, 2, 1, 2)
    drawn.text(100, 270, 34)
    return drawn.row(330, 1, 3, 1, 1).row(460, 1, 1, 2, 1)


def test_every_column_is_a_piece_and_a_title_is_one() -> None:
    pieces = table().pieces()

    titles = [piece for piece in pieces if piece[1] == 270]
    assert [(left, bottom) for left, _, _, bottom, _ in titles] == [(100, 286)]
    assert {piece[0] for piece in pieces} == set(COLUMNS)
    # no piece reaches into the next column, and numbers stand alone
    assert all(right <= 420 for left, top, right, *_ in pieces if left == 100 and top != 270)
    assert [piece[1] for piece in pieces if piece[4]] == [40, 170, 330, 460]


def test_no_ink_is_lost() -> None:
    drawn = table()
    found = column_pieces(drawn.page, Region(0, 0, 800, 900))

    assert sum(int((each.piece.ink > 0).sum()) for each in found) == int((drawn.ink > 0).sum())


@pytest.mark.parametrize("gap", [5, 9, 12])
def test_mark_over_a_letter_stays_with_its_line(gap: int) -> None:
    # the first line below a title begins with a letter that has a breve
    drawn = table()
    drawn.ink[330 - gap // 3 - 3 : 330 - gap // 3, 102:112] = 255

    (piece,) = [each for each in drawn.pieces() if each[0] == 100 and 320 <= each[1] <= 330]
    assert piece[1] < 330


def test_running_text_has_no_columns() -> None:
    drawn = Drawing()
    for line in range(20):
        drawn.text(
            20 + (40 if line % 5 == 0 else 0), 40 + line * LINE, 36, space_after=4 + line % 3
        )

    assert drawn.pieces() == []


def test_post_and_name_of_a_signature_are_no_columns() -> None:
    drawn = Drawing().text(20, 100, 12).text(600, 100, 8)

    assert drawn.pieces() == []


def test_long_word_over_a_gutter_keeps_its_letters_together() -> None:
    # one cell's word reaches over the gutter: it is read whole, the other rows in columns
    drawn = Drawing()
    for number in range(6):
        drawn.row(40 + 110 * number, 1, 2, 1, 1)
    drawn.text(100, 40 + 110 * 3 + LINE, 20, space_after=99)

    pieces = drawn.pieces()
    assert any(left == 100 and right >= 100 + 17 * 19 for left, _, right, *_ in pieces)
    assert sum(1 for left, *_ in pieces if left == 420) >= 2


def ruled(page: Prepared, *rules: tuple[int, int, int]) -> tuple[Prepared, np.ndarray]:
    """The page with rulings (x0, x1, y) drawn, and their mask."""
    ink, across = page.ink.copy(), np.zeros_like(page.ink)
    for x0, x1, y in rules:
        ink[y : y + 3, x0:x1] = 255
        across[y : y + 3, x0:x1] = 255
    grey = np.where(ink > 0, 30, 250).astype(np.uint8)
    return replace(page, ink=ink, grey=grey), across


def test_rules_between_rows_are_told_and_removed() -> None:
    page, across = ruled(table().page, (10, 780, 20), (10, 782, 160), (10, 780, 260))

    clear, rules = without_level_rules(page, across, ())

    assert [(rule.x0, rule.top) for rule in rules] == [(10, 20), (10, 160), (10, 260)]
    assert np.array_equal(clear.ink, table().ink)
    assert clear.grey[161, 300] == 255


def test_line_to_write_on_stays() -> None:
    page, across = ruled(table().page, (10, 500, 600), (100, 780, 700))

    clear, rules = without_level_rules(page, across, ())

    assert rules == ()
    assert clear is page


def test_rules_of_a_ruled_table_are_not_level_rules() -> None:
    page, across = ruled(table().page, (10, 780, 20), (10, 780, 160))

    assert without_level_rules(page, across, [Region(10, 20, 780, 163)])[1] == ()


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ((("№п", 0), ("1", 1)), ["№", "п/п"]),
        ((("№", 0), ("п/т", 1)), ["№", "п/п"]),
        ((("№", 0), ("п/п", 1)), ["№", "п/п"]),
        ((("1.", 0), ("2.", 1)), ["1.", "2."]),
        ((("№", 0),), ["№"]),
    ],
)
def test_header_of_the_number_column(read: tuple[tuple[str, int], ...], meant: list[str]) -> None:
    words = tuple(
        OcrWord(text, 0.9, 0, LINE * line, 30, LINE * line + 20, line=line) for text, line in read
    )

    made = with_number_head(words)

    assert [word.text for word in made] == meant
    assert [word.line for word in made] == [line for _, line in read]
