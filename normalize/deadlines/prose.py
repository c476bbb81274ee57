"""Tell a sentence of a clause from the words of a deadline column.

A clause says what is to be done («… провести …», «… утвердить …»); a cell of
deadlines only says when. What a sentence is about is full of dates that are no
deadlines, so it is read by `running`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import parses

_FEWEST_WORDS = 4
_FEWEST_LETTERS = 25
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"\n]*\"|\([^()]*\)")
_WORD = re.compile(r"[А-Яа-яЁё]{2,}")
_ACT = re.compile(r"\bот\s+[«\"]?\d{1,2}\b.{4,25}?(?:№|\bN)\s*\d|регистрационный\s+№")
_PREAMBLE = re.compile(
    r"\W*(?:во\s+исполнение|в\s+целях|рассмотрев|руководствуясь|в\s+соответствии\b.*\bв\s+целях)\b",
    re.IGNORECASE | re.DOTALL,
)
_ORDERS = re.compile(
    r"\b(?:приказываю|постановляю|распоряжаюсь|обязываю|предлагаю|оставляю|возлагаю|поручаю|решил[ао]?)\b"
)
_IS_DONE = re.compile(
    r"\b\w{3,}(?:ается|яется|уется|еется|аются|яются|уются|еются|ится|атся|ятся)\b"
)
_ABOUT_TERMS = re.compile(r"\W*(?:конкретн\w+\s+)?(?:срок|дат|врем|период|график)")
_WORDS_OF_A_RULE = 6
_SPACED = re.compile(r"(?:\b[а-яё]\s){5,}[а-яё]\b")  # «п р и к а з ы в а ю»


@lru_cache(maxsize=20_000)
def is_prose(words: str) -> bool:
    """Whether words are a sentence with something to do, not only a time."""
    if len(words) < _FEWEST_LETTERS:
        return False
    if len(_WORD.findall(words)) < _FEWEST_WORDS:
        return False
    found = _WORD.findall(_QUOTED.sub(" ", words))
    lowered = words.lower()
    if _ORDERS.search(lowered) or _SPACED.search(lowered):
        return True
    if _PREAMBLE.match(words):
        return True
    if (
        len(found) >= _WORDS_OF_A_RULE
        and not _ABOUT_TERMS.match(lowered)
        and _IS_DONE.search(lowered)
    ):
        return True
    return any(is_infinitive(word.lower()) for word in found)


def names_an_act(words: str) -> bool:
    """Whether words give the date and the number of an act («от 11.04.2017 № 1079»)."""
    return len(words) >= _FEWEST_LETTERS and bool(_ACT.search(words))


@lru_cache(maxsize=50_000)
def is_noun(word: str) -> bool:
    """Whether a word is most probably a noun («жилфонда»)."""
    return any(reading.tag.POS == "NOUN" for reading in parses(word)[:1])


@lru_cache(maxsize=50_000)
def is_infinitive(word: str) -> bool:
    """Whether a word names what is to be done («провести»)."""
    if not word.endswith(("ть", "ться", "ти", "тись", "чь")):
        return False
    return any(reading.tag.POS == "INFN" for reading in parses(word)[:1])
