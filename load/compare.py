"""What two roadmaps have in common: their measures paired by how alike the activities are.

Activities are compared by their dictionary forms, so that «проведение
совещаний» and «провести совещание» are near: by their letters as a whole, by the
letters of what they share («ремонт крыши» is near «ремонт крыши школы»), and by
the words that both have. They are paired so that the likeness of all pairs together is greatest.
"""

from __future__ import annotations

from dataclasses import dataclass

from load.lemmas import lemmas
from load.lookup import find_order
from load.store import Store

ALIKE = 60.0
"""Per cent of likeness from which two measures are taken for the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure of both orders, of the first only, or of the second only (`where`).

    `likeness` is per cent, 0 where there is no partner.
    """

    where: str
    likeness: float
    first_number: str | None
    first_activity: str | None
    first_deadline: str | None
    first_responsible: str | None
    second_number: str | None
    second_activity: str | None
    second_deadline: str | None
    second_responsible: str | None
    first_id: str | None
    second_id: str | None


_Side = tuple[str | None, str | None, str | None, str | None, str | None]
_NOBODY: _Side = (None, None, None, None, None)


def compare(store: Store, first: str, second: str, *, alike: float = ALIKE) -> list[Pair]:
    """Pair the measures of two orders: pairs first by likeness, then what each has alone.

    Args:
        store: Open for reading.
        first: An order as `find_order` takes it.
        second: The other one.
        alike: Per cent of likeness below which nothing is paired.

    Raises:
        UnknownName: The store has no such order, or several.
    """
    left = _measures(store, find_order(store, first).order_id)
    right = _measures(store, find_order(store, second).order_id)
    paired = _pairs(left, right, alike)
    out = [
        _pair("both", round(score, 1), left[a], right[b])
        for a, b, score in sorted(paired, key=lambda item: (-item[2], item[0]))
    ]
    used_left = {a for a, _, _ in paired}
    used_right = {b for _, b, _ in paired}
    out += [_pair("first", 0, m, _NOBODY) for at, m in enumerate(left) if at not in used_left]
    out += [_pair("second", 0, _NOBODY, m) for at, m in enumerate(right) if at not in used_right]
    return out


def _measures(store: Store, order_id: str) -> list[_Side]:
    return store.connection.execute(
        """
        SELECT measure_id, number, activity, deadline_text, responsible FROM measure_view
        WHERE order_id = ? ORDER BY position
        """,
        (order_id,),
    ).fetchall()


def _pairs(left: list[_Side], right: list[_Side], alike: float) -> list[tuple[int, int, float]]:
    if not left or not right:
        return []
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import Indel
    from scipy.optimize import linear_sum_assignment

    words = [[_bare(side[2] or "") for side in sides] for sides in (left, right)]
    texts = [[" ".join(each) for each in sides] for sides in words]
    whole = process.cdist(*texts, scorer=fuzz.token_sort_ratio)
    common = process.cdist(*texts, scorer=fuzz.token_set_ratio)
    # over sorted lists of words, this is the share of the words that both have
    shared = process.cdist(*words, scorer=Indel.normalized_similarity) * 100
    scores = (whole + common + shared) / 3
    scores[scores < alike] = 0  # what is not alike must not sway who is paired with whom
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [
        (int(a), int(b), float(scores[a, b]))
        for a, b in zip(rows, columns, strict=True)
        if scores[a, b] >= alike and words[0][a]
    ]


def _bare(text: str) -> list[str]:
    """The dictionary forms of a text's words, sorted, without the little ones that say nothing."""
    return sorted(word for word in lemmas(text) if len(word) > 2 and word not in _LITTLE)


_LITTLE = {"для", "при", "над", "под", "без", "про", "или", "том", "что", "как", "это", "весь"}


def _pair(where: str, likeness: float, first: _Side, second: _Side) -> Pair:
    return Pair(where, likeness, *first[1:], *second[1:], first[0], second[0])
