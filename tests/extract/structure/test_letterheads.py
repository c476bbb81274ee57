"""Letterheads as they are: two languages, editors' remarks, titles above the act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract.order import Order, Quote
from extract.structure.bilingual import is_other_language

Build = Callable[..., Order]
BODY = ("1. Провести проверку.", "Начальник отдела\tИ.И. Белова")


def text(quote: Quote | None) -> str | None:
    return quote.text if quote else None


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (
            [
                "ТАУЛЫ РЕСПУБЛИКАҺЫ\tРЕСПУБЛИКА ГОРНАЯ\nХАКИМИӘТЕ\tАДМИНИСТРАЦИЯ РАЙОНА",
                "ҠАРАР\t\tПОСТАНОВЛЕНИЕ",
                "«12» апрель 2019 й.\t№ 17\t«12» апреля 2019 г.",
            ],
            "РЕСПУБЛИКА ГОРНАЯ\nАДМИНИСТРАЦИЯ РАЙОНА",
        ),
        (
            [
                "ИСПОЛНИТЕЛЬНЫЙ КОМИТЕТ\nОЗЁРНОГО РАЙОНА",
                "КҮЛ МУНИЦИПАЛЬ РАЙОНЫ\nБАШКАРМА КОМИТЕТЫ",
                "ПОСТАНОВЛЕНИЕ\nКАРАР",
                "12.04.2019",
                "№ 17",
            ],
            "ИСПОЛНИТЕЛЬНЫЙ КОМИТЕТ\nОЗЁРНОГО РАЙОНА",
        ),
        (
            [
                "Кÿлĕ районĕн\tОзёрский район\nадминистрацийĕ\tАДМИНИСТРАЦИЯ",
                "ЙЫШĂНУ\tПОСТАНОВЛЕНИЕ",
                "12.04.2019 17 №\t12.04.2019 № 17",
            ],
            "Озёрский район\nАДМИНИСТРАЦИЯ",
        ),
    ],
)
def test_the_other_language_names_no_issuer(order: Build, head: Sequence[str], issuer: str) -> None:
    read = order(*head, "О проверке складов", "В целях порядка ПОСТАНОВЛЯЮ:", *BODY)

    assert text(read.header.issuer) == issuer
    assert text(read.header.doc_type) == "ПОСТАНОВЛЕНИЕ"
    assert text(read.header.number) == "№ 17"
    assert "2019" in (text(read.header.date) or "")
    assert text(read.header.title) == "О проверке складов"
    assert not read.residue


@pytest.mark.parametrize(
    "words", ["О завозе грузов в дальние районы области", "Муниципальный район", "Комитет"]
)
def test_russian_is_not_taken_for_another_language(words: str) -> None:
    assert not is_other_language(words)


def test_a_title_may_end_with_a_word_that_another_language_has(order: Build) -> None:
    read = order(
        "Администрация района", "ПОСТАНОВЛЕНИЕ", "№ 5", "О завозе муки в дальние районы", *BODY
    )

    assert text(read.header.title) == "О завозе муки в дальние районы"


@pytest.mark.parametrize(
    "remark",
    [
        "(в ред. постановлений администрации района\nот 13.04.2004 N 91-П, от 08.09.2004 N 192-П)",
        "Утратило силу - Постановление администрации района\nот 28.11.2013 г. № 1310",
        "Принято\nглавой администрации района\n3 февраля 2004 года",
        "Постановлением главы района от 3 мая 2012 г. N 39 настоящее постановление признано"
        " утратившим силу",
    ],
)
def test_an_editors_remark_is_no_title(order: Build, remark: str) -> None:
    read = order(
        "АДМИНИСТРАЦИЯ РАЙОНА",
        "ПОСТАНОВЛЕНИЕ",
        "от 1 февраля 2004 г. N 31-П",
        "О проверке складов",
        remark,
        "В целях порядка постановляю:",
        *BODY,
    )

    assert text(read.header.title) == "О проверке складов"
    assert text(read.header.preamble) == "В целях порядка"
    assert not read.residue


def test_a_title_that_a_page_repeats_above_the_letterhead_is_furniture(order: Build) -> None:
    read = order(
        "Сельское поселение",
        "О проверке складов\nи подвалов",
        "АДМИНИСТРАЦИЯ СЕЛЬСКОГО ПОСЕЛЕНИЯ",
        "ПОСТАНОВЛЕНИЕ",
        "от 20.10.2020\t№ 248",
        "О проверке складов\nи подвалов",
        "В целях порядка постановляю:",
        *BODY,
    )

    assert text(read.header.issuer) == "АДМИНИСТРАЦИЯ СЕЛЬСКОГО ПОСЕЛЕНИЯ"
    assert text(read.header.title) == "О проверке складов и подвалов"


def test_an_issuer_may_stand_below_the_kind_of_act(order: Build) -> None:
    read = order(
        "ПРИКАЗ № 45 от 01.09.2022 г.",
        "МБДОУ «Детский сад «Ручеёк»",
        "«О дежурстве»",
        "На основании правил ПРИКАЗЫВАЮ:",
        *BODY,
    )

    assert text(read.header.issuer) == "МБДОУ «Детский сад «Ручеёк»"
    assert text(read.header.title) == "«О дежурстве»"


def test_a_form_nobody_filled_in_and_its_corner_marks_are_furniture(order: Build) -> None:
    read = order(
        "МИНИСТЕРСТВО ЯСНОЙ ОБЛАСТИ",
        "ПРИКАЗ",
        "от «____» ___________ 2015 г.  № ______",
        "г. Ясный",
        "┌        ┐",
        "Об утверждении плана",
        "└        ┘",
        "приказываю:",
        *BODY,
    )

    assert text(read.header.title) == "Об утверждении плана"
    assert text(read.header.place) == "г. Ясный"
    assert read.header.number is None


@pytest.mark.parametrize("command", ["постановила:", "постановил:", "постановляет:", "решила:"])
def test_a_commission_commands_in_the_past_tense(order: Build, command: str) -> None:
    read = order(
        "ИЗБИРАТЕЛЬНАЯ КОМИССИЯ РАЙОНА",
        "ПОСТАНОВЛЕНИЕ",
        "№ 12/57",
        "О календарном плане",
        f"В соответствии с законом избирательная комиссия\n{command}",
        *BODY,
    )

    assert text(read.header.command) == command
    assert read.clauses[0].number == "1"


def test_date_and_number_below_the_kind_of_act_win(order: Build) -> None:
    read = order(
        "Главная » Документы",
        "483-п от 17.04.2019",
        "Скачать",
        "АДМИНИСТРАЦИЯ РАЙОНА",
        "ПОСТАНОВЛЕНИЕ",
        "17.04.2019 № 483-п",
        "О проверке складов",
        "В целях порядка постановляю:",
        *BODY,
    )

    assert text(read.header.number) == "№ 483-п"
    assert text(read.header.date) == "17.04.2019"
    assert text(read.header.title) == "О проверке складов"
    assert not read.residue


def test_reference_data_above_the_kind_of_act_stay_where_there_are_no_others(order: Build) -> None:
    read = order("АДМИНИСТРАЦИЯ РАЙОНА", "17.04.2019 № 483-п", "ПРИКАЗ", "О складах", *BODY)

    assert text(read.header.number) == "№ 483-п"


def test_a_word_behind_the_number_sign_is_no_number(order: Build) -> None:
    read = order("АДМИНИСТРАЦИЯ РАЙОНА", "ПРИКАЗ", "№ приказа", "17.04.2019", "О складах", *BODY)

    assert read.header.number is None


def test_a_pages_status_line_opens_no_annex(order: Build) -> None:
    read = order(
        "Городское поселение Лесное",
        "О проверке складов",
        "Статус:",
        "Утвержден",
        "Заслушав доклад, СОВЕТ РЕШИЛ:",
        *BODY,
    )

    assert text(read.header.command) == "РЕШИЛ:"
    assert [clause.number for clause in read.clauses] == ["1"]


def test_an_issuer_named_again_beside_the_kind_of_act_is_kept(order: Build) -> None:
    read = order(
        "Отдел образования района",
        "Приказ отдела образования от 05.03.2021 № 14 «О складах»",
        "приказываю:",
        *BODY,
    )

    assert text(read.header.issuer) == "Отдел образования района"
    assert text(read.header.number) == "№ 14"
    assert not read.residue


def test_a_word_between_lines_of_the_other_language_is_of_it_too(order: Build) -> None:
    read = order(
        "РЕСПУБЛИКА ТАУЛЫ\nОТДЕЛ КУЛЬТУРЫ",
        "ТАУЛЫ РЕСПУБЛИКАСЫ\nКУЛТАШ\nМУНИЦИПАЛЬ РАЙОНЫ",
        *("ПРИКАЗ", "12.04.2019 № 17", "О проверке складов", "В целях порядка ПРИКАЗЫВАЮ:", *BODY),
    )

    assert text(read.header.issuer) == "РЕСПУБЛИКА ТАУЛЫ\nОТДЕЛ КУЛЬТУРЫ"
