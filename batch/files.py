"""Which files an ingest is about: folders walked, archives unpacked, names sorted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import ExtractError

_CHUNK = 1 << 20
_SKIPPED_NAMES = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})


@dataclass(frozen=True, slots=True)
class File:
    """One file to read: `source` is its name for people, `path` where its bytes are.

    `error` stands where the file cannot even be handed to a reader.
    """

    source: str
    path: Path
    sha256: str | None = None
    error: ExtractError | None = None


def find_files(paths: Iterable[Path], unpacked: Path) -> Iterator[File]:
    """Every file under `paths` in the order of the names; archives are opened.

    Members of archives are written below `unpacked` and carry the path inside
    the archive in their source («inbox.zip!/2017/663.docx»).
    """
    seen: set[Path] = set()
    for path in _walk(paths):
        resolved = path.resolve()
        if resolved in seen:
            continue
        seen.add(resolved)
        yield from _open_archives(path, unpacked)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest()


def _walk(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            # Office's lock files, hidden files and the systems' own files hold no orders
            yield from (
                each
                for each in sorted(path.rglob("*"))
                if each.is_file()
                and not each.name.startswith((".", "~$"))
                and each.name not in _SKIPPED_NAMES
            )
        else:
            yield path


def _open_archives(path: Path, unpacked: Path) -> Iterator[File]:
    from extract.readers import archive

    source = str(path)
    try:
        sha256 = digest(path)
        if not archive.is_archive(path):
            yield File(source, path, sha256)
            return
        folder = unpacked / sha256[:16]
        folder.mkdir(parents=True, exist_ok=True)
        for member in archive.members(path, folder):
            yield _member(member)
    except ExtractError as error:
        yield File(source, path, error=error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield File(source, path, error=ExtractError(source, f"the file cannot be opened: {reason}"))


def _member(member: object) -> File:
    error = getattr(member, "error", None)
    source, path = str(member.source), Path(member.path)  # type: ignore[attr-defined]
    if error is not None:
        return File(source, path, error=error)
    return File(source, path, digest(path))
