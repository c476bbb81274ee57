"""Score the persons that `normalize.persons` reads against known answers.

    python -m corpus.phrases.score_persons [FILE…] [--misses]

A text counts when all its persons, in their order, are read in the nominative.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from normalize.persons import find_persons

HERE = Path(__file__).parent
FILES = (HERE / "persons.toml", HERE / "persons_scored.toml")


@dataclass(slots=True)
class Score:
    """Texts read as they should be, and the misses in words."""

    texts: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the texts whose persons are all right."""
        return self.right / self.texts if self.texts else 1.0


def read_cases(path: Path) -> list[tuple[str, list[str]]]:
    """The texts of a file with the names that each holds."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    return [(case["text"], list(case["persons"])) for case in data["case"]]


def score(cases: Sequence[tuple[str, list[str]]]) -> Score:
    """Read every text and compare."""
    result = Score()
    for text, wanted in cases:
        given = [person.name for person in find_persons(text)]
        result.texts += 1
        result.right += given == wanted
        if given != wanted:
            result.misses.append(f"{text}: {given}, not {wanted}")
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description="Score the reader of persons.")
    parser.add_argument("files", nargs="*", type=Path, default=list(FILES))
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    options = parser.parse_args(arguments)
    for path in options.files:
        result = score(read_cases(path))
        sys.stdout.write(f"{path.name}: {result.texts} texts, right {result.share:.1%}\n")
        if options.misses:
            sys.stdout.write("".join(f"  {miss}\n" for miss in result.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
