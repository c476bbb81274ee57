"""What stands on a page and is not part of the order: page numbers, running heads, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.layout.lines import Line

PAGE_NUMBER = re.compile(
    r"^[\s\-–—]*(?:(?:стр|с)(?:аница|\.)?\s*)?\d{1,3}(?:\s*(?:из|/|of)\s*\d{1,4})?[\s\-–—]*$", re.I
)
_SEAL = re.compile(
    r"подписан\w*\s+(?:\w+\s+){0,2}электронной\s+подписью|^\s*сертификат\s*:?\s*[\dA-F ]{12,}"
    r"|^\s*владелец\s*:|^\s*действителен\s*:?\s*с\s+\d|сведения\s+о\s+сертификате\s+эп",
    re.I,
)
_OWN_HEADS = re.compile(
    r"^\W*(?:приложени|утвержд|к\s+(?:приказ|постановл|распоряж|решени|письм)|продолжени|окончани"
    r"|№|n\b|п/п|мероприят|наименовани|срок|ответствен|исполнител|приказ|постановл|распоряж)",
    re.I,
)
"""Lines that stand at the top of pages as part of the body: annex notes, column headers."""
_ZONE = 0.13
"""Page numbers and running heads stand in this share of the height, above and below."""
_SAME_BASE = 3.0
_DEEPEST = 3


def split_furniture(
    pages: Sequence[tuple[float, Sequence[Line]]],
) -> list[tuple[list[Line], list[Line]]]:
    """Body lines and furniture lines of each page.

    Args:
        pages: The height of each page and its lines outside tables, from top
            to bottom.

    Running heads are told by their neighbours: the same words at the same
    height on the page before or after (or two away, where odd and even pages
    differ).
    """
    repeated = _repeated(pages)
    offsets = _offsets(pages)
    result = []
    for number, (height, lines) in enumerate(pages, 1):
        gone = {
            index
            for index, line in enumerate(lines)
            if line.words[0].turn or _SEAL.search(line.text)
        }
        for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
            for index in list(order)[:_DEEPEST]:
                if index in gone:
                    continue
                line = lines[index]
                edge = line.base < _ZONE * height or line.base > (1 - _ZONE) * height
                alone = not any(
                    abs(other.base - line.base) < 4 for other in lines if other is not line
                )
                if not (edge and alone) or not (
                    _counts_pages(line, number, len(pages), offsets) or _signature(line) in repeated
                ):
                    break
                gone.add(index)
        result.append(
            (
                [line for index, line in enumerate(lines) if index not in gone],
                [line for index, line in enumerate(lines) if index in gone],
            )
        )
    return result


def _offsets(pages: Sequence[tuple[float, Sequence[Line]]]) -> Counter[int]:
    """How far lone numbers at page edges are from the pages' own numbers, and how often."""
    found: Counter[int] = Counter()
    for number, (height, lines) in enumerate(pages, 1):
        for line in {*lines[:_DEEPEST], *lines[-_DEEPEST:]}:
            if _in_zone(line, height) and PAGE_NUMBER.match(line.text):
                found[_first_number(line) - number] += 1
    return found


def _counts_pages(line: Line, number: int, count: int, offsets: Counter[int]) -> bool:
    """Whether a lone number is the page's: within the file, or counting on from page to page.

    The number of an order («145») can stand alone at the top of a page, too.
    """
    if not PAGE_NUMBER.match(line.text):
        return False
    value = _first_number(line)
    return not line.text.strip().isdigit() or value <= count or offsets[value - number] > 1


def _first_number(line: Line) -> int:
    found = re.search(r"\d+", line.text)
    return int(found.group()) if found else 0


def _repeated(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[tuple[str, int]]:
    """Signatures of lines at page edges that stand at one height on several near pages."""
    seen: dict[tuple[str, int], int] = {}
    count: Counter[tuple[str, int]] = Counter()
    for number, (height, lines) in enumerate(pages):
        edge = [*lines[:_DEEPEST], *lines[-_DEEPEST:]]
        for signature in {_signature(line) for line in edge if _in_zone(line, height)}:
            if number - seen.get(signature, -9) <= 2:
                count[signature] += 1
            seen[signature] = number
    return {
        signature
        for signature, times in count.items()
        if times >= 2 or "#" in signature[0] or not _OWN_HEADS.match(signature[0])
    }


def _in_zone(line: Line, height: float) -> bool:
    return line.base < _ZONE * height or line.base > (1 - _ZONE) * height


def _signature(line: Line) -> tuple[str, int]:
    """The words without their spaces, and the height; a page number inside does not matter."""
    text = re.sub(r"\s+", "", line.text)
    text = re.sub(r"(?:стр\.?|страница|лист)\d+(?:из\d+)?", "#", text, flags=re.I)
    return text, round(line.base / _SAME_BASE)
