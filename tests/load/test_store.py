from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Box
from extract.findings import Finding
from extract.order import quotes
from load.errors import StoreLocked
from load.ids import order_id
from load.opening import connect_to_write
from load.packing import unpacked
from load.store import (
    Store,
    begin_run,
    document_states,
    end_run,
    open_store,
    save_record,
    save_records,
    save_refusal,
)

ROOT = Path(__file__).resolve().parents[2]


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every ordinary table but the log of migrations, sorted."""
    tables = store.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        " AND name NOT LIKE 'passage_index%' AND name NOT LIKE '_sqlite%'"
    ).fetchall()
    return {
        name: sorted(store.connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for (name,) in tables
    }


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The dump without what numbers rows as they come: the search rows and the runs."""
    rows = dump(store)
    rows["passages"] = sorted((row[1:] for row in rows["passages"]), key=repr)
    del rows["runs"]
    return rows


def column(store: Store, sql: str) -> list[object]:
    return [row[0] for row in store.connection.execute(sql)]


def test_record_is_loaded_once_and_then_unchanged(store: Store, records: ModuleType) -> None:
    made = records.record()

    first = save_record(store, made)
    before = dump(store)
    second = save_record(store, made)

    assert (first.state, second.state) == ("loaded", "unchanged")
    assert first.order_id == second.order_id == order_id(made)
    assert dump(store) == before


def test_second_run_over_known_files_leaves_no_row(store: Store, records: ModuleType) -> None:
    run = begin_run(store, command="ingest", program_version="1")
    save_record(store, records.record(), run_id=run)
    end_run(store, run)
    before = dump(store)

    run = begin_run(store, command="ingest", program_version="1")
    save_record(store, records.record(), run_id=run)
    end_run(store, run, unchanged=1)

    assert dump(store) == before
    assert before["runs"][0][-5:] == ("done", 1, 0, 0, 0)


def test_replace_keeps_every_id_and_row(store: Store, records: ModuleType) -> None:
    made = records.record()
    save_record(store, made)
    before = content(store)

    saved = save_record(store, made, replace=True)

    assert saved.state == "loaded"
    assert content(store) == before
    assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()


def test_replace_with_fewer_measures_drops_the_others(store: Store, records: ModuleType) -> None:
    made = records.record()
    save_record(store, made)

    from dataclasses import replace

    save_record(store, replace(made, measures=made.measures[:1]), replace=True)

    assert column(store, "SELECT position FROM measures") == [1]
    assert column(store, "SELECT name FROM parties ORDER BY name") == [
        "МБОУ «Лесная СОШ»",
        records.UO,
        "Хвощов Т.К.",
    ]
    found = column(store, "SELECT count(*) FROM passage_index WHERE passage_index MATCH 'сайт'")
    assert found == [0]


def test_replace_that_reads_another_number_moves_the_order(
    store: Store, records: ModuleType
) -> None:
    from dataclasses import replace

    made = records.record(number="15")
    save_record(store, made)
    save_record(store, records.with_source(made, "scan.pdf"))

    saved = save_record(store, replace(made, number="16"), replace=True)

    assert column(store, "SELECT order_id FROM orders") == [saved.order_id]
    # the other file held the order that is gone: it is unknown again, so the next run reads it
    assert list(document_states(store).values()) == ["loaded"]


def test_same_order_from_two_files_is_one_order(store: Store, records: ModuleType) -> None:
    made = records.record()
    save_record(store, made)

    saved = save_record(store, records.with_source(made, "scan.pdf"))

    assert saved.state == "duplicate"
    assert column(store, "SELECT count(*) FROM orders") == [1]
    assert column(store, "SELECT source_path FROM order_view") == ["inbox/15.docx"]
    assert column(store, "SELECT document_count FROM order_view") == [2]
    assert sorted(document_states(store).values()) == ["duplicate", "loaded"]


