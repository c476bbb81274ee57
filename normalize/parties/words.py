"""What a stretch of words begins with: a body, a post, an acronym, or a dependent.

Cases carry pymorphy3's marks (`nomn gent datv accs ablt loct`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import lemma, parses
from normalize import agreement
from normalize.agreement import Group, Reading, Token, group_at, tokenize
from normalize.inflect import PREPOSITIONS
from normalize.parties.rules import head_kinds, things

_SUBSTANTIVE = re.compile(
    r"(заведующ|учащ|обучающ|управляющ|ответственн|дежурн|служащ|вожат|участков|уполномоченн"
    r"|исполняющ|работающ|пожарн|ведущ|военнообязанн|наставляем|проверяющ|трудящ|управленческ"
    r"|рабоч|родительск|аттестующ|замещающ|командующ|старш|поступающ|отстающ|сопровождающ)"
    r"(ий|ый|ая|ие|ые|ее|ое|ого|его|ой|ей|ому|ему|ую|юю|ым|им|их|ых|ыми|ими|ийся|иеся|аяся|ихся|имся)$",
    re.IGNORECASE,
)
"""Adjectives and participles that name a person by themselves."""

_COMPOUND = re.compile(
    r"(?:сельхоз|спорт|мед|дет|соц|гос|пед|культ|муниц|хоз|тур|энерго|агро|лес)"
    r"(?=(?:предприяти|организаци|учреждени|работник|центр|служб)[а-яё]*\b)",
    re.IGNORECASE,
)
_CLAUSAL = (
    "работающ",
    "обучающ",
    "сопровождающ",
    "проверяющ",
    "поступающ",
    "замещающ",
    "исполняющ",
)
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?")
_SURNAME_ENDING = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|енко|ук|юк|ян|дзе|швили|их|ых)$"
)
_EITHER = re.compile(r"ведущ|старш|младш|дежурн|рабоч|пожарн", re.IGNORECASE)
_SKIPPED = frozenset(
    {"их", "его", "ее", "её", "все", "всем", "каждый", "иные", "другие", "прочие", "также"}
)
_PEOPLE_SUFFIX = re.compile(
    r"(?:ист|лог|ер|тель|ник|щик|чик|арь|вед)(?:ы|и|а|у|ом|ам|ов|ей|ем|ями|ами)?$"
)


@dataclass(frozen=True, slots=True)
class Start:
    """The head that opens a stretch of words.

    `kind` is a party kind, `acronym` or `thing` (a short form that names no
    party). `cases` are those the head can stand in; `dependent` says that the
    same letters can be the genitive singular («организации»). `listed` says
    that the rules name the head. `end` is where the head ends in the text.
    """

    kind: str
    lemma: str
    cases: frozenset[str]
    plural: bool
    dependent: bool
    listed: bool
    end: int
    animate: bool = False

    @property
    def nominative(self) -> bool:
        """Whether the head can stand in the nominative."""
        return "nomn" in self.cases


@lru_cache(maxsize=20_000)
def is_acronym(word: str) -> bool:
    """Whether a word is a short form, those that the dictionary holds («ГИБДД») included."""
    if agreement.is_acronym(word):
        return True
    if not word.isupper() or len(word) < 2:
        return False
    from normalize.gazetteer import lookup

    return bool(lookup(word))


def is_substantive(word: str) -> bool:
    """Whether an adjective or a participle names a person by itself («заведующие»)."""
    return _SUBSTANTIVE.match(word) is not None


@lru_cache(maxsize=20_000)
def is_surname(word: str) -> bool:
    """Whether a single capitalised word is a surname rather than a place or a common word."""
    if not _SURNAME.fullmatch(word):
        return False
    low = word.lower()
    if any("Surn" in parse.tag for parse in parses(low)):
        return True
    common = any(parse.tag.POS not in ("ADJF", "ADJS") and parse.is_known for parse in parses(low))
    return not common and bool(_SURNAME_ENDING.search(low))


@lru_cache(maxsize=20_000)
def reads_as_surname(word: str) -> bool:
    """Whether a surname in the nominative is the likeliest reading that the dictionary has."""
    found = parses(word.lower())
    surnames = [p for p in found if "Surn" in p.tag and p.tag.case == "nomn"]
    return bool(surnames) and "Surn" in found[0].tag


def plain(lemma: str) -> str:
    """A lemma with е for ё."""
    return lemma.replace("ё", "е")


@lru_cache(maxsize=20_000)
def start_of(text: str) -> Start | None:
    """The head that opens `text`, or None where no noun group begins there."""
    text = text[:160]
    compound = _COMPOUND.match(text)
    if compound:  # «сельхозпредприятия»: the dictionary knows no plural of such words
        start = start_of(text[compound.end() :])
        return start and replace(start, end=start.end + compound.end())
    tokens = tokenize(text)
    index = 0
    while index < len(tokens) and tokens[index].text.lower() in _SKIPPED:
        index += 1
    if index >= len(tokens):
        return None
    first = tokens[index]
    if is_acronym(first.text):
        return _acronym_start(tokens, index)
    if not first.is_plain_word:
        return None
    limit = next(
        (i for i in range(index + 1, len(tokens)) if tokens[i].text in PREPOSITIONS), len(tokens)
    )
    group = group_at(tokens, index, limit)  # «по» is a river's name as well
    found = _group_start(tokens, group) if group is not None else None
    if found is None or (not found.listed and found.animate):
        found = _of_mixed_adjectives(tokens, index) or found
    if found is None or found.kind == "proper":  # «Ивановская» is a surname as well
        return _described_acronym(tokens, index) or found
    return found


def _of_mixed_adjectives(tokens: tuple[Token, ...], index: int) -> Start | None:
    """«основная и средние школы», «районная и городская комиссии»: one noun for several of one."""
    joined = False
    for position in range(index, min(index + 8, len(tokens))):
        word = tokens[position].text.lower()
        if word in ("и", ","):
            joined = True
            continue
        readings = parses(word) if tokens[position].is_plain_word and len(word) > 3 else ()
        if any(p.tag.POS == "ADJF" and p.tag.case == "nomn" for p in readings):
            continue
        nouns = [p.tag for p in readings if p.tag.POS == "NOUN" and p.tag.case == "nomn"]
        if not joined or not any(tag.number == "plur" for tag in nouns):
            return None
        group = group_at(tokens, position, position + 1)
        return _group_start(tokens, group) if group is not None else None
    return None


def _described_acronym(tokens: tuple[Token, ...], index: int) -> Start | None:
    """«Ивановская СОШ», «городские ОО»: adjectives in the nominative and a short form."""
    for position in range(index, min(index + 4, len(tokens))):
        word = tokens[position].text
        if position > index and is_acronym(word):
            found = _acronym_start(tokens, position)
            return None if found.kind == "thing" else found
        nominative = any(p.tag.POS == "ADJF" and p.tag.case == "nomn" for p in parses(word.lower()))
        if not nominative:
            return None
    return None


def _acronym_start(tokens: tuple[Token, ...], index: int) -> Start:
    word = tokens[index].text
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    kind = "thing" if word in things() and not following.startswith("«") else "acronym"
    return Start(kind, word, frozenset(("nomn",)), False, False, False, tokens[index].end)


def _group_start(tokens: tuple[Token, ...], group: Group) -> Start | None:
    head = tokens[group.head]
    low = head.text.lower()
    nouns = [each for each in group.readings if each.kind == "noun"]
    kinds = head_kinds()
    substantive = _SUBSTANTIVE.match(low)
    if not nouns:
        if substantive is None:
            return None
        return _start_from(group.readings, head, kinds.get(_subst_lemma(low), "post"), True)
    nouns = [each for each in nouns if not _has_no_plural(each)] or nouns
    best = _best(nouns, kinds)
    lemma = plain(str(best.parse.normal_form))
    kind = kinds.get(lemma)
    if "-" in low and kind != "role":
        kind = kind or kinds.get(lemma.rsplit("-", 1)[-1])
        if kind != "role":
            kind = kinds.get(plain(_subst_lemma(low.split("-")[0]))) or kind
    if kind is None and (compound := _COMPOUND_HEAD.fullmatch(lemma)):
        kind = kinds.get(compound[1])  # «бюджетополучатели», «лесопользователи»
    if kind is None and (clipped := _CLIPPED.fullmatch(lemma)):
        kind = kinds.get(clipped[1])  # «райбольница», «эвакокомиссия»
    if kind is None and (tokens[group.head - 1].text.lower(), low) in _WITH_ADJECTIVE:
        kind = "organisation"
    listed = kind is not None
    if kind is None:
        kind = "group" if best.animate else "unknown"
    return _start_from(
        [each for each in nouns if each.parse.normal_form == best.parse.normal_form],
        head,
        kind,
        listed,
    )


_COMPOUND_HEAD = re.compile(
    r"[а-я]{3,}[ое](получатель|пользователь|владелец|держатель|предприятие|учреждение|организация)"
)
_CLIPPED = re.compile(
    r"(?:рай|гор|обл|край|респ|сель|пос|окр|меж|гос|вет|мед|медсан|эвако|спец|соц|фин|спорт|метод|хоз|орг"
    r"|проф|агро|тепло|водо|энерго|электро|газ|дор|строй|авто|худ|муз|культ|полит|мин|глав)"
    r"([а-я]{4,})"
)
_WITH_ADJECTIVE = frozenset({("муниципальные", "образования")})
"""Nouns that name parties beside this adjective alone: «культуры, образования» names subjects."""
_PROPER = frozenset({"Surn", "Name", "Patr", "Geox"})
_SINGULAR = frozenset(
    {"молодежь", "население", "общественность", "студенчество", "казачество", "юношество"}
)


def _has_no_plural(each: Reading) -> bool:
    """«молодёжи» is never many of them: it is what a body is about."""
    return each.number == "plur" and plain(str(each.parse.normal_form)) in _SINGULAR


def _best(nouns: list[Reading], kinds: dict[str, str]) -> Reading:
    """The reading whose lemma the rules name, in the nominative if it can."""

    def rank(each: Reading) -> tuple[bool, bool]:
        return plain(str(each.parse.normal_form)) not in kinds, each.case != "nomn"

    return min(nouns, key=rank)


def _start_from(
    readings: tuple[Reading, ...] | list[Reading], head: Token, kind: str, listed: bool
) -> Start:
    cases = frozenset(each.case for each in readings)
    numbers = {each.number for each in readings if each.case == "nomn"} or {
        each.number for each in readings
    }
    dependent = any(each.case == "gent" and each.number == "sing" for each in readings)
    lemma = plain(str(readings[0].parse.normal_form))
    animate = any(each.animate for each in readings)
    proper = not _PROPER.isdisjoint(readings[0].parse.tag.grammemes)
    if proper and not listed:
        kind, animate = "proper", False
    if animate and not head.text[:1].isupper() and _also_subject(head.text.lower()):
        kind, animate, dependent, listed = "unknown", False, True, False
    return Start(kind, lemma, cases, numbers == {"plur"}, dependent, listed, head.end, animate)


def _also_subject(word: str) -> bool:
    """«математики», «энергетики»: people, and a subject or a trade in the genitive."""
    return word.endswith("ики") and any(
        parse.tag.case == "gent" and parse.tag.number == "sing" and parse.tag.gender == "femn"
        for parse in parses(word)
    )


def _subst_lemma(word: str) -> str:
    return plain(lemma(word))


@lru_cache(maxsize=20_000)
def is_modifier_only(text: str, *, before_adjective: bool = False) -> bool:
    """Whether the words are adjectives without their noun («дошкольные», «городские»).

    `before_adjective`: another adjective follows the mark, so that «ведущие» in
    «ведущие и главные специалисты» is one, too.
    """
    words = [token for token in tokenize(text) if token.text not in (",", "и")]
    if not words or not all(token.is_plain_word for token in words):
        return False
    last = words[-1].text
    if _SUBSTANTIVE.match(last) and not (before_adjective and _EITHER.match(last)):
        return False
    if before_adjective:  # «детские» is a noun as well, but not before another adjective
        return all(
            any(each.tag.POS in ("ADJF", "PRTF") for each in parses(token.text.lower()))
            for token in words
        )
    return all(is_adjective(token.text) for token in words)


@lru_cache(maxsize=20_000)
def is_adjective(word: str) -> bool:
    """Whether a word is likeliest an adjective or a participle."""
    readings = parses(word.lower()) if word else ()
    return bool(readings) and readings[0].tag.POS in ("ADJF", "PRTF")


def starts_participle_clause(text: str) -> bool:
    """«, реализующие программы …», «, работающие в …»: a clause about the noun before the comma."""
    match = re.match(r"(?:и )?([а-яё]+(?:щ|вш|нн|ем|им)[а-яё]+)\s+[а-яё«]", text)
    if match is None:
        return False
    word = match[1].lower()
    if _SUBSTANTIVE.match(word) and not word.startswith(_CLAUSAL):
        return False
    return any(parse.tag.POS == "PRTF" for parse in parses(word)[:1])
