"""What the words around a person say about the case and the gender of the name.

Evidence, not vetoes: a post beside the name, the verb that governs it, a
preposition, brackets, an infinitive that an addressee has to carry out. Each
multiplies the weight of the cases it speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import lemma, parses
from normalize.agreement import CASES, Token, group_at, readings, tokenize, word_set
from normalize.inflect import governed_cases

_TITLES = word_set(
    "директор начальник заместитель заведующий заведующая глава руководитель учитель воспитатель "
    "методист специалист председатель секретарь инспектор координатор куратор педагог психолог "
    "логопед тренер врач бухгалтер юрист инженер мэр губернатор министр депутат консультант член "
    "приложение раздел пункт таблица протокол школа гимназия лицей отдел управление комитет "
    "департамент министерство администрация район город область край республика федерация центр "
    "институт дом дворец станция клуб совет комиссия группа приказ постановление распоряжение "
    "положение порядок план мероприятие ответственный исполнитель согласовать утвердить контроль "
    "срок год месяц класс исполняющий врио ио главный ведущий старший младший первый социальный "
    "библиотекарь лаборант завуч организатор музыкальный спорт культура образование россия округ "
    "поселение сельсовет село поселок посёлок деревня улица проспект часть глава статья дата время "
    "телефон фамилия имя отчество фио должность подпись исполнить утверждать согласовано "
    "утверждаю утверждено ознакомлен рассмотрено принято отв специалист-эксперт старшина мастер "
    "помощник советник управляющий диспетчер водитель оператор эксперт аудитор ревизор атаман"
)
_ACCUSATIVE = word_set(
    "назначить освободить утвердить включить направить наградить считать командировать ввести "
    "исключить вывести избрать принять уволить перевести поощрить премировать определить признать "
    "откомандировать допустить обязать уполномочить пригласить заслушать закрепить вменить "
    "отстранить назначать освобождать направлять обязывать просить благодарить"
)
_DATIVE = word_set(
    "поручить предложить рекомендовать объявить предоставить выплатить вручить указать "
    "присвоить выдать установить передать разрешить поручать рекомендовать доверить произвести "
    "делегировать оказать выразить надлежать следует необходимо"
)
_OF_WHOM = word_set(
    "руководство председательство отсутствие участие заявление имя кандидатура период время "
    "инициатива предложение обязанность отпуск болезнь просьба доклад информация ходатайство"
)
"""Nouns after which a name stands in the genitive («под руководством Лунина»)."""
_EITHER = word_set("глава староста судья коллега старшина")
"""Posts in -а that men hold as well."""
_ACTING = re.compile(
    r"(?:\bи\.?\s?о\.|\bврио|\bврип|исполняющ\w+\s+обязанности|\bзам\.)\s*$", re.IGNORECASE
)
_REACH = 500
"""Characters on either side of a name that are looked at."""
_SPEAKS_FOR = {"preposition": 5.0, "post": 5.0, "apposition": 4.0, "verb": 3.0, "addressee": 3.0}


@dataclass(frozen=True, slots=True)
class Clues:
    """Weights of cases (empty where nothing speaks), and the gender that a post shows."""

    cases: Mapping[str, float]
    gender: str | None

    def weight(self, case: str, without: Mapping[str, float]) -> float:
        """The weight of a case; `without` are the weights where there are no clues."""
        if not self.cases:
            return without.get(case, 0.1)
        return self.cases.get(case, 0.02) * (0.6 + 0.4 * without.get(case, 0.1))


@lru_cache(maxsize=20_000)
def is_title(word: str) -> bool:
    """Whether a capitalised word is a post or a heading's word rather than a surname."""
    low = word.lower()
    return low in _TITLES or any(
        p.normal_form in _TITLES and "Surn" not in p.tag for p in parses(low)[:2]
    )


def clues_around(text: str, start: int, end: int, *, after: int = 0) -> Clues:
    """The clues to the case of the words from `start` to `end`.

    `after` is where the person before ends; a post stands between the two.
    """
    left = _sentence_left(text[max(0, start - _REACH) : start])
    right = re.split(r"[;\n]|\.\s+[А-ЯЁ]", text[end : end + _REACH], maxsplit=1)[0]
    cases: dict[str, float] = {}

    def speak(names: frozenset[str] | tuple[str, ...], kind: str) -> None:
        if not names:
            return
        for name in names:
            cases[name] = cases.get(name, 1.0) * _SPEAKS_FOR[kind]

    gender = None
    bracketed = False
    stretch = left[-(start - after) :] if start > after else ""
    if re.search(r"\(\s*$", left):
        bracketed = True
        stretch = re.sub(r"\(\s*$", "", stretch)
    post_cases, gender, preposition = _post_before(stretch)
    speak(post_cases, "post")
    speak(preposition, "preposition")
    speak(_post_after(right), "apposition")
    verb = _verb_before(left)
    speak(verb, "verb")
    if bracketed:
        # brackets hold a nominative, or else the case of the post before them
        cases["nomn"] = 1.3 * max(cases.values(), default=1.0)
    if not verb and not bracketed and _is_addressee(left, right):
        speak(("datv",), "addressee")
    if not cases:
        return Clues({}, gender)
    top = max(cases.values())
    return Clues({case: cases.get(case, 1.0) / top for case in CASES}, gender)


