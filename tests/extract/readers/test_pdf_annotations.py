"""What lies over a page: a reader sees fields and remarks, so no word of them is lost."""

from __future__ import annotations

import ctypes
import importlib
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.document import Document, Paragraph
from extract.readers.pdf import read
from extract.structure import parse_order
from tests.extract.readers.pdf_files import DrawnPdf

_BODY = (
    (180.0, 780.0, "АДМИНИСТРАЦИЯ ЛИПОВСКОГО РАЙОНА"),
    (260.0, 762.0, "ПРИКАЗ"),
    (60.0, 700.0, "от"),
    (300.0, 700.0, "№"),
    (60.0, 670.0, "О проверке готовности школ"),
    (60.0, 640.0, "ПРИКАЗЫВАЮ:"),
    (60.0, 620.0, "1. Провести проверку готовности школ к учебному году."),
    (60.0, 600.0, "2. Контроль оставляю за собой."),
    (60.0, 560.0, "Начальник управления"),
)
_STAMP = (
    "Документ подписан электронной подписью",
    "Сертификат 0123456789ABCDEF0123456789ABCDEF",
    "Владелец Рощина Олимпиада Петровна",
    "Действителен с 01.02.2023 по 01.05.2024",
)


def _read(path: Path) -> Document:
    return read(path, source=path.name, sha256="0")


def _text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks() if isinstance(block, Paragraph))


@pytest.mark.parametrize("appearance", [True, False])
def test_values_of_fields_and_typed_remarks_are_text(appearance: bool, tmp_path: Path) -> None:
    pdf = DrawnPdf(tmp_path / "form.pdf", appearance=appearance)
    pdf.lines(_BODY)
    pdf.annotate("Widget", (80, 696, 220, 712), "15 августа 2023 года")
    pdf.annotate("Widget", (315, 696, 400, 712), "77-п")
    pdf.annotate("FreeText", (400, 556, 540, 572), "О.П. Рощина")
    pdf.save()

    order = parse_order(_read(tmp_path / "form.pdf"))

    head = order.header
    assert [quote.text for quote in (head.number, head.date) if quote] == [
        "№ 77-п",
        "от 15 августа 2023 года",
    ]
    assert [s.person.text for s in order.signatures if s.person] == ["О.П. Рощина"]
    assert order.residue == ()


def test_hidden_fields_and_link_frames_are_no_text(tmp_path: Path) -> None:
    pdf = DrawnPdf(tmp_path / "form.pdf")
    pdf.lines(_BODY)
    pdf.annotate("Widget", (80, 696, 220, 712), "черновик", flags=2)
    pdf.annotate("Link", (60, 616, 300, 632), "сайт школы")
    pdf.save()

    document = _read(tmp_path / "form.pdf")

    assert "черновик" not in _text(document)
    assert "сайт" not in _text(document)
    assert document.findings == ()


def test_comments_are_findings_each_once(tmp_path: Path) -> None:
    pdf = DrawnPdf(tmp_path / "comment.pdf")
    pdf.lines(_BODY)
    pdf.annotate("Text", (500, 600, 520, 620), "Согласовать с юристом")
    pdf.annotate("Highlight", (60, 616, 300, 632), "Срок не указан")
    pdf.save()

    document = _read(tmp_path / "comment.pdf")

    assert "юристом" not in _text(document)
    found = [f.excerpt for f in parse_order(document).findings if f.code == "pdf.comment"]
    assert found == ["Согласовать с юристом", "Срок не указан"]


def test_attached_file_is_a_finding(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain.pdf", tmp_path / "attached.pdf"
    pdf = DrawnPdf(plain)
    pdf.lines(_BODY)
    pdf.save()
    opened = pypdfium2.PdfDocument(plain)
    attachment = opened.new_attachment("план.docx")
    attachment.set_data(b"PK")
    opened.save(path)
    opened.close()

    assert [(f.code, f.excerpt) for f in _read(path).findings] == [
        ("pdf.attachment-unread", "план.docx")
    ]


def test_signed_scan_is_recognized_though_the_stamp_has_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = DrawnPdf(tmp_path / "scan.pdf")
    pdf.picture()
    pdf.lines([(300, 120 - 9 * row, text) for row, text in enumerate(_STAMP)], size=7)
    pdf.save()
    real = importlib.import_module

    def absent(name: str, package: str | None = None) -> Any:
        if name.startswith("extract.ocr"):
            raise ImportError("no recognition here")
        return real(name, package)

    monkeypatch.setattr("extract.readers.pdf.import_module", absent)

    assert [f.code for f in _read(tmp_path / "scan.pdf").findings] == ["pdf.page-needs-ocr"]


def test_page_with_a_watermark_is_no_scan(tmp_path: Path) -> None:
    pdf = DrawnPdf(tmp_path / "letterhead.pdf")
    pdf.picture()
    pdf.lines(_BODY)
    pdf.save()

    assert "Провести проверку" in _text(_read(tmp_path / "letterhead.pdf"))


def test_comment_on_a_scan_stays_on_its_page(tmp_path: Path) -> None:
    """Recognition numbers pages its own way; what lies over them is none of its business."""
    plain, path = tmp_path / "plain.pdf", tmp_path / "scan.pdf"
    page = Image.new("L", (1240, 1754), 255)
    font = ImageFont.truetype("LiberationSerif-Regular.ttf", 34)
    for at, words in enumerate(["ПРИКАЗ", "1. Провести совещание.", "2. Подготовить отчёт."]):
        ImageDraw.Draw(page).text((150, 200 + 90 * at), words, 0, font)
    page.save(plain, save_all=True, append_images=[page], resolution=150)
    opened = pypdfium2.PdfDocument(plain)
    for number in range(2):
        sheet = opened[number]
        note = pypdfium2.raw.FPDFPage_CreateAnnot(sheet.raw, pypdfium2.raw.FPDF_ANNOT_TEXT)
        told = ctypes.create_string_buffer(f"Лист {number + 1}".encode("utf-16-le") + b"\0\0")
        pypdfium2.raw.FPDFAnnot_SetStringValue(
            note, b"Contents", ctypes.cast(told, ctypes.POINTER(ctypes.c_ushort))
        )
        pypdfium2.raw.FPDFPage_CloseAnnot(note)
    opened.save(path)

    document = _read(path)

    assert "совещание" in _text(document)
    for stated in (document.findings, [f for page in document.pages for f in page.findings]):
        notes = [(f.page, f.excerpt) for f in stated if f.code == "pdf.comment"]
        assert notes == [(1, "Лист 1"), (2, "Лист 2")]
