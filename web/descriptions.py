"""Titles, meanings and units of every table and column, in Datasette's form, in two languages.

English meanings come from the comments in the schema (`load.description`),
Russian ones and the looks of the tables from tables.toml and columns.toml.
"""

from __future__ import annotations

import sqlite3
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from load.description import Relation, describe
from load.migrations import migrate
from load.named_queries import NAMED_QUERIES
from load.store import Store

DATABASE = "store"
"""Name of the store in addresses, whatever its file is called."""

QUERY_PREFIX = "q-"
"""Named queries have it in addresses, so that `orders` the query is not `orders` the table."""


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("web").joinpath(name).read_text(encoding="utf-8"))


TABLES: dict[str, Any] = _toml("tables.toml")
COLUMNS: dict[str, Any] = _toml("columns.toml")

COUNTED = frozenset(COLUMNS.pop("counted")["names"])
"""Columns by whose values rows may be counted (facets)."""


@cache
def relations() -> tuple[Relation, ...]:
    """Tables and views of the present schema, from an empty store in memory.

    A filled one would be asked for an example of each column, which takes
    long where there are a million rows.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        return describe(Store(Path(":memory:"), connection, read_only=True))
    finally:
        connection.close()


def column_label(table: str | None, column: str, language: str) -> str:
    """What stands over a column: a Russian label, or the English name without underscores."""
    if language == "ru":
        return _russian(table, column)[0] or column
    return column.replace("_", " ")


def _russian(table: str | None, column: str) -> tuple[str, str]:
    own = COLUMNS.get(table or "", {}).get(column)
    label, meaning = own or COLUMNS["columns"].get(column) or ("", "")
    return label, meaning


def table_title(table: str, language: str) -> str:
    """The title of a table or view."""
    looks = TABLES.get(table)
    if looks is None:
        return table
    return str(looks["ru"][0] if language == "ru" else looks["en"])


@cache
def metadata(language: str) -> dict[str, Any]:
    """Datasette's metadata in one language. Callers copy what they change."""
    return {
        "title": "Приказы" if language == "ru" else "Orders",
        "databases": {
            DATABASE: {
                "title": "Хранилище приказов" if language == "ru" else "The store of orders",
                "tables": {
                    # the notes of sqlite-utils on which migrations ran
                    "_sqlite_migrations": {"hidden": True},
                    **{item.name: _table(item, language) for item in relations()},
                },
            }
        },
    }


def _table(relation: Relation, language: str) -> dict[str, Any]:
    looks = TABLES.get(relation.name, {})
    russian = language == "ru"
    made: dict[str, Any] = {
        "title": table_title(relation.name, language),
        "description": (looks["ru"][1] if russian and looks else relation.meaning.replace("`", "")),
        "columns": {
            column.name: _column(relation.name, column.name, column.meaning, language)
            for column in relation.columns
        },
        "size": 50,
    }
    for ours, theirs in (("label", "label_column"), ("sort", "sort"), ("sort_desc", "sort_desc")):
        if ours in looks:
            made[theirs] = looks[ours]
    if looks.get("facets"):
        made["facets"] = list(looks["facets"])
    if looks.get("hidden"):
        made["hidden"] = True
    return made


def _column(table: str, column: str, meaning: str, language: str) -> str:
    unit = COLUMNS["units"].get(column, ("", ""))[0 if language == "ru" else 1]
    words = _russian(table, column)[1] if language == "ru" else meaning.replace("`", "")
    return f"{words} ({unit})" if unit and words else words or unit


@cache
def canned_queries(language: str) -> dict[str, dict[str, Any]]:
    """The named queries as Datasette takes them."""
    return {
        QUERY_PREFIX + query.name: {
            "sql": query.sql,
            "title": query.title_ru if language == "ru" else query.title_en,
            "params": list(query.parameters),
            "hide_sql": True,
        }
        for query in NAMED_QUERIES.values()
    }


def query_defaults(name: str) -> dict[str, str]:
    """The parameters of a canned query with their defaults; empty for what is none."""
    query = NAMED_QUERIES.get(name.removeprefix(QUERY_PREFIX))
    if query is None or not name.startswith(QUERY_PREFIX):
        return {}
    return dict(query.parameters)
