"""Measure scans: letters, cells and doubts by quality level.

    python benchmarks/ocr.py medium200 hard150 photo250 --pages 2

Every level draws invented table pages (`ocr_pages`), degrades them
(`corpus.render.degrade`) and reads them as a scan. A cell that is not found
counts as all wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.ocr_pages import TruthPage, table_page
from corpus.render.degrade import at, degrade
from extract.document import Table
from extract.ocr.confidence import is_doubtful
from extract.ocr.pages import read_page_image


def measure(pages: list[TruthPage], quality: str, dpi: int, *, show: bool = False) -> str:
    """One line of figures for a level; `show` prints what was misread."""
    from rapidfuzz.distance import Levenshtein

    errors = letters = exact = total = found = wrong = flagged_wrong = flagged = 0
    began = time.perf_counter()
    for number, page in enumerate(pages):
        how = replace(at(quality, dpi), seed=number + 3)
        image = degrade(page.image, how)
        read = read_page_image(
            image, page=1, width=image.width * 72 / dpi, height=image.height * 72 / dpi
        )
        got = {
            (cell.row, cell.column): cell
            for block in read.blocks
            if isinstance(block, Table)
            for cell in block.cells
        }
        for truth in page.cells:
            cell = got.get((truth.row, truth.column))
            meant = "".join(truth.text.split())
            said = "".join(cell.text.split()) if cell else ""
            errors += Levenshtein.distance(meant, said) if cell else len(meant)
            letters += len(meant)
            total += 1
            found += cell is not None
            exact += said == meant and cell is not None
            doubt = cell is not None and is_doubtful(cell.confidence)
            wrong += cell is not None and said != meant
            flagged_wrong += doubt and said != meant
            flagged += doubt
            if show and said != meant:
                print(f"{quality} {dpi}, {number + 1}: {truth.text!r} read {cell and cell.text!r}")
    seconds = (time.perf_counter() - began) / len(pages)
    return (
        f"| {quality} {dpi} | {100 * errors / letters:.2f} % | {100 * exact / total:.1f} % | "
        f"{100 * found / total:.1f} % | {flagged_wrong}/{wrong} | {100 * flagged / total:.1f} % | "
        f"{seconds:.1f} s |"
    )


def level_of(text: str, parser: argparse.ArgumentParser) -> tuple[str, int]:
    """The quality and the resolution that «medium200» names."""
    match = re.fullmatch(r"([a-z]+)(\d+)", text)
    if not match:
        parser.error(f"not a level: {text!r}")
    return match[1], int(match[2])


def main() -> None:
    """Print a Markdown table, a row for each level."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("levels", nargs="+", help="a quality and a resolution: medium200")
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--font", default="Serif", help="Serif, Sans or SansNarrow")
    parser.add_argument("--show", action="store_true", help="print what was misread")
    chosen = parser.parse_args()
    print("| level | letters wrong | cells exact | cells found | wrong flagged | flagged | page |")
    print("|---|---|---|---|---|---|---|")
    for level in chosen.levels:
        quality, dpi = level_of(level, parser)
        pages = [table_page(seed, dpi, font=chosen.font) for seed in range(1, chosen.pages + 1)]
        print(measure(pages, quality, dpi, show=chosen.show), flush=True)


if __name__ == "__main__":
    main()
