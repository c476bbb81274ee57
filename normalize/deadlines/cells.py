"""Read a cell of deadlines: what is empty, what repeats, what is a sentence, what is a time."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from extract.findings import Finding
from normalize.deadlines.audit import audit
from normalize.deadlines.context import Context
from normalize.deadlines.ditto import RULE as DITTO
from normalize.deadlines.ditto import repeats
from normalize.deadlines.prose import is_prose, names_an_act
from normalize.deadlines.reading import deadlines_of, merged_nodes
from normalize.deadlines.running import find_deadlines, passed_over, run_together
from normalize.record import Deadline, DeadlineReading

_EMPTY = re.compile(r"[\s\-‐‑‒–—―−_.,;:*/\\|«»\"'+~()\[\]]*")
_EMPTY_IN_QUOTES = re.compile(r"\s*«[\s\-–—.…]*»[\s;.,]*")
_CROSS = re.compile(r"[\s(«\"]*[xх][\s.;)»\"]*", re.IGNORECASE)
_WRAPPED = re.compile(r"^(\s*)[«(\"]([^«»()\"]*)[»)\"](?=\s*$)")
_SOFT_BREAK = re.compile(r"(?<![а-яёА-ЯЁ]-)(?<!\u00ad)\n")
_LONGEST = 1500

Period = tuple[dt.date, dt.date]


def read_deadline(
    text: str,
    *,
    order_date: dt.date | None = None,
    period: Period | None = None,
) -> DeadlineReading:
    """Read every deadline of a cell.

    Args:
        text: The words of the cell.
        order_date: The order's own date; with `period` it supplies a missing year.
        period: The first and the last day of the plan.

    Returns:
        At least one deadline: kind `none` for an empty cell and for a sentence
        that sets no deadline, `unknown` with a finding where the words were
        not understood.
    """
    return _read_cell(text, order_date, period)


@lru_cache(maxsize=100_000)
def _read_cell(text: str, order_date: dt.date | None, period: Period | None) -> DeadlineReading:
    words = unicodedata.normalize("NFC", text)
    if _EMPTY_IN_QUOTES.fullmatch(words):
        return DeadlineReading(text, (Deadline(text.strip(), "none", rule="none.empty"),))
    if repeats(words):
        return _unknown(text, words, DITTO, "The same as in the row above, which is not known here")
    if _EMPTY.fullmatch(words) or _CROSS.fullmatch(words):
        return DeadlineReading(text, (Deadline(text.strip(), "none", rule="none.empty"),))
    if len(words) > _LONGEST:
        return _unknown(text, words, "deadline.too-long", "Too long for a deadline")
    context = Context(order_date, period)
    if "\n" not in words:
        return _read_line(text, words, context)
    return _read_lines(text, words, context)


def _read_lines(text: str, words: str, context: Context) -> DeadlineReading:
    """Lines are one deadline that was wrapped, unless they make better sense each on its own.

    «до 15 января / следующего года» is one, «март / июнь» are two: joined they
    could only be read with a doubt.
    """
    joined = _read_line(text, _SOFT_BREAK.sub(" ", words), context)
    if not _warnings(joined):
        return joined
    apart = _read_line(text, words, context)
    if _warnings(apart) >= _warnings(joined):
        return joined
    excerpt = " ".join(words.split())[:200]
    told = Finding("deadline.lines", "Each line is read on its own", excerpt, severity="info")
    return replace(apart, findings=(*apart.findings, told))


def _warnings(reading: DeadlineReading) -> int:
    mended = "deadline.mended"  # told of either way
    return sum(f.severity == "warning" and f.code != mended for f in reading.findings)


def _read_line(text: str, words: str, context: Context) -> DeadlineReading:
    bare = _WRAPPED.sub(r"\1 \2 ", words)
    if is_prose(bare):
        return _read_prose(text, bare, context)
    nodes = merged_nodes(words, context.near(words))
    items, findings = deadlines_of(words, nodes, context)
    if not items and names_an_act(words):
        return _read_prose(text, words, context)
    if not items:
        return _unknown(text, words, "deadline.not-understood", "No rule reads these words")
    none = [item for item in items if item.kind == "none"]
    if none and len(items) > len(none):  # «нет» beside a deadline
        items = tuple(item for item in items if item.kind != "none")
        message = "Words beside the deadline"
        told = Finding("deadline.words-beside", message, none[0].text, severity="info")
        findings = (*findings, told)
    reading = DeadlineReading(text, items, (*findings, *audit(words, nodes)))
    if _warnings(reading) and names_an_act(words):
        found = _read_prose(text, words, context)
        return found if found.kind == "none" else reading
    return reading


def _read_prose(text: str, words: str, context: Context) -> DeadlineReading:
    """A sentence that says what is to be done: its deadlines are found, the rest is no doubt."""
    found = find_deadlines(words, order_date=context.order_date, period=context.period)
    over = tuple(
        Finding("deadline.part-unread", "A time that was not taken for a deadline", each)
        for each in passed_over(words, context)
    )
    over += tuple(
        Finding("deadline.assumed", "Words at a deadline may belong to it", each)
        for each in run_together(words, context)
    )
    if found.items:
        return DeadlineReading(text, found.items, (*found.findings, *over))
    item = Deadline(words.strip(), "none", rule="none.sentence", span=(0, len(words)))
    message = "A sentence that sets no deadline"
    return DeadlineReading(
        text, (item,), (Finding("deadline.not-understood", message, words.strip()[:200]), *over)
    )


def _unknown(text: str, words: str, code: str, message: str) -> DeadlineReading:
    excerpt = words.strip()[:200]
    item = Deadline(words.strip(), "unknown", rule=code, span=(0, len(words)))
    return DeadlineReading(text, (item,), (Finding(code, message, excerpt),))
