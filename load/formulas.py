"""Text that a spreadsheet would run as a formula, made harmless (CWE-1236).

A cell of a CSV file that begins with «=», «+», «-», «@», a tab or a carriage
return is a formula to Excel and LibreOffice, whatever its type was. Words of an
order begin so too: «- провести собрание».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")

_HARMLESS = re.compile(r"[-+]?\d*[.,]?\d+(e[-+]?\d+)?|[-+]+", re.IGNORECASE)
"""A number, or a dash that stands for an empty cell."""


def guarded(value: Any) -> Any:
    """The value, with an apostrophe before it if it is text that would be a formula."""
    if isinstance(value, str) and value.startswith(_BEGINNINGS) and not _HARMLESS.fullmatch(value):
        return "'" + value
    return value


def guarded_row(row: Iterable[Any]) -> list[Any]:
    """Every value of a row, guarded."""
    return [guarded(value) for value in row]