def test_content_does_not_depend_on_the_order_of_files(tmp_path: Path, records: ModuleType) -> None:
    from dataclasses import replace

    first = records.record(references=(records.reference("7", "2021-01-11", records.UO),))
    made = [
        first,
        records.with_source(replace(first, measures=first.measures[:2]), "cut.pdf"),
        records.record("7", "2021-01-11"),
        records.record("8", None, source="undated.docx"),
    ]
    contents = []
    for at, sequence in enumerate((made, made[::-1], made[2:] + made[:2])):
        with open_store(tmp_path / f"{at}.db") as store:
            for record in sequence:
                save_record(store, record)
            contents.append(content(store))

    assert contents[0] == contents[1] == contents[2]
    assert len(contents[0]["measures"]) == 18


def test_better_file_takes_over_the_content(store: Store, records: ModuleType) -> None:
    scan = records.record(source="scan.png", confidence=0.71)
    save_record(store, scan)

    saved = save_record(store, records.record(source="good.docx"))

    assert saved.state == "duplicate"
    assert column(store, "SELECT source_path FROM order_view") == ["good.docx"]
    assert column(store, "SELECT min(confidence) FROM measure_view") == [1.0]
    states = "SELECT state FROM documents ORDER BY source_path"
    assert column(store, states) == ["loaded", "duplicate"]


def test_scan_with_the_plan_beats_a_letter_without(store: Store, records: ModuleType) -> None:
    from dataclasses import replace

    save_record(store, replace(records.record(source="letter.docx"), measures=()))

    save_record(store, records.record(source="scan.png", confidence=0.71))

    assert column(store, "SELECT source_path FROM order_view") == ["scan.png"]


@pytest.mark.parametrize("scan_first", [True, False])
def test_duplicate_keeps_all_its_words(store: Store, records: ModuleType, scan_first: bool) -> None:
    scan = records.record(source="scan.png", confidence=0.5, title="О плaне повышения")
    good = records.record(source="good.docx")
    for record in (scan, good) if scan_first else (good, scan):
        save_record(store, record)

    (kept,) = column(store, "SELECT record FROM documents WHERE state = 'duplicate'")
    assert isinstance(kept, bytes)
    rows = unpacked(kept)
    assert rows["orders"][0]["title"] == "О плaне повышения"
    assert {row["confidence"] for row in rows["measures"]} == {0.5}
    assert len(rows["table_cells"]) == 4
    of_content = "SELECT count(record) FROM documents WHERE state = 'loaded'"
    assert column(store, of_content) == [0]


@pytest.mark.parametrize("number", ["№ 15-ОД", "15–од", " 15-од."])
def test_spelling_of_number_and_issuer_makes_no_new_order(
    store: Store, records: ModuleType, number: str
) -> None:
    save_record(store, records.record("15-од"))

    other = records.record(number, issuer=records.UO.upper(), source="b.docx")

    assert save_record(store, other).state == "duplicate"


@pytest.mark.parametrize(
    "change",
    [
        {"number": "16-од"},
        {"date": "2022-03-05"},
        {"issuer": "Отдел культуры администрации Заозёрного района"},
        {"issuer": None},
        {"date": None},
    ],
)
def test_other_number_date_or_issuer_is_another_order(
    store: Store, records: ModuleType, change: dict[str, str]
) -> None:
    save_record(store, records.record())

    other = records.record(**{"source": "b.docx", **change})

    assert save_record(store, other).state == "loaded"


