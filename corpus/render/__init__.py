"""Writers of invented orders: `RENDERERS` maps a format's name to its writer.

A name is a format, or a format and a manner («docx-merged»); `SUFFIXES` gives
the file's ending. Each writer is imported when it is called: a format's
library is needed by that format alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from corpus.model import CorpusOrder

Renderer = Callable[[CorpusOrder, Path], None]

_MANNERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # format: its module, the suffix of its files, the manners that the module knows
    "text": ("corpus.render.text", ".txt", ("cut", "repeated", "wrapped", "lone", "lone_wrapped")),
    "docx": ("corpus.render.docx", ".docx", ("numbered", "merged", "cut")),
    "html": ("corpus.render.html", ".html", ("site", "word", "lying", "layout")),
    "ruled-text": (
        "corpus.render.ruled_text",
        ".txt",
        (
            *("double", "mixed", "plus", "pipe", "dos"),
            *("open", "underscore", "markdown", "cells"),
        ),
    ),
    "pdf": (
        "corpus.render.pdf",
        ".pdf",
        ("borderless", "tight", "horizontal", "header_ruled", "landscape", "cut"),
    ),
    "scan": (
        "corpus.render.scan",
        ".pdf",
        (
            *("clean", "hard", "rough", "fax", "stamped", "photo", "turned", "mixed"),
            *("worn", "telephone", "copy"),
            *("sealed", "sealed_grey", "sealed_copy", "streaked"),
            *("borderless", "horizontal", "header_ruled"),
            *("borderless_worn", "horizontal_worn", "borderless_rough", "horizontal_rough"),
            *("borderless_copy", "horizontal_copy"),
        ),
    ),
}

_OFFICE = {"odt": ".odt", "rtf": ".rtf", "doc": ".doc", "pdf-office": ".pdf"}
"""What LibreOffice makes of the DOCX; a manner of `corpus.render.office` each."""


def _writers() -> dict[str, tuple[str, str, str]]:
    """Name → module, the options' name in it (empty: its default), suffix."""
    writers = {}
    for name, (module, suffix, manners) in _MANNERS.items():
        writers[name] = (module, "", suffix)
        for manner in manners:
            writers[f"{name}-{manner.replace('_', '-')}"] = (module, manner.upper(), suffix)
    for name, suffix in _OFFICE.items():
        manner = "PDF" if name == "pdf-office" else name.upper()
        writers[name] = ("corpus.render.office", manner, suffix)
    return writers


_WRITERS = _writers()

SUFFIXES: Mapping[str, str] = {name: suffix for name, (_, _, suffix) in _WRITERS.items()}

DEFAULT_FORMATS = ("text", "docx")
"""What `prikaz score` renders where no format is asked for."""


def _writer(module: str, manner: str) -> Renderer:
    def write(order: CorpusOrder, path: Path) -> None:
        writer = import_module(module)
        if manner:
            writer.render(order, path, getattr(writer, manner))
        else:
            writer.render(order, path)

    return write


RENDERERS: Mapping[str, Renderer] = {
    name: _writer(module, manner) for name, (module, manner, _) in _WRITERS.items()
}


def in_signs_of(name: str, text: str) -> str:
    """A text in the signs that files of a format have: old codes lack «», № and long dashes."""
    module, manner, _ = _WRITERS[name]
    encoding = getattr(getattr(import_module(module), manner or "PLAIN", None), "encoding", "")
    if not encoding or encoding.startswith("utf"):
        return text
    from corpus.render.ruled_text import in_old_code

    return in_old_code(text, encoding)


def render_orders(orders: tuple[CorpusOrder, ...], name: str, folder: Path) -> dict[str, Path]:
    """Write every order to `folder` in one format; the files by order id.

    Formats that LibreOffice writes are converted in one call.

    Raises:
        KeyError: No such format.
    """
    module, manner, suffix = _WRITERS[name]
    paths = {order.id: folder / f"{order.id}{suffix}" for order in orders}
    if module == "corpus.render.office":
        office = import_module(module)
        office.render_many(orders, folder, getattr(office, manner))
        return paths
    for order in orders:
        RENDERERS[name](order, paths[order.id])
    return paths
