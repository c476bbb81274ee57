from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import Block, Document, Paragraph, Table
from extract.errors import EmptyFile
from extract.readers import read_document, text


def read(words: str) -> Document:
    return text.document_of(words, source="order.txt", sha256="0")


def paragraphs(words: str) -> list[str]:
    return [block.text for block in read(words).blocks() if isinstance(block, Paragraph)]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


def table(words: str) -> Table:
    tables = [block for block in read(words).blocks() if isinstance(block, Table)]
    assert len(tables) == 1
    return tables[0]


def test_blank_lines_part_paragraphs_and_line_ends_inside_stay() -> None:
    assert paragraphs("УПРАВЛЕНИЕ КУЛЬТУРЫ\nадминистрации района\n\nПРИКАЗ\n\nО плане\n") == [
        "УПРАВЛЕНИЕ КУЛЬТУРЫ\nадминистрации района",
        "ПРИКАЗ",
        "О плане",
    ]


def test_list_items_are_paragraphs_with_their_mark_as_number() -> None:
    blocks = list(read("Задачи:\n- первая задача;\n– вторая;\n• третья.\n\nконец\n").blocks())

    assert [(b.number, b.text) for b in blocks if isinstance(b, Paragraph)] == [
        ("", "Задачи:"),
        ("-", "первая задача;"),
        ("–", "вторая;"),
        ("•", "третья."),
        ("", "конец"),
    ]


def test_numbers_typed_by_hand_stay_in_the_text() -> None:
    assert paragraphs(
        "приказываю:\n1. Утвердить план.\n1.1. Первый.\nа) да;\n2) Контроль.\n\nx\n"
    ) == [
        "приказываю:",
        "1. Утвердить план.",
        "1.1. Первый.",
        "а) да;",
        "2) Контроль.",
        "x",
    ]


WRAPPED = """\
                      УПРАВЛЕНИЕ КУЛЬТУРЫ
                 администрации Луговского района
                            ПРИКАЗ
14.02.2018                                               № 12-од

Об утверждении плана мероприятий по подготовке учреждений культуры
к летнему сезону

     В соответствии с постановлением администрации района и в целях
своевременной подготовки учреждений культуры, районного учебно-
методического центра, детской школы искусств и сельских библио-
тек к летнему сезону 2018 года и осенне-зимнему периоду 2018-
2019 годов приказываю:
     1. Утвердить план мероприятий по подготовке учреждений культуры
к летнему сезону (приложение).
     2. Руководителям учреждений представить отчёт в срок до 1 июня и
обеспечить выполнение плана.
     3. Контроль оставляю за собой.

Начальник управления                                  А.Б. Ветрова

                                   Приложение
                                   к приказу управления культуры
                                   от 14.02.2018 № 12-од
"""


def test_wrapped_lines_are_joined_and_breaks_of_the_author_stay() -> None:
    assert paragraphs(WRAPPED) == [
        "УПРАВЛЕНИЕ КУЛЬТУРЫ\nадминистрации Луговского района\nПРИКАЗ",
        "14.02.2018 № 12-од",
        "Об утверждении плана мероприятий по подготовке учреждений культуры к летнему сезону",
        "В соответствии с постановлением администрации района и в целях своевременной подготовки"
        " учреждений культуры, районного учебно-методического центра, детской школы искусств и"
        " сельских библиотек к летнему сезону 2018 года и осенне-зимнему периоду 2018-2019 годов"
        " приказываю:",
        "1. Утвердить план мероприятий по подготовке учреждений культуры к летнему сезону"
        " (приложение).",
        "2. Руководителям учреждений представить отчёт в срок до 1 июня и обеспечить выполнение"
        " плана.",
        "3. Контроль оставляю за собой.",
        "Начальник управления А.Б. Ветрова",
        "Приложение\nк приказу управления культуры\nот 14.02.2018 № 12-од",
    ]


def test_blocks_in_the_corner_and_in_the_middle_say_so() -> None:
    aligned = [b.align for b in read(WRAPPED).blocks() if isinstance(b, Paragraph)]

    assert aligned[0] == "center"
    assert aligned[-1] == "right"


def test_a_file_of_one_line_paragraphs_without_blank_lines_keeps_them_apart() -> None:
    long = (
        "Отделу образования обеспечить выполнение мероприятий плана в полном объёме и в срок. " * 3
    )
    words = f"ПРИКАЗ\nО плане\n{long}\nКонтроль оставляю за собой\nНачальник\n"

    assert paragraphs(words) == [
        "ПРИКАЗ",
        "О плане",
        long.strip(),
        "Контроль оставляю за собой",
        "Начальник",
    ]


def test_a_form_feed_begins_a_page_and_takes_its_number_along() -> None:
    document = read("Первая страница\n\n2\n\f\nВторая страница\n\n3\n")

    assert [page.number for page in document.pages] == [1, 2]
    assert [[b.text for b in p.blocks if isinstance(b, Paragraph)] for p in document.pages] == [
        ["Первая страница"],
        ["Вторая страница"],
    ]
    assert [mark.text for page in document.pages for mark in page.furniture] == ["2", "3"]


