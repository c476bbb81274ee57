"""Joining the end of a line to the start of the next one.

A hyphen at a line end is either the wrap's («органи-» «зация») or the word's
own («учебно-» «методический», «Май-» «июнь»); the dictionary decides.
"""

from __future__ import annotations

import re

from extract.lexicon import is_word, parses

_HYPHEN_END = re.compile(r"(?:^|[^\W\d_]|\d|[»)])[-\u2010\u2011\u00ad\u00ac]$")
_SLASH_END = re.compile(r"\w/$")
_SOFT = "\u00ad\u00ac"
_LAST_LETTERS = re.compile(r"[А-Яа-яЁёA-Za-z]+$")
_FIRST_LETTERS = re.compile(r"^[А-Яа-яЁёA-Za-z]+")
_FIRST_PART = re.compile(r"^[а-яё]+")
_CAPITALS = re.compile(r"^[А-ЯЁA-Z]{2,}$")
_NUMBER_END = re.compile(
    r"(?:^|[\s(–-])\d{1,2}\.(?:\d{1,2}(?:\.\d{0,3})?)?$|(?:^|[\s–-])(?:19|20)\d?$"
)
_ROW_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?$|^\.$")
_WHOLE_DATE = re.compile(
    r"(?:\d{1,2}\.\d{2}(?:\.\d{4})?[–-])?(?:\d{1,2}\.\d{2}\.(?:19|20)\d\d|(?:19|20)\d\d)"
    r"(?:[–-](?:19|20)\d\d)?(?:г\.?)?[,.;)]?$"
)
_CUT_YEAR = re.compile(r"\d\.\d\d\.(?:\d|\d{3})$")
"""A year of one digit or three: no year ends there, so the line cut it."""
_DATE_REST = re.compile(r"\.\d")
_SUM = re.compile(r"(?:\d{1,3} )*\d{1,3}$")
_SUM_REST = re.compile(r"\d{0,2},\d{1,3}$")
"""«90» above «0,0» in a column of sums: nobody writes two sums into one cell like that."""
_ROMAN = re.compile(r"[IVX]+[.)]?$")
_DECIMAL = re.compile(r"^\d[\d ]*,$")
_PREFIXES = frozenset(
    (
        *("пост", "меж", "сверх", "супер", "мульти", "мета", "гипер", "ультра", "анти", "контр"),
        *("суб", "транс", "авиа", "авто", "био", "вело", "видео", "гео", "гидро", "кино", "микро"),
        *("макро", "мини", "моно", "мото", "нейро", "орто", "пара", "поли", "псевдо", "радио"),
        *("теле", "термо", "фото", "электро", "энерго", "нано", "кибер", "интер", "экстра"),
        *("пере", "недо", "обще", "само", "еже", "много", "мало", "разно", "все"),
    )
)
"""First parts that are written together with what follows."""
_APPOSITION = re.compile(r"([а-яё]+)-([а-яё]+)$")
_BOUND = frozenset({"обще", "разно", "меж", "недо", "еже"})
"""First parts that are no words by themselves, though the dictionary has some («все» is one)."""
_REACH = 120
_LONE_LETTER = re.compile(r"[а-яё][.,;]?")
_VOWELS = frozenset("аеёиоуыэюя")


def join(before: str, after: str, *, broken: bool = False) -> str:
    """The two texts as one, the hyphen of the wrap gone, a space where a space was.

    `broken` says that the line before holds nothing but one word and is full
    to the edge, or that all that follows is a lone letter: there programs cut a
    long word without a hyphen.
    """
    if not before or not after:
        return before + after
    # what stands further back than the longest word decides nothing, and takes time to search
    return before[:-_REACH] + _joined(before[-_REACH:], after, broken)


def _joined(before: str, after: str, broken: bool) -> str:
    if _HYPHEN_END.search(before):
        return _join_at_hyphen(before, after)
    if (
        _SLASH_END.search(before)
        or after[0] in ",;:!?)»"
        or (after[0] == "." and after[1:2] in ("", " "))
    ):
        return before + after
    if _DATE_REST.match(after) and before[-1].isdigit():
        return before + after
    if (broken or _CUT_YEAR.search(before)) and _is_cut_number(before, after):
        return before + after
    if is_cut(before, after, broken=broken):
        return before + after
    return f"{before} {after}"


def _join_at_hyphen(before: str, after: str) -> str:
    stem = before[:-1]
    if before[-1] in _SOFT:
        return stem + after
    left, right = _LAST_LETTERS.search(stem), _FIRST_LETTERS.search(after)
    if left and right and left.group().isupper() and right.group().isupper():
        whole = (left.group() + right.group()).lower()
        cut = len(whole) > 4 and not is_word(left.group().lower()) and is_word(whole)
        if cut or _are_capitals(left.group(), right.group()):
            return stem + after if is_word(whole) else before + after
    if not left or not right or not right.group()[0].islower():
        # «2017-» «2018», «МБОУ-» «СОШ», «Иваново-» «Вознесенск»: the hyphen is the word's own
        return f"{stem}-{after}"
    first, second = left.group(), right.group()
    if _CAPITALS.match(first):
        return f"{stem}-{after}"
    return f"{stem}-{after}" if _is_own_hyphen(first, second) else stem + after


