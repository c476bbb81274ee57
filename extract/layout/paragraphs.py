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
from extract.layout.breaks import BULLET, NUMBERED, Frame, is_author_break, is_full_word, starts_item
from extract.layout.breaks import usual_leading
from extract.layout.fragments import tidy
from extract.layout.hyphens import join
from extract.layout.lines import Line, split_at_tabs

_CENTRED = 0.035
"""How far from the middle of the text area a centred line may stand, as a share of its width."""
_RIGHT_PART = 0.42
"""A block that begins right of this share of the text width stands in the right corner."""
_INDENT = 0.8
"""A first-line indent is at least this many font sizes."""
_NARROW = 0.78
_ENDED = re.compile(r"[.;:!?][»\")]*$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with the page that it stands on and the text area of that page."""

    page: int
    line: Line
    left: float
    right: float
    after_table: bool = False

    @property
    def align(self) -> str:
        """`center`, `right` or `left`, by the line's place in the text area."""
        width = self.right - self.left
        before, after = self.line.x0 - self.left, self.right - self.line.x1
        if before > 0.04 * width and abs(before - after) <= 2 * _CENTRED * width and after > 6:
            return "center"
        if before > _RIGHT_PART * width:
            return "right"
        return "left"


def text_area(
    lines: Sequence[Line], tables: Sequence[Box], width: float
) -> tuple[float, float]:
    """The left and right limits of running text on pages of one size.

    The right one is the furthest that several lines reach; where only few
    lines are full, the margins are taken as equal.
    """
    if not lines:
        return 0.1 * width, 0.9 * width
    left = min(line.x0 for line in lines)
    ends = sorted((line.x1 for line in lines), reverse=True)
    right = ends[0]
    full = sum(1 for end in ends if end > right - 0.06 * width)
    if full < 3:
        right = max(right, width - left, *(box.x1 - 6 for box in tables))
    return left, right


def to_paragraphs(lines: Sequence[PageLine]) -> list[tuple[int, Paragraph]]:
    """Paragraphs in reading order, each with the index of its first line."""
    result: list[tuple[int, Paragraph]] = []
    start = 0
    while start < len(lines):
        end = _block_end(lines, start)
        result.extend(_block(lines, start, end))
        start = end
    return result


def _block_end(lines: Sequence[PageLine], start: int) -> int:
    """The end of a run of lines with one alignment, one size and no table between them."""
    end = start + 1
    first = lines[start]
    while end < len(lines):
        before, here = lines[end - 1], lines[end]
        if (
            here.after_table
            or _family(here) != _family(first)
            or here.line.bold != before.line.bold
            or abs(here.line.size - before.line.size) > 1.2
            or _is_tabbed(here)
            or _is_tabbed(before)
        ):
            break
        end += 1
    return end


def _family(line: PageLine) -> str:
    return line.align


def _is_tabbed(line: PageLine) -> bool:
    return len(split_at_tabs(line.line)) > 1


def _block(lines: Sequence[PageLine], start: int, end: int) -> list[tuple[int, Paragraph]]:
    group = lines[start:end]
    align = group[0].align
    frame = _frame(group, align)
    pieces: list[tuple[int, int]] = []
    first = 0
    for index in range(1, len(group)):
        if _breaks(group, index, align, frame):
            pieces.append((first, index))
            first = index
    pieces.append((first, len(group)))
    return [(start + low, _paragraph(group[low:high], align, frame)) for low, high in pieces]


def _frame(group: Sequence[PageLine], align: str) -> Frame:
    left = min(each.left for each in group)
    right = max(each.right for each in group)
    lines = [each.line for each in group]
    leading = usual_leading([each.line for each in group if each.page == group[0].page])
    own_left, own_right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    narrow = own_right - left < _NARROW * (right - left)
    if align == "right" or (align == "left" and narrow and len(lines) > 1):
        return Frame(own_left, own_right, leading)
    return Frame(left, right, leading)


def _breaks(group: Sequence[PageLine], index: int, align: str, frame: Frame) -> bool:
    """Whether a new paragraph begins at `index`."""
    before, here = group[index - 1], group[index]
    if before.page != here.page:
        frame = replace(frame, leading=0.0)
    if is_author_break(before.line, here.line, frame):
        return True
    if align != "left":
        return False
    indent = here.line.x0 - frame.left
    hanging = starts_item(here.line) or starts_item(before.line)
    if indent > _INDENT * here.line.size and indent < 0.3 * (frame.right - frame.left):
        # a wrapped line stands at the margin, or where a hanging indent put the line before
        level = abs(here.line.x0 - before.line.x0) < 2
        return not (level and index >= 2 and not hanging) or bool(_ENDED.search(before.line.text))
    return False


def _paragraph(lines: Sequence[PageLine], align: str, frame: Frame) -> Paragraph:
    text = lines[0].line.tabbed
    for before, here in zip(lines, lines[1:], strict=False):
        text = join(text, here.line.text, broken=is_full_word(before.line, frame))
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
        align=align,
    )


def _around(lines: Sequence[Line]) -> Box:
    return Box(
        min(line.x0 for line in lines), min(line.top for line in lines),
        max(line.x1 for line in lines), max(line.bottom for line in lines),
    )
