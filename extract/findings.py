"""A doubt about one place: what a person should look at.

Codes are `stage.what`, lower case with hyphens («table.span-guessed»); every
code is explained in docs/findings.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"[a-z]+(\.[a-z]+(-[a-z]+)*)+")

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubtful spot in a file that did give a result.

    `severity` is `info` (a value was inferred), `warning` (a value may be
    wrong or is missing) or `error` (a part could not be read). `excerpt` is
    the words in doubt; `page` is 0 where no page is known.
    """

    code: str
    message: str
    excerpt: str = ""
    page: int = 0
    severity: str = "warning"

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"finding code is not 'stage.what': {self.code!r}")
        if self.severity not in SEVERITIES:
            raise ValueError(f"unknown severity: {self.severity!r}")
