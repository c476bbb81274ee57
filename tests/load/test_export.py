"""Views and answers as files: every format holds the same rows, and nothing runs as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import resource
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from icalendar import Calendar

from load.errors import QueryError
from load.export import CONTRACT_VIEWS, ExportError, Part, export_tables, view_part
from load.ics import export_ics
from load.named_queries import NAMED_QUERIES
from load.store import Store, begin_run, end_run, open_store, save_record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, records: ModuleType) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("export") / "orders.db"
    with open_store(path) as store:
        save_record(store, records.record())
        save_record(store, records.record("7", "2020-01-11", issuer="Отдел культуры", source="7"))
    with open_store(path, read_only=True) as reader:
        yield reader


def components(path: Path, kind: str) -> list[Any]:
    calendar: Any = Calendar.from_ical(path.read_bytes())
    return list(calendar.walk(kind))


def measures(store: Store) -> list[tuple[object, ...]]:
    rows = store.connection.execute("SELECT measure_id, activity FROM measure_view").fetchall()
    return [tuple(row) for row in rows]


def test_csv_json_and_json_lines_hold_every_row(filled: Store, tmp_path: Path) -> None:
    part = view_part(filled, "measure_view")
    for style in ("csv", "json", "jsonl"):
        rows = export_tables(filled, [part], tmp_path / f"out.{style}", style)
        assert rows == len(measures(filled))

    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        from_csv = [(row["measure_id"], row["activity"]) for row in csv.DictReader(stream)]
    from_json = [
        (row["measure_id"], row["activity"])
        for row in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    ]
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()

    assert from_csv == from_json == measures(filled)
    assert [json.loads(line) for line in lines] == json.loads((tmp_path / "out.json").read_text())


def test_csv_for_excel_begins_with_the_mark(filled: Store, tmp_path: Path) -> None:
    part = view_part(filled, "order_view")
    export_tables(filled, [part], tmp_path / "plain.csv", "csv")
    export_tables(filled, [part], tmp_path / "excel.csv", "csv", excel=True)

    plain, excel = (tmp_path / "plain.csv").read_bytes(), (tmp_path / "excel.csv").read_bytes()
    assert excel == b"\xef\xbb\xbf" + plain


def test_xlsx_has_a_sheet_for_each_view_with_dates_and_filter(
    filled: Store, tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    export_tables(filled, [view_part(filled, name) for name in CONTRACT_VIEWS], target, "xlsx")
    book = openpyxl.load_workbook(target)
    sheet = book["measure_view"]
    names = [cell.value for cell in sheet[1]]
    starts = [row[names.index("deadline_start")].value for row in sheet.iter_rows(min_row=2)]

    assert book.sheetnames == list(CONTRACT_VIEWS)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert any(isinstance(value, dt.datetime) for value in starts)


@pytest.mark.parametrize("evil", ["=1+1", "+SUM(A1)", "-2", "@cmd", "=HYPERLINK(1)"])
def test_text_never_becomes_a_formula(filled: Store, tmp_path: Path, evil: str) -> None:
    export_tables(filled, [Part("answer", "SELECT ? AS v", (evil,))], tmp_path / "x.xlsx", "xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["answer"]["A2"]

    assert cell.value == evil
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("- провести собрание", "'- провести собрание"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("-", "-"),
        ("--", "--"),
        ("-5", "-5"),
        ("+7,5", "+7,5"),
        ("до 5 марта", "до 5 марта"),
    ],
)
def test_csv_for_excel_has_no_formulas(
    filled: Store, tmp_path: Path, value: str, cell: str
) -> None:
    part = Part("answer", "SELECT ? AS v, -5 AS n", (value,))
    export_tables(filled, [part], tmp_path / "excel.csv", "csv", excel=True)
    export_tables(filled, [part], tmp_path / "plain.csv", "csv")

    def rows(name: str, encoding: str) -> list[list[str]]:
        with (tmp_path / name).open(encoding=encoding, newline="") as stream:
            return list(csv.reader(stream))

    assert rows("excel.csv", "utf-8-sig") == [["v", "n"], [cell, "-5"]]
    assert rows("plain.csv", "utf-8") == [["v", "n"], [value, "-5"]]


def test_parquet_has_types(filled: Store, tmp_path: Path) -> None:
    export_tables(filled, [view_part(filled, "measure_view")], tmp_path / "m.parquet", "parquet")
    table = pq.read_table(tmp_path / "m.parquet")

    assert str(table.schema.field("deadline_end").type) == "date32[day]"
    assert str(table.schema.field("position").type) == "int64"
    assert table.num_rows == len(measures(filled))


def test_a_failed_export_leaves_the_old_file(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(QueryError):
        export_tables(filled, [Part("x", "SELECT nothing FROM nowhere")], target, "csv")

    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_wrong_wishes_are_named(filled: Store, tmp_path: Path) -> None:
    two = [view_part(filled, "order_view"), view_part(filled, "measure_view")]

    with pytest.raises(ExportError, match="one table"):
        export_tables(filled, two, tmp_path / "x.csv", "csv")
    with pytest.raises(ExportError, match="measure_view"):
        view_part(filled, "mesure_view")
    with pytest.raises(ExportError, match=r"there are .*measure_view"):
        view_part(filled, "nothing")


@pytest.mark.parametrize("todo", [False, True])
def test_calendar_entries_are_stable_and_whole(filled: Store, tmp_path: Path, todo: bool) -> None:
    entries = export_ics(filled, tmp_path / "a.ics", todo=todo)
    export_ics(filled, tmp_path / "b.ics", todo=todo)
    first = (tmp_path / "a.ics").read_bytes()
    found = components(tmp_path / "a.ics", "VTODO" if todo else "VEVENT")

    assert first == (tmp_path / "b.ics").read_bytes()
    assert len(found) == entries > 0
    assert len({str(each["UID"]) for each in found}) == entries
    for each in found:
        end = each["DUE" if todo else "DTEND"].dt
        assert isinstance(each["DTSTART"].dt, dt.date)
        assert end > each["DTSTART"].dt


def test_a_recurring_entry_begins_on_a_day_of_its_rule(filled: Store, tmp_path: Path) -> None:
    export_ics(filled, tmp_path / "a.ics")
    events = [event for event in components(tmp_path / "a.ics", "VEVENT") if "RRULE" in event]

    assert events
    for event in events:
        rule = event["RRULE"]
        start = event["DTSTART"].dt
        assert "BYMONTH" not in rule or start.month in [int(str(m)) for m in rule["BYMONTH"]]


def uids(path: Path) -> list[str]:
    return [str(event["UID"]) for event in components(path, "VEVENT")]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT measure_id FROM measure_view WHERE position = 1",
        "SELECT deadline_id, 'x' AS activity FROM deadline_view WHERE measure_id LIKE '%-m001'",
        "SELECT deadline_id, \"end\" FROM calendar_view WHERE measure_id LIKE '%-m001';",
    ],
)
def test_a_calendar_of_an_answer_has_the_deadlines_that_it_names(
    filled: Store, tmp_path: Path, sql: str
) -> None:
    export_ics(filled, tmp_path / "all.ics")
    count = export_ics(filled, tmp_path / "some.ics", only=Part("some", sql))
    some = uids(tmp_path / "some.ics")

    assert len(some) == count == 2
    assert all("-m001-" in uid for uid in some)
    assert set(some) < set(uids(tmp_path / "all.ics"))


ROW = "SELECT {} AS due, {} AS start, {} AS activity, '7' AS order_number"


def test_rows_without_ids_become_entries_of_their_own_days(filled: Store, tmp_path: Path) -> None:
    rows = [ROW.format("'2021-03-26'", "'2021-03-01'", "'Отчёт'")]
    rows += [
        ROW.format("'2021-03-26'", "NULL", "'Сверка'"),
        ROW.format("NULL", "NULL", "'Без дня'"),
    ]
    rows += [ROW.format("'март'", "NULL", "'Не день'")]
    count = export_ics(filled, tmp_path / "a.ics", only=Part("x", " UNION ALL ".join(rows)))
    events = {str(e["SUMMARY"]): e for e in components(tmp_path / "a.ics", "VEVENT")}

    assert count == 2
    assert events.keys() == {"Отчёт", "Сверка"}
    assert events["Отчёт"]["DTSTART"].dt == dt.date(2021, 3, 1)
    assert events["Отчёт"]["DTEND"].dt == dt.date(2021, 3, 27)
    assert events["Сверка"]["DTSTART"].dt == dt.date(2021, 3, 26)


def test_a_row_keeps_its_uid_when_its_day_is_corrected(filled: Store, tmp_path: Path) -> None:
    for name, day in (("a", "2021-03-26"), ("b", "2021-03-29")):
        sql = " UNION ALL ".join([ROW.format(f"'{day}'", "NULL", "'Отчёт'")] * 2)
        export_ics(filled, tmp_path / f"{name}.ics", only=Part("x", sql))

    assert uids(tmp_path / "a.ics") == uids(tmp_path / "b.ics")
    assert len(set(uids(tmp_path / "a.ics"))) == 2


@pytest.mark.parametrize("sql", ["SELECT 1 AS one", "SELECT '2021-03-01' AS due"])
def test_a_calendar_says_what_it_needs(filled: Store, tmp_path: Path, sql: str) -> None:
    with pytest.raises(ExportError, match=r"deadline_id.*The answer has: (one|due)"):
        export_ics(filled, tmp_path / "a.ics", only=Part("x", sql))


NO_CALENDAR = {
    *("abbreviations", "amended-or-repealed", "busiest-months", "busiest-parties"),
    *("deadline-kinds", "most-cited"),
    *("refused-files", "spellings", "undefined-acronyms", "workload"),
}
"""Named queries about something else than deadlines and measures."""


@pytest.mark.parametrize("name", sorted(NAMED_QUERIES))
def test_every_named_query_is_a_calendar_or_says_why_not(
    filled: Store, tmp_path: Path, name: str
) -> None:
    query = NAMED_QUERIES[name]
    part = Part(name, query.sql, query.parameters)
    if name in NO_CALENDAR:
        with pytest.raises(ExportError, match="a calendar needs"):
            export_ics(filled, tmp_path / "a.ics", only=part)
    else:
        count = export_ics(filled, tmp_path / "a.ics", only=part)
        assert len(components(tmp_path / "a.ics", "VEVENT")) == count


def test_a_calendar_of_measures_and_clauses_has_both(filled: Store, tmp_path: Path) -> None:
    part = Part("all", "SELECT measure_id, clause_id FROM calendar_view")
    export_ics(filled, tmp_path / "all.ics")
    export_ics(filled, tmp_path / "asked.ics", only=part)

    found = uids(tmp_path / "asked.ics")
    assert any("-m" in uid for uid in found)
    assert any("-c" in uid for uid in found)
    assert set(found) <= set(uids(tmp_path / "all.ics"))


def test_an_order_that_is_read_again_has_a_greater_sequence(
    tmp_path: Path, records: ModuleType
) -> None:
    with open_store(tmp_path / "orders.db") as store:
        for _ in range(2):
            run = begin_run(store)
            save_record(store, records.record(), run_id=run, replace=True)
            end_run(store, run)
            with open_store(store.path, read_only=True) as reader:
                export_ics(reader, tmp_path / f"{run}.ics")

    first, second = (components(tmp_path / f"{run}.ics", "VEVENT") for run in (1, 2))
    assert [e["UID"] for e in first] == [e["UID"] for e in second]
    assert {e["SEQUENCE"] for e in first} == {1}
    assert {e["SEQUENCE"] for e in second} == {2}


@pytest.mark.parametrize("style", ["csv", "xlsx", "parquet", "json", "jsonl", "ics"])
def test_a_full_disk_is_told_by_the_system_and_leaves_nothing(
    filled: Store, tmp_path: Path, style: str
) -> None:
    """No file of this process may grow past some bytes, as on a full disk."""
    words = json.dumps([f"слова {at * at}" for at in range(9000)])
    part = Part("big", "SELECT value AS text FROM json_each(?)", (words,))
    target = tmp_path / f"x.{style}"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with pytest.raises(OSError, match=r"large|bytes"):
            export_ics(filled, target) if style == "ics" else export_tables(
                filled, [part], target, style
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert not list(tmp_path.iterdir())


def test_a_pipe_is_written_and_not_replaced(filled: Store, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    export_tables(filled, [Part("x", "SELECT 1 AS one")], pipe, "csv")
    reader.join(timeout=30)

    assert got == ["one\n1\n"]
    assert pipe.is_fifo()


def test_a_link_stays_and_leads_to_the_new_file(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    export_tables(filled, [Part("x", "SELECT 1 AS one")], link, "csv")

    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"one\r\n1\r\n"
