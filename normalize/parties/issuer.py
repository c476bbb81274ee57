"""The issuer's own name behind «МОУО», «управление образования», «администрация».

Only what the header says is used: a cell that names another body stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.lexicon import is_word, parses
from normalize.abbreviations.letters import is_of_syllables
from normalize.agreement import group_at, is_acronym, tokenize, word_set
from normalize.inflect import to_nominative
from normalize.parties.words import plain

_BODIES = word_set(
    "администрация управление отдел комитет департамент министерство дума совет собрание "
    "комиссия мэрия служба инспекция агентство школа гимназия лицей учреждение центр"
)
_DISTRICTS = word_set("район округ область край поселение")
_TERRITORIES = _DISTRICTS | word_set(
    "город республика муниципалитет село поселок муниципальный городской районный сельский "
    "областной краевой наш данный местный р-н территория образование"
)
_QUALIFIERS = word_set("муниципальный городской сельский автономный")
_COUNCILS = word_set(
    "сельсовет поссовет волость улус кожуун наслег сельский сельское дума совет собрание"
)
"""What an adjective of a place may stand before besides a territory."""
_BEFORE_PLACES = word_set(
    "города город округ г села поселка посёлка район республика республики республике"
)
_REPUBLIC = word_set("республика республики республике")
_PLACES = word_set("город города посёлок поселок село управление отдел администрация комитет")
_COMMON = (
    *("городск", "сельск", "детск", "российск", "муниципальн", "областн", "краев", "районн"),
    *("автономн", "федеральн", "избирательн", "народн", "национальн", "внутригородск"),
)
"""Beginnings of adjectives that name no place."""
_EDUCATION_BODY = re.compile(r"образовани|просвещени")
_AUTHORITIES = frozenset({"МОУО", "МОУ", "ОМОУО", "ОУО"})
_FUNCTION = frozenset({"и", "по", "в", "на", "с", "о", "об", "для", "при", "от"})
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the header names: its full name and the lemmas of that name."""

    name: str
    lemmas: tuple[str, ...]


@lru_cache(maxsize=2_000)
def bodies(issuer: str) -> tuple[Body, ...]:
    """The bodies in an issuer's name, the issuer itself first, then those that it belongs to.

    «Управление образования администрации Борисовского района» is the
    department, and «администрация Борисовского района» the body behind it.
    """
    name = in_usual_letters(issuer)
    starts = [
        match.start()
        for match in _WORD.finditer(name)
        if match.group().lower() in _BODIES and match.start() and "«" not in name[: match.start()]
    ]
    # a letterhead repeats: «Администрация района Управление образования администрации района»
    parts = [part[:1].upper() + part[1:] for part in (p.strip(" ,") for p in _cut(name, starts))]
    parts.reverse()
    found: list[Body] = []
    for part in parts:
        found.append(Body(part, lemmas(part)))
        if quoted := re.search(r"«([^«»]{12,})»?", part):
            found.append(Body(part, lemmas(quoted[1])))
        for match in list(_WORD.finditer(part))[1:]:
            lemma = plain(str(parses(match.group().lower())[0].normal_form))
            if lemma == "администрация":
                inner = to_nominative(part[match.start() :], case="gent")
                found.append(Body(inner[:1].upper() + inner[1:], lemmas(inner)))
                break
    unique = {body.lemmas: body for body in reversed(found)}
    return tuple(body for body in found if unique.pop(body.lemmas, None) is not None)


def _cut(text: str, starts: list[int]) -> list[str]:
    edges = [0, *starts, len(text)]
    return [text[a:b] for a, b in pairwise(edges) if text[a:b].strip()]


