"""What a file is, by its bytes.

Names lie: archives are full of RTF, HTML and DOCX files called .doc. Only the
content decides here; the name is not looked at.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from extract.errors import EmptyFile, EncryptedFile, UnknownFormat
from extract.readers.encoding import decode

_HEAD = 8192
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"GIF87a",
    b"GIF89a",
    b"\x00\x00\x00\x0cjP  ",
)
_ARCHIVES = (
    bytes.fromhex("377ABCAF271C"),  # 7z
    b"\x1f\x8b",  # gzip
    b"BZh",
    b"\xfd7zXZ\x00",
)
_KNOWN_BUT_NOT_READ = (
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"AT&TFORM", "a DjVu scan; convert it to PDF first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
    r"<(!doctype\s+html|html|head|body|meta|table|div|p|span|title|center|font|h[1-6]|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n", re.ASCII
)
_MAIL_FIELD = re.compile(
    rb"^(From|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Subject):",
    re.IGNORECASE | re.MULTILINE,
)
_JSON = re.compile(
    r'\s*(?:\[\s*)*\{\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*(?:["\d{\[]|-\d|true\b|false\b|null\b)|\}\s*\Z)'
)
"""An object, or a list of objects, with a quoted name and a value in its first place."""

_BINARY = re.compile(r"[\x00-\x06\x0e-\x19\x1b-\x1f\x7f]")


def detect(path: Path, *, source: str | None = None) -> str:
    """The name of the format of a file, a key of `READERS`, or `archive` or `mail`.

    Raises:
        EmptyFile: It has no bytes, or nothing but white space and zeros.
        EncryptedFile: An office file behind a password.
        UnknownFormat: None of the formats that are read.
    """
    source = source or str(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n\x1a") and not _has_content(path):
        raise EmptyFile(source, "the file is empty")
    for magic, what in _KNOWN_BUT_NOT_READ:
        if head.startswith(magic) and (magic != b"MZ" or b"\x00" in head):
            raise UnknownFormat(source, f"it is {what}")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_IMAGES) or _is_bmp_or_webp(head):
        return "image"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(path, source)
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        return "archive"
    if head.startswith(_OLE):
        return _of_ole(path, source)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith((b"{\\rtf", b"{\\urtf")):
        return "rtf"
    return _of_text(path, head, source)


def _has_content(path: Path) -> bool:
    with path.open("rb") as file:
        return any(part.strip(b"\x00 \t\r\n\x1a") for part in iter(lambda: file.read(1 << 20), b""))


def _is_bmp_or_webp(head: bytes) -> bool:
    bitmap = head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00"
    return bitmap or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _of_zip(path: Path, source: str) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        # A cut-off package has no directory; its first members still say what it was.
        head = path.read_bytes()[:200_000]
        if b"opendocument.text" in head:
            return "odt"
        office = b"word/" in head or (b"[Content_Types].xml" in head and b"xl/" not in head)
        return "docx" if office else "archive"
    if b"opendocument.text" in kind:
        return "odt"
    if kind.startswith(b"application/vnd.oasis"):
        raise UnknownFormat(source, "it is a spreadsheet or a drawing of an office program")
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        raise UnknownFormat(source, "it is an office file, but no text document")
    return "archive"


def _of_ole(path: Path, source: str) -> str:
    """Which program an OLE compound file is of, by the names of its streams."""
    data = path.read_bytes()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise EncryptedFile(source, "the office file asks for a password")
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook") or holds("PowerPoint Document"):
        raise UnknownFormat(source, "it is a spreadsheet or a presentation")
    raise UnknownFormat(source, "it is an OLE file, but no Word document")


def _of_text(path: Path, head: bytes, source: str) -> str:
    if _MAIL.match(head):
        related = re.search(rb"multipart/related|snapshot-content-location", head, re.IGNORECASE)
        sent = re.search(rb"^(Received|Message-ID|To):", head, re.IGNORECASE | re.MULTILINE)
        if related and not sent:
            return "mhtml"
        if len(_MAIL_FIELD.findall(head)) >= 2:
            return "mail"
    # An even cut keeps UTF-16 whole; a UTF-8 letter cut at the edge is one bad byte.
    text = decode(head).text
    if "<w:wordDocument" in text or "mso-application" in text[:500] or "<pkg:package" in text:
        return "wordml"
    if "<office:document" in text[:2000]:
        return "fodt"
    if _HTML.match(text.lstrip("\ufeff")):
        return "html"
    if _JSON.match(text.lstrip("\ufeff")):
        raise UnknownFormat(source, "it is JSON, the data of a program and no document")
    if _is_binary(text) and _is_binary(decode(path.read_bytes()[:1_000_000]).text):
        raise UnknownFormat(source, "its bytes are of no known format")
    return "text"


def _is_binary(text: str) -> bool:
    marks = len(_BINARY.findall(text))
    return marks > max(2, len(text) // 100) or not re.search(r"\w", text)
