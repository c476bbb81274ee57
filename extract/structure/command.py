"""Where an act begins: the kind of act, and the command that turns the preamble into orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.order import Quote
from extract.structure.lines import Line, close_spacing
from extract.structure.patterns import COMMAND, DATE, KIND, NUMBER

_LEAD = 20


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
        if not rest or (match["kind"].isupper() and len(rest) < 60):
            return index
        below = lines[index + 1].plain if index + 1 < len(lines) else ""
        if inline is None and (_names_act(match, rest) or _names_issuer(match, rest, below)):
            inline = index
    return inline


def _names_issuer(kind: re.Match[str], rest: str, below: str) -> bool:
    """«Приказ Финансового управления …» above «от 5 ноября 2014 г. N 58»."""
    data = re.match(r"от\b|№|N\b", below) and DATE.search(below) and NUMBER.search(below)
    return (
        kind["kind"][0].isupper()
        and bool(data)
        and bool(re.match(r"[А-ЯЁа-яё-]+(?:ого|ой|ия|а|ы)\b", rest))
    )


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
        match = COMMAND.search(text) or _spaced_command(text)
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
        r"|р\s+е\s+ш\s+и\s+л\s*[аи]?|п\s+р\s+е\s+д\s+л\s+а\s+г\s+а\s+ю)\s*[:.,]?",
        text,
        re.I,
    )


def _quoted(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("«") > before.count("»")
