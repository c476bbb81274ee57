from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from commands.watchdog import ended_in_time

ROOT = Path(__file__).resolve().parents[2]

STUCK = "SELECT instr(hex(zeroblob(15000000)), hex(zeroblob(7000000)) || '1')"
"""One step of SQLite's machine that takes days."""

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


CALL = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where tests run in the background
import commands.watchdog as watchdog
watch = watchdog._watch
def told(*given):
    print("watching", file=sys.stderr, flush=True)
    watch(*given)
watchdog._watch = told
import cli
sys.exit(cli.main())
"""


def started(db: Path, sql: str, limit: str) -> subprocess.Popen[str]:
    """The command once its watch has begun: a signal before that ends no question."""
    words = ["query", "--db", str(db), "--time-limit", limit, sql]
    process = subprocess.Popen(
        [sys.executable, "-c", CALL, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "watching\n"
    return process


@pytest.fixture
def db(tmp_path: Path) -> Path:
    from load.store import open_store

    open_store(tmp_path / "orders.db").close()
    return tmp_path / "orders.db"


@pytest.mark.parametrize("sql", [STUCK, ENDLESS])
def test_sql_that_never_ends_is_ended(db: Path, sql: str) -> None:
    process = started(db, sql, "0.5")
    out, told = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "narrow the question" in told
    assert not out


@pytest.mark.parametrize("sql", [STUCK, ENDLESS])
def test_ctrl_c_ends_it(db: Path, sql: str) -> None:
    process = started(db, sql, "600")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "interrupted" in told


def test_work_that_ends_leaves_nothing_behind() -> None:
    threads = threading.active_count()
    with ended_in_time(9):
        pass

    assert threading.active_count() == threads
    assert signal.set_wakeup_fd(-1) == -1


def test_reading_an_answer_slowly_is_no_long_question(db: Path) -> None:
    sql = "SELECT hex(zeroblob(100000)) FROM (VALUES (1), (2), (3))"
    process = started(db, sql, "0.2")
    time.sleep(4)
    out, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert len(out) > 600_000
