"""Mend what Tesseract misread, only where one reading is right.

Rules over patterns are data (`repairs.toml`); what needs the dictionary or the
balance of a text is code below. A word is never changed because the dictionary
lacks it: 7 % of right words are unknown. It is where a lost sign alone makes it one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.lexicon import is_word, parses

_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXaceopxyYkmt", "АВСЕНКМОРТХасеорхуУкмт")
_TO_DIGITS = str.maketrans("ОоOoЗзбlI|!", "00003361111")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_ROMAN = re.compile(r"[IVXLCivx]+")
_LONE_LATIN = re.compile(r"(?<=[А-Яа-яЁё\d,;] )[aceopyuBKO](?= [А-Яа-яЁё\d«])")
_LATIN_INITIAL = re.compile(r"(?<=[А-ЯЁ3]\.)\s?[ABCEHKMOPT]\.|(?<= )[ABCEHKMOPT]\.(?=\s?[А-ЯЁ]\.)")
_ROUND = re.compile(
    r"(?<![\w.,:/-])(?=[0ОOоo]*[ОOоo])(?=[0ОOоo]*0)[0ОOоo]{2,3}(?![\w.:/-])"
    r"|(?<![\w.,:/-])(?<!\d )00(?![\w:/-]|[.,]\d| (?:мин|коп|час|руб))"
)
_ADDRESS = re.compile(r"\S*(?:@|www|http|\.ru|\.рф|\.com)\S*", re.I)
_NUMERIC = re.compile(r"(?<![\w])[\dОоOoЗзбlI|!]+(?:[./-][\dОоOoЗзбlI|!]+)*(?![\w])")
_GLUED = re.compile(r"(?<![\w-])([А-Яа-яЁё]{4,})(?![\w-])(?=( \w)?)")
_GLUED_NUMBER = re.compile(r"(?<![\w])([А-Яа-яЁё]{4,})(\d{1,4})(?![\w])")
_CAPS_SOFT = re.compile(r"(?<![А-ЯЁа-яё])([А-ЯЁ]{1,7}[БВГДЖЗКЛМНПРСТФХЦЧШЩ])Ь(»|(?=[,;.]|\s|$))")
_MONTHS = tuple(
    f"{stem}{ending}"
    for stem, endings in (
        *((stem, "ья") for stem in ("январ", "феврал", "апрел", "июн", "июл")),
        *((stem, "ья") for stem in ("сентябр", "октябр", "ноябр", "декабр")),
        ("март", ("", "а")),
        ("август", ("", "а")),
    )
    for ending in endings
)
"""Names of months as they stand beside numbers («май» is too short to be told by one letter)."""
_LOST_BREVE = re.compile("(?<=[аеёиоуыэюя])и")
_BY_NUMBER = re.compile(
    r"(?<![А-Яа-яЁё-])(?:(?<=\d )|(?<=\d» ))([а-яё]{3,9})(?![А-Яа-яЁё-])"
    r"|(?<![А-Яа-яЁё-])([А-ЯЁ]?[а-яё]{3,9})(?=(?:,? (?:19|20)\d\d(?!\d)))"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern whose match can only be a misreading, and what stood there."""

    id: str
    pattern: re.Pattern[str]
    replace: str
    reads: tuple[tuple[str, str], ...]
    leaves: tuple[str, ...]

    def apply(self, text: str) -> str:
        """The text mended."""
        return self.pattern.sub(self.replace, text)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of `repairs.toml` in their order."""
    data = tomllib.loads(Path(__file__).with_name("repairs.toml").read_text("utf-8"))
    return tuple(
        Rule(
            each["id"],
            re.compile(each["pattern"]),
            each["replace"],
            tuple((before, after) for before, after in each["reads"]),
            tuple(each["leaves"]),
        )
        for each in data["rule"]
    )


def repair_text(text: str) -> str:
    """The text of one cell or paragraph with its misreadings mended."""
    for mend in _STEPS:
        text = mend(text)
    return text


def cyrillic_words(text: str) -> str:
    """Latin look-alikes become Cyrillic, in mixed words and in words of look-alikes alone.

    Roman numbers, addresses and words with a letter that has no Cyrillic twin stay.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        if not re.search("[A-Za-z]", word) or any(a <= match.start() < b for a, b in addresses):
            return word
        mixed = bool(re.search("[А-Яа-яЁё]", word))
        if not mixed and (_ROMAN.fullmatch(word) or len(word) < 2):
            return word
        mended = word.translate(_TO_CYRILLIC)
        return word if re.search("[A-Za-z]", mended) else mended

    text = _WORD.sub(mend, text)
    if len(re.findall("[А-Яа-яЁё]", text)) < 3:
        return text
    text = _LONE_LATIN.sub(lambda m: m[0].translate(_TO_CYRILLIC).replace("u", "и"), text)
    return _LATIN_INITIAL.sub(lambda m: m[0].translate(_TO_CYRILLIC), text)


def digits(text: str) -> str:
    """Letters inside numbers become digits: «2О17» → «2017», «О1.09.2020» → «01.09.2020».

    A letter after the last digit («5б», «140а», «8-о») may be meant and stays.
    """

    def mend(match: re.Match[str]) -> str:
        token = match.group()
        count = sum(char.isdigit() for char in token)
        if count == len(token.replace(".", "").replace("/", "").replace("-", "")):
            return token
        pieces = re.split(r"([./-])", token)
        known = count >= 2 and count * 2 >= sum(map(len, pieces[::2]))
        date = len(pieces) == 5 and len(pieces[4]) in (2, 4) and len(pieces[0]) <= 2
        if not known or not (date or _inner_letter(pieces)):
            return token
        return token.translate(_TO_DIGITS)

    return _NUMERIC.sub(mend, text)


