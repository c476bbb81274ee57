"""Automatic numbers of a DOCX as Word prints them («1.», «1.1.», «а)», «-»).

ECMA-376 part 1, 17.9: a paragraph names a list (`numId`) and a level; the list
points to an abstract list that says how the levels look. Lists that share an
abstract list count on together, unless one says where it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from extract.readers.docx_package import W

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")

BULLETS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf02d": "-",
        "\uf0be": "–",
        "\uf0d8": "➢",
        "\uf0fc": "✓",
        "\uf076": "❖",
        "\uf0a8": "♦",
        "\uf06f": "○",
        "\uf0e0": "→",
        "\uf0fe": "☑",
        "\uf06e": "■",
    }
)
"""What the symbol fonts print for their private codes."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `restart` is the level that resets it (0: none)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    suffix: str = "tab"


class Numbering:
    """The lists of a document with their running counters: ask once a paragraph, in order."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._styled: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.iterchildren(f"{W}abstractNum"):
            self._add_abstract(element)
        for element in root.iterchildren(f"{W}num"):
            self._add_list(element)

    def _add_abstract(self, element: Any) -> None:
        key = element.get(f"{W}abstractNumId", "")
        self._abstract[key] = {
            int(level.get(f"{W}ilvl", "0")): _level(level)
            for level in element.iterchildren(f"{W}lvl")
            if level.get(f"{W}ilvl", "0").isdigit()
        }
        style = element.find(f"{W}styleLink")
        if style is not None:
            self._styled[style.get(f"{W}val", "")] = key
        link = element.find(f"{W}numStyleLink")
        if link is not None:
            self._links[key] = link.get(f"{W}val", "")

    def _add_list(self, element: Any) -> None:
        abstract = element.find(f"{W}abstractNumId")
        key = abstract.get(f"{W}val", "") if abstract is not None else ""
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            index = int(override.get(f"{W}ilvl", "0"))
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _level(own)
            start = override.find(f"{W}startOverride")
            if start is not None:
                starts[index] = _integer(start, 1)
        self._lists[element.get(f"{W}numId", "")] = (key, levels, starts)

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level of a list that is bound to a paragraph style; 0 where none is."""
        if num_id in self._lists:
            key, own, _ = self._lists[num_id]
            for index, level in {**self._levels(key), **own}.items():
                if style and level.style == style:
                    return index
        return 0

    def label(self, num_id: str, level: int) -> tuple[str, str]:
        """The number of the next paragraph of a list, and what parts it from the text.

        Unknown lists and levels, and list 0 («no numbering»), give two empty
        strings. The second string is «» where the number touches the text.
        """
        if num_id not in self._lists or not 0 <= level < _LEVELS:
            return "", ""
        key, own, starts = self._lists[num_id]
        levels = {**self._levels(key), **own}
        if level not in levels:
            return "", ""
        counters = self._counters.setdefault(self._links.get(key, key), {})
        self._count(num_id, level, levels, starts, counters)
        form = levels[level]
        values = {
            index: counters.get(index, levels.get(index, Level()).start)
            for index in range(level + 1)
        }
        return _printed(form, levels, values), "" if form.suffix == "nothing" else " "

    def _count(
        self,
        num_id: str,
        level: int,
        levels: dict[int, Level],
        starts: dict[int, int],
        counters: dict[int, int],
    ) -> None:
        if level in starts and (num_id, level) not in self._started:
            counters[level] = starts[level]
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = levels[level].start
        self._started.add((num_id, level))
        for upper in range(level):
            counters.setdefault(upper, levels.get(upper, Level()).start)
        for lower in range(level + 1, _LEVELS):
            restart = levels.get(lower, Level()).restart
            if restart is None or restart > level:
                counters.pop(lower, None)

    def _levels(self, key: str) -> dict[int, Level]:
        if self._abstract.get(key):
            return self._abstract[key]
        return self._abstract.get(self._styled.get(self._links.get(key, ""), ""), {})


def _level(element: Any) -> Level:
    level = Level()
    for item in element:
        value = item.get(f"{W}val", "")
        if item.tag == f"{W}start":
            level = replace(level, start=_integer(item, 1))
        elif item.tag == f"{W}numFmt":
            level = replace(level, form=value)
        elif item.tag == f"{W}lvlText":
            level = replace(level, text=value)
        elif item.tag == f"{W}lvlRestart":
            level = replace(level, restart=_integer(item, 0))
        elif item.tag == f"{W}isLgl":
            level = replace(level, legal=value not in ("0", "false", "off"))
        elif item.tag == f"{W}pStyle":
            level = replace(level, style=value)
        elif item.tag == f"{W}suff":
            level = replace(level, suffix=value)
    return level


def _integer(element: Any, default: int) -> int:
    try:
        return int(element.get(f"{W}val", ""))
    except ValueError:
        return default


def _printed(form: Level, levels: dict[int, Level], values: dict[int, int]) -> str:
    if form.form == "bullet":
        return form.text.translate(BULLETS).strip()
    if form.form == "none" and not _PLACE.search(form.text):
        return form.text.strip()

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in values:
            return ""
        how = levels.get(index, Level()).form
        return formatted(values[index], "decimal" if form.legal else how)

    return _PLACE.sub(number, form.text).strip()


def formatted(value: int, form: str) -> str:
    """A number in one of Word's formats; an unknown format prints it in digits."""
    if form == "none":
        return ""
    if form in ("russianLower", "russianUpper"):
        text = _lettered(value, _RUSSIAN)
    elif form in ("lowerLetter", "upperLetter"):
        text = _lettered(value, _LATIN)
    elif form in ("lowerRoman", "upperRoman"):
        text = _roman(value)
    elif form == "decimalZero":
        return f"{value:02d}"
    else:
        return str(value)
    return text.upper() if form.startswith("upper") or form.endswith("Upper") else text


def _lettered(value: int, alphabet: str) -> str:
    """Word prints аа, бб after я: the letter is repeated."""
    if value < 1:
        return str(value)
    times, index = divmod(value - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def _roman(value: int) -> str:
    if not 1 <= value < 4000:
        return str(value)
    text = ""
    for number, letters in _ROMAN:
        count, value = divmod(value, number)
        text += letters * count
    return text
