"""The geometry of a drawn frame: which columns its lines mark, where its borders run.

Columns of text count from 0. A *rule* is a vertical line of the frame; a
*border* is a line of the file in which at least one cell is closed from below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.readers.lines import SOFT_BREAK, Line

UPRIGHT = "│║┃|¦╎╏┆┇┊┋╽╿▏▕"
CROSSING = "┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫┏┓┗┛┣┫┳┻╋┍┎┑┒┕┖┙┚┝┠┥┨┯┰┷┸┿╂+"
FLAT = "─═━┄┅┈┉╌╍-–—_="
_LETTERS = "TТLГг¬"
_TAB = 8
_BORDER = re.compile(
    rf"\s*[{re.escape(FLAT + CROSSING + UPRIGHT)}{_LETTERS}]"
    rf"[{re.escape(FLAT + CROSSING + UPRIGHT)}{_LETTERS} ]*\s*"
)
_DRAWN = re.compile(rf"[{re.escape(FLAT)}]{{3,}}")
_PIECES = re.compile(rf"[{re.escape(UPRIGHT + CROSSING)}]")


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A line of a drawn table: its text without tabs, and whether it is a whole border."""

    line: Line
    text: str
    border: bool


def frame_line(line: Line) -> FrameLine | None:
    """The line as part of a frame, or None where nothing of a frame is in it."""
    text = printed(line)
    if is_border(text):
        return FrameLine(line, text, True)
    if any(char in UPRIGHT for char in text):
        return FrameLine(line, text, False)
    return None


def printed(line: Line) -> str:
    """The text of a line in the columns in which it is printed."""
    return line.text.replace(SOFT_BREAK, " ").expandtabs(_TAB).rstrip()


def is_border(text: str) -> bool:
    """Whether a line only draws: dashes with crossings, no words."""
    return bool(_DRAWN.search(text) and _BORDER.fullmatch(text))


def has_partial_border(text: str) -> bool:
    """Whether a part of the line between two rules is drawn, while others hold words."""
    marks = [match.start() for match in _PIECES.finditer(text)]
    return any(
        right - left > 2 and all(char in FLAT for char in text[left + 1 : right])
        for left, right in pairwise(marks)
    )


def rules_of(lines: Sequence[FrameLine]) -> list[int]:
    """The columns of the rules, the outer edges included (-1 where the left one is not drawn)."""
    upright: Counter[int] = Counter()
    crossed: Counter[int] = Counter()
    words = [line for line in lines if not line.border]
    for line in words:
        upright.update(index for index, char in enumerate(line.text) if char in UPRIGHT)
        crossed.update(index for index, char in enumerate(line.text) if char in CROSSING)
    for line in lines:
        if line.border:
            crossed.update(
                index for index, char in enumerate(line.text) if char not in FLAT and char != " "
            )
    needed = 1 if len(words) < 3 else 2
    marked = [
        column
        for column, many in upright.items()
        if many >= needed or any(crossed[column + step] for step in (-1, 0, 1))
    ]
    rules = _without_neighbours(sorted(marked), upright)
    if not rules:
        return []
    if any(line.text[: max(0, rules[0] - 1)].strip() for line in words):
        rules.insert(0, -1)
    if max(len(line.text) for line in words) > rules[-1] + 2:
        rules.append(max(len(line.text) for line in lines))
    return rules


def _without_neighbours(columns: list[int], weight: Counter[int]) -> list[int]:
    """Rules that stand side by side are one that wavers by a column: keep the usual one."""
    kept: list[int] = []
    for column in columns:
        if kept and column - kept[-1] <= 1:
            if weight[column] > weight[kept[-1]]:
                kept[-1] = column
        else:
            kept.append(column)
    return kept


def cut(text: str, rules: Sequence[int]) -> tuple[list[str], list[bool]]:
    """The parts of a line between the rules, and which rules are drawn in it.

    A part whose left rule is not drawn goes on the part before it: the words of
    a merged cell are in its first part, the others are empty.
    """
    at = [_drawn_at(text, rule) for rule in rules]
    drawn = [place is not None for place in at]
    drawn[0] = drawn[-1] = True
    places = [place if place is not None else rule for place, rule in zip(at, rules, strict=True)]
    parts: list[str] = [""] * (len(rules) - 1)
    begin = 0
    for index in range(1, len(rules)):
        if drawn[index]:
            end = places[index] if index < len(rules) - 1 or at[index] is not None else len(text)
            parts[begin] = text[places[begin] + 1 : max(end, places[begin] + 1)]
            begin = index
    return parts, drawn


def _drawn_at(text: str, rule: int) -> int | None:
    for place in (rule, rule - 1, rule + 1):
        if 0 <= place < len(text) and text[place] in UPRIGHT + CROSSING:
            return place
    return None


def closed(text: str, rules: Sequence[int]) -> list[bool]:
    """For each column of the table, whether a border line closes it."""
    whole = is_border(text)
    result: list[bool] = []
    for left, right in pairwise(rules):
        part = text[left + 1 : right]
        inner = part.strip() if whole else part
        flat = bool(inner) and all(char in FLAT + CROSSING + _LETTERS for char in inner)
        result.append(flat and any(char in FLAT for char in inner))
    return result


def same_rules(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether two pieces of frames are pieces of one table: the same columns, give or take one."""
    if len(first) != len(second):
        return False
    shift = second[0] - first[0] if first[0] >= 0 and second[0] >= 0 else 0
    return all(abs(b - shift - a) <= 1 for a, b in zip(first[:-1], second[:-1], strict=True))
