"""The queries that come with the program, as data in queries.toml, titled in two languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from load.errors import QueryError, UnknownName


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One query: SQL over the contract's views and the parameters it takes, with their defaults."""

    name: str
    title_en: str
    title_ru: str
    sql: str
    parameters: dict[str, str] = field(default_factory=dict)

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """The parameters to run with: what was given, else the default.

        Raises:
            QueryError: The query has no parameter of that name.
        """
        if unknown := sorted(given.keys() - self.parameters.keys()):
            known = ", ".join(self.parameters) or "none"
            raise QueryError(f"{self.name} has no parameter {unknown[0]!r}; it has: {known}")
        return {**self.parameters, **given}


def named_query(name: str) -> NamedQuery:
    """The query of this name.

    Raises:
        UnknownName: There is none; the message names the closest ones.
    """
    try:
        return NAMED_QUERIES[name]
    except KeyError:
        from difflib import get_close_matches

        close = get_close_matches(name, NAMED_QUERIES, n=3, cutoff=0.4)
        hint = f"; did you mean {', '.join(close)}" if close else ""
        raise UnknownName(
            f"there is no query {name!r}{hint}; 'prikaz queries' lists them"
        ) from None


def _read() -> dict[str, NamedQuery]:
    text = resources.files("load").joinpath("queries.toml").read_text(encoding="utf-8")
    return {
        entry["name"]: NamedQuery(
            entry["name"],
            entry["title_en"],
            entry["title_ru"],
            entry["sql"].strip(),
            {name: str(value) for name, value in entry.get("parameters", {}).items()},
        )
        for entry in tomllib.loads(text)["query"]
    }


NAMED_QUERIES: dict[str, NamedQuery] = _read()
"""Every named query by its name, in the order of the file."""
