"""Short forms that an order defines: acronyms («далее – УО») and terms («далее – план»).

`find_abbreviations` reads one text; `document_abbreviations` reads a document
and answers what a short form means at a place of it. docs/abbreviations.md
lists the forms and the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon import is_word
from normalize.abbreviations.letters import chunks, fit
from normalize.abbreviations.scope import AbbreviationTable, Definition
from normalize.abbreviations.sites import Site, find_sites, has_list_lead
from normalize.abbreviations.stretch import choose, in_nominative
from normalize.agreement import is_acronym
from normalize.record import Abbreviation
from normalize.text import cyrillic_lookalikes, unify_dashes, unify_quotes

__all__ = [
    "AbbreviationTable",
    "Definition",
    "document_abbreviations",
    "find_abbreviations",
    "is_term",
]

_ENOUGH_BARE = 0.85
"""Letters that a bare acronym in brackets has to match («… комиссия (ГЭК)»)."""


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """The definitions of one text — a cell, a clause, a heading — in the order of the words.

    The expansion is the stretch of words that the short form stands for, in
    the nominative. Brackets that define nothing («(МБОУ «…»)», «(приложение
    1)», «(УВР)») are left alone.
    """
    flat = _flat(text)
    found: list[Abbreviation] = []
    for site in find_sites(flat):
        found.extend(_read(flat, site))
    return tuple(found)


def document_abbreviations(texts: Sequence[str]) -> AbbreviationTable:
    """The definitions of a document, given its texts in reading order."""
    return AbbreviationTable.of([find_abbreviations(text) for text in texts])


def is_term(short: str) -> bool:
    """Whether a short form is a defined term («план», «дети с ОВЗ») and no acronym («УО»)."""
    words = re.findall(r"[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z0-9]+)*", short)
    first = words[0] if words else short
    return not is_acronym(first) or (first.isupper() and len(first) > 4 and is_word(first.lower()))


def _flat(text: str) -> str:
    """The text with one character for each of its own: plain spaces, quotes and dashes.

    Line feeds stay: a new line that opens with a capital may open a phrase.
    """
    flat = unify_quotes(unify_dashes(text))
    flat = re.sub(r"[^\S\n]", " ", flat)
    return cyrillic_lookalikes(flat)


def _read(flat: str, site: Site) -> list[Abbreviation]:
    if site.kind == "list":
        return _read_list(flat, site)
    if site.in_order and len(site.shorts) > 1:
        return _read_in_order(flat, site)
    found: list[Abbreviation] = []
    for short in site.shorts:
        term = is_term(short)
        needed = _ENOUGH_BARE if site.kind == "bracket" else 0.0
        stretch = choose(flat, site.phrase_end, short, is_term=term, needed=needed)
        if stretch is None:
            continue
        found.append(Abbreviation(short, stretch.expansion, is_term=term, start=site.start))
    return found


def _read_list(flat: str, site: Site) -> list[Abbreviation]:
    short = site.shorts[0]
    words = site.phrase.split()
    letters = fit(short, words)
    led = has_list_lead(flat, site.start)
    if letters < (0.3 if led else _ENOUGH_BARE) and not (led and len(words) > 1):
        return []
    if len(chunks(short)) < 2:
        return []
    return [
        Abbreviation(short, in_nominative(site.phrase, None, None), is_term=False, start=site.start)
    ]


def _read_in_order(flat: str, site: Site) -> list[Abbreviation]:
    """«А и Б (далее соответственно – а, б)»: as many phrases as short forms, from the right."""
    found: list[Abbreviation] = []
    end = site.phrase_end
    for short in reversed(site.shorts):
        term = is_term(short)
        stretch = (
            choose(flat, end, short, is_term=term, needed=0.0 if term else _ENOUGH_BARE)
            or choose(flat, end, short, is_term=term)
        )  # fmt: skip
        if stretch is None:
            break
        found.append(Abbreviation(short, stretch.expansion, is_term=term, start=site.start))
        if stretch.dependent:
            continue  # «организации инфраструктуры поддержки бизнеса (далее … организация, ИПБ)»
        end = stretch.start
        tail = re.search(r"(?:\s|,|;|\bи|\bили|\bа также)+$", flat[:end])
        end = tail.start() if tail else end
    return found[::-1]
