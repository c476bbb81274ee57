"""Score the reading of deadlines against phrases with known answers.

    python -m corpus.phrases.score_deadlines [deadlines_scored] [--errors]

An answer is `kind EDTF`, several with «; » between them: `period 2021-34`.
Start and end are what the EDTF says, worked out here and not by the program
that is scored. A `recurring` has its RRULE before the EDTF (`~` for none, `*`
for any); kinds without dates stand alone. A group of phrases shares the
order's date and the plan's period.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from normalize.deadlines import read_deadline
from normalize.record import DeadlineReading

PARTS = ("deadlines", "deadlines_scored")
Bounds = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """The known answer for one deadline; `rrule` is «*» where any will do."""

    kind: str
    start: dt.date | None
    end: dt.date | None
    edtf: str | None
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, what is known of its order, and its answers."""

    text: str
    about: str
    order_date: dt.date | None
    period: tuple[dt.date, dt.date] | None
    answers: tuple[Answer, ...]

    def read(self) -> DeadlineReading:
        """What the program makes of it."""
        return read_deadline(self.text, order_date=self.order_date, period=self.period)


def phrases(part: str) -> Iterator[Phrase]:
    """The phrases of `deadlines` (development) or `deadlines_scored`."""
    words = files("corpus.phrases").joinpath(f"{part}.toml").read_text("utf-8")
    for group in tomllib.loads(words)["group"]:
        period = group.get("period")
        for text, answer in group["phrases"].items():
            yield Phrase(
                text,
                group["about"],
                group.get("order_date"),
                (period[0], period[1]) if period else None,
                tuple(_answer(each) for each in answer.split("; ")),
            )


def agrees(reading: DeadlineReading, answers: Sequence[Answer]) -> bool:
    """Whether kinds, starts, ends, EDTF and rules are those of the answers, in their order."""
    if len(reading.items) != len(answers):
        return False
    for item, answer in zip(reading.items, answers, strict=True):
        known = (answer.kind, answer.start, answer.end, answer.edtf)
        if (item.kind, item.start, item.end, item.edtf) != known:
            return False
        if answer.rrule not in ("*", item.rrule):
            return False
    return True


def bounds(edtf: str) -> Bounds:
    """The first and the last day that an EDTF text names; None where open or without a year."""
    if "XXXX" in edtf:
        return None, None
    left, _, right = edtf.partition("/")
    start = None if left == ".." else _named(left)[0]
    end = None if right == ".." else _named(right or left)[1]
    return start, end


def _named(text: str) -> tuple[dt.date, dt.date]:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year = numbers[0]
    if len(numbers) == 3:
        day = dt.date(*numbers)
        return day, day
    months = _months(numbers[1] if len(numbers) == 2 else 0)
    last = calendar.monthrange(year, months[1])[1]
    return dt.date(year, months[0], 1), dt.date(year, months[1], last)


def _months(code: int) -> tuple[int, int]:
    if code == 0:
        return 1, 12
    if code <= 12:
        return code, code
    if code in {40, 41}:
        return (1, 6) if code == 40 else (7, 12)
    if 33 <= code <= 36:
        return (code - 33) * 3 + 1, (code - 33) * 3 + 3
    if 21 <= code <= 23:
        return (code - 20) * 3, (code - 20) * 3 + 2
    raise ValueError(f"not an EDTF code that is used here: {code}")


def _answer(text: str) -> Answer:
    kind, *rest = text.split()
    rrule = None
    if kind == "recurring" and rest:
        rrule = None if rest[0] == "~" else rest[0]
        rest = rest[1:]
    edtf = rest[0] if rest else None
    start, end = bounds(edtf) if edtf else (None, None)
    return Answer(kind, start, end, edtf, rrule)


def _shown(reading: DeadlineReading) -> str:
    return "; ".join(
        " ".join(str(v) for v in (i.kind, i.rrule or "", i.start, i.end, i.edtf) if v != "")
        for i in reading.items
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: Sequence[str]) -> int:
    """Print the share of phrases that are right in everything, and every error."""
    parts = [name for name in arguments if name in PARTS] or list(PARTS)
    wrong_in_all = 0
    for part in parts:
        known = list(phrases(part))
        wrong = silent = 0
        for phrase in known:
            reading = phrase.read()
            if agrees(reading, phrase.answers):
                continue
            wrong += 1
            silent += not reading.findings
            if "--errors" in arguments:
                _say(f"{phrase.text!r} ({phrase.about})")
                _say(
                    "  want "
                    + "; ".join(f"{a.kind} {a.rrule or ''} {a.edtf}" for a in phrase.answers)
                )
                _say(f"  read {_shown(reading)}")
        right = len(known) - wrong
        share = right / len(known)
        _say(f"{part}: {right} of {len(known)} ({share:.1%}), {silent} wrong without a finding")
        wrong_in_all += wrong
    return 1 if wrong_in_all else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
