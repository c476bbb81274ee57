"""Calibrate and score the doubts about recognized cells (`ocr.low-confidence`).

    python benchmarks/ocr_doubts.py --fit
    python benchmarks/ocr_doubts.py
    python benchmarks/ocr_doubts.py --fresh

With `--fit`, every other order of the corpus is drawn at the levels that the
program was tuned on and a logistic model of «this cell is right» is written to
`extract/ocr/confidence.toml`. Without it, the other orders are drawn at levels
that nothing was tuned on, and the doubts are compared with the wrong cells:
how many of the wrong ones are flagged, and how many of all. `--fresh` takes
orders and seeds for these levels whose errors nobody has looked at.

White space and ё/е are not compared; a cell that stands in another place of
the grid is left out, as its neighbours are what is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.ocr_pages import order_pages
from corpus.generate import generate
from corpus.load import load_orders
from corpus.render.degrade import at, degrade
from extract.document import Cell
from extract.ocr.confidence import WEIGHTS_FILE, is_doubtful, trust
from extract.ocr.guard import GuardedEngine
from extract.ocr.pages import points_of
from extract.ocr.prepare import prepare
from extract.ocr.recognize import recognize
from extract.ocr.tables import reading_evidence, to_fragment
from extract.ocr.tesseract import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.model import CorpusOrder

TUNED = (
    ("medium", 150, "Serif", 11.0),
    ("hard", 150, "Serif", 12.0),
    ("hard", 200, "Sans", 11.0),
    ("fax", 200, "Serif", 12.0),
    ("stamped", 200, "Serif", 12.0),
    ("photo", 200, "Serif", 12.0),
    ("hard", 150, "Sans", 11.0),
    ("medium", 200, "Serif", 10.0),
    ("folded", 150, "Serif", 12.0),
    ("fax", 200, "Sans", 11.0),
)
OTHER = (
    ("office", 200, "Serif", 12.0),
    ("worn", 200, "Serif", 12.0),
    ("telephone", 200, "Serif", 12.0),
    ("copy", 200, "Serif", 12.0),
    ("thin", 200, "Serif", 12.0),
    ("worn", 150, "Sans", 11.0),
    ("copy", 300, "Sans", 11.0),
    ("office", 150, "SansNarrow", 11.0),
    ("thin", 150, "Serif", 11.0),
)
GENERATED = 16
FLAGGED = 0.06
"""The share of all cells that the limit flags on the tuned levels (8 % are allowed on others)."""
PRIOR = {"least": 2.0, "mean": 0.0, "length": -0.3, "very unsure": 0.0}
PRIOR |= {"unread": -4.0, "sequence": -4.0, "list": -3.0, "bad number": -3.0}
PRIOR |= {"bad label": -3.0, "odd capital": -3.0}
_SIGN = -1.5
"""What a weight is taken for where too few cells are wrong to tell: a sign of trouble counts."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell as read: what speaks for it, and whether it is right."""

    level: str
    cell: Cell
    meant: str
    evidence: dict[str, float]
    right: bool


def samples(*, tuned: bool, pages: int, fresh: bool = False) -> Iterator[Sample]:
    """Cells of so many pages: one half of the orders, in turn at every level."""
    engine = GuardedEngine(library(), seconds=1e9)
    levels = TUNED if tuned else OTHER
    orders = _orders(range(100, 130)) if fresh else _orders()[0 if tuned else 1 :: 2]
    seed = 700 if fresh else 100
    number = 0
    for turn in range(len(levels)):
        for place, order in enumerate(orders):
            number += 1
            if number > pages:
                return
            quality, dpi, font, size = levels[(place + 3 * turn) % len(levels)]
            how = replace(at(quality, dpi), seed=number + seed)
            for page in order_pages(order, dpi, font=font, size=size)[:1]:
                meant = {(cell.row, cell.column): cell.text for cell in page.cells}
                ready = prepare(degrade(page.image, how), engine)
                for table in recognize(ready, engine).tables[:1]:
                    fragment, _ = to_fragment(table, 1, points_of(ready, 72 / dpi))
                    evidences = reading_evidence(fragment.cells, table.readings)
                    for cell, evidence in zip(fragment.cells, evidences, strict=True):
                        text = meant.get((cell.row, cell.column))
                        if text is not None and _is_same_cell(cell.text, text):
                            right = _plain(cell.text) == _plain(text)
                            yield Sample(f"{quality} {dpi}", cell, text, evidence, right)


