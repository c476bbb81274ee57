"""What stands below the clauses: places to sign, who agreed, a second act, lists of members."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.order import MemberTable, Order

Build = Callable[..., Order]
HEAD = ("Отдел образования", "ПРИКАЗ", "05.03.2021\t№ 14", "О проверке", "приказываю:")
SIGNED = (*HEAD, "1. Провести проверку.", "Начальник отдела\tИ.И. Белова")


def groups(order: Order) -> list[MemberTable]:
    return [t for annex in order.annexes for t in annex.tables if isinstance(t, MemberTable)]


@pytest.mark.parametrize(
    "lines",
    [
        ("С приказом ознакомлены:", "Лунина О.П. ________"),
        ("С приказом ознакомлены: С.П. Уткина", "Н.А. Гусева"),
        ("Согласовано:", "Юрист ________ Тополев А.А."),
        ("СОГЛАСОВАНО\nНачальник юридического отдела\n__________ Н.П. Дьяков", "«__» ____ 2015 г."),
        ("Проект приказа вносит\nотдел кадров",),
        ("Постановление подготовлено\nДепартамент экономики",),
        ("п/п", "Верно: секретарь И.И. Нилова"),
        ("Тополев Андрей\n2-34-56",),
        ("Тополев А.А., тел. 2-34-56",),
    ],
)
def test_places_to_sign_are_no_annex(order: Build, lines: tuple[str, ...]) -> None:
    read = order(*SIGNED, *lines)

    assert not read.annexes
    assert " ".join(q.text for q in read.closing) == " ".join(lines).replace("\n", " ")
    assert not read.residue


def test_who_agreed_stands_before_the_annex(order: Build) -> None:
    read = order(
        *SIGNED,
        "СОГЛАСОВАНО\nНачальник отдела\n______________ Н.П. Дьяков\n«___» ________ 2015 г.",
        "УТВЕРЖДЁН\nприказом отдела\nот 05.03.2021 № 14",
        "ПЛАН",
        [["№", "Мероприятие", "Срок"], ["1", "Осмотр зданий", "май"]],
    )

    assert len(read.annexes) == 1
    heading = read.annexes[0].heading
    assert heading is not None
    assert heading.text.startswith("УТВЕРЖДЁН")


@pytest.mark.parametrize("mark", ["подпись", "(подпись)", "п/п", "М.П."])
def test_what_stands_for_the_hand_is_kept_beside_the_signature(order: Build, mark: str) -> None:
    read = order(*HEAD, "1. Провести проверку.", f"Начальник отдела\n{mark}\nИ.И. Белова")

    assert [s.post.text for s in read.signatures if s.post] == ["Начальник отдела"]
    assert [q.text for q in read.closing] == [mark]
    assert not read.residue


def test_a_colon_ends_no_post(order: Build) -> None:
    read = order(*HEAD, "1. Провести проверку.", "Директор школы:\tО.И. Белова")

    assert [s.post.text for s in read.signatures if s.post] == ["Директор школы"]


def test_a_second_act_in_the_file_is_a_finding(order: Build) -> None:
    read = order(
        *SIGNED,
        "Отдел образования",
        "ПРИКАЗ",
        "06.03.2021\t№ 15",
        "О субботнике",
        "1. Провести субботник.",
    )

    assert [f.code for f in read.findings].count("order.second-act") == 1
    assert read.header.number is not None
    assert read.header.number.text == "№ 14"


def test_an_annex_that_names_its_act_is_no_second_act(order: Build) -> None:
    read = order(*SIGNED, "Приложение\nк приказу от 05.03.2021 № 14", "ПЛАН", "Текст плана.")

    assert "order.second-act" not in {f.code for f in read.findings}


def test_sentences_that_order_are_clauses_without_numbers(order: Build) -> None:
    read = order(
        *HEAD,
        "Организовать питание с 2 сентября.\nНазначить ответственной Уткину С.П.,\n"
        "социального педагога.\nУтвердить график\nКонтроль за приказом оставляю за собой.",
    )

    assert [c.text.text.split()[0] for c in read.clauses] == [
        "Организовать",
        "Назначить",
        "Утвердить",
    ]


def test_a_number_without_a_mark_begins_a_clause(order: Build) -> None:
    read = order(
        *HEAD, "1 Определить порядок.", "2. Провести 12 проверок.", "3 Назначить старшего."
    )

    assert [c.number for c in read.clauses] == ["1", "2", "3"]


def test_typewritten_members_stand_in_two_columns(order: Build) -> None:
    read = order(
        *SIGNED,
        "Приложение\nк приказу от 05.03.2021 № 14",
        "СОСТАВ\nкомиссии",
        "Лужин – глава района,\nВиктор Павлович председатель комиссии",
        "Белых – директор музея (по\nПётр Ильич согласованию)",
        "Дорохова – врач\nАнна Львовна",
    )

    (group,) = groups(read)
    assert [m.person.text for m in group.members] == [
        "Лужин Виктор Павлович",
        "Белых Пётр Ильич",
        "Дорохова Анна Львовна",
    ]
    assert [m.post.text for m in group.members if m.post] == [
        "глава района, председатель комиссии",
        "директор музея (по согласованию)",
        "врач",
    ]
    assert not read.residue


def test_a_title_of_a_group_may_end_with_a_colon(order: Build) -> None:
    read = order(
        *SIGNED,
        "Приложение\nк приказу от 05.03.2021 № 14",
        "Состав районной комиссии:",
        "Фирсов Г.И. - глава района;",
        "Мухина А.Н. - врач.",
    )

    (group,) = groups(read)
    assert group.group_name is not None
    assert group.group_name.text == "Состав районной комиссии"
    assert len(group.members) == 2


def test_a_sentence_may_name_the_members(order: Build) -> None:
    read = order(
        *HEAD,
        "1. Утвердить штаб в составе:\nИванцов П.П. – начальник штаба;\n"
        "Рябинин С.С. – архитектор;\nКедров А.А. – директор (по согласованию).",
        "2. Приказ довести.",
        "Начальник отдела\tИ.И. Белова",
    )

    (group,) = groups(read)
    assert [m.person.text for m in group.members] == ["Иванцов П.П.", "Рябинин С.С.", "Кедров А.А."]


def test_a_telephone_is_no_part_of_a_post(order: Build) -> None:
    read = order(
        *SIGNED,
        "Приложение\nк приказу от 05.03.2021 № 14",
        "Состав штаба",
        [
            ["Ф.И.О.", "Должность", "Контактный телефон"],
            ["Кленов Н.С.", "глава посёлка", "2-11-11"],
            ["Липов А.А.", "участковый (по согласованию)", "2-22-22"],
        ],
    )

    (group,) = groups(read)
    assert [m.post.text for m in group.members if m.post] == [
        "глава посёлка",
        "участковый (по согласованию)",
    ]
    assert not read.residue


def test_members_of_a_group_inside_a_clause_sign_nothing(order: Build) -> None:
    read = order(
        *HEAD,
        "1. Создать штаб в составе:\nНачальник штаба - Громов В.П., мастер\n"
        "Заместитель - Лисицын А.А.\nСекретарь Н.Н. Белых",
        "2. Штабу разработать план.",
        "Глава посёлка\tВ.П.ГРОМОВ",
    )

    assert [c.number for c in read.clauses] == ["1", "2"]
    assert [s.person.text for s in read.signatures if s.person] == ["В.П.ГРОМОВ"]


def test_a_signature_stands_above_numbered_text_of_an_annex(order: Build) -> None:
    read = order(*SIGNED, "Правила", "1. Общее. Правила обязательны.", "2. Склад закрыт.")

    assert [s.person.text for s in read.signatures if s.person] == ["И.И. Белова"]
    assert len(read.annexes) == 1


@pytest.mark.parametrize(
    ("approvals", "post", "person"),
    [
        (
            "УТВЕРЖДАЮ: СОГЛАСОВАНО:\nДиректор школы Председатель профкома\n"
            "________ О.О. Орлов ________ К.К. Синицын\nПриказ от 01.09.2020 № 55 Протокол № 1",
            "Директор школы",
            "О.О. Орлов",
        ),
        (
            "СОГЛАСОВАНО\tУТВЕРЖДАЮ\nПредседатель профкома\tДиректор школы\n"
            "________ К.К. Синицын\t________ О.О. Орлов\nПротокол № 1\tПриказ от 01.09.2020 № 55",
            "Директор школы",
            "О.О. Орлов",
        ),
    ],
)
def test_approvals_may_stand_side_by_side(
    order: Build, approvals: str, post: str, person: str
) -> None:
    read = order(approvals, "ПЛАН РАБОТЫ", [["№", "Мероприятие", "Срок"], ["1", "Беседы", "май"]])

    assert [(s.post.text, s.person.text) for s in read.signatures if s.post and s.person] == [
        (post, person)
    ]
    assert read.header.number is not None
    assert read.header.number.text == "№ 55"
    assert not read.residue


def test_a_table_without_a_header_may_begin_with_duties(order: Build) -> None:
    read = order(
        *SIGNED,
        "Приложение\nк приказу от 05.03.2021 № 14",
        "Состав комиссии",
        [
            ["Председатель комиссии", "Сойкина Р.Р.", "начальник отдела"],
            ["Секретарь", "Грач Б.Б.", "специалист"],
            ["Члены комиссии:", "Галкина В.В.", "директор клуба"],
            ["", "Чайкин Г.Г.", "директор музея"],
        ],
    )

    (group,) = groups(read)
    assert [m.duty.text for m in group.members if m.duty] == [
        "Председатель комиссии",
        "Секретарь",
        "Члены комиссии",
        "Члены комиссии",
    ]
    assert group.members[0].post is not None
    assert group.members[0].post.text == "начальник отдела"
    assert not read.residue


@pytest.mark.parametrize(
    ("text", "title", "members"),
    [
        ("Приложение № 4\nСостав Совета:\n1. Сойкина Р.Р., мастер;\n2. Лунь А.А. – врач.", 1, 2),
        ("Приложение 5\nОргкомитет\nПредседатель:\nСойкина Р.Р. – мастер\nЛунь А.А. – врач", 1, 2),
    ],
)
def test_note_title_and_list_may_be_one_paragraph(
    order: Build, text: str, title: int, members: int
) -> None:
    read = order(*SIGNED, text)

    (annex,) = read.annexes
    assert annex.heading is not None
    assert annex.heading.text == text.split("\n", maxsplit=1)[0]
    assert annex.title is not None
    assert annex.title.text == text.split("\n")[title]
    (group,) = groups(read)
    assert len(group.members) == members


def test_the_stamp_of_an_electronic_signature_is_no_post_and_no_annex(order: Build) -> None:
    read = order(
        *HEAD,
        "1. Провести проверку.",
        "Начальник отдела",
        "Документ подписан\nэлектронной подписью\nСертификат 00C1A2B3D4E5F607\n"
        "Владелец Белова Инна Ивановна\nДействителен с 11.01.2021 по 11.04.2022",
        "И.И. Белова",
    )

    (signature,) = read.signatures
    assert signature.post is not None
    assert signature.person is not None
    assert (signature.post.text, signature.person.text) == ("Начальник отдела", "И.И. Белова")
    assert not read.annexes
    assert not read.residue


def test_a_post_goes_on_below_the_person(order: Build) -> None:
    read = order(
        *(*HEAD, "1. Провести проверку.", "Председатель\tИ.И. Белова", "Комитета области"),
        *("Приложение 1", "План мероприятий", "Лист плана"),
    )

    (signature,) = read.signatures
    assert signature.post is not None
    assert signature.post.text == "Председатель Комитета области"


def test_members_whose_posts_go_on_in_paragraphs_of_their_own(order: Build) -> None:
    (group,) = groups(
        order(
            *(*SIGNED, "Приложение 1", "Состав комиссии"),
            *("Жаров\t- заместитель главы района,", "Тимур Кириллович\tпредседатель комиссии"),
            *("Малкина О.Ю. - мастер участка (по", "согласованию)"),
        )
    )

    assert [(m.person.text, m.post and m.post.text) for m in group.members] == [
        ("Жаров Тимур Кириллович", "заместитель главы района, председатель комиссии"),
        ("Малкина О.Ю.", "мастер участка (по согласованию)"),
    ]


def test_a_table_with_a_person_in_capitals_is_a_signature(order: Build) -> None:
    read = order(*HEAD, "1. Провести проверку.", [["Глава города", "С.А.РОГОВ"]])

    assert [s.person.text for s in read.signatures if s.person] == ["С.А.РОГОВ"]


def test_words_of_a_stamp_far_from_it_are_text(order: Build) -> None:
    read = order(
        *(*SIGNED, "Документ подписан электронной подписью", "Приложение 1", "Порядок награждения"),
        *("1. Общие положения.", "2. Награды:", "Сертификат участника выдаётся каждому."),
    )

    assert [quote.text for quote in read.closing] == ["Документ подписан электронной подписью"]
    assert any("Сертификат участника" in text.text for text in read.annexes[0].paragraphs)
