"""The parts of a DOCX file: a zip of XML, opened with care.

python-docx refuses macro files, templates and the strict namespaces, and falls
over a relation to a part that is not there; all of them open here. Entities
are never expanded, and a part that unpacks to more than `PART_LIMIT` is refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from extract.errors import DamagedFile, EncryptedFile, TooLarge

PART_LIMIT = 200_000_000
"""Bytes to which one part may unpack; a thousand pages of tables need 30 million."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/\w+)")
_MAIN = re.compile(r"word/document\d*\.xml$", re.IGNORECASE)


class Package:
    """The open parts of one file; reading a part does not keep it."""

    def __init__(self, path: Path, source: str) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise DamagedFile(source, f"the DOCX package does not open: {error}") from error
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        self.main = self._main_part()

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self._names

    def size(self, name: str) -> int:
        """The bytes to which a part unpacks, as the package declares; 0 where it is not there."""
        info = self._names.get(name.lower())
        return info.file_size if info else 0

    def data(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            TooLarge: It would unpack to more than `PART_LIMIT`.
            EncryptedFile: The package is a zip with a password.
            DamagedFile: It is not there, or its checksum is wrong.
        """
        info = self._names.get(name.lower())
        if info is None:
            raise DamagedFile(self.source, f"the DOCX package has no part '{name}'")
        if info.file_size > PART_LIMIT:
            raise TooLarge(self.source, f"part '{name}' unpacks to {info.file_size} bytes")
        if info.flag_bits & 1:
            raise EncryptedFile(self.source, "the DOCX package asks for a password")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DamagedFile(self.source, f"part '{name}' is broken: {error}") from error
        except (RuntimeError, NotImplementedError) as error:
            raise DamagedFile(self.source, f"part '{name}' cannot be unpacked: {error}") from error

    def xml(self, name: str) -> tuple[Any, bool]:
        """The root of a part's XML, and whether it was whole.

        Broken XML gives what stands before the break.

        Raises:
            DamagedFile: Nothing of it can be read.
        """
        from lxml import etree

        data = self.data(name)
        if b"purl.oclc.org" in data[:20_000]:
            data = _STRICT.sub(_transitional, data)
        try:
            return etree.fromstring(data, _parser(recover=False)), True
        except etree.XMLSyntaxError as error:
            root = etree.fromstring(data, _parser(recover=True))
            if root is None:
                raise DamagedFile(self.source, f"part '{name}' is no XML: {error}") from error
            return root, False

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id → (last word of the type, name of the target part)."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(path):
            return {}
        root, _ = self.xml(path)
        found: dict[str, tuple[str, str]] = {}
        for relation in root:
            target = relation.get("Target", "") if isinstance(relation.tag, str) else ""
            if not target or relation.get("TargetMode") == "External":
                continue
            if not target.startswith("/"):
                target = posixpath.normpath(posixpath.join(folder, target))
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and self.has(target):
                return target
        for name, info in self._names.items():
            if _MAIN.search(name):
                return info.filename
        raise DamagedFile(self.source, "the DOCX package has no document in it")


def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        huge_tree=False,
        collect_ids=False,
    )


def _transitional(match: re.Match[bytes]) -> bytes:
    tail = match[1]
    if tail == b"wordprocessingml/main":
        return b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b"http://schemas.openxmlformats.org/officeDocument/2006/" + tail.split(b"/")[1]