def test_every_word_of_the_order_is_in_the_store(store: Store, records: ModuleType) -> None:
    made = records.record()
    save_record(store, made)

    stored: set[str] = set()
    for rows in dump(store).values():
        for row in rows:
            stored.update(value for value in row if isinstance(value, str))
    for cells in column(store, "SELECT cells FROM measures"):
        stored.update(text for text, *_ in json.loads(str(cells)))
    missing = [quote.text for quote in quotes(made.order) if quote.text not in stored]
    assert missing == []


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(words=st.lists(WORDS, min_size=9, max_size=9), page=st.integers(1, 10**6))
@settings(max_examples=40, deadline=None)
def test_no_words_are_lost_or_break_the_store(
    tmp_path_factory: pytest.TempPathFactory, records: ModuleType, words: list[str], page: int
) -> None:
    from dataclasses import replace

    from extract.document import Place
    from normalize.record import Deadline

    rows = (
        records.MeasureSpec(
            words[0],
            records.reading(words[1], Deadline(words[1], "unknown", condition=words[2])),
            (records.party(words[3], words[4]), records.party(words[5])),
            result=words[6],
            number=words[7],
        ),
    )
    made = records.record(words[8], measures=rows)
    residue = (
        replace(made.order.residue[0], text=words[2], places=(Place(page, None, words[0]),)),
    )
    made = replace(made, order=replace(made.order, residue=residue))
    with open_store(tmp_path_factory.mktemp("words") / "orders.db") as store:
        assert save_record(store, made).state == "loaded"
        assert save_record(store, made).state == "unchanged"
        stored = {value for rows in dump(store).values() for row in rows for value in row}
        for (cells,) in store.connection.execute("SELECT cells FROM measures").fetchall():
            stored.update(text for text, *_ in json.loads(cells))
        assert {quote.text for quote in quotes(made.order)} - {""} <= stored
        assert save_record(store, made, replace=True).state == "loaded"
        assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()


def test_places_lead_back_to_page_and_box(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())

    (places,) = column(store, "SELECT places FROM cell_view WHERE role = 'activity' LIMIT 1")

    assert json.loads(str(places)) == [[2, 72.0, 100.0, 200.0, 140.3, ""]]


def test_ids_name_their_order(store: Store, records: ModuleType) -> None:
    saved = save_record(store, records.record())

    assert column(store, "SELECT measure_id FROM measures ORDER BY 1")[:2] == [
        f"{saved.order_id}-m001",
        f"{saved.order_id}-m002",
    ]
    assert column(store, "SELECT clause_id FROM clauses ORDER BY 1") == [
        f"{saved.order_id}-c1",
        f"{saved.order_id}-c1/а",
        f"{saved.order_id}-c2",
    ]
    of_list = "SELECT deadline_id FROM deadlines WHERE measure_id LIKE '%-m002' ORDER BY 1"
    assert column(store, of_list) == [f"{saved.order_id}-m002-d1", f"{saved.order_id}-m002-d2"]


def test_repeated_clause_path_costs_no_document(store: Store, records: ModuleType) -> None:
    from dataclasses import replace

    made = records.record()
    twice = replace(made, clauses=(*made.clauses, made.clauses[0]))

    saved = save_record(store, twice)

    assert f"{saved.order_id}-c1~2" in column(store, "SELECT clause_id FROM clauses")


def test_finding_told_twice_is_stored_once(store: Store, records: ModuleType) -> None:
    from dataclasses import replace

    made = records.record()
    doubt = made.measures[1].findings[0]
    save_record(store, replace(made, findings=(doubt, *made.findings)))

    codes = "SELECT code FROM findings ORDER BY code"
    assert column(store, codes) == ["header.place-guessed", "row.number-missing"]
    of_measure = "SELECT finding_count FROM measure_view WHERE position = 2"
    assert column(store, of_measure) == [1]


def test_doubt_that_the_measure_repeats_with_its_page_is_stored_once(
    store: Store, records: ModuleType
) -> None:
    from dataclasses import replace

    made = records.record()
    measure = made.measures[0]
    doubt = Finding("deadline.assumed", "It was assumed", "март", severity="info")
    reading = replace(measure.deadline, findings=(doubt,))
    told = replace(doubt, page=measure.page_first)
    measures = (replace(measure, deadline=reading, findings=(told,)), *made.measures[1:])
    save_record(store, replace(made, measures=measures))

    rows = "SELECT page FROM findings WHERE code = 'deadline.assumed'"
    assert column(store, rows) == [measure.page_first]


