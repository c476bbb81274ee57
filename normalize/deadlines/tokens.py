"""Cut the words of a deadline into tokens: numbers, printed dates, clock times, words.

A token keeps where it stands in the words given (`start`, `end`) and its
`norm`: lower case, «ё» as «е», Latin look-alikes as Cyrillic letters. What
recognition broke («2О17», «l5 мая») is mended here and says so in `repair`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.text import LATIN_TO_CYRILLIC, cyrillic_lookalikes, unify_dashes

_LOWER_LOOKALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_SPACES = re.compile(r"[^\S\n]")
_FLAT = str.maketrans({"ё": "е", "і": "i", "ї": "i", "\u200b": " ", "\ufeff": " "})

_DIGIT_FOR = str.maketrans("оoзlіi|б!", "003111161")
_BROKEN_NUMBER = re.compile(
    r"(?<![^\W\d_])(?:"
    r"2[0оo][0-9оo][0-9оoзбlіi|]|2[0оo][оoзlіi|б][0-9]"  # a year
    r"|[0-3оoз][0-9оolіi|з][.][01оolіi|][0-9оoз][.](?:[2][0оo])?[0-9оol|][0-9оoзбl|]"  # a date
    r"|[l|!iі][0-9](?=\s*[а-я.\-])|[1-3][оo](?=\s+[а-я]|[.\-]\d)|з[01](?=\s+[а-я])"  # a day
    r")(?!(?!г\b)[^\W_])"
)

_TOKEN = re.compile(
    r"""
    (?P<ymd>(?:19|20)\d\d[-.](?:0[1-9]|1[0-2])[-.](?:0[1-9]|[12]\d|3[01])(?!\d))
  | (?P<dmy>\d{1,2}\ {0,4}[./]{1,2}\ {0,4}\d{1,2}\ {0,4}[./]{1,2}\ {0,4}(?:19|20)\d\d(?!\d)
      |\d{1,2}(?P<same>[-,])\d{1,2}(?P=same)(?:19|20)\d\d(?!\d)
      |\d{1,2}[,.]\d{1,2}[,.](?:19|20)\d\d(?!\d)
      |\d{1,2}\.\d\d(?:19|20)\d\d(?!\d)
      |\d{2}(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)
      |\d{1,2}[./]\d{1,2}[./]\d\d(?![\d:])(?!\.\d)
      |\d{1,2}(?:,\d{1,2}\.|\.\d{1,2},)\d\d(?=\ ?г\b))
  | (?P<dmr>\d{1,2}\ ?[./\-]\ ?[ivxх]{1,4}\ ?[./\-]\ ?(?:(?:19|20)\d\d|\d\d)(?!\d))
  | (?P<my>(?:0?[1-9]|1[0-2])\ ?[./]\ ?(?:19|20)\d\d(?!\d))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d)
      |\d{1,2}[.\-]\d\d(?=\s*(?:час|ч\b))
      |\d{1,2}[-]00(?!\d|\.\d)
      |\d{1,2}\s?[⁰º°]{2})
  | (?P<dm>\d{1,2}\.\ ?\d{1,2}(?!\d)(?!\.\d)(?![.]?\ ?(?:19|20)\d\d-))
  | (?P<years>(?:19|20)\d\d\ ?[-/]\ ?\d\d(?!\d|\.\d)
      (?!\ ?(?:янв|фев|мар|апр|ма[йя]|ию|авг|сен|окт|ноя|дек)))
  | (?P<roman>(?:1[vу]|l{2,3}|lv)(?![^\W_])|[ivx]+-(?:ый|ой|ом|го|ая|ое|ую|ых|м|й|е|я|ю|х)(?![^\W_])
      |[ivx]+[ivxуl1]*(?![^\W\d_])
      |[ivx]+(?=кв|полуг|декад|четв|недел))
  | (?P<num>\d+(?:-?(?:го|ого|его|му|ому|ой|ый|ий|ая|ое|ые|ых|й|я|е|х|ти|ми|м|ю|ым))?(?![а-я\d])
      |\d+)
  | (?P<plural>(?:г\.\ ?г\.?|гг\.?)(?![а-я]))
  | (?P<current>(?:т\.\ ?г\.?|с\.\ ?г\.?|т/г)(?![а-я]))
  | (?P<schoolyear>(?:уч\.?\ ?г\.?|у\.\ ?г\.?)(?![а-я]))
  | (?P<word>(?=[a-z]*[а-я])[^\W\d_]+(?:(?:-\s*\n\s*|\xad\s*\n?\s*)[а-я]+)*)
  | (?P<foreign>[^\W\d_]+)
  | (?P<line>\s*\n\s*)
  | (?P<space>[\s\xad]+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SUFFIX = re.compile(r"[^\d].*$", re.DOTALL)
_DIGITS = re.compile(r"\d+")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `values` are its numbers, `repair` says what was mended in it."""

    kind: str
    norm: str
    start: int
    end: int
    values: tuple[int, ...] = ()
    repair: str = ""


def flatten(text: str) -> str:
    """The words in the form that rules see; one character for one character."""
    mended = unify_dashes(cyrillic_lookalikes(text))
    flat = _SPACES.sub(" ", mended)
    lowered = flat.lower()
    if len(lowered) != len(flat):  # a capital whose small form is two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
    return lowered.translate(_FLAT)


def tokenize(text: str) -> tuple[Token, ...]:
    """Every token of `text` but white space, in order."""
    flat, repaired = _mend_numbers(flatten(text))
    found: list[Token] = []
    for match in _TOKEN.finditer(flat):
        kind = match.lastgroup or "mark"
        if kind != "space":
            found.append(_token(kind, match, repaired))
    return tuple(found)


def roman_value(norm: str) -> int | None:
    """The value of a roman numeral up to XXXIX, None for other letters («IIX», «ГУ»)."""
    letters = norm.replace("у", "v").replace("l", "i").replace("1", "i")
    if not letters or not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", letters):
        return None
    total = 0
    for here, after in zip(letters, letters[1:] + " ", strict=True):
        value = _ROMAN[here]
        total += -value if _ROMAN.get(after, 0) > value else value
    return total


def _mend_numbers(flat: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    repaired: list[tuple[int, int]] = []

    def mend(match: re.Match[str]) -> str:
        digits = match.group().translate(_DIGIT_FOR)
        if digits != match.group():
            repaired.append(match.span())
        return digits

    return _BROKEN_NUMBER.sub(mend, flat), tuple(repaired)


def _token(kind: str, match: re.Match[str], repaired: tuple[tuple[int, int], ...]) -> Token:
    start, end = match.span()
    norm = match.group()
    repair = ""
    if any(start < there and here < end for here, there in repaired):
        repair = f"digits read as {norm}"
    values: tuple[int, ...] = ()
    if kind == "dmr":
        kind, values = _roman_month(norm)
        return Token(kind, norm, start, end, values, repair)
    if kind == "word":
        norm = re.sub(r"-\s*\n\s*|\xad\s*", "", norm)
    elif kind == "foreign":
        kind, norm = _cyrillic(norm)
    elif kind == "roman":
        value = roman_value(norm.partition("-")[0])
        kind, values = ("roman", (value,)) if value else ("word", ())
    elif kind not in {"line", "mark", "plural", "current", "schoolyear"}:
        values, repair = _numbers(kind, norm, repair)
    return Token("dmy" if kind == "ymd" else kind, norm, start, end, values, repair)


def _roman_month(norm: str) -> tuple[str, tuple[int, ...]]:
    """«10.IX.2003»: a date whose month is a roman numeral."""
    day, month, year = re.split(r"\ ?[./\-]\ ?", norm)
    value = roman_value(month.replace("х", "x"))
    return ("dmy", (int(day), value, int(year))) if value else ("foreign", ())


def _cyrillic(norm: str) -> tuple[str, str]:
    """A word all in Latin look-alikes («c 1 мая») as a Cyrillic one; others stay foreign."""
    candidate = norm.translate(_LOWER_LOOKALIKES).translate(LATIN_TO_CYRILLIC)
    return ("word", candidate) if re.fullmatch("[а-я]+", candidate) else ("foreign", norm)


def _numbers(kind: str, norm: str, repair: str) -> tuple[tuple[int, ...], str]:
    if kind == "num":
        return (int(_SUFFIX.sub("", norm)[:9]),), repair
    values = tuple(int(part) for part in _DIGITS.findall(norm))
    if kind == "dmy" and len(values) == 2:  # a dot lost: «16.052017», «1605.2017»
        parts = [part for part in re.split(r"\D", norm) if part]
        joined = "".join(parts)
        day, month, year = joined[:-6], joined[-6:-4], joined[-4:]
        return (int(day), int(month), int(year)), repair or "a dot was lost in the date"
    if kind == "ymd":
        return (values[2], values[1], values[0]), repair
    if kind == "clock" and len(values) == 1:  # 12⁰⁰
        return (values[0], 0), repair
    if kind == "years":
        last = values[0] // 100 * 100 + values[1]
        return (values[0], last + (100 if last < values[0] else 0)), repair  # «1999-00»
    return values, repair
