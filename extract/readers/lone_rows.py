"""Tables with one cell a line, no mark between them and no row with a number.

    Мероприятие
    Срок
    Ответственный
    Сбор заявок
    до 5 мая
    Орлова А.А.

Lines below a header are a table where the deadlines stand in their place, row
by row, and nowhere else. Anything less clear stays paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.cell_fit import BodyLine, Fitted, fit, is_clear
from extract.readers.cell_header import ANNEX, SENTENCE, Header, behind, is_spaced, read_header
from extract.readers.cell_table import LoneCells, TableBuilder, guessed
from extract.readers.cell_words import is_time
from extract.readers.lines import CLAUSE, Line

_TITLE_LINES = 2
_TRIAL = 150
_MOST_LINES = 30
"""More lines than a row has."""
_COUNTED = 2
_NUMBER = re.compile(r"(?:\d{1,3}\.){1,4}\d{0,3}|\d{1,3}\)|[IVX]{1,5}[.)]?")


def find(lines: Sequence[Line], begin: int) -> LoneCells | None:
    """The table without row numbers whose header begins at a line, or None."""
    best = _fitted(lines, begin)
    if best is None:
        return None
    at = begin
    for _ in range(_TITLE_LINES):  # a table's title may stand right above its header
        at = behind(lines, at)
        other = _fitted(lines, at)
        if other and other[1].score > best[1].score:
            best, begin = other, at
    return _table(lines, begin, *best)


def _fitted(lines: Sequence[Line], begin: int) -> tuple[Header, Fitted] | None:
    """The rows below a header that begins at a line; the first of them decide on the others."""
    header = read_header(lines, begin)
    if header is None:
        return None
    counted = max(0, len(header.counted) - len(header.number)) if header.counted else 0
    fitted = None
    for most in (_TRIAL, len(lines)):
        body = _body(lines, header, most)
        texts = [lines[each.at].text.strip() for each in body]
        if _has_numbers(texts) or not _has_deadlines(texts):
            return None
        fitted = fit(lines, header.lines, body, counted=counted, numbered=False)
        if fitted is None or not is_clear(fitted):
            return None
        if len(body) < most and len(lines) <= header.end + 3 * most:
            break
    return (header, fitted) if fitted is not None else None


def _has_deadlines(texts: Sequence[str]) -> bool:
    """Whether deadlines are as many as rows would need, before anything is weighed."""
    first = texts[:_TRIAL]
    times = sum(map(is_time, first))
    return times > 1 and times * _MOST_LINES >= min(len(first), 3 * _MOST_LINES)


def _has_numbers(texts: Sequence[str]) -> bool:
    """Whether rows have numbers: a table that could not be read by them is not read without."""
    count = 0
    for text in texts:
        count += text == str(count + 1)
    return count > _COUNTED or sum(bool(_NUMBER.fullmatch(text)) for text in texts) > 1


def _body(lines: Sequence[Line], header: Header, most: int) -> list[BodyLine]:
    """The lines below, as far as they can be the table's; headers that a page repeats are out."""
    head = [lines[at].text.strip() for at in (*header.number, *header.lines)]
    spaced = is_spaced(lines, (*header.number, *header.lines)[0])
    body: list[BodyLine] = []
    at, blank = header.end, 0
    end = min(len(lines), at + 3 * most)  # blank lines and headers again count as well
    while at < end and len(body) < most:
        text = lines[at].text.strip()
        blank = 0 if text else blank + 1
        if blank > 3 or "\t" in text or "|" in text or ANNEX.match(text):
            break
        if text == head[0] and (count := _repeated(lines, at, head)) > 2:
            for _ in range(count):
                at = behind(lines, at)
            continue
        if CLAUSE.match(text) and SENTENCE.search(text):
            break
        if text:
            before = lines[at - 1]
            gap = before.blank and not spaced and before.page == lines[at].page
            body.append(BodyLine(at, gap=gap))
        at += 1
    return body


def _repeated(lines: Sequence[Line], begin: int, head: Sequence[str]) -> int:
    """How many of the header's lines stand here again."""
    words = [line.text.strip() for line in lines[begin : begin + 3 * len(head)] if not line.blank]
    same = [word == own for word, own in zip(words, head, strict=False)]
    return same.index(False) if False in same else len(same)


def _table(lines: Sequence[Line], begin: int, header: Header, fitted: Fitted) -> LoneCells:
    first: list[list[int]] = [list(header.number)] if header.number else []
    empty: list[list[int]] = [[]] if header.number else []
    builder = TableBuilder(lines, len(fitted.head) + len(first))
    builder.row([*first, *fitted.head])
    if header.counted:
        builder.row([[at] for at in header.counted])
    findings = []
    end = header.end
    for row in fitted.rows:
        if row.title:
            builder.title(row.title)
        else:
            builder.row([*empty, *row.cells])
        if not row.sure:
            findings.append(guessed(lines, row.lines))
        end = max(row.lines) + 1
    return LoneCells(begin, end, builder.table(lines[begin]), (), tuple(findings))
