"""Whether the text layer of a page holds Russian, and how to mend one that nearly does.

A text layer can be wrong though the page looks right: the font has no table
of its letters («(cid:12)»), the letters are those of another code page
(«Ïðèêàç»), or a recognition program chose Latin letters that look alike. The
share of words that the dictionary knows tells; which code page it was is found
by trying those that occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from extract.layout.content import PageContent, Word
from extract.lexicon import is_word

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_WORD = re.compile(r"[А-Яа-яЁё]{4,}")
_MIXED = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_CID = re.compile(r"\(cid:\d+\)")
_LATIN = re.compile(r"[A-Za-z]")
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\ud800-\udfff]")
_SYMBOL_FONT = re.compile("[\uf000-\uf0ff]")
_ROMAN = re.compile(r"^[IVXLCM]+$")
_LATIN_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXYaceopxyuk", "АВСЕНКМОРТХУасеорхуик")
_LETTER_WORDS = frozenset("aocky")
"""Latin letters that look like the Russian words «а», «о», «с», «к», «у»."""
_DEFECT = 3
"""Words of both alphabets on a page that show that its Latin letters are an error."""
_SAMPLE_LETTERS = 3000
_SAMPLE = 60
"""Distinct words that are looked up on a page."""
_ENOUGH = 12
"""Fewer words than this prove nothing."""
_GOOD = 0.55
"""The dictionary knows more than this share of the words of a sound page (names included)."""
_BAD = 0.30
_BROKEN_SIGNS = 0.08

_CODE_PAGES: tuple[tuple[str, str], ...] = (
    ("cp1252", "cp1251"),
    ("latin-1", "cp1251"),
    ("cp1251", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1251", "koi8-r"),
    ("koi8-r", "cp1251"),
    ("latin-1", "koi8-r"),
    ("latin-1", "cp866"),
    ("cp1251", "cp866"),
    ("cp866", "cp1251"),
    ("mac-roman", "cp1251"),
    ("latin-1", "mac-cyrillic"),
    ("cp1252", "mac-cyrillic"),
)
"""(what the bytes were taken for, what they are)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text layer is: `sound`, `repaired`, `empty` or `broken`.

    `content` is the page with its words as they are to be read; `reason` says
    what was wrong, in words for a finding.
    """

    state: str
    content: PageContent
    reason: str = ""


def judge(content: PageContent) -> Verdict:
    """Check the letters of a page and mend what can be mended with certainty."""
    if not content.words:
        return Verdict("empty", content, "the page has no text")
    text = content.text()
    if _is_broken(text):
        return Verdict("broken", content, "characters without a meaning")
    sample = text[:_SAMPLE_LETTERS]
    letters = sum(map(str.isalpha, sample))
    cyrillic = len(_CYRILLIC.findall(sample))
    if letters < 20:
        return Verdict("sound", content)
    if cyrillic > 0.5 * letters:
        mended, changed = _without_lookalikes(content) if _LATIN.search(text) else (content, 0)
        known = known_share(mended.text() if changed else text)
        if known is None or known >= _BAD:
            if changed > max(3, 0.01 * len(content.words)):
                return Verdict("repaired", mended, f"Latin look-alikes in {changed} words")
            return Verdict("sound", mended)
    return _from_other_code_page(content, text) or _verdict_on_strange(content, text)


def _verdict_on_strange(content: PageContent, text: str) -> Verdict:
    if len(content.words) < _ENOUGH:
        return Verdict("sound", content)
    if _CYRILLIC.search(text) is None and _reads_as_latin(text):
        return Verdict("sound", content)
    return Verdict("broken", content, "the letters make no Russian words")


def _reads_as_latin(text: str) -> bool:
    """Whether a page without Cyrillic can be another language: vowels where words have them."""
    words = re.findall(r"[a-z]{3,}", text.lower())
    with_vowels = sum(1 for word in words if re.search("[aeiouy]", word))
    return len(words) > _ENOUGH and with_vowels > 0.85 * len(words)


def known_share(text: str) -> float | None:
    """The share of the words that the dictionary knows; None where there are too few."""
    words = dict.fromkeys(map(str.lower, _WORD.findall(text)))
    if len(words) < _ENOUGH:
        return None
    step = max(1, len(words) // _SAMPLE)
    sample = list(words)[::step]
    return sum(1 for word in sample if is_word(word)) / len(sample)


def _is_broken(text: str) -> bool:
    """Whether many characters are none: replacement signs, controls, unassigned, «(cid:7)»."""
    if len(_CID.findall(text)) > 3:
        return True
    strange = len(_STRANGE.findall(text))
    bullets = len(_SYMBOL_FONT.findall(text)) if strange else 0
    return strange - min(bullets, 40) > _BROKEN_SIGNS * len(text)


def _from_other_code_page(content: PageContent, text: str) -> Verdict | None:
    now = known_share(text) or 0.0
    best: tuple[float, Callable[[str], str], str] | None = None
    for taken, real in _CODE_PAGES:

        def decode(word: str, taken: str = taken, real: str = real) -> str:
            return _decoded(word, taken, real)

        share = known_share(" ".join(map(decode, text.split()[:400])))
        if (
            share is not None
            and share > max(_GOOD, now + 0.2)
            and (best is None or share > best[0] + 0.02)
        ):
            best = (share, decode, f"{real} taken for {taken}")
    if best is None:
        return None
    words = tuple(word._replace(text=best[1](word.text)) for word in content.words)
    return Verdict("repaired", replace(content, words=words), f"the letters were {best[2]}")


def _decoded(word: str, taken: str, real: str) -> str:
    """The word's bytes read in the right code page; letters that do not fit stay."""
    try:
        return word.encode(taken).decode(real)
    except UnicodeError:
        if real == "utf-8":
            return word
    made = []
    for char in word:
        try:
            made.append(char.encode(taken).decode(real))
        except UnicodeError:
            made.append(char)
    return "".join(made)


def _without_lookalikes(content: PageContent) -> tuple[PageContent, int]:
    """Words of Cyrillic and look-alike Latin letters as Cyrillic, and how many there were.

    Wholly Latin words («TOP», «c») are taken for Russian ones only on a page
    that has words of both alphabets.
    """
    latin = [index for index, word in enumerate(content.words) if _LATIN.search(word.text)]
    if not latin:
        return content, 0
    words: list[Word] = list(content.words)
    mixed = sum(1 for index in latin if _CYRILLIC.search(words[index].text))
    changed = 0
    for index in latin:
        text = words[index].text
        made = _MIXED.sub(partial(_mend_match, whole=mixed >= _DEFECT), text)
        if made != text:
            words[index] = words[index]._replace(text=made)
            changed += 1
    return (replace(content, words=tuple(words)), changed) if changed else (content, 0)


def _mend_match(match: re.Match[str], *, whole: bool) -> str:
    word = match.group()
    if not any(char.isascii() for char in word):
        return word
    made = word.translate(_LATIN_TO_CYRILLIC)
    if any(char.isascii() for char in made):
        return word
    if _CYRILLIC.search(word):
        return made
    if not whole or _ROMAN.match(word):
        return word
    is_russian = word in _LETTER_WORDS or (len(word) > 2 and is_word(made.lower()))
    return made if is_russian else word
