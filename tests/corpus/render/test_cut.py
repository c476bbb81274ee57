"""Rows that a page break cuts: nothing is lost, and both halves are real halves."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import CorpusTable, TableRow
from corpus.render.cut import Piece, cut_rows

WORDS = st.lists(st.text("абвгд", min_size=1, max_size=9), max_size=40).map(" ".join)
ROWS = st.lists(
    st.tuples(WORDS, WORDS, WORDS).map(lambda cells: TableRow("row", cells))
    | st.tuples(st.sampled_from(["", "1.", "II."]), WORDS).map(
        lambda cells: TableRow("section", cells)
    ),
    min_size=1,
    max_size=12,
)


def table_of(rows: list[TableRow]) -> CorpusTable:
    return CorpusTable(header=("№", "Мероприятие", "Срок"), rows=tuple(rows), widths=(1, 4, 2))


def joined(pieces: list[Piece]) -> list[TableRow]:
    """The rows again: a tail goes on the piece before it, cell by cell."""
    rows: list[TableRow] = []
    for piece in pieces:
        if piece.tail:
            head = rows.pop()
            cells = zip(head.cells, piece.row.cells, strict=True)
            rows.append(TableRow(head.kind, tuple(" ".join(both).strip() for both in cells)))
        else:
            rows.append(piece.row)
    return rows


@settings(deadline=None, max_examples=80)
@given(ROWS, st.integers(min_value=4, max_value=40))
def test_the_pieces_are_the_rows(rows: list[TableRow], page_lines: int) -> None:
    pieces = list(cut_rows(table_of(rows), page_lines=page_lines))

    assert joined(pieces) == rows


@settings(deadline=None, max_examples=80)
@given(ROWS, st.integers(min_value=4, max_value=40))
def test_a_tail_follows_a_break_and_has_words(rows: list[TableRow], page_lines: int) -> None:
    for piece in cut_rows(table_of(rows), page_lines=page_lines):
        if piece.tail:
            assert piece.breaks
            assert any(piece.row.cells)


def test_a_long_cell_is_cut_and_the_short_ones_end_above() -> None:
    row = TableRow("row", ("1.", "слово " * 60, "Май 2020 года"))

    upper, lower = cut_rows(table_of([row]), page_lines=4)

    assert upper.row.cells[0] == "1."
    assert upper.row.cells[2] == "Май 2020 года"
    assert lower.row.cells[0] == lower.row.cells[2] == ""
    assert lower.row.cells[1].startswith("слово")


def test_a_row_that_fits_the_next_page_is_not_cut() -> None:
    rows = [TableRow("row", (str(number), "слово", "май")) for number in range(1, 6)]

    pieces = list(cut_rows(table_of(rows), page_lines=2))

    assert [piece.breaks for piece in pieces] == [False, False, True, False, True]
    assert not any(piece.tail for piece in pieces)
