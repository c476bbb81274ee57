"""The head of an order as values: kind of act, number, date, issuer, signatory."""

from __future__ import annotations

import datetime as dt
import re

from extract.structure.issuers import issuer_lines
from extract.structure.patterns import DATE, MONTH_STEMS, NUMBER
from normalize.parties.declension import decline
from normalize.parties.issuer import in_usual_letters
from normalize.text import LATIN_TO_CYRILLIC, clean, unify_quotes

_KINDS = {
    "приказ": "приказ",
    "постан": "постановление",
    "распоряж": "распоряжение",
    "реш": "решение",
    "указани": "указание",
    "указ": "указ",
    "письм": "письмо",
    "закон": "закон",
    "протокол": "протокол",
    "поручени": "поручение",
}

_TERRITORY = re.compile(
    r"район|округ|город|област|края|край|республик|поселени|сельсовет|муниципальн|г\.\s|поселк|посёлк"
    r"|№|школ|«|\"",
    re.I,
)


_WHOLE_TERRITORY = re.compile(
    r"[А-ЯЁа-яё-]+(?:ая|ий|ый|ой)\s+(?:область|район|край|республика|округ)|республика\s+[\w-]+",
    re.I,
)
"""A territory on a line of its own, in the nominative."""


def kind_of_act(words: str) -> str | None:
    """«ПОСТАНОВЛЕНИЕ», «приказом», «распоряжения» → the word in the nominative, lower case."""
    folded = re.sub(r"[^а-яё]", "", words.lower())
    for stem, kind in _KINDS.items():
        if folded.startswith(stem):
            return kind
    return None


def act_number(words: str) -> str | None:
    """The number of an act without «№»: «№ 01-03 / 56-од» → «01-03/56-од», «84 о/д»."""
    match = NUMBER.search(words)
    number = match["number"] if match else words
    number = re.sub(r"\s*([-–—/])\s*", r"\1", clean(number)).strip("._,; ")
    number = re.sub(r"[–—]", "-", number)
    if re.fullmatch(r"[\d/ .-]+[acopxyecCAOPXE]+", number):
        number = number.translate(LATIN_TO_CYRILLIC)  # «469-p» typed with a Latin letter
    number = re.sub(r"(?<=\d) (?=ФК?З$)", "-", number)
    return number or None


def act_date(words: str) -> dt.date | None:
    """The first full date in the words; None where there is none or no calendar has it.

    A two-digit year is 20yy up to 69 and 19yy from 70.
    """
    match = DATE.search(words)
    if match is None:
        return None
    if match["month"]:
        stem = match["month"].lower()[:3]
        month = 5 if stem in {"май", "мая"} else MONTH_STEMS[stem]
        day, year = int(match["day"]), int(re.sub(r"\s", "", match["year"]))
    else:
        day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def issuer_name(words: str) -> str:
    """The body that issues the act, in usual letters.

    Of a letterhead of several bodies it is the last («Администрация N района /
    Управление образования администрации N района»). Where that one does not
    name its territory, the body above it follows in the genitive.
    """
    own, above = issuer_lines(words)
    own = in_usual_letters(unify_quotes(clean(own)))
    own = re.sub(r"\s*\((?:[А-ЯЁ]{2,}|[Мм]ин[а-яё]+)\b[^)]*\)\s*$", "", own).strip(" ,.")
    if own == "МЭР":
        own = "Мэр"
    if above and not _TERRITORY.search(own):
        return f"{own} {_nearest_first(words, above)}".strip()
    return own


def _nearest_first(words: str, above: str) -> str:
    """What stands above the issuer, in the genitive; a district before its region.

    «Речная область / Озёрский район» is «Озёрского района Речной области».
    """
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    count = next((at for at in range(1, len(lines)) if " ".join(lines[:at]) == above), 0)
    regions = 0
    while regions < count and _WHOLE_TERRITORY.fullmatch(lines[regions]):
        regions += 1
    body = " ".join(lines[regions:count]) if count else above
    parts = [_genitive(in_usual_letters(unify_quotes(clean(body))))] if body else []
    for line in reversed(lines[:regions]):
        territory = in_usual_letters(unify_quotes(clean(line)))
        parts.append(decline(territory, "gent"))
    return " ".join(parts)


def _genitive(phrase: str) -> str:
    """The leading noun group of a body's name in the genitive: «администрации города N»."""
    return decline(phrase[:1].lower() + phrase[1:], "gent")
