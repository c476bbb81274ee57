"""Tables told apart by what they hold: measures, members, anything else.

The header decides by its column roles; a table without a header is judged by
its content and by the title above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Table
from extract.order import Column, GenericTable, Quote
from extract.structure.columns import RoleChoice, best_rule, column_roles, header_score

_NUMBER_ROW = re.compile(r"^\(?\d{1,2}(?:\.\d)?[.)]?$")
_PARAGRAPH_SIGN = re.compile(r"п\s?[/.\\]\s?п\.?|пп\.?", re.I)
_COLUMN_LETTERS = ({"А", "A", "а"}, {"Б", "B", "В", "б"})
_ROW_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]+)\s*[.)]?")
_PERSON_HEADER = re.compile(r"^(?:ф\.?\s?,?\s?и\.?\s?,?\s?о\b\.?|фио|фамилия|состав|член)", re.I)
_CONTACT_HEADER = re.compile(
    r"^(?:\w+\s+)?телефон|^тел\.?(?:\s|$)|^(?:домашний\s+)?адрес|почт[аы]\b|e-?mail|^подпись|^контакт|рождени"
)
_POST_HEADER = re.compile(r"должност|место\s+работы|занимаем", re.I)
_DUTY_HEADER = re.compile(r"(?:роль|статус|обязанност|функци|в составе|в комиссии|в группе)", re.I)
MEMBERS_TITLE = re.compile(
    r"\bсостав\b|рабоч\w+ групп|комисси|оргкомитет|организационн\w+ комитет|\bжюри\b|\bсовет\w*\b"
    r"|\bштаб\b|члены|координационн|творческ\w+ групп|экспертн",
    re.I,
)
_PLAN_TITLE = re.compile(r"\bплан\w*\b|дорожн\w+ карт|мероприяти|график|программ", re.I)
_PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?\s+(?:[А-ЯЁ]\s?\.\s?[А-ЯЁ]?\s?\.?|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ич))"
    r"|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
)
_DEADLINE = re.compile(
    r"январ|феврал|\bмарт|апрел|\bма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал"
    r"|постоянно|ежегодно|ежемесячно|ежеквартально|в течение|\d\d\.\d\d\.\d{2,4}|по мере|20\d\d",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read: `kind` is `measures`, `members` or `other`.

    `depth` counts the header rows (column-number row included); `roles` and
    `headers` have one entry a column.
    """

    kind: str
    depth: int
    headers: tuple[Quote, ...]
    roles: tuple[RoleChoice, ...]


def judge_table(table: Table, title: str) -> Reading:
    """Decide what a table holds, from its header, its content and the title above it."""
    grid = cell_grid(table)
    depth = _header_depth(table, grid)
    headers = tuple(_header_quote(grid, column, depth) for column in range(table.column_count))
    texts = [header.text for header in headers]
    if depth and _is_member_header(texts):
        return Reading("members", depth, headers, ())
    roles = _number_by_content(grid[depth:], column_roles(texts)) if depth else ()
    names = {role.role for role in roles}
    if _is_estimate(names, texts, title):
        return Reading("other", depth, headers, roles)
    if "activity" in names and names & {
        "deadline", "deadline_start", "deadline_end", "responsible", "result", "participants",
        "funding", "note",
    }:  # fmt: skip
        return Reading("measures", depth, headers, roles)
    if not depth or len(names - {"other", "number"}) < 1:
        guessed = _judge_content(table, grid, title)
        if guessed is not None:
            return guessed
    return Reading("other", depth, headers, roles)


def _is_estimate(names: set[str], headers: Sequence[str], title: str) -> bool:
    """«Наименование расходов | Сумма» under «Смета»: nobody does anything by a day."""
    if names - {"number", "activity", "indicator", "other"} != {"funding"}:
        return False
    words = " ".join([title, *headers])
    return not _PLAN_TITLE.search(words) and not re.search(
        r"работ|действи|\bмер[ыа]\b", words, re.I
    )


