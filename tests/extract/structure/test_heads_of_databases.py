"""Heads as legal databases print them: a council's session, who passed the act, remarks, dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract.document import Place
from extract.order import Order, Quote
from extract.structure.head_lines import is_session, part_remark, title_on_line
from extract.structure.lines import Line, close_spacing

Build = Callable[..., Order]
BODY = ("В целях порядка ПОСТАНОВЛЯЮ:", "1. Провести проверку.", "Глава района\tИ.И. Белов")


def text(quote: Quote | None) -> str | None:
    return quote.text if quote else None


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (
            [
                "Обычный режим",
                "Третья сессия городской Думы 5-го созыва",
                "ОЗЁРСКАЯ ГОРОДСКАЯ ДУМА",
                "Третья сессия пятого созыва",
                "РЕШЕНИЕ",
                "от 5 мая 2012 г. № 8",
            ],
            "ОЗЁРСКАЯ ГОРОДСКАЯ ДУМА",
        ),
        (
            [
                "РЕЧНАЯ ОБЛАСТЬ",
                "МУНИЦИПАЛЬНОЕ ОБРАЗОВАНИЕ «ГОРОД ЛУГОВ»",
                "ЛУГОВСКИЙ ГОРОДСКОЙ СОВЕТ ДЕПУТАТОВ",
                "РЕШЕНИЕ",
                "№ 5/08 от 28 марта 2019 года (принято на пятом заседании)",
            ],
            "РЕЧНАЯ ОБЛАСТЬ\nМУНИЦИПАЛЬНОЕ ОБРАЗОВАНИЕ «ГОРОД ЛУГОВ»\n"
            "ЛУГОВСКИЙ ГОРОДСКОЙ СОВЕТ ДЕПУТАТОВ",
        ),
        (["Правовые акты города", "Распоряжение мэра Озёрска", "№ 18-РМ от 10 апреля 2002 г."],
         "мэра Озёрска"),
        (["Решение Совета депутатов Лугового района", "Речной области", "от 4 апреля 2012 г. N 35"],
         "Совета депутатов Лугового района\nРечной области"),
        (["Поиск", "П О С Т А Н О В Л Е Н И Е", "ГЛАВЫ АДМИНИСТРАЦИИ РЕЧНОЙ ОБЛАСТИ",
          "от 15 мая 2000 года\tN 296"], "ГЛАВЫ АДМИНИСТРАЦИИ РЕЧНОЙ ОБЛАСТИ"),
        (["Речная область", "Распоряжение от 3 декабря 2004 года № 41-р", "О конкурсе", "Принято",
          "Администрацией Лугового района", "3 декабря 2004 года"],
         "Администрацией Лугового района"),
    ],
)  # fmt: skip
def test_the_issuer_of_a_page(order: Build, head: Sequence[str], issuer: str) -> None:
    lines = [*head] if "О конкурсе" in head else [*head, "О конкурсе"]
    read = order(*lines, *BODY)

    assert text(read.header.issuer) == issuer
    assert text(read.header.title) == "О конкурсе"
    assert read.header.date is not None
    assert read.header.number is not None
    assert read.residue == ()


@pytest.mark.parametrize(
    "remark",
    [
        ["Утратил силу на основании", "Приказа Министерства труда", "от 10 мая 2018 года N 13"],
        ["Утратилo силу - Постановление", "Главы района", "от 1 июня 2015 г. N 49"],
        ["Утратило силу –", "Постановление Правительства", "Речной области", "от 22.06.2020 № 434"],
        ["Регистрационный № 4725"],
        ["{Утратило силу: Постановлением администрации от 24.03.2009 N 85-пп}"],
        ["В официальном тексте документа, видимо, опечатка: от 1.2.2001 N 5"],
        ["Решением Думы от 4 мая 2003 г. N 11 настоящее решение снято с контроля"],
        ["(принято на третьем заседании", "городской Думы четвёртого созыва)"],
        ["27 августа 2007 г., 18 ноября 2008 г."],
    ],
)
def test_a_remark_gives_no_number_no_date_and_no_title(order: Build, remark: Sequence[str]) -> None:
    head = order(
        "АДМИНИСТРАЦИЯ РАЙОНА", "ПОСТАНОВЛЕНИЕ", "от 2 марта 1998 г. № 7", *remark, "О рынке", *BODY
    ).header

    assert text(head.number) == "№ 7"
    assert text(head.date) == "от 2 марта 1998 г."
    assert text(head.title) == "О рынке"
    assert text(head.preamble) == "В целях порядка"


def test_number_and_title_on_the_line_of_the_kind(order: Build) -> None:
    head = order(
        "Администрация\nсельское поселение «Луговое»",
        "ПОСТАНОВЛЕНИЕ № 8 от «01» апреля 2011 г ОБ УБОРКЕ УЛИЦ",
        *BODY,
    ).header

    assert text(head.number) == "№ 8"
    assert text(head.title) == "ОБ УБОРКЕ УЛИЦ"


def test_date_and_number_below_the_kind_win_over_a_pages_date(order: Build) -> None:
    head = order(
        "О карантине в селе Луговом",
        "14 января 2019 г.",
        "ПРИКАЗ",
        "10 января 2019 года\t№ 3",
        *BODY,
    ).header

    assert text(head.date) == "10 января 2019 года"
    assert text(head.title) == "О карантине в селе Луговом"
    assert head.issuer is None


def test_the_pages_line_fills_what_the_head_leaves_out(order: Build) -> None:
    head = order(
        "Распоряжение главы Лугова от 23.07.1997 № 79-р",
        "ГЛАВА ЛУГОВА\nРАСПОРЯЖЕНИЕ",
        "О субботнике",
        *BODY,
    ).header

    assert text(head.number) == "№ 79-р"
    assert text(head.date) == "от 23.07.1997"
    assert text(head.title) == "О субботнике"


def test_the_act_wins_over_a_short_line_that_names_it_all(order: Build) -> None:
    head = order(
        "РЕШЕНИЕ Озёрской Думы от 28.12.2005 № 34",
        "«О РЫНКЕ»",
        "Официальная публикация в СМИ:",
        "ОЗЁРСКАЯ ДУМА\nРЕШЕНИЕ\nот 28 декабря 2005 г. № 34",
        "О РЫНКЕ",
        *BODY,
    ).header

    assert text(head.issuer) == "ОЗЁРСКАЯ ДУМА"
    assert text(head.title) == "О РЫНКЕ"


def test_a_short_line_that_names_it_all_is_the_head_where_no_other_is(order: Build) -> None:
    head = order("РЕШЕНИЕ Озёрской Думы от 28.12.2005 № 34", "О РЫНКЕ", *BODY).header

    assert text(head.issuer) == "Озёрской Думы"
    assert text(head.number) == "№ 34"


def test_a_territory_stays_with_its_issuer_below_a_pages_title(order: Build) -> None:
    head = order(
        "Указ губернатора Речной области от 28.09.2004 № 8",
        "О собрании",
        "РЕЧНАЯ ОБЛАСТЬ\nГУБЕРНАТОР\nУКАЗ",
        "от 28.09.2004 № 8",
        "О собрании",
        *BODY,
    ).header

    assert text(head.issuer) == "РЕЧНАЯ ОБЛАСТЬ\nГУБЕРНАТОР"


def test_an_editors_remark_ends_the_title(order: Build) -> None:
    head = order(
        "АДМИНИСТРАЦИЯ",
        "ПОСТАНОВЛЕНИЕ\n14.07.2009 № 34",
        "О комиссии (в редакции постановления от 29.04.2011 № 17)",
        *BODY,
    ).header

    assert text(head.title) == "О комиссии"


def test_the_council_that_decides_stands_behind_the_title(order: Build) -> None:
    head = order(
        "ОЗЁРСКАЯ ОБЛАСТНАЯ ДУМА",
        "ПОСТАНОВЛЕНИЕ",
        "от 02.03.2006 N 34",
        "О законе «О музеях»",
        "Озёрская областная Дума",
        "ПОСТАНОВЛЯЕТ:",
        "1. Принять закон.",
    ).header

    assert text(head.title) == "О законе «О музеях»"
    assert text(head.preamble) == "Озёрская областная Дума"


def test_a_title_may_end_with_a_line_that_begins_like_a_body(order: Build) -> None:
    head = order(
        "ГЛАВА ЛУГОВОГО РАЙОНА",
        "ПОСТАНОВЛЕНИЕ",
        "от 24 марта 2008 г. N 74",
        "ОБ УБОРКЕ ЛУГОВОГО",
        "МУНИЦИПАЛЬНОГО РАЙОНА",
        "Постановляю:",
        "1. Убрать улицы.",
    ).header

    assert text(head.title) == "ОБ УБОРКЕ ЛУГОВОГО МУНИЦИПАЛЬНОГО РАЙОНА"
    assert head.preamble is None


def test_place_and_date_below_the_signature(order: Build) -> None:
    read = order(
        "Решение от 17.02.2006 г № 32-Р",
        "О порядке",
        "1. Утвердить порядок.",
        "Глава района\nГ.Е. Белов",
        "с. Луговое",
        "17 февраля 2006 года",
        "N 32-р",
    )

    assert text(read.header.place) == "с. Луговое"
    assert read.annexes == ()


def test_a_date_between_two_signatures_parts_them_not(order: Build) -> None:
    read = order(
        "Решение от 23.12.2009 № 24", "О порядке", "1. Утвердить порядок.",
        "Глава города\nС.С. Белов", "25.12.2009", "Председатель Совета\nН.Н. Ольхин",
    )  # fmt: skip

    assert [each.person.text for each in read.signatures if each.person] == [
        "С.С. Белов",
        "Н.Н. Ольхин",
    ]


def test_remarks_between_clauses_order_nothing(order: Build) -> None:
    read = order(
        "АДМИНИСТРАЦИЯ\nПОСТАНОВЛЕНИЕ", "от 14.02.2019 N 16", "О комиссии", "Постановляю:",
        "По-видимому, в тексте выше опечатка.",
        "1. Создать комиссию.",
        "Постановлением от 1 мая 2020 г. N 7 в пункт 2 настоящего постановления внесены изменения",
        "2. Утвердить состав.",
    )  # fmt: skip

    assert [clause.text.text for clause in read.clauses] == [
        "Создать комиссию.",
        "Утвердить состав.",
    ]
    assert read.residue == ()


def test_a_misspelt_command_is_one(order: Build) -> None:
    read = order(
        "О празднике", "В целях подготовки", "п о с т н о в л я ю:", "1. Провести праздник."
    )

    assert text(read.header.command) == "п о с т н о в л я ю:"


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("Р А С П ОР Я Ж Е Н И Е", "РАСПОРЯЖЕНИЕ"),
        ("П О С Т А Н О В ЛЕ Н И Е", "ПОСТАНОВЛЕНИЕ"),
        ("п р и к азываю:", "приказываю:"),
        ("в с е м о к н а м", "всемокнам"),
    ],
)
def test_badly_spaced_words_are_closed(spaced: str, closed: str) -> None:
    assert close_spacing(spaced) == closed


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("Вторая сессия пятого созыва", True),
        ("(25-е заседание)", True),
        ("внеочередное заседание", True),
        ("О заседании Думы", False),
        ("ОЗЁРСКИЙ СОВЕТ", False),
    ],
)
def test_lines_of_a_session(line: str, session: bool) -> None:
    assert is_session(Line(line, 0, Place(1))) is session


def test_titles_and_remarks_on_a_line() -> None:
    assert title_on_line("№ 8 от 1 апреля 2011 г. О рынке") == (
        "№ 8 от 1 апреля 2011 г.",
        "О рынке",
    )
    assert title_on_line("№ 8 от 1 апреля 2011 г.") == ("№ 8 от 1 апреля 2011 г.", "")
    assert part_remark("О рынке (в ред. от 1.1.2010)") == ("О рынке", "(в ред. от 1.1.2010)")
    assert part_remark("О рынке (ярмарке)") == ("О рынке (ярмарке)", "")
