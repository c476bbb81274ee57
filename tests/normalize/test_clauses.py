"""Who a clause speaks to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from normalize.clauses import ClauseParties, clause_parties
from normalize.parties import PartyContext, read_parties

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SIGNATORY = "Рябова Т.К."


def read(text: str, signatory: str | None = SIGNATORY) -> ClauseParties:
    return clause_parties(text, context=PartyContext(), signatory=signatory)


def named(text: str) -> list[str]:
    return [party.name for party in read(text).parties]


@pytest.mark.parametrize(
    "text",
    [
        "Контроль за исполнением настоящего приказа оставляю за собой.",
        "5. Контроль исполнения данного приказа оставляю за собой.",
        "Контроль за выполнением распоряжения возлагаю на себя",
        "Контроль за исполнением постановления оставить за собой.",
    ],
)
def test_oversight_kept_names_the_signatory(text: str) -> None:
    found = read(text)

    assert [(p.name, p.kind) for p in found.parties] == [(SIGNATORY, "person")]
    assert found.persons == (SIGNATORY,)
    assert found.own


def test_oversight_kept_by_an_unknown_signatory_is_a_finding() -> None:
    found = read("Контроль оставляю за собой.", signatory=None)

    assert found.parties == ()
    assert [finding.code for finding in found.findings] == ["clause.signatory-unknown"]


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        (
            "Контроль за исполнением приказа возложить на заместителя начальника Лапину О.С.",
            "Лапина О.С.",
            "заместитель начальника",
        ),
        (
            "Контроль за исполнением постановления возложить на первого заместителя главы района "
            "Громова В.П.",
            "Громов В.П.",
            "первый заместитель главы района",
        ),
        (
            "Контроль возложить на Лапину О.С., заместителя начальника управления образования.",
            "Лапина О.С.",
            "заместитель начальника управления образования",
        ),
        (
            "Контроль возложить на заместителя главы по социальным вопросам (Лапина О.С.).",
            "Лапина О.С.",
            "заместитель главы по социальным вопросам",
        ),
        (
            "Контроль оставить за управляющим делами Громовым В.П.",
            "Громов В.П.",
            "управляющий делами",
        ),
        (
            "Контроль за исполнением приказа поручить заместителю начальника Лапиной О.С.",
            "Лапина О.С.",
            "заместитель начальника",
        ),
        (
            "На заместителя директора Лапину О.С. возложить обязанности по ведению сайта.",
            "Лапина О.С.",
            "заместитель директора",
        ),
        (
            "Возложить персональную ответственность за жизнь детей на директора школы Громова В.П.",
            "Громов В.П.",
            "директор школы",
        ),
        (
            "Назначить ответственным за пожарную безопасность завхоза Громова В.П.",
            "Громов В.П.",
            "завхоз",
        ),
        ("Назначить Лапину О.С. ответственной за питание с 1 сентября.", "Лапина О.С.", None),
        (
            "Заведующей отделом дошкольного образования Лапиной О.С. провести совещание.",
            "Лапина О.С.",
            "Заведующая отделом дошкольного образования",
        ),
        (
            "И.о. директора школы Громову В.П. устранить нарушения.",
            "Громов В.П.",
            "И.о. директора школы",
        ),
        ("Секретарю Лапиной О.С. ознакомить работников с приказом.", "Лапина О.С.", "Секретарь"),
        (
            "Начальнику отдела кадров (Лапиной О.С.) до 1 мая 2020 года разработать план.",
            "Лапина О.С.",
            "Начальник отдела кадров",
        ),
        ("Провести семинар. Срок: до 1 мая. Отв. Лапина О.С.", "Лапина О.С.", None),
    ],
)
def test_the_person_with_the_post(text: str, person: str, role: str | None) -> None:
    found = read(text)

    assert [(p.name, p.role) for p in found.parties] == [(person, role)]
    assert found.persons == (person,)
    assert found.own


def test_persons_named_responsible_keep_their_posts() -> None:
    found = read(
        "Назначить ответственными за сводную информацию по плану на 2019-2020 годы Лапину О.С., "
        "начальника отдела общего образования, Громова В.П., директора МБУ «Центр развития»."
    )

    assert [(p.name, p.role, p.organisation) for p in found.parties] == [
        ("Лапина О.С.", "начальник отдела общего образования", None),
        ("Громов В.П.", "директор", "МБУ «Центр развития»"),
    ]
    assert found.persons == ("Лапина О.С.", "Громов В.П.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Руководителям общеобразовательных организаций:",
            ["руководители общеобразовательных организаций"],
        ),
        ("Директорам школ в срок до 1 мая представить отчёты.", ["директора школ"]),
        ("МБУ ДО «Дом творчества» организовать выставку.", ["МБУ ДО «Дом творчества»"]),
        ("Всем директорам школ принять меры.", ["все директора школ"]),
        (
            "Рекомендовать главам поселений, руководителям предприятий провести субботник.",
            ["главы поселений", "руководители предприятий"],
        ),
        ("Обязать руководителей учреждений провести осмотр.", ["руководители учреждений"]),
        (
            "Управлению культуры совместно с отделом спорта провести праздник.",
            ["управление культуры", "отдел спорта"],
        ),
        (
            "Отделу строительства, архитектуры и связи, главам поселений организовать уборку.",
            ["отдел строительства, архитектуры и связи", "главы поселений"],
        ),
        (
            "Классным руководителям 9, 11 классов, учителям-предметникам провести собрания.",
            ["классные руководители 9, 11 классов", "учителя-предметники"],
        ),
        ("Лицам, ответственным за питание, вести журнал.", ["лица, ответственные за питание"]),
        ("Главному бухгалтеру произвести оплату.", ["главный бухгалтер"]),
        (
            "Представить отчёт. Ответственные: директора школ, отдел кадров. Срок: до 1 июня.",
            ["директора школ", "отдел кадров"],
        ),
        (
            "Возложить ответственность за подвоз на руководителей школ.",
            ["руководители школ"],
        ),
    ],
)
def test_the_addressee_in_the_nominative(text: str, names: list[str]) -> None:
    assert [name.lower() for name in named(text)] == [name.lower() for name in names]


def test_units_with_persons_in_brackets() -> None:
    found = read(
        "Отделу общего образования администрации округа (Лапина О.С.), МБУ «Центр (Громов В.П.), "
        "МБУ ДПО «Институт развития» (Ким Е.А.), руководителям школ обеспечить выполнение плана."
    )

    assert [(p.name, p.person) for p in found.parties] == [
        ("Отдел общего образования администрации округа", "Лапина О.С."),
        ("МБУ «Центр»", "Громов В.П."),
        ("МБУ ДПО «Институт развития»", "Ким Е.А."),
        ("руководители школ", None),
    ]
    assert found.persons == ("Лапина О.С.", "Громов В.П.", "Ким Е.А.")


@pytest.mark.parametrize(
    "text",
    [
        "Утвердить план мероприятий (приложение 1).",
        "Утвердить состав рабочей группы.",
        "Настоящий приказ вступает в силу со дня подписания.",
        "Признать утратившим силу приказ от 1 мая 2015 года № 5.",
        "С приказом ознакомить всех работников.",
        "провести родительские собрания;",
        "",
    ],
)
def test_a_clause_that_names_nobody_inherits(text: str) -> None:
    above = read_parties("директора школ").parties

    found = clause_parties(text, context=PartyContext(), signatory=SIGNATORY, inherited=above)

    assert found == ClauseParties(above, (), False)


def test_a_subclause_with_its_own_party_does_not_inherit() -> None:
    above = read_parties("директора школ").parties

    found = clause_parties(
        "Отделу кадров подготовить список.",
        context=PartyContext(),
        signatory=SIGNATORY,
        inherited=above,
    )

    assert [party.name for party in found.parties] == ["Отдел кадров"]
    assert found.own


def test_clauses_of_the_seed_order() -> None:
    path = SEEDS / "000_fe6f09801a87070e.txt"
    if not path.is_file():
        pytest.skip("the seed orders are not beside this checkout (../shared/seeds)")
    text = path.read_text(encoding="utf-8")
    clauses = re.findall(r"^\d\. .+$", text[: text.index("Начальник управления")], re.MULTILINE)

    persons = [read(clause).persons for clause in clauses]

    assert [len(each) for each in persons] == [0, 3, 1, 2, 1]
    assert [len(read(clause).parties) for clause in clauses] == [0, 4, 1, 2, 1]