@lru_cache(maxsize=2_000)
def in_usual_letters(name: str) -> str:
    """A name printed in capitals with the capitals of a sentence; other names as they are.

    «УПРАВЛЕНИЕ ОБРАЗОВАНИЯ администрации Борисовского района» →
    «Управление образования администрации Борисовского района».
    """
    name = " ".join(name.split())

    shouted = sum(map(str.isupper, name)) > sum(map(str.islower, name))

    def small(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if word.isupper() and match.start() and (low in _FUNCTION or low in ("г", "с", "п")):
            return low if shouted or low in ("и", "в", "с", "о") else word
        if len(word) < 2 or not word.isupper():
            return word
        if (
            low not in _BODIES
            and len(word) < 5
            and is_acronym(word)
            and not (shouted and is_word(low))
        ):
            return word
        if not any(p.is_known for p in parses(low)) and len(word) < 6:
            return word
        first = not match.start() or name[match.start() - 1] == "«"
        if _is_proper(name, match):
            return _large(low)
        return low.capitalize() if first else low

    return _WORD.sub(small, name)


def _large(word: str) -> str:
    """A name's word with its capitals: «Усть-Озёрск», «Приречье-на-Дону»."""
    return "-".join(
        part if part in _FUNCTION or part == "на" else part.capitalize() for part in word.split("-")
    )


def _is_proper(name: str, match: re.Match[str]) -> bool:
    """Whether a word in capitals names a place: before «района», after «города»."""
    low = match.group().lower()
    tags = [p.tag for p in parses(low)[:2]]
    if any("Geox" in tag or "Surn" in tag for tag in tags[:1]):
        return True
    after = _WORD.search(name, match.end())
    before = _WORD.findall(name[: match.start()])
    if before and before[-1].lower() in _BEFORE_PLACES:
        return True
    if low in _REPUBLIC and after and after.group().lower() not in _FUNCTION:
        return True
    if low in _REPUBLIC and before and re.search(r"(?:ск|цк)(?:ой|ая)$", before[-1].lower()):
        return True
    if (
        before
        and before[-1].lower() in ("округа", "поселения")
        and low not in _FUNCTION
        and low not in _PLACES
    ):
        return True
    following = plain(str(parses(after.group().lower())[0].normal_form)) if after else ""
    if low.startswith("российск") or (low == "федерации" and before and before[-1].isupper()):
        return following == "федерация" or (bool(before) and before[-1].lower() == "российской")
    if re.search(r"(?:ск|цк)(?:ий|ая|ое|ого|ой|ому|ом|им)$", low) and not low.startswith(_COMMON):
        return following in _TERRITORIES or following in _QUALIFIERS or following in _COUNCILS
    if any("ADJF" in tag for tag in tags) and not low.startswith(_COMMON):
        # «ЛУГОВОГО РАЙОНА», «ЗЕЛЁНОГО СЕЛЬСОВЕТА», «ОЗЁРНОГО МУНИЦИПАЛЬНОГО ОКРУГА»
        return following in _DISTRICTS or following in _QUALIFIERS or following in _COUNCILS
    return False


@lru_cache(maxsize=20_000)
def lemmas(text: str) -> tuple[str, ...]:
    """Dictionary forms of the words of a name, the small ones kept."""
    return tuple(
        plain(str(parses(match.group().lower())[0].normal_form)) for match in _WORD.finditer(text)
    )


@lru_cache(maxsize=20_000)
def is_issuer(words: str, issuer: str) -> bool:
    """Whether the words are the issuer's own name as the header has it."""
    return " " in words and lemmas(words) == lemmas(issuer)


@lru_cache(maxsize=20_000)
def issuer_name(words: str, issuer: str | None) -> str | None:
    """The full name of the issuer's body that `words` mean, or None.

    Args:
        words: A whole party («МОУО», «отдел образования», «администрация»).
        issuer: The issuer's name from the header.

    Returns:
        The name as the header has it, in the usual letters.
    """
    if not issuer or not words:
        return None
    known = bodies(issuer)
    placed = _ACRONYM_WITH_PLACE.fullmatch(words)
    if placed is not None:  # «УО г. Лесного» of «Управление образования города Лесного»
        return _of_acronym(placed[1], known) if _same_place(placed[2], issuer) else None
    first = words.removesuffix(" России")
    if is_of_syllables(first, known[0].name if known else ""):
        return known[0].name  # «Минпечати» of «Министерство печати …»
    if " " not in words and (is_acronym(words) or words.isupper()):
        return _of_acronym(words, known)
    own = lemmas(words)
    if not own or len(own) > 20 or re.search(r"[«»\d()]", words):
        return None
    if not _is_singular_nominative(words):
        return None
    wanted = tuple(word for word in own if word not in _TERRITORIES or word == "образование")
    for body in known:
        if own == body.lemmas[: len(own)]:
            return body.name
    if not wanted or wanted[0] not in _BODIES:
        return None
    for body in known:
        if wanted == body.lemmas[: len(wanted)] and _tail_fits(own, wanted, body.lemmas):
            return body.name
    return None


_ACRONYM_WITH_PLACE = re.compile(r"([А-ЯЁ]{2,6})\s+((?:[а-яё.]+\s?)?[А-ЯЁ][а-яё-]+.*)")


def _same_place(words: str, issuer: str) -> bool:
    """Whether words name the issuer's own territory, in any case."""
    said = [word for word in lemmas(words) if len(word) > 2 and word not in _TERRITORIES]
    return bool(said) and set(said) <= set(lemmas(issuer))


def _tail_fits(own: tuple[str, ...], wanted: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words left out only say «of this district» in a way the issuer's name allows."""
    rest = [word for word in own if word not in wanted]
    kinds = {"район", "город", "округ", "область", "край", "поселение", "республика"}
    named = {word for word in rest if word in kinds}
    if "город" in named and "городской" in full:
        return True
    if "образование" in rest:
        rest.remove("образование")
    return not named or bool(named & set(full)) or not kinds & set(full)


def _is_singular_nominative(words: str) -> bool:
    """Whether the head is one body: «администрации» of a cell are several or another's."""
    tokens = tokenize(words)
    group = group_at(tokens, 0)
    return group is not None and any(
        each.case == "nomn" and each.number == "sing" for each in group.readings
    )


def _of_acronym(short: str, known: tuple[Body, ...]) -> str | None:
    letters = short.upper()
    for body in known:
        text = body.name.lower()
        if letters in _AUTHORITIES and letters != "МОУ" and _EDUCATION_BODY.search(text):
            return body.name
        if letters in ("РУО", "ГУО", "ГОРУО", "РАЙУО", "МУО") and _starts(
            body, "управление", "образование"
        ):
            return body.name
        if letters in ("РОО", "ГОРОО", "РАЙОО", "МОО") and _starts(body, "отдел", "образование"):
            return body.name
        if (
            len(letters) >= 2
            and _initials(body.lemmas).startswith(letters)
            and len([word for word in body.lemmas if word not in _FUNCTION]) >= len(letters)
        ):
            return body.name
    return None


def _starts(body: Body, head: str, subject: str) -> bool:
    return body.lemmas[:1] == (head,) and subject in body.lemmas[1:4]


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words if word not in _FUNCTION).upper()
