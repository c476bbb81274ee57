"""Where the rows of a table begin that no rules part.

White space between rows is taken where it tells them apart cleanly: then each
band of text is a row, however its cells are aligned. Where rows stand as close
as lines do, each line is weighed: a number, a column that starts again, a cell
that had room for more, against words that plainly go on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.layout.breaks import Frame, would_fit
from extract.layout.centred import centred_rows
from extract.layout.lines import Line
from extract.lexicon import parses

NUMBER = re.compile(r"^(?:№\s*)?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLХ]{1,5}(?:\.\d{1,2})*)[.)]?$")
_PLAIN_NUMBER = re.compile(r"^\d{1,2}\.?$")
_BULLET_START = re.compile(r"^[-–—•▪*]\s")
_OPEN_END = re.compile(r"(?:[,(«–—-]|\b(?:и|или|в|во|с|со|на|по|о|об|от|до|для|при|к|за|из|не|№))$")
_FIRST_WORD = re.compile(r"[А-ЯЁ][а-яё]+")
_CLEAN = 1.2
"""Rows are told apart by white space when it exceeds that between lines by this many points."""
_NUMBERED = 0.5
"""A first column is a number column when this share of its texts are numbers."""
_TITLE_HINT = 0.6
"""A lone text right above a full line may be the title of a section."""
_START = 1.5
"""The score above which a line begins a row."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One baseline of a table: what stands in each column on it.

    `title` is a text over several columns and `span` the columns it covers.
    `ruled` says that a drawn rule parts the line from the one above, `is_rest`
    that the first column holds the rest of a number that its cell cut.
    """

    page: int
    line: Line
    parts: Mapping[int, Line]
    title: Line | None = None
    span: tuple[int, int] = (0, 0)
    ruled: bool = False
    is_rest: bool = False

    @property
    def number(self) -> str:
        """The row number in the first column, empty where there is none or only its rest."""
        first = None if self.is_rest else self.parts.get(0)
        return first.text if first is not None and NUMBER.match(first.text) else ""


def split_rows(
    lines: Sequence[TableLine], frames: Mapping[int, Frame], header: int
) -> list[list[TableLine]]:
    """The rows of a table, each as its lines; the first `header` lines are one row.

    A page's first line always begins a row: whether it goes on the row before
    the break is decided where the fragments meet.
    """
    head, body = list(lines[:header]), _with_rests(lines[header:])
    rows = [head] if head else []
    numbered = has_numbers(body)
    for number, band in enumerate(_forced(body)):
        rows.extend(_split_band(band, frames, numbered, begins=bool(head) and not number))
    return rows


def _with_rests(lines: Sequence[TableLine]) -> list[TableLine]:
    """The lines, with rests of cut numbers marked («1.1.» «2» in a narrow column).

    That a table cuts its numbers shows where a number follows right below one
    that it cannot follow («1.1.» above «1»).
    """
    pairs = [
        (above.number, below.number)
        for above, below in itertools.pairwise(lines)
        if _can_be_rest(above, below)
    ]
    if sum(1 for above, below in pairs if _digits(below) <= _digits(above)) < 2:
        return list(lines)
    marked = list(lines[:1])
    for line in lines[1:]:
        above = marked[-1]
        marked.append(replace(line, is_rest=True) if _can_be_rest(above, line) else line)
    return marked


def _can_be_rest(above: TableLine, below: TableLine) -> bool:
    """Whether a plain number stands right below one that ends with a dot."""
    step = below.line.base - above.line.base
    main = min((column for column in below.parts if column), default=0)
    if main and main in above.parts and below.parts[main].text[:1].isupper():
        return False  # the text beside it begins anew
    return (
        above.page == below.page
        and 0 < step < 1.5 * above.line.size
        and above.title is None
        and below.title is None
        and above.number.endswith(".")
        and _PLAIN_NUMBER.match(below.number) is not None
    )


def _digits(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", number))


def has_numbers(lines: Sequence[TableLine]) -> bool:
    """Whether the first column holds row numbers."""
    first = [line for line in lines if 0 in line.parts]
    return bool(first) and sum(1 for line in first if line.number) >= _NUMBERED * len(first)


def _forced(lines: Sequence[TableLine]) -> list[list[list[TableLine]]]:
    """Lines by page, and on the page by drawn rules."""
    pages: list[list[list[TableLine]]] = []
    for line in lines:
        if not pages or pages[-1][-1][-1].page != line.page:
            pages.append([[line]])
        elif line.ruled:
            pages[-1].append([line])
        else:
            pages[-1][-1].append(line)
    return pages


def _split_band(
    groups: list[list[TableLine]], frames: Mapping[int, Frame], numbered: bool, *, begins: bool
) -> list[list[TableLine]]:
    if len(groups) > 2 and all(_numbers(group) <= 1 for group in groups):
        return groups
    rows: list[list[TableLine]] = []
    for group in groups:
        rows.extend(
            (numbered and _by_middle(group, frames, begins=begins))
            or _by_space(group, numbered)
            or _by_evidence(group, frames, numbered)
        )
    return rows


def _by_middle(
    lines: list[TableLine], frames: Mapping[int, Frame], *, begins: bool
) -> list[list[TableLine]]:
    """Rows of cells centred vertically, between section titles; empty where they are not."""
    rows: list[list[TableLine]] = []
    found = False
    for is_title, run in itertools.groupby(lines, key=lambda line: line.title is not None):
        group = list(run)
        made = [] if is_title else centred_rows(group, begins=begins or bool(rows))
        found = found or bool(made)
        single = not is_title and all(line.number for line in group)
        if not made and not is_title and not single:
            return []
        rows.extend(made or ([[line] for line in group] if single else []))
        if is_title:
            rows.extend(_by_evidence(group, frames, numbered=True))
    return rows if found else []


def _numbers(lines: Sequence[TableLine]) -> int:
    return sum(1 for line in lines if line.number)


def _spaces(lines: Sequence[TableLine]) -> list[float]:
    """The white space above each line but the first, below everything before it."""
    spaces = []
    bottom = lines[0].line.bottom
    for line in lines[1:]:
        spaces.append(line.line.top - bottom)
        bottom = max(bottom, line.line.bottom)
    return spaces


def _by_space(lines: list[TableLine], numbered: bool) -> list[list[TableLine]]:
    """Rows as bands with more white space between them than inside; empty where that fails."""
    if len(lines) < 3:
        return []
    spaces = _spaces(lines)
    known = sorted(spaces)
    best: tuple[float, list[list[TableLine]]] = (0.0, [])
    for low, high in itertools.pairwise(known):
        if high - low < _CLEAN:
            continue
        bands = [[lines[0]]]
        for space, line in zip(spaces, lines[1:], strict=True):
            if space >= high:
                bands.append([line])
            else:
                bands[-1].append(line)
        score = _band_score(bands, numbered)
        if score > best[0]:
            best = (score, bands)
    return best[1]


def _band_score(bands: Sequence[Sequence[TableLine]], numbered: bool) -> float:
    """How well bands are rows: each with one number, or each with several columns at its top."""
    if numbered:
        counts = [_numbers(band) for band in bands]
        if any(count > 1 for count in counts):
            return 0.0
        unnumbered = [band for band, count in zip(bands, counts, strict=True) if not count]
        broken = sum(1 for band in unnumbered if not _stands_alone(band))
        return counts.count(1) - broken
    good = sum(1 for band in bands if _stands_alone(band))
    return good if good >= 0.7 * len(bands) and len(bands) > 1 else 0.0


def _stands_alone(band: Sequence[TableLine]) -> bool:
    """Whether a band without a number can be a row: a title, or several cells that begin."""
    if any(line.title is not None for line in band):
        return True
    columns = {column for line in band for column in line.parts}
    return len(columns) >= 2 and any(not part.text[:1].islower() for part in band[0].parts.values())


def _by_evidence(
    lines: list[TableLine], frames: Mapping[int, Frame], numbered: bool
) -> list[list[TableLine]]:
    habits = _Habits(numbered, _lower_columns(lines, numbered), frames)
    rows = [[lines[0]]]
    for index, (before, line) in enumerate(itertools.pairwise(lines), 2):
        score = score_start(rows[-1], before, line, habits)
        if index < len(lines) and len(line.parts) == 1 < len(lines[index].parts):
            score += _TITLE_HINT * (not numbered)
        if score > _START:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this table is written: numbered or not, columns whose cells begin in lower case."""

    numbered: bool
    lower: frozenset[int]
    frames: Mapping[int, Frame]


