"""The rows of a roadmap or plan: sections and measures.

Whether a row is a section is decided by weighed evidence: what it spans, what
is empty in it, how its number stands to its neighbours' numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Cell, Table
from extract.order import Measure, MeasureTable, Quote, Section
from extract.structure.tables import Reading, cell_grid, cell_quote, columns_of, is_number_row

_NUMBER = re.compile(r"^\s*(?:№\s*)?(?P<number>[0-9IVXІХ]+(?:\s?[.,]\s?\d+)*|[а-яa-z])\s*[.)]?\s*$")
_LEADING = re.compile(
    r"^\s*(?P<number>(?:\d+(?:\.\d+)*|[IVXІХ]+)[.)]"
    r"|(?:\d{1,2}(?:\.\d{1,2})*|[IVXІХ]+)(?=\s+[«\"А-ЯЁ]))\s+(?P<rest>\S.*)$",
    re.S,
)
"""«1. Организация», «II) Работа»; without a mark («1.2 Кадры») a capital must follow."""

_LABEL = re.compile(
    r"^(?P<label>(?:раздел|блок|направление|этап|задача|цель|глава|модуль|часть)\s*"
    r"(?:№\s*)?(?:\d+(?:\.\d+)*|[IVXІХ]+)?)\s*[.:)–—-]?\s*",
    re.I,
)
_TOTAL = re.compile(r"^(?:итого|всего)\b", re.I)
_DATED = re.compile(r"20\d\d|\d\d\.\d\d|постоянно|ежегодно|ежемесячно|квартал", re.I)


@dataclass(slots=True)
class _Row:
    """A row of the body: the cell that covers each column, and what begins here."""

    index: int
    covering: list[Cell | None]
    number: str | None
    filled: list[Cell] = field(init=False)
    """Distinct non-empty cells that cover this row."""

    def __post_init__(self) -> None:
        distinct = {id(cell): cell for cell in self.covering if cell is not None}
        self.filled = [cell for cell in distinct.values() if cell.text.strip()]

    @property
    def own(self) -> list[Cell]:
        return [cell for cell in self.covering if cell is not None and cell.row == self.index]


def read_measures(
    table: Table, reading: Reading, caption: tuple[Quote, ...], first_position: int
) -> MeasureTable:
    """Read sections and measures; `first_position` numbers the first measure of the table."""
    grid = cell_grid(table)
    roles = [role.role for role in reading.roles]
    number_at = roles.index("number") if "number" in roles else None
    rows = [
        _Row(index, list(grid[index]), _row_number(grid[index], number_at))
        for index in range(reading.depth, table.row_count)
    ]
    if number_at is None and "activity" in roles:
        _number_from_activity(rows, roles.index("activity"))
    sections: list[Section] = []
    measures: list[Measure] = []
    header_rows = [
        cell_quote(cell)
        for index in range(reading.depth)
        for cell in table.rows()[index]
        if cell.text
    ]
    header_rows += [cell_quote(cell) for cell in table.repeated if cell.text]
    others: list[Quote] = []
    form = all(_is_blank(row, number_at) for row in rows)
    section_at = roles.index("section") if "section" in roles else None
    for at, row in enumerate(rows):
        texts = [cell.text if cell else "" for cell in row.covering]
        if not row.filled:
            continue
        if is_number_row(texts):
            header_rows += [cell_quote(cell) for cell in row.own]
        elif _is_total(row) or form:
            others += [cell_quote(cell) for cell in row.own if cell.text]
        elif is_section(rows, at, roles, number_at):
            sections.append(_section(row, sections, number_at))
        else:
            if section_at is not None:
                _section_from_column(row, section_at, sections)
            measures.append(_measure(row, table, len(measures) + first_position, sections))
    return MeasureTable(
        columns=columns_of(reading),
        sections=tuple(sections),
        measures=tuple(measures),
        caption=caption,
        header_rows=tuple(header_rows),
        other_rows=tuple(others),
    )


def is_section(rows: Sequence[_Row], at: int, roles: Sequence[str], number_at: int | None) -> bool:
    """Whether a row is a section of the plan rather than a measure; the evidence is weighed."""
    row = rows[at]
    width = len(row.covering)
    filled = row.filled
    texts = [cell for cell in filled if not _is_number_cell(cell, number_at, row)]
    if len(texts) != 1:
        return False
    title = texts[0]
    if title.row != row.index:
        return False  # the tail of a cell merged downwards
    score = 0.0
    if title.column_span >= max(2, width - 1):
        score += 3.0
    elif title.column_span > 1:
        score += 1.2
    else:
        empty_roles = {
            roles[column]
            for column, cell in enumerate(row.covering)
            if cell is None or not cell.text.strip()
        }
        if {"deadline", "responsible"} <= empty_roles:
            score += 1.0 + (0.6 if _rows_are_full(rows, roles) else 0.0)
        elif "activity" in empty_roles and _rows_are_full(rows, roles):
            score += 1.6  # the first column holds dates or names, and this is neither
        score += 0.6 if width >= 4 and len(filled) <= 2 else 0.0
    if title.row_span > 1:
        score -= 2.0
    if title.bold:
        score += 0.8
    if title.text.isupper() and len(title.text) > 6:
        score += 0.8
    if _LABEL.match(title.text):
        score += 1.5
    if title.text.rstrip().endswith((".", ";")):
        score -= 0.3
    if _DATED.search(title.text) and len(title.text) < 25:
        score -= 1.0
    score += _number_evidence(rows, at)
    return score >= 1.5


def _number_evidence(rows: Sequence[_Row], at: int) -> float:
    """A section's number is the parent of the next row's number, or of another style."""
    row = rows[at]
    following = next((each for each in rows[at + 1 :] if each.number), None)
    if row.number is None:
        return 0.2 if at + 1 < len(rows) else -1.5
    if following is None or following.number is None:
        return -1.0
    parts, next_parts = row.number.split("."), following.number.split(".")
    if len(next_parts) > len(parts) and next_parts[: len(parts)] == parts:
        return 2.0
    if re.fullmatch(r"[IVXІХ]+", row.number) and following.number[:1].isdigit():
        return 2.0
    if len(next_parts) > len(parts):
        return 1.0
    if len(parts) > 1 and len(next_parts) == len(parts) and parts[:-1] == next_parts[:-1]:
        return -1.0
    if following.number == "1" and row.number.isdigit():
        return 0.8
    before = next((each.number for each in reversed(rows[:at]) if each.number), None)
    counted = [before, row.number, following.number]
    if all(number and number.isdigit() for number in counted):
        first, own, last = (int(number or 0) for number in counted)
        if first + 1 == own == last - 1:
            return -1.6  # it counts on in the measures' own sequence
    return -0.6


def _rows_are_full(rows: Sequence[_Row], roles: Sequence[str]) -> bool:
    """Whether nearly every row with several cells says when and who: a bare one stands out."""
    wanted = [roles.index(role) for role in ("deadline", "responsible") if role in roles]
    full = sum(
        all((cell := row.covering[column]) is not None and cell.text.strip() for column in wanted)
        for row in rows
    )
    several = sum(len(row.filled) > 2 for row in rows)
    return full >= max(1, 0.6 * several)


def _section(row: _Row, sections: Sequence[Section], number_at: int | None) -> Section:
    title = next(c for c in row.filled if not _is_number_cell(c, number_at, row))
    number, text, label = row.number, title.text, ""
    if number is None or number_at is None:
        number, text, label = _number_in_title(text)
    parent = _parent(number, sections)
    full = Quote(text, title.places, title.confidence)
    return Section(len(sections) + 1, number, full, parent, label)


def _section_from_column(row: _Row, column: int, sections: list[Section]) -> None:
    """A column of sections («Направление»): a new text opens a section, an empty cell goes on."""
    cell = row.covering[column]
    if cell is None or not cell.text.strip() or cell.row != row.index:
        return
    number, text, label = _number_in_title(cell.text)
    if sections and sections[-1].title.text == text:
        return
    title = Quote(text, cell.places, cell.confidence)
    sections.append(Section(len(sections) + 1, number, title, None, label))


def under_caption(table: MeasureTable) -> MeasureTable:
    """The table with its caption's last line as the section of all its measures."""
    caption = table.caption[-1]
    number, text, label = _number_in_title(caption.text)
    section = Section(1, number, replace(caption, text=text), label=label)
    measures = tuple(replace(measure, section=1) for measure in table.measures)
    return replace(table, sections=(section,), measures=measures)


