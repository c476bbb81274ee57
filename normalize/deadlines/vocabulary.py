"""The words that deadlines are made of, from the rule files, and how to find them.

`deadlines_atoms.toml` holds what the grammar composes (months, units,
prepositions, frequencies), `deadlines.toml` the phrases that stand for a
deadline of their own («постоянно», «по графику»). Single words are found in
every inflection, phrases through lemmas with spaCy's PhraseMatcher.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extract.lexicon import is_word, lemma, parses
from normalize.deadlines.tokens import Token, tokenize
from normalize.nlp import assemble, phrase_matcher

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

MARKS = frozenset({"mark", "line"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or a phrase is: its class and the value that the grammar computes with."""

    kind: str
    value: int | str = 0
    rule: str = ""
    tail: bool = False
    running: bool = True
    abbreviated: bool = False
    needs: bool = False


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A rule of deadlines.toml with its proofs."""

    id: str
    kind: str
    phrases: tuple[str, ...]
    tail: bool
    running: bool
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    needs: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word forms with their entries and headwords, and the matcher of phrases.

    Phrases of one word are in `single`; `pairs` are the first two words of the
    others: where none of them stands, the matcher need not be asked.
    """

    forms: dict[str, Entry]
    headwords: dict[str, str]
    matcher: PhraseMatcher
    phrases: dict[str, Entry]
    single: dict[str, Entry]
    pairs: set[tuple[str, str]]

    def headword(self, norm: str) -> str:
        """The lemma that text and phrases share; ambiguous forms go with the vocabulary."""
        return self.headwords.get(norm) or lemma(norm).replace("ё", "е")

    def _shown(self, token: Token) -> str:
        """What the matcher compares: the lemma of a word, a mark, one sign for all numbers."""
        if token.kind == "word":
            return self.headword(token.norm)
        return token.norm if token.kind == "mark" else "#"

    def phrases_in(self, tokens: Sequence[Token]) -> dict[int, tuple[int, Entry]]:
        """Where phrases stand: first token → (token after the last, entry), longest only."""
        shown = [self._shown(token) for token in tokens]
        found = {
            index: (index + 1, self.single[word])
            for index, word in enumerate(shown)
            if word in self.single
        }
        if self.pairs.isdisjoint(pairwise(shown)):
            return found  # no phrase of several words begins anywhere
        doc = assemble(shown, shown)
        for key, start, end in self.matcher(doc):
            if start not in found or found[start][0] < end:
                found[start] = (end, self.phrases[doc.vocab.strings[key]])
        return found


@lru_cache(maxsize=1)
def phrase_rules() -> tuple[PhraseRule, ...]:
    """The rules of deadlines.toml."""
    return tuple(
        PhraseRule(
            rule["id"],
            rule["kind"],
            tuple(rule["phrases"]),
            rule.get("tail", False),
            rule.get("running", True),
            tuple(rule["reads"]),
            tuple(rule["leaves"]),
            rule.get("needs", False),
        )
        for rule in _load("deadlines.toml")["rule"]
    )


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The process's one vocabulary; built at the first call."""
    atoms = _load("deadlines_atoms.toml")["atom"]
    forms: dict[str, Entry] = {}
    headwords: dict[str, str] = {}
    for atom in atoms:
        entry = Entry(atom["class"], atom.get("value", 0))
        for word in atom.get("words", ()):
            for form in _inflections(word):
                forms.setdefault(form, entry)
                headwords.setdefault(form, word)
        short = Entry(entry.kind, entry.value, abbreviated=True)
        for word in atom.get("short", ()):
            forms.setdefault(word, short)
    matcher = phrase_matcher()
    known = Vocabulary(forms, headwords, matcher, {}, {}, set())
    for atom in atoms:
        _add(known, Entry(atom["class"], atom.get("value", 0)), atom.get("phrases", ()))
    for rule in phrase_rules():
        entry = Entry("phrase", rule.kind, rule.id, rule.tail, rule.running, needs=rule.needs)
        _add(known, entry, rule.phrases)
    return known


@lru_cache(maxsize=50_000)
def misspelt(norm: str) -> tuple[str, ...]:
    """The vocabulary's words that a word unknown to the dictionary stands for.

    One word where a letter is wrong, missing or doubled («сентярь»), two where
    the space or the dash between them was lost («апрельмай»), none otherwise.
    """
    from rapidfuzz.distance import OSA

    if len(norm) < 4 or is_word(norm):
        return ()
    forms = vocabulary().forms
    for cut in range(1, len(norm) - 2):
        head, rest = norm[:cut], norm[cut:]
        second = forms.get(rest)
        if second and second.kind in {"month", "year"} and len(rest) > 2 and _joinable(head):
            return head, rest
    close = [
        form
        for form, entry in forms.items()
        if len(form) >= min(5, len(norm))
        and entry.kind in (_MENDABLE if len(norm) >= 5 else {"month"})
        and OSA.distance(norm, form, score_cutoff=1) <= 1
    ]
    meanings = {(forms[form].kind, forms[form].value) for form in close}
    close += [word for word in _long_words() if OSA.distance(norm, word, score_cutoff=1) <= 1]
    meanings |= {("phrase", word) for word in close if word not in forms}
    return (close[0],) if len(meanings) == 1 else ()


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    """The rules' single words that are too long to be taken for another («постоянно»)."""
    words = {phrase for rule in phrase_rules() for phrase in rule.phrases}
    return tuple(sorted(word for word in words if len(word) >= 8 and word.isalpha()))


_MENDABLE = frozenset({"month", "freq", "quarter", "half", "decade", "season"})
_JOINED_PREPOSITIONS = frozenset({"в", "до", "с", "к", "по", "на"})


def _joinable(head: str) -> bool:
    entry = vocabulary().forms.get(head)
    return head in _JOINED_PREPOSITIONS or bool(entry and entry.kind == "month" and len(head) > 2)


def _inflections(word: str) -> Iterable[str]:
    yield word
    for reading in parses(word):
        if reading.normal_form.replace("ё", "е") == word:
            for form in reading.lexeme:
                yield form.word.replace("ё", "е")
            return


def _add(known: Vocabulary, entry: Entry, phrases: Iterable[str]) -> None:
    for phrase in phrases:
        tokens = tokenize(phrase)
        key = f"{entry.kind}|{entry.value}|{entry.rule}"
        known.phrases.setdefault(key, entry)
        shown = [known._shown(token) for token in tokens]
        if len(shown) == 1:
            known.single.setdefault(shown[0], entry)
            continue
        known.pairs.add((shown[0], shown[1]))
        known.matcher.add(key, [assemble(shown, shown)])


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("normalize.rules").joinpath(name).read_text("utf-8"))
