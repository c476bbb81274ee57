"""Working days of a month: «до 5 рабочего дня месяца», «последний рабочий день квартала».

Public holidays are not known here, so a rule of working days counts Monday to
Friday and says so.
"""

from __future__ import annotations

from normalize.deadlines.month_words import after_month_word, reported_unit
from normalize.deadlines.recurrence import Frequency
from normalize.deadlines.stretches import Atoms, peek

_OPENS = frozenset({"until", "during", "from", "to"})
_NUMBERS = frozenset({"num", "ordinal", "count", "roman"})
_MOST = 23  # no month has more working days
_AFTER = frozenset({"month-word", "quarter", "half", "year", "every", "current", "ordinal"})


def read_working_day(atoms: Atoms, index: int) -> tuple[int, int] | None:
    """Which working day, counted from the first (-1 the last), and the index after its words.

    Only where a month or the like follows that comes again and again: «5
    рабочих дней» alone is a length of time.
    """
    at = index
    while peek(atoms, at).kind in _OPENS:
        at += 1
    if peek(atoms, at).kind == "every":
        at += 1
    number = peek(atoms, at)
    if number.kind not in _NUMBERS:
        return None
    at += 1
    if peek(atoms, at).kind == "(" and peek(atoms, at + 2).kind == ")":  # «5 (пятого)»
        at += 3
    if peek(atoms, at).kind != "working" or peek(atoms, at + 1).kind not in {
        "day-word",
        "number-word",
    }:
        return None
    value = int(number.value)
    follows = peek(atoms, at + 2).kind in _AFTER or _beside_frequency(atoms, index, at)
    named = peek(atoms, at + 1).kind == "number-word"
    if not (follows or named) or not (1 <= value <= _MOST or value == -1):
        return None
    return value, at + 2


def _beside_frequency(atoms: Atoms, index: int, at: int) -> bool:
    """«ежемесячно, до 3-го рабочего дня»: one day; «рабочих дней» are a length of time."""
    if peek(atoms, at).norm.endswith("х"):
        return False
    before = {peek(atoms, index - 1).kind, peek(atoms, index - 2).kind}
    return "freq" in before or peek(atoms, at + 2).kind == "freq"


def working_days(atoms: Atoms, index: int) -> tuple[Frequency, int] | None:
    """«до 5 рабочего дня каждого месяца», «последний рабочий день квартала»."""
    read = read_working_day(atoms, index)
    if read is None:
        return None
    value, after = read
    end = after_month_word(atoms, after)
    if end == after and peek(atoms, after).kind in {"half", "year", "quarter"}:
        end = after + 1
    kinds = [atom.kind for atom in atoms[after:end]]
    unit = "year" if "year" in kinds and "month-word" not in kinds else "month"
    reported = reported_unit(atoms, after, end)
    unit = reported.removesuffix("-end") if reported != "month" else unit
    return Frequency(unit, working=value, closing=reported.endswith("-end")), end
