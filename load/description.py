"""What every table, view and column of a store means, read from the comments in its own schema.

docs/schema.md is written from here (`python -m load.description STORE`), and
whoever shows the store to people can take the meanings from the same place.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from load.migrations import CURRENT
from load.store import Store, open_store

_COMMENT = re.compile(r"--\s*(?P<words>.*)$")
_TABLE_COLUMN = re.compile(r'\s+"?(?P<name>[a-z_0-9]+)"?\s+(?P<type>TEXT|INTEGER|REAL|BLOB)\b')
_LONGEST_EXAMPLE = 48

_INTERNAL = ("sqlite_%", "passage_index_%", r"\_sqlite\_%")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, its meaning, the table it points to, and a value as an example."""

    name: str
    type: str
    meaning: str
    points_to: str
    example: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view with its columns and indexes."""

    name: str
    kind: str
    meaning: str
    columns: tuple[Column, ...]
    indexes: tuple[str, ...]


def describe(store: Store) -> tuple[Relation, ...]:
    """Every table and view of the store: the views first, each kind in the order of the schema."""
    unlike = " AND ".join(f"name NOT LIKE '{pattern}' ESCAPE '\\'" for pattern in _INTERNAL)
    rows = store.connection.execute(
        f"""
        SELECT name, type, sql FROM sqlite_master
        WHERE type IN ('table', 'view') AND {unlike}
        ORDER BY type = 'table', rowid
        """
    ).fetchall()
    return tuple(_relation(store, name, kind, sql) for name, kind, sql in rows)


def as_markdown(relations: tuple[Relation, ...]) -> str:
    """docs/schema.md: the views, the tables, and how the tables hang together."""
    lines = [_HEAD.format(version=CURRENT)]
    for kind, title in (("view", "Views"), ("table", "Tables")):
        lines.append(f"## {title}\n")
        for relation in relations:
            if relation.kind == kind:
                lines += _markdown(relation)
    lines += ["## How the tables hang together\n", "```mermaid", "erDiagram"]
    lines += sorted(_links(relations))
    lines += ["```", ""]
    return "\n".join(lines)


_HEAD = """# The store

A store is one SQLite file. This page is made from the comments in its schema
(`python -m load.description STORE`), version {version}. Start from the views: they are
what [the contract of the program](architecture.md) promises to keep.

- Days are ISO 8601 text (`2021-03-05`): they compare and sort as they are.
- Ids are text, derived from content: the same file gives the same ids in every store.
- `places` is JSON: one `[page, x0, top, x1, bottom, spot]` a fragment, in points from
  the top-left corner of the page; the four edges are null where the format has none.
- Text compares by its bytes: SQLite's `LIKE` and `lower()` know no Russian letters.
  Search with `prikaz search`, or match `passage_index` with dictionary forms.
- `PRAGMA application_id` is `0x70726b7a`, `PRAGMA user_version` the version.
"""


def _relation(store: Store, name: str, kind: str, sql: str) -> Relation:
    opening, *lines = sql.split("\n")
    columns = _columns(store, name, kind, lines)
    match = _COMMENT.search(opening)
    indexes = store.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        " ORDER BY name",
        (name,),
    )
    return Relation(
        name,
        kind,
        match["words"] if match else "Full-text index over `passages`; match dictionary forms",
        tuple(columns),
        tuple(index for (index,) in indexes),
    )


def _columns(store: Store, name: str, kind: str, lines: list[str]) -> Iterator[Column]:
    targets = {
        column: f"{table}.{target}"
        for _, _, table, column, target, *_ in store.connection.execute(
            f"PRAGMA foreign_key_list({name})"
        ).fetchall()
    }
    info = store.connection.execute(f"PRAGMA table_info({name})").fetchall()
    meanings = _meanings(kind, lines, [row[1] for row in info])
    for _, column, declared, *_ in info:
        found, example = _example(store, name, column)
        yield Column(
            column, declared or found, meanings.get(column, ""), targets.get(column, ""), example
        )


def _meanings(kind: str, lines: list[str], names: list[str]) -> dict[str, str]:
    """Column → comment; in a view, the comments come in the order of its columns."""
    commented = [(line, match["words"]) for line in lines if (match := _COMMENT.search(line))]
    if kind == "view":
        return dict(zip(names, (words for _, words in commented), strict=True))
    found = {}
    for line, words in commented:
        if match := _TABLE_COLUMN.match(line):
            found[match["name"]] = words
    return found


def _example(store: Store, table: str, column: str) -> tuple[str, str]:
    """The type and text of a value that says something: the smallest, the same in every run."""
    row = store.connection.execute(
        f"""
        SELECT upper(typeof("{column}")), "{column}" FROM {table}
        WHERE "{column}" IS NOT NULL AND "{column}" NOT IN ('', '[]', '{{}}')
        ORDER BY "{column}" LIMIT 1
        """
    ).fetchone()
    if row is None or isinstance(row[1], bytes):
        return "TEXT", ""
    text = " ".join(str(row[1]).split())
    cut = text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"
    return str(row[0]), cut


def _markdown(relation: Relation) -> Iterator[str]:
    yield f"### {relation.name}\n"
    yield f"{relation.meaning}.\n"
    yield "| column | type | meaning | example |"
    yield "|---|---|---|---|"
    for column in relation.columns:
        target = f" → `{column.points_to}`" if column.points_to else ""
        example = f"`{column.example.replace('|', '¦')}`" if column.example else ""
        meaning = column.meaning.replace("|", "¦")
        yield f"| `{column.name}` | {column.type} | {meaning}{target} | {example} |"
    if relation.indexes:
        yield "\nIndexes: " + ", ".join(f"`{index}`" for index in relation.indexes) + "."
    yield ""


def _links(relations: tuple[Relation, ...]) -> Iterator[str]:
    for relation in relations:
        for column in relation.columns:
            if column.points_to:
                parent = column.points_to.partition(".")[0]
                yield f'    {parent} ||--o{{ {relation.name} : "{column.name}"'


def main() -> None:
    """Print docs/schema.md for the store that is named."""
    with open_store(Path(sys.argv[1]), read_only=True) as store:
        sys.stdout.write(as_markdown(describe(store)))


if __name__ == "__main__":
    main()
