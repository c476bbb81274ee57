"""Score the reading of party cells: `python -m corpus.phrases.score_parties [--all]`.

A cell counts as right when its parties are the answer's, in number, order and
name; letter case and ё are not compared. Roles, persons and organisations are
compared where the answer gives them. «*» is an answer that is left open.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from normalize.parties import PartyContext, read_parties
from normalize.record import Party

FILES = ("parties.toml", "parties_scored.toml")


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """A party's name and the fields that the answer gives beside it."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartyCell:
    """A cell, what is known around it, and its answer."""

    about: str
    text: str
    context: PartyContext
    answers: tuple[PartyAnswer, ...]


def load_cells(name: str) -> tuple[PartyCell, ...]:
    """The cells of one file of this folder."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return tuple(_cells(tomllib.loads(text)["group"]))


def _cells(groups: list[dict[str, object]]) -> Iterator[PartyCell]:
    for group in groups:
        cells = group["cells"]
        assert isinstance(cells, list)
        context = PartyContext(
            issuer=group.get("issuer"),  # type: ignore[arg-type]
            abbreviations=group.get("abbreviations", {}),  # type: ignore[arg-type]
            other_orders=group.get("other_orders", {}),  # type: ignore[arg-type]
            user=group.get("user", {}),  # type: ignore[arg-type]
            field=group.get("field"),  # type: ignore[arg-type]
            cells=tuple(group.get("around", ())),  # type: ignore[arg-type]
        )
        for text, *answers in cells:
            yield PartyCell(
                str(group["about"]), text, context, tuple(_answer(each) for each in answers)
            )


def _answer(words: str) -> PartyAnswer:
    name, *rest = words.split(" | ")
    return PartyAnswer(name, {key: value for key, _, value in (r.partition(": ") for r in rest)})


def fold(text: str | None) -> str:
    """Text without letter case and ё, for comparing."""
    return (text or "").casefold().replace("ё", "е")


def errors(cell: PartyCell) -> tuple[str, ...]:
    """What is wrong with the reading of a cell; nothing where it is right."""
    parties = read_parties(cell.text, cell.context).parties
    if len(parties) != len(cell.answers):
        return (f"{len(parties)} parties, not {len(cell.answers)}",)
    return tuple(
        error
        for party, answer in zip(parties, cell.answers, strict=True)
        for error in _differences(party, answer)
    )


def _differences(party: Party, answer: PartyAnswer) -> Iterator[str]:
    if answer.name != "*" and fold(party.name) != fold(answer.name):
        yield f"name «{party.name}», not «{answer.name}»"
    for key, value in answer.fields.items():
        got = getattr(party, key)
        if fold(got) != fold(value):
            yield f"{key} «{got}», not «{value}»"


def main() -> int:
    """Print every wrong cell and the rate for each file."""
    for name in FILES:
        cells = load_cells(name)
        wrong = 0
        for cell in cells:
            found = errors(cell)
            if found:
                wrong += 1
                got = "; ".join(p.name for p in read_parties(cell.text, cell.context).parties)
                sys.stdout.write(f"{cell.text!r}\n    {'; '.join(found)}\n    read: {got}\n")
        right = len(cells) - wrong
        sys.stdout.write(
            f"{name}: {right} of {len(cells)} cells right ({right / len(cells):.1%})\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
