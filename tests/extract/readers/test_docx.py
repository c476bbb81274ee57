from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from extract.document import Block, Document, Paragraph, Table
from extract.errors import DamagedFile, EmptyFile
from extract.readers import read_document
from extract.readers.docx_numbering import formatted


def _files() -> ModuleType:
    """The writer of small files beside this test (tests are no package)."""
    name = "docx_files"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


x = _files()


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return read_document(x.write_docx(tmp_path / "order.docx", body, **parts), source="order.docx")


def texts(document: Document) -> list[str]:
    return [f"{b.number} {b.text}".strip() for b in document.blocks() if isinstance(b, Paragraph)]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


def only_table(document: Document) -> Table:
    (block,) = document.blocks()
    assert isinstance(block, Table)
    return block


def test_runs_breaks_and_special_hyphens_are_read_as_printed(tmp_path: Path) -> None:
    body = x.paragraph(
        "<w:r><w:t>Управление</w:t><w:br/><w:t xml:space='preserve'>образования </w:t><w:tab/>"
        "<w:t>школа</w:t><w:noBreakHyphen/><w:t>интернат пе</w:t><w:softHyphen/><w:t>ринатальный"
        "</w:t><w:cr/><w:t>конец</w:t></w:r>"
    )

    assert texts(read(tmp_path, body)) == [
        "Управление\nобразования школа-интернат перинатальный\nконец"
    ]


def test_insertions_are_in_deletions_and_moves_away_are_out(tmp_path: Path) -> None:
    body = x.paragraph(
        f"{x.run('до ')}<w:del><w:r><w:delText>1 мая</w:delText></w:r></w:del>"
        f"<w:ins>{x.run('5 мая')}</w:ins><w:moveFrom>{x.run(' ушло')}</w:moveFrom>"
        f"<w:moveTo>{x.run(' пришло')}</w:moveTo>"
    )

    assert texts(read(tmp_path, body)) == ["до 5 мая пришло"]


def test_a_deleted_paragraph_mark_joins_with_the_next_paragraph(tmp_path: Path) -> None:
    body = x.paragraph(x.run("Утвердить "), "<w:rPr><w:del/></w:rPr>") + x.paragraph("план")

    assert texts(read(tmp_path, body)) == ["Утвердить план"]


def test_a_deleted_last_mark_loses_no_words(tmp_path: Path) -> None:
    body = x.paragraph("ПРИКАЗ") + x.paragraph(x.run("конец"), "<w:rPr><w:del/></w:rPr>")

    assert texts(read(tmp_path, body)) == ["ПРИКАЗ", "конец"]


def test_hidden_text_is_out_also_by_style(tmp_path: Path) -> None:
    styles = (
        "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='p'><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    body = (
        x.paragraph(
            x.run("видно ") + x.run("нет", "<w:vanish/>") + x.run("нет", "<w:rStyle w:val='h'/>")
        )
        + x.paragraph(x.run("нет"), "<w:pStyle w:val='p'/>")
        + x.paragraph(x.run("и это видно", "<w:vanish w:val='0'/>"), "<w:pStyle w:val='p'/>")
    )

    assert texts(read(tmp_path, body, styles=styles)) == ["видно", "и это видно"]


def test_field_results_are_in_and_instructions_out(tmp_path: Path) -> None:
    def char(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    body = (
        x.paragraph(
            f"{x.run('стр. ')}{char('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
            f"{x.run('код')}{char('separate')}{x.run('7')}{char('end')}"
            f"<w:fldSimple w:instr='DATE'>{x.run(' мая')}</w:fldSimple>"
            f"<w:hyperlink>{x.run(' ссылка')}</w:hyperlink>"
        )
        + x.paragraph(f"{char('begin')}<w:r><w:instrText>BROKEN</w:instrText></w:r>")
        + x.paragraph("дальше")
    )

    assert texts(read(tmp_path, body)) == ["стр. 7 мая ссылка", "дальше"]


def test_symbols_print_what_their_font_prints(tmp_path: Path) -> None:
    body = x.paragraph(
        "<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:sym w:font='Wingdings' w:char='F099'/>"
        "<w:sym w:font='Times New Roman Cyr' w:char='F0CF'/><w:t>\uf02d</w:t></w:r>"
    )

    assert texts(read(tmp_path, body)) == ["••П-"]


def test_text_boxes_are_read_once_before_their_paragraph(tmp_path: Path) -> None:
    def box(words: str) -> str:
        return f"<w:txbxContent>{x.paragraph(words)}</w:txbxContent>"

    body = x.paragraph(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box('УТВЕРЖДЕН')}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box('УТВЕРЖДЕН')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>" + x.run("План")
    )

    assert texts(read(tmp_path, body)) == ["УТВЕРЖДЕН", "План"]