def _is_own_hyphen(first: str, second: str) -> bool:
    """Whether «first-second» is written with a hyphen, and not one word that a wrap cut."""
    first, second = first.lower(), second.lower()
    hyphenated = is_word(f"{first}-{second}")
    if is_word(first + second):
        # «жилищно-коммунальный» is in the dictionary in both spellings
        return hyphenated and first[-1] in "ое" and len(first) > 3
    if hyphenated:
        return True
    if first in _PREFIXES:
        return False
    if not (set(first) & _VOWELS and set(second) & _VOWELS):
        return False
    if not _is_common(second):
        return False  # «Ново-» «реченска»: a name inside a name has its capital
    # «социально-педагогический», «школа-участница», «май-июнь»: both halves stand by themselves;
    # «учебно-» is no word of the dictionary, but ends as the first half of a compound does
    return is_word(first) or first[-1] in "ое"


def _is_cut_number(before: str, after: str) -> bool:
    """Whether a date («17.08.202» «0») or a row number («1.» «2») was cut."""
    if _ROW_NUMBER.match(before) and _ROW_NUMBER.match(after):
        return True
    if _DECIMAL.match(before) and after.isdigit():
        return True
    if (_SUM.match(before) and _SUM_REST.match(after)) or _ROMAN.match(before + after):
        return True
    whole = before.rsplit(" ", 1)[-1] + after.split(" ", 1)[0]
    return bool(_NUMBER_END.search(before) and _WHOLE_DATE.match(whole))


def is_cut(before: str, after: str, *, broken: bool = False) -> bool:
    """Whether a word was cut without a hyphen; only where the dictionary is sure."""
    left, capitals = _LAST_LETTERS.search(before), _FIRST_LETTERS.search(after)
    if left and capitals and _are_capitals(left.group(), capitals.group()):
        whole = (left.group() + capitals.group()).lower()
        return len(whole) > 6 and is_word(whole) and (broken or not is_word(left.group().lower()))
    right = _FIRST_PART.search(after)
    if not left or not right or _CAPITALS.match(left.group()):
        return False
    first, second = left.group().lower(), right.group()
    if len(first + second) >= (4 if broken else 7) and is_word(first + second):
        if broken:
            # «руководит» «елями»: two words by accident, as few pairs of words make a third
            return len(first) > 3 or not (is_word(first) and is_word(second) and len(second) > 3)
        if first in _BOUND and len(second) > 6:
            return True
        if not is_word(second) and len(second) > 4:
            return len(first) > 1  # «об» «щеобразовательных»
        if _agrees_only_whole(before, second):
            return True
        if not is_word(first) and len(first) > 3:
            return True  # «собеседовани» «я»: no other word has the first half
        # «совершенств» «ованию»: what only a name would be («анию», «вания») is no word here
        sure = not is_word(first) or len(first) > 5
        return len(first) > 1 and sure and not _is_common(second)
    if not broken or len(first) < 6 or is_word(first):
        return False
    # a name that no dictionary has («Ясеневс» «кая», «Каменкаавтотран» «с»)
    ends_quote = len(second) < 3 and after[len(second) : len(second) + 1] == "»"
    is_rest = len(second) < 4 and not _is_function_word(second)
    return ends_quote or is_rest or not is_word(second)


def is_lone_letter(text: str) -> bool:
    """Whether the rest of a text is one letter: no text ends with «и», only its last word does."""
    return bool(_LONE_LETTER.fullmatch(text))


def _agrees_only_whole(before: str, rest: str) -> bool:
    """Whether only the whole agrees with its apposition («учителей-предмет» «ников»)."""
    pair = _APPOSITION.search(before.lower())
    if pair is None:
        return False
    forms = [
        {(reading.tag.case, reading.tag.number) for reading in parses(word) if is_word(word)}
        for word in (pair[1], pair[2], pair[2] + rest)
    ]
    return not forms[0] & forms[1] and bool(forms[0] & forms[2])


def _is_common(word: str) -> bool:
    """Whether a word in small letters is one, and no name: many names are parts of words."""
    if not is_word(word):
        return False
    names = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"}
    return any(not names & set(reading.tag.grammemes) for reading in parses(word))


def _are_capitals(first: str, second: str) -> bool:
    """Whether two halves can be one word in capitals («ПОСТОЯ-» «ННО»), and no abbreviations."""
    return len(first) + len(second) > 6 and first.isupper() and second.isupper()


def _is_function_word(word: str) -> bool:
    """Whether a short word is a preposition, a conjunction or a particle."""
    return any(str(reading.tag.POS) in {"PREP", "CONJ", "PRCL", "NPRO"} for reading in parses(word))
