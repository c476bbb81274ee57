"""The columns of a table of lone cells: which lines of its header are one, and what each holds.

The roles here only say which words a column likes; which role a column has in
the order is decided later, by `extract.structure.columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.readers.cell_traits import Wrap, begins_inside, is_open, needed
from extract.readers.lines import HEADER_WORD

WIDEST = 9
"""More columns than this no order has."""

_ROLES = (
    ("note", r"примечани|^прим\.|отметк|отм\.|комментари|статус|ход[еа]? выполнени|сведения"),
    ("amount", r"объ[её]м|финанс|стоимост|сумм|затрат|кол-?во|количеств|ед\. ?изм|единиц"
               r"|тыс\.|руб|бюджет|средств"),
    ("participants", r"соисполнител|участник|привлекает|аудитори|категори|\bкласс|возраст"),
    ("responsible", r"ответствен|исполнител|\bотв\.|\bкто\b|ке?м провод|организатор|поручено"
                    r"|возложено"),
    ("deadline", r"\bсрок|\bдат[аы]\b|период|когда|\bвремя|месяц|числа|\bначало|окончани"
                 r"|завершени[ея]\b|расписани|\bнеделя|\bгод\b"),
    ("result", r"результат|показател|индикатор|итог|документ|критери|^форма|выход|ожида"),
    ("activity", r"мероприяти|наименован|название|(?<!место )работ|содержани|действи|\bвид"
                 r"|деятельност|вопрос|\bмеры\b|что сделать|\bтема|поручени|событи"),
)  # fmt: skip
_ROLE_RULES = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _ROLES)
_DEADLINE_OWN = re.compile(r"(?:\w+\s)?(?:срок|дата)", re.IGNORECASE)

_LEVELS = (
    (
        re.compile(r"объ[её]м|финансир|стоимост|средств|сумма|затрат", re.IGNORECASE),
        re.compile(r"(?:19|20)\d\d(?:\s*(?:г\.?|год))?|всего|итого|.*бюджет\w*|.*средства", re.I),
    ),
    (
        re.compile(r"срок|дата|период", re.IGNORECASE),
        re.compile(r"(?:начал|окончани|завершени|конец)\w*(?:\s\w+)?|с|по|до", re.IGNORECASE),
    ),
)
"""Headers that stand over others, and what stands below them."""

_CACHE = 20_000
_KNOWN = 0.5
_UNKNOWN = -0.5
_PARTED_INSIDE = -0.7
_JOINED_APART = -1.5
_JOINED_LARGE = -1.2
_LEFT_OVER = -1.5
_LONGEST_NAME = 2
"""A line of so few words that names a column is no section's title."""


@dataclass(frozen=True, slots=True)
class Head:
    """A way to read a header: the lines of each cell, how many lines it takes, how well it fits."""

    cells: tuple[tuple[int, ...], ...]
    roles: tuple[str, ...]
    count: int
    score: float


@lru_cache(maxsize=_CACHE)
def role_of(name: str) -> str:
    """What a column holds, by its header."""
    if _DEADLINE_OWN.match(name):
        return "deadline"  # «Срок представления отчёта»
    return next((role for role, rule in _ROLE_RULES if rule.search(name)), "other")


def heads(texts: Sequence[str], wrap: Wrap, counted: int = 0) -> Iterator[Head]:
    """The ways to read a header that takes some of the first lines or all.

    Args:
        texts: The lines from the header's first on, without the number column's.
        wrap: The width at which the cells were wrapped.
        counted: How many columns a row of column numbers counts; 0 without one.
    """
    seen = set()
    for count in range(2, len(texts) + 1):
        own = texts[:count]
        for cells in (_lone(own), _merged(own, None), _merged(own, wrap), _two_levels(own)):
            fits = len(cells) == counted if counted else 2 <= len(cells) <= WIDEST
            if fits and (count, cells) not in seen:
                seen.add((count, cells))
                yield _head(own, cells, wrap)


def left_over(texts: Sequence[str]) -> float:
    """How bad it is to take lines for rows and titles, by those that name a column."""
    names = [text for text in texts if len(text.split()) <= _LONGEST_NAME]
    return _LEFT_OVER * sum(role_of(text) != "other" for text in names)


def _head(texts: Sequence[str], cells: tuple[tuple[int, ...], ...], wrap: Wrap) -> Head:
    names = [" ".join(texts[at] for at in cell) for cell in cells]
    roles = tuple(map(role_of, names))
    score = 0.0
    for name, role, cell in zip(names, roles, cells, strict=True):
        score += _KNOWN if role != "other" or HEADER_WORD.search(name) else _UNKNOWN
        first = cell[0]
        if first and cells[0] != cell and _goes_on(texts, first):
            score += _PARTED_INSIDE
        for before, at in pairwise(cell):
            apart = at != before + 1
            if not apart and not _goes_on(texts, at):
                score += _JOINED_APART if _ended(texts, at, wrap) else _JOINED_LARGE
    return Head(cells, roles, len(texts), score)


def _goes_on(texts: Sequence[str], at: int) -> bool:
    text = texts[at]
    inside = text[:1] in "(/" or begins_inside(text) or HEADER_TAIL.match(text)
    return bool(inside or is_open(texts[at - 1], text))


HEADER_TAIL = re.compile(r"(?:тыс|млн|руб)\b", re.IGNORECASE)


def _ended(texts: Sequence[str], at: int, wrap: Wrap) -> bool:
    return wrap.trust > 0 and needed(texts[at - 1], texts[at]) <= wrap.width


def _lone(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    return tuple((at,) for at in range(len(texts)))


def _merged(texts: Sequence[str], wrap: Wrap | None) -> tuple[tuple[int, ...], ...]:
    """Lines that begin small, or follow an open end, belong to the line before.

    With a width, so do those that follow a line which had no room for more.
    """
    cells: list[tuple[int, ...]] = []
    for at in range(len(texts)):
        full = wrap is not None and wrap.trust > 1 and at and not _ended(texts, at, wrap)
        if cells and (full or _goes_on(texts, at)):
            cells[-1] = (*cells[-1], at)
        else:
            cells.append((at,))
    return tuple(cells)


def _two_levels(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The columns where the last lines stand below one of the others, in whose place they come."""
    for parent, child in _LEVELS:
        count = 0
        while count < len(texts) and child.fullmatch(texts[-1 - count]):
            count += 1
        begin = len(texts) - count
        upper = _merged(texts[:begin], None)
        over = [
            at for at, cell in enumerate(upper) if parent.search(" ".join(texts[i] for i in cell))
        ]
        if count > 1 and len(over) == 1:
            below = [(*upper[over[0]], begin + at) for at in range(count)]
            return (*upper[: over[0]], *below, *upper[over[0] + 1 :])
    return ()
