"""What stands around an act's date and number: its title in quotes, a date or an issuer behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extract.lexicon import parses
from extract.structure.issuers import begins_in_genitive
from extract.structure.patterns import DATE


def title_after(tail: str, at: int) -> tuple[str | None, int]:
    """The title in quotes right after date and number, nested quotes included; else None."""
    lead = re.match(r"\s*(?:г\.|года)?\s*,?\s*(?=«)", tail[at:])
    if lead is None:
        return None, 0
    start = at + lead.end()
    for index, depth in enumerate(depths(tail[start:]), start):
        if depth == 0:
            title = tail[start + 1 : index].strip()
            return title + "»" * (title.count("«") - title.count("»")), index + 1
    # the title's quotes are not closed: it ends with the stretch
    rest = re.split(r"(?<=\S)(?:,\s+(?:в|на|с)\s|\.\s)", tail[start + 1 :], maxsplit=1)[0]
    return rest.strip(" »") or None, start + 1 + len(rest)


def title_in_head(head: str) -> tuple[str | None, str]:
    """«приказ «О …» от 05.03.2021 № 140»: the title stands before the date."""
    match = re.search(r"«(об?\s.*)»", head, re.I)
    if match is None:
        return None, head
    return match.group(1), (head[: match.start()] + " " + head[match.end() :]).strip()


def date_after_title(tail: str, at: int) -> tuple[re.Match[str] | None, int]:
    """«закон N 12-ФЗ «О …» от 21.12.1994»: the date behind the title, and where it ends."""
    lead = re.match(r"\s*,?\s*от\s+", tail[at:])
    date = DATE.match(tail, at + lead.end()) if lead else None
    return (date, date.end()) if date else (None, at)


def issuer_behind(tail: str, at: int) -> tuple[int, str | None]:
    """«решение № 26 от 22.06.2006 Совета депутатов города N признать …»: who issued it."""
    words = re.match(r"\s*(?:г\.|года)?\s*(?=[А-ЯЁа-яё])", tail[at:])
    if words is None or not begins_in_genitive(tail[at + words.end() :]):
        return at, None
    start = at + words.end()
    rest = tail[start:]
    stop = next(
        (
            match.start()
            for match in re.finditer(r"[«\"(,;.:]|(?<![А-ЯЁа-яё])[А-ЯЁа-яё]{3,}", rest)
            if not match.group()[0].isalpha() or _is_verb(match.group())
        ),
        len(rest),
    )
    return start + len(rest[:stop].rstrip()), rest[:stop].strip()


def _is_verb(word: str) -> bool:
    tags = [parse.tag for parse in parses(word.lower())[:1]]
    return any(tag.POS in ("INFN", "VERB", "PRTS") for tag in tags)


def quoted(text: str, at: int) -> bool:
    """Whether a place stands in quotes.

    Nested quotes are often closed by one mark («О программе «Развитие», приказ …»):
    a mark closes all where too few of them are left.
    """
    return at > 0 and next(islice(depths(text), at - 1, None)) > 0


def depths(text: str) -> Iterator[int]:
    """How many quotes are open behind each character."""
    depth = 0
    left = text.count("»") - text.count("«")  # marks to come that close more than is opened
    for char in text:
        if char == "«":
            depth += 1
            left += 1
        elif char == "»":
            left -= 1
            depth = 0 if left < depth - 1 else max(0, depth - 1)
        yield depth


def without_quotes(text: str) -> str:
    """The text with what stands in quotes blanked, lengths kept."""
    return "".join(
        " " if depth and char not in "«»" else char
        for char, depth in zip(text, depths(text), strict=True)
    )
