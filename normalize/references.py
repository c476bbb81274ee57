"""Other acts that an order names: what it is based on, amends, repeals, mentions.

«В соответствии с приказом департамента … от 11.04.2017 № 1079 «…»» gives kind,
issuer, date, number, title and the relation.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extract.order import Order, Quote
from extract.structure.patterns import DATE, NUMBER
from normalize.heading import act_date, act_number, kind_of_act
from normalize.inflect import to_nominative
from normalize.record import ActReference
from normalize.text import clean, unify_quotes

_ACT = re.compile(
    r"(?<![А-Яа-яЁё-])(?P<kind>приказ|постановлени|распоряжени|решени|указани|указ|письм|закон"
    r"|поручени|протокол)(?P<ending>ами|ями|ах|ях|ам|ям|ов|ей|ого|ому|ом|ем|ом|ы|и|а|я|у|ю|е|о)?"
    r"(?![А-Яа-яЁё-])",
    re.I,
)
_ADJECTIVES = re.compile(r"(?:(?:федеральн|областн|краев|республиканск|совместн)\w+\s+)+$", re.I)
_BASED = re.compile(
    r"в\s+соответствии|на\s+основании|во\s+исполнение|руководствуясь|согласно|в\s+целях"
    r"|в\s+рамках|в\s+связи|с\s+целью|в\s+развитие|в\s+дополнение|исполняя|учитывая|в\s+реализаци",
    re.I,
)
_AMENDS = re.compile(
    r"внес\w+\s+(?:в\s+(?:\w+\s+)?$|(?:\w+\s+){0,3}изменени)|изменени\w+\s+в\b|изложить|дополнить"
    r"|\bв\s+редакции\s+$",
    re.I,
)
_CHANGES = re.compile(r"\bвнес(?:ти|ении)\b.*\bизменени", re.I | re.S)
"""«Внести в Порядок, утверждённый приказом …, следующие изменения»."""

_REPEALS = re.compile(
    r"утратившим\w*\s+силу|отменить|об?\s+отмене|признании\s+утратив|считать\s+недействительн", re.I
)
_OWN = re.compile(
    r"^(?:\s*(?:настоящ|данн|указанн|вышеуказанн)\w+)|^\s*(?:оставляю|возложить)", re.I
)
_THIS = re.compile(r"\b(?:настоящ|данн|сво)\w+\s+$", re.I)
_PUBLICATION = re.compile(
    r"\((?:собрание\s+законодательства|российская\s+газета|ведомости|бюллетень|вестник"
    r"|официальный\s+интернет)[^()]*\)",
    re.I,
)
_TAIL = 420
_BEFORE = 200
"""How many characters behind and before an act's kind can belong to it."""
_STRENGTH = {"mentions": 0, "based_on": 1, "amends": 2, "repeals": 3}
"""An act that is named twice has the stronger relation."""


@dataclass(frozen=True, slots=True)
class _Match:
    """Where one act is named: its span and what was read."""

    start: int
    end: int
    kind: str
    issuer: str | None
    number: str | None
    date: dt.date | None
    title: str | None


def find_references(order: Order) -> tuple[ActReference, ...]:
    """The acts that the title, the preamble and the clauses name, in reading order.

    An act counts when a date or a number stands with it. The order itself
    (named in the notes of its annexes) is not among them.
    """
    found: dict[tuple[str, str | None, dt.date | None], ActReference] = {}
    header = order.header
    parts: list[tuple[Quote, str]] = []
    if header.title:
        parts.append((header.title, "title"))
    if header.preamble:
        parts.append((header.preamble, "preamble"))
    above = {clause.path: clean(clause.text.text) for clause in order.clauses}
    heads = [""] * len(parts) + [above.get(each.parent or "", "") for each in order.clauses]
    parts += [(clause.text, "clause") for clause in order.clauses]
    for (words, part), head in zip(parts, heads, strict=True):
        text = _without_publications(unify_quotes(clean(words.text)))
        for match in read_acts(text):
            relation = _relation(text, match, part)
            if relation == "mentions" and head.endswith(":"):
                relation = _relation_of_head(head)
            key = (match.kind, match.number, match.date)
            known = found.get(key)
            if known is not None and _STRENGTH[known.relation] >= _STRENGTH[relation]:
                continue
            found[key] = ActReference(
                relation=relation,
                words=Quote(text[match.start : match.end], words.places, words.confidence),
                doc_type=match.kind,
                issuer=match.issuer,
                number=match.number,
                date=match.date,
                title=match.title,
            )
    return tuple(found.values())


