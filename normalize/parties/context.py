"""What is known around a cell when its parties are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PartyContext:
    """The order around a cell of responsible parties.

    `issuer` is the body that issued the order, as its header names it; `place`
    where the header says it was issued.
    `abbreviations` maps the short forms that the document defines to their
    expansions, `other_orders` those of other orders of the same issuer,
    `user` those of the user's own gazetteer. `field` is the gazetteer's field
    («education», «culture»), guessed from the issuer where it is None. `cells`
    are the other responsible cells of the order: evidence for splitting.
    """

    issuer: str | None = None
    place: str | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    other_orders: Mapping[str, str] = field(default_factory=dict)
    user: Mapping[str, str] = field(default_factory=dict)
    field: str | None = None
    cells: tuple[str, ...] = ()
