"""Points and stretches of time that no calendar has: terms, named days, «до открытия лагеря»."""

from __future__ import annotations

from normalize.deadlines.conditions import phrased, tail
from normalize.deadlines.nodes import Found
from normalize.deadlines.stretches import NUMBERS, Atoms, peek

_DURING = frozenset(
    {"в период", "в течение", "в течении", "на протяжении", "на период", "в срок", "в сроки"}
)
_NO_POINT = frozenset(
    {"end", "num", "dm", "dmy", "clock", "roman", "freq", "line", "at-least", *",;.()№"}
    | {"until", "from", "to", "after", "during", "shifts", "except"}
)


def school_term(atoms: Atoms, index: int) -> Found | None:
    """«I четверть», «в конце второй четверти»: its days are not fixed by any calendar."""
    at = index
    while peek(atoms, at).kind in {"during", "until", "part", "to", "-", ",", "from", *NUMBERS}:
        at += 1
    if peek(atoms, at).kind != "term" or at == index:
        return None
    after = tail(atoms, at + 1, False, "event")
    return [phrased(atoms, index, after, "event", "event.school-term")], after


def named_days(atoms: Atoms, index: int) -> Found | None:
    """«День защиты детей», «Всемирный день здоровья», «Неделя детской книги»."""
    at = index
    if peek(atoms, at).kind == "word" and peek(atoms, at).norm.endswith(("ый", "ий", "ая", "яя")):
        at += 1
    if peek(atoms, at).norm not in {"день", "неделя", "декада"}:
        return None
    if peek(atoms, at + 1).kind != "word" or len(peek(atoms, at + 1).norm) < 3:
        return None
    at += 1
    while peek(atoms, at).kind in {"word", "noise", "current", "whole", "during", "and", "to"}:
        at += 1
    while atoms[at - 1].kind in {"during", "and", "to"}:
        at -= 1
    return [phrased(atoms, index, at, "event", "event.named-day")], at


def before_event(atoms: Atoms, index: int, running: bool) -> Found | None:
    """«до открытия лагеря», «после проведения», «к юбилею»: a point that no calendar has.

    In running text only «до начала …» and the like set a deadline.
    """
    at = index
    if running and (peek(atoms, at).norm != "до" or peek(atoms, at + 1).kind != "part"):
        return None
    if peek(atoms, at).kind == "during" and peek(atoms, at + 1).kind in {"until", "after"}:
        at += 1
    opened = peek(atoms, at)
    during = opened.norm in _DURING
    seasonal = "season-adjective" in {opened.kind, peek(atoms, at + 1).kind}
    by_part = opened.kind == "from" and peek(atoms, at + 1).kind == "part"
    if opened.kind not in {"until", "after"} and not during and not seasonal and not by_part:
        return None
    if seasonal and opened.kind not in {"during", "until", "after", "season-adjective"}:
        return None
    named = peek(atoms, at + 1)
    if named.kind in _NO_POINT:
        return None
    if named.kind == "word" and len(named.norm) < 3:
        return None
    after = tail(atoms, at + 1, running, "event.season" if during else "event")
    if after == at + 1:
        return None
    return [phrased(atoms, index, after, "event", "event.point")], after
