from __future__ import annotations

from pathlib import Path

import pytest

from corpus.load import load_orders
from corpus.render.html import LAYOUT, LYING, PLAIN, SITE, WORD, HtmlOptions, render
from extract.document import Block, Document, Paragraph, Table
from extract.errors import DamagedFile, EmptyFile
from extract.readers import html, read_document


def read(tmp_path: Path, page: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "order.html"
    path.write_bytes(page.encode(encoding))
    return html.read(path, source="order.html", sha256="0")


def texts(document: Document) -> list[str]:
    return [f"{b.number} {b.text}".strip() for b in document.blocks() if isinstance(b, Paragraph)]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


def table(tmp_path: Path, page: str) -> Table:
    (found,) = [b for b in read(tmp_path, page).blocks() if isinstance(b, Table)]
    return found


def test_blocks_breaks_and_lists_become_paragraphs(tmp_path: Path) -> None:
    page = (
        "<body>УПРАВЛЕНИЕ<br>культуры<p>ПРИКАЗ</p><div>от 5 мая&nbsp;2019<p>внутри</div>после"
        "<ul><li>раз<li>два</ul><ol start=3><li>три<li value=7>семь</ol>"
        "<ol type=a><li>буква</ol><p>абзац<br><br>новый абзац</p></body>"
    )

    assert texts(read(tmp_path, page)) == [
        "УПРАВЛЕНИЕ\nкультуры",
        "ПРИКАЗ",
        "от 5 мая 2019",
        "внутри",
        "после",
        "- раз",
        "- два",
        "3. три",
        "7. семь",
        "a) буква",
        "абзац",
        "новый абзац",
    ]


def test_line_ends_of_the_source_are_spaces(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<p>Утвердить\n   план\tмеро&shy;приятий</p>")) == [
        "Утвердить план мероприятий"
    ]


def test_clauses_parted_by_breaks_are_paragraphs(tmp_path: Path) -> None:
    page = "<p>приказываю:<br>1. Утвердить план (приложение).<br>2. Контроль оставляю за собой.</p>"

    assert texts(read(tmp_path, page)) == [
        "приказываю:",
        "1. Утвердить план (приложение).",
        "2. Контроль оставляю за собой.",
    ]


def test_what_a_browser_does_not_show_is_out(tmp_path: Path) -> None:
    page = (
        "<p>да</p><script>нет()</script><style>нет</style><p style='display:none'>нет</p>"
        "<p hidden>нет</p><!-- нет --><del>нет</del><span style='mso-hide:all'>нет</span>"
    )

    assert texts(read(tmp_path, page)) == ["да"]


def test_looks_come_from_tags_and_styles(tmp_path: Path) -> None:
    page = (
        "<h2>План</h2><p align=right>угол</p><p style='text-align:center'><b>центр</b></p>"
        "<p style='font-weight:bold'>жирный</p><p><b>не</b> весь</p><center>середина</center>"
    )

    found = [b for b in read(tmp_path, page).blocks() if isinstance(b, Paragraph)]

    assert [(b.text, b.bold, b.align, b.style) for b in found] == [
        ("План", True, "", "heading 2"),
        ("угол", False, "right", ""),
        ("центр", True, "center", ""),
        ("жирный", True, "", ""),
        ("не весь", False, "", ""),
        ("середина", False, "center", ""),
    ]


def test_spans_are_placed_as_a_browser_places_them(tmp_path: Path) -> None:
    page = (
        "<table><thead><tr><th rowspan=2>№<th colspan=2>Сроки<th rowspan=2>Кто</tr>"
        "<tr><th>начало<th>конец</tr></thead><tfoot><tr><td colspan=4>Итого</tfoot>"
        "<tbody><tr><td>1<td>май<td>июнь<td>отдел</tr></tbody></table>"
    )

    found = table(tmp_path, page)

    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells] == [
        (0, 0, 2, 1, "№"),
        (0, 1, 1, 2, "Сроки"),
        (0, 3, 2, 1, "Кто"),
        (1, 1, 1, 1, "начало"),
        (1, 2, 1, 1, "конец"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "май"),
        (2, 2, 1, 1, "июнь"),
        (2, 3, 1, 1, "отдел"),
        (3, 0, 1, 4, "Итого"),
    ]


@pytest.mark.parametrize(
    ("style", "table_is", "row_is", "cell_is"),
    [
        ("", "style='display:table'", "style='display:table-row'", "style='display:table-cell'"),
        ("", "role=table", "role=row", "role=cell"),
        (
            ".list { display: table } .line { display:table-row; } .list .part{display:table-cell}",
            "class='list wide'",
            "class=line",
            "class=part",
        ),
        ("div.line {display:table-row} .part {display:table-cell}", "", "class=line", "class=part"),
    ],
)
def test_tables_drawn_without_table_tags_are_tables(
    style: str, table_is: str, row_is: str, cell_is: str, tmp_path: Path
) -> None:
    lines = [["Мероприятие", "Срок"], ["Сбор сведений", "май"], ["Свод", "июнь"]]
    body = "".join(
        f"<div {row_is}>" + "".join(f"<div {cell_is}>{text}</div>" for text in line) + "</div>"
        for line in lines
    )

    page = f"<style>{style}</style><p>План</p><div {table_is}>{body}</div>"

    assert rows(table(tmp_path, page)) == lines


def test_columns_that_everything_spans_are_none(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "<table><tr><td>№<td colspan=3>Что<tr><td>1<td colspan=3>Осмотр</table>",
    )

    assert found.column_count == 2


