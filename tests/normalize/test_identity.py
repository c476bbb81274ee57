"""The same party under different spellings has one key; doubtful pairs are findings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases.score_parties import load_cells
from normalize.identity import merge_candidates, party_key
from normalize.parties import PartyContext, read_parties
from normalize.parties.place import place_key
from normalize.record import Party


def key(cell: str, context: PartyContext | None = None) -> str:
    parties = read_parties(cell, context or PartyContext()).parties
    assert len(parties) == 1
    return parties[0].key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Отдел образования", "отделу образования"),
        ("руководители школ", "Руководителям школ"),
        ("МБОУ «Ольховская СОШ»", 'МБОУ "Ольховская СОШ"'),
        ("МБОУ «Ольховская СОШ»", "МБОУ « Ольховская  СОШ »"),
        ("Лапина О.С.", "О. С. Лапина"),
        ("Лапина О.С.", "Лапиной О.С."),
        ("директор Лапина О.С.", "Лапина О.С. – методист"),
        ("Ковалёва Т.П.", "Ковалева Т.П."),
        ("кл. руководители", "классные руководители"),
        ("зам. директора по УВР", "заместитель директора по учебно-воспитательной работе"),
        ("КДН и ЗП", "комиссия по делам несовершеннолетних и защите их прав"),
        ("Куратор", "куратор"),
        ("администрации поселений (по согласованию)", "Администрации поселений"),
        ("педагог - психолог", "педагог-психолог"),
    ],
)
def test_one_party_has_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_legal_form_in_full_is_the_short_one() -> None:
    full = read_parties("МБУ «Центр учёта»").parties[0].full_name

    assert full is not None
    assert key(full) == key("МБУ «Центр учёта»")


def test_an_acronym_has_the_key_of_its_expansion() -> None:
    context = PartyContext(abbreviations={"УО": "Управление образования города Лесного"})

    assert key("УО", context) == key("Управление образования города Лесного")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Отдел образования", "Отдел культуры"),
        ("МБОУ СОШ № 1", "МБОУ СОШ № 2"),
        ("МБОУ «Ольховская СОШ»", "МБОУ «Дубовская СОШ»"),
        ("директор школы", "директора школ"),
        ("Лапина О.С.", "Лапина О.В."),
        ("Школа-участница (МБОУ «А»)", "Школа-участница (МБОУ «Б»)"),
        ("школы", "директор школы"),
    ],
)
def test_different_parties_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_key_is_that_of_the_function() -> None:
    for cell in load_cells("parties.toml")[:100]:
        for party in read_parties(cell.text, cell.context).parties:
            assert party.key == party_key(party, place_key(cell.context.issuer))


BERRY = PartyContext(issuer="Управление образования администрации Ягодного района")
FOREST = PartyContext(issuer="Отдел образования администрации города Лесного")


@pytest.mark.parametrize(
    "cell",
    [
        "Лапина О.С.",
        "Отдел кадров",
        "директор школы",
        "классные руководители",
        "общеобразовательные организации",
        "муниципальный координатор",
        "МБОУ СОШ № 1",
        "ЦРБ",
        "Школа-участница (МБОУ «Дубки»)",
        "ОМВД",
    ],
)
def test_namesakes_of_two_districts_are_two(cell: str) -> None:
    assert key(cell, BERRY) != key(cell, FOREST)


@pytest.mark.parametrize(
    "cell",
    [
        "Министерство образования Озёрной области",
        "департамент образования области",
        "Губернатор Озёрной области",
        "Роспотребнадзор",
        "ФГБУ «Центр оценки»",
        "ОГАОУ ДПО «Институт роста»",
        "Администрация Заречного района",
        "главы поселений Заречного района",
    ],
)
def test_what_stands_above_the_districts_is_one(cell: str) -> None:
    assert key(cell, BERRY) == key(cell, FOREST)


@pytest.mark.parametrize(
    "issuer",
    [
        "АДМИНИСТРАЦИЯ ЯГОДНОГО МУНИЦИПАЛЬНОГО РАЙОНА",
        "Озёрная область Администрация Ягодного района",
        "Финансовый отдел администрации Ягодного района Озёрной области",
        "Администрация МР «Ягодный район»",
    ],
)
def test_issuers_of_one_district_share_their_parties(issuer: str) -> None:
    assert key("Лапина О.С.", PartyContext(issuer=issuer)) == key("Лапина О.С.", BERRY)


def test_place_of_issue_tells_where_the_issuer_does_not() -> None:
    here = PartyContext(issuer="Управление образования", place="п. Ягодный")
    there = PartyContext(issuer="Управление образования", place="г. Лесной")

    assert key("отдел кадров", here) != key("отдел кадров", there)
    assert key("отдел кадров", here) == key(
        "отдел кадров", PartyContext(issuer="Администрация", place="пос. Ягодный")
    )
    assert key("управление образования", here) != key("управление образования", there)


def test_slips_are_candidates_and_no_merges() -> None:
    cells = [
        "Управление образования администрации Краснолугского района",
        "Управление образованпя администрации Краснолугского района",
        "МБОУ СОШ № 1",
        "МБОУ СОШ № 2",
        "отдел кадров",
    ]
    parties = [read_parties(cell).parties[0] for cell in cells]

    found = merge_candidates(parties)

    assert [{each.first, each.second} for each in found] == [{parties[0].key, parties[1].key}]
    assert found[0].finding.code == "party.merge-candidate"
    assert len({party.key for party in parties}) == len(cells)


def test_words_that_tell_bodies_apart_are_no_slips() -> None:
    cells = [
        "Управление культуры администрации Краснолугского района",
        "Управление финансов администрации Краснолугского района",
    ]

    assert merge_candidates(read_parties(cell).parties[0] for cell in cells) == ()


def test_candidates_do_not_depend_on_the_order() -> None:
    cells = ["отдел опеки и попечительства", "отдел опекн и попечительства", "отдел кадров"]
    parties = [read_parties(cell).parties[0] for cell in cells]

    assert merge_candidates(parties) == merge_candidates(reversed(parties))


@given(st.sampled_from([c for c in load_cells("parties.toml") if c.answers]))
@settings(deadline=None, max_examples=100)
def test_a_key_needs_nothing_but_the_party(cell: object) -> None:
    from corpus.phrases.score_parties import PartyCell

    assert isinstance(cell, PartyCell)
    for party in read_parties(cell.text, cell.context).parties:
        bare = Party(
            "",
            party.name,
            party.kind,
            role=party.role,
            person=party.person,
            organisation=party.organisation,
        )
        place = place_key(cell.context.issuer)
        other = replace(party, as_written="другое", full_name=None)
        assert party_key(bare, place) == party.key == party_key(other, place)
