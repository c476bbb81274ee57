"""The time a plan runs, from its title and headings: «на 2017-2018 годы».

It is when the measures are carried out; «проект бюджета на 2012 год» is what
a plan is about, and years inside the quoted titles of other acts are theirs.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from normalize.deadlines.beside import around
from normalize.deadlines.compose import nodes_in
from normalize.deadlines.context import Context
from normalize.deadlines.names import hide_quoted
from normalize.deadlines.nodes import Node
from normalize.deadlines.reading import whole
from normalize.deadlines.tokens import flatten
from normalize.deadlines.years import settle
from normalize.record import Period

_ABOUT = re.compile(
    r"(?:бюджет\w*|смет[аыуе]|прогноз\w*|итог(?!ов[оауы][^в])\w*|результат\w*|отчет\w*|"
    r"закупок|цен[ыа]?|тариф\w*|задолженност\w*|показател\w*|данны[ех]|сведени\w*|планов\w+)"
    r"(?:\s+[^\s,;()]+){0,2}\s*$"
)
_OF_AN_ACT = re.compile(r"(?:\bот|№|\bредакции)\s*$")
_AFTER_ACT = re.compile(r"\s*(?:г\.?|года)?\s*(?:№|n\b)")
_PLANNED = re.compile(
    r"\s*(?:\(?и|,)\s*(?:на\s+)?планов\w+\s+период\w*\s*(?:до\s+)?"
    r"((?:20\d\d(?:\s*(?:и|-|,)\s*)?(?:г[а-я]*\.?(?:\s*(?:и|,)\s*(?=20))?)?\s*)+)"
)
_APART = re.compile(r"(?:^|[(,;:\n])\s*$")
_PLAN_WORD = re.compile(r"\b(?:программ|план|карт|мероприяти|комплекс)")
_OF_ANOTHER = re.compile(
    r"реализаци|рамках|изменени|соответстви|исполнени|внесени|выполнени|основани"
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
        before = flatten(words[: match.start()])
        if _is_own_title(before):
            inside = " " * match.start(1) + match.group(1)
            found = _first_period(words, inside, order_date)
            if found is not None:
                return found
    return None


def _is_own_title(before: str) -> bool:
    """Whether the words before a quoted title say that it is the plan's own."""
    return not before.strip() or bool(_PLAN_WORD.search(before) and not _OF_ANOTHER.search(before))


def _first_period(words: str, shown: str, order_date: dt.date | None) -> Period | None:
    flat = flatten(shown)
    stated = [
        node
        for node in nodes_in(shown, Context(order_date).near(shown), running=True)
        if node.kind == "time" and _states(node, flat)
    ]
    stated.sort(key=lambda node: node.form == "until")  # «Стратегии до 2025 года на 2021 год»
    for node in stated:
        listed = [each for each in stated if (each.start, each.end) == (node.start, node.end)]
        found = _period(node, listed[-1], order_date)
        if found is not None:
            return _with_planned(found, whole(words, node), words, flat)
    return None


def _states(node: Node, flat: str) -> bool:
    before, here, after = around(node, flat)
    unit = node.first or node.last
    if unit is None or node.form == "from" or here.startswith(("за ", "от ", "к ")):
        return False
    about = _ABOUT.search(before)
    if (
        (about and not _is_plan_of_money(about.group(), before))
        or _OF_AN_ACT.search(before)
        or _AFTER_ACT.match(after)
    ):
        return False
    if node.form == "until":
        return unit.name in _LONG_UNITS and bool(re.match(r"(?:на |до )", here))
    if here.startswith(_PREPOSITIONS):
        return unit.name in _LONG_UNITS or node.form == "range"
    alone = not before.strip(" .,;:()\n") and not after.strip(" .,;:()\n")
    several = node.form == "range" or unit.name == "school-year"
    return alone or (several and bool(_APART.search(before)))


def _is_plan_of_money(about: str, before: str) -> bool:
    """«План … доходов бюджета района на 2011-2013 годы» is a plan; «проект бюджета на …» is not.

    The budget's territory stands between it and the years, and a plan is named first.
    """
    apart = len(about.split()) > 1 and about.startswith("бюджет")
    return apart and bool(_PLAN_WORD.search(before)) and "проект" not in before


def _with_planned(found: Period, node: Node, words: str, flat: str) -> Period:
    """«на 2021 год и плановый период 2022 и 2023 годов» runs to the end of 2023."""
    planned = _PLANNED.match(flat[node.end :])
    if not planned:
        return replace(found, words=words[node.start : node.end].strip(' »"”'))
    years = [int(year) for year in re.findall(r"20\d\d", planned.group(1))]
    end = max(found.end, dt.date(max(years), 12, 31))
    stated_at = words[node.start : node.end + planned.end()].strip()
    return replace(found, end=end, words=stated_at)


def _period(node: Node, last: Node, order_date: dt.date | None) -> Period | None:
    """The period from `node` to `last` («на 2021, 2022 годы»)."""
    settled, final = settle(node, Context(order_date)), settle(last, Context(order_date))
    start, end = settled.start, final.end
    if end is None or settled.problem or final.problem:
        return None
    if start is None:
        start = order_date
    unit = node.first or node.last
    by_year = unit is not None and unit.name == "year"
    if by_year and order_date and start and start.year == order_date.year and order_date <= end:
        start = order_date
    if start is None or end < start:
        return None
    return Period(start, end, inferred=settled.inferred)
