"""Days as people type them: `2021-03-05`, `05.03.2021`, «5 марта 2021»; months and years too.

`2021-03`, `03.2021`, «март 2021» and `2021` are their first and last day; which
of the two is meant, the question knows. No day is read from the clock.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

_MONTHS = tuple(
    re.compile(forms, re.IGNORECASE)
    for forms in (
        *("янв(ар[ьяе])?", "февр?(ал[ьяе])?", "март?[ае]?", "апр(ел[ьяе])?", "ма[йяе]"),
        *("июн[ьяе]?", "июл[ьяе]?", "авг(уст[ае]?)?", "сент?(ябр[ьяе])?", "окт(ябр[ьяе])?"),
        *("нояб?(р[ьяе])?", "дек(абр[ьяе])?"),
    )
)

_YEAR = re.compile(r"(\d{4})(?:\s*(?:г\.?|год[ау]?))?")
_MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<n>\d{1,2})\.(?P<z>\d{4})")
_NAMED_MONTH = re.compile(r"([а-яё]{3,8})\.?\s+(\d{4})(?:\s*(?:г\.?|год[ау]?))?", re.IGNORECASE)
_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_DOTTED_DAY = re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?:\s*г\.?)?")
_NAMED_DAY = re.compile(
    r"[«\"]?(?P<d>\d{1,2})[»\"]?\s+(?P<m>[а-яё]{3,8})\.?\s+(?P<y>\d{4})(?:\s*(?:г\.?|год[ау]?))?",
    re.IGNORECASE,
)


def read_days(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a text names; the same day twice for a single one.

    Raises:
        ValueError: The text names no day, month or year that the calendar has.
    """
    text = " ".join(text.split())
    for pattern in (_DAY, _DOTTED_DAY, _NAMED_DAY):
        if match := pattern.fullmatch(text):
            day = dt.date(int(match["y"]), month_number(match["m"]), int(match["d"]))
            return day, day
    if match := _MONTH.fullmatch(text):
        return _month_days(int(match["y"] or match["z"]), int(match["m"] or match["n"]))
    if match := _NAMED_MONTH.fullmatch(text):
        return _month_days(int(match[2]), month_number(match[1]))
    if match := _YEAR.fullmatch(text):
        return dt.date(int(match[1]), 1, 1), dt.date(int(match[1]), 12, 31)
    raise ValueError(f"not a day, a month or a year: {text!r}")


def month_number(text: str) -> int:
    """The number of a month: «03», «марта», «мар».

    Raises:
        ValueError: It is no month.
    """
    if text.isdigit():
        return int(text)
    for number, forms in enumerate(_MONTHS, start=1):
        if forms.fullmatch(text):
            return number
    raise ValueError(f"not a month: {text}")


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])
