"""Responsible parties: from the words of a cell to typed parties with names and keys.

`read_parties` is the door. The way of a cell: `surface` (quotes, brackets) →
`split` (marks, judged by `evidence`) → `piece` (person, post, organisation) →
`expand` (acronyms by document, issuer, gazetteer) → `names` (the last touches).
"""

from __future__ import annotations

from normalize.parties.context import PartyContext
from normalize.parties.reading import read_cell
from normalize.record import PartyReading

__all__ = ["PartyContext", "read_parties"]

_NOTHING = PartyContext()


def read_parties(text: str, context: PartyContext = _NOTHING) -> PartyReading:
    """The responsible parties of one cell.

    Args:
        text: The cell as the document has it; a line feed is a break that the
            author set.
        context: What is known around the cell; by default nothing.

    Returns:
        The parties in the order of the words, and findings for what is
        doubtful. A dash or an empty cell has no parties and no finding.
    """
    return read_cell(text, context)
