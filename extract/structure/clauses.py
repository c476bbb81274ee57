"""Clauses with their tree.

A clause begins at a number that can follow the numbers before it («1.», «1.1.»,
«2)», «а)») or at a dash; behind «2.» a «1)» is below it. Other lines go on the
clause before them. Numbers that cannot follow («5.09.2017 провести …») are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.findings import Finding
from extract.order import Clause
from extract.structure.lines import Line, quote

_DECIMAL = re.compile(
    r"^(?P<sign>§\s*)?(?P<number>\d{1,2}(?:\s?\.\s?\d{1,2}){0,4})\s?(?P<mark>[.)]|(?=\s))(?!\d)\s*(?P<rest>.*)$",
    re.S,
)
_LETTER = re.compile(r"^(?P<number>[а-яa-z])\s?\)\s*(?P<rest>.*)$", re.S)
_ROMAN = re.compile(r"^(?P<number>[IVX]{1,5})\s?[.)]\s+(?P<rest>.*)$", re.S)
_DASH = re.compile(r"^[-–—•·*▪]\s*(?P<rest>\S.*)$", re.S)
_ORDERS = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:ть|ти|чь)(?:ся)?\s")
"""A sentence that orders by itself: «Назначить …», «Провести …»."""


@dataclass(slots=True)
class _Open:
    """A clause that is still being read."""

    number: str | None
    path: str
    parent: str | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The number at the head of a line: its parts, and the text behind it."""

    kind: str
    number: str
    rest: str
    dotted: bool = False
    sign: str = ""

    @property
    def parts(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.number.split("."))


