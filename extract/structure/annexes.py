"""Annexes: the note in the corner, the title, the text, the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Table
from extract.findings import Finding
from extract.order import Annex, AnyTable, Quote
from extract.structure.lines import Item, Line, quote
from extract.structure.members import is_member_line
from extract.structure.patterns import (
    ANNEX,
    ANNEX_NUMBER,
    ANNEX_WORDS,
    APPROVALS,
    CLOSING,
    DATE,
    KIND,
    NUMBER,
    PERSON_AT_END,
)

_HEADING_LINES = 14
_TITLE_NOUN = re.compile(
    r"^[«\"]?(?:план|дорожная\s+карта|состав|положение|порядок|программа|график|перечень|список"
    r"|комплекс|мероприятия|регламент|инструкция|схема|реестр|форма|смета|расписание|методика"
    r"|показатели|паспорт|циклограмма|правила|муниципальн|рабочая\s+группа|комиссия|календарн"
    r"|план-график|расчет|расчёт|сведения|отчет|отчёт|заявка|протокол|анкета|оргкомитет|организационный\s+комитет|штаб\b)",
    re.I,
)
_APPROVAL = re.compile(
    r"^утвержд\w+\s*[.:]?\s*$|^утвержд\w+\s+(?:приказ|распоряж|постанов|решен|на\s|протокол|директор"
    r"|начальник|глав|зам|руковод|председ|совет|общ|собран|педагог|заведующ|министр|указ|_)",
    re.I,
)
_BARE_NOTE = re.compile(r"приложение\s*(?:№|N)?\s*[\dIVX]*\.?", re.I)
_NAME = re.compile(
    r"[А-ЯЁ][а-яё-]+(?:\s+(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+)?))?"
    r"|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+"
)
_PHONE = re.compile(
    r"(?:тел(?:ефон|\.)?\s*:?\s*)?(?:(?:\+7|8)?[\s(-]*\d{3,5}[)\s-]*)?\d[\d\s-]{3,9}\d", re.I
)
_NAME_AND_PHONE = re.compile(rf"(?:{_NAME.pattern})[\s,;:(]+(?i:{_PHONE.pattern})[\s).]*")
_LISTED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]\s*[А-ЯЁ]")
_LIST = re.compile(r"^(?:\d{1,2}(?:\.\d+)*[.)]|[-–—•]|[а-я]\)|[IVX]+\.)\s*\S")


@dataclass(slots=True)
class AnnexParts:
    """The items of one annex, before its tables are read."""

    heading: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)


def opens_annex(line: Line) -> bool:
    """Whether a line opens an annex: «Приложение № 1», «УТВЕРЖДЕНО приказом …»."""
    text = line.plain
    if APPROVALS.fullmatch(text) and not line.number:
        return True
    if not ANNEX.match(text) or line.number:
        return False
    if text.lower().startswith("утвержд"):
        # «Утверждён порядок …» inside a text is a sentence
        return bool(_APPROVAL.match(text))
    return not re.match(r"(?i)приложени[ея]\s*:\s*\S", text)


def split_annexes(
    items: Sequence[Item], *, signed: bool = False
) -> tuple[list[Line], list[AnnexParts]]:
    """Part what follows the signature into closing lines and annexes.

    `signed` says that a signature stands before: who agreed follows it then,
    and opens no annex.

    Text that follows the signature without an annex note, and is none of a
    clerk's closing lines, is an annex whose note the archive lost.
    """
    closing: list[Line] = []
    annexes: list[AnnexParts] = []
    index = 0
    while index < len(items):
        item = items[index]
        agreed = _agreement_end(items, index) if signed and not annexes else None
        if agreed is not None:
            closing += [each for each in items[index:agreed] if isinstance(each, Line)]
            index = agreed
            continue
        if isinstance(item, Line) and opens_annex(item):
            if annexes and _only_heading(annexes[-1]):
                part = annexes[-1]  # «Приложение 1» above «УТВЕРЖДЕНО …» is one note
            else:
                part = AnnexParts()
                annexes.append(part)
            index = _take_heading(items, index, part)
            continue
        if not annexes:
            end = _executor_end(items, index)
            if isinstance(item, Line) and (_is_closing(item) or _signs(item, closing)):
                end = max(end, index + 1)
            if end > index:
                closing += [each for each in items[index:end] if isinstance(each, Line)]
                index = end
                continue
            annexes.append(AnnexParts())
        annexes[-1].body.append(item)
        index += 1
    for part in annexes:
        _take_title(part)
    return closing, annexes


def _is_closing(line: Line) -> bool:
    return bool(CLOSING.match(line.plain)) or len(line.plain) < 4


def _executor_end(items: Sequence[Item], start: int) -> int:
    """Where «Кривцов Андрей / 2-34-56», who typed the act, ends; `start` where nobody stands."""
    first = items[start]
    if not isinstance(first, Line):
        return start
    if _NAME_AND_PHONE.fullmatch(first.plain):
        return start + 1
    after = items[start + 1] if start + 1 < len(items) else None
    phone = isinstance(after, Line) and _PHONE.fullmatch(after.plain)
    return start + 2 if phone and _NAME.fullmatch(first.plain) else start


def _signs(line: Line, closing: Sequence[Line]) -> bool:
    """A place to sign: «Юрист ________ Н.П. Белов», or a person below «Ознакомлены:»."""
    text = line.plain
    if len(text) > 120 or _TITLE_NOUN.match(text):
        return False
    ruled = re.search(r"_{3,}", text)
    bare = re.sub(r"[_\s/]+", " ", text).strip()
    person = PERSON_AT_END.search(bare) or re.match(PERSON_AT_END.pattern[:-1], bare)
    if ruled and (person or re.fullmatch(r"[\W\d_]*(?:20_*\d*\s*г?\.?)?", text)):
        return True
    whole = person is not None and person.start() == 0 and person.end() >= len(bare) - 1
    if closing and whole:
        return True
    if closing and line.paragraph == closing[-1].paragraph and CLOSING.match(closing[-1].plain):
        return not closing[-1].plain.endswith((".", ";"))  # «Проект вносит / отдел экономики»
    return bool(closing) and bool(DATE.fullmatch(text.strip(" .")))


def _agreement_end(items: Sequence[Item], start: int) -> int | None:
    """Where «СОГЛАСОВАНО / post / ____ person / «__» ____ 2015 г.» below a signature ends."""
    first = items[start]
    if not isinstance(first, Line) or not re.match(r"(?i)согласован", first.plain):
        return None
    return _approval_end(items, start)


def _only_heading(part: AnnexParts) -> bool:
    return not part.body


def _take_heading(items: Sequence[Item], index: int, part: AnnexParts) -> int:
    """Take the lines of the note: up to the act's date and number, or while they look like it."""
    first = items[index]
    if not isinstance(first, Line):
        raise TypeError("an annex note begins with a line")
    part.heading.append(first)
    approved = _approval_end(items, index)
    if approved is not None:
        part.heading += [item for item in items[index + 1 : approved] if isinstance(item, Line)]
        return approved
    ended = _ends_note(first)
    last = first
    while index + 1 < len(items) and len(part.heading) < _HEADING_LINES:
        index += 1
        line = items[index]
        if not isinstance(line, Line):
            return index
        same = line.paragraph == last.paragraph
        text = line.plain
        if opens_annex(line):
            if text.lower().startswith("утвержд") or "утвержд" in part.heading[0].plain.lower():
                part.heading.append(line)
                ended, last = _ends_note(line), line
                continue
            return index
        if ended and not re.match(r"(?:№|от\s|\d|\(|_{2})", text):
            return index
        if _TITLE_NOUN.match(text) and (line.bold or text.isupper() or not same):
            return index
        bare = len(part.heading) == 1 and _BARE_NOTE.fullmatch(first.plain)
        if _LISTED.match(text) or (bare and text[:1].isupper() and _TITLE_NOUN.match(text)):
            return index
        looks = bool(ANNEX_WORDS.match(text)) or text[:1].islower()
        right = line.align == "right"
        if not (
            looks
            or right
            or (same and not line.bold and not part.heading[0].bold)
            or (same and part.heading[0].bold == line.bold and line.align == last.align)
            or _is_before_date(items, index)
        ):
            return index
        if line.align == "center" and last.align != "center" and not same:
            return index
        part.heading.append(line)
        ended, last = _ends_note(line) or (ended and not text), line
    return index + 1


