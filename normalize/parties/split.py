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
from itertools import pairwise

from normalize.agreement import tokenize
from normalize.parties.context import PartyContext
from normalize.parties.evidence import BASES, Spot, Verdict, judge
from normalize.parties.rules import whole_names
from normalize.parties.shorts import expand_shorts
from normalize.parties.surface import Surface, tidy, view_of
from normalize.parties.words import is_acronym, plain, start_of
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
_NEAR = 200
"""Characters on either side of a mark that can be evidence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One party's stretch of the cell.

    `mark` is the kind of mark before it. `prefix` is what the party shares
    with the one before it and does not repeat («МБОУ СОШ» before «№ 2»).
    """

    start: int
    end: int
    mark: str = ""
    doubtful: bool = False
    prefix: str = ""


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
        verdict = _judged(cell, mark, (start, following), persons, (frame, known))
        if verdict.score > 0:
            pieces.append(Piece(start, mark.start, kind, doubt))
            start, kind = mark.end, mark.kind
            doubt = verdict.score < 0.5
    if cell.view[start:].strip(" .,;:-"):
        pieces.append(Piece(start, len(cell.view), kind, doubt))
    return tuple(part for piece in pieces for part in _juxtaposed(cell, piece, persons, context))


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
    found: list[_Mark] = []
    for match in _MARK.finditer(cell.view):
        if cell.depth[match.start()]:
            continue
        if any(a < match.end() and match.start() < b for a, b in shut):
            continue
        kind = str(match.lastgroup)
        if kind == "stop" and not _ends_sentence(cell.view[: match.start()]):
            continue
        before = len(cell.view[: match.start()].rstrip())
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
    return re.compile("|".join(map(re.escape, whole_names())), re.IGNORECASE)


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
    text = cell.view
    lead = _LEAD.match(text)
    start = start_of(expand_shorts(text[lead.end() if lead else 0 :][:160]))
    plain_start = start is None or start.kind in ("acronym", "thing") or start.nominative
    if start is None or (plain_start and (lead is None or not start.nominative)):
        return frozenset(("nomn",))
    cases = [each for each in _FRAME_CASES if each in start.cases]
    return frozenset(cases or ["nomn"])


def known_parties(context: PartyContext) -> frozenset[str]:
    """Names that stand in other cells by themselves."""
    return frozenset(
        plain(view_of(tidy(cell)).lower().strip(" .")) for cell in context.cells if len(cell) < 120
    )


def _juxtaposed(
    cell: Surface, piece: Piece, persons: Sequence[Person], context: PartyContext
) -> Iterator[Piece]:
    """Cut a stretch where parties stand side by side without a mark."""
    own = [
        person
        for person in persons
        if piece.start <= person.start < piece.end and not cell.depth[person.start]
    ]
    cuts: list[int] = []
    for one, other in pairwise(own):
        begins_with_person = not cell.view[piece.start : own[0].start].strip(" :.-")
        between = cell.view[one.end : other.start]
        if begins_with_person or not between.strip():
            cuts.append(other.start)
        else:
            cuts.append(_after_person(cell, one.end, other.start))
    if len(own) == 1 and cell.view[piece.start : own[0].start].strip():
        cut = _after_person(cell, own[0].end, piece.end)
        start = start_of(expand_shorts(cell.view[cut : piece.end].strip()))
        if start and start.listed and start.nominative and not start.dependent:
            cuts.append(cut)
    cuts.extend(_after_quotes(cell, piece))
    if not own:
        cuts.extend(_acronym_row(cell, piece, context))
    last, mark = piece.start, piece.mark
    for cut in sorted(set(cuts)):
        if cell.view[last:cut].strip(" .,") and cell.view[cut : piece.end].strip(" .,"):
            yield Piece(last, cut, mark, piece.doubtful)
            last, mark = cut, "beside"
    yield Piece(last, piece.end, mark, piece.doubtful)


def _after_person(cell: Surface, start: int, end: int) -> int:
    """Past a bracket or a phone that belongs to the person before."""
    position = start
    while position < end and (cell.depth[position] or cell.view[position] in " ()."):
        position += 1
    return position


_BESIDE = re.compile(r"»\s*\)?\s+(?=([А-ЯЁ]{2,})\b[^,;]*?[«№\d]|([А-ЯЁа-яё]+))")


def _after_quotes(cell: Surface, piece: Piece) -> Iterator[int]:
    """«МБУ «А» МБОУ «Б»»: a legal form or a body right after another's closing quote."""
    for match in _BESIDE.finditer(cell.view, piece.start, piece.end):
        if match.end() >= piece.end or cell.depth[match.end()]:
            continue
        if match[1]:
            yield match.end()
            continue
        start = start_of(expand_shorts(cell.view[match.end() : piece.end]))
        if start and start.listed and start.nominative and not start.dependent:
            yield match.end()


def _acronym_row(cell: Surface, piece: Piece, context: PartyContext) -> Iterator[int]:
    """«УО ОО ИМЦ»: acronyms in a row, each of which the document defines."""
    tokens = tokenize(cell.view[piece.start : piece.end])
    if len(tokens) < 2 or not all(is_acronym(token.text) for token in tokens):
        return
    if all(token.text in context.abbreviations for token in tokens):
        for token in tokens[1:]:
            yield piece.start + token.start
