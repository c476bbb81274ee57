"""One cell of responsible parties: marks aside, cut into pieces, each piece a party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.findings import Finding
from normalize.parties.apposition import joined_posts, shared_roles
from normalize.parties.beside import Piece
from normalize.parties.context import PartyContext
from normalize.parties.expand import gazetteer_entries
from normalize.parties.numbers import numbered
from normalize.parties.piece import PieceText, parties_of
from normalize.parties.rules import labels, qualifiers
from normalize.parties.shared import with_shared_post
from normalize.parties.shorts import expand_shorts
from normalize.parties.split import frame_of, split
from normalize.parties.surface import Surface, surface, tidy
from normalize.parties.words import start_of
from normalize.persons import Person, find_persons
from normalize.record import Party, PartyReading

_EMPTY = re.compile(r"[\s\W_]*|нет|не (?:назначен\w*|определ[её]н\w*|требуется)|х|x", re.IGNORECASE)
_PERSON_CLUE = re.compile(
    r"[А-ЯЁA-Z]\s?\.|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ](?:\s|$|[А-ЯЁ]\b)"
    r"|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё]+"
)
_CAPITALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]{2,}(?![А-ЯЁа-яё])")
_OPENS = re.compile(
    r"(?:(?:^|[,;\n:)-]|[а-яё]{4}\.)\s*"
    r"|(?:\bи\.\s?о\.|\bврио|\bисполняющ\w+ обязанности)[^,;\n]*)$",
    re.IGNORECASE,
)
_OBLIQUE_ENDING = re.compile(r"(?:ой|ому|ему|[ую]|ым|им|ом|ем|ых|[оеи]й|е)$")
_DEFINITION = re.compile(
    r"\s*\(\s*(?:далее|в дальнейшем|сокращ[её]нно|именуем\w*)\b[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|,?\s*\bдалее(?: по тексту)? ?- ?"
    r"(?:«[^«»]*»|[А-ЯЁ]\S*(?: «[^«»]*(?:«[^«»]*»)?»)?)(?=,|;|$|\n)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Aside:
    """A qualifier and where it stood."""

    start: int
    end: int
    words: str


def read_cell(text: str, context: PartyContext, *, case: str | None = None) -> PartyReading:
    """The parties of one cell.

    Args:
        text: The cell's words; line feeds are breaks that the author set.
        context: What is known around it.
        case: The case its parties stand in, where the caller knows it.

    Returns:
        The parties in the order of the words; none for an empty cell or a dash.
    """
    words = tidy(text)
    if _EMPTY.fullmatch(words):
        return PartyReading(text, ())
    cell = surface(words)
    context = _with_own_definitions(words, context)
    bare, asides = _without_asides(cell)
    persons = _persons(bare.view, case)
    pieces = split(bare, persons, context, case)
    frame = frame_of(bare, case)
    oblique = case or next((each for each in ("datv", "ablt", "accs") if frame == {each}), None)
    if oblique is None and frame == {"gent", "accs"}:
        oblique = "accs"
    pieces = joined_posts(bare.view, pieces, persons, context, case or "nomn")
    pieces = numbered(bare.view, pieces)
    parties: list[Party] = []
    marks: list[str] = []
    findings: list[Finding] = []
    for piece in pieces:
        given = PieceText(
            words[piece.start : piece.end],
            bare.view[piece.start : piece.end],
            tuple(
                replace(p, start=p.start - piece.start, end=p.end - piece.start)
                for p in persons
                if piece.start <= p.start and p.end <= piece.end
            ),
            _case_of(piece, oblique),
            piece.prefix,
        )
        found, doubts = parties_of(given, context)
        parties.extend(_qualified(found, piece, pieces, asides))
        marks.extend(piece.mark for _ in found)
        findings.extend(doubts)
        if piece.doubtful:
            findings.append(_doubtful(given.words))
    parties, inferred = with_shared_post(shared_roles(parties), marks, context)
    findings.extend(inferred)
    if cell.mended:
        findings.append(
            Finding("party.quotes-unbalanced", "Quotes or brackets do not pair", words, 0, "info")
        )
    if not parties:
        findings.append(Finding("party.not-understood", "No party was read in the words", words))
    return PartyReading(text, tuple(parties), tuple(dict.fromkeys(findings)))


def _doubtful(words: str) -> Finding:
    return Finding(
        "party.split-doubtful",
        "Taken as a party of its own; it may go on the name before it",
        " ".join(words.split()),
        severity="info",
    )


def _case_of(piece: Piece, case: str | None) -> str | None:
    return "ablt" if piece.mark in ("together", "together-and") else case


def _persons(view: str, case: str | None) -> tuple[Person, ...]:
    if not _PERSON_CLUE.search(view):
        return ()
    view = _CAPITALS.sub(_without_acronym, view)
    found = sorted(_by_lines(view), key=lambda person: person.start)
    if case is None:
        return _in_nominative(view, tuple(found))
    if not found:
        return ()
    # a bracket keeps its own case: «Отделу кадров (Лапина О.С.)»
    forced = {person.start: person for person in find_persons(view, case=case)}
    return tuple(
        person
        if view.count("(", 0, person.start) > view.count(")", 0, person.start)
        else forced.get(person.start, person)
        for person in found
    )


def _by_lines(view: str) -> tuple[Person, ...]:
    """The persons, read line by line where that gives more of them."""
    found = find_persons(view)
    if "\n" not in view:
        return found
    start, each_line = 0, []
    for line in view.split("\n"):
        for person in find_persons(line):
            each_line.append(replace(person, start=person.start + start, end=person.end + start))
        start += len(line) + 1
    return tuple(each_line) if len(each_line) > len(found) else found


def _without_acronym(match: re.Match[str]) -> str:
    """A known short form in small letters, so that nobody takes it for a surname in capitals."""
    return match.group().lower() if gazetteer_entries(match.group(), None) else match.group()


def _in_nominative(view: str, found: tuple[Person, ...]) -> tuple[Person, ...]:
    """A name that opens its stretch is in the nominative if its letters allow it.

    «Лапина О.С., учителя физики»: Lapina, although «учителя» may be a genitive.
    """
    changed = [
        person
        for person in found
        if person.surname not in view[person.start : person.end].replace("Ё", "Е").split(" ")
        and (_OPENS.search(view[: person.start]) or _follows_post(view[: person.start]))
    ]
    if not changed:
        return found
    forced = {person.start: person for person in find_persons(view, case="nomn")}
    return tuple(
        forced.get(person.start, person)
        if person in changed and _can_be_nominative(view[person.start : person.end])
        else person
        for person in found
    )


def _follows_post(before: str) -> bool:
    """Whether a post in the nominative opens the stretch: «рук. МО учителей | Лунина О.С.»."""
    stretch = re.split(r"[,;\n:/]\s*(?![^«(]*[»)])", before)[-1].strip()
    start = start_of(expand_shorts(stretch)) if stretch[:1].isalpha() else None
    return (
        start is not None
        and start.kind in ("post", "role")
        and start.listed
        and start.nominative
        and not start.plural
        and not start.dependent
    )


def _can_be_nominative(written: str) -> bool:
    words = [word for word in re.findall(r"[А-ЯЁа-яё-]+", written) if len(word) > 2]
    return len(words) == 1 and not _OBLIQUE_ENDING.search(words[0].lower())


def _with_own_definitions(words: str, context: PartyContext) -> PartyContext:
    """The context with the definitions that the cell itself holds."""
    if not re.search(r"далее|дальнейшем|сокращ", words):
        return context
    from normalize.abbreviations import find_abbreviations

    own = {each.short: each.expansion for each in find_abbreviations(words)}
    return replace(context, abbreviations={**own, **context.abbreviations}) if own else context


_ASIDE_CLUE = re.compile(
    r"[(@:\d]|соглас|договор|компетенц|полномоч|части|принадлежн|направлени|\b(?:др|пр|т|тв|отв|исп)\b"
    r"|други|прочи|ины[ех]|ответств|исполнит|организатор|участник|далее|дальнейш",
    re.IGNORECASE,
)
"""What every label, qualifier and definition has: most cells have none of it."""


def _without_asides(cell: Surface) -> tuple[Surface, tuple[_Aside, ...]]:
    """The cell with labels, qualifiers and definitions blanked out; offsets stay."""
    view = cell.view
    asides: list[_Aside] = []
    if not _ASIDE_CLUE.search(view):
        return cell, ()
    for match in _DEFINITION.finditer(view):
        view = _blanked(view, match.start(), match.end())
    for match in _SHORT_BRACKET.finditer(view):
        parts = [part for part in re.split(r"[,;]", match[1]) if part.strip()]
        if len(parts) > 1 and all(map(_is_qualifier, parts)):  # «(каб. 3, тел. 2-15-30)»
            asides.append(_Aside(match.start(), match.end(), match[1].strip()))
            view = _blanked(view, match.start(), match.end())
    for rule in qualifiers():
        for match in rule.pattern.finditer(view):
            if match.group().strip() and not cell.depth[match.start()] - (match.group()[0] == "("):
                asides.append(_Aside(match.start(), match.end(), match.group().strip(" ()")))
                view = _blanked(view, match.start(), match.end())
    for rule in labels():
        for match in rule.pattern.finditer(view):
            before = view[: match.start()].rstrip(" \n")
            if not before or before[-1] in ",;." or "\n" in view[len(before) : match.start()]:
                view = _blanked(view, match.start(), match.end())
                if before:  # a second label begins a new list
                    view = f"{view[: match.start()]};{view[match.start() + 1 :]}"
    if view == cell.view:
        return cell, ()
    bare = surface(view)
    return Surface(cell.text, bare.view, bare.depth, cell.mended), tuple(asides)


_SHORT_BRACKET = re.compile(r"\(((?:[^()]|\(\d[\d -]*\)){3,120})\)")


def _is_qualifier(words: str) -> bool:
    """Whether the words are nothing but a phone, a room, «по согласованию»."""
    words = words.strip()
    whole = (words, f"({words})")
    return any(rule.pattern.fullmatch(each) for rule in qualifiers() for each in whole)


def _blanked(view: str, start: int, end: int) -> str:
    return view[:start] + " " * (end - start) + view[end:]


def _qualified(
    parties: Sequence[Party], piece: Piece, pieces: Sequence[Piece], asides: Sequence[_Aside]
) -> list[Party]:
    """Give each qualifier to the party it stands in or after."""
    if not asides:
        return list(parties)
    later = min((each.start for each in pieces if each.start > piece.start), default=None)
    first = all(each.start >= piece.start for each in pieces)
    own = [
        aside.words
        for aside in asides
        if (aside.start >= piece.start or first) and (later is None or aside.start < later)
    ]
    if not own:
        return list(parties)
    return [
        replace(party, qualifier="; ".join(filter(None, (party.qualifier, *own))))
        for party in parties
    ]
