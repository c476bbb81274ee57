"""Archives and mails as files of their own: ZIP, tar, gzip and friends, 7z, .eml.

Every member is unpacked under a name of our own, so that no name inside an
archive can lead out of the target folder; the member's own path goes on in its
source («inbox.zip!/2017/663.docx»). What is over the limits or broken becomes
an error in its place, and the others go on.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from extract.errors import (
    DamagedFile,
    EncryptedFile,
    ExtractError,
    TooLarge,
    UnknownFormat,
)
from extract.readers.detect import detect
from extract.readers.encoding import russianness

_CHUNK = 1 << 16
_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|\._[^/]*$)"
)
_SUFFIX = re.compile(r"\.\w{1,8}$")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold.

    `count` members in all, `size` bytes for one of them, `total` bytes
    together, `ratio` between unpacked and packed bytes (of members above a
    megabyte), `depth` archives inside archives.
    """

    count: int = 10_000
    size: int = 500_000_000
    total: int = 4_000_000_000
    ratio: float = 200.0
    depth: int = 4


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its source, and where it was unpacked.

    `error` says why it was not unpacked; then there is no file at `path`.
    """

    source: str
    path: Path
    error: ExtractError | None = None


@dataclass(slots=True)
class _Budget:
    """What is left of the limits, over all archives inside one another."""

    limits: Limits
    target: Path
    count: int = 0
    total: int = 0
    names: int = field(default=0)

    def place(self, name: str) -> Path:
        """A new file name in the target that keeps nothing but the suffix."""
        self.names += 1
        suffix = _SUFFIX.search(name)
        return self.target / f"{self.names:06d}{suffix[0].lower() if suffix else ''}"


def is_archive(path: Path) -> bool:
    """Whether a file holds other documents: an archive or a mail."""
    try:
        return detect(path) in ("archive", "mail")
    except (ExtractError, OSError):
        return False


def members(
    path: Path, target: Path, limits: Limits | None = None, *, source: str | None = None
) -> Iterator[Member]:
    """Unpack an archive, and the archives in it, into a folder.

    Args:
        path: The archive.
        target: An existing folder; files get names of their own in it.
        limits: How much it may hold; `Limits()` where not given.
        source: The archive's path as the user knows it.

    Yields:
        Each file in the archive's order. A member that is broken, encrypted or
        over the limits has its error in `Member.error`.

    Raises:
        UnknownFormat: The file is no archive.
        TooLarge: There are more members, or more bytes together, than allowed.
        ExtractError: The archive itself is broken.
    """
    budget = _Budget(limits or Limits(), target)
    yield from _members(path, source if source is not None else str(path), budget, 1)


def _members(path: Path, source: str, budget: _Budget, depth: int) -> Iterator[Member]:
    if depth > budget.limits.depth:
        raise TooLarge(source, f"archives are nested more than {budget.limits.depth} deep")
    for member in _opener(path, source)(path, source, budget):
        if member.error is None and is_archive(member.path):
            yield from _nested(member, budget, depth)
        else:
            yield member


def _nested(member: Member, budget: _Budget, depth: int) -> Iterator[Member]:
    """The members of an archive inside an archive; its own failure is one member's error."""
    try:
        yield from _members(member.path, member.source, budget, depth + 1)
    except TooLarge as error:
        if budget.count > budget.limits.count or budget.total > budget.limits.total:
            raise
        yield Member(member.source, member.path, error)
    except ExtractError as error:
        yield Member(member.source, member.path, error)
    finally:
        member.path.unlink(missing_ok=True)


Opener = Callable[[Path, str, _Budget], Iterator[Member]]


def _opener(path: Path, source: str) -> Opener:
    from extract.readers import mail

    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_members
    if head.startswith(b"7z\xbc\xaf\x27\x1c"):
        return _seven_zip_members
    if _is_tar(path):
        return _tar_members
    for magic, opener in ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open)):
        if head.startswith(magic):
            return partial(_single, opener=opener)
    if detect(path, source=source) == "mail":
        return lambda path, source, budget: _mail_members(mail.parts(path, source), source, budget)
    raise UnknownFormat(source, "it is no archive")