TABLE = "№\tМероприятие\tСрок\n1.\tПодготовка\t\t\n1.1\tОсмотр крыш\tмай\n"


def test_rows_with_tabs_are_a_table() -> None:
    found = table(TABLE)

    assert found.column_count == 3
    assert rows(found) == [
        ["№", "Мероприятие", "Срок"],
        ["1.", "Подготовка", ""],
        ["1.1", "Осмотр крыш", "май"],
    ]


def test_a_blank_line_inside_a_table_is_a_page_break() -> None:
    found = table("№\tМероприятие\tСрок\n1\tОсмотр крыш,\tмай\n\n\tподвалов\t\n2\tОтчёт\tиюнь\n")

    assert [pause.row for pause in found.breaks] == [2]
    assert rows(found)[2] == ["", "подвалов", ""]


def test_a_page_number_between_rows_is_furniture() -> None:
    document = read("№\tМероприятие\tСрок\n1\tОсмотр\tмай\n\n- 2 -\n\n2\tОтчёт\tиюнь\n")

    assert len(list(document.blocks())) == 1
    assert [mark.text for mark in document.pages[0].furniture] == ["- 2 -"]


def test_pseudo_rows_of_dashes_go_and_a_row_without_values_stays() -> None:
    found = table("№\tМероприятие\tСрок\n---\t---\t---\n1\tОсмотр\t-\n-\t-\t-\n--\t----\t--\n")

    assert rows(found)[1:] == [["1", "Осмотр", "-"], ["-", "-", "-"]]


def test_a_new_header_after_a_blank_line_is_a_new_table() -> None:
    blocks = list(
        read("№\tЧто\tСрок\n1\tОсмотр\tмай\n\n№\tФИО\tПост\n1\tАнин А.А.\tглава\n").blocks()
    )

    assert [rows(block)[0] for block in blocks] == [["№", "Что", "Срок"], ["№", "ФИО", "Пост"]]


def test_a_repeated_header_goes_on_with_the_table() -> None:
    found = table("№\tЧто\tСрок\n1\tОсмотр\tмай\n\n№\tЧто\tСрок\n2\tОтчёт\tиюнь\n")

    assert found.row_count == 4
    assert [pause.row for pause in found.breaks] == [2]


@pytest.mark.parametrize(
    "words",
    [
        "\tВ соответствии с планом\n\tприказываю всем школам района",
        "16 мая 2017 г.\t\t№ 663",
        "Начальник управления\t\t\tА.Б. Ветрова",
        "1.\tУтвердить план.\n2.\tКонтроль оставляю за собой.",
        "Начальник отдела\tА.Б. Ветрова\nГлавный бухгалтер\tВ.Г. Лугова",
    ],
)
def test_tabs_that_only_align_are_no_table(words: str) -> None:
    found = list(read(words).blocks())

    assert all(isinstance(block, Paragraph) for block in found)
    assert "".join(" ".join(words.split()).split()) == "".join(
        "".join(b.text.split()) for b in found if isinstance(b, Paragraph)
    )


def test_a_line_break_inside_a_cell_is_mended() -> None:
    found = table("№\tЧто\tКто\tСрок\n1\tОсмотр\nкрыш\tОтдел\tмай\n2\tОтчёт\tОтдел\tиюнь\n")

    assert rows(found)[1] == ["1", "Осмотр крыш", "Отдел", "май"]


def test_a_title_without_tabs_between_rows_spans_the_table() -> None:
    found = table("№\tЧто\tСрок\nРаздел 1. Подготовка\n1\tОсмотр\tмай\n2\tОтчёт\tиюнь\n")

    title = found.rows()[1]
    assert [(cell.text, cell.column_span) for cell in title] == [("Раздел 1. Подготовка", 3)]


def test_words_beyond_the_last_column_are_kept() -> None:
    found = table("№\tЧто\tСрок\n1\tОсмотр\tмай\tприложить акт\n2\tОтчёт\tиюнь\n")

    assert rows(found)[1] == ["1", "Осмотр", "май", "приложить акт"]


def test_marks_inside_cells_go_and_breaks_stay() -> None:
    found = table("<b>№</b>\t**Что**\tСрок\n1\tОсмотр<br>крыш\tмай\\-июнь\n")

    assert rows(found) == [["№", "Что", "Срок"], ["1", "Осмотр\nкрыш", "май-июнь"]]
    assert [cell.bold for cell in found.rows()[0]] == [True, True, False]


def test_text_between_two_tables_is_a_paragraph() -> None:
    blocks = list(read(TABLE + "\nСостав группы\n\n№\tФИО\tПост\n1\tАнин А.А.\tглава\n").blocks())

    assert [type(block) for block in blocks] == [Table, Paragraph, Table]


