"""Who issues an act whose head does not say it."""

from __future__ import annotations

import pytest

from extract.document import Place
from extract.order import Clause, Header, Order, Quote, Signature, Source
from normalize.heading import act_number
from normalize.issuer_elsewhere import is_territory_alone, issuer_of_preamble, issuer_of_signature
from normalize.issuing import order_issuer
from normalize.parties.issuer import in_usual_letters

HERE = (Place(1),)


@pytest.mark.parametrize(
    ("preamble", "command", "issuer"),
    [
        ("В сфере торговли администрация Лугового района", "постановляет:",
         "Администрация Лугового района"),
        ("Руководствуясь Уставом города Озёрска Озёрский городской Совет депутатов", "решил:",
         "Озёрский городской Совет депутатов"),
        ('На основании Устава "Луговой район" Администрация Лугового района', "ПОСТАНОВЛЯЕТ:",
         "Администрация Лугового района"),
        ("Для работы избирательных комиссий избирательная комиссия Речной области",
         "п о с т а н о в л я е т:", "Избирательная комиссия Речной области"),
        ("Рассмотрев проект, ОЗЁРСКАЯ РАЙОННАЯ ДУМА", "РЕШИЛА:", "Озёрская районная дума"),
        # he orders himself, or nobody is named
        ("По предложению отдела культуры", "приказываю:", None),
        ("В целях порядка", "постановляет:", None),
        ("Рассмотрев обращение в Совет депутатов района", "решил:", None),
    ],
)  # fmt: skip
def test_the_subject_of_the_preamble(preamble: str, command: str, issuer: str | None) -> None:
    header = Header(preamble=Quote(preamble, HERE), command=Quote(command, HERE))

    assert issuer_of_preamble(header) == issuer


@pytest.mark.parametrize(
    ("post", "issuer"),
    [
        ("Начальник управления культуры города Озёрска", "Управление культуры города Озёрска"),
        ("И.о. начальника отдела спорта Лугового района", "Отдел спорта Лугового района"),
        ("Председатель Комитета Речной области по печати", "Комитет Речной области по печати"),
        ("Директор школы № 5 города Лугова", "Школа № 5 города Лугова"),
        # whose acts these are a signature does not tell
        ("Губернатор Речной области", None),
        ("Глава администрации Лугового района", None),
        ("Заместитель начальника управления культуры города Озёрска", None),
        ("Начальник управления", None),
        ("Министр", None),
    ],
)
def test_the_body_that_the_signatory_leads(post: str, issuer: str | None) -> None:
    order = Order(
        source=Source("order.txt", "0" * 64, "text", 1),
        header=Header(),
        clauses=(Clause("1", "1", None, Quote("Начать.", HERE)),),
        signatures=(Signature(Quote(post, HERE), Quote("И.И. Белов", HERE)),),
        annexes=(),
    )
    name, finding = issuer_of_signature(order)

    assert name == issuer
    assert (finding.code if finding else None) == ("header.issuer-inferred" if issuer else None)


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("Речная область", True),
        ("Речная область\nЛуговой район\nСельское поселение\n«Деревня Озёрная»", True),
        ("Речная область\nАдминистрация Лугового района", False),
        ("Озёрская городская Дума", False),
        ("Школа № 5", False),
    ],
)
def test_a_territory_is_no_issuer(words: str, alone: bool) -> None:
    assert is_territory_alone(words) is alone
    if alone:
        assert order_issuer(Header(issuer=Quote(words, HERE))) is None


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("Администрацией Лугового района (Речная обл.)", "Администрация Лугового района"),
        ("Министерством образования Речной области", "Министерство образования Речной области"),
        ("Главой администрации Речной области", "Глава администрации Речной области"),
        ("агентства по печати Речной области", "агентство по печати Речной области"),
        ("заместителя мэра Озёрска", "заместитель мэра Озёрска"),
        ("Избирательной комиссии Речной области", "Избирательная комиссия Речной области"),
    ],
)
def test_issuers_in_other_cases(words: str, issuer: str) -> None:
    assert order_issuer(Header(issuer=Quote(words, HERE))) == issuer


@pytest.mark.parametrize(
    ("shouted", "usual"),
    [
        ("АДМИНИСТРАЦИЯ ЛУГОВСКОГО СЕЛЬСОВЕТА", "Администрация Луговского сельсовета"),
        ("АДМИНИСТРАЦИЯ РЕЧИНСКОГО АВТОНОМНОГО ОКРУГА",
         "Администрация Речинского автономного округа"),
        ("СЛУЖБА РОССИЙСКОЙ ФЕДЕРАЦИИ ПО НАДЗОРУ", "Служба Российской Федерации по надзору"),
        ("ДУМА Лугового района", "Дума Лугового района"),
        ("АДМИНИСТРАЦИЯ ГОРОДА УСТЬ-ОЗЁРСКА", "Администрация города Усть-Озёрска"),
        ("ПРАВИТЕЛЬСТВО РЕЧИНО-ЛУГОВСКОЙ РЕСПУБЛИКИ",
         "Правительство Речино-Луговской Республики"),
        ("УЧЕБНО-МЕТОДИЧЕСКИЙ ЦЕНТР", "Учебно-методический центр"),
    ],
)  # fmt: skip
def test_names_in_capitals_keep_the_capitals_of_places(shouted: str, usual: str) -> None:
    assert in_usual_letters(shouted) == usual


@pytest.mark.parametrize(
    ("words", "number"),
    [("N 469-p", "469-р"), ("№ 69 ФЗ", "69-ФЗ"), ("№ 68-ФЗ", "68-ФЗ"), ("№ 5-N", "5-N")],
)
def test_numbers_with_a_stray_latin_letter_or_space(words: str, number: str) -> None:
    assert act_number(words) == number
