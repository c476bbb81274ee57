"""Full-text search in any inflection: words, phrases, beginnings of words, exact forms.

The index holds dictionary forms (`load.indexing`). A word of the question
means all its dictionary forms; «справок» finds «справка», «УО» finds its
expansion and the expansion finds «УО». Snippets show the original words.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.lexicon import is_word
from load.errors import QueryError
from load.lemmas import readings, words
from load.snippets import Wanted, snippet_of, wanted_in
from load.store import Store

MODES = ("words", "phrase", "prefix", "exact")
"""`words`: all of them, anywhere; `phrase`: side by side, in any inflection; `prefix`: words that
begin so; `exact`: side by side, in these very forms."""

KINDS = ("measure", "clause", "title", "table", "member", "text")

RANKED = 100_000
"""Up to so many hits are ranked; beyond, a rank says little and takes long."""

_SCORE = "bm25(passage_index, 4.0, 1.0)"
"""A word of the activity itself counts four times a word beside it.

Sorted as an expression: `ORDER BY rank` has FTS5 keep every hit with its
places, where a sorter with a limit keeps the best ones (1.7 times faster).
"""

_SAMPLES = 32
"""Stretches of the index in which hits are counted to tell how many there are."""

_SAMPLED = 1 / 32
"""How much of the index the stretches cover together."""

_QUOTED = re.compile(r'"([^"]+)"|«([^»]+)»|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """One found passage. `snippet` has the found words between the marks asked for."""

    kind: str
    id: str
    order_id: str
    order_number: str | None
    order_date: str | None
    issuer: str | None
    snippet: str
    deadline_text: str | None
    deadline_end: str | None
    responsible: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for, in which way and where.

    `issuer_keys` limits the answer to these issuers; `kinds` to these
    passages. `ranked` says whether the best come first: None ranks up to
    `RANKED` hits, False takes the first ones at once. `marks` stand around
    found words in snippets.
    """

    words: str
    mode: str = "words"
    kinds: tuple[str, ...] = ()
    issuer_keys: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0
    ranked: bool | None = None
    marks: tuple[str, str] = ("[", "]")


def search(store: Store, question: Question) -> list[Hit]:
    """The best passages for a question, or the first ones where there are too many to rank.

    Raises:
        QueryError: The question has no word, or an unknown mode or kind.
    """
    if question.mode not in MODES:
        raise QueryError(f"unknown search mode {question.mode!r}; choose from {', '.join(MODES)}")
    if unknown := set(question.kinds) - set(KINDS):
        raise QueryError(f"unknown kind {min(unknown)!r}; choose from {', '.join(KINDS)}")
    match = match_of(question.words, question.mode)
    ranked = question.ranked
    if ranked is None:
        ranked = estimated_hits(store, match) < RANKED
    hits = _candidates(store, match, question, ranked=ranked)
    if question.mode == "exact":
        forms = words(question.words)
        hits = (hit for hit in hits if _has_forms(_text(store, hit), forms))
        hits = itertools.islice(hits, question.offset, question.offset + question.limit)
    wanted = wanted_in(question.words, prefix=question.mode == "prefix")
    return [_hit(store, row, wanted, question.marks) for row in hits]


def count_hits(store: Store, match: str, *, most: int = RANKED) -> int:
    """How many passages fit an FTS5 expression, counted no further than `most`."""
    row = store.connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM passage_index WHERE passage_index MATCH ? LIMIT ?)",
        (match, most),
    ).fetchone()
    return int(row[0])


