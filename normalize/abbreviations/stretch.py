"""Which stretch of the words before a bracket a short form stands for.

Every place where a noun group begins is a candidate; each is weighed by the
letters or the words of the short form, by what stands before it (a verb, a
preposition, a comma, a noun it depends on) and by what lies inside it. The
best one wins and is brought to the nominative.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import lemma, parses
from normalize.abbreviations.letters import chunks, fit
from normalize.agreement import Group, Token, group_at, is_acronym, readings, tokenize, word_set
from normalize.gazetteer import lookup
from normalize.inflect import governed_cases, to_nominative
from normalize.text import clean

_WINDOW = 70
_NOTE = re.compile(
    r"\(\s*(?:приложени|прилагает|прил\.|согласно|далее|в дальнейшем|форма|таблица|ИНН|ОГРН|п\.|"
    r"по согласованию|образец)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"[(\[]\s*[^()]*\b(?:далее|в дальнейшем|сокращ[её]нно)\b", re.IGNORECASE)
_ORGANISATIONS = word_set(
    "учреждение организация школа центр комитет управление отдел департамент министерство служба "
    "администрация комиссия фонд институт гимназия лицей сад общество предприятие агентство "
    "инспекция техникум колледж дом библиотека музей клуб больница орган совет"
)
_PERSONS = word_set(
    "участник обучающийся ребёнок ребенок дети педагог учитель работник учащийся "
    "школьник член кандидат претендент родитель гражданин выпускник"
)
_PAPERS = word_set(
    "план программа проект порядок положение регламент карта комплекс перечень "
    "мероприятие конкурс олимпиада акция фестиваль закон приказ договор соглашение"
)
_POINTERS = word_set(
    "прилагаемый прилагать следующий указанный вышеуказанный вышеназванный данный настоящий "
    "соответствующий каждый новый весь этот такой иной другой нижеследующий свой "
    "указать назвать данные"
)
_FAMILIES = (_ORGANISATIONS, _PERSONS, _PAPERS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The chosen words: in the nominative, where they begin, and the weight of the evidence.

    `dependent` says that they are a part of a larger phrase.
    """

    expansion: str
    start: int
    score: float
    dependent: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    group: Group | None
    previous: str  # what stands before it: see `_previous`
    case: str | None  # the case that the words before ask for


def choose(
    flat: str, end: int, short: str, *, is_term: bool, needed: float = 0.0
) -> Stretch | None:
    """The stretch of `flat` that ends at `end` and that `short` stands for.

    Args:
        flat: The text with unified quotes and dashes, without line feeds.
        end: Where the definition's bracket (or comma) begins.
        short: The short form.
        is_term: Whether it is a defined term rather than an acronym.
        needed: The evidence of letters (0 to 1) without which there is none.
    """
    tokens = _tokens_before(flat, end)
    if not tokens:
        return None
    best: tuple[float, int, _Candidate] | None = None
    candidates = _candidates(flat, tokens)
    for candidate in candidates:
        letters = 0.0 if is_term else _letters(tokens, candidate, short)
        if letters < needed:
            continue
        score = _score(tokens, candidate, short, is_term, letters)
        # «при администрации района | координационный совет»: two phrases, not one
        score -= 3.0 * any(
            other.index > candidate.index and other.previous == "foreign noun"
            for other in candidates
        )
        key = (round(score, 6), -candidate.index, candidate)
        if best is None or key[:2] > best[:2]:
            best = key
    if best is None:
        return None
    candidate = best[2]
    first = _past_pointers(tokens, candidate)
    words_of = flat[tokens[first].start : tokens[-1].end]
    term = short if is_term and _shows_number(tokens, candidate, short) else None
    dependent = candidate.previous in ("noun", "noun+preposition")
    expansion = in_nominative(words_of, candidate.case, term)
    return Stretch(expansion, tokens[first].start, best[0], dependent)


def _shows_number(tokens: Sequence[Token], candidate: _Candidate, short: str) -> bool:
    """Whether the term names the same thing as the phrase, so that its number is the phrase's."""
    inner = [t for t in tokenize(short.strip("«»")) if t.is_plain_word]
    group = group_at(inner, 0)
    if candidate.group is None or group is None:
        return False
    head, term_head = _stem(tokens[candidate.group.head].text), _stem(inner[group.head].text)
    return head == term_head or _same_family(head, term_head)


def _past_pointers(tokens: Sequence[Token], candidate: _Candidate) -> int:
    """Where the name begins: «прилагаемое», «указанные», «новые» only point at it."""
    first = candidate.index
    if candidate.group is not None:
        for index in candidate.group.words[:-1]:
            if index != first or lemma(tokens[index].text.lower()) not in _POINTERS:
                break
            first = index + 1
    return first


