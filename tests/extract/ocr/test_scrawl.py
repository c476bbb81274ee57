"""Words that a pen or a stamp left before a name go; a post and a rule to sign on stay."""

from __future__ import annotations

import pytest

from extract.layout.content import Word
from extract.layout.lines import Line
from extract.ocr.scrawl import without_scrawl_at_names

SIZE = 12.0


def line(*words: tuple[str, float, float]) -> Line:
    """A line of (text, left edge, confidence); a letter is 6 points wide."""
    return Line(
        tuple(
            Word(text, x0, 100.0, x0 + 6 * len(text), 100.0 + SIZE, 110.0, confidence=sure)
            for text, x0, sure in words
        )
    )


def left(*scraps: tuple[str, float, float], name: str = "А.Б. Полевая") -> tuple[str, str]:
    """What stays of «Начальник отдела … name», and what was left out."""
    names = [(text, 400.0 + 50 * at, 0.96) for at, text in enumerate(name.split())]
    kept, dropped = without_scrawl_at_names(
        [line(("Начальник", 40, 0.96), ("отдела", 100, 0.95), *scraps, *names)]
    )
    return kept[0].text, " ".join(word.text for words in dropped for word in words)


@pytest.mark.parametrize(
    "scraps",
    [
        (("о", 250, 0.3),),
        (("К", 240, 0.4), ("=", 280, 0.2), ("й", 320, 0.5)),
        (("\\", 300, 0.97), ("/", 340, 0.95)),
        (("52,", 250, 0.2), ("Ое", 290, 0.1), ("4", 330, 0.3)),
        (("и", 300, 0.95),),
        (("гли", 260, 0.4),),
        (("разова", 260, 0.3),),
    ],
)
def test_scrawl_before_a_name_is_left_out_and_told(scraps: tuple[tuple[str, float, float]]) -> None:
    kept, dropped = left(*scraps)

    assert kept == "Начальник отдела А.Б. Полевая"
    assert dropped == " ".join(text for text, _, _ in scraps)


@pytest.mark.parametrize(
    "name", ["А. Полевая", "Полевая А.Б.", "А.Б. Полевая-Лесная", "А. Б. Полевая"]
)
def test_names_are_known_in_their_manners(name: str) -> None:
    assert left(("ъ,", 300, 0.2), name=name) == (f"Начальник отдела {name}", "ъ,")


@pytest.mark.parametrize(
    "scraps",
    [
        (("культуры", 142, 0.3),),
        (("№", 150, 0.5), ("5", 165, 0.95)),
        (("______", 250, 0.3),),
        (("и", 142, 0.95), ("культуры", 154, 0.9)),
        (("ОКРУГА", 260, 0.95),),
        (("ИМЦ", 142, 0.7),),
    ],
)
def test_what_may_be_print_stays(scraps: tuple[tuple[str, float, float]]) -> None:
    kept, dropped = left(*scraps)

    assert dropped == ""
    assert kept == " ".join(["Начальник отдела", *(text for text, _, _ in scraps), "А.Б. Полевая"])


def test_words_close_to_a_name_are_no_scrawl() -> None:
    before = line(("Отв.", 40, 0.4), ("—", 68, 0.2), ("А.Б.", 82, 0.9), ("Полевая", 110, 0.9))

    (after,), dropped = without_scrawl_at_names([before])

    assert (after.text, dropped) == (before.text, [])


def test_line_without_a_name_is_left_alone() -> None:
    before = line(("Принять", 40, 0.9), ("о", 250, 0.2), ("меры", 400, 0.9))

    (after,), dropped = without_scrawl_at_names([before])

    assert (after.text, dropped) == (before.text, [])
