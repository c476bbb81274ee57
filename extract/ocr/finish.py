"""Recognized drafts → finished pages: stitched, mended, weighed, with their doubts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Block, Box, Cell, Page, Paragraph, Place, Table
from extract.findings import Finding
from extract.layout.content import Word
from extract.layout.fragments import Fragment
from extract.layout.pages import build_pages
from extract.ocr.confidence import evidence_of, is_doubtful, trust
from extract.ocr.consistency import spelled_otherwise
from extract.ocr.places import (
    Repair,
    ScanDraft,
    restored,
    restored_finding,
    restored_paragraph,
)
from extract.ocr.repair import changes, repair_text
from extract.ocr.sequence import mend_list_marks
from extract.ocr.tables import cell_evidence, mend_cells, with_roman_sections

_SAME_WIDTH = 0.025
"""Tables of two pages whose widths differ by less than this share may be one table."""


def finish_pages(drafts: Sequence[ScanDraft]) -> list[Page]:
    """The pages of recognized drafts, with every box where it was on the page as it came."""
    halves = [half for draft in drafts for half in (draft, draft.right) if half is not None]
    _align_tables(halves)
    ways = {half.number: half for half in halves}
    words = {half.number: [w for line in half.lines for w in line.words] for half in halves}
    pages = _mended(build_pages(halves), ways, words)
    doubts = [doubt for page in pages for doubt in (*page.findings, *_doubts(page))]
    texts = [(where, part.text) for page in pages for where, part in _parts(page)]
    doubts += spelled_otherwise(texts)
    doubts += [repaired for half in halves for repaired in _repaired(half)]
    sheets = [restored_finding(doubt, ways) for doubt in doubts]
    finished = [
        Page(
            number=draft.sheet,
            width=draft.came_as[0],
            height=draft.came_as[1],
            blocks=tuple(
                restored(block, ways)
                for page in pages
                if ways[page.number].sheet == draft.sheet
                for block in page.blocks
            ),
            furniture=tuple(
                restored_paragraph(each, ways)
                for page in pages
                if ways[page.number].sheet == draft.sheet
                for each in page.furniture
            ),
            findings=tuple(doubt for doubt in sheets if doubt.page == draft.sheet),
        )
        for draft in drafts
    ]
    for draft in drafts:
        draft.number = draft.sheet
    return finished


def _mended(
    pages: Sequence[Page], ways: dict[int, ScanDraft], words: dict[int, list[Word]]
) -> list[Page]:
    """The pages with their texts mended and weighed.

    Of the cells of ruled tables only the sections are left to do; `words` are
    those outside these tables, by page.
    """
    paragraphs = [block for page in pages for block in page.blocks if isinstance(block, Paragraph)]
    texts = mend_list_marks([repair_text(paragraph.text) for paragraph in paragraphs])
    mended: dict[int, Block] = {}
    for paragraph, text in zip(paragraphs, texts, strict=True):
        sure = trust(evidence_of(text, _inside(paragraph.place, words))) if text else 1.0
        mended[id(paragraph)] = replace(paragraph, text=text, confidence=round(sure, 3))
        ways[paragraph.place.page].repairs += [
            Repair(*pair, paragraph.place.box) for pair in changes(paragraph.text, text)
        ]
    for table in (block for page in pages for block in page.blocks if isinstance(block, Table)):
        cells = with_roman_sections(_open_cells(table.cells, words))
        mended[id(table)] = replace(table, cells=tuple(cells))
        for old, new in zip(table.cells, cells, strict=True):
            place = old.places[0]
            ways[place.page].repairs += [
                Repair(*pair, place.box) for pair in changes(old.text, new.text)
            ]
    return [
        replace(page, blocks=tuple(mended[id(block)] for block in page.blocks)) for page in pages
    ]


def _open_cells(cells: Sequence[Cell], words: dict[int, list[Word]]) -> list[Cell]:
    """The cells with those that no rulings enclose mended and weighed."""
    inside = [[word for place in cell.places for word in _inside(place, words)] for cell in cells]
    if not any(inside):
        return list(cells)
    mended = mend_cells(cells)
    evidences = cell_evidence(mended, inside)
    return [
        replace(cell, confidence=round(trust(evidence), 3)) if own and cell.text else old
        for old, cell, own, evidence in zip(cells, mended, inside, evidences, strict=True)
    ]


def _inside(place: Place, words: dict[int, list[Word]]) -> list[Word]:
    """The words whose middle stands inside a place."""
    box = place.box
    return [
        word
        for word in words.get(place.page, ())
        if box is not None
        and box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1
        and box.top - 1 <= word.base <= box.bottom + 1
    ]


def _parts(page: Page) -> Iterator[tuple[Place, Paragraph | Cell]]:
    """Every text of a page with the place where it begins."""
    for block in page.blocks:
        if isinstance(block, Paragraph):
            yield block.place, block
        else:
            for cell in block.cells:
                yield cell.places[0], cell


def _doubts(page: Page) -> Iterator[Finding]:
    """A finding for every cell and paragraph that may be misread."""
    for where, part in _parts(page):
        if part.text and is_doubtful(part.confidence):
            yield Finding(
                "ocr.low-confidence",
                f"Right with a probability of {part.confidence:.2f}; compare it with the scan",
                part.text[:200],
                page=where.page,
                box=where.box,
            )


def _repaired(draft: ScanDraft) -> Iterator[Finding]:
    """What was read and what is written instead, for every mended place of one page."""
    by_place: dict[Box | None, list[str]] = {}
    for repair in draft.repairs:
        pair = f"{repair.read or '(nothing)'} → {repair.written}"
        by_place.setdefault(repair.box, []).append(pair)
    for box, pairs in by_place.items():
        yield Finding(
            "ocr.repaired",
            "What was read can only be a misreading and was mended (read → written)",
            "; ".join(dict.fromkeys(pairs)),
            page=draft.number,
            severity="info",
            box=box,
        )


def _align_tables(drafts: Sequence[ScanDraft]) -> None:
    """Lay a table over the one that ends the page before: no two sheets lie alike on the glass.

    Only where the widths agree, so that it can be one table at all.
    """
    for before, draft in itertools.pairwise(drafts):
        if before.fragments and draft.fragments:
            before.fragments.sort(key=lambda each: each.box.top)
            draft.fragments.sort(key=lambda each: each.box.top)
            draft.fragments[0] = _laid_over(draft.fragments[0], before.fragments[-1])


def _laid_over(fragment: Fragment, other: Fragment) -> Fragment:
    width, wanted = fragment.xs[-1] - fragment.xs[0], other.xs[-1] - other.xs[0]
    if wanted <= 0 or abs(width - wanted) > _SAME_WIDTH * wanted:
        return fragment
    stretch = wanted / width
    xs = tuple(other.xs[0] + (x - fragment.xs[0]) * stretch for x in fragment.xs)
    return replace(fragment, xs=xs)
