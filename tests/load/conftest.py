"""Invented records and stores for the tests of `load`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from load.store import Store, open_store


def _load_records() -> ModuleType:
    """tests/ is no package: the factory module is loaded from beside this file, once."""
    name = "store_test_records"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("records.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def records() -> ModuleType:
    """The factory functions of records.py."""
    return _load_records()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, open for writing."""
    with open_store(tmp_path / "orders.db") as opened:
        yield opened
