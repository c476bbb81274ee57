"""What a pen or a stamp left between a post and a name, read as words of no meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.content import Word
from extract.layout.lines import Line
from extract.lexicon import is_word

_PERSON = re.compile(
    r"(?:[А-ЯЁ]\.\s*){1,2}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ]\.\s*){1,2}"
)
"""«И.И. Иванов», «Иванов И.И.»: what stands at the right of a signature."""
_NAME_WORDS = 4
_ROOM = 2.0
"""A signature has at least this much room (in font sizes) between the post and the name."""
_APART = 1.2
"""A word stands by itself where the gap beside it is wider than this (in font sizes)."""


def without_scrawl_at_names(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Word, ...]]]:
    """The lines of a page without what is no print before a name, and what was left out, by line.

    Only the words that stand at the name's left are judged, from the name on
    until the first that is print: a word of the dictionary, or one read surely.
    """
    kept: list[Line] = []
    dropped: list[tuple[Word, ...]] = []
    for line in lines:
        scrawl = _scrawl(line)
        dropped += [scrawl] if scrawl else []
        kept.append(Line(tuple(w for w in line.words if w not in scrawl)) if scrawl else line)
    return kept, dropped


def _scrawl(line: Line) -> tuple[Word, ...]:
    words = line.words
    name = _name_at(words)
    first = name
    while first > 0 and _is_scrawl(words, first - 1, line.size):
        first -= 1
    if first in (0, name) or words[name].x0 - words[first - 1].x1 < _ROOM * line.size:
        return ()
    return words[first:name]


def _name_at(words: Sequence[Word]) -> int:
    """The index of the first word of the name that ends a line; 0 where none does."""
    for start in range(max(1, len(words) - _NAME_WORDS), len(words)):
        if _PERSON.fullmatch(" ".join(word.text for word in words[start:])):
            return start
    return 0


def _is_scrawl(words: Sequence[Word], at: int, size: float) -> bool:
    word = words[at]
    letters = re.sub(r"[^A-Za-zА-Яа-яЁё]", "", word.text)
    if "_" in word.text or "№" in word.text:
        return False
    if not letters and not re.search(r"\d", word.text):
        # a dash and quotes belong to print at times, a stroke and a bracket by itself do not
        return word.confidence < (0.6 if re.fullmatch(r"[-–—«»\"]+", word.text) else 1.1)
    if not letters:
        return word.confidence < 0.6
    apart = at > 0 and word.x0 - words[at - 1].x1 > _APART * size
    after = words[at + 1].x0 - word.x1
    if len(letters) <= 2:
        return word.confidence < 0.8 or (apart and after > _APART * size)
    if is_word(letters.lower()):
        return apart and word.confidence < 0.6
    return word.confidence < (0.6 if apart else 0.3)
