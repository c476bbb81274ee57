"""Rulings that part the rows of a table whose columns nothing parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr.grid import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.ocr.engine import Gray
    from extract.ocr.prepare import Prepared

_LONG = 12.0
"""A ruling under a row is at least so long, in em."""
_SAME_END = 1.0


def without_level_rules(
    page: Prepared, across: Gray, tables: Sequence[Region]
) -> tuple[Prepared, tuple[Region, ...]]:
    """The page without the rulings that part rows outside ruled tables, and where they were.

    Two long rulings with the same ends are such; a lone one may be a line to
    write on, and stays. The text between them is read better without them.

    Args:
        page: A prepared page.
        across: The mask of its rulings across.
        tables: Where its ruled tables stand.
    """
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(across, connectivity=8)
    found: list[tuple[int, Region]] = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        rule = Region(x, y, x + width, y + height)
        if width >= _LONG * page.em and not any(_is_in(rule, table, page.em) for table in tables):
            found.append((label, rule))
    near = _SAME_END * page.em
    rules = [
        (label, rule)
        for label, rule in found
        if any(_have_same_ends(rule, other, near) for _, other in found if other is not rule)
    ]
    if not rules:
        return page, ()
    drawn = np.isin(labels, [label for label, _ in rules]).astype(np.uint8)
    drawn = np.asarray(cv2.dilate(drawn, np.ones((5, 3), np.uint8)))
    ink = np.where(drawn > 0, 0, page.ink).astype(np.uint8)
    grey = np.where(drawn > 0, 255, page.grey).astype(np.uint8)
    return replace(page, ink=ink, grey=grey), tuple(rule for _, rule in rules)


def _have_same_ends(one: Region, other: Region, near: float) -> bool:
    return abs(one.x0 - other.x0) <= near and abs(one.x1 - other.x1) <= near


def _is_in(rule: Region, table: Region, em: float) -> bool:
    middle = (rule.top + rule.bottom) / 2
    return table.top - em <= middle <= table.bottom + em and table.x0 - em <= rule.x0
