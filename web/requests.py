"""What happens to every request and answer: whose name, which language, which headers."""

from __future__ import annotations

import ipaddress
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from web.descriptions import DATABASE, query_defaults
from web.languages import COOKIE, LANGUAGES, choose

_SECURITY = (
    # nothing is fetched from elsewhere: pages work offline, and a text of an order runs no script
    b"default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self';"
    b" img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'"
)


def names_this_machine(scope: Any) -> bool:
    """Whether the request's `Host` is `localhost` or a loopback address."""
    host = dict(scope.get("headers", ())).get(b"host", b"").decode("latin-1").lower()
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def without_language(scope: Any) -> tuple[bytes, str | None]:
    """The query string as Datasette likes it, and the language asked for.

    `lang` goes: Datasette would take it for a column.
    """
    text = scope.get("query_string", b"").decode("latin-1")
    kept, asked = [], None
    for part in text.split("&") if text else []:
        name, _, value = part.partition("=")
        if name == "lang":
            asked = value if value in LANGUAGES else asked
        elif name.endswith("__exact") and not name.startswith("_"):
            # what the filter form writes; a facet knows itself as chosen only in the short form
            kept.append(f"{name.removesuffix('__exact')}={value}")
        else:
            kept.append(part)
    return "&".join(kept).encode("latin-1"), asked


def language_of(scope: Any, asked: str | None, default: str) -> str:
    """The language of the answer: `asked` in the address, else cookie, default, headers."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", ())}
    try:
        cookie = SimpleCookie(headers.get(b"cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    accepted = headers.get(b"accept-language", "")
    return choose(asked, cookie.value if cookie else None, accepted, default)


def with_defaults(path: str, query: bytes) -> bytes:
    """The query string with the parameters of a canned query that it lacks."""
    start = f"/{DATABASE}/"
    if not path.startswith(start):
        return query
    defaults = query_defaults(path.removeprefix(start).partition(".")[0])
    given = {name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}
    missing = {name: value for name, value in defaults.items() if name not in given}
    return b"&".join(part for part in (query, urlencode(missing).encode("ascii")) if part)


def with_headers(send: Any, language: str, *, chosen: bool) -> Any:
    """A `send` that adds our headers; a language that was `chosen` is kept in a cookie."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = [
                *message.get("headers", ()),
                (b"content-language", language.encode("ascii")),
                (b"vary", b"Accept-Language, Cookie"),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"same-origin"),
                (b"content-security-policy", _SECURITY),
            ]
            if chosen:
                cookie = f"{COOKIE}={language}; Path=/; Max-Age=31536000; SameSite=Lax"
                headers.append((b"set-cookie", cookie.encode("ascii")))
            message = {**message, "headers": headers}
        await send(message)

    return sending