def test_reference_finds_an_order_loaded_later(store: Store, records: ModuleType) -> None:
    save_record(store, records.record(references=(records.reference("7", "2021-01-11"),)))
    assert column(store, "SELECT target_order_id FROM reference_view") == [None]

    target = save_record(store, records.record("7", "2021-01-11", source="7.docx"))

    assert column(store, "SELECT target_order_id FROM reference_view") == [target.order_id]


@pytest.mark.parametrize(
    ("issuer", "found"),
    [
        ("управления образования администрации Заозёрного района", True),
        ("управления образования", True),
        (None, True),
        ("департамента здравоохранения области", False),
        ("управления культуры администрации Заозёрного района", False),
        ("управления образования администрации Верхнего района", False),
    ],
)
def test_reference_minds_the_issuer(
    store: Store, records: ModuleType, issuer: str | None, found: bool
) -> None:
    target = save_record(store, records.record("7", "2021-01-11", source="7.docx"))
    made = records.record(references=(records.reference("7", "2021-01-11", issuer),))
    save_record(store, made)

    expected = target.order_id if found else None
    assert column(store, "SELECT target_order_id FROM reference_view") == [expected]


def test_reference_without_an_issuer_is_to_ones_own(store: Store, records: ModuleType) -> None:
    culture = "Отдел культуры администрации Заозёрного района"
    save_record(store, records.record("7", "2021-01-11", issuer=culture, source="c.docx"))
    made = records.record(references=(records.reference("7", "2021-01-11"),))
    save_record(store, made)
    assert column(store, "SELECT target_order_id FROM reference_view") == [None]

    own = save_record(store, records.record("7", "2021-01-11", source="own.docx"))

    assert column(store, "SELECT target_order_id FROM reference_view") == [own.order_id]


def test_reference_survives_the_reload_of_its_target(store: Store, records: ModuleType) -> None:
    target = records.record("7", "2021-01-11", source="7.docx")
    saved = save_record(store, target)
    save_record(store, records.record(references=(records.reference("7", "2021-01-11"),)))

    save_record(store, target, replace=True)

    assert column(store, "SELECT target_order_id FROM reference_view") == [saved.order_id]


def test_refusal_is_remembered_and_forgotten_when_the_file_loads(
    store: Store, records: ModuleType
) -> None:
    made = records.record()
    sha = made.order.source.sha256
    run = begin_run(store)
    refuse = {"source": "inbox/15.docx", "sha256": sha, "code": "damaged", "message": "cut off"}

    save_refusal(store, **refuse, run_id=run)
    save_refusal(store, **refuse, run_id=run)
    assert document_states(store) == {sha: "refused"}
    assert column(store, "SELECT refused FROM runs") == [1]

    assert save_record(store, made).state == "loaded"
    assert document_states(store) == {sha: "loaded"}
    assert column(store, "SELECT refusal_code FROM document_view") == [None]


def test_refusal_does_not_unload(store: Store, records: ModuleType) -> None:
    made = records.record()
    save_record(store, made)

    save_refusal(
        store, source="x", sha256=made.order.source.sha256, code="time-limit", message="slow"
    )

    assert list(document_states(store).values()) == ["loaded"]


def test_path_that_is_no_utf8_is_stored(store: Store) -> None:
    odd = os.fsdecode(b"inbox/\xcf\xf0.doc")

    save_refusal(store, source=odd, sha256=None, code="damaged", message="m")

    assert column(store, "SELECT source_path FROM document_view") == ["inbox/��.doc"]


def test_corrected_file_takes_the_place_of_its_earlier_self(
    store: Store, records: ModuleType
) -> None:
    from dataclasses import replace

    made = records.record(source="inbox/15.docx", salt="first draft")
    save_record(store, made)
    fixed = records.record(source="inbox/15.docx", salt="corrected")

    saved = save_record(store, replace(fixed, measures=fixed.measures[:5]))

    assert saved.state == "loaded"
    assert column(store, "SELECT measure_count FROM order_view") == [5]
    assert document_states(store) == {fixed.order.source.sha256: "loaded"}


