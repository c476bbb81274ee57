from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from commands.calendar import due
from commands.parties import parties
from commands.store import explain
from load.store import open_store, save_record

SCHOOL = "МБОУ «Лесная СОШ»"
CENTRE = "МБУ «Центр оценки»"


def factory() -> ModuleType:
    """The invented records of tests/load."""
    name = "store_test_records"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "load" / "records.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "orders.db"
    with open_store(path) as store:
        save_record(store, factory().record())
    return path


def call(*words: object) -> Result:
    return CliRunner().invoke(parties, [str(word) for word in words])


def test_merge_and_split_are_told(db: Path) -> None:
    merged = call("--merge", SCHOOL, CENTRE, "--db", db)
    parted = call("--split", SCHOOL, "--db", db)

    assert merged.exit_code == parted.exit_code == 0
    assert f"{CENTRE} (" in merged.stdout
    assert f"merged into {SCHOOL} (" in merged.stdout
    assert "1 rows in 1 orders moved" in merged.stderr
    assert f"split from {SCHOOL} (" in parted.stdout


def test_json_is_one_document(db: Path) -> None:
    answer = json.loads(call("--merge", SCHOOL, CENTRE, "--db", db, "--json").stdout)

    assert answer["action"] == "merge"
    assert answer["party"]["name"] == SCHOOL
    assert [each["name"] for each in answer["others"]] == [CENTRE]
    assert json.loads(call("--candidates", "--db", db, "--json").stdout) == []


def test_questions_follow(db: Path) -> None:
    call("--merge", SCHOOL, CENTRE, "--db", db)
    days = ["--from", "2021-01-01", "--to", "2022-12-31", "--continuous", "--csv"]

    found = CliRunner().invoke(due, [*days, "--party", CENTRE, "--db", str(db)]).stdout

    assert found == CliRunner().invoke(due, [*days, "--party", SCHOOL, "--db", str(db)]).stdout
    assert "Сопровождение сайта" in found
    assert f",{CENTRE}," not in found


def test_explanation_tells_a_person_decided(db: Path) -> None:
    with open_store(db, read_only=True) as store:
        sql = "SELECT measure_id FROM measures WHERE activity = 'Сопровождение сайта'"
        (measure,) = store.connection.execute(sql).fetchone()
    call("--merge", SCHOOL, CENTRE, "--db", db)

    told = CliRunner().invoke(explain, [measure, "--db", str(db)]).stdout

    assert f"«МБУ «ЦО»» → {SCHOOL}, expanded by document" in told
    assert "by a person's decision" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--merge", SCHOOL, SCHOOL], 2, "one party already"),
        (["--merge", SCHOOL, "Озёрная"], 2, "no party is called"),
        (["--split", SCHOOL], 2, "nobody merged anything"),
        (["--merge", SCHOOL], 2, "requires 2 arguments"),
        (["--split", SCHOOL, "--candidates"], 2, "go alone"),
        (["УО", "--candidates"], 2, "go alone"),
    ],
)
def test_wrong_usage_exits_with_2(db: Path, words: list[str], code: int, told: str) -> None:
    result = call("--db", db, *words)

    assert result.exit_code == code
    assert told in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("words", [["--merge", "А", "Б"], ["--split", "А"], ["--candidates"]])
def test_decision_makes_no_store(tmp_path: Path, words: list[str]) -> None:
    result = call(*words, "--db", tmp_path / "none.db")

    assert result.exit_code == 3
    assert not list(tmp_path.iterdir())


def test_cell_is_still_a_cell(db: Path) -> None:
    before = db.read_bytes()

    result = call("Отдел кадров, директор", "--db", db)

    assert result.stdout.splitlines()[0].startswith("Отдел кадров")
    assert db.read_bytes() == before
