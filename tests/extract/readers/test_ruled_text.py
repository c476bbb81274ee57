from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import CorpusOrder, CorpusTable, TableRow
from corpus.render.ruled_text import FRAMES, RuledOptions, text_of
from extract.document import Block, Document, Paragraph, Table
from extract.readers import text
from extract.readers.encoding import decode


def read(words: str) -> Document:
    return text.document_of(words, source="order.txt", sha256="0")


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


def table(words: str) -> Table:
    (found,) = [block for block in read(words).blocks() if isinstance(block, Table)]
    return found


PLAN = CorpusTable(
    header=("№ п/п", "Наименование мероприятия", "Срок", "Ответственный исполнитель"),
    rows=(
        TableRow("section", ("1.", "Организационные мероприятия")),
        TableRow(
            "row", ("1.1.", "Осмотр кровли и подвалов зданий школ", "май", "Отдел, директора")
        ),
        TableRow("row", ("1.2.", "Обследование котельных", "1 июня", "МУП «Тепло»\nАника А.А.")),
        TableRow("row", ("", "Совещание с руководителями", "июнь", "Отдел")),
        TableRow("section", ("2.", "Работа с населением")),
        TableRow("row", ("2.1.", "Публикация объявлений о подготовке", "июль", "")),
    ),
    widths=(1, 4, 2, 3),
)
EXPECTED = [
    ["№ п/п", "Наименование мероприятия", "Срок", "Ответственный исполнитель"],
    ["1. Организационные мероприятия"],
    ["1.1.", "Осмотр кровли и подвалов зданий школ", "май", "Отдел, директора"],
    ["1.2.", "Обследование котельных", "1 июня", "МУП «Тепло»\nАника А.А."],
    ["", "Совещание с руководителями", "июнь", "Отдел"],
    ["2. Работа с населением"],
    ["2.1.", "Публикация объявлений о подготовке", "июль", ""],
]


def order(plan: CorpusTable) -> CorpusOrder:
    from corpus.model import CorpusAnnex

    return CorpusOrder(
        id="x",
        letterhead=("УПРАВЛЕНИЕ",),
        doc_type="ПРИКАЗ",
        date="05.03.2019",
        number="№ 5",
        place="",
        title=("О плане",),
        preamble="",
        command="приказываю:",
        clauses=("1. Утвердить план.",),
        signature=((), ""),
        annexes=(CorpusAnnex(("Приложение",), ("План",), (), (plan,)),),
    )


@pytest.mark.parametrize("hyphens", [False, True])
@pytest.mark.parametrize("separators", [True, False])
@pytest.mark.parametrize("frame", sorted(FRAMES))
@pytest.mark.parametrize("width", [84, 110])
def test_every_frame_gives_the_cells(
    frame: str, separators: bool, hyphens: bool, width: int
) -> None:
    options = RuledOptions(frame, separators, hyphens, width=width)

    assert rows(table(text_of(order(PLAN), options))) == EXPECTED


def test_section_titles_span_the_table() -> None:
    found = table(text_of(order(PLAN)))

    assert [(cell.text, cell.column_span) for cell in found.rows()[1]] == [
        ("1. Организационные мероприятия", 4)
    ]


def test_a_page_end_is_a_break_and_its_number_furniture() -> None:
    document = read(text_of(order(PLAN), RuledOptions("plus", page_rows=3, repeat_header=True)))
    (found,) = [block for block in document.blocks() if isinstance(block, Table)]

    assert [pause.row for pause in found.breaks] == [4]
    assert rows(found)[4] == EXPECTED[0]
    assert [mark.text for page in document.pages for mark in page.furniture] == ["2"]


def test_grouped_headers_have_open_borders() -> None:
    plan = replace(PLAN, header=("№", "Что", "начало", "конец"), groups=((2, 3, "Сроки"),))

    for frame in ("box", "dos", "plus", "open", "underscore"):
        found = table(text_of(order(plan), RuledOptions(frame)))
        head = [(c.text, c.row_span, c.column_span) for row in found.rows()[:2] for c in row]
        assert head == [
            ("№", 2, 1),
            ("Что", 2, 1),
            ("Сроки", 1, 2),
            ("начало", 1, 1),
            ("конец", 1, 1),
        ], frame


DOS = """\
-----T----------------------T--------------¬
¦ N  ¦     Мероприятие      ¦     Срок     ¦
¦п/п ¦                      ¦              ¦
+----+----------------------+--------------+
¦ 1. ¦Прове-                ¦до 5 мая      ¦
¦    ¦дение смотра строя и  ¦              ¦
¦    ¦песни                 ¦              ¦
+----+----------------------+--------------+
¦ 2. ¦Отчёт                 ¦июнь          ¦
L----+----------------------+---------------
"""


