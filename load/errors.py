"""Why a store cannot be used: which file, what happened, what to do.

docs/errors.md has one heading for each situation. Every command answers these
with exit code 3.
"""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """The store cannot be used; the message says what to do about it."""

    advice = ""
    code = "store"

    def __init__(self, path: Path | str, detail: str) -> None:
        super().__init__(f"{path}: {detail}. {self.advice}".rstrip(" ."))
        self.path = Path(path)
        self.detail = detail

    def __reduce__(self) -> tuple[type[StoreError], tuple[Path, str]]:
        """Errors cross from worker processes; rebuild them from their parts."""
        return (type(self), (self.path, self.detail))


class StoreMissing(StoreError):
    """There is no file to read from."""

    code = "store-missing"
    advice = "Load orders first with 'prikaz ingest', or name the store with --db"


class NotAStore(StoreError):
    """The file is no SQLite file, or one of another program."""

    code = "not-a-store"
    advice = "Name another file with --db; this one is left as it is"


class StoreTooNew(StoreError):
    """A newer version of the program wrote the store."""

    code = "store-too-new"
    advice = "Update prikaz, or load the orders into a new store"


class StoreTooOld(StoreError):
    """The store has an earlier version and was opened for reading only."""

    code = "store-too-old"
    advice = "Run 'prikaz ingest' on it once: it is brought up to date, with a backup beside it"


class StoreLocked(StoreError):
    """Another process is writing and did not finish in time."""

    code = "store-locked"
    advice = "Wait until the other program has finished and run again"


class StoreReadOnly(StoreError):
    """The file or its folder cannot be written."""

    code = "store-read-only"
    advice = "Change the permissions, or name another store with --db"


class StoreFull(StoreError):
    """The disk is full; what was written before is kept."""

    code = "store-full"
    advice = "Free some space and run again: what is missing is loaded then"


class StoreDamaged(StoreError):
    """SQLite says that the file's inner structure is broken."""

    code = "store-damaged"
    advice = "Restore it from a backup, or load the orders into a new store"


class QueryError(Exception):
    """A question was not answered: wrong SQL, SQL that writes, or SQL that takes too long."""


class QueryRefused(QueryError):
    """The SQL would change something, or reach outside the store."""


class QueryTimeout(QueryError):
    """The SQL took longer than its time limit."""


class UnknownName(QueryError):
    """An order, a party or a named query that the store does not have."""


class DecisionRefused(QueryError):
    """A decision about parties that cannot be made: they are one already, or were merged before."""
