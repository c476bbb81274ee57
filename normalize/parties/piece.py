"""One stretch of a cell as a party: its name, person, role and organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.findings import Finding
from extract.lexicon import is_word
from normalize.inflect import to_nominative
from normalize.parties.context import PartyContext
from normalize.parties.declension import decline
from normalize.parties.expand import expand_name
from normalize.parties.names import finished, tidy_name
from normalize.parties.rules import whole_names
from normalize.parties.shorts import expand_shorts
from normalize.parties.words import Start, is_acronym, is_surname, start_of
from normalize.persons import Person
from normalize.record import Party

_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)?")
_INITIALLED = re.compile(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.?)?")
_SURNAME_LIKE = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|енко|ук|юк)"
)
_INLINE = re.compile(r"\([а-яё -]+\) [а-яё]")
_EDGES = " \n\t,;:.-–—•*●▪/"
_SHORT_END = re.compile(r"(?:^|[\s.-])[А-ЯЁа-яё]{1,4}$")
_LEAD = re.compile(r"\s*(?:на|от|для|у|с|со)\s+(?=[а-яё])", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"[«\"]|\b(?:[А-ЯЁ]{2,8}\s+)?(?:СОШ|ООШ|НОШ|ДОУ|МБДОУ|МБОУ|МКОУ|МАОУ|МОУ|ГБОУ|ЦРБ)\b|№\s?\d|\b(?:школа|гимназия|лицей|детский сад|колледж)\b",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"\s(?=(?:[А-ЯЁ]{2,8}\s+)*[А-ЯЁ]{2,8}\s*[«№\d]|(?:[А-ЯЁ]{2,8}\s+)+[А-ЯЁ]{2,8}\b|[А-ЯЁ]{3,8}\s+[А-ЯЁ][а-яё]|(?:школы|гимназии|лицея|детского сада|центра|колледжа|учреждения|техникума)\s+[«№])"
)


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


@dataclass(frozen=True, slots=True)
class _Named:
    """A name read: what it says, its head, where its acronyms were found."""

    name: str
    start: Start | None
    source: str
    findings: tuple[Finding, ...]
    plain: str


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
    return ((finished(party),) if party.name else ()), doubts


def _inside_bracket(view: str, position: int) -> bool:
    return view.count("(", 0, position) > view.count(")", 0, position)


def _written(piece: PieceText) -> str:
    """The document's words without a label before them and a qualifier after them."""
    first = len(piece.view) - len(piece.view.lstrip())
    flat = " ".join(piece.words[first : len(piece.view.rstrip())].split())
    words = flat.strip(_EDGES)
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
    words = before.strip(_EDGES.replace(".", "") + "( ") or after.strip(_EDGES + "()")
    written = piece.words[person.start : person.end]
    party = Party(_written(piece) or written, person.name, "person", person=person.name)
    if not words:
        return party, ()
    bracket = _BRACKET.search(before) or _BRACKET.search(after)
    if bracket and before.strip(_EDGES) and after.strip(_EDGES + "()"):
        words = f"{before.strip(_EDGES)} {after.strip(_EDGES)}"
    case = piece.case
    role, organisation, named = _role_and_organisation(words, context, case)
    return (
        replace(party, role=role, organisation=organisation, expansion_source=named.source),
        named.findings,
    )


def _role_and_organisation(
    words: str, context: PartyContext, case: str | None
) -> tuple[str | None, str | None, _Named]:
    """What stands beside a person: a post, a post in an organisation, or an organisation."""
    named = _read_name(words, context, case)
    kind = named.start.kind if named.start else "unknown"
    if kind in ("organisation", "unit", "acronym"):
        return None, named.name, named
    post, organisation = _post_in(named, context)
    if organisation:
        return post, organisation, named
    return named.name, None, named


def _read_name(words: str, context: PartyContext, case: str | None) -> _Named:
    """A stretch without persons and brackets as a nominative name, acronyms written out."""
    flat = tidy_name(words)
    lead = _LEAD.match(flat)
    if lead:
        flat = flat[lead.end() :]
    full = _without_stop(expand_shorts(flat))
    start = start_of(full)
    if start is None or not start.nominative or case is not None:
        turned = full if start and start.kind in ("acronym", "thing") else _turned(full, case)
        if turned != full:
            full, start = turned, start_of(turned)
    expanded = expand_name(full, context)
    if start is not None and start.kind == "acronym" and expanded.name != full:
        known = start_of(expanded.name)
        start = known if known is not None and known.listed else start
    return _Named(expanded.name, start, expanded.source, expanded.findings, full)


def _without_stop(words: str) -> str:
    """Without the full stop of a sentence; that of a shortened word («9 кл.») stays."""
    if _INITIALLED.fullmatch(words):
        return words
    last = re.search(r"([А-ЯЁа-яё-]+)\.$", words)
    if last and len(last[1]) < 4 and last[1].islower() and not is_word(last[1]):
        return words
    return words.rstrip(". ")


