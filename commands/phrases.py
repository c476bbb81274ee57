"""Commands about words alone: `deadline`, `parties`, `abbreviations`, `columns`.

Each takes one text as its argument, or JSON Lines on standard input with
`--jsonl`; a line that cannot be read gives an object with `error`, and the
command goes on and exits with 1.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.output import EXIT_PARTIAL, db_option

if TYPE_CHECKING:
    from normalize.order import Defaults
    from normalize.record import Abbreviation, DeadlineReading, PartyReading

_JSONL = click.option("--jsonl", is_flag=True, help="Read and write one JSON object a line.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command()
@click.argument("text", required=False)
@click.option("--order-date", metavar="DATE", help="The order's date, ISO 8601.")
@click.option("--period", nargs=2, metavar="START END", help="The plan's period, two dates.")
@_JSON
@_JSONL
def deadline(
    *,
    text: str | None,
    order_date: str | None,
    period: tuple[str, str] | None,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Normalize one deadline phrase.

    With --jsonl, lines {"text", "order_date", "period": [start, end]} give
    lines {"text", "kind", "items", "findings"}.

    Exits with 1 when the phrase is not understood or a line cannot be read, 2
    for wrong usage.

    \b
        prikaz deadline "до 17 мая" --order-date 2017-05-16
    """
    from normalize.deadlines import read_deadline

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        reading = read_deadline(
            _text(line, "text"),
            order_date=_date(line.get("order_date")),
            period=_period(line.get("period")),
        )
        return deadline_json(reading)

    if jsonl:
        _answer_lines(answer)
        return
    given = {"text": _required(text), "order_date": order_date, "period": period}
    result = _answer_one(answer, given)
    if as_json:
        _print_json(result)
    else:
        for item in result["items"]:
            dates = f"{item['start'] or '..'} – {item['end'] or '..'}"
            extra = [item[key] for key in ("edtf", "rrule", "condition") if item[key]]
            click.echo("\t".join([item["kind"], dates, *extra]))
        _print_findings(result)
    if any(item["kind"] == "unknown" for item in result["items"]):
        sys.exit(EXIT_PARTIAL)


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
@_JSON
@_JSONL
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
        words = _text(line, "text")
        context = PartyContext(
            issuer=line.get("issuer"),
            abbreviations={str(key): str(value) for key, value in definitions.items()},
            user=user,
        )
        return parties_json(read_parties(words, context))

    if jsonl:
        _answer_lines(answer)
        return
    definitions = dict(each.partition("=")[::2] for each in given)
    result = _answer_one(
        answer, {"text": _required(text), "issuer": issuer, "abbreviations": definitions}
    )
    if as_json:
        _print_json(result)
        return
    for party in result["parties"]:
        extra = [f"{key}: {party[key]}" for key in ("role", "organisation", "person") if party[key]]
        source = f"[{party['expansion_source']}]" if party["expansion_source"] else ""
        click.echo("\t".join(filter(None, [party["name"], *extra, source])))
    _print_findings(result)


@click.command()
@click.argument("text", required=False)
@_JSON
@_JSONL
def abbreviations(*, text: str | None, as_json: bool, jsonl: bool) -> None:
    """Find the definitions of short forms in a text («далее – УО»).

    The text is the argument, or standard input. With --jsonl, lines {"text"}
    give lines {"text", "abbreviations": [{"short", "expansion"}]}.

    Exits with 1 when a line cannot be read, 2 for wrong usage.

    \b
        prikaz abbreviations "Управление образования (далее – УО)"
    """
    from normalize.abbreviations import find_abbreviations

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        words = _text(line, "text")
        return {
            "text": words,
            "abbreviations": [_abbreviation_json(each) for each in find_abbreviations(words)],
        }

    if jsonl:
        _answer_lines(answer)
        return
    words = text if text is not None else sys.stdin.read()
    result = _answer_one(answer, {"text": words})
    if as_json:
        _print_json(result)
        return
    for each in result["abbreviations"]:
        click.echo(f"{each['short']}\t{each['expansion']}")


