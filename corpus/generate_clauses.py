"""The clauses of an order put together by chance: a tree, persons, deadlines."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from corpus.pieces import filled, pieces

_LETTERS = "абвгде"


def clauses(chance: random.Random, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Two to seven clauses, some with subclauses, oversight as the last one."""
    written = [_clause(chance, pieces()["clause"][chance.randint(0, 1)], words, "1. ")]
    middle = chance.sample(pieces()["clause"][2:], chance.randint(1, 4))
    for number, piece in enumerate(middle, 2):
        if chance.random() < 0.4:
            written += _tree(chance, words, number)
        else:
            written.append(_clause(chance, piece, words, f"{number}. "))
    top = sum(not _is_below(each["text"]) for each in written)
    last = chance.choice(pieces()["oversight"])
    written.append(_clause(chance, last, words, f"{top + 1}. "))
    return written


def _is_below(text: str) -> bool:
    number = text.split(" ", 1)[0]
    return number == "-" or number.endswith(")") or number.rstrip(".").count(".") > 0


def _tree(chance: random.Random, words: Mapping[str, str], number: int) -> list[dict[str, Any]]:
    style = chance.choice(("dotted", "letters", "dashes"))
    head = chance.choice(pieces()["tree"])
    items = chance.sample(pieces()["item"], chance.randint(2, 4))
    written = [_clause(chance, {**head, "text": head["head"]}, words, f"{number}. ")]
    for index, item in enumerate(items):
        mark = {"dotted": f"{number}.{index + 1}. ", "letters": f"{_LETTERS[index]}) "}.get(
            style, "- "
        )
        text = item["text"]
        if style == "dotted":
            text = text[0].upper() + text[1:]
        end = "." if index == len(items) - 1 else ";"
        written.append(_clause(chance, {**item, "text": text + end}, words, mark))
    return written


def _clause(
    chance: random.Random, piece: Mapping[str, Any], words: Mapping[str, str], number: str
) -> dict[str, Any]:
    """A piece with its number and a person, with the answers of both."""
    person = chance.choice(pieces()["person"])
    post = chance.choice(pieces()["post"])
    marks = dict(words)
    for case in ("nom", "gen", "dat", "acc"):
        marks["{" + case + "}"] = person[case]
    for case in ("nom", "dat", "acc"):
        marks["{post-" + case + "}"] = post[case]
        marks["{Post-" + case + "}"] = post[case][0].upper() + post[case][1:]
    return {
        # initials at the end of a sentence have one dot, not two
        "text": number + filled(piece["text"], marks).replace("..", "."),
        "deadlines": [filled(each, words) for each in piece.get("deadlines", ())],
        "persons": [person["nom"]] if piece.get("person") else piece.get("persons", []),
        **{key: piece[key] for key in ("abbreviation", "reference") if key in piece},
    }