def test_content_controls_are_through_and_their_prompts_out(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{x.paragraph('из элемента')}</w:sdtContent></w:sdt>"
        + x.paragraph(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{x.run('Место для ввода')}"
            f"</w:sdtContent></w:sdt><w:smartTag>{x.run('г. Луговой')}</w:smartTag>"
        )
    )

    assert texts(read(tmp_path, body)) == ["из элемента", "г. Луговой"]


def test_bold_alignment_and_style_come_from_paragraph_and_styles(tmp_path: Path) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:jc"
        " w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='2'><w:basedOn w:val='1'/></w:style>"
    )
    body = (
        x.paragraph(x.run("ПЛАН"), "<w:pStyle w:val='2'/>")
        + x.paragraph(x.run("не весь ", "<w:b/>") + x.run("жирный"))
        + x.paragraph(x.run("угол"), "<w:ind w:left='5103'/>")
        + x.paragraph(x.run("по ширине"), "<w:jc w:val='both'/>")
    )

    found = [b for b in read(tmp_path, body, styles=styles).blocks() if isinstance(b, Paragraph)]

    assert [(b.bold, b.align, b.style) for b in found] == [
        (True, "center", "heading 1"),
        (False, "", ""),
        (False, "right", ""),
        (False, "justify", ""),
    ]


def test_lists_are_numbered_as_word_prints_them(tmp_path: Path) -> None:
    numbering = x.levels(
        ("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"), ("bullet", "\uf02d")
    )
    body = "".join(
        [
            x.numbered("первый"),
            x.numbered("под", 1),
            x.numbered("под", 1),
            x.numbered("буква", 2),
            x.numbered("черта", 3),
            x.numbered("второй"),
            x.numbered("снова", 1),
            x.numbered("тот же список", 0, 2),
            x.numbered("новый список", 0, 3),
            x.numbered("без номера", 0, 0),
        ]
    )

    assert texts(read(tmp_path, body, numbering=numbering)) == [
        "1. первый",
        "1.1. под",
        "1.2. под",
        "а) буква",
        "- черта",
        "2. второй",
        "2.1. снова",
        "3. тот же список",
        "1. новый список",
        "без номера",
    ]


def test_numbers_come_from_styles_too(tmp_path: Path) -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt"
        " w:val='upperRoman'/><w:pStyle w:val='a'/><w:lvlText w:val='%1.'/></w:lvl><w:lvl"
        " w:ilvl='1'><w:start w:val='1'/><w:isLgl/><w:pStyle w:val='b'/><w:lvlText w:val='%1.%2'/>"
        "</w:lvl></w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>"
    )
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{key}'><w:pPr><w:numPr><w:numId w:val='5'/>"
        "</w:numPr></w:pPr></w:style>"
        for key in "ab"
    )
    body = "".join(
        x.paragraph(x.run(word), f"<w:pStyle w:val='{style}'/>")
        for word, style in (("раздел", "a"), ("пункт", "b"), ("раздел", "a"), ("пункт", "b"))
    )

    assert texts(read(tmp_path, body, numbering=numbering, styles=styles)) == [
        "I. раздел",
        "1.1 пункт",
        "II. раздел",
        "2.1 пункт",
    ]


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (4, "russianLower", "г"),
        (7, "russianLower", "ж"),
        (10, "russianUpper", "К"),
        (29, "russianLower", "аа"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (3, "decimalZero", "03"),
        (5, "none", ""),
        (5, "chicago", "5"),
    ],
)
def test_number_formats(value: int, form: str, printed: str) -> None:
    assert formatted(value, form) == printed


def test_merged_cells_keep_their_spans(tmp_path: Path) -> None:
    body = x.table(
        x.row(
            x.cell("№", "<w:vMerge w:val='restart'/>"), x.cell("Сроки", "<w:gridSpan w:val='2'/>")
        ),
        x.row(x.cell("<w:p/>", "<w:vMerge/>"), "начало", "конец"),
        x.row(x.cell("Раздел", "<w:gridSpan w:val='3'/>")),
        x.row("1", "май", "июнь"),
        widths=(500, 2000, 2000),
    )

    found = only_table(read(tmp_path, body))

    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells] == [
        (0, 0, 2, 1, "№"),
        (0, 1, 1, 2, "Сроки"),
        (1, 1, 1, 1, "начало"),
        (1, 2, 1, 1, "конец"),
        (2, 0, 1, 3, "Раздел"),
        (3, 0, 1, 1, "1"),
        (3, 1, 1, 1, "май"),
        (3, 2, 1, 1, "июнь"),
    ]


