from __future__ import annotations

import pytest

from extract.layout.content import Word
from extract.layout.furniture import split_furniture
from extract.layout.lines import Line, split_at_tabs, to_lines
from extract.layout.paragraphs import PageLine, to_paragraphs

LETTER = 5.5
LEFT, RIGHT = 70.0, 550.0


def _line(text: str, base: float, x: float = LEFT, *, bold: bool = False) -> Line:
    words = []
    for part in text.split(" "):
        end = x + LETTER * len(part)
        words.append(Word(part, x, base - 9.6, end, base + 2.6, base, bold))
        x = end + 3
    return Line(tuple(words))


def _centred(text: str, base: float) -> Line:
    width = LETTER * len(text) - 2.5 * text.count(" ")
    return _line(text, base, (LEFT + RIGHT - width) / 2)


def _paragraphs(*lines: Line) -> list[tuple[str, str, str]]:
    page_lines = [PageLine(1, line, LEFT, RIGHT) for line in lines]
    return [(p.number, p.text, p.align) for p in to_paragraphs(page_lines)]


FULL = "Руководителям учреждений района обеспечить выполнение мероприятий в установлен-"


def test_wrap_is_undone_and_short_line_ends_a_paragraph() -> None:
    assert _paragraphs(
        _line(FULL, 100), _line("ные сроки.", 114), _line("Контроль оставляю за собой.", 128)
    ) == [
        ("", FULL[:-1] + "ные сроки.", "left"),
        ("", "Контроль оставляю за собой.", "left"),
    ]


def test_centred_lines_with_room_are_the_authors() -> None:
    assert _paragraphs(_centred("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", 100), _centred("ПРИКАЗ", 114)) == [
        ("", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "center"),
        ("", "ПРИКАЗ", "center"),
    ]


def test_note_in_the_corner_stands_right() -> None:
    assert [each[2] for each in _paragraphs(_line("Приложение", 100, 400))] == ["right"]


def test_list_marks_become_numbers() -> None:
    assert _paragraphs(_line("Задачи:", 100), _line("- развитие спорта;", 114)) == [
        ("", "Задачи:", "left"),
        ("-", "развитие спорта;", "left"),
    ]


def test_wide_gap_is_a_tab() -> None:
    words = (*_line("Глава района", 100).words, *_line("И.И. Ясный", 100, 440).words)

    assert _paragraphs(Line(words)) == [("", "Глава района\tИ.И. Ясный", "left")]


def test_evenly_stretched_line_has_no_tabs() -> None:
    words = [Word("слово", x, 90, x + 30, 102, 100) for x in (70.0, 130.0, 190.0, 250.0)]

    assert len(split_at_tabs(Line(tuple(words)))) == 1


def test_raised_sign_belongs_to_its_line() -> None:
    words = [*_line("сноска", 100).words, Word("1", 103, 88, 106, 96, 97)]

    assert [line.text for line in to_lines(words)] == ["сноска1"]


@pytest.mark.parametrize("number", ["1", "- 3 -", "стр. 3", "Страница 3 из 12", "3/12"])
def test_page_number_is_furniture(number: str) -> None:
    body, gone = split_furniture([(842, [_line(number, 40, 300), _line("Текст", 100)])])[0]

    assert [line.text for line in body] == ["Текст"]
    assert [line.text for line in gone] == [number]


def test_running_head_is_furniture_and_annex_note_is_not() -> None:
    pages = [
        (842.0, [_line("Реестр актов", 40), _line("Приложение", 70, 400), _line("Текст", 200)])
        for _ in range(2)
    ]

    for body, gone in split_furniture(pages):
        assert [line.text for line in body] == ["Приложение", "Текст"]
        assert [line.text for line in gone] == ["Реестр актов"]


def test_a_foot_that_counts_pages_is_furniture_though_it_names_the_order() -> None:
    pages = [
        (842.0, [_line("Текст", 200), _line(f"Приказ отдела от 01.02.2021 № 5 стр. {n}", 800)])
        for n in (1, 2)
    ]

    assert [len(gone) for _, gone in split_furniture(pages)] == [1, 1]


def test_number_in_the_middle_of_the_page_is_text() -> None:
    body, _ = split_furniture([(842, [_line("Текст", 100), _line("12", 400, 300)])])[0]

    assert len(body) == 2


def test_number_of_an_order_at_the_top_of_a_page_is_text() -> None:
    body, _ = split_furniture([(842, [_line("145", 60, 300), _line("Текст", 100)])])[0]

    assert [line.text for line in body] == ["145", "Текст"]


def test_numbers_that_count_on_from_another_volume_are_furniture() -> None:
    pages = [(842.0, [_line(str(n), 40, 300), _line(f"Текст {n}", 200)]) for n in (87, 88, 89)]

    assert [len(gone) for _, gone in split_furniture(pages)] == [1, 1, 1]
