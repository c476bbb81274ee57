"""The short forms that a definition's body holds: one, several, or words that are none."""

from __future__ import annotations

import re

from extract.lexicon import lemma
from normalize.agreement import is_acronym, readings, word_set
from normalize.inflect import PREPOSITIONS

_NOTES = re.compile(
    r"(?:приложение|прилагается|согласно|прил\.|форма|таблица|пункт|п\.|раздел)\b", re.IGNORECASE
)
_NO_SHORT = word_set(
    "по тексту везде все то есть как также см приложение прилагается таблица документы "
    "текст тексту нет да"
)


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


def are_of_the_phrase(body: str, phrase: str) -> bool:
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


_PLACE_IN_TEXT = re.compile(
    r"(?:раздел|пункт|подпункт|глава|стать[яи]|приложени[ея]|таблица|лист|стр)\w*\.?\s*№?\s*\d",
    re.IGNORECASE,
)
"""«(см. далее раздел 3)» sends the reader on."""

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
    if _TIME.match(short) or _PLACE_IN_TEXT.match(short):
        return False
    return first not in PREPOSITIONS and first not in ("то", "все", "т", "см")
