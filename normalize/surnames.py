"""Russian surnames: which nominatives, genders and cases a surname's form can have.

The classes are those of Russian grammar («Русская грамматика» 1980, § 1219 and
following): possessive (Иванов, Ильин), adjectival (Донской, Овражный),
masculine nouns that decline for men only (Коваль, Ким, Дадар-оол), nouns in -а
(Лобода), and those that never change (Шевченко, Черных, Дурново; a woman's
Коваль, Ким). Cases carry pymorphy3's marks, genders are `masc` and `femn`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from extract.lexicon import is_word, parses
from normalize.readings import CASES
from normalize.surname_endings import (
    A_CASES,
    ADJECTIVAL_CASES,
    HARD,
    INDECLINABLE,
    NOUN_CASES,
    NOUN_SUFFIX,
    OV_STRESSED,
    POSSESSIVE,
    POSSESSIVE_CASES,
    STRESSED,
    VOWELS,
)

GENDERS = ("masc", "femn")


@dataclass(frozen=True, slots=True)
class SurnameReading:
    """One way to read a form: its nominative, gender, case, and how likely such a surname is."""

    nominative: str
    gender: str
    case: str
    weight: float


@lru_cache(maxsize=50_000)
def surname_readings(form: str) -> tuple[SurnameReading, ...]:
    """Every reading of a surname's form in lower case, the likeliest kind of surname first.

    Hyphenated ones are read part by part; a first part may stay as it is
    («Кара-Салу»). «Петрова» is a woman's nominative and a man's genitive.
    """
    found = _hyphenated(form) if "-" in form else [*_readings(form)]
    declined = any(r.case != "nomn" and r.weight == 1.0 and r.nominative != form for r in found)
    best: dict[tuple[str, str, str], float] = {}
    for reading in found:
        key = (reading.nominative, reading.gender, reading.case)
        # a rare surname loses where the form is a plain case of a known one
        rare = reading.weight <= 0.6 or (reading.nominative == form and reading.weight < 0.9)
        factor = 0.3 if declined and rare else 1.0
        best[key] = max(best.get(key, 0.0), reading.weight * factor)
    ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SurnameReading(*key, weight) for key, weight in ordered)


def _hyphenated(form: str) -> list[SurnameReading]:
    *firsts, last = form.split("-")
    found: list[SurnameReading] = []
    tails = surname_readings(last)
    for reading in tails:
        options = []
        for part in firsts:
            moving = [
                (r.nominative, r.weight)
                for r in surname_readings(part)
                if r.gender == reading.gender and r.case == reading.case and r.nominative != part
            ]
            if reading.case == "nomn" and any(
                r.nominative == part and r.gender == reading.gender and r.case == "nomn"
                for r in surname_readings(part)
            ):
                options.append([(part, 1.0)])
                continue
            strong = [pair for pair in moving if pair[1] >= 0.9 and _is_typical(part)]
            options.append([*moving[:1], (part, 0.3 if strong else 0.85)])
        for choice in product(*options):
            weight = reading.weight
            for _, part_weight in choice:
                weight *= part_weight
            parts = [name for name, _ in choice]
            found.append(
                SurnameReading(
                    "-".join([*parts, reading.nominative]), reading.gender, reading.case, weight
                )
            )
    return found


def _is_typical(part: str) -> bool:
    """Whether a first part surely declines («Римского-Корсакова», «Петровой-Водкиной»)."""
    return bool(re.search(r"(?:ов|ев|ёв|ин|ын|ск|цк)\w{0,3}$", part)) and len(part) > 4


def _readings(form: str) -> Iterator[SurnameReading]:
    yield from _possessive(form)
    yield from _adjectival(form)
    yield from _noun(form)
    yield from _in_a(form)
    yield from _unchanging(form)


def _possessive(form: str) -> Iterator[SurnameReading]:
    match = POSSESSIVE.fullmatch(form)
    if match is None:
        return
    stem, ending = match["stem"], match["ending"]
    short = len(stem) < 4 and not _is_surname(stem)
    base = 1.0 if not short else 0.5 if len(stem) == 3 else 0.2
    if ending == "ой" and stem in OV_STRESSED:
        base = 0.8  # «Полевой» is rather of «Полевая»
    for gender, case, weight in POSSESSIVE_CASES[ending]:
        nominative = stem if gender == "masc" else stem + "а"
        yield SurnameReading(nominative, gender, case, base * weight)


def _adjectival(form: str) -> Iterator[SurnameReading]:
    for ending, cases in ADJECTIVAL_CASES.items():
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2 or stem[-1] in VOWELS:
            continue
        soft = ending[0] in "еиюя" and stem[-1] not in "кгхжшщчц"
        masculine, base = _adjectival_masculine(stem, soft=soft)
        if len(ending) == 3 or ending in ("ую", "юю"):
            base = max(base, 0.8)  # no other surname ends so
        feminine = stem + ("яя" if soft else "ая")
        for gender, case in cases:
            if case == "nomn" and gender == "masc":
                agreed = base if form == masculine else base * 0.7
                yield SurnameReading(form, gender, case, agreed)
            else:
                yield SurnameReading(
                    masculine if gender == "masc" else feminine, gender, case, base
                )


def _adjectival_masculine(stem: str, *, soft: bool) -> tuple[str, float]:
    """The masculine nominative of an adjectival surname, and how likely it is one."""
    if re.search(r"(?:ов|ев|ёв|ин|ын)$", stem):
        return stem + "ой", 0.9 if stem in OV_STRESSED or _is_adjective(stem + "ой") else 0.1
    if soft:
        return stem + "ий", 0.95 if stem[-1] == "н" else 0.2
    if stem in STRESSED:
        return stem + "ой", 1.0
    velar = stem[-1] in "кгхжшщч"
    for ending in ("ый", "ой", *(["ий"] if velar else [])):
        if _is_adjective(stem + ending):
            return stem + ending, 0.95
    typical = re.search(r"(?:ск|цк|н|оват|еват|аст|ист|еньк|оньк|лив)$", stem)
    base = 1.0 if re.search(r"(?:ск|цк)$", stem) else 0.85 if typical else 0.3
    return stem + ("ий" if velar else "ый"), base


def _noun(form: str) -> Iterator[SurnameReading]:
    if form[-1] in HARD + "ьй" and len(form) > 1:
        weight = _noun_weight(form)
        if form.endswith(("ый", "ий", "ой")) and len(form) > 4 and not _is_noun(form, "masc"):
            weight = 0.1
        if re.search(r"(?:ов|ев|ёв|ин|ын|ых|их)$", form):
            weight = 0.1
        yield SurnameReading(form, "masc", "nomn", weight)
        for case in CASES:
            yield SurnameReading(form, "femn", case, weight * (1.0 if case == "nomn" else 0.8))
    for ending, cases in NOUN_CASES.items():
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2:
            continue
        for case, tail in cases:
            if ending == "ем" and tail == "" and stem[-1] not in "цжшщч":
                continue
            for nominative, factor in _noun_nominatives(stem, tail):
                if nominative[-1] in VOWELS:
                    continue
                weight = _noun_weight(nominative) * factor
                if re.search(r"(?:ов|ев|ёв|ин|ын)$", nominative):
                    weight *= 0.2
                if re.search(r"(?:ом|ем)у$|(?:ог|ег)о$", form) and not _is_surname(nominative):
                    weight *= 0.3
                yield SurnameReading(nominative, "masc", case, weight)


def _noun_nominatives(stem: str, tail: str) -> Iterator[tuple[str, float]]:
    """Nominatives of a masculine noun: the bare stem, and those with a fleeting vowel."""
    if tail == "" and stem[-1] in HARD:
        cluster = len(stem) > 1 and stem[-2] not in VOWELS
        whole = _is_noun(stem, "masc") or _is_surname(stem)
        loses = cluster and stem[-1] in "кц" and stem[-2] not in "рнсх" and not whole
        yield stem, 0.45 if loses else 1.0
        if stem[-1] == "ц" and len(stem) > 2:
            if stem[-2] == "й":
                yield stem[:-2] + "ец", 1.0
                yield stem[:-2] + "яц", 1.0 if _is_noun(stem[:-2] + "яц", "masc") else 0.1
            elif stem[-2] == "ь":
                yield stem[:-2] + "ец", 1.0
            elif cluster:
                yield stem[:-1] + "ец", 1.0
        if stem[-1] == "к" and cluster and len(stem) > 3:
            yield (
                stem[:-1].removesuffix("ь") + ("ек" if stem[-2] in "ьчшжй" else "ок"),
                (0.95 if re.search(r"[её]нк$", stem) else 0.6),
            )
        if stem[-1] in "лрв" and cluster and len(stem) > 3:
            yield stem[:-1].removesuffix("ь") + ("е" if stem[-2] != "з" else "о") + stem[-1], 0.4
    elif tail == "ь" and stem[-1] in HARD:
        yield stem + "ь", 1.0
        if len(stem) > 3 and stem[-2] not in VOWELS:
            yield stem[:-1] + "е" + stem[-1] + "ь", 0.5
    elif tail == "й" and (stem[-1] in VOWELS or stem[-1] == "ь"):
        if stem[-1] == "ь":
            yield stem[:-1] + "ей", 1.0
        else:
            yield stem + "й", 1.0


def _noun_weight(nominative: str) -> float:
    if _is_surname(nominative) or _is_noun(nominative, "masc"):
        return 1.0
    if nominative[-2:-1] and nominative[-1] not in "ьй" and nominative[-2] not in VOWELS:
        return 0.7 if NOUN_SUFFIX.search(nominative[-4:]) else 0.45
    return 0.8


def _in_a(form: str) -> Iterator[SurnameReading]:
    for ending, cases in A_CASES.items():
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2:
            continue
        for case, tail in cases:
            if tail == "а" and ending in ("ей", "и") and stem[-1] not in "жшщчцкгх":
                continue
            if ending == "ы" and stem[-1] in "жшщчкгх":
                continue
            if case == "datv" and ending == "и" and stem[-1] != "и":
                continue
            nominative = stem + tail
            known = _is_surname(nominative) or any(_is_noun(nominative, g) for g in GENDERS)
            weight = 1.0 if known else 0.55
            if re.search(r"(?:ов|ев|ёв|ин|ын)$", stem) or (tail == "я" and stem[-1] == "а"):
                weight = 0.6 if known and not re.search(r"(?:ов|ев|ёв)$", stem) else 0.1
            if ending == "ой" and _is_adjective(stem + "ый"):
                weight *= 0.5
            if re.search(r"(?:чук|щук|люк|ник|ман|ян)$", stem):
                weight = 0.15
            for gender in GENDERS:
                yield SurnameReading(nominative, gender, case, weight)


def _unchanging(form: str) -> Iterator[SurnameReading]:
    if form[-1] not in VOWELS and not form.endswith(("ых", "их")):
        return
    if form[-1] in "ая":
        return
    typical = re.search(rf"{INDECLINABLE.pattern}$", form)
    weight = 1.0 if typical else 0.6 if form[-1] in "еиэ" else 0.3
    if form[-1] in "уюы" or form.endswith(("ого", "его")):
        weight = 0.25
    if _is_surname(form):
        weight = 1.0
    for gender, case in product(GENDERS, CASES):
        yield SurnameReading(form, gender, case, weight * (1.0 if case == "nomn" else 0.8))


@lru_cache(maxsize=50_000)
def _is_surname(nominative: str) -> bool:
    """Whether the dictionary knows this nominative as a surname."""
    return is_word(nominative) and any(
        "Surn" in parse.tag and parse.tag.case == "nomn" for parse in parses(nominative)
    )


@lru_cache(maxsize=50_000)
def _is_noun(nominative: str, gender: str) -> bool:
    return is_word(nominative) and any(
        parse.tag.POS == "NOUN" and parse.tag.case == "nomn" and parse.tag.gender == gender
        for parse in parses(nominative)
    )


@lru_cache(maxsize=50_000)
def _is_adjective(nominative: str) -> bool:
    return is_word(nominative) and any(
        parse.tag.POS in ("ADJF", "PRTF")
        and parse.tag.case == "nomn"
        and parse.tag.gender == "masc"
        for parse in parses(nominative)
    )


@lru_cache(maxsize=50_000)
def likeness(word: str) -> float:
    """How much a capitalised word looks like a surname, from 0 (surely none) to 1."""
    low = word.lower()
    if re.search(r"[а-яё]-[а-яё]", low) and "-" in low:
        best = max(likeness(part) for part in low.split("-") if part)
        both = all(part[:1].isupper() for part in word.split("-"))
        return max(best, 0.8) if both else best  # «Тумэн-Жаргал»
    readings = parses(low)
    typical = re.search(
        r"(?:ов|ев|ёв|ин|ын|ск|цк)(?:|а|у|ым|ой|ий|ая|ого|ому|ую)$|(?:енко|чук|швили|дзе)$", low
    )
    if is_word(low):
        if any("Surn" in parse.tag for parse in readings):
            return 1.0
        if all(parse.tag.POS not in ("NOUN", "ADJF", "PRTF") for parse in readings):
            return 0.0 if readings[0].tag.POS in ("PREP", "CONJ", "PRCL", "NPRO", "INFN") else 0.3
        return 0.8 if typical else 0.4  # «Лапина» is a word of its own too
    return 1.0 if typical else 0.8
