"""Shortened words in full: «зам. директора» → «заместитель директора»."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import parses
from normalize.agreement import like, readings, word_set
from normalize.parties.rules import ShortWord, short_words

_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[а-яё]+)?")
_AFTER = re.compile(r"\s*([А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*)")
_CLUE = re.compile(
    r"[а-яё]\.|з/д|[сг]/п|пед-|-псих|\b(?:зам|зав|замы|завы|р-н|физ-р|физры)|[а-яё]-(?:л[ьияе]|р|с[я]|ц|н|т)",
    re.IGNORECASE,
)
_CLASSES = re.compile(r"\d(?:-?[а-я]{1,2})?\s*кл\.?$")
_ASSOCIATION = re.compile(r"(?:МО|объединени[а-яё]+|секци[а-яё]+)\s*$")
_PREPOSITIONS = word_set("по в во на с со о об для при от из за у и к над")
_PLURALS = {"замы": "зам", "завы": "зав"}


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], dict[str, ShortWord]]:
    by_short = {short: rule for rule in short_words() for short in rule.short}
    by_short |= {plural: by_short[short] for plural, short in _PLURALS.items()}
    spellings = "|".join(re.escape(each) for each in sorted(by_short, key=len, reverse=True))
    pattern = re.compile(rf"(?<![А-ЯЁа-яё-])({spellings})(\.|(?![А-ЯЁа-яё-]))", re.IGNORECASE)
    return pattern, by_short


@lru_cache(maxsize=20_000)
def expand_shorts(text: str) -> str:
    """The text with its shortened words written out, in the form that their place asks for.

    A noun at the start, or after an adjective of the same phrase, stands in
    the nominative; after another noun in the genitive. An adjective agrees
    with the noun after it.
    """
    if not _CLUE.search(text):
        return text
    pattern, by_short = _table()
    matches = [
        match
        for match in pattern.finditer(text)
        if (match[2] or not by_short[match[1].lower()].needs_dot)
        and not _CLASSES.search(text, 0, match.end())
    ]
    if not matches:
        return text
    # from the right: an adjective sees its noun written out already
    for match in reversed(matches):
        rule = by_short[match[1].lower()]
        form = _form(rule, text, match)
        after = text[match.end() :]
        gap = "" if not after or not (after[0].isalpha() or after[0].isdigit()) else " "
        text = text[: match.start()] + like(match[1][:1] + match[1][1:].lower(), form) + gap + after
    return text


def _form(rule: ShortWord, text: str, match: re.Match[str]) -> str:
    if rule.kind == "fixed":
        return rule.lemma
    if rule.kind == "noun":
        number = "plur" if match[1].lower() in _PLURALS else "sing"
        case = "gent" if _follows_noun(text[: match.start()]) else "nomn"
        if _ASSOCIATION.search(text, 0, match.start()):
            number = "plur"  # «РМО уч. математики»: of all of them
        return _inflected(rule.lemma, frozenset((number, case)))
    noun = _AFTER.match(text, match.end())
    if noun is None or noun[1].lower() in _PREPOSITIONS:
        return rule.alone or rule.lemma
    return _agreeing(
        rule.lemma, noun[1], "gent" if _follows_noun(text[: match.start()]) else "nomn"
    )


def _follows_noun(before: str) -> bool:
    words = _WORD.findall(before)
    if not words:
        return False
    last = words[-1].lower()
    if len(words[-1]) > 1 and words[-1].isupper() and not before.rstrip().endswith((",", ";")):
        return True
    if last in _PREPOSITIONS or before.rstrip().endswith((",", ";", ":", "(", "/")):
        return False
    if before.rstrip().endswith("."):
        rule = _table()[1].get(last)
        return rule is not None and rule.kind == "noun"
    return any(each.kind == "noun" for each in readings(last)[:1])


@lru_cache(maxsize=2_000)
def _agreeing(lemma: str, noun: str, case: str) -> str:
    """The adjective in the number, case and gender of `noun`, in `case` if the noun can be."""
    options = [each for each in readings(noun.lower()) if each.kind == "noun"]
    if not options:
        options = list(readings(noun.lower()))
    if not options:
        return lemma
    best = min(options, key=lambda each: each.case != case)
    marks = {best.case, best.number}
    if best.number == "sing" and best.gender:
        marks.add(best.gender)
    return _inflected(lemma, frozenset(marks))


@lru_cache(maxsize=2_000)
def _inflected(lemma: str, marks: frozenset[str]) -> str:
    """A word in the wanted form; itself where the dictionary knows no such form."""
    words = lemma.split(" ")
    for parse in parses(words[0]):
        form = parse.inflect(marks)
        if form is not None:
            return " ".join([str(form.word), *words[1:]])
    return lemma