def test_tables_of_pipes_and_of_html_stand_in_a_text() -> None:
    blocks = list(
        read(
            "План\n\n| № | Что |\n|---|:-:|\n| 1 | a\\|b<br>c |\n\nЕщё\n\n"
            "<table><tr><td>№</td><td>Срок</td></tr>\n<tr><td>1</td><td>май</td></tr></table>\n"
        ).blocks()
    )

    assert rows(blocks[1]) == [["№", "Что"], ["1", "a|b\nc"]]
    assert rows(blocks[3]) == [["№", "Срок"], ["1", "май"]]


def test_places_name_the_line() -> None:
    blocks = list(read("ПРИКАЗ\n\nО плане\n").blocks())

    assert [block.place.spot for block in blocks] == ["line 1", "line 3"]


def test_a_file_without_words_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_text("---\n\n***\n", encoding="utf-8")

    with pytest.raises(EmptyFile):
        text.read(path, source="order.txt", sha256="0")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(tmp_path: Path, end: str) -> None:
    path = tmp_path / "order.txt"
    path.write_bytes(f"ПРИКАЗ{end}{end}О плане{end}".encode("cp1251"))

    assert [b.text for b in read_document(path).blocks() if isinstance(b, Paragraph)] == [
        "ПРИКАЗ",
        "О плане",
    ]


def test_a_note_that_the_table_goes_on_is_furniture() -> None:
    words = "№\tЧто\tСрок\n1\tОсмотр\tмай\n\nПродолжение таблицы 1\n\n2\tОтчёт\tиюнь\n"

    found = table(words)

    assert found.row_count == 3
    assert [pause.row for pause in found.breaks] == [2]


def test_blank_lines_between_all_rows_are_spacing() -> None:
    found = table("№\tЧто\tСрок\n\n1\tОсмотр\tмай\n\n\tОпрос\tмай\n\n2\tОтчёт\tиюнь\n")

    assert found.row_count == 4
    assert found.breaks == ()


def test_the_rest_of_the_last_cell_stays_in_it() -> None:
    document = read("№\tЧто\tСрок\n1\tОсмотр\tмай\n2\tОтчёт\tдо конца\nиюня\n\nКонец\n")

    found, end = document.blocks()
    assert rows(found)[2] == ["2", "Отчёт", "до конца июня"]
    assert isinstance(end, Paragraph)


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        ("мероприятий плана в полном объёме.", True),
        ("п р и к а з ы в а ю:", False),
        ("приказываю:", False),
        ("а) первый подпункт;", False),
        ("- первый пункт;", False),
        ("Мероприятия плана.", False),
    ],
)
def test_a_sentence_that_a_page_end_cut_is_mended(second: str, joined: bool) -> None:
    first = "1. Руководителям общеобразовательных организаций района обеспечить выполнение"
    end = "2. Контроль за исполнением настоящего приказа оставляю за собой и прошу доложить о нём."

    assert len(paragraphs(f"{first}\n\n{second}\n\n{end}\n{end * 2}\n")) == 3 + (not joined)


def test_several_line_feeds_inside_cells_are_mended() -> None:
    found = table(
        "№\tЧто\tСрок\tКто\tИтог\n1\tОсмотр\tмай\tОО\tакт\n"
        "2\tКурсы\tапрель\nгода\tУО,\nОО\tсправки\n3\tОтчёт\tиюнь\tУО\tотчёт\n"
    )

    assert rows(found)[2] == ["2", "Курсы", "апрель года", "УО,\nОО", "справки"]


def test_stamps_side_by_side_stay_apart() -> None:
    (found,) = read(
        "СОГЛАСОВАНО\tУТВЕРЖДАЮ\nПредседатель профкома\tДиректор школы\n"
        "___ А.А. Аника\t___ Б.Б. Бобров\n"
    ).blocks()

    assert rows(found)[1] == ["Председатель профкома", "Директор школы"]


def test_a_signature_right_below_a_table_is_no_row() -> None:
    document = read("№\tЧто\tСрок\tКто\n1\tОсмотр\tмай\tОО\nНачальник отдела\tА.А. Аника\n")

    assert [type(block) for block in document.blocks()] == [Table, Paragraph]


def test_a_clause_begins_behind_a_year_and_a_member_on_a_line_of_its_own() -> None:
    text = (
        "     1. Завершить ремонт крыш и сдать их комиссии до 10 сентября 2003 г.\n"
        "     1.1. Представить в отдел хозяйства акты проверки всех крыш, которые\n"
        "были закончены ранее, и сметы на оставшиеся крыши с указанием того, что\n"
        "нужно купить, а также кто за это отвечает и в какой срок это исполнит.\n"
        "\n"
        "Дёмин А.П. - первый заместитель главы администрации, начальник\n"
        "               штаба\n"
        "Кротова Р.М. - начальник управления дорожного и лесного хозяйства\n"
        "Юрин Э.Л. - мастер участка\n"
    )

    found = paragraphs(text)
    assert [line[:10] for line in found] == [
        "1. Заверши",
        "1.1. Предс",
        "Дёмин А.П.",
        "Кротова Р.",
        "Юрин Э.Л. ",
    ]
    assert found[2].endswith("начальник штаба")
