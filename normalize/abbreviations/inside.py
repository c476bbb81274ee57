"""What lies inside a phrase that a short form may stand for, and speaks against it.

Verbs, other definitions, «совместно», commas that open no clause and go on
with no dependents, a participle that agrees with no noun of the phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.lexicon import parses
from normalize.abbreviations.candidates import DEFINITION, Candidate, is_verb, relative_clause
from normalize.agreement import Group, Token, group_at, readings
from normalize.inflect import governed_cases

_BESIDE = frozenset({"совместно", "вместе"})


def evidence_inside(tokens: Sequence[Token], candidate: Candidate, lenient: bool) -> float:
    """What lies in the phrase: verbs, other definitions and commas speak against it.

    `lenient`: a term in the plural may stand for a whole list.
    """
    cases = candidate.group.cases if candidate.group is not None else frozenset(("nomn",))
    total = 0.0
    whole = tokens[candidate.index :]
    stop = relative_clause(whole)
    rest = whole[:stop]
    for offset, token in enumerate(rest):
        low = token.text.lower()
        if token.is_plain_word and is_verb(low) and not readings(low):
            total -= 8.0
        if DEFINITION.match(token.text) and offset < len(rest) - 1:
            total -= 3.0
        if low == "," and _is_of_another(rest, offset):
            total -= 4.0  # «местного самоуправления, ведущих приём»: the clause is about «органы»
        if low in _BESIDE and offset:
            total -= 4.0  # «школы совместно с полицией»: two of them
        relative = stop < len(whole) and stop - offset <= 4  # «школы, на базе которых …»
        if low == "," and not relative and not _opens_clause(rest, offset, cases):
            total -= 1.0 if lenient else 3.0
    return total


def _is_of_another(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a participle clause after the comma agrees with no noun of the phrase before it."""
    if comma + 1 >= len(tokens) or not tokens[comma + 1].is_plain_word:
        return False
    forms = {
        (str(each.tag.case), str(each.tag.number))
        for each in parses(tokens[comma + 1].text.lower())
        if each.tag.POS == "PRTF"
    }
    before = [token for token in tokens[:comma] if token.is_plain_word]
    if not forms or not before or len(before) < comma:
        return False  # acronyms and quoted names show no case
    own = {
        (each.case, each.number)
        for token in before
        for each in readings(token.text)
        if each.case != "accs" or each.animate or each.number == "sing"
    }
    return not forms & own


def _opens_clause(tokens: Sequence[Token], comma: int, cases: frozenset[str]) -> bool:
    """Whether a comma belongs to the phrase: a participle, «который», more dependents.

    `cases` are those of the phrase's head: what cannot stand in one of them
    depends on the head («Комитет по физической культуре, спорту и туризму»).
    """
    for index in range(comma + 1, min(len(tokens), comma + 4)):
        token = tokens[index]
        if not token.is_plain_word:
            return False
        low = token.text.lower()
        found = parses(low)
        if found and (
            any(each.tag.POS in ("PRTF", "GRND", "PRTS") for each in found)
            or found[0].normal_form == "который"
        ):
            return True
        if not governed_cases(low) and found and found[0].tag.POS not in ("ADVB", "PRCL", "CONJ"):
            group = group_at(tokens, comma + 1)
            if group is None:
                return False
            dependent = "gent" in group.cases and "nomn" not in group.cases
            return dependent or not group.cases & cases or _goes_on(tokens, comma, group)
    return False


def _goes_on(tokens: Sequence[Token], comma: int, group: Group) -> bool:
    """Whether a preposition before the comma governs the group after it too («по …, спорту»)."""
    for index in range(comma - 1, 0, -1):
        asked = governed_cases(tokens[index].text)
        if asked:
            before = group_at(tokens, index + 1)
            same = before is not None and before.animate == group.animate
            return same and bool(set(asked) & group.cases) and comma - index <= 4
    return False