def _orders(chance: range | None = None) -> list[CorpusOrder]:
    """Orders with tables: the corpus and some put together by chance, or `chance` alone."""
    given = tuple(map(generate, chance or range(GENERATED)))
    if chance is None:
        given = (*load_orders(), *given)
    return [order for order in given if any(annex.tables for annex in order.annexes)]


def _plain(text: str) -> str:
    return "".join(text.split()).replace("ё", "е").replace("Ё", "Е")


def _is_same_cell(read: str, meant: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return len(meant) <= 3 or not read or ratio(_plain(read), _plain(meant)) >= 50


def fit(found: list[Sample]) -> str:
    """The weights of a logistic model of the samples, as TOML."""
    import numpy as np

    known = [sample for sample in found if sample.evidence]
    names = sorted({name for sample in known for name in sample.evidence})
    rows = np.array([[s.evidence.get(name, 0.0) for name in names] + [1.0] for s in known])
    right = np.array([float(sample.right) for sample in known])
    weights = _logistic(rows, right, np.array([PRIOR.get(name, _SIGN) for name in names] + [0.0]))
    sure = 1 / (1 + np.exp(-(rows @ weights)))
    limit = float(np.quantile(sure, FLAGGED * len(found) / len(known)))
    lines = [
        "# Written by benchmarks/ocr_doubts.py --fit: see extract/ocr/confidence.py.",
        f"bias = {weights[-1]:.3f}",
        f"doubtful = {limit:.3f}",
        "",
        "[weights]",
        *(f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights[:-1], strict=True)),
    ]
    return "\n".join(lines) + "\n"


def _logistic(
    rows: NDArray[np.float64], right: NDArray[np.float64], prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's steps, shortened; weights (not the bias) are drawn to their prior, ridge 1."""
    import numpy as np

    ridge = np.eye(rows.shape[1])
    ridge[-1, -1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(200):
        sure = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (right - sure) - ridge @ (weights - prior)
        curve = (rows * (sure * (1 - sure))[:, None]).T @ rows + ridge
        step = np.linalg.solve(curve, slope)
        # whole steps overshoot where nearly all cells are right
        weights = weights + step * min(1.0, 2.0 / float(np.abs(step).max()))
    return weights


def report(found: list[Sample], *, show: bool) -> None:
    """Print flagged and wrong cells by level and together."""
    print("| level | cells | wrong | wrong and flagged | flagged |")
    print("|---|---|---|---|---|")
    for level in (*dict.fromkeys(sample.level for sample in found), "all"):
        part = [sample for sample in found if level in (sample.level, "all")]
        wrong = [sample for sample in part if not sample.right]
        flagged = [sample for sample in part if _is_flagged(sample)]
        caught = sum(_is_flagged(sample) for sample in wrong)
        share = f"{caught}/{len(wrong)}" + (f" = {caught / len(wrong):.0%}" if wrong else "")
        print(
            f"| {level} | {len(part)} | {len(wrong)} | {share} | {len(flagged) / len(part):.1%} |"
        )
    for sample in found if show else ():
        if sample.right is _is_flagged(sample):
            kind = "flagged" if sample.right else "missed"
            print(f"{kind}: {sample.level}: {sample.meant!r} read {sample.cell.text!r}")


def _is_flagged(sample: Sample) -> bool:
    return is_doubtful(trust(sample.evidence))


def main() -> None:
    """Fit the weights, or print the score of those in use."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="write the weights anew")
    parser.add_argument("--fresh", action="store_true", help="orders that were not looked at")
    parser.add_argument("--pages", type=int, default=45, help="how many pages are read")
    parser.add_argument("--show", action="store_true", help="print missed and needlessly flagged")
    chosen = parser.parse_args()
    import cv2

    cv2.setNumThreads(1)
    found = list(samples(tuned=chosen.fit, pages=chosen.pages, fresh=chosen.fresh))
    if chosen.fit:
        WEIGHTS_FILE.write_text(fit(found), "utf-8")
        from extract.ocr.confidence import weights

        weights.cache_clear()
    report(found, show=chosen.show)


if __name__ == "__main__":
    main()
