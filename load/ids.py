"""Ids that are derived from content, and the folding that compares names and numbers.

An id is the same in every store and on every machine: it depends on no
clock, no counter and no order of files.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from normalize.record import OrderRecord, Party

_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBER_NOISE = re.compile(r"^[№#\sNn]+|[\s.]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


@lru_cache(maxsize=20_000)
def fold(text: str | None) -> str:
    """Letters and digits in lower case, ё as е: what is equal but for case and marks."""
    return _NOT_LETTERS.sub(" ", (text or "").lower().replace("ё", "е")).strip()


def number_key(number: str | None) -> str:
    """A number as people compare it: «№ 140-А» and «140–а» are one."""
    return _NUMBER_NOISE.sub("", _DASHES.sub("-", number or "")).lower().replace("ё", "е")


def digest(*parts: str, length: int = 12) -> str:
    """The first hex digits of the SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def order_id(record: OrderRecord) -> str:
    """12 hex digits of issuer, kind, number and date; of the file where these do not identify it.

    Without a number or a date nothing tells two orders apart but their bytes.
    Where the issuer is unknown, the title stands in for it.
    """
    if not record.number or record.date is None:
        return digest("file", record.order.source.sha256)
    issuer = fold(record.issuer) or "title " + fold(record.title)
    return digest(
        "order",
        issuer,
        fold(record.doc_type),
        number_key(record.number),
        record.date.isoformat(),
    )


def party_key(party: Party) -> str:
    """What identifies the party over orders; its folded name where nobody set a key."""
    return party.key or fold(party.name) or fold(party.as_written) or "-"


def party_id(party: Party) -> str:
    """12 hex digits of the party's key."""
    return _party_digest(party_key(party))


@lru_cache(maxsize=10_000)
def _party_digest(key: str) -> str:
    return digest("party", key)


def document_id(sha256: str | None, source: str) -> str:
    """The first 16 digits of the file's SHA-256; of its path where the bytes are unknown."""
    return sha256[:16] if sha256 else digest("path", source, length=16)


class UniqueIds:
    """Gives out every id once: a second `x-c1` becomes `x-c1~2`.

    Clause paths and positions are unique by contract; a slip of an earlier
    stage must not cost the document.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """The wanted id, or the next free one."""
        ident = wanted
        number = 1
        while ident in self._taken:
            number += 1
            ident = f"{wanted}~{number}"
        self._taken.add(ident)
        return ident
