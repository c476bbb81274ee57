from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType

import pytest

from extract.document import Box
from extract.findings import Finding
from load.errors import UnknownName
from load.explanation import explain
from load.migrations import CURRENT
from load.overview import documents_by_state, findings_by_code, last_runs, stats, version
from load.store import Store, begin_run, end_run, save_record, save_refusal
from normalize.record import OrderRecord


def test_measure_leads_back_to_its_cells_rules_and_joins(store: Store, records: ModuleType) -> None:
    saved = save_record(store, records.record())

    facts = explain(store, f"{saved.order_id}-m002")

    assert facts["what"] == "measure"
    assert facts["file"]["source_path"] == "inbox/15.docx"
    assert facts["order"]["number"] == "15-од"
    assert facts["section_title"] == "Работа с кадрами"
    cell = facts["cells"][1]
    assert (cell["role"], cell["role_reasons"]) == ("activity", ["слово"])
    assert cell["places"] == [{"page": 2, "box": [72.0, 100.0, 200.0, 140.3], "spot": ""}]
    assert facts["joins"] == [
        {"row": 4, "joined": True, "score": 2.5, "reasons": ["пустой номер", "строчная буква"]}
    ]
    assert [item["rule"] for item in facts["deadlines"]] == ["period.month", "period.month"]
    assert facts["parties"][0]["expansion_source"] == "document"
    assert facts["findings"][0]["code"] == "row.number-missing"
    json.dumps(facts, ensure_ascii=False)


def scanned(records: ModuleType) -> OrderRecord:
    """The usual order with doubts about its cells: all of them stand in one box, on page 2."""
    doubts = (
        Finding("ocr.low-confidence", "…", "Проведение", 2, box=Box(72, 100, 200, 140.26)),
        Finding("ocr.low-confidence", "…", "бланк", 1, box=Box(72, 100, 200, 140.26)),
        Finding("ocr.mark-left-out", "…", "печать", 2, box=Box(300, 700, 400, 800)),
        Finding("ocr.sheet-curled", "…", page=2),
    )
    made: OrderRecord = records.record()
    return replace(made, findings=doubts)


def test_measure_is_told_with_the_doubts_in_its_cells(store: Store, records: ModuleType) -> None:
    """Recognition knows no measures: what stands in a cell of the row is a doubt about the row."""
    saved = save_record(store, scanned(records))

    facts = explain(store, f"{saved.order_id}-m002")

    assert [(each["code"], each["page"], each["box"]) for each in facts["findings"]] == [
        ("row.number-missing", 2, None),
        ("ocr.low-confidence", 2, [72.0, 100.0, 200.0, 140.3]),
    ]
    member = explain(store, f"{saved.order_id}-p001")
    assert [each["code"] for each in member["findings"]] == ["ocr.low-confidence"]


def test_finding_leads_to_its_words(store: Store, records: ModuleType) -> None:
    saved = save_record(store, scanned(records))
    order = explain(store, saved.order_id)
    (stamp,) = [each for each in order["findings"] if each["code"] == "ocr.mark-left-out"]

    facts = explain(store, stamp["finding_id"])

    assert (facts["what"], facts["excerpt"]) == ("finding", "печать")
    assert facts["file"]["source_path"] == "inbox/15.docx"
    assert facts["places"] == [{"page": 2, "box": [300.0, 700.0, 400.0, 800.0], "spot": ""}]
    assert [each["finding_id"] for each in facts["findings"]] == [stamp["finding_id"]]


def test_deadline_is_explained_by_its_owner(store: Store, records: ModuleType) -> None:
    saved = save_record(store, records.record())

    assert explain(store, f"{saved.order_id}-m002-d2")["id"] == f"{saved.order_id}-m002"
    clause = explain(store, f"{saved.order_id}-c1/а-d1")
    assert (clause["what"], clause["persons"]) == ("clause", "Хвощов Т.К.")


def test_member_and_order_are_explained(store: Store, records: ModuleType) -> None:
    saved = save_record(store, records.record())

    member = explain(store, f"{saved.order_id}-p001")
    assert (member["what"], member["duty"]) == ("member", "председатель")
    order = explain(store, "№ 15-од от 05.03.2021")
    assert (order["what"], order["id"]) == ("order", saved.order_id)
    assert ("residue", "м.п.") in {(row["part"], row["text"]) for row in order["paragraphs"]}
    assert order["columns"][1]["role"] == "activity"
    assert order["documents"][0]["state"] == "loaded"


def test_whatever_the_search_finds_is_explained(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    owners = store.connection.execute("SELECT kind, owner_id FROM passages").fetchall()

    told = {kind: explain(store, ident)["what"] for kind, ident in owners}

    assert told == {
        "title": "order",
        "clause": "clause",
        "measure": "measure",
        "member": "member",
        "text": "text",
        "table": "table row",
    }


def test_table_row_leads_to_its_cells(store: Store, records: ModuleType) -> None:
    saved = save_record(store, records.record())

    facts = explain(store, f"{saved.order_id}-t3-r1")

    assert facts["text"] == "Лесная СОШ · 214"
    assert len(facts["places"]) == 2


@pytest.mark.parametrize(
    "ident", ["x-t3-r9", "-r", "a-rб", "", "nothing", "000000000000-m001", "15-од-m001"]
)
def test_unknown_id_is_told(store: Store, records: ModuleType, ident: str) -> None:
    save_record(store, records.record())

    with pytest.raises(UnknownName, match="the store has neither"):
        explain(store, ident)


def test_status_counts_documents_runs_and_findings(store: Store, records: ModuleType) -> None:
    run = begin_run(store, command="ingest", program_version="0.1", started_at="2021-01-01")
    save_record(store, records.record(), run_id=run)
    save_refusal(store, source="x", sha256=None, code="damaged", message="m", run_id=run)
    end_run(store, run, unchanged=4, finished_at="2021-01-02")

    assert {f.name: f.count for f in documents_by_state(store)} == {
        "loaded": 1,
        "refused: damaged": 1,
    }
    (log,) = last_runs(store)
    assert (log.loaded, log.refused, log.unchanged, log.state) == (1, 1, 4, "done")
    assert [(f.group, f.name) for f in findings_by_code(store)] == [
        ("warning", "row.number-missing"),
        ("info", "header.place-guessed"),
    ]
    assert version(store) == CURRENT


def test_stats_count_everything(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())

    figures = {(f.group, f.name): f.count for f in stats(store)}

    assert figures["store", "measures"] == 6
    assert figures["store", "deadlines"] == 8
    assert figures["orders by year", "2021"] == 1
    assert figures["measures by party", "МБОУ «Лесная СОШ»"] == 2
    assert figures["deadlines by kind", "period"] == 2
