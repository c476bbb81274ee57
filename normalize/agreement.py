"""Noun groups: which words agree, in which case and number they can stand.

A *group* is modifiers and the noun they agree with («муниципальным бюджетным
учреждением»). Cases, numbers and genders are written with pymorphy3's marks:
`nomn gent datv accs ablt loct`, `sing plur`, `masc femn neut`. Offsets count
characters of the phrase given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract.lexicon import is_word, parses


def word_set(words: str) -> frozenset[str]:
    """A set of words written with spaces between them."""
    return frozenset(words.split())


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

_CASE_OF_VARIANT = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "voct": "nomn"}
_ADJECTIVAL = frozenset({"ADJF", "PRTF"})
_TOKEN = re.compile(
    r"«[^«»]*(?:«[^«»]*»[^«»]*)*»?"  # a quoted name is one token
    r"|\((?:[^()]|\([^()]*\))*\)"  # so is a bracket
    r"|[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*\.?(?=[А-ЯЁ]\.)|[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z]+)*"
    r"|\d+(?:[.,/-]\d+)*(?:-[а-яё]{1,3}\b)?|\S"
)

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
class Token:
    """A word, a number, a quoted name, a bracket or a mark, and where it stands."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.text)

    @property
    def is_plain_word(self) -> bool:
        """A word of Russian letters; neither a quoted name nor an acronym."""
        return self.text[0].isalpha() and not is_acronym(self.text)


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


@dataclass(frozen=True, slots=True)
class Group:
    """Modifiers and their noun: indexes of its words in the tokens, and its readings.

    `readings` are those of the head; `chosen[i]` are the readings of every
    word that agree with `readings[i]`, in the order of `words`.
    """

    words: tuple[int, ...]
    head: int
    readings: tuple[Reading, ...]
    chosen: tuple[tuple[Reading, ...], ...]

    @property
    def end(self) -> int:
        """The index after the group's last token."""
        return self.words[-1] + 1

    @property
    def cases(self) -> frozenset[str]:
        """The cases the group can stand in."""
        return frozenset(reading.case for reading in self.readings)

    @property
    def animate(self) -> bool:
        """Whether the likeliest reading names a person."""
        return any(reading.animate for reading in self.readings)


def tokenize(phrase: str) -> tuple[Token, ...]:
    """The tokens of a phrase; white space belongs to none."""
    return tuple(Token(match.group(), match.start()) for match in _TOKEN.finditer(phrase))


