"""The head of an order: issuer, kind of act, number, date, place, title, preamble.

Lines are told apart by what they hold, not by their order: clerks put the date
above or below the title, the number beside the kind of act or on its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.order import Header, Quote
from extract.structure.bilingual import is_other_language
from extract.structure.editorial import goes_on_editorial, is_editorial
from extract.structure.head_data import take_data, take_data_again, with_preposition
from extract.structure.head_draft import HeadDraft
from extract.structure.head_lines import (
    TERRITORY,
    is_dates_alone,
    is_session,
    title_on_line,
)
from extract.structure.head_settle import settle
from extract.structure.issuers import (
    begins_in_genitive,
    is_assembly,
    is_issuer,
    is_organ_line,
    within_body,
)
from extract.structure.lines import Line, quote
from extract.structure.patterns import (
    COMMAND,
    DATE,
    EDITORIAL,
    FURNITURE,
    KIND,
    NUMBER,
    PREAMBLE,
    TITLE,
)

_SUBJECT = re.compile(
    r"(?:администрация|правительство|комитет|совет|управление|департамент|комиссия|дума|собрание"
    r"|министерство|коллегия|территориальная|избирательная)\s",
    re.I,
)
"""Who orders, right before the command: «администрация N района» (постановляет)."""

_ADDRESSEE = re.compile(
    r"(?:(?!об?\b)\w+\s+)?(?:руководител|директор|начальник|глав|заведующ|председател|врач|специалист)"
    r"(?:ам|ям|им|ему|ому|у|ю|е)(?![а-яё])",
    re.I,
)


def read_header(lines: Sequence[Line], kind_at: int | None) -> Header:
    """Read the head from the lines before the clauses; the command is already cut off.

    No line is left over: one that names nothing belongs to the title, or to
    the issuer above it.
    """
    draft = HeadDraft()
    body: list[Line] = []
    for index, line in enumerate(lines):
        if body:
            (draft.furniture if _is_remark_inside(draft, line) else body).append(line)
            continue
        if index == kind_at:
            _take_kind(draft, line)
        elif _is_aside(draft, lines, index, kind_at) or (is_session(line) and not draft.title):
            draft.furniture.append(line)
        elif take_data_again(draft, line, below=kind_at is not None and index > kind_at):
            pass
        elif take_data(draft, line, before_title=not draft.title):
            if kind_at is not None and index < kind_at:
                draft.above.append(line)
        elif (
            FURNITURE.match(line.plain)
            or _names_issuer_again(draft, line)
            or _is_address(draft, lines, index)
            or (draft.date is not None and is_dates_alone(line))
        ):
            draft.furniture.append(line)
        elif kind_at is not None and index < kind_at:
            draft.issuer.append(line)
        elif _issuer_below_kind(draft, line):
            _put_issuer(draft, line)
        elif _issuer_goes_on(draft, lines, index):
            draft.issuer.append(line)
        elif not draft.title and kind_at is not None and _titles_like(lines, index):
            draft.title.append(line)
        elif _begins_preamble(draft, line, kind_at is not None, is_last=index == len(lines) - 1):
            body.append(line)
        elif not draft.issuer and not draft.title and is_issuer(line):
            draft.issuer.append(line)
        elif kind_at is None and not draft.title and not TITLE.match(line.plain):
            (draft.issuer if draft.issuer else draft.furniture).append(line)
        else:
            _put_title(draft, line)
    settle(draft, kind_known=kind_at is not None)
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


def _take_kind(draft: HeadDraft, line: Line) -> None:
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
    if take_data(draft, beside, before_title=True):
        return
    data, title = title_on_line(rest)
    if title and take_data(draft, replace(beside, text=data), before_title=True):
        draft.title.append(replace(beside, text=title))
    elif TITLE.match(rest):
        draft.title.append(beside)
    elif is_issuer(beside):
        _issuer_beside_kind(draft, beside)
    else:
        draft.furniture.append(beside)


def _issuer_beside_kind(draft: HeadDraft, line: Line) -> None:
    """«Приказ управления образования … от 05.03.2021 № 140 «О …»» on one line, as on the web."""
    date = DATE.search(line.text)
    number = NUMBER.search(line.text)
    cut = min(
        (match.start() for match in (date, number) if match is not None), default=len(line.text)
    )
    issuer = re.sub(r"[\s,]*\bот$", "", line.text[:cut].strip()).strip(" ,")
    named = _names_organ(draft)
    if named or (date and draft.date) or (number and draft.number):
        draft.furniture.append(line)  # named above already: the words are kept once more
    if issuer and not named:
        _put_issuer(draft, replace(line, text=issuer))
    if date and draft.date is None:
        draft.date = Quote(with_preposition(line.text, date), (line.place,), line.confidence)
    if number and draft.number is None:
        draft.number = Quote(number.group().strip(), (line.place,), line.confidence)
    ends = [match.end() for match in (date, number) if match is not None]
    rest = line.text[max(ends) :].strip(" ,") if ends else ""
    if rest:
        draft.title.append(replace(line, text=rest))


def _names_organ(draft: HeadDraft) -> bool:
    return any(is_organ_line(line.plain) for line in draft.issuer)


def _put_issuer(draft: HeadDraft, line: Line) -> None:
    """The issuer at or below the kind of act; lines above that name no body are the page's."""
    draft.furniture += draft.issuer
    draft.issuer = [line]


