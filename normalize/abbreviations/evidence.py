"""The evidence that a phrase begins at a candidate: a sum of weights.

The weights are of one scale: 3 for a phrase that opens the sentence or follows
its verb, 5 for the term's own noun, 8 for letters that fit without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.lexicon import lemma
from normalize.abbreviations.candidates import Candidate
from normalize.abbreviations.inside import evidence_inside
from normalize.abbreviations.letters import chunks, fit, spell, syllables
from normalize.abbreviations.weights import weights
from normalize.agreement import Group, Token, group_at, is_acronym, tokenize
from normalize.gazetteer import lookup
from normalize.inflect import PREPOSITIONS

_BEHIND_ACTIVITY = 0.5
_COUNTRY = re.compile(r"\s+(?:России|РФ|[А-ЯЁ][а-яё]+(?:ой|ого) (?:области|края|республики))$")
_WHOLE = 1.5
"""Weight of letters that fit every word up to the end of the phrase."""

_DEEPER = 2.5
"""What it costs a phrase that the term's own noun opens another one inside it."""


def score(
    tokens: Sequence[Token], candidate: Candidate, short: str, is_term: bool, letters: float
) -> float:
    """The sum of the evidence that the phrase begins at this candidate."""
    total = weights().before[candidate.previous]
    if candidate.through is not None:  # what an activity governs is as free as the activity
        total = max(total, weights().before[candidate.through] - _BEHIND_ACTIVITY)
    if not is_term:
        total *= 1.0 - 0.6 * letters  # where the letters speak, the words around need not
    if is_term:
        total += _term_evidence(tokens, candidate, short)
        total += 8.0 * _of_syllables(tokens, candidate, short)
        acronyms = " ".join(word for word in short.split() if is_acronym(word))
        if acronyms and candidate.group is not None:
            total += 5.0 * letters_of(tokens, candidate, acronyms)
    else:
        total += _acronym_evidence(tokens, candidate, short, letters)
    if candidate.group is not None and candidate.group.cases == {"ablt"}:
        after = tokens[candidate.group.end :][:1]
        if after and any(entry.legal_form for entry in lookup(after[0].text)):
            total -= 8.0  # «определить оператором МКУ «…»»: what it is made, not what it is
    # a list may be what the term means, or what its own noun is about
    lenient = is_term and (number_of(short) == "plur" or _is_literal(tokens, candidate, short))
    if is_term and candidate.group is not None and not _may_be_of(tokens, candidate, short):
        total -= 1.5
    return total + evidence_inside(tokens, candidate, lenient)


def letters_of(tokens: Sequence[Token], candidate: Candidate, short: str) -> float:
    """How well the acronym fits from the group on; modifiers before its first letter cost little.

    «краевая государственная экзаменационная комиссия (ГЭК)» begins with a word
    that the letters leave out. Where the first letter fits nothing («школы» as
    «ОО»), the others still count a little.
    """
    words = [token.text for token in tokens[candidate.index :]]
    # an adverb may open the phrase and belong to no group: «социально | опасное положение»
    offsets = {candidate.index, *(candidate.group.words if candidate.group is not None else ())}
    best = max(
        fit(short, [token.text for token in tokens[offset:]]) - 0.05 * (offset - candidate.index)
        for offset in offsets
    )
    named = _own_quoted_name(tokens, candidate)
    if named and not tokens[candidate.index].text.startswith("«"):
        # «Учреждение «Методический центр» (далее – МЦ)»: the letters are those of the name
        best = max(best, 0.9 * fit(short, named[:1]))
    rest = "".join(chunk.capitalize() for chunk in chunks(short)[1:])
    if best <= 0 and len(rest) > 1:
        best = max(
            0.0,
            0.4 * max((fit(rest, words[i:]) for i in range(1, min(4, len(words)))), default=0.0),
            0.5 * fit(rest, words),
        )
    return best


def _own_quoted_name(tokens: Sequence[Token], candidate: Candidate) -> list[str]:
    """The quoted name that belongs to the phrase's head: no «и», no comma between them."""
    found: list[str] = []
    end = candidate.group.end if candidate.group is not None else candidate.index
    for token in tokens[end:]:
        if token.text in ("и", ",") and not found:
            break
        if token.text.startswith("«"):
            found.append(token.text)
    return found