def test_frames_of_dos_time_are_read() -> None:
    assert rows(table(DOS)) == [
        ["N п/п", "Мероприятие", "Срок"],
        ["1.", "Проведение смотра строя и песни", "до 5 мая"],
        ["2.", "Отчёт", "июнь"],
    ]


@pytest.mark.parametrize("encoding", ["cp866", "koi8-r", "cp1251", "utf-8", "utf-16"])
def test_frames_are_read_in_every_encoding_that_has_them(encoding: str) -> None:
    words = text_of(order(PLAN), RuledOptions("plus" if encoding == "cp1251" else "box"))
    words = words.replace("№", "N").replace("«", '"').replace("»", '"')

    decoded = decode(words.encode(encoding)).text

    assert len(rows(table(decoded))) == len(EXPECTED)
    assert rows(table(decoded))[2][1] == EXPECTED[2][1]


@pytest.mark.parametrize(
    "words",
    [
        "| № | Что | Срок |\n|---|---|---|\n| 1 | Осмотр \\| отчёт | май<br>июнь |\n",
        "№ | Что | Срок\n--|:---:|--\n1 | Осмотр \\| отчёт | май<br>июнь\n",
        "|№|Что|Срок|\n|:-|-:|-|\n|**1**|Осмотр \\| отчёт|май<br>июнь|\n",
    ],
)
def test_markdown_tables_are_read(words: str) -> None:
    assert rows(table(words)) == [["№", "Что", "Срок"], ["1", "Осмотр | отчёт", "май\nиюнь"]]


def test_rows_of_markdown_stay_rows_also_without_a_number() -> None:
    words = (
        "| № | Что     | Срок |\n|---|---------|------|\n"
        "| 1 | Осмотр  | май  |\n|   | отчёт   |      |\n"
    )

    assert rows(table(words))[1:] == [["1", "Осмотр", "май"], ["", "отчёт", ""]]


def test_one_cell_a_line_with_a_closing_pipe_is_a_table() -> None:
    cells = ["№", "Мероприятие", "Срок", "1.", "Осмотр", "май", "2.", "Отчёт,", "июнь"]
    words = "План\n\n" + "".join(f"{cell}|\n" for cell in cells).replace(
        "Отчёт,|", "Отчёт,\nзаседание|"
    )

    assert rows(table(words)) == [
        ["№", "Мероприятие", "Срок"],
        ["1.", "Осмотр", "май"],
        ["2.", "Отчёт, заседание", "июнь"],
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Либо да | либо нет\n\nКонец\n",
        "----------\nПРИКАЗ\n----------\n",
        "Срок: май | июнь\nОтдел: а|б\n",
    ],
)
def test_pipes_and_dashes_in_prose_are_no_table(words: str) -> None:
    assert all(isinstance(block, Paragraph) for block in read(words).blocks())


def test_words_that_no_line_of_the_cell_holds_are_whole_again() -> None:
    lines = ("Смотр полей о", "рганизационны", "х служб и сел", "ьскохозяйстве", "нных складов")
    cell = "".join(f"│ {' ' if at else 1} │ {line:13} │\n" for at, line in enumerate(lines))
    found = table(f"┌───┬───────────────┐\n│ № │ Мероприятия   │\n├───┼───────────────┤\n{cell}")

    assert rows(found)[1] == [
        "1",
        "Смотр полей организационных служб и сельскохозяйственных складов",
    ]


def test_two_tables_with_prose_between_stay_two() -> None:
    words = text_of(order(PLAN)) + "\nСостав группы\n\n" + DOS

    kinds = [type(block).__name__ for block in read(words).blocks()]
    assert kinds[-3:] == ["Table", "Paragraph", "Table"]


_CELL = st.text(alphabet="абвгдеёжз АБВ№«».,-0123456789", max_size=40).map(
    lambda words: " ".join(words.split())
)


@given(
    st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(sorted(FRAMES)),
    st.booleans(),
)
@settings(deadline=None, max_examples=80)
def test_no_letter_inside_a_frame_is_lost(
    cells: list[list[str]], frame: str, separators: bool
) -> None:
    plan = CorpusTable(("№", "Что", "Срок"), tuple(TableRow("row", tuple(row)) for row in cells))
    words = text_of(order(plan), RuledOptions(frame, separators, width=60))

    read_back = ""
    for block in read(words).blocks():
        if isinstance(block, Table):
            read_back += "".join(cell.text for cell in block.cells)
        else:
            read_back += block.number + block.text
    written = "".join("".join(row) for row in cells)

    def letters(value: str) -> list[str]:
        return sorted(char for char in value if char.isalnum())

    assert not [
        char for char in set(letters(written)) if written.count(char) > read_back.count(char)
    ]
