from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from load.errors import (
    NotAStore,
    StoreError,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
)
from load.migrations import APPLICATION_ID, CURRENT
from load.opening import connect_to_read, named_error
from load.overview import faults
from load.store import Store, check_store, open_store, save_record


def foreign_file(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 a docx", "no SQLite file"),
        ("Приказ № 1".encode(), "no SQLite file"),
        (b"SQLite format 3\x00" + b"\x00" * 200, "orders.db"),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_file_that_is_no_store_is_refused_and_left(
    tmp_path: Path, content: bytes, words: str, read_only: bool
) -> None:
    path = tmp_path / "orders.db"
    path.write_bytes(content)

    with pytest.raises(StoreError, match=words):
        open_store(path, read_only=read_only)

    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [True, False])
def test_store_of_another_program_is_refused_and_left(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "recipes.db"
    foreign_file(path)
    before = path.read_bytes()

    with pytest.raises(NotAStore, match="belongs to another program"):
        open_store(path, read_only=read_only)

    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.bak"))


@pytest.mark.parametrize("read_only", [True, False])
def test_newer_store_is_refused_with_both_versions(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "orders.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {CURRENT + 4}")
    connection.close()

    with pytest.raises(StoreTooNew, match=f"version {CURRENT + 4}.*version {CURRENT}.*Update"):
        open_store(path, read_only=read_only)


def test_missing_store_is_created_to_write_and_missed_to_read(tmp_path: Path) -> None:
    path = tmp_path / "orders.db"

    with pytest.raises(StoreMissing, match="prikaz ingest"):
        open_store(path, read_only=True)
    assert not path.exists()

    with open_store(path) as store:
        mark = store.connection.execute("PRAGMA application_id").fetchone()[0]
    assert mark == APPLICATION_ID


def test_empty_file_becomes_a_store_to_write_and_is_none_to_read(tmp_path: Path) -> None:
    path = tmp_path / "orders.db"
    path.touch()

    with pytest.raises(NotAStore, match="empty"):
        open_store(path, read_only=True)
    open_store(path).close()
    open_store(path, read_only=True).close()


@pytest.mark.parametrize("read_only", [True, False])
def test_folder_is_no_store(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(NotAStore, match="folder"):
        open_store(tmp_path, read_only=read_only)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnly, match="folder does not exist"):
        open_store(tmp_path / "nowhere" / "orders.db")


def test_torn_store_is_told(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    store.close()
    content = store.path.read_bytes()
    store.path.write_bytes(content[:8192] + b"\xff" * 8192 + content[16384:])

    with open_store(store.path, read_only=True) as torn:
        assert any(fault.startswith("structure") for fault in faults(torn))


def test_sound_store_has_no_faults(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())

    assert faults(store) == []
    assert check_store(store.path) == []


def test_lost_rows_are_told(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute("DELETE FROM parties")
    store.connection.execute("DELETE FROM passage_index_docsize WHERE id = 1")

    told = " ".join(faults(store))
    assert "missing row of parties" in told
    assert "search" in told


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_FULL]
)
def test_store_beside_which_nothing_can_be_written_is_read(
    store: Store, records: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    save_record(store, records.record())
    store.close()
    real: Any = sqlite3.connect

    class Refusing:
        def execute(self, sql: str) -> None:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = code
            raise error

        def close(self) -> None:
            pass

    def connect(target: str, **options: Any) -> Any:
        # tests may run as root, whom no permission stops: SQLite's refusal is played
        return real(target, **options) if "immutable" in target else Refusing()

    monkeypatch.setattr(sqlite3, "connect", connect)
    with open_store(store.path, read_only=True) as opened:
        count = opened.connection.execute("SELECT count(*) FROM orders").fetchone()[0]

    assert count == 1


def test_file_that_another_program_locks_whole_is_locked(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("DELETE FROM findings")

    with pytest.raises(StoreLocked, match="Wait until"):
        connect_to_read(store.path, busy_seconds=0.05)

    other.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM orders",
        "UPDATE orders SET title = 'x'",
        "INSERT INTO runs (command) VALUES ('x')",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE VIRTUAL TABLE x USING fts5 (y)",
        "DROP VIEW order_view",
        "ALTER TABLE orders ADD COLUMN x",
        "ATTACH ':memory:' AS x",
        "DETACH main",
        "VACUUM INTO 'x.db'",
        "REINDEX",
        "ANALYZE",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version = 9",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA writable_schema = ON",
        "PRAGMA temp_store_directory = '.'",
        "SELECT load_extension('x')",
        "UPDATE sqlite_master SET sql = ''",
        "INSERT INTO passage_index (passage_index) VALUES ('rebuild')",
        "WITH x AS (SELECT 1) DELETE FROM orders",
    ],
)
def test_reader_can_only_read(store: Store, records: ModuleType, sql: str) -> None:
    save_record(store, records.record())
    connection = connect_to_read(store.path)

    with pytest.raises(sqlite3.Error):
        connection.execute(sql).fetchall()

    connection.close()
    assert store.connection.execute("SELECT count(*) FROM order_view").fetchone()[0] == 1


def test_reader_may_ask_all_it_needs(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    with open_store(store.path, read_only=True) as reader:
        for sql in (
            "SELECT * FROM measure_view",
            "SELECT rowid FROM passage_index WHERE passage_index MATCH 'план' ORDER BY rank",
            "SELECT value FROM json_each('[1, 2]')",
            "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n LIMIT 5)"
            " SELECT * FROM n",
            "EXPLAIN QUERY PLAN SELECT * FROM orders",
            "PRAGMA table_info(orders)",
            "PRAGMA user_version",
        ):
            assert reader.connection.execute(sql).fetchall(), sql


def test_error_that_is_not_about_the_file_keeps_its_name(tmp_path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("SELEC")
    connection.close()

    assert named_error(tmp_path, caught.value) is None


def test_writing_what_cannot_be_written_is_named(store: Store) -> None:
    connection = sqlite3.connect(f"{store.path.as_uri()}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("DELETE FROM orders")
    connection.close()

    named = named_error(store.path, caught.value)
    assert isinstance(named, StoreReadOnly)
    assert "Change the permissions" in str(named)


def test_errors_cross_from_worker_processes(tmp_path: Path) -> None:
    error = StoreReadOnly(tmp_path, "cannot be written")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)
