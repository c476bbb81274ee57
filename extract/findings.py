"""A doubt about one place: what a person should look at.

Codes are `stage.what`, lower case with hyphens («table.span-guessed»); every
code is explained in docs/findings.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.document import Box

_CODE = re.compile(r"[a-z]+(\.[a-z]+(-[a-z]+)*)+")

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubtful spot in a file that did give a result.

    `severity` is `info` (a value was inferred), `warning` (a value may be
    wrong or is missing) or `error` (a part could not be read). `excerpt` is
    the words in doubt; `page` is 0 where no page is known. `box` is where on the
    page they stand, as the boxes of a document: the cell or paragraph that holds
    them, or what of it is on this page. None where the format has no boxes, or
    where the finding is about the whole page or file.
    """

    code: str
    message: str
    excerpt: str = ""
    page: int = 0
    severity: str = "warning"
    box: Box | None = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"finding code is not 'stage.what': {self.code!r}")
        if self.severity not in SEVERITIES:
            raise ValueError(f"unknown severity: {self.severity!r}")
        if self.box is not None and not self.page:
            raise ValueError(f"a box is on a page: {self}")
