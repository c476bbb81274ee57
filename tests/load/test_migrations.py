from __future__ import annotations

import contextlib
import resource
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest

from load.annex_rows import rows_of
from load.errors import StoreFull, StoreReadOnly, StoreTooOld
from load.migrations import CURRENT, NAMES, migrate, sql_of, statements, version_of
from load.packing import packed, unpacked
from load.rows import COLUMNS
from load.search import Question, search
from load.store import Store, open_store, save_record


def earlier_store(path: Path, version: int, rows_from: Store) -> None:
    """A store as the program of that version left it, with the rows of another store."""
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, version=version)
    connection.execute("ATTACH ? AS full", (str(rows_from.path),))
    tables = ["runs", "documents", "document_paths", *COLUMNS]
    if version > 1:
        tables.append("occurrences")
    if version > 2:
        tables.append("passages")
    if version > 4:
        tables.append("workloads")
    connection.execute("BEGIN")
    for table in tables:
        # later versions have columns that this one had not
        info = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
        names = ", ".join(f'"{row[1]}"' for row in info)
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM full.{table}")
    if version > 4:  # from here on the program fills the index, not a trigger
        connection.execute("INSERT INTO passage_index (passage_index) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("CREATE VIEW responsible_view AS SELECT * FROM responsibles")
    connection.execute("CREATE VIEW spelling_view AS SELECT * FROM party_aliases")
    assert version_of(connection) == version
    connection.close()


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = [*COLUMNS, "occurrences", "workloads"]
    rows = {
        table: sorted(store.connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        for table in tables
    }
    rows["passages"] = sorted(
        store.connection.execute(
            "SELECT order_id, kind, owner_id, lemmas, extra FROM passages"
        ).fetchall()
    )
    return rows


@pytest.mark.parametrize("version", range(1, CURRENT))
@pytest.mark.parametrize("read_only", [False, True])
def test_every_earlier_version_becomes_the_present_one(
    store: Store, records: ModuleType, tmp_path: Path, version: int, read_only: bool
) -> None:
    save_record(store, records.record())
    save_record(store, records.record("7", "2021-01-11", source="7.docx"))
    path = tmp_path / "old.db"
    earlier_store(path, version, store)

    with open_store(path, read_only=read_only) as opened:
        assert version_of(opened.connection) == CURRENT
        assert everything(opened) == everything(store)
        assert len(search(opened, Question("аналитических справок"))) == 2
        assert opened.connection.execute("SELECT count(*) FROM calendar_view").fetchone()[0] == 18
        assert not opened.connection.execute("PRAGMA foreign_key_check").fetchall()


def test_pack_of_an_earlier_version_opens(store: Store, records: ModuleType) -> None:
    """What an earlier program packed lacks the columns that came later."""
    rows = rows_of(records.record(), "1", "2")
    short = {**rows, "findings": [row[:-1] for row in rows["findings"]]}

    whole, earlier = unpacked(packed(rows)), unpacked(packed(short))

    assert [row.pop("places") for row in whole["findings"]] == ["[]"] * len(rows["findings"])
    assert earlier == whole


def test_earlier_store_that_cannot_be_written_is_too_old_to_read(
    store: Store, records: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_record(store, records.record())
    path = tmp_path / "old.db"
    earlier_store(path, 1, store)

    def refuse(path: Path, **_: float) -> None:
        raise StoreReadOnly(path, "cannot be written")

    monkeypatch.setattr("load.opening.connect_to_write", refuse)

    with pytest.raises(StoreTooOld, match="prikaz ingest"):
        open_store(path, read_only=True)


def test_backup_is_the_store_as_it_was(store: Store, records: ModuleType, tmp_path: Path) -> None:
    save_record(store, records.record())
    path = tmp_path / "old.db"
    earlier_store(path, 1, store)

    open_store(path).close()

    backup = sqlite3.connect(tmp_path / "old.db.v1.bak")
    assert version_of(backup) == 1
    assert backup.execute("SELECT count(*) FROM measures").fetchone()[0] == 6
    backup.close()


def test_backup_that_cannot_be_written_leaves_nothing_and_the_store(
    store: Store, records: ModuleType, tmp_path: Path
) -> None:
    """No file of this process may grow past some bytes, as on a full disk."""
    save_record(store, records.record())
    path = tmp_path / "old.db"
    earlier_store(path, 1, store)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(StoreFull, match="Free some space"):
            open_store(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert not list(tmp_path.glob("*.bak*"))
    with contextlib.closing(sqlite3.connect(path)) as left:
        assert version_of(left) == 1
        assert left.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_present_store_gets_no_backup(store: Store) -> None:
    open_store(store.path).close()

    assert not list(store.path.parent.glob("*.bak"))


def test_failing_migration_leaves_the_earlier_store(
    store: Store, records: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_record(store, records.record())
    path = tmp_path / "old.db"
    earlier_store(path, 1, store)
    monkeypatch.setattr("load.migrations.index_missing", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        open_store(path)

    connection = sqlite3.connect(path)
    assert version_of(connection) == 1
    assert connection.execute("SELECT count(*) FROM measures").fetchone()[0] == 6
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'occurrences'"
    assert connection.execute(tables).fetchone()[0] == 0
    connection.close()


def test_names_and_versions_agree(store: Store) -> None:
    applied = store.connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")

    assert tuple(name for (name,) in applied) == NAMES
    assert version_of(store.connection) == len(NAMES)


def test_views_have_the_columns_of_the_contract(store: Store) -> None:
    for view, promised in CONTRACT.items():
        columns = store.connection.execute(f"PRAGMA table_info({view})").fetchall()
        assert [row[1] for row in columns][: len(promised.split())] == promised.split(), view


CONTRACT = {
    "order_view": "order_id issuer doc_type number date place title signatory_post"
    " signatory_person period_start period_end source_path source_format source_sha256"
    " page_count measure_count finding_count",
    "measure_view": "measure_id order_id order_number order_date issuer annex_number"
    " section_number section_title position number activity deadline_text deadline_kind"
    " deadline_start deadline_end deadline_edtf responsible_text responsible result_text"
    " source_path page_first page_last confidence finding_count",
    "deadline_view": "deadline_id measure_id clause_id order_id ordinal text kind start end edtf"
    " rrule condition year_inferred",
    "responsible_view": "measure_id order_id ordinal as_written name role person organisation"
    " party_id expansion_source",
    "clause_view": "clause_id order_id number parent_number text deadline_text deadline_start"
    " deadline_end persons",
    "section_view": "section_id order_id annex_number parent_section_id position number title",
    "abbreviation_view": "order_id short expansion source",
    "reference_view": "order_id relation doc_type issuer number date title target_order_id",
    "member_view": "order_id annex_number group_name number person post",
    "finding_view": "finding_id order_id source_path page code severity message excerpt",
}


def test_rows_name_the_columns_of_the_schema(store: Store) -> None:
    for table, columns in COLUMNS.items():
        info = store.connection.execute(f"PRAGMA table_info({table})").fetchall()
        # only a person's decision fills this one
        assert tuple(row[1] for row in info if row[1] != "merged_from") == columns, table


def test_every_foreign_key_that_deletes_has_an_index(store: Store) -> None:
    """Deleting an order must not read whole tables; parties are deleted seldom and by few."""
    connection = store.connection
    for table in (*COLUMNS, "documents", "occurrences", "workloads", "passages"):
        led = set()
        for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
            first = connection.execute(f"PRAGMA index_info('{index[1]}')").fetchone()
            led.add(first[2])
        for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if (table, key[3]) != ("party_aliases", "party_id"):
                assert key[3] in led, (table, key[3])


@pytest.mark.parametrize(
    "name", [*(f"schema_v{version}.sql" for version in range(1, CURRENT + 1)), "views.sql"]
)
def test_script_is_cut_into_its_statements(name: str) -> None:
    script = sql_of(name)
    found = statements(script)

    assert all(sqlite3.complete_statement(statement) for statement in found)
    kept = "".join("".join(found).split())
    comments = (line for line in script.splitlines() if not line.startswith("--"))
    assert kept == "".join("".join(comments).split())


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM measures WHERE deadline_end = '2021-01-01'", "measures_by_end"),
        ("SELECT * FROM measures WHERE deadline_start >= '2021'", "measures_by_start"),
        ("SELECT * FROM measures WHERE deadline_kind = 'list'", "measures_by_kind"),
        ("SELECT * FROM measures WHERE section_id = 'x'", "measures_by_section"),
        ("SELECT * FROM orders WHERE date = '2021-01-01'", "orders_by_date"),
        ("SELECT * FROM orders WHERE issuer_key = 'x'", "orders_by_issuer"),
        ("SELECT * FROM orders WHERE number_key = 'x'", "orders_by_number"),
        ("SELECT * FROM orders WHERE doc_type = 'x'", "orders_by_type"),
        ("SELECT * FROM responsible_view WHERE party_id = 'x'", "responsibles_by_party"),
        ("SELECT * FROM responsible_view WHERE measure_id = 'x'", "responsibles_by_measure"),
        ("SELECT * FROM calendar_view WHERE \"end\" = '2021-01-01'", "occurrences_by_end"),
        ("SELECT * FROM calendar_view WHERE kind = 'x'", "occurrences_by_kind"),
        ("SELECT * FROM calendar_view WHERE order_id = 'x'", "occurrences_by_order"),
        ("SELECT * FROM calendar_view WHERE measure_id = 'x'", "occurrences_by_measure"),
        ("SELECT * FROM workload_view WHERE party_id = 'x'", "PRIMARY KEY (party_id=?)"),
        ("SELECT * FROM finding_view WHERE code = 'x'", "findings_by_code"),
        ("SELECT * FROM deadline_view WHERE kind = 'x'", "deadlines_by_kind"),
        ("SELECT * FROM member_view WHERE person = 'x'", "members_by_person"),
    ],
)
def test_filters_use_their_index(store: Store, sql: str, index: str) -> None:
    plan = store.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()

    assert any(index in row[3] for row in plan), plan


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT count(*) FROM calendar_view", {"x", "o"}),
        ("SELECT kind, count(*) FROM calendar_view GROUP BY kind", {"x", "o"}),
        ("SELECT count(*) FROM measure_view", {"m", "o"}),
        ("SELECT deadline_kind, count(*) FROM measure_view GROUP BY 1", {"m", "o"}),
    ],
)
def test_counting_reads_no_table_beside(store: Store, sql: str, tables: set[str]) -> None:
    plan = store.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    steps = [row[3].split() for row in plan]
    read = {step[1] for step in steps if step[0] in {"SCAN", "SEARCH"} and len(step[1]) == 1}

    assert read == tables, plan
