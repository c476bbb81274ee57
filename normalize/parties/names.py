"""The letters of a finished name: quotes, dashes, spaces; the legal form in full; the key."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from normalize.parties.context import PartyContext
from normalize.parties.issuer import issuer_name
from normalize.parties.place import place_key
from normalize.record import Party

_AFTER_OPEN = re.compile(r"([«(])\s+")
_BEFORE_CLOSE = re.compile(r"\s+([»),;])")
_STUCK = re.compile(r"(?<=[А-ЯЁа-яё\d])([«(])")
_STUCK_AFTER = re.compile(r"»(?=[А-ЯЁа-яё\d(])")
_SPACED_HYPHEN = re.compile(r"\s+-\s+")
_COMPOUND = re.compile(
    r"(?<=(?-i:[а-яё])) - (?=(?:предметник|психолог|организатор|логопед|дефектолог|библиотекар"
    r"|преподавател|участни[кц]|методист|интернат|эксперт|наставник|партн[её]р|сад\b|лидер|юрист|программист))",
    re.IGNORECASE,
)
_HALF_HYPHEN = re.compile(r"(?<=[а-яё])(?:\s+-|-\s+)(?=[а-яё])")


@lru_cache(maxsize=20_000)
def tidy_name(view: str) -> str:
    """A view's words with single spaces, quotes closed, « – » for a dash between words."""
    text = " ".join(view.split()).strip(" ,;:•*").lstrip(".")
    text = _BEFORE_CLOSE.sub(r"\1", _AFTER_OPEN.sub(r"\1", text))
    text = _STUCK_AFTER.sub("» ", _STUCK.sub(r" \1", text))
    text = _HALF_HYPHEN.sub("-", _COMPOUND.sub("-", text))
    text = _SPACED_HYPHEN.sub(" – ", text)
    if "«" in text and "»" not in text:
        text += "»"
    elif "»" in text and "«" not in text:
        text = text.replace("»", "")
    return text.strip(" -–(")


def finished(party: Party, context: PartyContext | None = None) -> Party:
    """The party with its full name and its key.

    A name of the issuer's own body, written in full or defined by the order («УО» –
    «управление образования»), stays as it is and has the issuer's key.
    """
    from normalize.identity import party_key

    issuer = context.issuer if context else None
    place = place_key(issuer, context.place) if context else ""
    full = legal_form_in_full(party.organisation or party.name) if party.person is None else None
    written = party.person is None and party.expansion_source in ("", "document")
    own = issuer_name(party.name, issuer) if written else None
    key = party_key(replace(party, name=own) if own else party, place)
    return replace(party, full_name=full, key=key)


@lru_cache(maxsize=5_000)
def legal_form_in_full(name: str) -> str | None:
    """«МБОУ «Стригуновская СОШ»» with its legal form written out; None where it has none."""
    if not re.match(r"[А-ЯЁ]{2,}", name):
        return None
    from normalize.gazetteer import expand_legal_form

    return expand_legal_form(name)