def estimated_hits(store: Store, match: str) -> int:
    """About how many passages fit an FTS5 expression; never more than there are passages.

    A small index is not looked at; of a large one some stretches are counted,
    which takes a thirtieth of the time. Whether to rank needs no more. A
    beginning of words is counted through: FTS5 gathers its words anew for
    each stretch.
    """
    if "*" in match:
        return count_hits(store, match, most=RANKED)
    (last,) = store.connection.execute("SELECT max(passage_id) FROM passages").fetchone()
    if last is None or last < RANKED:
        return int(last or 0)
    size = int(last * _SAMPLED / _SAMPLES)
    found = sum(
        store.connection.execute(
            "SELECT count(*) FROM passage_index WHERE passage_index MATCH ?"
            " AND rowid BETWEEN ? AND ?",
            (match, start, start + size - 1),
        ).fetchone()[0]
        for start in range(1, last, max(1, last // _SAMPLES))
    )
    return int(found / _SAMPLED)


def match_of(text: str, mode: str = "words") -> str:
    """The FTS5 expression for what a person typed.

    In mode `words`, «"…"» asks for a phrase, `-word` leaves out, and `word*`
    finds beginnings.

    Raises:
        QueryError: There is no word to look for.
    """
    if mode == "words":
        return _free_expression(text)
    forms = words(text)
    if not forms:
        raise QueryError("give at least one word to look for")
    if mode == "prefix":
        return " AND ".join(_beginning(form) for form in forms)
    return _phrase(forms)


def _free_expression(text: str) -> str:
    wanted: list[str] = []
    unwanted: list[str] = []
    for quoted, angled, bare in _QUOTED.findall(text):
        phrase = words(quoted or angled or bare)
        if not phrase:
            continue
        target = unwanted if bare.startswith("-") and len(bare) > 1 else wanted
        if bare.endswith("*"):
            target.append(" AND ".join([*map(_word, phrase[:-1]), _beginning(phrase[-1])]))
        else:
            target.append(_phrase(phrase) if len(phrase) > 1 else _word(phrase[0]))
    if not wanted:
        raise QueryError("give at least one word to look for")
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _word(form: str) -> str:
    return "(" + " OR ".join(f'"{reading}"' for reading in readings(form)) + ")"


def _phrase(forms: Sequence[str]) -> str:
    """A phrase in every combination of likely readings, 16 at most."""
    combinations = itertools.islice(itertools.product(*map(readings, forms)), 16)
    return "(" + " OR ".join('"' + " ".join(each) + '"' for each in combinations) + ")"


def _beginning(form: str) -> str:
    """Words that begin so; a whole word stands for its dictionary form too."""
    options = [f'"{form}"*']
    if is_word(form):
        options += [f'"{reading}"' for reading in readings(form) if not reading.startswith(form)]
    return "(" + " OR ".join(options) + ")"


def _candidates(
    store: Store, match: str, question: Question, *, ranked: bool
) -> Iterator[tuple[str, str, str, float | None]]:
    """(kind, owner id, order id, score) of passages that fit, from the best on."""
    values: dict[str, object] = {"match": match}
    conditions: list[str] = []
    if question.kinds:
        conditions.append("p.kind IN (" + _names(values, "kind", question.kinds) + ")")
    if question.issuer_keys:
        keys = _names(values, "issuer", question.issuer_keys)
        conditions.append(
            f"p.order_id IN (SELECT order_id FROM orders WHERE issuer_key IN ({keys}))"
        )
    limit = ""
    if question.mode != "exact":
        limit = "LIMIT :limit OFFSET :offset"
        values |= {"limit": question.limit, "offset": question.offset}
    score = f"-{_SCORE}" if ranked else "NULL"
    # of equal ones the same come first on every page
    order = f"ORDER BY {_SCORE}, passage_index.rowid" if ranked else ""
    if conditions:
        sql = f"""
            SELECT p.kind, p.owner_id, p.order_id, {score}
            FROM passage_index JOIN passages AS p ON p.passage_id = passage_index.rowid
            WHERE passage_index MATCH :match AND {" AND ".join(conditions)} {order} {limit}"""
    else:
        # only the hits of this page are looked up, not all that are ranked
        sql = f"""
            SELECT p.kind, p.owner_id, p.order_id, h.score
            FROM (SELECT rowid AS id, {score} AS score FROM passage_index
                WHERE passage_index MATCH :match {order} {limit}) AS h
            CROSS JOIN passages AS p ON p.passage_id = h.id"""
    cursor: sqlite3.Cursor = store.connection.execute(sql, values)
    return iter(cursor)


def _names(values: dict[str, object], prefix: str, items: Sequence[str]) -> str:
    for at, item in enumerate(items):
        values[f"{prefix}{at}"] = item
    return ", ".join(f":{prefix}{at}" for at in range(len(items)))


_TEXTS = {
    "measure": """
        SELECT deadline_text, deadline_end, responsible, activity, responsible, result_text
        FROM measure_view WHERE measure_id = ?""",
    "clause": """
        SELECT deadline_text, deadline_end, persons, text
        FROM clauses WHERE clause_id = ?""",
    "title": "SELECT NULL, NULL, NULL, title, issuer, place FROM orders WHERE order_id = ?",
    "member": """
        SELECT NULL, NULL, person, person, post, duty, group_name
        FROM members WHERE member_id = ?""",
    "text": "SELECT NULL, NULL, NULL, text FROM paragraphs WHERE paragraph_id = ?",
}
"""Deadline, its last day, who carries it, then the words of the passage."""


def _owner_row(
    store: Store, kind: str, ident: str
) -> tuple[str, str | None, str | None, str | None]:
    """The original words of a passage, its deadline and who carries it."""
    if kind == "table":
        table, _, row = ident.rpartition("-r")
        cells = store.connection.execute(
            'SELECT text FROM table_cells WHERE table_id = ? AND "row" = ? ORDER BY "column"',
            (table, int(row)),
        )
        return " · ".join(text for (text,) in cells if text), None, None, None
    found = store.connection.execute(_TEXTS[kind], (ident,)).fetchone()
    if found is None:
        return "", None, None, None
    deadline, ends, responsible, *parts = found
    return " · ".join(part for part in parts if part), deadline, ends, responsible


def _text(store: Store, row: tuple[str, str, str, float | None]) -> str:
    """All the words that a passage was made of, in their own forms."""
    kind, ident = row[:2]
    text = _owner_row(store, kind, ident)[0]
    if kind == "measure":
        beside = store.connection.execute(_BESIDE, (ident,)).fetchone()
        text = " · ".join(part for part in (text, *beside) if part)
    return text


_BESIDE = """
    SELECT m.responsible_text, m.deadline_text, s.title,
        (SELECT group_concat(t.value, ' · ') FROM json_each(m.texts) AS t
         WHERE t.key NOT IN ('activity', 'deadline', 'responsible', 'result', 'number'))
    FROM measures AS m LEFT JOIN sections AS s ON s.section_id = m.section_id
    WHERE m.measure_id = ?
"""


def _has_forms(text: str, forms: tuple[str, ...]) -> bool:
    found = words(text)
    size = len(forms)
    return any(found[at : at + size] == forms for at in range(len(found) - size + 1))


def _acronyms(store: Store, order_id: str) -> list[tuple[str, str]]:
    return store.connection.execute(
        "SELECT short, expansion FROM abbreviations WHERE order_id = ? AND is_term = 0",
        (order_id,),
    ).fetchall()


def _hit(
    store: Store,
    row: tuple[str, str, str, float | None],
    wanted: Wanted,
    marks: tuple[str, str],
) -> Hit:
    kind, ident, order_id, score = row
    text, deadline, ends, responsible = _owner_row(store, kind, ident)
    number, date, issuer = store.connection.execute(
        "SELECT number, date, issuer FROM orders WHERE order_id = ?", (order_id,)
    ).fetchone()
    snippet = snippet_of(text, wanted.with_acronyms(_acronyms(store, order_id)), marks)
    rounded = None if score is None else round(score, 3)
    return Hit(
        kind, ident, order_id, number, date, issuer, snippet, deadline, ends, responsible, rounded
    )
