"""Score the definitions that `normalize.abbreviations` reads against known answers.

    python -m corpus.phrases.score_abbreviations [FILE…] [--misses]

Precision and recall count short forms, `exact` the expansions of those found
(ё and е, and the case of the first letter, make no difference).
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from normalize.abbreviations import find_abbreviations

HERE = Path(__file__).parent
FILES = (HERE / "abbreviations.toml", HERE / "abbreviations_scored.toml")


@dataclass(slots=True)
class Score:
    """Counts over the cases of one file, and the misses in words."""

    wanted: int = 0
    given: int = 0
    found: int = 0
    exact: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the short forms given that are definitions."""
        return self.found / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the definitions that were found."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def exactness(self) -> float:
        """The share of the found definitions whose expansion is right."""
        return self.exact / self.found if self.found else 1.0


def read_cases(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The texts of a file with the definitions of each, {short: expansion}."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    return [(case["text"], dict(case["defines"])) for case in data["case"]]


def score(cases: Sequence[tuple[str, dict[str, str]]]) -> Score:
    """Read every text and compare."""
    result = Score()
    for text, wanted in cases:
        given = {each.short: each.expansion for each in find_abbreviations(text)}
        result.wanted += len(wanted)
        result.given += len(given)
        for short, expansion in wanted.items():
            if short not in given:
                result.misses.append(f"missed  {short} in: {text}")
                continue
            result.found += 1
            if _folded(given[short]) == _folded(expansion):
                result.exact += 1
            else:
                result.misses.append(f"differs {short}: {given[short]}\n        not: {expansion}")
        for short in given.keys() - wanted.keys():
            result.misses.append(f"invented {short} = {given[short]} in: {text}")
    return result


def _folded(expansion: str) -> str:
    dashes = expansion.replace("–", "-").replace("—", "-").replace("ё", "е")
    return dashes[:1].lower() + dashes[1:]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description="Score the reader of abbreviations.")
    parser.add_argument("files", nargs="*", type=Path, default=list(FILES))
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    options = parser.parse_args(arguments)
    for path in options.files:
        result = score(read_cases(path))
        sys.stdout.write(
            f"{path.name}: {result.wanted} definitions, precision {result.precision:.1%}, "
            f"recall {result.recall:.1%}, expansions exact {result.exactness:.1%}\n"
        )
        if options.misses:
            sys.stdout.write("".join(f"  {miss}\n" for miss in result.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
