"""Other acts that an order names: what it is based on, amends, repeals, mentions.

«В соответствии с приказом департамента … от 11.04.2017 № 1079 «…»» gives kind,
issuer, date, number, title and the relation.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from extract.order import Order, Quote
from extract.structure.patterns import DATE, NUMBER
from normalize.act_tails import (
    date_after_title,
    issuer_behind,
    quoted,
    title_after,
    title_in_head,
    without_quotes,
)
from normalize.heading import act_date, act_number, kind_of_act
from normalize.inflect import to_nominative
from normalize.parties.issuer import in_usual_letters
from normalize.record import ActReference
from normalize.text import clean, unify_quotes

_ACT = re.compile(
    r"(?<![А-Яа-яЁё-])(?P<kind>приказ|постановлени|распоряжени|решени|указани|указ|письм|закон"
    r"|поручени|протокол|(?-i:Ф(?:К)?З)(?=\s+(?:от\s|№|N\s|[«\"])))(?P<ending>ами|ями|ах|ях|ам|ям|ов|ей|ого|ому|ом|ем|ом|ы|и|а|я|у|ю|е|о)?"
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
_PROTOCOL = re.compile(r"\bпротокол", re.I)
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
        for match in read_acts(text) or _listed_act(text, head):
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


def _listed_act(text: str, head: str) -> list[_Match]:
    """«от 13.02.2017 N 19 «…»» in an item below «Отменить постановления администрации …:»."""
    lead = re.match(r"\W*(?:от\s+)?(?=[«\"]?\d|№|N\s?\d)", text)
    acts = list(_ACT.finditer(without_quotes(unify_quotes(head)))) if head.endswith(":") else []
    if lead is None or not acts or DATE.match(text, lead.end()) is None:
        return []
    act = acts[-1]
    issuer = _issuer(unify_quotes(head)[act.end() :].strip(" :,"))
    kind = kind_of_act(act["kind"]) or act["kind"].lower()
    above = _Match(0, 0, kind, issuer, None, None, None)
    one = _another(", " + text[lead.end() :], above)
    if one is None:
        return []
    shift = lead.end() - 2
    return [replace(one, start=one.start + shift, end=min(one.end + shift, len(text)))]


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
    stop = re.search(r"[;:]|\.\s+[А-ЯЁ]|\bприказываю", without_quotes(tail))
    limit = stop.start() if stop else len(tail)
    date = DATE.search(tail, 0, limit)
    number = NUMBER.search(tail, 0, limit)
    if number and re.search(r"приложени\w*\s*\(?$", tail[: number.start()], re.I):
        number = None  # «(приложение № 1)» is the annex's
    if number and not re.search(r"\d|б/н", number.group(), re.I):
        number = None  # «№ документа»
    if date and quoted(tail, date.start()):
        date = None
    if number and quoted(tail, number.start()):
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
    if _ACT.search(without_quotes(head)) or len(head) > 220:
        return None
    end = max(match.end() for match in marks)
    title, title_end = title_after(tail, end)
    if title is None:
        title, head = title_in_head(head)
    if date is None and title_end:
        date, title_end = date_after_title(tail, title_end)
    if number and date and _PROTOCOL.search(tail[date.end() : number.start()]):
        number = None  # «решение … от 20.02.2004, протокол № 1»
    end, behind = issuer_behind(tail, end) if not head.strip(" №N") else (end, None)
    head = behind or head
    issuer = re.sub(r"\s*\b(?:от|за)\s*$", "", head.strip(), flags=re.I).strip(" ,")
    kind = kind_of_act(act["kind"]) or act["kind"].lower()
    adjective = _ADJECTIVES.search(text[max(0, act.start() - _BEFORE) : act.start()])
    start = adjective.start() if adjective else act.start()
    if act["kind"] in ("ФЗ", "ФКЗ"):
        kind = "федеральный закон"
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
    lead = re.match(r"\s*(?:,|;|и|,\s*и)\s*(?:от\s+)?(?=[«\"]?\d|№|N\s?\d)", tail)
    if lead is None:
        return None
    date = DATE.match(tail, lead.end())
    at = date.end() if date else lead.end()
    number = NUMBER.match(tail, len(tail) - len(tail[at:].lstrip()))
    if date is None and number is None:
        return None
    end = number.end() if number else at
    title, title_end = title_after(tail, end)
    if date is None:
        if not title_end:
            return None
        date, title_end = date_after_title(tail, title_end)
    return _Match(
        start=last.end + lead.end(),
        end=last.end + max(end, title_end),
        kind=last.kind,
        issuer=last.issuer,
        number=act_number(number.group()) if number else None,
        date=act_date(date.group()) if date else None,
        title=title,
    )


def _issuer(words: str) -> str | None:
    if not words or not re.search(r"[А-Яа-яЁё]{2}", words):
        return None
    if words.isupper():
        words = in_usual_letters(words)
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
        not matches and quoted(text, at)
    )
