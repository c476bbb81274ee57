"""Commands about days: due, overdue, load."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.output import db_option, format_options, print_items, reading

if TYPE_CHECKING:
    from load.scope import Scope
    from load.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A day as people type it; a month or a year is its first or its last day."""

    name = "day"

    def __init__(self, end: str | None = None) -> None:
        self._end = end

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read the day; what is none ends the command with examples."""
        from load.days import read_days

        if isinstance(value, dt.date):
            return value
        try:
            first, last = read_days(str(value))
        except ValueError:
            self.fail(
                f"{value!r} is no day of the calendar; write 2021-03-05, 05.03.2021 or"
                " «5 марта 2021», for a whole month 2021-03",
                param,
                ctx,
            )
        if self._end is None and first != last:
            self.fail(f"{value!r} is more than a day; name one: 2021-03-05", param, ctx)
        return last if self._end == "last" else first


def scope_options(command: Command) -> Command:
    """`--party`, `--issuer`, `--order`: which deadlines a question is about."""
    for name, text in (
        ("order", "Only this order: its id, number, or number and date."),
        ("issuer", "Only issuers whose names have these words, in any inflection."),
        ("party", "Only this party: any spelling, an acronym, or words of its name."),
    ):
        command = click.option(f"--{name}", default=None, metavar="WORDS", help=text)(command)
    return command


@click.command()
@click.option(
    "--from", "start", type=Day("first"), help="First day: 2021-03-05, 05.03.2021, 2021-03."
)
@click.option("--to", "end", type=Day("last"), help="Last day, included; 2021-03 is its last one.")
@click.option("--continuous", is_flag=True, help="Also what runs all the time.")
@click.option("--endless", is_flag=True, help="Recurring deadlines without an end after a year.")
@scope_options
@format_options
@db_option
def due(
    *,
    start: dt.date | None,
    end: dt.date | None,
    continuous: bool,
    endless: bool,
    party: str | None,
    issuer: str | None,
    order: str | None,
    style: str,
    db: Path,
) -> None:
    """What falls due between two days, both included.

    A period falls due on its last day, a recurring deadline on each of its
    days; one that nothing bounds is listed for a year from its order, with
    --endless for ever. Without --from or --to there is no limit on that side.
    Exits with 0 also when nothing is due, 2 when there is
    no such party, issuer or order, 3 when the store cannot be used.

    \b
        prikaz due --from 2021-03-01 --to 2021-03-31 --party МОУО
        prikaz due --from 2021-03 --to 2021-03
        prikaz due --party "отдел образования"
    """
    if not any((start, end, party, issuer, order)):
        raise click.UsageError("Say which: --from, --to, --party, --issuer or --order.")
    if endless and end is None:
        raise click.UsageError("--endless needs --to.")
    first, last = _between(start, end)
    from load.questions import Due, unlisted_endless
    from load.questions import due as due_between

    scope = _scope(party, issuer, order)
    with reading(db) as store:
        items = due_between(store, first, last, scope=scope, continuous=continuous, endless=endless)
        left_out = 0 if endless else unlisted_endless(store, first, scope=scope)
        nothing = "" if items else _why_nothing(store, scope, "nothing is due")
    print_items(items, Due, style, nothing)
    if left_out:
        click.echo(
            f"{left_out} recurring deadlines without an end, over a year old, are not listed;"
            " --endless lists them",
            err=True,
        )


@click.command(name="load")
@click.option(
    "--by",
    type=click.Choice(["party", "person", "issuer", "order", "section"]),
    default="party",
    show_default=True,
    help="Whose load.",
)
@click.option(
    "--per",
    type=click.Choice(["month", "quarter", "year", "total"]),
    default="month",
    show_default=True,
    help="In which stretches of time.",
)
@click.option(
    "--from", "start", type=Day("first"), help="First day: 2021-03-05, 05.03.2021, 2021-03."
)
@click.option("--to", "end", type=Day("last"), help="Last day, included; 2021-03 is its last one.")
@scope_options
@format_options
@db_option
def load_command(
    *,
    by: str,
    per: str,
    start: dt.date | None,
    end: dt.date | None,
    party: str | None,
    issuer: str | None,
    order: str | None,
    style: str,
    db: Path,
) -> None:
    """Who carries how much, and when.

    Counts measures that fall due, times that something falls due, and measures
    that run all the time. Exits with 0, 2 when there is no such party, issuer
    or order, 3 when the store cannot be used.

    \b
        prikaz load --by party --per month --from 2021-01-01 --to 2021-12-31
    """
    from load.questions import Load
    from load.questions import load as load_of

    scope = _scope(party, issuer, order)
    with reading(db) as store:
        items = load_of(store, by=by, per=per, between=_between(start, end), scope=scope)
        nothing = "" if items else _why_nothing(store, scope, "nothing is due")
    print_items(items, Load, style, nothing)


@click.command()
@click.option(
    "--on", type=Day(), required=True, help="The day on which one looks: 2021-03-05, 05.03.2021."
)
@click.option("--days", type=click.IntRange(min=0), help="Leave out what is late by more days.")
@scope_options
@format_options
@db_option
def overdue(
    *,
    on: dt.date,
    days: int | None,
    party: str | None,
    issuer: str | None,
    order: str | None,
    style: str,
    db: Path,
) -> None:
    """Deadlines whose last day is before a day, the most recent first.

    The store knows what was ordered and not what was done: this is the list to
    tick off. Exits with 0, 2 when there is no such party, issuer or order, 3
    when the store cannot be used.

    \b
        prikaz overdue --on 2021-06-01 --days 30
    """
    from load.questions import Overdue
    from load.questions import overdue as overdue_on

    scope = _scope(party, issuer, order)
    with reading(db) as store:
        items = overdue_on(store, on, scope=scope, days=days)
        nothing = "" if items else _why_nothing(store, scope, "nothing is overdue")
    print_items(items, Overdue, style, nothing)


def _between(start: dt.date | None, end: dt.date | None) -> tuple[dt.date, dt.date]:
    first, last = start or dt.date.min, end or dt.date.max
    if last < first:
        raise click.UsageError("--to is before --from.")
    return first, last


def _why_nothing(store: Store, scope: Scope, words: str) -> str:
    """The words, and when what was asked about does fall due."""
    from load.questions import extent

    found = extent(store, scope=scope)
    running = f"; {found.continuous} run all the time" if found.continuous else ""
    if not found.occurrences:
        return f"{words}: no deadline that was asked about has a day{running}"
    return (
        f"{words} in this time: the deadlines asked about fall {found.occurrences} times, from"
        f" {found.first} to {found.last}{running}"
    )


def _scope(party: str | None, issuer: str | None, order: str | None) -> Scope:
    from load.scope import Scope

    return Scope(party=party, issuer=issuer, order=order)
