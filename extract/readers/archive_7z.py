"""The members of a 7z archive (py7zr, an extra): unpacked to disk in one pass.

7z packs all files as one stream, so they are unpacked together; sizes are
checked against what the archive declares before, and while it is written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from extract.errors import DamagedFile, EncryptedFile, MissingPart, TooLarge

_Opener = Callable[[], IO[bytes]]


def unpacked(
    path: Path, source: str, *, count: int, size: int, total: int
) -> Iterator[tuple[str, _Opener]]:
    """Name and opener of each file in the archive.

    Args:
        path: The archive.
        source: Its name for errors.
        count: The most files.
        size: The most bytes for one file.
        total: The most bytes together.

    Raises:
        MissingPart: py7zr is not installed.
        EncryptedFile: It asks for a password.
        TooLarge: It declares more than the limits allow.
        DamagedFile: It is broken.
    """
    try:
        import py7zr
        from py7zr.exceptions import PasswordRequired
    except ImportError as error:
        detail = "7z archives need the package py7zr 1.0 (pip install 'prikaz[archives]')"
        raise MissingPart(source, detail) from error
    with tempfile.TemporaryDirectory(prefix="prikaz-7z-") as folder:
        factory = _factory(Path(folder), size)
        try:
            with py7zr.SevenZipFile(path) as archive:
                if archive.needs_password():
                    raise EncryptedFile(source, "the 7z archive asks for a password")
                infos = [info for info in archive.list() if info.is_file]
                if len(infos) > count:
                    raise TooLarge(source, f"it holds more than {count} files")
                if sum(info.uncompressed or 0 for info in infos) > total:
                    raise TooLarge(source, f"it unpacks to more than {total} bytes")
                archive.extract(targets=[info.filename for info in infos], factory=factory)
        except PasswordRequired as error:
            raise EncryptedFile(source, "the 7z archive asks for a password") from error
        except (EncryptedFile, TooLarge):
            raise
        except Exception as error:
            # lzma, zlib, bcj and others each raise their own kinds, none of which py7zr wraps.
            raise DamagedFile(source, f"the 7z archive is broken: {error}") from error
        for name, place in factory.places:
            yield name, partial(place.open, "rb")


def _factory(folder: Path, size: int) -> Any:
    """A py7zr writer factory that writes files under names of our own."""
    from py7zr.io import Py7zIO, WriterFactory

    class OnDisk(Py7zIO):
        """One member on disk; what goes beyond the limit is not written, but counted."""

        def __init__(self, place: Path) -> None:
            self._file = place.open("w+b")
            self._written = 0

        def write(self, s: bytes | bytearray) -> int:
            self._written += len(s)
            if self._written <= size + 1:
                self._file.write(s)
            elif self._written - len(s) <= size:
                self._file.write(s[: size + 1 - (self._written - len(s))])
            return len(s)

        def read(self, size: int | None = None) -> bytes:
            return self._file.read(-1 if size is None else size)

        def seek(self, offset: int, whence: int = 0) -> int:
            return self._file.seek(offset, whence)

        def flush(self) -> None:
            if not self._file.closed:
                self._file.flush()

        def size(self) -> int:
            return self._written

        def close(self) -> None:
            self._file.close()

    class Places(WriterFactory):
        """Remembers where each member went."""

        def __init__(self) -> None:
            self.places: list[tuple[str, Path]] = []

        def create(self, filename: str) -> OnDisk:
            place = folder / f"{len(self.places):06d}"
            self.places.append((filename, place))
            return OnDisk(place)

    return Places()
