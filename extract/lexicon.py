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

    made = pymorphy3.MorphAnalyzer(lang="ru")
    _hasten(made)
    return made


def _hasten(made: Any) -> None:
    """Walk the dictionary's letters in one loop, where its engine is the pure Python one.

    Two calls a letter were most of the cost of a word not met before.
    """
    from dawg_python import units
    from dawg_python.wrapper import Dictionary

    mask, leaf, extension = units.PRECISION_MASK, units.IS_LEAF_BIT | 0xFF, units.EXTENSION_BIT

    class Hastened(Dictionary):  # type: ignore[misc]
        """The same steps as in `Dictionary`."""

        def follow_char(self, label: int, index: int) -> int | None:
            base = self._units[index]
            index = (index ^ ((base >> 10) << ((base & extension) >> 6)) ^ label) & mask
            return index if self._units[index] & leaf == label else None

        def follow_bytes(self, key: bytes, index: int) -> int | None:
            nodes = self._units
            for char in key:
                base = nodes[index]
                index = (index ^ ((base >> 10) << ((base & extension) >> 6)) ^ char) & mask
                if nodes[index] & leaf != char:
                    return None
            return index

    inner = [made.dictionary.words, made.prob_estimator.p_t_given_w]
    inner += made.dictionary.prediction_suffixes_dawgs
    for each in inner:
        if type(getattr(each, "dct", None)) is Dictionary:
            each.dct.__class__ = Hastened


@lru_cache(maxsize=_CACHE)
def parses(word: str) -> tuple[Any, ...]:
    """Every reading of a word form, the likeliest first (pymorphy3 `Parse` objects).

    None for signs that Unicode does not name (Tangut, private use): pymorphy3
    asks each for its name, to tell Latin letters.
    """
    try:
        return tuple(analyzer().parse(word))
    except ValueError:
        return ()


@lru_cache(maxsize=_CACHE)
def is_word(word: str) -> bool:
    """Whether the dictionary holds this very form (no guessing by its ending)."""
    return bool(analyzer().word_is_known(word))


@lru_cache(maxsize=_CACHE)
def lemma(word: str) -> str:
    """The likeliest dictionary form, lower case, ё kept as the dictionary has it."""
    readings = parses(word)
    return str(readings[0].normal_form) if readings else word.lower()
