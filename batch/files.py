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

    `error` stands where the file cannot even be handed to a reader. A
    `temporary` file was unpacked for this run and goes when it was read.
    """

    source: str
    path: Path
    sha256: str | None = None
    error: ExtractError | None = None
    temporary: bool = False


def find_files(
    paths: Iterable[Path], unpacked: Path, *, store: Path | None = None
) -> Iterator[File]:
    """Every file under `paths` in the order of the names; archives are opened.

    The store itself (with its journal and backups) is passed over. Members of
    archives are written below `unpacked` and carry the path inside the archive
    in their source («inbox.zip!/2017/663.docx»).
    """
    seen: set[Path] = set()
    for path in _walk(paths):
        resolved = path.resolve()
        if resolved in seen:
            continue
        seen.add(resolved)
        if store is not None and _belongs_to(resolved, store.resolve()):
            continue
        yield from _open_archives(path, unpacked)


def _belongs_to(path: Path, store: Path) -> bool:
    return path.parent == store.parent and path.name.startswith(store.name)


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
    from extract.readers.archive import is_archive, members

    source = str(path)
    sha256: str | None = None
    try:
        sha256 = digest(path)
        if not is_archive(path):
            yield File(source, path, sha256)
            return
        folder = unpacked / sha256[:16]
        folder.mkdir(parents=True, exist_ok=True)
        for member in members(path, folder):
            known = None if member.error is not None else digest(member.path)
            yield File(member.source, member.path, known, member.error, temporary=True)
    except ExtractError as error:
        yield File(source, path, sha256, error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        failure = ExtractError(source, f"the file cannot be opened: {reason}")
        yield File(source, path, sha256, failure)
