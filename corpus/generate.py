"""Orders put together by chance from `pieces.toml`: the same seed, the same order.

They measure what no list of examples reaches: every header beside every other,
every manner of numbers and sections, deadlines and parties in any company.
The answers come from the pieces, as they do in `corpus/orders`.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from corpus.generate_clauses import clauses
from corpus.load import order_of
from corpus.model import CorpusOrder
from corpus.pieces import filled, pieces

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_ISSUERS = (
    (["АДМИНИСТРАЦИЯ ЛЕСНОГО РАЙОНА"], "Администрация Лесного района"),
    (
        ["Управление образования", "администрации города Светлого"],
        "Управление образования администрации города Светлого",
    ),
    (
        ["РОССИЙСКАЯ ФЕДЕРАЦИЯ", "АДМИНИСТРАЦИЯ", "ВЕРХНЕРЕЧЕНСКОГО СЕЛЬСКОГО ПОСЕЛЕНИЯ"],
        "Администрация Верхнереченского сельского поселения",
    ),
    (
        ["Муниципальное бюджетное общеобразовательное учреждение", "«Средняя школа № 3»"],
        "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 3»",
    ),
    (
        ["КОМИТЕТ ПО КУЛЬТУРЕ", "АДМИНИСТРАЦИИ ГОРОДСКОГО ОКРУГА ДАЛЬНИЙ"],
        "Комитет по культуре администрации городского округа Дальний",
    ),
)
_KINDS = (
    ("ПРИКАЗ", "приказ", "приказываю:", "приказу"),
    ("П Р И К А З", "приказ", "п р и к а з ы в а ю:", "приказу"),
    ("ПОСТАНОВЛЕНИЕ", "постановление", "ПОСТАНОВЛЯЮ:", "постановлению"),
    ("РАСПОРЯЖЕНИЕ", "распоряжение", "обязываю:", "распоряжению"),
)
_TITLES = (
    "Об утверждении плана мероприятий по подготовке к отопительному сезону",
    "Об утверждении «дорожной карты» по развитию дополнительного образования",
    "О плане мероприятий по профилактике правонарушений",
    "Об утверждении комплекса мер по повышению качества образования",
)
_NUMBERS = ("№ {n}", "№{n}", "№ {n}-р", "№ {n}а", "№ 01-05/{n}", "№ {n}/1-од")
_NUMBER_STYLES = ("dotted", "plain", "tree", "tree-plain", "restart", "none")
_SECTION_STYLES = ("none", "titled", "numbered", "roman")
_ROMAN = ("I", "II", "III", "IV", "V")
_HEADS = (
    [["doc_type"], ["date", "number"], ["place"]],
    [["doc_type"], ["place"], ["date"], ["number"]],
    [["doc_type"], ["date"], ["number"], ["place"]],
    [["doc_type"], ["date", "place", "number"]],
    [["date", "number"], ["doc_type"], ["place"]],
)
_PLACES = ("", "г. Светлый", "с. Верхнее", "пос. Дальний", "р.п. Лесное", "ст. Тихая", "д. Заречье")
_PLANS = ("План мероприятий", "ПЛАН МЕРОПРИЯТИЙ", "«Дорожная карта»", "Комплекс мер")
_SIGNED = ("А.Б. Воронцов", "Воронцов А.Б.", "А. Б. Воронцов", "А.Б.Воронцов")


def generate(seed: int) -> CorpusOrder:
    """The order of this seed, with its answers."""
    chance = random.Random(seed)  # noqa: S311  (chance, not a secret)
    year = chance.randint(2008, 2024)
    # before April: a date without a year then falls into the plan's first year
    date = dt.date(year, chance.randint(1, 3), chance.randint(1, 28))
    words = _words(date)
    number = str(chance.randint(2, 1400))
    letterhead, issuer = chance.choice(_ISSUERS)
    printed, kind, command, dative = chance.choice(_KINDS)
    printed_number = chance.choice(_NUMBERS).format(n=number)
    title = f"{chance.choice(_TITLES)} на {year}-{year + 1} годы"
    written = clauses(chance, words)
    if chance.random() < 0.2:
        written = [{**each, "text": _glued(each["text"])} for each in written]
    data: dict[str, Any] = {
        "letterhead": letterhead,
        "doc_type": printed,
        "date": _date(chance, date),
        "number": printed_number,
        "title": [title],
        "preamble": "В целях исполнения муниципальной программы",
        "command": command,
        "head": chance.choice(_HEADS),
        "place": chance.choice(_PLACES),
        "clause": written,
        "abbreviation": [each["abbreviation"] for each in written if "abbreviation" in each],
        "reference": [_reference(each, words) for each in written if "reference" in each],
        "signature": [{**chance.choice(pieces()["signature"]), "person": chance.choice(_SIGNED)}],
        "annex": [
            {
                "heading": _heading(chance, dative, f"{date:%d.%m.%Y} {printed_number}"),
                "title": [chance.choice(_PLANS), f"на {year}-{year + 1} годы"],
                "table": [_table(chance, words)],
            }
        ],
        "answers": {
            "issuer": issuer,
            "doc_type": kind,
            "number": printed_number.removeprefix("№").strip(),
            "date": date,
            "signatory_person": "Воронцов А.Б.",
            "period": [date, dt.date(year + 1, 12, 31)],
        },
    }
    return order_of(f"generated-{seed:05d}", data)


def _date(chance: random.Random, date: dt.date) -> str:
    month = _MONTHS[date.month - 1]
    return chance.choice(
        (
            f"«{date.day:02d}» {month} {date.year} г.",
            f"{date:%d.%m.%Y}",
            f"от {date:%d.%m.%Y} г.",
            f"от {date.day} {month} {date.year} года",
            f"{date.day:02d} {month} {date.year} года",
            f"{date:%d.%m.%Y}г.",
            f"«{date.day:02d}»{month} {date.year}г.",
            f"« {date.day} » {month} {date.year} г.",
            f"от « {date.day:02d} »  {month}  {date.year} года",
        )
    )


def _words(date: dt.date) -> dict[str, str]:
    """What the marks in the pieces stand for."""
    return {
        "{x}": str(date.year - 1),
        "{y}": str(date.year),
        "{z}": str(date.year + 1),
        "{s}": date.isoformat(),
        "{e}": f"{date.year + 1}-12-31",
    }


def _glued(clause: str) -> str:
    """«1.Утвердить», «а)разработать», as hasty clerks type."""
    number, _, rest = clause.partition(" ")
    return number + rest if number != "-" else clause


def _reference(clause: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    reference: dict[str, Any] = dict(clause["reference"])
    reference["date"] = dt.date.fromisoformat(filled(reference["date"], words))
    return reference


def _heading(chance: random.Random, dative: str, act: str) -> list[str]:
    """The note above an annex in one of the forms that clerks give it."""
    instrumental = {"приказу": "приказом", "постановлению": "постановлением"}.get(
        dative, "распоряжением"
    )
    return chance.choice(
        (
            ["Приложение", f"к {dative} от {act}"],
            [f"Приложение к {dative}", f"от {act}"],
            ["ПРИЛОЖЕНИЕ", f"к {dative}", f"от {act}"],
            ["УТВЕРЖДЕН", instrumental, f"от {act}"],
            ["Утверждён", f"{instrumental} от {act}"],
            [f"Приложение к {dative} от {act}"],
            ["Приложение", f"к {dative}", f"от {act.replace(' ', 'г. ')}"],
        )
    )


def _table(chance: random.Random, words: dict[str, str]) -> dict[str, Any]:
    numbers = chance.choice(_NUMBER_STYLES)
    sections = chance.choice(_SECTION_STYLES)
    if numbers in ("tree", "tree-plain"):
        sections = "numbered"
    elif numbers == "none" and sections in ("numbered", "roman"):
        sections = "titled"
    roles = _roles(chance, with_numbers=numbers != "none")
    rows: list[dict[str, Any]] = []
    count = 0
    for index in range(1 if sections == "none" else chance.randint(2, 4)):
        if sections != "none":
            rows.append(
                {"section": [_section_number(sections, numbers, index), _section(rows, chance)]}
            )
        if numbers == "restart":
            count = 0
        for place in range(chance.randint(2, 6)):
            count += 1
            text = _number(numbers, index, place, count)
            rows.append(_row(chance, roles, text, words))
    return {
        "header": [chance.choice(pieces()["headers"][role]) for role in roles],
        "roles": roles,
        "widths": [{"number": 5.0, "activity": 34.0}.get(role, 17.0) for role in roles],
        "column_numbers": chance.random() < 0.2,
        "row": rows,
    }


def _roles(chance: random.Random, *, with_numbers: bool) -> list[str]:
    """Number first, then the activity or, now and then, another order; extras behind."""
    core = ["activity", "deadline", "responsible"]
    if chance.random() < 0.3:
        chance.shuffle(core)
    extras = chance.sample(["result", "note", "funding", "indicator"], chance.choice((0, 1, 1, 2)))
    return ["number"] * with_numbers + core + extras


def _section_number(sections: str, numbers: str, index: int) -> str:
    if sections == "titled":
        return ""
    mark = "." if numbers in ("dotted", "tree") else ""
    return (_ROMAN[index] if sections == "roman" else str(index + 1)) + mark


def _section(rows: list[dict[str, Any]], chance: random.Random) -> str:
    used = {row["section"][1] for row in rows if "section" in row}
    return str(chance.choice([each for each in pieces()["cells"]["section"] if each not in used]))


def _number(numbers: str, index: int, place: int, count: int) -> str:
    return {
        "none": "",
        "plain": str(count),
        "dotted": f"{count}.",
        "restart": f"{count}.",
        "tree": f"{index + 1}.{place + 1}.",
        "tree-plain": f"{index + 1}.{place + 1}",
    }[numbers]


def _row(
    chance: random.Random, roles: list[str], number: str, words: dict[str, str]
) -> dict[str, Any]:
    deadline = chance.choice(pieces()["deadline"])
    party = chance.choice(pieces()["party"])
    own = {
        "number": number,
        "deadline": filled(deadline["cell"], words),
        "responsible": party["cell"],
    }
    persons = party.get("persons", [None] * len(party["names"]))
    return {
        "cells": [
            own[role] if role in own else chance.choice(pieces()["cells"][role]) for role in roles
        ],
        "deadlines": [filled(each, words) for each in deadline["answer"]],
        "parties": [
            {"name": name, "person": person} if person else name
            for name, person in zip(party["names"], persons, strict=True)
        ],
    }
