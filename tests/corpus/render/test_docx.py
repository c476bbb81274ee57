"""The DOCX rendering, read back with python-docx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.load import load_orders
from corpus.model import CorpusOrder, CorpusTable
from corpus.render.docx import CUT, MERGED, NUMBERED, PLAIN, DocxOptions, render

ORDERS = load_orders()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(order: CorpusOrder, path: Path, options: DocxOptions) -> Any:
    import docx

    render(order, path / "order.docx", options)
    return docx.Document(str(path / "order.docx")).element.body


def words_of(element: Any) -> str:
    return " ".join(
        " " if node.tag in (W + "br", W + "tab") else node.text or ""
        for node in element.iter(W + "t", W + "br", W + "tab")
    )


def row_texts(table: Any) -> list[list[str]]:
    return [
        [
            "\n".join(words_of(paragraph) for paragraph in cell.iter(W + "p"))
            for cell in row.iter(W + "tc")
        ]
        for row in table.iter(W + "tr")
    ]


def order_named(name: str) -> CorpusOrder:
    return next(order for order in ORDERS if order.id == name)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
def test_plain_cells_are_the_content(order: CorpusOrder, tmp_path: Path) -> None:
    body = body_of(order, tmp_path, PLAIN)
    tables: list[CorpusTable] = [table for annex in order.annexes for table in annex.tables]

    for table, element in zip(tables, body.iter(W + "tbl"), strict=True):
        texts = row_texts(element)[-len(table.rows) :]
        for row, cells in zip(table.rows, texts, strict=True):
            assert cells == [text for text in row.cells if text or row.kind == "row"]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
@pytest.mark.parametrize("options", [NUMBERED, MERGED, CUT], ids=["numbered", "merged", "cut"])
def test_no_word_of_a_clause_or_cell_is_lost(
    order: CorpusOrder, options: DocxOptions, tmp_path: Path
) -> None:
    words = set(words_of(body_of(order, tmp_path, options)).split())

    for text in order.clauses:
        assert set(text.split()[1:]) <= words
    for annex in order.annexes:
        for table in annex.tables:
            for row in table.rows:
                assert set(row.cells[1].split()) <= words


def test_numbers_are_left_to_word_where_it_counts_the_same(tmp_path: Path) -> None:
    body = body_of(order_named("education-roadmap-2019"), tmp_path, NUMBERED)

    assert "1.1." not in words_of(body).split()
    assert "2.1." not in words_of(body).split()
    # «2.4» lacks the dot that the list's other numbers have
    assert len(list(body.iter(W + "numPr"))) > 5


def test_numbers_that_word_would_not_give_are_typed(tmp_path: Path) -> None:
    body = body_of(order_named("gochs-flood-2008"), tmp_path, NUMBERED)

    # the table's numbers begin anew in each section
    table = next(body.iter(W + "tbl"))
    assert [cells[0] for cells in row_texts(table)][3:6] == ["1.", "2.", "3."]


def test_two_header_levels_are_merged_cells(tmp_path: Path) -> None:
    body = body_of(order_named("health-vaccination-2020"), tmp_path, PLAIN)

    upper, lower = row_texts(next(body.iter(W + "tbl")))[:2]

    assert upper == ["№", "Мероприятие", "Срок", "Ответственный", "Ожидаемый результат"]
    assert lower == ["", "", "начало", "окончание", "", ""]
    assert len(list(body.iter(W + "vMerge"))) == 8


def test_equal_cells_are_merged_downwards_but_never_the_activity(tmp_path: Path) -> None:
    body = body_of(order_named("finance-revenue-2011"), tmp_path, MERGED)
    table = list(body.iter(W + "tbl"))[-1]

    merged = [
        index
        for row in table.iter(W + "tr")
        for index, cell in enumerate(row.iter(W + "tc"))
        if any(each.get(W + "val") == "continue" for each in cell.iter(W + "vMerge"))
    ]

    assert merged
    assert set(merged) == {2}


def test_a_cut_table_repeats_its_header_at_the_page(tmp_path: Path) -> None:
    order = order_named("education-roadmap-2019")

    texts = row_texts(next(body_of(order, tmp_path, CUT).iter(W + "tbl")))

    assert texts.count(list(order.annexes[0].tables[0].header)) >= 2
    assert texts[0] == list(order.annexes[0].tables[0].header)


def test_the_letterhead_and_the_signature_may_be_borderless_tables(tmp_path: Path) -> None:
    body = body_of(order_named("culture-plan-2013"), tmp_path, MERGED)

    first, *_, last = (row_texts(table)[0] for table in list(body.iter(W + "tbl"))[:2])

    assert first == ["от 05.02.2013", "№ 14"]
    assert last[-1] == "П.Р. Дерябин"
