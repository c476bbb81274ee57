"""The store's versions: from an empty or an earlier file to the present schema.

`PRAGMA application_id` says that a file is a store, `PRAGMA user_version` which
version it has. sqlite-utils applies the named migrations, each in its own
transaction; before the first one touches a store that holds something, the
store is copied beside itself.
"""

from __future__ import annotations

import contextlib
import sqlite3
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from load.calendar import fill_calendar
from load.indexing import index_missing
from load.workload import fill_workload

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x70_72_6B_7A
"""«prkz»: marks an SQLite file as a store of this program."""

NAMES = ("orders", "calendar", "search", "decisions", "workload", "elsewhere", "places")
"""The migrations in their order; a store's version is how many of them it has."""

CURRENT = len(NAMES)


def migrate(connection: sqlite3.Connection, *, version: int = CURRENT) -> None:
    """Bring the store behind a connection to a version, forward only.

    Args:
        connection: Open for writing, outside a transaction.
        version: How many of the named migrations the store shall have; tests
            stop early to make stores of earlier versions.
    """
    from sqlite_utils import Database

    database = Database(connection, recursive_triggers=False)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    stop = NAMES[version] if version < CURRENT else None
    _migrations().apply(database, stop_before=stop)


def version_of(connection: sqlite3.Connection) -> int:
    """The store's version; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def back_up(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy a store beside itself as it is; the copy's path, never one that exists."""
    version = version_of(connection)
    target = path.with_name(f"{path.name}.v{version}.bak")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.v{version}-{number}.bak")
    try:
        with contextlib.closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
    except BaseException:
        # half a copy on a full disk is no backup
        target.unlink(missing_ok=True)
        raise
    return target


def sql_of(name: str) -> str:
    """The text of one of the package's SQL files."""
    return resources.files("load").joinpath(name).read_text(encoding="utf-8")


def _migrations() -> Migrations:
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("prikaz")

    @migrations(name="orders")
    def orders(database: Any) -> None:
        """Tables for files, orders and everything an order holds."""
        _finish(database, 1, "schema_v1.sql")

    @migrations(name="calendar")
    def calendar(database: Any) -> None:
        """The days on which deadlines fall; `workload` makes the table anew and fills it."""
        _finish(database, 2, "schema_v2.sql")

    @migrations(name="search")
    def search(database: Any) -> None:
        """Full-text search; `workload` fills it, once the trigger that did so is gone."""
        _finish(database, 3, "schema_v3.sql")

    @migrations(name="decisions")
    def decisions(database: Any) -> None:
        """A person's decisions about parties; rows remember which party they were before."""
        _finish(database, 4, "schema_v4.sql")

    @migrations(name="workload")
    def workload(database: Any) -> None:
        """Calendar, workload and search, filled from the orders that are there."""
        _finish(database, 5, "schema_v5.sql")
        fill_calendar(database.conn)
        fill_workload(database.conn)
        index_missing(database.conn)

    @migrations(name="elsewhere")
    def elsewhere(database: Any) -> None:
        """Acronyms that other orders of the issuer define; the next ingest looks them up."""
        _finish(database, 6, "schema_v6.sql")

    @migrations(name="places")
    def places(database: Any) -> None:
        """Where on its page a doubt stands; the next reading of a file fills it."""
        _finish(database, 7, "schema_v7.sql")

    return migrations


def _finish(database: Database, version: int, name: str) -> None:
    """Run a migration's SQL, make the views anew once all tables are there, count the version.

    The views go first: SQLite renames no table while a view names one that is not there.
    """
    connection = database.conn
    views = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    for (view,) in views:
        connection.execute(f'DROP VIEW "{view}"')
    for statement in statements(sql_of(name)):
        connection.execute(statement)
    if version == CURRENT:
        for statement in statements(sql_of("views.sql")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")


def statements(script: str) -> list[str]:
    """The statements of a script, one by one.

    `executescript` would commit the transaction that a migration runs in.
    """
    out: list[str] = []
    text = ""
    for line in script.splitlines(keepends=True):
        if not text and (not line.strip() or line.startswith("--")):
            continue
        text += line
        if line.split("--")[0].rstrip().endswith(";") and sqlite3.complete_statement(text):
            out.append(text.strip())
            text = ""
    return out
