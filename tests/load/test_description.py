from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from extract.findings import Finding
from load.decisions import merge_parties
from load.description import Relation, as_markdown, describe
from load.elsewhere import resolve_acronyms
from load.store import Store, begin_run, end_run, save_record, save_refusal
from normalize.record import Abbreviation, OrderRecord

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schema.md"


@pytest.fixture
def relations(store: Store, records: ModuleType) -> tuple[Relation, ...]:
    """The description of a store that has something in every table."""
    run = begin_run(store, program_version="0.1.0", started_at="2021-03-06T10:00:00+00:00")
    made = records.record(references=(records.reference("7", "2021-01-11", records.UO),))
    save_record(store, made, run_id=run)
    other = records.record("7", "2021-01-11", source="inbox/7.docx")
    defined = Abbreviation("РСЗ", "районная служба записи")
    other = replace(other, abbreviations=(*other.abbreviations, defined))
    save_record(store, other, run_id=run)
    save_record(store, _with_open_acronym(records), run_id=run)
    resolve_acronyms(store)
    merge_parties(store, "МБУ «Центр оценки»", "куратор")
    save_refusal(
        store, source="inbox/8.doc", sha256=None, code="damaged", message="cut off", run_id=run
    )
    end_run(store, run, finished_at="2021-03-06T10:00:02+00:00")
    return describe(store)


def _with_open_acronym(records: ModuleType) -> OrderRecord:
    """An order that uses «РСЗ» without saying what it is; another defines it."""
    doubt = Finding("party.acronym-unknown", "Nobody defines «РСЗ»; it stays as it is", "РСЗ")
    row = records.MeasureSpec(
        "Проверить сайт",
        records.reading(""),
        (records.party("РСЗ", expansion_source="none"),),
        findings=(doubt,),
    )
    made: OrderRecord = records.record("8", "2021-02-01", source="inbox/8.docx", measures=(row,))
    return replace(made, abbreviations=())


def test_page_is_the_schema(relations: tuple[Relation, ...]) -> None:
    """Renew the page on purpose: PRIKAZ_UPDATE_DOCS=1 pytest tests/load/test_description.py."""
    page = as_markdown(relations)
    if os.environ.get("PRIKAZ_UPDATE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page


def test_every_table_and_column_has_a_meaning(relations: tuple[Relation, ...]) -> None:
    for relation in relations:
        assert relation.meaning, relation.name
        if relation.name != "passage_index":
            for column in relation.columns:
                assert column.meaning, (relation.name, column.name)


def test_every_relation_has_an_example_of_its_first_column(
    relations: tuple[Relation, ...],
) -> None:
    without = [r.name for r in relations if not r.columns[0].example]

    assert without == ["document_paths"]
