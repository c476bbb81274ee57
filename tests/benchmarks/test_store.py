from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_benchmark_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ROOT / "benchmarks" / "store.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_store", path)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    kept = str(tmp_path / "kept.db")
    monkeypatch.setattr(sys, "argv", ["store.py", "--measures", "1000", "--keep", kept])

    benchmark.main()

    told = capsys.readouterr().out
    assert "measures a second" in told
    assert "search олимпиад" in told
