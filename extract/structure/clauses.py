"""Clauses with their tree, and the signature below them.

A clause begins at a number that can follow the numbers before it («1.», «1.1.»,
«2)», «а)») or at a dash; behind «2.» a «1)» is below it. Other lines go on the
clause before them. Numbers that cannot follow («5.09.2017 провести …») are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.findings import Finding
from extract.order import Clause, Quote, Signature
from extract.structure.lines import Line, quote
from extract.structure.patterns import ANNEX, CLOSING, KIND, PERSON_AT_END, POST

_DECIMAL = re.compile(
    r"^(?P<sign>§\s*)?(?P<number>\d{1,2}(?:\s?\.\s?\d{1,2}){0,4})\s?(?P<mark>[.)]|(?=\s))(?!\d)\s*(?P<rest>.*)$",
    re.S,
)
_LETTER = re.compile(r"^(?P<number>[а-яa-z])\s?\)\s*(?P<rest>.*)$", re.S)
_ROMAN = re.compile(r"^(?P<number>[IVX]{1,5})\s?[.)]\s+(?P<rest>.*)$", re.S)
_DASH = re.compile(r"^[-–—•·*▪]\s*(?P<rest>\S.*)$", re.S)
_SIGN_MARK = re.compile(r"\bп\s?/\s?п\b|\(?\bподпись\b\)?|\bм\.\s?п\.", re.I)
_SIGN_LINE = re.compile(rf"[_\s]{{3,}}|\t|(?i:{_SIGN_MARK.pattern})|[/|]")
_ORDERS = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:ть|ти|чь)(?:ся)?\s")
"""A sentence that orders by itself: «Назначить …», «Провести …»."""
_REST_OF_POST = re.compile(
    r"(?:администрации|правительства|управления|отдела|комитета|департамента|министерства|совета"
    r"|комиссии|района|города|области|края|республики|округа|поселения|образования|школы|учреждения"
    r"|муниципального|городского|сельского|избирательной|[А-ЯЁ][а-яё]+(?:ского|цкого|ской|цкой))"
    r"(?![а-яё])",
    re.I,
)
_ACQUAINTED = re.compile(r"^(?:с\s+\S+\s+(?:\S+\s+)?)?ознакомлен", re.I)


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
        mark = _mark(line)
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
                )
            )


def _mark(line: Line) -> _Mark | None:
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


def split_signature(
    lines: Sequence[Line],
) -> tuple[list[Line], tuple[Signature, ...], list[Line]]:
    """Part lines into clauses, signatures, and what follows the last signature.

    A signature is a post and a person («Начальник управления … С.В. Орлова»),
    on one line or over several; it stands after the last clause. «Подпись» and
    «М.П.» in it come first in what follows.
    """
    signatures: list[Signature] = []
    body: list[Line] = []
    marks: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if signatures and not _may_open_signature(line):
            break
        if not signatures and (
            (ANNEX.match(line.plain) and line.first and position) or _ACQUAINTED.search(line.plain)
        ):
            break
        found = _signature_at(lines, position) if _may_open_signature(line) else None
        if found is None:
            if signatures:
                break
            body.append(line)
            position += 1
            continue
        signature, used = found
        if not signatures and _clauses_go_on(body, lines[position + used :]):
            body += lines[position : position + used]  # members of a group that a clause names
            position += used
            continue
        marks += _sign_marks(lines[position : position + used])
        position += used
        below = lines[position] if position < len(lines) else None
        if below is not None and signature.post is not None and _ends_post(below):
            post = signature.post
            words = Quote(
                f"{post.text} {below.plain}", (*post.places, below.place), post.confidence
            )
            signature = replace(signature, post=words)
            position += 1
        signatures.append(signature)
    return body, tuple(signatures), [*marks, *lines[position:]]


def _ends_post(line: Line) -> bool:
    """«Председатель⇥И.И. Белов» / «Правительства области»: the post goes on below the person."""
    text = _bare(line.plain)
    return bool(_REST_OF_POST.match(text)) and len(text) < 60 and not re.search(r"[\d.:;]", text)


def _clauses_go_on(body: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the next clause follows: what looks like a signature stands inside a clause then."""
    tops = [mark.parts[0] for line in body if (mark := _mark(line)) and mark.kind == "decimal"]
    if not tops:
        return False
    for line in after[:40]:
        if ANNEX.match(line.plain) or KIND.match(line.plain):
            return False
        mark = _mark(line)
        if mark is not None and mark.kind == "decimal" and len(mark.parts) == 1:
            return mark.parts[0] == max(tops) + 1 and max(tops) > 0
    return False


def _sign_marks(lines: Sequence[Line]) -> list[Line]:
    """What stands in a copy for the hand («подпись», «п/п», «М.П.»): lines of their own."""
    return [
        replace(line, text=mark.group(), number="")
        for line in lines
        for mark in _SIGN_MARK.finditer(line.plain)
    ]


def _may_open_signature(line: Line) -> bool:
    text = _bare(line.plain)
    return not line.number and (bool(POST.match(text)) or bool(_only_person(text)))


def _signature_at(lines: Sequence[Line], start: int) -> tuple[Signature, int] | None:
    """The signature that begins at `start`, and how many lines it takes."""
    post: list[Line] = []
    for offset, line in enumerate(lines[start : start + 8]):
        text = _bare(line.plain)
        if offset and (ANNEX.match(text) or _mark(line) is not None):
            return None
        person = PERSON_AT_END.search(text)
        if person is not None and _ends_signature(line, person):
            if re.search(r"\s[-–—]\s*$", text[: person.start()]):
                return None  # «Секретарь – А.А. Белов» is a member of a group
            before = text[: person.start()].strip(" ,_:\t")
            if before:
                post.append(replace(line, text=before))
            if post and not POST.match(_bare(post[0].plain)):
                return None
            words = re.sub(r"\s+", " ", person["person"]).strip()
            signature = Signature(quote(post), Quote(words, (line.place,), line.confidence))
            return (signature, offset + 1) if post or offset == 0 else None
        if text.endswith((".", ";")) and not re.search(r"\b[А-ЯЁа-я]{1,3}\.$", text):
            return None
        if len(text) > 200 or (CLOSING.match(text) and text):
            return None
        if text:
            post.append(replace(line, text=text))
    return None


def _ends_signature(line: Line, person: re.Match[str]) -> bool:
    """A sentence may end with a name too; a signature's line has no other verb or is short."""
    before = line.plain[: person.start()]
    return len(before) < 170 and not re.search(r"(?:ть|ить|ать|ести|жить)\s", before)


def _bare(text: str) -> str:
    """The line without signature rules, «М.П.» and «(подпись)»."""
    return re.sub(r"\s+", " ", _SIGN_LINE.sub(" ", text)).strip()


def _only_person(text: str) -> bool:
    """A person and nothing else, initials first: «С.В. Халин»."""
    match = PERSON_AT_END.search(text)
    return match is not None and match.start() == 0 and bool(re.match(r"[А-ЯЁ]\s?\.", text))
