"""Commands that question the store: query, queries, search, compare, stats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.output import (
    EXIT_PARTIAL,
    db_option,
    format_options,
    print_items,
    print_rows,
    reading,
)
from commands.watchdog import ended_in_time

if TYPE_CHECKING:
    from load.search import Question
    from load.store import Store


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
        with ended_in_time(EXIT_PARTIAL):
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
        nothing = "" if hits else _why_nothing(store, question)
    print_items(hits, Hit, style, nothing)


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
    print_items(pairs, Pair, style, "neither order has measures")


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
    print_items(figures, Figure, style, "the store is empty")


def _why_nothing(store: Store, question: Question) -> str:
    """«nothing found», and which of the words the store does not have at all."""
    from load.lemmas import words as words_of
    from load.search import count_hits, match_of

    if question.offset:
        return f"nothing found after {question.offset} hits"
    counted = {
        word: count_hits(store, match_of(word, "prefix" if question.mode == "prefix" else "phrase"))
        for word in dict.fromkeys(words_of(question.words))
    }
    if missing := [f"«{word}»" for word, count in counted.items() if not count]:
        return f"nothing found: the store has no {', '.join(missing)}; word* finds beginnings"
    if len(counted) > 1:
        each = ", ".join(f"«{word}» {count}" for word, count in counted.items())
        return f"nothing found: no passage has it so; passages by word: {each}"
    return "nothing found in these passages"


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.UsageError(f"--param takes NAME=VALUE, not {text!r}.")
    return name, value
