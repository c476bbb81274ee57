"""Signs of trouble in recognized texts: by themselves, and beside the other cells of a table."""

from __future__ import annotations

import pytest

from extract.document import Cell
from extract.ocr.confidence import signs
from extract.ocr.table_signs import table_signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("до 15 апреля 2015 Г.", "odd capital"),
        ("не менее 10 ШТ. на класс", "odd capital"),
        ("директора ШКОЛ. и методисты", "odd capital"),
        ("дорога С твёрдым покрытием", "odd capital"),
        ("Проверить подъезды к НИМ", "odd capital"),
        ("М п/п", "bad label"),
        ("№ пп", "bad label"),
        ("Организовать подвоз. детей", "stuck"),
        ("подготовка отчётов! в срок", "stuck"),
        ("Управленне образования", "unknown name"),
        ("провестк собрание", "unknown word"),
    ],
)
def test_signs_of_a_misread_text(text: str, sign: str) -> None:
    assert signs(text)[sign] == 1.0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("до 15 апреля 2015 г.", "odd capital"),
        ("школа № 5 А.С. Ромашкиной", "odd capital"),
        ("Заседание КДН и ЗП в СОШ", "odd capital"),
        ("О НИХ И ДЛЯ НИХ", "odd capital"),
        ("тыс. руб. и более", "stuck"),
        ("Провести собрание. Подготовить отчёт", "stuck"),
        ("Управление образования", "unknown name"),
    ],
)
def test_texts_without_these_signs(text: str, sign: str) -> None:
    assert signs(text)[sign] == 0.0


def column(*texts: str, at: int = 1) -> list[Cell]:
    """A column below its header."""
    return [Cell(row, at, text) for row, text in enumerate(("Заголовок", *texts))]


def marked(cells: list[Cell], sign: str) -> list[str]:
    return [
        cell.text for cell, own in zip(cells, table_signs(cells), strict=True) if own[sign] == 1.0
    ]


@pytest.mark.parametrize("end", [".", ",", ";"])
def test_mark_at_an_end_where_no_other_cell_has_one(end: str) -> None:
    usual = ["Весь период", "май 2015", "июнь 2015", "Постоянно", "март", "апрель", "до мая"]

    assert marked(column(*usual, f"Зимой{end}"), "unusual end") == [f"Зимой{end}"]


def test_marks_at_ends_that_are_the_habit_of_a_column() -> None:
    usual = ["Весь период.", "май 2015", "июнь 2015.", "Постоянно", "март.", "апрель", "до мая"]

    assert marked(column(*usual), "unusual end") == []


def test_column_of_few_texts_has_no_habit() -> None:
    assert marked(column("май", "июнь", "Зимой."), "unusual end") == []


def test_dash_that_differs_from_the_others() -> None:
    assert marked(column("--", "--", "-", "--", "май"), "unusual end") == ["-"]
    assert marked(column("--", "-", "май"), "unusual end") == []


def test_word_that_stands_otherwise_in_another_cell() -> None:
    cells = column("Отдел Быстринского района", "Отдел Быстрннского района", "Быстринского")

    assert marked(cells, "spelled otherwise") == ["Отдел Быстрннского района"]
