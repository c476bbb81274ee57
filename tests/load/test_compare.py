from __future__ import annotations

from types import ModuleType

import pytest

from load.compare import compare
from load.store import Store, open_store, save_record


def spec(records: ModuleType, activity: str) -> object:
    return records.MeasureSpec(activity, records.reading(""))


def save(store: Store, records: ModuleType, number: str, activities: list[str]) -> None:
    rows = tuple(spec(records, activity) for activity in activities)
    save_record(store, records.record(number, measures=rows, source=f"{number}.docx"))


def test_same_activities_in_other_words_are_paired(store: Store, records: ModuleType) -> None:
    save(store, records, "1", ["Проведение совещаний с директорами", "Ремонт крыши", "Выставка"])
    save(store, records, "2", ["Ремонт крыш школ", "Проведение совещания с директорами школ"])

    with open_store(store.path, read_only=True) as reader:
        pairs = compare(reader, "1", "2")

    assert [(pair.where, pair.first_activity, pair.second_activity) for pair in pairs] == [
        ("both", "Проведение совещаний с директорами", "Проведение совещания с директорами школ"),
        ("both", "Ремонт крыши", "Ремонт крыш школ"),
        ("first", "Выставка", None),
    ]
    assert all(60 <= pair.likeness <= 100 for pair in pairs[:2])


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("Анализ результатов пробных экзаменов", "Провести анализ пробного экзамена", True),
        ("Ремонт кровли здания школы", "Ремонт крыши школы", True),
        ("Ремонт крыши", "Ремонт крыши школы и спортивного зала", True),
        ("Подготовка отчёта о работе", "О работе подготовить отчет", True),
        ("Разработка плана работы", "Разработка паспорта безопасности", False),
        ("Организация субботника", "Организация летнего отдыха детей", False),
        ("Проведение совещаний", "Ремонт крыши", False),
        ("Для и при", "Или над под", False),
    ],
)
def test_likeness_is_that_of_the_matter(
    store: Store, records: ModuleType, left: str, right: str, alike: bool
) -> None:
    save(store, records, "1", [left])
    save(store, records, "2", [right])

    assert (compare(store, "1", "2")[0].where == "both") == alike


def test_pairing_is_the_best_over_all(store: Store, records: ModuleType) -> None:
    save(store, records, "1", ["план работы школы", "план работы"])
    save(store, records, "2", ["план работы", "план работы школы района"])

    pairs = compare(store, "1", "2", alike=10)

    partners = {pair.first_activity: pair.second_activity for pair in pairs}
    assert partners == {
        "план работы": "план работы",
        "план работы школы": "план работы школы района",
    }


@pytest.mark.parametrize(("left", "right"), [([], []), (["А"], []), ([], ["Б"]), ([""], [""])])
def test_orders_without_measures_have_nothing_in_common(
    store: Store, records: ModuleType, left: list[str], right: list[str]
) -> None:
    save(store, records, "1", left)
    save(store, records, "2", right)

    assert not [pair for pair in compare(store, "1", "2") if pair.where == "both"]


def test_order_is_like_itself(store: Store, records: ModuleType) -> None:
    save_record(store, records.record("1"))

    pairs = compare(store, "1", "1")

    assert {pair.where for pair in pairs} == {"both"}
    assert {pair.likeness for pair in pairs} == {100.0}