def _sentence_left(left: str) -> str:
    """The words of the same sentence, as far as they matter."""
    cut = max(left.rfind(";"), left.rfind("\n"))
    for match in re.finditer(r"(?<![А-ЯЁ])\.\s+(?=[А-ЯЁ][а-яё])", left):
        if len(re.split(r"[\s.]", left[: match.start()])[-1]) > 3:
            cut = max(cut, match.end() - 1)
    return left[cut + 1 :]


def _post_before(left: str) -> tuple[tuple[str, ...], str | None, tuple[str, ...]]:
    """Cases and gender of the post right before the name, and cases of a preposition before it."""
    tokens = tokenize(left)
    begin = len(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        low = tokens[index].text.lower()
        if low in (",", ":", ";", "и", "(", ")", "-", "–", "—") or _is_verb(low):
            break
        if len(low) == 1 and tokens[index].text.isupper():
            break  # the initials of another person
        begin = index
    if begin == len(tokens):
        return (), None, ()
    stretch = tokens[begin:]
    preposition: tuple[str, ...] = ()
    for index, token in enumerate(stretch):
        low = token.text.lower()
        if governed_cases(low):
            preposition = governed_cases(low)
            if index == len(stretch) - 1:
                return (), None, preposition
            continue
        if token.is_plain_word and lemma(low) in _OF_WHOM and index == len(stretch) - 1:
            return ("gent",), None, ()
        post = _post_at(stretch, index)
        if post is not None:
            if _ACTING.search(left[: token.start]):
                return (), None, ()  # «и.о. начальника» is a nominative with a genitive inside
            cases, gender = post
            if index == 0 and begin == 0 and _is_plural_nominative(stretch):
                cases = (*cases, "nomn")  # «Учителя Лунина С.Н., Брагин И.И.»
            beside = index > 0 and governed_cases(stretch[index - 1].text)
            return cases, gender, preposition if beside else ()
    return (), None, ()


def _is_plural_nominative(stretch: Sequence[Token]) -> bool:
    group = group_at(stretch, 0)
    return group is not None and any(
        r.case == "nomn" and r.number == "plur" for r in group.readings
    )


def _post_at(stretch: Sequence[Token], index: int) -> tuple[tuple[str, ...], str | None] | None:
    """Cases and gender of the post that begins at `index`; None where none does."""
    token = stretch[index]
    group = group_at(stretch, index) if token.is_plain_word else None
    if group is None:
        return None
    posts = [r for r in group.readings if r.animate and "Name" not in r.parse.tag]
    adjectival = [r for r in group.readings if r.kind == "adjective"]
    if not posts and not adjectival:
        return None
    single = [r for r in (posts or adjectival) if r.number == "sing"] or posts
    genders = {r.gender for r in single if str(r.parse.normal_form) not in _EITHER}
    return tuple({r.case for r in single}), "femn" if genders == {"femn"} else None


def _post_after(right: str) -> tuple[str, ...]:
    """Cases of a post that stands after the name and a comma or a dash."""
    match = re.match(r"\s*(?:,|\s[-–—])\s*(.{3,120})", right, re.DOTALL)
    if match is None or not match.group(1)[0].islower():
        return ()
    tokens = tokenize(match.group(1))
    group = group_at(tokens, 0) if tokens else None
    if group is None or not any(r.animate or r.kind == "adjective" for r in group.readings):
        return ()
    return tuple({r.case for r in group.readings if r.number == "sing"})


@lru_cache(maxsize=20_000)
def _is_verb(word: str) -> bool:
    found = parses(word)
    return (
        bool(found) and found[0].tag.POS in ("INFN", "VERB", "GRND", "PRED") and not readings(word)
    )


def _verb_before(left: str) -> tuple[str, ...]:
    """The case that the last governing verb of the sentence asks for."""
    for word in reversed(re.findall(r"[А-Яа-яЁё]+", left)):
        low = word.lower()
        if low in ("следует", "необходимо"):
            return ("datv",)
        if not _is_verb(low):
            continue
        name = lemma(low)
        if name in _ACCUSATIVE:
            return ("accs",)
        if name in _DATIVE:
            return ("datv",)
        if name in ("возложить", "возлагать"):
            return ("accs",)
        return ()
    return ()


def _is_addressee(left: str, right: str) -> bool:
    """«Лунёву С.Н. подготовить отчёт»: a name with an infinitive after it and no verb before."""
    if any(_is_verb(word.lower()) for word in re.findall(r"[А-Яа-яЁё]+", left)):
        return False
    words = re.findall(r"[А-Яа-яЁё]+", right)[:25]
    return any(
        bool(parses(word.lower())) and parses(word.lower())[0].tag.POS == "INFN" for word in words
    )
