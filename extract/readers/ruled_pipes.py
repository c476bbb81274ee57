"""Tables whose cells are told by pipes alone: Markdown, and one cell a line with a closing pipe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import Cell, Place, Table
from extract.layout.hyphens import join as join_wrapped
from extract.readers.lines import Line
from extract.readers.markup import strip_marks
from extract.readers.wraps import tidy

Rows = list[tuple[Line, list[str]]]

_UNDER_HEADER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*|\s*\|\s*:?-+:?\s*\|\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_ONE_CELL = re.compile(r"\s*[^|]*\|\s*")
_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*\.?\s*")
_HEADER_START = re.compile(r"\s*(?:№|N\b|п/п|номер)", re.IGNORECASE)


def find(lines: Sequence[Line], begin: int) -> tuple[int, int, Rows] | None:
    """The table told by pipes that begins at a line: begin, end, rows; None where there is none."""
    if "|" not in lines[begin].text:
        return None
    return _markdown(lines, begin) or _one_cell_a_line(lines, begin)


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


def _one_cell_a_line(lines: Sequence[Line], begin: int) -> tuple[int, int, Rows] | None:
    """«№|», «Мероприятие|», «Срок|», «1.|» …: one cell a line, each closed by a pipe.

    The number of columns is the distance at which numbers come again.
    """
    if not _ONE_CELL.fullmatch(lines[begin].text):
        return None
    cells: list[tuple[Line, str]] = []
    start: Line | None = None
    text = ""
    end = begin
    for index in range(begin, len(lines)):
        line = lines[index]
        words = line.text.strip()
        if "|" in words[:-1]:
            break
        if not words and not text:
            if index - end > 1:
                break
            continue
        if not words or (not words.endswith("|") and index - end > 12):
            break
        start = start or line
        text = join_wrapped(text, words.rstrip("|").rstrip()) if text else words.rstrip("|").strip()
        if words.endswith("|"):
            cells.append((start, text))
            start, text, end = None, "", index + 1
    width = _period([text for _, text in cells])
    if not width:
        return None
    rows = [
        (cells[at][0], [text for _, text in cells[at : at + width]])
        for at in range(0, len(cells), width)
    ]
    return begin, end, rows


def _period(texts: list[str]) -> int:
    """The number of columns of cells written one after the other; 0 where none fits."""
    best, best_share = 0, 0.0
    everywhere = sum(bool(_NUMBER.fullmatch(text)) for text in texts)
    for width in range(3, 11):
        rows = len(texts) // width
        if rows < 2 or len(texts) % width:
            continue
        firsts = texts[::width]
        numbers = sum(bool(_NUMBER.fullmatch(text)) for text in firsts[1:])
        # Numbers must stand in the first column, and not in others as well.
        share = numbers / (len(firsts) - 1) * numbers / max(1, everywhere)
        share += 0.3 if _HEADER_START.match(firsts[0]) else 0
        if share > best_share:
            best, best_share = width, share
    return best if best_share >= 0.6 else 0