def _number_by_content(
    body: Sequence[Sequence[Cell | None]], roles: tuple[RoleChoice, ...]
) -> tuple[RoleChoice, ...]:
    """A first column of nothing but numbers is the number column, whatever stands above it.

    Narrow columns break their header anywhere («Номе р»), and some have none.
    """
    if roles[0].role not in {"other", "section"} or "number" in {role.role for role in roles}:
        return roles
    texts = [cell.text.strip() for row in body if (cell := row[0]) is not None]
    filled = [text for text in texts if text]
    numbers = sum(_ROW_NUMBER.fullmatch(text) is not None for text in filled)
    if len(filled) < 2 or numbers < 0.7 * len(filled):
        return roles
    return (RoleChoice("number", 0.5, ("the column holds numbers",)), *roles[1:])


def cell_grid(table: Table) -> list[list[Cell | None]]:
    """The cell that covers each place of the table, by row and column."""
    grid: list[list[Cell | None]] = [[None] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = cell
    return grid


def is_number_row(texts: Sequence[str]) -> bool:
    """A row that only counts the columns: «1 | 2 | 3 | 4», «А | 1 | 2 | 3»."""
    filled = [text.strip() for text in texts]
    letters = 0
    while letters < min(2, len(filled) - 2) and filled[letters] in _COLUMN_LETTERS[letters]:
        letters += 1
    filled = filled[letters:]
    if len(filled) < 2 or not all(_NUMBER_ROW.match(text) for text in filled):
        return False
    values = [int(re.sub(r"\D", "", text)) for text in filled]
    return values == list(range(values[0], values[0] + len(values))) and values[0] <= 1


def columns_of(reading: Reading) -> tuple[Column, ...]:
    """The columns of the order model."""
    return tuple(
        Column(header, role.role, role.score, role.reasons)
        for header, role in zip(reading.headers, reading.roles, strict=True)
    )


def generic_table(table: Table, caption: tuple[Quote, ...]) -> GenericTable:
    """A table kept with all its cells; a merged cell stands at its corner."""
    rows = []
    for row in table.rows():
        by_column = {cell.column: cell for cell in row}
        rows.append(
            tuple(
                cell_quote(by_column[column]) if column in by_column else Quote("")
                for column in range(table.column_count)
            )
        )
    repeated = [cell_quote(cell) for cell in table.repeated if cell.text]
    if repeated:
        rows.append(tuple(repeated))
    return GenericTable(tuple(rows), caption)


def cell_quote(cell: Cell) -> Quote:
    """The words of a cell with the places of its fragments."""
    return Quote(cell.text, cell.places, cell.confidence)


def is_member_cell(text: str) -> bool:
    """Whether a cell names a person."""
    return bool(_PERSON.search(text))


def member_column_kinds(headers: Sequence[str]) -> tuple[str, ...]:
    """`number`, `person`, `post`, `duty`, `contact` or `other` for each column of members."""
    kinds = []
    for text in headers:
        folded = re.sub(r"\s+", " ", text).strip().lower()
        if re.match(r"(?:№|nn?\b|n*\s*п\s*/\s*п)", folded):
            kinds.append("number")
        elif _CONTACT_HEADER.search(folded):
            kinds.append("contact")
        elif _PERSON_HEADER.match(folded) or re.search(r"\bфио\b|ф\.\s?и\.\s?о|фамили", folded):
            kinds.append("person")
        elif _DUTY_HEADER.search(folded):
            kinds.append("duty")
        elif _POST_HEADER.search(folded):
            kinds.append("post" if "post" not in kinds else "other")
        else:
            kinds.append("other")
    return tuple(kinds)


def _is_member_header(texts: Sequence[str]) -> bool:
    kinds = member_column_kinds(texts)
    roles = {choice.role for choice in column_roles(texts)}
    return "person" in kinds and not roles & {"activity", "deadline", "result"} - (
        set() if "post" in kinds or "duty" in kinds else {"activity"}
    )


def _header_depth(table: Table, grid: Sequence[Sequence[Cell | None]]) -> int:
    """How many rows the header takes: 0 where the first row is content already."""
    if table.row_count < 2:
        return 0
    first = _row_texts(grid, 0)
    skipped = 0
    while skipped + 2 < table.row_count and _one_text(grid, skipped):
        skipped += 1  # a title set as the first row, merged over the width
    texts = _row_texts(grid, skipped)
    if header_score(texts) < 2 and not _is_member_header(texts) and not is_number_row(first):
        below = _row_texts(grid, skipped + 1) if skipped + 1 < table.row_count else []
        if header_score([f"{a} {b}" for a, b in zip(texts, below, strict=False)]) < 2:
            return 0
    if is_number_row(first) and header_score(texts) < 2:
        return 1
    depth = skipped + 1
    spans = [cell.row_span for cell in grid[skipped] if cell is not None and cell.row == skipped]
    if spans and max(spans) > 1 and max(spans) <= 3:
        depth = skipped + max(spans)
    elif _second_level(grid, skipped, table) or _goes_on_header(grid, skipped):
        depth = skipped + 2
    while depth < table.row_count and is_number_row(_row_texts(grid, depth)):
        depth += 1
    return depth


def _second_level(grid: Sequence[Sequence[Cell | None]], row: int, table: Table) -> bool:
    """Whether the row below parts merged headers («Срок» over «начало | окончание»)."""
    if row + 1 >= table.row_count:
        return False
    wide = [cell for cell in grid[row] if cell is not None and cell.column_span > 1]
    if not wide and _parts_below(_row_texts(grid, row), _row_texts(grid, row + 1)):
        return True
    if not wide or any(cell.column_span >= table.column_count for cell in wide):
        return False
    below = [cell for cell in grid[row + 1] if cell is not None and cell.row == row + 1]
    under = [
        cell.text
        for cell in below
        if any(w.column <= cell.column < w.column + w.column_span for w in wide) and cell.text
    ]
    outside = [
        cell.text
        for cell in below
        if not any(w.column <= cell.column < w.column + w.column_span for w in wide) and cell.text
    ]
    return bool(under) and not outside and all(len(text) < 60 for text in under)


def _goes_on_header(grid: Sequence[Sequence[Cell | None]], row: int) -> bool:
    """Whether the row below holds the rest of the header's words: «п/п | | исполнения»."""
    if row + 2 >= len(grid):
        return False
    texts, below = _row_texts(grid, row), _row_texts(grid, row + 1)
    words = [text.strip() for text in below]
    filled = [index for index, text in enumerate(words) if text]
    if not filled or len(filled) == len(words) or not all(texts[at].strip() for at in filled):
        return False
    sign = _PARAGRAPH_SIGN.fullmatch(words[0]) is not None
    counted = is_number_row(_row_texts(grid, row + 2))
    rest = [words[at] for at in filled if at or not sign]
    small = all(re.match(r"[а-яё(]", text) and len(text) < 40 for text in rest)
    return small and (sign or counted) and not any(re.search(r"\d", text) for text in rest)


def _parts_below(texts: Sequence[str], below: Sequence[str]) -> bool:
    """The same in formats without spans: «Срок | (empty)» over «начало | окончание»."""
    under = [index for index, text in enumerate(below) if text.strip()]
    if len(under) < 2 or len(under) == len(below) or under[0] == 0:
        return False
    years = all(re.fullmatch(r"(?:19|20)\d\d(?:\s*г\.?|\s*год)?", below[i].strip()) for i in under)
    if any(len(below[i]) > 40 or (re.search(r"\d{2}", below[i]) and not years) for i in under):
        return False
    gaps = [index for index in under if not texts[index].strip()]
    heads = [index for index in under if texts[index].strip()]
    return bool(gaps) and all(index - 1 in under for index in gaps) and bool(heads)


def _one_text(grid: Sequence[Sequence[Cell | None]], row: int) -> bool:
    cells = {id(cell): cell for cell in grid[row] if cell is not None and cell.text}
    return len(cells) == 1 and len(grid[row]) > 1


def _row_texts(grid: Sequence[Sequence[Cell | None]], row: int) -> list[str]:
    return [cell.text if cell is not None else "" for cell in grid[row]]


def _header_quote(grid: Sequence[Sequence[Cell | None]], column: int, depth: int) -> Quote:
    seen: list[Cell] = []
    width = len(grid[0])
    for row in range(depth):
        cell = grid[row][column]
        if row + 1 < depth and (cell is None or not cell.text) and column:
            cell = _merged_without_span(grid, row, column)
        if cell is None or not cell.text or any(cell is old for old in seen):
            continue
        if cell.column_span >= width or is_number_row(_row_texts(grid, row)):
            continue
        seen.append(cell)
    text = " ".join(cell.text for cell in seen)
    places = tuple(place for cell in seen for place in cell.places)
    return Quote(text, places)


def _merged_without_span(
    grid: Sequence[Sequence[Cell | None]], row: int, column: int
) -> Cell | None:
    """The header to the left, where both columns have their part named in the row below."""
    below = grid[row + 1]
    if is_number_row(_row_texts(grid, row + 1)):
        return None
    for at in range(column, 0, -1):
        here, left = below[at], below[at - 1]
        if here is None or left is None or not here.text or not left.text or here is left:
            return None
        if best_rule(here.text)[0] is not None:
            return None  # it says its role itself
        above = grid[row][at - 1]
        if above is not None and above.text:
            return above
    return None


def _judge_content(
    table: Table, grid: Sequence[Sequence[Cell | None]], title: str
) -> Reading | None:
    """Judge a table without a telling header by its columns' content."""
    shares = [_shares(grid, column) for column in range(table.column_count)]
    empty = tuple(Quote("") for _ in range(table.column_count))
    persons = [index for index, share in enumerate(shares) if share["person"] >= 0.6]
    texts = [index for index, share in enumerate(shares) if share["long"] >= 0.4]
    dated = [index for index, share in enumerate(shares) if share["deadline"] >= 0.5]
    if persons and not dated and (MEMBERS_TITLE.search(title) or persons[0] <= 1):
        if MEMBERS_TITLE.search(title) and table.column_count <= 5:
            return Reading("members", 0, empty, ())
        return None
    if not dated or not texts or table.column_count < 3 or not _PLAN_TITLE.search(title):
        return None
    roles = []
    activity = texts[0] if texts[0] not in dated else next((t for t in texts if t not in dated), -1)
    if activity < 0:
        return None
    for index, share in enumerate(shares):
        if index == 0 and share["number"] >= 0.5 and index != activity:
            role = "number"
        elif index == activity:
            role = "activity"
        elif index == dated[0]:
            role = "deadline"
        elif index == dated[0] + 1:
            role = "responsible"
        else:
            role = "other"
        roles.append(RoleChoice(role, 0.4, ("judged by the column's content",)))
    return Reading("measures", 0, empty, tuple(roles))


def _shares(grid: Sequence[Sequence[Cell | None]], column: int) -> dict[str, float]:
    texts = [cell.text for row in grid if (cell := row[column]) is not None and cell.text]
    count = len(texts) or 1
    return {
        "person": sum(1 for text in texts if _PERSON.search(text) and len(text) < 60) / count,
        "long": sum(1 for text in texts if len(text) > 25) / count,
        "deadline": sum(1 for text in texts if _DEADLINE.search(text) and len(text) < 60) / count,
        "number": sum(1 for text in texts if re.match(r"^[\dIVX]+[.\d]*\)?$", text)) / count,
    }
