from __future__ import annotations

import pytest

from extract.document import Document, Table
from extract.readers import text
from extract.readers.measure_list import with_measure_lists

ANNEX = "Приложение\nк приказу от 05.03.2019 № 17\n\nПлан мероприятий\n\n"


def read(words: str) -> Document:
    return with_measure_lists(text.document_of(words, source="x", sha256="0"))


def rows(document: Document) -> list[list[str]]:
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in table.rows()]


def test_a_list_with_deadlines_and_parties_is_a_table() -> None:
    document = read(
        ANNEX + "1. Провести смотр. Срок: до 5 мая. Отв.: Аника А.А.\n"
        "2. Подготовить помещения\nСрок: июнь 2019 г.\nОтветственные: Бобров Б.Б., директора школ\n"
        "3. Обобщить опыт (срок – до 1 сентября, отв. Куратор).\n"
        "4. Издать сборник. Исполнитель – методкабинет. Срок исполнения – декабрь. "
        "Результат: сборник.\n"
    )

    assert rows(document) == [
        ["№", "Мероприятие", "Срок", "Ответственный", "Результат"],
        ["1.", "Провести смотр", "до 5 мая", "Аника А.А.", ""],
        ["2.", "Подготовить помещения", "июнь 2019 г.", "Бобров Б.Б., директора школ", ""],
        ["3.", "Обобщить опыт", "до 1 сентября", "Куратор", ""],
        ["4.", "Издать сборник", "декабрь", "методкабинет", "сборник"],
    ]
    assert [finding.code for finding in document.findings] == ["list.read-as-table"]


def test_titles_between_items_span_the_table() -> None:
    item = "{}. Провести смотр. Срок: май. Отв.: Аника А.А.\n\n"
    document = read(
        ANNEX + item.format(1) + item.format(2) + "Работа с кадрами\n\n" + item.format(3)
    )
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]

    assert [(c.text, c.column_span) for c in table.rows()[3]] == [("Работа с кадрами", 4)]


@pytest.mark.parametrize("title", ["I. Работа с кадрами", "Раздел 1. Работа с кадрами"])
def test_a_section_may_open_the_list(title: str) -> None:
    item = "{}. Провести смотр. Срок: май. Отв.: Аника А.А.\n\n"
    document = read(ANNEX + f"{title}\n\n" + item.format(1) + item.format(2) + item.format(3))
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]

    assert [(c.text, c.column_span) for c in table.rows()[1]] == [(title, 4)]


def test_the_first_section_looks_like_the_later_ones() -> None:
    item = "{}. Провести смотр. Срок: май. Отв.: Аника А.А.\n\n"
    titles = ["**Работа с семьёй**\n\n", "**Работа с кадрами**\n\n"]
    words = ANNEX.replace("План мероприятий", "**План мероприятий**") + titles[0]
    document = read(words + item.format(1) + item.format(2) + titles[1] + item.format(3))
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]

    assert table.rows()[1][0].text == "Работа с семьёй"
    assert [block.text for block in document.blocks() if not isinstance(block, Table)][-1:] == [
        "План мероприятий"
    ]


def test_the_title_of_a_plan_is_no_section() -> None:
    item = "{}. Провести смотр. Срок: май. Отв.: Аника А.А.\n\n"
    words = ANNEX.replace("План мероприятий", "**План мероприятий**") + item.format(1)
    document = read(words + item.format(2) + "**Работа с кадрами**\n\n" + item.format(3))
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]

    assert table.rows()[1][0].text == "1."


CLAUSES = (
    "1. Утвердить план. Срок: до 1 мая. Отв.: Аника А.А.\n"
    "2. Разместить его. Срок: до 2 мая. Отв.: Аника А.А.\n"
    "3. Доложить. Срок: до 3 мая. Отв.: Аника А.А.\n"
)


@pytest.mark.parametrize("command", ["приказываю:", "п р и к а з ы в а ю :", "ПОСТАНОВЛЯЮ:"])
def test_clauses_of_an_order_stay_clauses(command: str) -> None:
    document = read(f"ПРИКАЗ\n\n{command}\n\n{CLAUSES}\nНачальник А.А. Аника\n")

    assert not any(isinstance(block, Table) for block in document.blocks())


@pytest.mark.parametrize(
    "items",
    [
        "1. Провести смотр в срок до 5 мая.\n2. Отчитаться.\n3. Назначить ответственных.\n",
        "1. Провести смотр. Срок: 5 мая. Отв.: Аника А.А.\n2. Отчитаться.\n3. Закончить.\n",
        "1. Срок: май.\n2. Срок: июнь.\n3. Срок: июль.\n",
    ],
)
def test_other_lists_stay_lists(items: str) -> None:
    document = read(ANNEX + items)

    assert not any(isinstance(block, Table) for block in document.blocks())
    assert document.findings == ()


def test_text_around_the_list_stays() -> None:
    document = read(ANNEX + CLAUSES + "\nСогласовано с профсоюзом района и советом ветеранов.\n")

    kinds = [type(block).__name__ for block in document.blocks()]
    assert kinds == ["Paragraph", "Paragraph", "Table", "Paragraph"]
