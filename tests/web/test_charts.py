"""Pictures of an order: they draw, they hold the rows, Cyrillic stays text."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from load.store import Store, open_store, save_record
from web.charts import ChartError, gantt, load_by_month, write_chart


@pytest.fixture(scope="module")
def records() -> ModuleType:
    path = Path(__file__).parents[1] / "load" / "records.py"
    spec = importlib.util.spec_from_file_location("chart_test_records", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, records: ModuleType) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("charts") / "orders.db"
    with open_store(path) as store:
        save_record(store, records.record())
        save_record(store, records.record("7", "2020-01-11", measures=(), source="7"))
    with open_store(path, read_only=True) as reader:
        yield reader


def test_a_timeline_has_a_bar_for_each_dated_measure(filled: Store) -> None:
    values = json.loads(gantt(filled, "15-од").to_json())["data"]["values"]
    dated = filled.connection.execute(
        "SELECT count(*) FROM measure_view WHERE order_number = '15-од'"
        " AND coalesce(deadline_start, deadline_end) IS NOT NULL"
    ).fetchone()[0]

    assert len({value["row"] for value in values}) == dated > 0
    assert all(value["from"] <= value["to"] for value in values)


def test_load_by_month_has_no_gaps(filled: Store) -> None:
    chart = json.loads(load_by_month(filled, "15-од").to_json())
    months = chart["encoding"]["x"]["scale"]["domain"]

    assert months == sorted(set(months))
    assert {value["month"] for value in chart["data"]["values"]} <= set(months)


@pytest.mark.parametrize("style", ["svg", "png", "html", "json"])
def test_every_format_is_written(filled: Store, tmp_path: Path, style: str) -> None:
    target = tmp_path / f"chart.{style}"
    write_chart(gantt(filled, "15-од"), target, style)
    content = target.read_bytes()

    if style == "png":
        assert content.startswith(b"\x89PNG")
    else:
        assert "приказ" in content.decode("utf-8") or "\\u043f" in content.decode("utf-8")
    if style == "html":
        # nothing is fetched: the page works offline
        assert b"<script src=" not in content


def test_an_order_without_dates_has_no_picture(filled: Store) -> None:
    with pytest.raises(ChartError, match="no measure"):
        gantt(filled, "7")
