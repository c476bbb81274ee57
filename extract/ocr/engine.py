"""What the scan reader needs of a recognition engine, and the choice of one.

An engine is anything that fits `OcrEngine`: tests bring engines that return
nothing, garbage, or raise. Boxes are pixels of the image that was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from extract.errors import MissingPart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Gray = NDArray[np.uint8]
    """A grey image: rows × columns, 0 black to 255 white."""

INSTALL_LINE = "sudo apt-get install tesseract-ocr tesseract-ocr-rus tesseract-ocr-osd"

RUSSIAN = "rus"
MIXED = "rus+eng"
LATIN = "eng"


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One recognized word; `confidence` from 0 to 1, `line` numbers the text lines from 0.

    Engines leave the last three alone: `bold` is judged from the ink (`weight`),
    `disputed` says that another look at the same ink gave other letters (`looks`),
    `read_as` is what the engine read where the ink refuted it (`shape`).
    """

    text: str
    confidence: float
    x0: int
    top: int
    x1: int
    bottom: int
    line: int = 0
    bold: bool = False
    disputed: bool = False
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """How an image is to be recognized.

    `layout` says what the image holds: `block` (lines of one column), `line`,
    `word`, `page` (find the blocks yourself). `only` limits the letters.
    """

    layout: str = "block"
    languages: str = RUSSIAN
    dpi: int = 300
    only: str = ""

    def __post_init__(self) -> None:
        if self.layout not in ("block", "line", "word", "page"):
            raise ValueError(f"unknown layout: {self.layout!r}")


PLAIN = Request()
"""A block of Russian lines."""


class OcrEngine(Protocol):
    """What the scan reader needs of an engine."""

    name: str

    def recognize(self, image: Gray, request: Request) -> tuple[OcrWord, ...]:
        """The words of an image in reading order."""

    def orientation(self, image: Gray) -> tuple[int, float]:
        """By how many degrees the page is turned clockwise (0, 90, 180, 270), and how sure it is.

        The confidence is Tesseract's (7 is sure); 0.0 where the engine cannot tell.
        """

    def languages(self) -> frozenset[str]:
        """The languages that can be asked for («rus», «eng»)."""


@lru_cache(maxsize=1)
def default_engines() -> tuple[OcrEngine, ...]:
    """The process's engines in the order in which they are asked.

    First tesserocr in a child process, then the `tesseract` program; what is
    not installed is left out.

    Raises:
        MissingPart: Neither can read Russian; the message says how to install it.
    """
    from extract.ocr.tesseract import TesseractProgram, library_worker

    engines = [
        engine
        for engine in (library_worker(), TesseractProgram.find())
        if engine is not None and RUSSIAN in engine.languages()
    ]
    if not engines:
        raise MissingPart("scan", f"Tesseract with Russian is not installed ({INSTALL_LINE})")
    return tuple(engines)
