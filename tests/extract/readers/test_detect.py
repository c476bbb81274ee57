from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extract.errors import EmptyFile, EncryptedFile, UnknownFormat
from extract.readers.detect import detect

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1000)


def zipped(**names: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in names.items():
            # a fixed date: the bytes are in the tests' names, which every worker must find the same
            package.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


DOCX = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})

CASES = [
    ("pdf", b"%PDF-1.4\n"),
    ("pdf", b"\r\n\r\n%PDF-1.4\n"),
    ("image", b"\x89PNG\r\n\x1a\n" + bytes(20)),
    ("image", b"\xff\xd8\xff\xe0" + bytes(20)),
    ("image", b"II*\x00" + bytes(20)),
    ("image", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ("docx", DOCX),
    ("docx", DOCX[:60]),
    ("odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text")),
    ("archive", zipped(**{"a.txt": b"x"})),
    ("archive", bytes.fromhex("377ABCAF271C") + bytes(30)),
    ("archive", b"\x1f\x8b\x08\x00" + bytes(20)),
    ("doc", OLE + "WordDocument".encode("utf-16-le")),
    ("rtf", b"{\\rtf1\\ansi \\'cf}"),
    ("rtf", b"\xef\xbb\xbf {\\rtf1}"),
    ("html", "<!DOCTYPE html><html><body>Приказ</body></html>".encode()),
    ("html", "\ufeff  <HTML><BODY>Приказ".encode("utf-16-le")),
    ("html", '<?xml version="1.0"?>\n<!-- сайт -->\n<html>Приказ</html>'.encode("cp1251")),
    ("html", "<p>Приказ</p>".encode("koi8-r")),
    ("wordml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
    ("fodt", b'<?xml version="1.0"?><office:document office:version="1.2"/>'),
    (
        "mhtml",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=x\r\n\r\n--x\r\n",
    ),
    ("mail", b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\ntext\r\n"),
    ("text", "Приказ № 5".encode("cp866")),
    ("text", "<b>№</b>\tСрок\n1\tмай".encode()),
    ("text", "Срок: до 5 мая\nОтв.: Анин\n\nтекст".encode()),
    ("text", b"order"),
]


@pytest.mark.parametrize(("name", "data"), CASES)
def test_the_bytes_say_what_a_file_is(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "misleading.xlsx"
    path.write_bytes(data)

    assert detect(path) == name


@pytest.mark.parametrize("data", [b"", b" \r\n\t", bytes(20_000), b"\x1a"])
def test_nothing_is_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "order.doc"
    path.write_bytes(data)

    with pytest.raises(EmptyFile):
        detect(path)


@pytest.mark.parametrize(
    "data",
    [
        b"Rar!\x1a\x07\x00" + bytes(50),
        b"AT&TFORM" + bytes(50),
        b"\x7fELF" + bytes(50),
        bytes(range(256)) * 40,
        OLE + "Workbook".encode("utf-16-le"),
        zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        b"--- ... ---",
        '{"order": {"text": "Приказ № 5"}}'.encode(),
        '[\n  {"text": "Приказ № 5"}\n]'.encode(),
    ],
)
def test_what_is_not_read_is_refused_by_its_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "order.doc"
    path.write_bytes(data)

    with pytest.raises(UnknownFormat) as error:
        detect(path, source="inbox.zip!/order.doc")

    assert str(error.value).startswith("inbox.zip!/order.doc: ")


def test_an_office_file_behind_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "order.docx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))

    with pytest.raises(EncryptedFile):
        detect(path)


def test_a_letter_cut_at_the_edge_of_the_sample_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_bytes(("x" + "Приказ" * 3000).encode())

    assert detect(path) == "text"
