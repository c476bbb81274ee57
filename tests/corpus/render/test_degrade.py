"""A degraded page is the same for the same parameters and another for another seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from corpus.render.degrade import QUALITIES, UNSEEN, degrade
from corpus.render.scan import write_pages


def page() -> Image.Image:
    drawn = Image.new("L", (210, 297), 255)
    ImageDraw.Draw(drawn).rectangle((40, 40, 160, 60), fill=0)
    return drawn


@pytest.mark.parametrize("quality", sorted({**QUALITIES, **UNSEEN}))
def test_same_parameters_give_the_same_bytes(quality: str) -> None:
    how = replace({**QUALITIES, **UNSEEN}[quality], dpi=25)

    assert degrade(page(), how).tobytes() == degrade(page(), how).tobytes()


def test_another_seed_is_another_grain() -> None:
    how = replace(QUALITIES["medium"], dpi=25)

    assert degrade(page(), how).tobytes() != degrade(page(), replace(how, seed=9)).tobytes()


def test_turned_page_lies_on_its_side() -> None:
    assert degrade(page(), replace(QUALITIES["clean"], turn=90)).size == (297, 210)


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an image format"):
        write_pages([page()], tmp_path / "order.docx", 200)


@pytest.mark.parametrize("ending", ["pdf", "tif"])
def test_pages_of_single_bits_are_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"order.{ending}"

    write_pages([page().convert("1"), page().convert("1")], path, 200)

    assert path.stat().st_size > 0
