"""Conservation: what of the body's text no field of the order holds.

The check is independent of the parsers: it compares words, unit by unit, and
knows nothing of how they were read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extract.document import Document, Paragraph, Place, Table
from extract.order import Order, Quote, quotes
from extract.structure.lines import close_spacing, may_be_spaced

_WORD = re.compile(r"\w+")


def find_residue(document: Document, order: Order) -> tuple[Quote, ...]:
    """The words of the body that no quote of the order holds, with their places.

    Letters and digits count; marks and spaces do not (a dash before a list
    item is layout). A word that stands more often in the file than in the
    order is residue as often as it is missing.
    """
    pieces_of = cache(_pieces)  # most quotes are whole units
    words: list[str] = []
    for each in quotes(order):
        words += pieces_of(each.text)
    for clause in order.clauses:
        words += pieces_of(clause.number or "")
    for annex in order.annexes:
        for table in annex.tables:
            rows = getattr(table, "measures", ()) or getattr(table, "members", ())
            for row in (*rows, *getattr(table, "sections", ())):
                words += pieces_of(getattr(row, "label", "") or row.number or "")
    held = Counter(words)
    lost: list[tuple[str, Place]] = []
    for text, place in _units(document):
        for piece in pieces_of(text):
            if held[piece] > 0:
                held[piece] -= 1
            else:
                lost.append((piece, place))
    return _by_place(_without_joined(lost, held))


def _without_joined(lost: list[tuple[str, Place]], held: Counter[str]) -> list[tuple[str, Place]]:
    """Leave out pieces that make up a word which the order holds and the file does not.

    Such words come from closing letter-spaced words and from joining what a
    page cut; the pieces of the second kind may stand some pieces apart.
    """
    pieces = [piece for piece, _ in lost]
    gone: set[int] = set()
    for start in range(len(pieces)):
        if start in gone:
            continue
        most = min(start + 24, len(pieces))
        free = next((at for at in range(start, most) if at in gone), most)
        for end in range(start + 2, free + 1):
            word = "".join(pieces[start:end])
            if held[word] > 0:
                held[word] -= 1
                gone.update(range(start, end))
                break
        else:
            for other in range(start + 1, min(start + 12, len(pieces))):
                word = pieces[start] + pieces[other]
                if other not in gone and held[word] > 0:
                    held[word] -= 1
                    gone.update((start, other))
                    break
    return [each for index, each in enumerate(lost) if index not in gone]


def _by_place(lost: list[tuple[str, Place]]) -> tuple[Quote, ...]:
    """One quote for the lost words of one place."""
    places: dict[Place, list[str]] = {}
    for piece, place in lost:
        places.setdefault(place, []).append(piece)
    return tuple(Quote(" ".join(words), (place,)) for place, words in places.items())


def _units(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks():
        if isinstance(block, Paragraph):
            yield f"{block.number} {block.text}", block.place
        elif isinstance(block, Table):
            for cell in (*block.cells, *block.repeated):
                yield cell.text, cell.places[0] if cell.places else block.place


def _pieces(text: str) -> list[str]:
    if may_be_spaced(text):  # a letter-spaced word ends with its line
        text = "\n".join(map(close_spacing, text.split("\n")))
    pieces = _WORD.findall(text)
    return [piece for piece in pieces if piece.strip("_")] if "_" in text else pieces
