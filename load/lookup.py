"""From what a person types to rows of the store: an order, a party, a day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from load.days import month_number
from load.errors import UnknownName
from load.ids import fold, number_key
from load.lemmas import lemmas
from load.store import Store
from load.suggestions import did_you_mean

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_NAMED = re.compile(r"(?<!\d)[«\"]?(\d{1,2})[»\"]?\s+([а-яё]{3,8})\s+(\d{4})(?!\d)", re.IGNORECASE)
_DATE_NOISE = re.compile(r"\bот\b|\bгода?\b|\bг\b\.?|@", re.IGNORECASE)
_DASH_BEFORE_LETTER = re.compile(r"-(?=[^\W\d_])")
_ID = re.compile(r"[0-9a-f]{4,12}")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order that a person asked for."""

    order_id: str
    doc_type: str | None
    number: str | None
    date: str | None
    title: str | None

    def __str__(self) -> str:
        """«приказ № 15-од от 2021-03-05 (982557756f85)»."""
        parts = [self.doc_type or "приказ"]
        parts += [f"№ {self.number}"] if self.number else []
        parts += [f"от {self.date}"] if self.date else []
        return " ".join(parts) + f" ({self.order_id})"


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party that a person asked for."""

    party_id: str
    name: str

    def __str__(self) -> str:
        """«управление образования (982557756f85)»."""
        return f"{self.name} ({self.party_id})"


@dataclass(frozen=True, slots=True)
class SpelledParty:
    """The party that words mean now, and the one of its own key that is so spelled.

    They differ where a person merged the second into the first.
    """

    now: FoundParty
    own: FoundParty


def find_order(store: Store, words: str) -> FoundOrder:
    """The one order with this id, number, or number and date («663», «№ 663 от 16.05.2017»).

    Raises:
        UnknownName: No order fits, or several do; the message names them.
    """
    text = words.strip()
    rows: list[tuple[str | None, ...]] = []
    date, rest = split_date(text)
    key = number_key(rest)
    if key:
        rows = store.connection.execute(
            f"SELECT {_ORDER_COLUMNS} FROM orders"
            " WHERE number_key = ? AND date IS coalesce(?, date) ORDER BY date, order_id",
            (key, date),
        ).fetchall()
        rows = rows or [row for row in _dated(store, date) if _squeezed(row[2]) == _squeezed(key)]
    elif date:
        rows = store.connection.execute(
            f"SELECT {_ORDER_COLUMNS} FROM orders WHERE date = ? ORDER BY order_id", (date,)
        ).fetchall()
    if _ID.fullmatch(text.lower()):
        by_id = store.connection.execute(
            f"SELECT {_ORDER_COLUMNS} FROM orders WHERE order_id GLOB ? || '*' ORDER BY order_id",
            (text.lower(),),
        ).fetchall()
        rows = by_id if len(text) == 12 or not rows else rows
    found = [FoundOrder(str(row[0]), *row[1:]) for row in rows]
    if len(found) == 1:
        return found[0]
    if not found:
        numbers = store.connection.execute(
            "SELECT DISTINCT number FROM orders WHERE number IS NOT NULL ORDER BY number"
        )
        hint = did_you_mean(rest or text, [number for (number,) in numbers])
        raise UnknownName(
            f"the store has no order {words!r}{hint}"
            f"{'' if hint else ';'} give its id, its number, or its number and date"
            " («663 2017-05-16»)"
        )
    named = ", ".join(map(str, found[:_MOST_NAMED]))
    more = " …" if len(found) > _MOST_NAMED else ""
    raise UnknownName(
        f"{len(found)} orders fit {words!r}: {named}{more}; add the date or use the id"
    )


def split_date(text: str) -> tuple[str | None, str]:
    """A date in a text as ISO, and what is left without it; (None, text) where there is none."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1)), (_NAMED, (3, 2, 1))):
        match = pattern.search(text)
        if not match:
            continue
        year, month, day = (match.group(at) for at in order)
        try:
            date = dt.date(int(year), month_number(month), int(day))
        except ValueError:
            continue
        rest = text[: match.start()] + " " + text[match.end() :]
        return date.isoformat(), _DATE_NOISE.sub(" ", rest).strip(" ,;.")
    return None, text


