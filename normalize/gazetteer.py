"""Abbreviations of the genre: what «МБОУ», «УО», «КДН и ЗП» stand for when no order says it.

The data is `normalize/rules/gazetteer.tsv`, one reading a line; a user's own
file in the same form comes before it. An abbreviation may have several
readings: those of the order's field come first, the rest keep their order.
Legal forms that the data lacks («ТОГКУСО») are read from their parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from normalize.agreement import word_set

FIELDS = (
    "education",
    "health",
    "culture",
    "civil-defence",
    "elections",
    "municipal-economy",
    "social",
    "general",
)
KINDS = ("legal_form", "organisation", "unit", "group", "post", "document", "thing")

_DATA = Path(__file__).parent / "rules" / "gazetteer.tsv"


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One reading of an abbreviation; `number` is `sg` or `pl`, `expansion` in the nominative."""

    short: str
    expansion: str
    field: str
    number: str
    kind: str

    def __post_init__(self) -> None:
        if self.field not in FIELDS:
            raise ValueError(f"unknown field: {self.field!r}")
        if self.number not in ("sg", "pl"):
            raise ValueError(f"number is sg or pl: {self.number!r}")
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind: {self.kind!r}")

    @property
    def legal_form(self) -> bool:
        """Whether it opens an organisation's name («МБОУ «…»»)."""
        return self.kind == "legal_form"


Gazetteer = Mapping[str, tuple[GazetteerEntry, ...]]
"""Readings by the key of their short form (`short_key`)."""


def short_key(short: str) -> str:
    """The key of a short form: capitals without spaces, dots, quotes and numbers at its end.

    «КДН и ЗП», «КДНиЗП» and «КДН И ЗП» have one key; so have «МБДОУ №5» and
    «МБДОУ», «ГИА-9» and «ГИА 9».
    """
    bare = re.sub(r"\s*№\s*\d+\w*\s*$", "", short.replace("\n", " "))
    bare = re.sub(r"[«»\"“”„.\s–—-]", "", bare)
    return bare.upper().replace("Ё", "Е")


def load_user_gazetteer(path: Path | str) -> Gazetteer:
    """Read a gazetteer: lines «short<TAB>expansion[<TAB>field[<TAB>number[<TAB>kind]]]».

    Empty lines and lines that begin with «#» are passed over. Missing parts
    are `general`, `sg` and `organisation`.

    Raises:
        ValueError: A line is not in this form; the message names the line.
        OSError: The file cannot be read.
    """
    table: dict[str, list[GazetteerEntry]] = {}
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) < 2 or not parts[0] or not parts[1]:
            raise ValueError(f"{Path(path).name}, line {number}: want short<TAB>expansion")
        defaults = ["", "", "general", "sg", "organisation"]
        filled = [part or default for part, default in zip(parts, defaults, strict=False)]
        filled += defaults[len(filled) :]
        try:
            entry = GazetteerEntry(*filled[:5])
        except ValueError as error:
            raise ValueError(f"{Path(path).name}, line {number}: {error}") from error
        table.setdefault(short_key(entry.short), []).append(entry)
    return {key: tuple(entries) for key, entries in table.items()}


@lru_cache(maxsize=1)
def _own() -> Gazetteer:
    return load_user_gazetteer(_DATA)


def lookup(
    short: str,
    *,
    field: str | None = None,
    number: str | None = None,
    user: Gazetteer | None = None,
) -> tuple[GazetteerEntry, ...]:
    """The readings of an abbreviation, the best first; empty for an unknown one.

    Args:
        short: As written, also inflected («МБОУ-ами», «ФАПов») or with a number.
        field: The field of the order; its readings come first, then general ones.
        number: `sg` or `pl`, where the words around show it.
        user: A user's own gazetteer; its readings come before all others.
    """
    entries: tuple[GazetteerEntry, ...] = ()
    for form in _forms(short):
        key = short_key(form)
        entries = (*(user or {}).get(key, ()), *_own().get(key, ()))
        if entries:
            break
    if not entries:
        read = _read_legal_form(short_key(short))
        return (read,) if read is not None else ()
    own = [entry for entries_of in (user or {}).values() for entry in entries_of]
    ranked = sorted(
        entries,
        key=lambda entry: (
            entry not in own,
            _field_rank(entry.field, field),
            number is not None and entry.number != number,
            not _same_capitals(entry.short, short),
        ),
    )
    different: dict[tuple[str, str], GazetteerEntry] = {}
    for entry in ranked:
        different.setdefault((entry.expansion, entry.field), entry)
    return tuple(different.values())


def _field_rank(own: str, wanted: str | None) -> int:
    if wanted is None:
        return 0
    return 0 if own == wanted else 1 if own == "general" else 2


def _same_capitals(own: str, written: str) -> bool:
    """«ППк» and «ППК» are different things to those who write them."""
    return re.sub(r"\W", "", own) in re.sub(r"\W", "", written)


def _forms(short: str) -> tuple[str, ...]:
    """The short form as written, and without the endings that a sentence gives it."""
    bare = short.strip().strip("«»\"' ,;:")
    forms = [bare]
    cut = re.sub(r"(?<=[А-ЯЁ])[-'’]?(?:ами|ями|ам|ах|ов|ом|ой|ы|а|у|е|и|ю|х|м)$", "", bare)
    if cut == bare and bare.islower():
        cut = re.sub(r"(?:ами|ам|ах|ов|ом|ы|а|у|е)$", "", bare)  # «вузов», «загсу»
    if cut != bare and len(cut) > 1:
        forms.append(cut)
    return tuple(forms)