def test_refusal_goes_when_its_file_comes_again_whole(store: Store, records: ModuleType) -> None:
    save_refusal(store, source="inbox/15.docx", sha256=None, code="unreadable", message="m")
    save_refusal(store, source="inbox/15.docx", sha256="0" * 64, code="damaged", message="m")
    save_refusal(store, source="inbox/16.docx", sha256="1" * 64, code="damaged", message="m")

    save_record(store, records.record(source="inbox/15.docx"))

    states = "SELECT source_path, state FROM document_view ORDER BY 1"
    assert store.connection.execute(states).fetchall() == [
        ("inbox/15.docx", "loaded"),
        ("inbox/16.docx", "refused"),
    ]


@pytest.mark.parametrize("annex_first", [True, False])
def test_files_of_one_order_that_differ_are_told(
    store: Store, records: ModuleType, annex_first: bool
) -> None:
    from dataclasses import replace

    made = records.record()
    letter = records.with_source(replace(made, measures=(), members=()), "letter.docx")
    for record in (made, letter) if annex_first else (letter, made):
        save_record(store, record)

    told = store.connection.execute(
        "SELECT message, excerpt FROM finding_view WHERE code = 'store.duplicate-differs'"
    ).fetchall()
    assert told == [
        (
            "Another file of this order holds 3 clauses, measures and members, the one taken 11",
            "letter.docx",
        )
    ]


def test_half_a_surrogate_pair_costs_no_document(store: Store, records: ModuleType) -> None:
    from dataclasses import replace

    made = replace(records.record(), title="О плане \ud83d работы")

    assert save_record(store, made).state == "loaded"
    assert column(store, "SELECT title FROM order_view") == ["О плане \ufffd работы"]
    assert save_record(store, made).state == "unchanged"


def test_second_path_of_the_same_bytes_is_noted(store: Store, records: ModuleType) -> None:
    from dataclasses import replace

    made = records.record()
    save_record(store, made)
    moved = replace(made.order, source=replace(made.order.source, path="copy/15.docx"))

    assert save_record(store, replace(made, order=moved)).state == "unchanged"
    assert column(store, "SELECT path FROM document_paths") == ["copy/15.docx"]


def test_many_records_in_one_transaction_give_the_same_store(
    tmp_path: Path, records: ModuleType
) -> None:
    made = [records.record(str(number), source=f"{number}.docx") for number in range(7)]
    with open_store(tmp_path / "a.db") as one, open_store(tmp_path / "b.db") as many:
        for record in made:
            save_record(one, record)
        states = [saved.state for saved in save_records(many, iter(made), batch=3)]
        assert states == ["loaded"] * 7
        assert content(one) == content(many)


