"""`prikaz serve`: the store in a browser."""

from __future__ import annotations

import errno
import ipaddress
import socket
import threading
from pathlib import Path
from typing import Any

import click

from commands.output import (
    EXIT_MISSING_PART,
    EXIT_USAGE,
    db_option,
    exit_for_store_error,
    fail,
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port to listen on; 0 takes any free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["ru", "en"]),
    help="Language of the pages; otherwise each browser's own, Russian where it is neither.",
)
@click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="Seconds that a question may take.",
)
@db_option
def serve(
    *, host: str, port: int, open_browser: bool, language: str | None, seconds: float, db: Path
) -> None:
    """Open the store in a browser, for reading only.

    Only this machine can reach the page unless --host says otherwise. Ctrl-C
    stops it.

    Exits with 2 when the address cannot be used (the port is taken), 3 when
    the store cannot be used, 4 when Datasette is not installed.

    \b
        prikaz serve --open
        prikaz serve --db orders.db --port 8080 --lang en
    """
    from web.app import WebPartMissing, build

    family, place = _place(host, port)
    local = ipaddress.ip_address(str(place[0]).partition("%")[0]).is_loopback
    try:
        with exit_for_store_error():
            application = build(db, language=language or "", seconds=seconds, local=local)
    except WebPartMissing as error:
        fail(str(error), EXIT_MISSING_PART)
    listener = _listen(family, place)
    address = _address(listener)
    click.echo(f"{db} is at {address} (Ctrl-C stops)", err=True)
    if not local:
        click.echo(
            "warning: other machines can reach this address, and nobody is asked for a password",
            err=True,
        )
    if open_browser:
        import webbrowser

        # the socket listens already: the browser waits until the server answers
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    _run(application.app(), listener)


def _place(host: str, port: int) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
    """The address that a host's name stands for."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        fail(f"there is no address {host!r} ({error})", EXIT_USAGE)
    return family, place


def _listen(family: socket.AddressFamily, place: tuple[Any, ...]) -> socket.socket:
    """A listening socket; what hinders it ends the command with a clear message."""
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            fail(
                f"port {place[1]} is taken by another program; "
                "name another one with --port, or 0 for any free one",
                EXIT_USAGE,
            )
        fail(f"{place[0]}:{place[1]} cannot be used: {error.strerror}", EXIT_USAGE)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - only named, not bound
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _run(application: Any, listener: socket.socket) -> None:
    import uvicorn

    configuration = uvicorn.Config(application, log_level="warning", lifespan="on")
    uvicorn.Server(configuration).run(sockets=[listener])
