"""The body that issues: its lines in a letterhead, and the bodies above it."""

from __future__ import annotations

import re

from extract.structure.lines import Line
from extract.structure.patterns import PREAMBLE, TITLE

_ORGAN = re.compile(
    r"^(?:управление|отдел|комитет|департамент|администрация|министерство|комиссия|совет|дума"
    r"|собрание|учреждение|школа|гимназия|лицей|детский|центр|служба|инспекция|избирательная"
    r"|правительство|агентство|главное|глава|мэрия|мэр\b|губернатор\b|исполком|исполнительн|муниципальн|государственн|краев|областн|районн"
    r"|городск|мбоу|мкоу|маоу|моу|мбдоу|мку|мбу|мкдоу|мадоу|мдоу|гбоу|гкоу|огбоу|территориальн"
    r"|бюджетн|казенн|автономн|финансов|местн|представительн|контрольно|межведомственн|фгбоу|фгбу)",
    re.I,
)

_LEGAL_FORM = re.compile(r"(?:М|Г|ОГ|КГ|ФГ|ОБ|КР)?(?:Б|К|А)?Д?(?:ОУ|У)(?:К|З|СО)?", re.I)
"""«МКОУ», «ГБУ», «МБДОУ», «МБУК»: an institution's own line in a letterhead."""

_WITHIN = re.compile(
    r"[Пп][Оо]\s+(?:(?i:(?:\w+(?:скому|ской|ному|ной)\s+)?(?:школ[еы]|отделу|управлению"
    r"|учреждению|комитету|департаменту|администрации|центру"
    r"|лицею|гимназии|детскому\s+саду|дому|колледжу|техникуму|больнице|муниципальному"
    r"|государственному|(?:средней|основной|начальной)\s+\w*школе))(?![а-яё])|[А-ЯЁ]{3,8}(?![а-яё]))"
)


def is_issuer(line: Line) -> bool:
    """Whether a line names a body, in the nominative or, after «приказ», in the genitive."""
    text = line.plain
    if TITLE.match(text) or PREAMBLE.match(text):
        return False
    genitive = re.match(
        r"(?:управлени|отдел|комитет|департамент|администраци|министерств|учреждени|школы|главы"
        r"|муниципальн|государственн)",
        text,
        re.I,
    )
    return bool(genitive or within_body(line)) or (bool(_ORGAN.match(text)) and len(text) < 160)


def within_body(line: Line) -> bool:
    """Whether a line says for which body the act is: «по школе № 5», «по МКОУ «…»»."""
    return bool(_WITHIN.match(line.plain)) and len(line.plain) < 120


def issuer_lines(text: str) -> tuple[str, str]:
    """Part the issuer's lines into the body that issues and the bodies above it.

    «Администрация N района / Управление образования администрации N района»
    gives the second line and the first: the last line that begins with an
    organ's name opens the issuer. Region lines stand above.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    starts = [index for index, line in enumerate(lines) if is_organ_line(line)]
    if not starts:
        return " ".join(lines), ""
    start = starts[0]
    for index in starts[1:]:
        if _opens_unit(lines[index], lines[index - 1]):
            start = index
    return " ".join(lines[start:]), " ".join(lines[:start])


def is_organ_line(line: str) -> bool:
    """Whether a line begins with the name of a body."""
    return bool(_ORGAN.match(line.strip(' «"*(')))


def _opens_unit(line: str, before: str) -> bool:
    """Whether a line names an organ of its own and does not go on the line before."""
    word = re.match(r"[*\s]*([А-Яа-яЁё-]+)", line)
    if word is None or before.rstrip().endswith(("-", ",")):
        return False
    head = word.group(1).lower()
    return bool(_LEGAL_FORM.fullmatch(word.group(1))) or head in {
        "управление", "отдел", "комитет", "департамент", "администрация", "комиссия", "совет",
        "дума", "собрание", "центр", "служба", "инспекция", "агентство", "глава", "финансовое",
        "территориальная", "избирательная", "муниципальное", "муниципальный", "муниципальная",
        "государственное", "государственная", "федеральное", "областное", "краевое", "министерство",
        "правительство", "губернатор", "мэр", "мэрия", "исполнительный", "исполком", "школа",
        "главное", "районное", "районный", "городское", "городской",
    }  # fmt: skip
