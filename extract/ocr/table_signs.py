"""What the other cells of a table say about one cell: signs of trouble that no cell shows alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import Cell
from extract.ocr.consistency import likely_spellings, words_of
from extract.ocr.sequence import out_of_sequence

LONGEST_NUMBER = 12
"""A number of a row has at most so many signs."""
_SHORT_LABEL = 5
_END = re.compile(r"\w[.,;:]$")
_DASHES = re.compile(r"[-–—]{1,3}")
_FEWEST = 5
"""A column of fewer texts has no habit."""
_HABIT = 0.15
"""What this share of a column's texts does, or less, is not its habit."""


def table_signs(cells: Sequence[Cell]) -> list[dict[str, float]]:
    """The signs of trouble in each cell of one table, by name, from 0 to 1."""
    odd = _odd_numbers(cells)
    likely = likely_spellings([cell.text for cell in cells])
    ends, dashes = _unusual_ends(cells), _unusual_dashes(cells)
    return [
        {
            "sequence": float((cell.row, cell.column) in odd),
            "spelled otherwise": float(any(word in likely for word in words_of(cell.text))),
            "unusual end": float((cell.row, cell.column) in ends | dashes),
        }
        for cell in cells
    ]


def _unusual_ends(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """The cells that end with a mark in a column whose texts end without."""
    found: set[tuple[int, int]] = set()
    for column in {cell.column for cell in cells}:
        own = [cell for cell in cells if cell.column == column and cell.row and cell.text]
        ending = [cell for cell in own if _END.search(cell.text)]
        if len(own) >= _FEWEST and len(ending) <= _HABIT * len(own):
            found |= {(cell.row, cell.column) for cell in ending}
    return found


def _unusual_dashes(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """The cells that hold another dash than most cells with nothing else in them."""
    own = [cell for cell in cells if _DASHES.fullmatch(cell.text)]
    counts = Counter(cell.text for cell in own).most_common(2)
    if len(counts) < 2 or counts[0][1] == counts[1][1]:
        return set()
    return {(cell.row, cell.column) for cell in own if cell.text != counts[0][0]}


def _odd_numbers(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """The cells of the number column whose number does not fit its neighbours."""
    numbers = [cell for cell in cells if cell.column == 0 and 0 < len(cell.text) <= LONGEST_NUMBER]
    places = out_of_sequence([cell.text for cell in numbers])
    plain = [cell for cell in numbers if cell.text[0].isdigit()]
    if len(plain) >= 0.6 * len(numbers) and len(plain) > 2:
        # a word among numbers («ЗА.»); the header is one by right
        places |= {
            place
            for place, cell in enumerate(numbers)
            if place and not cell.text[0].isdigit() and len(cell.text) <= _SHORT_LABEL
        }
    return {(numbers[place].row, numbers[place].column) for place in places}
