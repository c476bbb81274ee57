"""Letterheads in two languages: the lines that are not in Russian.

Republics set the head of an act twice, in Russian and in the language of the
republic, side by side or one below the other. Words of the other language are
known by letters that Russian does not have and by the words of letterheads
that have none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.structure.lines import Line
from extract.structure.patterns import COMMAND, PREAMBLE, TITLE

_LETTERS = re.compile(r"[әғҗңөүһҡҙҫқӊӈҕҥӱӧӥӝӟӵҷӑӗӳăĕçÿӹўії]", re.I)
_WORDS = re.compile(
    r"\b(?:карары?|боерык|фәрман|фарман|бойорок|башкарма|хакимияте|республикас[ыи]|республикин"
    r"|районы(?=\s|$)(?!\s+[а-я])|муниципаль(?=\s|$)|комитеты$|советы$|администрацийе|йышану|хушу|шупашкар"
    r"|тогтоол|тушаал|захирамж|дьаhал|дьаһал|уурах|бирикээс|шуом|тшоктом|пунктлам|кунчумо)\b",
    re.I,
)
_OTHER_DATE = re.compile(r"\d{4}\s*(?:й|ел|ç|сыл|җ|ж)\.|\d\s*№\s*$")
_LEAD = 30


def is_other_language(text: str) -> bool:
    """Whether words of a letterhead are in another language than Russian."""
    return bool(_LETTERS.search(text) or _WORDS.search(text) or _OTHER_DATE.search(text))


def part_languages(lines: Sequence[Line]) -> list[Line]:
    """Part letterhead lines that hold both languages side by side, at their tabs.

    Letterheads in one language stay as they are.
    """
    end = _head_end(lines)
    columns = [line for line in lines[:end] if "\t" in line.text]
    mixed = any(
        is_other_language(piece) != is_other_language(other)
        for line in columns
        for piece, other in zip(_pieces(line), _pieces(line)[1:], strict=False)
    )
    if not mixed:
        return list(lines)
    parted: list[Line] = []
    for line in lines[:end]:
        pieces = _pieces(line)
        if len(pieces) < 2:
            parted.append(line)
            continue
        parted += [
            replace(line, text=piece, number=line.number if at == 0 else "")
            for at, piece in enumerate(pieces)
        ]
    return parted + list(lines[end:])


def _head_end(lines: Sequence[Line]) -> int:
    """Where the letterhead ends at the latest: at the title, the preamble or the command."""
    for index, line in enumerate(lines[:_LEAD]):
        text = line.plain
        if TITLE.match(text) or PREAMBLE.match(text) or COMMAND.search(text):
            return index
    return min(len(lines), _LEAD)


def _pieces(line: Line) -> list[str]:
    return [piece.strip() for piece in line.text.split("\t") if piece.strip()]
