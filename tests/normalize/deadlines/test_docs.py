"""docs/deadlines.md says what the program does: its tables are executed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from normalize import deadlines
from normalize.deadlines import read_deadline
from normalize.record import DeadlineReading

PAGE = Path(__file__).parents[3] / "docs" / "deadlines.md"
CONTEXTS = {
    "": (dt.date(2021, 3, 5), None),
    "plan": (dt.date(2017, 5, 16), (dt.date(2017, 5, 16), dt.date(2018, 12, 31))),
    "school": (dt.date(2020, 8, 20), (dt.date(2020, 9, 1), dt.date(2021, 5, 31))),
    "nothing": (None, None),
}


def rows() -> list[dict[str, str]]:
    """Every row of a table whose first column is «words»."""
    found: list[dict[str, str]] = []
    header: list[str] = []
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line[:1] == "|" else []
        if not cells:
            header = []
        elif not header:
            header = cells
        elif not line.startswith("|--") and header[0] == "words":
            found.append(dict(zip(header, cells, strict=True)))
    return found


def read(row: dict[str, str]) -> DeadlineReading:
    order_date, period = CONTEXTS[row.get("context", "")]
    return read_deadline(row["words"], order_date=order_date, period=period)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["words"])
def test_the_page_says_what_comes_out(row: dict[str, str]) -> None:
    reading = read(row)

    assert "; ".join(item.kind for item in reading.items) == row["kind"]
    if "EDTF" in row:
        written = "; ".join(item.edtf or "" for item in reading.items)
        assert written.strip() == row["EDTF"]
    if "RRULE" in row:
        assert "; ".join(item.rrule or "" for item in reading.items) == row["RRULE"]
    if row.get("finding"):
        assert row["finding"] in {finding.code for finding in reading.findings}


def test_the_page_has_enough_examples() -> None:
    assert len(rows()) > 80


def test_every_finding_of_deadlines_is_explained() -> None:
    source = "".join(
        path.read_text("utf-8") for path in Path(deadlines.__file__).parent.glob("*.py")
    )
    codes = set(re.findall(r'"(deadline\.[a-z-]+)"', source))

    explained = set(
        re.findall(r"^\| (deadline\.[a-z-]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    )

    assert codes == explained
