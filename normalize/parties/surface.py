"""The letters of a cell: a view to read by, and which of them stand inside quotes or brackets.

The view has exactly as many characters as the text it was made of, so that
offsets found in one hold in the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import is_word
from normalize.text import LATIN_TO_CYRILLIC, cyrillic_lookalikes, unify_dashes, unify_quotes

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BREAK = re.compile(r"\s*(?:<br\s*/?>|[\n\r\u2028\u2029\v\f])\s*", re.IGNORECASE)
_BLANK = re.compile(r"[^\S\n]+")
_HYPHENATED = re.compile(r"([А-ЯЁа-яё]+)-\n([а-яё]+)")
_GERMAN = re.compile(r"„([^„“”]*)“")
_DOUBLE_CLOSE = re.compile(r'(?<=\S)""(?=[\s,;.)]|$)')
_LATIN_ACRONYM = re.compile(r"(?<![A-Za-zА-Яа-яЁё])[ABCEHKMOPTX]{2,}(?![A-Za-zА-Яа-яЁё])")
_HEAD_AFTER = re.compile(
    r"\s*[,;\n]\s*(?:[А-ЯЁ]{2,}\b|[А-ЯЁ][а-яё-]+ [А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\.|[а-яё]{4,})"
)


@dataclass(frozen=True, slots=True)
class Surface:
    """A cell's text, its view with unified quotes, dashes and letters, the depth of each letter.

    `depth` counts the quotes and brackets around each character, the marks
    themselves included. `mended` says that the quotes or brackets did not pair.
    """

    text: str
    view: str
    depth: tuple[int, ...]
    mended: bool


def tidy(text: str) -> str:
    """NFC without invisible characters, single spaces, line feeds kept, hyphenation undone."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _BLANK.sub(" ", _BREAK.sub("\n", text)).strip()
    return _HYPHENATED.sub(_joined, text) if "-\n" in text else text


def _joined(match: re.Match[str]) -> str:
    """A word cut at a line's end, without the hyphen where the whole is a word."""
    return match[1] + match[2] if is_word(match[1] + match[2]) else f"{match[1]}-{match[2]}"


@lru_cache(maxsize=20_000)
def view_of(text: str) -> str:
    """The same text with «», - and Cyrillic letters, character for character."""
    text = _GERMAN.sub(r"«\1»", _DOUBLE_CLOSE.sub("»»", text))
    text = text.replace("‹", "«").replace("›", "»").replace("<<", "« ").replace(">>", " »")
    text = cyrillic_lookalikes(unify_dashes(unify_quotes(text)))
    return _LATIN_ACRONYM.sub(lambda match: match.group().translate(LATIN_TO_CYRILLIC), text)


def surface(text: str) -> Surface:
    """Read the marks of a tidy text."""
    view = view_of(text)
    if not re.search("[«»()\\[\\]]", view):
        return Surface(text, view, (0,) * len(view), False)
    depth, mended = _depths(view)
    return Surface(text, view, depth, mended)


def _depths(view: str) -> tuple[tuple[int, ...], bool]:
    """Depth of every character; a mark without a partner is closed where the name must end."""
    extra_quotes = view.count("«") > view.count("»")
    stack: list[str] = []
    out: list[int] = []
    mended = False
    for index, char in enumerate(view):
        if char in "«([":
            if char == "(" and stack and stack[-1] == "«" and _unclosed(view, index, "»"):
                while stack and stack[-1] == "«":  # «Центр качества образования (Лунина С.Н.)
                    stack.pop()
                mended = True
            stack.append("«" if char == "«" else "(")
            out.append(len(stack))
            continue
        if char in "»)]":
            want = "«" if char == "»" else "("
            out.append(len(stack))
            if want in stack:
                while stack and stack[-1] != want:
                    stack.pop()
                    mended = True
                stack.pop()
                if char == "»" and extra_quotes and stack and _unclosed(view, index + 1, "»"):
                    mended = True
                    while stack and stack[-1] == "«":  # «ГМЦ «Вектор»: one mark closes both
                        stack.pop()
            else:
                mended = True
            continue
        if (
            stack
            and char in ",;\n"
            and _unclosed(view, index, "»" if stack[-1] == "«" else ")")
            and _HEAD_AFTER.match(view, index)
        ):
            stack.clear()
            mended = True
        out.append(len(stack))
    return tuple(out), mended or bool(stack)


def _unclosed(view: str, index: int, closer: str) -> bool:
    """Whether no closing mark follows before the next mark that opens such a pair."""
    opener = "«" if closer == "»" else "("
    close = view.find(closer, index)
    if close < 0:
        return True
    following = view.find(opener, index + (view[index] == opener))
    return 0 <= following < close
