"""Tables written one cell a line, each closed by a pipe, as text copies of web pages have them.

    № |
    Мероприятие |
    I. Подготовка | |
    1. |
    Сбор заявок |

A row that has fewer cells than the widest one is filled up with bare pipes,
beside its last cell or on a line of their own, so that the cells and the pipes
of every row add up to the same number. That number tells the rows apart;
without any filled row the numbers of the rows do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Cell, Place, Table
from extract.layout.alignment import HEADER_WORDS
from extract.layout.dated import is_deadline
from extract.layout.hyphens import join as join_wrapped
from extract.readers.lines import ANNEX_HEAD, DEADLINE_WORDS, NUMBER_HEADER, Line
from extract.readers.markup import strip_marks
from extract.readers.wraps import tidy

_CLOSED = re.compile(r"(?P<text>[^|]*)\|(?P<fill>(?:\s*\|)*)")
_FILL = re.compile(r"\|{2,}")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_SECTION = re.compile(
    r"(?i:раздел|направление|этап|часть|блок)\s+[\dIVXІХ]|[IVXІХ]{1,5}[.)]?\s+[А-ЯЁ«]"
    r"|\d{1,2}[.)]\s+[А-ЯЁ«]"
)
_PERSON = re.compile(
    r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.|^[А-ЯЁ][\w-]+\s+[А-ЯЁ]\w+\s+[А-ЯЁ]\w+(?:вич|вна|чна|ична|лы|зы)\b"
)
_LONGEST_HEADER = 60
_CELL_LINES = 12
_FEWEST = 6
_WIDEST = 24


@dataclass(frozen=True, slots=True)
class _Token:
    """A cell, or (with `text` None) a line of bare pipes; `fill` counts the bare pipes."""

    line: Line
    begin: int
    text: str | None
    fill: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Token, ...]
    filled: bool
    title: bool = False


def find(lines: Sequence[Line], begin: int) -> tuple[int, int, Table] | None:
    """The table of closed cells that begins at a line: begin, end, table; else None."""
    if not _may_begin(lines, begin):
        return None
    tokens, end = _tokens(lines, begin)
    if sum(token.text is not None for token in tokens) < _FEWEST:
        return None
    rows = _best_rows(tokens)
    if rows is None:
        return None
    rows = _from_header(rows)
    return rows[0].cells[0].begin, end, _table(rows)


def _may_begin(lines: Sequence[Line], begin: int) -> bool:
    words = lines[begin].text.strip()
    if words.endswith("|") and not _is_open_row(words):
        return True
    onward = lines[begin + 1 : begin + 3]
    return bool(NUMBER_HEADER.fullmatch(words)) and any(
        _CLOSED.fullmatch(line.text.strip()) for line in onward
    )


def _tokens(lines: Sequence[Line], begin: int) -> tuple[list[_Token], int]:
    """The cells from a line on, and the line after the last of them."""
    tokens: list[_Token] = []
    pending: list[tuple[int, str]] = []
    end = begin
    for index in range(begin, len(lines)):
        words = lines[index].text.strip()
        if not words:
            if index - end > 2:
                break
            continue
        if _FILL.fullmatch(words) and not pending:
            tokens.append(_Token(lines[index], index, None, len(words)))
            end = index + 1
            continue
        *closed, rest = words.split("|")
        if not closed:
            if len(pending) >= _CELL_LINES:
                break
            pending.append((index, words))
            continue
        if _is_open_row(words) or any(ANNEX_HEAD.match(text) for _, text in pending):
            break
        if pending and tokens and NUMBER_HEADER.fullmatch(closed[0].strip()):
            break  # words between two tables, and the header of the second
        first, text = _joined([*pending, (index, closed[0].strip())])
        if any(map(str.strip, (*closed[1:], rest))):
            tokens.append(_Token(lines[first], first, text))
            tokens += [_Token(lines[index], index, cell.strip()) for cell in closed[1:]]
        else:
            tokens.append(_Token(lines[first], first, text, len(closed) - 1))
        pending, end = [], index + 1
        if rest.strip():
            pending.append((index, rest.strip()))
    return tokens, end


def _is_open_row(words: str) -> bool:
    """Whether a pipe stands before the first cell, as in Markdown."""
    return words.startswith("|") and bool(words.strip("| "))


def _joined(pieces: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """The line on which a cell begins, and its text."""
    text = ""
    for _, words in pieces:
        text = join_wrapped(text, words) if text and words else text or words
    return pieces[0][0], text


def _best_rows(tokens: Sequence[_Token]) -> list[_Row] | None:
    """The rows for the width that suits the cells best; None where none does."""
    best: list[_Row] | None = None
    best_score = 0.6
    for width in range(2, _WIDEST + 1):
        for rows in (_rows(tokens, width), *_rows_by_deadline(tokens, width)):
            if rows is None or len(rows) < 2:
                continue
            score = _score(rows, width)
            if score > best_score:
                best, best_score = rows, score
    return best


def _rows_by_deadline(tokens: Sequence[_Token], width: int) -> Iterator[list[_Row]]:
    """The rows of this width with lone cells between them, for each column of deadlines.

    Without row numbers and bare pipes a section title shifts every row behind
    it; the rows go on where deadlines stand in their column again.
    """
    if width < 3 or any(token.fill or token.text is None for token in tokens):
        return
    is_dated = [bool(DEADLINE_WORDS.search(token.text or "")) for token in tokens]
    for column in range(width):
        rows = [_Row(tuple(tokens[:width]), False)]
        at = width
        titles = 0
        while at + width <= len(tokens):
            if not is_dated[at + column] and not is_dated[at]:
                after = at + 1 + column
                if after < len(tokens) and is_dated[after]:
                    rows.append(_Row((tokens[at],), filled=False, title=True))
                    at, titles = at + 1, titles + 1
                    continue
            rows.append(_Row(tuple(tokens[at : at + width]), False))
            at += width
        if at == len(tokens) and 0 < titles < len(rows) / 3:
            yield rows


def _rows(tokens: Sequence[_Token], width: int) -> list[_Row] | None:
    """The rows of this width; None where bare pipes contradict it or cells are left over."""
    rows: list[_Row] = []
    row: list[_Token] = []
    for index, token in enumerate(tokens):
        if not row and rows and not token.fill and _is_section(tokens, index):
            rows.append(_Row((token,), True))
            continue
        if token.text is not None:
            row.append(token)
        if token.fill:
            if len(row) + token.fill != width:
                return None
            if row:
                rows.append(_Row(tuple(row), True))
            row = []
        elif len(row) == width:
            rows.append(_Row(tuple(row), False))
            row = []
    if row and not any(each.filled for each in rows):
        return None
    if row:
        rows.append(_Row(tuple(row), False))  # the text was cut off before the fill
    return rows


def _is_section(tokens: Sequence[_Token], index: int) -> bool:
    """A section's title between whole rows, with which nothing fills up the width."""
    after = tokens[index + 1].text if index + 1 < len(tokens) else None
    return bool(_SECTION.match(tokens[index].text or "") and _NUMBER.fullmatch(after or ""))