_LEVELS = {
    "М": "муниципальное", "Г": "государственное", "ОГ": "областное государственное",
    "КГ": "краевое государственное", "РГ": "республиканское государственное",
    "ФГ": "федеральное государственное", "Ф": "федеральное", "О": "областное", "Р": "районное",
    "ГО": "государственное областное", "ГК": "государственное краевое",
    "ТОГ": "Тамбовское областное государственное", "Ч": "частное", "": "",
}  # fmt: skip
_FINANCES = {"Б": "бюджетное", "К": "казенное", "А": "автономное", "": ""}
_CORES = {
    "ОУ": "общеобразовательное учреждение",
    "ДОУ": "дошкольное образовательное учреждение",
    "ПОУ": "профессиональное образовательное учреждение",
    "СУВОУ": "специальное учебно-воспитательное общеобразовательное учреждение",
    "УДО": "учреждение дополнительного образования",
    "УДОД": "учреждение дополнительного образования детей",
    "УДПО": "учреждение дополнительного профессионального образования",
    "УК": "учреждение культуры",
    "УЗ": "учреждение здравоохранения",
    "УСО": "учреждение социального обслуживания",
    "УСЗН": "учреждение социальной защиты населения",
    "У": "учреждение",
    "ОУДО": "образовательное учреждение дополнительного образования",
    "ОУДОД": "образовательное учреждение дополнительного образования детей",
    "ОУДПО": "образовательное учреждение дополнительного профессионального образования",
    "ОУВО": "образовательное учреждение высшего образования",
}
_COMPOSED = re.compile(
    rf"({'|'.join(sorted(_LEVELS, key=len, reverse=True))})([БКА]?)"
    rf"({'|'.join(sorted(_CORES, key=len, reverse=True))})"
)


def _read_legal_form(key: str) -> GazetteerEntry | None:
    """A legal form that the data lacks, from its parts («ОГКУСО»)."""
    match = _COMPOSED.fullmatch(key)
    if match is None or (not match[1] and not match[2]) or len(key) < 3:
        return None
    words = (_LEVELS[match[1]], _FINANCES[match[2]], _CORES[match[3]])
    expansion = " ".join(word for word in words if word)
    return GazetteerEntry(key, expansion, "general", "sg", "legal_form")


_KINDS_AFTER_FORM = word_set(
    "СОШ ООШ НОШ СШ ОШ НШ ДЮСШ СШОР СДЮСШОР ДШИ ДМШ ДХШ ДДТ ДТДИМ ЦДО ЦДТ ЦДЮТ ЦВР ЦРР СЮТ СЮН ДЮЦ "
    "РДК СДК ЦБС МЦБС КДЦ ФОК ИМЦ РИМЦ ЦРБ ЦГБ ЦКИД ДК Д/С ВСОШ СКОШИ СКОШ ЕДДС ЖКХ МФЦ ЦСОН КЦСОН "
    "ЦЗН ЦППМСП НШДС ТПМПК ПМПК ЦО ИРО"
)


def expand_legal_form(name: str, *, field: str | None = None) -> str | None:
    """The full form of an organisation's name that opens with a legal form.

    «МБОУ «Стригуновская СОШ»» → «муниципальное бюджетное общеобразовательное
    учреждение «Стригуновская СОШ»»: what stands in quotes is left as it is;
    a kind of organisation right after the form is expanded too («МБОУ СОШ № 5»).

    Returns:
        The full form, or None where the name opens with no legal form.
    """
    text = name.strip()
    for count in (3, 2, 1):
        match = re.match(rf"((?:[А-ЯЁ][А-ЯЁ()]+[\s-]*){{{count}}})(?=$|[\s«\"№-])", text + " ")
        if match is None:
            continue
        form = match.group(1).strip(" -")
        entries = [e for e in lookup(form, field=field) if e.legal_form]
        if entries and len(form.split()) == count:
            rest = text[len(match.group(1).rstrip(" -")) :]
            return entries[0].expansion + _expand_kind(rest if rest[:1] != "№" else " " + rest)
    glued = re.match(r"(М[БКА]?ОУ|Г[БКА]?ОУ)-?(СОШ|ООШ|НОШ)(?=$|[\s«№\"])", text)
    if glued is not None:
        form, kind = lookup(glued[1])[0].expansion, lookup(glued[2])[0].expansion
        return f"{form} {kind}{text[glued.end() :]}"
    return None


def _expand_kind(rest: str) -> str:
    """Expand the kind of organisation that follows a legal form («СОШ № 5», «д/с № 3»)."""
    match = re.match(r"([\s-]+)([А-Яа-яЁё/]+)(?=$|[\s«№\",])", rest)
    if match is None or match[2].upper() not in _KINDS_AFTER_FORM:
        return rest
    entries = [e for e in lookup(match[2]) if e.number == "sg" and not e.legal_form]
    if not entries:
        return rest
    return f" {entries[0].expansion}{rest[match.end() :]}"
