"""An engine that may fail: its failures cost a cell, not the file.

A crash that takes the process with it, and a call that never returns, are the
business of `batch`: each file has a worker process and a time limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ocr.engine import OcrEngine, OcrWord, Request

if TYPE_CHECKING:
    from extract.ocr.engine import Gray

_PATIENCE = 20
"""After so many failures in a row the engine is not asked again on this page."""


class GuardedEngine:
    """An engine whose errors become empty answers and are counted."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._in_a_row = 0
        self.name = engine.name
        self.failures = 0
        self.last_error = ""

    def recognize(self, image: Gray, request: Request) -> tuple[OcrWord, ...]:
        """The words, without those that lie outside the image; none where the engine failed."""
        if self._in_a_row >= _PATIENCE:
            return ()
        try:
            words = tuple(self._engine.recognize(image, request))
        except Exception as error:  # an engine is foreign code and may raise anything
            self._failed(error)
            return ()
        self._in_a_row = 0
        height, width = image.shape
        return tuple(
            word
            for word in words
            if word.text.strip()
            and 0 <= word.x0 < word.x1 <= width + 2
            and 0 <= word.top < word.bottom <= height + 2
        )

    def orientation(self, image: Gray) -> tuple[int, float]:
        """The engine's answer, or that it does not know."""
        try:
            turned, confidence = self._engine.orientation(image)
        except Exception as error:
            self._failed(error)
            return 0, 0.0
        return (turned, confidence) if turned in (0, 90, 180, 270) else (0, 0.0)

    def languages(self) -> frozenset[str]:
        """What the engine has."""
        return self._engine.languages()

    def _failed(self, error: Exception) -> None:
        self.failures += 1
        self._in_a_row += 1
        self.last_error = f"{type(error).__name__}: {error}"
