"""Tables without rules: columns from the header's words and from where no word stands.

The header tells how many columns there are: its texts, line under line, make
clusters with white space between. Where each gutter runs is then read from all
lines of the table on all pages: there no word stands but those of section
titles. Lines that keep the gutters free belong to the table; a line over
several columns is a section title when the table goes on below it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.lines import Line

HEADER_WORDS = re.compile(
    r"(?:^|\b)(?:№|n\b|п/п|мероприят|наименован|содержан|срок|дат[аы]\b|отв(?:\b|етствен)|исполнител"
    r"|результат|примечан|финансир|объ[её]м|источник|ф\.?\s*и\.?\s*о|фамили|должност|показател"
    r"|вид(?:ы|\b)|форм[аы]\b|отметк|документ|участник|период|время|место|работ|задач|направлен"
    r"|ожидаем|итог|категори|роль|телефон|адрес|организац|учрежден|школ|предмет|индикатор|единиц"
    r"|целев|перечень|вопрос|тем[аы]\b|действи|этап|контрол|подразделен|кто\b|когда\b|что\b|кому\b"
    r"|планируем|стоимост|сумма|количеств|кол-во|охват|цел[ьи]\b|раздел|подпис|статус|исполнен)",
    re.I,
)
_WIDE_GAP = 0.7
"""A gap of this many font sizes parts two cells of one line."""
_HEADER_GAP = 0.45
_NARROWEST_GUTTER = 2.5
_SAFE_GUTTER = 3.5
_BIN = 0.5
_SPACE = 0.34
"""Words nearer than this many font sizes are one text."""
_TITLES = 0.25
"""The share of a table's lines that section titles can make up."""
_NUMBER_START = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]{1,5})[.)]?$")
_HEADER_DEPTH = 7


@dataclass(frozen=True, slots=True)
class Header:
    """The lines of a header (their count) and the x-extents of its cells, left to right.

    `groups` are texts that stand over several of them.
    """

    depth: int
    clusters: tuple[tuple[float, float], ...]


def find_header(lines: Sequence[Line], start: int) -> Header | None:
    """The header that begins at a line, None where the line is none."""
    first = lines[start]
    if len(runs(first)) < 2 and not _is_above_header(lines, start):
        return None
    depth = _depth(lines, start)
    clusters = _clusters(lines[start : start + depth])
    if len(clusters) < 2:
        return None
    texts = _texts(lines[start : start + depth], clusters)
    named = sum(1 for text in texts if HEADER_WORDS.search(text))
    if named == 1 and len(clusters) > 2 and lines[start].bold and _is_plain(lines, start + depth):
        named = len(clusters)
    wide = clusters[-1][1] - clusters[0][0]
    if named < 2 or named < 0.4 * len(clusters) or wide < 120:
        return None
    if any(len(text) > 160 for text in texts) or not HEADER_WORDS.search(first.text):
        return None
    return Header(depth, tuple(clusters))


def _is_plain(lines: Sequence[Line], index: int) -> bool:
    """Whether a line that is not bold follows."""
    return index < len(lines) and not lines[index].bold


def _is_above_header(lines: Sequence[Line], start: int) -> bool:
    """Whether a line of one text is the top of a header cell that is taller than the others."""
    return (
        start + 1 < len(lines)
        and HEADER_WORDS.match(lines[start].text) is not None
        and len(lines[start].words) <= 3
        and len(runs(lines[start + 1])) >= 2
        and lines[start + 1].base - lines[start].base < 1.6 * lines[start].size
    )


def runs(line: Line, gap: float = _WIDE_GAP) -> list[Line]:
    """The parts of a line between wide gaps."""
    parts = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 > gap * line.size:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def _depth(lines: Sequence[Line], start: int) -> int:
    """How many lines the header has.

    It ends at a number, at a title over several cells, where bold ends, and at
    a wider step unless what follows stands under its cells (a second level).
    """
    first = lines[start]
    seen = _merged([], runs(first, _HEADER_GAP))
    depth = 1
    while depth < _HEADER_DEPTH and start + depth < len(lines):
        before, line = lines[start + depth - 1], lines[start + depth]
        own = runs(line, _HEADER_GAP)
        step = line.base - before.base
        if step <= 0 or step > 2.2 * first.size or (first.bold and not line.bold):
            break
        if _NUMBER_START.match(line.words[0].text) and line.words[0].x0 < first.x0 + 40:
            break
        if len(own) == 1 and sum(_overlap(each, line) for each in seen) > 1:
            break
        if step > 1.4 * first.size and not (first.bold or _second_level(lines, start + depth, own)):
            break
        seen = [each for each in seen if sum(_overlap(each, run) for run in own) < 2]
        seen = _merged(seen, own)
        depth += 1
    return depth


