"""Engines that fail in every way, for a child process to make."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from extract.ocr.engine import OcrWord, Request

if TYPE_CHECKING:
    import numpy as np


class Bad:
    """Fails in the manner that its name says; the first answer tells its process."""

    name = "bad"

    def __init__(self, manner: str) -> None:
        self._manner = manner

    def recognize(self, image: np.ndarray, request: Request) -> tuple[OcrWord, ...]:
        if self._manner == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if self._manner == "hang":
            time.sleep(600)
        if self._manner == "raise":
            raise RuntimeError("no model")
        if self._manner == "crash on black" and image.max() == 0:
            os.abort()
        if self._manner == "unsendable":
            return (lambda: None,)  # type: ignore[return-value]
        return (OcrWord(str(os.getpid()), 0.9, 1, 1, 20, 20),)

    def orientation(self, image: np.ndarray) -> tuple[int, float]:
        return os.getpid(), 8.0

    def languages(self) -> frozenset[str]:
        return frozenset({"rus"})


def crashing() -> Bad:
    return Bad("crash")


def hanging() -> Bad:
    return Bad("hang")


def raising() -> Bad:
    return Bad("raise")


def crashing_on_black() -> Bad:
    return Bad("crash on black")


def unsendable() -> Bad:
    return Bad("unsendable")


def healthy() -> Bad:
    return Bad("")
