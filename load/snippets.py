"""Snippets: the part of a passage that has most of the wanted words, in the original's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from load.lemmas import lemmas, readings, words

_WORD = re.compile(r"[^\W_]+")
_STARRED = re.compile(r"([^\s\"«»]+)\*")
_SNIPPET_WORDS = 28


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a snippet marks: words with these dictionary forms, and words that begin so."""

    lemmas: frozenset[str]
    beginnings: tuple[str, ...] = ()

    def fits(self, form: str) -> bool:
        """Whether a word of the original, in lower case, is to be marked."""
        return not self.lemmas.isdisjoint(readings(form)) or form.startswith(self.beginnings)

    def with_acronyms(self, pairs: Iterable[tuple[str, str]]) -> Wanted:
        """The same with the other side of every acronym that is wanted: «УО» and its expansion."""
        more: set[str] = set()
        for short, expansion in pairs:
            of_short, of_expansion = words(short), lemmas(expansion)
            if of_short and self.lemmas.issuperset(of_short):
                more.update(of_expansion)
            elif of_expansion and self.lemmas.issuperset(of_expansion):
                more.update(of_short)
        return Wanted(self.lemmas | more, self.beginnings) if more else self


def wanted_in(text: str, *, prefix: bool = False) -> Wanted:
    """What a question asks to mark; `word*` asks for beginnings, `-word` for nothing."""
    text = re.sub(r"(?<!\S)-\S+", " ", text)
    forms = words(text)
    starred = [words(match)[-1] for match in _STARRED.findall(text) if words(match)]
    return Wanted(
        frozenset(reading for form in forms for reading in readings(form)),
        tuple(forms) if prefix else tuple(starred),
    )


def snippet_of(text: str, wanted: Wanted, marks: tuple[str, str]) -> str:
    """The part of a text that has most of the wanted words, these between marks."""
    tokens = list(_WORD.finditer(text))
    found: list[bool] = []
    for token in tokens:
        form = token.group().lower().replace("ё", "е")
        found.append(wanted.fits(form))
    first = _best_window(found)
    last = min(first + _SNIPPET_WORDS, len(tokens))
    if not tokens:
        return " ".join(text.split())
    start = tokens[first].start() if first else 0
    end = tokens[last - 1].end() if last < len(tokens) else len(text)
    parts: list[str] = ["… "] if first else []
    at = start
    for token, hit in zip(tokens[first:last], found[first:last], strict=True):
        if hit:
            parts += [text[at : token.start()], marks[0], token.group(), marks[1]]
            at = token.end()
    parts += [text[at:end], " …" if last < len(tokens) else ""]
    return " ".join("".join(parts).split())


def _best_window(found: list[bool]) -> int:
    """Where the window with most found words begins, a little before the first of them."""
    if len(found) <= _SNIPPET_WORDS:
        return 0
    count = best = sum(found[:_SNIPPET_WORDS])
    best_at = 0
    for at in range(1, len(found) - _SNIPPET_WORDS + 1):
        count += found[at + _SNIPPET_WORDS - 1] - found[at - 1]
        if count > best:
            best, best_at = count, at
    first = next((at for at in range(best_at, len(found)) if found[at]), best_at)
    return max(0, min(first - 4, len(found) - _SNIPPET_WORDS))
