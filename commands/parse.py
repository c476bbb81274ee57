"""`prikaz parse`: one file as JSON, without a store."""

from __future__ import annotations

import json
import sys
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.output import EXIT_MISSING_PART, EXIT_PARTIAL


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--document", is_flag=True, help="Only what the reader saw: pages, blocks, tables.")
@click.option("--json", "as_json", is_flag=True, help="Accepted for likeness; JSON is the output.")
@click.option("--jsonl", is_flag=True, help="The document on one line.")
def parse(*, file: Path, document: bool, as_json: bool, jsonl: bool) -> None:  # noqa: ARG001
    """Print the whole record of one file as JSON.

    Exits with 1 when the file cannot be read, 4 when it needs a program that
    is not installed.

    \b
        prikaz parse order.docx | less
    """
    from extract.errors import ExtractError, MissingPart
    from extract.readers import read_document
    from pipeline import process

    if document:
        try:
            result: Any = read_document(file)
        except ExtractError as error:
            _refuse(error, missing=isinstance(error, MissingPart))
    else:
        outcome = process(file)
        if outcome.error is not None:
            _refuse(outcome.error, missing=isinstance(outcome.error, MissingPart))
        result = outcome.record
    click.echo(json.dumps(as_plain(result), ensure_ascii=False, indent=None if jsonl else 1))


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, dates as ISO 8601, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): as_plain(item) for key, item in value.items()}
    return value


def _refuse(error: Exception, *, missing: bool) -> None:
    click.echo(f"Error: {error}", err=True)
    sys.exit(EXIT_MISSING_PART if missing else EXIT_PARTIAL)