@lru_cache(maxsize=50_000)
def is_acronym(word: str) -> bool:
    """Whether a word is written as an acronym: «МБОУ», «БелИРО», «ГИА-9», «КДНиЗП»."""
    capitals = sum(char.isupper() for char in word)
    if capitals < 2:
        return False
    if word.isupper() and len(word) > 4 and is_word(word.lower()):
        return False  # a word in capitals («ДИРЕКТОР»)
    parts = word.split("-")
    return not all(part[1:].islower() or len(part) < 2 for part in parts) or any(
        part.isupper() and len(part) > 1 for part in parts
    )


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Every nominal reading of a word form, the likeliest first; none for other words."""
    low = word.lower()
    if "-" in low and not is_word(low):
        return _hyphenated(low)
    return _plain_readings(low)


def _plain_readings(low: str) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for parse in parses(low):
        tag = parse.tag
        if tag.POS == "NOUN" or tag.POS in _ADJECTIVAL:
            kind = "noun" if tag.POS == "NOUN" else "adjective"
        elif tag.POS == "NPRO" and low in ("всем", "всех", "всеми"):
            continue
        else:
            continue
        if tag.case is None or "Init" in tag or ("Abbr" in tag and "Fixd" in tag):
            continue
        if "Fixd" in tag and kind == "noun" and tag.case != "nomn":
            continue
        animate = tag.animacy == "anim" if kind == "noun" else False
        if kind == "adjective" and tag.case == "accs" and tag.animacy == "anim":
            animate = True
        found.append(
            Reading(
                kind,
                _CASE_OF_VARIANT.get(tag.case, tag.case),
                tag.number or "sing",
                "" if tag.number == "plur" else (tag.gender or ""),
                animate,
                parse,
                float(parse.score),
            )
        )
    return _without_doublets(found)


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
    if not found and all(part in _FIXED_FIRST or not is_word(part) for part in firsts):
        return _plain_readings(last)
    return tuple(found)


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


def _inflect(reading: Reading) -> str:
    gender = reading.gender if reading.kind == "adjective" else ""
    return _inflect_cached(reading.parse, reading.number, gender)


def like(word: str, form: str) -> str:
    """`form` written with the capitals of `word`, and with ё only where `word` may have it."""
    if "ё" not in word.lower() and "ё" in form:
        form = form.replace("ё", "е")
    if word.isupper() and len(word) > 1:
        return form.upper()
    if word[:1].isupper():
        return form[:1].upper() + form[1:]
    return form


def group_at(tokens: Sequence[Token], start: int, limit: int | None = None) -> Group | None:
    """The group that begins at token `start`: modifiers, «и» or commas between them, a noun.

    A modifier without an agreeing noun stands for one itself («заведующему»,
    «ответственным»). None where no group begins.
    """
    end = len(tokens) if limit is None else limit
    paths = _paths(tokens, start, end)
    for path in sorted(paths, key=len, reverse=True):
        group = _group(tokens, path)
        if group is not None:
            return group
    return None


def _paths(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, ...]]:
    """Word indexes of the longest run of agreeing modifiers with a noun at its end."""
    words: list[int] = []
    live: tuple[Reading, ...] = ()
    found: list[tuple[int, ...]] = []
    bare: tuple[int, ...] | None = None
    index = start
    while index < end:
        token = tokens[index]
        if words and token.text in (",", "и", "или"):
            index += 1
            continue
        if not token.is_plain_word:
            break
        own = readings(token.text)
        if not own and _is_adverb_before(tokens, index, end):
            index += 1
            continue
        if not words:
            live = own
        nouns = [
            r for r in own if r.kind == "noun" and (not words or any(r.agrees(m) for m in live))
        ]
        gap = bool(words) and tokens[index - 1].text in (",", "и", "или")
        adjectives = [
            r
            for r in own
            if r.kind == "adjective" and (not words or any(r.agrees(m) for m in live))
        ]
        if nouns:
            found.append((*words, index))
        if not adjectives:
            break
        if gap and not nouns and not _leads_to_noun(tokens, index, end, adjectives):
            break
        words.append(index)
        live = tuple(adjectives)
        if not gap and (bare is None or bare[-1] == index - 1):
            bare = (*(bare or ()), index)
        index += 1
    return [*found, bare] if bare else found


def _is_adverb_before(tokens: Sequence[Token], index: int, end: int) -> bool:
    """«социально | опасное положение»: an adverb that belongs to the modifier after it."""
    found = parses(tokens[index].text.lower())
    if not found or found[0].tag.POS != "ADVB" or index + 1 >= end:
        return False
    after = tokens[index + 1]
    return after.is_plain_word and any(r.kind == "adjective" for r in readings(after.text))


def _leads_to_noun(
    tokens: Sequence[Token], index: int, end: int, adjectives: Sequence[Reading]
) -> bool:
    """Whether an agreeing noun still comes, so that a comma does not end the group."""
    for token in tokens[index + 1 : min(end, index + 6)]:
        if token.text in (",", "и", "или"):
            continue
        own = readings(token.text) if token.is_plain_word else ()
        if any(r.kind == "noun" and r.agrees(a) for r in own for a in adjectives):
            return True
        if not any(r.kind == "adjective" and r.agrees(a) for r in own for a in adjectives):
            return False
    return False


def _group(tokens: Sequence[Token], words: tuple[int, ...]) -> Group | None:
    head = words[-1]
    heads = list(readings(tokens[head].text))
    nouns = [r for r in heads if r.kind == "noun"]
    kept: list[Reading] = []
    chosen: list[tuple[Reading, ...]] = []
    for reading in nouns or heads:
        row: list[Reading] = []
        for index in words[:-1]:
            match = next(
                (
                    r
                    for r in readings(tokens[index].text)
                    if r.kind == "adjective" and r.agrees(reading)
                ),
                None,
            )
            if match is None:
                break
            row.append(match)
        else:
            kept.append(reading)
            chosen.append((*row, reading))
    if not kept:
        return None
    return Group(words, head, tuple(kept), tuple(chosen))
