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

_WRITERS: dict[str, tuple[str, str, str]] = {
    # name: module, name of the options in it (empty: its default), suffix
    "text": ("corpus.render.text", "", ".txt"),
    "text-cut": ("corpus.render.text", "CUT", ".txt"),
    "text-repeated": ("corpus.render.text", "CUT_REPEATED", ".txt"),
    "text-wrapped": ("corpus.render.text", "WRAPPED", ".txt"),
    "docx": ("corpus.render.docx", "", ".docx"),
    "docx-numbered": ("corpus.render.docx", "NUMBERED", ".docx"),
    "docx-merged": ("corpus.render.docx", "MERGED", ".docx"),
    "docx-cut": ("corpus.render.docx", "CUT", ".docx"),
    "odt": ("corpus.render.office", "ODT", ".odt"),
    "rtf": ("corpus.render.office", "RTF", ".rtf"),
    "doc": ("corpus.render.office", "DOC", ".doc"),
    "pdf-office": ("corpus.render.office", "PDF", ".pdf"),
    "pdf": ("corpus.render.pdf", "", ".pdf"),
    "html": ("corpus.render.html", "", ".html"),
    "ruled-text": ("corpus.render.ruled_text", "", ".txt"),
    "scan": ("corpus.render.scan", "", ".pdf"),
}

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
