"""A page image → the draft of a page that the layout code goes on with, or a finished Page.

The layout works on the straightened page, in points; the boxes that leave this
module are points of the page as it came, so that a cell can be cut out of the
file's own image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.document import Block, Box, Cell, Page, Paragraph, Place, Table
from extract.findings import Finding
from extract.layout.breaks import Frame, join_lines, usual_leading
from extract.layout.content import Word
from extract.layout.fragments import Fragment, tidy
from extract.layout.lines import Line, to_lines
from extract.layout.pages import PageDraft, build_pages
from extract.ocr.cells import Reading, read_region
from extract.ocr.engine import OcrEngine, default_engine
from extract.ocr.grid import Grid, GridCell, Region, find_grids
from extract.ocr.prepare import Prepared, prepare
from extract.ocr.straighten import map_points
from extract.ocr.text_blocks import find_blocks
from extract.ocr.words import to_words

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.ocr.straighten import Matrix

DOUBTFUL = 0.60
"""A cell or paragraph below this confidence is reported."""

_TYPE_POINTS = (7.0, 20.0)
"""Type sizes that orders are printed in; a claimed resolution that gives others is not believed."""


@dataclass(slots=True)
class ScanDraft(PageDraft):
    """A recognized page in points of the straightened page, and the way back.

    `original` maps the draft's points to points of the page as it came, whose
    size is `came_as`.
    """

    original: Matrix | None = None
    came_as: tuple[float, float] = (0.0, 0.0)


def read_page_image(
    image: Image, *, page: int, width: float, height: float, engine: OcrEngine | None = None
) -> Page:
    """Recognize one page by itself.

    Args:
        image: The page in any mode.
        page: Its number, from 1.
        width: The width of the page in points.
        height: The height of the page in points.
        engine: The engine; the process's own where none is given.

    Raises:
        MissingPart: No engine is installed that reads Russian.
        ValueError: The image is too large to be unpacked.
    """
    draft = draft_page_image(image, page=page, width=width, height=height, engine=engine)
    return finish_pages([draft])[0]


def draft_page_image(
    image: Image, *, page: int, width: float, height: float, engine: OcrEngine | None = None
) -> ScanDraft:
    """Recognize one page for `build_pages`, which needs its neighbours; see `read_page_image`."""
    engine = engine or default_engine()
    prepared = prepare(image, engine)
    scale = _points(prepared, width / image.width)
    draft = ScanDraft(
        number=page,
        width=prepared.grey.shape[1] * scale,
        height=prepared.grey.shape[0] * scale,
        lines=[],
        original=_to_original(prepared, scale, width / image.width, height / image.height),
        came_as=(width, height),
    )
    grids = find_grids(prepared.ink, prepared.em)
    for grid in grids:
        readings = [read_region(prepared, cell.inner, engine) for cell in grid.cells]
        draft.fragments.append(_fragment(grid, readings, draft, prepared.em, scale))
    words: list[Word] = []
    for region in find_blocks(prepared, [grid.region for grid in grids]):
        reading = read_region(prepared, region, engine)
        words += to_words(reading.words, prepared.em, scale)
    draft.lines = to_lines(words)
    return draft


def finish_pages(drafts: Sequence[ScanDraft]) -> list[Page]:
    """The pages of recognized drafts, with every box where it was on the page as it came."""
    ways = {draft.number: draft for draft in drafts}
    return [
        replace(
            page,
            width=ways[page.number].came_as[0],
            height=ways[page.number].came_as[1],
            blocks=tuple(_restored(block, ways) for block in page.blocks),
            furniture=tuple(_restored_paragraph(each, ways) for each in page.furniture),
        )
        for page in build_pages(drafts)
    ]


def _points(prepared: Prepared, claimed: float) -> float:
    """Points in a pixel of the prepared page; `claimed` is that of the original."""
    import numpy as np

    stretch = float(np.sqrt(abs(np.linalg.det(prepared.back[:2, :2]))))
    scale = claimed * stretch
    if _TYPE_POINTS[0] <= prepared.em * scale <= _TYPE_POINTS[1]:
        return scale
    return 12.0 / prepared.em


def _to_original(prepared: Prepared, scale: float, across: float, down: float) -> Matrix:
    import numpy as np

    pixels = np.diag([1 / scale, 1 / scale, 1.0])
    return np.asarray(np.diag([across, down, 1.0]) @ prepared.back @ pixels)


def _fragment(
    grid: Grid, readings: Sequence[Reading], draft: ScanDraft, em: float, scale: float
) -> Fragment:
    """The rows of one grid as the layout code knows them."""
    lines = [to_lines(to_words(reading.words, em, scale)) for reading in readings]
    padding = _padding(grid, readings) * scale
    cells = tuple(
        _cell(
            spot,
            reading,
            own,
            Frame(
                spot.inner.x0 * scale + padding, spot.inner.x1 * scale - padding, usual_leading(own)
            ),
            draft.number,
        )
        for spot, reading, own in zip(grid.cells, readings, lines, strict=True)
    )
    placed = tuple(
        replace(cell, places=(Place(draft.number, _scaled(spot.inner, scale)),))
        for cell, spot in zip(cells, grid.cells, strict=True)
    )
    return Fragment(
        page=draft.number,
        box=_scaled(grid.region, scale),
        xs=tuple(edge * scale for edge in grid.columns),
        cells=placed,
        row_count=grid.row_count,
    )


def _cell(spot: GridCell, reading: Reading, lines: Sequence[Line], frame: Frame, page: int) -> Cell:
    return Cell(
        row=spot.row,
        column=spot.column,
        text=tidy(join_lines(lines, frame)) if lines else "",
        row_span=spot.row_span,
        column_span=spot.column_span,
        confidence=round(reading.confidence, 3),
    )


def _padding(grid: Grid, readings: Sequence[Reading]) -> float:
    """The usual white between a cell's side and its text, in pixels."""
    gaps = sorted(
        min(word.x0 for word in reading.words) - spot.inner.x0
        for spot, reading in zip(grid.cells, readings, strict=True)
        if reading.words
    )
    return max(0.0, float(gaps[len(gaps) // 5])) if gaps else 0.0


def _scaled(region: Region, scale: float) -> Box:
    return Box(region.x0 * scale, region.top * scale, region.x1 * scale, region.bottom * scale)


def _restored(block: Block, ways: dict[int, ScanDraft]) -> Block:
    if isinstance(block, Paragraph):
        return _restored_paragraph(block, ways)
    return replace(
        block,
        place=_restored_place(block.place, ways),
        cells=tuple(_restored_cell(cell, ways) for cell in block.cells),
        repeated=tuple(_restored_cell(cell, ways) for cell in block.repeated),
    )


def _restored_paragraph(paragraph: Paragraph, ways: dict[int, ScanDraft]) -> Paragraph:
    return replace(paragraph, place=_restored_place(paragraph.place, ways))


def _restored_cell(cell: Cell, ways: dict[int, ScanDraft]) -> Cell:
    return replace(cell, places=tuple(_restored_place(place, ways) for place in cell.places))


def _restored_place(place: Place, ways: dict[int, ScanDraft]) -> Place:
    draft = ways.get(place.page)
    if place.box is None or draft is None or draft.original is None:
        return place
    box = place.box
    corners = [
        (box.x0, box.top),
        (box.x1, box.top),
        (box.x1, box.bottom),
        (box.x0, box.bottom),
    ]
    points = map_points(draft.original, corners)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return replace(place, box=Box(min(xs), min(ys), max(xs), max(ys)))


__all__ = ["Finding", "ScanDraft", "Table", "draft_page_image", "finish_pages", "read_page_image"]
