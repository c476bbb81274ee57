"""The kind of an act whose head is not in the file, and the head that stands at its end.

Pages of legal databases print an act without its letterhead: the clauses still
say «настоящего постановления», the command says «приказываю», or the last line
names the whole act («Распоряжение главы … от … N … «О …»»).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import located
from extract.findings import Finding
from extract.order import Clause, Quote
from extract.structure.lines import Item, Line
from extract.structure.patterns import (
    COMMAND,
    DATE,
    FIRST_CLAUSE,
    KIND,
    NUMBER,
    PREAMBLE,
    TITLE,
)
from extract.structure.run_on import first_clause_inside

_WORDS = (
    r"(?P<kind>приказ|постановлени|распоряжени|решени|указани|указ)(?:а|я|у|ю|ом|ем|е|и)?(?![а-яё])"
)
_WATCHED = _WORDS.replace("kind", "watched")
_SELF = re.compile(
    rf"(?<![А-Яа-яё])(?:(?:настоящ|данн)(?:ий|ее|ое|ый|его|ого|ему|ому|им|ым|ем|ом)\s+{_WORDS}"
    rf"|контроль\s+(?:за|над)?\s*(?:ис|вы)полнени\w+\s+{_WATCHED}(?=\s+(?:возл|остав|осущ)))",
    re.I,
)
_COMMANDS = {
    "приказ": "приказ",
    "постановл": "постановлени",
    "распоряж": "распоряжени",
    "реш": "решени",
}
"""The kind that a command belongs to, by the beginnings of both words."""

_TAIL = 6
_WHOLE_NAME = 400


def kind_named_inside(
    command: Quote | None, clauses: Sequence[Clause]
) -> tuple[Quote | None, Finding | None]:
    """The words by which an act without a head names its kind, with the finding that says so.

    Its clauses are asked first («контроль за исполнением настоящего
    распоряжения»); where they name two kinds or the command is another's,
    nothing is said. The command alone is enough where they name none.
    """
    said: list[tuple[str, Quote]] = []
    for clause in clauses:
        for match in _SELF.finditer(clause.text.text):
            stem = (match["kind"] or match["watched"]).lower()
            word = re.search(stem + r"[а-яё]*", match.group(), re.I)
            if word is not None:
                said.append((stem, Quote(word.group(), clause.text.places, clause.text.confidence)))
    ordered = _kind_of_command(command)
    kinds = Counter(stem for stem, _ in said)
    if len(kinds) > 1 or (kinds and ordered and ordered not in kinds):
        return None, None
    words = said[0][1] if said else (command if ordered else None)
    if words is None:
        return None, None
    finding = Finding(
        "header.kind-inferred",
        "No line names the kind of act; it is what the text calls itself",
        words.text,
        severity="info",
    )
    return words, located(finding, words.places)


def _kind_of_command(command: Quote | None) -> str | None:
    if command is None:
        return None
    word = "".join(command.text.lower().split())
    return next((kind for stem, kind in _COMMANDS.items() if word.startswith(stem)), None)


def names_itself(lines: Sequence[Line]) -> bool:
    """Whether a text calls itself an act: «контроль за исполнением данного распоряжения»."""
    return any(_SELF.search(line.plain) for line in lines)


def is_below_act(lines: Sequence[Line], kind_at: int) -> bool:
    """Whether a kind of act stands below the clauses and heads nothing: a page's own note."""
    above, below = lines[:kind_at], lines[kind_at + 1 :]
    clauses = any(
        FIRST_CLAUSE.match(line.numbered) or first_clause_inside(line.plain) is not None
        for line in above
    )
    heads = any(
        PREAMBLE.match(line.plain)
        or COMMAND.search(line.plain)
        or FIRST_CLAUSE.match(line.numbered)
        or TITLE.match(line.plain)
        for line in below
    )
    return clauses and not heads


def head_first(items: Sequence[Item]) -> list[Item]:
    """The items with a last line that names the whole act put before the others.

    Only where nothing else heads the act: no kind of act and no title before
    its preamble or first clause.
    """
    items = list(items)
    lines = [(at, item) for at, item in enumerate(items) if isinstance(item, Line)]
    begins = next(
        (
            number
            for number, (_, line) in enumerate(lines)
            if PREAMBLE.match(line.plain) or FIRST_CLAUSE.match(line.numbered)
        ),
        None,
    )
    if begins is None or any(
        KIND.match(line.plain) or TITLE.match(line.plain) for _, line in lines[:begins]
    ):
        return items
    for at, line in lines[max(begins + 1, len(lines) - _TAIL) :]:
        if _names_whole_act(line.plain):
            return [line, *items[:at], *items[at + 1 :]]
    return items


def _names_whole_act(text: str) -> bool:
    date, number = DATE.search(text), NUMBER.search(text)
    if not KIND.match(text) or date is None or number is None or len(text) > _WHOLE_NAME:
        return False
    rest = text[max(date.end(), number.end()) :].strip()
    return bool(TITLE.match(rest))
