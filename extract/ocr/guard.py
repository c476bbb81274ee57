"""Engines that may fail: a failure costs one answer, or none where another engine has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from extract.findings import Finding
from extract.ocr.engine import OcrEngine, OcrWord, Request

if TYPE_CHECKING:
    from extract.ocr.engine import Gray

T = TypeVar("T")

_PATIENCE = 20
"""After so many failures of all engines in a row none is asked again on this page."""
PAGE_SECONDS = 240
"""After this time no engine is asked again on this page; an ordinary page takes a few seconds."""


class GuardedEngine:
    """One page's engines, asked in turn; errors become empty answers and are counted."""

    def __init__(self, *engines: OcrEngine, seconds: float = PAGE_SECONDS) -> None:
        self._engines = engines
        self._in_a_row = 0
        self._end = time.monotonic() + seconds
        self.name = engines[0].name
        self.failures = 0
        self.rescued = 0
        self.last_error = ""

    def recognize(self, image: Gray, request: Request) -> tuple[OcrWord, ...]:
        """The words, without those that lie outside the image; none where every engine failed."""
        none: tuple[OcrWord, ...] = ()
        words = self._asked(lambda engine: tuple(engine.recognize(image, request)), none)
        height, width = image.shape
        return tuple(
            word
            for word in words
            if word.text.strip()
            and 0 <= word.x0 < word.x1 <= width + 2
            and 0 <= word.top < word.bottom <= height + 2
        )

    def orientation(self, image: Gray) -> tuple[int, float]:
        """The first answer, or that no engine knows."""
        turned, sure = self._asked(lambda engine: engine.orientation(image), (0, 0.0))
        return (turned, sure) if turned in (0, 90, 180, 270) else (0, 0.0)

    def languages(self) -> frozenset[str]:
        """What the first engine has."""
        return self._engines[0].languages()

    def finding(self, page: int) -> Finding | None:
        """What to tell of a page on which an engine failed; None where none did."""
        if not self.failures:
            return None
        message = f"Recognition failed {self.failures} times: {self.last_error}"
        if self.rescued == self.failures:
            others = " or ".join(engine.name for engine in self._engines[1:])
            return Finding("ocr.engine-failed", f"{message}; {others} read it instead", page=page)
        return Finding("ocr.engine-failed", message, page=page, severity="error")

    def _asked(self, ask: Callable[[OcrEngine], T], nothing: T) -> T:
        if self._in_a_row >= _PATIENCE:
            return nothing
        if time.monotonic() > self._end:
            self._failed("the page took too long")
            self._in_a_row = _PATIENCE
            return nothing
        for place, engine in enumerate(self._engines):
            try:
                answer = ask(engine)
            except Exception as error:  # an engine is foreign code and may raise anything
                if place == 0:
                    self._failed(f"{type(error).__name__}: {error}")
                continue
            self._in_a_row = 0
            self.rescued += place > 0
            return answer
        return nothing

    def _failed(self, reason: str) -> None:
        self.failures += 1
        self._in_a_row += 1
        self.last_error = reason
