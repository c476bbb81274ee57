"""LibreOffice's conversions: one call for many files, and its absence said clearly."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.load import load_orders
from corpus.render import RENDERERS, SUFFIXES, render_orders
from corpus.render.office import RTF, OfficeFailed, OfficeMissing, convert, render_many

ORDERS = load_orders()[:2]


def test_many_orders_are_converted_in_one_call(tmp_path: Path) -> None:
    paths = render_many(ORDERS, tmp_path, RTF)

    assert [path.name for path in paths] == [f"{order.id}.rtf" for order in ORDERS]
    assert all(path.read_bytes().startswith(b"{\\rtf") for path in paths)


def test_a_machine_without_libreoffice_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(OfficeMissing, match="apt-get install libreoffice-writer-nogui"):
        render_many(ORDERS, tmp_path, RTF)


def test_a_conversion_that_gives_no_file_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho cannot convert\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(OfficeFailed, match=r"wrote no order\.rtf: cannot convert"):
        convert([tmp_path / "order.docx"], tmp_path, RTF)


def test_a_conversion_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("corpus.render.office.SECONDS", 0.2)

    with pytest.raises(OfficeFailed, match="took more than"):
        convert([tmp_path / "order.docx"], tmp_path, RTF)


@pytest.mark.parametrize("name", ["text", "text-cut", "docx", "docx-numbered"])
def test_a_format_has_a_writer_and_an_ending(name: str, tmp_path: Path) -> None:
    paths = render_orders(ORDERS, name, tmp_path)

    assert list(paths) == [order.id for order in ORDERS]
    for path in paths.values():
        assert path.suffix == SUFFIXES[name]
        assert path.stat().st_size > 1000


def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("text", "text-wrapped"):
        RENDERERS[name](ORDERS[0], tmp_path / "first")
        RENDERERS[name](ORDERS[0], tmp_path / "second")
        assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
