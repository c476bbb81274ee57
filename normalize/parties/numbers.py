"""Institutions told apart by their number alone: «МБОУ СОШ № 1, № 2, 5» are three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.parties.beside import Piece

_ROW = re.compile(
    r"(?P<name>(?:[А-ЯЁ]{2,}\s+)*[А-ЯЁ]{2,}"
    r"|[Шш]кола|[Лл]ицей|[Гг]имназия|[Дд]етский сад|д/с)\s*№?№\s*(?P<first>\d+[а-я]?)"
    r"(?P<rest>(?:\s*(?:,|и)\s*№?\s*\d+[а-я]?(?![\d\w.-]))+)\s*$"
)
_DIGIT = re.compile(r"\d")
_NEXT = re.compile(r"(?:,|и)\s*(№?\s*\d+[а-я]?)")


def numbered(view: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with every row of numbers after one acronym cut into its institutions."""
    return tuple(part for piece in pieces for part in _cut(view, piece))


def _cut(view: str, piece: Piece) -> Iterator[Piece]:
    words = view[piece.start : piece.end]
    match = _ROW.search(words) if _DIGIT.search(words) else None
    if match is None or words[: match.start()].strip(" .:-"):
        yield piece
        return
    yield replace(piece, end=piece.start + match.start("rest"))
    for each in _NEXT.finditer(words, match.start("rest")):
        prefix = match["name"] + (" № " if "№" not in each[1] else " ")
        yield replace(
            piece,
            start=piece.start + each.start(1),
            end=piece.start + each.end(1),
            mark="comma",
            prefix=prefix,
        )
