"""Lines outside tables into paragraphs: what the wrap cut joined, what the author set apart.

A block of running text goes to the page's right margin. A narrow block (an
annex note in the corner, a title typed in half the width) goes to its own
right edge. In centred text each line that had room for the next word is the
author's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Box, Paragraph, Place
from extract.layout.breaks import (
    BULLET,
    NUMBERED,
    Frame,
    is_author_break,
    is_full_word,
    usual_leading,
)
from extract.layout.fragments import tidy
from extract.layout.hyphens import join
from extract.layout.lines import Line, split_at_tabs

_CENTRED = 0.03
"""How far from the middle of the text area a centred line may stand, as a share of its width."""
_RIGHT_PART = 0.42
"""A block that begins right of this share of the text width stands in the right corner."""
_INDENT = 0.8
"""A first-line indent is at least this many font sizes."""
_NARROW = 0.78
"""A block that ends left of this share of the text width is set in a narrow measure."""
_SAME_LEFT = 2.5
_ENDED = re.compile(r"[.;:!?][»\")]*$")
_INSTITUTION = re.compile(
    r"^(?:российск|администраци|управлени|департамент|министерств|комитет|отдел|муниципальн"
    r"|государственн|глава|совет|правительств|приказ|постановлени|распоряжени)(?:[аеяио]|[аоы][яей])?\b",
    re.I,
)
"""Words that begin a line of a letterhead, whatever room the line before had."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with the page that it stands on and the text area of that page."""

    page: int
    line: Line
    left: float
    right: float
    after_table: bool = False


def text_area(lines: Sequence[Line], tables: Sequence[Box], width: float) -> tuple[float, float]:
    """The left and right limits of running text on pages of one size.

    The right one is the furthest that several lines reach; where only few
    lines are full, the margins are taken as equal.
    """
    if not lines:
        return 0.1 * width, 0.9 * width
    # on a page with little but a table, the table shows where the text area begins
    left = min([line.x0 for line in lines] + [box.x0 + 5 for box in tables])
    ends = sorted((line.x1 for line in lines), reverse=True)
    right = ends[0]
    full = sum(1 for end in ends if end > right - 0.06 * width)
    if full < 3:
        right = max(right, width - left, *(box.x1 - 6 for box in tables))
    return left, right


def to_paragraphs(lines: Sequence[PageLine]) -> list[Paragraph]:
    """Paragraphs in reading order; a paragraph that a page break cut is one."""
    result: list[Paragraph] = []
    for block in _blocks(lines):
        frame = _frame(block)
        first = 0
        for index in range(1, len(block) + 1):
            if index == len(block) or _breaks(block, index, frame):
                result.append(_paragraph(block[first:index], frame))
                first = index
    return result