def test_borders_dragged_by_a_little_are_one_column(tmp_path: Path) -> None:
    # grid: 500 | 100 | 3900 | 1500; the second row's first border stands 100 twips further right
    span = "<w:gridSpan w:val='2'/>"
    body = x.table(
        x.row("№", x.cell("Что", span), "Срок"),
        x.row(x.cell("1", span), "Осмотр", "май"),
        x.row("2", x.cell("Отчёт", span), "июнь"),
        x.row(x.cell("Раздел", "<w:gridSpan w:val='4'/>")),
        widths=(500, 100, 3900, 1500),
    )

    found = only_table(read(tmp_path, body))

    assert found.column_count == 3
    assert rows(found)[1] == ["1", "Осмотр", "май"]
    assert found.rows()[3][0].column_span == 3


def test_gaps_in_the_grid_are_empty_cells(tmp_path: Path) -> None:
    body = x.table(
        x.row("№", "Что", "Срок"),
        x.row("Осмотр", "май", properties="<w:gridBefore w:val='1'/>"),
        widths=(500, 3000, 1500),
    )

    assert rows(only_table(read(tmp_path, body)))[1] == ["", "Осмотр", "май"]


def test_deleted_and_hidden_rows_are_out_rows_in_controls_in(tmp_path: Path) -> None:
    body = x.table(
        x.row("№", "Что"),
        x.row("1", "удалено", properties="<w:del/>"),
        x.row("1", "скрыто", properties="<w:hidden/>"),
        f"<w:sdt><w:sdtContent>{x.row('1', 'есть')}</w:sdtContent></w:sdt>",
    )

    assert rows(only_table(read(tmp_path, body))) == [["№", "Что"], ["1", "есть"]]


def test_a_number_column_of_a_list_is_in_the_text(tmp_path: Path) -> None:
    empty = x.cell(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
    )
    body = x.table(
        x.row("№", "Что"),
        x.row(empty, "Осмотр"),
        x.row(empty, x.cell(x.paragraph("Отчёт:") + x.numbered("да", 1) + x.numbered("нет", 1))),
    )

    document = read(tmp_path, body, numbering=x.levels(("decimal", "%1."), ("bullet", "-")))

    assert rows(only_table(document)) == [
        ["№", "Что"],
        ["1.", "Осмотр"],
        ["2.", "Отчёт:\n- да\n- нет"],
    ]


def test_a_table_inside_a_cell_becomes_lines(tmp_path: Path) -> None:
    inner = x.table(x.row("а", "б"), x.row("в", "г")) + "<w:p/>"
    body = x.table(x.row("№", "Что", "Срок"), x.row("1", x.cell(inner), "май"))

    assert rows(only_table(read(tmp_path, body)))[1] == ["1", "а б\nв г", "май"]


def test_a_table_that_only_frames_dissolves(tmp_path: Path) -> None:
    inner = x.table(x.row("№", "Что", "Срок"), x.row("1", "Осмотр", "май"))
    body = x.table(x.row(x.cell(x.paragraph("План") + inner + "<w:p/>")))

    blocks = list(read(tmp_path, body).blocks())

    assert [type(block) for block in blocks] == [Paragraph, Table]
    assert rows(blocks[1])[1] == ["1", "Осмотр", "май"]


def test_pages_advance_where_word_saw_them_end(tmp_path: Path) -> None:
    seen = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        x.paragraph(x.run("первая"))
        + x.paragraph(f"<w:r><w:br w:type='page'/></w:r>{seen}{x.run('вторая')}")
        + x.table(
            x.row("1", "а"),
            x.row(x.cell(x.paragraph(seen + x.run("2"))), "б"),
            x.row("3", x.cell(x.paragraph(x.run("начало ") + seen + x.run("конец")))),
        )
        + x.paragraph("последняя")
    )

    document = read(tmp_path, body)
    found = next(block for block in document.blocks() if isinstance(block, Table))

    assert [block.place.page for block in document.blocks()] == [1, 2, 2, 4]
    assert [pause.row for pause in found.breaks] == [1]
    assert [[place.page for place in cell.places] for cell in found.cells] == [
        [2],
        [2],
        [3],
        [3],
        [3],
        [3, 4],
    ]


