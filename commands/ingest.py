"""`prikaz ingest`: files, folders and archives into the store."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.output import EXIT_MISSING_PART, EXIT_PARTIAL, db_option, exit_for_store_error

if TYPE_CHECKING:
    from pipeline import Outcome, Report


@click.command(name="ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes.  [default: cores]")
@click.option("--only", help="Formats to read, separated by commas: docx,pdf,text,html,image …")
@click.option("--retry", is_flag=True, help="Read again what was refused or loaded before.")
@click.option("--dry-run", is_flag=True, help="Read and report; write nothing.")
@click.option(
    "--time-limit", type=float, default=600.0, show_default=True, help="Seconds for one file."
)
@click.option(
    "--gazetteer",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own abbreviations (short<TAB>expansion a line), asked before the built-in ones.",
)
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON document.")
def ingest_command(
    *,
    paths: tuple[Path, ...],
    db: Path,
    jobs: int | None,
    only: str | None,
    retry: bool,
    dry_run: bool,
    time_limit: float,
    gazetteer: Path | None,
    as_json: bool,
) -> None:
    """Load files, folders and archives into the store.

    A file that was loaded before changes nothing; the same order from another
    file is noted as a second document of that order.

    Exits with 0 when every file was loaded, 1 when some were refused (the
    others are loaded), 3 when the store cannot be used, 4 when a file needs a
    program that is not installed, 130 when interrupted.

    \b
        prikaz ingest inbox/ archive.zip --db orders.db --jobs 2
    """
    import pipeline
    from commands.parties import load_defaults

    missing = [path for path in paths if not path.exists()]
    for path in missing:
        click.echo(f"not found: {path}", err=True)
    present = [path for path in paths if path.exists()]
    if not present:
        sys.exit(2)
    settings = pipeline.Settings(
        jobs=jobs or os.cpu_count() or 1,
        only=frozenset(name.strip() for name in (only or "").split(",") if name.strip()),
        retry=retry,
        dry_run=dry_run,
        seconds=time_limit,
        defaults=load_defaults(gazetteer),
    )
    with exit_for_store_error(), _Progress() as progress:
        report = pipeline.ingest(present, db, settings, progress=progress.tell)
    report.refused += [
        (str(path), "not-found", f"{path}: there is no such file") for path in missing
    ]
    if as_json:
        click.echo(json.dumps(_document(report), ensure_ascii=False, indent=1))
    else:
        _print(report, db, dry_run=dry_run)
    if report.missing_part:
        sys.exit(EXIT_MISSING_PART)
    sys.exit(EXIT_PARTIAL if report.refused or report.refused_before else 0)


class _Progress:
    """A progress line on a terminal; nothing elsewhere. Refusals are told as they come."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (
                SpinnerColumn(),
                TextColumn("{task.completed} files"),
                TimeElapsedColumn(),
                TextColumn("{task.description}"),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=None)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, outcome: Outcome | None, state: str) -> None:
        """Count one file; say why it was refused."""
        if outcome is not None and outcome.error is not None:
            line = f"{state}: {outcome.error}"
            if self._bar is not None:
                self._bar.console.print(line, markup=False, highlight=False)
            else:
                click.echo(line, err=True)
        if self._bar is not None:
            name = Path(outcome.source).name if outcome is not None else ""
            self._bar.update(self._task, advance=1, description=name)


def _document(report: Report) -> dict[str, Any]:
    return {
        "files": report.files,
        "loaded": report.loaded,
        "duplicates": report.duplicates,
        "unchanged": report.unchanged,
        "refused_before": report.refused_before,
        "left_out": report.left_out,
        "orders": len(report.orders),
        "measures": report.measures,
        "findings": dict(sorted(report.findings.items())),
        "refused": [
            {"source": source, "code": code, "message": message}
            for source, code, message in report.refused
        ],
    }


def _print(report: Report, db: Path, *, dry_run: bool) -> None:
    into = "nothing written (dry run)" if dry_run else f"store {db}"
    click.echo(
        f"{report.files} files: {report.loaded} loaded, {report.duplicates} duplicates of an order,"
        f" {report.unchanged} unchanged, {report.left_out} left out, {len(report.refused)} refused;"
        f" {into}"
    )
    if report.refused_before:
        click.echo(
            f"{report.refused_before} files refused before were left; --retry reads them again"
        )
    click.echo(f"{len(report.orders)} orders, {report.measures} measures read")
    if report.findings:
        click.echo("findings:")
        for code, count in sorted(report.findings.items(), key=lambda each: (-each[1], each[0])):
            click.echo(f"  {count:6}  {code}")
    if report.refused:
        click.echo("refused:")
        for _, code, message in report.refused:
            click.echo(f"  [{code}] {message}")
