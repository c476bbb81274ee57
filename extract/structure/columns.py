"""Which role each column of a table plays, from its header and from its neighbours.

Rules are data (`columns.toml`) with the headers that they read and leave. A
header's role is the one with the highest weight; then the whole row is looked
at: a plan has one column of activities, so where none is certain the likeliest
candidate takes the role.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.order import ROLES

_RULES = Path(__file__).with_name("columns.toml")
_START_BONUS = 1.5
_LATE = 0.02
_LINE_END = re.compile(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])")
_QUOTES = re.compile(r"[«»\"*]")
_SPACES = re.compile(r"\s+")
_SPACED = re.compile(r"(?:[а-я] ){3,}[а-я]")


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One line of `columns.toml`."""

    id: str
    role: str
    weight: float
    pattern: re.Pattern[str]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]

    def score(self, header: str) -> float:
        """How surely the header means this role; 0 where the pattern is not in it."""
        match = self.pattern.search(header)
        if match is None:
            return 0.0
        bonus = _START_BONUS if match.start() == 0 else 1.0
        return max(self.weight * bonus - _LATE * match.start(), 0.1)


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """The role of one column, how sure it is, and why."""

    role: str
    score: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=1)
def column_rules() -> tuple[ColumnRule, ...]:
    """The rules of `columns.toml` in the order of the file."""
    data = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    rules = []
    for entry in data["rule"]:
        if entry["role"] not in ROLES:
            raise ValueError(f"columns.toml: unknown role {entry['role']!r} in {entry['id']}")
        rules.append(
            ColumnRule(
                id=entry["id"],
                role=entry["role"],
                weight=float(entry["weight"]),
                pattern=re.compile(entry["pattern"]),
                reads=tuple(entry["reads"]),
                leaves=tuple(entry["leaves"]),
            )
        )
    return tuple(rules)


def fold_header(text: str) -> str:
    """A header as the rules see it: lower case, ё as е, hyphens at line ends undone."""
    text = _LINE_END.sub("", text.strip().lower())
    text = _QUOTES.sub("", text).replace("ё", "е")
    text = _SPACES.sub(" ", text)
    spaced = _SPACED.fullmatch(text)
    return text.replace(" ", "") if spaced else text.strip(" :")


@lru_cache(maxsize=1_000)  # a table is asked several times, and many tables share their headers
def best_rule(header: str) -> tuple[ColumnRule | None, float]:
    """The winning rule for one header taken by itself, and its score."""
    folded = fold_header(header)
    if not folded:
        return None, 0.0
    scored = [(rule.score(folded), -index, rule) for index, rule in enumerate(column_rules())]
    score, _, rule = max(scored)
    return (rule, score) if score > 0 else (None, 0.0)


def column_roles(headers: Sequence[str]) -> tuple[RoleChoice, ...]:
    """The roles of a header row, one for each column.

    An empty first header before a plan's columns is a number column. Where no
    column is an activity by itself, the first of «section» and «other»
    candidates that can be one takes the role, and the choice says so.
    """
    choices: list[RoleChoice] = []
    for header in headers:
        rule, score = best_rule(header)
        if rule is None:
            choices.append(RoleChoice("other", 0.0, ("no rule reads this header",)))
        else:
            choices.append(RoleChoice(rule.role, round(score, 2), (rule.id,)))
    _number_from_place(headers, choices)
    _one_activity(headers, choices)
    _pair_of_dates(choices)
    _time_of_day(headers, choices)
    return tuple(choices)


def header_score(texts: Sequence[str]) -> int:
    """How many different roles a row of texts names: 2 and more looks like a header row."""
    roles = set()
    for text in texts:
        if 0 < len(text) <= 120:
            rule, _ = best_rule(text)
            if rule is not None:
                roles.add(rule.role)
    return len(roles - {"other"})


def _number_from_place(headers: Sequence[str], choices: list[RoleChoice]) -> None:
    if len(headers) > 2 and not fold_header(headers[0]) and len({c.role for c in choices}) > 2:
        choices[0] = RoleChoice("number", 0.5, ("an empty header in the first column",))


def _one_activity(headers: Sequence[str], choices: list[RoleChoice]) -> None:
    """Exactly one column of activities: the surest; the others become what they also can be."""
    found = [index for index, choice in enumerate(choices) if choice.role == "activity"]
    if found:
        best = max(found, key=lambda index: (choices[index].score, -index))
        for index, choice in enumerate(choices):
            another = index in found and index != best
            role = "section" if another and index < best else "other"
            if another or (choice.role == "section" and index > best):
                reasons = (*choice.reasons, "the activity stands in another column")
                choices[index] = RoleChoice(role, choice.score, reasons)
        return
    if not any(c.role in {"deadline", "responsible", "deadline_end"} for c in choices):
        return
    for wanted in ("section", "other", "result"):
        for index, choice in enumerate(choices):
            known_otherwise = wanted == "other" and choice.score > 0
            if choice.role == wanted and fold_header(headers[index]) and not known_otherwise:
                choices[index] = RoleChoice(
                    "activity", 0.5, (*choice.reasons, "no other column can be the activity")
                )
                return


def _pair_of_dates(choices: list[RoleChoice]) -> None:
    """A start column without an end column (or the other way) is the deadline itself."""
    roles = [choice.role for choice in choices]
    for role, other in (("deadline_start", "deadline_end"), ("deadline_end", "deadline_start")):
        if role in roles and other not in roles and "deadline" not in roles:
            index = roles.index(role)
            choices[index] = RoleChoice("deadline", choices[index].score, choices[index].reasons)
            return


def _time_of_day(headers: Sequence[str], choices: list[RoleChoice]) -> None:
    deadlines = [index for index, choice in enumerate(choices) if choice.role == "deadline"]
    for index in deadlines:
        if len(deadlines) > 1 and fold_header(headers[index]).startswith("время"):
            choices[index] = RoleChoice("other", 0.5, ("the time of day beside the date",))
            return
