"""Files made to harm, and files that were harmed: nothing but an ExtractError may come of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import Paragraph, Table
from extract.errors import DamagedFile, EncryptedFile, ExtractError, TooLarge
from extract.readers import docx_package, read_document, text

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

SETTINGS = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def package(document: bytes, *, flag: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", document)
    data = bytearray(out.getvalue())
    if flag:
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.rindex(mark)
            data[at + offset] |= flag
    return bytes(data)


def body(words: str) -> bytes:
    paragraph = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    return f"<w:document {_W}><w:body>{paragraph}</w:body></w:document>".encode()


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха" * 100}">' for n in range(12)
    )
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна", encoding="utf-8")
    path = tmp_path / "order.docx"
    path.write_bytes(
        package(
            f'<!DOCTYPE x [{laughs}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode()
            + body("ПРИКАЗ &l11; &f;")
        )
    )

    try:
        document = read_document(path)
    except ExtractError:
        return
    words = " ".join(b.text for b in document.blocks() if isinstance(b, Paragraph))
    assert "тайна" not in words
    assert len(words) < 100


def test_a_part_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx_package, "PART_LIMIT", 100_000)
    path = tmp_path / "order.docx"
    path.write_bytes(package(body("а" * 200_000)))

    with pytest.raises(TooLarge):
        read_document(path)


def test_an_encrypted_package_says_so(tmp_path: Path) -> None:
    path = tmp_path / "order.docx"
    path.write_bytes(package(body("ПРИКАЗ"), flag=1))

    with pytest.raises(EncryptedFile):
        read_document(path)


@pytest.mark.parametrize("keep", [10, 40, 100, 200, 300])
def test_a_cut_off_docx_is_damaged(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "order.docx"
    path.write_bytes(package(body("ПРИКАЗ"))[:keep])

    with pytest.raises((DamagedFile, ExtractError)):
        read_document(path)


def test_deep_nesting_ends_in_an_error_or_a_document(tmp_path: Path) -> None:
    path = tmp_path / "order.html"
    path.write_text("<div>" * 50_000 + "ПРИКАЗ", encoding="utf-8")

    try:
        document = read_document(path)
    except ExtractError:
        return
    assert document.format == "html"


@given(data=st.binary(min_size=1, max_size=400))
@SETTINGS
def test_random_bytes_give_a_document_or_an_extract_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "order"
    path.write_bytes(data)

    try:
        document = read_document(path)
    except ExtractError:
        return
    assert document.sha256


@given(cut=st.integers(0, 700), at=st.integers(0, 700), byte=st.integers(0, 255))
@SETTINGS
def test_a_harmed_docx_gives_a_document_or_an_extract_error(
    tmp_path: Path, cut: int, at: int, byte: int
) -> None:
    data = bytearray(package(body("ПРИКАЗ об утверждении плана мероприятий")))
    data[at % len(data)] = byte
    path = tmp_path / "order.docx"
    path.write_bytes(bytes(data[: max(1, len(data) - cut % 50)]))

    try:
        document = read_document(path)
    except ExtractError:
        return
    assert document.sha256


_WORDS = st.text(alphabet="абвгдежзиклмнопрстуфхцчшыьэюя №-«»()", min_size=1, max_size=20)


@given(st.lists(st.lists(_WORDS, min_size=3, max_size=3), min_size=2, max_size=6))
@SETTINGS
def test_no_letter_of_a_tabbed_table_is_lost(rows: list[list[str]]) -> None:
    words = "№\tМероприятие\tСрок\n" + "\n".join("\t".join(row) for row in rows)

    document = text.document_of(words, source="x", sha256="0")
    read = ""
    for block in document.blocks():
        texts = (
            [c.text for c in block.cells]
            if isinstance(block, Table)
            else [block.number, block.text]
        )
        read += "".join(texts)

    def letters(value: str) -> list[str]:
        return sorted(char for char in value if char.isalpha())

    assert letters(read) == letters(words)
