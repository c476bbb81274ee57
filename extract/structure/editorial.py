"""What a legal database or a web page writes into an act, and where such a remark ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.structure.lines import Line
from extract.structure.patterns import DATE, EDITORIAL, KIND, NUMBER, PREAMBLE

_REPEALED = re.compile(r"\bнастоящ\w+\s+\w+\s+признан\w*\s+утратив", re.I)


def is_editorial(line: Line, kind_at: int | None) -> bool:
    """What a legal database writes into an act: «Утратил силу …», «(в ред. …)», its own title."""
    text = line.plain
    return (
        bool(EDITORIAL.match(text))
        or bool(_REPEALED.search(text))
        or (kind_at is not None and bool(KIND.match(text)) and bool(DATE.search(text)))
    )


def goes_on_editorial(before: Sequence[Line], text: str) -> bool:
    """Whether a line goes on a remark: its bracket is open, or the acts it names go on."""
    start = next(
        (at for at in range(len(before) - 1, -1, -1) if EDITORIAL.match(before[at].plain)), None
    )
    if start is None or len(before) - start > 12:
        return False
    remark = " ".join(line.plain for line in before[start:])
    if re.match(r"принят", remark, re.I):  # «Принято / главой администрации / 5 мая 2004 года»
        return not DATE.search(remark) and not PREAMBLE.match(text) and len(text) < 80
    if remark.startswith("("):
        return remark.count("(") > remark.count(")")
    names_act = KIND.search(re.sub(r"^.*?[-–—]\s*", "", remark)) or DATE.search(remark)
    goes_on = text[:1].islower() and bool(DATE.search(text) and NUMBER.search(text))
    return bool(names_act) and goes_on and not re.search(r"№|\bN\s", before[-1].plain)
