"""The invented orders of `corpus/orders`, read from TOML into `CorpusOrder`.

`corpus/orders/README.md` describes the files. What a careful reader would copy
word for word (cells, titles, clause texts) is taken from the content itself;
what he would have to understand (dates, parties, persons) stands beside it in
the file and is only brought into shape here. Nothing of the program under
measure is used: the answers must not agree with it by construction.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable, TableRow

ORDERS = Path(__file__).parent / "orders"

ANY = "*"
"""An answer that is not compared: the contract leaves the value open."""

_NUMBER = re.compile(r"(?:(?P<number>\d+(?:\.\d+)*|[а-я])(?:[.)]\s*|(?<=\.\d)\s+)|[-–—•]\s+)(?=\S)")


class CorpusError(ValueError):
    """A file of the corpus does not follow the format; the message says where."""


def load_orders(folder: Path = ORDERS) -> tuple[CorpusOrder, ...]:
    """Every order of the corpus, sorted by id.

    Raises:
        CorpusError: A file does not follow `corpus/orders/README.md`.
    """
    return tuple(load_order(path) for path in sorted(folder.glob("*.toml")))


def load_order(path: Path) -> CorpusOrder:
    """One order; its id is the file's name.

    Raises:
        CorpusError: The file does not follow `corpus/orders/README.md`.
    """
    with path.open("rb") as stream:
        data = tomllib.load(stream)
    try:
        return order_of(path.stem, data)
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path.name}: {error!r}") from error


def split_number(clause: str) -> tuple[str | None, str]:
    """The printed number of a clause without its closing mark, and the rest.

    A dash or bullet is no number: («- собрать сведения») gives (None, «собрать сведения»).
    """
    match = _NUMBER.match(clause)
    if match is None:
        return None, clause
    return match["number"], clause[match.end() :]


def order_of(name: str, data: dict[str, Any]) -> CorpusOrder:
    """An order from the keys that `corpus/orders/README.md` describes."""
    signatures = [(tuple(each["post"]), each["person"]) for each in data["signature"]]
    optional: dict[str, Any] = {}
    if "head" in data:
        optional["head"] = tuple(tuple(line) for line in data["head"])
    return CorpusOrder(
        id=name,
        letterhead=tuple(data.get("letterhead", ())),
        doc_type=data["doc_type"],
        date=data.get("date", ""),
        number=data.get("number", ""),
        place=data.get("place", ""),
        title=tuple(data["title"]),
        preamble=data.get("preamble", ""),
        command=data.get("command", ""),
        clauses=tuple(each["text"] for each in data.get("clause", ())),
        signature=signatures[0] if signatures else ((), ""),
        cosignatures=tuple(signatures[1:]),
        closing=tuple(data.get("closing", ())),
        annexes=tuple(_annex(each) for each in data.get("annex", ())),
        answers=_answers(data),
        **optional,
    )


def _annex(data: dict[str, Any]) -> CorpusAnnex:
    return CorpusAnnex(
        heading=tuple(data.get("heading", ())),
        title=tuple(data.get("title", ())),
        paragraphs=tuple(data.get("paragraphs", ())),
        tables=tuple(_table(each) for each in data.get("table", ())),
        closing=tuple(data.get("closing", ())),
    )


def _table(data: dict[str, Any]) -> CorpusTable:
    width = len(data["header"])
    rows = []
    for row in data["row"]:
        if "section" in row:
            number, title = row["section"]
            rows.append(TableRow("section", (number, title)))
            continue
        if len(row["cells"]) != width:
            raise CorpusError(f"{width} columns, but {len(row['cells'])} cells: {row['cells']}")
        rows.append(TableRow("row", tuple(row["cells"])))
    return CorpusTable(
        header=tuple(data["header"]),
        rows=tuple(rows),
        widths=tuple(float(each) for each in data.get("widths", ())),
        groups=tuple((first, last, text) for first, last, text in data.get("groups", ())),
        column_numbers=bool(data.get("column_numbers", False)),
    )


def _answers(data: dict[str, Any]) -> dict[str, Any]:
    """The answers in the shape that `corpus.compare` reads."""
    given = data["answers"]
    header = {
        "issuer": given.get("issuer"),
        "doc_type": given["doc_type"],
        "number": given.get("number"),
        "date": given.get("date"),
        "place": data.get("place") or None,
        "title": _flat(" ".join(data["title"])),
        "signatory_post": _flat(" ".join(data["signature"][0]["post"])) or None,
        "signatory_person": given.get("signatory_person"),
    }
    header.update(given.get("header", {}))
    sections, measures = _plan_answers(data.get("annex", ()))
    return {
        "header": header,
        "period": _period(given.get("period")),
        "clauses": _clause_answers(data.get("clause", ())),
        "sections": sections,
        "measures": measures,
        "members": [_member(each) for each in data.get("member", ())],
        "abbreviations": [dict(each) for each in data.get("abbreviation", ())],
        "references": [dict(each) for each in data.get("reference", ())],
    }


def _period(given: Any) -> str | tuple[dt.date, dt.date] | None:
    if given is None or given == ANY:
        return ANY if given else None
    start, end = given
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        raise CorpusError(f"a period is two dates: {given}")
    return start, end


def _clause_answers(clauses: Any) -> list[dict[str, Any]]:
    """Number, parent and text of each clause; the tree follows from the numbers as printed.

    A letter or a dash hangs on the numbered clause before it, «1.2» on «1».
    """
    answers = []
    dotted: str | None = None
    last: str | None = None
    for clause in clauses:
        number, text = split_number(clause["text"])
        if number is None:
            parent = last if text != clause["text"] else None
        elif number[0].isdigit():
            parent = number.rpartition(".")[0] or None
            dotted = last = number
        else:
            parent, last = dotted, f"{dotted}/{number}" if dotted else number
        answers.append(
            {
                "number": number,
                "parent": clause.get("parent", parent),
                "text": _flat(text),
                "deadlines": [read_deadline_answer(each) for each in clause.get("deadlines", ())],
                "persons": list(clause.get("persons", ())),
                "parties": [_party(each) for each in clause.get("parties", ())],
            }
        )
    return answers


def _plan_answers(annexes: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    sections: list[dict[str, Any]] = []
    measures: list[dict[str, Any]] = []
    for annex, table in _measure_tables(annexes):
        open_sections: list[dict[str, Any]] = []
        for row in table["row"]:
            if "section" in row:
                level = row.get("level", 1)
                del open_sections[level - 1 :]
                section = _section(
                    annex,
                    row.get("number", _bare(row["section"][0])),
                    _flat(row.get("title", row["section"][1])),
                    open_sections[-1]["title"] if open_sections else None,
                )
                open_sections.append(section)
                sections.append(section)
                continue
            if "section" in table["roles"]:
                named = _flat(row["cells"][table["roles"].index("section")])
                if not open_sections or open_sections[-1]["title"] != named:
                    open_sections = [_section(annex, None, named, None)]
                    sections += open_sections
            measures.append(_measure(annex, table["roles"], row, open_sections))
    return sections, measures


def _section(
    annex: dict[str, Any], number: str | None, title: str, parent: str | None
) -> dict[str, Any]:
    return {"annex": annex.get("number"), "number": number, "title": title, "parent": parent}


def _measure_tables(annexes: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for annex in annexes:
        for table in annex.get("table", ()):
            if "roles" in table:
                if len(table["roles"]) != len(table["header"]):
                    raise CorpusError(f"one role for each column: {table['roles']}")
                yield annex, table


def _measure(
    annex: dict[str, Any], roles: list[str], row: dict[str, Any], sections: list[dict[str, Any]]
) -> dict[str, Any]:
    texts: dict[str, str] = {}
    for role, cell in zip(roles, row["cells"], strict=True):
        if role not in ("number", "section", ANY) and cell and role not in texts:
            texts[role] = _flat(cell)
    number = _bare(row["cells"][roles.index("number")]) if "number" in roles else None
    return {
        "annex": annex.get("number"),
        "section": sections[-1]["title"] if sections else None,
        "number": row.get("number", number),
        "texts": texts,
        "deadlines": [read_deadline_answer(each) for each in row.get("deadlines", ("none",))],
        "parties": [_party(each) for each in row.get("parties", ())],
    }


def read_deadline_answer(words: str) -> dict[str, Any]:
    """A deadline's answer: «kind edtf start end rrule | condition», «-» for nothing, «*» for any.

    What is left out at the end is nothing.

    Raises:
        CorpusError: The words are not of that form.
    """
    fields, _, condition = words.partition(" | ")
    kind, edtf, start, end, rrule, *rest = [*fields.split(), "-", "-", "-", "-"]
    if any(each != "-" for each in rest):
        raise CorpusError(f"too many words in a deadline's answer: {words!r}")
    return {
        "kind": kind,
        "edtf": _value(edtf),
        "start": _date(start),
        "end": _date(end),
        "rrule": _value(rrule),
        "condition": condition or None,
    }


def _value(word: str) -> str | None:
    return None if word == "-" else word


def _date(word: str) -> dt.date | str | None:
    return word if word == ANY else None if word == "-" else dt.date.fromisoformat(word)


def _party(given: str | dict[str, str]) -> dict[str, str | None]:
    party: dict[str, str] = {"name": given} if isinstance(given, str) else given
    return {
        "name": party["name"],
        "role": party.get("role", ANY),
        "person": party.get("person"),
        "organisation": party.get("organisation", ANY),
    }


def _member(given: dict[str, str]) -> dict[str, str | None]:
    return {
        "annex": given.get("annex"),
        "group_name": given.get("group", ANY),
        "number": given.get("number"),
        "person": given["person"],
        "post": given.get("post"),
    }


def _bare(number: str) -> str | None:
    """A number as the contract keeps it: without a final dot, None where there is none."""
    return number.strip().removesuffix(".") or None


def _flat(text: str) -> str:
    return " ".join(text.split())
