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
from normalize.record import Deadline, DeadlineReading

_QUOTED = re.compile(r"«(?!\d{1,2}»)[^«»]*»|“[^“”]*”|\"(?!\d{1,2}\")[^\"\n]*\"")
_HIDDEN = "ъ"
_OF_AN_ACT = re.compile(
    r"(?:\bот|\bредакции|№|\bсостоянию|\bсостоянию на"
    r"|\b(?:утвержд|принят(?!ь)|выдан|заключен|подписан|издан|рожден)\w*"
    r"|\b(?:зарегистрирован|утвержден|принят(?!ь)|издан)\w*(?:\s+[^\W\d]+){0,5})\s*$"
)
_AFTER_ACT = re.compile(r"\s*(?:г\.?|года)?\s*(?:№|n\b|рождения|г\.?\s?р\b)")
_BORN = re.compile(r"г\.?\s?р\b")
_LEADS_TO_BARE = re.compile(r"(?:^|[-(:,;.])\s*$")
_PREPARED_FOR = re.compile(
    r"\b(?:к|для)\s+(?:\w+\s+){0,3}(?:работ[еы]|эксплуатации|прохождени\w+)"
    r"\s*(?:в\s+(?:осенне|весенне|летне|зимне)\s*-\s*)?$"
)
_LONG_PAST = dt.timedelta(days=60)
_OPENERS = (
    "в ", "во ", "до ", "к ", "ко ", "с ", "со ", "не ", "по ", "начиная", "срок", "после",
    "начало", "ежегодно", "на протяжении", "период",
)  # fmt: skip
_DURATIONS = re.compile(r"(?:в|за|через|не)\b")
_OFTEN = re.compile(
    r"(?:по |к |ко |на |кажд|в |во |\d|раз |не |еже|до |с |один|два|три|одн|дважды|поквартально|помесячно)"
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
    past = {item.text for item in items if _is_past(item, order_date)}
    return DeadlineReading(
        text,
        tuple(item for item in items if not _is_past(item, order_date)),
        tuple(finding for finding in findings if finding.excerpt not in past),
    )


def _is_past(item: Deadline, order_date: dt.date | None) -> bool:
    """Whether it was over long before the order: a clause sets no such deadline."""
    return bool(order_date and item.end and not item.rrule and item.end < order_date - _LONG_PAST)


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
    sets = {(node.start, node.end) for node in nodes if _sets_deadline(node, flat)}
    return tuple(node for node in nodes if (node.start, node.end) in sets)


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
    if unit is None or _AFTER_ACT.match(after) or here.startswith("за "):
        return False
    if here.startswith("от ") and node.form != "range":
        return False
    if here.endswith("г") and _BORN.match("г" + after):
        return False
    if node.form == "at" and _OF_AN_ACT.search(before):
        return False
    if unit.name in {"year", "school-year"} and node.form in {"at", "range"}:
        return here.startswith(("в течени", "на протяжении", "до ", "в срок"))
    if here.startswith("на ") and not here.startswith("на протяжении"):
        return unit.name == "day" and not before.rstrip().endswith("состоянию")
    if unit.name == "season" and _PREPARED_FOR.search(before):
        return False  # «подготовка к работе в осенне-зимний период» says for what, not when
    if node.form in {"until", "from"}:
        return True
    if unit.year is None and (node.last is None or node.last.year is None):
        return here.startswith(_OPENERS)
    if unit.name != "day" and not here.startswith(_OPENERS):
        return bool(_LEADS_TO_BARE.search(before))
    return True
