"""Tables of one lone cell a line: told by the numbers of the rows that count on."""

from __future__ import annotations

import pytest

from corpus.load import load_orders
from corpus.model import CorpusOrder
from corpus.render.text import LONE, text_of
from extract.document import Table
from extract.readers.cell_lines import find
from extract.readers.cell_table import LoneCells
from extract.readers.lines import split_lines
from extract.readers.text import content_of

HEADER = ["№ п/п", "Мероприятие", "Срок", "Ответственный"]


def read(*lines: str) -> LoneCells:
    found = find(split_lines("\n".join(lines)), 0)
    assert found is not None
    return found


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def test_rows_count_on_line_by_line() -> None:
    found = read(
        *HEADER, "1", "Обход дворов", "май", "Ким А.Э.", "2", "Опись ям", "до 5 июня", "ЖКО"
    )

    assert rows(found.table) == [
        HEADER,
        ["1", "Обход дворов", "май", "Ким А.Э."],
        ["2", "Опись ям", "до 5 июня", "ЖКО"],
    ]
    assert not found.findings


def test_blank_lines_between_cells_and_page_breaks_with_the_header_again() -> None:
    first = "\n\n".join([*HEADER, "1.", "Обход дворов", "май", "Ким А.Э."])
    second = "\n\n".join([*HEADER, "2.", "Опись ям", "июнь", "ЖКО"])
    found = read(f"{first}\n\f{second}")

    assert [row[0] for row in rows(found.table)] == ["№ п/п", "1.", "2."]


def test_text_behind_the_last_row_is_not_of_the_table() -> None:
    lines = [*HEADER, "1", "Обход", "май", "ЖКО", "2", "Опись", "июнь", "ЖКО", "Примечание:"]
    found = read(*lines, "сроки могут меняться")

    assert found.end == len(lines) - 1


def test_column_numbers_are_a_row_of_their_own() -> None:
    found = read(
        *HEADER, "1", "2", "3", "4", "1", "Обход", "май", "ЖКО", "2", "Опись", "июнь", "ЖКО"
    )

    assert rows(found.table)[1:3] == [["1", "2", "3", "4"], ["1", "Обход", "май", "ЖКО"]]


@pytest.mark.parametrize(
    "titles",
    [
        (["I. Дворы"], ["II. Дороги"]),
        (["Раздел 1. Дворы"], ["Раздел 2. Дороги"]),
        (["Уборка дворов"], ["Ремонт дорог"]),
        (["I", "Дворы"], ["II", "Дороги"]),
    ],
)
def test_sections_stand_between_rows(titles: tuple[list[str], list[str]]) -> None:
    first, second = titles
    found = read(
        *HEADER,
        *first,
        *("1", "Обход", "май", "ЖКО", "2", "Побелка", "апрель", "ЖКО"),
        *second,
        *("1", "Опись ям", "июнь", "ДРСУ", "2", "Отсыпка", "июль", "ДРСУ"),
    )

    assert rows(found.table)[1] == first
    assert rows(found.table)[4] == second
    assert [row[0] for row in rows(found.table) if len(row) == 4] == ["№ п/п", "1", "2", "1", "2"]


def test_numbered_sections() -> None:
    found = read(
        *(*HEADER, "1", "Дворы", "1.1", "Обход", "май", "ЖКО", "1.2", "Опись", "июнь", "ЖКО"),
        *("2", "Дороги", "2.1", "Отсыпка", "июль", "ДРСУ"),
    )

    assert [row[0] for row in rows(found.table)] == ["№ п/п", "1", "1.1", "1.2", "2", "2.1"]
    assert rows(found.table)[4] == ["2", "Дороги"]


def test_wrapped_cells_are_joined_where_they_go_on() -> None:
    found = read(
        *(*HEADER, "1", "Обход дворов и", "придомовых территорий", "май", "Ким А.Э.,", "Ли Б.О."),
        *("2", "Опись", "июнь", "ЖКО", "3", "Отчёт", "июль", "ЖКО"),
    )

    assert rows(found.table)[1] == [
        "1",
        "Обход дворов и придомовых территорий",
        "май",
        "Ким А.Э., Ли Б.О.",
    ]


def test_a_missing_cell_is_guessed_with_a_finding() -> None:
    found = read(
        *(*HEADER, "1", "Обход", "май", "ЖКО", "2", "Побелка", "ЖКО", "3", "Отчёт", "июль", "ЖКО")
    )

    assert rows(found.table)[2] == ["2", "Побелка", "", "ЖКО"]
    assert [(finding.code, finding.excerpt) for finding in found.findings] == [
        ("table.cells-guessed", "Побелка / ЖКО")
    ]