def _acronym_evidence(
    tokens: Sequence[Token], candidate: Candidate, short: str, letters: float
) -> float:
    words = [token.text for token in tokens[candidate.index :]]
    total = 8.0 * letters
    first = re.split(r"\s", short, maxsplit=1)[0].strip("«»")
    if words[0] == first:
        total += 6.0
    if any(_begins_like(entry.expansion, words) for entry in lookup(first)):
        total += 2.0
    if "«" in short and "«" not in " ".join(words):
        total -= 2.0
    if letters > 0 and len(chunks(short)) > 8:
        total += 1.0
    if 0 < letters <= 0.5 and _all_begin_words(short, words):
        total += _WHOLE
    counted = sum(part not in PREPOSITIONS and part != "и" for part in spell(words))
    # «МБУ «Дом детей» (далее – ДД)»: a quoted name goes with its body
    if letters >= 0.999 and len(chunks(short)) == counted and not words[0].startswith("«"):
        total += _WHOLE
    if letters <= 0.5 and candidate.group is not None:
        head = stem(tokens[candidate.group.head].text)
        if candidate.group.animate and len(words) > len(candidate.group.words):
            total -= 2.5  # «руководителям | органов …»: an acronym is of the body, not of its heads
        if not weights().is_organisation(head):
            total += sum(other.weight for other in weights().other_heads if head in other.words)
    return total


def _of_syllables(tokens: Sequence[Token], candidate: Candidate, short: str) -> float:
    """How much of «Минпечати» begins words from the candidate on; nothing below three quarters."""
    word = _COUNTRY.sub("", short)
    opening = tokens[candidate.index].text.lower()
    first = opening[:3] == word.lower()[:3]
    if word.startswith("Рос") and opening.startswith("федеральн"):
        word, first = word[3:].capitalize(), True  # the country is said by «федеральная»
    share = syllables(word, [token.text for token in tokens[candidate.index :]])
    return share + 0.6 * first if share >= 0.75 else 0.0


def _all_begin_words(short: str, words: Sequence[str]) -> bool:
    """Whether the letters begin words in some order, the first word too: «служба ухода» as УС."""
    left = spell(words)
    if not left or not any(left[0].startswith(chunk) for chunk in chunks(short)):
        return False
    for chunk in chunks(short):
        word = next((each for each in left if each.startswith(chunk)), None)
        if word is None:
            return False
        left.remove(word)
    return True


def is_known(tokens: Sequence[Token], candidate: Candidate, short: str) -> bool:
    """Whether the gazetteer's words for a short form open the phrase at the candidate."""
    words = [token.text for token in tokens[candidate.index :]]
    return len(short) > 2 and any(_begins_like(each.expansion, words) for each in lookup(short))


def _begins_like(expansion: str, words: Sequence[str]) -> bool:
    known = expansion.lower().split()
    return all(
        lemma(a) == lemma(b.lower()) for a, b in zip(known[:2], words[:2], strict=False)
    ) and len(words) >= min(2, len(known))


def _term_evidence(tokens: Sequence[Token], candidate: Candidate, short: str) -> float:
    inner = [t for t in tokenize(short.strip("«»")) if t.is_plain_word]
    wanted = [stem(token.text) for token in inner]
    if not wanted:
        return 0.0
    group = candidate.group
    if group is None and _opens_with_form(tokens[candidate.index]):
        inside = group_at(inner, 0)
        named = stem(inner[inside.head].text) if inside else wanted[-1]
        if not weights().is_organisation(named):
            return 0.0
        forms = sum(_opens_with_form(token) for token in tokens[candidate.index :])
        # «МБОУ «А», МБОУ «Б» (далее – школы)»: many for many, one for one
        return 5.0 + (4.0 * min(forms - 1, 3) if number_of(short) == "plur" else 0.0)
    if group is None:
        quoted = tokens[candidate.index].text.strip("«»").lower()
        return (
            5.0
            if [lemma(w) for w in re.findall(r"[а-яё]+", quoted)][: len(wanted)] == wanted
            else 0.0
        )
    if _begins_name(tokens, group, wanted):
        return 7.0
    own = [stem(tokens[i].text) for i in group.words]
    head = stem(tokens[group.head].text)
    term_group = group_at(inner, 0)
    term_head = stem(inner[term_group.head].text) if term_group else wanted[-1]
    total = 0.0
    if candidate.previous == "noun" and not weights().is_organisation(term_head):
        governor = stem(tokens[candidate.index - 1].text)
        if len(wanted) == 1 and governor in weights().owner.words:
            total += weights().owner.weight  # «отделом | полиции (далее – полиция)»
    if head == term_head or _is_fused(term_head, head, own):
        # the more of the term's words stand in the group or right after it, the better
        following = [stem(t.text) for t in tokens[group.end : group.end + 3] if t.is_plain_word]
        return total + 5.0 + sum(1.0 for word in wanted if word in own or word in following)
    if any(
        _begins_like(entry.expansion, [t.text for t in tokens[candidate.index :]])
        for entry in lookup(short)
    ):
        total += 4.0
    kind = weights().family(term_head)
    for other in weights().other_heads:
        if head in other.words and not (other.id == "acts" and kind and kind.id == "papers"):
            total += other.weight
    if kind is not None and head in kind.words:
        total += kind.weight
    elif group.animate and term_group is not None and term_group.animate:
        total += 2.0
    elif kind is not None:
        total -= 1.0
    near = [lemma(t.text.lower()) for t in tokens[candidate.index :] if t.is_plain_word]
    if term_head in near and head not in weights().owner.words:
        # «Положение о районном конкурсе (далее – Конкурс)»: the phrase is inside this one
        total -= _DEEPER
    return total


