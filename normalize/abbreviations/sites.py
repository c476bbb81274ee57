"""Where a text defines a short form: brackets with «далее», bare acronyms, lists.

A *site* says which short forms are defined, where, and on which side the
expansion stands. Offsets count characters of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.lexicon import lemma
from normalize.abbreviations.letters import is_of_syllables
from normalize.agreement import is_acronym, readings, word_set
from normalize.inflect import PREPOSITIONS


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
_NOTES = re.compile(
    r"(?:приложение|прилагается|согласно|прил\.|форма|таблица|пункт|п\.|раздел)\b", re.IGNORECASE
)
_LONGEST = 700
"""Characters of a bracket that are looked at."""
_NO_SHORT = word_set(
    "по тексту везде все то есть как также см приложение прилагается таблица документы "
    "текст тексту нет да"
)


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
    for index, char in enumerate(flat):
        if char in "([":
            opened.append(index)
        elif char in ")]" and opened:
            closing[opened.pop()] = index
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
            if not in_order and _are_of_the_phrase(body, flat[max(0, start - 300) : start]):
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
        if before and is_acronym(before[1].split()[-1]) and re.match(r"\s*[а-яё]", content):
            short = before[1]
            begin = max(0, start - 60) + before.start(1)
            yield Site("list", (short,), begin, end, start, phrase=content.strip())


def _opens(flat: str) -> Iterator[Site]:
    """«…, далее – ОО», «… именуемое в дальнейшем «Учреждение»», without brackets."""
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


def split_shorts(body: str, *, in_order: bool) -> tuple[str, ...]:
    """The short forms of a definition's body, cleaned; empty where it holds none."""
    body = re.sub(r"\s+", " ", body).strip(" -:,;=")
    if not body:
        return ()
    parts = _parts(body, in_order)
    if len(parts) > 1 and not in_order and not _are_alternatives(parts):
        note = next((i for i, part in enumerate(parts) if i and _NOTES.match(part)), None)
        parts = [body] if note is None else [body[: body.index(parts[note])]]
    shorts = [tidy_short(part) for part in parts if not _NOTES.match(part) or len(parts) == 1]
    return tuple(short for short in shorts if _is_short(short))


def _parts(body: str, in_order: bool) -> list[str]:
    """Split at commas, semicolons (and «и» or «или») outside quotes and brackets."""
    joint = r",|;|\bили\b|(?<=\w\w)\s*/\s*(?=\w\w)" + (r"|\bи\b" if in_order else "")
    pieces, depth, last = [], 0, 0
    for match in re.finditer(rf"[«(]|[»)]|{joint}", body):
        if match.group() in "«(":
            depth += 1
        elif match.group() in "»)":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(body[last : match.start()])
            last = match.end()
    pieces.append(body[last:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _are_alternatives(parts: list[str]) -> bool:
    """Whether comma-separated parts are short forms of their own («ГЭК, Комиссия»)."""
    if any(_NOTES.match(part) for part in parts):
        return False
    short = all(len(part.split()) <= 4 for part in parts)
    if short and _share_a_noun(parts):
        return True  # «Клуб, районный клуб», «Центры, центры «Росток»»
    marked = any(is_acronym(part.split()[0]) or part.startswith("«") for part in parts)
    capital = all(part[:1].isupper() and part.count(" ") < 2 for part in parts)
    return short and (marked or capital)


def _are_of_the_phrase(body: str, phrase: str) -> bool:
    """Whether each of several terms is a word of the phrase: «(далее – порядок, премия)»."""
    parts = [part for part in _parts(body.strip(" -:,;="), in_order=False) if part]
    if len(parts) < 2 or _are_alternatives(parts):
        return False
    said = {lemma(word) for word in re.findall(r"[а-яё]+", phrase.lower())}
    nouns = [lemma(re.findall(r"[а-яё]+|$", part.lower().split(" ")[-1])[0]) for part in parts]
    return len(set(nouns)) == len(nouns) and all(noun and noun in said for noun in nouns)


def _share_a_noun(parts: list[str]) -> bool:
    """Whether a part is one noun that every other part has too, with more words beside it."""
    words = [{lemma(word) for word in re.findall(r"[а-яё]+", part.lower())} for part in parts]
    least = min(words, key=len)
    return len(least) == 1 and sum(least < each for each in words) == len(parts) - 1


def tidy_short(short: str) -> str:
    """A short form with balanced «» and without quotes that enclose the whole of it."""
    text = short.strip(" -:,.;=")
    if re.search(r"\b\w{1,4}\. ?\w{1,5}$", text) and short.strip(" »").endswith("."):
        text += "."  # «кл. рук.»
    while True:
        inner = re.fullmatch(r"«([^«»]*|[^«»]*«[^«»]*»[^«»]*)»?", text)
        if inner is None:
            break
        text = inner[1].strip(" -:,.;")
    missing = text.count("«") - text.count("»")
    if missing > 0 and not text.endswith("»"):
        text += "»" * missing  # «СОШ «Радуга»: print leaves out the second mark by custom
    while text.count("»") > text.count("«"):
        text = text.removesuffix("»") if text.endswith("»") else text.replace("»", "", 1)
    return re.sub(r"\s+", " ", text).strip()


_TIME = re.compile(
    r"(?:один\s+|1\s+|два\s+|2\s+)?раза?\s+в\s|кажд\w+\s+(?:год|месяц|квартал|недел|полугоди|\w+"
    r"\s+число)|отдельн\w+\s+график|график\w*\s+(?:проведени|работ)|по\s",
    re.IGNORECASE,
)
"""What goes on after a date («далее – раз в год») and names nothing."""


def _modifies_next(words: list[str]) -> bool:
    """«социально значимый проект»: an adverb before its adjective."""
    return len(words) > 1 and any(each.kind == "adjective" for each in readings(words[1].lower()))


def _is_short(short: str) -> bool:
    words = re.findall(r"[А-Яа-яЁёA-Za-z]+", short)
    if not words or len(short) > 150 or len(words) > 14:
        return False
    if words[0].isupper() and len(words[0]) > 1:
        return True
    first = words[0].lower()
    if len(words) == 1 and first in _NO_SHORT:
        return False
    if words[0].islower() and not readings(first) and not _modifies_next(words):
        return False  # «(далее ежегодно)», «далее – ежемесячно до 5 числа»
    if _TIME.match(short):
        return False
    return first not in PREPOSITIONS and first not in ("то", "все", "т", "см")


_LIST_LEAD = re.compile(r"(?:сокращени|обозначени|аббревиатур)\w*[^.;]{0,60}?:", re.IGNORECASE)
_LIST_ITEM = re.compile(
    rf"(?:^|[;,.:*•]\s*|\s{{2,}}|\b)(?<![А-Яа-яЁё«])(?P<short>«?(?=[А-Яа-яЁё]*[А-ЯЁ][а-яё]*[А-ЯЁ]){_ACRONYM}»?)\s*"
    rf"(?:\s-\s?|=|:\s|-\s)"
    rf"(?:это\s+)?(?P<phrase>[а-яёА-ЯЁ][^;]{{0,300}}?)(?=\s*(?:[;]|$|\.(?:\s|$)|,?\s+{_ACRONYM}\s*(?:\s-|-\s|=)))"
)


def _lists(flat: str) -> Iterator[Site]:
    """«УО – управление образования; ОО – общеобразовательные организации»."""
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
