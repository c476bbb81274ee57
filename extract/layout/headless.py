"""Tables without rules and without a header: columns from rows that stand alike.

A header's words are the surest sign of a table; where nobody typed one, the
rows themselves are evidence enough when several begin their texts at the same
places and one of these places holds deadlines, as no running text does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.layout.alignment import Header, runs
from extract.layout.dated import is_deadline
from extract.layout.lines import Line

_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]{1,5})[.)]?$")
_GAP = 1.0
"""Cells of one line stand at least this many font sizes apart; justified words do not."""
_SAME_LEFT = 3.0
_LOOK_AHEAD = 60
_LEAST_ROWS = 3


def is_data_row(line: Line) -> bool:
    """Whether a line is a row of a table and no header: it is numbered, or has one deadline."""
    texts = [run.text for run in runs(line, _GAP)]
    if len(texts) < 2:
        return False
    if _NUMBER.match(texts[0]):
        return not all(_NUMBER.match(text) for text in texts)
    return sum(map(is_deadline, texts)) == 1


def find_headless(lines: Sequence[Line], start: int) -> Header | None:
    """The columns of a table that begins with a row at `start`; None where there is none.

    Rows are the lines with as many texts as the first, each beginning where
    the first's begins; in one column most of them hold a deadline.
    """
    own = runs(lines[start], _GAP)
    dated = [index for index, run in enumerate(own) if is_deadline(run.text)]
    if len(own) < 2 or len(dated) != 1 or (len(own) == 2 and dated[0] == 0):
        return None
    rows = 0
    deadlines = 0
    for line in lines[start : start + _LOOK_AHEAD]:
        parts = runs(line, _GAP)
        if len(parts) != len(own):
            continue
        if all(
            abs(part.x0 - first.x0) <= _SAME_LEFT for part, first in zip(parts, own, strict=True)
        ):
            rows += 1
            deadlines += is_deadline(parts[dated[0]].text)
    # the second lines of cells stand alike too, and hold none
    if deadlines < _LEAST_ROWS or deadlines < 0.5 * rows:
        return None
    return Header(0, tuple((run.x0, run.x1) for run in own))
