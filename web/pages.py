"""The pages that Datasette does not have: home, search, an order, a measure, and their files."""

from __future__ import annotations

import asyncio
import csv
import dataclasses
import io
import json
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound, Response
from datasette.views.base import DatasetteError

from load.errors import QueryError, StoreError, UnknownName
from load.formulas import guarded_row
from load.named_queries import NAMED_QUERIES
from load.search import KINDS, MODES, Hit, Question, search
from web import descriptions, pictures, reading
from web.languages import LANGUAGE, translate

Handler = Callable[..., Awaitable[Any]]

HITS = 20
"""Hits on a page of the search."""

_MOST_HITS = 1000
"""Hits in a file of the search, and the furthest that its pages go."""

_MARKS = ("\ue000", "\ue001")
"""Letters that no order has: they stand around found words until HTML is made."""

_VIEWS_FIRST = (
    "order_view",
    "measure_view",
    "deadline_view",
    "calendar_view",
    "responsible_view",
    "clause_view",
    "member_view",
    "reference_view",
    "finding_view",
    "workload_view",
    "abbreviation_view",
    "section_view",
    "document_view",
    "party_view",
    "alias_view",
    "party_decision_view",
    "clause_responsible_view",
    "cell_view",
)


def day(value: str | None) -> str:
    """An ISO day as a reader writes it: 05.03.2021 in Russian, as it is in English."""
    text = value or ""
    parts = text.split("-")
    if LANGUAGE.get() == "ru" and len(parts) == 3 and all(part.isdecimal() for part in parts):
        return ".".join(reversed(parts))
    return text


def routes(path_of: Callable[[Any], Path]) -> list[tuple[str, Handler]]:
    """Addresses and what answers them; `path_of` tells the store of a Datasette."""

    async def home(datasette: Any, request: Any) -> Any:
        facts = await _read(reading.home_page, path_of(datasette))
        return await _page(datasette, request, "home.html", {**facts, **_contents()})

    async def order(datasette: Any, request: Any) -> Any:
        facts = await _read(reading.order_page, path_of(datasette), request.url_vars["ident"])
        more = {"can_draw": pictures.can_draw(), "most": reading.MOST_MEASURES}
        return await _page(datasette, request, "order.html", {**facts, **more})

    async def measure(datasette: Any, request: Any) -> Any:
        facts = await _read(reading.measure_page, path_of(datasette), request.url_vars["ident"])
        return await _page(datasette, request, "measure.html", facts)

    async def order_json(datasette: Any, request: Any) -> Any:
        path, ident = path_of(datasette), request.url_vars["ident"]
        return _json(await _read(reading.order_page, path, ident))

    async def measure_json(datasette: Any, request: Any) -> Any:
        path, ident = path_of(datasette), request.url_vars["ident"]
        return _json(await _read(reading.measure_page, path, ident))

    async def picture(datasette: Any, request: Any) -> Any:
        known = (path_of(datasette), request.url_vars["ident"], request.url_vars["kind"])
        svg = await _read(pictures.svg, *known, LANGUAGE.get())
        return Response(svg, content_type="image/svg+xml; charset=utf-8")

    async def calendar(datasette: Any, request: Any) -> Any:
        path, ident = path_of(datasette), request.url_vars["ident"]
        if find_spec("icalendar") is None:
            raise NotFound(translate("The calendar needs the package icalendar"))
        return _file(await _read(_calendar, path, ident), "text/calendar", f"{ident}.ics")

    async def found(datasette: Any, request: Any) -> Any:
        return await _search_page(datasette, request, path_of(datasette))

    async def found_file(datasette: Any, request: Any) -> Any:
        question = _question(request, limit=_MOST_HITS, offset=0)
        try:
            hits = await _read(_hits, path_of(datasette), question)
        except QueryError as error:
            return Response.text(str(error), status=400)
        rows = [_plain(hit) for hit in hits]
        if request.url_vars["style"] == "json":
            return _json(rows)
        return _file(_csv(rows), "text/csv", "search.csv")

    ident = r"(?P<ident>[0-9a-zA-Z_-]+)"
    return [
        (r"^/$", home),
        (r"^/search$", found),
        (r"^/search\.(?P<style>json|csv)$", found_file),
        (rf"^/order/{ident}$", order),
        (rf"^/order/{ident}\.json$", order_json),
        (rf"^/order/{ident}\.ics$", calendar),
        (rf"^/order/{ident}/(?P<kind>gantt|load)\.svg$", picture),
        (rf"^/measure/{ident}$", measure),
        (rf"^/measure/{ident}\.json$", measure_json),
    ]


async def _read(function: Callable[..., Any], *values: Any) -> Any:
    """Ask the store in a thread, so that one long page does not hold up the others."""
    try:
        return await asyncio.to_thread(function, *values)
    except (UnknownName, pictures.ChartError) as error:
        raise NotFound(str(error)) from error
    except StoreError as error:
        raise DatasetteError(str(error), status=503) from error
    except sqlite3.OperationalError as error:
        words = "The answer takes too long; narrow the question"
        raise DatasetteError(f"{translate(words)} ({error})", status=503) from error


