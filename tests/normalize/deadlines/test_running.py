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
        (
            "Обеспечить [в течение 2017-2018 учебного года] семинары.",
            "period",
            "2017-09-01/2018-05-31",
        ),
        ("Назначить слушания [на 15 июня 2017 года].", "date", "2017-06-15"),
        ("Педагогам провести [1 сентября] классный час.", "date", "2017-09-01"),
        ("[9 сентября] провести слет.", "date", "2017-09-09"),
        ("Сведения представлять [к 1 января и 1 июля ежегодно].", "recurring", None),
        ("Отчет за 2016 год сдать [до 20 июня 2017 года].", "date", "../2017-06-20"),
        ("Провести семинары [по отдельному графику].", "schedule", None),
        ("Лагерям [до начала летней кампании] провести осмотр.", "event", None),
        ("Осуществлять осмотр детей [после каникул].", "event", None),
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
        "Утвердить итоги конкурса, проведенного с 11 по 13 мая 2017 года.",
        "Поощрить участников слета, состоявшегося 12 мая 2017 года.",
        "Подготовить выборы, назначенные на 10 сентября 2017 года.",
        "Принять детей, достигших 7 лет на 1 сентября 2017 года.",
        "Сослаться на акт, зарегистрированный в реестре района 11 мая 2017 года.",
        "Исполнить приказ от 7 мая 2017 г. № 101-р и протокол от «16» мая 2017 г. № 2.",
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


@pytest.mark.parametrize(
    ("clause", "edtf"),
    [
        ("Провести 5 и 12 июня 2017 года уборку.", ["2017-06-05", "2017-06-12"]),
        ("Считать 19 июня и 26 июня 2017 года рабочими.", ["2017-06-19", "2017-06-26"]),
        ("Провести ярмарки в мае, июне и июле 2017 года.", ["2017-05", "2017-06", "2017-07"]),
        ("Прием начинается 1 июня и завершается 30 июня 2017 года.", ["2017-06-01", "2017-06-30"]),
    ],
)
def test_every_time_of_a_list_is_found(clause: str, edtf: list[str]) -> None:
    assert [item.edtf for item in find_deadlines(clause, order_date=ORDER).items] == edtf


def test_what_was_over_long_before_the_order_is_no_deadline() -> None:
    clause = "За период с 1 сентября 2015 года по 31 мая 2016 года проведены проверки."

    assert find_deadlines(clause, order_date=ORDER).items == ()


@pytest.mark.parametrize(
    ("clause", "edtf"),
    [
        ("Подготовить списки приглашённых до 20 июня 2017 года.", "../2017-06-20"),
        ("Подготовить списки приглашённых к 20 июня 2017 года.", "../2017-06-20"),
        ("Учесть записавшихся с 5 по 9 июня 2017 года.", "2017-06-05/2017-06-09"),
        ("Наградить отличившихся до 10 мая 2017 года.", None),
        ("Обобщить опыт проведенных с 2 по 5 мая 2017 года занятий.", None),
        ("Обобщить опыт проведенных с 2 по 5 мая занятий.", None),
    ],
)
def test_what_lies_ahead_of_the_order_is_not_past(clause: str, edtf: str | None) -> None:
    found = find_deadlines(clause, order_date=ORDER)

    assert [item.edtf for item in found.items] == ([edtf] if edtf else [])


def test_without_a_year_a_time_behind_a_participle_is_doubted() -> None:
    found = find_deadlines("Подготовить списки приглашённых до 20 июня.", order_date=ORDER)

    assert [item.edtf for item in found.items] == ["../2017-06-20"]
    assert [finding.code for finding in found.findings] == ["deadline.assumed"]


def test_a_past_event_lends_its_year_to_no_deadline() -> None:
    clause = "По итогам смотра, проведенного с 4 по 8 мая 2016 года, сдать отчет до 1 июня."

    assert [i.edtf for i in find_deadlines(clause, order_date=ORDER).items] == ["../2017-06-01"]


@pytest.mark.parametrize(
    ("clause", "edtf"),
    [
        ("Провести ярмарку.\nСрок: 1 июня\nОтв. директор Лапин В.В.", "2017-06-01"),
        ("Провести ярмарку, срок исполнения – 1 июня, ответственный Лапин В.В.", "2017-06-01"),
        ("Провести ярмарку. Срок – июнь. Ответственный: Лапин В.В.", "2017-06"),
        ("Провести ярмарку. Сроки проведения: II квартал 2017 г. Отв. Лапин", "2017-34"),
        ("Провести ярмарку. Дата: 01.06. Отв. Лапин В.В.", "2017-06-01"),
        ("Провести ярмарку. Срок представления отчета - 1 июня", "2017-06-01"),
        ("Указать в заявке дату рождения: 01.06.2005.", None),
        ("Срок действия договора 3 июня 2005 г. № 4 проверить.", None),
    ],
)
def test_a_label_makes_a_deadline_of_what_follows(clause: str, edtf: str | None) -> None:
    found = find_deadlines(clause, order_date=ORDER)

    assert [item.edtf for item in found.items] == ([edtf] if edtf else [])


@pytest.mark.parametrize(
    "clause",
    [
        "О подготовке жилищного фонда к зиме",
        "О готовности школ к новому 2017-2018 учебному году",
        "Утвердить акты приемки школ к новому учебному году.",
        "Проверить готовность котельных к отопительному сезону.",
        "Завершить переход техники к летнему сезону.",
        "Обеспечить подготовку поселка к 9 мая.",
        "Провести мероприятия к Дню Победы.",
        "Провести подготовку учреждений к началу учебного года.",
        "Утвердить паспорта школ к новому учебному году.",
    ],
)
def test_what_is_got_ready_for_is_no_deadline(clause: str) -> None:
    assert find_deadlines(clause, order_date=ORDER).items == ()


@pytest.mark.parametrize(
    ("clause", "edtf"),
    [
        ("К новому учебному году подготовить кабинеты.", "../2017-09-01"),
        ("Представить отчет к 9 июня.", "../2017-06-09"),
        ("Утвердить акты приемки школ к новому учебному году до 18 августа.", "../2017-08-18"),
        ("Завершить ремонт ул. 8 Марта до 1 июня.", "../2017-06-01"),
    ],
)
def test_an_aim_leaves_the_deadlines_alone(clause: str, edtf: str) -> None:
    assert [i.edtf for i in find_deadlines(clause, order_date=ORDER).items] == [edtf]


def test_a_number_listed_with_a_day_is_told() -> None:
    found = find_deadlines("Объявить 10 июня и 24 кроме июня санитарными днями.", order_date=ORDER)

    assert "deadline.part-unread" in {finding.code for finding in found.findings}
