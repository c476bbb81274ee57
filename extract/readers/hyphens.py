"""Words that the edge of a line cut in two, told from true hyphens by the dictionary."""

from __future__ import annotations

import re

from extract.lexicon import is_word

_CUT = re.compile(r"(?:[^\W\d_]|-)*[^\W\d_]\Z")
_HEAD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SURE = ("\u00ad", "\u00ac")
_HYPHENS = ("-", "\u2010", "\u2011")
_LINKING = ("о", "е")


def join_wrapped(first: str, second: str) -> str:
    """Two visual lines of one text as one: a space between them, or a mended word.

    «органи-» + «зация» → «организация»; «учебно-» + «методический» keeps its
    hyphen; «2017-» + «2018» and «Ростов-» + «Дон» are put together as they are.
    """
    first, second = first.rstrip(" \t"), second.lstrip(" \t")
    if not first or not second:
        return first + second
    if first.endswith(_SURE):
        return first[:-1] + second
    if not first.endswith(_HYPHENS):
        return f"{first} {second}"
    before = first[:-1]
    if not before or before[-1].isspace():
        return f"{first} {second}"
    if not second[0].islower():
        return first + second if second[0].isalnum() else f"{first} {second}"
    cut, head = _CUT.search(before), _HEAD.match(second)
    if not cut or not head:
        return first + second
    return (before if is_cut_word(cut.group(), head.group()) else first) + second


def is_cut_word(left: str, right: str) -> bool:
    """Whether `left` + `right` is one word that a line end cut (without its hyphen)."""
    left, right = left.lower(), right.lower()
    last, begin = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    if is_word(last + begin):
        return not (is_word(f"{last}-{begin}") and len(last) <= 3)
    if is_word(f"{left}-{right}"):
        return False
    if is_word(begin) and (is_word(last) or last.endswith(_LINKING)):
        return False
    # An unknown name or a rare term: cut, unless what follows can stand alone.
    return not (is_word(begin) and len(begin) > 3)
