"""`prikaz explain --image`: the row cut out of the file that it was read from."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from cli import prikaz
from corpus.load import load_orders
from corpus.model import CorpusOrder, CorpusTable
from corpus.render import RENDERERS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    order = next(each for each in load_orders() if each.id == "culture-plan-2013")
    RENDERERS["pdf"](_with_doubt(order), folder / "order.pdf")
    path = folder / "orders.db"
    result = CliRunner().invoke(prikaz, ["ingest", str(folder), "--db", str(path), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    return path


def _with_doubt(order: CorpusOrder) -> CorpusOrder:
    """The order with a deadline in its first row that nobody can understand."""
    annex = order.annexes[0]
    table = annex.tables[0]
    at = next(at for at, row in enumerate(table.rows) if row.kind == "row")
    column = next(at for at, text in enumerate(table.header) if text.startswith("Срок"))
    cells = list(table.rows[at].cells)
    cells[column] = "по воле облаков"
    rows = (*table.rows[:at], replace(table.rows[at], cells=tuple(cells)), *table.rows[at + 1 :])
    tables: tuple[CorpusTable, ...] = (replace(table, rows=rows), *annex.tables[1:])
    return replace(order, annexes=(replace(annex, tables=tables), *order.annexes[1:]))


def test_the_box_of_a_doubt_is_cut_out(store: Path, tmp_path: Path) -> None:
    """The picture of a finding is that of the cell which the finding is about."""
    sql = "SELECT finding_id, measure_id FROM finding_view WHERE code = 'deadline.not-understood'"
    answer = CliRunner().invoke(prikaz, ["query", sql, "--csv", "--db", str(store)])
    finding, row = answer.stdout.splitlines()[1].split(",")
    pictures = []
    for ident, column in ((finding, []), (row, ["--column", "deadline"])):
        target = tmp_path / "doubt.png"
        words = ["explain", ident, "--image", str(target), *column, "--db", str(store)]
        result = CliRunner().invoke(prikaz, words)
        assert result.exit_code == 0, result.output
        pictures.append(target.read_bytes())
        assert f"{finding}, page 2 at " in result.stdout

    assert pictures[0] == pictures[1]


def test_doubt_without_a_box_has_no_picture(store: Path, tmp_path: Path) -> None:
    sql = "SELECT order_id FROM order_view"
    answer = CliRunner().invoke(prikaz, ["query", sql, "--csv", "--db", str(store)])
    order = answer.stdout.splitlines()[1]

    words = ["explain", order, "--image", str(tmp_path / "order.png"), "--db", str(store)]
    result = CliRunner().invoke(prikaz, words)

    assert result.exit_code == 1
    assert "no box is known" in result.stderr


def measure(store: Path) -> str:
    sql = "SELECT measure_id FROM measure_view WHERE position = 3"
    result = CliRunner().invoke(prikaz, ["query", sql, "--csv", "--db", str(store)])
    return result.stdout.splitlines()[1]


def test_a_row_and_a_cell_are_cut_out(store: Path, tmp_path: Path) -> None:
    sizes = []
    for column in ([], ["--column", "deadline"]):
        target = tmp_path / "row.png"
        words = ["explain", measure(store), "--image", str(target), *column, "--db", str(store)]
        assert CliRunner().invoke(prikaz, words).exit_code == 0
        sizes.append(Image.open(io.BytesIO(target.read_bytes())).size)

    (row_width, _), (cell_width, _) = sizes
    assert row_width > 2 * cell_width > 0


def test_a_file_that_went_away_is_named(store: Path, tmp_path: Path) -> None:
    words = ["explain", measure(store), "--image", str(tmp_path / "row.png"), "--db", str(store)]
    source = store.parent / "order.pdf"
    moved = source.rename(tmp_path / "moved.pdf")
    try:
        result = CliRunner().invoke(prikaz, words)
    finally:
        moved.rename(source)

    assert result.exit_code == 1
    assert "order.pdf" in result.stderr
    assert not (tmp_path / "row.png").exists()
