"""The head of an order: issuer, kind of act, number, date, place, title, preamble.

Lines are told apart by what they hold, not by their order: clerks put the date
above or below the title, the number beside the kind of act or on its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.order import Header, Quote
from extract.structure.bilingual import is_other_language
from extract.structure.editorial import goes_on_editorial, is_editorial
from extract.structure.issuers import is_issuer, is_organ_line, within_body
from extract.structure.lines import Line, quote
from extract.structure.patterns import (
    COMMAND,
    DATE,
    FURNITURE,
    KIND,
    MONTHS,
    NUMBER,
    PLACE,
    PREAMBLE,
    TITLE,
)

_GLUE = re.compile(r"[\s_.,;:«»\"“”()\[\]|—–-]+|\b(?:от|г|года|год|номер)\b\.?", re.I)
_BARE_NUMBER = re.compile(r"^\d[\dА-Яа-яA-Za-z]*(?:[-/][\dА-Яа-яA-Za-z]+)*$")
_SUBJECT = re.compile(
    r"(?:администрация|правительство|комитет|совет|управление|департамент|комиссия|дума|собрание"
    r"|министерство|коллегия|территориальная|избирательная)\s",
    re.I,
)
"""Who orders, right before the command: «администрация N района» (постановляет)."""

_TERRITORY_LINE = re.compile(
    r"област|край|края|республик|район|округ|город|поселени|муниципальн|сельсовет|автономн", re.I
)


_ADDRESSEE = re.compile(
    r"(?:(?!об?\b)\w+\s+)?(?:руководител|директор|начальник|глав|заведующ|председател|врач|специалист)"
    r"(?:ам|ям|им|ему|ому|у|ю|е)(?![а-яё])",
    re.I,
)


@dataclass(slots=True)
class _Draft:
    """The head while its lines are being told apart."""

    issuer: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    kind: Quote | None = None
    number: Quote | None = None
    date: Quote | None = None
    place: Quote | None = None


def read_header(lines: Sequence[Line], kind_at: int | None) -> Header:
    """Read the head from the lines before the clauses; the command is already cut off.

    No line is left over: one that names nothing belongs to the title, or to
    the issuer above it.
    """
    draft = _Draft()
    body: list[Line] = []
    for index, line in enumerate(lines):
        if body:
            body.append(line)
            continue
        if index == kind_at:
            _take_kind(draft, line)
        elif _is_aside(draft, lines, index, kind_at):
            draft.furniture.append(line)
        elif _take_reference_again(draft, line, below=kind_at is not None and index > kind_at):
            pass
        elif _take_reference_data(draft, line, before_title=not draft.title):
            if kind_at is not None and index < kind_at:
                draft.above.append(line)
        elif (
            FURNITURE.match(line.plain)
            or _names_issuer_again(draft, line)
            or _is_address(draft, lines, index)
        ):
            draft.furniture.append(line)
        elif (kind_at is not None and index < kind_at) or _issuer_below_kind(draft, line):
            draft.issuer.append(line)
        elif not draft.title and kind_at is not None and _titles_like(lines, index):
            draft.title.append(line)
        elif _begins_preamble(draft, line, kind_at is not None):
            body.append(line)
        elif not draft.issuer and not draft.title and is_issuer(line):
            draft.issuer.append(line)
        elif kind_at is None and not draft.title and not TITLE.match(line.plain):
            (draft.issuer if draft.issuer else draft.furniture).append(line)
        else:
            draft.title.append(line)
    if kind_at is not None:
        _title_above_kind(draft)
    _page_above_issuer(draft)
    return Header(
        issuer=quote(draft.issuer, separator="\n"),
        doc_type=draft.kind,
        number=draft.number,
        date=draft.date,
        place=draft.place,
        title=quote(draft.title),
        preamble=quote(body),
        furniture=tuple(q for line in draft.furniture if (q := quote([line]))),
    )


def _take_kind(draft: _Draft, line: Line) -> None:
    """The kind of act, and what stands beside it on its line."""
    text = line.plain
    match = KIND.match(text)
    if match is None:
        raise ValueError(f"not a kind of act: {text!r}")
    draft.kind = Quote(text[: match.end()].strip(), (line.place,), line.confidence)
    rest = text[match.end() :].strip(" *")
    if not rest.strip(" .:"):
        return
    beside = replace(line, text=rest, number="")
    if _take_reference_data(draft, beside, before_title=True):
        return
    if TITLE.match(rest):
        draft.title.append(beside)
    elif is_issuer(beside):
        _issuer_beside_kind(draft, beside)
    else:
        draft.furniture.append(beside)


def _issuer_beside_kind(draft: _Draft, line: Line) -> None:
    """«Приказ управления образования … от 05.03.2021 № 140 «О …»» on one line, as on the web."""
    date = DATE.search(line.text)
    number = NUMBER.search(line.text)
    cut = min(
        (match.start() for match in (date, number) if match is not None), default=len(line.text)
    )
    issuer = re.sub(r"[\s,]*\bот$", "", line.text[:cut].strip()).strip(" ,")
    if draft.issuer or (date and draft.date) or (number and draft.number):
        draft.furniture.append(line)  # named above already: the words are kept once more
    if issuer and not draft.issuer:
        draft.issuer.append(replace(line, text=issuer))
    if date and draft.date is None:
        draft.date = Quote(_with_preposition(line.text, date), (line.place,), line.confidence)
    if number and draft.number is None:
        draft.number = Quote(number.group().strip(), (line.place,), line.confidence)
    ends = [match.end() for match in (date, number) if match is not None]
    rest = line.text[max(ends) :].strip(" ,") if ends else ""
    if rest:
        draft.title.append(replace(line, text=rest))


def _take_reference_data(draft: _Draft, line: Line, *, before_title: bool) -> bool:
    """Take date, number and place where a line holds nothing else; False otherwise."""
    # a tab or a wide gap parts date, place and number: it stays one
    text = re.sub(r"[^\S\t]{3,}", "\t", line.text.strip())
    text = re.sub(r"[^\S\t]+", " ", text)
    if TITLE.match(text) or len(text) > 120:
        return False
    date = DATE.search(text) if draft.date is None else None
    rest = text
    if date:
        own = date.group()
        if re.match(r"\s*[А-ЯЁ][а-яё]", text[date.end() :]):
            own = re.sub(r"\s*\bг\.$", "", own)  # «03.02.2023 г. Светлый»: the town's
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
    if date:
        draft.date = Quote(_with_preposition(text, date), where, line.confidence)
    if number_text:
        draft.number = Quote(number_text, where, line.confidence)
    if place and draft.place is None:
        draft.place = Quote(place, where, line.confidence)
    elif place:
        draft.furniture.append(replace(line, text=place))
    return True


def _take_reference_again(draft: _Draft, line: Line, *, below: bool) -> bool:
    """Date and number below the kind of act win over those of a web page above it."""
    if not (below and draft.above and draft.date and draft.number):
        return False
    fresh = _Draft()
    if not _take_reference_data(fresh, line, before_title=True):
        return False
    if fresh.date is None or fresh.number is None:
        return False
    above = {each.place for each in draft.above}
    draft.furniture += draft.above
    draft.furniture += [
        replace(line, text=old.text, place=old.places[0])
        for old in (draft.date, draft.number)
        if old.places[0] not in above
    ]
    draft.above = []
    if draft.place and fresh.place and draft.place.places[0] != fresh.place.places[0]:
        draft.furniture.append(replace(line, text=fresh.place.text))
    draft.date, draft.number = fresh.date, fresh.number
    draft.place = draft.place or fresh.place
    return True


def _with_preposition(text: str, date: re.Match[str]) -> str:
    before = re.search(r"\bот\s*$", text[: date.start()], re.I)
    return ((before.group() if before else "") + date.group()).strip()


def _is_blank_form(text: str) -> bool:
    """A form that nobody filled in: «от ________ № ____», «от «__» ____ 2015 г. № __»."""
    return "__" in text and not re.sub(
        rf"(?:19|20)\d?\d?(?!\d)|{MONTHS}|[_\s№.«»\"“”]|\bот\b|г\.|года|\bN\b", "", text
    )


def _begins_preamble(draft: _Draft, line: Line, kind_known: bool) -> bool:
    text = line.plain
    if not PREAMBLE.match(text):
        own = draft.title and (_SUBJECT.match(text) or _is_sentence_after_title(draft, line))
        return bool(own)
    if not draft.title:
        return not (kind_known and line.bold and len(text) < 90 and not text.endswith(":"))
    # a title goes on in lower case («… по подготовке»), a preamble begins with a capital
    return text[:1].isupper() and not draft.title[-1].plain.endswith((",", "-"))


def _is_aside(draft: _Draft, lines: Sequence[Line], index: int, kind_at: int | None) -> bool:
    """What belongs to no field: marks without words, the other language, an editor's remarks."""
    text = lines[index].plain
    before_title = not (draft.title or TITLE.match(text) or PREAMBLE.match(text))
    if not re.search(r"\w", text) or (before_title and is_other_language(text)):
        return True
    if before_title and " " not in text and not is_organ_line(text) and 0 < index < len(lines) - 1:
        beside = (lines[index - 1], lines[index + 1])
        same = all(line.paragraph == lines[index].paragraph for line in beside)
        if same and all(is_other_language(line.plain) for line in beside):
            return True  # «ЧУЛМАН» between lines of the other language
    if is_editorial(lines[index], kind_at):
        return True
    return (
        index > 0
        and bool(draft.furniture)
        and draft.furniture[-1] is lines[index - 1]
        and goes_on_editorial(draft.furniture, text)
    )


