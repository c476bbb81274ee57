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

from extract.lexicon import is_word, lemma, parses
from normalize.abbreviations.candidates import Candidate, candidates, is_verb, tokens_before
from normalize.abbreviations.evidence import (
    is_known,
    letters_of,
    number_of,
    same_family,
    score,
    stem,
)
from normalize.abbreviations.letters import fit
from normalize.abbreviations.weights import weights
from normalize.agreement import Token, group_at, is_acronym, tokenize
from normalize.inflect import case_of, to_nominative
from normalize.persons import find_persons
from normalize.text import clean

_NEXT = 3.2
"""Weight of «и» or a comma before a phrase where several phrases stand in a row."""


def is_term(short: str) -> bool:
    """Whether a short form is a defined term («план», «дети с ОВЗ») and no acronym («УО»)."""
    words = re.findall(r"[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z0-9]+)*", short)
    first = words[0] if words else short
    return not is_acronym(first) or (first.isupper() and len(first) > 4 and is_word(first.lower()))


@dataclass(frozen=True, slots=True)
class Stretch:
    """The chosen words: where they begin and end, and what is known about their form.

    `case` is what the words before ask for, `term` the short form where its
    number is that of the phrase; `dependent` says that the words are a part of
    a larger phrase.
    """

    start: int
    end: int
    case: str | None
    term: str | None
    dependent: bool = False

    def expansion(self, source: str) -> str:
        """The words of `source` in the nominative."""
        return in_nominative(source[self.start : self.end], self.case, self.term)


def choose(
    flat: str,
    end: int,
    short: str,
    *,
    needed: float = 0.0,
    one_of_many: bool = False,
    others: Sequence[str] = (),
) -> Stretch | None:
    """The stretch of `flat` that ends at `end` and that `short` stands for.

    Args:
        flat: The text with unified quotes and dashes.
        end: Where the definition's bracket (or comma) begins.
        short: The short form.
        needed: The evidence of letters (0 to 1) without which there is none.
        one_of_many: Whether phrases for other short forms stand before it.
        others: Those other short forms: a phrase that opens with the noun of
            one of them is not this one's.
    """
    term = is_term(short)
    tokens = tokens_before(flat, end)
    if not tokens:
        return None
    best: tuple[float, int, Candidate] | None = None
    options = candidates(flat, tokens)
    literal = term and any(_opens_with(tokens, each, short) for each in options)
    for candidate in options:
        foreign = any(_opens_with(tokens, candidate, other) for other in others)
        if foreign and not _opens_with(tokens, candidate, short):
            continue
        letters = 0.0 if term else letters_of(tokens, candidate, short)
        if letters < needed and not is_known(tokens, candidate, short):
            continue
        weight = score(tokens, candidate, short, term, letters)
        own = not literal or _opens_with(tokens, candidate, short)
        if one_of_many and own and candidate.previous in ("and", "comma"):
            weight += _NEXT
        # the items of a list may stand one a line
        lines = sum(o.index > candidate.index and o.previous == "line" for o in options)
        weight -= 1.5 * lines
        # «при администрации района | координационный совет»: two phrases, not one
        weight -= 3.0 * any(
            other.index > candidate.index and other.previous == "foreign noun" for other in options
        )
        key = (round(weight, 6), -candidate.index, candidate)
        if best is None or key[:2] > best[:2]:
            best = key
    if best is None:
        return None
    candidate = best[2]
    first = _past_pointers(tokens, candidate, short)
    other = candidate.index if term else _past_other(tokens, candidate, short)
    first = max(first, other)
    shown = short if term and _shows_number(tokens, candidate, short) else None
    dependent = candidate.previous in ("noun", "noun+preposition") and other == candidate.index
    case = candidate.case or _case_of_who_is_told(flat, end, candidate)
    return Stretch(tokens[first].start, tokens[-1].end, case, shown, dependent)


_BEHIND = re.compile(r"\s*\([^()]*\)\s*([а-яё]+(?:ть|ти|чь)(?:ся)?)\b")


def _case_of_who_is_told(flat: str, end: int, candidate: Candidate) -> str | None:
    """«Станции по борьбе с болезнями (далее – СББ) провести …»: an order stands in the dative."""
    group = candidate.group
    if candidate.previous != "start" or group is None or "datv" not in group.cases:
        return None
    told = _BEHIND.match(flat, end)
    return "datv" if told and is_verb(told[1]) else None


