"""The body that issues: its lines in a letterhead, and the bodies above it."""

from __future__ import annotations

import re

from extract.structure.lines import Line
from extract.structure.patterns import PREAMBLE, TITLE

_ORGAN = re.compile(
    r"^(?:управление|отдел|комитет|департамент|администрация|министерство|комиссия|совет|дума"
    r"|собрание|учреждение|школа|гимназия|лицей|детский|центр|служба|инспекция|избирательная"
    r"|правительство|агентство|главное|глава|мэрия|мэр\b|губернатор\b|премьер\b|префект\b|исполком|исполнительн|муниципальн|государственн|краев|областн|районн"
    r"|городск|мбоу|мкоу|маоу|моу|мбдоу|мку|мбу|мкдоу|мадоу|мдоу|гбоу|гкоу|огбоу|территориальн"
    r"|бюджетн|казенн|автономн|финансов|местн|представительн|контрольно|межведомственн|фгбоу|фгбу)",
    re.I,
)

_ASSEMBLY = re.compile(
    r"(?:[А-ЯЁа-яё-]+(?:ая|яя|ий|ый|ой|ое)\s+){1,4}(?:дума|совет|собрание|комиссия|коллегия|палата)(?![а-яё-])",
    re.I,
)
"""«Озёрская городская Дума», «Таёжный районный Совет»: adjectives stand before the organ."""

_GENITIVE = re.compile(
    r"(?:(?:временно\s+)?исполняющего\s+обязанности\s+|и\.\s?о\.\s*|первого\s+)?"
    r"(?:[А-ЯЁа-яё-]+(?:ого|его|ой|ей)\s+){0,4}"
    r"(?:управления|отдела|комитета|департамента|администрации|министерства|министра|учреждения|школы|главы"
    r"|совета|думы|собрания|правительства|комиссии|губернатора|мэра|мэрии|президента|президиума|агентства"
    r"|службы|инспекции|префекта|префектуры|управы|кабинета|коллегии|палаты|центра|исполкома|начальника|директора"
    r"|заместителя|председателя|руководителя|заведующего|врача|колледжа|техникума|института"
    r"|университета|гимназии|лицея|больницы|поликлиники|штаба|фонда|дирекции|казначейства)(?![а-яё-])",
    re.I,
)
"""The name of a body or of who leads it in the genitive, as it follows the kind of act."""

_TERRITORY_NAMED = re.compile(
    r"(?:муниципальн|городск|сельск)\w+\s+(?:поселени|округ|район|образовани)\w*(?![\w-])", re.I
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
    named = genitive or begins_in_genitive(text) or within_body(line)
    return bool(named) or (is_organ_line(text) and len(text) < 160)


def begins_in_genitive(text: str) -> bool:
    """Whether words begin with a body in the genitive: «(Решение) Совета депутатов …»."""
    return bool(_GENITIVE.match(text))


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
    bare = line.strip(' «"*(')
    return bool(_ORGAN.match(bare) or _ASSEMBLY.match(bare))


def is_assembly(line: str) -> bool:
    """Whether a line begins with a council or commission in the nominative, adjectives first."""
    return bool(_ASSEMBLY.match(line.strip(' «"*')))


def _opens_unit(line: str, before: str) -> bool:
    """Whether a line names an organ of its own and does not go on the line before."""
    word = re.match(r"[*\s]*([А-Яа-яЁё-]+)", line)
    if word is None or before.rstrip().endswith(("-", ",")):
        return False
    head = word.group(1).lower()
    if _ASSEMBLY.match(line.strip(" *")):
        return True
    if _TERRITORY_NAMED.match(line.strip(" *")):
        return False  # «Администрация» / «муниципальный район «Озёрский»»
    return bool(_LEGAL_FORM.fullmatch(word.group(1))) or head in {
        "управление", "отдел", "комитет", "департамент", "администрация", "комиссия", "совет",
        "дума", "собрание", "центр", "служба", "инспекция", "агентство", "глава", "финансовое",
        "территориальная", "избирательная", "муниципальное", "муниципальный", "муниципальная",
        "государственное", "государственная", "федеральное", "областное", "краевое", "министерство",
        "правительство", "губернатор", "мэр", "мэрия", "исполнительный", "исполком", "школа",
        "главное", "районное", "районный", "городское", "городской",
    }  # fmt: skip
