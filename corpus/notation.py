"""Answers and readings in one notation, so that they can be compared as texts.

It is that of `corpus/orders/README.md`: «kind edtf start end rrule | condition»
for a deadline, «name [role; person; organisation]» for a party. What an answer
leaves open («*») is left open in the reading beside it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from corpus.load import ANY
from normalize.record import Deadline, DeadlineReading, OrderRecord, Party
from normalize.text import unify_dashes


def folded(text: str | None) -> str | None:
    """Letter case aside: a letterhead in capitals names the same issuer."""
    return text.casefold() if text is not None and text != ANY else text


def iso(date: Any) -> str | None:
    """A date as ISO text; a text or nothing stays as it is."""
    return date.isoformat() if isinstance(date, dt.date) else date


def period_words(period: tuple[dt.date, dt.date] | None) -> str | None:
    """«2019-02-11..2020-12-31», or None."""
    return f"{period[0]}..{period[1]}" if period else None


def record_period(record: OrderRecord) -> str | None:
    """The period that the texts state; one that was only inferred states nothing."""
    period = record.period
    return period_words((period.start, period.end)) if period and not period.inferred else None


def deadline_answers(answers: list[dict[str, Any]]) -> str:
    """The answers of a cell; «none» where there are none."""
    return "; ".join(_deadline_words(each, each) for each in answers) or "none"


def deadline_readings(reading: DeadlineReading, answers: list[dict[str, Any]]) -> str:
    """The reading in the answers' notation; what an answer leaves open is left open here."""
    masks = [*answers, *({} for _ in reading.items)]
    words = [
        _deadline_words(_deadline_values(item), mask)
        for item, mask in zip(reading.items, masks, strict=False)
    ]
    return "; ".join(words) or "none"


def _deadline_values(item: Deadline) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "edtf": item.edtf,
        "start": item.start,
        "end": item.end,
        "rrule": item.rrule,
        "condition": item.condition,
    }


def _deadline_words(values: dict[str, Any], mask: dict[str, Any]) -> str:
    """The notation of `corpus/orders/README.md`, with «*» where `mask` has it."""
    words = [ANY if mask.get("kind") == ANY else values["kind"]]
    for key in ("edtf", "start", "end", "rrule"):
        value = ANY if mask.get(key) == ANY else iso(values[key])
        words.append(value or "-")
    while words[-1] == "-":
        words.pop()
    asked = mask.get("condition", values["condition"])
    condition = values["condition"] if asked and asked != ANY else asked
    tail = f" | {unify_dashes(condition).casefold()}" if condition else ""
    return " ".join(words) + tail


def party_answers(answers: list[dict[str, Any]]) -> str:
    """The parties that the answers name."""
    return "; ".join(_party_words(each, each) for each in answers)


def party_readings(parties: tuple[Party, ...], answers: list[dict[str, Any]]) -> str:
    """The parties that were read, each beside its answer."""
    masks = [*answers, *({"role": ANY, "organisation": ANY} for _ in parties)]
    return "; ".join(
        _party_words(
            {
                "name": party.name,
                "role": party.role,
                "person": party.person,
                "organisation": party.organisation,
            },
            mask,
        )
        for party, mask in zip(parties, masks, strict=False)
    )


def _party_words(values: dict[str, Any], mask: dict[str, Any]) -> str:
    """«name [role; person; organisation]» with what the answers name; letter case aside."""
    name = ANY if mask.get("name") == ANY else values["name"]
    beside = [
        f"{key} {values[key]}"
        for key in ("role", "person", "organisation")
        if mask.get(key) != ANY and values[key]
    ]
    return (name + (f" [{', '.join(beside)}]" if beside else "")).casefold()
