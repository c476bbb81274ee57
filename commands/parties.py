"""`prikaz parties`: one cell split and normalized, or a person's decision in the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.lines import (
    JSON,
    JSONL,
    answer_lines,
    answer_one,
    findings_json,
    print_findings,
    print_json,
    required,
    text_of,
)
from commands.output import db_option

if TYPE_CHECKING:
    from normalize.order import Defaults
    from normalize.record import PartyReading


@click.command()
@click.argument("text", required=False)
@click.option("--issuer", help="The body that issued the order, as its letterhead says.")
@click.option(
    "--abbreviation",
    "given",
    multiple=True,
    metavar="SHORT=FULL",
    help="A definition of the order.",
)
@click.option(
    "--gazetteer",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own abbreviations (short<TAB>expansion a line), asked before the built-in ones.",
)
@click.option(
    "--merge",
    nargs=2,
    metavar="A B",
    help="In the store: B is A, in all orders, loaded and to come. Names or ids.",
)
@click.option("--split", metavar="A", help="In the store: take back what was merged into A, or A.")
@click.option(
    "--candidates", is_flag=True, help="List parties of the store that may be one; merge none."
)
@db_option
@JSON
@JSONL
def parties(
    *,
    text: str | None,
    issuer: str | None,
    given: tuple[str, ...],
    gazetteer: Path | None,
    merge: tuple[str, str] | None,
    split: str | None,
    candidates: bool,
    db: Path,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Split and normalize one cell of responsible parties; or decide who is who in the store.

    With --jsonl, lines {"text", "issuer"?, "abbreviations"?: {short: full}}
    give lines {"text", "parties", "findings"}.

    --merge, --split and --candidates are about the parties of a store and take
    no text. A decision is kept: it holds for orders loaded again or later.

    Exits with 1 when a line cannot be read, 2 for wrong usage and for a name
    that fits no party or several, 3 when the store cannot be used.

    \b
        prikaz parties "УО, директор Лунина С.Н." --abbreviation "УО=управление образования"
        prikaz parties --merge "управление образования" "упр. образования" --db orders.db
    """
    chosen = [merge is not None, split is not None, candidates]
    if any(chosen):
        if sum(chosen) > 1 or text is not None or jsonl or issuer or given or gazetteer:
            raise click.UsageError(
                "--merge, --split and --candidates go alone, with --db and --json only"
            )
        _in_store(db, merge, split, as_json=as_json)
        return
    from normalize.parties import PartyContext, read_parties

    defaults = load_defaults(gazetteer)
    user = dict(defaults.user or {}) if defaults else {}

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        definitions = line.get("abbreviations") or {}
        if not isinstance(definitions, dict):
            raise ValueError("'abbreviations' must map short forms to expansions")
        words = text_of(line, "text")
        context = PartyContext(
            issuer=line.get("issuer"),
            abbreviations={str(key): str(value) for key, value in definitions.items()},
            user=user,
        )
        return parties_json(read_parties(words, context))

    if jsonl:
        answer_lines(answer)
        return
    definitions = dict(each.partition("=")[::2] for each in given)
    result = answer_one(
        answer, {"text": required(text), "issuer": issuer, "abbreviations": definitions}
    )
    if as_json:
        print_json(result)
        return
    for party in result["parties"]:
        extra = [f"{key}: {party[key]}" for key in ("role", "organisation", "person") if party[key]]
        source = f"[{party['expansion_source']}]" if party["expansion_source"] else ""
        click.echo("\t".join(filter(None, [party["name"], *extra, source])))
    print_findings(result)


def parties_json(reading: PartyReading) -> dict[str, Any]:
    """The parties of a cell in the contract's words."""
    return {
        "text": reading.text,
        "parties": [
            {
                "as_written": party.as_written,
                "name": party.name,
                "kind": party.kind,
                "role": party.role,
                "organisation": party.organisation,
                "person": party.person,
                "qualifier": party.qualifier,
                "expansion_source": party.expansion_source or None,
            }
            for party in reading.parties
        ],
        "findings": findings_json(reading.findings),
    }


def load_defaults(gazetteer: Path | None) -> Defaults | None:
    """The user's own abbreviations; a file that cannot be read is wrong usage."""
    if gazetteer is None:
        return None
    from normalize.gazetteer import load_user_gazetteer
    from normalize.order import Defaults

    try:
        gazetteer_entries = load_user_gazetteer(gazetteer)
    except (OSError, ValueError) as error:
        raise click.BadParameter(str(error), param_hint="--gazetteer") from error
    best = (entries[0] for entries in gazetteer_entries.values())
    return Defaults(user={entry.short: entry.expansion for entry in best})


def _in_store(db: Path, merge: tuple[str, str] | None, split: str | None, *, as_json: bool) -> None:
    """The part of `prikaz parties` that asks or changes a store."""
    from commands import decisions

    if merge is not None:
        decisions.merge(db, *merge, as_json=as_json)
    elif split is not None:
        decisions.split(db, split, as_json=as_json)
    else:
        decisions.candidates(db, as_json=as_json)
