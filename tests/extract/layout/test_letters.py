from __future__ import annotations

import pytest

from extract.layout.content import PageContent, Word
from extract.layout.letters import judge, known_share

TEXT = (
    "Управление образования администрации района утверждает план мероприятий по подготовке "
    "школьных учреждений к новому учебному году, назначает ответственных исполнителей и "
    "устанавливает сроки представления отчётов о выполнении решений совещания руководителей"
)


def _page(text: str) -> PageContent:
    words = tuple(
        Word(word, 50.0 + 10 * i, 100, 58.0 + 10 * i, 112, 110)
        for i, word in enumerate(text.split())
    )
    return PageContent(1, 595, 842, words)


def test_russian_is_sound_and_left_alone() -> None:
    page = _page(TEXT)

    verdict = judge(page)

    assert verdict.state == "sound"
    assert verdict.content is page


@pytest.mark.parametrize(
    ("real", "taken"),
    [("cp1251", "latin-1"), ("koi8-r", "cp1251"), ("cp1251", "cp866"), ("cp1251", "cp1252")],
)
def test_letters_of_another_code_page_are_found_and_mended(real: str, taken: str) -> None:
    verdict = judge(_page(TEXT.encode(real).decode(taken)))

    assert verdict.state == "repaired"
    assert verdict.content.text().split()[0] == "Управление"
    assert (known_share(verdict.content.text()) or 0) > 0.8


def test_latin_look_alikes_become_cyrillic() -> None:
    verdict = judge(_page(TEXT.translate(str.maketrans("аеорсх", "aeopcx"))))

    assert verdict.state == "repaired"
    assert verdict.content.text() == TEXT


def test_latin_words_and_roman_numerals_stay() -> None:
    text = TEXT + " XX век, сайт school.ru, формат PDF, проект TOP"

    assert judge(_page(text)).content.text() == text


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["(cid:12)(cid:45)(cid:7)"] * 20),
        "\ufffd\ufffd\ufffd \ufffd\ufffd " * 20,
        # letters shifted by a font's own order
        "Вжфйбрж рфлкзйф дкмтсл щхгктс нпвчы зксхй пвцшк дфлйрк тзгбщ мкпрш лвжтз фкгдн цшрвк " * 2,
    ],
)
def test_nonsense_is_broken(text: str) -> None:
    assert judge(_page(text)).state == "broken"


def test_page_without_words_is_empty() -> None:
    assert judge(_page("")).state == "empty"


def test_few_words_prove_nothing() -> None:
    assert judge(_page("Бжш 12 34 56")).state == "sound"
