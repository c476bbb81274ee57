"""CSV files as Datasette makes them, without formulas and with the mark by which Excel knows UTF-8.

Datasette writes a file row by row and lets nobody look at a row on its way;
what it sends is read here as CSV again and written anew.
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import Any

from load.formulas import guarded_row

_KINDS = (b"text/csv", b"text/plain")
"""What Datasette calls a CSV file: the first to be saved, the second to be looked at."""

_LONGEST_FIELD = 64 * 1024 * 1024
"""Characters; Python's own limit of 128 thousand is less than the cells of a large table."""


class GuardedCsv:
    """Takes CSV in pieces of any length and gives it back record by record, guarded."""

    def __init__(self, *, mark: bool) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._waiting = "\ufeff" if mark else ""
        self._text = ""

    def feed(self, piece: bytes, *, last: bool) -> bytes:
        """The whole records that the pieces so far hold; with `last`, all that is left."""
        self._text += self._decode(piece, last)
        # inside quotes a line end is part of a value, and quotes within quotes come in pairs
        ready = self._text.endswith("\n") and self._text.count('"') % 2 == 0
        if not (ready or last):
            return b""
        csv.field_size_limit(_LONGEST_FIELD)
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerows(map(guarded_row, csv.reader(io.StringIO(self._text, newline=""))))
        out, self._text, self._waiting = self._waiting + stream.getvalue(), "", ""
        return out.encode()


def guarding_csv(send: Any, query: bytes) -> Any:
    """A `send` for a request of a CSV file."""
    guard: GuardedCsv | None = None

    async def sending(message: Any) -> None:
        nonlocal guard
        if message["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in message.get("headers", ())}
            if message["status"] == 200 and headers.get(b"content-type", b"").startswith(_KINDS):
                # a file to be saved is for Excel, one to be looked at for programs
                guard = GuardedCsv(mark=b"_dl=" in query)
                kept = [pair for pair in message["headers"] if pair[0].lower() != b"content-length"]
                message = {**message, "headers": kept}
        elif guard is not None and message["type"] == "http.response.body":
            last = not message.get("more_body", False)
            message = {**message, "body": guard.feed(message.get("body", b""), last=last)}
        await send(message)

    return sending
