"""Everything that is printed on a prepared page: tables cell by cell, text block by block."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.ocr.cells import cut_piece, read_piece, read_region, unread_ink
from extract.ocr.engine import OcrEngine, OcrWord
from extract.ocr.grid import Grid, GridCell, Region, grids_of
from extract.ocr.level_rules import without_level_rules
from extract.ocr.light import type_size
from extract.ocr.looks import Reading
from extract.ocr.open_columns import ColumnPiece, column_pieces, with_number_head
from extract.ocr.prepare import Prepared
from extract.ocr.roman import roman_label
from extract.ocr.rulings import ruling_masks
from extract.ocr.text_blocks import find_blocks, without_noise, without_scrawl, without_tables
from extract.ocr.weight import bold_lines, thickness, usual_thickness


@dataclass(frozen=True, slots=True)
class RecognizedTable:
    """A grid with one reading for each of its cells; `em` is its own type size in pixels."""

    grid: Grid
    em: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Recognized:
    """A page's tables, the words of its other blocks, and marks that are no print, by block.

    `rules` are rulings that part the rows of tables without columns of rulings.
    """

    tables: tuple[RecognizedTable, ...]
    blocks: tuple[tuple[OcrWord, ...], ...]
    marks: tuple[tuple[OcrWord, ...], ...]
    rules: tuple[Region, ...] = ()


def recognize(page: Prepared, engine: OcrEngine) -> Recognized:
    """Recognize a prepared page."""
    tables: list[RecognizedTable] = []
    across, down = ruling_masks(page.ink, page.em, page.grey)
    for grid in grids_of(across, down, page.ink, page.em):
        own = _with_own_type(page, grid.region)
        readings = tuple(_read_cell(own, cell, grid, engine) for cell in grid.cells)
        tables.append(RecognizedTable(grid, own.em, readings))
    blocks: list[tuple[OcrWord, ...]] = []
    marks: list[tuple[OcrWord, ...]] = []
    regions = [table.grid.region for table in tables]
    rest, rules = without_level_rules(without_tables(page, regions), across, regions)
    for region in find_blocks(rest):
        columns = column_pieces(rest, region)
        if columns:
            own = _with_own_type(rest, region)
            blocks += [_read_column(own, piece, engine) for piece in columns]
            continue
        kept, dropped = without_noise(read_region(rest, region, engine).words, page.em)
        blocks.append(kept)
        if dropped:
            marks.append(dropped)
    return _with_weight(Recognized(tuple(tables), tuple(blocks), tuple(marks), rules), page)


def _read_column(page: Prepared, part: ColumnPiece, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """The words of a part of a table without rulings."""
    words = without_scrawl(read_piece(page, part.piece, engine).words, page.em)
    if not part.is_first:
        return words
    words = with_number_head(words)
    lines = [tuple(line) for _, line in itertools.groupby(words, key=lambda word: word.line)]
    labelled = (_with_label(line, page) if len(line) == 1 else line for line in lines)
    return tuple(itertools.chain.from_iterable(labelled))


def _with_own_type(page: Prepared, region: Region) -> Prepared:
    """The page with the type size of one table, which is often set smaller than the text."""
    ink = page.ink[region.top : region.bottom, region.x0 : region.x1]
    own = type_size(ink, tallest=2 * page.em)
    return replace(page, em=own) if 0.5 * page.em <= own <= 1.4 * page.em else page


def _read_cell(page: Prepared, cell: GridCell, grid: Grid, engine: OcrEngine) -> Reading:
    piece = cut_piece(page, cell.inner)
    if piece is None:
        return Reading(())
    words = without_scrawl(read_piece(page, piece, engine).words, page.em)
    is_section = cell.column_span == grid.column_count
    if words and cell.column == 0 and (len(words) == 1 or is_section):
        words = _with_label(words, page)
    return Reading(words, unread_ink(piece, words, page.em))


def _with_label(words: tuple[OcrWord, ...], page: Prepared) -> tuple[OcrWord, ...]:
    """The words with the first as the Roman number that its ink shows, if it shows one."""
    label = roman_label(words[0], page)
    if label == words[0].text:
        return words
    return (replace(words[0], text=label, read_as=words[0].text), *words[1:])


def _with_weight(found: Recognized, page: Prepared) -> Recognized:
    """The same with bold lines marked, by the thickness of their strokes."""
    groups = [reading.words for table in found.tables for reading in table.readings]
    groups += found.blocks
    known = {id(word): thickness(word, page) for words in groups for word in words}
    usual = usual_thickness([(known[id(w)], len(w.text)) for words in groups for w in words])
    if not usual:
        return found

    def marked(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
        lines: dict[int, list[OcrWord]] = {}
        for word in words:
            lines.setdefault(word.line, []).append(word)
        measured = [[(known[id(w)], len(w.text)) for w in line] for line in lines.values()]
        heavy = dict(zip(lines, bold_lines(measured, usual), strict=True))
        return tuple(replace(word, bold=heavy[word.line]) for word in words)

    tables = tuple(
        replace(
            table,
            readings=tuple(replace(each, words=marked(each.words)) for each in table.readings),
        )
        for table in found.tables
    )
    return replace(found, tables=tables, blocks=tuple(marked(words) for words in found.blocks))