def _approval_end(items: Sequence[Item], start: int) -> int | None:
    """Where «УТВЕРЖДАЮ / post / ____ person / «__» ____ 2023 г.» ends; None for other notes."""
    first = items[start]
    if not isinstance(first, Line):
        return None
    several = APPROVALS.fullmatch(first.plain)
    if not several and not re.match(r"(?i)(?:утверждаю|согласовано)\b", first.plain):
        return None
    end: int | None = None
    for index in range(start + 1, min(start + 10, len(items))):
        line = items[index]
        if not isinstance(line, Line) or (opens_annex(line) and end is not None):
            break
        bare = line.plain.replace("_", " ").strip(" /")
        if end is not None and not re.match(
            r"(?i)[«\"]?[\s_]*[»\"]?\s*[\d_]|приказ|протокол|№|от\b|М\.?\s?П", line.plain
        ):
            break
        if end is not None or PERSON_AT_END.search(bare) or re.fullmatch(r"[_\s/]+", line.plain):
            end = index + 1
    return end


def _is_before_date(items: Sequence[Item], index: int) -> bool:
    """A line of the note («Лесного сельского поселения») right before «от 01.02.2016 № 5»."""
    line, after = items[index], items[index + 1] if index + 1 < len(items) else None
    if not isinstance(line, Line) or not isinstance(after, Line) or line.number:
        return False
    dated = re.match(r"от\b|№|«?_*\d", after.plain) and _ends_note(after)
    return bool(dated) and len(line.plain) < 80 and not _TITLE_NOUN.match(line.plain)


