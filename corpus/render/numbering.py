"""Automatic numbering for DOCX: which printed numbers Word's own counting gives.

Word counts paragraphs of a list by levels («1.», «1.1.», «а)», «-»). A
paragraph may leave its number to Word only where that counting comes to the
number as printed; the others keep it in their text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)*)(?P<mark>[.)]?)(?:\s+|$)(?P<rest>.*)", re.DOTALL)
_LETTERED = re.compile(r"(?P<letter>[а-я])\)\s+(?P<rest>.*)", re.DOTALL)
_DASHED = re.compile(r"[-–—]\s+(?P<rest>.*)", re.DOTALL)

LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Word's «russianLower»: no ё, й, ъ, ы, ь."""

_LETTER_LEVEL = 3
_DASH_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that Word prints: list, level from 0, and the text behind the number."""

    list_id: int
    level: int
    rest: str


class Numbering:
    """The lists of one document; `element` is the root of its numbering part."""

    def __init__(self, element: Any) -> None:
        self.element = element
        for child in list(element):
            element.remove(child)
        self._lists: list[tuple[str, str]] = []

    def count(self, texts: Sequence[str]) -> list[Counted | None]:
        """For each text, the automatic number that equals its printed one, or None.

        A list whose counting differs anywhere is typed by hand as a whole; a
        single number with another mark than the rest («2.4» among «2.3.») is
        typed, and the others are counted if they still come out right.
        """
        marks = Counter(found["mark"] for text in texts if (found := _NUMBERED.fullmatch(text)))
        if not marks:
            return [None] * len(texts)
        usual = marks.most_common(1)[0][0]
        list_id = self._new_list(usual)
        counters: list[int] = []
        letter = 0
        counted: list[Counted | None] = []
        for text in texts:
            found = _NUMBERED.fullmatch(text)
            if found and found["mark"] != usual:
                counted.append(None)
            elif found:
                parts = [int(part) for part in found["number"].split(".")]
                counters = counters[: len(parts)]
                if len(counters) < len(parts):
                    counters.append(0)
                counters[-1] += 1
                letter = 0
                if counters != parts or len(parts) > _LETTER_LEVEL:
                    return [None] * len(texts)
                counted.append(Counted(list_id, len(parts) - 1, found["rest"]))
            elif found := _LETTERED.fullmatch(text):
                fits = letter < len(LETTERS) and LETTERS[letter] == found["letter"]
                letter += 1
                counted.append(Counted(list_id, _LETTER_LEVEL, found["rest"]) if fits else None)
            elif found := _DASHED.fullmatch(text):
                counted.append(Counted(list_id, _DASH_LEVEL, found["rest"]))
            else:
                counted.append(None)
        return counted

    def _new_list(self, mark: str) -> int:
        """A list of its own, so that the counting starts at 1."""
        from docx.oxml import parse_xml

        list_id = len(self._lists) + 1
        levels = [
            ("decimal", "%1" + mark),
            ("decimal", "%1.%2" + mark),
            ("decimal", "%1.%2.%3" + mark),
            ("russianLower", "%4)"),
            ("bullet", "-"),
        ]
        xml = "".join(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for index, (kind, text) in enumerate(levels)
        )
        abstract = parse_xml(
            f'<w:abstractNum {_W} w:abstractNumId="{list_id}">'
            f'<w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'
        )
        number = parse_xml(
            f'<w:num {_W} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'
        )
        # The schema wants every abstractNum before the first num.
        self.element.insert(len(self._lists), abstract)
        self.element.append(number)
        self._lists.append((mark, str(list_id)))
        return list_id
