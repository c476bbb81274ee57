"""`prikaz plot`: an order as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from commands.output import EXIT_MISSING_PART, EXIT_PARTIAL, EXIT_USAGE, db_option, fail, reading

_FORMATS = ("svg", "png", "html", "json")


@click.command()
@click.argument("kind", type=click.Choice(["gantt", "load"]))
@click.argument("order")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@db_option
def plot(*, kind: str, order: str, target: Path, db: Path) -> None:
    """Draw the timeline of an ORDER (gantt), or its load by month, to TARGET.

    ORDER is an id, a number, or a number and a date; the ending of TARGET says
    the format: svg, png, html (one file, works offline), json (Vega-Lite).

    Exits with 1 when the order has nothing to draw, 2 for wrong usage, 3 when
    the store cannot be used, 4 when a package is not installed.

    \b
        prikaz plot gantt 663 timeline.svg
        prikaz plot load "663 2017-05-16" load.png
    """
    style = target.suffix.lstrip(".").lower()
    if style not in _FORMATS:
        raise click.UsageError(f"'{target.name}' must end in {', '.join(_FORMATS)}")
    from web.charts import CHARTS, ChartError, write_chart

    with reading(db) as store:
        try:
            write_chart(CHARTS[kind](store, order), target, style)
        except ChartError as error:
            missing = "install the extra" in str(error)
            fail(str(error), EXIT_MISSING_PART if missing else EXIT_PARTIAL)
        except OSError as error:
            fail(f"{target}: cannot be written: {error.strerror}", EXIT_USAGE)
    click.echo(f"{target} written", err=True)
