"""What a bracket after a name adds: a person, an organisation, a post, an acronym, or words."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.findings import Finding
from normalize.parties.context import PartyContext
from normalize.parties.declension import decline
from normalize.parties.expand import expand_name
from normalize.parties.names import tidy_name
from normalize.parties.naming import EDGES, role_and_organisation
from normalize.parties.rules import whole_names
from normalize.parties.shorts import expand_shorts
from normalize.parties.words import is_acronym, is_surname, start_of
from normalize.persons import Person, find_persons
from normalize.record import Party

_SURNAME_LIKE = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|енко|ук|юк)"
)
_ORGANISATION = re.compile(
    r"[«\"]|\b(?:[А-ЯЁ]{2,8}\s+)?(?:СОШ|ООШ|НОШ|ДОУ|МБДОУ|МБОУ|МКОУ|МАОУ|МОУ|ГБОУ|ЦРБ)\b|№\s?\d"
    r"|\b(?:школа|гимназия|лицей|детский сад|колледж)\b",
    re.IGNORECASE,
)


def with_bracket(
    party: Party, inner: str, context: PartyContext
) -> tuple[Party, str, tuple[Finding, ...]]:
    """What a bracket adds: a person, an organisation, a post, an acronym, or a part of the name.

    Returns:
        The party, the words that stay in its name (empty where none), the doubts.
    """
    persons = find_persons(inner) if re.search("[А-ЯЁ]", inner) else ()
    if not persons and (is_surname(inner) or _SURNAME_LIKE.fullmatch(inner)):
        return replace(party, person=inner), "", ()
    if persons:
        return _with_person(party, inner, persons, context)
    if inner in whole_names() or (is_acronym(inner) and " " not in inner):
        return _with_acronym(party, inner, context)
    start = start_of(expand_shorts(inner))
    generic = "«" not in party.name and "№" not in party.name
    if generic and party.kind != "person" and _ORGANISATION.search(inner):
        return _with_organisation(party, inner, context)
    if start and start.kind in ("post", "role") and not start.plural and party.kind == "person":
        return replace(party, role=expand_name(expand_shorts(inner), context).name), "", ()
    if start and start.kind == "role" and party.kind == "organisation" and not party.role:
        # «МБОУ «Дубки» (школа-участница)»
        role = tidy_name(inner)
        return replace(party, role=role, organisation=party.name), role, ()
    return party, tidy_name(inner), ()


def _with_organisation(
    party: Party, inner: str, context: PartyContext
) -> tuple[Party, str, tuple[Finding, ...]]:
    """«Школа-участница (МБОУ «…»)»: the name is a role, the bracket says whose."""
    found = [expand_name(tidy_name(each), context) for each in _listed(inner)]
    kind = party.kind if party.kind in ("role", "post", "group") else "role"
    named = replace(
        party,
        kind=kind,
        role=party.role or party.name,
        organisation="; ".join(each.name for each in found),
    )
    doubts = tuple(doubt for each in found for doubt in each.findings)
    return named, ", ".join(each.name for each in found), doubts


def _listed(inner: str) -> list[str]:
    return [each for each in re.split(r"\s*[,;]\s*(?![^«]*»)", inner) if each]


def _with_person(
    party: Party, inner: str, persons: tuple[Person, ...], context: PartyContext
) -> tuple[Party, str, tuple[Finding, ...]]:
    names = "; ".join(person.name for person in persons)
    before = inner[: persons[0].start].strip(EDGES)
    after = inner[persons[-1].end :].strip(EDGES)
    role = party.role
    findings: tuple[Finding, ...] = ()
    if len(persons) == 1 and (before or after):
        found, _organisation, named = role_and_organisation(before or after, context, None)
        role, findings = found or role, named.findings
    if party.kind in ("post", "role") and len(persons) == 1:
        return replace(party, kind="person", name=names, person=names, role=role), "", findings
    return replace(party, person=names, role=role), "", findings


def _with_acronym(
    party: Party, inner: str, context: PartyContext
) -> tuple[Party, str, tuple[Finding, ...]]:
    """«комиссия … (ГЭК)» names itself twice; «руководители (ОО)» says of what."""
    if party.kind in ("post", "group", "role") and party.role:
        found = expand_name(inner, context)
        if found.source != "none":
            return (
                replace(party, organisation=found.name),
                decline(found.name, "nomn"),
                found.findings,
            )
    return party, "", ()
