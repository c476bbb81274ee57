"""The head while its lines are being told apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.order import Quote
from extract.structure.lines import Line


@dataclass(slots=True)
class HeadDraft:
    """The head while its lines are being told apart."""

    issuer: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    kind: Quote | None = None
    number: Quote | None = None
    date: Quote | None = None
    place: Quote | None = None