def in_nominative(words: str, case: str | None, term: str | None) -> str:
    """The expansion's words, tidied, in the nominative; a term shows the number."""
    text = re.sub(r"\s*\(\s*(?:далее|в дальнейшем)[^()]*\)", "", clean(words))
    text = re.sub(
        r"\s*\((?:приложение|прилагает\w+|прил\.)[^()]*\)$", "", text, flags=re.IGNORECASE
    )
    text = text.strip(" ,;:-")
    if text.count("«") > text.count("»"):
        text += "»" * (text.count("«") - text.count("»"))
    number = _number_of(term) if term else None
    return to_nominative(text, case=case, number=number)


@lru_cache(maxsize=5_000)
def _number_of(term: str) -> str | None:
    """The number that a term shows without doubt («Учреждение» sg, «школы» pl)."""
    tokens = tokenize(term.strip("«»"))
    group = group_at(tokens, 0) if tokens else None
    if group is None:
        return None
    numbers = {r.number for r in group.readings if r.case == "nomn"}
    return numbers.pop() if len(numbers) == 1 else None


def _tokens_before(flat: str, end: int) -> list[Token]:
    """The tokens that may belong to the phrase: back to the end of a sentence or a definition."""
    left = flat[:end].rstrip(" ,;:-")
    begin = max(0, len(left) - 900)
    tokens = [Token(t.text, t.start + begin) for t in tokenize(left[begin:])][-_WINDOW:]
    while tokens and _NOTE.match(tokens[-1].text) and not _DEFINITION.match(tokens[-1].text):
        tokens.pop()
    first = 0
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1].text
        ended = (
            token.text == ";"
            or (_DEFINITION.match(token.text) and following in (",", "и", "-", ":", ";", "а"))
            or token.text == ":"
            or (token.text == "." and _ends_sentence(tokens, index))
        )
        if ended:
            first = index + 1
    tokens = tokens[first:]
    while tokens and tokens[0].text in (",", "и", "-", ":", ";", "а", "также"):
        tokens = tokens[1:]
    return tokens


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """A full stop before a capital, unless it closes an initial, a number or a short word."""
    before, after = tokens[index - 1].text if index else "", tokens[index + 1].text
    if not (after[:1].isupper() or after[:1] in "«0123456789"):
        return False
    if before.isdigit() and index <= 1:
        return True  # «2. Управлению …»
    return len(before) > 4 or before.startswith(("«", "("))


def _candidates(flat: str, tokens: Sequence[Token]) -> list[_Candidate]:
    found: list[_Candidate] = []
    inside = -1
    for index, token in enumerate(tokens):
        low = token.text.lower()
        if low in (",", "-", ".", ":", "и", "или", "№", "/") or governed_cases(low):
            continue
        if token.text.startswith("(") or token.text[0].isdigit():
            continue
        group = group_at(tokens, index) if token.is_plain_word else None
        opens_name = token.text.startswith("«") or is_acronym(token.text)
        if group is None and not opens_name:
            continue
        if group is not None:
            if index <= inside and index in _covered(found, index):
                continue
            inside = max(inside, group.head)
        previous, case = _previous(tokens, index, group)
        if index and token.text[0].isupper() and "\n" in flat[tokens[index - 1].end : token.start]:
            previous = "line"
        found.append(_Candidate(index, group, previous, case))
    return found


def _covered(found: Sequence[_Candidate], index: int) -> set[int]:
    """Words that belong to an earlier candidate's group and so begin none of their own."""
    covered: set[int] = set()
    for candidate in found:
        if candidate.group is not None:
            covered.update(candidate.group.words[1:])
    return covered & {index}


def _previous(tokens: Sequence[Token], index: int, group: Group | None) -> tuple[str, str | None]:
    """What stands before a candidate, and the case that it asks for."""
    if index == 0:
        return "start", None
    before = tokens[index - 1]
    low = before.text.lower()
    if governed_cases(low):
        case = next((c for c in governed_cases(low) if group is None or c in group.cases), None)
        noun = index > 1 and _is_noun(tokens[index - 2])
        return ("noun+preposition" if noun else "preposition"), case
    if low == ",":
        found = parses(tokens[index].text.lower())
        clause = bool(found) and found[0].tag.POS == "PRTF" and index > 1
        return ("clause" if clause and _is_noun(tokens[index - 2]) else "comma"), None
    if low in ("и", "или", "а", "также"):
        return "and", None
    if group is None and tokens[index].text.startswith("«") and _is_noun(before):
        return "part", None
    if not before.is_plain_word:
        return ("name" if before.text.startswith("«") or is_acronym(before.text) else "mark"), None
    if _is_verb(low):
        return "verb", None
    if group is None and _is_only(before, "ablt"):
        return "verb", None  # «определить оператором МКУ «…»»
    if _is_governing_participle(before, group):
        return "participle", None
    if _is_noun(before):
        dependent = group is not None and ("gent" in group.cases or "ablt" in group.cases)
        case = "gent" if group is not None and "gent" in group.cases else None
        return ("noun" if dependent or group is None else "foreign noun"), case
    return "word", None