def _number_in_title(text: str) -> tuple[str | None, str, str]:
    """«1. Организация …» and «Раздел II. Организация …»: number, title, and the label with it."""
    match = _LEADING.match(text)
    if match:
        return match["number"].rstrip(".)"), match["rest"], ""
    label = _LABEL.match(text)
    number = re.search(r"(\d+(?:\.\d+)*|[IVXІХ]+)\s*$", label["label"]) if label else None
    if label is None or number is None:
        return None, text, ""
    title = text[label.end() :]
    if not re.match(r"[«\"А-ЯЁ]", title):
        return number.group(1), text, ""  # «Раздел 1», or a sentence that begins so
    return number.group(1), title, text[: label.end()].strip()


def _parent(number: str | None, sections: Sequence[Section]) -> int | None:
    if not number or "." not in number:
        return None
    above = number.rsplit(".", 1)[0]
    for section in reversed(sections):
        if section.number == above:
            return section.position
    return None


def _measure(row: _Row, table: Table, position: int, sections: Sequence[Section]) -> Measure:
    cells = []
    for column, cell in enumerate(row.covering):
        repeats = cell is not None and cell.column < column
        cells.append(cell_quote(cell) if cell is not None and not repeats else Quote(""))
    return Measure(
        position=position,
        number=row.number,
        section=sections[-1].position if sections else None,
        cells=tuple(cells),
        joins=tuple(join for join in table.joins if join.row == row.index),
    )


