"""Tables without rules: columns from the header's words and from where no word stands.

The header tells how many columns there are: its texts, line under line, make
clusters with white space between. Where each gutter runs is then read from all
lines of the table on all pages: there no word stands but those of section
titles. Lines that keep the gutters free belong to the table; a line over
several columns is a section title when the table goes on below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.lines import Line

HEADER_WORDS = re.compile(
    r"^(?:№|n\b|п/?п|мероприят|наименован|содержан|срок|дат[аы]\b|ответствен|исполнител|результат"
    r"|примечан|финансир|объ[её]м|источник|ф\.?\s*и\.?\s*о|фамили|должност|показател|вид\b|виды\b"
    r"|форм[аы]\b|отметк|документ|участник|период|время|место|работ|задач|направлен|ожидаем|итог"
    r"|категори|роль|телефон|адрес|организац|учрежден|школ|предмет|индикатор|единиц|целев|перечень"
    r"|вопрос|тем[аы]\b|действи|этап|контрол|подразделен)",
    re.I,
)
_WIDE_GAP = 0.7
"""A gap of this many font sizes parts two cells of one line."""
_HEADER_GAP = 0.45
_NARROWEST_GUTTER = 3.0
_BIN = 0.5
_NUMBER_START = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?$")
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
    named = sum(1 for text in texts if HEADER_WORDS.match(text))
    wide = clusters[-1][1] - clusters[0][0]
    if named < 2 or named < 0.4 * len(clusters) or wide < 120:
        return None
    if any(len(text) > 160 for text in texts) or all(not HEADER_WORDS.match(w.text)
                                                     for w in first.words):
        return None
    return Header(depth, tuple(clusters))


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
    """How many lines the header has: up to a number, a wider step, the end of bold."""
    first = lines[start]
    depth = 1
    steps: list[float] = []
    while depth < _HEADER_DEPTH and start + depth < len(lines):
        before, line = lines[start + depth - 1], lines[start + depth]
        step = line.base - before.base
        if step <= 0 or step > 1.75 * first.size:
            break
        if steps and step > 1.3 * max(min(steps), 0.6 * first.size) and step > 0.9 * first.size:
            break
        if first.bold and not line.bold:
            break
        if _NUMBER_START.match(line.words[0].text) and line.words[0].x0 < first.x0 + 40:
            break
        steps.append(step)
        depth += 1
    return depth


def _clusters(band: Sequence[Line]) -> list[tuple[float, float]]:
    """The x-extents of header cells; a text over two cells below it (a group) joins none."""
    clusters: list[tuple[float, float]] = []
    for line in sorted(band, key=lambda each: -each.base):
        for run in runs(line, _HEADER_GAP):
            over = [each for each in clusters if each[0] < run.x1 and run.x0 < each[1]]
            if len(over) > 1:
                continue
            low = min([run.x0, *(each[0] for each in over)])
            high = max([run.x1, *(each[1] for each in over)])
            clusters = [each for each in clusters if each not in over]
            clusters.append((low, high))
    return sorted(clusters)


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
    for (_, low), (high, _) in zip(clusters, clusters[1:], strict=False):
        interval = _free_interval(low, high, telling)
        if interval is None:
            return None
        found.append(interval)
    return found


def _tells(line: Line, clusters: Sequence[tuple[float, float]]) -> bool:
    """Whether a line shows columns: it has a wide gap, or is much narrower than the table."""
    width = clusters[-1][1] - clusters[0][0]
    return len(runs(line)) > 1 or line.x1 - line.x0 < 0.3 * width


def _free_interval(
    low: float, high: float, lines: Sequence[Line]
) -> tuple[float, float] | None:
    """The widest stretch between `low` and `high` that the fewest words cover."""
    count = max(1, int((high - low) / _BIN))
    covered = [0] * count
    for line in lines:
        for word in line.words:
            if word.x1 <= low or word.x0 >= high:
                continue
            first = max(0, int((word.x0 - low) / _BIN))
            last = min(count - 1, int((word.x1 - low) / _BIN))
            for index in range(first, last + 1):
                covered[index] += 1
    fewest = min(covered)
    limit = fewest + 0.01 * len(lines)
    if fewest > 0.12 * len(lines) + 1:
        return None
    best: tuple[int, int] = (0, -1)
    start = 0
    for index in range(count + 1):
        if index == count or covered[index] > limit:
            if index - start > best[1] - best[0] + 1:
                best = (start, index - 1)
            start = index + 1
    left, right = low + best[0] * _BIN, low + (best[1] + 1) * _BIN
    return (left, right) if right - left >= _NARROWEST_GUTTER else None


def crosses(line: Line, free: Sequence[tuple[float, float]]) -> list[int]:
    """The gutters that words of a line stand in."""
    return [
        index
        for index, (low, high) in enumerate(free)
        if any(word.x0 < high - 0.6 and word.x1 > low + 0.6 for word in line.words)
    ]
