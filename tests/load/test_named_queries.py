from __future__ import annotations

import re
from types import ModuleType

import pytest

from extract.document import Box
from extract.findings import Finding
from load.errors import QueryError, UnknownName
from load.named_queries import NAMED_QUERIES, NamedQuery, named_query
from load.query import run_sql
from load.store import Store, open_store, save_record, save_refusal
from normalize.record import OrderRecord

FITTING = {
    "measures-of-order": {"number": "15-од"},
    "measures-of-party": {"name": "СОШ"},
    "running-on-day": {"day": "2021-05-05"},
}
"""Parameters with which the query answers over the store below."""


def test_there_are_enough_and_each_is_named_once() -> None:
    assert len(NAMED_QUERIES) >= 20
    titles = [each.title_ru for each in NAMED_QUERIES.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("query", NAMED_QUERIES.values(), ids=lambda query: query.name)
def test_every_query_answers(store: Store, records: ModuleType, query: NamedQuery) -> None:
    made = records.record(references=(records.reference("7", "2021-01-11", relation="amends"),))
    save_record(store, made)
    save_record(store, records.with_source(made, "scan.pdf"))
    save_record(store, _odd_record(records))
    save_refusal(store, source="x.doc", sha256=None, code="damaged", message="cut off")
    with open_store(store.path, read_only=True) as reader:
        answer = run_sql(reader, query.sql, query.values(FITTING.get(query.name, {})))
        rows = list(answer.rows)

    assert rows, "a shipped query that finds nothing here is not tested"
    assert len(set(answer.columns)) == len(answer.columns)


def _odd_record(records: ModuleType) -> OrderRecord:
    """An order with what the usual one lacks: an inferred year, an undefined acronym."""
    import datetime as dt

    from normalize.record import Deadline

    inferred = Deadline("до 1 мая", "date", end=dt.date(2021, 5, 1), year_inferred=True)
    rows = (
        records.MeasureSpec(
            "Субботник",
            records.reading("до 1 мая", inferred),
            (records.party("ХЗЦ", expansion_source="none"),),
            findings=(Finding("deadline.assumed", "…", "1 мая", 2, box=Box(72, 100, 200, 140.3)),),
        ),
        records.MeasureSpec(
            "Отчёт", records.reading(""), (records.party("МБОУ «Лесная СОШ»", "лесная школа"),)
        ),
    )
    made: OrderRecord = records.record("8", "2021-02-02", measures=rows, source="8.docx")
    return made


@pytest.mark.parametrize("query", NAMED_QUERIES.values(), ids=lambda query: query.name)
def test_every_query_has_titles_and_its_parameters(query: NamedQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert re.search("[а-я]", query.title_ru)
    assert re.fullmatch("[ -~]+", query.title_en)
    used = set(re.findall(r"(?<!:):([a-z]+)", query.sql))
    assert used == set(query.parameters)
    assert "ORDER BY" in query.sql


def test_unknown_query_is_told_with_the_closest() -> None:
    with pytest.raises(UnknownName, match="busiest-parties"):
        named_query("busiest-party")


def test_unknown_parameter_is_told_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no parameter 'year'; it has: month"):
        named_query("due-in-month").values({"year": "2021"})
