"""`prikaz export`: views, named queries and SQL as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.output import (
    EXIT_MISSING_PART,
    EXIT_PARTIAL,
    EXIT_USAGE,
    db_option,
    fail,
    reading,
)
from commands.watchdog import ended_in_time

if TYPE_CHECKING:
    from load.export import Part
    from load.store import Store

_FORMATS = ("csv", "xlsx", "parquet", "json", "jsonl", "ics")


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--view", "views", multiple=True, help="A view; several make an XLSX of sheets.")
@click.option("--name", help="A named query (see 'prikaz queries').")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Its values.")
@click.option("--sql", help="One SELECT.")
@click.option(
    "--format", "style", type=click.Choice(_FORMATS), help="By the target's ending where not given."
)
@click.option("--excel", is_flag=True, help="CSV for Excel: marked as UTF-8, no formulas.")
@click.option("--todo", is_flag=True, help="ICS: tasks with a due day in place of events.")
@db_option
def export(
    *,
    target: Path,
    views: tuple[str, ...],
    name: str | None,
    params: tuple[str, ...],
    sql: str | None,
    style: str | None,
    excel: bool,
    todo: bool,
    db: Path,
) -> None:
    """Write a view, a named query or SQL to a file.

    Without --view, --name and --sql it is measure_view (for XLSX, every view
    of the contract, a sheet each; for ICS, all dated deadlines).

    An ICS file has the deadlines that a column deadline_id, measure_id,
    clause_id or order_id names, a recurring one with its rule; of an answer
    without ids, its rows, if they have a day and what is to be done. Importing
    it again updates the entries.

    Exits with 0 when written, 1 when the answer takes too long, 2 for wrong
    usage, 3 when the store cannot be used, 4 when a package that the format
    needs is not installed.

    \b
        prikaz export measures.xlsx
        prikaz export march.csv --name due-in-month -p month=2021-03 --excel
        prikaz export deadlines.ics
    """
    if sum((bool(views), name is not None, sql is not None)) > 1:
        raise click.UsageError("give only one of --view, --name and --sql")
    chosen = style or target.suffix.lstrip(".").lower()
    if chosen not in _FORMATS:
        raise click.UsageError(
            f"'{target.name}' tells no format; end it in .{', .'.join(_FORMATS)} or use --format"
        )
    if not target.parent.is_dir():
        raise click.UsageError(f"there is no folder '{target.parent}'")
    from load.export import ExportError, Part

    with reading(db) as store, ended_in_time(EXIT_PARTIAL):
        try:
            parts = [_query_part(name, params)] if name is not None else []
            parts = parts or ([Part("answer", sql)] if sql is not None else [])
            parts = parts or _view_parts(store, views, chosen)
            rows = _write(store, parts, target, chosen, excel=excel, todo=todo)
        except ExportError as error:
            missing = "install the extra" in str(error)
            fail(str(error), EXIT_MISSING_PART if missing else EXIT_USAGE)
        except OSError as error:
            fail(f"{target}: cannot be written: {error.strerror}", EXIT_USAGE)
    what = "entries" if chosen == "ics" else "rows"
    none = (
        "; the answer has no deadline with a day of its own" if chosen == "ics" and not rows else ""
    )
    click.echo(f"{target}: {rows} {what}{none}", err=True)


def _query_part(name: str, params: tuple[str, ...]) -> Part:
    from load.export import Part
    from load.named_queries import named_query

    query = named_query(name)
    values = {key: value for key, _, value in (param.partition("=") for param in params)}
    return Part(name, query.sql, query.values(values))


def _view_parts(store: Store, views: tuple[str, ...], style: str) -> list[Part]:
    from load.export import CONTRACT_VIEWS, view_part

    if style == "ics" and not views:
        return []
    names = views or (CONTRACT_VIEWS if style == "xlsx" else ("measure_view",))
    return [view_part(store, view) for view in names]


def _write(
    store: Store, parts: list[Part], target: Path, style: str, *, excel: bool, todo: bool
) -> int:
    from load.export import ExportError, export_tables

    if style == "ics":
        from load.ics import export_ics

        if len(parts) > 1:
            raise ExportError("ics holds one calendar; write the views one by one")
        with _Bar() as bar:
            only = parts[0] if parts else None
            return export_ics(store, target, only=only, todo=todo, tell=bar.tell)
    with _Bar() as bar:
        return export_tables(store, parts, target, style, excel=excel, tell=bar.tell)


class _Bar:
    """Rows written, on a terminal only."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.completed} rows"), TimeElapsedColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task("", total=None)
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def tell(self, rows: int) -> None:
        """Show the number of rows written so far."""
        if self._progress is not None:
            self._progress.update(self._task, completed=rows)