def _lower_columns(lines: Sequence[TableLine], numbered: bool) -> frozenset[int]:
    """The columns whose cells often begin in lower case, seen where rows surely begin."""
    widest = max(len(line.parts) for line in lines)
    starts = [line for line in lines if (line.number if numbered else len(line.parts) == widest)]
    lower = set()
    for column in frames_of(starts):
        texts = [line.parts[column].text for line in starts if column in line.parts]
        if sum(1 for text in texts if text[:1].islower()) >= 0.3 * len(texts):
            lower.add(column)
    return frozenset(lower)


def frames_of(lines: Sequence[TableLine]) -> set[int]:
    """The columns in which any of the lines has words."""
    return {column for line in lines for column in line.parts}


def score_start(
    row: Sequence[TableLine], before: TableLine, line: TableLine, habits: _Habits
) -> float:
    """How surely `line` begins a row after the lines of `row` so far."""
    if line.number and habits.numbered:
        return 5.0
    if line.title is not None:
        return _title_score(before, line, habits.frames)
    if before.title is not None:
        wraps = len(line.parts) == 1 and not would_fit(
            before.title, next(iter(line.parts.values())), _widest(habits.frames)
        )
        return -2.0 if wraps else 4.0
    score = -2.0 if habits.numbered else 0.0
    count = len(habits.frames)
    if count > 2 and len(line.parts) >= count - int(habits.numbered):
        score += 1.0
    seen = frames_of(row)
    for column, part in line.parts.items():
        above = before.parts.get(column)
        lower = part.text[:1].islower() and column not in habits.lower
        if above is not None:
            score += _go_on_score(above, part, habits.frames.get(column), lower)
        elif column in seen:
            score += 0.7 if lower else 2.2
        elif seen:
            score += 1.0
    return score


