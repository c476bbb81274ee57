"""Lines: their words for reading, letter-spacing closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Place
from extract.structure.lines import Line, close_spacing, may_be_spaced


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("П Р И К А З", "ПРИКАЗ"),
        ("п р и к а з ы в а ю:", "приказываю:"),
        ("  Р Е Ш И Л", "РЕШИЛ"),
        ("П\u00a0Л\u00a0А\u00a0Н\tна  год ", "ПЛАН на год"),
        ("п о п у т и", "попути"),
        ("1 А Б В Г 2", "1 АБВГ 2"),
        ("и о в", "и о в"),
        (" План \u00a0работы\tна год ", "План работы на год"),
        ("", ""),
    ],
)
def test_plain_words(text: str, plain: str) -> None:
    assert Line(text, 0, Place(1)).plain == plain


def test_plain_words_follow_the_text() -> None:
    line = Line("П Л А Н", 0, Place(1))
    assert replace(line, text="С М Е Т А").plain == "СМЕТА"


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\u00a0"])
@pytest.mark.parametrize("word", ["план", "ПРИКАЗ", "Ёлка", "решила"])
@pytest.mark.parametrize("around", ["{}", "{}:", "О {}", "о, {} 2", "№ 5 {}."])
def test_the_quick_look_misses_no_spaced_word(space: str, word: str, around: str) -> None:
    text = around.format(space.join(word))
    assert may_be_spaced(text)
    assert word in close_spacing(text)
