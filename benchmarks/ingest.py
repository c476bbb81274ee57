"""How fast files become rows: `python benchmarks/ingest.py --files 400 --jobs 1,2`.

Renders the corpus's orders again and again under other numbers, half of them
as text and half as DOCX, and ingests the folder into a new store with each
number of worker processes. The start of the processes is part of the time.
Prints one line a run: files and measures a second, the time of a second
ingest of the same folder, the store's size.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.load import load_orders
from corpus.model import CorpusOrder
from corpus.render import RENDERERS, SUFFIXES

FORMATS = ("text", "docx")


def main() -> None:
    """Measure as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--jobs", default=f"1,{os.cpu_count() or 1}")
    parser.add_argument("--formats", default=",".join(FORMATS))
    options = parser.parse_args()
    formats = options.formats.split(",")
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        write_files(inbox, options.files, formats)
        size = sum(path.stat().st_size for path in inbox.iterdir())
        print(f"{options.files} files ({', '.join(formats)}), {size / 1e6:.1f} MB")
        for jobs in dict.fromkeys(int(each) for each in options.jobs.split(",")):
            measure(inbox, Path(folder) / f"{jobs}.db", jobs)


def write_files(inbox: Path, count: int, formats: list[str]) -> None:
    """`count` files, no two of the same order."""
    orders = load_orders()
    for index in range(count):
        order = renumbered(orders[index % len(orders)], index)
        name = formats[index % len(formats)]
        RENDERERS[name](order, inbox / f"{index:05d}{SUFFIXES[name]}")


def renumbered(order: CorpusOrder, index: int) -> CorpusOrder:
    """The same order under a number of its own, also in its annexes' notes."""
    number = f"№ {1000 + index}"
    old = order.number or order.date.partition(" от ")[0]
    annexes = tuple(
        replace(annex, heading=tuple(line.replace(old, number) for line in annex.heading))
        for annex in order.annexes
    )
    if order.number:
        return replace(order, number=number, annexes=annexes)
    return replace(order, date=order.date.replace(old, number), annexes=annexes)


def measure(inbox: Path, store: Path, jobs: int) -> None:
    """Ingest twice and print the figures."""
    import pipeline

    settings = pipeline.Settings(jobs=jobs)
    started = time.perf_counter()
    report = pipeline.ingest([inbox], store, settings)
    first = time.perf_counter() - started
    started = time.perf_counter()
    again = pipeline.ingest([inbox], store, settings)
    second = time.perf_counter() - started
    print(
        f"{jobs} jobs: {report.files / first:.1f} files/s, {report.measures / first:.0f} measures/s"
        f" ({first:.1f} s for {report.loaded} loaded, {len(report.refused)} refused);"
        f" again {second:.2f} s ({again.unchanged} unchanged);"
        f" {store.stat().st_size / 1e6:.1f} MB in the store"
    )
    for source, code, message in report.refused[:5]:
        print(f"  refused {Path(source).name}: {code}: {message}")


if __name__ == "__main__":
    main()
