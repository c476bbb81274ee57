from __future__ import annotations

import io

import pytest
from rich.console import Console

from commands.tables import print_on_terminal, print_plain

COLUMNS = ("end", "issuer", "order_number", "activity", "id")
ROW = (
    "2021-03-05",
    "Отдел образования",
    "15-од",
    "Провести собрание жителей посёлка",
    "98255-m001",
)


def shown(width: int, *rows: tuple[str, ...], optional: tuple[str, ...] = ()) -> tuple[str, object]:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False)
    left_out = print_on_terminal(rows, COLUMNS, console, optional=optional)
    return stream.getvalue(), left_out


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 200])
def test_days_ids_and_words_stay_whole(width: int) -> None:
    text, _ = shown(width, ROW, optional=("issuer",))

    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    for whole in ("2021-03-05", "98255-m001", "15-од", "собрание", "жителей"):
        assert whole in text


def test_wide_terminal_shows_every_column() -> None:
    text, left_out = shown(120, ROW, optional=("issuer",))

    assert left_out == ()
    assert "Отдел образования" in text
    assert "order_number" in text


def test_narrow_terminal_does_without_optional_columns() -> None:
    text, left_out = shown(60, ROW, optional=("missing", "issuer", "end"))

    assert left_out == ("issuer",)
    assert "Отдел" not in text
    assert "2021-03-05" in text


def test_what_fits_no_table_is_printed_row_by_row() -> None:
    text, left_out = shown(40, ROW, ROW)

    assert left_out == ()
    assert [line.split()[0] for line in text.splitlines() if line][:3] == ["1", "end", "issuer"]
    assert text.count("activity") == 2


def test_no_rows_are_no_table() -> None:
    assert shown(120) == ("", ())


def test_plain_table_is_aligned_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_plain([ROW], COLUMNS)
    head, line, row = capsys.readouterr().out.splitlines()

    assert head.index("activity") == row.index("Провести")
    assert set(line) == {"-", " "}
    assert all(value in row for value in ROW)
