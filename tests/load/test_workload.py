from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from types import ModuleType
from typing import Any

from load.decisions import merge_parties, split_parties
from load.store import Store, save_record
from load.workload import renew_workload
from normalize.record import Deadline

SCHOOL = "МБОУ «Лесная СОШ»"
CENTRE = "МБУ «Центр оценки»"


def weekly(text: str, start: str, end: str) -> Deadline:
    days = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return Deadline(text, "recurring", *days, rrule="FREQ=WEEKLY;BYDAY=MO")


def record(records: ModuleType, number: str = "1", *measures: Any) -> Any:
    made = records.record(number, measures=measures, source=f"{number}.docx")
    return replace(made, clauses=())


def workload(store: Store) -> list[tuple[Any, ...]]:
    return store.connection.execute(
        "SELECT name, month, measure_count, occurrence_count, order_count FROM workload_view"
        " ORDER BY name, month"
    ).fetchall()


def test_recurring_deadline_counts_each_time_and_its_measure_once(
    store: Store, records: ModuleType
) -> None:
    both = (records.party(SCHOOL), records.party(CENTRE))
    every_monday = records.MeasureSpec(
        "Отчёт", records.reading("x", weekly("x", "2021-03-01", "2021-04-05")), both
    )
    once = records.MeasureSpec("Дело", records.reading("x", records.day("x", "2021-03-26")), both)
    always = records.MeasureSpec(
        "Работа",
        records.reading(
            "x", Deadline("x", "continuous", dt.date(2021, 3, 1), dt.date(2021, 3, 31))
        ),
        both,
    )
    save_record(store, record(records, "1", every_monday, once, always))
    save_record(store, record(records, "2", once))

    # five Mondays of March and the two days; one Monday of April
    assert workload(store) == [
        (SCHOOL, "2021-03", 3, 7, 2),
        (SCHOOL, "2021-04", 1, 1, 1),
        (CENTRE, "2021-03", 3, 7, 2),
        (CENTRE, "2021-04", 1, 1, 1),
    ]


def test_party_that_a_cell_names_twice_counts_once(store: Store, records: ModuleType) -> None:
    cell = (records.party(SCHOOL), records.party(SCHOOL, "Лесная школа"), records.party(CENTRE))
    once = records.MeasureSpec("Дело", records.reading("x", records.day("x", "2021-03-26")), cell)
    save_record(store, record(records, "1", once))

    assert [row[2:] for row in workload(store)] == [(1, 1, 1), (1, 1, 1)]

    merge_parties(store, SCHOOL, CENTRE)
    assert workload(store) == [(SCHOOL, "2021-03", 1, 1, 1)]

    split_parties(store, SCHOOL)
    assert [row[2:] for row in workload(store)] == [(1, 1, 1), (1, 1, 1)]


def test_workload_goes_with_its_order(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    assert workload(store)

    with store.transaction() as connection:
        connection.execute("DELETE FROM documents")
        connection.execute("DELETE FROM orders")
    assert not workload(store)


def test_workload_is_what_calendar_and_parties_say(store: Store, records: ModuleType) -> None:
    save_record(store, records.record())
    save_record(store, records.record("7", "2021-01-11", source="7.docx"))
    counted: Counter[tuple[str, str]] = Counter()
    for party, month, *_ in store.connection.execute(
        'SELECT DISTINCT r.party_id, substr(v."end", 1, 7), v.deadline_id, v.occurrence'
        " FROM calendar_view AS v JOIN responsible_view AS r ON r.measure_id = v.measure_id"
        " WHERE v.kind <> 'continuous'"
    ).fetchall():
        counted[party, month] += 1

    kept = store.connection.execute("SELECT party_id, month, occurrence_count FROM workload_view")

    assert {(party, month): count for party, month, count in kept} == counted

    before = store.connection.execute("SELECT * FROM workloads ORDER BY 1, 2, 3").fetchall()
    orders = [row[0] for row in store.connection.execute("SELECT order_id FROM orders").fetchall()]
    renew_workload(store.connection, orders)
    after = store.connection.execute("SELECT * FROM workloads ORDER BY 1, 2, 3").fetchall()
    assert before == after