def test_page_ends_of_the_author_count_where_word_kept_none(tmp_path: Path) -> None:
    body = (
        x.paragraph(f"{x.run('подпись')}<w:r><w:br w:type='page'/></w:r>{x.run('Приложение')}")
        + x.paragraph(x.run("раздел"), "<w:pageBreakBefore/>")
        + x.paragraph(x.run("конец раздела"), "<w:sectPr/>")
        + x.paragraph("новый")
    )

    found = [
        (b.text, b.place.page) for b in read(tmp_path, body).blocks() if isinstance(b, Paragraph)
    ]

    assert found == [
        ("подпись", 1),
        ("Приложение", 2),
        ("раздел", 3),
        ("конец раздела", 3),
        ("новый", 4),
    ]


def test_notes_and_running_heads_stand_apart(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        x.paragraph(
            f"{x.run('школы')}<w:r><w:footnoteReference w:id='2'/></w:r>{x.run(' района')}"
        ),
        footnotes=f"<w:footnote w:id='0'>{x.paragraph('черта')}</w:footnote>"
        f"<w:footnote w:id='2'>{x.paragraph('Кроме вечерних.')}</w:footnote>",
        header=x.paragraph("Проект"),
        footer=x.paragraph("7"),
    )

    assert texts(document) == ["школы района"]
    assert [(note.number, note.text) for note in document.footnotes] == [("1", "Кроме вечерних.")]
    assert sorted(mark.text for mark in document.pages[0].furniture) == ["7", "Проект"]


def test_places_name_paragraph_and_cell(tmp_path: Path) -> None:
    document = read(tmp_path, x.paragraph("ПРИКАЗ") + x.table(x.row("№", "Что"), x.row("1", "а")))
    first, found = document.blocks()

    assert first.place.spot == "paragraph 1"
    assert isinstance(found, Table)
    assert found.cells[3].places[0].spot == "table 1, row 2, column 2"


def test_strict_names_macros_and_templates_open(tmp_path: Path) -> None:
    path = x.write_docx(tmp_path / "a.docm", x.paragraph("ПРИКАЗ"), namespaces=x.STRICT)

    assert texts(read_document(path)) == ["ПРИКАЗ"]


def test_a_file_without_words_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, "<w:p/>")


def _with_picture(path: Path, size: tuple[int, int]) -> Path:
    """Add a picture of some size to a DOCX whose body refers to it as `rPicture`."""
    from PIL import Image

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    relations = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = relations.replace(
        "</Relationships>",
        '<Relationship Id="rPicture" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image" Target="media/1.png"/></Relationships>',
    ).encode()
    out = io.BytesIO()
    Image.effect_noise(size, 90).save(out, "PNG")
    parts["word/media/1.png"] = out.getvalue()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


PICTURE = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' r:embed="rPicture"/></w:drawing></w:r></w:p>'
)


def test_scans_without_text_go_to_the_image_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.document import Page
    from extract.readers import image

    def fake(path: Path, *, source: str, sha256: str) -> Document:
        assert path.read_bytes()[:4] in (b"II*\x00", b"MM\x00*")
        return Document(source, sha256, "image", (Page(1, (Paragraph("ПРИКАЗ"),)),))

    monkeypatch.setattr(image, "read", fake)
    path = _with_picture(x.write_docx(tmp_path / "a.docx", PICTURE), (600, 800))

    document = read_document(path)

    assert document.format == "docx"
    assert texts(document) == ["ПРИКАЗ"]


def test_an_emblem_alone_is_no_scan(tmp_path: Path) -> None:
    path = _with_picture(x.write_docx(tmp_path / "a.docx", PICTURE), (60, 80))

    with pytest.raises(DamagedFile):
        read_document(path)


def test_a_large_picture_beside_text_is_a_finding(tmp_path: Path) -> None:
    body = x.paragraph("ПРИКАЗ") + PICTURE
    path = _with_picture(x.write_docx(tmp_path / "a.docx", body), (600, 800))

    document = read_document(path)

    assert [finding.code for finding in document.findings] == ["docx.picture-unread"]


def test_a_package_without_a_document_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "order.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/styles.xml", "<x/>")

    with pytest.raises(DamagedFile):
        read_document(path)


def test_a_broken_body_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    document = read(tmp_path, x.paragraph("ПРИКАЗ") + "<w:p><w:r><w:t>обрыв</w:r></w:p>")

    assert texts(document)[0] == "ПРИКАЗ"
    assert [finding.code for finding in document.findings] == ["docx.part-broken"]
