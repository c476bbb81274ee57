"""Lines of running text put together to paragraphs.

Two kinds of text files exist. In one a line is a paragraph (or a line of a
letterhead), and every break was set by the author. In the other the lines are
cut at 60 to 110 columns, and a break is a visual wrap where the line is full.
`right_edge` tells them apart; `paragraphs` follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.document import Paragraph, Place
from extract.layout.hyphens import join as join_wrapped
from extract.readers.lines import BULLET, CLAUSE, NUMBER_FOLLOWS, SOFT_BREAK, Line
from extract.readers.markup import Marked, strip_lines

WIDEST_WRAP = 140
"""No program cuts lines of running text beyond this many columns."""

_NARROWEST_WRAP = 36
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f]+")
_SENTENCE_END = re.compile(r"[.;:!?][»\")]*\s*\Z")
_TAB_STOP = 8
_DEEP_INDENT = 12
_TAIL = 300
_LONG_LINE = 60
_SPACED = re.compile(r"(?:[а-яё] ){3}")
_COMMAND = re.compile(r"приказ|постан|обяз|реш|распор|предл|утверд", re.IGNORECASE)
_PERSON_LINE = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?\s+(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(?:вич|вна|ична))"
    r"\s*[-–—]\s"
)
"""A member of a list («Белова И.И. - секретарь») begins on a line of its own."""

_GAP = re.compile(r"\S {4,}\S|\S\t+\S")


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line without its marks; `indent` and `end` are columns."""

    line: Line
    text: str
    indent: int
    bold: bool
    heading: int
    forced: bool
    gapped: bool = False

    @property
    def end(self) -> int:
        return self.indent + len(self.text)


