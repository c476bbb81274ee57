"""How a Russian word form can be understood as a noun or an adjective, and its nominative.

Cases, numbers and genders are written with pymorphy3's marks: `nomn gent datv
accs ablt loct`, `sing plur`, `masc femn neut`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from extract.lexicon import is_word, parses
from normalize.government import PREPOSITIONS


def word_set(words: str) -> frozenset[str]:
    """A set of words written with spaces between them."""
    return frozenset(words.split())


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_CASE_OF_VARIANT = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "voct": "nomn"}
_ADJECTIVAL = frozenset({"ADJF", "PRTF"})
_STRESSED_ENDING = word_set(
    "основн запасн передов кольцев игров волев бытов годов правов трудов учётн ключев целев "
    "делов речев цехов строев боев полов рядов портов путев очередн"
)
"""Stems of adjectives in -ой that the dictionary knows in -ый as well."""
_USUAL_PLURALS = {
    "учители": "учителя",
    "профессоры": "профессора",
    "докторы": "доктора",
    "лагери": "лагеря",
    "корпусы": "корпуса",
}
_FIXED_FIRST = word_set("пресс мини вице экс врио медиа веб бизнес интернет штаб лего")
"""First parts of hyphenated words that never change."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a word form: its class, agreement, and its dictionary forms."""

    kind: str  # `noun` or `adjective`
    case: str
    number: str
    gender: str  # empty in the plural of adjectives
    animate: bool
    parse: Any
    weight: float = 1.0

    @property
    def animacy(self) -> str:
        """`anim`, `inan`, or empty where the form shows none."""
        return str(self.parse.tag.animacy or "")

    def agrees(self, other: Reading) -> bool:
        """Same case and number; gender and, in the accusative, animacy do not contradict."""
        return (
            self.case == other.case
            and self.number == other.number
            and (self.case != "accs" or self.animacy in ("", other.animacy or self.animacy))
            and (
                self.number == "plur"
                or not (self.gender and other.gender)
                or self.gender == other.gender
            )
        )


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Every nominal reading of a word form, the likeliest first; none for other words."""
    low = word.lower()
    if low in PREPOSITIONS:
        return ()  # «из» is a form of a name as well
    if "-" in low and not is_word(low):
        return _hyphenated(low)
    return _plain_readings(low)


def _plain_readings(low: str) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for parse in parses(low):
        tag = parse.tag
        # the dictionary's own strings compare slowly, so each mark is read once as a plain one
        marks = tag.grammemes
        if "NOUN" in marks:
            kind = "noun"
        elif not _ADJECTIVAL.isdisjoint(marks):
            kind = "adjective"
        else:
            continue
        if tag.case is None or "Init" in marks or ("Abbr" in marks and "Fixd" in marks):
            continue
        case = str(tag.case)
        if "Fixd" in marks and kind == "noun" and case != "nomn":
            continue
        animate = "anim" in marks and (kind == "noun" or case == "accs")
        number = str(tag.number or "sing")
        gender = "" if number == "plur" else str(tag.gender or "")
        case = _CASE_OF_VARIANT.get(case, case)
        found.append(Reading(kind, case, number, gender, animate, parse, float(parse.score)))
    if not any(reading.kind == "adjective" for reading in found):
        found += _of_a_place(low, found)
    return _without_doublets(found)


_PLACE_ENDING = re.compile(r"[сц]к(?:ий|ая|ого|ому|им|ом|ой|ую|ие|их|ими)$")


def _of_a_place(low: str, found: list[Reading]) -> list[Reading]:
    """«Каменская область»: adjectives that the dictionary knows as surnames alone.

    A surname in -ский is declined as the adjective is, so that its parses serve.
    """
    if not _PLACE_ENDING.search(low):
        return []
    surnames = [reading for reading in found if "Surn" in reading.parse.tag]
    return [replace(reading, kind="adjective", animate=False) for reading in surnames]


def _without_doublets(found: list[Reading]) -> tuple[Reading, ...]:
    """«основного» is of «основной», «рискового» of «рисковый»: one of two lemmas stays."""
    lemmas = {str(reading.parse.normal_form) for reading in found}
    dropped = set()
    for stem in {name[:-2] for name in lemmas if name.endswith(("ый", "ой"))}:
        if {stem + "ый", stem + "ой"} <= lemmas:
            dropped.add(stem + ("ый" if stem in _STRESSED_ENDING else "ой"))
    return tuple(r for r in found if str(r.parse.normal_form) not in dropped)


def _hyphenated(low: str) -> tuple[Reading, ...]:
    """Readings of «учителю-логопеду»: those of the last part in whose case the others stand."""
    *firsts, last = low.split("-")
    found: list[Reading] = []
    for reading in _plain_readings(last):
        if reading.kind == "adjective" or any(_moves_with(part, reading) for part in firsts):
            found.append(reading)
    found += _of_the_first_gender(firsts[0], found)
    if not found and all(part in _FIXED_FIRST or not is_word(part) for part in firsts):
        return _plain_readings(last)
    return tuple(found)


def _of_the_first_gender(first: str, found: list[Reading]) -> list[Reading]:
    """«муниципальную выставку-конкурс»: modifiers may agree with the first part."""
    return [
        replace(reading, gender=other.gender)
        for reading in found
        if reading.kind == "noun" and reading.gender
        for other in _plain_readings(first)
        if (other.kind, other.case, other.number) == ("noun", reading.case, reading.number)
        and other.gender != reading.gender
    ]


def _moves_with(part: str, reading: Reading) -> bool:
    if part in _FIXED_FIRST:
        return True
    return any(
        other.kind == "noun" and other.case == reading.case and other.number == reading.number
        for other in _plain_readings(part)
    )


def nominative(word: str, reading: Reading) -> str:
    """The word in the nominative of its number, the case of its letters kept."""
    if reading.case == "nomn":
        return word
    if "-" in word and not is_word(word.lower()):
        *firsts, last = word.split("-")
        turned = [_first_part(part, reading) for part in firsts]
        return "-".join([*turned, nominative(last, reading)])
    return like(word, _inflect(reading))


def _first_part(part: str, reading: Reading) -> str:
    if reading.kind == "adjective" or part.lower() in _FIXED_FIRST:
        return part
    for other in _plain_readings(part.lower()):
        if other.kind == "noun" and other.case == reading.case and other.number == reading.number:
            return like(part, _inflect(other))
    return part


@lru_cache(maxsize=50_000)
def _inflect_cached(parse: Any, number: str, gender: str) -> str:
    wanted = {"nomn", number}
    if gender and number == "sing":
        wanted.add(gender)
    form = parse.inflect(wanted) or parse.inflect({"nomn", number}) or parse.inflect({"nomn"})
    word = str(form.word) if form is not None else str(parse.word)
    return _USUAL_PLURALS.get(word, word)


_SUPERLATIVE = re.compile(r"(?:ему|его|ими|им|их|ей|ею|ую|ее|ая|ий|ие|ем)$")
_SUPERLATIVE_NOMINATIVES = {"masc": "ий", "femn": "ая", "neut": "ее", "": "ие"}


def _inflect(reading: Reading) -> str:
    if "Supr" in reading.parse.tag:
        # the dictionary would give another degree («высшим» → «высочайший»)
        gender = reading.gender if reading.number == "sing" else ""
        return _SUPERLATIVE.sub(_SUPERLATIVE_NOMINATIVES[gender], str(reading.parse.word))
    gender = reading.gender if reading.kind == "adjective" else ""
    return _inflect_cached(reading.parse, reading.number, gender)


def like(word: str, form: str) -> str:
    """`form` written with the capitals of `word`, and with ё only where `word` may have it."""
    if "ё" not in word.lower() and "ё" in form:
        form = form.replace("ё", "е")
    if word.isupper() and len(word) > 1:
        return form.upper()
    if word[:1].isupper():
        form = form[:1].upper() + form[1:]
    if re.search(r"-[А-ЯЁ]", word) and word.count("-") == form.count("-"):
        parts = zip(word.split("-"), form.split("-"), strict=True)  # «Усть-Озёрского»
        form = "-".join(
            new[:1].upper() + new[1:] if old[:1].isupper() else new for old, new in parts
        )
    return form