def _ends_note(line: Line) -> bool:
    """The date with the number ends the note; a date alone may have its number on the next line."""
    text = line.plain
    return bool(DATE.search(text)) or bool(
        re.match(r"от\b", text, re.I) and (NUMBER.search(text) or "__" in text)
    )


def _take_title(part: AnnexParts) -> None:
    """The title: the first lines of the body while they are set and worded like one."""
    taken = 0
    for item in part.body:
        if isinstance(item, Table) or len(part.title) >= 12:
            break
        if part.title and not _goes_on_title(part.title, item):
            break
        if not part.title and not _can_be_title(item):
            break
        part.title.append(item)
        taken += 1
    del part.body[:taken]


def _can_be_title(line: Line) -> bool:
    text = line.plain
    if line.number or (_LIST.match(text) and not _TITLE_NOUN.match(text)):
        return False
    group = _TITLE_NOUN.match(text) and len(text) < 160  # «Состав комиссии:»
    if (text.endswith((":", ";")) and not group) or (
        text.endswith(".") and not line.bold and len(text) > 90
    ):
        return False
    return len(text) < 400


def _goes_on_title(title: Sequence[Line], line: Line) -> bool:
    last, text = title[-1], line.plain
    if line.number or text.endswith((":", ";")) or is_member_line(text):
        return False
    if line.paragraph == last.paragraph:
        return not _LISTED.match(text)
    if _LIST.match(text):
        return False
    if last.plain.endswith((".", "»")) and text[:1].isupper() and not line.bold:
        return False
    if text[:1].islower() or last.plain.endswith((",", "-", "–")):
        return line.bold == last.bold or not last.bold
    if line.bold and last.bold and (line.align == last.align):
        return True
    if line.align == last.align == "center":
        return True
    head_only = len(title) == 1 and last.plain.isupper() and len(last.plain.split()) <= 3
    return head_only and len(text) < 160 and not text.endswith(".")


def second_acts(annexes: Sequence[AnnexParts]) -> list[Finding]:
    """A finding for each further act behind the first: only the first is read as an order."""
    found = []
    for part in annexes:
        lines = [each for each in (*part.title, *part.body) if isinstance(each, Line)]
        for at, line in enumerate(lines):
            kind = KIND.match(line.plain)
            if kind is None or not kind["kind"].isupper():
                continue
            near = " ".join(each.plain for each in lines[at : at + 4])
            alone = not line.plain[kind.end() :].strip(" .:№N_") or NUMBER.search(line.plain)
            if alone and DATE.search(near) and NUMBER.search(near):
                found.append(
                    Finding(
                        "order.second-act",
                        "Another act begins here; only the first one is read as an order",
                        excerpt=near[:80],
                        page=line.place.page,
                        box=line.place.box,
                    )
                )
    return found


def annex_number(heading: Sequence[Line]) -> str | None:
    """The number of an annex as printed, from the first «Приложение» of its note."""
    for index, line in enumerate(heading):
        match = ANNEX_NUMBER.match(line.plain)
        if match is None:
            continue
        if match["number"]:
            return match["number"]
        if index + 1 < len(heading) and match.end() >= len(line.plain.rstrip(" .")):
            below = re.fullmatch(r"(?:№|N)\s*(\d+(?:\.\d+)*)", heading[index + 1].plain)
            if below:
                return below.group(1)
    return None


def build_annex(
    position: int,
    number: str | None,
    parts: AnnexParts,
    paragraphs: tuple[Quote, ...],
    tables: tuple[AnyTable, ...],
) -> Annex:
    """The annex of the order model from its parts."""
    return Annex(
        position=position,
        number=number,
        heading=quote(parts.heading),
        title=quote(parts.title),
        paragraphs=paragraphs,
        tables=tables,
    )