@lru_cache(maxsize=20_000)
def _is_verb(word: str) -> bool:
    found = parses(word)
    return bool(found) and found[0].tag.POS in ("INFN", "VERB", "GRND", "PRED", "PRTS")


def _is_noun(token: Token) -> bool:
    if token.text.startswith("«") or is_acronym(token.text):
        return True
    return token.is_plain_word and any(r.kind == "noun" for r in readings(token.text)[:2])


def _letters(tokens: Sequence[Token], candidate: _Candidate, short: str) -> float:
    """How well the acronym fits from the group on; modifiers before its first letter cost little.

    «краевая государственная экзаменационная комиссия (ГЭК)» begins with a word
    that the letters leave out. Where the first letter fits nothing («школы» as
    «ОО»), the others still count a little.
    """
    words = [token.text for token in tokens[candidate.index :]]
    offsets = candidate.group.words if candidate.group is not None else (candidate.index,)
    best = max(
        fit(short, [token.text for token in tokens[offset:]]) - 0.05 * (offset - candidate.index)
        for offset in offsets
    )
    named = [token.text for token in tokens[candidate.index :] if token.text.startswith("«")]
    if named and not tokens[candidate.index].text.startswith("«"):
        # «Учреждение «Методический центр» (далее – МЦ)»: the letters are those of the name
        best = max(best, 0.9 * fit(short, named[:1]))
    rest = "".join(chunk.capitalize() for chunk in chunks(short)[1:])
    if best <= 0 and len(rest) > 1:
        best = max(
            0.0,
            0.4 * max((fit(rest, words[i:]) for i in range(1, min(4, len(words)))), default=0.0),
        )
    return best


def _is_only(token: Token, case: str) -> bool:
    found = readings(token.text) if token.is_plain_word else ()
    return bool(found) and all(r.kind == "noun" and r.case == case for r in found)


def _is_governing_participle(token: Token, group: Group | None) -> bool:
    """«показавших | низкие результаты»: the group is what the participle governs."""
    found = parses(token.text.lower())
    if group is None or not found or found[0].tag.POS not in ("PRTF", "ADJF"):
        return False
    cases = {r.case for r in readings(token.text)}
    return not (cases & group.cases) or "actv" in found[0].tag


_BEFORE = {
    "start": 3.0,
    "verb": 3.0,
    "preposition": 2.5,
    "noun+preposition": -0.5,
    "comma": 0.8,
    "clause": -6.0,
    "and": 0.3,
    "mark": 1.0,
    "name": -1.0,
    "noun": -1.2,
    "foreign noun": 0.8,
    "word": 1.2,
    "line": 2.0,
    "part": -6.0,
    "participle": -1.5,
}


def _score(
    tokens: Sequence[Token], candidate: _Candidate, short: str, is_term: bool, letters: float
) -> float:
    """The sum of the evidence that the phrase begins at this candidate."""
    score = _BEFORE[candidate.previous]
    if not is_term and letters >= 0.85:
        score *= 0.4  # where the letters speak, the words around need not
    if is_term:
        score += _term_evidence(tokens, candidate, short)
        acronyms = " ".join(word for word in short.split() if is_acronym(word))
        if acronyms and candidate.group is not None:
            score += 5.0 * _letters(tokens, candidate, acronyms)
    else:
        score += _acronym_evidence(tokens, candidate, short, letters)
    if candidate.group is not None and candidate.group.cases == {"ablt"}:
        after = tokens[candidate.group.end :][:1]
        if after and any(entry.legal_form for entry in lookup(after[0].text)):
            score -= 8.0  # «определить оператором МКУ «…»»: what it is made, not what it is
    lenient = is_term and _number_of(short) == "plur"
    return score + _inside(tokens, candidate, lenient)


