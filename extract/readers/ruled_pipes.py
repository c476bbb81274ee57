"""Tables whose cells are told by pipes alone, a row a line: Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import Cell, Place, Table
from extract.readers.lines import Line
from extract.readers.markup import strip_marks
from extract.readers.wraps import tidy

Rows = list[tuple[Line, list[str]]]

_UNDER_HEADER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*|\s*\|\s*:?-+:?\s*\|\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def find(lines: Sequence[Line], begin: int) -> tuple[int, int, Rows] | None:
    """The table told by pipes that begins at a line: begin, end, rows; None where there is none."""
    if "|" not in lines[begin].text:
        return None
    return _markdown(lines, begin)


def table(rows: Rows) -> Table:
    """The rows as a table, short rows filled up; words beyond the usual width get columns too."""
    width = max(len(cells) for _, cells in rows)
    cells: list[Cell] = []
    for row, (line, texts) in enumerate(rows):
        for column in range(width):
            marked = strip_marks(texts[column] if column < len(texts) else "")
            place = Place(line.page, spot=f"line {line.number}, column {column + 1}")
            cells.append(Cell(row, column, tidy(marked.text), places=(place,), bold=marked.bold))
    first = rows[0][0]
    return Table(tuple(cells), len(rows), width, Place(first.page, spot=f"line {first.number}"))


def _markdown(lines: Sequence[Line], begin: int) -> tuple[int, int, Rows] | None:
    end = begin
    while end < len(lines) and len(_PIPE.findall(lines[end].text)) > 0:
        end += 1
    block = list(lines[begin:end])
    under = [index for index, line in enumerate(block) if _UNDER_HEADER.fullmatch(line.text)]
    if under and under[0] <= 2 and len(under) == 1:
        rows = [(line, _split(line.text)) for i, line in enumerate(block) if i not in under]
        return (begin, end, _trimmed(rows)) if rows and not _is_wrapped(block, under) else None
    counts = Counter(len(_split(line.text)) for line in block)
    width, many = counts.most_common(1)[0] if counts else (0, 0)
    if under or width < 3 or many < 3 or many < len(block):
        return None
    if _is_aligned(block):
        return None
    return begin, end, _trimmed([(line, _split(line.text)) for line in block])


def _split(text: str) -> list[str]:
    text = text.strip()
    text = text[1:] if text.startswith("|") else text
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [part.replace("\\|", "|") for part in _PIPE.split(text)]


def _trimmed(rows: Rows) -> Rows:
    """Rows without empty cells beyond the usual width."""
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    result: Rows = []
    for line, cells in rows:
        kept = list(cells)
        while len(kept) > width and not kept[-1].strip():
            kept.pop()
        result.append((line, kept))
    return result


def _is_aligned(block: Sequence[Line]) -> bool:
    """Whether the pipes stand one below the other: then the lines are drawn, not marked up."""
    places = [tuple(match.start() for match in _PIPE.finditer(line.text)) for line in block]
    return len(set(places)) == 1


def _is_wrapped(block: Sequence[Line], under: list[int]) -> bool:
    """Whether cells go over several lines, which Markdown's do not: most first cells are empty."""
    body = [_split(line.text) for index, line in enumerate(block) if index not in under]
    empty = sum(not cells[0].strip() for cells in body[1:])
    cut = sum(any(c.rstrip().endswith("-") and c.strip() != "-" for c in cells) for cells in body)
    return _is_aligned(block) and (empty > 0.5 * len(body) or cut > 0.2 * len(body) > 0.5)
