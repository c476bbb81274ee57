"""Short forms that an order defines: acronyms («далее – УО») and terms («далее – план»).

`find_abbreviations` reads one text; `document_abbreviations` reads a document
and answers what a short form means at a place of it. docs/abbreviations.md
lists the forms and the rules.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon import is_word
from normalize.abbreviations.candidates import candidates, tokens_before
from normalize.abbreviations.evidence import stem
from normalize.abbreviations.letters import chunks, fit, is_of_syllables, spell
from normalize.abbreviations.scope import AbbreviationTable, Definition, cyrillic_acronyms
from normalize.abbreviations.sites import SITE_CLUE, Site, find_sites, has_list_lead
from normalize.abbreviations.stretch import choose, in_nominative, is_term
from normalize.agreement import is_acronym
from normalize.inflect import PREPOSITIONS
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


_ENOUGH_LISTED = 0.8
"""The same where a dash stands between the two («ОМСУ – органы местного самоуправления»)."""


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """The definitions of one text — a cell, a clause, a heading — in the order of the words.

    The expansion is the stretch of words that the short form stands for, in
    the nominative. Brackets that define nothing («(МБОУ «…»)», «(приложение
    1)», «(УВР)») are left alone.
    """
    if not SITE_CLUE.search(text):
        return ()
    whole, starts = _without_line_hyphens(text)
    read = _Text.of(whole)
    found: list[Abbreviation] = []
    for site in find_sites(read.flat):
        found.extend(_with_its_twin(read, site, each, found) for each in _read(read, site))
    if starts:
        return tuple(replace(each, start=starts[each.start]) for each in found)
    return tuple(found)


_SPACE = re.compile(r"[^\S\n]")
_LINE_HYPHEN = re.compile(r"([А-Яа-яЁё]+)[-\u2010\u00ac]\n\s*([а-яё]+)")


def _without_line_hyphens(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with words joined that a line's end cut, and where each of its characters stood.

    The places are empty where nothing was joined.
    """
    out: list[str] = []
    places: list[int] = []
    last = 0
    for match in _LINE_HYPHEN.finditer(text):
        if not is_word((match[1] + match[2]).lower()):
            continue
        out += [text[last : match.end(1)]]
        places += range(last, match.end(1))
        last = match.start(2)
    if not out:
        return text, ()
    return "".join([*out, text[last:]]), (*places, *range(last, len(text) + 1))


