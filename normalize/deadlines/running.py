"""Find the deadlines inside the running text of a clause.

Running text is full of times that are no deadlines: dates of other acts («от
11.04.2017 № 1079»), years in titles («на 2017-2018 годы»), times reported on
(«за I квартал»), ages, dates of birth. What stands in quotes is a title and is
not looked into.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from normalize.deadlines.atoms import atomize
from normalize.deadlines.compose import read_nodes
from normalize.deadlines.context import Context
from normalize.deadlines.merge import merge_nodes
from normalize.deadlines.nodes import Node
from normalize.deadlines.reading import deadlines_of
from normalize.deadlines.tokens import flatten
from normalize.record import DeadlineReading

_QUOTED = re.compile(r"«(?!\d{1,2}»)[^«»]*»|“[^“”]*”|\"(?!\d{1,2}\")[^\"\n]*\"")
_HIDDEN = "ъ"
_OF_AN_ACT = re.compile(
    r"(?:\bот|\bредакции|№|\bсостоянию|\bсостоянию на|\bутвержден\w*|\bпринят\w*)\s*$"
)
_AFTER_ACT = re.compile(r"\s*(?:г\.?|года)?\s*(?:№|n\b|рождения|г\.\s?р)")
_OPENERS = (
    "в ", "во ", "до ", "к ", "ко ", "с ", "со ", "не ", "по ", "начиная", "срок", "после",
    "начало", "ежегодно", "на протяжении", "период",
)  # fmt: skip
_DURATIONS = re.compile(r"(?:в|за|через|не)\b")
_OFTEN = re.compile(
    r"(?:по |кажд|в |во |\d|раз |не |еже|до |с |один|два|три|одн|дважды|поквартально|помесячно)"
)


def find_deadlines(
    text: str,
    *,
    order_date: dt.date | None = None,
    period: tuple[dt.date, dt.date] | None = None,
) -> DeadlineReading:
    """Find the deadlines that a clause sets, each with its `span` in the text.

    Args:
        text: The clause, in NFC.
        order_date: The order's own date; with `period` it supplies a missing year.
        period: The first and the last day of the plan.

    Returns:
        The deadlines in the order of the words; none where the clause sets none.
    """
    words = unicodedata.normalize("NFC", text)
    items, findings = deadlines_of(words, _nodes(words), Context(order_date, period))
    return DeadlineReading(text, items, findings)


def hide_quoted(words: str) -> str:
    """The words with everything in quotes blotted out, character for character."""
    before = ""
    while before != words:
        before = words
        words = _QUOTED.sub(lambda match: _HIDDEN * len(match.group()), words)
    return words


@lru_cache(maxsize=20_000)
def _nodes(words: str) -> tuple[Node, ...]:
    shown = hide_quoted(words)
    flat = flatten(shown)
    nodes = merge_nodes(read_nodes(atomize(shown), running=True))
    return tuple(node for node in nodes if _sets_deadline(node, flat))


def _sets_deadline(node: Node, flat: str) -> bool:
    before, here, after = flat[: node.start], flat[node.start : node.end], flat[node.end :]
    if node.kind == "time":
        return _time_sets(node, before, here, after)
    if node.kind == "often":
        if node.frequency and node.frequency.unit == "week" and node.frequency.weekdays:
            return here.startswith(("по ", "кажд", "в каждый", "еже"))
        return bool(_OFTEN.match(here))
    if node.kind == "phrase":
        if node.rule == "event.duration":
            return bool(_DURATIONS.match(here)) and "лет" not in here.split()
        return not after.lstrip().startswith("действующ")
    return False


def _time_sets(node: Node, before: str, here: str, after: str) -> bool:
    unit = node.first or node.last
    if unit is None or _AFTER_ACT.match(after) or here.startswith(("за ", "от ")):
        return False
    if node.form == "at" and _OF_AN_ACT.search(before):
        return False
    if unit.name in {"year", "school-year"} and node.form in {"at", "range"}:
        return here.startswith(("в течени", "на протяжении", "до ", "в срок"))
    if here.startswith("на ") and not here.startswith("на протяжении"):
        return unit.name == "day" and not before.rstrip().endswith("состоянию")
    if node.form in {"until", "from"}:
        return True
    if unit.year is None and (node.last is None or node.last.year is None):
        return here.startswith(_OPENERS)
    return True
