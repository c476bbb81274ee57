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
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extract.findings import Finding
from normalize.deadlines.aims import is_aim
from normalize.deadlines.beside import around, beside
from normalize.deadlines.compose import nodes_in
from normalize.deadlines.context import Context
from normalize.deadlines.merge import merge_nodes
from normalize.deadlines.names import hide_quoted
from normalize.deadlines.nodes import Doubt, Node
from normalize.deadlines.prose import is_infinitive
from normalize.deadlines.reading import deadlines_of
from normalize.deadlines.tokens import flatten
from normalize.record import Deadline, DeadlineReading

_OF_AN_ACT = re.compile(
    r"(?:\bот|\bредакции|№|\bсостоянию|\bсостоянию на"
    r"|\b(?:утвержд|принят(?!ь)|выдан|заключен|подписан|издан|рожден)\w*"
    r"|\b(?:зарегистрирован|утвержден|принят(?!ь)|издан)\w*(?:\s+[^\W\d]+){0,5})\s*$"
)
_AFTER_ACT = re.compile(r"\s*(?:г\.?|года)?\s*(?:№|n\b|рождения|г\.?\s?р\b)")
_BORN = re.compile(r"г\.?\s?р\b")
_OF_A_VOTE = re.compile(
    r"\b(?:голосования|выборов|референдума)(?:\s+[а-яё]+){0,6}(?:,?\s*назначенн\w+)?\s*$"
)
"""«день голосования 11 октября», «выборов на 5 марта»: when others vote, not when to do it."""
_LEADS_TO_BARE = re.compile(r"(?:^|[-(:,;.])\s*$")
_PREPARED_FOR = re.compile(
    r"\b(?:к|для)\s+(?:\w+\s+){0,3}(?:работ[еы]|эксплуатации|прохождени\w+)"
    r"\s*(?:в\s+(?:осенне|весенне|летне|зимне)\s*-\s*)?$"
)
_LABEL = re.compile(
    r"(?:^|[^\w])(?:срок[и]?(?:\s+(?:ис|вы)полнени[ея]|\s+(?:про|за)?ведени[ея]|\s+завершени[ея]"
    r"|\s+(?:пред\w+ставлени|предоставлени|представлени|реализаци|подач|сдач)[аеиыя]"
    r"(?:\s+(?:отчет|информаци|сведени|документ|заяв)\w*)?)?\s*[-:–—]?"
    r"|дат[аы](?:\s+(?:(?:ис|вы)полнени|проведени|завершени|сдач)[еиыя]\s*[-:–—]?|\s*[:–—-])"
    r"|врем\w+\s+проведени[ея]\s*[-:–—]?)\s*$"
)
_HALF_A_YEAR = dt.timedelta(days=183)
_AFTER_PARTICIPLE = Doubt("behind a participle, no year stated: perhaps past", kept=True)
_LONG_PAST = dt.timedelta(days=60)
_DONE = re.compile(
    r"(?<!не )\b\w+(?:нн|вш|едш|икш|огш|езш|осш)"
    r"(?:ого|ому|ым|ом|ый|ая|ую|ой|ое|ые|ых|ыми|его|ему|им|ем|ий|ей|ее|ие|их|ими)(?:ся)?\s*$"
)
_OF_AGE = re.compile(r"\b(?:лет|возраста|старше|младше)\s*$")
_WORD_BEFORE = re.compile(r"([а-яё]+)\s*$")
_WORD_AFTER = re.compile(r"\s*([а-яё]+)")
_WEAK = frozenset({"event.after"})  # «по окончании …» says when only where nothing else does
_BEFORE_TIMES = frozenset(
    {"until", "from", "to", "except", "shifts", "current", "num", "ordinal", "roman"}
)
_VERB_ENDS = ("ется", "ются", "ится", "ятся", "атся")
_LONG_UNITS = frozenset({"year", "school-year"})
_OPENERS = (
    "в ", "во ", "до ", "к ", "ко ", "с ", "со ", "не ", "по ", "начиная", "срок", "после",
    "начало", "ежегодно", "на протяжении", "период",
)  # fmt: skip
_DURATIONS = re.compile(r"(?:в|за|через|не)\b")
_OFTEN = re.compile(
    r"(?:по |к |ко |на |кажд|в |во |\d|раз |не |еже|до |с |один|два|три|одн|дважды"
    r"|поквартально|помесячно)"
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
    context = Context(order_date, period)
    nodes = _without_past(words, _nodes(words, context.near(words)), order_date)
    items, findings = deadlines_of(words, nodes, context)
    findings = (*findings, *_torn(words, _shown(words, context.near(words)), nodes))
    kept = tuple(item for item in items if not _is_past(item, order_date))
    past = {item.text for item in items} - {item.text for item in kept}
    return DeadlineReading(
        text,
        kept,
        tuple(finding for finding in findings if finding.excerpt not in past),
    )


def _beside_task(before: str, here: str, after: str) -> bool:
    """«провести 1 сентября классный час», «начинается 1 апреля»."""
    if not any(letter.isalpha() for letter in here):
        return False  # «выделить 12.05 тыс. рублей»
    words = [
        match.group(1) for match in (_WORD_BEFORE.search(before), _WORD_AFTER.match(after)) if match
    ]
    return any(is_infinitive(word) or word.endswith(_VERB_ENDS) for word in words)


def run_together(words: str, context: Context) -> tuple[str, ...]:
    """Deadlines of a sentence with nothing between them («с 3 мая на 15 мая»).

    Or at a word left over that may belong to them («с 12 по … 16 мая»).
    """
    taken = _nodes(words, context.near(words))
    spans = {(node.start, node.end) for node in taken}
    shown = _shown(words, context.near(words))
    joined = [
        words[one.start : two.end]
        for one, two in pairwise(taken)
        if one.end <= two.start and not words[one.end : two.start].strip()
    ]
    joined += [
        words[one.start : two.end]
        for one, two in pairwise(shown)
        if (one.stated in _BEFORE_TIMES and (two.start, two.end) in spans)
        or (two.stated == "shifts" and (one.start, one.end) in spans)
    ]
    return tuple(joined)


def _torn(words: str, shown: Sequence[Node], taken: Sequence[Node]) -> tuple[Finding, ...]:
    """«10 апреля и 24 кроме …»: a number listed with a day that counts nothing and is no day."""
    spans = {(node.start, node.end) for node in taken}
    out = []
    for index, (node, mark, number) in enumerate(zip(shown, shown[1:], shown[2:], strict=False)):
        after = shown[index + 3] if index + 3 < len(shown) else None
        ends = after is None or after.kind == "except" or after.norm in {".", ";"}
        listed = (mark.kind, mark.norm) == ("mark", ",") and number.stated in {"num", "roman"}
        if ends and listed and (node.start, node.end) in spans:
            excerpt = words[node.start : number.end]
            message = "A number beside a deadline may be another one"
            out.append(Finding("deadline.part-unread", message, excerpt))
    return tuple(out)


def passed_over(words: str, context: Context) -> tuple[str, ...]:
    """Days and months in a sentence that were not taken for deadlines, though nothing bars them."""
    flat = flatten(hide_quoted(words))
    near = context.near(words)
    taken = {(node.start, node.end) for node in _nodes(words, near)}
    over = [
        node
        for node in _shown(words, near)
        if node.kind == "time" and (node.start, node.end) not in taken and _may_be_due(node, flat)
    ]
    items, _ = deadlines_of(words, over, Context(context.order_date))
    return tuple(item.text for item in items if not _is_past(item, context.order_date))


def _may_be_due(node: Node, flat: str) -> bool:
    unit = node.last or node.first
    before, here, after = around(node, flat)
    dated = unit is not None and unit.name in {"day", "days", "month"}
    return dated and any(c.isalpha() for c in here) and not _is_barred(node, before, here, after)


def _is_past(item: Deadline, order_date: dt.date | None) -> bool:
    """Whether it was over long before the order: a clause sets no such deadline."""
    return bool(order_date and item.end and not item.rrule and item.end < order_date - _LONG_PAST)


def _without_past(
    words: str, nodes: Sequence[Node], order_date: dt.date | None
) -> tuple[Node, ...]:
    """«проведенного до 5 мая» sets no deadline, «приглашенных до 5 мая» may: the date tells.

    What lies ahead of the order cannot be past. Without a year the nearest one
    is taken for the date, and a doubt says so.
    """
    flat = flatten(hide_quoted(words))
    out: list[Node] = []
    for node in nodes:
        if node.kind != "time" or not _DONE.search(around(node, flat)[0]):
            out.append(node)
            continue
        found, _ = deadlines_of(words, [node], Context(order_date))
        day = (found[0].end or found[0].start) if found else None
        if order_date is None or day is None or day < order_date:
            continue
        if found[0].year_inferred and day - order_date > _HALF_A_YEAR:
            continue
        if found[0].year_inferred:
            out.append(replace(node, doubts=(*node.doubts, _AFTER_PARTICIPLE)))
        else:
            out.append(node)
    return tuple(out)


@lru_cache(maxsize=20_000)
def _shown(words: str, near: int | None) -> tuple[Node, ...]:
    return merge_nodes(nodes_in(hide_quoted(words), near, running=True))


@lru_cache(maxsize=20_000)
def _nodes(words: str, near: int | None) -> tuple[Node, ...]:
    flat = flatten(hide_quoted(words))
    nodes = _shown(words, near)
    sets = {index for index, node in enumerate(nodes) if _sets_deadline(node, flat)}
    sets |= _listed_with(nodes, sets, flat)
    if any(nodes[index].rule not in _WEAK for index in sets):
        sets = {index for index in sets if nodes[index].rule not in _WEAK}
    spans = {(nodes[index].start, nodes[index].end) for index in sets}
    return tuple(node for node in nodes if (node.start, node.end) in spans)


def _listed_with(nodes: Sequence[Node], sets: set[int], flat: str) -> set[int]:
    """«в ноябре и декабре 2020 года»: the times listed with one that is a deadline are, too."""
    listed: set[int] = set()
    for step in (1, -1):
        for index in sorted(sets)[::step]:
            at = index
            while found := beside(nodes, at, step):
                at, marks = found
                if marks not in {"", ","} or at in sets or not _may_join(nodes, index, at, flat):
                    break
                listed.add(at)
    return listed


def _may_join(nodes: Sequence[Node], index: int, other: int, flat: str) -> bool:
    one, two = nodes[index], nodes[other]
    if one.kind != "time" or two.kind != "time":
        return False
    units = [each.last or each.first for each in (one, two)]
    alike = all(units) and len({unit.name in _LONG_UNITS for unit in units if unit}) == 1
    return alike and not _is_barred(two, *around(two, flat))


def _sets_deadline(node: Node, flat: str) -> bool:
    before, here, after = around(node, flat)
    if node.kind in {"time", "often", "phrase"} and _LABEL.search(before):
        return not _AFTER_ACT.match(after)
    if node.kind == "time":
        return _time_sets(node, before, here, after)
    if node.kind == "often":
        if node.frequency and node.frequency.unit == "week" and node.frequency.weekdays:
            return here.startswith(("по ", "кажд", "в каждый", "еже"))
        return bool(_OFTEN.match(here))
    if node.kind == "phrase":
        if node.rule == "event.duration":
            return bool(_DURATIONS.match(here)) and "лет" not in here.split()
        if before.rstrip().endswith(("в силу", "в действие")) and not here.startswith("с "):
            return False  # «вступает в силу после подписания …»
        return not (after.lstrip().startswith("действующ") or is_aim(before, here))
    return False


def _is_barred(node: Node, before: str, here: str, after: str) -> bool:
    """Whether a time is that of an act, of a birth, of something past or reported on."""
    if _AFTER_ACT.match(after) or here.startswith("за "):
        return True
    if here.startswith("от ") and node.form != "range":
        return True
    if here.endswith("г") and _BORN.match("г" + after):
        return True
    if node.form == "at" and _OF_AN_ACT.search(before):
        return True
    if is_aim(before, here) or (node.form == "at" and _OF_A_VOTE.search(before)):
        return True
    done = node.form not in {"until", "from", "range"} and _DONE.search(before)
    return bool(done or _OF_AGE.search(before))


def _behind_infinitive(before: str) -> bool:
    word = _WORD_BEFORE.search(before)
    return word is not None and is_infinitive(word.group(1))


def _time_sets(node: Node, before: str, here: str, after: str) -> bool:
    unit = node.first or node.last
    if unit is None or _is_barred(node, before, here, after):
        return False
    if unit.name in {"year", "school-year"} and node.form in {"at", "range"}:
        told = here.startswith("в ") and _behind_infinitive(before)  # «провести в 2012 году …»
        return told or here.startswith(("в течени", "на протяжении", "до ", "в срок"))
    if here.startswith("на ") and not here.startswith("на протяжении"):
        return unit.name == "day" and not before.rstrip().endswith("состоянию")
    if unit.name == "season" and (_PREPARED_FOR.search(before) or before.rstrip().endswith("-")):
        return False  # «подготовка к работе в осенне-зимний период» says for what, not when
    if node.form in {"until", "from"}:
        return True
    if unit.year is None and (node.last is None or node.last.year is None):
        return here.startswith(_OPENERS) or (
            unit.name == "day" and _beside_task(before, here, after)
        )
    if unit.name != "day" and not here.startswith(_OPENERS):
        return bool(_LEADS_TO_BARE.search(before))
    return True
