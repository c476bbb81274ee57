"""The real seed orders, rendered anew into every format, read the same as their texts.

The seeds lie beside the checkout and are not part of it; each test builds a
`CorpusOrder` from the words of a seed's text.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import pipeline
from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable, TableRow
from corpus.render import RENDERERS, SUFFIXES, ruled_text
from corpus.render.ruled_text import in_old_code
from normalize.record import OrderRecord

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

OFFICE = ("odt", "rtf", "doc", "pdf-office")
OLD_CODES = {
    f"ruled-text-{manner}": getattr(ruled_text, manner.upper()).encoding
    for manner in ("double", "mixed", "pipe")
}
"""Texts in a code that lacks some of the seeds' signs."""

FORMATS = [name for name in RENDERERS if not name.startswith("scan")]
"""Scans have tests of their own."""


@pytest.fixture(params=["000_fe6f09801a87070e.txt", "004_d83eb5bc9160da98.txt"])
def seed(request: pytest.FixtureRequest) -> Path:
    path = SEEDS / str(request.param)
    if not path.exists():
        pytest.skip(f"the seed orders are not beside this checkout: {path.name}")
    return path


def blocks_of(text: str) -> list[list[str]]:
    """Groups of lines between blank lines, without the marks of bold text."""
    plain = re.sub(r"\*\*|</?b>", "", text)
    groups = re.split(r"\n[ \n]*\n", plain)
    return [
        lines
        for group in groups
        if (lines := [each.rstrip(" ") for each in group.split("\n") if each.strip()])
    ]


def seed_order(path: Path) -> CorpusOrder:
    """The seed's parts, told apart by their words alone."""
    blocks = blocks_of(path.read_text("utf-8"))
    kind = next(i for i, lines in enumerate(blocks) if any("ПРИКАЗ" in line for line in lines))
    letterhead = [line for lines in blocks[:kind] for line in lines]
    head = [line for lines in blocks[kind : kind + 3] for line in lines]
    first = next(i for i, lines in enumerate(blocks) if lines[0].startswith("1. "))
    last = next(i for i, lines in enumerate(blocks) if lines[0].startswith("Начальник"))
    lead = [lines[0] for lines in blocks[kind + 3 : first]]
    annexes = annexes_of(blocks[last + 2 :])
    return CorpusOrder(
        id=path.stem,
        letterhead=tuple(letterhead),
        doc_type=next(line for line in head if "ПРИКАЗ" in line),
        date=next(line for line in head if "«" in line),
        number=next(line for line in head if "№" in line),
        place=next((line for line in head if line.startswith("п.")), ""),
        title=(lead[0],),
        preamble=lead[1],
        command=lead[2] if len(lead) > 2 else "",
        clauses=tuple(lines[0] for lines in blocks[first:last]),
        signature=(tuple(blocks[last]), blocks[last + 1][0]),
        annexes=annexes,
    )


def annexes_of(blocks: list[list[str]]) -> tuple[CorpusAnnex, ...]:
    """Each table ends an annex; what stands above it is its note, text and title."""
    annexes: list[CorpusAnnex] = []
    above: list[list[str]] = []
    rows: list[list[str]] = []
    for lines in [*blocks, [""]]:
        if "\t" in lines[0]:
            rows += [cell.split("\t") for cell in lines if not set(cell) <= {"-", "\t"}]
            continue
        if rows:
            annexes.append(annex_of(above, rows))
            above, rows = [], []
        above.append(lines)
    return tuple(annexes)


def annex_of(above: list[list[str]], rows: list[list[str]]) -> CorpusAnnex:
    noted = above[0][0].startswith("Приложение")
    heading, rest = (above[0], above[1:]) if noted else ([], above)
    title, *texts = rest
    header, *body = rows_joined(rows)
    return CorpusAnnex(
        heading=tuple(line.strip() for line in heading),
        title=tuple(line.strip() for line in title),
        paragraphs=tuple(line for lines in texts for line in lines),
        tables=(CorpusTable(tuple(header), tuple(map(table_row, body))),),
    )


def rows_joined(rows: list[list[str]]) -> list[list[str]]:
    """The seeds' cut rows again as one: an empty number and a small letter go on."""
    joined: list[list[str]] = []
    for row in rows:
        words = [cell for cell in row if cell]
        tail = words[0][0].islower() and not row[0][:1].isdigit()
        if not tail:
            joined.append(row)
        elif row[0]:
            joined[-1][1] += " " + row[0]
        else:
            joined[-1] = [f"{up} {low}".strip() for up, low in zip(joined[-1], row, strict=True)]
    return joined


def table_row(cells: list[str]) -> TableRow:
    if cells[1] and not any(cells[2:]):
        return TableRow("section", (cells[0], cells[1]))
    return TableRow("row", tuple(cells))


def values_of(record: OrderRecord) -> dict[str, Any]:
    """Everything of a record but places: pages and boxes differ by format."""
    return {
        "head": (record.issuer, record.doc_type, record.number, record.date, record.place),
        "title": record.title,
        "signatory": (record.signatory_post, record.signatory_person),
        "period": record.period and (record.period.start, record.period.end),
        "clauses": [(each.path, each.text, each.persons) for each in record.clauses],
        "clause deadlines": [spanless(each.deadline.items) for each in record.clauses],
        "sections": [
            (section.number, " ".join(section.title.text.split()))
            for _, table in record.order.measure_tables()
            for section in table.sections
        ],
        "measures": [(each.number, each.texts) for each in record.measures],
        "deadlines": [spanless(each.deadline.items) for each in record.measures],
        "parties": [[party.name for party in each.parties.parties] for each in record.measures],
        "members": [(each.number, each.person, each.post) for each in record.members],
        "abbreviations": sorted((each.short, each.expansion) for each in record.abbreviations),
        "references": [(each.relation, each.number, each.date) for each in record.references],
        "residue": [quote.text for quote in record.order.residue],
    }


def spanless(items: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{**asdict(item), "span": None} for item in items]


def spelled_in(order: CorpusOrder, encoding: str) -> CorpusOrder:
    """The order in the signs that an old code has: a seed cannot keep others in it."""

    def spelled(part: Any) -> Any:
        if isinstance(part, str):
            return in_old_code(part, encoding)
        if isinstance(part, tuple):
            return tuple(map(spelled, part))
        if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{f.name: spelled(getattr(part, f.name)) for f in fields(part)})
        return part

    made = spelled(order)
    assert isinstance(made, CorpusOrder)
    return made


def record_of(path: Path) -> OrderRecord:
    record = pipeline.process(path).record
    assert record
    return record


@pytest.mark.parametrize("name", FORMATS)
def test_a_seed_in_every_format_reads_like_its_text(seed: Path, name: str, tmp_path: Path) -> None:
    if name in OFFICE and not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("LibreOffice writes this format and is not installed")
    text, encoding = seed, OLD_CODES.get(name)
    if encoding:
        text = tmp_path / "seed.txt"
        RENDERERS["text"](spelled_in(seed_order(seed), encoding), text)
    path = tmp_path / f"rendered{SUFFIXES[name]}"

    RENDERERS[name](seed_order(seed), path)

    assert values_of(record_of(path)) == values_of(record_of(text))
