"""Why a line ends where it ends: the wrap, or the author.

A program fills a line as long as the next word fits. So where the next line's
first word would have fitted, the author broke the line; everything else
(a list mark, extra space above, an indent) is further evidence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.hyphens import is_lone_letter, join
from extract.layout.join import unfinished
from extract.layout.lines import Line
from extract.lexicon import is_word, parses

BULLET = re.compile(r"^[-–—•‣▪■●○◦◆➢✓*·\uf000-\uf0ff]+$")
NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)](?:[А-ЯЁ«][^\s\d]+)?|\d{1,2}(?:\.\d{1,2}){1,3}|[а-яё]\))$"
)
"""The first word of a numbered line: «3.», «2.1», «а)», also «3.Руководителям» without a space."""

_ENDED = re.compile(r"[.;:!?]\W*$")
_LIST_ENDED = re.compile(r"[.;:,!?]\W*$")
_OPEN_END = re.compile(r"(?:[,(«]|\b(?:и|или|в|во|с|со|на|по|о|об|от|до|для|при|к|за|из|не|№))$")
_HYPHEN = re.compile(r"[^\W_][-\u2010\u00ad\u00ac]$")
_CAPITALIZED = re.compile(r"[А-ЯЁ][а-яё]{3,}")
_NO_BEGINNING = ("gent", "Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")
"""What a capitalized word in the middle of a text may be: an attribute or a name."""
_INSTITUTIONS = re.compile(r"(?:Управление|Отдел|Администрация|Комитет|Департамент|Министерство)$")
_SPACE = 0.25
"""The width of a space, as a share of the font size."""
_SLACK = 0.3
"""How much of a font size a line may miss the edge by and still be full."""
_LEADING = 1.28
"""A step to the next baseline this much over the usual one is extra space."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where lines can stand: the left and right limits and the usual step between baselines."""

    left: float
    right: float
    leading: float = 0.0


def usual_leading(lines: Sequence[Line]) -> float:
    """The commonest step between neighbouring baselines, 0 where there is none."""
    if len(lines) < 2:
        return 0.0
    steps = sorted(
        below.base - above.base
        for above, below in itertools.pairwise(lines)
        if 0.5 * above.size < below.base - above.base < 3 * above.size
    )
    return steps[len(steps) // 4] if steps else 0.0


def would_fit(line: Line, following: Line, frame: Frame) -> bool:
    """Whether the first word of the next line had room at the end of this one.

    The line's width is measured, not its end, so that centred text and text
    flush with the right edge are judged alike.
    """
    first = following.words[0]
    head = first.x1 - first.x0
    if BULLET.match(first.text) and len(following.words) > 1:
        head = following.words[1].x1 - first.x0
    room = frame.right - frame.left - _indent(line, following, frame)
    return line.x1 - line.x0 + _SPACE * line.size + head <= room - _SLACK * line.size


def _indent(line: Line, following: Line, frame: Frame) -> float:
    """The room that an indent takes from a line; centred and right-flush lines have none."""
    before, after = line.x0 - frame.left, frame.right - line.x1
    next_before = following.x0 - frame.left
    centred = (
        min(before, after, next_before) > 0.5 * line.size
        and abs(before - after) < 0.12 * (frame.right - frame.left)
        and abs(line.x0 + line.x1 - following.x0 - following.x1) < 2 * line.size
    )
    flush = before > 0.35 * (frame.right - frame.left) and after < 0.5 * line.size
    return 0.0 if centred or flush else max(0.0, before)


def starts_item(line: Line) -> bool:
    """Whether a line begins with a list mark or a clause number."""
    first = line.words[0].text
    return len(line.words) > 1 and bool(BULLET.match(first) or NUMBERED.match(first))


def is_author_break(line: Line, following: Line, frame: Frame) -> bool:
    """Whether the author, not the wrap, ended `line`, both in one cell or block."""
    if _HYPHEN.search(line.text) and following.text[:1].islower():
        return False
    if following.text[0] in ",.;:)»":
        return False
    step = following.base - line.base
    if frame.leading and step > _LEADING * frame.leading and step > frame.leading + 1.5:
        return True
    fits = would_fit(line, following, frame)
    first = following.words[0].text
    if BULLET.match(first) and len(following.words) > 1:
        return fits or bool(_LIST_ENDED.search(line.text))
    if NUMBERED.match(first) and len(following.words) > 1 and _ENDED.search(line.text):
        return True
    return fits and not (_OPEN_END.search(line.text) and following.text[:1].islower())


def join_lines(lines: Sequence[Line], frame: Frame) -> str:
    """The text of the lines of one cell: wraps undone, the author's breaks as line feeds.

    Joined from the end, so that the dictionary sees whole words: in «учителей-»
    «предметнико» «в» the middle is no word before its end is there.
    """
    text = lines[-1].text
    pieces = 1
    for index in range(len(lines) - 2, -1, -1):
        line, following = lines[index], lines[index + 1]
        full = is_full_word(line, frame)
        if full and pieces and _is_cut_into(lines[index : index + pieces + 1]):
            # «Прим» «ечан» «ие»: the rest was no word by itself and has spaces in it
            rest = text.split(" ", pieces - 1)
            text = line.text + "".join(rest)
            pieces += 1
            continue
        if is_author_break(line, following, frame) or _begins_anew(line, following):
            text = f"{line.text}\n{text}"
            pieces = 1
            continue
        broken = full or (index == len(lines) - 2 and is_lone_letter(text))
        joined = join(line.text, text, broken=broken)
        pieces = pieces + 1 if full and " " in joined else 1
        text = joined
    return text


def _is_cut_into(lines: Sequence[Line]) -> bool:
    """Whether three or more lines of one word each are one word that the dictionary knows."""
    if len(lines) < 3 or any(len(line.words) > 1 for line in lines[:-1]):
        return False
    whole = "".join(line.words[0].text for line in lines).strip(",.;:()«»").lower()
    return whole.isalpha() and len(whole) > 5 and is_word(whole)


def _begins_anew(line: Line, following: Line) -> bool:
    """Whether a capital begins a new party, though the line before was full.

    «Директор школы» «Заместитель директора», «Отдел культуры» «Классные
    руководители»: a person's post or an institution in what can only be the
    nominative, after words that are complete. Other capitals are names.
    """
    words = following.text.split()
    first = words[0].rstrip(",;")
    if not _CAPITALIZED.fullmatch(first) or line.text[-1:] in ".-":
        return False
    if line.text.count("«") > line.text.count("»") or unfinished(line.text)[0] > 0:
        return False
    if _INSTITUTIONS.match(first):
        return True
    if _is_person(first):
        return True
    is_attribute = any("ADJF" in str(reading.tag) for reading in parses(first.lower())[:1])
    return is_attribute and len(words) > 1 and _is_person(words[1].rstrip(",;"))


def _is_person(word: str) -> bool:
    """Whether a word names persons by their post, and can be nothing but a nominative."""
    word = word.lower()
    tags = [str(reading.tag) for reading in parses(word)[:3]] if is_word(word) else []
    return (
        bool(tags)
        and tags[0].startswith("NOUN,anim")
        and "nomn" in tags[0]
        and not any(grammeme in tag for tag in tags for grammeme in _NO_BEGINNING)
    )


def is_full_word(line: Line, frame: Frame) -> bool:
    """Whether one word fills the line to the edge: too long a word, cut without a hyphen."""
    return len(line.words) == 1 and line.x1 >= frame.right - 1.1 * line.size
