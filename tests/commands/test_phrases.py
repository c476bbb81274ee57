"""`deadline`, `parties`, `abbreviations`, `columns`, `parse`, `doctor` as commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import prikaz


def run(*words: str, lines: list[Any] | None = None) -> Result:
    given = None if lines is None else "\n".join(json.dumps(line) for line in lines)
    return CliRunner().invoke(prikaz, list(words), input=given)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_deadline_in_the_words_of_the_contract() -> None:
    result = run("deadline", "до 17 мая 2017 года", "--json")
    item = json.loads(result.stdout)["items"][0]

    assert result.exit_code == 0
    assert item["kind"] == "date"
    assert (item["start"], item["end"], item["edtf"]) == (None, "2017-05-17", "../2017-05-17")
    assert set(item) >= {"rrule", "condition", "year_inferred", "rule"}


def test_deadlines_line_by_line_keep_their_order_and_context() -> None:
    result = run(
        "deadline",
        "--jsonl",
        lines=[
            {
                "text": "Сентябрь",
                "order_date": "2017-05-16",
                "period": ["2017-05-16", "2018-12-31"],
            },
            {"text": "Постоянно", "period": ["2021-01-01", "2021-12-31"]},
            {"text": "февраль, март 2021"},
        ],
    )

    assert result.exit_code == 0
    assert [line["kind"] for line in objects(result)] == ["period", "continuous", "list"]
    assert objects(result)[0]["items"][0]["start"] == "2017-09-01"
    assert objects(result)[1]["items"][0]["end"] == "2021-12-31"


def test_a_bad_line_is_answered_and_the_others_go_on() -> None:
    given = '{"text": "май 2021"}\nnot json\n{"no": "text"}\n[1]\n\n{"text": "июнь 2021"}\n'
    result = CliRunner().invoke(prikaz, ["deadline", "--jsonl"], input=given)
    lines = objects(result)

    assert result.exit_code == 1
    assert [("error" in line) for line in lines] == [False, True, True, True, False]


def test_an_unknown_deadline_ends_with_one() -> None:
    result = run("deadline", "как получится у соседей")

    assert result.exit_code == 1
    assert "unknown" in result.stdout
    assert "deadline." in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["deadline"],
        ["deadline", "май", "--order-date", "17.05.2017"],
        ["deadline", "май", "--period", "2018-01-01", "2017-01-01"],
        ["columns"],
        ["parties"],
        ["parties", "УО", "--gazetteer", "no-such-file.tsv"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_ends_with_two(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_parties_take_definitions_and_the_issuer() -> None:
    result = run(
        "parties",
        "--jsonl",
        lines=[
            {"text": "УО, директор Лунина С.Н.", "abbreviations": {"УО": "управление образования"}},
            {"text": "МОУО", "issuer": "Управление образования администрации Таёжного района"},
        ],
    )
    first, second = objects(result)

    assert [party["name"] for party in first["parties"]] == [
        "управление образования",
        "Лунина С.Н.",
    ]
    assert first["parties"][1]["role"] == "директор"
    assert second["parties"][0]["name"] == "Управление образования администрации Таёжного района"
    assert second["parties"][0]["expansion_source"] == "issuer"


def test_a_gazetteer_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("ГДТ\tгородской дом творчества\n", encoding="utf-8")
    result = run("parties", "ГДТ", "--gazetteer", str(path), "--json")

    assert json.loads(result.stdout)["parties"][0]["name"] == "городской дом творчества"


def test_abbreviations_of_a_text() -> None:
    result = run(
        "abbreviations", "--jsonl", lines=[{"text": "Центр развития образования (далее – ЦРО)"}]
    )
    found = objects(result)[0]["abbreviations"]

    assert [(each["short"], each["expansion"]) for each in found] == [
        ("ЦРО", "Центр развития образования")
    ]


def test_columns_of_a_header() -> None:
    result = run(
        "columns",
        "--jsonl",
        lines=[{"columns": ["№", "Мероприятия", "Срок", None]}, {"columns": 5}],
    )
    first, second = objects(result)

    assert first["roles"] == ["number", "activity", "deadline", "other"]
    assert "error" in second


def test_parse_prints_the_record_and_the_document(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_text(
        "Отдел образования\n\nПРИКАЗ\n\n05.03.2021\t№ 7\n\nО мерах\n\nприказываю:\n\n1. Сбор.\n",
        encoding="utf-8",
    )
    record = run("parse", str(path))
    document = run("parse", str(path), "--document")

    assert record.exit_code == document.exit_code == 0
    assert json.loads(record.stdout)["number"] == "7"
    assert json.loads(document.stdout)["format"] == "text"


def test_parse_says_why_a_file_is_no_order(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("Просто текст о погоде.", encoding="utf-8")
    result = run("parse", str(path))

    assert result.exit_code == 1
    assert "talk.txt" in result.stderr


def test_doctor_names_every_part(tmp_path: Path) -> None:
    parts = json.loads(run("doctor", "--json").stdout)["parts"]

    assert {part["name"] for part in parts} >= {"spacy", "pdfplumber", "tesseract", "LibreOffice"}
    assert all(part["how"] for part in parts)
    assert run("doctor", "--db", str(tmp_path / "missing.db")).exit_code == 3


def test_doctor_finds_a_damaged_store(tmp_path: Path) -> None:
    path = tmp_path / "orders.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)

    assert run("doctor", "--db", str(path)).exit_code == 3
