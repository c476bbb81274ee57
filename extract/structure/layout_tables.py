"""Tables that only lay out a page: letterheads, signatures, notes in a corner."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Table
from extract.structure.annexes import opens_annex
from extract.structure.lines import Item, Line, table_lines
from extract.structure.patterns import FIRST_CLAUSE
from extract.structure.tables import judge_table


def layout_tables_as_lines(items: list[Item]) -> list[Item]:
    """Tables that only lay out a letterhead or a signature become lines."""
    result: list[Item] = []
    for index, item in enumerate(items):
        if isinstance(item, Table) and _is_layout(item, items, index):
            result += table_lines(item, -index - 1)
        else:
            result.append(item)
    return result


def _is_layout(table: Table, items: Sequence[Item], index: int) -> bool:
    texts = [cell.text.strip() for cell in table.cells if cell.text.strip()]
    if not texts:
        return True
    if table.column_count == 1 and table.row_count <= 3:
        return True
    if table.row_count > 8 or table.column_count > 4 or len(texts) > 16:
        return False
    reading = judge_table(table, "")
    if reading.kind != "other":
        return False
    before = [each for each in items[:index] if isinstance(each, Line)]
    in_head = not any(FIRST_CLAUSE.match(line.numbered) for line in before) and (
        len(before) < 25 and not any(opens_annex(line) for line in before)
    )
    joined = " ".join(texts)
    signature = (
        len(texts) <= 6
        and bool(
            re.search(
                r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]{2,})"
                r"|[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]{2,})\s[А-ЯЁ]\.\s?[А-ЯЁ]\.",
                joined,
            )
        )
        and table.row_count <= 3
    )
    note = any(re.match(r"(?i)приложение|утвержд|согласовано", text) for text in texts)
    return in_head or signature or (note and table.row_count <= 3)
