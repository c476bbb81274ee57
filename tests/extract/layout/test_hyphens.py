from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout.hyphens import join


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("органи-", "зация питания", "организация питания"),
        ("педаго-", "гических", "педагогических"),
        ("порядок ПОМО-", "ЩИ школам", "порядок ПОМОЩИ школам"),
        ("учесть все", "возможные случаи", "учесть все возможные случаи"),
        ("план обще", "образовательных школ", "план общеобразовательных школ"),
        ("по совершенствов", "анию подготовки", "по совершенствованию подготовки"),
        ("учебно-", "методический", "учебно-методический"),
        ("социально-педаго-", "гических", "социально-педагогических"),
        ("организа-", "ционно-правовой", "организационно-правовой"),
        ("учителей-", "предметников", "учителей-предметников"),
        ("школа-", "участница", "школа-участница"),
        ("МБУ-", "СОШ", "МБУ-СОШ"),
        ("Май-", "июнь", "Май-июнь"),
        ("2017-", "2018 годы", "2017-2018 годы"),
        ("меж-", "ведомственного", "межведомственного"),
        ("по-", "прежнему", "по-прежнему"),
        # a dash is no hyphen
        ("в срок -", "до 5 мая", "в срок - до 5 мая"),
        ("план\u00ad", "ирование", "планирование"),
        ("№ п/", "п", "№ п/п"),
        ("мероприятий", ", указанных", "мероприятий, указанных"),
        ("отдел", "образования", "отдел образования"),
        ("", "слово", "слово"),
    ],
)
def test_two_lines_become_one_text(before: str, after: str, whole: str) -> None:
    assert join(before, after) == whole


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("общеобразов", "ательных организаций", "общеобразовательных организаций"),
        ("официально", "м сайте", "официальном сайте"),
        ("отопитель", "ному сезону", "отопительному сезону"),
        ("руководит", "елями школ", "руководителями школ"),
        ("для", "школ", "для школ"),
        # no dictionary has the name, but «кая» is no word that begins a line
        ("«Ясеневс", "кая СОШ»", "«Ясеневская СОШ»"),
        ("17.08.202", "0", "17.08.2020"),
        ("20.05.2013-24.05.2", "013", "20.05.2013-24.05.2013"),
        ("1.", "2", "1.2"),
        ("60,", "0", "60,0"),
        ("90", "0,0", "900,0"),
        ("4 8", "70,5", "4 870,5"),
        ("II", "I", "III"),
        ("2016", "2017", "2016 2017"),
        # full to the edge, and two words all the same
        ("руководителей", "школ", "руководителей школ"),
        ("ответственных", "и", "ответственных и"),
    ],
)
def test_word_that_fills_a_line_may_be_cut_without_hyphen(
    before: str, after: str, whole: str
) -> None:
    assert join(before, after, broken=True) == whole


def test_names_stay_apart_in_the_middle_of_a_line() -> None:
    assert join("в селе Ясеневс", "кая") == "в селе Ясеневс кая"


@given(st.text("абвгд -,.", max_size=12), st.text("абвгд -,.", max_size=12))
@settings(deadline=None, max_examples=100)
def test_no_letter_is_lost(before: str, after: str) -> None:
    letters = [char for char in before + after if char.isalpha()]

    assert [char for char in join(before, after) if char.isalpha()] == letters
