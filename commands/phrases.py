"""Commands about words alone: `deadline`, `abbreviations`, `columns`."""

from __future__ import annotations

import datetime as dt
import sys
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
from commands.output import EXIT_PARTIAL

if TYPE_CHECKING:
    from normalize.record import Abbreviation, DeadlineReading


@click.command()
@click.argument("text", required=False)
@click.option("--order-date", metavar="DATE", help="The order's date, ISO 8601.")
@click.option("--period", nargs=2, metavar="START END", help="The plan's period, two dates.")
@JSON
@JSONL
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
            text_of(line, "text"),
            order_date=_date(line.get("order_date")),
            period=_period(line.get("period")),
        )
        return deadline_json(reading)

    if jsonl:
        answer_lines(answer)
        return
    given = {"text": required(text), "order_date": order_date, "period": period}
    result = answer_one(answer, given)
    if as_json:
        print_json(result)
    else:
        for item in result["items"]:
            dates = f"{item['start'] or '..'} – {item['end'] or '..'}"
            extra = [item[key] for key in ("edtf", "rrule", "condition") if item[key]]
            click.echo("\t".join([item["kind"], dates, *extra]))
        print_findings(result)
    if any(item["kind"] == "unknown" for item in result["items"]):
        sys.exit(EXIT_PARTIAL)


@click.command()
@click.argument("text", required=False)
@JSON
@JSONL
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
        words = text_of(line, "text")
        return {
            "text": words,
            "abbreviations": [_abbreviation_json(each) for each in find_abbreviations(words)],
        }

    if jsonl:
        answer_lines(answer)
        return
    words = text if text is not None else sys.stdin.read()
    result = answer_one(answer, {"text": words})
    if as_json:
        print_json(result)
        return
    for each in result["abbreviations"]:
        click.echo(f"{each['short']}\t{each['expansion']}")


@click.command()
@click.argument("headers", nargs=-1)
@JSON
@JSONL
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
        answer_lines(answer)
        return
    if not headers:
        raise click.UsageError("name the columns, or use --jsonl")
    result = answer_one(answer, {"columns": list(headers)})
    if as_json:
        print_json(result)
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
        "findings": findings_json(reading.findings),
    }


def _abbreviation_json(each: Abbreviation) -> dict[str, Any]:
    return {"short": each.short, "expansion": each.expansion, "is_term": each.is_term}


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
