"""Commands about the store itself: explain and status."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from commands.output import EXIT_PARTIAL, db_option, fail, print_rows, reading

Facts = dict[str, Any]

_WORDS = (
    *("section_title", "number", "activity", "text", "person", "post", "persons"),
    *("excerpt", "measure_id", "clause_id"),
)
"""Facts that are told in a line of their own."""


@click.command()
@click.argument("ident", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option(
    "--image",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Cut the row, or the doubtful words, out of the scan or PDF; written there as PNG.",
)
@click.option("--column", help="With --image: only the cell of this role (deadline, activity …).")
@db_option
def explain(ident: str, as_json: bool, image: Path | None, column: str | None, db: Path) -> None:
    """Where a row came from: file, page, box, the rules that read it, joins and their reasons.

    ID is that of a measure, clause, deadline, member, text, table row, finding or
    order; an order's number works too. Exits with 0, 1 when there is no picture of the
    row, 2 when the store has no such row, 3 when it cannot be used.

    \b
        prikaz explain 982557756f85-m007
        prikaz explain 982557756f85-m007 --image row.png --column deadline
        prikaz explain 982557756f85-f003 --image doubt.png
    """
    from load.explanation import explain as explain_row

    with reading(db) as store:
        facts = explain_row(store, ident)
    if image is not None:
        _write_picture(facts, image, column)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for line in _told(facts):
        click.echo(line)


def _write_picture(facts: Facts, target: Path, column: str | None) -> None:
    """What is explained (or one cell of a row) cut out of its file; refusals end the command."""
    from extract.document import Box, Place, first_place
    from extract.errors import ExtractError
    from extract.readers.crop import crop

    cells = [cell for cell in facts.get("cells", ()) if column in (None, cell["role"])]
    told = [place for cell in cells for place in cell["places"]]
    if column is None:
        told += facts.get("places", ())
    whole = first_place([Place(each["page"], Box(*each["box"])) for each in told if each["box"]])
    if whole is None:
        fail("no box is known for it: only PDF files and scans have a picture", EXIT_PARTIAL)
    source = Path(facts["file"]["source_path"])
    try:
        target.write_bytes(crop(whole, source))
    except ExtractError as error:
        fail(str(error), EXIT_PARTIAL)
    except OSError as error:
        fail(f"{error.filename or source}: {error.strerror}", EXIT_PARTIAL)
    click.echo(f"{target} written", err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--runs", type=click.IntRange(0, 1000), default=5, show_default=True)
@db_option
def status(as_json: bool, runs: int, db: Path) -> None:
    """Documents by state, the last runs, open findings by code.

    Exits with 0, or 3 when the store cannot be used.

    \b
        prikaz status --json
    """
    from load.overview import documents_by_state, findings_by_code, last_runs, version

    with reading(db) as store:
        documents = documents_by_state(store)
        log = last_runs(store, runs)
        findings = findings_by_code(store)
        number = version(store)
    if as_json:
        facts = {
            "store": str(db),
            "version": number,
            "documents": {figure.name: figure.count for figure in documents},
            "runs": [asdict(run) for run in log],
            "findings": [{"severity": f.group, "code": f.name, "count": f.count} for f in findings],
        }
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    click.echo(f"store {db}, version {number}\n")
    print_rows([(f.name, f.count) for f in documents], ("documents", "count"))
    click.echo()
    rows = [tuple(asdict(run).values()) for run in log]
    print_rows(rows, tuple(asdict(log[0])) if log else ("run_id", "command", "state"))
    click.echo()
    print_rows([(f.group, f.name, f.count) for f in findings], ("severity", "finding", "count"))


def _told(facts: Facts) -> Iterator[str]:
    """The facts of an explanation as lines for people."""
    file, order = facts["file"], facts["order"]
    number = f" № {order['number']}" if order["number"] else ""
    date = f" от {order['date']}" if order["date"] else ""
    yield f"{facts['what']} {facts['id']}"
    yield f"order    {order['doc_type'] or ''}{number}{date}, {order['issuer'] or 'issuer unknown'}"
    yield f"file     {file['source_path']} ({file['source_format']}, SHA-256 {file['sha256']})"
    for name in _WORDS:
        if facts.get(name):
            label = name.replace("_title", "").replace("_id", "")
            yield f"{label:<8} {_line(facts[name])}"
    if facts.get("places"):
        yield f"place    {_places(facts['places'])}"
    if facts.get("confidence", 1) < 1:
        yield f"recognized with confidence {facts['confidence']:.2f}"
    yield from _cells(facts.get("cells", ()))
    yield from _columns(facts.get("columns", ()))
    yield from _paragraphs(facts.get("paragraphs", ()))
    yield from _decisions(facts)


def _cells(cells: Iterable[Facts]) -> Iterator[str]:
    for cell in cells:
        if not cell["text"]:
            continue
        role = f"{cell['role']} ({cell['role_score']:g}: {'; '.join(cell['role_reasons'])})"
        yield f"cell     «{_line(cell['header'] or '')}» read as {role}"
        yield f"         {_line(cell['text'])}"
        yield f"         {_places(cell['places'])}"


def _columns(columns: Iterable[Facts]) -> Iterator[str]:
    for column in columns:
        reasons = "; ".join(column["reasons"])
        yield (
            f"column   «{_line(column['header'])}» read as {column['role']}"
            f" ({column['score']:g}: {reasons})"
        )


def _paragraphs(paragraphs: Iterable[Facts]) -> Iterator[str]:
    for each in paragraphs:
        yield f"{each['part']:<8} {_line(each['text'])}"
        yield f"         {_places(each['places'])}"


def _decisions(facts: Facts) -> Iterator[str]:
    for join in facts.get("joins", ()):
        verb = "joined" if join["joined"] else "not joined"
        yield (
            f"join     row {join['row']} {verb}, score {join['score']:g}:"
            f" {'; '.join(join['reasons'])}"
        )
    for each in facts.get("deadlines", ()):
        value = each["rrule"] or each["edtf"] or each["condition"] or ""
        inferred = ", year inferred" if each["year_inferred"] else ""
        rule = f", rule {each['rule']}" if each["rule"] else ""
        yield f"deadline «{each['text']}» → {each['kind']} {value}{inferred}{rule}"
    for each in facts.get("parties", ()):
        source = f", expanded by {each['expansion_source']}" if each["expansion_source"] else ""
        rule = f", rule {each['rule']}" if each["rule"] else ""
        decided = ", by a person's decision" if each["merged_from"] else ""
        yield f"party    «{each['as_written']}» → {each['name']}{source}{rule}{decided}"
    for each in facts.get("documents", ()):
        yield f"document {each['source_path']}: {each['state']}, SHA-256 {each['sha256']}"
    for each in facts.get("findings", ()):
        yield f"finding  {each['severity']} {each['code']}: {each['message']}"
        place = [{"page": each["page"], "box": each["box"], "spot": ""}] if each["page"] else []
        yield f"         {each['finding_id']}, {_places(place)}"


def _places(places: Iterable[Facts]) -> str:
    told = []
    for place in places:
        box = place["box"]
        where = f"page {place['page']}"
        if box:
            where += " at " + ", ".join(f"{edge:g}" for edge in box)
        told.append(where + (f", {place['spot']}" if place["spot"] else ""))
    return "; ".join(told) or "place unknown"


def _line(text: str) -> str:
    return " ".join(text.split())
