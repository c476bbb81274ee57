from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from load import frames
from load.errors import UnknownName
from load.store import Store, open_store, save_record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, records: ModuleType) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("frames") / "orders.db"
    with open_store(path) as store:
        save_record(store, records.record())
        save_record(store, records.record("7", "2020-01-11", issuer="Отдел культуры", source="7"))
    with open_store(path, read_only=True) as reader:
        yield reader


def test_measures_have_right_types(filled: Store) -> None:
    types = frames.measures(filled).dtypes.astype(str).to_dict()

    assert types["deadline_end"] == types["order_date"] == "datetime64[s]"
    assert types["position"] == types["page_first"] == "Int64"
    assert types["confidence"] == "float64"
    assert types["activity"] == types["number"] == "string"


def test_measures_are_filtered_and_ordered(filled: Store) -> None:
    assert list(frames.measures(filled, order="15-од")["position"]) == [1, 2, 3, 4, 5, 6]
    assert set(frames.measures(filled, party="УО", issuer="культура")["position"]) == {1, 2}
    with pytest.raises(UnknownName):
        frames.measures(filled, party="щщ")


def test_missing_is_missing(filled: Store) -> None:
    measures = frames.measures(filled, order="15-од")

    assert list(measures["number"].isna()) == [False, True, False, False, False, False]
    assert bool(measures["deadline_start"].isna()[0])
    assert next(iter(measures["deadline_end"].dropna())) == pd.Timestamp("2021-03-26")


@pytest.mark.parametrize(
    ("frame", "rows"),
    [
        (frames.orders, 2),
        (frames.measures, 12),
        (frames.deadlines, 16),
        (frames.responsibles, 12),
        (frames.clauses, 6),
        (frames.members, 4),
        (frames.references, 0),
        (frames.findings, 4),
        (frames.calendar, 18),
        (frames.workload, 17),
    ],
)
def test_every_frame_has_its_rows(filled: Store, frame: object, rows: int) -> None:
    assert callable(frame)
    assert len(frame(filled)) == rows


def test_questions_are_frames_too(filled: Store) -> None:
    march = frames.due(filled, dt.date(2021, 3, 1), dt.date(2021, 3, 31))
    assert list(march["end"].dt.day) == [10, 10, 26, 26, 31, 31]
    assert frames.overdue(filled, dt.date(2021, 4, 1)).dtypes["days"] == "Int64"
    assert set(frames.compare(filled, "15-од", "7")["likeness"]) == {100.0}
    assert list(frames.search(filled, "справка", kinds=("measure",), limit=1)["kind"]) == [
        "measure"
    ]


def test_days_of_every_year_are_days(filled: Store) -> None:
    frame = frames.query(filled, "SELECT '0001-01-01' AS start, '9999-12-31' AS \"end\"")

    assert list(frame["start"].dt.year) == [1]
    assert list(frame["end"].dt.year) == [9999]


@pytest.mark.parametrize("value", ["'2021-03'", "'soon'", "2021.5"])
def test_what_is_no_day_is_not_lost(filled: Store, value: str) -> None:
    frame = frames.query(filled, f"SELECT {value} AS date")

    assert str(frame.loc[0, "date"]) == value.strip("'")


def test_column_named_twice_is_kept_twice(filled: Store) -> None:
    assert frames.query(filled, "SELECT 1 AS a, 'x' AS a").shape == (1, 2)


def test_empty_answer_keeps_its_types(filled: Store) -> None:
    frame = frames.deadlines(filled, kind="event")

    assert len(frame) == 0
    assert str(frame.dtypes["end"]) == "datetime64[s]"