def _zip_members(path: Path, source: str, budget: _Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedFile(source, f"the ZIP archive does not open: {error}") from error
    with archive:
        for info in archive.infolist():
            name = zip_name(info)
            if info.is_dir() or _JUNK.search(name):
                continue
            if info.flag_bits & 1:
                encrypted = EncryptedFile(f"{source}!/{name}", "the archive asks for a password")
                yield _refused(encrypted, name, budget)
                continue
            yield _unpack(name, source, budget, partial(archive.open, info), info.compress_size)


def zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a ZIP member; without the UTF-8 flag it is in DOS or Windows letters."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            raw = info.orig_filename.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        if raw and not raw.isascii():
            guesses = ["cp866", "cp1251", "koi8-r"]
            try:
                return clean_name(raw.decode("utf-8"))
            except UnicodeDecodeError:
                decoded = [raw.decode(code, errors="replace") for code in guesses]
                name = max(decoded, key=russianness)
    return clean_name(name)


def clean_name(name: str) -> str:
    """A member's path for people: NFC, forward slashes, nothing that leads upwards."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    name = re.sub(r"[\x00-\x1f\x7f]", "", name)
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
    return "/".join(parts) or "unnamed"


def _tar_members(path: Path, source: str, budget: _Budget) -> Iterator[Member]:
    try:
        with tarfile.open(path, "r:*") as archive:
            for info in archive:
                name = clean_name(
                    info.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                )
                if not info.isfile() or _JUNK.search(name):
                    continue

                def open_member(info: tarfile.TarInfo = info) -> IO[bytes]:
                    file = archive.extractfile(info)
                    if file is None:
                        raise tarfile.ReadError("no data")
                    return file

                yield _unpack(name, source, budget, open_member, 0)
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError) as error:
        raise DamagedFile(source, f"the tar archive is broken: {error}") from error


def _is_tar(path: Path) -> bool:
    try:
        return tarfile.is_tarfile(path)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, ValueError):
        return False


def _single(
    path: Path, source: str, budget: _Budget, *, opener: Callable[[Path], Any]
) -> Iterator[Member]:
    """One packed file («order.txt.gz»)."""
    name = clean_name(PurePosixPath(source.replace("\\", "/")).name)
    name = re.sub(r"\.(gz|bz2|xz|lzma)$", "", name, flags=re.IGNORECASE) or "unnamed"
    yield _unpack(name, source, budget, partial(opener, path), path.stat().st_size)


def _seven_zip_members(path: Path, source: str, budget: _Budget) -> Iterator[Member]:
    from extract.readers.archive_7z import unpacked

    limits = budget.limits
    left = max(0, limits.count - budget.count), max(0, limits.total - budget.total)
    for name, file in unpacked(path, source, count=left[0], size=limits.size, total=left[1]):
        if not _JUNK.search(name):
            yield _unpack(clean_name(name), source, budget, file, 0)


def _mail_members(
    parts: Iterator[tuple[str, Callable[[], IO[bytes]]]], source: str, budget: _Budget
) -> Iterator[Member]:
    for name, file in parts:
        yield _unpack(clean_name(name), source, budget, file, 0)


def _unpack(
    name: str,
    source: str,
    budget: _Budget,
    open_member: Callable[[], IO[bytes]],
    packed: int,
) -> Member:
    """Write one member into the target, never more than the limits allow.

    Raises:
        TooLarge: The archives together are over a limit.
    """
    limits = budget.limits
    own = f"{source}!/{name}"
    budget.count += 1
    if budget.count > limits.count:
        raise TooLarge(source, f"it holds more than {limits.count} files")
    place = budget.place(name)
    written = 0
    try:
        with open_member() as file, place.open("wb") as out:
            while chunk := file.read(_CHUNK):
                written += len(chunk)
                budget.total += len(chunk)
                if budget.total > limits.total:
                    raise TooLarge(source, f"it unpacks to more than {limits.total} bytes")
                if written > limits.size:
                    raise _Oversized(own, f"it unpacks to more than {limits.size} bytes")
                if packed and written > 1_000_000 and written > limits.ratio * packed:
                    raise _Oversized(own, f"it unpacks to {limits.ratio:.0f} times its size")
                out.write(chunk)
    except _Oversized as error:
        place.unlink(missing_ok=True)
        return Member(own, place, TooLarge(own, error.detail))
    except TooLarge:
        place.unlink(missing_ok=True)
        raise
    except (RuntimeError, NotImplementedError) as error:
        place.unlink(missing_ok=True)
        return Member(own, place, EncryptedFile(own, f"it cannot be unpacked: {error}"))
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
            ValueError) as error:  # fmt: skip
        place.unlink(missing_ok=True)
        return Member(own, place, DamagedFile(own, f"it cannot be unpacked: {error}"))
    return Member(own, place)


class _Oversized(TooLarge):
    """One member is over the limits; the others go on."""


def _refused(error: ExtractError, name: str, budget: _Budget) -> Member:
    budget.count += 1
    return Member(error.source, budget.place(name), error)