def _acronym_evidence(
    tokens: Sequence[Token], candidate: _Candidate, short: str, letters: float
) -> float:
    words = [token.text for token in tokens[candidate.index :]]
    score = 8.0 * letters
    first = re.split(r"\s", short, maxsplit=1)[0].strip("«»")
    if words[0] == first:
        score += 6.0
    if any(_begins_like(entry.expansion, words) for entry in lookup(first)):
        score += 2.0
    if "«" in short and "«" not in " ".join(words):
        score -= 2.0
    if letters > 0 and len(chunks(short)) > 8:
        score += 1.0
    return score


def _begins_like(expansion: str, words: Sequence[str]) -> bool:
    known = expansion.lower().split()
    return all(
        lemma(a) == lemma(b.lower()) for a, b in zip(known[:2], words[:2], strict=False)
    ) and len(words) >= min(2, len(known))


def _term_evidence(tokens: Sequence[Token], candidate: _Candidate, short: str) -> float:
    inner = [t for t in tokenize(short.strip("«»")) if t.is_plain_word]
    wanted = [_stem(token.text) for token in inner]
    if not wanted:
        return 0.0
    group = candidate.group
    if group is None:
        quoted = tokens[candidate.index].text.strip("«»").lower()
        return (
            5.0
            if [lemma(w) for w in re.findall(r"[а-яё]+", quoted)][: len(wanted)] == wanted
            else 0.0
        )
    own = [_stem(tokens[i].text) for i in group.words]
    head = _stem(tokens[group.head].text)
    term_group = group_at(inner, 0)
    term_head = _stem(inner[term_group.head].text) if term_group else wanted[-1]
    score = 0.0
    if candidate.previous == "noun" and term_head not in _ORGANISATIONS:
        governor = _stem(tokens[candidate.index - 1].text)
        score -= 4.0 * (governor in _ORGANISATIONS)  # «отделом | полиции (далее – полиция)»
    if head == term_head:
        # the more of the term's words stand in the group, the better
        return score + 5.0 + sum(1.0 for word in wanted if word in own)
    if _same_family(head, term_head):
        score += 3.5 if term_head in _ORGANISATIONS else 2.0
    elif any(term_head in family for family in _FAMILIES):
        score -= 1.0
    near = [
        lemma(t.text.lower())
        for t in tokens[candidate.index : candidate.index + 6]
        if t.is_plain_word
    ]
    if term_head in near:
        score += 1.0
    return score


def _same_family(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _FAMILIES)


def _stem(word: str) -> str:
    """The dictionary form; of «школы-участницы» that of its first part."""
    return lemma(re.split("-", word.lower(), maxsplit=1)[0])


def _inside(tokens: Sequence[Token], candidate: _Candidate, lenient: bool) -> float:
    """What lies in the phrase: verbs, other definitions and commas speak against it.

    `lenient`: a term in the plural may stand for a whole list.
    """
    cases = candidate.group.cases if candidate.group is not None else frozenset(("nomn",))
    score = 0.0
    rest = tokens[candidate.index :]
    for offset, token in enumerate(rest):
        low = token.text.lower()
        if token.is_plain_word and _is_verb(low) and not readings(low):
            score -= 8.0
        if _DEFINITION.match(token.text) and offset < len(rest) - 1:
            score -= 3.0
        if low == "," and not _opens_clause(rest, offset, cases):
            score -= 1.0 if lenient else 3.0
    return score


def _opens_clause(tokens: Sequence[Token], comma: int, cases: frozenset[str]) -> bool:
    """Whether a comma belongs to the phrase: a participle, «который», more dependents.

    `cases` are those of the phrase's head: what cannot stand in one of them
    depends on the head («Комитет по физической культуре, спорту и туризму»).
    """
    for index in range(comma + 1, min(len(tokens), comma + 4)):
        token = tokens[index]
        if not token.is_plain_word:
            return False
        low = token.text.lower()
        found = parses(low)
        if found and (
            found[0].tag.POS in ("PRTF", "GRND", "PRTS") or found[0].normal_form == "который"
        ):
            return True
        if not governed_cases(low) and found and found[0].tag.POS not in ("ADVB", "PRCL", "CONJ"):
            group = group_at(tokens, comma + 1)
            if group is None:
                return False
            dependent = "gent" in group.cases and "nomn" not in group.cases
            return dependent or not group.cases & cases or _goes_on(tokens, comma, group)
    return False


def _goes_on(tokens: Sequence[Token], comma: int, group: Group) -> bool:
    """Whether a preposition before the comma governs the group after it too («по …, спорту»)."""
    for index in range(comma - 1, 0, -1):
        asked = governed_cases(tokens[index].text)
        if asked:
            before = group_at(tokens, index + 1)
            same = before is not None and before.animate == group.animate
            return same and bool(set(asked) & group.cases) and comma - index <= 4
    return False
