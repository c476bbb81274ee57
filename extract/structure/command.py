"""Where an act begins: the kind of act, and the command that turns the preamble into orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from extract.order import Quote
from extract.structure.issuers import begins_in_genitive
from extract.structure.lines import Line, close_spacing
from extract.structure.patterns import COMMAND, DATE, KIND, NUMBER, PREAMBLE, TITLE

_LEAD = 20
_COMMAND_WORDS = ("приказываю", "приказывает", "постановляю", "постановляет", "распоряжаюсь")
_ISSUER_LINES = 3
"""So many lines below the kind of act may go on the issuer's name before date and number."""


def part_kind(lines: Sequence[Line]) -> list[Line]:
    """Part «МАОУ «Гимназия»⇥ПРИКАЗ», a letterhead whose columns stand side by side."""
    parted: list[Line] = []
    for index, line in enumerate(lines):
        pieces = [piece.strip() for piece in line.text.split("\t") if piece.strip()]
        names = [
            bool(
                (found := KIND.match(close_spacing(each)))
                and found["kind"].isupper()
                and not each[found.end() :].strip(" .*")
            )
            for each in pieces
        ]
        if index < _LEAD and len(pieces) > 1 and sum(names) == 1:
            kind = pieces.pop(names.index(True))
            parted += [replace(line, text=text, number="") for text in (*pieces, kind)]
        else:
            parted.append(line)
    return parted


def find_kind(lines: Sequence[Line]) -> int | None:
    """The index of the line that names the kind of act («ПРИКАЗ», «П О С Т А Н О В Л Е Н И Е»).

    It stands alone, in capitals, or before a number, a date or a title. One
    that stands alone wins over one in a line that names the whole act, which a
    web page has above the act itself.
    """
    inline: int | None = None
    for index, line in enumerate(lines[:60]):
        text = line.plain
        match = KIND.match(text)
        if match is None:
            if COMMAND.search(text):
                break
            continue
        rest = text[match.end() :].strip(' .:*«»"')
        alone = not rest or (match["kind"].isupper() and len(rest) < 60)
        if alone and not (begins_in_genitive(rest) and DATE.search(rest) and NUMBER.search(rest)):
            return index  # a line that names the whole act may be the page's
        below = [line.plain for line in lines[index + 1 : index + 1 + _ISSUER_LINES]]
        if inline is None and (_names_act(match, rest) or _names_issuer(match, rest, below)):
            inline = index
    return inline


def _names_issuer(kind: re.Match[str], rest: str, below: Sequence[str]) -> bool:
    """«Приказ Финансового управления …» above «от 5 ноября 2014 г. N 58».

    The name may go on («Решение Совета депутатов Озёрского района» / «Речной области»).
    """
    if not kind["kind"][0].isupper():
        return False
    begins = begins_in_genitive(rest) or re.match(r"[А-ЯЁа-яё-]+(?:ого|ой|ия|а|ы)\b", rest)
    for text in below:
        if re.match(r"от\b|№|N\b", text):
            return bool(begins and DATE.search(text) and NUMBER.search(text))
        if TITLE.match(text) or PREAMBLE.match(text):
            return False
    return False


def _names_act(kind: re.Match[str], rest: str) -> bool:
    """Whether what follows the kind of act on its line is its number, date, issuer or title."""
    if kind["kind"].isupper() or NUMBER.match(rest):
        return True
    if not kind["kind"][0].isupper():
        return False
    begins = re.match(r"(?:от\b|№|об?\b|по\s)", rest, re.I)
    return bool(begins) or bool(DATE.search(rest) and NUMBER.search(rest))


def split_command(lines: Sequence[Line]) -> tuple[list[Line], Quote | None, list[Line]] | None:
    """Part the lines at the command («приказываю:»): preamble lines, command, what follows.

    None where no line holds a command.
    """
    for index, line in enumerate(lines):
        text = line.text
        match = COMMAND.search(text) or _spaced_command(text) or _misspelt_command(text)
        if match is None or _quoted(text, match.start()):
            continue
        before, after = text[: match.start()].rstrip(), text[match.end() :].strip(" *")
        head = list(lines[:index])
        if before:
            head.append(replace(line, text=before))
        command = Quote(match.group().strip(), (line.place,), line.confidence)
        tail = list(lines[index + 1 :])
        if after:
            tail.insert(0, replace(line, text=after, number="", first=True))
        return head, command, tail
    return None


def _spaced_command(text: str) -> re.Match[str] | None:
    return re.search(
        r"(?<![А-Яа-яЁё])(?:п\s+р\s+и\s+к\s+а\s+з\s+ы\s+в\s+а\s+(?:ю|е\s+т)"
        r"|п\s+о\s+с\s+т\s+а\s+н\s+о\s+в\s+л\s+я\s+(?:ю|е\s+т)|о\s+б\s+я\s+з\s+ы\s+в\s+а\s+ю"
        r"|р\s+е\s+ш\s+и\s+л(?:\s*[аио])?(?![а-яё])|п\s+р\s+е\s+д\s+л\s+а\s+г\s+а\s+ю)\s*[:.,]?",
        text,
        re.I,
    )


def _misspelt_command(text: str) -> re.Match[str] | None:
    """«п о с т н о в л я ю:» alone on its line, a letter left out or struck twice."""
    match = re.fullmatch(r"\W*((?:[А-Яа-яЁё]\s?){8,14})\s*:\s*", text)
    if match is None:
        return None
    word = "".join(match[1].split()).lower()
    return match if get_close_matches(word, _COMMAND_WORDS, n=1, cutoff=0.88) else None


def _quoted(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("«") > before.count("»")