def test_rows_without_a_number_between_two_with_one() -> None:
    found = read(
        *(*HEADER, "1", "Обход", "май", "ЖКО", "Побелка", "июнь", "ЖКО", "2", "Отчёт", "июль"),
        "ЖКО",
    )

    assert rows(found.table)[1:] == [
        ["1", "Обход", "май", "ЖКО"],
        ["", "Побелка", "июнь", "ЖКО"],
        ["2", "Отчёт", "июль", "ЖКО"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "№ 45\nпос. Приречный\n1\nтекст\n2\nтекст",
        "№\nФамилия\nИмя\n1\nпервая\n2\nвторая",
        "№ п/п\nМероприятие\nСрок\n1\nОбход\nмай",  # one row proves nothing
        "№ п/п\tМероприятие\tСрок\n1\tОбход\tмай\n2\tОпись\tиюнь",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert find(split_lines(text), 0) is None


@pytest.mark.parametrize("order", load_orders(), ids=lambda order: order.id)
def test_no_word_of_the_corpus_is_lost(order: CorpusOrder) -> None:
    text = text_of(order, LONE)
    content = content_of(split_lines(text))
    read_words = [
        word
        for block in content.blocks
        for part in ([c.text for c in block.cells] if isinstance(block, Table) else [block.text])
        for word in part.split()
    ] + [word for each in content.furniture for word in each.text.split()]

    assert set(text.split()) <= set(read_words) | {"-", "–", "—"}


def test_a_page_number_behind_a_row_is_furniture() -> None:
    found = read(
        *(*HEADER, "1", "Обход", "май", "ЖКО", "2", "2", "Опись", "июнь", "ЖКО", "3", "Отчёт"),
        *("июль", "ЖКО"),
    )

    assert [row[0] for row in rows(found.table)] == ["№ п/п", "1", "2", "3"]
    assert rows(found.table)[1] == ["1", "Обход", "май", "ЖКО"]
    assert [each.text for each in found.furniture] == ["2"]


def test_long_title_before_its_first_row_is_a_section() -> None:
    title = ("Работы по очистке русел", "рек и ручьёв", "и укреплению берегов", "до паводка")
    found = read(
        *(*HEADER, "1", *title, "1.1", "Обход", "май", "ЖКО", "1.2", "Опись", "июнь", "ЖКО"),
        *("2", "Прочее", "2.1", "Отчёт", "июль", "ЖКО"),
    )

    assert rows(found.table)[1] == ["1", " ".join(title)]


def test_lines_that_cannot_begin_a_cell_go_on() -> None:
    found = read(
        *(*HEADER, "1", "Обход дворов", "май", "Отдел администрации", "Зареченского района"),
        *("2", "Опись", "июнь", "Учреждение", "«Парк»", "(далее – Парк)"),
        *("3", "Смета", "июль", "ЖКО", "4", "Отчёт", "июль", "ЖКО"),
    )

    assert [row[-1] for row in rows(found.table)[1:3]] == [
        "Отдел администрации Зареченского района",
        "Учреждение «Парк» (далее – Парк)",
    ]


def test_last_row_keeps_what_follows_its_first_deadline() -> None:
    found = read(
        *(*HEADER, "1", "Опись", "июнь", "ЖКО", "2", "Отчёт", "июль", "ЖКО"),
        *("3", "Обход дворов,", "проездов и", "площадок", "до 5 мая", "ЖКО", "Начальник", "Ким"),
    )

    assert rows(found.table)[-1] == ["3", "Обход дворов, проездов и площадок", "до 5 мая", "ЖКО"]


def test_the_column_of_the_numbers_may_have_no_header() -> None:
    lines = [*HEADER[1:], "1.", "Уборка", "1.1.", "Обход", "май", "ЖКО"]
    lines += ["1.2.", "Побелка", "апрель", "ЖКО", "2.", "Дороги", "2.1.", "Опись", "июнь", "ДРСУ"]
    found = find(split_lines("\n".join(lines)), 0)

    assert found is not None
    assert [row[0] for row in rows(found.table)] == ["", "1.", "1.1.", "1.2.", "2.", "2.1."]


def test_sections_may_have_numbers_as_rows_have() -> None:
    found = read(
        *(*HEADER, "1", "Уборка дворов", "1", "Обход", "май", "ЖКО", "2", "Побелка", "май", "ЖКО"),
        *("3", "Посадка", "май", "ЖКО", "2", "Дорожные работы", "4", "Опись", "июнь", "ДРСУ"),
        *("5", "Отсыпка", "июль", "ДРСУ"),
    )

    assert [row[0] for row in rows(found.table)[1:]] == ["1", "1", "2", "3", "2", "4", "5"]
    assert rows(found.table)[5] == ["2", "Дорожные работы"]


def test_cells_are_parted_at_the_width_of_the_wrap() -> None:
    found = read(
        *(*HEADER, "1", "Обход дворов и придомовых", "площадок", "по мере готовности", "ЖКО"),
        *("2", "Побелка бордюров, оград и", "столбов", "с началом тепла", "Комитет по быту,"),
        *("дружины", "3", "Заготовка песка и соли на", "Зареченский склад", "до октября", "ЖКО"),
    )

    assert [row[1:3] for row in rows(found.table)[1:]] == [
        ["Обход дворов и придомовых площадок", "по мере готовности"],
        ["Побелка бордюров, оград и столбов", "с началом тепла"],
        ["Заготовка песка и соли на Зареченский склад", "до октября"],
    ]