def test_rows_that_word_writes_for_its_columns_are_no_rows(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "<table><tr><td>№<td>Что<tr><td>1<td>Осмотр<tr height=0><td width=5></td><td></td></table>",
    )

    assert found.row_count == 2


@pytest.mark.parametrize("span", ["0", "99", "-1", "x", "100000000"])
def test_odd_spans_do_no_harm(tmp_path: Path, span: str) -> None:
    page = f"<table><tr><td rowspan={span} colspan={span}>№<td>Что<tr><td>1<td>Осмотр</table>"

    assert {"№", "Что", "1", "Осмотр"} <= {cell.text for cell in table(tmp_path, page).cells}


def test_paragraphs_breaks_and_lists_in_a_cell_are_lines(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>№<td>Что<td>Срок<tr><td>1<td><p>Осмотр<br>крыш</p><ul><li>раз<li>два</ul>"
        "<table><tr><td>а<td>б</table><td>май</table>"
    )

    assert rows(table(tmp_path, page))[1] == ["1", "Осмотр\nкрыш\n- раз\n- два\nа б", "май"]


def test_tables_that_only_place_things_dissolve(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>меню<td><table><tr><td>№<td>Что<td>Срок<tr><td>1<td>Осмотр<td>май</table>"
        "</table><table><tr><td>один столбец<tr><td>второй</table>"
    )

    blocks = list(read(tmp_path, page).blocks())

    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph, Paragraph]


def test_a_pre_is_read_as_a_text_file(tmp_path: Path) -> None:
    page = "<pre>ПРИКАЗ\n\n+---+-----+\n| N | Что |\n+---+-----+\n| 1 | a   |\n+---+-----+\n</pre>"

    blocks = list(read(tmp_path, page).blocks())

    assert rows(blocks[1]) == [["N", "Что"], ["1", "a"]]


def test_navigation_is_furniture_and_the_act_stays(tmp_path: Path) -> None:
    links = "".join(f"<li><a href=/{n}>Раздел {n}</a>" for n in range(6))
    page = (
        f"<nav>{links}</nav><form action=/search>Поиск <input></form>"
        f"<form><div class='header page'><p>ПРИКАЗ</p><p>Утвердить план мероприятий {'слово ' * 80}"
        "</p></div></form><div class=footer>© Сайт района</div>"
    )

    document = read(tmp_path, page)

    assert texts(document)[0] == "ПРИКАЗ"
    assert [mark.text for mark in document.pages[0].furniture][-1] == "© Сайт района"
    assert not any("Раздел 5" in text for text in texts(document))


def test_page_ends_of_word_begin_pages(tmp_path: Path) -> None:
    page = "<p>один</p><br style='page-break-before:always'><p>два</p>"

    assert [block.place.page for block in read(tmp_path, page).blocks()] == [1, 2]


def test_a_page_in_a_mime_wrapping_is_read(tmp_path: Path) -> None:
    path = tmp_path / "order.doc"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "<html><body><p>ПРИКАЗ об утверждении</p></body></html>".encode("cp1251")
        + b"\r\n--x--\r\n"
    )

    document = read_document(path)

    assert document.format == "mhtml"
    assert texts(document) == ["ПРИКАЗ об утверждении"]


def test_a_wrapping_without_a_page_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "order.doc"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n"
    )

    with pytest.raises(DamagedFile):
        read_document(path)


def test_a_page_without_words_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, "<html><body><p> </p></body></html>")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "no-such-code"])
def test_a_lying_declaration_does_no_harm(tmp_path: Path, encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset={declared}></head><body><p>Приказ об утверждении плана</p>"

    assert texts(read(tmp_path, page, encoding)) == ["Приказ об утверждении плана"]


@pytest.mark.parametrize("options", [PLAIN, SITE, WORD, LYING, LAYOUT], ids=lambda o: str(o.manner))
def test_every_manner_of_page_gives_all_cells(tmp_path: Path, options: HtmlOptions) -> None:
    for order in load_orders()[:4]:
        path = tmp_path / f"{order.id}.html"
        render(order, path, options)

        tables = [b for b in read_document(path).blocks() if isinstance(b, Table)]

        written = [table for annex in order.annexes for table in annex.tables]
        assert len(tables) == len(written)
        for found, wanted in zip(tables, written, strict=True):
            expected = [list(row.cells) for row in wanted.rows if row.kind == "row"]
            assert [row for row in rows(found) if row in expected] == expected


@pytest.mark.parametrize("tag", ["font", "div", "b", "li", "o:p"])
def test_text_behind_tags_that_nobody_closed_is_read(tmp_path: Path, tag: str) -> None:
    steps = "".join(f"<{tag}><p>шаг {at}</p>" for at in range(700))
    found = read(tmp_path, f"<body>{steps}<table><tr><td>конец<td>срок</table></body>")

    *_, last_step, end = found.blocks()
    assert isinstance(last_step, Paragraph)
    assert (last_step.text, rows(end)) == ("шаг 699", [["конец", "срок"]])


def test_tables_that_nobody_closed_leave_their_text_and_a_finding(tmp_path: Path) -> None:
    tables = "".join(f"<table><tr><td>строка {at}" for at in range(400))
    found = read(tmp_path, f"<body>{tables}</body>")

    assert texts(found) == [f"строка {at}" for at in range(400)]
    assert [finding.code for finding in found.findings] == ["html.nested-too-deep"]
