"""`prikaz doctor`: which parts work on this machine, and how to get the others."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import click

from commands.output import EXIT_MISSING_PART, EXIT_STORE, exit_for_store_error


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program: what it is for, whether it works, how to get it."""

    name: str
    purpose: str
    works: bool
    version: str
    how: str
    needed: bool


_LIBRARIES = (
    ("click", "the command line", "", True),
    ("lxml", "DOCX and HTML", "", True),
    ("docx", "DOCX", "", True),
    ("pypdfium2", "PDF", "", True),
    ("pdfplumber", "PDF, second engine", "", True),
    ("spacy", "tokens and rules", "", True),
    ("pymorphy3", "the Russian dictionary", "", True),
    ("sqlite_utils", "the store", "", True),
    ("pandas", "tables for Python and export", "", True),
    ("dateutil", "recurring deadlines", "", True),
    ("rapidfuzz", "likeness of names", "", True),
    ("pebble", "worker processes", "", True),
    ("cv2", "scans", "ocr", False),
    ("PIL", "scans", "ocr", False),
    ("tesserocr", "scans, Tesseract in the process", "ocr", False),
    ("py7zr", "7z archives", "archives", False),
    ("xlsxwriter", "export to XLSX", "export", False),
    ("pyarrow", "export to Parquet", "export", False),
    ("icalendar", "export to ICS", "export", False),
    ("datasette", "the store in a browser", "web", False),
    ("altair", "drawings", "plot", False),
    ("vl_convert", "drawings as PNG and SVG", "plot", False),
)
"""Import name, purpose, extra, needed by every command."""

_DISTRIBUTIONS = {
    "docx": "python-docx",
    "sqlite_utils": "sqlite-utils",
    "dateutil": "python-dateutil",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "vl_convert": "vl-convert-python",
}


@click.command()
@click.option("--db", type=click.Path(path_type=Path), help="Check this store too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def doctor(*, db: Path | None, as_json: bool) -> None:
    """Show which parts work on this machine, and how to get the others.

    With --db the store is checked as well: the integrity of the file and of
    its foreign keys.

    Exits with 0 when everything that every command needs works (optional
    parts may be missing), 3 when the store is damaged, 4 when a needed part is
    missing.

    \b
        prikaz doctor --db orders.db
    """
    parts = [*_libraries(), *_programs()]
    troubles = _check_store(db) if db is not None else None
    if as_json:
        document = {"parts": [asdict(part) for part in parts], "store": troubles}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for part in parts:
            state = "ok     " if part.works else "missing"
            advice = "" if part.works else f" — get it with: {part.how}"
            click.echo(f"{state}  {part.name} {part.version} ({part.purpose}){advice}")
        if troubles is not None:
            click.echo(f"store {db}: " + ("ok" if not troubles else "damaged"))
            for trouble in troubles:
                click.echo(f"  {trouble}")
    if troubles:
        sys.exit(EXIT_STORE)
    sys.exit(EXIT_MISSING_PART if any(part.needed and not part.works for part in parts) else 0)


def _libraries() -> list[Part]:
    parts = []
    for name, purpose, extra, needed in _LIBRARIES:
        found = importlib.util.find_spec(name) is not None
        how = f"pip install 'prikaz[{extra}]' from the checkout" if extra else "make install"
        parts.append(Part(name, purpose, found, _version(name) if found else "", how, needed))
    return parts


def _version(name: str) -> str:
    try:
        return metadata.version(_DISTRIBUTIONS.get(name, name))
    except metadata.PackageNotFoundError:
        return ""


def _programs() -> list[Part]:
    return [
        _program("tesseract", "scans", "apt-get install tesseract-ocr", ["tesseract", "--version"]),
        _languages(),
        _program(
            "LibreOffice",
            "DOC, RTF, ODT",
            "apt-get install libreoffice-writer-nogui",
            ["soffice", "--version"],
        ),
    ]


def _program(name: str, purpose: str, how: str, command: list[str]) -> Part:
    output = _output(command)
    lines = output.splitlines() if output else []
    version = lines[0].split()[1] if lines and len(lines[0].split()) > 1 else ""
    return Part(name, purpose, output is not None, version, how, needed=False)


def _languages() -> Part:
    output = _output(["tesseract", "--list-langs"]) or ""
    found = {line.strip() for line in output.splitlines()}
    missing = sorted({"rus", "osd"} - found)
    how = "apt-get install tesseract-ocr-rus tesseract-ocr-osd"
    return Part("tesseract's rus and osd", "scans in Russian", not missing, "", how, needed=False)


def _output(command: list[str]) -> str | None:
    """What a program prints; None where it is not installed or does not run."""
    if shutil.which(command[0]) is None:
        return None
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=30, env=environment, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or done.stderr


def _check_store(db: Path) -> list[str]:
    check: Callable[[Path], list[str]]
    from load.store import check_store as check

    with exit_for_store_error():
        return list(check(db))
    return []
