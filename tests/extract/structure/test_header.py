"""The head of an order in the ways that clerks set it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.order import Order
from extract.structure.issuers import issuer_lines

Build = Callable[..., Order]
BODY = ("1. Провести проверку.", "Начальник отдела\tИ.И. Белова")


@pytest.mark.parametrize(
    ("head", "kind", "number", "date"),
    [
        (["ПРИКАЗ", "«16» мая 2017 г.", "№ 663"], "ПРИКАЗ", "№ 663", "«16» мая 2017 г."),
        (["П Р И К А З", "05.03.2021\t№ 140а"], "ПРИКАЗ", "№ 140а", "05.03.2021"),
        (["ПРИКАЗ № 01-03/56-од от 01.09.2020 г."], "ПРИКАЗ", "№ 01-03/56-од", "от 01.09.2020 г."),
        (
            ["ПОСТАНОВЛЕНИЕ", "от 12 января 2015 года   с. Заречное   № 45/1"],
            "ПОСТАНОВЛЕНИЕ",
            "№ 45/1",
            "от 12 января 2015 года",
        ),
        (
            ["Р А С П О Р Я Ж Е Н И Е", "№ 12-р", "от «_3_» июня 2009 г."],
            "РАСПОРЯЖЕНИЕ",
            "№ 12-р",
            None,
        ),
        (["05.02.2008 № 7", "ПРИКАЗ"], "ПРИКАЗ", "№ 7", "05.02.2008"),
        (["Приказ", "от 1 марта 2011 г. N 33-п"], "Приказ", "N 33-п", "от 1 марта 2011 г."),
        (["ПРИКАЗ", "01.02.2003\t№ 84 о/д"], "ПРИКАЗ", "№ 84 о/д", "01.02.2003"),
        (["ПРИКАЗ № 12 п от 01.02.2003"], "ПРИКАЗ", "№ 12 п", "от 01.02.2003"),
        (["ПРИКАЗ", "№ 12 § 3", "01.02.2003"], "ПРИКАЗ", "№ 12 § 3", "01.02.2003"),
        (["ПРИКАЗ", "№ 7 лс", "01.02.2003"], "ПРИКАЗ", "№ 7 лс", "01.02.2003"),
        (["РЕШЕНИЕ", "« 5 » марта 2 0 1 2 г.\t№ 4"], "РЕШЕНИЕ", "№ 4", "« 5 » марта 2 0 1 2 г."),
    ],
)
def test_kind_number_and_date_are_told_apart(
    order: Build, head: list[str], kind: str, number: str, date: str | None
) -> None:
    header = order("Отдел образования района", *head, "О проверке", "приказываю:", *BODY).header

    assert header.doc_type is not None
    assert header.doc_type.text == kind
    assert header.number is not None
    assert header.number.text == number
    assert header.date is not None
    assert date is None or header.date.text == date


@pytest.mark.parametrize(
    "place", ["п. Озёрный", "г. Старая Русса", "с.Заречное", "пгт Лесной", "ст. Каменная"]
)
def test_a_place_stands_alone(order: Build, place: str) -> None:
    header = order(
        "Отдел образования", "ПРИКАЗ", place, "№ 5", "О мерах", "приказываю:", *BODY
    ).header

    assert header.place is not None
    assert header.place.text == place


@pytest.mark.parametrize(
    "title",
    [
        ["Об утверждении плана"],
        ["Об утверждении плана", "по подготовке к зиме"],
        ["О внесении изменений в приказ", "от 05.03.2020 № 45", "«О комиссии»"],
        ["«Об организации питания", "в 2020/2021 учебном году»"],
    ],
)
@pytest.mark.parametrize(
    "preamble",
    [
        "В соответствии с планом работы отдела",
        "На основании приказа от 01.02.2020 № 5 и в целях подготовки",
        "Во исполнение поручения главы района",
        "С целью повышения качества",
        "Рассмотрев ходатайство школы",
    ],
)
def test_title_ends_where_the_preamble_begins(
    order: Build, title: list[str], preamble: str
) -> None:
    header = order(
        "Отдел", "ПРИКАЗ", "01.02.2021\t№ 5", *title, preamble, "приказываю:", *BODY
    ).header

    assert header.title is not None
    assert header.title.text == " ".join(title)
    assert header.preamble is not None
    assert header.preamble.text == preamble


@pytest.mark.parametrize(
    "command",
    [
        "приказываю:",
        "ПРИКАЗЫВАЮ:",
        "п р и к а з ы в а ю:",
        "П Р И К А З Ы В А Ю :",
        "ПОСТАНОВЛЯЕТ:",
        "обязываю:",
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_command_is_found_in_every_spelling(order: Build, command: str, inline: bool) -> None:
    preamble = "В целях проверки"
    parts = [f"{preamble} {command}"] if inline else [preamble, command]
    header = order("Отдел", "ПРИКАЗ", "01.02.2021\t№ 5", "О проверке", *parts, *BODY).header

    assert header.command is not None
    assert header.command.text == command
    assert header.preamble is not None
    assert header.preamble.text == preamble


def test_state_and_address_lines_are_furniture(order: Build) -> None:
    header = order(
        "РОССИЙСКАЯ ФЕДЕРАЦИЯ",
        "АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА",
        "ПОСТАНОВЛЕНИЕ",
        "тел. 2-12-45, факс 2-13-00",
        "01.02.2021 № 5",
        "О проверке",
        "постановляю:",
        *BODY,
    ).header

    assert header.issuer is not None
    assert header.issuer.text == "АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА"
    assert [each.text for each in header.furniture] == [
        "РОССИЙСКАЯ ФЕДЕРАЦИЯ",
        "тел. 2-12-45, факс 2-13-00",
    ]


def test_a_title_beside_the_kind_of_act_is_read(order: Build) -> None:
    header = order(
        "Приказ управления образования города от 05.03.2021 № 140 «О питании»", "приказываю:", *BODY
    ).header

    assert header.issuer is not None
    assert header.issuer.text == "управления образования города"
    assert header.number is not None
    assert header.number.text == "№ 140"
    assert header.title is not None
    assert header.title.text == "«О питании»"


def test_an_unfilled_form_gives_no_number(order: Build) -> None:
    header = order("Отдел", "ПРИКАЗ", "от ________ № ____", "О мерах", "приказываю:", *BODY).header

    assert header.number is None
    assert header.date is None


@pytest.mark.parametrize(
    ("lines", "own"),
    [
        ("Администрация N района\nУправление образования администрации N района", 1),
        ("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nадминистрации города", 0),
        ("КАЛУЖСКАЯ ОБЛАСТЬ\nАДМИНИСТРАЦИЯ РАЙОНА", 1),
        ("Муниципальное учреждение\n«Школа № 5»\nгорода N", 0),
    ],
)
def test_issuer_is_the_last_body_of_a_letterhead(lines: str, own: int) -> None:
    body, above = issuer_lines(lines)
    parts = lines.split("\n")

    assert body == " ".join(parts[own:])
    assert above == " ".join(parts[:own])


@pytest.mark.parametrize(
    "within",
    ["по школе № 5", "по МКОУ «Ясеневская ООШ»", "По Ясеневскому отделу образования"],
)
def test_for_which_body_the_act_is(order: Build, within: str) -> None:
    rest = ("№ 12 от 30.08.2022", "О питании", "ПРИКАЗЫВАЮ:", *BODY)
    alone = order("ПРИКАЗ", within, *rest).header
    named_above = order("МКОУ «Ясеневская ООШ»", "ПРИКАЗ", within, *rest).header

    assert (alone.issuer and alone.issuer.text, alone.title and alone.title.text) == (
        within,
        "О питании",
    )
    assert named_above.title is not None
    assert named_above.title.text == "О питании"
    assert within in [each.text for each in named_above.furniture]


@pytest.mark.parametrize(
    "address",
    ["Директорам подведомственных учреждений", "Главным врачам больниц", "Начальнику отдела"],
)
def test_to_whom_the_act_goes_is_no_title(order: Build, address: str) -> None:
    header = order(
        "Отдел труда", "ПРИКАЗ", "№ 5 от 01.02.2015", address, "О пандусах", "приказываю:", *BODY
    ).header

    assert header.title is not None
    assert header.title.text == "О пандусах"
    assert address in [each.text for each in header.furniture]


def test_a_number_that_nobody_filled_in_hides_neither_date_nor_place(order: Build) -> None:
    header = order(
        *(
            "Отдел",
            "ПРИКАЗ",
            "от «21» апреля 2016 г.\tс. Ключи\t№ ____",
            "О складах",
            "приказываю:",
        ),
        *BODY,
    ).header

    assert header.number is None
    assert header.date is not None
    assert header.date.text == "от «21» апреля 2016 г."
    assert header.place is not None
    assert header.place.text == "с. Ключи"


def test_the_letter_that_the_act_answers_is_no_title(order: Build) -> None:
    read = order(
        *("Отдел", "ПРИКАЗ", "№ 5 от 01.02.2015", "На № ______ от ________", "О складах"),
        *("приказываю:", *BODY),
    )

    assert read.header.title is not None
    assert read.header.title.text == "О складах"
    assert not read.residue


def test_an_issuer_in_the_genitive_beside_the_kind_of_act(order: Build) -> None:
    header = order(
        "Приказ Финансового отдела администрации Лесного района\nот 5 ноября 2014 г. N 58\n"
        '"О складах"',
        "В целях порядка приказываю:",
        *BODY,
    ).header

    assert header.doc_type is not None
    assert header.doc_type.text == "Приказ"
    assert header.issuer is not None
    assert header.issuer.text == "Финансового отдела администрации Лесного района"
    assert header.title is not None
    assert header.title.text == '"О складах"'


@pytest.mark.parametrize("number", ["20-р", "822н"])
def test_letter_spacing_does_not_swallow_the_number_before_it(order: Build, number: str) -> None:
    read = order(
        *("Отдел", "ПРИКАЗ", "№ 5 от 01.02.2015", "О складах"),
        f"На основании распоряжения от 12.01.2015 № {number} п р и к а з ы в а ю:",
        *BODY,
    )

    assert read.header.preamble is not None
    assert read.header.preamble.text.endswith(f"№ {number}")
    assert not read.residue


def test_the_kind_of_act_in_a_column_of_the_letterhead(order: Build) -> None:
    header = order(
        *("МАОУ «Лицей № 4»\tПРИКАЗ", "г. Бор\t27.10.2023 № 212", "О неделе чтения", "ПРИКАЗЫВАЮ:"),
        *BODY,
    ).header

    assert header.doc_type is not None
    assert header.doc_type.text == "ПРИКАЗ"
    assert header.issuer is not None
    assert header.issuer.text == "МАОУ «Лицей № 4»"
