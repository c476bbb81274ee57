"""How many party cells a second one core reads: `python benchmarks/parties.py`.

Two figures: cells seen before (words cached, as in an order whose cells
repeat), and cells that no cache has met. CPU seconds are counted, so that
other work on the machine does not change the figure.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.phrases.score_parties import PartyCell, load_cells
from normalize.parties import read_parties

ROUNDS = 5
FIRST = "Ведомство учёта (далее – ВУ), ИМЦ, зам. директора МБОУ «Бор» Лебеда К.Ю., тел. 2-10-10"
"""A cell that has every module and rule file read, so that only words are new afterwards."""


def rate(cells: list[PartyCell]) -> float:
    """Cells read a CPU second."""
    start = time.process_time()
    for cell in cells:
        read_parties(cell.text, cell.context)
    return len(cells) / (time.process_time() - start)


def mixed(cells: list[PartyCell], chance: random.Random) -> list[PartyCell]:
    """Cells joined of two others, so that no whole cell has been read before."""
    return [
        PartyCell(
            one.about,
            f"{one.text}; {chance.choice(cells).text}",
            one.context,
            (),
        )
        for one in cells
    ]


def main() -> None:
    """Print the figures."""
    cells = [*load_cells("parties.toml"), *load_cells("parties_scored.toml")]
    start = time.process_time()
    read_parties(FIRST)
    print(f"first cell (dictionary and rules read): {time.process_time() - start:.2f} s")
    print(f"first meeting, {len(cells)} cells: {rate(cells):,.0f} cells/s")
    print(f"met before: {max(rate(cells) for _ in range(ROUNDS)):,.0f} cells/s")
    chance = random.Random(20210305)
    doubled = mixed(cells, chance)
    print(f"two cells in one, new to every cache: {2 * rate(doubled):,.0f} cells/s")


if __name__ == "__main__":
    main()
