"""The Datasette that shows a store: read only, offline, with limits on time and size."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from load.store import open_store
from web.descriptions import DATABASE

SQL_SECONDS = 10.0
"""How long a question typed into the page may take."""

_FOLDER = Path(__file__).parent


class WebPartMissing(Exception):
    """Datasette is not installed; the message says how to get it."""


def build(
    path: Path, *, language: str = "", seconds: float = SQL_SECONDS, local: bool = True
) -> Any:
    """A Datasette over one store.

    Args:
        path: The store. It is opened for reading only.
        language: `ru` or `en` for everyone; empty asks each browser.
        seconds: Time limit of a question.
        local: Answer only to names of this machine, so that no page of a stranger
            can read the store by giving its own name the address 127.0.0.1.

    Raises:
        WebPartMissing: Datasette is not installed.
        StoreError: The store cannot be used.
    """
    try:
        from datasette.app import Datasette
        from datasette.database import Database
        from datasette.plugins import pm
    except ImportError as error:
        raise WebPartMissing(
            "the browser face needs Datasette: install the extra 'web' (pip install 'prikaz[web]')"
        ) from error
    from datasette import handle_exception

    from web import plugin

    # with rich installed it would print all local variables for every mistyped address
    handle_exception.rich = None
    # says what is wrong with the file, and brings a store of an earlier version up to date
    open_store(path, read_only=True).close()
    if not pm.is_registered(plugin):
        pm.register(plugin, name="prikaz")
    made = Datasette(
        [],
        memory=False,
        template_dir=str(_FOLDER / "templates"),
        static_mounts=[("prikaz", str(_FOLDER / "static"))],
        settings={
            "sql_time_limit_ms": round(seconds * 1000),
            "facet_time_limit_ms": 500,
            # Datasette tries every column three times; `plugin.count_links` knows what makes sense
            "suggest_facets": False,
            "default_page_size": 50,
            "max_returned_rows": 2000,
            "max_csv_mb": 0,
            "allow_download": False,
            "default_cache_ttl": 0,
        },
    )
    made.remove_database("_memory")
    absolute = path.absolute()
    made.add_database(
        Database(made, path=str(absolute), is_mutable=not _needs_immutable(absolute)),
        name=DATABASE,
    )
    plugin.SHOWN[made] = plugin.Shown(absolute, language, local)
    return made


def _needs_immutable(path: Path) -> bool:
    """Whether the store stands where SQLite may not write its shared memory beside it.

    Datasette opens with `mode=ro`, which needs that memory for a store in WAL
    mode; `load.opening` has tried the file, so what fails here is only that.
    """
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return True
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False
