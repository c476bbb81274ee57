"""One stretch of a cell as a party: its name, person, role and organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.findings import Finding
from normalize.parties.brackets import with_bracket
from normalize.parties.context import PartyContext
from normalize.parties.names import finished, tidy_name
from normalize.parties.naming import (
    EDGES,
    INITIALLED,
    Named,
    post_in,
    read_name,
    role_and_organisation,
)
from normalize.parties.words import is_surname, reads_as_surname, start_of
from normalize.persons import Person
from normalize.record import Party

_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)?")
_TRADER = re.compile(r"ИП|КФХ|ИП глава КФХ|ИП Глава КФХ")
_POST_AND_SURNAME = re.compile(r"([^«»,]*[а-яё]) ([А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?)")
_ACTING = re.compile(r"(?:и\. ?о\.|врио|вр\. ?и\. ?о\.)", re.IGNORECASE)
_INLINE = re.compile(r"\([а-яё -]+\) [а-яё]")
_SHORT_END = re.compile(r"(?:^|[\s.-])[А-ЯЁа-яё]{1,4}$")


@dataclass(frozen=True, slots=True)
class PieceText:
    """A stretch: the document's words, the view of them, and the persons in it.

    `case` is the case it stands in where that is known; `prefix` what it
    shares with the stretch before it.
    """

    words: str
    view: str
    persons: tuple[Person, ...] = ()
    case: str | None = None
    prefix: str = ""


def parties_of(
    piece: PieceText, context: PartyContext
) -> tuple[tuple[Party, ...], tuple[Finding, ...]]:
    """The party of a stretch (none where it has no letters), and the doubts."""
    if not re.search(r"[А-ЯЁа-яёA-Za-z]", piece.view) and not piece.prefix:
        return (), ()
    outside = [p for p in piece.persons if not _inside_bracket(piece.view, p.start)]
    if outside:
        party, doubts = _person(piece, outside[0], context)
    else:
        party, doubts = _body(piece, context)
    return ((finished(party, context),) if party.name else ()), doubts


def _inside_bracket(view: str, position: int) -> bool:
    return view.count("(", 0, position) > view.count(")", 0, position)


def _written(piece: PieceText) -> str:
    """The document's words without a label before them and a qualifier after them."""
    first = len(piece.view) - len(piece.view.lstrip())
    flat = " ".join(piece.words[first : len(piece.view.rstrip())].split())
    words = flat.strip(EDGES)
    after = flat[flat.find(words) + len(words) :][:1]
    if after == "." and _SHORT_END.search(words):
        return words + "."
    return words


def _person(
    piece: PieceText, person: Person, context: PartyContext
) -> tuple[Party, tuple[Finding, ...]]:
    """A person, with the post before or after the name, or in brackets."""
    before = piece.view[: person.start]
    after = piece.view[person.end :]
    words = before.strip(EDGES.replace(".", "") + "( ") or after.strip(EDGES + "()")
    written = piece.words[person.start : person.end]
    party = Party(_written(piece) or written, person.name, "person", person=person.name)
    if not words:
        return party, ()
    bracket = _BRACKET.search(before) or _BRACKET.search(after)
    if bracket and before.strip(EDGES) and after.strip(EDGES + "()"):
        words = f"{before.strip(EDGES)} {after.strip(EDGES)}"
    case = piece.case
    if _TRADER.fullmatch(words):  # «ИП Котов А.В.» trades under this name
        name = f"{words} {person.name}"
        return replace(party, name=name, kind="organisation"), ()
    role, organisation, named = role_and_organisation(words, context, case)
    return (
        replace(party, role=role, organisation=organisation, expansion_source=named.source),
        named.findings,
    )


def _body(piece: PieceText, context: PartyContext) -> tuple[Party, tuple[Finding, ...]]:
    """An organisation, a unit, a group, a post or a role, perhaps with brackets after it."""
    view = piece.prefix + piece.view.strip(EDGES.replace(".", ""))
    base, brackets = _brackets(view)
    if not base:
        base, brackets = view.strip("() "), []
    named = read_name(base, context, piece.case)
    inline = _INLINE.search(view)
    if inline and len(brackets) == 1 and named.name == tidy_name(base):
        # «Отраслевые (функциональные) органы»: the bracket stands inside the name
        named, brackets = replace(named, name=tidy_name(view)), []
    party = _typed(
        Party(_written(piece), named.name, expansion_source=named.source), named, context
    )
    findings = list(named.findings)
    kept: list[str] = []
    for inner in brackets:
        party, rest, doubts = with_bracket(party, inner, context)
        findings.extend(doubts)
        if rest:
            kept.append(rest)
    if kept:
        party = replace(party, name=f"{party.name} ({'; '.join(kept)})")
    return party, tuple(findings)


def _brackets(view: str) -> tuple[str, list[str]]:
    """The words outside brackets and the words of each bracket, those inside quotes left alone."""
    found: list[str] = []
    out, last = [], 0
    for match in _BRACKET.finditer(view):
        quoted = view.count("«", 0, match.start()) > view.count("»", 0, match.start())
        if quoted and ("»" in view[match.end() :] or "»" in match[1]):
            continue
        found.append(match[1].strip())
        out.append(view[last : match.start()])
        last = match.end()
    base = " ".join([*out, view[last:]]).strip(EDGES.replace(".", "")).lstrip(".")
    return base, [each for each in found if each]


def _with_surname(party: Party, named: Named) -> Party | None:
    """«директор школы Лапина»: a post and a surname without initials; None for others."""
    match = _POST_AND_SURNAME.fullmatch(party.name)
    if match is None or named.start is None or named.start.kind != "post" or named.start.plural:
        return None
    if not is_surname(match[2]) or not reads_as_surname(match[2]):
        return None
    return replace(party, name=match[2], kind="person", person=match[2], role=match[1])


def _typed(party: Party, named: Named, context: PartyContext) -> Party:
    """The party with its kind, role and organisation by the head of its name."""
    start = named.start
    if (found := _with_surname(party, named)) is not None:
        return found
    if _ACTING.match(party.name):
        return replace(party, kind="post", role=party.name)
    if is_surname(party.name) or INITIALLED.fullmatch(party.name):
        return replace(party, kind="person", person=party.name)
    if start is None:
        kind = "organisation" if "«" in party.name or "№" in party.name else "unknown"
        return replace(party, kind=kind)
    kind = start.kind
    if kind in ("acronym", "thing"):
        kind = "organisation"
    if kind == "proper":
        return replace(party, kind="organisation")
    role = organisation = None
    if kind in ("post", "role"):
        role, organisation = post_in(named, context)
        role = role or named.name
    plural = start.plural and start_of(named.name) is not None
    if kind == "role":
        return replace(party, kind="role", role=role, organisation=organisation)
    if plural and kind in ("post", "organisation", "unit", "group"):
        kind = "group"
    return replace(party, kind=kind, role=role, organisation=organisation)
