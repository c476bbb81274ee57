"""Rows and cells of a DOCX table as XML: their parts, and the short way to their words."""

from __future__ import annotations

from typing import Any

from extract.readers.docx_inline import tidy
from extract.readers.docx_package import W

_P, _TBL, _TC, _TR = f"{W}p", f"{W}tbl", f"{W}tc", f"{W}tr"
_TCPR, _TRPR, _SDT = f"{W}tcPr", f"{W}trPr", f"{W}sdt"
_R, _T, _RPR, _PPR = f"{W}r", f"{W}t", f"{W}rPr", f"{W}pPr"
_TAB, _BR = f"{W}tab", f"{W}br"
_LOOKS = frozenset(
    f"{W}{name}" for name in ("b", "vanish", "specVanish", "rStyle", "pStyle", "numPr")
)
_SILENT = frozenset(f"{W}{name}" for name in ("proofErr", "bookmarkStart", "bookmarkEnd"))
WRAPPERS = frozenset(f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo"))
GONE = frozenset(f"{W}{name}" for name in ("del", "cellDel", "moveFrom"))
"""Marks of rows and cells that were deleted with changes tracked."""


def plain_words(cell: Any) -> str | None:
    """The words of a cell in which nothing needs a second look; else None.

    Nine cells of ten are such: paragraphs of unnumbered runs that are neither
    bold nor hidden. Reading them here takes half the time.
    """
    alone = _one_text(cell)
    if alone is not None:
        return tidy(alone)
    lines: list[str] = []
    for block in cell:
        if block.tag != _P:
            if block.tag == _TCPR:
                continue
            return None
        words = ""
        for part in block:
            tag = part.tag
            if tag == _R:
                for item in part:
                    kind = item.tag
                    if kind == _T:
                        words += item.text or ""
                    elif kind == _TAB or (kind == _BR and not item.keys()):
                        words += "\n" if kind == _BR else " "
                    elif kind != _RPR or any(look.tag in _LOOKS for look in item):
                        return None
            elif tag == _PPR:
                if any(look.tag in _LOOKS for look in part):
                    return None
            elif tag not in _SILENT:
                return None
        lines.append(words)
    if len(lines) == 1:
        return tidy(lines[0])
    return "\n".join(filter(None, map(tidy, lines)))


def _one_text(cell: Any) -> str | None:
    """The text of a cell of one paragraph with one run with one text; None for all others.

    Most cells are such; asking for the few elements is faster than walking them.
    """
    count = len(cell)
    if count == 0 or count > 2 or (count == 2 and cell[0].tag != _TCPR):
        return None
    part = cell[-1]
    for tag, looks in ((_P, _PPR), (_R, _RPR)):
        count = len(part)
        if part.tag != tag or count == 0 or count > 2:
            return None
        if count == 2 and (part[0].tag != looks or any(look.tag in _LOOKS for look in part[0])):
            return None
        part = part[-1]
    return (part.text or "") if part.tag == _T else None


def elements(parent: Any, tag: str) -> list[Any]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    found: list[Any] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag == _SDT:
            content = child.find(f"{W}sdtContent")
            found.extend(elements(content, tag) if content is not None else ())
        elif child.tag in WRAPPERS:
            found.extend(elements(child, tag))
    return found


def is_layout(rows: list[Any]) -> bool:
    """Whether a table only frames or places what is in it."""
    if len(rows) > 1 and any(len(elements(row, _TC)) > 2 for row in rows):
        return False
    cells = [elements(row, _TC) for row in rows]
    if len(rows) == 1 and len(cells[0]) == 1:
        return True
    inner = [table for row in cells for cell in row for table in elements(cell, _TBL)]
    return any(_is_real(table) for table in inner)


def _is_real(table: Any) -> bool:
    rows = [elements(row, _TC) for row in elements(table, _TR)]
    return len(rows) > 1 and max(map(len, rows)) > 2


def is_gone(row: Any) -> bool:
    """Whether a row was deleted with changes tracked, or is hidden."""
    properties = row.find(_TRPR)
    if properties is None:
        return False
    return any(item.tag in GONE or item.tag == f"{W}hidden" for item in properties)


def grid_before(row: Any) -> int:
    """How many grid columns a row leaves out before its first cell."""
    before = row.find(f"{_TRPR}/{W}gridBefore")
    value = before.get(f"{W}val", "0") if before is not None else "0"
    return min(int(value), 500) if value.isdigit() else 0


def grid_width(column: Any) -> int:
    """The width of a grid column in twips, 0 where it is not said."""
    value = column.get(f"{W}w", "0") if column.tag == f"{W}gridCol" else "0"
    return int(float(value)) if value.replace(".", "", 1).isdigit() else 0
