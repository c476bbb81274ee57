"""Measure what reading a prepared page costs beside one whole-page call of Tesseract.

    python benchmarks/ocr_time.py clean200 medium200 hard200 medium300 hard150 --pages 2

Processor time of one process, both on the same prepared page, the best of
three. The whole-page call finds the blocks by itself (psm 3) and uses one thread.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.ocr import level_of
from benchmarks.ocr_pages import TruthPage, order_pages, table_page
from corpus.load import load_orders
from corpus.render.degrade import at, degrade
from extract.ocr.engine import Request
from extract.ocr.prepare import prepare
from extract.ocr.recognize import recognize
from extract.ocr.tesseract import library


def main() -> None:
    """Print a Markdown table, a row for each level."""
    import cv2

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("levels", nargs="+", help="a quality and a resolution: medium200")
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--corpus", action="store_true", help="tables of the corpus's orders")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    print("| level | whole page | our page | ratio | preparing it |")
    print("|---|---|---|---|---|")
    for level in chosen.levels:
        quality, dpi = level_of(level, parser)
        print(measure(quality, dpi, _pages(dpi, chosen.pages, corpus=chosen.corpus)), flush=True)


def _pages(dpi: int, count: int, *, corpus: bool) -> list[TruthPage]:
    if not corpus:
        return [table_page(seed, dpi) for seed in range(1, count + 1)]
    orders = [order for order in load_orders() if any(annex.tables for annex in order.annexes)]
    return [order_pages(order, dpi)[0] for order in orders[:count]]


def measure(quality: str, dpi: int, pages: list[TruthPage]) -> str:
    """One line of figures for a level, means over its pages."""
    engine = library()
    whole = ours = ready = 0.0
    for number, page in enumerate(pages):
        image = degrade(page.image, replace(at(quality, dpi), seed=number + 3))
        prepared = prepare(image, engine)
        request = Request(layout="page", dpi=round(prepared.em * 6))
        ready += _seconds(partial(prepare, image, engine))
        whole += _seconds(partial(engine.recognize, prepared.grey, request))
        ours += _seconds(partial(recognize, prepared, engine))
    count = len(pages)
    return (
        f"| {quality} {dpi} | {whole / count:.2f} s | {ours / count:.2f} s | {ours / whole:.2f} | "
        f"{ready / count:.2f} s |"
    )


def _seconds(call: Callable[[], object]) -> float:
    """The least processor time of three calls."""
    times = []
    for _ in range(3):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
