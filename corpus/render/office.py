"""Orders as ODT, RTF, DOC and PDF: LibreOffice converts the DOCX rendering.

Starting LibreOffice costs seconds, so many files go into one call. It runs
with a profile of its own, within a time limit, and its whole process group is
killed when it hangs.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from corpus.model import CorpusOrder
from corpus.render import docx
from corpus.render.docx import DocxOptions

SECONDS = 300
"""Time limit of one call."""


class OfficeMissing(RuntimeError):
    """LibreOffice is not installed; the message says how to get it."""

    def __init__(self) -> None:
        super().__init__("LibreOffice is missing: apt-get install libreoffice-writer-nogui")


class OfficeFailed(RuntimeError):
    """LibreOffice did not write the files in time or at all."""


@dataclass(frozen=True, slots=True)
class OfficeOptions:
    """LibreOffice's filter («rtf», «doc:MS Word 97») and the manner of the DOCX it converts."""

    target: str
    source: DocxOptions = docx.PLAIN

    @property
    def suffix(self) -> str:
        """The ending of the converted files."""
        return "." + self.target.partition(":")[0]


ODT = OfficeOptions("odt")
RTF = OfficeOptions("rtf")
DOC = OfficeOptions("doc:MS Word 97")
PDF = OfficeOptions("pdf:writer_pdf_Export")


def render(order: CorpusOrder, path: Path, options: OfficeOptions = ODT) -> None:
    """Write one order to `path`.

    Raises:
        OfficeMissing: LibreOffice is not installed.
        OfficeFailed: It gave no file.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.move(render_many((order,), Path(folder), options)[0], path)


def render_many(
    orders: tuple[CorpusOrder, ...], folder: Path, options: OfficeOptions
) -> list[Path]:
    """Write every order to `folder` as `id.suffix`, all in one call.

    Raises:
        OfficeMissing: LibreOffice is not installed.
        OfficeFailed: It did not give every file.
    """
    with tempfile.TemporaryDirectory() as work:
        sources = []
        for order in orders:
            sources.append(Path(work) / f"{order.id}.docx")
            docx.render(order, sources[-1], options.source)
        return convert(sources, folder, options)


def convert(sources: list[Path], folder: Path, options: OfficeOptions) -> list[Path]:
    """Convert files in one LibreOffice call; the results in the order of `sources`.

    Raises:
        OfficeMissing: LibreOffice is not installed.
        OfficeFailed: It did not give every file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise OfficeMissing
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            options.target,
            "--outdir",
            str(folder),
            *map(str, sources),
        ]
        message = _run(command)
    results = [folder / f"{source.stem}{options.suffix}" for source in sources]
    missing = [path.name for path in results if not path.exists()]
    if missing:
        raise OfficeFailed(f"LibreOffice wrote no {', '.join(missing)}: {message[-400:]}")
    return results


def _run(command: list[str]) -> str:
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=SECONDS)[0]
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise OfficeFailed(f"LibreOffice took more than {SECONDS} s") from error
