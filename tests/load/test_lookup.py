from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from load.errors import UnknownName
from load.lookup import find_issuers, find_order, find_parties, split_date
from load.store import Store, open_store, save_record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, records: ModuleType) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("lookup") / "orders.db"
    with open_store(path) as store:
        for number, date in (
            ("140а", "2020-02-03"),
            ("15-од", "2021-03-05"),
            ("15-од", "2022-03-04"),
        ):
            save_record(store, records.record(number, date, source=f"{number}{date}.docx"))
        save_record(store, records.record("2021", "2021-12-01", source="2021.docx"))
        save_record(store, records.record("б/н", None, title="План", source="plan.docx"))
        yield store


@pytest.mark.parametrize(
    ("words", "number", "date"),
    [
        ("140а", "140а", "2020-02-03"),
        ("№ 140А", "140а", "2020-02-03"),
        ("140-а", "140а", "2020-02-03"),
        ("15од от 04.03.2022", "15-од", "2022-03-04"),
        ("15-од 2022-03-04", "15-од", "2022-03-04"),
        ("№ 15-од от 05.03.2021", "15-од", "2021-03-05"),
        ("15–ОД от 5 марта 2021 года", "15-од", "2021-03-05"),
        ("от «5» марта 2021 г. № 15-од", "15-од", "2021-03-05"),
        ("15-од@2021-03-05", "15-од", "2021-03-05"),
        ("2021", "2021", "2021-12-01"),
        ("2020-02-03", "140а", "2020-02-03"),
        ("б/н", "б/н", None),
    ],
)
def test_order_is_found(filled: Store, words: str, number: str, date: str | None) -> None:
    found = find_order(filled, words)

    assert (found.number, found.date) == (number, date)
    assert find_order(filled, found.order_id) == found
    assert find_order(filled, found.order_id[:8]) == found


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("15-од", "2 orders fit.*2021-03-05.*2022-03-04.*add the date"),
        ("16", "has no order '16'"),
        ("14-0а", "has no order '14-0а'"),
        ("140а 2020-02-04", "has no order"),
        ("15-од от 31.02.2021", "has no order"),
        ("", "has no order ''"),
    ],
)
def test_order_that_is_not_the_only_one_is_told(filled: Store, words: str, told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        find_order(filled, words)


def test_order_names_itself(filled: Store) -> None:
    found = find_order(filled, "140а")

    assert str(found) == f"приказ № 140а от 2020-02-03 ({found.order_id})"


@pytest.mark.parametrize(
    ("text", "date", "rest"),
    [
        ("663 2017-05-16", "2017-05-16", "663"),
        ("№ 663 от 16.05.2017", "2017-05-16", "№ 663"),
        ("«16» мая 2017 г. № 663", "2017-05-16", "№ 663"),
        ("7 марта 2017", "2017-03-07", ""),
        ("663", None, "663"),
        ("01-03/56-од", None, "01-03/56-од"),
        ("45.13.2017", None, "45.13.2017"),
    ],
)
def test_date_is_split_off(text: str, date: str | None, rest: str) -> None:
    assert split_date(text) == (date, rest)


@pytest.mark.parametrize("words", ["УО", "управления образования", "заозёрного района"])
def test_party_is_found(filled: Store, words: str) -> None:
    assert len(find_parties(filled, words)) == 1


def test_party_words_may_mean_several(filled: Store, records: ModuleType) -> None:
    names = {party.name for party in find_parties(filled, "куратор")}

    assert names == {"куратор"}


def test_issuer_is_found_in_any_inflection(filled: Store) -> None:
    keys = find_issuers(filled, "управлением образования")

    assert keys == ["управление образования администрации заозерного района"]
    with pytest.raises(UnknownName):
        find_issuers(filled, "!!")
