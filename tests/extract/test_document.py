"""Where words begin, and where a doubt about them stands."""

from __future__ import annotations

import pytest

from extract.document import Box, Place, first_place, located
from extract.findings import Finding


def test_words_begin_where_their_first_page_has_them() -> None:
    places = (
        Place(2, Box(10, 700, 90, 720)),
        Place(2, Box(10, 720, 95, 740)),
        Place(3, Box(10, 40, 90, 60)),
    )

    assert first_place(places) == Place(2, Box(10, 700, 95, 740))
    assert first_place((Place(5, spot="line 7"),)) == Place(5, None, "line 7")
    assert first_place(()) is None


def test_doubt_that_knows_its_page_is_not_moved() -> None:
    known = Finding("measure.no-activity", "…", page=4)

    assert located(known, (Place(1, Box(0, 0, 1, 1)),)) is known
    assert located(Finding("measure.no-activity", "…"), ()).page == 0


def test_box_needs_its_page() -> None:
    with pytest.raises(ValueError, match="box is on a page"):
        Finding("measure.no-activity", "…", box=Box(0, 0, 1, 1))
