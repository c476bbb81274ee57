"""A filled store for the tests of `web`, from the invented records of tests/load."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from load.store import open_store, save_record


def _records() -> ModuleType:
    path = Path(__file__).parents[1] / "load" / "records.py"
    spec = importlib.util.spec_from_file_location("web_test_records", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def shown_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an order full of everything, and one without measures."""
    records = _records()
    path: Path = tmp_path_factory.mktemp("web") / "Приказы района.db"
    with open_store(path) as store:
        save_record(store, records.record())
        save_record(store, records.record("7", "2020-01-11", measures=(), source="7"))
    return path
