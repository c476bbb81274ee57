"""A cell cut into its parties: where the marks stand, and which of them part two parties.

Marks inside quotes and brackets, inside persons' names and inside names that
the order knows as one («Управление экономики, инвестиций и развития») never
part. The others are judged by `normalize.parties.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.parties.beside import Piece, juxtaposed
from normalize.parties.context import PartyContext
from normalize.parties.evidence import BASES, Spot, Verdict, judge
from normalize.parties.rules import whole_names
from normalize.parties.shorts import expand_shorts
from normalize.parties.surface import Surface, tidy, view_of
from normalize.parties.words import plain, start_of
from normalize.persons import Person

_MARK = re.compile(
    r"(?P<semicolon>;\s*)"
    r"|(?P<together>(?<=[\s,])(?:(?:совместно|вместе|во взаимодействии|при содействии)(?:\s+со?)?"
    r"|(?:с|при)\s+участи(?:ем|и))\s+)"
    r"|(?P<also>(?<=[\s,])а\s+также\s+)"
    r"|(?P<comma>,\s*(?:и\s+)?)|(?P<line>\n\s*)|(?P<and>(?<=\s)и\s+)|(?P<plus>[+&•●▪∙]\s*)"
    r"|(?P<slash>(?<!\d)(?<!\d )[/\\|]\s*(?!\d))"
    r"|(?P<stop>(?<=[А-ЯЁа-яё»)])\. *(?=[А-ЯЁ«]))"
)
"""What may part two parties; no mark begins with white space, for speed on blanked stretches."""

_MARKER = re.compile(
    r"(?:(?<=^)|(?<=[\n;,]))\s*(?:\d{1,2}\s?[.)](?!\d)|[а-яё]\)|[-*•●▪]|—|–)\s*(?=\S)"
)
_INLINE_NUMBER = re.compile(r"(?<=[^\s,;\n])\s+(\d{1,2})[.)]\s+(?=[А-ЯЁа-яё«])")
_FRAME_CASES = ("datv", "ablt", "gent", "accs")
_LEAD = re.compile(r"\s*(?:на|от|для|у)\s+(?=[а-яё])", re.IGNORECASE)
_ABLATIVE = frozenset({"ablt"})
_TOGETHER = ("together", "together-and")
"""Marks after which parties stand in the ablative: «совместно с отделом кадров и школами»."""

_NEAR = 200
"""Characters on either side of a mark that can be evidence."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str


def split(
    cell: Surface, persons: Sequence[Person], context: PartyContext, case: str | None = None
) -> tuple[Piece, ...]:
    """The parties' stretches in the order of the words.

    Args:
        cell: The cell with its depths.
        persons: The persons that the cell names.
        context: What is known around the cell.
        case: The case that the parties stand in where the caller knows it.
    """
    marks = _marks(cell, persons, context)
    frame = frame_of(cell, case)
    known = known_parties(context)
    pieces: list[Piece] = []
    start, kind, doubt = 0, "", False
    for index, mark in enumerate(marks):
        left = cell.view[start : mark.start]
        following = marks[index + 1].start if index + 1 < len(marks) else len(cell.view)
        if not left.strip(" .,;:-") or not re.search(r"[^\W_]", cell.view[mark.end :]):
            if not left.strip(" .,;:-"):
                start, kind = mark.end, kind or mark.kind
            continue
        with_whom = kind in _TOGETHER and mark.kind in ("and", "comma", "also")
        asked = _ABLATIVE if with_whom else frame
        verdict = _judged(cell, mark, (start, following), persons, (asked, known))
        if with_whom and verdict.score <= 0 and mark.kind == "comma":
            with_whom = False  # «совместно с отделом кадров, школы»: the list goes on
            verdict = _judged(cell, mark, (start, following), persons, (frame, known))
        if verdict.score > 0:
            pieces.append(Piece(start, mark.start, kind, doubt))
            start, kind = mark.end, "together-and" if with_whom else mark.kind
            doubt = verdict.score < 0.5
    if cell.view[start:].strip(" .,;:-"):
        pieces.append(Piece(start, len(cell.view), kind, doubt))
    return tuple(part for piece in pieces for part in juxtaposed(cell, piece, persons, context))