def _shows_number(tokens: Sequence[Token], candidate: Candidate, short: str) -> bool:
    """Whether the term names the same thing as the phrase, so that its number is the phrase's."""
    inner = [t for t in tokenize(short.strip("«»")) if t.is_plain_word]
    group = group_at(inner, 0)
    if candidate.group is None or group is None:
        return False
    head, term_head = stem(tokens[candidate.group.head].text), stem(inner[group.head].text)
    return head == term_head or same_family(head, term_head)


def _opens_with(tokens: Sequence[Token], candidate: Candidate, short: str) -> bool:
    """Whether a term's own noun is the head at the candidate."""
    inner = [t for t in tokenize(short.strip("«»")) if t.is_plain_word]
    group = group_at(inner, 0) if inner and is_term(short) else None
    if candidate.group is None or group is None:
        return False
    return stem(tokens[candidate.group.head].text) == stem(inner[group.head].text)


def _past_other(tokens: Sequence[Token], candidate: Candidate, short: str) -> int:
    """Where the acronym's own modifiers begin: «начального общего и | основного общего» for ООО."""
    if candidate.group is None:
        return candidate.index
    words = [token.text for token in tokens]
    own = fit(short, words[candidate.index :])
    for index in candidate.group.words[1:]:
        if words[index - 1] in ("и", "или", ",") and fit(short, words[index:]) > max(own, 0.85):
            return index
    return candidate.index


def _past_pointers(tokens: Sequence[Token], candidate: Candidate, short: str) -> int:
    """Where the name begins: «прилагаемое», «указанные», «новые» only point at it.

    Without letters that say so «новая» is a part of the name («COVID-19»).
    """
    first = candidate.index
    own = {lemma(word) for word in re.findall(r"[а-яё]+", short.lower())}
    if candidate.group is not None:
        for index in candidate.group.words[:-1]:
            word = lemma(tokens[index].text.lower())
            if index != first or word not in weights().pointers or word in own:
                break
            rest = [token.text for token in tokens[index + 1 :]]
            if word == "новый" and not is_term(short) and not fit(short, rest):
                break
            if not is_term(short) and fit(short, [tokens[index].text, *rest]) > fit(short, rest):
                break  # «иные межбюджетные трансферты (далее – ИМТ)»
            first = index + 1
    return first


_NOTE_BEHIND = re.compile(
    r"\s*\((?:приложение|прилагает\w+|прил\.|(?:по|с) согл)[^()]*\)$", re.IGNORECASE
)


def in_nominative(words: str, case: str | None, term: str | None) -> str:
    """The expansion's words, tidied, in the nominative; a term shows the number."""
    text = re.sub(r"\s*\(\s*(?:далее|в дальнейшем)[^()]*\)", "", clean(words))
    text = re.sub(
        r"\s*\((?:приложение|прилагает\w+|прил\.|(?:по|с) согл)[^()]*\)$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = text.strip(" ,;:*•-–—")
    if text.count("«") > text.count("»") and not text.endswith("»"):
        text += "»" * (text.count("«") - text.count("»"))
    quoted = re.match(r"«([^«»]+)»", text)
    if quoted is not None:
        return _name_in_nominative(text, quoted[1])
    text = _persons_in_nominative(text)
    number = number_of(term) if term else None
    return _in_its_gender(to_nominative(text, case=case, number=number), term)


def _in_its_gender(expansion: str, term: str | None) -> str:
    """«ответственного за … (далее – ответственный)»: the term shows the gender as well."""
    word, _, rest = expansion.partition(" ")
    readings = parses(term.lower())[:1] if term and word else ()
    if not any({"ADJF", "nomn"} <= each.tag.grammemes for each in readings):
        return expansion
    if term is None or lemma(word.lower()) != lemma(term.lower()):
        return expansion
    shown = term.capitalize() if word[0].isupper() else term.lower()
    return f"{shown} {rest}".strip()


def _persons_in_nominative(text: str) -> str:
    """«начальнику отдела Кравцову П.П.»: the name goes with its post."""
    if not re.search(r"[А-ЯЁ]\.", text):
        return text
    out, last = [], 0
    for person in find_persons(text):
        words = text[person.start : person.end]
        stands = re.search(rf"\b{person.surname}\b", words) is not None
        out += [text[last : person.start], words if stands else person.name]
        last = person.end
    return "".join(out) + text[last:]


def _name_in_nominative(text: str, name: str) -> str:
    """«Дорожную карту» by itself is what the verb asked for; its name is «Дорожная карта»."""
    turned = to_nominative(name, case="accs") if case_of(name) == "accs" else name
    return text.replace(name, turned, 1)
