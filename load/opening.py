"""Opening a store: what may be opened, how, and what each failure is called.

A store is an SQLite file in WAL mode, so that readers never wait for the one
writer. A reader's connection can do nothing but read: the file is opened with
`mode=ro`, `query_only` is on, and an authorizer refuses what is not a SELECT.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from load.errors import (
    NotAStore,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreTooOld,
)
from load.migrations import APPLICATION_ID, CURRENT, back_up, migrate, version_of

BUSY_SECONDS = 30.0
"""How long a writer waits for another one before it says so."""

READER_SECONDS = 5.0
"""How long a reader waits; only a program that locks the whole file makes it wait at all."""

_LOG_PAGES = 65_536
"""Pages (256 MB) the write-ahead log may hold before it is worked into the file.

Ids are hashes, so that every order touches pages all over a large store: the
longer the log, the fewer times the same page is written.
"""

_HEADER = b"SQLite format 3\x00"

_LONGEST_VALUE = 64 * 1024 * 1024
"""Bytes of the longest value that a question may make."""

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}

_HARMLESS_PRAGMAS = {
    "data_version",  # FTS5 asks for it
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "integrity_check",
    "quick_check",
    "foreign_key_check",
    "compile_options",
}

_MARKS = {"user_version", "application_id"}
"""Pragmas that a reader may read and not set."""

_NO_ROOM_BESIDE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
}
"""What SQLite says where a reader cannot write its shared memory beside the store."""

_CODES: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_CANTOPEN: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_IOERR: StoreFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: NotAStore,
}


def connect_to_write(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A writer's connection to the store, created or brought up to date first.

    Raises:
        StoreError: The file is no store, is newer than the program, is locked,
            damaged, or cannot be written.
    """
    _check_bytes(path)
    with naming_errors(path):
        try:
            connection = sqlite3.connect(path, isolation_level=None, timeout=busy_seconds)
        except sqlite3.OperationalError as error:
            raise StoreReadOnly(path, f"cannot be opened ({error})") from error
        try:
            _check_kind(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("PRAGMA temp_store = MEMORY")
            if version_of(connection) < CURRENT:
                _bring_up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_to_read(path: Path, *, busy_seconds: float = READER_SECONDS) -> sqlite3.Connection:
    """A reader's connection: it can read the store and nothing else.

    A store of an earlier version is brought up to date first.

    Raises:
        StoreError: There is no such file, it is no store, or it cannot be read.
    """
    if not path.exists():
        raise StoreMissing(path, "no such file")
    _check_bytes(path)
    if path.stat().st_size == 0:
        raise NotAStore(path, "the file is empty")
    with naming_errors(path):
        connection = _read_only_connection(path, busy_seconds)
        try:
            _check_kind(connection, path)
            if version_of(connection) < CURRENT:
                connection.close()
                _update_for_reader(path, busy_seconds)
                connection = _read_only_connection(path, busy_seconds)
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            connection.set_authorizer(_only_reading)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def naming_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into the situations that a user can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        named = named_error(path, error)
        if named is None:
            raise
        raise named from error


def named_error(path: Path, error: sqlite3.Error) -> StoreError | None:
    """The situation behind an SQLite error; None where it is not about the file."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _CODES.get(code & 0xFF) if isinstance(code, int) else None
    return kind(path, str(error)) if kind else None


def _check_bytes(path: Path) -> None:
    """Refuse what is plainly no SQLite file before SQLite touches it."""
    if path.is_dir():
        raise NotAStore(path, "this is a folder")
    if not path.parent.exists():
        raise StoreReadOnly(path, "the folder does not exist")
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        raise StoreReadOnly(path, f"cannot be read ({error.strerror})") from error
    if start and start != _HEADER:
        raise NotAStore(path, "this is no SQLite file")


def _check_kind(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables or application:
            raise NotAStore(path, "this SQLite file belongs to another program")
    version = version_of(connection)
    if version > CURRENT:
        raise StoreTooNew(
            path, f"the store has version {version}, this program knows version {CURRENT}"
        )


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Migrate under the write lock, so that two programs at once do it once."""
    before = version_of(connection)
    if before:
        back_up(connection, path)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) < CURRENT:
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _update_for_reader(path: Path, busy_seconds: float) -> None:
    try:
        connect_to_write(path, busy_seconds=busy_seconds).close()
    except StoreReadOnly as error:
        raise StoreTooOld(path, "the store has an earlier version and cannot be written") from error


def _read_only_connection(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open with `mode=ro`; a store in a folder that cannot be written is opened as immutable.

    In WAL mode even a reader writes beside the file (`-shm`); where it may not,
    or the disk is full, and nobody else is writing, `immutable=1` reads without.
    """
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(
        f"{uri}?mode=ro", uri=True, isolation_level=None, timeout=busy_seconds
    )
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM_BESIDE:
            raise
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection


def _only_reading(
    action: int, first: str | None, second: str | None, database: str | None, source: str | None
) -> int:
    """The authorizer of a reader: SELECT and harmless pragmas pass, all else is refused."""
    del database, source
    if action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").lower()
        allowed = name in _HARMLESS_PRAGMAS or (name in _MARKS and second is None)
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in {"load_extension", "fts3_tokenizer"}
    elif action == sqlite3.SQLITE_UPDATE:
        # what SQLite asks when it first meets a virtual table (FTS5, json_each) in a connection;
        # a real UPDATE of its schema table is refused before any authorizer is asked
        allowed = first == "sqlite_master"
    else:
        allowed = action in _READING
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
