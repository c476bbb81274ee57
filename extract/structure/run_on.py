"""Clauses that run on in one paragraph: «1. Провести … 2. Утвердить … 3. Контроль …».

Web pages and mail lose the breaks between clauses. A number in the middle of a
paragraph opens a clause where a sentence ended before it, a capital follows,
and it is the very next number; what stands in quotes is another act's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.structure.lines import Line
from extract.structure.patterns import PERSON_AT_END, POST

_INSIDE = re.compile(
    r"(?<=[.;:!)»\"\]])\s+(?=(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\)?\s?[А-ЯЁ«\"])"
)
_AT_START = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s?[.)]")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:п|пп|ст|ч|гл|г|гг|р|разд|прил|подп|абз|рис|табл|тел|руб|коп|тыс|млн|кв|ул|д|стр|№|N)\.$",
    re.I,
)
"""An abbreviation that a number belongs to: «в п. 2 Порядка», «ст. 14 Устава»."""
_SENTENCE_END = re.compile(r"(?<=[а-яё»\d).])\.?\s+(?=[А-ЯЁ])")


def part_run_on(lines: Sequence[Line]) -> list[Line]:
    """Part each line that holds several clauses, and the signature behind the last of them."""
    out: list[Line] = []
    for at, line in enumerate(lines):
        below = _AT_START.match(lines[at + 1].plain) if at + 1 < len(lines) else None
        pieces = _pieces(line, _parts(below["number"]) if below else None)
        if len(pieces) > 1:
            pieces[-1:] = _part_signature(pieces[-1])
        out += pieces
    return out


def first_clause_inside(text: str) -> int | None:
    """Where «…: 1. Провести … 2. …» begins behind a preamble on one line; None without it."""
    match = re.search(r"(?<=[:.])\s+(?=1\.\s?[А-ЯЁ])", text)
    if match is None or not re.search(r"[.;:)»\"]\s+2\.\s?[А-ЯЁ]", text[match.end() :]):
        return None
    return match.end()


def _pieces(line: Line, below: tuple[int, ...] | None) -> list[Line]:
    first = _AT_START.match(line.plain)
    if first is None or line.number:
        return [line]
    text = line.plain
    last = _parts(first["number"])
    cuts = [0]
    for match in _INSIDE.finditer(text):
        number = _parts(match["number"])
        before = text[cuts[-1] : match.start()]
        if number == below or not _follows(last, number) or _NO_END.search(before):
            continue
        if before.count("«") > before.count("»") or before.count('"') % 2:
            continue
        cuts.append(match.end())
        last = number
    if len(cuts) == 1:
        return [line]
    edges = [*cuts, len(text)]
    return [
        replace(
            line,
            text=text[start:end].strip(),
            first=line.first or bool(start),
            last=line.last or end < len(text),
        )
        for start, end in pairwise(edges)
    ]


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number is the very next: 2 behind 1 or 1.3, 1.1 behind 1, 1.2 behind 1.1."""
    if number == (*last, 1):
        return True
    depth = len(number)
    return (
        depth <= len(last)
        and number[:-1] == last[: depth - 1]
        and number[-1] == last[depth - 1] + 1
    )


def _part_signature(line: Line) -> list[Line]:
    """Part «… на начальника отдела Л.П. Белову. Глава района П.П. Ясенев» at the signature."""
    text = line.text
    if not PERSON_AT_END.search(text):
        return [line]
    for match in reversed(list(_SENTENCE_END.finditer(text))):
        rest = text[match.end() :]
        if POST.match(rest) and len(rest) < 160:
            return [
                replace(line, text=text[: match.end()].strip()),
                replace(line, text=rest, number="", first=True),
            ]
    return [line]


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
