"""Which cases the genre's prepositions ask for."""

from __future__ import annotations

_GOVERNED = {
    "по": ("datv",), "к": ("datv",), "с": ("ablt", "gent"), "со": ("ablt", "gent"),
    "над": ("ablt",), "за": ("accs", "ablt"), "в": ("loct", "accs"), "во": ("loct", "accs"),
    "на": ("loct", "accs"), "о": ("loct",), "об": ("loct",), "при": ("loct",),
    "для": ("gent",), "от": ("gent",), "из": ("gent",), "без": ("gent",), "до": ("gent",),
    "у": ("gent",), "между": ("ablt",), "под": ("ablt",), "через": ("accs",), "про": ("accs",),
    "среди": ("gent",), "против": ("gent",), "согласно": ("datv",), "перед": ("ablt",),
}  # fmt: skip
PREPOSITIONS = frozenset(_GOVERNED)
"""Prepositions that the genre uses inside names and before them."""


def governed_cases(preposition: str) -> tuple[str, ...]:
    """The cases that a preposition asks for, the usual one first; empty for other words."""
    return _GOVERNED.get(preposition.lower(), ())
