"""A page image → the draft of a page that the layout code goes on with, or a finished Page.

The layout works on the straightened page, in points; the boxes that leave this
module are points of the page as it came, so that a cell can be cut out of the
file's own image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.document import Block, Cell, Page, Paragraph, Place
from extract.findings import Finding
from extract.layout.breaks import Frame, join_lines, usual_leading
from extract.layout.content import Word
from extract.layout.fragments import Fragment, tidy
from extract.layout.lines import to_lines
from extract.layout.pages import build_pages
from extract.ocr.confidence import is_doubtful
from extract.ocr.engine import OcrEngine, default_engines
from extract.ocr.guard import GuardedEngine
from extract.ocr.places import ScanDraft, restored, restored_paragraph
from extract.ocr.prepare import Prepared, prepare
from extract.ocr.recognize import RecognizedTable, recognize
from extract.ocr.repair import repair_text
from extract.ocr.sequence import mend_list_marks, mend_numbers
from extract.ocr.words import PagePoints, to_words

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.ocr.straighten import Matrix

_TYPE_POINTS = (7.0, 20.0)
"""Type sizes that orders are printed in; a claimed resolution that gives others is not believed."""


_LONGEST_NUMBER = 12
_SAME_WIDTH = 0.025
"""Tables of two pages whose widths differ by less than this share may be one table."""


def read_page_image(
    image: Image, *, page: int, width: float, height: float, engine: OcrEngine | None = None
) -> Page:
    """Recognize one page by itself.

    Args:
        image: The page in any mode.
        page: Its number, from 1.
        width: The width of the page in points.
        height: The height of the page in points.
        engine: The only engine to ask; the process's own where none is given.

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
    guarded = GuardedEngine(*((engine,) if engine else default_engines()))
    prepared = prepare(image, guarded)
    points = _points(prepared, width / image.width)
    draft = ScanDraft(
        number=page,
        width=(prepared.grey.shape[1] - 2 * points.left) * points.scale,
        height=(prepared.grey.shape[0] - 2 * points.top) * points.scale,
        lines=[],
        original=_to_original(prepared, points, width / image.width, height / image.height),
        came_as=(width, height),
    )
    found = recognize(prepared, guarded)
    for table in found.tables:
        draft.fragments.append(_fragment(table, draft.number, points))
    draft.lines = to_lines(
        word for words in found.blocks for word in to_words(words, prepared.em, points)
    )
    failed = guarded.finding(page)
    if failed is not None:
        draft.findings.append(failed)
    if found.marks:
        draft.findings.append(
            Finding(
                "ocr.mark-left-out",
                "Marks that read like no print (a stamp, a signature, dust) were left out",
                " / ".join(found.marks)[:200],
                page=page,
                severity="info",
            )
        )
    return draft


def finish_pages(drafts: Sequence[ScanDraft]) -> list[Page]:
    """The pages of recognized drafts, with every box where it was on the page as it came."""
    _align_tables(drafts)
    ways = {draft.number: draft for draft in drafts}
    words = {draft.number: [w for line in draft.lines for w in line.words] for draft in drafts}
    pages = build_pages(drafts)
    texts = iter(
        mend_list_marks(
            [
                repair_text(block.text)
                for page in pages
                for block in page.blocks
                if isinstance(block, Paragraph)
            ]
        )
    )
    finished = []
    for page in pages:
        blocks: list[Block] = [
            replace(block, text=next(texts), confidence=_confidence(block, words))
            if isinstance(block, Paragraph)
            else block
            for block in page.blocks
        ]
        finished.append(
            replace(
                page,
                width=ways[page.number].came_as[0],
                height=ways[page.number].came_as[1],
                blocks=tuple(restored(block, ways) for block in blocks),
                furniture=tuple(restored_paragraph(each, ways) for each in page.furniture),
                findings=(*page.findings, *_doubts(page.number, blocks)),
            )
        )
    return finished


def _confidence(paragraph: Paragraph, words: dict[int, list[Word]]) -> float:
    """The mean confidence of the words inside a paragraph's box, by letters."""
    box = paragraph.place.box
    inside = [
        word
        for word in words.get(paragraph.place.page, ())
        if box is not None
        and box.x0 - 1 <= word.x0
        and word.x1 <= box.x1 + 1
        and box.top - 1 <= word.base <= box.bottom + 1
    ]
    letters = sum(len(word.text) for word in inside)
    return round(sum(w.confidence * len(w.text) for w in inside) / letters, 3) if letters else 1.0


