"""How likely a recognized text is right, from its words' confidences, the dictionary and its shape.

Tesseract's confidence alone finds a quarter of the wrong cells; looks at the
same ink that disagree, odd letters, mixed scripts, unknown lower-case words
and impossible shapes find most of the others. The weights come from
`benchmarks/ocr_doubts.py --fit`, the figures are in docs/accuracy-scans.md.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from extract.lexicon import is_word


class Recognized(Protocol):
    """What is asked of a word: `OcrWord`, or the layout's `Word`."""

    @property
    def text(self) -> str:
        """What was read."""

    @property
    def confidence(self) -> float:
        """From 0 to 1."""


_UNITS = r"кв|квартал|полугод"
SIGNS: dict[str, re.Pattern[str]] = {
    "odd mark": re.compile(r"[|\\~^`{}<>©®$@&§£€¢¥_=*#‘’‚„\[\]]"),
    "mixed script": re.compile(r"(?=\w*[A-Za-z])(?=\w*[А-Яа-яЁё])\w+"),
    "inner capital": re.compile(r"\b[а-яё]+[А-ЯЁ]|[А-ЯЁ][а-яё]*[а-яё][А-ЯЁ]{1,2}\b"),
    "letter and digit": re.compile(r"\b(?=\w*\d)(?=\w*[а-яё]{2})\w+|\b\d[А-ЯЁ]\b|\b[А-ЯЁ]\d"),
    "latin": re.compile(r"\b(?![IVXL]+\b)[A-Za-z]+\b"),
    "stuck": re.compile(
        r"[а-яё][«(]|[,;:»)][А-Яа-яЁё]|[а-яё]\.[а-яё]{2}|\w[—–]\s|\s[.,;:]"
        r"|[а-яё]{5}[.!?] [а-яё]|[а-яё]{4}\. [а-яё]{4}"
    ),
    "list": re.compile(r"[.,] [-–] [а-яё]"),
    "bad number": re.compile(
        rf"(?<!\d)0\d?0\b(?!\s*%)|\b[ЗЭОзо]\s?(?={_UNITS})|\b(?!(?:19|20)\d\d)\d{{4}}(?= ?г)"
        r"|^\d+(?:\.\d+)*,$|\d\.\d\.\d+\.\d|\b(?:3[2-9]|[4-9]\d)\.\d\d\.\d{4}"
        r"|\b\d\d\.(?:1[3-9]|[2-9]\d)\.\d{4}|^\d{2,}\.\d$"
    ),
    "bad label": re.compile(
        rf"^[А-ЯЁ|]{{1,2}}[.!]? (?:[А-ЯЁ]|{_UNITS}|п/п)|^(?:{_UNITS})|^[NМ]№? ?п|^№ ?пп$"
    ),
    "odd capital": re.compile(
        r"\d ?[А-ЯЁ]\.?(?![\w.])|\d [А-ЯЁ]{2,3}\.(?!\w)|[а-яё] [А-ЯЁ]{2,4}\. [а-яё]"
        r"|[а-яё] [ВИКОСУ] [а-яё]"
    ),
    "end": re.compile(r"\w.*[-–—,:]$|\d ?г$|(?<=[а-яё]{4})\.$"),
}
"""Shapes that misreadings have, by name."""

_LETTER, _LEFT_OVER = 0.1, 0.03
"""The ink of a letter in em², and how much of it outside all words is more than dust."""
_KNOWN = frozenset(("№ п/п", "№п/п"))
"""Whole cells that a table can only mean so, however unsurely they are read."""
_NAME = re.compile(r"\b[А-ЯЁ][а-яё]{3,}\b")
_SHOUTED = re.compile(r"(?<![\w«.-])[А-ЯЁ]{3,}(?![\w».-])")
_LOWER_WORD = re.compile(r"\b[а-яё]{4,}\b")

WEIGHTS_FILE = Path(__file__).with_name("confidence.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What `benchmarks/ocr_doubts.py --fit` writes: a logistic model of «this text is right».

    A text that is right with a probability under `doubtful` should be compared
    with the scan.
    """

    bias: float
    doubtful: float
    weights: dict[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of `confidence.toml`."""
    return Weights(**tomllib.loads(WEIGHTS_FILE.read_text("utf-8")))


def signs(text: str) -> dict[str, float]:
    """The signs of trouble in a text, by name, with how often they stand there (at most 2)."""
    found = {name: float(bool(pattern.search(text))) for name, pattern in SIGNS.items()}
    unknown = sum(not is_word(word) for word in _LOWER_WORD.findall(text))
    found["unknown word"] = float(min(unknown, 2))
    if _LOWER_WORD.search(text) and any(is_word(w.lower()) for w in _SHOUTED.findall(text)):
        found["odd capital"] = 1.0
    names = sum(not is_word(word.lower()) for word in _NAME.findall(text))
    found["unknown name"] = float(min(names, 2))
    found["unbalanced"] = float(
        text.count("«") != text.count("»") or text.count("(") != text.count(")")
    )
    return found


def evidence_of(text: str, words: Sequence[Recognized], *, unread: float = 0.0) -> dict[str, float]:
    """Everything that speaks for or against a recognized text.

    `unread` is ink (em²) that no word covers.
    """
    if text in _KNOWN:
        return {}
    letters = sum(len(word.text) for word in words) or 1
    mean = sum(word.confidence * len(word.text) for word in words) / letters
    least = min((word.confidence for word in words), default=0.0)
    return {
        "least": -math.log(max(1.01 - least, 0.01)) - 3.0,
        "mean": 10 * (1 - mean),
        "very unsure": float(least < 0.5),
        "disputed": float(any(getattr(word, "disputed", False) for word in words)),
        "unread": min(unread / _LETTER, 6.0) if unread > _LEFT_OVER else 0.0,
        "length": math.log(max(len(text), 1)),
        **signs(text),
    }


def trust(evidence: dict[str, float]) -> float:
    """The probability that a text is right, from 0 to 1."""
    if not evidence:
        return 1.0
    model = weights()
    score = model.bias + sum(model.weights.get(name, 0.0) * v for name, v in evidence.items())
    return 1 / (1 + math.exp(-score))


def is_doubtful(confidence: float) -> bool:
    """Whether a recognized text should be compared with the scan."""
    return confidence < weights().doubtful
