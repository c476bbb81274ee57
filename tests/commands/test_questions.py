from __future__ import annotations

import csv
import importlib.util
import io
import json
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner, Result

from commands import calendar, questions
from commands import store as store_commands
from commands.output import print_rows
from load.store import open_store, save_record


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


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("commands") / "orders.db"
    made = factory()
    with open_store(path) as store:
        save_record(store, made.record())
        save_record(store, made.record("7", "2020-01-11", source="7.docx"))
    return path


def call(command: click.Command, *words: object, db: Path | None = None) -> Result:
    arguments = [str(word) for word in words]
    if db is not None:
        arguments += ["--db", str(db)]
    return CliRunner().invoke(command, arguments)


COMMANDS = {
    "query": questions.query,
    "queries": questions.queries,
    "search": questions.search,
    "due": calendar.due,
    "load": calendar.load_command,
    "overdue": calendar.overdue,
    "compare": questions.compare,
    "stats": questions.stats,
    "explain": store_commands.explain,
    "status": store_commands.status,
}

ANSWERING = [
    (questions.query, ["SELECT * FROM order_view"]),
    (questions.query, ["--name", "due-in-month", "-p", "month=2021-03"]),
    (questions.search, ["план"]),
    (calendar.due, ["--from", "2021-03-01", "--to", "31.03.2021"]),
    (calendar.load_command, []),
    (calendar.overdue, ["--on", "2021-06-01"]),
    (questions.compare, ["15-од", "7"]),
    (questions.stats, []),
]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_sentence_exit_codes_and_an_example(name: str) -> None:
    assert COMMANDS[name].name == name
    told = call(COMMANDS[name], "--help").stdout

    assert "xits with" in told
    assert f"prikaz {name}" in told or name == "queries"


@pytest.mark.parametrize(("command", "words"), ANSWERING)
def test_every_style_says_the_same(db: Path, command: click.Command, words: list[str]) -> None:
    as_json = json.loads(call(command, *words, "--json", db=db).stdout)
    lines = call(command, *words, "--jsonl", db=db).stdout.splitlines()
    as_csv = list(csv.DictReader(io.StringIO(call(command, *words, "--csv", db=db).stdout)))
    table = call(command, *words, db=db).stdout.splitlines()

    assert as_json
    assert [json.loads(line) for line in lines] == as_json
    assert [list(row) for row in as_csv] == [list(row) for row in as_json]
    assert len(table) == len(as_json) + 2
    assert table[0].split()[0] == next(iter(as_json[0]))


