"""`prikaz score`: the program against the known answers of the corpus."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from corpus.model import CorpusOrder
    from corpus.score import FieldScore, OrderScore
    from normalize.record import OrderRecord

_WIDTH = 160
"""Letters of a text that an error line shows."""


@click.command(name="score")
@click.option(
    "--format",
    "formats",
    help="Formats to render, separated by commas; 'all' takes every one.  [default: text,docx]",
)
@click.option("--order", "wanted", multiple=True, help="Only orders whose id has these letters.")
@click.option(
    "--generated",
    type=click.IntRange(1),
    help="Instead of the corpus: this many orders put together by chance, the same each time.",
)
@click.option("--field", "shown", help="Print errors of fields with these letters only.")
@click.option("--errors/--no-errors", default=True, show_default=True, help="Print every error.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the rendered files in this folder.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of tables.")
def score(
    *,
    formats: str | None,
    wanted: tuple[str, ...],
    generated: int | None,
    shown: str | None,
    errors: bool,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Score the program on invented orders, field by field.

    Every order of the corpus is rendered in each format, read by the program
    and compared with its known answers: how many values are exact, how alike
    the letters are, and each error.

    Exits with 0 when every file gave a record, 1 when some did not, 2 for an
    unknown format, 4 when a program that a format needs is missing.

    \b
        prikaz score --format text,docx --field deadline
    """
    from corpus.score import by_field

    names = _format_names(formats)
    orders = _orders(wanted, generated)
    scores = _scores(orders, names, keep)
    fields = by_field(scores)
    if as_json:
        click.echo(json.dumps(_document(scores, fields, shown), ensure_ascii=False, indent=1))
    else:
        if errors:
            _print_errors(scores, shown)
        _print_figures(fields)
    sys.exit(1 if any(each.error for each in scores) else 0)


def _orders(wanted: tuple[str, ...], generated: int | None) -> tuple[CorpusOrder, ...]:
    from corpus.generate import generate
    from corpus.load import load_orders

    given = tuple(map(generate, range(generated))) if generated else load_orders()
    orders = tuple(
        order for order in given if not wanted or any(letters in order.id for letters in wanted)
    )
    if not orders:
        raise click.BadParameter("no order's id has these letters", param_hint="--order")
    return orders


def _format_names(formats: str | None) -> list[str]:
    from corpus.render import DEFAULT_FORMATS, RENDERERS

    if formats == "all":
        return list(RENDERERS)
    names = [name.strip() for name in formats.split(",")] if formats else list(DEFAULT_FORMATS)
    for name in names:
        if name not in RENDERERS:
            raise click.BadParameter(
                f"{name!r} is none of {', '.join(RENDERERS)}", param_hint="--format"
            )
    return names


def _scores(
    orders: tuple[CorpusOrder, ...], names: list[str], keep: Path | None
) -> list[OrderScore]:
    from corpus.render.office import OfficeMissing
    from corpus.score import score_orders

    read = _reader()
    scores: list[OrderScore] = []
    with ExitStack() as stack:
        root = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for name in names:
            folder = root / name
            folder.mkdir(parents=True, exist_ok=True)
            try:
                scores += score_orders(orders, name, folder, read)
            except OfficeMissing as error:
                click.echo(str(error), err=True)
                sys.exit(4)
    return scores


def _reader() -> Callable[[Path], OrderRecord | str]:
    """The program's own way of a file, as a function that gives a record or a reason."""
    import pipeline

    def read(path: Path) -> OrderRecord | str:
        try:
            outcome = pipeline.process(path)
        except Exception as error:
            # a fault of the program costs its file, as it does in an ingest
            return f"{path.name}: {type(error).__name__}: {error}"
        return outcome.record or str(outcome.error)

    return read


def _print_errors(scores: list[OrderScore], shown: str | None) -> None:
    for each in scores:
        head = f"{each.order_id} [{each.format}]"
        if each.error:
            click.echo(f"{head}  not read: {each.error}")
        for check in each.checks:
            if check.exact or (shown and shown not in check.field):
                continue
            click.echo(f"{head}  {check.row}  {check.field}")
            click.echo(f"    expected: {_short(check.expected)}")
            click.echo(f"    read:     {_short(check.actual)}")


def _short(text: str) -> str:
    if not text:
        return "(nothing)"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH // 2]} … {text[-_WIDTH // 2 :]}"


def _print_figures(fields: tuple[FieldScore, ...]) -> None:
    from corpus.score import headline

    for title, rows in (("fields", fields), ("headline", headline(fields))):
        click.echo(
            f"\n{title:<28}{'format':<16}{'values':>7}{'exact':>7}{'rate':>9}{'letters':>10}"
        )
        for row in rows:
            click.echo(
                f"{row.field:<28}{row.format:<16}{row.total:>7}{row.exact:>7}"
                f"{row.rate:>9.2%}{row.similarity:>10.2%}"
            )


def _document(
    scores: list[OrderScore], fields: tuple[FieldScore, ...], shown: str | None
) -> dict[str, Any]:
    from corpus.score import headline

    def figures(rows: tuple[FieldScore, ...]) -> list[dict[str, Any]]:
        return [
            {
                "format": row.format,
                "field": row.field,
                "values": row.total,
                "exact": row.exact,
                "rate": round(row.rate, 6),
                "similarity": round(row.similarity, 6),
            }
            for row in rows
        ]

    return {
        "headline": figures(headline(fields)),
        "fields": figures(fields),
        "refused": [
            {"order": each.order_id, "format": each.format, "error": each.error}
            for each in scores
            if each.error
        ],
        "errors": [
            {
                "order": each.order_id,
                "format": each.format,
                "field": check.field,
                "row": check.row,
                "expected": check.expected,
                "read": check.actual,
                "similarity": round(check.similarity, 6),
            }
            for each in scores
            for check in each.checks
            if not check.exact and not (shown and shown not in check.field)
        ],
    }
