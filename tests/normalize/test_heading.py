"""The issuer of a letterhead of several bodies, and references beside publications."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.order import Clause, Header, Order, Quote, Source
from normalize.heading import issuer_name
from normalize.issuing import order_issuer
from normalize.references import find_references, read_acts


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("РЕЧНАЯ ОБЛАСТЬ\nГУБЕРНАТОР", "Губернатор Речной области"),
        ("ОТДЕЛ КУЛЬТУРЫ РЕСПУБЛИКИ ТАУЛАНИЯ", "Отдел культуры Республики Таулания"),
        (
            "Озёрная Республика\nЗаречный район\nАДМИНИСТРАЦИЯ",
            "Администрация Заречного района Озёрной Республики",
        ),
        (
            "РЕЧНАЯ ОБЛАСТЬ\nМУНИЦИПАЛЬНОЕ ОБРАЗОВАНИЕ\n«ТАЁЖНЫЙ РАЙОН»\nМЭР",
            "Мэр муниципального образования «Таёжный район» Речной области",
        ),
        (
            "Министерство образования Степной области\n"
            "Государственное бюджетное учреждение\n«Центр творчества»\n(ГБУ «ЦТ»)",
            "Государственное бюджетное учреждение «Центр творчества»",
        ),
        (
            "МИНИСТЕРСТВО ЗДРАВООХРАНЕНИЯ\nЯСНОЙ ОБЛАСТИ\n(МИНЗДРАВ ЯСНОЙ ОБЛАСТИ)",
            "Министерство здравоохранения Ясной области",
        ),
        (
            "КАМЕНСКАЯ ОБЛАСТЬ\nАДМИНИСТРАЦИЯ СЕЛЬСКОГО ПОСЕЛЕНИЯ «ЗАЛЕСЬЕ»\nКОМИТЕТ ПО ТОРГОВЛЕ",
            "Комитет по торговле администрации сельского поселения «Залесье» Каменской области",
        ),
        (
            "АДМИНИСТРАЦИЯ ЛИПОВСКОГО РАЙОНА\nМКОУ «Ясеневская ООШ»",
            "МКОУ «Ясеневская ООШ»",
        ),
        (
            "Администрация города Липовска\nУправление образования",
            "Управление образования администрации города Липовска",
        ),
    ],
)
def test_the_issuer_follows_what_it_belongs_to(words: str, name: str) -> None:
    assert issuer_name(words) == name


def test_a_journal_is_no_act() -> None:
    preamble = (
        "В соответствии с Федеральным законом «О складах» (Собрание законодательства Российской "
        "Федерации, 1994 г. № 35, ст. 3648), постановлением Правительства области от 10 ноября "
        "1996 года № 1340"
    )
    order = Order(
        source=Source("order.txt", "0" * 64, "text", 1),
        header=Header(preamble=Quote(preamble)),
        clauses=(),
        signatures=(),
        annexes=(),
    )

    (reference,) = find_references(order)
    assert (reference.doc_type, reference.number) == ("постановление", "1340")
    assert reference.date == dt.date(1996, 11, 10)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("по школе № 5", "Школа № 5"),
        ("ПО УПРАВЛЕНИЮ ОБРАЗОВАНИЯ", "Управление образования"),
        ("по Ивовскому отделу образования", "Ивовский отдел образования"),
        ("управления образования Ивовского района", "управление образования Ивовского района"),
    ],
)
def test_the_issuer_below_the_kind_of_act_comes_to_the_nominative(words: str, name: str) -> None:
    assert order_issuer(Header(issuer=Quote(words))) == name


def test_the_act_itself_is_no_other_act() -> None:
    assert not read_acts("Направить настоящее решение в комиссии участков № 1401–1427.")


@pytest.mark.parametrize(
    "clause",
    [
        "Внести в приказ отдела от 05.08.2024 № 310-од изменение, исключив пункт 4.",
        "Внести изменения в приказ отдела от 05.08.2024 № 310-од.",
        "Внести в Порядок, принятый приказом от 05.08.2024 № 310-од, следующие изменения:",
    ],
)
def test_an_act_that_is_changed(clause: str) -> None:
    order = Order(
        source=Source("order.txt", "0" * 64, "text", 1),
        header=Header(),
        clauses=(Clause("1", "1", None, Quote(clause)),),
        signatures=(),
        annexes=(),
    )

    assert [each.relation for each in find_references(order)] == ["amends"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("приказы отдела от 27.06.2014 № 51 о/д, от 08.09.2014 № 70 о/д.", ["51 о/д", "70 о/д"]),
        ("закона «О складах» в части сроков (приложение № 1)", []),
        (
            "постановления от 03.10.2017 № 411 «О программе «Новые склады», приказа отдела от"
            " 24.02.2016 № 134",
            ["411", "134"],
        ),
    ],
)
def test_numbers_of_acts_beside_quotes_and_annexes(text: str, acts: list[str]) -> None:
    assert [act.number for act in read_acts(text)] == acts


@pytest.mark.parametrize(
    ("head", "relation"),
    [
        ("Признать утратившими силу:", "repeals"),
        ("Внести изменения в следующие приказы:", "amends"),
        ("Отделу кадров изучить:", "mentions"),
    ],
)
def test_the_head_of_a_list_says_what_becomes_of_the_acts_below(head: str, relation: str) -> None:
    order = Order(
        source=Source("order.txt", "0" * 64, "text", 1),
        header=Header(),
        clauses=(
            Clause("3", "3", None, Quote(head)),
            Clause(None, "3/-1", "3", Quote("приказ отдела от 05.08.2024 № 310 «О складах»;")),
        ),
        signatures=(),
        annexes=(),
    )

    assert [each.relation for each in find_references(order)] == [relation]


@pytest.mark.parametrize(
    ("text", "kind", "number", "date", "issuer"),
    [
        ("законом края N 12-З «О садах» от 21.12.1994", "закон", "12-З", "1994-12-21", "край"),
        ("ФЗ «О лесе» от 18 ноября 1994 г. № 6 ФЗ", "федеральный закон", "6-ФЗ", "1994-11-18",
         None),
        ("законом края от 01.03. 1996 N 7", "закон", "7", "1996-03-01", "край"),
        ("Решение N 26/5 от 22.06.2006 Совета депутатов города Озёрска признать утратившим силу",
         "решение", "26/5", "2006-06-22", "Совет депутатов города Озёрска"),
        ("решения комитета от 20 февраля 2004 года, протокол №1", "решение", None, "2004-02-20",
         "комитет"),
        ("РАСПОРЯЖЕНИЕ АДМИНИСТРАЦИИ ОТ 16.08.2011 № 95-Р", "распоряжение", "95-Р", "2011-08-16",
         "Администрация"),
    ],
)  # fmt: skip
def test_where_number_date_and_issuer_may_stand(
    text: str, kind: str, number: str | None, date: str, issuer: str | None
) -> None:
    (act, *_) = read_acts(text)

    assert (act.kind, act.number, act.issuer) == (kind, number, issuer)
    assert act.date == dt.date.fromisoformat(date)


def test_a_number_without_a_digit_is_none() -> None:
    assert read_acts("Постановление администрации № документа: О сборе") == []


def test_items_that_give_date_and_number_take_the_act_of_their_head() -> None:
    head = "Признать утратившими силу постановления администрации Лугового района:"
    order = Order(
        source=Source("order.txt", "0" * 64, "text", 1),
        header=Header(),
        clauses=(
            Clause("2", "2", None, Quote(head)),
            Clause(None, "2/-1", "2", Quote("от 13.02.2017 N 19 «О рынке»;")),
            Clause(None, "2/-2", "2", Quote("от 26.04.2018 N 47 «О саде».")),
        ),
        signatures=(),
        annexes=(),
    )
    found = find_references(order)

    assert [(act.number, act.title, act.issuer) for act in found] == [
        ("19", "О рынке", "администрация Лугового района"),
        ("47", "О саде", "администрация Лугового района"),
    ]
    assert {act.relation for act in found} == {"repeals"}
    assert found[0].words.text == "13.02.2017 N 19 «О рынке»"
