"""What every command shares: options, printing rows, exit codes.

Data goes to stdout and everything else to stderr. A table is drawn with rich
on a terminal and is aligned plain text everywhere else, so that nothing but
data reaches a pipe.
"""

from __future__ import annotations

import csv
import io
import json
import math
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from load.store import Store

EXIT_PARTIAL = 1
"""Done, but some files could not be loaded or some answers are missing."""

EXIT_USAGE = 2
"""Wrong usage."""

EXIT_STORE = 3
"""The store cannot be used."""

EXIT_MISSING_PART = 4
"""A program or part that the command needs is not installed."""

FORMATS = ("table", "csv", "json", "jsonl")

Command = TypeVar("Command", bound=Callable[..., Any])


def db_option(command: Command) -> Command:
    """`--db PATH`: the store, `orders.db` or PRIKAZ_DB by default; the argument is `db`."""
    return click.option(
        "--db",
        "db",
        type=click.Path(path_type=Path),
        default=Path("orders.db"),
        envvar="PRIKAZ_DB",
        show_default=True,
        show_envvar=True,
        help="SQLite store.",
    )(command)


def format_options(command: Command) -> Command:
    """`--table`, `--csv`, `--json`, `--jsonl`: how rows are printed; the argument is `style`."""
    helps = {
        "jsonl": "One JSON object a line.",
        "json": "One JSON list of objects.",
        "csv": "CSV with a header line.",
        "table": "An aligned table (the default).",
    }
    for name, text in helps.items():
        command = click.option(
            f"--{name}", "style", flag_value=name, default=name == "table", help=text
        )(command)
    return command


@contextmanager
def reading(db: Path) -> Iterator[Store]:
    """The store, open for reading; what goes wrong with it ends the command with its exit code."""
    from load.store import open_store

    with exit_for_store_error(), open_store(db, read_only=True) as store:
        yield store


@contextmanager
def exit_for_store_error() -> Iterator[None]:
    """Turn errors of the store into a line on stderr and an exit code.

    A store that cannot be used exits with 3; a question that cannot be
    answered (wrong SQL, a name the store does not have) with 2, one that took
    too long with 1.
    """
    import sqlite3

    from load.errors import QueryError, QueryTimeout, StoreError
    from load.opening import named_error

    try:
        yield
    except StoreError as error:
        fail(str(error), EXIT_STORE)
    except QueryTimeout as error:
        fail(str(error), EXIT_PARTIAL)
    except QueryError as error:
        fail(str(error), EXIT_USAGE)
    except sqlite3.Error as error:
        named = named_error(Path("store"), error)
        fail(str(named or f"the store cannot be used: {error}"), EXIT_STORE)


def fail(message: str, code: int) -> NoReturn:
    """Say why on stderr and leave with this exit code."""
    click.echo(f"Error: {message}", err=True)
    sys.exit(code)


def print_rows(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[str],
    style: str = "table",
    *,
    title: str = "",
    optional: Sequence[str] = (),
) -> int:
    """Print rows to stdout in one of `FORMATS`; the number of rows.

    CSV and JSON Lines are written row by row, so that a long answer needs no
    memory. `optional` columns may be left out where a terminal is too narrow
    for a table of all, the first one first.
    """
    writers = {"csv": _print_csv, "json": _print_json, "jsonl": _print_jsonl}
    if style in writers:
        return writers[style](rows, columns)
    return _print_table(rows, columns, title, optional)


def _print_csv(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> int:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        count += 1
        writer.writerow(_printable(value) for value in row)
        if buffer.tell() > 1 << 16:
            click.echo(buffer.getvalue(), nl=False)
            buffer.seek(0)
            buffer.truncate()
    click.echo(buffer.getvalue(), nl=False)
    return count


def _print_json(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> int:
    count = 0
    click.echo("[", nl=False)
    for count, row in enumerate(rows, start=1):
        click.echo(",\n " if count > 1 else "", nl=False)
        click.echo(_object(row, columns), nl=False)
    click.echo("]")
    return count


def _print_jsonl(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> int:
    count = 0
    for row in rows:
        count += 1
        click.echo(_object(row, columns))
    return count


def _object(row: Sequence[Any], columns: Sequence[str]) -> str:
    named = {name: _printable(value) for name, value in zip(columns, row, strict=True)}
    return json.dumps(named, ensure_ascii=False)


def _printable(value: Any) -> Any:
    """The value as JSON and CSV can hold it: bytes in hex, an infinity (`9e999`) as text."""
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _print_table(
    rows: Iterable[Sequence[Any]], columns: Sequence[str], title: str, optional: Sequence[str]
) -> int:
    from commands.tables import print_on_terminal, print_plain

    cells = [[_cell(value) for value in row] for row in rows]
    if not sys.stdout.isatty():
        print_plain(cells, columns)
        return len(cells)
    from rich.console import Console

    console = Console(highlight=False)
    left_out = print_on_terminal(cells, columns, console, title=title, optional=optional)
    if left_out:
        click.echo(f"no room for {', '.join(left_out)}: a wider window or --csv has them", err=True)
    return len(cells)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    text = str(_printable(value))
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)


_OPTIONAL = (
    *("order_id", "score", "issuer", "start", "second_responsible", "first_responsible"),
    *("second_id", "first_id", "order_date", "kind", "order_number"),
)
"""Columns that a narrow terminal does without, the first one first."""


def print_items(items: Sequence[Any], kind: type[Any], style: str, nothing: str) -> None:
    """Dataclasses as rows, their fields as columns; `nothing` is said on stderr where none is."""
    columns = [each.name for each in fields(kind)]
    rows = [list(asdict(item).values()) for item in items]
    print_rows(rows, columns, style, optional=_OPTIONAL)
    if not items:
        click.echo(nothing, err=True)
