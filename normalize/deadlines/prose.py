"""Tell a sentence of a clause from the words of a deadline column.

A clause says what is to be done («… провести …», «… утвердить …»); a cell of
deadlines only says when. What a sentence is about is full of dates that are no
deadlines, so it is read by `running`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import parses

_FEWEST_WORDS = 6
_FEWEST_LETTERS = 40
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"\n]*\"|\([^()]*\)")
_WORD = re.compile(r"[А-Яа-яЁё]{2,}")
_ORDERS = re.compile(r"\b(?:приказываю|постановляю|распоряжаюсь|обязываю|предлагаю)\b")
_SPACED = re.compile(r"(?:\b[а-яё]\s){5,}[а-яё]\b")  # «п р и к а з ы в а ю»


@lru_cache(maxsize=20_000)
def is_prose(words: str) -> bool:
    """Whether words are a sentence with something to do, not only a time."""
    if len(words) < _FEWEST_LETTERS:
        return False
    found = _WORD.findall(_QUOTED.sub(" ", words))
    if len(found) < _FEWEST_WORDS:
        return False
    lowered = words.lower()
    if _ORDERS.search(lowered) or _SPACED.search(lowered):
        return True
    return any(_is_infinitive(word.lower()) for word in found)


@lru_cache(maxsize=50_000)
def _is_infinitive(word: str) -> bool:
    if not word.endswith(("ть", "ться", "ти", "тись", "чь")):
        return False
    return any(reading.tag.POS == "INFN" for reading in parses(word)[:1])
