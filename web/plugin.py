"""What Datasette asks of us: pages, titles, queries, links in cells, search in tables, language."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import parse_qsl, quote, urlencode
from weakref import WeakKeyDictionary

from datasette import hookimpl as untyped_hookimpl
from datasette.filters import FilterArguments
from datasette.utils.asgi import Base400, NotFound, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

from load.errors import QueryError
from load.search import match_of
from web import descriptions, pages
from web.descriptions import DATABASE
from web.languages import LANGUAGE, translate, translate_value
from web.requests import (
    language_of,
    names_this_machine,
    with_defaults,
    with_headers,
    without_language,
)
from web.tables_csv import guarding_csv

_LONGEST_VALUE = 1024 * 1024
"""Bytes of the longest value that a question may make: SQLite cannot be stopped within one step,
and `instr` of two long texts is one."""


Hook = TypeVar("Hook", bound=Callable[..., Any])


class _Mark(Protocol):
    def __call__(self, function: Hook, /) -> Hook: ...


hookimpl = cast(_Mark, untyped_hookimpl)
"""Marks what Datasette calls."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one Datasette shows: the store's file, and the language for everyone (or empty).

    `local`: only requests that name this machine are answered.
    """

    path: Path
    language: str
    local: bool = True


SHOWN: WeakKeyDictionary[Any, Shown] = WeakKeyDictionary()
"""By the Datasette object: the plugin is one for all of them in a process."""


def shown(datasette: Any) -> Shown | None:
    """The store of a Datasette; None for one that is not ours."""
    return SHOWN.get(datasette)


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Titles, meanings, sort order and facets in the language of the request."""
    if shown(datasette) is None:
        return {}
    return copy.deepcopy(descriptions.metadata(LANGUAGE.get()))


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, Any]:
    """The named queries of queries.toml."""
    if shown(datasette) is None or database != DATABASE:
        return {}
    return copy.deepcopy(descriptions.canned_queries(LANGUAGE.get()))


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """A second lock beside `mode=ro`: nothing is written, nothing is attached."""
    if shown(datasette) is None or database != DATABASE:
        return
    conn.execute("PRAGMA query_only = ON")
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Give templates their words: `t` and `say` translate, `label` names a column."""
    del datasette
    env.globals.update(
        t=translate,
        say=translate_value,
        language=LANGUAGE.get,
        label=lambda table, column: descriptions.column_label(table, column, LANGUAGE.get()),
        table_title=lambda table: descriptions.table_title(table, LANGUAGE.get()),
        query_link=query_link,
        switch_link=switch_link,
        count_links=count_links,
        database_name=DATABASE,
    )
    env.filters["day"] = pages.day
    env.filters["segment"] = lambda text: quote(str(text), safe="")


def query_link(name: str) -> str:
    """The address of a canned query, with the defaults of its parameters."""
    values = descriptions.query_defaults(name)
    return f"/{DATABASE}/{name}" + (f"?{urlencode(values)}" if values else "")


def switch_link(request: Any, language: str) -> str:
    """The same page in another language."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    return f"{request.path}?{urlencode([*pairs, ('lang', language)])}"


