"""Which row of the answers is which row that the program read.

Rows are paired by optimal assignment on the similarity of their words, so
that one lost row does not shift the others.
"""

from __future__ import annotations

from collections.abc import Sequence

_SIMILAR_ENOUGH = 45.0
"""Rows less alike than this (percent) are never the same row."""

_POSITION_WEIGHT = 2.0
"""How many percent the place in the order counts where words are equal."""


def assign(expected: Sequence[str], actual: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pairs of rows that are the same, with None for the missing or the invented one.

    In the order of `expected`; rows of `actual` without a partner follow.
    """
    pairs = _best_pairs(expected, actual)
    taken = set(pairs.values())
    return [(index, pairs.get(index)) for index in range(len(expected))] + [
        (None, index) for index in range(len(actual)) if index not in taken
    ]


def _best_pairs(expected: Sequence[str], actual: Sequence[str]) -> dict[int, int]:
    if not expected or not actual:
        return {}
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist
    from scipy.optimize import linear_sum_assignment

    similar = cdist(expected, actual, scorer=ratio).astype("float64")
    place = np.abs(
        np.linspace(0, 1, len(expected))[:, None] - np.linspace(0, 1, len(actual))[None, :]
    )
    rows, columns = linear_sum_assignment(similar - _POSITION_WEIGHT * place, maximize=True)
    return {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if similar[row, column] >= _SIMILAR_ENOUGH
    }
