"""Readers: one module for each format, and the one door to them all.

`READERS` names every format and its reader; a reader's module (and the heavy
library behind it) is imported when the first file of its format comes.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from extract.document import Document
from extract.errors import ExtractError, MissingPart, UnknownFormat
from extract.readers.detect import detect
from extract.readers.measure_list import with_measure_lists

__all__ = ["READERS", "Reader", "read_document"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by the name of its module, imported at the first call.

    The module's `read(path, *, source, sha256)` returns a `Document`. `part`
    is what to install when the module or its library is not there.
    """

    module: str
    part: str = ""

    def __call__(self, path: Path, *, source: str, sha256: str) -> Document:
        """Read one file.

        Raises:
            MissingPart: The reader or its library is not installed.
            ExtractError: Whatever the reader reports.
        """
        try:
            module = importlib.import_module(self.module)
        except ImportError as error:
            missing = error.name or self.module
            detail = f"reading it needs '{missing}', which is not installed"
            raise MissingPart(source, detail) from error
        document: Document = module.read(path, source=source, sha256=sha256)
        return document


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "docx": Reader("extract.readers.docx"),
        "pdf": Reader("extract.readers.pdf"),
        "image": Reader("extract.readers.image"),
        "html": Reader("extract.readers.html"),
        "mhtml": Reader("extract.readers.html"),
        "rtf": Reader("extract.readers.office"),
        "odt": Reader("extract.readers.office"),
        "fodt": Reader("extract.readers.office"),
        "doc": Reader("extract.readers.office"),
        "wordml": Reader("extract.readers.office"),
        "text": Reader("extract.readers.text"),
    }
)


def read_document(path: Path, *, source: str | None = None) -> Document:
    """Read a file of any known format; the content says which it is.

    Args:
        path: The file on disk.
        source: The path as the user knows it, for a member of an archive
            «inbox.zip!/2017/663.docx»; the path itself where it is not given.

    Raises:
        EmptyFile: No bytes, or no text at all.
        UnknownFormat: No reader knows the bytes; an archive or a mail, which
            hold several documents (`extract.readers.archive` unpacks them).
        ExtractError: The reader of the format could not read it.
    """
    source = source if source is not None else str(path)
    try:
        name = detect(path, source=source)
        if name not in READERS:
            raise UnknownFormat(source, f"it is a container ({name}) of several documents")
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return with_measure_lists(READERS[name](path, source=source, sha256=sha256))
    except OSError as error:
        raise ExtractError(source, f"it cannot be opened: {error.strerror or error}") from error
    except RecursionError as error:
        raise ExtractError(source, "its parts are nested too deeply") from error