def test_data_goes_to_stdout_and_the_rest_to_stderr(db: Path) -> None:
    result = call(questions.search, "нигделе", "--json", db=db)

    assert json.loads(result.stdout) == []
    assert result.stderr.startswith("nothing found: the store has no «нигделе»")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("command", "words", "code", "told"),
    [
        (questions.query, ["SELEC"], 2, "syntax error"),
        (questions.query, ["DROP TABLE orders"], 2, "only SELECT is allowed"),
        (questions.query, ["--name", "nothing"], 2, "'prikaz queries' lists them"),
        (questions.query, ["--name", "orders", "-p", "x=1"], 2, "no parameter 'x'"),
        (questions.query, ["--name", "orders", "-p", "x"], 2, "NAME=VALUE"),
        (questions.query, [], 2, "either SQL or --name"),
        (questions.query, ["SELECT 1", "--name", "orders"], 2, "either SQL or --name"),
        (calendar.due, ["--from", "2021-03-02", "--to", "2021-03-01"], 2, "--to is before"),
        (calendar.due, ["--from", "march", "--to", "2021-03-01"], 2, "march"),
        (calendar.due, [], 2, "--party"),
        (calendar.due, ["--from", "2021-03-01", "--endless"], 2, "--to"),
        (calendar.overdue, ["--on", "2021-03"], 2, "more than a day"),
        (calendar.overdue, ["--on", "31.02.2021"], 2, "no day of the calendar"),
        (questions.query, ["SELECT activty FROM measure_view"], 2, "did you mean activity?"),
        (questions.query, ["SELECT 1 FROM measure_views"], 2, "did you mean measure_view"),
        (questions.query, ["BEGIN"], 2, "only SELECT is allowed"),
        (calendar.load_command, ["--party", "щщ"], 2, "no party is called"),
        (calendar.overdue, ["--on", "2021-03-01", "--issuer", "щщ"], 2, "no issuer"),
        (questions.compare, ["15-од", "77"], 2, "no order '77'"),
        (questions.search, ["!!"], 2, "at least one word"),
        (store_commands.explain, ["x-m001"], 2, "neither a measure"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(
    db: Path, command: click.Command, words: list[str], code: int, told: str
) -> None:
    result = call(command, *words, db=db)

    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


def test_query_that_takes_too_long_exits_with_1(db: Path) -> None:
    endless = (
        "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )

    result = call(questions.query, endless, "--time-limit", "0.2", db=db)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "longer than 0.2 seconds" in result.stderr


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "queries"])
@pytest.mark.parametrize("state", ["missing", "no store"])
def test_store_that_cannot_be_used_exits_with_3(tmp_path: Path, name: str, state: str) -> None:
    path = tmp_path / "orders.db"
    if state == "no store":
        path.write_text("Приказ", encoding="utf-8")
    words = {
        "query": ["SELECT 1"],
        "search": ["план"],
        "due": ["--from", "2021-01-01", "--to", "2021-01-02"],
        "overdue": ["--on", "2021-01-01"],
        "compare": ["1", "2"],
        "explain": ["1"],
    }

    result = call(COMMANDS[name], *words.get(name, []), db=path)

    assert (result.exit_code, result.stdout) == (3, "")
    assert str(path) in result.stderr
    assert "Traceback" not in result.stderr


def test_store_comes_from_the_environment(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRIKAZ_DB", str(db))

    assert call(questions.stats).exit_code == 0


def test_sql_is_read_from_standard_input(db: Path) -> None:
    result = CliRunner().invoke(
        questions.query, ["-", "--jsonl", "--db", str(db)], input="SELECT count(*) AS n FROM orders"
    )

    assert result.stdout == '{"n": 2}\n'


def test_due_takes_a_party_in_any_spelling(db: Path) -> None:
    words = ["--from", "2021-03-01", "--to", "2021-03-31", "--party", "управлению образования"]

    rows = json.loads(call(calendar.due, *words, "--order", "15-од", "--json", db=db).stdout)

    assert [(row["end"], row["number"]) for row in rows] == [("2021-03-26", "1")]


def test_queries_are_listed_in_both_languages() -> None:
    rows = json.loads(call(questions.queries, "--json").stdout)

    assert len(rows) >= 20
    assert {"name", "title", "название", "parameters"} == set(rows[0])


def test_explain_tells_file_place_rules_and_joins(db: Path) -> None:
    (row,) = json.loads(
        call(
            questions.query,
            "SELECT measure_id FROM measure_view WHERE order_number = '7' AND position = 2",
            "--json",
            db=db,
        ).stdout
    )

    told = call(store_commands.explain, row["measure_id"], db=db).stdout

    assert "7.docx" in told
    assert "page 2 at 72, 100, 200, 140.3" in told
    assert "joined, score 2.5: пустой номер; строчная буква" in told
    assert "rule period.month" in told
    assert "expanded by document" in told
    facts = json.loads(call(store_commands.explain, row["measure_id"], "--json", db=db).stdout)
    assert facts["what"] == "measure"


@pytest.mark.parametrize("ident", ["15-од", "c1/а", "p001", "m002-d2"])
def test_explain_takes_every_kind_of_id(db: Path, ident: str) -> None:
    sql = "SELECT order_id FROM orders WHERE number = '15-од'"
    (row,) = json.loads(call(questions.query, sql, "--json", db=db).stdout)
    full = ident if ident == "15-од" else f"{row['order_id']}-{ident}"

    result = call(store_commands.explain, full, db=db)

    assert result.exit_code == 0
    assert result.stdout.startswith(("order", "clause", "member", "measure"))


def test_status_is_one_json_document(db: Path) -> None:
    facts = json.loads(call(store_commands.status, "--json", db=db).stdout)

    assert facts["documents"] == {"loaded": 2}
    assert facts["findings"][0] == {
        "severity": "warning",
        "code": "row.number-missing",
        "count": 2,
    }
    assert "documents" in call(store_commands.status, db=db).stdout


def test_table_is_aligned_and_keeps_whole_texts(capsys: pytest.CaptureFixture[str]) -> None:
    long = "очень " * 40
    print_rows([("ё\u0301", 1.5, None), (long, 2, "a\nb")], ("слово", "n", "x"))

    lines = capsys.readouterr().out.splitlines()
    assert lines[3].startswith(long)
    assert lines[3].endswith("a b")
    assert lines[2].rstrip().endswith("1.5")
    assert {line.index(word) for line, word in ((lines[0], "n"), (lines[3], "2"))} == {
        len(long) + 2
    }


def test_odd_values_are_json_and_csv(db: Path) -> None:
    sql = "SELECT 9e999 AS a, x'00ff' AS b, NULL AS c, 'строка\nещё' AS d"

    (row,) = json.loads(call(questions.query, sql, "--json", db=db).stdout)
    as_csv = list(csv.reader(io.StringIO(call(questions.query, sql, "--csv", db=db).stdout)))

    assert row == {"a": "inf", "b": "00ff", "c": None, "d": "строка\nещё"}
    assert as_csv[1] == ["inf", "00ff", "", "строка\nещё"]


def test_nothing_but_data_reaches_a_pipe(db: Path) -> None:
    out = call(questions.stats, db=db).stdout

    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2021-03-01", "2021-03-31"),
        ("01.03.2021", "31.03.2021"),
        ("1 марта 2021", "«31» марта 2021 г."),
        ("2021-03", "2021-03"),
        ("март 2021", "03.2021"),
    ],
)
def test_days_are_read_as_people_write_them(db: Path, start: str, end: str) -> None:
    rows = json.loads(call(calendar.due, "--from", start, "--to", end, "--json", db=db).stdout)
    same = call(calendar.due, "--from", "2021-03-01", "--to", "2021-03-31", "--json", db=db)

    assert rows == json.loads(same.stdout) != []


def test_due_without_days_is_everything_of_whom_one_asks(db: Path) -> None:
    every = json.loads(call(calendar.due, "--from", "2021-01-01", "--json", db=db).stdout)
    words = ["--party", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "--json"]
    found = json.loads(call(calendar.due, *words, db=db).stdout)

    assert found
    assert {row["id"] for row in found} < {row["id"] for row in every}


@pytest.mark.parametrize(
    ("command", "words", "told"),
    [
        (calendar.due, ["--from", "2050"], "nothing is due in this time: the deadlines asked"),
        (calendar.overdue, ["--on", "1990-01-01"], "nothing is overdue in this time"),
        (calendar.load_command, ["--from", "2050"], "nothing is due in this time"),
        (questions.search, ["--exact", "справок план"], "no passage has it so; passages by word"),
        (questions.search, ["план", "--offset", "500"], "nothing found after 500 hits"),
    ],
)
def test_an_empty_answer_says_why(
    db: Path, command: click.Command, words: list[str], told: str
) -> None:
    result = call(command, *words, db=db)

    assert result.exit_code == 0
    assert told in result.stderr
