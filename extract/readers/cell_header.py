"""Where the header of a table of lone lines may stand: lines in a row that are columns' names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.readers.cell_columns import role_of
from extract.readers.cell_words import is_time
from extract.readers.lines import CLAUSE, HEADER_WORD, NUMBER_HEADER, Line

_LONGEST_HEADER = 60
_HEADER_LINES = 12

ANNEX = re.compile(r"приложение\b(?!.*[.;:]$)|утвержд[её]н[оаы]?$", re.IGNORECASE)
"""A line that begins another annex."""

SENTENCE = re.compile(r"[.;:!?]$")
_BARE_NUMBER = re.compile(r"[IVXІХ]{1,5}[.)]?")
_SHORT = re.compile(r"(?:^|\s|\()\w{1,6}\.$")


@dataclass(frozen=True, slots=True)
class Header:
    """Indexes of lines: the numbers' header (or none), what may be headers, columns' numbers."""

    number: tuple[int, ...]
    lines: tuple[int, ...]
    counted: tuple[int, ...]
    end: int


def may_head(text: str) -> bool:
    """Whether a line can be a column's header, or a part of one."""
    return (
        0 < len(text) <= _LONGEST_HEADER
        and not (SENTENCE.search(text) and not _SHORT.search(text))
        and not CLAUSE.match(text)
        and not is_time(text)
        and any(char.isalpha() for char in text)
        and not _BARE_NUMBER.fullmatch(text)
        and not ("\t" in text or "|" in text or ANNEX.match(text))
    )


def read_header(lines: Sequence[Line], begin: int) -> Header | None:
    """The lines from one on that may be the header: a deadline's and a measure's are among them."""
    number: list[int] = []
    found: list[int] = []
    at = begin
    spaced = is_spaced(lines, begin)
    while at < len(lines) and len(found) < _HEADER_LINES:
        text = lines[at].text.strip()
        if NUMBER_HEADER.fullmatch(text):
            if found:
                return None
            number.append(at)
        elif not text and not spaced:
            break
        elif text:
            if not may_head(text) or (spaced and found and not lines[at - 1].blank):
                break
            found.append(at)
        at += 1
    texts = [lines[each].text.strip() for each in found]
    if not any(map(_is_known, texts[:2])):
        return None
    roles = [role_of(text) for text in texts[:9]]
    if "deadline" not in roles or "activity" not in roles or len(found) < 3:
        return None
    counted = column_numbers(lines, at)
    return Header(tuple(number), tuple(found), counted, counted[-1] + 1 if counted else at)


def _is_known(text: str) -> bool:
    return role_of(text) != "other" or bool(HEADER_WORD.search(text))


def column_numbers(lines: Sequence[Line], begin: int) -> tuple[int, ...]:
    """The lines «1», «2», «3», … that number the columns; none where rows begin at once."""
    found: list[int] = []
    for at in range(begin, len(lines)):
        words = lines[at].text.strip()
        if words and words != str(len(found) + 1):
            break
        if words:
            found.append(at)
    return tuple(found) if len(found) > 2 else ()


def behind(lines: Sequence[Line], at: int) -> int:
    """The next line with words behind one."""
    at += 1
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def is_spaced(lines: Sequence[Line], begin: int) -> bool:
    """Whether blank lines stand between the cells everywhere, as between the first of them."""
    second = behind(lines, begin)
    return second > begin + 1 and behind(lines, second) > second + 1
