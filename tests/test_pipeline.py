"""Files into a store: what is loaded, refused, left; whatever breaks costs one file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import pipeline
from batch.files import find_files
from batch.pool import run_tasks
from cli import prikaz

ROOT = Path(__file__).parents[1]

ORDER = """Отдел образования администрации Таёжного района

ПРИКАЗ

05.03.2021\t№ {number}

Об утверждении плана на 2021 год

В целях подготовки к зиме приказываю:

1. Утвердить план (приложение 1).

2. Контроль оставляю за собой.

Начальник отдела\tИ.И. Белова

Приложение 1
к приказу от 05.03.2021 № {number}

**План на 2021 год**

№\tМероприятия\tСрок\tОтветственные
1\tСбор заявок\tмай 2021\tКим С.О.
2\tОтчёт\tпостоянно\tотдел образования
"""


def write_order(folder: Path, number: int) -> Path:
    path = folder / f"{number:03}.txt"
    path.write_text(ORDER.format(number=number), encoding="utf-8")
    return path


def dump(store: Path) -> list[str]:
    with sqlite3.connect(store) as connection:
        return list(connection.iterdump())


def count(store: Path, table: str) -> int:
    with sqlite3.connect(store) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def run_cli(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(prikaz, [str(word) for word in words], catch_exceptions=False)
    return result.exit_code, result.output


def test_one_file_gives_a_record(tmp_path: Path) -> None:
    outcome = pipeline.process(write_order(tmp_path, 7))

    assert outcome.error is None
    assert outcome.record is not None
    assert outcome.record.number == "7"
    assert len(outcome.record.measures) == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("zeros.pdf", b"\0" * 64, "empty"),
        ("broken.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("broken.docx", b"PK\x03\x04 word/document.xml cut off", "damaged"),
        ("talk.txt", "Просто текст о погоде.".encode(), "not-an-order"),
        ("program", b"\x7fELF" + bytes(range(256)), "unknown-format"),
    ],
)
def test_a_file_that_is_no_order_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    outcome = pipeline.process(path)

    assert outcome.error is not None
    assert outcome.error.code == code
    assert name in str(outcome.error)


def test_bad_files_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "orders.db"
    inbox.mkdir()
    write_order(inbox, 1)
    (inbox / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    code, output = run_cli("ingest", inbox, tmp_path / "nowhere", "--db", store, "--jobs", 1)

    assert code == 1
    assert "1 loaded" in output
    assert "bad.pdf" in output
    assert "nowhere" in output
    assert count(store, "orders") == 1


def test_a_copy_of_a_refused_file_is_refused_and_not_unchanged(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "orders.db"
    inbox.mkdir()
    for name in ("bad.pdf", "copy.pdf"):
        (inbox / name).write_bytes(b"%PDF-1.4 nothing")
    code, output = run_cli("ingest", inbox, "--db", store, "--jobs", 1)

    assert code == 1
    assert "0 unchanged" in output
    assert "1 files refused before" in output


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "orders.db"
    inbox.mkdir()
    for number in (1, 2):
        write_order(inbox, number)
    (inbox / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    first = run_cli("ingest", inbox, "--db", store)[0]
    before = dump(store)
    code, output = run_cli("ingest", inbox, "--db", store)

    assert first == code == 1
    assert "1 files refused before" in output
    assert dump(store) == before


def test_ids_do_not_depend_on_workers_or_on_the_order_of_files(tmp_path: Path) -> None:
    paths = [write_order(tmp_path, number) for number in range(1, 6)]
    stores = []
    for name, files, jobs in (("a", paths, 1), ("b", paths[::-1], 2)):
        store = tmp_path / f"{name}.db"
        pipeline.ingest(files, store, pipeline.Settings(jobs=jobs))
        with sqlite3.connect(store) as connection:
            rows = connection.execute("SELECT order_id, measure_id FROM measures ORDER BY 1, 2")
            stores.append(
                (
                    rows.fetchall(),
                    connection.execute("SELECT party_id FROM parties ORDER BY 1").fetchall(),
                )
            )

    assert stores[0] == stores[1]


DEFINED = "центр роста и обмена опытом Таёжного района"


def _defining_and_using(folder: Path) -> tuple[Path, Path]:
    """An order that defines «ЦРОО», and one that only charges it."""
    text = ORDER.format(number=1).replace(
        "2. Контроль", f"2. Подготовить {DEFINED} (далее – ЦРОО).\n\n3. Контроль"
    )
    defining, using = folder / "001.txt", folder / "002.txt"
    defining.write_text(text, encoding="utf-8")
    using.write_text(ORDER.format(number=2).replace("Ким С.О.", "ЦРОО, школы"), encoding="utf-8")
    return defining, using


def _names(store: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(store) as connection:
        return connection.execute(
            "SELECT name, coalesce(expansion_source, '') FROM responsible_view"
            " WHERE as_written IN ('ЦРОО', 'школы') ORDER BY ordinal"
        ).fetchall()


def test_acronyms_of_other_orders_do_not_depend_on_workers_or_on_the_order_of_files(
    tmp_path: Path,
) -> None:
    one, two = _defining_and_using(tmp_path)
    for name, runs in {"ab": ([one], [two]), "ba": ([two], [one]), "both": ([tmp_path],)}.items():
        for paths in runs:
            pipeline.ingest(paths, tmp_path / f"{name}.db", pipeline.Settings(jobs=len(name)))

    expected = [(DEFINED, "other_orders"), ("школы", "")]
    assert [_names(tmp_path / f"{name}.db") for name in ("ab", "ba", "both")] == [expected] * 3


def test_acronym_is_open_again_when_the_defining_order_goes(tmp_path: Path) -> None:
    defining, _ = _defining_and_using(tmp_path)
    store = tmp_path / "orders.db"
    pipeline.ingest([tmp_path], store)
    before = dump(store)
    pipeline.ingest([tmp_path], store)
    assert dump(store) == before

    text = defining.read_text(encoding="utf-8").replace(" (далее – ЦРОО)", "")
    defining.write_text(text, encoding="utf-8")
    pipeline.ingest([tmp_path], store)

    assert _names(store) == [("ЦРОО", "none"), ("школы", "")]


def test_the_same_order_from_two_files_is_one_order(tmp_path: Path) -> None:
    store = tmp_path / "orders.db"
    first = write_order(tmp_path, 5)
    copy = tmp_path / "copy.txt"
    copy.write_text(first.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    report = pipeline.ingest([first, copy], store)

    assert (report.loaded, report.duplicates) == (1, 1)
    assert count(store, "orders") == 1
    assert count(store, "documents") == 2


def test_members_of_an_archive_have_a_source_of_their_own(tmp_path: Path) -> None:
    store = tmp_path / "orders.db"
    order = write_order(tmp_path, 9)
    archive = tmp_path / "inbox.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(order, "2021/девять.txt")
    pipeline.ingest([archive], store)
    with sqlite3.connect(store) as connection:
        source = connection.execute("SELECT source_path FROM order_view").fetchone()[0]

    assert source == f"{archive}!/2021/девять.txt"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    store = tmp_path / "orders.db"
    code, output = run_cli("ingest", write_order(tmp_path, 1), "--db", store, "--dry-run")

    assert code == 0
    assert "2 measures" in output
    assert not store.exists()


def test_only_some_formats(tmp_path: Path) -> None:
    write_order(tmp_path, 1)
    report = pipeline.ingest(
        [tmp_path], tmp_path / "x.db", pipeline.Settings(only=frozenset({"docx"}))
    )

    assert (report.left_out, report.loaded) == (1, 0)


def _task(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 2:
        time.sleep(60)
    if number == 3:
        raise ValueError("no such number")
    return number * 10


def test_a_crash_a_hang_and_an_error_cost_one_task_each() -> None:
    done = list(run_tasks(_task, range(6), jobs=2, seconds=4.0))

    assert [each.task for each in done] == [0, 1, 2, 3, 4, 5]
    assert [each.failure for each in done] == [None, "crash", "timeout", "error", None, None]
    assert [each.result for each in done] == [0, None, None, None, 40, 50]


def test_a_killed_ingest_leaves_a_valid_store_and_the_next_run_completes_it(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "orders.db"
    inbox.mkdir()
    for number in range(1, 60):
        write_order(inbox, number)
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "ingest",
        str(inbox),
        "--db",
        str(store),
        "--jobs",
        "1",
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        time.sleep(0.02)
        if store.exists() and process.poll() is None:
            try:
                if count(store, "orders") >= 3:
                    break
            except sqlite3.Error:
                continue
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with sqlite3.connect(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    pipeline.ingest([inbox], store)

    assert count(store, "orders") == 59
    assert count(store, "measures") == 2 * 59


def test_files_come_by_name_and_once(tmp_path: Path) -> None:
    second, first = write_order(tmp_path, 2), write_order(tmp_path, 1)
    (tmp_path / "~$lock.docx").write_bytes(b"x")
    (tmp_path / ".hidden.txt").write_bytes(b"x")

    assert [file.path for file in find_files([tmp_path, first], tmp_path / "u")] == [first, second]


def test_the_bare_checkout_runs_the_same_command(tmp_path: Path) -> None:
    path = write_order(tmp_path, 3)
    done = subprocess.run(
        [sys.executable, str(ROOT / "pipeline.py"), "parse", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert '"number": "3"' in done.stdout


def test_a_fault_of_the_program_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_document: object) -> None:
        raise RuntimeError("no such case")

    monkeypatch.setattr("extract.structure.parse_order", fail)
    outcome = pipeline.process(write_order(tmp_path, 1))

    assert outcome.error is not None
    assert outcome.error.code == "crash"
    assert "no such case" in str(outcome.error)


def test_a_text_that_no_order_can_fill_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes("слово\n".encode() * 800_000)
    outcome = pipeline.process(path)

    assert outcome.error is not None
    assert outcome.error.code == "too-large"
