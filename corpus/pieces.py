"""The pieces of `pieces.toml`, and how their marks are filled."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def pieces() -> dict[str, Any]:
    """The pieces, as the file holds them."""
    with (Path(__file__).parent / "pieces.toml").open("rb") as stream:
        return tomllib.load(stream)


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with every mark («{y}») replaced by what `words` says."""
    for mark, value in words.items():
        text = text.replace(mark, value)
    return text