def _issuer_below_kind(draft: _Draft, line: Line) -> bool:
    """«ПРИКАЗ № 45 от …» above «МБДОУ «…»»: nobody stands above the kind of act."""
    text = line.plain
    if draft.kind is None or draft.issuer or draft.title or PREAMBLE.match(text):
        return False
    whole = not text.endswith((".", ":", ";", ",")) and not COMMAND.search(text)
    return whole and len(text) < 120 and is_organ_line(text) and is_issuer(line)


def _names_issuer_again(draft: _Draft, line: Line) -> bool:
    """«по школе № 5» below «ПРИКАЗ», where the letterhead has named the school in full."""
    below = draft.kind is not None and bool(draft.issuer) and not draft.title
    return below and within_body(line) and not line.plain.endswith((":", ","))


def _is_address(draft: _Draft, lines: Sequence[Line], index: int) -> bool:
    """To whom the act goes («Директорам школ»), beside its letterhead and above its title."""
    if draft.title or not _ADDRESSEE.match(lines[index].plain) or len(lines[index].plain) > 100:
        return False
    return any(TITLE.match(line.plain) for line in lines[index + 1 : index + 8])


def _titles_like(lines: Sequence[Line], index: int) -> bool:
    """A short paragraph worded like a preamble («По итогам проверки») before the real one."""
    line = lines[index]
    own = [each for each in lines[index:] if each.paragraph == line.paragraph]
    words = own[-1].plain
    length = sum(len(each.plain) for each in own)
    later = any(
        PREAMBLE.match(each.plain) for each in lines[index:] if each.paragraph != line.paragraph
    )
    return later and length < 160 and not words.endswith((":", ".", ",", ";"))