def _row_number(covering: Sequence[Cell | None], number_at: int | None) -> str | None:
    if number_at is None:
        return None
    cell = covering[number_at]
    if cell is None or cell.column_span > 1:
        return None
    match = _NUMBER.match(cell.text)
    return clean_number(match["number"]) if match else None


def clean_number(text: str) -> str:
    """A row's number without spaces and the final mark: «1. 2.» → «1.2»."""
    return re.sub(r"\s", "", text).replace(",", ".").rstrip(".)")


def _number_from_activity(rows: Sequence[_Row], activity_at: int) -> None:
    """Give rows the number that stands before their activity: «1.2. Провести …».

    Only where most rows of the table are numbered so; the activity keeps its words.
    """
    found: list[tuple[_Row, str]] = []
    several = 0
    for row in rows:
        cell = row.covering[activity_at]
        if cell is None or cell.row != row.index or not cell.text.strip():
            continue
        several += 1
        match = _LEADING.match(cell.text)
        if match:
            found.append((row, clean_number(match["number"])))
    if len(found) >= 2 and len(found) >= 0.7 * several:
        for row, number in found:
            row.number = number


def _is_number_cell(cell: Cell, number_at: int | None, row: _Row) -> bool:
    return (
        number_at is not None
        and cell.column == number_at
        and cell.column_span == 1
        and row.number is not None
    )


def _is_blank(row: _Row, number_at: int | None) -> bool:
    """A row of its number, dots or dashes alone; a table of such rows is a form to be filled in."""
    return all(
        _is_number_cell(cell, number_at, row) or not re.search(r"\w", cell.text)
        for cell in row.filled
    )


def _is_total(row: _Row) -> bool:
    first = next((cell for cell in row.filled), None)
    return first is not None and bool(_TOTAL.match(first.text.strip()))
