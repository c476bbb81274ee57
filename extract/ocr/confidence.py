"""Which recognized texts a person should look at.

Tesseract's confidence alone finds a quarter of the wrong cells; odd letters,
mixed scripts and unknown lower-case words find most of the others. The limits
are calibrated in docs/accuracy-scans.md.
"""

from __future__ import annotations

import re

from extract.lexicon import is_word

SURE = 0.86
"""Below this mean confidence a text is doubtful whatever it says."""
FAIRLY_SURE = 0.93
"""Below this, one more sign of trouble is enough."""

_ODD = re.compile(r"[|\\~^`{}<>©®$@&§£€¢¥_=*#‘’]")
_MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*[А-Яа-яЁё])\w+")
_INNER_CAPITAL = re.compile(r"\b[а-яё]+[А-ЯЁ]|[А-ЯЁ][а-яё]*[а-яё][А-ЯЁ]{1,2}\b")
_LETTER_AND_DIGIT = re.compile(r"\b(?=\w*\d)(?=\w*[а-яё]{2})\w+")
_LATIN = re.compile(r"\b(?![IVXL]+\b)[A-Za-z]+\b")
_LOWER_WORD = re.compile(r"\b[а-яё]{4,}\b")
_STUCK = re.compile(r"[а-яё][«(]|[,;:»)][А-Яа-яЁё]|[а-яё]\.[а-яё]{2}")


def signs(text: str) -> tuple[str, ...]:
    """The signs of trouble in a text, by name."""
    found = []
    for name, pattern in (
        ("odd-mark", _ODD),
        ("mixed-script", _MIXED),
        ("inner-capital", _INNER_CAPITAL),
        ("letter-and-digit", _LETTER_AND_DIGIT),
        ("latin", _LATIN),
        ("stuck", _STUCK),
    ):
        if pattern.search(text):
            found.append(name)
    if any(not is_word(word) for word in _LOWER_WORD.findall(text)):
        found.append("unknown-word")
    if text.count("«") != text.count("»") or text.count("(") != text.count(")"):
        found.append("unbalanced")
    return tuple(found)


def is_doubtful(text: str, confidence: float) -> bool:
    """Whether a recognized text should be compared with the scan."""
    if confidence < SURE:
        return True
    trouble = signs(text)
    strong = [sign for sign in trouble if sign not in ("unknown-word", "unbalanced")]
    return bool(strong) or (bool(trouble) and confidence < FAIRLY_SURE)
