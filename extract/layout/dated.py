"""Whether a text is what a cell of deadlines holds: evidence for rows and against headers."""

from __future__ import annotations

import re

_MONTH = r"(?:январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]*"
_DEADLINE = re.compile(
    rf"(?:(?:не\s+позднее|до|с|к|в|по)\s+)?(?:\d{{1,2}}[.\s]+(?:\d{{2}}[.\s]|{_MONTH})"
    rf"|{_MONTH}(?:\s*[-–—,]\s*{_MONTH})?\s*(?:\d{{4}}|$)|(?:[IVХ]{{1,3}}|[1-4])\s+квартал)"
    r"|постоянно|ежегодно|ежемесячно|ежеквартально|еженедельно|ежедневно|в\s+течение\s|по\s+мере\s"
    r"|по\s+(?:отдельному\s+)?(?:плану|графику)\b|весь\s+период",
    re.I,
)
"""How a cell of deadlines begins; a year alone is none, columns are headed with years."""
_LONGEST = 60
"""A deadline at most; a longer text that begins with a date is a sentence."""


def is_deadline(text: str) -> bool:
    """Whether a text is a deadline, by its beginning."""
    return len(text) <= _LONGEST and _DEADLINE.match(text) is not None
