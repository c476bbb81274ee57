"""What the words of a lone line say of the cell that it stands in, and of a break before it.

Each line of a table of lone cells begins a cell or goes on in the one before.
Small letters and open ends say that it goes on; a line that had room for the
next word was ended by its author; deadlines, persons, institutions, sums and
deeds say which column a cell is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.lexicon import parses
from extract.readers.cell_words import (
    INITIALS_END,
    PERSON,
    TIME_BEGINS,
    is_dated,
    is_time,
    kinds_of,
)
from extract.readers.lines import DEADLINE_WORDS

_OPEN_END = re.compile(
    r"[,(«–—-]$|\b(?:и|или|в|во|на|по|с|со|за|для|о|об|к|от|до|из|при|не|у|под|над|через)$",
    re.IGNORECASE,
)
_NAMELESS = re.compile(
    r"(?:учреждени|организаци|предприяти|обществ|школ|сад|центр|дом|музе|библиотек|клуб|лице"
    r"|гимнази|институт|колледж|филиал)\w{0,3}$|\b[А-ЯЁ]{2,7}$"
)
_PLACE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*(?:ого|его|ой|ей|ых|их)\b")
_DASH = re.compile(r"\s*[-–—]+\s*")


@dataclass(frozen=True, slots=True)
class Trait:
    """What is known of a line: `small` begins inside a text, `open` lacks its end.

    `time` is a deadline and nothing else, `dated` has a deadline's words or is
    a dash, `timely` may begin a deadline that has none of them; `initials` end
    a person's name; `kinds` are those of `cell_words`. `ended` says that the
    line before had room for the first word of this one; None where that says
    nothing.
    """

    text: str
    small: bool
    open: bool
    time: bool
    dated: bool
    timely: bool
    dash: bool
    initials: bool
    kinds: frozenset[str]
    ended: bool | None = None


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which lines were wrapped, and how far it can be trusted (0: not at all)."""

    width: int
    trust: float


def traits(texts: Sequence[str], begins: Sequence[bool], wrap: Wrap) -> list[Trait]:
    """The traits of lines.

    Args:
        texts: The lines, in their order.
        begins: Whether something else than the line before stands before each.
        wrap: What `wrap_of` says of the lines.
    """
    found: list[Trait] = []
    for at, text in enumerate(texts):
        after = texts[at + 1] if at + 1 < len(texts) else ""
        ended = None
        if at and not begins[at] and wrap.trust:
            ended = needed(texts[at - 1], text) <= wrap.width
        dash = bool(_DASH.fullmatch(text))
        found.append(
            Trait(
                text,
                begins_inside(text),
                is_open(text, after),
                is_time(text),
                dash or is_dated(text) or is_time(text),
                bool(TIME_BEGINS.match(text)),
                dash,
                bool(INITIALS_END.search(text)),
                kinds_of(text),
                ended,
            )
        )
    return found


def wrap_of(texts: Sequence[str], begins: Sequence[bool]) -> Wrap:
    """The width at which the cells of a table were wrapped.

    Where a line ends with a comma or a preposition its cell certainly goes on,
    so the next word did not fit: such lines bear a width out, or show that
    columns were wrapped each at its own. Many lines that had no room for the
    next word, which is mostly a small one, bear it out as well. Where nearly no
    line ends openly, none was wrapped.
    """
    lengths = sorted((len(text) for text in texts), reverse=True)
    pairs = [
        (before, text)
        for at, (before, text) in enumerate(pairwise(texts), start=1)
        if not begins[at] and before[-1] not in "-–—" and not _DASH.fullmatch(text)
    ]
    certain = [needed(*pair) for pair in pairs if _OPEN_END.search(pair[0])]
    for width in dict.fromkeys(lengths[: 1 + len(lengths) // 20]):
        full = [after for before, after in pairs if needed(before, after) > width]
        small = sum(begins_inside(after) for after in full)
        many = len(full) >= max(_FEWEST_FULL, _FULL_SHARE * len(pairs)) and small * 2 > len(full)
        agreeing = sum(need > width for need in certain) >= _AGREEING * len(certain)
        if agreeing and (len(certain) > 1 or many):
            against = sum(map(_only_goes_on, (pair for pair in pairs if needed(*pair) <= width)))
            return Wrap(width, _PROVEN if against <= _AGAINST * small else _LIKELY)
    if len(certain) > _ACCIDENTAL * len(pairs):
        return Wrap(0, 0.0)
    return Wrap(_UNWRAPPED, _LIKELY if len(pairs) > _MANY and not certain else _UNPROVEN)


_UNWRAPPED = 10_000
_UNPROVEN = 1.0
_LIKELY = 2.0
_PROVEN = 4.0
TRUSTED = _PROVEN
"""The trust of a width that every line bears out."""
_AGREEING = 0.9
_FEWEST_FULL = 3
_AGAINST = 0.2
_FULL_SHARE = 0.12
_ACCIDENTAL = 0.05
"""How many of the lines may end openly though nothing was wrapped."""
_MANY = 12


def _only_goes_on(pair: tuple[str, str]) -> bool:
    """Whether a line begins small and is nothing that begins a cell in small letters."""
    text = pair[1]
    begins = DEADLINE_WORDS.search(text) or TIME_BEGINS.match(text) or kinds_of(text) - {"deed"}
    return text[0].islower() and not begins


def needed(before: str, text: str) -> int:
    """How long a line would be with the first word of the next one."""
    return len(before) + 1 + len(text.split(None, 1)[0])


def is_open(text: str, after: str) -> bool:
    """Whether a line is not finished: «учреждение» lacks the name that the next line has."""
    if _DASH.fullmatch(text):
        return False
    unclosed = text.count("«") > text.count("»") or text.count("(") > text.count(")")
    return bool(unclosed or _OPEN_END.search(text) or (after[:1] == "«" and _NAMELESS.search(text)))


def begins_inside(text: str) -> bool:
    """Small letters, a bracket, or the genitive of a place («Зареченского района»)."""
    if text[:1].islower() or text[:1] in "()»":
        return True
    word = _PLACE.match(text)
    if word is None:
        return False
    cases = {reading.tag.case for reading in parses(word.group().lower())}
    return "gent" in cases and "nomn" not in cases


def may_be_title(text: str) -> bool:
    """Whether a line can be a section's title: no deadline, no person, nothing left open."""
    return (
        text[:1].isupper()
        and not begins_inside(text)
        and sum(char.isalpha() for char in text) > 4
        and not text.endswith((",", ";", "-"))
        and not is_time(text)
        and not PERSON.search(text)
    )
