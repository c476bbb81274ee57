"""What a legal database or a web page writes into an act, and where such a remark ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.structure.lines import Line
from extract.structure.patterns import DATE, EDITORIAL, KIND, NUMBER, PREAMBLE, TITLE

_REPEALED = re.compile(
    r"\b(?:настоящ|данн)\w+\s+(?!приложени)\w+\s+(?:признан\w*\s+(?:утратив|не\s*действ)|снят\w*\s+с\s+контроля"
    r"|отмен[её]н|утратил|изложен\w*\s+в\s+новой|внесены\s+изменения)",
    re.I,
)
_CALLS_ON = re.compile(
    r"(?:на\s+основании|в\s+связи\s+с\s+(?:\w+\s+)?(?:приняти|издани)\w+|согласно|в\s+соответствии\s+с"
    r"|силу\s*[-–—:]\s*(?:приказ|постановлени|распоряжени|решени|указ)?\w*)\s*$",
    re.I,
)
"""The end of a remark's line that must go on: «Утратил силу на основании»."""
_AN_ACT = re.compile(
    r"(?:приказ|постановлени|распоряжени|решени|указ|закон)\w*(?!.*(?:№|\bN\s))", re.I | re.S
)
"""A remark that names an act whose number is still to come."""


def is_editorial(line: Line, kind_at: int | None) -> bool:
    """What a legal database writes into an act: «Утратил силу …», «(в ред. …)», its own title."""
    text = line.plain
    return (
        bool(EDITORIAL.match(text))
        or bool(_REPEALED.search(text))
        or (kind_at is not None and bool(KIND.match(text)) and bool(DATE.search(text)))
    )


_IN_BODY = re.compile(
    r"^\(?(?:по-видимому,\s+в\s+тексте|в\s+официальном\s+тексте|информация\s+об\s+изменениях|см\.\s+(?:текст|предыдущую)"
    r"|если\s+вы\s+являетесь|(?:приказ|постановлени|распоряжени|решени|указ|закон)(?:ом|ем|ями|ами)\s.*"
    r"\bнастоящ\w+.*(?:внесен|изложен|утрат|признан|дополнен|исключ|измен)\w*"
    r"|(?:(?:под)?пункт|абзац)\s+(?:[\d.]+\s+)?(?:исключ[её]н|утратил)\w*)",
    re.I,
)
"""What an editor writes between the clauses; none of it orders anything."""


def is_remark_in_body(line: Line) -> bool:
    """Whether a line between the clauses is an editor's: «По-видимому, в тексте … опечатка»."""
    return not line.number and bool(_IN_BODY.match(line.plain))


def goes_on_editorial(before: Sequence[Line], text: str) -> bool:
    """Whether a line goes on a remark: its bracket is open, or the acts it names go on."""
    start = next(
        (at for at in range(len(before) - 1, -1, -1) if EDITORIAL.match(before[at].plain)), None
    )
    if start is None or len(before) - start > 12:
        return False
    remark = " ".join(line.plain for line in before[start:])
    if remark.lower().startswith(("утратил", "отмен")) and (
        _CALLS_ON.search(before[-1].plain) or (len(before) - start > 1 and _AN_ACT.search(remark))
    ):
        return not PREAMBLE.match(text) and not TITLE.match(text) and len(text) < 160
    if re.match(r"принят", remark, re.I):  # «Принято / главой администрации / 5 мая 2004 года»
        return not DATE.search(remark) and not PREAMBLE.match(text) and len(text) < 80
    if remark.startswith("("):
        return remark.count("(") > remark.count(")")
    names_act = KIND.search(re.sub(r"^.*?[-–—]\s*", "", remark)) or DATE.search(remark)
    goes_on = text[:1].islower() and bool(DATE.search(text) and NUMBER.search(text))
    return bool(names_act) and goes_on and not re.search(r"№|\bN\s", before[-1].plain)
