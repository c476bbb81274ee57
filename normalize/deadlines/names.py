"""Names that hold words of time: «ДК «Октябрь»», «ул. 8 Марта», «фестиваль «Весна»».

They are blotted out before a deadline is read, character for character, so that
everything keeps its place.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"«(?!\d{1,2}»)[^«»]*»|“[^“”]*”|\"(?!\d{1,2}\")[^\"\n]*\"")
_HIDDEN = "ъ"
_NAMED = (
    r"(?<![а-яё])(?:(?:[рсгм]?дк|цкд?|кдц|фок|дол|дворец|дворц\w+|дом\w*\s+культуры|клуб\w*|фестивал\w+|парк\w*"
    r"|сквер\w*|кинотеатр\w*|лагер\w+|стадион\w*|улиц\w+|площад\w+|проспект\w*|переул\w+|микрорайон\w*"
    r"|колхоз\w*|совхоз\w*)\s+|(?:ул|пл|пер|пр|просп|пр-т|мкр)(?:\.\s*|\s+))"
)
_TIMES = (
    r"(?:январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|весн|лет[оауен]|осен|зим|год|недел|ден|дн)"
)
_PLACE = re.compile(
    rf"{_NAMED}(?P<name>(?:\d{{1,2}}(?:-\w+)?\s+)?(?:красн\w+\s+)?{_TIMES}\w*)(?!\s*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_HOLDS_TIME = re.compile(rf"(?<![а-яё]){_TIMES}", re.IGNORECASE)
_AFTER_NAMED = re.compile(rf"{_NAMED}(?:\S+\s+)?$", re.IGNORECASE)
_CLAUSE_NUMBER = re.compile(r"\s*[1-9]\.[1-9]\d?\.(?=\s+[А-ЯЁ])")
_LIST_NUMBER = re.compile(
    r"(?:^|[;\n]|(?<=[а-яё\d])[.,]?[^\S\n])\s*(?P<number>\d{1,2}(?:\.[1-9]\d?)*)[.)]\s+"
    r"(?=(?:с|со|до|по|к|не\s+позднее|в\s+срок)\s|\d{1,2}\s+[а-яё]{3}|\d{1,2}\.\d{1,2}\.\d{2,4})",
    re.IGNORECASE,
)
"""A number of a list where a deadline begins behind it. Month and quarter may follow a day's."""
_GOVERNS = re.compile(r"(?:^|\W)(?:в|во|до|к|ко|с|со|по|на|за|от|не позднее|\d+[».\"”]?)\s*$")
_GOES_ON = re.compile(r"\s*(?:[-–—,и]\s*[«\"“][^«»\"“”]*[»\"”]\s*)*(?:\d|г\.|год|т\.\s?г)")


def hide_quoted(words: str) -> str:
    """The words with quotes, places named after a time and the clause's number blotted out."""
    before = ""
    while before != words:
        before = words
        words = _QUOTED.sub(lambda match: _HIDDEN * len(match.group()), words)
    numbered = _CLAUSE_NUMBER.match(words)
    if numbered:
        words = _HIDDEN * numbered.end() + words[numbered.end() :]
    return _PLACE.sub(_blotted, words)


def hide_list_numbers(words: str) -> str:
    """The words with spaces for the numbers of a list: «1. 20 апреля; 2. 25 апреля», «1.1. с 4».

    Inside a line only numbers that count on from the list's first are numbers of a list.
    """
    hidden, last = words, ""
    for match in _LIST_NUMBER.finditer(words):
        number = match["number"]
        starts = not words[: match.start("number")].strip() or match.group()[0] in ";\n"
        if not (starts and int(number.split(".")[-1]) < 10) and not _counts_on(last, number):
            continue
        last = number
        begin, end = match.start("number"), match.end("number") + 1
        hidden = hidden[:begin] + " " * (end - begin) + hidden[end:]
    return hidden


def _counts_on(last: str, number: str) -> bool:
    *above, final = number.split(".")
    return bool(last) and last.split(".") == [*above, str(int(final) - 1)]


def hide_names(words: str) -> str:
    """The words of a cell with names blotted out.

    Quotes in a cell may hold the time itself («Март 2019», «15» мая): they hold
    a name where they stand beside other words and begin with a capital letter.
    """
    kept = [at for at, letter in enumerate(words) if letter != "\u00ad"]
    bare = "".join(words[at] for at in kept)
    if not _HOLDS_TIME.search(bare):
        return words
    shown = _QUOTED.sub(lambda match: _blotted_name(match, bare), bare)
    out = list(words)
    for at, letter in zip(kept, _PLACE.sub(_blotted, shown), strict=True):
        out[at] = letter
    return "".join(out)


def _blotted(match: re.Match[str]) -> str:
    given, name = match.group(), match.group("name")
    if not next(letter for letter in name if letter.isalpha()).isupper():
        return given  # «клуб в мае», «парк летом»
    start, end = (each - match.start() for each in match.span("name"))
    return given[:start] + _HIDDEN * (end - start) + given[end:]


def _blotted_name(match: re.Match[str], words: str) -> str:
    before, inside, after = words[: match.start()], match.group()[1:-1], words[match.end() :]
    return _HIDDEN * len(match.group()) if _is_name(before, inside, after) else match.group()


def _is_name(before: str, inside: str, after: str) -> bool:
    if not _HOLDS_TIME.search(inside):
        return False
    if _AFTER_NAMED.search(before):
        return True
    capital = next((letter for letter in inside if letter.isalpha()), "").isupper()
    alone = not any(letter.isalnum() for letter in _QUOTED.sub("", before + after))
    return capital and not (alone or _GOVERNS.search(before.lower()) or _GOES_ON.match(after))
