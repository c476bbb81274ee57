"""Where a text defines a short form: brackets with «далее», bare acronyms, lists.

A *site* says which short forms are defined, where, and on which side the
expansion stands. Offsets count characters of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalize.abbreviations.letters import is_of_syllables
from normalize.abbreviations.shorts import are_of_the_phrase, split_shorts, tidy_short
from normalize.agreement import is_acronym
from normalize.text import DASHES


@dataclass(frozen=True, slots=True)
class Site:
    """One definition: `shorts` stand for what ends at `phrase_end` (or is `phrase`).

    `kind` is `further` («далее – …»), `bracket` («… (ГЭК)») or `list`
    («УО – управление образования»), whose `phrase` holds the expansion.
    `in_order` says that the short forms belong to as many phrases
    («соответственно»).
    """

    kind: str
    shorts: tuple[str, ...]
    start: int
    end: int
    phrase_end: int
    phrase: str = ""
    in_order: bool = False


_LEADS = (
    r"(?:здесь\s+и\s+)?дал[еи]{1,2}",  # «далее», also mistyped
    r"в\s+дальнейшем",
    r"именуем\w*\s+(?:в\s+дальнейшем|далее)",
    r"(?:сокращ[её]нн|кратк)(?:о|ое)(?:\s+(?:официальное\s+)?(?:наименование|название))?",
    r"сокр\.",
    r"сокращени[ея]",
    r"аббревиатура",
)
"""Words that say that a short form follows."""
_FILLERS = (
    r"по\s+тексту(?:\s+(?:приказа|документа|плана|постановления|настоящего\s+\w+))?",
    r"в\s+тексте",
    r"в\s+настоящ\w+\s+\w+",
    r"в\s+(?:приказе|плане|положении|порядке|документе)",
    r"по\s+приказу",
    r"(?:и\s+)?в\s+дальнейшем",
    r"и\s+далее",
    r"соответственно|соотв\.",
    r"именуем\w*|именуется|именуются|называем\w*",
    r"также|везде|как|совместно|вместе|все\s+вместе|при\s+совместном\s+упоминании",
    r"сокращ[её]нно|сокр\.|кратко",
)
"""Words that may stand between those and the short form."""
_LEAD = f"(?:{'|'.join(_LEADS)})(?![А-Яа-яЁё])"
_FILL = rf"(?:[\s,:-]*\b(?:{'|'.join(_FILLERS)})(?=[\s,:«-]))*"
_TRIGGER = re.compile(rf"(?<![А-Яа-яЁё]){_LEAD}{_FILL}(?P<mark>[\s,:.=-]*)", re.IGNORECASE)
_OPEN = re.compile(
    rf"(?:,|;|\s-|(?<=\s)|(?<=»))\s*(?P<lead>именуем\w+\s+(?:в\s+дальнейшем|далее)|дал[еи]{{1,2}}|в\s+дальнейшем"
    rf"|сокращ[её]нно)(?![а-яё])"
    rf"{_FILL}\s*(?P<mark>[-:]?)\s*(?=[«А-Яа-яЁёA-Z])",
    re.IGNORECASE,
)
_ACRONYM = r"[А-ЯЁ][А-Яа-яЁё]{0,9}(?:[ -](?:и\s)?[А-ЯЁ0-9][А-Яа-яЁё0-9]{0,9}){0,3}(?![А-Яа-яЁё])"
_NAMED_BEFORE = re.compile(r"(?<![А-Яа-яЁё«])([А-ЯЁ]{2,8}\s+«[^«»]+»)\s*$")
SITE_CLUE = re.compile(rf"[(\[=:\-¬A-Za-z{DASHES}]|дал|имену|сокращ", re.IGNORECASE)
"""What every text with a site has, before its dashes and look-alike letters are unified."""

_OPEN_CLUE = re.compile(r"дал|имену|сокращ", re.IGNORECASE)
_LIST_CLUE = re.compile(r"\s-|-\s|=|:\s")
_BRACKET = re.compile(r"[(\[)\]]")
_LONGEST = 700
"""Characters of a bracket that are looked at."""


def find_sites(flat: str) -> tuple[Site, ...]:
    """Every place of a text that may define a short form, in order.

    Args:
        flat: The text with unified quotes and dashes and without line feeds.
    """
    found = [*_brackets(flat), *_opens(flat), *_lists(flat)]
    found.sort(key=lambda site: (site.start, site.kind != "further"))
    kept: list[Site] = []
    for site in found:
        if not kept or site.start >= kept[-1].end or site.kind == "list" == kept[-1].kind:
            kept.append(site)
    return tuple(kept)


def bracket_spans(flat: str) -> Iterator[tuple[int, int, int]]:
    """Spans of all brackets, also nested ones: start, end of the content, end.

    One that is never closed ends at the next closing bracket or mark.
    """
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(flat):
        if match.group() in "([":
            opened.append(match.start())
        elif opened:
            closing[opened.pop()] = match.start()
    for start in sorted({*closing, *opened}):
        if start in closing:
            yield start, closing[start], closing[start] + 1
            continue
        close = flat.find(")", start, start + _LONGEST)
        stop = re.search(r"[;,.\n]|$", flat[start : start + _LONGEST])
        end = close if close >= 0 else start + (stop.start() if stop else 0)
        yield start, end, min(len(flat), end + (close >= 0))


def _brackets(flat: str) -> Iterator[Site]:
    for start, inner_end, end in bracket_spans(flat):
        content = flat[start + 1 : min(inner_end, start + _LONGEST)]
        trigger = _TRIGGER.search(content)
        if trigger is not None and re.search(r"[(\[]", content[: trigger.start()]):
            continue  # an inner bracket holds it
        if trigger is not None:
            body = content[trigger.end() :]
            in_order = "соответственно" in trigger.group().lower()
            if re.search(r",?\s*соответственно\s*$", body):
                in_order, body = True, re.sub(r",?\s*соответственно\s*$", "", body)
            if not in_order and are_of_the_phrase(body, flat[max(0, start - 300) : start]):
                in_order = True
            shorts = split_shorts(body, in_order=in_order)
            if shorts:
                yield Site("further", shorts, start, end, start, in_order=in_order)
            continue
        named = re.fullmatch(rf"\s*({_ACRONYM}\s+«.*»)\s*", content)
        if named and is_acronym(named[1].split()[0]):
            yield Site("bracket", (tidy_short(named[1]),), start, end, start)
            continue
        bare = content.strip().strip("«»").strip()
        if re.fullmatch(_ACRONYM, bare) and is_acronym(bare) and len(bare) <= 16 and bare != "ФИО":
            yield Site("bracket", (bare,), start, end, start)
            continue
        if is_of_syllables(bare, flat[max(0, start - 200) : start]):
            yield Site("bracket", (bare,), start, end, start)  # «… статистики … (Озёрстат)»
            continue
        before = re.search(rf"(?<![А-Яа-яЁё«])({_ACRONYM})\s*$", flat[max(0, start - 60) : start])
        named = re.search(
            r"(?<![А-Яа-яЁё«])([А-ЯЁ]{2,8}\s+«[^«»]+»)\s*$", flat[max(0, start - 90) : start]
        )
        if named and re.match(r"\s*[а-яё]+ое\s[^«]*«", content):
            # «МКУ «ЦУ» (муниципальное казённое учреждение «Центр учёта»)»
            begin = max(0, start - 90) + named.start(1)
            yield Site("list", (named[1],), begin, end, start, phrase=content.strip())
            continue
        if before and is_acronym(before[1].split()[-1]) and re.match(r"\s*[а-яё]", content):
            short = before[1]
            begin = max(0, start - 60) + before.start(1)
            yield Site("list", (short,), begin, end, start, phrase=content.strip())


def _opens(flat: str) -> Iterator[Site]:
    """«…, далее – ОО», «… именуемое в дальнейшем «Учреждение»», without brackets."""
    if not _OPEN_CLUE.search(flat):
        return
    spans = [(start, end) for start, _, end in bracket_spans(flat)]
    for match in _OPEN.finditer(flat):
        if any(start < match.start("lead") < end for start, end in spans):
            continue
        named = re.search("имену|называ", match.group(), re.IGNORECASE)
        if not named and not match["mark"] and "тексту" not in match.group():
            continue
        body = _open_body(flat[match.end() :])
        shorts = split_shorts(body, in_order=False)
        if shorts:
            end = match.end() + len(body)
            yield Site("further", shorts, match.start("lead"), end, match.start())


def _open_body(rest: str) -> str:
    """The short form at the start of `rest`: a quoted name, an acronym with its name, or words."""
    for pattern in (
        r"(?:[А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ][А-Яа-яЁё]*\s+)*«[^»]*»",
        r"[А-ЯЁ]+[а-яё]*[А-ЯЁ][А-Яа-яЁё]*(?:[ -][А-ЯЁ]{2,}|\s№\s?\d+)*",
        r"[А-ЯЁа-яё][^,.;:()\n«»]*",
    ):
        match = re.match(pattern, rest)
        if match is not None:
            words = match.group().split()
            return match.group().rstrip() if len(words) <= 6 else words[0]
    return ""


_LIST_LEAD = re.compile(r"(?:сокращени|обозначени|аббревиатур)\w*[^.;]{0,60}?:", re.IGNORECASE)
_LIST_ITEM = re.compile(
    rf"(?:^|[;,.:*•]\s*|\s{{2,}}|\b)(?<![А-Яа-яЁё«])(?P<short>«?(?=[А-Яа-яЁё]*[А-ЯЁ][а-яё]*[А-ЯЁ]){_ACRONYM}»?)\s*"
    rf"(?:\s-|=|:\s|-\s)\s*"
    rf"(?:это\s+)?(?P<phrase>[а-яёА-ЯЁ][^;]{{0,300}}?)(?=\s*(?:[;]|$|\.(?:\s|$)|,?\s+{_ACRONYM}\s*(?:\s-|-\s|=)))"
)


def _lists(flat: str) -> Iterator[Site]:
    """«УО – управление образования; ОО – общеобразовательные организации»."""
    if not _LIST_CLUE.search(flat):
        return
    for match in _LIST_ITEM.finditer(flat):
        short = match["short"].strip("«»")
        if not is_acronym(short.split()[0]):
            continue
        phrase = match["phrase"].strip(" ,.;")
        if phrase:
            yield Site(
                "list",
                (short,),
                match.start("short"),
                match.end(),
                match.start("short"),
                phrase=phrase,
            )


def has_list_lead(flat: str, start: int) -> bool:
    """Whether the words before `start` open a list of abbreviations («Сокращения: …»)."""
    return _LIST_LEAD.search(flat[max(0, start - 400) : start]) is not None