def _without_publications(text: str) -> str:
    """The text without «(Собрание законодательства …, 1994 г. № 35)»: a journal is no act."""
    return re.sub(r"\s*" + _PUBLICATION.pattern, "", text, flags=re.I)


def read_acts(text: str) -> list[_Match]:
    """Every act named with a date or a number in a text (clean, quotes unified)."""
    matches: list[_Match] = []
    position = 0
    while act := _ACT.search(text, position):
        position = act.end()
        if _inside_title(text, act.start(), matches):
            continue
        one = _read_one(text, act)
        if one is None:
            continue
        matches.append(one)
        position = one.end
        while more := _another(text, matches[-1]):
            matches.append(more)
            position = more.end
    return matches


def _read_one(text: str, act: re.Match[str]) -> _Match | None:
    """One act from its kind on: issuer up to the date or number, then the title in quotes."""
    tail = text[act.end() : act.end() + _TAIL]
    if _OWN.match(tail) or _THIS.search(text[max(0, act.start() - _BEFORE) : act.start()]):
        return None
    stop = re.search(r"[;:]|\.\s+[А-ЯЁ]|\bприказываю", _without_quotes(tail))
    limit = stop.start() if stop else len(tail)
    date = DATE.search(tail, 0, limit)
    number = NUMBER.search(tail, 0, limit)
    if number and re.search(r"приложени\w*\s*\(?$", tail[: number.start()], re.I):
        number = None  # «(приложение № 1)» is the annex's
    if date and _quoted(tail, date.start()):
        date = None
    if number and _quoted(tail, number.start()):
        number = None
    if date and number is None and not re.search(r"\bот\s*$", tail[: date.start()]):
        date = None  # «довести приказ до … до 20.01.2014» names a deadline
    if date is None and number is None:
        return None
    marks = [match for match in (date, number) if match is not None]
    if len(marks) == 2 and abs(marks[0].start() - marks[1].start()) > 90:
        marks = [min(marks, key=lambda match: match.start())]
        date = date if date in marks else None
        number = number if number in marks else None
    head = tail[: min(match.start() for match in marks)]
    if _ACT.search(_without_quotes(head)) or len(head) > 220:
        return None
    end = max(match.end() for match in marks)
    title, title_end = _title_after(tail, end)
    if title is None:
        title, head = _title_in_head(head)
    issuer = re.sub(r"\s*\b(?:от|за)\s*$", "", head.strip()).strip(" ,")
    kind = kind_of_act(act["kind"]) or act["kind"].lower()
    adjective = _ADJECTIVES.search(text[max(0, act.start() - _BEFORE) : act.start()])
    start = adjective.start() if adjective else act.start()
    if kind == "закон" and adjective and "федеральн" in adjective.group().lower():
        kind = "федеральный закон"
    return _Match(
        start=start,
        end=act.end() + max(end, title_end),
        kind=kind,
        issuer=_issuer(issuer),
        number=act_number(number.group()) if number else None,
        date=act_date(date.group()) if date else None,
        title=title,
    )


