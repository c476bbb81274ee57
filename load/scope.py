"""Which deadlines a question is about: those of a party, an issuer, an order, or all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from load.lookup import find_issuers, find_order, find_parties
from load.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """Which deadlines a question is about; None means all."""

    party: str | None = None
    issuer: str | None = None
    order: str | None = None

    def condition(self, store: Store) -> tuple[str, dict[str, str]]:
        """SQL over the columns of `calendar_view` (as `v`), and its parameters.

        Raises:
            UnknownName: The store has no such party, issuer or order.
        """
        parts: list[str] = []
        values: dict[str, str] = {}
        if self.party:
            parts.append(
                _carried_by(store, [p.party_id for p in find_parties(store, self.party)], values)
            )
        if self.issuer:
            names = bind(values, "issuer", find_issuers(store, self.issuer))
            parts.append(
                f"v.order_id IN (SELECT order_id FROM orders WHERE issuer_key IN ({names}))"
            )
        if self.order:
            names = bind(values, "order", [find_order(store, self.order).order_id])
            parts.append(f"v.order_id IN ({names})")
        return " AND ".join(parts) or "1", values


EVERYTHING = Scope()


_FEW = 20_000
"""Up to so many measures of a party are looked up one by one; more are told while reading."""


def _carried_by(store: Store, party_ids: list[str], values: dict[str, str]) -> str:
    """The condition that one of the parties carries the measure or clause of a deadline."""
    names = bind(values, "party", party_ids)
    chosen = f"r.party_id IN ({names})"
    own = {name: value for name, value in values.items() if name.startswith("party")}
    count = store.connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM responsibles AS r WHERE {chosen} LIMIT {_FEW})", own
    ).fetchone()[0]
    if count < _FEW:
        return (
            "v.deadline_id IN (SELECT d.deadline_id FROM responsibles AS r"
            f" JOIN deadlines AS d ON d.measure_id = r.measure_id WHERE {chosen}"
            " UNION ALL SELECT d.deadline_id FROM responsibles AS r"
            f" JOIN deadlines AS d ON d.clause_id = r.clause_id WHERE {chosen})"
        )
    return (
        "EXISTS (SELECT 1 FROM responsibles AS r"
        f" WHERE r.owner_id = coalesce(v.measure_id, v.clause_id) AND {chosen})"
    )


def bind(values: dict[str, str], prefix: str, items: Iterable[str]) -> str:
    """Name one parameter an item; the names for use in `IN (…)`."""
    names = []
    for at, item in enumerate(items):
        values[f"{prefix}{at}"] = item
        names.append(f":{prefix}{at}")
    return ", ".join(names)