def _judged(
    cell: Surface,
    mark: _Mark,
    around: tuple[int, int],
    persons: Sequence[Person],
    expected: tuple[frozenset[str], frozenset[str]],
) -> Verdict:
    """Judge one mark.

    `around` is where the party before it begins and where the next mark
    stands; `expected` the cell's cases and the names that other cells hold.
    """
    start, following = around
    frame, known = expected
    if BASES[mark.kind] >= 4.0:
        return Verdict(BASES[mark.kind], [mark.kind])
    left = cell.view[start : mark.start].strip()
    if len(left) > 2 * _NEAR:
        left = f"{left[:_NEAR]} {left[-_NEAR:]}"  # both ends tell all that counts
    spot = Spot(
        mark.kind,
        left,
        cell.view[mark.end : mark.end + _NEAR].replace("\n", " "),
        cell.view[mark.end : following].strip(" ."),
        any(person.start == mark.end for person in persons),
        any(start <= person.start < mark.start for person in persons),
        frame,
        known,
    )
    return judge(spot)


def _marks(cell: Surface, persons: Sequence[Person], context: PartyContext) -> list[_Mark]:
    """Marks at depth 0 outside names, neighbours joined; list markers count with their mark."""
    shut = [(p.start, p.end) for p in persons] + list(_known_names(cell.view, context))
    held = bytearray(len(cell.view))
    for start, end in shut:
        held[start:end] = bytes([1]) * (end - start)
    found: list[_Mark] = []
    for match in _MARK.finditer(cell.view):
        if cell.depth[match.start()] or any(held[match.start() : match.end()]):
            continue
        kind = str(match.lastgroup)
        near = cell.view[max(0, match.start() - _NEAR) : match.start()]
        if kind == "stop" and not _ends_sentence(near):
            continue
        before = match.start() - len(near) + len(near.rstrip())
        found.append(_Mark(before, match.end(), kind))
    for match in _MARKER.finditer(cell.view):
        found.append(_Mark(match.start(), match.end(), "marker"))
    if cell.view[:1] == "1" and _MARKER.match(cell.view):
        for match in _INLINE_NUMBER.finditer(cell.view):
            if not cell.depth[match.start()]:
                found.append(_Mark(match.start(), match.end(), "marker"))
    return _merged(sorted(found, key=lambda each: (each.start, each.end)))


def _ends_sentence(before: str) -> bool:
    """Whether a full stop after these words ends them and shortens none («рук. ШМО»)."""
    word = re.search(r"[А-ЯЁа-яё»)-]+$", before)
    if word is None:
        return False
    text = word.group()
    return (
        text[-1] in "»)"
        or (len(text) > 1 and text.isupper())
        or (len(text) > 3 and expand_shorts(text + ". ") == text + ". ")
    )


def _merged(marks: list[_Mark]) -> list[_Mark]:
    merged: list[_Mark] = []
    for mark in marks:
        if merged and mark.start <= merged[-1].end:
            last = merged[-1]
            kind = max(last.kind, mark.kind, key=lambda each: BASES[each])
            merged[-1] = _Mark(last.start, max(last.end, mark.end), kind)
        else:
            merged.append(mark)
    return merged


@lru_cache(maxsize=1)
def _whole_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, whole_names()))})", re.IGNORECASE)


def _known_names(view: str, context: PartyContext) -> Iterator[tuple[int, int]]:
    """Names with a mark inside that are known to be one."""
    for match in _whole_pattern().finditer(view):
        yield match.span()
    names: list[str] = []
    for mapping in (context.abbreviations, context.other_orders, context.user):
        for short, expansion in mapping.items():
            names.extend(view_of(each) for each in (short, expansion) if _MARK.search(each))
    if context.issuer and _MARK.search(context.issuer):
        names.append(view_of(context.issuer))
    low = view.lower() if names else ""
    for name in names:
        position = low.find(name.lower())
        while position >= 0:
            yield position, position + len(name)
            position = low.find(name.lower(), position + 1)


def frame_of(cell: Surface, case: str | None) -> frozenset[str]:
    """The cases that the cell's parties stand in: the nominative, or that of its first head."""
    if case is not None:
        return frozenset((case,)) | (frozenset(("accs", "gent")) if case == "accs" else frozenset())
    return _frame(cell.view[:200])


@lru_cache(maxsize=5_000)
def _frame(text: str) -> frozenset[str]:
    lead = _LEAD.match(text)
    start = start_of(expand_shorts(text[lead.end() if lead else 0 :][:160]))
    plain_start = start is None or start.kind in ("acronym", "thing") or start.nominative
    if start is None or (plain_start and (lead is None or not start.nominative)):
        return frozenset(("nomn",))
    cases = [each for each in _FRAME_CASES if each in start.cases]
    return frozenset(cases or ["nomn"])


def known_parties(context: PartyContext) -> frozenset[str]:
    """Names that stand in other cells by themselves."""
    return _known(context.cells) if context.cells else frozenset()


@lru_cache(maxsize=64)
def _known(cells: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        plain(view_of(tidy(cell)).lower().strip(" .")) for cell in cells if len(cell) < 120
    )
