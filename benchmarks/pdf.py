"""How fast and how lean the PDF reader is, beside `pdfplumber.extract_tables`.

Every figure is a ratio within one run, as machines differ:

    python benchmarks/pdf.py              # time on invented orders, and cells compared
    python benchmarks/pdf.py --pages 500  # and memory over a long table

Time is the best of several rounds, each engine on the same files; memory is
the peak of a process of its own, and how far it grew after its imports.
pdfplumber is measured in two ways: as its README uses it, where every page
stays in memory, and with each page closed by hand.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

from corpus.load import load_orders
from corpus.model import CorpusOrder, CorpusTable, TableRow
from corpus.render import pdf as renderer

_ROUNDS = 3
_ROWS_A_PAGE = 17


def main() -> None:
    """Print the ratios as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=0, help="also measure memory over N pages")
    parser.add_argument("--peak", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        print(*_peak(*arguments.peak))
        return
    with tempfile.TemporaryDirectory() as folder:
        result: dict[str, object] = _times(_orders(Path(folder)))
        if arguments.pages:
            result |= _memory(Path(folder), arguments.pages)
    print(json.dumps(result, indent=1))


def _orders(folder: Path) -> list[Path]:
    """The invented orders in ruled layouts, upright and on their side."""
    files = []
    for name, options in (
        ("plain", renderer.PLAIN),
        ("cut", renderer.CUT),
        ("landscape", replace(renderer.LANDSCAPE, turned=False)),
    ):
        for order in load_orders():
            path = folder / f"{order.id}-{name}.pdf"
            renderer.render(order, path, options)
            files.append(path)
    long = folder / "long.pdf"
    renderer.render(_long_order(20), long, renderer.PdfOptions())
    return [*files, long]


def _ours(path: Path) -> int:
    from extract.document import Table
    from extract.readers.pdf import read

    document = read(path, source=path.name, sha256="")
    return sum(len(block.cells) for block in document.blocks() if isinstance(block, Table))


def _record(path: Path) -> int:
    """From the file to the normalized record; the cells are counted as the reader has them."""
    from extract.document import Table
    from extract.readers.pdf import read
    from extract.structure import parse_order
    from normalize.order import normalize_order

    document = read(path, source=path.name, sha256="")
    normalize_order(parse_order(document))
    return sum(len(block.cells) for block in document.blocks() if isinstance(block, Table))


def _tables_alone(path: Path) -> int:
    """What `extract_tables` does: no paragraphs, no running heads, no check of the letters."""
    import pypdfium2

    from extract.layout.pages import read_ruled_tables
    from extract.readers.pdf_words import read_content

    cells = 0
    pdf = pypdfium2.PdfDocument(path)
    for index in range(len(pdf)):
        page = pdf[index]
        tables = read_ruled_tables(read_content(page, index + 1))
        cells += sum(len(fragment.cells) for fragment in tables.fragments)
        page.close()
    pdf.close()
    return cells


def _pdfplumber(path: Path, *, close: bool = True) -> int:
    import pdfplumber

    cells = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                cells += sum(1 for row in table for cell in row if cell is not None)
            if close:
                page.close()
    return cells


_ENGINES: dict[str, Callable[[Path], int]] = {
    "whole document": _ours,
    "normalized record": _record,
    "tables alone": _tables_alone,
    "pdfplumber": _pdfplumber,
    "pdfplumber, pages kept": partial(_pdfplumber, close=False),
}
_TIMED = ("whole document", "normalized record", "tables alone", "pdfplumber")
_MEASURED = ("whole document", "pdfplumber", "pdfplumber, pages kept")
_IMPORTS = {
    "whole document": ("extract.readers.pdf", "extract.layout.pages", "pypdfium2.raw"),
    "tables alone": ("extract.readers.pdf_words", "extract.layout.pages", "pypdfium2.raw"),
    "pdfplumber": ("pdfplumber",),
    "pdfplumber, pages kept": ("pdfplumber",),
}
"""What an engine imports before it opens a file; the dictionary comes with the first page."""


def _times(files: Sequence[Path]) -> dict[str, object]:
    engines = {name: _ENGINES[name] for name in _TIMED}
    for engine in engines.values():
        engine(files[0])  # imports and the dictionary are loaded once a process
    best: dict[str, float] = {}
    cells: dict[str, int] = {}
    for name, engine in engines.items():
        for _ in range(_ROUNDS):
            start = time.process_time()
            cells[name] = sum(engine(path) for path in files)
            best[name] = min(best.get(name, 1e9), time.process_time() - start)
    pages = sum(_page_count(path) for path in files)
    return {
        "files": len(files),
        "pages": pages,
        "cells": cells,
        "ms_per_page": {name: round(1000 * t / pages, 2) for name, t in best.items()},
        "times_faster": {
            name: round(best["pdfplumber"] / t, 1)
            for name, t in best.items()
            if name != "pdfplumber"
        },
    }


def _page_count(path: Path) -> int:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return len(pdf)
    finally:
        pdf.close()


def _memory(folder: Path, pages: int) -> dict[str, object]:
    """Peak memory of each engine and its growth after imports, in MB, at three lengths."""
    result: dict[str, dict[str, list[float]]] = {}
    for wanted in (max(1, pages // 20), max(1, pages // 2), pages):
        path = folder / f"long-{wanted}.pdf"
        renderer.render(_long_order(wanted), path, renderer.PdfOptions())
        count = _page_count(path)
        for name in _MEASURED:
            command = [sys.executable, __file__, "--peak", name, str(path)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            result.setdefault(name, {})[f"{count} pages"] = [
                round(int(part) / 1024, 1) for part in output.split()
            ]
    return {"peak_and_growth_mb": result}


def _long_order(pages: int) -> CorpusOrder:
    order = load_orders()[0]
    words = "Проведение обучающих семинаров для руководителей учреждений района по вопросам"
    rows = tuple(
        TableRow("row", (f"{n}.", f"{words} № {n}", "до 1 сентября 2021 года", "Отдел кадров"))
        for n in range(1, pages * _ROWS_A_PAGE)
    )
    table = CorpusTable(("№", "Мероприятие", "Срок", "Ответственный"), rows, (7, 50, 20, 23))
    return replace(order, annexes=(replace(order.annexes[0], tables=(table,)),))


def _peak(engine: str, path: str) -> tuple[int, int]:
    """Kilobytes that one engine held at most for one file, and those above its imports.

    Read from ``VmHWM``, which starts anew with each program; ``ru_maxrss`` of a child
    is never below the size of its parent, which renders the files and is the larger.
    """
    for name in _IMPORTS[engine]:
        import_module(name)
    before = _high_water()
    _ENGINES[engine](Path(path))
    after = _high_water()
    return after, after - before


def _high_water() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()