def _begins_name(tokens: Sequence[Token], group: Group, wanted: Sequence[str]) -> bool:
    """«система «Единый портал услуг» (далее – Единый портал)»: the name right after the head.

    Between an organisation and its name stands what it is for («учреждение
    культуры «Клуб»»); the name is the organisation's, not that of its purpose.
    """
    at = group.end
    is_organisation = weights().is_organisation(stem(tokens[group.head].text))
    while is_organisation and at < len(tokens) and _is_purpose(tokens[at]):
        at += 1
    name = tokens[at].text.lower() if at < len(tokens) else ""
    words = [stem(word) for word in re.findall(r"[а-яё-]+", name)]
    if not name.startswith("«") or words[: len(wanted)] != list(wanted):
        return False
    if is_organisation:
        return len(wanted) > 1 or words == list(wanted)
    return len(wanted) > 1 and not _has_owner(tokens, min(group.words))


def _is_purpose(token: Token) -> bool:
    """A word between an organisation and its name that is no organisation itself."""
    return (
        token.is_plain_word
        and token.text.lower() not in PREPOSITIONS
        and not weights().is_organisation(stem(token.text))
    )


def _has_owner(tokens: Sequence[Token], index: int) -> bool:
    """Whether words of one phrase lead from an organisation to a place."""
    for token in reversed(tokens[:index]):
        if not token.is_plain_word or token.text.lower() in PREPOSITIONS:
            return False
        if weights().is_organisation(stem(token.text)):
            return True
    return False


def _is_literal(tokens: Sequence[Token], candidate: Candidate, short: str) -> bool:
    """Whether the term is the very noun that opens the phrase («Порядок … (далее – порядок)»)."""
    if candidate.group is None or candidate.previous not in ("start", "verb", "preposition"):
        return False
    return stem(tokens[candidate.group.head].text) == stem(short.strip("«»"))


def _may_be_of(tokens: Sequence[Token], candidate: Candidate, short: str) -> bool:
    """Whether the head can have the term's number; a list is of many («А и Б (далее – школы)»)."""
    number = number_of(short)
    numbers = {r.number for r in candidate.group.readings} if candidate.group else set()
    many = any(t.text in (",", "и") for t in tokens[candidate.index :])
    return number is None or number in numbers or (many and number == "plur")


def _opens_with_form(token: Token) -> bool:
    """Whether a legal form stands here («МБОУ»)."""
    return is_acronym(token.text) and any(entry.legal_form for entry in lookup(token.text))


def _is_fused(term: str, head: str, own: Sequence[str]) -> bool:
    """«профстандарт» for «профессиональный стандарт»: a shortened modifier and the whole noun."""
    prefix = term.removesuffix(head)
    return (
        len(head) > 3
        and 2 < len(prefix) < len(term)
        and any(word.startswith(prefix) for word in own)
    )


def same_family(one: str, other: str) -> bool:
    """Whether two nouns name things of one kind: organisations, people, papers."""
    kind = weights().family(one)
    return kind is not None and other in kind.words


def stem(word: str) -> str:
    """The dictionary form; of «школы-участницы» that of its first part."""
    return lemma(re.split("-", word.lower(), maxsplit=1)[0])


@lru_cache(maxsize=5_000)
def number_of(term: str) -> str | None:
    """The number that a term shows without doubt («Учреждение» sg, «школы» pl)."""
    tokens = tokenize(term.strip("«»"))
    group = group_at(tokens, 0) if tokens else None
    if group is None:
        return None
    numbers = {r.number for r in group.readings if r.case == "nomn"}
    return numbers.pop() if len(numbers) == 1 else None