def _merged(
    extents: Sequence[tuple[float, float]], own: Sequence[Line]
) -> list[tuple[float, float]]:
    """The extents with those of more texts, each as wide as all that stands over one another."""
    merged = list(extents)
    for run in own:
        over = [each for each in merged if _overlap(each, run)]
        merged = [each for each in merged if each not in over]
        merged.append((min([run.x0, *(e[0] for e in over)]), max([run.x1, *(e[1] for e in over)])))
    return merged


def _overlap(extent: tuple[float, float], line: Line) -> bool:
    return extent[0] < line.x1 and line.x0 < extent[1]


def _second_level(lines: Sequence[Line], index: int, own: Sequence[Line]) -> bool:
    """Whether a line below a wider step is a header's second level: several cells, then «1»."""
    following = lines[index + 1 : index + 3]
    return len(own) > 1 and any(
        _NUMBER_START.match(line.words[0].text) and line.words[0].x0 < own[0].x0 - 20
        for line in following
    )


def _clusters(band: Sequence[Line]) -> list[tuple[float, float]]:
    """The x-extents of header cells; a text over two cells below it (a group) joins none."""
    lines = [runs(line, _HEADER_GAP) for line in sorted(band, key=lambda each: -each.base)]
    groups = _groups(lines)
    clusters: list[tuple[float, float]] = []
    for own in lines:
        for run in own:
            over = [each for each in clusters if each[0] < run.x1 and run.x0 < each[1]]
            if len(over) > 1 or (over and not _is_same_cell(over[0], run)):
                continue
            if over and _is_group_line(run, own, groups):
                continue
            low = min([run.x0, *(each[0] for each in over)])
            high = max([run.x1, *(each[1] for each in over)])
            clusters = [each for each in clusters if each not in over]
            clusters.append((low, high))
    return sorted(clusters)


def _groups(lines: Sequence[Sequence[Line]]) -> list[Line]:
    """Texts that stand over several texts of one line below them."""
    return [
        run
        for index, own in enumerate(lines)
        for run in own
        if any(
            sum(1 for each in below if run.x0 < each.x1 and each.x0 < run.x1) > 1
            for below in lines[:index]
        )
    ]


def _is_group_line(run: Line, own: Sequence[Line], groups: Sequence[Line]) -> bool:
    """Whether a text is a further line of a group's text, right below or above it."""
    return any(
        group.x0 - 2 <= run.x0
        and run.x1 <= group.x1 + 2
        and abs(run.base - group.base) < 1.7 * run.size
        and sum(1 for each in own if group.x0 < each.x1 and each.x0 < group.x1) == 1
        for group in groups
        if group is not run
    )


def _is_same_cell(cluster: tuple[float, float], run: Line) -> bool:
    """Whether a text stands over a cluster, and not between it and its neighbour."""
    shared = min(cluster[1], run.x1) - max(cluster[0], run.x0)
    return shared >= 0.5 * min(cluster[1] - cluster[0], run.x1 - run.x0)


def _texts(band: Sequence[Line], clusters: Sequence[tuple[float, float]]) -> list[str]:
    texts = [""] * len(clusters)
    for line in band:
        for word in line.words:
            middle = (word.x0 + word.x1) / 2
            for index, (low, high) in enumerate(clusters):
                if low <= middle <= high:
                    texts[index] = f"{texts[index]} {word.text}".strip()
    return texts


def gutters(
    clusters: Sequence[tuple[float, float]], lines: Sequence[Line]
) -> list[tuple[float, float]] | None:
    """Where between neighbouring header cells no word of the table stands.

    Args:
        clusters: The extents of the header cells.
        lines: Lines of the table; of what follows it only a few.

    Returns:
        One interval for each pair of neighbours, None where one has no gutter.
    """
    telling = [line for line in lines if _tells(line, clusters)]
    found = []
    edge = -math.inf
    for left, right in itertools.pairwise(clusters):
        # the left column's text may begin left of its header
        interval = _free_interval((edge, left[1]), right, telling)
        edge = left[1]
        if interval is None:
            return None
        found.append(interval)
    return found