def read_clauses(lines: Sequence[Line]) -> tuple[tuple[Clause, ...], tuple[Finding, ...]]:
    """Read the clauses from the lines between the command and the signature."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return reader.clauses(), tuple(reader.findings)


class _Reader:
    """Keeps what the next number may be."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._current: _Open | None = None
        self._last: tuple[int, ...] = ()
        self._letter_parent: str | None = None
        self._dotted = False
        self._bracketed: tuple[str | None, int] = (None, 0)
        self._seen: dict[str, int] = {}
        self.findings: list[Finding] = []

    def take(self, line: Line) -> None:
        mark = mark_of(line)
        if mark is not None and mark.kind == "bracket" and not self._below(mark):
            mark = replace(mark, kind="decimal")  # clauses that are «1)», «2)» throughout
        if mark is None or not self._plausible(mark, first=line.first):
            self._go_on(line)
            return
        if mark.kind == "decimal":
            self._note_gap(mark, line)
            self._last = mark.parts
            self._dotted = self._dotted or mark.dotted
            parent = ".".join(mark.number.split(".")[:-1]) or None
            self._begin(mark.sign + mark.number, mark.number, parent, line, mark.rest)
            self._letter_parent = self._current.path if self._current else None
        elif mark.kind in ("letter", "bracket"):
            parent = self._letter_parent
            if mark.kind == "bracket":
                self._bracketed = (parent, mark.parts[0])
            path = f"{parent}/{mark.number}" if parent else mark.number
            self._begin(mark.number, path, parent, line, mark.rest)
        else:
            parent = self._dash_parent()
            count = self._seen.get(f"{parent}/-", 0) + 1
            self._seen[f"{parent}/-"] = count
            self._begin(None, f"{parent or ''}/-{count}", parent, line, mark.rest)

    def clauses(self) -> tuple[Clause, ...]:
        """The clauses read so far, in reading order."""
        return tuple(
            Clause(each.number, each.path, each.parent, text)
            for each in self._open
            if (text := quote(each.lines, separator=None)) is not None
        )

    def _begin(
        self, number: str | None, path: str, parent: str | None, line: Line, rest: str
    ) -> None:
        repeat = self._seen.get(path, 0)
        self._seen[path] = repeat + 1
        unique = path if not repeat else f"{path}#{repeat + 1}"
        self._current = _Open(number, unique, parent, [replace(line, text=rest, number="")])
        self._open.append(self._current)

    def _go_on(self, line: Line) -> None:
        if self._current is None or self._paragraph_of_its_own(line):
            self._current = _Open(None, f"p{len(self._open) + 1}", None, [])
            self._open.append(self._current)
        self._current.lines.append(line)

    def _paragraph_of_its_own(self, line: Line) -> bool:
        """In an order without numbers every paragraph is a clause."""
        if any(each.number is not None for each in self._open) or self._current is None:
            return False
        before = self._current.lines[-1].text.rstrip()
        if line.first or line.text.startswith("Контроль "):
            return before.endswith((".", ";"))
        return bool(_ORDERS.match(line.text)) and not before.endswith((":", ",", "-", "–"))

    def _dash_parent(self) -> str | None:
        for each in reversed(self._open):
            if each.number is not None:
                return each.path
        return None

    def _item_may_follow(self) -> bool:
        """Inside a paragraph a dash opens an item only after a colon or another item."""
        words = self._current.lines[-1].text if self._current and self._current.lines else ""
        return words.rstrip().endswith((":", ";", "."))

    def _plausible(self, mark: _Mark, *, first: bool) -> bool:
        if mark.kind == "letter":
            return self._current is not None
        if mark.kind == "dash":
            return self._current is not None and (first or self._item_may_follow())
        if mark.kind == "bracket":
            return self._below(mark)
        parts, last = mark.parts, self._last
        if len(parts) == 1:
            top = last[0] if last else 0
            return parts[0] == top + 1 or parts[0] == 1 or top < parts[0] <= top + 3
        if any(part > 60 for part in parts):
            return False
        if not last:
            return parts[-1] == 1 and parts[0] <= 2
        same = parts[:-1] == last[: len(parts) - 1]
        if len(parts) <= len(last) and same:
            return last[len(parts) - 1] < parts[-1] <= last[len(parts) - 1] + 3
        if len(parts) == len(last) + 1 and same:
            return parts[-1] <= 2
        return parts[0] in (last[0], last[0] + 1)

    def _below(self, mark: _Mark) -> bool:
        """Whether «2)» goes on what stands below «2.», as «а)» would."""
        parent, count = self._bracketed
        follows = count + 1 if parent == self._letter_parent else 1
        return self._dotted and mark.parts[0] == follows

    def _note_gap(self, mark: _Mark, line: Line) -> None:
        parts, last = mark.parts, self._last
        previous = last[len(parts) - 1] if len(last) >= len(parts) else 0
        within = parts[:-1] == last[: len(parts) - 1]
        if len(parts) > 1 and not within:
            previous = 0
        if parts[-1] != previous + 1:
            self.findings.append(
                Finding(
                    "clause.number-gap",
                    f"Clause {mark.number} does not follow the clause before it",
                    excerpt=line.text[:80],
                    page=line.place.page,
                    severity="info",
                    box=line.place.box,
                )
            )


def mark_of(line: Line) -> _Mark | None:
    """The number of a line, typed by hand or automatic."""
    text = line.numbered if line.number else line.text
    decimal = _DECIMAL.match(text)
    if decimal:
        number = re.sub(r"\s", "", decimal["number"])
        rest = decimal["rest"]
        sign = "§ " if decimal["sign"] else ""
        plain = not decimal["mark"] and not sign
        if plain and "." not in number and not line.number and not _ORDERS.match(rest):
            return None  # «1 Определить схему …»: the clerk forgot the mark
        if plain and re.match(r"(?:г\b|год|%|руб|час|чел|[а-я])", rest):
            return None
        bracket = decimal["mark"] == ")" and "." not in number
        return _Mark("bracket" if bracket else "decimal", number, rest, not bracket, sign)
    letter = _LETTER.match(text)
    if letter:
        return _Mark("letter", letter["number"], letter["rest"])
    roman = _ROMAN.match(text)
    if roman and line.bold:
        return None
    dash = _DASH.match(text)
    if dash:
        return _Mark("dash", "-", dash["rest"])
    return None
