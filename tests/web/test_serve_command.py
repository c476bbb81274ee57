"""`prikaz serve` as a command: what it says when it cannot, and one real answer over HTTP."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.serve import serve
from web.app import build

ROOT = Path(__file__).parents[2]


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve, ["--db", str(tmp_path / "none.db")])

    assert result.exit_code == 3
    assert "no such file" in result.output


def test_a_file_that_is_no_store_is_said(tmp_path: Path) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Уважаемые коллеги!", encoding="utf-8")
    result = CliRunner().invoke(serve, ["--db", str(other)])

    assert result.exit_code == 3
    assert "no SQLite file" in result.output


def test_a_taken_port_is_said_with_what_to_do(shown_store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--db", str(shown_store), "--port", str(port)])

    assert result.exit_code == 2
    assert f"port {port} is taken" in result.output
    assert "--port" in result.output


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7"])
def test_an_address_of_another_machine_is_said(shown_store: Path, host: str) -> None:
    result = CliRunner().invoke(serve, ["--db", str(shown_store), "--host", host, "--port", "0"])

    assert result.exit_code == 2
    assert host in result.output


@pytest.mark.parametrize("options", [["--port", "70000"], ["--lang", "de"], ["--time-limit", "0"]])
def test_wrong_usage_is_refused(shown_store: Path, options: list[str]) -> None:
    assert CliRunner().invoke(serve, ["--db", str(shown_store), *options]).exit_code == 2


def test_without_datasette_the_message_says_how_to_get_it(
    shown_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("datasette", "datasette.app", "datasette.database", "datasette.plugins"):
        monkeypatch.setitem(sys.modules, name, None)
    result = CliRunner().invoke(serve, ["--db", str(shown_store)])

    assert result.exit_code == 4
    assert "extra 'web'" in result.output


def test_a_store_in_a_folder_that_cannot_be_written_is_shown(
    shown_store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    path = Path(shutil.copy(shown_store, folder / "orders.db"))
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        application = build(path)
        assert "store" in application.databases
        assert sorted(each.name for each in folder.iterdir() if each.suffix == ".db") == [
            "orders.db"
        ]
    finally:
        folder.chmod(0o755)


def test_the_server_answers_and_stops(shown_store: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--db", str(shown_store)]
    with subprocess.Popen(
        [*command, "--port", "0", "--lang", "ru"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        try:
            assert found is not None, line
            with urllib.request.urlopen(found[0], timeout=30) as answer:
                page = answer.read().decode("utf-8")
            assert "Хранилище приказов" in page
        finally:
            server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=30)
        assert output == ""
        assert server.returncode in {0, 130}
