"""Lines that stand in a head and name neither issuer nor title: territories, sessions, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.structure.lines import Line
from extract.structure.patterns import DATE, MONTHS, NUMBER, REMARK_AT_END, SESSION, TITLE

TERRITORY = re.compile(
    r"^[\W_]*(?:(?:[А-ЯЁа-яё-]+(?:ая|ий|ый|ой|ое)\s+){0,4}(?:область|край|район|округ|республика|поселение"
    r"|образование|сельсовет|поссовет|волость|улус|кожуун|наслег|внутригородск\w+)(?![а-яё-])"
    r"|республика\s|город(?:а)?\s+[«\"]?[А-ЯЁ]|(?:р|район)\.?\s*п\.?\s|г\.\s?[А-ЯЁ]"
    r"|(?:[А-ЯЁа-яё-]+(?:ого|ой|его)\s+){1,3}(?:области|края|района|округа|республики|поселения)(?![а-яё-])"
    r"|(?:област|кра|район|округ|республик|поселени|город)[иаяй]\s+[А-ЯЁ])"
    r"(?!.*(?:\bсайт|\bсессия|\bзаседание|\bпортал|\bверсия|[:!?|]))",
    re.I,
)
"""A line that names a territory and no body: «Озёрский район», «Муниципальное образование «…»»."""

_DATES_ALONE = re.compile(rf"(?:\d{{1,2}}|{MONTHS}|(?:19|20)\d\d|г(?:ода|\.)?|и|[\s,;.])+", re.I)
_PASSED = re.compile(r"^[\W_]*принят[оаы]?$", re.I)
_BODY_ABLATIVE = re.compile(
    r"(?:[А-ЯЁа-яё-]+(?:ой|ей|ым|им)\s+){0,4}(?:администрацией|правительством|министерством|комитетом"
    r"|департаментом|управлением|советом|думой|собранием|комиссией|главой|мэром|губернатором|агентством"
    r"|отделом|службой|инспекцией|палатой|мэрией|префектом|президентом)(?![а-яё])",
    re.I,
)


def is_session(line: Line) -> bool:
    """Whether a line says when a council met: «Вторая сессия пятого созыва»."""
    text = line.plain
    return bool(SESSION.match(text)) and len(text) < 90 and not TITLE.match(text)


def is_dates_alone(line: Line) -> bool:
    """Whether a line holds dates and nothing else: a database lists the dates of changes so."""
    text = line.plain
    return bool(DATE.search(text) and _DATES_ALONE.fullmatch(text))


def part_remark(text: str) -> tuple[str, str]:
    """Part a line from the editor's remark at its end: «… от 5 мая (принято на …)»."""
    match = REMARK_AT_END.search(text)
    if match is None or not match.start():
        return text, ""
    return text[: match.start()].rstrip(), match.group().strip()


def title_on_line(text: str) -> tuple[str, str]:
    """Part «№ 8 от 1 апреля 2011 г. О субботнике» before the title; an empty title without one."""
    marks = [match for match in (DATE.search(text), NUMBER.search(text)) if match is not None]
    if not marks:
        return text, ""
    end = max(match.end() for match in marks)
    rest = text[end:].lstrip(" .,")
    if end > 160 or not TITLE.match(rest):
        return text, ""
    return text[:end].rstrip(), rest


def body_that_passed(furniture: Sequence[Line]) -> list[Line]:
    """The lines behind «Принято» that name in the ablative who passed the act, without the date."""
    for at, line in enumerate(furniture):
        if not _PASSED.match(line.plain):
            continue
        body: list[Line] = []
        for below in furniture[at + 1 : at + 5]:
            if DATE.search(below.plain):
                break
            body.append(below)
        if body and _BODY_ABLATIVE.match(body[0].plain):
            return body
    return []


def names_body_in_ablative(text: str) -> bool:
    """Whether words begin with a body in the ablative: «(Принято) Администрацией …»."""
    return bool(_BODY_ABLATIVE.match(text))
