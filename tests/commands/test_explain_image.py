"""`prikaz explain --image`: the row cut out of the file that it was read from."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from cli import prikaz
from corpus.load import load_orders
from corpus.render import RENDERERS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    order = next(each for each in load_orders() if each.id == "culture-plan-2013")
    RENDERERS["pdf"](order, folder / "order.pdf")
    path = folder / "orders.db"
    result = CliRunner().invoke(prikaz, ["ingest", str(folder), "--db", str(path), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    return path


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
