"""Read DOC, RTF, ODT and Word XML: LibreOffice turns them into DOCX, then the DOCX reader.

LibreOffice gets a profile of its own for each call (two calls with one profile
wait for each other forever), a time limit, and a process group that is killed
whole: its worker outlives the program that was started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.document import Document
from extract.errors import DamagedFile, MissingPart, TooLarge
from extract.readers import docx

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
TIME_LIMIT = 120.0
"""Seconds for one file; each further file of a call adds `TIME_PER_FILE`."""

TIME_PER_FILE = 30.0

# LibreOffice chooses its import filter by the name: these are what it expects.
_SUFFIXES = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "fodt": ".fodt", "wordml": ".xml"}
_INSTALL = "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)"


def read(path: Path, *, source: str, sha256: str) -> Document:
    """Read one file through LibreOffice.

    Raises:
        MissingPart: LibreOffice is not installed.
        TooLarge: It took longer than `TIME_LIMIT`.
        DamagedFile: LibreOffice cannot open it, or gives no DOCX.
    """
    from extract.readers.detect import detect

    kind = detect(path, source=source)
    with converted([path], kinds=[kind], source=source) as results:
        result = results[0]
        if result is None:
            raise DamagedFile(source, "LibreOffice cannot open it")
        document = docx.read(result, source=source, sha256=sha256)
    return Document(source, sha256, kind, document.pages, document.footnotes, document.findings)


@contextmanager
def converted(
    paths: Sequence[Path],
    *,
    kinds: Sequence[str] | None = None,
    source: str = "",
    time_limit: float | None = None,
) -> Iterator[list[Path | None]]:
    """DOCX copies of several files, made in one call; they are gone when the block ends.

    Args:
        paths: The files.
        kinds: Their formats, keys of `READERS`; found out where not given.
        source: Whom to name in errors; the first file where empty.
        time_limit: Seconds for the whole call.

    Yields:
        For each file its copy, or None where LibreOffice made none.

    Raises:
        MissingPart: LibreOffice is not installed.
        TooLarge: The call took longer than the limit.
    """
    from extract.readers.detect import detect

    source = source or str(paths[0])
    program = find_program(source)
    limit = time_limit or TIME_LIMIT + TIME_PER_FILE * (len(paths) - 1)
    with tempfile.TemporaryDirectory(prefix="prikaz-office-") as folder:
        box = Path(folder)
        copies = []
        for index, path in enumerate(paths):
            kind = kinds[index] if kinds else detect(path)
            # Names of our own: LibreOffice writes name.docx, and names may clash or be hostile.
            copy = box / "in" / f"{index:04d}{_SUFFIXES.get(kind, '.doc')}"
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
            copies.append(copy)
        _convert(program, copies, box, limit, source)
        results = [box / "out" / f"{copy.stem}.docx" for copy in copies]
        yield [result if result.exists() else None for result in results]


def find_program(source: str) -> str:
    """Where LibreOffice is.

    Raises:
        MissingPart: It is not installed.
    """
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    raise MissingPart(source, _INSTALL)


def _convert(program: str, copies: Sequence[Path], box: Path, limit: float, source: str) -> None:
    (box / "out").mkdir()
    (box / "home").mkdir()
    command = [
        program,
        f"-env:UserInstallation={(box / 'profile').as_uri()}",
        "--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(box / "out"),
        *map(str, copies),
    ]  # fmt: skip
    # LibreOffice fetches no linked content from a home without settings, and writes nothing there.
    environment = {**os.environ, "HOME": str(box / "home"), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=environment,
        cwd=box,
    )
    try:
        process.wait(timeout=limit)
    except subprocess.TimeoutExpired as error:
        raise TooLarge(source, f"LibreOffice took longer than {limit:.0f} s") from error
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole process group of a call; nothing of it may live on."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
