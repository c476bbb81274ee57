"""Commands that question the store: query, queries, search, due, load, overdue, compare, stats."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.output import db_option, format_options, print_rows, reading

if TYPE_CHECKING:
    from load.scope import Scope

Command = TypeVar("Command", bound=Callable[..., Any])

DAY = click.DateTime(formats=["%Y-%m-%d", "%d.%m.%Y"])


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
@click.argument("sql", required=False)
@click.option("--name", help="Run a named query; 'prikaz queries' lists them.")
@click.option(
    "--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="Value of a :NAME."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0.01),
    default=30.0,
    show_default=True,
    help="Seconds.",
)
@format_options
@db_option
def query(
    *,
    sql: str | None,
    name: str | None,
    params: tuple[str, ...],
    time_limit: float,
    style: str,
    db: Path,
) -> None:
    """Run read-only SQL, or a named query, over the store.

    SQL is one SELECT; '-' reads it from standard input. Exits with 0 when it
    was answered, 1 when it took too long, 2 when the SQL is wrong or would
    write, 3 when the store cannot be used.

    \b
        prikaz query "SELECT number, activity FROM measure_view LIMIT 5"
        prikaz query --name due-in-month -p month=2021-03 --csv
    """
    if (sql is None) == (name is None):
        raise click.UsageError("Give either SQL or --name (see 'prikaz queries').")
    values = dict(_pair(param) for param in params)
    from load.named_queries import named_query
    from load.query import run_sql

    with reading(db) as store:
        parameters: Any = values
        if name is not None:
            chosen = named_query(name)
            sql, parameters = chosen.sql, chosen.values(values)
        elif sql == "-":
            sql = sys.stdin.read()
        answer = run_sql(store, sql or "", parameters, time_limit=time_limit)
        print_rows(answer.rows, answer.columns, style)


@click.command()
@format_options
def queries(style: str) -> None:
    """List the named queries: name, titles in English and Russian, parameters.

    Exits with 0.

    \b
        prikaz queries
        prikaz query --name busiest-parties
    """
    from load.named_queries import NAMED_QUERIES

    rows = [
        (
            each.name,
            each.title_en,
            each.title_ru,
            ", ".join(f"{name}={value}" for name, value in each.parameters.items()),
        )
        for each in NAMED_QUERIES.values()
    ]
    print_rows(rows, ("name", "title", "название", "parameters"), style)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--phrase", "mode", flag_value="phrase", help="Words side by side, any inflection.")
@click.option("--prefix", "mode", flag_value="prefix", help="Words that begin so.")
@click.option("--exact", "mode", flag_value="exact", help="Words side by side, as typed.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["measure", "clause", "title", "table", "member", "text"]),
    help="Only such passages; may be given several times.",
)
@click.option("--issuer", metavar="WORDS", help="Only issuers whose names have these words.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Hits to pass over.")
@click.option("--unranked", is_flag=True, help="The first hits at once, not the best ones.")
@format_options
@db_option
def search(
    *,
    words: tuple[str, ...],
    mode: str | None,
    kinds: tuple[str, ...],
    issuer: str | None,
    limit: int,
    offset: int,
    unranked: bool,
    style: str,
    db: Path,
) -> None:
    """Find measures, clauses, titles and tables by words, in any inflection.

    "…" asks for a phrase, word* for a beginning, -word leaves out (after --).
    Found words stand in [ ]. Exits with 0 also when nothing is found, 2 when
    there is no word to look for, 3 when the store cannot be used.

    \b
        prikaz search аналитических справок
        prikaz search --phrase управление образования --kind measure
    """
    from load.lookup import find_issuers
    from load.search import Hit, Question
    from load.search import search as search_store

    with reading(db) as store:
        question = Question(
            " ".join(words),
            mode or "words",
            kinds,
            tuple(find_issuers(store, issuer)) if issuer else (),
            limit,
            offset,
            ranked=False if unranked else None,
        )
        hits = search_store(store, question)
    _print_items(hits, Hit, style, "nothing found")


@click.command()
@click.option("--from", "start", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "end", type=DAY, required=True, help="Last day, included.")
@click.option("--continuous", is_flag=True, help="Also what runs all the time.")
@click.option("--endless", is_flag=True, help="Recurring deadlines without an end after a year.")
@scope_options
@format_options
@db_option
def due(
    *,
    start: dt.datetime,
    end: dt.datetime,
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
    --endless for ever. Exits with 0 also when nothing is due, 2 when there is
    no such party, issuer or order, 3 when the store cannot be used.

    \b
        prikaz due --from 2021-03-01 --to 2021-03-31 --party МОУО
    """
    if end < start:
        raise click.UsageError("--to is before --from.")
    from load.questions import Due, unlisted_endless
    from load.questions import due as due_between

    scope = _scope(party, issuer, order)
    with reading(db) as store:
        items = due_between(
            store, start.date(), end.date(), scope=scope, continuous=continuous, endless=endless
        )
        left_out = 0 if endless else unlisted_endless(store, start.date(), scope=scope)
    _print_items(items, Due, style, "nothing is due")
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
@click.option("--from", "start", type=DAY, help="First day.")
@click.option("--to", "end", type=DAY, help="Last day, included.")
@scope_options
@format_options
@db_option
def load_command(
    *,
    by: str,
    per: str,
    start: dt.datetime | None,
    end: dt.datetime | None,
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

    first = start.date() if start else dt.date.min
    last = end.date() if end else dt.date.max
    if last < first:
        raise click.UsageError("--to is before --from.")
    with reading(db) as store:
        items = load_of(
            store, by=by, per=per, between=(first, last), scope=_scope(party, issuer, order)
        )
    _print_items(items, Load, style, "nothing is due")


@click.command()
@click.option("--on", type=DAY, required=True, help="The day on which one looks, YYYY-MM-DD.")
@click.option("--days", type=click.IntRange(min=0), help="Leave out what is late by more days.")
@scope_options
@format_options
@db_option
def overdue(
    *,
    on: dt.datetime,
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

    with reading(db) as store:
        items = overdue_on(store, on.date(), scope=_scope(party, issuer, order), days=days)
    _print_items(items, Overdue, style, "nothing is overdue")


@click.command()
@click.argument("first", metavar="ORDER")
@click.argument("second", metavar="ORDER")
@click.option(
    "--alike",
    type=click.FloatRange(0, 100),
    default=60.0,
    show_default=True,
    help="Per cent of likeness from which two measures are the same.",
)
@format_options
@db_option
def compare(first: str, second: str, alike: float, style: str, db: Path) -> None:
    """What the roadmaps of two orders have in common, and what each has alone.

    An ORDER is an id, a number, or a number and a date. Exits with 0, 2 when
    there is no such order or several, 3 when the store cannot be used.

    \b
        prikaz compare 140а "663 2021-03-05"
    """
    from load.compare import Pair
    from load.compare import compare as compare_orders

    with reading(db) as store:
        pairs = compare_orders(store, first, second, alike=alike)
    _print_items(pairs, Pair, style, "neither order has measures")


@click.command()
@format_options
@db_option
def stats(style: str, db: Path) -> None:
    """How much of everything the store holds.

    Exits with 0, or 3 when the store cannot be used.

    \b
        prikaz stats --json
    """
    from load.overview import Figure
    from load.overview import stats as stats_of

    with reading(db) as store:
        figures = stats_of(store)
    _print_items(figures, Figure, style, "the store is empty")


def _scope(party: str | None, issuer: str | None, order: str | None) -> Scope:
    from load.scope import Scope

    return Scope(party=party, issuer=issuer, order=order)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.UsageError(f"--param takes NAME=VALUE, not {text!r}.")
    return name, value


def _print_items(items: Sequence[Any], kind: type[Any], style: str, nothing: str) -> None:
    columns = [each.name for each in fields(kind)]
    print_rows([list(asdict(item).values()) for item in items], columns, style)
    if not items:
        click.echo(nothing, err=True)
