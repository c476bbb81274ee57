"""PDFs of invented orders in many layouts: the rows that were written are read."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.load import load_orders
from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable, TableRow
from corpus.render import pdf as renderer
from corpus.render.pdf_paper import Type
from extract.document import Document, Paragraph, Table
from extract.errors import DamagedFile, EmptyFile, EncryptedFile
from extract.layout.stitch import stitch_blocks
from extract.readers.pdf import read

ORDERS = load_orders()
MEASURES = CorpusTable(
    header=("№ п/п", "Мероприятие", "Срок", "Ответственный"),
    rows=(
        TableRow("section", ("1.", "Подготовка учреждений к отопительному сезону")),
        TableRow("row", ("1.1.", "Промывка систем отопления", "до 15 августа 2023 года", "ЖКХ")),
        TableRow(
            "row",
            ("1.2.", "Проверка котельных и составление актов осмотра", "Август 2023 года", "ЖКХ"),
        ),
        TableRow("row", ("1.3.", "Запас топлива", "Постоянно", "Отдел снабжения")),
    ),
    widths=(8, 45, 25, 22),
)
ORDER = CorpusOrder(
    id="heating-2023",
    letterhead=("АДМИНИСТРАЦИЯ ЛИПОВСКОГО РАЙОНА",),
    doc_type="РАСПОРЯЖЕНИЕ",
    date="10 июля 2023 г.",
    number="№ 77-р",
    place="",
    title=("О подготовке к отопительному сезону",),
    preamble="В целях своевременной подготовки учреждений района к отопительному сезону",
    command="",
    clauses=(
        "1. Утвердить план мероприятий по подготовке учреждений района к отопительному сезону и "
        "довести его до руководителей учреждений, участвующих в подготовке.",
        "2. Контроль оставляю за собой.",
    ),
    signature=(("Глава района",), "О.П. Рощина"),
    annexes=(
        CorpusAnnex(("Приложение", "к распоряжению"), ("План мероприятий",), (), (MEASURES,), ()),
    ),
)


def _read(path: Path) -> Document:
    return read(path, source=path.name, sha256="0")


def _render(order: CorpusOrder, folder: Path, **changes: Any) -> Document:
    path = folder / "order.pdf"
    renderer.render(order, path, replace(renderer.PLAIN, **changes))
    return _read(path)


def _tables(document: Document) -> list[Table]:
    return [b for b in stitch_blocks(list(document.blocks())) if isinstance(b, Table)]


def _texts(row: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in row if text.strip())


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [_texts([cell.text for cell in row]) for row in table.rows()]


def _share_read(orders: tuple[CorpusOrder, ...], folder: Path, options: Any) -> float:
    """The share of the written rows that are read, each cell exactly."""
    wanted = found = 0
    for order in orders:
        path = folder / f"{order.id}.pdf"
        renderer.render(order, path, options)
        read_rows = [row for table in _tables(_read(path)) for row in _rows(table)]
        joined = {" ".join(row) for row in read_rows}
        for annex in order.annexes:
            for row in (row for table in annex.tables for row in table.rows):
                wanted += 1
                texts = _texts(row.cells)
                section = row.kind == "section" or len(texts) == 1
                found += " ".join(texts) in joined if section else texts in read_rows
    assert wanted
    return found / wanted


@pytest.mark.parametrize(
    ("layout", "least"),
    [
        ("PLAIN", 0.99),
        ("LANDSCAPE", 0.99),
        ("CUT", 0.97),
        ("BORDERLESS", 0.97),
        ("TIGHT", 0.97),
        ("HORIZONTAL", 0.97),
        ("HEADER_RULED", 0.97),
    ],
)
def test_written_rows_are_read(layout: str, least: float, tmp_path: Path) -> None:
    assert _share_read(ORDERS[::2], tmp_path, getattr(renderer, layout)) >= least


@pytest.mark.parametrize(
    "changes",
    [
        {"rules": "columns", "gap": 3.0},
        {"rules": "columns", "gap": 0.0, "repeat_header": True, "page": (595.0, 420.0)},
        {"rules": "none", "centred": True, "middle": True, "gap": 3.0},
        {"rules": "none", "gap": 0.0, "page": (595.0, 420.0), "page_numbers": "top"},
        {"rules": "none", "family": "sans", "table_size": 9.0, "padding": 3.0, "gap": 1.0},
        {"rules": "none", "landscape": True, "turned": True, "gap": 1.0},
        {"rules": "horizontal", "middle": True, "centred": True},
        {"table_size": 7.0, "padding": 1.5, "gap": 0.5},
        {"family": "dejavu", "page": (595.0, 300.0), "hyphenate": True},
    ],
)
def test_rows_survive_odd_layouts(changes: dict[str, Any], tmp_path: Path) -> None:
    options = replace(renderer.PLAIN, **changes)

    assert _share_read(ORDERS[1::4], tmp_path, options) >= 0.85


def test_table_over_pages_is_one_with_its_breaks(tmp_path: Path) -> None:
    rows = tuple(
        TableRow("row", (f"{n}.", f"Осмотр объекта под номером {n}", "май", "Отдел"))
        for n in range(1, 60)
    )
    order = replace(
        ORDER, annexes=(replace(ORDER.annexes[0], tables=(replace(MEASURES, rows=rows),)),)
    )

    document = _render(order, tmp_path, repeat_header=True, continued=True, page_numbers="bottom")

    tables = [block for block in document.blocks() if isinstance(block, Table)]
    assert len(tables) == 1
    assert len(tables[0].breaks) == len(document.pages) - 2
    pages = {cell.places[0].page for cell in tables[0].cells}
    assert pages == set(range(2, len(document.pages) + 1))
    furniture = [each.text for page in document.pages for each in page.furniture]
    assert furniture.count("Продолжение таблицы") == len(tables[0].breaks)
    assert {"2", "3"} <= set(furniture)
    assert [row[0] for row in _rows(_tables(document)[0])][1:] == [f"{n}." for n in range(1, 60)]


def test_frame_around_a_table_without_inner_rules_is_no_cell(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    rows = [table_row.cells for table_row in MEASURES.rows if table_row.kind == "row"]
    canvas = Canvas(str(tmp_path / "framed.pdf"), pagesize=(595, 842))
    for line, cells in enumerate([MEASURES.header, *rows]):
        for x, text in zip((60, 110, 350, 480), cells, strict=True):
            canvas.setFont(Type().font(bold=not line), 9)
            canvas.drawString(x, 700 - 22 * line, text)
    canvas.rect(55, 610, 530, 105)
    canvas.line(55, 693, 585, 693)
    canvas.save()

    [table] = _tables(_read(tmp_path / "framed.pdf"))

    assert _rows(table)[1:] == [_texts(cells) for cells in rows]


def test_section_row_spans_the_columns(tmp_path: Path) -> None:
    table = _tables(_render(ORDER, tmp_path))[0]

    number, title = table.rows()[1]
    assert (number.text, title.text) == ("1.", "Подготовка учреждений к отопительному сезону")
    assert title.column_span == 3


def test_paragraphs_keep_what_the_author_set(tmp_path: Path) -> None:
    document = _render(ORDER, tmp_path, hyphenate=True)

    paragraphs = {p.text: p for p in document.pages[0].blocks if isinstance(p, Paragraph)}
    assert set(ORDER.clauses) <= set(paragraphs)
    assert paragraphs["РАСПОРЯЖЕНИЕ"].align == "center"
    assert paragraphs["РАСПОРЯЖЕНИЕ"].bold
    assert not paragraphs[ORDER.clauses[0]].bold
    assert "10 июля 2023 г.\t№ 77-р" in paragraphs
    assert "Глава района\tО.П. Рощина" in paragraphs
    note = [p for p in document.pages[1].blocks if isinstance(p, Paragraph)][:2]
    assert [(p.text, p.align) for p in note] == [
        ("Приложение", "right"),
        ("к распоряжению", "right"),
    ]


def test_places_lie_on_the_page_as_a_person_sees_it(tmp_path: Path) -> None:
    document = _render(ORDER, tmp_path, landscape=True, turned=True)

    page = document.pages[1]
    assert page.width > page.height
    table = next(block for block in page.blocks if isinstance(block, Table))
    lefts = [cell.places[0].box.x0 for cell in table.rows()[0] if cell.places[0].box]
    tops = [row[0].places[0].box.top for row in table.rows() if row[0].places[0].box]
    assert lefts == sorted(lefts)
    assert tops == sorted(tops)
    assert all(
        cell.places[0].box.x0 >= 0 and cell.places[0].box.x1 <= page.width
        for cell in table.cells
        if cell.places[0].box
    )


def test_empty_user_password_opens(tmp_path: Path) -> None:
    assert _rows(_tables(_render(ORDER, tmp_path, password=""))[0])[2][0] == "1.1."


def test_real_password_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile, match="password"):
        _render(ORDER, tmp_path, password="ключ")


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"%PDF-1.7\n%%EOF\n"])
def test_damaged_file_is_a_clear_error(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(data)

    with pytest.raises(DamagedFile):
        _read(path)


def test_file_without_bytes_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")

    with pytest.raises(EmptyFile):
        _read(path)


@pytest.mark.parametrize("layer", ["mojibake", "lookalikes"])
def test_wrong_text_layer_is_mended_with_a_finding(layer: str, tmp_path: Path) -> None:
    document = _render(ORDER, tmp_path, layer=layer)

    assert {finding.code for finding in document.findings} == {"pdf.text-layer-repaired"}
    assert "Промывка систем отопления" in _rows(_tables(document)[0])[2]


def _scan(path: Path) -> None:
    """A page that is nothing but a grey picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(300, 400))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 300, 400)
    canvas.showPage()
    canvas.save()