def _blocks(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """Runs of lines that could be one text: one size, no tab stops, no table between.

    Lines of the right corner, lines set in a narrow measure and lines of the
    full measure are blocks apart, as each has its own right edge.
    """
    blocks: list[list[PageLine]] = []
    for line in lines:
        if blocks and not _parts(blocks[-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _parts(block: Sequence[PageLine], here: PageLine) -> bool:
    before = block[-1]
    if here.after_table or _is_tabbed(here) or _is_tabbed(before):
        return True
    if abs(here.line.size - before.line.size) > 1.2:
        return True
    corner, was_corner = _in_corner(here), _in_corner(before)
    if corner != was_corner:
        # the last word of a centred text may stand anywhere
        return not (_is_centred(here) and _is_centred(before))
    return (
        corner
        and not _is_centred(here)
        and here.line.base - before.line.base > 2.2 * (before.line.size)
    )


def _in_corner(line: PageLine) -> bool:
    return line.line.x0 - line.left > _RIGHT_PART * (line.right - line.left)


def _is_centred(line: PageLine) -> bool:
    width = line.right - line.left
    before, after = line.line.x0 - line.left, line.right - line.line.x1
    return abs(before - after) <= 2 * _CENTRED * width and (before > 0.02 * width or after < 12)


def _is_tabbed(line: PageLine) -> bool:
    return len(split_at_tabs(line.line)) > 1


def _frame(block: Sequence[PageLine]) -> Frame:
    """Where the lines of a block can stand: the text area, or the block's own measure."""
    left = min(each.left for each in block)
    right = max(each.right for each in block)
    lines = [each.line for each in block]
    leading = usual_leading([each.line for each in block if each.page == block[0].page])
    if _in_corner(block[0]) and not all(_is_centred(each) for each in block):
        return Frame(min(line.x0 for line in lines), max(line.x1 for line in lines), leading)
    return Frame(left, right, leading)


def _breaks(block: Sequence[PageLine], index: int, frame: Frame) -> bool:
    """Whether a new paragraph begins at `index`."""
    before, here = block[index - 1], block[index]
    if before.page != here.page:
        frame = replace(frame, leading=0.0)
    line, following = before.line, here.line
    if line.bold != following.bold and following.text[:1].isupper():
        return True
    if _is_centred(before) and following.text[:1].isupper() and _INSTITUTION.match(following.text):
        return True
    local = _narrow_frame(block, index, frame)
    if local is not None:
        if not is_author_break(line, following, local):
            # in a narrow measure a full line proves little: the words must go on too
            return not (following.text[:1].islower() or line.text[-1:] in ",-(«")
        return True
    if is_author_break(line, following, frame):
        return True
    if _is_centred(before) and _is_centred(here):
        return False
    return _is_first_line(block, index, frame)


def _narrow_frame(block: Sequence[PageLine], index: int, frame: Frame) -> Frame | None:
    """The measure of a run of flush-left lines that all end well before the right margin."""
    x0 = block[index].line.x0
    low = high = index
    while low > 0 and abs(block[low - 1].line.x0 - x0) <= _SAME_LEFT:
        low -= 1
    while high + 1 < len(block) and abs(block[high + 1].line.x0 - x0) <= _SAME_LEFT:
        high += 1
    if low >= index or any(_is_centred(each) for each in block[low : high + 1]):
        return None
    right = max(each.line.x1 for each in block[low : high + 1])
    if right - frame.left > _NARROW * (frame.right - frame.left) and not _in_corner(block[index]):
        return None
    return Frame(x0, right, frame.leading)


def _is_first_line(block: Sequence[PageLine], index: int, frame: Frame) -> bool:
    """Whether the line at `index` is indented as the first of a paragraph is."""
    line, before = block[index].line, block[index - 1].line
    indent = line.x0 - frame.left
    if not _INDENT * line.size < indent < 0.3 * (frame.right - frame.left):
        return False
    if line.x0 - before.x0 > _INDENT * line.size:
        return True
    level = abs(line.x0 - before.x0) < 2
    return level and bool(_ENDED.search(before.text)) and line.text[:1].isupper()


def _paragraph(lines: Sequence[PageLine], frame: Frame) -> Paragraph:
    text = lines[-1].line.tabbed
    for each in reversed(lines[:-1]):
        text = join(each.line.text, text, broken=is_full_word(each.line, frame))
    number = ""
    first, _, rest = text.partition(" ")
    if rest and BULLET.match(first) and not NUMBERED.match(first):
        number, text = tidy(first), rest
    same_page = [each.line for each in lines if each.page == lines[0].page]
    return Paragraph(
        text="\t".join(tidy(part) for part in text.split("\t")),
        place=Place(lines[0].page, _around(same_page)),
        number=number,
        bold=all(each.line.bold for each in lines),
        align=_align(lines),
    )


def _align(lines: Sequence[PageLine]) -> str:
    """`center`, `right` or `left`, by where all lines of a paragraph stand."""
    if _is_tabbed(lines[0]):
        return "left"
    if all(_is_centred(each) for each in lines) and (
        lines[0].line.x0 - lines[0].left > 0.02 * (lines[0].right - lines[0].left)
        or (len(lines) > 1 and lines[-1].line.x0 - lines[-1].left > lines[-1].line.size)
    ):
        return "center"
    return "right" if all(_in_corner(each) for each in lines) else "left"


def _around(lines: Sequence[Line]) -> Box:
    return Box(
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
