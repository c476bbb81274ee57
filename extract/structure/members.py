"""Members of working groups and commissions, from tables and from lists of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Table
from extract.layout.join import join_texts
from extract.order import Member, MemberTable, Quote
from extract.structure.lines import Line, quote
from extract.structure.tables import (
    Reading,
    cell_grid,
    cell_quote,
    is_member_cell,
    is_number_row,
    member_column_kinds,
)

DUTY = re.compile(
    r"^(?:со)?(?:председател|заместител\w+\s+председател|зам\.\s*председател|секретар|член"
    r"|руководител\w+\s+(?:рабочей\s+)?(?:групп|штаб|комисс)|ответственный\s+секретарь|координатор)",
    re.I,
)
_DUTY_LINE = re.compile(
    r"^(?P<duty>[^–—:]{3,60}?)\s*:\s*$",
)
_NUMBER = re.compile(r"^(?P<number>\d{1,3})[.)]?\s+")
_INITIAL = r"[А-ЯЁ]\s?\.(?:-\s?[А-ЯЁ]\s?\.)?"
"""«О.», or «Б.-О.» of a double name."""

_NAME = (
    rf"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?\s+(?:{_INITIAL}\s?(?:{_INITIAL})?"
    r"|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:\s+(?:оглы|кызы))?)"
    rf"|{_INITIAL}\s?{_INITIAL}\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
)
_LINE = re.compile(rf"^(?P<person>{_NAME})\s*(?:[-–—,]\s*|\t\s*[-–—]?\s*)(?P<post>\S.*)$", re.S)
_PERSON_AND_DASH = re.compile(rf"(?:\d{{1,3}}[.)]\s*)?{_NAME}\s*[–—-]\s")
_SURNAME_FIRST = re.compile(
    r"^(?P<before>(?:\d{1,3}[.)]\s*)?)(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,})"
    r"\s*[-–—]\s+(?P<post>\S.*)$"
)
_NAMES_BELOW = re.compile(
    r"^(?P<names>[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:ич|вна|ична|оглы|кызы))(?:\s+(?P<rest>.*))?$"
)
_POST_FIRST = re.compile(
    rf"^(?P<duty>[А-ЯЁа-яё ]{{4,60}}?)\s*[-–—:]\s*(?P<person>{_NAME})"
    r"(?:\s*[-–—,]\s*(?P<post>\S.*))?$",
    re.S,
)


@dataclass(slots=True)
class _List:
    """Members while they are being read, and the duty that the last heading gave."""

    members: list[Member] = field(default_factory=list)
    duty: Quote | None = None

    def add(
        self, number: str | None, person: Quote, post: Quote | None, duty: Quote | None
    ) -> None:
        self.members.append(Member(len(self.members) + 1, number, person, post, duty or self.duty))


def read_member_table(
    table: Table, reading: Reading, group_name: Quote | None
) -> MemberTable | None:
    """Read a table of members; None where a row names nobody and holds no duty."""
    grid = cell_grid(table)
    kinds = _column_kinds(table, reading)
    found = _List()
    header_rows = [
        cell_quote(cell)
        for index in range(reading.depth)
        for cell in table.rows()[index]
        if cell.text
    ]
    header_rows += [cell_quote(cell) for cell in table.repeated if cell.text]
    for index in range(reading.depth, table.row_count):
        row = grid[index]
        texts = [cell.text.strip() if cell else "" for cell in row]
        filled = [cell for cell in row if cell is not None and cell.text.strip()]
        if not filled:
            continue
        if is_number_row(texts):
            header_rows += [cell_quote(cell) for cell in filled]
            continue
        by_kind: dict[str, list[Quote]] = {}
        for column, cell in enumerate(row):
            if cell is not None and cell.text.strip(" -–—\n") and cell.column == column:
                by_kind.setdefault(kinds[column], []).append(cell_quote(cell))
        person = by_kind.get("person", [None])[0]
        distinct = {id(cell) for cell in filled}
        if person is None or not is_member_cell(person.text):
            if len(distinct) == 1:
                heading = cell_quote(filled[0])
                found.duty = replace(heading, text=heading.text.rstrip(" :"))
                header_rows.append(heading)
                continue
            if person is None:
                return None
        header_rows += by_kind.get("contact", [])  # telephones are no part of a post
        number = by_kind.get("number", [None])[0]
        further = [
            each for kind in ("number", "person", "duty") for each in by_kind.get(kind, [])[1:]
        ]
        found.add(
            number.text.strip(" .)") if number else None,
            person,
            _merged(by_kind.get("post", []) + by_kind.get("other", []) + further),
            _duty(by_kind.get("duty", [None])[0], found),
        )
    if not found.members:
        return None
    return MemberTable(group_name, tuple(found.members), tuple(header_rows))


def _duty(cell: Quote | None, found: _List) -> Quote | None:
    """The duty in a member's own row; «Члены комиссии:» holds for the rows below too."""
    if cell is None:
        return None
    duty = replace(cell, text=cell.text.rstrip(" :"))
    if re.match(r"члены\b", duty.text, re.I):
        found.duty = duty
    return duty


