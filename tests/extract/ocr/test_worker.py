"""An engine in a child process: its crash and its hang cost one answer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from extract.ocr.engine import PLAIN, OcrWord, Request
from extract.ocr.guard import GuardedEngine
from extract.ocr.worker import WorkerDied, WorkerEngine

WHITE = np.full((30, 30), 255, dtype=np.uint8)
BLACK = np.zeros((30, 30), dtype=np.uint8)

Maker = Callable[..., WorkerEngine]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    """Makes workers of `bad_engines` and ends them afterwards."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    made: list[WorkerEngine] = []

    def make(function: str, seconds: int = 30) -> WorkerEngine:
        maker = f"bad_engines:{function}"
        engine = WorkerEngine(maker, name="bad", languages=frozenset({"rus"}), seconds=seconds)
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()


class Spare:
    """The engine that is asked next."""

    name = "spare"

    def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
        return (OcrWord("срок", 0.9, 1, 1, 20, 20),)

    def orientation(self, image: np.ndarray) -> tuple[int, float]:
        return 180, 9.0

    def languages(self) -> frozenset[str]:
        return frozenset({"rus"})


def process(engine: WorkerEngine) -> int:
    return int(engine.recognize(WHITE, PLAIN)[0].text)


def test_answers_come_from_one_other_process(worker: Maker) -> None:
    engine = worker("healthy")

    assert process(engine) == process(engine) != os.getpid()
    assert engine.orientation(WHITE) == (process(engine), 8.0)


def test_crash_costs_one_answer_and_the_child_is_started_again(worker: Maker) -> None:
    engine = worker("crashing_on_black")
    before = process(engine)

    with pytest.raises(WorkerDied, match="crashed"):
        engine.recognize(BLACK, PLAIN)

    assert process(engine) != before


def test_hang_ends_at_the_limit_and_leaves_no_process(worker: Maker) -> None:
    engine = worker("hanging", seconds=1)
    child, _ = engine.orientation(WHITE)

    with pytest.raises(WorkerDied, match="within 1 seconds"):
        engine.recognize(WHITE, PLAIN)

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_engine_that_raises_keeps_its_process(worker: Maker) -> None:
    engine = worker("raising")

    for _ in range(3):
        with pytest.raises(RuntimeError, match="no model"):
            engine.recognize(WHITE, PLAIN)

    assert engine.deaths == 0


@pytest.mark.parametrize("function", ["unsendable", "missing", "crashing"])
def test_child_that_always_dies_is_given_up(worker: Maker, function: str) -> None:
    engine = worker(function)

    for _ in range(7):
        with pytest.raises((WorkerDied, RuntimeError)):
            engine.recognize(WHITE, PLAIN)

    assert engine.deaths <= 5


@pytest.mark.parametrize("function", ["crashing", "raising"])
def test_next_engine_reads_what_the_first_failed_on(worker: Maker, function: str) -> None:
    guarded = GuardedEngine(worker(function), Spare())

    words = guarded.recognize(WHITE, PLAIN)

    assert [word.text for word in words] == ["срок"]
    finding = guarded.finding(3)
    assert finding is not None
    assert (finding.code, finding.severity, finding.page) == ("ocr.engine-failed", "warning", 3)
    assert "spare read it instead" in finding.message


def test_page_over_its_time_is_not_read_on() -> None:
    guarded = GuardedEngine(Spare(), seconds=-1)

    assert guarded.recognize(WHITE, PLAIN) == ()
    finding = guarded.finding(1)
    assert finding is not None
    assert finding.severity == "error"
    assert "took too long" in finding.message