@click.command()
@click.argument("headers", nargs=-1)
@_JSON
@_JSONL
def columns(*, headers: tuple[str, ...], as_json: bool, jsonl: bool) -> None:
    """Tell the role of each column of a header row.

    With --jsonl, lines {"columns": […]} give lines {"columns", "roles"}.

    Exits with 1 when a line cannot be read, 2 for wrong usage.

    \b
        prikaz columns "№ п/п" "Мероприятия" "Срок" "Ответственные"
    """
    from extract.structure.columns import column_roles

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        names = line.get("columns")
        if not isinstance(names, list):
            raise ValueError("'columns' must be a list of texts")
        texts = [str(name) if name is not None else "" for name in names]
        return {"columns": names, "roles": [choice.role for choice in column_roles(texts)]}

    if jsonl:
        _answer_lines(answer)
        return
    if not headers:
        raise click.UsageError("name the columns, or use --jsonl")
    result = _answer_one(answer, {"columns": list(headers)})
    if as_json:
        _print_json(result)
        return
    for name, role in zip(result["columns"], result["roles"], strict=True):
        click.echo(f"{role}\t{name}")


def deadline_json(reading: DeadlineReading) -> dict[str, Any]:
    """A reading in the contract's words."""
    return {
        "text": reading.text,
        "kind": reading.kind,
        "items": [
            {
                "text": item.text,
                "kind": item.kind,
                "start": item.start.isoformat() if item.start else None,
                "end": item.end.isoformat() if item.end else None,
                "edtf": item.edtf,
                "rrule": item.rrule,
                "condition": item.condition,
                "time": item.time,
                "year_inferred": item.year_inferred,
                "rule": item.rule,
            }
            for item in reading.items
        ],
        "findings": _findings_json(reading.findings),
    }


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
        "findings": _findings_json(reading.findings),
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


def _abbreviation_json(each: Abbreviation) -> dict[str, Any]:
    return {"short": each.short, "expansion": each.expansion, "is_term": each.is_term}


def _findings_json(findings: tuple[Any, ...]) -> list[dict[str, str]]:
    return [
        {"code": each.code, "message": each.message, "excerpt": each.excerpt} for each in findings
    ]


def _answer_lines(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer standard input line by line, in its order."""
    failed = False
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            if not isinstance(given, dict):
                raise ValueError("a line must hold a JSON object")
            result = answer(given)
        except (ValueError, TypeError) as error:
            failed = True
            result = {"error": str(error), "line": line.strip()[:200]}
        click.echo(json.dumps(result, ensure_ascii=False))
    if failed:
        sys.exit(EXIT_PARTIAL)


def _answer_one(
    answer: Callable[[dict[str, Any]], dict[str, Any]], given: dict[str, Any]
) -> dict[str, Any]:
    try:
        return answer(given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _text(line: dict[str, Any], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str):
        raise ValueError(f"'{key}' must be a text")
    return value


def _required(text: str | None) -> str:
    if text is None:
        raise click.UsageError("name the text, or use --jsonl")
    return text


def _date(value: Any) -> dt.date | None:
    if value is None or value == "":
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"not a date (YYYY-MM-DD): {value!r}") from error


def _period(value: Any) -> tuple[dt.date, dt.date] | None:
    if not value:
        return None
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("'period' must be two dates")
    start, end = _date(value[0]), _date(value[1])
    if start is None or end is None:
        return None
    if end < start:
        raise ValueError("the period ends before it starts")
    return start, end


def _print_json(result: dict[str, Any]) -> None:
    click.echo(json.dumps(result, ensure_ascii=False, indent=1))


def _print_findings(result: dict[str, Any]) -> None:
    for finding in result["findings"]:
        click.echo(f"{finding['code']}: {finding['message']} «{finding['excerpt']}»", err=True)