def find_parties(store: Store, words: str) -> list[FoundParty]:
    """The parties that a name means: any spelling, an acronym, or words of the name.

    A spelling or an acronym that the store knows means the parties so
    spelled; otherwise every party whose name has all the words, in any
    inflection. The name or id of a party that a person merged into another
    means the other one.

    Raises:
        UnknownName: No party fits; the message names the closest ones.
    """
    return list(dict.fromkeys(spelled.now for spelled in find_spelled(store, words)))


def find_spelled(store: Store, words: str) -> list[SpelledParty]:
    """As `find_parties`, each with the party of its own key: merged ones apart.

    Raises:
        UnknownName: No party fits; the message names the closest ones.
    """
    key = fold(words)
    rows = store.connection.execute(
        """
        SELECT p.party_id, p.name, p.party_id AS own, p.name AS called FROM parties AS p
            WHERE p.party_id = :text
        UNION SELECT p.party_id, p.name, d.party_id, d.name FROM party_decisions AS d
            JOIN parties AS p ON p.party_id = d.target_id WHERE d.party_id = :text
        UNION SELECT p.party_id, p.name, coalesce(d.party_id, p.party_id), coalesce(d.name, p.name)
            FROM party_aliases AS a JOIN parties AS p ON p.party_id = a.party_id
            LEFT JOIN party_decisions AS d ON d.party_id = a.merged_from
            WHERE a.alias_key = :key
        ORDER BY 2, 1, 4, 3
        """,
        {"text": words.strip(), "key": key},
    ).fetchall()
    found = [SpelledParty(FoundParty(*row[:2]), FoundParty(*row[2:])) for row in rows]
    found = found or _by_words(store, words) or _by_words(store, " ".join(_expansions(store, key)))
    if not found:
        raise UnknownName(_no_party(store, words))
    return found


def find_issuers(store: Store, words: str) -> list[str]:
    """The keys of the issuers whose names have all these words, in any inflection.

    Raises:
        UnknownName: No issuer fits; the message lists those that the store has.
    """
    wanted = set(lemmas(words))
    rows = store.connection.execute(
        "SELECT DISTINCT issuer_key, issuer FROM orders WHERE issuer IS NOT NULL ORDER BY issuer"
    ).fetchall()
    found = [key for key, name in rows if wanted and wanted <= set(lemmas(name))]
    if not found:
        named = "; ".join(name for _, name in rows[:_MOST_NAMED]) or "none"
        raise UnknownName(f"no issuer has the words {words!r}; the store has: {named}")
    return list(dict.fromkeys(found))


_ORDER_COLUMNS = "order_id, doc_type, number, date, title"


def _dated(store: Store, date: str | None) -> list[tuple[str | None, ...]]:
    """All orders, or those of a day."""
    return store.connection.execute(
        f"SELECT {_ORDER_COLUMNS} FROM orders WHERE date IS coalesce(?, date)"
        " ORDER BY date, order_id",
        (date,),
    ).fetchall()


def _squeezed(number: str | None) -> str:
    """A number without a dash before letters: whoever types «140-а» may mean «140а»."""
    return _DASH_BEFORE_LETTER.sub("", number_key(number))


def _by_words(store: Store, words: str) -> list[SpelledParty]:
    wanted = set(lemmas(words))
    if not wanted:
        return []
    rows = store.connection.execute(
        """
        SELECT party_id, name, party_id, name FROM parties
        UNION SELECT p.party_id, p.name, d.party_id, d.name FROM party_decisions AS d
            JOIN parties AS p ON p.party_id = d.target_id
        ORDER BY 2, 1, 4, 3
        """
    )
    return [
        SpelledParty(FoundParty(*row[:2]), FoundParty(*row[2:]))
        for row in rows
        if wanted <= set(lemmas(row[3]))
    ]


def _expansions(store: Store, key: str) -> list[str]:
    """What a short form stands for, where every order that defines it agrees."""
    rows = store.connection.execute("SELECT DISTINCT short, expansion FROM abbreviations")
    found = {fold(expansion) for short, expansion in rows if fold(short) == key}
    return sorted(found) if len(found) == 1 else []


def _no_party(store: Store, words: str) -> str:
    from rapidfuzz import fuzz, process

    names = [row[0] for row in store.connection.execute("SELECT DISTINCT name FROM parties")]
    folded = {name: fold(name) for name in names}
    close = process.extract(
        fold(words), folded, scorer=fuzz.partial_ratio, limit=3, score_cutoff=60
    )
    hint = "; ".join(f"«{name}»" for *_, name in close)
    return f"no party is called {words!r}" + (f"; did you mean {hint}" if hint else "")