def right_edge(lines: Sequence[Line]) -> int:
    """The column at which running text is wrapped, or 0 where lines are not wrapped."""
    ends = [len(line.text.rstrip().expandtabs(_TAB_STOP)) for line in lines if not line.blank]
    wide = [end for end in ends if end > WIDEST_WRAP]
    if sum(wide) > 0.15 * sum(ends):
        return 0
    narrow = sorted(end for end in ends if end <= WIDEST_WRAP)
    if not narrow:
        return 0
    # The odd line that sticks out is not the edge.
    edge = narrow[-1 - len(narrow) // 50]
    if edge < _NARROWEST_WRAP:
        return 0
    goes_on = sum(_is_wrap_evidence(first, second, edge) for first, second in pairwise(lines))
    return edge if goes_on >= 3 and goes_on >= 0.12 * len(narrow) else 0


def _is_wrap_evidence(first: Line, second: Line, edge: int) -> bool:
    """A full line that goes on in lower case without an author's break between."""
    text, after = first.text.rstrip(), second.text.strip()
    if not text or not after or first.text.endswith(("  ", "\\")):
        return False
    full = len(text.expandtabs(_TAB_STOP)) + 1 + len(after.split(None, 1)[0]) > 0.9 * edge
    return full and (after[0].islower() or text.endswith("-")) and not _SENTENCE_END.search(text)


def paragraphs(lines: Sequence[Line], edge: int, *, lone_lines: bool = False) -> list[Paragraph]:
    """Paragraphs of lines between which no table stands.

    Args:
        lines: Neighbouring lines; blank ones part paragraphs.
        edge: What `right_edge` says of the whole file.
        lone_lines: Whether each line is a paragraph of its own (files without
            blank lines and without wraps).
    """
    result: list[Paragraph] = []
    group: list[Line] = []
    for line in (*lines, Line(0, "")):
        if not line.blank and not (group and line.page != group[-1].page and not edge):
            group.append(line)
            continue
        if group:
            result.extend(_of_group(group, edge, lone_lines))
        group = [] if line.blank else [line]
    return _mended(result)


def _mended(parts: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs with those put together again that a page end cut in the middle of a sentence."""
    result: list[Paragraph] = []
    for part in parts:
        before = result[-1] if result else None
        if before is not None and _is_cut_sentence(before, part):
            head, tail = before.text[:-_TAIL], before.text[-_TAIL:]
            result[-1] = replace(before, text=head + join_wrapped(tail, part.text))
        else:
            result.append(part)
    return result


def _is_cut_sentence(before: Paragraph, after: Paragraph) -> bool:
    """Whether one sentence goes on behind a blank line: long text, no full stop, a small letter."""
    tail = before.text[-_TAIL:]
    return (
        len(tail.rsplit("\n", 1)[-1]) >= _LONG_LINE
        and not _SENTENCE_END.search(tail)
        and after.text[:1].islower()
        and not after.number
        and not (after.style or before.style)
        and after.bold == before.bold
        and after.align == before.align
        and not CLAUSE.match(after.text)
        and not _SPACED.match(after.text)
        and not _COMMAND.match(after.text)
    )


def _of_group(lines: list[Line], edge: int, lone_lines: bool) -> list[Paragraph]:
    result: list[Paragraph] = []
    for align, rows in _aligned_runs(_rows(lines), edge):
        unit: list[_Row] = []
        for row in rows:
            if unit and (lone_lines or _is_boundary(unit, row, edge, align)):
                result.append(_paragraph(unit, edge, align))
                unit = []
            unit.append(row)
        result.append(_paragraph(unit, edge, align))
    return [paragraph for paragraph in result if paragraph.text]


def _aligned_runs(rows: list[_Row], edge: int) -> list[tuple[str, list[_Row]]]:
    """Rows cut into blocks of one alignment, for blocks that no blank line parts."""
    whole = _alignment(rows, edge)
    if whole:
        return [(whole, rows)]
    runs: list[tuple[str, list[_Row]]] = []
    for row in rows:
        hangs = row.text[:1].islower() and row.indent < 0.35 * (edge or 80)
        deep = row.indent >= _DEEP_INDENT and not (hangs and runs and not runs[-1][0])
        align = _alignment([row], edge) if deep else ""
        if runs and runs[-1][0] == align:
            runs[-1][1].append(row)
        else:
            runs.append((align, [row]))
    return runs


def _rows(lines: list[Line]) -> list[_Row]:
    marked: list[Marked] = strip_lines([line.text for line in lines])
    rows: list[_Row] = []
    for line, words in zip(lines, marked, strict=True):
        printed = line.text.expandtabs(_TAB_STOP)
        indent = len(printed) - len(printed.lstrip())
        forced = line.text.endswith(("  ", "\\")) and len(line.text.rstrip()) > 0
        text = words.text.strip().removesuffix("\\").rstrip()
        gapped = bool(_GAP.search(line.text))
        rows.append(_Row(line, text, indent, words.bold, words.heading, forced, gapped))
    return rows


def _alignment(rows: list[_Row], edge: int) -> str:
    """`right` for a block in the corner, `center` for one in the middle, else empty."""
    width = edge or 80
    indents = [row.indent for row in rows]
    if min(indents) >= 0.35 * width and (len(rows) == 1 or max(indents) - min(indents) <= 12):
        margins = [width - row.end for row in rows]
        centred = all(abs(row.indent - gap) <= 8 for row, gap in zip(rows, margins, strict=True))
        return "center" if centred else "right"
    if all(
        row.indent >= 3 and abs(row.indent - (width - row.end)) <= 6 and row.end <= width + 3
        for row in rows
    ):
        return "center"
    middles = [row.indent + row.end for row in rows]
    if min(indents) >= 3 and max(indents) - min(indents) >= 3 and max(middles) - min(middles) <= 3:
        return "center"
    # A letterhead may hold one line that fills the width.
    pushed = sum(indent >= 3 for indent in indents) > 0.6 * len(rows) and max(indents) >= 10
    if pushed and not any(row.gapped for row in rows) and max(middles) - min(middles) <= 8:
        return "center"
    return ""


def _is_boundary(unit: list[_Row], row: _Row, edge: int, align: str) -> bool:
    """Whether a new paragraph begins at `row`, within lines that no blank line parts."""
    last = unit[-1]
    if row.heading or last.heading:
        return True
    if BULLET.match(row.text) or _PERSON_LINE.match(row.text):
        return True
    if CLAUSE.match(row.text) and not NUMBER_FOLLOWS.search(last.text):
        return True
    if align or not edge:
        return False
    goes_on = row.text[:1].islower() and not _SENTENCE_END.search(last.text)
    if len(unit) > 1 and _is_first_line_indent(unit, row) and not goes_on:
        return True
    if _wraps(last, row, edge):
        return len(unit) == 1 and _is_first_line_indent(unit, row) and row.text[0].isupper()
    # A short line ends the paragraph, unless it is one of a verse of short lines.
    filled = len(unit) > 1 and _wraps(unit[-2], last, edge)
    return filled or bool(_SENTENCE_END.search(last.text)) or last.end > 0.8 * edge


def _is_first_line_indent(unit: list[_Row], row: _Row) -> bool:
    body = unit[1].indent if len(unit) > 1 else unit[0].indent
    return 2 <= row.indent - body <= 15


def _wraps(first: _Row, second: _Row, edge: int) -> bool:
    """Whether the break between two lines is visual."""
    if first.forced or not edge or first.gapped or second.gapped:
        return False  # a wide gap parts what stands at the two ends of a line
    if first.text.endswith(("-", "\xad", "\xac")) and second.text[:1].islower():
        return first.end > 0.4 * edge
    word = second.text.split(None, 1)[0] if second.text else ""
    needed = first.end + 1 + len(word)
    if needed > edge:
        return True
    ended = bool(_SENTENCE_END.search(first.text))
    if second.text[:1].islower() and not ended:
        return needed > 0.75 * edge
    return needed > 0.93 * edge and not ended


def _paragraph(unit: list[_Row], edge: int, align: str) -> Paragraph:
    text = unit[0].text
    number = ""
    bullet = BULLET.match(text)
    if bullet:
        number, text = bullet[1], text[bullet.end() :]
    keep = align in ("right", "center")
    done: list[str] = []
    for before, row in pairwise(unit):
        if not keep and _wraps(before, row, edge):
            text = join_wrapped(text, row.text)
        else:
            text = f"{text}\n{row.text}"
        if len(text) > 2 * _TAIL:
            # Only the last words decide how a line is joined: long texts stay linear.
            done.append(text[:-_TAIL])
            text = text[-_TAIL:]
    text = "".join([*done, text])
    heading = max(row.heading for row in unit)
    first = unit[0].line
    return Paragraph(
        text=tidy(text),
        place=Place(page=first.page, spot=f"line {first.number}"),
        number=number,
        bold=all(row.bold for row in unit if re.search(r"\w", row.text)) and unit[0].bold,
        align=align,
        style=f"heading {heading}" if heading else "",
    )


def tidy(text: str) -> str:
    """Single spaces, soft breaks as line feeds, no empty lines and no space at their ends."""
    text = text.replace(SOFT_BREAK, "\n").replace("\xad", "")
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