def document_abbreviations(texts: Sequence[str]) -> AbbreviationTable:
    """The definitions of a document, given its texts in reading order."""
    # cells of a plan repeat each other
    found = {text: find_abbreviations(text) for text in dict.fromkeys(texts)}
    return AbbreviationTable.of([found[text] for text in texts])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in two spellings of the same length.

    `words` has unified quotes and its own dashes; in `flat` every dash is «-»
    and every space a plain one. Line feeds stay in both: a new line that opens
    with a capital may open a phrase.
    """

    words: str
    flat: str

    @classmethod
    def of(cls, text: str) -> _Text:
        words = cyrillic_lookalikes(_SPACE.sub(" ", unify_quotes(text)))
        words = cyrillic_acronyms(words)
        return cls(words, unify_dashes(words))


def _read(text: _Text, site: Site) -> list[Abbreviation]:
    if site.kind == "list":
        return _read_list(text, site)
    if site.in_order and len(site.shorts) > 1:
        return _read_in_order(text, site)
    found: list[Abbreviation] = []
    for short in site.shorts:
        term = is_term(short)
        bare = site.kind == "bracket" and not is_of_syllables(short, text.flat[: site.start])
        needed = _ENOUGH_BARE if bare else 0.0
        stretch = choose(text.flat, site.phrase_end, short, needed=needed)
        if stretch is None:
            continue
        expansion = stretch.expansion(text.words)
        if not term and expansion == short:
            continue  # «ИМЦ (далее – ИМЦ)» says nothing
        swapped = term and is_acronym(expansion)
        if swapped and fit(expansion, short.split()) >= _ENOUGH_BARE:
            # «УО (далее – управление образования)»: the wrong way round
            found.append(Abbreviation(expansion, short, start=site.start))
            continue
        found.append(Abbreviation(short, expansion, is_term=term, start=site.start))
    return found


def _with_its_twin(
    text: _Text, site: Site, read: Abbreviation, before: Sequence[Abbreviation]
) -> Abbreviation:
    """Fill up what a clerk left out: «аттестация по программам А (ГИА-9) и Б (далее – ГИА-11)»."""
    letters = fit(read.short, read.expansion.split())
    if read.is_term or letters > 0.3 or site.kind != "further":
        return read
    words = len(read.expansion.split())
    tail = text.words[: site.phrase_end].split()[-words:]
    for twin in reversed(before):
        own = twin.expansion.split()
        same_letters = chunks(twin.short) == chunks(read.short) and twin.short != read.short
        if same_letters and len(own) > words and own[-1] == tail[-1]:
            return replace(read, expansion=" ".join([*own[:-words], *tail]))
    return read


def _read_list(text: _Text, site: Site) -> list[Abbreviation]:
    short = site.shorts[0]
    words = site.phrase.split()
    letters = fit(short, words)
    led = has_list_lead(text.flat, site.start)
    if len(chunks(short)) < 2 or (letters < _ENOUGH_LISTED and not (led and len(words) > 1)):
        return []
    start = text.flat.index(site.phrase, site.start)
    phrase = text.words[start : start + len(site.phrase)]
    return [Abbreviation(short, in_nominative(phrase, None, None), start=site.start)]


_OTHER_PHRASE = re.compile(r",?\s+и\s+[а-яё]+\s+(?:[а-яё]+(?:ого|ой|их|ых)\s+)?$")
_JOINT = re.compile(
    r"(?:\s|,|;|\b(?:и|или|а также|в соответствии с|согласно|на основании|в рамках|совместно с"
    r"|с|со|по|о|об|в|на|для|при|к|от|из|через)(?=\s))+$"
)
"""What may join two phrases and belongs to neither."""


def _with_shared_noun(short: str, words: str, following: str) -> str | None:
    """The noun that two phrases share: «начального общего (и основного общего) образования».

    None where the letters do not ask for it.
    """
    own, last = words.split(), following.split()
    for start, count in itertools.product(range(len(own)), (1, 2)):
        whole = [*own[start:], *last[-count:]]
        letters = sum(part not in PREPOSITIONS for part in spell(whole))
        if letters == len(chunks(short)) and fit(short, whole) > 0.99 > fit(short, own[start:]):
            return in_nominative(" ".join(whole), None, None)
    return None


def _read_shared_noun(text: _Text, site: Site) -> list[Abbreviation]:
    """«сельским и городским клубам (далее соответственно – сельские клубы, городские клубы)».

    Empty where the terms do not name one noun each, with a modifier of their own.
    """
    tokens = tokens_before(text.flat, site.phrase_end)
    terms = [re.findall(r"[а-яё-]+", short.lower()) for short in site.shorts]
    nouns = {stem(words[-1]) for words in terms if len(words) == 2}
    if len(nouns) != 1 or any(len(words) != 2 for words in terms):
        return []
    for each in candidates(text.flat, tokens):
        group = each.group
        if group is None or stem(tokens[group.head].text) not in nouns:
            continue
        parts: list[list[int]] = [[]]
        for index in range(each.index, group.head):
            if tokens[index].text in ("и", ","):
                parts.append([])
            else:
                parts[-1].append(index)
        if len(parts) != len(terms) or not all(
            stem(words[0]) in {stem(tokens[i].text) for i in part}
            for words, part in zip(terms, parts, strict=True)
        ):
            continue
        rest = text.words[tokens[group.head].start : tokens[-1].end]
        return [
            Abbreviation(
                short,
                in_nominative(" ".join([*(tokens[i].text for i in part), rest]), each.case, short),
                is_term=True,
                start=site.start,
            )
            for short, part in zip(site.shorts, parts, strict=True)
        ]
    return []


def _read_in_order(text: _Text, site: Site) -> list[Abbreviation]:
    """«А и Б (далее соответственно – а, б)»: as many phrases as short forms, from the right."""
    if shared := _read_shared_noun(text, site):
        return shared
    found: list[Abbreviation] = []
    end, following = site.phrase_end, ""
    for index, short in reversed([*enumerate(site.shorts)]):
        term, more = is_term(short), index > 0
        others = site.shorts[:index] if term else ()
        stretch = choose(
            text.flat,
            end,
            short,
            needed=0.0 if term else _ENOUGH_BARE,
            one_of_many=more,
            others=others,
        ) or choose(text.flat, end, short, one_of_many=more)
        if stretch is None:
            break
        expansion = stretch.expansion(text.words)
        words = text.words[stretch.start : stretch.end]
        if following and not term:
            expansion = _with_shared_noun(short, words, following) or expansion
        following = words
        found.append(Abbreviation(short, expansion, is_term=term, start=site.start))
        if stretch.dependent:
            # «организации инфраструктуры поддержки бизнеса (далее … организация, ИПБ)»; but
            # «порядок работы и | состав комиссии (… порядок, комиссия)»
            other = _OTHER_PHRASE.search(text.flat[: stretch.start])
            end = other.start() if other else end
            continue
        end = stretch.start
        tail = _JOINT.search(text.flat[:end])
        end = tail.start() if tail else end
    return found[::-1]