def _is_sentence_after_title(draft: _Draft, line: Line) -> bool:
    """A paragraph after the title that is a sentence: capital, long, and not set like the title."""
    title = draft.title[-1]
    if line.paragraph == title.paragraph or not line.plain[:1].isupper():
        return False
    if (title.bold and line.bold) or len(line.plain) < 60:
        return False
    return title.bold != line.bold or len(line.plain) > 140 or line.plain.endswith((":", ".", ","))


def _title_above_kind(draft: _Draft) -> None:
    """A title that stands above the kind of act is no part of the issuer.

    A web page has it above the letterhead and the act again below: the first
    is furniture then.
    """
    lines = draft.issuer
    start = next((at for at, line in enumerate(lines) if TITLE.match(line.plain)), None)
    if start is None:
        return
    organs = [at for at in range(start + 1, len(lines)) if is_organ_line(lines[at].plain)]
    end = organs[0] if organs else len(lines)
    if draft.title:
        if organs:
            draft.furniture += lines[:end]
            draft.issuer = lines[end:]
    elif start or organs:
        draft.title = lines[start:end]
        draft.issuer = lines[:start] + lines[end:]


def _page_above_issuer(draft: _Draft) -> None:
    """Lines of a web page above the letterhead name no territory and go to the furniture."""
    starts = [at for at, line in enumerate(draft.issuer) if is_organ_line(line.plain)]
    if not starts:
        return
    above, rest = draft.issuer[: starts[0]], draft.issuer[starts[0] :]
    draft.furniture += [line for line in above if not _TERRITORY_LINE.search(line.plain)]
    draft.issuer = [line for line in above if _TERRITORY_LINE.search(line.plain)] + rest