def member_pieces(text: str) -> list[str]:
    """The lines of members that a sentence runs together: «Белов А.А. – мастер; Лунин …»."""
    parted = rf"\n|;\s*(?=[-–—•]?\s*(?:\d+[.)]\s*)?{_NAME})|;\s*(?=[Чч]лены)"
    if is_member_line(text):
        parted += rf"|,?\s+(?={_NAME}\s*[–—-]\s)"  # nothing but the next person ends a post
    return re.split(parted, text)


def is_member_line(text: str) -> bool:
    """Whether a text begins with a person and, behind a dash, what the person is."""
    return bool(_PERSON_AND_DASH.match(text.strip()))


def read_member_lines(
    lines: Sequence[Line], group_name: Quote | None
) -> tuple[MemberTable | None, list[Line]]:
    """Read «Иванова И.И. – директор …» lines; the lines that are none come back.

    A list needs two such lines, or one and a heading of a duty.
    """
    found = _List()
    rest: list[Line] = []
    headings: list[Quote] = []
    if group_name is not None:
        group_name = replace(group_name, text=group_name.text.rstrip(" :"))
    for line in _unwrapped(lines):
        text = re.sub(r"^[-–—•]\s*", "", line.text.strip())
        number = None
        match = _NUMBER.match(text)
        if match:
            number, text = match["number"], text[match.end() :]
        elif line.number:
            number = line.number.strip(" .)") if line.number.strip(" .)").isdigit() else None
        where, confidence = (line.place,), line.confidence
        member = _LINE.match(text)
        if member:
            found.add(
                number,
                Quote(member["person"], where, confidence),
                Quote(member["post"].strip(" ;."), where, confidence),
                None,
            )
            continue
        reverse = _POST_FIRST.match(text)
        if reverse and DUTY.match(reverse["duty"]):
            found.add(
                number,
                Quote(reverse["person"], where, confidence),
                Quote(reverse["post"].strip(" ;."), where, confidence) if reverse["post"] else None,
                Quote(reverse["duty"].strip(), where, confidence),
            )
            continue
        duty = _DUTY_LINE.match(text)
        if duty and DUTY.match(text):
            heading = quote([line])
            if heading is not None:
                found.duty = Quote(duty["duty"].strip(), where, confidence)
                headings.append(heading)
            continue
        rest.append(line)
    if len(found.members) < 2 and not (found.members and headings):
        return None, list(lines)
    return MemberTable(group_name, tuple(found.members), tuple(headings)), rest


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Members set in two columns of words, each on one line.

    «Лужин – глава района, / Виктор Павлович председатель комиссии» is how
    typewritten lists set a person beside a post; a post goes on in small letters.
    """
    joined: list[Line] = []
    for line in lines:
        text = line.text.strip()
        last = joined[-1] if joined else None
        if last is not None:
            surname = _SURNAME_FIRST.match(last.text.strip())
            names = _NAMES_BELOW.match(text)
            if surname and names:
                whole = (
                    f"{surname['before']}{surname['surname']} {names['names']} – "
                    f"{surname['post']} {names['rest'] or ''}"
                )
                joined[-1] = replace(last, text=whole.strip())
                continue
            same = last.paragraph == line.paragraph
            open_end = same or not last.text.rstrip().endswith((";", "."))
            if _LINE.match(last.text.strip()) and open_end and re.match(r"[а-яё(]", text):
                joined[-1] = replace(last, text=join_texts(last.text, text))
                continue
        joined.append(line)
    return joined


def _column_kinds(table: Table, reading: Reading) -> tuple[str, ...]:
    if reading.depth:
        return member_column_kinds([header.text for header in reading.headers])
    grid = cell_grid(table)
    kinds: list[str] = []
    for column in range(table.column_count):
        texts = [cell.text.strip() for row in grid if (cell := row[column]) is not None]
        texts = [text for text in texts if text]
        if texts and sum(1 for t in texts if re.match(r"^\d+[.)]?$", t)) >= 0.6 * len(texts):
            kinds.append("number")
        elif (
            texts and "person" not in kinds and sum(map(is_member_cell, texts)) >= 0.5 * len(texts)
        ):
            kinds.append("person")
        elif "duty" not in kinds and sum(bool(DUTY.match(text)) for text in texts) >= 0.5 * max(
            1, len(texts)
        ):
            kinds.append("duty")
        else:
            kinds.append("post")
    return tuple(kinds)


def _merged(quotes: Sequence[Quote]) -> Quote | None:
    words = [each for each in quotes if each.text.strip(" -–—")]
    if not words:
        return None
    return Quote(
        " ".join(each.text.strip(" -–—") for each in words),
        tuple(place for each in words for place in each.places),
        min(each.confidence for each in words),
    )
