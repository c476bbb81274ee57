"""What `prikaz parties` does with a store: merge, split, list doubtful pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.output import exit_for_store_error, print_rows, reading

if TYPE_CHECKING:
    from load.decisions import Decision
    from load.store import Store


def merge(db: Path, target: str, source: str, *, as_json: bool) -> None:
    """Make two parties one and say what moved."""
    from load.decisions import merge_parties

    with _writing(db) as store:
        decision = merge_parties(store, target, source)
    _tell("merge", decision, as_json=as_json)


def split(db: Path, words: str, *, as_json: bool) -> None:
    """Take a merged party apart and say what moved."""
    from load.decisions import split_parties

    with _writing(db) as store:
        decision = split_parties(store, words)
    _tell("split", decision, as_json=as_json)


def candidates(db: Path, *, as_json: bool) -> None:
    """Print the pairs of parties that may be one."""
    from load.candidates import Pair, candidate_pairs

    with reading(db) as store:
        pairs = candidate_pairs(store)
    columns = [field.name for field in fields(Pair)]
    print_rows(
        [tuple(asdict(pair).values()) for pair in pairs], columns, "json" if as_json else "table"
    )
    if not as_json:
        click.echo(
            f"{len(pairs)} pairs; 'prikaz parties --merge FIRST_ID SECOND_ID' makes one of two"
            if pairs
            else "no two parties look like one",
            err=True,
        )


@contextmanager
def _writing(db: Path) -> Iterator[Store]:
    """The store, open for writing; one that does not exist is not created for a decision."""
    from load.errors import StoreMissing
    from load.store import open_store

    with exit_for_store_error():
        if not db.exists():
            raise StoreMissing(db, "no such file")
        with open_store(db) as store:
            yield store


def _tell(action: str, decision: Decision, *, as_json: bool) -> None:
    if as_json:
        facts = {"action": action, **asdict(decision)}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    verb = "merged into" if action == "merge" else "split from"
    for other in decision.others:
        click.echo(f"{other} {verb} {decision.party}")
    click.echo(f"{decision.rows} rows in {decision.orders} orders moved", err=True)
