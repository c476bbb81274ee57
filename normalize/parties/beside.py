"""Parties side by side without a mark between them.

Persons in a row, institutions after another's closing quote, acronyms that the
document defines one by one, and lines that a format joined with a space: there
only a capital letter shows where the next party begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.agreement import tokenize, word_set
from normalize.parties.context import PartyContext
from normalize.parties.shorts import expand_shorts
from normalize.parties.surface import Surface
from normalize.parties.words import is_acronym, is_modifier_only, start_of
from normalize.persons import Person


@dataclass(frozen=True, slots=True)
class Piece:
    """One party's stretch of the cell.

    `mark` is the kind of mark before it. `prefix` is what the party shares
    with the one before it and does not repeat («МБОУ СОШ» before «№ 2»).
    """

    start: int
    end: int
    mark: str = ""
    doubtful: bool = False
    prefix: str = ""


def juxtaposed(
    cell: Surface, piece: Piece, persons: Sequence[Person], context: PartyContext
) -> Iterator[Piece]:
    """Cut a stretch where parties stand side by side without a mark."""
    own = [
        person
        for person in persons
        if piece.start <= person.start < piece.end and not cell.depth[person.start]
    ]
    cuts: list[int] = []
    for one, other in pairwise(own):
        begins_with_person = not cell.view[piece.start : own[0].start].strip(" :.-")
        between = cell.view[one.end : other.start]
        if begins_with_person or not between.strip():
            cuts.append(other.start)
        else:
            cuts.append(_after_person(cell, one.end, other.start))
    if len(own) == 1:
        cut = _after_person(cell, own[0].end, piece.end)
        start = start_of(expand_shorts(cell.view[cut : piece.end].strip()))
        # after a bare name one post may be theirs, several are others': «Лапина О.С. учителя»
        others = cell.view[piece.start : own[0].start].strip() or (start and start.plural)
        if others and start and start.listed and start.nominative and not start.dependent:
            cuts.append(cut)
    cuts.extend(_after_quotes(cell, piece))
    capitals = frozenset(_at_capitals(cell, piece, own))
    cuts.extend(capitals)
    if not own:
        cuts.extend(_acronym_row(cell, piece, context))
    last, mark, doubtful = piece.start, piece.mark, piece.doubtful
    for cut in sorted(set(cuts)):
        if cell.view[last:cut].strip(" .,") and cell.view[cut : piece.end].strip(" .,"):
            yield Piece(last, cut, mark, doubtful)
            last, mark, doubtful = cut, "beside", cut in capitals
    yield Piece(last, piece.end, mark, doubtful)


def _after_person(cell: Surface, start: int, end: int) -> int:
    """Past a bracket or a phone that belongs to the person before."""
    position = start
    while position < end and (cell.depth[position] or cell.view[position] in " ()."):
        position += 1
    return position


_BESIDE = re.compile(r"»\s*\)?\s+(?=([А-ЯЁ]{2,})\b[^,;]*?[«№\d]|([А-ЯЁа-яё]+))")


_IN_AN_INSTITUTION = re.compile(
    r"(?:[а-яё]+ )?(?:центр|клуб|кабинет|музей|отряд|филиал|корпус|лагерь|площадка|объединение"
    r"|подразделение|отделение|редакция|кружок|студия|ансамбль)\b(?! [А-ЯЁ]{2,})[^»]*$",
    re.IGNORECASE,
)
"""What an institution has («Центр «Росток» МБОУ «Бор»»): one party with it."""


def _after_quotes(cell: Surface, piece: Piece) -> Iterator[int]:
    """«МБУ «А» МБОУ «Б»»: a legal form or a body right after another's closing quote."""
    for match in _BESIDE.finditer(cell.view, piece.start, piece.end):
        if match.end() >= piece.end or cell.depth[match.end()]:
            continue
        if match[1]:
            if not _IN_AN_INSTITUTION.match(cell.view[piece.start : match.start()].strip()):
                yield match.end()
            continue
        start = start_of(expand_shorts(cell.view[match.end() : piece.end]))
        if start and start.listed and start.nominative and not start.dependent:
            yield match.end()


def _acronym_row(cell: Surface, piece: Piece, context: PartyContext) -> Iterator[int]:
    """«УО ОО ИМЦ»: acronyms in a row, each of which the document defines."""
    if not context.abbreviations:
        return
    tokens = tokenize(cell.view[piece.start : piece.end])
    if len(tokens) < 2 or not all(is_acronym(token.text) for token in tokens):
        return
    if all(token.text in context.abbreviations for token in tokens):
        for token in tokens[1:]:
            yield piece.start + token.start


_NAMED_BODIES = word_set(
    "учреждение предприятие организация общество товарищество кооператив филиал подразделение"
)
_OFFICES = word_set("отдел управление комитет департамент министерство администрация комиссия")
_CAPITAL = re.compile(r"(?<=[а-яё»)]) (?=[А-ЯЁ][а-яё]{3,})")


def _at_capitals(cell: Surface, piece: Piece, persons: Sequence[Person]) -> Iterator[int]:
    """«Отдел строительства Главы поселений»: two lines that became one."""
    begin = piece.start
    for match in _CAPITAL.finditer(cell.view, piece.start, piece.end):
        at = match.end()
        if cell.depth[at] or any(p.start <= at < p.end for p in persons):
            continue
        if _is_next_line(cell.view[begin : match.start()], cell.view[at : piece.end]):
            yield at
            begin = at


def _is_next_line(left: str, right: str) -> bool:
    """Whether `left` is a whole party and `right` opens with another in the nominative."""
    following = start_of(expand_shorts(right))
    if following is None or not (following.listed and following.nominative):
        return False
    full = expand_shorts(left.strip())
    before = start_of(full)
    if before is None or not before.listed or not before.nominative or is_modifier_only(full):
        return False
    if before.lemma in _NAMED_BODIES and not before.plural:
        return False  # «учреждение культуры Центр досуга»: the capital opens its name
    people = following.kind in ("post", "group", "role")
    if before.end >= len(full):  # the head alone: what follows may be its complement or its name
        if len(full.split()) > 1 and {before.lemma, following.lemma} <= _OFFICES:
            return not following.dependent  # «Юридический отдел Финансовое управление»
        return people and before.kind in ("post", "group") and not following.dependent
    return people or not following.dependent
