"""A page image → the draft of a page that the layout code goes on with, or a finished Page.

The layout works on the straightened page, in points; the boxes that leave this
module are points of the page as it came, so that a cell can be cut out of the
file's own image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.document import Box, Page, around
from extract.findings import Finding
from extract.layout.lines import Line, to_lines
from extract.ocr.engine import OcrEngine, OcrWord, default_engines
from extract.ocr.finish import finish_pages
from extract.ocr.guard import GuardedEngine
from extract.ocr.places import Repair, ScanDraft
from extract.ocr.prepare import Prepared, prepare
from extract.ocr.recognize import recognize
from extract.ocr.scrawl import without_scrawl_at_names
from extract.ocr.spread import part_spread
from extract.ocr.straighten import find_curl
from extract.ocr.tables import to_fragment
from extract.ocr.words import PagePoints, to_words

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.ocr.straighten import Matrix

_TYPE_POINTS = (7.0, 20.0)
"""Type sizes that orders are printed in; a claimed resolution that gives others is not believed."""

_CURLED = 0.7
"""Degrees by which the lines of a flat sheet never differ from left to right."""


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
    halves = part_spread(prepared)
    scale = (width / image.width, height / image.height)
    drafts = [_draft(half, 2 * page + place, scale, guarded) for place, half in enumerate(halves)]
    for draft in drafts:
        draft.sheet, draft.came_as = page, (width, height)
    first = drafts[0]
    first.right = drafts[1] if len(drafts) > 1 else None
    first.findings += _page_findings(first, guarded, is_spread=len(drafts) > 1)
    return first


def _draft(
    prepared: Prepared, number: int, scale: tuple[float, float], engine: OcrEngine
) -> ScanDraft:
    """One upright page recognized."""
    points = points_of(prepared, scale[0])
    draft = ScanDraft(
        number=number,
        width=(prepared.grey.shape[1] - 2 * points.left) * points.scale,
        height=(prepared.grey.shape[0] - 2 * points.top) * points.scale,
        lines=[],
        original=_to_original(prepared, points, *scale),
    )
    if not prepared.has_lines:
        draft.findings.append(
            Finding(
                "ocr.lines-not-level",
                "No slope makes the lines of the page level; it was read as it lay",
                page=number,
            )
        )
    curl = find_curl(prepared.ink)
    if curl > _CURLED:
        draft.findings.append(
            Finding(
                "ocr.sheet-curled",
                f"Lines slope differently across the sheet (by {curl:.1f}°): it did not lie flat; "
                "cells and lines may be mixed up",
                page=number,
            )
        )
    found = recognize(prepared, engine)
    for table in found.tables:
        fragment, repairs = to_fragment(table, number, points)
        draft.fragments.append(fragment)
        draft.repairs += repairs
    draft.repairs += [
        Repair(word.read_as, word.text, points.box(word))
        for words in found.blocks
        for word in words
        if word.read_as
    ]
    draft.lines, scrawl = without_scrawl_at_names(
        to_lines(word for words in found.blocks for word in to_words(words, prepared.em, points))
    )
    draft.rules = [points.rule(rule) for rule in found.rules]
    draft.findings += [_left_out(_lines_of(marks, points), number) for marks in found.marks]
    draft.findings += [
        _left_out([[(word.text, Line((word,)).box) for word in words]], number) for words in scrawl
    ]
    return draft


def _lines_of(marks: Sequence[OcrWord], points: PagePoints) -> list[list[tuple[str, Box]]]:
    lines: dict[int, list[tuple[str, Box]]] = {}
    for word in marks:
        lines.setdefault(word.line, []).append((word.text, points.box(word)))
    return list(lines.values())


def _left_out(lines: Sequence[Sequence[tuple[str, Box]]], number: int) -> Finding:
    """What stands in one place of the page and is no print."""
    return Finding(
        "ocr.mark-left-out",
        "Marks that read like no print (a stamp, a signature, dust) were left out",
        " / ".join(" ".join(text for text, _ in line) for line in lines)[:200],
        page=number,
        severity="info",
        box=around([box for line in lines for _, box in line]),
    )


def _page_findings(
    draft: ScanDraft, engine: GuardedEngine, *, is_spread: bool
) -> Iterator[Finding]:
    failed = engine.finding(draft.number)
    if failed is not None:
        yield failed
    if is_spread:
        yield Finding(
            "ocr.double-page",
            "The image shows two pages side by side; they were read one after the other",
            page=draft.number,
            severity="info",
        )


def points_of(prepared: Prepared, claimed: float) -> PagePoints:
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