def number_cluster(
    clusters: Sequence[tuple[float, float]], lines: Sequence[Line]
) -> tuple[float, float] | None:
    """The extent of a number column that has no header, None where there is none.

    Its numbers stand left of the first header cell, and what follows them
    begins at one and the same place.
    """
    starts = [
        line.words
        for line in lines
        if len(line.words) > 1
        and _NUMBER_START.match(line.words[0].text)
        and line.words[0].x1 < clusters[0][0]
    ]
    if len(starts) < 3:
        return None
    places = sorted(words[1].x0 for words in starts)
    usual = places[len(places) // 2]
    if usual > clusters[0][1]:
        return None  # the numbers stand under a header cell of their own, a wider «№»
    level = [words for words in starts if abs(words[1].x0 - usual) < 2]
    right = max(words[0].x1 for words in level)
    if len(level) < 0.6 * len(starts) or right > usual - _NARROWEST_GUTTER:
        return None
    left = min(words[0].x0 for words in level)
    # lines of the texts themselves begin at that place too, and none left of it
    others = [line for line in lines if not _NUMBER_START.match(line.words[0].text)]
    intruders = sum(1 for line in others if left <= line.x0 < usual - 2)
    return (left, right) if intruders <= _TITLES * len(lines) else None


def _tells(line: Line, clusters: Sequence[tuple[float, float]]) -> bool:
    """Whether a line shows columns: it has a wide gap, or one text under one header cell."""
    if len(runs(line)) > 1:
        return True
    under = sum(_overlap(each, line) for each in clusters)
    return under < 2 and line.x1 - line.x0 < 0.5 * (clusters[-1][1] - clusters[0][0])


def _free_interval(
    left: tuple[float, float], right: tuple[float, float], lines: Sequence[Line]
) -> tuple[float, float] | None:
    """The stretch between two header cells that (nearly) no text covers.

    Section titles cover every stretch alike, so a few covering texts are
    allowed where without them no gutter is wide enough. Of several free
    stretches the one is taken that has text on both sides in most lines: under
    a centred header the cell's text begins left of it.
    """
    low, high = left[1], right[0]
    count = max(1, int((high - low) / _BIN))
    covered = [0] * count
    for line in lines:
        for run in runs(line, _SPACE):
            if run.x1 <= low or run.x0 >= high:
                continue
            first = max(0, int((run.x0 - low) / _BIN))
            last = min(count - 1, int((run.x1 - low) / _BIN))
            for index in range(first, last + 1):
                covered[index] += 1
    narrow: tuple[float, float] | None = None
    for limit in range(min(covered), int(_TITLES * len(lines)) + 2):
        stretches = [
            (low + start * _BIN, low + end * _BIN) for start, end in _free_runs(covered, limit)
        ]
        usable = [each for each in stretches if _length(each) >= _NARROWEST_GUTTER]
        if not usable:
            continue
        sides = {each: _both_sides(each, left, right, lines) for each in usable}
        best = max(usable, key=lambda each: (sides[each], _length(each)))
        if _length(best) >= _SAFE_GUTTER or sides[best] > 0.3 * len(lines):
            return best
        narrow = narrow or best
    return narrow


def _length(interval: tuple[float, float]) -> float:
    return interval[1] - interval[0]


def _both_sides(
    interval: tuple[float, float],
    left: tuple[float, float],
    right: tuple[float, float],
    lines: Sequence[Line],
) -> int:
    """In how many lines text stands on both sides of a stretch, near the two header cells."""
    return sum(
        any(left[0] < w.x1 <= interval[0] + 1 for w in line.words)
        and any(interval[1] - 1 <= w.x0 < right[1] + 5 for w in line.words)
        for line in lines
    )


def _free_runs(covered: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """The stretches of bins that at most `limit` texts cover, as [start, end)."""
    found = []
    start = 0
    for index in range(len(covered) + 1):
        if index == len(covered) or covered[index] > limit:
            if index > start:
                found.append((start, index))
            start = index + 1
    return found


def crosses(line: Line, free: Sequence[tuple[float, float]]) -> list[int]:
    """The gutters that words of a line stand in.

    A text that only reaches into a gutter («Июнь - июль 2018» in a narrow
    column) and leaves most of it free does not cross it.
    """
    return [
        index
        for index, (low, high) in enumerate(free)
        if any(word.x0 < high - 0.6 and word.x1 > low + 0.6 for word in line.words)
        and not _is_parted(line, low, high)
    ]


def _is_parted(line: Line, low: float, high: float) -> bool:
    """Whether a gap that no space leaves takes up most of a gutter, with words on both sides."""
    gaps = (
        min(right.x0, high) - max(left.x1, low) for left, right in itertools.pairwise(line.words)
    )
    return max(gaps, default=0.0) >= max(_WIDE_GAP * line.size, (high - low) / 2)