def _begins_preamble(draft: HeadDraft, line: Line, kind_known: bool, *, is_last: bool) -> bool:
    text = line.plain
    if not PREAMBLE.match(text):
        own = draft.title and (
            _SUBJECT.match(text)
            or _is_sentence_after_title(draft, line)
            or (is_last and line.first and is_assembly(text))  # «Озёрская Дума / РЕШИЛА:»
        )
        return bool(own)
    if not draft.title:
        return not (kind_known and line.bold and len(text) < 90 and not text.endswith(":"))
    # a title goes on in lower case («… по подготовке»), a preamble begins with a capital
    return text[:1].isupper() and not draft.title[-1].plain.endswith((",", "-"))


def _is_aside(draft: HeadDraft, lines: Sequence[Line], index: int, kind_at: int | None) -> bool:
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


def _is_remark_inside(draft: HeadDraft, line: Line) -> bool:
    """«(Пункт исключён - …)» between the preamble's lines; it may go on over several."""
    text = line.plain
    if text.startswith("(") and EDITORIAL.match(text):
        return True
    last = draft.furniture[-1:] if draft.furniture else []
    opened = bool(last) and last[0].plain.startswith("(")
    return opened and ")" in text and goes_on_editorial(last, text)


def _issuer_below_kind(draft: HeadDraft, line: Line) -> bool:
    """«ПРИКАЗ № 45 от …» above «МБДОУ «…»»: nobody stands above the kind of act."""
    text = line.plain
    if draft.kind is None or _names_organ(draft) or draft.title or PREAMBLE.match(text):
        return False
    if any(begins_in_genitive(each.plain) for each in draft.issuer):
        return False
    whole = not text.endswith((".", ":", ";", ",")) and not COMMAND.search(text)
    names = is_organ_line(text) or (begins_in_genitive(text) and not _has_letterhead(draft))
    return whole and len(text) < 120 and names and is_issuer(line)


def _has_letterhead(draft: HeadDraft) -> bool:
    """Whether what stands above the kind of act may be the issuer, though no organ begins it."""
    return any(each.plain.isupper() or TERRITORY.match(each.plain) for each in draft.issuer)


def _issuer_goes_on(draft: HeadDraft, lines: Sequence[Line], index: int) -> bool:
    """«Решение Совета депутатов Озёрского района» / «Речной области»: the name's second line."""
    if draft.kind is None or draft.title or not draft.issuer or index == 0:
        return False
    text = lines[index].plain
    last = draft.issuer[-1]
    follows = last.place == lines[index - 1].place and last.paragraph == lines[index - 1].paragraph
    return (
        follows
        and begins_in_genitive(draft.issuer[0].plain)
        and last.plain in lines[index - 1].plain
        and len(text) < 120
        and not TITLE.match(text)
        and not PREAMBLE.match(text)
        and not text.endswith((":", ".", ";"))
        and bool(
            re.match(r"(?:[А-ЯЁа-яё-]+(?:ого|его|ой|ей)|республики|города|и|по)\s", text, re.I)
        )
    )


def _names_issuer_again(draft: HeadDraft, line: Line) -> bool:
    """«по школе № 5» below «ПРИКАЗ», where the letterhead has named the school in full."""
    below = draft.kind is not None and bool(draft.issuer) and not draft.title
    return below and within_body(line) and not line.plain.endswith((":", ","))


def _is_address(draft: HeadDraft, lines: Sequence[Line], index: int) -> bool:
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


def _is_sentence_after_title(draft: HeadDraft, line: Line) -> bool:
    """A paragraph after the title that is a sentence: capital, long, and not set like the title."""
    title = draft.title[-1]
    if line.paragraph == title.paragraph or not line.plain[:1].isupper():
        return False
    if (title.bold and line.bold) or len(line.plain) < 60:
        return False
    return title.bold != line.bold or len(line.plain) > 140 or line.plain.endswith((":", ".", ","))


def _put_title(draft: HeadDraft, line: Line) -> None:
    """A title line; «О …» wins over a page's «Распоряжение о …» beside the kind of act."""
    first = draft.title[0] if len(draft.title) == 1 else None
    beside = first is not None and draft.kind is not None and first.place == draft.kind.places[0]
    if beside and first is not None and first.plain[:1].islower() and line.first:
        if KIND.match(line.plain):
            draft.furniture.append(line)
            return
        if re.match(r"Об?о?\s", line.plain):
            draft.furniture += draft.title
            draft.title = []
    draft.title.append(line)
