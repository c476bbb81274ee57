"""Two fragments of one text that a line, a column or a page cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.hyphens import is_cut, is_lone_letter
from extract.lexicon import is_word, parses

_TAIL_WORD = re.compile(r"([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)-$")
_HEAD_WORD = re.compile(r"^([а-яё]+)")
_LAST_WORD = re.compile(r"([А-Яа-яЁё-]+)[»\")]*$")

OPEN_ENDS = frozenset(",(«-–—/:")
"""Marks after which a text is not finished."""
_REACH = 120
"""How far back a joint is looked at, in characters: no word is longer."""


def join_all(texts: Sequence[str]) -> str:
    """Join fragments one after the other as `join_texts` does, in linear time."""
    done: list[str] = []
    text = texts[0] if texts else ""
    for addition in texts[1:]:
        if len(text) > 4 * _REACH:
            done.append(text[:-_REACH])
            text = text[-_REACH:]
        text = join_texts(text, addition)
    return "".join((*done, text))


def join_texts(first: str, second: str) -> str:
    """Join two fragments; a hyphen at the cut goes where the dictionary knows the whole word.

    «органи-» + «зация» gives «организация», «учебно-» + «методический» keeps
    its hyphen, anything else gets one space.
    """
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first or second
    tail, head = _TAIL_WORD.search(first[-_REACH:]), _HEAD_WORD.search(second)
    if tail and head:
        left, right = tail.group(1), head.group(1)
        whole = (left + right).lower()
        parts_are_words = is_word(left.lower()) and is_word(right.lower())
        if is_word(whole) or (not parts_are_words and not is_word(f"{left}-{right}".lower())):
            return first[:-1] + second
        return first + second
    if is_cut(first[-_REACH:], second, broken=is_lone_letter(second)):
        return first + second
    return f"{first} {second}"


def unfinished(text: str) -> tuple[float, str]:
    """How surely a text breaks off in the middle: a weight from 0 up, and the reason."""
    text = text.rstrip()
    if not text:
        return 0.0, ""
    if text[-1] in OPEN_ENDS:
        return 1.5, f"ends with «{text[-1]}»"
    if text.count("(") > text.count(")") or text.count("«") > text.count("»"):
        return 1.0, "a bracket or quote is still open"
    match = _LAST_WORD.search(text[-_REACH:])
    if match is None or text[-1] in ".;!?":
        return 0.0, ""
    readings = parses(match.group(1).lower())
    if not readings:
        return 0.0, ""
    parts = {str(reading.tag.POS) for reading in readings[:1]}
    if parts & {"PREP", "CONJ"}:
        return 1.5, f"ends with «{match.group(1)}»"
    if parts & {"ADJF", "PRTF"}:
        return 0.6, f"ends with the attribute «{match.group(1)}»"
    return 0.0, ""