def test_failing_save_leaves_the_store_as_it_was(
    store: Store, records: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_record(store, records.record("1", source="1.docx"))
    before = dump(store)
    monkeypatch.setattr("load.saving.link_references", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        save_record(store, records.record("2", source="2.docx"))

    assert dump(store) == before
    assert not store.connection.in_transaction


def test_second_writer_is_told_that_the_store_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "orders.db"
    with open_store(path) as first, first.transaction():
        impatient = Store(path, connect_to_write(path, busy_seconds=0.05), read_only=False)
        with impatient, pytest.raises(StoreLocked, match="Wait until the other program"):
            begin_run(impatient)


def _load_some(path: Path, start: int) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("recs", Path(__file__).with_name("records.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["recs"] = module
    spec.loader.exec_module(module)
    with open_store(path) as store:
        for number in range(start, start + 8):
            save_record(store, module.record(str(number), source=f"{number}.docx"))


def test_two_loads_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "orders.db"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_load_some, args=(path, start)) for start in (0, 100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert [worker.exitcode for worker in workers] == [0, 0]
    with open_store(path, read_only=True) as store:
        assert column(store, "SELECT count(*) FROM orders") == [16]
        assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()


def test_kill_in_the_middle_leaves_a_valid_store(tmp_path: Path, records: ModuleType) -> None:
    path = tmp_path / "orders.db"
    script = f"""
import sys; sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
import records; from pathlib import Path; from load.store import *
store = open_store(Path({str(path)!r})); begin_run(store, command="ingest")
for number in range(10**6):
    save_record(store, records.record(str(number), source=f"{{number}}.docx"))
    print(number, flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    for _ in range(5):
        assert process.stdout.readline()
    time.sleep(0.03)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    with open_store(path) as store:
        assert column(store, "PRAGMA integrity_check") == ["ok"]
        assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()
        whole = store.connection.execute(
            "SELECT min(measure_count), max(measure_count), count(*) FROM order_view"
        ).fetchone()
        assert whole[:2] == (6, 6)
        assert whole[2] >= 5
        assert save_record(store, records.record("2", source="2.docx")).state == "unchanged"
        next_one = records.record("1000001", source="1000001.docx")
        assert save_record(store, next_one).state == "loaded"


def test_reader_sees_whole_documents_while_a_writer_writes(
    store: Store, records: ModuleType
) -> None:
    save_record(store, records.record("1", source="1.docx"))
    with open_store(store.path, read_only=True) as reader, store.transaction() as connection:
        connection.execute("DELETE FROM measures")
        assert column(reader, "SELECT count(*) FROM measures") == [6]
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")


def test_full_disk_is_named_and_leaves_the_store_as_before(
    store: Store, records: ModuleType
) -> None:
    from load.errors import StoreFull

    save_record(store, records.record("1", source="1.docx"))
    before = dump(store)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")

    def load_until_full() -> None:
        for number in range(2, 60):
            save_record(store, records.record(str(number), source=f"{number}.docx"))

    with pytest.raises(StoreFull, match="Free some space"):
        load_until_full()

    assert set(before["measures"]) <= set(dump(store)["measures"])
    assert column(store, "PRAGMA integrity_check") == ["ok"]
    assert column(store, "SELECT min(measure_count) FROM order_view") == [6]


def test_store_has_the_manners_of_sqlite_utils(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())

    rows = list(store.database["measures"].rows_where("deadline_kind = ?", ["list"]))

    assert [row["activity"] for row in rows] == ["Проведение совещаний с руководителями школ"]


def test_sqlite_shell_reads_the_store_without_the_program(
    store: Store, records: ModuleType
) -> None:
    save_record(store, records.record())
    store.close()

    plain = sqlite3.connect(store.path)
    found = plain.execute(
        "SELECT m.activity FROM passage_index JOIN passages AS p ON p.passage_id = "
        "passage_index.rowid JOIN measures AS m ON m.measure_id = p.owner_id "
        "WHERE passage_index MATCH 'квалификация'"
    ).fetchall()
    plain.close()

    assert found == [("Повышение квалификации учителей",)]


def test_doubt_is_kept_with_its_box_and_told_once(store: Store, records: ModuleType) -> None:
    """A doubt of a deadline stands in the record twice: in the reading, and in the measure."""
    doubt = Finding("deadline.assumed", "…", "весной", 2, box=Box(72, 100.04, 200, 140.26))
    reading = replace(records.reading("весной"), findings=(doubt,))
    other = replace(doubt, box=Box(72, 140, 200, 180))
    row = records.MeasureSpec("Субботник", reading, findings=(doubt, other))

    save_record(store, records.record(measures=(row,)))

    assert column(store, "SELECT places FROM findings ORDER BY ordinal") == [
        '[[2,72.0,100.0,200.0,140.3,""]]',
        '[[2,72.0,140.0,200.0,180.0,""]]',
        "[]",
    ]
