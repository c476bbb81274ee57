"""The time a plan runs, from its title and headings: «на 2017-2018 годы».

It is when the measures are carried out; «проект бюджета на 2012 год» is what
a plan is about, and years inside the quoted titles of other acts are theirs.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from normalize.deadlines.atoms import atomize
from normalize.deadlines.compose import read_nodes
from normalize.deadlines.context import Context
from normalize.deadlines.nodes import Node
from normalize.deadlines.running import hide_quoted
from normalize.deadlines.tokens import flatten
from normalize.deadlines.years import settle
from normalize.record import Period

_ABOUT = re.compile(
    r"(?:бюджет\w*|смет[аыуе]|прогноз\w*|итог\w*|результат\w*|отчет\w*|задани[еяю]|закупок|цен[ыа]?|тариф\w*|"
    r"задолженност\w*|показател\w*|данны[ех]|сведени\w*)"
    r"(?:\s+[^\s,;()]+){0,4}\s*$"
)
_OF_AN_ACT = re.compile(r"(?:\bот|№|\bредакции)\s*$")
_AFTER_ACT = re.compile(r"\s*(?:г\.?|года)?\s*(?:№|n\b)")
_PLANNED = re.compile(
    r"\s*(?:\(?и|,)\s*(?:на\s+)?планов\w+\s+период\w*\s*(?:до\s+)?"
    r"((?:20\d\d(?:\s*(?:и|-|,)\s*)?(?:г\w*\.?\s*(?:и|-|,)?\s*)?)+)"
)
_OWN_TITLE = re.compile(
    r"(?:об?\s+утверждении|^)\s*(?:(?!реализаци|рамках|изменени|соответстви|исполнени|внесени|выполнени)"
    r"[^«»\"])*\b(?:программ|план|карт|мероприяти|комплекс)[^«»\"]*$"
)
_PREPOSITIONS = ("на ", "в ", "во ", "с ", "со ", "период", "до ", "начиная")
_QUOTED = re.compile(r"[«\"]([^«»\"]*)[»\"]")
_LONG_UNITS = frozenset(
    {"year", "school-year", "half", "school-half", "quarter", "month", "season"}
)


def plan_period(texts: Sequence[str], *, order_date: dt.date | None) -> Period | None:
    """The period that the first of `texts` to name one states.

    Args:
        texts: Headings of annexes and plans, and the order's title.
        order_date: The order's own date: a period that only names its year
            does not begin before it.

    Returns:
        The period with the words that state it, or None.
    """
    for text in texts:
        found = _stated(unicodedata.normalize("NFC", text), order_date)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def _stated(words: str, order_date: dt.date | None) -> Period | None:
    shown = hide_quoted(words)
    found = _first_period(words, shown, order_date)
    if found is not None:
        return found
    for match in _QUOTED.finditer(words):
        if _OWN_TITLE.search(flatten(words[: match.start()])):
            inside = " " * match.start(1) + match.group(1)
            found = _first_period(words, inside, order_date)
            if found is not None:
                return found
    return None


def _first_period(words: str, shown: str, order_date: dt.date | None) -> Period | None:
    flat = flatten(shown)
    for node in read_nodes(atomize(shown), running=True):
        if node.kind == "time" and _states(node, flat):
            found = _period(node, words, flat, order_date)
            if found is not None:
                return found
    return None


def _states(node: Node, flat: str) -> bool:
    before, here, after = flat[: node.start], flat[node.start : node.end], flat[node.end :]
    if _ABOUT.search(before) or _OF_AN_ACT.search(before) or _AFTER_ACT.match(after):
        return False
    if node.form == "until":
        unit = node.last
        return (
            unit is not None and unit.name in _LONG_UNITS and bool(re.match(r"(?:на |до )", here))
        )
    if node.form == "from" or here.startswith(("за ", "от ", "к ")):
        return False
    unit = node.first
    if unit is None:
        return False
    if here.startswith(_PREPOSITIONS):
        return unit.name in _LONG_UNITS or node.form == "range"
    alone = not before.strip(" .,;:()\n") and not after.strip(" .,;:()\n")
    several = node.form == "range" or unit.name == "school-year"
    return alone or (several and unit.name in {"year", "school-year"})


def _period(node: Node, words: str, flat: str, order_date: dt.date | None) -> Period | None:
    settled = settle(node, Context(order_date))
    start, end = settled.start, settled.end
    stated_at = words[node.start : node.end].strip()
    planned = _PLANNED.match(flat[node.end :])
    if planned and end is not None:
        years = [int(year) for year in re.findall(r"20\d\d", planned.group(1))]
        end = max(end, dt.date(max(years), 12, 31))
        stated_at = words[node.start : node.end + planned.end()].strip()
    if end is None or settled.problem:
        return None
    if start is None:
        start = order_date
    unit = node.first or node.last
    same_year = bool(
        unit and unit.name == "year" and order_date and start and start.year == order_date.year
    )
    if same_year and order_date is not None and order_date <= end:
        start = order_date
    if start is None or end < start:
        return None
    return Period(start, end, stated_at, inferred=settled.inferred)