def _title_score(before: TableLine, line: TableLine, frames: Mapping[int, Frame]) -> float:
    assert line.title is not None
    if before.title is None:
        return 4.0
    goes_on = not would_fit(before.title, line.title, _widest(frames))
    return -3.0 if goes_on or line.title.text[:1].islower() else 2.5


def _go_on_score(above: Line, part: Line, frame: Frame | None, lower: bool) -> float:
    """Whether a part goes on the one above it in its column (negative), or begins anew."""
    score = 0.0
    is_open = bool(_OPEN_END.search(above.text))
    if is_open:
        score -= 2.0
    first = part.text[:1]
    if lower or first in ",.;:)»" or _BULLET_START.match(part.text):
        score -= 2.0
    elif first.isupper():
        is_after_stop = above.text[-1:] in ".;:"
        score += 0.3 if is_open or not _begins_sentence(part.text) else 1.5 - 0.6 * is_after_stop
    if first.isdigit() and _mask(above.text) == _mask(part.text):
        # «2-14-15» above «2-33-08», one date above another
        score += 1.5
    if frame is not None:
        score += 1.4 if would_fit(above, part, frame) else -0.4
    return score


def _mask(text: str) -> str:
    return re.sub(r"\d", "0", text)


def _begins_sentence(text: str) -> bool:
    """Whether a capital is that of a beginning, and not that of a name."""
    word = _FIRST_WORD.match(text)
    if word is None or not word.group()[1:2].islower():
        return False
    return not any(
        tag in str(reading.tag)
        for reading in parses(word.group().lower())[:2]
        for tag in ("Name", "Surn", "Patr", "Geox", "Orgn")
    )


def _widest(frames: Mapping[int, Frame]) -> Frame:
    left = min(frame.left for frame in frames.values())
    return Frame(left, max(frame.right for frame in frames.values()))
