"""The second text engine: words and rulings of a page through pdfplumber.

Ten times slower than pdfium, and independent of it: it reads pages whose text
pdfium cannot make sense of, and the tests compare the two.
"""

from __future__ import annotations

from typing import Any

from extract.document import Box
from extract.layout.content import PageContent, Rule, Word

_ASCENT = 0.8
_BOLD = ("bold", "black", "heavy")


def read_content(page: Any, number: int) -> PageContent:
    """The words, rulings and pictures of an open pdfplumber page."""
    words = page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False)
    edges = page.edges
    return PageContent(
        number=number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(_word(word) for word in words if word.get("upright", True)),
        horizontal=tuple(
            Rule(float(edge["top"]), float(edge["x0"]), float(edge["x1"]))
            for edge in edges
            if edge["orientation"] == "h"
        ),
        vertical=tuple(
            Rule(float(edge["x0"]), float(edge["top"]), float(edge["bottom"]))
            for edge in edges
            if edge["orientation"] == "v"
        ),
        pictures=tuple(
            Box(*(float(image[side]) for side in ("x0", "top", "x1", "bottom")))
            for image in page.images
            if image["x1"] >= image["x0"] and image["bottom"] >= image["top"]
        ),
    )


def _word(word: dict[str, Any]) -> Word:
    top, bottom = float(word["top"]), float(word["bottom"])
    base = top + _ASCENT * (bottom - top)
    bold = any(name in str(word["fontname"]).lower() for name in _BOLD)
    return Word(word["text"], float(word["x0"]), top, float(word["x1"]), bottom, base, bold)
