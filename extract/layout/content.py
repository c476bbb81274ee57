"""What one page holds before anything is understood: words, rulings, pictures.

Points from the top-left corner of the page as a person reads it: a page that
lies on its side is turned upright before it comes here. The types are named
tuples, as a page has hundreds of them and a frozen dataclass takes four times
as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extract.document import Box


class Word(NamedTuple):
    """Characters without a space between them.

    `base` is the y of the baseline, `size` the height from ascent to descent.
    `turn` is the angle at which the word stands on the upright page: 0, 90
    (reads upwards), 180 or 270 (reads downwards). `confidence` is that of the
    recognition, 1 where the word was read from a text layer.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    bold: bool = False
    turn: int = 0
    confidence: float = 1.0

    @property
    def size(self) -> float:
        """The height of the line that the word stands in."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A drawn straight line: `at` is its y (horizontal) or x (vertical)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's words and drawn lines.

    `pictures` are the boxes of images, `hidden` the share of the characters
    that are drawn invisibly (a recognized layer under a scan).
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    horizontal: tuple[Rule, ...] = ()
    vertical: tuple[Rule, ...] = ()
    pictures: tuple[Box, ...] = ()
    hidden: float = 0.0

    def text(self) -> str:
        """The words in the order of the file, for statistics."""
        return " ".join(word.text for word in self.words)