def test_scan_without_recognition_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.pdf"
    _scan(path)
    real = importlib.import_module

    def absent(name: str, package: str | None = None) -> Any:
        if name.startswith("extract.ocr"):
            raise ImportError("no recognition here")
        return real(name, package)

    monkeypatch.setattr("extract.readers.pdf.import_module", absent)

    findings = _read(path).findings
    assert [(f.code, f.page, f.severity) for f in findings] == [("pdf.page-needs-ocr", 1, "error")]


def test_cells_are_those_of_the_second_engine(tmp_path: Path) -> None:
    import pdfplumber

    for order in ORDERS[::5]:
        path = tmp_path / f"{order.id}.pdf"
        renderer.render(order, path)
        with pdfplumber.open(path) as pdf:
            theirs = [
                " ".join(cell.split())
                for page in pdf.pages
                for table in page.extract_tables()
                for row in table
                for cell in row
                if cell
            ]
        ours = [
            " ".join(cell.text.split())
            for block in _read(path).blocks()
            if isinstance(block, Table)
            for cell in block.cells
            if cell.text
        ]
        # a word that a narrow cell cut is joined here and not there
        assert [text.replace(" ", "") for text in ours] == [t.replace(" ", "") for t in theirs]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "order.pdf"
    renderer.render(ORDER, path, renderer.TIGHT)

    assert _read(path) == _read(path)
