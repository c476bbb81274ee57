"""The words themselves: NFC, spaces, quotes, dashes, look-alike letters.

Every function is pure and leaves Russian text that is already clean as it is.
NFC only: NFKC would turn «№» into «No» and tear й apart.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BREAK_HYPHEN = re.compile(r"(?<=[а-яёa-z])[-\u2010\u2011\u00ac]\n\s*(?=[а-яё])")
DASHES = r"\u2010-\u2015\u2212\u2500\u2501\ufe58\uff0d"
"""Hyphens, dashes, the minus sign, lines of box drawing and wide forms, for a set of a pattern."""

_DASHES = re.compile(f"[{DASHES}]")

LATIN_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXaceopxyK", "АВСЕНКМОРТХасеорхуК")
"""Latin letters that look like Cyrillic ones in print."""

_QUOTES = re.compile("[“„‟”‘’\"']")
_LATIN = re.compile("[A-Za-z]")
_MIXED = re.compile(r"[A-Za-zА-Яа-яЁё]+")


def clean(text: str) -> str:
    """NFC, invisible characters out, every run of white space one space."""
    text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def unify_dashes(text: str) -> str:
    """Every dash and hyphen look-alike becomes «-»; for reading, not for storing."""
    return _DASHES.sub("-", text)


def unify_quotes(text: str) -> str:
    """Straight, English and German quotes become «»; pairs are told by what stands beside them."""
    if not _QUOTES.search(text):
        return text
    out: list[str] = []
    for index, char in enumerate(text):
        if char == "“" and index and _closes(text, index):
            out.append("»")  # «“Сад“»: a typist closes with the same mark
        elif char in "“„‟":
            out.append("«")
        elif char in "”‘’" or (char == "'" and '"' in text):
            out.append("»" if char != "'" else char)
        elif char == '"':
            before = text[index - 1] if index else " "
            after = text[index + 1] if index + 1 < len(text) else " "
            opening = (before.isspace() or before in '(«["-–—/') and not after.isspace()
            out.append("«" if opening else "»")
        else:
            out.append(char)
    return "".join(out)


def _closes(text: str, index: int) -> bool:
    """Whether a mark that may open or close stands behind a word and before none."""
    before, after = text[index - 1], text[index + 1] if index + 1 < len(text) else " "
    return not before.isspace() and before not in '(«["-–—/' and not after.isalnum()


def cyrillic_lookalikes(text: str) -> str:
    """Latin look-alikes inside words that have Cyrillic letters become Cyrillic."""

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        if re.search("[А-Яа-яЁё]", word) and re.search("[A-Za-z]", word):
            mended = word.translate(LATIN_TO_CYRILLIC)
            return mended if not re.search("[A-Za-z]", mended) else word
        return word

    return _MIXED.sub(mend, text) if _LATIN.search(text) else text
