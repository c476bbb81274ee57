"""The gazetteer's data is sound, and its readings are ranked by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalize.gazetteer import (
    FIELDS,
    GazetteerEntry,
    expand_legal_form,
    load_user_gazetteer,
    lookup,
    short_key,
)
from normalize.inflect import to_nominative

DATA = Path(__file__).parents[2] / "normalize" / "rules" / "gazetteer.tsv"
ENTRIES = [entry for entries in load_user_gazetteer(DATA).values() for entry in entries]


def test_there_are_enough_abbreviations_in_every_field() -> None:
    assert len({entry.short for entry in ENTRIES}) >= 400
    assert {entry.field for entry in ENTRIES} == set(FIELDS)


def test_no_reading_stands_twice() -> None:
    seen = [(entry.short, entry.expansion, entry.field) for entry in ENTRIES]

    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("kind", ["organisation", "unit", "group", "legal_form"])
def test_expansions_stand_in_the_nominative(kind: str) -> None:
    turned = [
        (entry.expansion, to_nominative(entry.expansion))
        for entry in ENTRIES
        if entry.kind == kind and entry.expansion[0].islower()
    ]

    assert [pair for pair in turned if pair[0] != pair[1]] == []


def test_expansions_have_single_spaces_and_paired_quotes() -> None:
    for entry in ENTRIES:
        assert entry.expansion == " ".join(entry.expansion.split())
        assert entry.expansion.count("«") == entry.expansion.count("»")


@pytest.mark.parametrize(
    ("short", "field", "expansion"),
    [
        ("ОО", "education", "общеобразовательные организации"),
        ("УО", "education", "управление образования"),
        ("УО", "municipal-economy", "управляющая организация"),
        ("УК", "culture", "управление культуры"),
        ("УК", "municipal-economy", "управляющая компания"),
        ("ЦРБ", None, "центральная районная больница"),
        ("ЦРБ", "culture", "центральная районная библиотека"),
        ("МБОУ", None, "муниципальное бюджетное общеобразовательное учреждение"),
        ("КДНиЗП", None, "комиссия по делам несовершеннолетних и защите их прав"),
        ("КДН и ЗП", None, "комиссия по делам несовершеннолетних и защите их прав"),
        ("МБОУ-ами", None, "муниципальное бюджетное общеобразовательное учреждение"),
        ("МБДОУ№5", None, "муниципальное бюджетное дошкольное образовательное учреждение"),
        ("ФАПов", None, "фельдшерско-акушерский пункт"),
        ("вузов", None, "высшее учебное заведение"),
        ("МО", None, "муниципальное образование"),
        # a legal form that the data lacks is read from its parts
        ("ТОГКУСО", None, "Тамбовское областное государственное казенное учреждение социального "
         "обслуживания"),
    ],
)  # fmt: skip
def test_best_reading_comes_first(short: str, field: str | None, expansion: str) -> None:
    assert lookup(short, field=field)[0].expansion == expansion


def test_all_readings_are_given() -> None:
    expansions = [entry.expansion for entry in lookup("ОО", field="education")]

    assert "образовательные организации" in expansions
    assert "отдел образования" in expansions
    assert len(expansions) == len(set(expansions))


def test_number_decides_between_one_and_many() -> None:
    assert lookup("ОУ", number="sg")[0].expansion.endswith("образовательное учреждение")
    assert lookup("ОУ", number="pl")[0].expansion.endswith("образовательные учреждения")


@pytest.mark.parametrize("short", ["ЪЪЪ", "", "привет", "ЯЯЯЯЯЯЯЯ", "«»", "И"])
def test_unknown_short_form_has_no_reading(short: str) -> None:
    assert lookup(short) == ()


@pytest.mark.parametrize(
    ("name", "full"),
    [
        (
            "МБОУ «Стрелецкая СОШ»",
            "муниципальное бюджетное общеобразовательное учреждение «Стрелецкая СОШ»",
        ),
        (
            "МБУ ДПО «СОИРО»",
            "муниципальное бюджетное учреждение дополнительного профессионального образования "
            "«СОИРО»",
        ),
        (
            "МБОУ СОШ № 5",
            "муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная "
            "школа № 5",
        ),
        (
            "МБОУ-СОШ № 5",
            "муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная "
            "школа № 5",
        ),
        ("МБДОУ д/с № 3", "муниципальное бюджетное дошкольное образовательное учреждение "
         "детский сад № 3"),
        ("МБДОУ№5", "муниципальное бюджетное дошкольное образовательное учреждение №5"),
        ("ООО «Ключ»", "общество с ограниченной ответственностью «Ключ»"),
        ("Отдел образования", None),
        ("УО", None),
        ("", None),
    ],
)  # fmt: skip
def test_legal_form_is_expanded_and_the_name_kept(name: str, full: str | None) -> None:
    assert expand_legal_form(name) == full


def test_own_file_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(
        "# ours\nУО\tуправа округа\tgeneral\tsg\tunit\nЦКР\tцентр краеведения\n", encoding="utf-8"
    )
    user = load_user_gazetteer(own)

    assert lookup("УО", field="education", user=user)[0].expansion == "управа округа"
    assert lookup("ЦКР", user=user)[0].expansion == "центр краеведения"
    assert lookup("ЦКР")[0].expansion == "центр культурного развития"


@pytest.mark.parametrize(
    "line", ["УО", "УО\tуправа\tspace", "УО\tуправа\tgeneral\tdual", "\tуправа"]
)
def test_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"# ours\n{line}\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"own\.tsv, line 2"):
        load_user_gazetteer(own)


def test_entry_refuses_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        GazetteerEntry("УО", "управа", "general", "sg", "planet")


def test_key_folds_spaces_dots_and_numbers() -> None:
    assert short_key("КДН и ЗП") == short_key("КДНиЗП")
    assert short_key("ГИА-9") == short_key("ГИА 9")
    assert short_key("МБДОУ № 5") == short_key("МБДОУ")
