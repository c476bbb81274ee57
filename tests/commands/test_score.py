"""`prikaz score` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from commands.score import score


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads nothing."""
    monkeypatch.setattr(
        "pipeline.process", lambda path: SimpleNamespace(record=None, error=f"{path.name}: no")
    )


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with a fault."""

    def process(_: Path) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("pipeline.process", process)


def test_one_order_gives_figures_and_errors_as_json() -> None:
    result = CliRunner().invoke(
        score, ["--format", "text", "--order", "culture-plan", "--json", "--field", "measure"]
    )

    assert result.exit_code == 0
    document = json.loads(result.stdout)
    rows = {row["field"]: row for row in document["headline"]}
    assert rows["rows"]["values"] == rows["rows"]["exact"] == 7
    assert rows["cells"]["rate"] > 0.9
    assert document["refused"] == []
    assert all("measure" in each["field"] for each in document["errors"])


def test_figures_are_printed_by_field_and_as_a_headline() -> None:
    result = CliRunner().invoke(score, ["--format", "text", "--order", "culture", "--no-errors"])

    lines = result.stdout.splitlines()
    assert lines[1].split() == ["fields", "format", "values", "exact", "rate", "letters"]
    assert any(line.split()[:3] == ["measure.found", "text", "7"] for line in lines)
    assert any(line.split()[:3] == ["rows", "text", "7"] for line in lines)


@pytest.mark.usefixtures("refusing")
def test_files_that_are_not_read_are_named_and_cost_the_exit_code() -> None:
    result = CliRunner().invoke(score, ["--format", "text", "--order", "culture"])

    assert result.exit_code == 1
    assert "culture-plan-2013 [text]  not read: culture-plan-2013.txt: no" in result.stdout


@pytest.mark.usefixtures("crashing")
def test_a_fault_of_the_program_is_one_lost_file_not_the_end() -> None:
    result = CliRunner().invoke(score, ["--format", "text", "--order", "20", "--json"])

    assert result.exit_code == 1
    refused = json.loads(result.stdout)["refused"]
    assert len(refused) >= 20
    assert "ZeroDivisionError: division by zero" in refused[0]["error"]


def test_rendered_files_can_be_kept(tmp_path: Path) -> None:
    CliRunner().invoke(
        score, ["--format", "text,text-cut", "--order", "culture", "--keep", str(tmp_path)]
    )

    assert (tmp_path / "text" / "culture-plan-2013.txt").exists()
    assert (tmp_path / "text-cut" / "culture-plan-2013.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "papyrus"], "'papyrus' is none of text, text-cut"),
        (["--order", "nowhere"], "no order's id has these letters"),
    ],
)
def test_wrong_usage_is_said_with_code_2(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(score, arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_missing_program_is_said_with_code_4(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    result = CliRunner().invoke(score, ["--format", "rtf", "--order", "culture"])

    assert result.exit_code == 4
    assert "apt-get install libreoffice-writer-nogui" in result.stderr
