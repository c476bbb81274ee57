"""The files that a mail (.eml) carries: its attachments, and its text where it has none."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Callable, Iterator
from email.header import decode_header
from email.message import Message
from functools import partial
from pathlib import Path
from typing import IO

from extract.errors import DamagedFile
from extract.readers.encoding import decode

_NAME = re.compile(r'name\s*=\s*"?([^";\r\n]+)', re.IGNORECASE)
_TEXTS = ("text/plain", "text/html")


def parts(path: Path, source: str) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """Name and opener of each attachment; of the mail's own text where nothing is attached.

    Raises:
        DamagedFile: The mail cannot be taken apart.
    """
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        found = list(_attachments(message))
    except (ValueError, LookupError, TypeError, RecursionError, AssertionError) as error:
        raise DamagedFile(source, f"the mail cannot be taken apart: {error}") from error
    for name, data in found or list(_texts(message)):
        yield name, partial(io.BytesIO, data)


def _attachments(message: Message) -> Iterator[tuple[str, bytes]]:
    for index, part in enumerate(message.walk(), start=1):
        if part.is_multipart():
            continue
        name = part_name(part)
        kind = part.get_content_disposition()
        if not name and kind != "attachment":
            continue
        if kind == "inline" and part.get_content_maintype() == "image":
            continue  # a logo of the sender
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield name or f"attachment-{index}", payload


def _texts(message: Message) -> Iterator[tuple[str, bytes]]:
    for wanted in _TEXTS:
        for part in message.walk():
            if part.get_content_type() == wanted:
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    yield f"mail.{'txt' if wanted == 'text/plain' else 'html'}", payload
                    return


def part_name(part: Message) -> str:
    """The file name of a part, in whatever way the sender's program wrote it."""
    name = _raw_name(part) or part.get_filename() or ""
    pieces: list[str] = []
    for text, code in decode_header(name):
        if isinstance(text, str):
            pieces.append(text)
        else:
            pieces.append(_decoded(text, code))
    return "".join(pieces)


def _raw_name(part: Message) -> str:
    """A name in letters of some 8-bit code, which no standard allows and old programs wrote."""
    for field, value in part.raw_items():
        if field.lower() not in ("content-disposition", "content-type"):
            continue
        raw = str(value).encode("ascii", "surrogateescape")
        if not raw.isascii():
            match = _NAME.search(decode(raw).text)
            if match:
                return match[1].strip()
    return ""


def _decoded(data: bytes, code: str | None) -> str:
    try:
        return data.decode(code) if code else decode(data).text
    except (LookupError, UnicodeDecodeError):
        return decode(data).text
