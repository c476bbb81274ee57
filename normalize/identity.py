"""The same party under different spellings: a key, and pairs that a person should judge.

Two parties are one if and only if their keys are equal. The key is made of
the words' dictionary forms, the quoted name and the kind, so inflection, case,
quotes, ё and legal forms written short or in full do not matter; what two
districts may each have («отдел кадров», a person) carries the district, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extract.findings import Finding
from extract.lexicon import parses
from normalize.parties.place import belongs_to_place
from normalize.record import Party

_TOKEN = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яёA-Za-z]+)*|\d+")
_QUOTED = re.compile(r"«(.+)»")
_NUMBER = re.compile(r"\d+")
_DOUBTFUL = 88.0
"""Likeness (0..100) from which two names may be one party."""


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """Two keys that may be one party, how alike their names are (0..100), and why they differ."""

    first: str
    second: str
    score: float
    finding: Finding


def party_key(party: Party, place: str = "") -> str:
    """The deterministic key of a party.

    A person is the surname and initials; a role in a named organisation is
    both; everything else is the dictionary forms of the name, in its order.
    What belongs to a district has the district's key (`place`) behind it.
    """
    key = _key_by_name(party)
    return f"{key} | {place}" if place and belongs_to_place(party) else key


def _key_by_name(party: Party) -> str:
    if party.kind == "person" and party.person:
        return f"person:{_folded(party.person)}"
    if party.kind in ("role", "post") and party.role and party.organisation:
        return f"{party.kind}:{_lemmas(party.role)}@{_lemmas(party.organisation)}"
    kind = "body" if party.kind in ("organisation", "unit", "unknown") else party.kind
    return f"{kind}:{_lemmas(party.name)}"


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[a-zа-я\d-]+", text.lower().replace("ё", "е")))


@lru_cache(maxsize=20_000)
def _lemmas(name: str) -> str:
    """Dictionary forms of the words outside quotes, the quoted name folded as it is."""
    full = _legal_form_in_full(name)
    match = _QUOTED.search(full)
    if match is None:
        return _words(full)
    outside = _words(f"{full[: match.start()]} {full[match.end() :]}")
    return f"{outside} «{_folded(match[1])}»".strip()


def _legal_form_in_full(name: str) -> str:
    from normalize.parties.names import legal_form_in_full

    return legal_form_in_full(name) or name


def _words(text: str) -> str:
    return " ".join(_lemma(match.group().lower()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    readings = parses(word)
    return str(readings[0].normal_form).replace("ё", "е") if readings else word.replace("ё", "е")


def merge_candidates(parties: Iterable[Party]) -> tuple[MergeCandidate, ...]:
    """Pairs of different keys whose names are so alike that a slip or OCR may be behind it.

    Nothing is merged: each pair comes with a finding `party.merge-candidate`.
    Names that differ in a number, or in a word that tells two bodies apart, are
    not alike.
    """
    from rapidfuzz import fuzz, process

    by_key: dict[str, Party] = {}
    for party in parties:
        by_key.setdefault(party.key or party_key(party), party)
    groups: dict[tuple[str, str, str, tuple[str, ...]], list[str]] = {}
    for key in sorted(by_key):
        kind, _, rest = key.partition(":")
        # other numbers, other districts: never one, so they need not be compared
        place = rest.partition(" | ")[2]
        groups.setdefault((kind, rest[:1], place, tuple(_NUMBER.findall(key))), []).append(key)
    found: list[MergeCandidate] = []
    for keys in groups.values():
        for index, first in enumerate(keys):
            alike = process.extract(
                first, keys[index + 1 :], scorer=fuzz.ratio, score_cutoff=_DOUBTFUL, limit=None
            )
            found += [
                _candidate(by_key, first, second, score)
                for second, score, _ in alike
                if _may_be_one(first, second)
            ]
    return tuple(sorted(found, key=lambda pair: (pair.first, pair.second)))


def _candidate(by_key: dict[str, Party], first: str, second: str, score: float) -> MergeCandidate:
    one, other = by_key[first].name, by_key[second].name
    return MergeCandidate(
        first,
        second,
        score,
        Finding(
            "party.merge-candidate",
            f"«{one}» and «{other}» may be one party ({score:.0f} of 100 alike)",
            one,
            severity="info",
        ),
    )


def _may_be_one(first: str, second: str) -> bool:
    """Whether no word differs that is a dictionary word in both."""
    ones, others = first.split(), second.split()
    if len(ones) == len(others):
        differing = [(a, b) for a, b in zip(ones, others, strict=True) if a != b]
        return not any(_known(a) and _known(b) for a, b in differing)
    return True


def _known(word: str) -> bool:
    from extract.lexicon import is_word

    return len(word) > 3 and is_word(word.strip("«»"))