async def _page(
    datasette: Any, request: Any, template: str, facts: dict[str, Any], status: int = 200
) -> Any:
    html = await datasette.render_template(template, facts, request=request)
    return Response.html(html, status=status)


def _contents() -> dict[str, Any]:
    """The views, tables and named queries that the first page lists."""
    known = {item.name: item for item in descriptions.relations()}
    tables = descriptions.metadata(LANGUAGE.get())["databases"][descriptions.DATABASE]["tables"]
    russian = LANGUAGE.get() == "ru"

    def entry(name: str) -> dict[str, str]:
        described = tables[name]
        return {
            "name": name,
            "title": described["title"],
            "description": described["description"],
        }

    return {
        "views": [entry(name) for name in _VIEWS_FIRST if name in known],
        "tables": [
            entry(item.name)
            for item in known.values()
            if item.kind == "table" and not tables[item.name].get("hidden")
        ],
        "queries": [
            (descriptions.QUERY_PREFIX + each.name, each.title_ru if russian else each.title_en)
            for each in NAMED_QUERIES.values()
        ],
    }


async def _search_page(datasette: Any, request: Any, path: Path) -> Any:
    page = _number(request.args.get("page"), 1, _MOST_HITS // HITS)
    question = _question(request, limit=HITS + 1, offset=(page - 1) * HITS)
    facts: dict[str, Any] = {
        "question": question,
        "page": page,
        "modes": MODES,
        "kinds": KINDS,
        "hits": None,
        "error": "",
        "more": False,
    }
    status = 200
    if question.words:
        try:
            hits = await _read(_hits, path, question)
        except QueryError as error:
            facts["error"], status = str(error), 400
        else:
            facts["more"] = len(hits) > HITS and page < _MOST_HITS // HITS
            facts["hits"] = [
                {
                    "hit": hit,
                    "parts": _parts(hit.snippet),
                    "address": reading.owner_address(hit.kind, hit.id, hit.order_id),
                }
                for hit in hits[:HITS]
            ]
    return await _page(datasette, request, "search.html", facts, status)


def _question(request: Any, *, limit: int, offset: int) -> Question:
    """What the address asks for; an unknown mode or kind is an answer's error, not ours."""
    kinds = tuple(kind for kind in request.args.getlist("kind") if kind)
    return Question(
        (request.args.get("q") or "").strip(),
        mode=request.args.get("mode") or "words",
        kinds=kinds,
        limit=limit,
        offset=offset,
        marks=_MARKS,
    )


def _hits(path: Path, question: Question) -> list[Hit]:
    with reading.reading(path) as store:
        return search(store, question)


def _parts(snippet: str) -> list[tuple[bool, str]]:
    """The snippet in pieces: whether it is a found word, and its text."""
    pieces: list[tuple[bool, str]] = []
    for at, piece in enumerate(snippet.split(_MARKS[0])):
        inside, mark, after = piece.partition(_MARKS[1])
        pieces += [(True, inside), (False, after)] if at and mark else [(False, piece)]
    return [(marked, text) for marked, text in pieces if text]


def _plain(hit: Hit) -> dict[str, Any]:
    """A hit as data: found words without marks around them."""
    row = dataclasses.asdict(hit)
    row["snippet"] = hit.snippet.replace(_MARKS[0], "").replace(_MARKS[1], "")
    return row


def _calendar(path: Path, ident: str) -> bytes:
    from load.export import Part
    from load.ics import export_ics

    with reading.reading(path) as store, tempfile.TemporaryDirectory() as folder:
        known = store.connection.execute("SELECT 1 FROM orders WHERE order_id = ?", (ident,))
        if known.fetchone() is None:
            raise UnknownName(f"the store has no order {ident!r}")
        target = Path(folder) / "order.ics"
        sql = "SELECT deadline_id FROM deadline_view WHERE order_id = :order_id"
        export_ics(store, target, only=Part(ident, sql, {"order_id": ident}))
        return target.read_bytes()


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """CSV with a byte order mark, by which Excel knows UTF-8, and without formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(field.name for field in dataclasses.fields(Hit))
    writer.writerows(guarded_row(row.values()) for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _json(value: Any) -> Any:
    text = json.dumps(value, ensure_ascii=False, default=str, indent=1)
    return Response(text, content_type="application/json; charset=utf-8")


def _file(content: bytes, kind: str, name: str) -> Any:
    return Response(
        content,
        headers={"content-disposition": f'attachment; filename="{name}"'},
        content_type=f"{kind}; charset=utf-8",
    )


def _number(text: str | None, least: int, most: int) -> int:
    """A whole number of the address; the least where it is none."""
    try:
        return max(least, min(most, int(text or least)))
    except ValueError:
        return least