def _score(rows: Sequence[_Row], width: int) -> float:
    """How well rows look: numbers (else dates) stand in one column and nowhere else."""
    body = [row for row in rows[1:] if len(row.cells) > 1]
    firsts = sum(bool(_NUMBER.fullmatch(row.cells[0].text or "")) for row in body)
    others = sum(bool(_NUMBER.fullmatch(cell.text or "")) for row in body for cell in row.cells[1:])
    share = firsts / len(body) * firsts / max(1, firsts + others) if body else 0.0
    if not firsts:
        # quantities are numbers too; a table without row numbers shows itself by its roles
        share = max(0.0, _dated_share(body, width)) * _heading_share(rows[0])
    header = any(NUMBER_HEADER.fullmatch(row.cells[0].text or "") for row in rows[:4])
    filled = sum(row.filled for row in rows)
    if width < 3 and not filled:
        return float(_are_members(rows))
    return share + 0.3 * header + (0.7 if filled else 0.0)


def _are_members(rows: Sequence[_Row]) -> bool:
    """Whether every row is a person and what the person is."""
    pairs = [[cell.text or "" for cell in row.cells] for row in rows]
    return all(
        len(pair) == 2 and _PERSON.search(pair[0]) and not _PERSON.search(pair[1]) for pair in pairs
    )


def _heading_share(row: _Row) -> float:
    """How many cells of the first row name columns; a row of deadlines and parties names none."""
    texts = [cell.text or "" for cell in row.cells]
    if any(is_deadline(text) for text in texts):
        return 0.5
    named = sum(len(text) < _LONGEST_HEADER and bool(HEADER_WORDS.search(text)) for text in texts)
    return 0.5 + 0.5 * named / len(texts)


def _dated_share(body: Sequence[_Row], width: int) -> float:
    """How surely one column holds the dates, for tables without numbers."""
    whole = [row for row in body if len(row.cells) == width]
    if len(whole) < 2:
        return 0.0
    shares = [
        sum(bool(DEADLINE_WORDS.search(row.cells[at].text or "")) for row in whole) / len(whole)
        for at in range(width)
    ]
    best = max(shares)
    return best - (sum(shares) - best) / (width - 1) if width > 1 else 0.0


def _from_header(rows: list[_Row]) -> list[_Row]:
    """The rows from the header on: a few cells above it belong to another table."""
    for index, row in enumerate(rows[:4]):
        if NUMBER_HEADER.fullmatch(row.cells[0].text or ""):
            return rows[index:] if not any(each.filled for each in rows[:index]) else rows
    return rows


def _table(rows: Sequence[_Row]) -> Table:
    width = max(len(row.cells) for row in rows)
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        for column, token in enumerate(row.cells):
            marked = strip_marks(token.text or "")
            # the last cell of a filled row of one or two cells is a title over the width
            title = row.filled and column == len(row.cells) - 1 and len(row.cells) <= 2
            title = row.title or (title and (column == 0 or not row.cells[0].text))
            cells.append(
                Cell(
                    at,
                    column,
                    tidy(marked.text),
                    column_span=max(1, width - column) if title else 1,
                    places=(Place(token.line.page, spot=f"line {token.line.number}"),),
                    bold=marked.bold,
                )
            )
        last = cells[-1].column + cells[-1].column_span
        cells += [Cell(at, column, "") for column in range(last, width)]
    first = rows[0].cells[0].line
    return Table(tuple(cells), len(rows), width, Place(first.page, spot=f"line {first.number}"))
