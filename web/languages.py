"""Russian and English: which one a reader wants, and the words of the pages in it.

Pages are written with English words; `words.toml` has the Russian ones. The
language of a request stands in a context variable, because Datasette asks for
titles and descriptions without saying for whom.
"""

from __future__ import annotations

import re
import tomllib
from contextvars import ContextVar
from importlib import resources

LANGUAGES = ("ru", "en")
"""Russian first: it is the language of the orders, and the default."""

LANGUAGE: ContextVar[str] = ContextVar("language", default="ru")
"""The language of the request that is being answered."""

COOKIE = "prikaz_lang"
"""Remembers what was chosen with `?lang=`."""

_RANGE = re.compile(r"\s*([A-Za-z*]+)(?:-[\w-]+)?\s*(?:;\s*q\s*=\s*([\d.]+))?\s*")


def choose(asked: str | None, cookie: str | None, accepted: str, default: str = "") -> str:
    """The language of an answer.

    Args:
        asked: Value of `?lang=`.
        cookie: What was chosen earlier.
        accepted: The header `Accept-Language`.
        default: Set by who started the server; then the header does not count.
    """
    for wish in (asked, cookie, default):
        if wish in LANGUAGES:
            return str(wish)
    return _accepted(accepted) or LANGUAGES[0]


def _accepted(header: str) -> str:
    """The language of ours that the header likes best; empty where it names none."""
    best, weight = "", 0.0
    for part in header.split(","):
        match = _RANGE.fullmatch(part)
        if match is None or match[1].lower() not in LANGUAGES:
            continue
        try:
            liked = float(match[2] or 1)
        except ValueError:
            continue
        if liked > weight:
            best, weight = match[1].lower(), liked
    return best


def translate(words: str) -> str:
    """The words in the language of the request; as they are where there is no translation."""
    return WORDS.get(words, words) if LANGUAGE.get() == "ru" else words


def translate_value(group: str, value: str) -> str:
    """A value of the store in words: `date` of the group `deadline` is «дата» in Russian."""
    if LANGUAGE.get() == "ru":
        return WORDS.get(f"{group} {value}", value)
    return value.replace("_", " ")


def _read() -> dict[str, str]:
    text = resources.files("web").joinpath("words.toml").read_text(encoding="utf-8")
    return {english: str(russian) for english, russian in tomllib.loads(text).items()}


WORDS: dict[str, str] = _read()
"""English words of the pages → Russian ones."""
