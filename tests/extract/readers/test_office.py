from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from corpus.load import load_orders
from corpus.render import docx as render_docx
from extract.document import Document, Table
from extract.errors import DamagedFile, MissingPart, TooLarge
from extract.readers import office, read_document


def content(document: Document) -> list[object]:
    """All that counts of a document: words, numbers, cells with their spans."""
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells]
        if isinstance(block, Table)
        else (block.number, block.text)
        for block in document.blocks()
    ]


def test_office_formats_read_like_the_docx_they_were_made_of(tmp_path: Path) -> None:
    from corpus.render import office as render_office

    order = next(order for order in load_orders() if any(a.tables for a in order.annexes))
    source = tmp_path / "order.docx"
    render_docx.render(order, source)
    expected = content(read_document(source))

    for suffix, manner in (
        ("doc", render_office.DOC),
        ("rtf", render_office.RTF),
        ("odt", render_office.ODT),
    ):
        path = tmp_path / f"order.{suffix}"
        render_office.render(order, path, manner)

        document = read_document(path)

        assert document.format == suffix
        assert content(document) == expected


def test_several_files_in_one_call_and_a_bad_one_among_them(tmp_path: Path) -> None:
    words = r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'ea\'e0\'e7 %d}"
    paths = [tmp_path / f"{index}.rtf" for index in range(3)]
    for index, path in enumerate(paths):
        path.write_text(words % index, encoding="ascii")

    with office.converted(paths) as results:
        found = [read_document(result) for result in results if result is not None]

    texts = [
        block.text
        for document in found
        for block in document.blocks()
        if not isinstance(block, Table)
    ]
    assert texts == ["Приказ 0", "Приказ 1", "Приказ 2"]


def test_without_the_program_the_missing_part_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-office",))
    path = tmp_path / "order.rtf"
    path.write_text(r"{\rtf1 x}", encoding="ascii")

    with pytest.raises(MissingPart, match="libreoffice-writer"):
        read_document(path)


def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a stand-in for LibreOffice first."""
    program = tmp_path / "soffice-stand-in"
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "PROGRAMS", (str(program),))


def test_a_call_that_hangs_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "child"
    _program(
        tmp_path,
        monkeypatch,
        "import subprocess, time\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(600)\n",
    )
    monkeypatch.setattr(office, "TIME_LIMIT", 3.0)
    path = tmp_path / "order.rtf"
    path.write_text(r"{\rtf1 x}", encoding="ascii")

    with pytest.raises(TooLarge):
        read_document(path)

    child = int(note.read_text(encoding="ascii"))
    for _ in range(50):
        if not Path(f"/proc/{child}").exists() or _is_zombie(child):
            break
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists() or _is_zombie(child)
    assert os.getpid() != child


def _is_zombie(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split(") ")[-1][0] == "Z"
    except OSError:
        return True


def test_a_program_that_makes_nothing_means_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, monkeypatch, "raise SystemExit(0)\n")
    path = tmp_path / "order.rtf"
    path.write_text(r"{\rtf1 x}", encoding="ascii")

    with pytest.raises(DamagedFile):
        read_document(path)
