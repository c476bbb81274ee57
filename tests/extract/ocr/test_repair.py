"""Repairs mend what only a misreading explains and leave clean Russian text alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.load import load_orders
from corpus.model import CorpusOrder
from extract.ocr.repair import Rule, repair_text, rules


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [(rule, before, after) for rule in rules() for before, after in rule.reads],
    ids=lambda value: value.id if isinstance(value, Rule) else None,
)
def test_rule_mends_its_own_phrases(rule: Rule, before: str, after: str) -> None:
    assert rule.apply(before) == after


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule in rules() for text in rule.leaves],
    ids=lambda value: value.id if isinstance(value, Rule) else None,
)
def test_rule_leaves_what_it_says(rule: Rule, text: str) -> None:
    assert rule.apply(text) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2О17 года", "2017 года"),
        ("О1.09.2020", "01.09.2020"),
        ("до 3О.06.2021", "до 30.06.2021"),
        ("удаленияс экзамена", "удаления с экзамена"),
        ("всоответствии с планом", "в соответствии с планом"),
        ("Приложение2", "Приложение 2"),
        ("1 разв месяц", "1 раз в месяц"),
        ("«Заречненский ИМЦЬ, ОО", "«Заречненский ИМЦ», ОО"),
        ("ФГОС COO", "ФГОС СОО"),
        ("МБУ «ЦРО», 0O", "МБУ «ЦРО», ОО"),
        ("00", "ОО"),
        ("(ППЭ}", "(ППЭ)"),
        ("Синицына 3.P.", "Синицына З.Р."),
        ("МУНИЦИПАЛЬНОГО РАИОНА", "МУНИЦИПАЛЬНОГО РАЙОНА"),
        ("директор средней школы, учебныи план", "директор средней школы, учебный план"),
    ],
)
def test_misreading_is_mended(read: str, meant: str) -> None:
    assert repair_text(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "5б класс",
        "Алоиз Паиовский",
        "приказ № 140а",
        "№ 8-о",
        "в 10.00",
        "100 руб. 00 коп.",
        "PISA, IX-XI классы",
        "e-mail: cop@mail.ru",
        "«РОЛЬ»",
        "Ключникова Т.И.",
        "Абашев в отпуске",
        "3. А.П. Котову подготовить план",
        "2017-2018 годы",
        "п. 2.3. плана",
    ],
)
def test_right_reading_stays(text: str) -> None:
    assert repair_text(text) == text


def _texts(order: CorpusOrder) -> list[str]:
    texts = [*order.letterhead, order.date, order.number, *order.title, order.preamble]
    texts += [*order.clauses, *order.signature[0], order.signature[1]]
    for annex in order.annexes:
        texts += [*annex.heading, *annex.title, *annex.paragraphs, *annex.closing]
        for table in annex.tables:
            texts += [*table.header, *(cell for row in table.rows for cell in row.cells)]
    return texts


def test_clean_orders_stay_as_they_are() -> None:
    changed = [
        (text, repair_text(text))
        for order in load_orders()
        for text in _texts(order)
        if repair_text(text) != text
    ]

    assert changed == []


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="абвгЗОоСХ03618.,-№ «»()IVXCaeo", max_size=40))
def test_a_second_repair_changes_little(text: str) -> None:
    once = repair_text(repair_text(text))

    assert repair_text(once) == once