def _another(text: str, last: _Match) -> _Match | None:
    """A further act of the same kind and issuer: «…, от 13.04.2021 № 50 «…»»."""
    tail = text[last.end : last.end + _TAIL]
    lead = re.match(r"\s*(?:,|;|и|,\s*и)\s*(?:от\s+)?(?=[«\"]?\d)", tail)
    if lead is None:
        return None
    date = DATE.match(tail, lead.end())
    if date is None:
        return None
    number = NUMBER.match(tail, len(tail) - len(tail[date.end() :].lstrip()))
    end = number.end() if number else date.end()
    title, title_end = _title_after(tail, end)
    return _Match(
        start=last.end + lead.end(),
        end=last.end + max(end, title_end),
        kind=last.kind,
        issuer=last.issuer,
        number=act_number(number.group()) if number else None,
        date=act_date(date.group()),
        title=title,
    )


def _title_after(tail: str, at: int) -> tuple[str | None, int]:
    """The title in quotes right after date and number, nested quotes included; else None."""
    lead = re.match(r"\s*(?:г\.|года)?\s*,?\s*(?=«)", tail[at:])
    if lead is None:
        return None, 0
    start = at + lead.end()
    for index, depth in enumerate(_depths(tail[start:]), start):
        if depth == 0:
            title = tail[start + 1 : index].strip()
            return title + "»" * (title.count("«") - title.count("»")), index + 1
    # the title's quotes are not closed: it ends with the stretch
    rest = re.split(r"(?<=\S)(?:,\s+(?:в|на|с)\s|\.\s)", tail[start + 1 :], maxsplit=1)[0]
    return rest.strip(" »") or None, start + 1 + len(rest)


def _title_in_head(head: str) -> tuple[str | None, str]:
    """«приказ «О …» от 05.03.2021 № 140»: the title stands before the date."""
    match = re.search(r"«(об?\s.*)»", head, re.I)
    if match is None:
        return None, head
    return match.group(1), (head[: match.start()] + " " + head[match.end() :]).strip()


def _issuer(words: str) -> str | None:
    if not words or not re.search(r"[А-Яа-яЁё]{2}", words):
        return None
    return to_nominative(words, case="gent") or None


def _relation(text: str, match: _Match, part: str) -> str:
    before = text[max(0, match.start - 160) : match.start]
    around = text[max(0, match.start - 220) : match.end + 60]
    if part != "preamble":
        if _REPEALS.search(around):
            return "repeals"
        if _AMENDS.search(before) or (_CHANGES.search(text) and re.search(r"\bвнес", before, re.I)):
            return "amends"
    if _BASED.search(text[: match.start]) and part == "preamble":
        return "based_on"
    if part == "clause" and _BASED.search(before):
        return "based_on"
    return "mentions"


def _relation_of_head(head: str) -> str:
    """«Признать утратившими силу:» says what becomes of the acts in the items below it."""
    if _REPEALS.search(head):
        return "repeals"
    return "amends" if _AMENDS.search(head) or _CHANGES.search(head) else "mentions"


def _inside_title(text: str, at: int, matches: list[_Match]) -> bool:
    return any(match.start <= at < match.end for match in matches) or (
        not matches and _quoted(text, at)
    )


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands in quotes.

    Nested quotes are often closed by one mark («О программе «Развитие», приказ …»):
    a mark closes all where too few of them are left.
    """
    return at > 0 and next(islice(_depths(text), at - 1, None)) > 0


def _depths(text: str) -> Iterator[int]:
    """How many quotes are open behind each character."""
    depth = 0
    left = text.count("»") - text.count("«")  # marks to come that close more than is opened
    for char in text:
        if char == "«":
            depth += 1
            left += 1
        elif char == "»":
            left -= 1
            depth = 0 if left < depth - 1 else max(0, depth - 1)
        yield depth


def _without_quotes(text: str) -> str:
    """The text with what stands in quotes blanked, lengths kept."""
    return "".join(
        " " if depth and char not in "«»" else char
        for char, depth in zip(text, _depths(text), strict=True)
    )