def _turned(words: str, case: str | None) -> str:
    turned = to_nominative(words, case=None if case == "nomn" else case)
    return re.sub(r"\b([Уу])чители\b", r"\1чителя", turned)  # the dictionary's bookish plural


def _post_in(named: _Named, context: PartyContext) -> tuple[str | None, str | None]:
    """«директор МБУ «СЦОКО»» → the post and the organisation, expanded by itself."""
    match = _COMPLEMENT.search(named.plain)
    if match is None or "«" in named.plain[: match.start()]:
        return None, None
    organisation = named.plain[match.end() :]
    if organisation[:1].islower():
        organisation = to_nominative(organisation, case="gent", number="sing")
    if re.search(r"(?:^|\s)(?:по|в|на|и|с|для)$", named.plain[: match.start()]):
        return None, None
    return named.plain[: match.start()], expand_name(organisation, context).name


def _body(piece: PieceText, context: PartyContext) -> tuple[Party, tuple[Finding, ...]]:
    """An organisation, a unit, a group, a post or a role, perhaps with brackets after it."""
    view = piece.prefix + piece.view.strip(_EDGES.replace(".", ""))
    base, brackets = _brackets(view)
    if not base:
        base, brackets = view.strip("() "), []
    named = _read_name(base, context, piece.case)
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
        party, rest, doubts = _with_bracket(party, inner, piece, context)
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
        if view.count("«", 0, match.start()) > view.count("»", 0, match.start()):
            if "»" in view[match.end() :] or "»" in match[1]:
                continue
        found.append(match[1].strip())
        out.append(view[last : match.start()])
        last = match.end()
    base = " ".join([*out, view[last:]]).strip(_EDGES.replace(".", "")).lstrip(".")
    return base, [each for each in found if each]


def _typed(party: Party, named: _Named, context: PartyContext) -> Party:
    """The party with its kind, role and organisation by the head of its name."""
    start = named.start
    if is_surname(party.name) or _INITIALLED.fullmatch(party.name):
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
        role, organisation = _post_in(named, context)
        role = role or named.name
    plural = start.plural and start_of(named.name) is not None
    if kind == "role":
        return replace(party, kind="role", role=role, organisation=organisation)
    if plural and kind in ("post", "organisation", "unit", "group"):
        kind = "group"
    return replace(party, kind=kind, role=role, organisation=organisation)


def _with_bracket(
    party: Party, inner: str, piece: PieceText, context: PartyContext
) -> tuple[Party, str, tuple[Finding, ...]]:
    """What a bracket adds: a person, an organisation, a post, an acronym, or a part of the name.

    Returns:
        The party, the words that stay in its name (empty where none), the doubts.
    """
    from normalize.persons import find_persons

    persons = find_persons(inner, case=None) if re.search("[А-ЯЁ]", inner) else ()
    if not persons:
        persons = tuple(
            p
            for p in piece.persons
            if p.name and inner in piece.view and piece.view[p.start : p.end] in inner
        )
    if not persons and (is_surname(inner) or _SURNAME_LIKE.fullmatch(inner)):
        return replace(party, person=inner), "", ()
    if persons:
        return _with_person(party, inner, persons, context)
    if inner in whole_names() or (is_acronym(inner) and " " not in inner):
        return _with_acronym(party, inner, context)
    start = start_of(expand_shorts(inner))
    generic = "«" not in party.name and "№" not in party.name
    if _ORGANISATION.search(inner) and (party.kind != "person" and generic):
        found = [expand_name(tidy_name(each), context).name for each in _listed(inner)]
        organisation = "; ".join(found)
        role = party.role or party.name
        kind = party.kind if party.kind in ("role", "post", "group") else "role"
        named = replace(party, kind=kind)
        return (
            replace(named, role=role, organisation=organisation),
            ", ".join(found),
            (),
        )
    if start and start.kind in ("post", "role") and not start.plural and party.kind == "person":
        return replace(party, role=expand_name(expand_shorts(inner), context).name), "", ()
    return party, tidy_name(inner), ()


def _listed(inner: str) -> list[str]:
    return [each for each in re.split(r"\s*[,;]\s*(?![^«]*»)", inner) if each]


def _with_person(
    party: Party, inner: str, persons: tuple[Person, ...], context: PartyContext
) -> tuple[Party, str, tuple[Finding, ...]]:
    names = "; ".join(person.name for person in persons)
    before = inner[: persons[0].start].strip(_EDGES)
    after = inner[persons[-1].end :].strip(_EDGES)
    role = party.role
    findings: tuple[Finding, ...] = ()
    if len(persons) == 1 and (before or after):
        found, _organisation, named = _role_and_organisation(before or after, context, None)
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
