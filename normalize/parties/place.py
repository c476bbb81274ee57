"""Which district a party belongs to: namesakes of two districts are two parties.

«Лунина С.Н.», «отдел кадров», «МБОУ СОШ № 1» say nothing of the place; the
issuer of the order does. A name that says its place itself, and a regional or
federal body, is the same whoever names it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.parties.issuer import in_usual_letters, lemmas
from normalize.record import Party

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]*)*"
_LOCAL = (
    r"район\w*|округ\w*|поселени\w+|сельсовет\w*|муниципалитет\w*|улус\w*|кожуун\w*"
    r"|наслег\w*|волост\w+"
)
_REGION = r"област\w+|кра[йяюе]|республик\w+"
_SETTLEMENT = r"город\w?|гор\.|г\.|пос[её]л\w+|пгт|пос\.|п\.|сел[оауе]|с\.|деревн\w+|станиц\w+"
_KINDS_BETWEEN = r"(?:\s+(?:муниципальн\w+|городск\w+|сельск\w+|административн\w+|автономн\w+))*"
_AFTER = re.compile(rf"({_NAME}){_KINDS_BETWEEN}\s+({_LOCAL}|{_REGION})(?![а-яё])")
_BEFORE = re.compile(
    rf"(?<![А-ЯЁа-яё])({_SETTLEMENT}|республик\w+)\s*({_NAME}(?:\s{_NAME})?)", re.IGNORECASE
)
_WIDER = re.compile(rf"{_REGION}", re.IGNORECASE)
_SHARED_START = re.compile(
    r"(?:министерств|правительств|губернатор|федеральн|областн|краев|республиканск|региональн"
    r"|всероссийск|государственн|законодательн|росс?[а-яё]+(?:надзор|реестр|стат|гварди|сбербанк)"
    r"|мин[а-яё]+|окружн\w+ избир)",
    re.IGNORECASE,
)
_SHARED_END = re.compile(
    r"\s(?:области|края|республики|региона|россии|российской федерации)\b", re.IGNORECASE
)


@lru_cache(maxsize=2_000)
def place_key(issuer: str | None, place: str | None = None) -> str:
    """What tells the issuer's district from others; empty where nothing is known of it.

    The most local territory in the issuer's name; else the place of issue;
    an institution («МБОУ «Лесная СОШ»») is a place of its own.
    """
    name = in_usual_letters(issuer) if issuer else ""
    found = territories(name)
    local = [each for each in found if not _WIDER.search(each)]
    if local or found:
        return (local or list(found))[0]
    if re.search(r"Росси[ияйс]", name):
        return "россия"
    if "«" in name or "№" in name:
        return " ".join(lemmas(name))
    if place:
        settled = territories(in_usual_letters(place))
        return settled[0] if settled else " ".join(lemmas(place))
    return ""


@lru_cache(maxsize=20_000)
def territories(name: str) -> tuple[str, ...]:
    """The territories that a name says, in dictionary forms: «борисовский район»."""
    found: list[tuple[int, str]] = []
    for match in _AFTER.finditer(name):
        found.append((match.start(), " ".join((*lemmas(match[1]), *lemmas(match[2])))))
    for match in _BEFORE.finditer(name):
        if not match[2][:1].isupper():
            continue
        kind = _kind_of_settlement(match[1].lower())
        found.append((match.start(), " ".join((kind, *lemmas(match[2])))))
    return tuple(words for _, words in sorted(found))


def _kind_of_settlement(word: str) -> str:
    if word.startswith("г"):
        return "город"
    if word.startswith("с.") or word.startswith("сел"):
        return "село"
    if word.startswith("п"):
        return "поселок"
    return " ".join(lemmas(word))


def _in_full(name: str) -> str:
    from normalize.parties.names import legal_form_in_full

    return legal_form_in_full(name) or name


def belongs_to_place(party: Party) -> bool:
    """Whether a party of this name may be another one in another district."""
    if party.kind == "person":
        return True
    name = _in_full(party.name)
    if territories(in_usual_letters(name)):
        return False
    if party.kind in ("organisation", "unknown"):
        return not (_SHARED_START.match(name) or _SHARED_END.search(name))
    return True
