"""The way back: boxes of the straightened page become boxes of the page as it came."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extract.document import Block, Box, Cell, Paragraph, Place
from extract.findings import Finding
from extract.layout.pages import PageDraft
from extract.ocr.straighten import map_points

if TYPE_CHECKING:
    from extract.ocr.straighten import Matrix


@dataclass(frozen=True, slots=True)
class Repair:
    """What was read, what is written instead, and the box of the cell or paragraph it is in."""

    read: str
    written: str
    box: Box | None


@dataclass(slots=True)
class ScanDraft(PageDraft):
    """A recognized page in points of the straightened page, and the way back.

    `original` maps the draft's points to points of the page as it came, whose
    size is `came_as`. `sheet` is the number of the page in its file: `number`
    counts halves (twice the sheet, and one more for the right page of a spread,
    which is `right`).
    """

    original: Matrix | None = None
    came_as: tuple[float, float] = (0.0, 0.0)
    sheet: int = 0
    right: ScanDraft | None = None
    repairs: list[Repair] = field(default_factory=list)


def restored(block: Block, ways: dict[int, ScanDraft]) -> Block:
    """A block with its boxes on the pages as they came; `ways` are the drafts by page number."""
    if isinstance(block, Paragraph):
        return restored_paragraph(block, ways)
    return replace(
        block,
        place=_restored_place(block.place, ways),
        cells=tuple(_restored_cell(cell, ways) for cell in block.cells),
        repeated=tuple(_restored_cell(cell, ways) for cell in block.repeated),
    )


def restored_paragraph(paragraph: Paragraph, ways: dict[int, ScanDraft]) -> Paragraph:
    """A paragraph with its box on the page as it came."""
    return replace(paragraph, place=_restored_place(paragraph.place, ways))


def restored_finding(finding: Finding, ways: dict[int, ScanDraft]) -> Finding:
    """A finding of a half with the page and the box as they came."""
    place = _restored_place(Place(finding.page, finding.box), ways)
    return replace(finding, page=place.page, box=place.box)


def _restored_cell(cell: Cell, ways: dict[int, ScanDraft]) -> Cell:
    return replace(cell, places=tuple(_restored_place(place, ways) for place in cell.places))


def _restored_place(place: Place, ways: dict[int, ScanDraft]) -> Place:
    draft = ways.get(place.page)
    if draft is None:
        return place
    if place.box is None or draft.original is None:
        return replace(place, page=draft.sheet)
    box = place.box
    corners = [
        (box.x0, box.top),
        (box.x1, box.top),
        (box.x1, box.bottom),
        (box.x0, box.bottom),
    ]
    points = map_points(draft.original, corners)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return replace(place, page=draft.sheet, box=Box(min(xs), min(ys), max(xs), max(ys)))