def _doubts(page: int, blocks: Sequence[Block]) -> Iterator[Finding]:
    """A finding for every cell and paragraph that the engine is not sure of."""
    for block in blocks:
        parts: Sequence[Paragraph | Cell] = (
            (block,) if isinstance(block, Paragraph) else block.cells
        )
        for part in parts:
            if part.text and is_doubtful(part.text, part.confidence):
                place = part.place if isinstance(part, Paragraph) else part.places[0]
                yield Finding(
                    "ocr.low-confidence",
                    f"Recognized with confidence {part.confidence:.2f}; compare it with the scan",
                    part.text[:200],
                    page=place.page or page,
                )


def _align_tables(drafts: Sequence[ScanDraft]) -> None:
    """Lay a table over the one that ends the page before: no two sheets lie alike on the glass.

    Only where the widths agree, so that it can be one table at all.
    """
    last: Fragment | None = None
    for draft in drafts:
        if not draft.fragments:
            continue
        draft.fragments.sort(key=lambda each: each.box.top)
        if last is not None and last.page == draft.number - 1:
            draft.fragments[0] = _laid_over(draft.fragments[0], last)
        last = draft.fragments[-1]


def _laid_over(fragment: Fragment, other: Fragment) -> Fragment:
    width, wanted = fragment.xs[-1] - fragment.xs[0], other.xs[-1] - other.xs[0]
    if wanted <= 0 or abs(width - wanted) > _SAME_WIDTH * wanted:
        return fragment
    stretch = wanted / width
    xs = tuple(other.xs[0] + (x - fragment.xs[0]) * stretch for x in fragment.xs)
    return replace(fragment, xs=xs)


def _points(prepared: Prepared, claimed: float) -> PagePoints:
    """How pixels of the prepared page become points; `claimed` holds for the original."""
    import numpy as np

    stretch = float(np.sqrt(abs(np.linalg.det(prepared.back[:2, :2]))))
    scale = claimed * stretch
    if not _TYPE_POINTS[0] <= prepared.em * scale <= _TYPE_POINTS[1]:
        scale = 12.0 / prepared.em
    return PagePoints(scale, *prepared.margin, body=prepared.body)


def _to_original(prepared: Prepared, points: PagePoints, across: float, down: float) -> Matrix:
    import numpy as np

    small = 1 / points.scale
    pixels = np.array([[small, 0.0, points.left], [0.0, small, points.top], [0.0, 0.0, 1.0]])
    return np.asarray(np.diag([across, down, 1.0]) @ prepared.back @ pixels)


def _fragment(table: RecognizedTable, page: int, points: PagePoints) -> Fragment:
    """The rows of one grid as the layout code knows them."""
    grid = table.grid
    padding = _padding(table) * points.scale
    cells: list[Cell] = []
    for spot, reading in zip(grid.cells, table.readings, strict=True):
        box = points.box(spot.inner)
        lines = to_lines(to_words(reading.words, table.em, points))
        frame = Frame(box.x0 + padding, box.x1 - padding, usual_leading(lines))
        letters = sum(len(word.text) for word in reading.words)
        cells.append(
            Cell(
                row=spot.row,
                column=spot.column,
                text=repair_text(tidy(join_lines(lines, frame))) if lines else "",
                row_span=spot.row_span,
                column_span=spot.column_span,
                places=(Place(page, box),),
                confidence=round(reading.confidence, 3),
                bold=2 * sum(len(word.text) for word in reading.words if word.bold) > letters,
            )
        )
    return Fragment(
        page=page,
        box=points.box(grid.region),
        xs=tuple(points.x(edge) for edge in grid.columns),
        cells=_with_numbers(cells),
        row_count=grid.row_count,
    )


def _with_numbers(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with the numbers of the first column mended from their sequence."""
    first = [cell for cell in cells if cell.column == 0 and len(cell.text) <= _LONGEST_NUMBER]
    mended = dict(zip(first, mend_numbers([cell.text for cell in first]), strict=True))
    return tuple(replace(cell, text=mended.get(cell, cell.text)) for cell in cells)


def _padding(table: RecognizedTable) -> float:
    """The usual white between a cell's side and its text, in pixels."""
    gaps = sorted(
        min(word.x0 for word in reading.words) - spot.inner.x0
        for spot, reading in zip(table.grid.cells, table.readings, strict=True)
        if reading.words
    )
    return max(0.0, float(gaps[len(gaps) // 5])) if gaps else 0.0