def count_links(request: Any, columns: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of a table that can be counted and are not yet, each with the address for it."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "_next"]
    counted = {value for name, value in kept if name == "_facet"}
    return [
        (column, f"{request.path}?{urlencode([*kept, ('_facet', column)])}")
        for column in columns
        if column in descriptions.COUNTED and column not in counted
    ]


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The pages that Datasette does not have by itself.

    Datasette asks while it is being made, when nobody knows yet whether it is ours.
    """
    del datasette
    return pages.routes(_path)


def _path(datasette: Any) -> Path:
    known = shown(datasette)
    if known is None:
        raise NotFound("not a store")
    return known.path


_PAGES = {"order_id": "order", "target_order_id": "order", "measure_id": "measure"}


@hookimpl
def render_cell(row: Any, value: Any, column: str, database: str, datasette: Any) -> Any:
    """An id leads to the page about it; what stands there is a label where there is one."""
    page = _PAGES.get(column)
    if page is None or database != DATABASE or shown(datasette) is None:
        return None
    label = value
    if isinstance(value, dict):
        value, label = value.get("value"), value.get("label") or value.get("value")
    if not isinstance(value, str) or not value:
        return None
    if page == "order" and column == "order_id":
        label = _order_label(row) or label
    return Markup('<a class="id" href="/{}/{}">{}</a>').format(
        page, quote(value, safe=""), escape(label)
    )


def _order_label(row: Any) -> str:
    """«№ 15-од от 05.03.2021» where the row itself says it."""
    names = row.keys() if hasattr(row, "keys") else ()
    if "order_number" not in names or not row["order_number"]:
        return ""
    day = pages.day(row["order_date"]) if "order_date" in names and row["order_date"] else ""
    return f"№ {row['order_number']}" + (f" · {day}" if day else "")


_SEARCHED = {
    "measure_view": ("measure_id", "measure"),
    "measures": ("measure_id", "measure"),
    "calendar_view": ("measure_id", "measure"),
    "deadline_view": ("measure_id", "measure"),
    "responsible_view": ("measure_id", "measure"),
    "clause_view": ("clause_id", "clause"),
    "clauses": ("clause_id", "clause"),
    "member_view": ("member_id", "member"),
    "members": ("member_id", "member"),
    "order_view": ("order_id", ""),
    "orders": ("order_id", ""),
}
"""Tables in which `_words=` searches: the column, and the kind of passage that has its id."""


@hookimpl
def filters_from_request(request: Any, database: str, table: str, datasette: Any) -> Any:
    """`_words=` keeps the rows whose words the search finds, in any inflection."""
    if database != DATABASE or shown(datasette) is None or table not in _SEARCHED:
        return None
    words = (request.args.get("_words") or "").strip()
    context = {"words_search": True, "words": words}
    if not words:
        return FilterArguments([], extra_context=context)
    try:
        match = match_of(words)
    except QueryError:
        return FilterArguments(["0"], extra_context=context)
    column, kind = _SEARCHED[table]
    owner, limit = ("owner_id", " AND p.kind = :words_kind") if kind else ("order_id", "")
    where = (
        f"{column} IN (SELECT p.{owner} FROM passage_index AS i JOIN passages AS p"
        f" ON p.passage_id = i.rowid WHERE passage_index MATCH :words_match{limit})"
    )
    values = {"words_match": match} | ({"words_kind": kind} if kind else {})
    return FilterArguments([where], values, [f"«{words}»"], context)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """A page that says what went wrong, in the language of the request."""
    if shown(datasette) is None:
        return None

    async def answer() -> Any:
        status, message = _status(exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status}, status=status)
        facts = {"status": status, "error": message}
        html = await datasette.render_template("error.html", facts, request=request)
        return Response.html(html, status=status)

    return answer


def _status(error: Exception) -> tuple[int, str]:
    """The HTTP status and the words for an error."""
    if isinstance(error, DatasetteError):
        # 500 is its default, also for «Cannot sort table by …»: a fault of the address
        return (400 if error.status == 500 else error.status), str(error.message)
    if isinstance(error, Base400):
        return error.status, str(error.args[0] if error.args else error.status)
    return 500, str(error) or type(error).__name__


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Settle the language, fill in the parameters of canned queries, add headers, guard CSV."""

    def wrap(app: Any) -> Any:
        async def serve(scope: Any, receive: Any, send: Any) -> None:
            known = shown(datasette)
            if known is None or scope["type"] != "http":
                await app(scope, receive, send)
                return
            if known.local and not names_this_machine(scope):
                refusal = Response.text("this store is shown to its own machine only", status=403)
                await refusal.asgi_send(send)
                return
            query, asked = without_language(scope)
            language = language_of(scope, asked, known.language)
            token = LANGUAGE.set(language)
            scope = dict(scope, query_string=with_defaults(scope["path"], query))
            answer = with_headers(send, language, chosen=asked is not None)
            if scope["path"].startswith(f"/{DATABASE}") and scope["path"].endswith(".csv"):
                answer = guarding_csv(answer, query)
            try:
                await app(scope, receive, answer)
            finally:
                LANGUAGE.reset(token)

        return serve

    return wrap
