"""Where a phrase before a definition may begin: candidates and what stands before each.

Tokens are those of the same sentence back to the last definition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import lemma, parses
from normalize.abbreviations.weights import weights
from normalize.agreement import Group, Token, group_at, is_acronym, readings, tokenize
from normalize.inflect import governed_cases

_WINDOW = 70
_NOTE = re.compile(
    r"\(\s*(?:приложени|прилагает|прил\.|согласно|далее|в дальнейшем|форма|таблица|ИНН|ОГРН|п\.|"
    r"по согласованию|образец)",
    re.IGNORECASE,
)
DEFINITION = re.compile(r"[(\[]\s*[^()]*\b(?:далее|в дальнейшем|сокращ[её]нно)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token where the phrase may begin: its group, what stands before it, the case asked for.

    `previous` is one of `start verb preposition noun+preposition comma clause
    and mark name noun foreign noun participle part line word`; `group` is None
    at an acronym or a quoted name. `through` is what stands before a chain of
    activities that govern the phrase («в целях | предупреждения | болезни»).
    """

    index: int
    group: Group | None
    previous: str  # what stands before it: see `_previous`
    case: str | None  # the case that the words before ask for
    through: str | None = None


def tokens_before(flat: str, end: int) -> list[Token]:
    """The tokens that may belong to the phrase: back to the end of a sentence or a definition."""
    begin = max(0, end - 900)
    left = flat[begin:end].rstrip(" ,;:-\n")
    tokens = [Token(t.text, t.start + begin) for t in tokenize(left)][-_WINDOW:]
    while tokens and _NOTE.match(tokens[-1].text) and not DEFINITION.match(tokens[-1].text):
        tokens.pop()
    first = 0
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1].text
        ended = (
            token.text == ";"
            or (DEFINITION.match(token.text) and following in (",", "и", "-", ":", ";", "а"))
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


def candidates(flat: str, tokens: Sequence[Token]) -> list[Candidate]:
    """Every token where the phrase may begin, from left to right."""
    found: list[Candidate] = []
    inside = -1
    relative = relative_clause(tokens)
    for index, token in enumerate(tokens):
        low = token.text.lower()
        if low in (",", "-", ".", ":", "и", "или", "№", "/") or governed_cases(low):
            continue
        if token.text.startswith("(") or token.text[0].isdigit():
            continue
        if _in_compound_preposition(tokens, index):
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
        if index > relative:
            previous = "clause"
        through = None
        if previous in ("noun", "noun+preposition") and found:
            through = _through(found[-1], index - (previous == "noun+preposition"), tokens)
        found.append(Candidate(index, group, previous, case, through))
    return found


def _through(before: Candidate, end: int, tokens: Sequence[Token]) -> str | None:
    """What stands before the activity that ends at `end`, through other activities."""
    if before.group is None or before.group.end != end or len(before.group.words) > 2:
        return None
    if lemma(tokens[before.group.head].text.lower()) not in weights().activities:
        return None
    return before.through or before.previous


def relative_clause(tokens: Sequence[Token]) -> int:
    """The index of «который» if a relative clause runs to the end; else one past the tokens."""
    for index, token in enumerate(tokens):
        if token.text.lower().startswith("котор") and index and len(tokens) - index < 20:
            return index
    return len(tokens)


def _covered(found: Sequence[Candidate], index: int) -> set[int]:
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
    if _in_compound_preposition(tokens, index - 1):
        return "preposition", "gent" if group is not None and "gent" in group.cases else None
    if governed_cases(low):
        if index > 1 and _in_compound_preposition(tokens, index - 2):
            return "preposition", next(
                (c for c in governed_cases(low) if group and c in group.cases), None
            )
        case = next((c for c in governed_cases(low) if group is None or c in group.cases), None)
        noun = index > 1 and is_noun(tokens[index - 2])
        return ("noun+preposition" if noun else "preposition"), case
    if low == ",":
        found = parses(tokens[index].text.lower())
        clause = any(each.tag.POS == "PRTF" for each in found) and index > 1
        return ("clause" if clause and is_noun(tokens[index - 2]) else "comma"), None
    if low in ("и", "или", "а", "также"):
        return "and", None
    quoted = group is None and tokens[index].text.startswith("«")
    if quoted and (is_noun(before) or before.text.startswith("(")):
        return "part", None
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if re.fullmatch(r"[А-ЯЁ]\.?", after) and is_noun(before):
        return "part", None  # a surname after its post
    if not before.is_plain_word:
        return ("name" if before.text.startswith("«") or is_acronym(before.text) else "mark"), None
    if is_verb(low):
        return "verb", None
    if group is None and _is_only(before, "ablt"):
        return "verb", None  # «определить оператором МКУ «…»»
    if _is_governing_participle(before, group):
        return "participle", None
    if _PLACE_KIND.fullmatch(low) and _is_proper(tokens[index].text):
        return "part", None  # «Республики Тарын», «города Сосны»
    if is_noun(before):
        dependent = group is not None and ("gent" in group.cases or "ablt" in group.cases)
        case = "gent" if group is not None and "gent" in group.cases else None
        return ("noun" if dependent or group is None else "foreign noun"), case
    return "word", None


def _is_proper(word: str) -> bool:
    """Whether a capital opens a name and no body («города Сосны», not «города Администрация»)."""
    return word[:1].isupper() and not weights().is_organisation(lemma(word.lower()))


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


_PLACE_KIND = re.compile(
    r"республик[аиеу]|город(?:а|у|ом|е)?|пос[её]л(?:ок|к)[а-я]*|сел[оауе]м?|деревн[а-я]+"
    r"|станиц[а-я]+",
    re.IGNORECASE,
)

_COMPOUND = re.compile(
    r"(?:в|во|на|с|со|по|за|при|из|под)\s+(?:цел(?:ях|ью)|соответствии|рамках|отношении|основании|исполнение|"
    r"связи|ходе|части|сч[её]т|уч[её]том|порядке|случае|течение|вопросам?|итогам|результатам|сфере|"
    r"области|условиях|период|время|адрес|имя|имени|состав|составе|базе|территории|числа?|"
    r"пределах|качестве|присутствии|участи[ие]|помощью|руководством)",
    re.IGNORECASE,
)
"""Prepositions of two words («в целях», «по итогам»)."""


def _in_compound_preposition(tokens: Sequence[Token], index: int) -> bool:
    """Whether this token is the noun of a compound preposition."""
    if index < 1:
        return False
    return _COMPOUND.fullmatch(f"{tokens[index - 1].text} {tokens[index].text}") is not None


@lru_cache(maxsize=20_000)
def is_verb(word: str) -> bool:
    """Whether a word is read as a verb first."""
    found = parses(word)
    return bool(found) and found[0].tag.POS in ("INFN", "VERB", "GRND", "PRED", "PRTS")


def is_noun(token: Token) -> bool:
    """Whether a token is a noun, an acronym or a quoted name."""
    if token.text.startswith("«") or is_acronym(token.text):
        return True
    return token.is_plain_word and any(r.kind == "noun" for r in readings(token.text)[:2])
