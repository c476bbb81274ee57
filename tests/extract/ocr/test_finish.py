"""Drafts of recognized pages: what stands in tables without rulings is mended and weighed."""

from __future__ import annotations

import pytest

from extract.document import Cell, Page, Table
from extract.layout.content import Word
from extract.layout.lines import to_lines
from extract.ocr.engine import OcrWord
from extract.ocr.finish import finish_pages
from extract.ocr.places import ScanDraft
from extract.ocr.words import PagePoints, to_words

COLUMNS = (60.0, 90.0, 300.0, 420.0)


def draft(*rows: tuple[str, ...], confidence: float = 0.96) -> ScanDraft:
    """A page with one table, each text of a row at its column; «|» begins a line in it."""
    words: list[Word] = []
    base = 100.0
    for row in rows:
        for x, text in zip(COLUMNS, row, strict=True):
            for line, part in enumerate(text.split("|")):
                at, y = x, base + 13 * line
                for word in part.split():
                    end = at + 5.5 * len(word)
                    words.append(
                        Word(word, at, y - 9, end, y + 2, y, row is rows[0], 0, confidence)
                    )
                    at = end + 3.0
        base += 13 * max(text.count("|") + 1 for text in row) + 10
    return ScanDraft(2, 595.0, 842.0, to_lines(words), sheet=1, came_as=(595.0, 842.0))


def finished(page: ScanDraft) -> tuple[Page, list[Cell]]:
    (read,) = finish_pages([page])
    (table,) = [block for block in read.blocks if isinstance(block, Table)]
    return read, list(table.cells)


HEADER = ("№", "Мероприятие", "Срок", "Ответственный")


def test_cells_are_mended_as_those_of_ruled_tables() -> None:
    page, cells = finished(
        draft(
            HEADER,
            ("1.", "Провести совещание|руководителей школ", "до 2О.О9.2017 года", "методист"),
            ("2.", "Подготовить отчёт", "май 2018 года", "методист"),
            ("3.", "Разместить отчёт|на сайте", "июнь 2018 года", "методист"),
        )
    )

    assert "до 20.09.2017 года" in {cell.text for cell in cells}
    (repaired,) = [finding for finding in page.findings if finding.code == "ocr.repaired"]
    assert "2О.О9.2017 → 20.09.2017" in repaired.excerpt


def test_roman_numbers_of_short_titles_are_told_by_their_order() -> None:
    row = ("Осмотр зданий|и участков", "май 2018 года", "методист")
    _, cells = finished(
        draft(
            HEADER,
            ("1", "Здания", "", ""),
            ("1.1", *row),
            ("1.2", *row),
            ("П", "Участки", "", ""),
            ("2.1", *row),
            ("2.2", *row),
        )
    )

    numbers = [cell.text for cell in cells if cell.column == 0]
    assert numbers == ["№", "I", "1.1", "1.2", "II", "2.1", "2.2"]


@pytest.mark.parametrize(("confidence", "doubtful"), [(0.97, False), (0.3, True)])
def test_cells_are_weighed_by_their_own_words(confidence: float, *, doubtful: bool) -> None:
    page = draft(
        HEADER,
        ("1.", "Провести совещание|руководителей школ", "до мая 2017 года", "методист"),
        ("2.", "Подготовить отчёт", "май 2018 года", "методист"),
        ("3.", "Разместить отчёт|на сайте", "июнь 2018 года", "методист"),
    )
    page.lines = [
        type(line)(
            tuple(
                word._replace(confidence=confidence) if word.text == "отчёт" else word
                for word in line.words
            )
        )
        for line in page.lines
    ]

    read, cells = finished(page)

    weighed = {cell.text: cell.confidence for cell in cells}
    assert (weighed["Подготовить отчёт"] < 0.9) is doubtful
    assert weighed["май 2018 года"] > 0.95
    codes = {finding.code for finding in read.findings}
    assert ("ocr.low-confidence" in codes) is doubtful


def test_words_that_the_engine_read_apart_stay_apart() -> None:
    # its box of «и» lies at the end of the word before
    words = (
        OcrWord("учащимися", 0.96, 100, 10, 280, 40),
        OcrWord("и", 0.96, 281, 16, 293, 38),
        OcrWord("их", 0.96, 310, 16, 340, 38),
    )

    (line,) = to_lines(to_words(words, 30.0, PagePoints(0.36)))

    assert line.text == "учащимися и их"
