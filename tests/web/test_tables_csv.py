from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from load.formulas import guarded_row
from web.tables_csv import GuardedCsv

CELLS = st.text(st.sampled_from('аb=+-@\t\r\n",; 5\u2028'), max_size=8)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6)


@given(ROWS, st.lists(st.integers(1, 9), min_size=1), st.booleans())
def test_records_survive_being_cut_anywhere(
    rows: list[list[str]], sizes: list[int], mark: bool
) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    data = stream.getvalue().encode()
    guard, out, at = GuardedCsv(mark=mark), b"", 0
    while at < len(data):
        size = sizes[at % len(sizes)]
        out += guard.feed(data[at : at + size], last=False)
        at += size
    out += guard.feed(b"", last=True)

    found = list(csv.reader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    assert found == [guarded_row(row) for row in rows]
    assert out.startswith(b"\xef\xbb\xbf") == mark


def test_records_are_not_held_back() -> None:
    guard = GuardedCsv(mark=False)

    assert guard.feed(b"a,b\r\n", last=False) == b"a,b\r\n"
    assert guard.feed(b'"x\r\n', last=False) == b""
    assert guard.feed(b'y",=1\r\n', last=False) == b'"x\r\ny",\'=1\r\n'


def test_a_long_cell_passes() -> None:
    long = "x" * 300_000

    assert GuardedCsv(mark=False).feed(f"{long}\r\n".encode(), last=True).strip() == long.encode()
