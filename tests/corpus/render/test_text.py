"""The text rendering: what stands in the file, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.load import load_orders
from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable, TableRow
from corpus.render.text import CUT, PLAIN, REPEATED, WRAPPED, TextOptions, render, text_of

ORDERS = load_orders()

TABLE = CorpusTable(
    header=("№", "Мероприятие", "начало", "окончание"),
    rows=(
        TableRow("section", ("1.", "Подготовка")),
        TableRow("row", ("1.1.", "Осмотреть\nздание", "01.02.2020", "05.02.2020")),
        TableRow("section", ("", "Итоги")),
    ),
    groups=((2, 3, "Срок"),),
    column_numbers=True,
)
ORDER = CorpusOrder(
    id="small",
    letterhead=("АДМИНИСТРАЦИЯ", "СЕЛЬСКОГО ПОСЕЛЕНИЯ"),
    doc_type="ПРИКАЗ",
    date="01.02.2020",
    number="№ 5",
    place="",
    title=("О подготовке",),
    preamble="В целях подготовки",
    command="приказываю:",
    clauses=("1. Подготовить.",),
    signature=(("Глава",), "А.А. Лугин"),
    cosignatures=((("Секретарь",), "Б.Б. Репин"),),
    annexes=(CorpusAnnex(heading=("Приложение",), title=("План",), tables=(TABLE,)),),
)


def test_paragraphs_stand_between_blank_lines_and_rows_have_tabs() -> None:
    lines = text_of(ORDER).split("\n")

    assert lines[:4] == ["**АДМИНИСТРАЦИЯ", "СЕЛЬСКОГО ПОСЕЛЕНИЯ**", "", "**ПРИКАЗ**"]
    table = lines[lines.index("№\tМероприятие\tСрок\t") :]
    assert table == [
        "№\tМероприятие\tСрок\t",
        "\t\tначало\tокончание",
        "1\t2\t3\t4",
        "1.\tПодготовка\t\t",
        "1.1.\tОсмотреть здание\t01.02.2020\t05.02.2020",
        "Итоги\t\t\t",
        "",
    ]


def test_every_signature_is_written() -> None:
    text = text_of(ORDER)

    assert "**А.А. Лугин**" in text
    assert "**Б.Б. Репин**" in text


def test_the_dress_follows_the_options() -> None:
    options = TextOptions(bold=False, bold_header=True, line_break="<br>", dashes=True)

    text = text_of(ORDER, options)

    assert "**" not in text
    assert "<b>№</b>\t<b>Мероприятие</b>\t<b>Срок</b>\t\n" in text
    assert "---\t---\t---\t---\n" in text
    assert "Осмотреть<br>здание" in text


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8-sig", "utf-16"])
def test_another_encoding_holds_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "order.txt"
    order = next(order for order in ORDERS if order.id == "school-safety-2021")

    render(order, path, TextOptions(encoding=encoding))

    assert path.read_bytes().decode(encoding) == text_of(order)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
@pytest.mark.parametrize("options", [PLAIN, CUT, REPEATED, WRAPPED], ids=repr)
def test_no_word_is_lost(order: CorpusOrder, options: TextOptions) -> None:
    words = set(text_of(order, options).replace("**", " ").replace("<br>", " ").split())

    for text in (*order.clauses, order.preamble, *order.title, *order.letterhead):
        assert set(text.split()) <= words
    for annex in order.annexes:
        for table in annex.tables:
            for row in table.rows:
                for cell in row.cells:
                    assert set(cell.split()) <= words


def test_a_wrapped_text_keeps_its_width() -> None:
    lines = text_of(ORDERS[0], WRAPPED).split("\n")

    assert max(len(line) for line in lines if "\t" not in line) <= 78


def test_a_page_break_cuts_a_row_of_the_roadmap() -> None:
    order = next(order for order in ORDERS if order.id == "education-roadmap-2019")

    text = text_of(order, TextOptions(page_lines=14))

    assert "\n\n\t" in text
