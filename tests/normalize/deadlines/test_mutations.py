"""A word that could change a date is never passed over, and typography changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corpus.phrases.score_deadlines import Phrase, agrees, phrases
from normalize.deadlines import read_deadline
from normalize.deadlines.prose import is_prose

KNOWN = tuple(phrases("deadlines")) + tuple(phrases("deadlines_scored"))
DATED = tuple(
    phrase
    for phrase in KNOWN
    if all(answer.kind in {"date", "period"} for answer in phrase.answers)
    and not is_prose(phrase.text)
)
SHIFTING = (
    "кроме", "через", "не", "без", "спустя", "накануне", "через неделю", "за 5 дней до", "±", "+3",
    "или", "либо", "около", "ориентировочно", "за исключением", "позднее", "раньше", "отменен",
    "перенесен", "после", "по истечении", "со дня", "перед", "вместо", "за", "половина",
)  # fmt: skip


@pytest.mark.parametrize("word", SHIFTING)
@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_word_that_may_shift_a_date_is_told_of(word: str, place: str) -> None:
    silent = [
        text for phrase in DATED if is_silent(phrase, text := beside(phrase, word, place), word)
    ]

    assert silent == []


def beside(phrase: Phrase, word: str, place: str) -> str:
    return f"{word} {phrase.text}" if place == "before" else f"{phrase.text} {word}"


def is_silent(phrase: Phrase, text: str, word: str) -> bool:
    """Whether there is a date, and no doubt and no condition that keeps the word."""
    reading = read_deadline(text, order_date=phrase.order_date, period=phrase.period)
    if reading.findings or any(word in (item.condition or "") for item in reading.items):
        return False
    return any(item.kind in {"date", "period"} for item in reading.items)


TYPOGRAPHY: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "a semicolon": lambda text: text + ";",
    "tabs": lambda text: text.replace(" ", "\t"),
    "spaces around": lambda text: f" {text}\n",
    "soft hyphens": lambda text: re.sub("тябр", "т\u00adябр", text),
    "no space after commas": lambda text: text.replace(", ", ","),
    "wrapped at the first space": lambda text: text.replace(" ", "\n", 1),
    "wrapped at the last space": lambda text: "\n".join(text.rsplit(" ", 1)),
}


@pytest.mark.parametrize("name", TYPOGRAPHY)
def test_typography_changes_no_answer(name: str) -> None:
    changed = TYPOGRAPHY[name]
    wrong = []
    for phrase in KNOWN:
        text = changed(phrase.text)
        reading = read_deadline(text, order_date=phrase.order_date, period=phrase.period)
        told = any(finding.code == "deadline.lines" for finding in reading.findings)
        if phrase.text.strip() and not agrees(reading, phrase.answers) and not told:
            wrong.append(text)

    assert wrong == []
