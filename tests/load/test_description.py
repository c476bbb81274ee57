from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

import pytest

from load.decisions import merge_parties
from load.description import Relation, as_markdown, describe
from load.store import Store, begin_run, end_run, save_record, save_refusal

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schema.md"


@pytest.fixture
def relations(store: Store, records: ModuleType) -> tuple[Relation, ...]:
    """The description of a store that has something in every table."""
    run = begin_run(store, program_version="0.1.0", started_at="2021-03-06T10:00:00+00:00")
    made = records.record(references=(records.reference("7", "2021-01-11", records.UO),))
    save_record(store, made, run_id=run)
    save_record(store, records.record("7", "2021-01-11", source="inbox/7.docx"), run_id=run)
    merge_parties(store, "МБУ «Центр оценки»", "куратор")
    save_refusal(
        store, source="inbox/8.doc", sha256=None, code="damaged", message="cut off", run_id=run
    )
    end_run(store, run, finished_at="2021-03-06T10:00:02+00:00")
    return describe(store)


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
