"""Deadlines inside running text, and all the dates there that are none."""

from __future__ import annotations

import datetime as dt

import pytest

from normalize.deadlines import find_deadlines

ORDER = dt.date(2017, 5, 16)


@pytest.mark.parametrize(
    ("marked", "kind", "edtf"),
    [
        ("Разместить план на сайте отдела [в срок до 17 мая 2017 года].", "date", "../2017-05-17"),
        ("Школам [ежегодно до 10 июня] представлять отчет.", "recurring", None),
        ("[Ежемесячно, до 5 числа], направлять сведения.", "recurring", None),
        ("Провести [20 мая 2017 года] районный слет.", "date", "2017-05-20"),
        ("Провести [с 15 по 30 сентября 2017 года] месячник.", "period", "2017-09-15/2017-09-30"),
        ("Директору школы № 5 [до 01.06.2017] завершить ремонт.", "date", "../2017-06-01"),
        ("Провести [в мае-июне 2017 года] опрос.", "period", "2017-05/2017-06"),
        ("Обеспечить [до конца 2017 года] ремонт.", "date", "../2017-12-31"),
        ("[В течение 3 рабочих дней после получения] представить план.", "event", None),
        ("[Незамедлительно] сообщать о происшествиях.", "event", None),
        ("[По мере необходимости] проводить проверки.", "event", None),
        ("Проводить заседания [не реже одного раза в квартал].", "recurring", None),
        ("Осуществлять контроль [постоянно].", "continuous", None),
        ("Приказ вступает в силу [с 1 сентября 2017 года].", "date", "2017-09-01/.."),
        ("Обеспечить [в течение 2017-2018 учебного года] семинары.", "period", "2017-09/2018-05"),
        ("Назначить слушания [на 15 июня 2017 года].", "date", "2017-06-15"),
    ],
)
def test_a_clause_gives_its_deadline_and_where_it_stands(
    marked: str, kind: str, edtf: str | None
) -> None:
    clause = marked.replace("[", "").replace("]", "")
    words = marked.partition("[")[2].partition("]")[0]

    (item,) = find_deadlines(clause, order_date=ORDER).items

    assert clause[slice(*item.span)] == words
    assert (item.text, item.kind, item.edtf) == (words, kind, edtf)


@pytest.mark.parametrize(
    "clause",
    [
        "Контроль за исполнением приказа оставляю за собой.",
        "В соответствии с приказом департамента от 11.04.2017 № 1079 утвердить план.",
        "Признать утратившим силу приказ от 12.03.2015 № 45 «О конкурсе до 1 июня 2017 года».",
        "Распоряжение от 15.05.2017 г. N 34-р отменить.",
        "Утвердить план мероприятий на 2017-2018 годы согласно приложению № 1.",
        "Утвердить программу «Развитие на 2014-2020 годы».",
        "Об итогах I полугодия 2017 года.",
        "Сведения за первый квартал 2017 года.",
        "Данные по состоянию на 01.06.2017.",
        "Петрова Анна Ивановна, 12.03.1980 года рождения.",
        "Петрова Анна Ивановна, 15.04.1985 г.р., паспорт выдан 12.05.2005.",
        "Организовать отдых детей в возрасте от 7 до 15 лет.",
        "Создать постоянно действующую комиссию.",
        "Постановление вступает в силу со дня его подписания.",
        "Установить, что в 2017 году отдых оплачивает район.",
        "Выделить 12.05 тыс. рублей по пункту 5.1 плана.",
        "Довести приказ до 10 учреждений.",
        "Работать с 8.00 до 17.00 часов.",
        "Закрепить пять школ с 1 по 4 класс.",
        "Оборудовать рабочую среду учителя.",
        "",
    ],
)
def test_dates_of_other_things_are_no_deadlines(clause: str) -> None:
    reading = find_deadlines(clause, order_date=ORDER)

    assert reading.items == ()
    assert reading.findings == ()


def test_a_clause_may_set_several_deadlines() -> None:
    clause = "Отчеты представить до 1 июля, 1 октября, 25 декабря 2017 г."

    ends = [item.end for item in find_deadlines(clause, order_date=ORDER).items]

    assert ends == [dt.date(2017, 7, 1), dt.date(2017, 10, 1), dt.date(2017, 12, 25)]


def test_what_was_over_long_before_the_order_is_no_deadline() -> None:
    clause = "За период с 1 сентября 2015 года по 31 мая 2016 года проведены проверки."

    assert find_deadlines(clause, order_date=ORDER).items == ()
