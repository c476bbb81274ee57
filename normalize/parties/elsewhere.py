"""A party read again when other orders of the issuer say what its acronym stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from normalize.parties.context import PartyContext
from normalize.parties.expand import short_key
from normalize.parties.reading import read_cell
from normalize.record import Party

_CASES = (None, "datv", "accs", "ablt")
_SHORT = re.compile(r"[А-ЯЁA-Z][А-ЯЁа-яёA-Za-z\d]*(?:-[А-ЯЁа-яёA-Za-z\d]+)*")


def shorts_of(written: str) -> set[str]:
    """The keys of the short forms that a party's words may hold, the whole among them."""
    found = {short_key(match.group()) for match in _SHORT.finditer(written)}
    return {key for key in (*found, short_key(written)) if len(key) > 1}


def read_again(party: Party, context: PartyContext) -> Party | None:
    """The party with the name that `context.other_orders` give it.

    Args:
        party: As its own order names it; its words are read by themselves.
        context: The order around it, `other_orders` among it.

    Returns:
        None where those other orders change nothing: the words hold no acronym
        of theirs, or they do not read as one party of the same person.
    """
    for case in _CASES:
        found = read_cell(party.as_written, context, case=case).parties
        if len(found) != 1 or found[0].expansion_source != "other_orders":
            continue
        if found[0].person == party.person:
            return replace(
                found[0],
                as_written=party.as_written,
                qualifier=party.qualifier,
                rule=party.rule,
                full_name=None,
            )
    return None
