"""Date, number and place in the lines of a head, alone or side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.order import Header, Quote
from extract.structure.head_draft import HeadDraft
from extract.structure.head_lines import part_remark
from extract.structure.lines import Item, Line
from extract.structure.patterns import DATE, KIND, MONTHS, NUMBER, PLACE, TITLE

_GLUE = re.compile(r"[\s_.,;:«»\"“”()\[\]|—–-]+|\b(?:от|г|года|год|номер)\b\.?", re.I)
_BARE_NUMBER = re.compile(r"^\d[\dА-Яа-яA-Za-z]*(?:[-/][\dА-Яа-яA-Za-z]+)*$")


def take_data(draft: HeadDraft, line: Line, *, before_title: bool) -> bool:
    """Take date, number and place where a line holds nothing else; False otherwise."""
    # a tab or a wide gap parts date, place and number: it stays one
    text = re.sub(r"[^\S\t]{3,}", "\t", line.text.strip())
    text = re.sub(r"[^\S\t]+", " ", text)
    text, remark = part_remark(text)
    if TITLE.match(text) or len(text) > 120:
        return False
    date = DATE.search(text) if draft.date is None else None
    rest = text
    if date:
        own = date.group()
        if re.match(r"\.?\s*[А-ЯЁ][а-яё]", text[date.end() :]):
            own = re.sub(r"\s*\bг\.?$", "", own)  # «03.02.2023 г. Светлый»: the town's
        rest = text.replace(own, " ", 1)
    if date:
        rest = re.sub(r"(?:№|\bN)\s*_{2,}", " ", rest)  # nobody filled the number in
    number = NUMBER.search(rest) if draft.number is None else None
    if number and not re.search(r"\d|[бБ]/[нН]", number.group()):
        number = None  # «№ документа»
    rest = rest.replace(number.group(), " ", 1) if number else rest
    pieces = [piece.strip(" _") for piece in rest.split("\t")]
    left = " ".join(piece for piece in pieces if _GLUE.sub("", piece))
    left = re.sub(r"^(?:от|года)\s*(?=\S)|\s*\bот$", "", left.strip(" _.,")).strip(" _.,")
    place = left if left and PLACE.match(left) else ""
    leftover = _GLUE.sub("", "" if place else left)
    if leftover and date and number is None and draft.number is None and _BARE_NUMBER.match(left):
        number_text: str | None = left
        leftover = ""
    else:
        number_text = number.group().strip() if number else None
    found = bool(date or number_text or place)
    blank = not found and _is_blank_form(text)
    if leftover or not found or (not before_title and not (date or number_text)):
        if not blank:
            return False
        draft.furniture.append(line)
        return True
    where = (line.place,)
    if remark:
        draft.furniture.append(replace(line, text=remark))
    if date:
        draft.date = Quote(with_preposition(text, date), where, line.confidence)
    if number_text:
        draft.number = Quote(number_text, where, line.confidence)
    if place and draft.place is None:
        draft.place = Quote(place, where, line.confidence)
    elif place:
        draft.furniture.append(replace(line, text=place))
    return True


def take_data_again(draft: HeadDraft, line: Line, *, below: bool) -> bool:
    """Date and number below the kind of act win over those of a web page above it."""
    if not (below and draft.above and draft.date):
        return False
    fresh = HeadDraft()
    if not take_data(fresh, line, before_title=True):
        return False
    if fresh.date is None or fresh.number is None:
        return False
    above = {each.place for each in draft.above}
    draft.furniture += draft.above
    draft.furniture += [
        replace(line, text=old.text, place=old.places[0])
        for old in (draft.date, draft.number)
        if old is not None and old.places[0] not in above
    ]
    draft.above = []
    if draft.place and fresh.place and draft.place.places[0] != fresh.place.places[0]:
        draft.furniture.append(replace(line, text=fresh.place.text))
    draft.date, draft.number = fresh.date, fresh.number
    draft.place = draft.place or fresh.place
    return True


def with_preposition(text: str, date: re.Match[str]) -> str:
    """A date with «от» before it, as the head writes it."""
    before = re.search(r"\bот\s*$", text[: date.start()], re.I)
    return ((before.group() if before else "") + date.group()).strip()


def _is_blank_form(text: str) -> bool:
    """A form that nobody filled in: «от ________ № ____», «от «__» ____ 2015 г. № __»."""
    return "__" in text and not re.sub(
        rf"(?:19|20)\d?\d?(?!\d)|{MONTHS}|[_\s№.«»\"“”]|\bот\b|г\.|года|\bN\b", "", text
    )


def data_below(header: Header, behind: Sequence[Item]) -> tuple[Header, list[Item], list[Line]]:
    """Place, date and number below the signature («с. Озёрное / 5 мая 2006 года / № 12»).

    They fill what the head does not state. Returns the head, what else stands
    behind the signature, and the lines that were taken.
    """
    draft = HeadDraft()
    taken: list[Line] = []
    for item in behind[:3]:
        if not isinstance(item, Line) or not take_data(draft, item, before_title=True):
            break
        taken.append(item)
    if draft.place is None and (draft.date is None or draft.number is None):
        return header, list(behind), []
    header = replace(
        header,
        number=header.number or draft.number,
        date=header.date or draft.date,
        place=header.place or draft.place,
    )
    return header, list(behind[len(taken) :]), taken


def take_data_of_page(draft: HeadDraft) -> None:
    """Date and number on the page's own line above the act, where its head states neither.

    «Распоряжение … от 23.07.1997 № 79».
    """
    if draft.date or draft.number or draft.kind is None:
        return
    for line in draft.furniture:
        text = line.plain
        date, number = DATE.search(text), NUMBER.search(text)
        if KIND.match(text) and date and number:
            draft.date = Quote(with_preposition(text, date), (line.place,), line.confidence)
            draft.number = Quote(number.group().strip(), (line.place,), line.confidence)
            return
