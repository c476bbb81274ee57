"""The dictionary gives the same answers however its letters are walked."""

from __future__ import annotations

import pymorphy3
import pytest

from extract.lexicon import analyzer, is_word, parses


@pytest.mark.parametrize(
    "word", ["школы", "ёлка", "елка", "учителя", "краснолугского", "бармаглот", "х", "оо", "ъ"]
)
def test_quick_walk_changes_no_answer(word: str) -> None:
    plain = pymorphy3.MorphAnalyzer(lang="ru")

    assert [(p.tag, p.normal_form, p.score) for p in parses(word)] == [
        (p.tag, p.normal_form, p.score) for p in plain.parse(word)
    ]
    assert is_word(word) == plain.word_is_known(word)
    assert type(analyzer().dictionary.words.dct) is not type(plain.dictionary.words.dct)


def test_signs_without_a_name_have_no_reading() -> None:
    assert parses("\U00017000") == ()
