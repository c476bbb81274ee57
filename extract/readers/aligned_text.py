"""Tables without any rules in a text: columns parted by white space alone.

What PDF converters and old typists leave: cells stand one below the other, and
between the columns runs a river of spaces. Only a header that names columns
begins such a table, so that aligned dates and signatures stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.document import Table
from extract.readers.lines import Line
from extract.readers.ruled_frame import FrameLine, printed
from extract.readers.ruled_text import Found, table_of

_PIECES = re.compile(r"\S(?:\S| (?! ))*")
_COLUMN = re.compile(
    r"№|п/п|мероприят|наименован|содержание|срок|дата|период|ответствен|исполнител|результат"
    r"|должност|ф\.?\s?и\.?\s?о|фамили|примечан|виды? работ|показател",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*\.?(?=\s)")
_RULE = re.compile(r"[\s=_–—-]*(?:={3}|_{3}|[–—-]{3})[\s=_–—-]*")
"""A ruling of signs, over the width or under every column."""
_FEWEST_COLUMNS = 3
_FEWEST_LINES = 2

River = tuple[int, int]
"""Columns of text, from the first to behind the last, in which nothing is printed."""


def find_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Every table of aligned columns, in order."""
    index = 0
    while index < len(lines):
        if not _is_header(printed(lines[index])):
            index += 1
            continue
        table, end = _table(lines, index)
        if table is not None:
            yield Found(index, end, table)
        index = end  # lines that are no table from their header on are none further down


def _is_header(text: str) -> bool:
    """Whether a line names at least three columns, two of them in words that headers use."""
    pieces = [match.group() for match in _PIECES.finditer(text)]
    named = sum(bool(_COLUMN.search(piece)) for piece in pieces)
    return len(pieces) >= _FEWEST_COLUMNS and named >= 2 and all(len(p) < 50 for p in pieces)


def _table(lines: Sequence[Line], begin: int) -> tuple[Table | None, int]:
    """The table below a header, and the end of the lines that were looked at for it."""
    rivers = _rivers(printed(lines[begin]))
    taken = [lines[begin]]
    held: list[Line] = []
    numbered = 0
    index = begin + 1
    end = index
    while index < len(lines):
        text = printed(lines[index])
        index += 1
        if _RULE.fullmatch(text):
            continue
        if not text.strip():
            if held and not held[-1].text.strip():
                break
            held.append(lines[index - 1])
            continue
        narrowed = _narrowed(rivers, text)
        after_gap = bool(held) and not held[-1].text.strip()
        if narrowed is None:
            # A title over the width is one piece of words; what stands behind it decides.
            if len(_PIECES.findall(text)) > 1 or len(held) > 1:
                break
            held.append(lines[index - 1])
            continue
        begins = bool(_NUMBER.match(text))
        if after_gap and not begins and (numbered or _columns_filled(text, narrowed) < 3):
            break
        numbered += begins
        rivers = narrowed
        taken += [*held, lines[index - 1]]
        held = []
        end = index
    if len(taken) <= _FEWEST_LINES or len(rivers) < _FEWEST_COLUMNS - 1:
        return None, begin + 1
    table = table_of([FrameLine(line, _with_rules(printed(line), rivers), False) for line in taken])
    return table, end


def _rivers(text: str) -> list[River]:
    """The gaps of at least two spaces between the pieces of a line."""
    pieces = list(_PIECES.finditer(text))
    return [(left.end(), right.start()) for left, right in pairwise(pieces)]


def _narrowed(rivers: list[River], text: str) -> list[River] | None:
    """The rivers with what a further line leaves of them; None where it closes one."""
    result: list[River] = []
    for begin, end in rivers:
        gaps = [m.span() for m in re.finditer(r" +", text[begin:end].ljust(end - begin))]
        if not gaps:
            return None
        left, right = max(gaps, key=lambda gap: gap[1] - gap[0])
        if right - left < min(2, end - begin):
            return None
        result.append((begin + left, begin + right))
    return result


def _columns_filled(text: str, rivers: list[River]) -> int:
    edges = [0, *(begin for begin, _ in rivers), len(text)]
    return sum(bool(text[left:right].strip()) for left, right in pairwise(edges))


def _with_rules(text: str, rivers: list[River]) -> str:
    """The line with a rule drawn in each river; a line that crosses one stays as it is."""
    padded = text.ljust(rivers[-1][1])
    if any(padded[begin:end].strip() for begin, end in rivers) or not text.strip():
        return text
    letters = list(padded)
    for begin, end in rivers:
        letters[(begin + end) // 2] = "|"
    return "".join(letters)
