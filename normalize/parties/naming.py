"""Words without persons and brackets as a name: nominative, in full, with its head.

A post in a named organisation («директор МБУ «Центр»») is told apart into both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.findings import Finding
from extract.lexicon import is_word
from normalize.inflect import to_nominative
from normalize.parties.context import PartyContext
from normalize.parties.expand import expand_name
from normalize.parties.names import tidy_name
from normalize.parties.shorts import expand_shorts
from normalize.parties.words import Start, start_of

INITIALLED = re.compile(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.?)?")
_LEAD = re.compile(r"\s*(?:на|от|для|у|с|со)\s+(?=[а-яё])", re.IGNORECASE)
_COMPLEMENT = re.compile(
    r"\s(?=(?:[А-ЯЁ]{2,8}\s+)*[А-ЯЁ]{2,8}\s*[«№\d]|(?:[А-ЯЁ]{2,8}\s+)+[А-ЯЁ]{2,8}\b"
    r"|[А-ЯЁ]{3,8}\s+[А-ЯЁ][а-яё]"
    r"|(?:школы|гимназии|лицея|детского сада|центра|колледжа|учреждения|техникума)\s+[«№])"
)
EDGES = " \n\t,;:.-–—•*●▪/"
"""Characters that may stand around a party and belong to none."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name read: what it says, its head, where its acronyms were found."""

    name: str
    start: Start | None
    source: str
    findings: tuple[Finding, ...]
    plain: str


def role_and_organisation(
    words: str, context: PartyContext, case: str | None
) -> tuple[str | None, str | None, Named]:
    """What stands beside a person: a post, a post in an organisation, or an organisation."""
    named = read_name(words, context, case)
    kind = named.start.kind if named.start else "unknown"
    if kind in ("organisation", "unit", "acronym"):
        return None, named.name, named
    post, organisation = post_in(named, context)
    if organisation:
        return post, organisation, named
    return named.name, None, named


def read_name(words: str, context: PartyContext, case: str | None) -> Named:
    """A stretch without persons and brackets as a nominative name, acronyms written out."""
    flat = tidy_name(words)
    lead = _LEAD.match(flat)
    if lead:
        flat = flat[lead.end() :]
    full = _without_stop(expand_shorts(flat))
    start = start_of(full)
    if start is None or not start.nominative or case is not None:
        turned = full if start and start.kind in ("acronym", "thing") else _turned(full, case)
        if turned != full:
            full, start = turned, start_of(turned)
    expanded = expand_name(full, context)
    if start is not None and start.kind == "acronym" and expanded.name != full:
        known = start_of(expanded.name)
        start = known if known is not None and known.listed else start
    return Named(expanded.name, start, expanded.source, expanded.findings, full)


def _without_stop(words: str) -> str:
    """Without the full stop of a sentence; that of a shortened word («9 кл.») stays."""
    if INITIALLED.fullmatch(words):
        return words
    last = re.search(r"([А-ЯЁа-яё-]+)\.$", words)
    if last and len(last[1]) < 4 and last[1].islower() and not is_word(last[1]):
        return words
    return words.rstrip(". ")


def _turned(words: str, case: str | None) -> str:
    turned = to_nominative(words, case=None if case == "nomn" else case)
    return re.sub(r"\b([Уу])чители\b", r"\1чителя", turned)  # the dictionary's bookish plural


def post_in(named: Named, context: PartyContext) -> tuple[str | None, str | None]:
    """«директор МБУ «СЦОКО»» → the post and the organisation, expanded by itself."""
    match = _COMPLEMENT.search(named.plain)
    if match is None or "«" in named.plain[: match.start()]:
        return None, None
    organisation = named.plain[match.end() :]
    if organisation[:1].islower():
        organisation = to_nominative(organisation, case="gent", number="sing")
    if re.search(r"(?:^|\s)(?:по|в|на|и|с|для)$", named.plain[: match.start()]):
        return None, None
    post = named.plain[: match.start()].rstrip(" :")
    return post, expand_name(organisation, context).name
