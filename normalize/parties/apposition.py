"""A person and a post with a comma between them: one party or two.

«Лапина О.С., начальник отдела; Ким Е.А., методист» are two people with their
posts; «Лапина О.С., классные руководители» are a person and a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.agreement import word_set
from normalize.parties.beside import Piece
from normalize.parties.context import PartyContext
from normalize.parties.declension import decline
from normalize.parties.shorts import expand_shorts
from normalize.parties.split import known_parties
from normalize.parties.words import plain, start_of
from normalize.persons import Person
from normalize.record import Party

_MANAGING = word_set(
    "директор начальник заместитель заведующий заведующая глава председатель руководитель "
    "секретарь специалист методист инспектор инженер главврач мэр министр консультант "
    "советник бухгалтер управляющий заведовать ректор помощник экономист юрист юрисконсульт "
    "консультант врио исполнять"
)
_JOINING = frozenset({"comma", "line"})


def joined_posts(
    view: str,
    pieces: Sequence[Piece],
    persons: Sequence[Person],
    context: PartyContext,
    case: str = "nomn",
) -> tuple[Piece, ...]:
    """The pieces, each post that only tells who the person beside it is joined to that person."""
    kinds = [_sort(view, piece, persons, case) for piece in pieces]
    if "person" not in kinds or not {"post", "rank"} & set(kinds):
        return tuple(pieces)
    after = _pairs(pieces, kinds, "person", ("post", "rank"))
    before = _pairs(pieces, kinds, ("post", "rank"), "person")
    several = len(after) > 1 and len(after) * 2 == len(pieces)
    known = known_parties(context)
    alone = {
        index
        for index, piece in enumerate(pieces)
        if plain(view[piece.start : piece.end].strip(" .").lower()) in known
    }
    strict = [i for i in after if i + 1 not in alone and (several or _certain(pieces, kinds, i))]
    if not strict and len(before) > 1 and len(before) * 2 == len(pieces):
        strict = before
    if not strict and len(pieces) == 2 and 0 not in alone and _is_his_post(view, pieces):
        strict = before
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        if index - 1 in strict:
            out[-1] = replace(out[-1], end=piece.end)
        else:
            out.append(piece)
    return tuple(out)


def _pairs(
    pieces: Sequence[Piece],
    kinds: Sequence[str],
    first: str | tuple[str, ...],
    second: str | tuple[str, ...],
) -> list[int]:
    found: list[int] = []
    index = 0
    while index + 1 < len(kinds):
        if (
            kinds[index] in _several(first)
            and kinds[index + 1] in _several(second)
            and pieces[index + 1].mark in _JOINING
        ):
            found.append(index)
            index += 1
        index += 1
    return found


def _several(kinds: str | tuple[str, ...]) -> tuple[str, ...]:
    return (kinds,) if isinstance(kinds, str) else kinds


def _certain(pieces: Sequence[Piece], kinds: Sequence[str], index: int) -> bool:
    """Whether one post after one person is theirs: a managing post, no person waits before it."""
    alone = index == 0 or kinds[index - 1] != "person" or pieces[index].mark not in _JOINING
    return alone and kinds[index + 1] == "rank"


def _is_his_post(view: str, pieces: Sequence[Piece]) -> bool:
    """«директор, Лапина О.С.» alone in a cell: one post and its person.

    In a longer list the post is a party of its own, and so is one with a
    qualifier behind it (blanked in the view).
    """
    post, person = pieces
    start = start_of(expand_shorts(view[post.start : post.end].strip()))
    beside = person.mark == "comma" and person.start - post.end <= 2
    return beside and start is not None and start.kind == "post"


def _sort(view: str, piece: Piece, persons: Sequence[Person], case: str) -> str:
    """`person` for a bare name, `rank` for a managing post, `post` for another, else empty."""
    words = view[piece.start : piece.end]
    own = [p for p in persons if piece.start <= p.start < piece.end]
    if own:
        bare = words[own[0].start - piece.start :][: own[0].end - own[0].start]
        return "person" if len(own) == 1 and words.strip(" .:-") == bare.strip(" .") else ""
    start = start_of(expand_shorts(words.strip()))
    if start is None or start.kind not in ("post", "role") or case not in start.cases:
        return ""
    if start.plural and case == "nomn":
        return ""
    named = "«" in words or "№" in words  # a post in one institution is one person's
    return "rank" if named or start.lemma in _MANAGING else "post"


def shared_roles(parties: Sequence[Party]) -> list[Party]:
    """«методисты Лапина О.С., Громов В.П.»: each of them is a methodist."""
    out: list[Party] = []
    shared: Party | None = None
    for party in parties:
        if party.kind != "person":
            shared = None
        elif party.role and party.role.startswith("по ") and out and " по " in (out[-1].role or ""):
            # «зам. директора по УВР Ким Е.А., по ВР Цой В.Г.»
            post = str(out[-1].role).partition(" по ")[0]
            out.append(replace(party, role=f"{post} {party.role}"))
            continue
        elif party.role:
            start = start_of(party.role)
            several = start is not None and start.plural and start.kind in ("post", "role")
            one = decline(party.role, "nomn", "sing") if several else party.role
            out.append(replace(party, role=one))
            shared = out[-1] if several else None
            continue
        elif shared is not None and party.organisation is None:
            out.append(replace(party, role=shared.role, organisation=shared.organisation))
            continue
        out.append(party)
    return out
