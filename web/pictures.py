"""The pictures on an order's page: drawn here as SVG, so that a page needs no script."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from web.charts import CHARTS, ChartError
from web.reading import reading

__all__ = ["ChartError", "can_draw", "svg"]

_ENGLISH = {
    "Раздел": "Section",
    "Месяц": "Month",
    "Сроков": "Deadlines",
    "Вид": "Kind",
    "дата": "date",
    "период": "period",
    "повторяется": "recurring",
}
"""The words that charts add to an order's own, as far as they are titles or kinds."""


def can_draw() -> bool:
    """Whether the packages for drawing are installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def svg(path: Path, ident: str, kind: str, language: str) -> str:
    """A chart of an order as SVG text.

    Raises:
        ChartError: There is nothing to draw, or a package is missing.
        UnknownName: The store has no such order.
    """
    if not can_draw():
        raise ChartError("drawing needs altair and vl-convert-python: install the extra 'plot'")
    with reading(path) as store:
        chart = CHARTS[kind](store, ident)
    if language == "en":
        chart = type(chart).from_dict(_in_english(chart.to_dict()))
    return _drawn(chart.to_json())


def _in_english(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _in_english(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_in_english(part) for part in value]
    if isinstance(value, str) and key in {"title", "kind"}:
        return _ENGLISH.get(value, value)
    return value


@lru_cache(maxsize=64)
def _drawn(specification: str) -> str:
    """The same specification gives the same picture; drawing takes a second at first."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(specification))