def round_letters(text: str) -> str:
    """«0O», «О0», a lone «00»: the letters ОО; no order counts from «00»."""
    return _ROUND.sub(lambda match: "О" * len(match.group()), text)


def _inner_letter(pieces: list[str]) -> bool:
    """Whether every letter of a number stands before its last digit."""
    return all(
        piece[-1:].isdigit() and any(char.isdigit() for char in piece) for piece in pieces[::2]
    )


def unglued(text: str) -> str:
    """A preposition that lost its space: «удаленияс» → «удаления с», «всоответствии» → «в с…».

    Only where the dictionary lacks the whole and has the rest.
    """

    def mend(match: re.Match[str]) -> str:
        word = match.group(1)
        low = word.lower()
        if is_word(low) or (word[0].isupper() and _is_name(low)):
            return word
        # «а», «о», «у» at the end are as often the ending of an unknown name
        if match[2] and low[-1] in "виск" and word[1:].islower() and is_word(low[:-1]):
            return f"{word[:-1]} {word[-1]}"
        if match[2] and low[-1] in "оу" and _is_plain_word(low[:-1]) and not _is_name(low):
            return f"{word[:-1]} {word[-1]}"
        if low[0] in "вкс" and _is_plain_word(low[1:]) and word[1:].islower():
            return f"{word[0]} {word[1:]}"
        for size in (2, 3):
            if low[:size] in _PREPOSITIONS and _is_plain_word(low[size:]) and word[1:].islower():
                return f"{word[:size]} {word[size:]}"
        return word

    text = _GLUED.sub(mend, text)
    return _GLUED_NUMBER.sub(lambda m: f"{m[1]} {m[2]}" if is_word(m[1].lower()) else m[0], text)


_PREPOSITIONS = frozenset(("по", "на", "до", "от", "об", "за", "из", "не", "для", "при", "под"))


def _is_name(word: str) -> bool:
    """Whether a form can be a name of a person or a place (it is inflected, not glued)."""
    return any({"Surn", "Name", "Patr", "Geox"} & set(each.tag.grammemes) for each in parses(word))


def _is_plain_word(word: str) -> bool:
    return len(word) >= 4 and is_word(word)


def closed_quotes(text: str) -> str:
    """«ИМЦЬ», «ИМЦЬ, : a soft sign after a consonant of an acronym is the closing quote."""

    def mend(match: re.Match[str]) -> str:
        head, closing = match.group(1), match.group(2)
        if is_word((head + "Ь").lower()):
            return match.group()
        before = text[: match.start()]
        is_open = before.count("«") > before.count("»")
        if closing or is_open:
            return head + "»"
        return match.group()

    return _CAPS_SOFT.sub(mend, text)


def closed_brackets(text: str) -> str:
    """«(ППЭ}» and «(ППЭ]»: the closing bracket of the opening one."""
    if text.count("(") > text.count(")"):
        text = re.sub(r"(\([^()\[\]{}]*)[}\]]", r"\1)", text)
    if text.count(")") > text.count("("):
        text = re.sub(r"[{\[]([^()\[\]{}]*\))", r"(\1", text)
    return text


def months(text: str) -> str:
    """A month with one wrong letter beside a number: «20 иоября» → «20 ноября».

    Only where the dictionary lacks the word and one month alone is so near.
    """
    from rapidfuzz.distance import Levenshtein

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if is_word(low) or low in _MONTHS:
            return word
        near = [month for month in _MONTHS if Levenshtein.distance(low, month, score_cutoff=1) <= 1]
        if len(near) != 1:
            return word
        return near[0].capitalize() if word[0].isupper() else near[0]

    return _BY_NUMBER.sub(mend, text)


def split_letters(text: str) -> str:
    """«щ» read as «ыц»: «Коммуналыцик» → «Коммунальщик», where only one reading is a word."""

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        at = low.find("ыц")
        if at < 0 or is_word(low):
            return word
        # «ьщ» comes as «ыц», «щ» as «ыц» or «ьц»
        found = [letters for letters in ("щ", "ьщ") if is_word(low[:at] + letters + low[at + 2 :])]
        return word[:at] + found[0] + word[at + 2 :] if len(found) == 1 else word

    return _WORD.sub(mend, text)


def lost_breves(text: str) -> str:
    """«раион», «муниципальныи»: the breve of «й» after a vowel was lost, where one word is left."""

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        spots = [spot.start() for spot in _LOST_BREVE.finditer(low)]
        if not spots or len(low) < 5 or is_word(low):
            return word
        found = [at for at in spots if is_word(low[:at] + "й" + low[at + 1 :])]
        if len(found) != 1:
            return word
        at = found[0]
        return word[:at] + ("Й" if word[at].isupper() else "й") + word[at + 1 :]

    return _WORD.sub(mend, text)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The pieces of a text that a repair changed, as (read, written); white space is no change."""
    from difflib import SequenceMatcher

    if "".join(before.split()) == "".join(after.split()):
        return []
    old, new = before.split(), after.split()
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (" ".join(old[a:b]), " ".join(new[c:d]))
        for step, a, b, c, d in steps
        if step != "equal" and "".join(old[a:b]) != "".join(new[c:d])
    ]


def _pattern_rules(text: str) -> str:
    for rule in rules():
        text = rule.apply(text)
    return text


_STEPS: tuple[Callable[[str], str], ...] = (
    cyrillic_words,
    round_letters,
    digits,
    _pattern_rules,
    months,
    split_letters,
    lost_breves,
    closed_quotes,
    closed_brackets,
    unglued,
)
