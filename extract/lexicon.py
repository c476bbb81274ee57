"""The Russian dictionary: is this a word, what are its forms (pymorphy3).

The only importer of pymorphy3. The analyzer is built once a process (about
0.2 s, 15 MB) and its answers are kept for words seen before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_CACHE = 200_000


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """The process's one pymorphy3 analyzer."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=_CACHE)
def parses(word: str) -> tuple[Any, ...]:
    """Every reading of a word form, the likeliest first (pymorphy3 `Parse` objects)."""
    return tuple(analyzer().parse(word))


@lru_cache(maxsize=_CACHE)
def is_word(word: str) -> bool:
    """Whether the dictionary holds this very form (no guessing by its ending)."""
    return bool(analyzer().word_is_known(word))


@lru_cache(maxsize=_CACHE)
def lemma(word: str) -> str:
    """The likeliest dictionary form, lower case, ё kept as the dictionary has it."""
    readings = parses(word)
    return str(readings[0].normal_form) if readings else word.lower()
