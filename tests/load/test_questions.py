from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from load.errors import UnknownName
from load.questions import due, load, overdue, unlisted_endless
from load.scope import Scope
from load.store import Store, open_store, save_record
from normalize.record import Deadline

UO = "Управление образования администрации Заозёрного района"
SCHOOL = "МБОУ «Лесная СОШ»"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, records: ModuleType) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("questions") / "orders.db"
    with open_store(path) as store:
        save_record(store, records.record())
        endless = Deadline("ежемесячно", "recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
        running = Deadline("постоянно", "continuous")
        rows = (
            records.MeasureSpec("Сводка", records.reading("ежемесячно", endless)),
            records.MeasureSpec("Дежурство", records.reading("постоянно", running)),
        )
        other = records.record(
            "9", "2021-04-15", issuer="Отдел культуры Верхнего района", measures=rows,
            source="9.docx",
        )  # fmt: skip
        save_record(store, replace(other, clauses=()))
    with open_store(path, read_only=True) as reader:
        yield reader


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def due_days(store: Store, start: str, end: str, **more: object) -> list[tuple[str | None, str]]:
    found = due(store, day(start), day(end), **more)  # type: ignore[arg-type]
    return [(item.end, item.id[13:]) for item in found]


def test_due_lists_both_ends_by_day(filled: Store) -> None:
    assert due_days(filled, "2021-03-10", "2021-03-31") == [
        ("2021-03-10", "c1/а"),
        ("2021-03-26", "m001"),
        ("2021-03-31", "m004"),
    ]
    assert due_days(filled, "2021-03-11", "2021-03-25") == []


def test_period_falls_due_on_its_last_day(filled: Store) -> None:
    assert due_days(filled, "2022-02-01", "2022-02-27") == []
    assert due_days(filled, "2022-02-28", "2022-02-28", scope=Scope(order="15-од")) == [
        ("2022-02-28", "m002")
    ]


def test_recurring_falls_due_every_time_within_the_plan(filled: Store) -> None:
    found = due_days(filled, "2021-01-01", "2030-01-01", scope=Scope(party="лесной сош"))

    assert [end for end, ident in found if ident == "m004"] == [
        "2021-03-31",
        "2021-06-30",
        "2021-09-30",
        "2021-12-31",
    ]


def test_rule_without_an_end_is_expanded_from_the_order_on(filled: Store) -> None:
    scope = Scope(issuer="отделом культуры")

    assert due_days(filled, "2021-03-01", "2021-06-30", scope=scope) == [
        ("2021-04-30", "m001"),
        ("2021-05-31", "m001"),
        ("2021-06-30", "m001"),
    ]


def test_rule_without_an_end_is_listed_for_a_year_or_for_ever(filled: Store) -> None:
    scope = Scope(issuer="отделом культуры")
    later = ("2022-04-01", "2022-05-31")

    assert due_days(filled, *later, scope=scope) == []
    assert unlisted_endless(filled, day("2022-05-01"), scope=scope) == 1
    assert unlisted_endless(filled, day("2022-04-15"), scope=scope) == 0
    assert due_days(filled, *later, scope=scope, endless=True) == [
        ("2022-04-30", "m001"),
        ("2022-05-31", "m001"),
    ]


def test_continuous_is_listed_when_asked(filled: Store) -> None:
    assert ("2021-12-31", "m003") not in due_days(filled, "2021-12-31", "2021-12-31")

    found = due_days(filled, "2021-05-01", "2021-05-02", continuous=True)
    assert found == [("2021-12-31", "m003"), (None, "m002")]
    assert due_days(filled, "2023-05-01", "2023-05-02", continuous=True) == [(None, "m002")]


@pytest.mark.parametrize(
    "party",
    [
        "УО",
        "уо",
        "управление образования",
        "Управлению образования администрации",
        UO,
        f"«{UO}»",
    ],
)
def test_party_is_known_by_any_spelling(filled: Store, party: str) -> None:
    assert due_days(filled, "2021-03-01", "2021-03-31", scope=Scope(party=party)) == [
        ("2021-03-26", "m001")
    ]


def test_person_of_a_clause_is_a_party(filled: Store) -> None:
    found = due_days(filled, "2021-03-01", "2021-03-31", scope=Scope(party="Хвощову Т.К."))

    assert found == [("2021-03-10", "c1/а")]


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(party="Лесная школа"), "did you mean.*Лесная СОШ"),
        (Scope(party="щщщ"), "no party is called 'щщщ'$"),
        (Scope(issuer="министерство"), "the store has: Отдел культуры"),
        (Scope(order="77"), "the store has no order '77'"),
    ],
)
def test_unknown_names_are_told_with_a_hint(filled: Store, scope: Scope, words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        due(filled, day("2021-01-01"), day("2021-12-31"), scope=scope)


def test_overdue_is_the_latest_day_before(filled: Store) -> None:
    found = overdue(filled, day("2021-07-01"), scope=Scope(order="15-од"))

    assert [(item.days, item.end, item.id[13:]) for item in found] == [
        (1, "2021-06-30", "m004"),
        (97, "2021-03-26", "m001"),
        (113, "2021-03-10", "c1/а"),
    ]
    assert [item.days for item in overdue(filled, day("2021-07-01"), days=100)] == [1, 97]
    assert overdue(filled, day("2021-03-10")) == []
    assert len(overdue(filled, day("2021-07-01"), days=10**12)) == 3
    assert overdue(filled, dt.date.min, days=0) == []


def test_load_counts_measures_and_times_by_month(filled: Store) -> None:
    found = {(item.name, item.period): item for item in load(filled)}

    march = found[SCHOOL, "2021-03"]
    assert (march.measures, march.occurrences, march.continuous) == (2, 2, 0)
    assert found["МБУ «Центр оценки»", "2021-07"].continuous == 1
    assert ("МБУ «Центр оценки»", "2022-01") not in found


@pytest.mark.parametrize(
    ("by", "per", "expected"),
    [
        ("party", "quarter", {(SCHOOL, "2021-Q1", 2), (SCHOOL, "2021-Q2", 1)}),
        ("party", "year", {(SCHOOL, "2021", 2), (UO, "2022", 1)}),
        ("party", "total", {(SCHOOL, "all", 2), (UO, "all", 2)}),
        ("issuer", "year", {(UO, "2021", 2), (UO, "2022", 1)}),
        ("order", "year", {("№ 15-од от 2021-03-05", "2022", 1)}),
        ("section", "total", {("Работа с кадрами", "all", 3)}),
    ],
)
def test_load_by_and_per(
    filled: Store, by: str, per: str, expected: set[tuple[str, str, int]]
) -> None:
    found = load(filled, by=by, per=per, scope=Scope(order="15-од"))

    assert expected <= {(item.name, item.period, item.measures) for item in found}


def test_load_of_a_party_leaves_out_those_who_share_its_measures(filled: Store) -> None:
    assert {item.name for item in load(filled, scope=Scope(party="УО"))} == {UO}
    assert {item.name for item in load(filled, by="person", scope=Scope(party="УО"))} == set()


def test_party_with_very_many_measures_is_found_as_well(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = Scope(party="лесная сош")
    few = load(filled, scope=scope), due_days(filled, "2021-01-01", "2022-01-01", scope=scope)
    monkeypatch.setattr("load.scope._FEW", 1)
    many = load(filled, scope=scope), due_days(filled, "2021-01-01", "2022-01-01", scope=scope)

    assert few == many
    assert few[1]


def test_load_between_days(filled: Store) -> None:
    found = load(filled, between=(day("2021-06-01"), day("2021-07-15")))

    assert {(item.name, item.period) for item in found} == {
        (SCHOOL, "2021-06"),
        ("МБУ «Центр оценки»", "2021-06"),
        ("МБУ «Центр оценки»", "2021-07"),
    }


def test_unknown_load_is_refused(filled: Store) -> None:
    with pytest.raises(ValueError, match="fortnight"):
        load(filled, per="fortnight")


def test_workload_view_agrees_with_load(filled: Store) -> None:
    view = filled.connection.execute(
        "SELECT name, month, measure_count, occurrence_count FROM workload_view ORDER BY 1, 2"
    ).fetchall()

    asked = [
        (item.name, item.period, item.measures, item.occurrences)
        for item in load(filled)
        if item.measures
    ]
    assert view == asked
