"""Definitions of short forms are found, and each stands for the right words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases.score_abbreviations import FILES, read_cases, score
from normalize.abbreviations import document_abbreviations, find_abbreviations, is_term
from normalize.abbreviations.letters import chunks, fit
from normalize.abbreviations.shorts import split_shorts, tidy_short
from normalize.abbreviations.weights import weights

CASES = read_cases(FILES[0])


def test_there_are_enough_cases() -> None:
    assert sum(len(wanted) for path in FILES for _, wanted in read_cases(path)) >= 200


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_known_definitions_are_found(text: str, wanted: dict[str, str]) -> None:
    assert {each.short for each in find_abbreviations(text)} == set(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Управление образования, далее по тексту УО",
        "Управление образования, ДАЛЕЕ – УО",
        "Управление образования, дaлее по тексту УО",  # with a Latin «a»
        "Управление образования [УО]",
        "УО=управление образования",
        "УО: управление образования",
        "УО – управление образования",
        "УО ─ управление образования",
    ],
)
def test_a_text_without_brackets_may_define(text: str) -> None:
    assert [each.short for each in find_abbreviations(text)] == ["УО"]


def test_a_text_that_stands_twice_defines_at_both_places() -> None:
    text = "Управление образования (далее – УО)"

    assert [each.at for each in document_abbreviations([text, "Отдел", text]).definitions] == [0, 2]


def test_expansions_are_exact() -> None:
    result = score(CASES)

    assert result.exactness >= 0.98, result.misses


def test_scored_definitions_stay_found() -> None:
    result = score(read_cases(FILES[1]))

    assert result.precision >= 0.98
    assert result.recall >= 0.98
    assert result.exactness >= 0.95


@pytest.mark.parametrize(("text", "short", "expansion"), weights().proofs)
def test_every_weight_is_proved(text: str, short: str, expansion: str) -> None:
    found = {each.short: each.expansion for each in find_abbreviations(text)}

    assert found[short] == expansion


@pytest.mark.parametrize(
    ("short", "term"),
    [
        ("план", True),
        ("дорожная карта", True),
        ("Департамент", True),
        ("ПОРЯДОК", True),
        ("дети с ОВЗ", True),
        ("УО", False),
        ("МБУ «Центр»", False),
        ("БелИРО", False),
        ("КДН и ЗП", False),
        ("ГИА-9", False),
    ],
)
def test_terms_are_told_from_acronyms(short: str, term: bool) -> None:
    assert is_term(short) is term


def test_definition_says_where_it_stands() -> None:
    text = "Управление образования (далее – УО), школы"
    (found,) = find_abbreviations(text)

    assert text[found.start :].startswith("(далее")
    assert found.source == "document"


def test_expansion_has_unified_quotes() -> None:
    (found,) = find_abbreviations('Учреждение "Центр спорта" (далее - МБУ "ЦС")')

    assert (found.short, found.expansion) == ("МБУ «ЦС»", "Учреждение «Центр спорта»")


def test_latin_letters_that_look_cyrillic_are_read() -> None:
    (found,) = find_abbreviations("образовательные организации (далее – OO)")

    assert (found.short, found.expansion) == ("ОО", "образовательные организации")


def test_definition_the_wrong_way_round_is_turned() -> None:
    (found,) = find_abbreviations("УО (далее – управление образования)")

    assert (found.short, found.expansion) == ("УО", "управление образования")


def test_definition_that_says_nothing_is_left_out() -> None:
    assert find_abbreviations("ИМЦ (далее – ИМЦ)") == ()


def test_dashes_of_the_source_stay() -> None:
    (found,) = find_abbreviations("Центр – детский сад № 7 (далее - Центр)")

    assert found.expansion == "Центр – детский сад № 7"


DOCUMENT = [
    "УО и ОУ готовят отчёт.",
    "Управление образования администрации района (далее – УО)",
    "общеобразовательные учреждения (далее – ОУ)",
    "муниципальное учреждение «Центр» (далее – Учреждение)",
    "образовательные учреждения города (далее – ОУ)",
]


@pytest.mark.parametrize(
    ("short", "at", "expansion"),
    [
        ("УО", 0, "Управление образования администрации района"),
        ("ОУ", 0, "общеобразовательные учреждения"),
        ("ОУ", 4, "образовательные учреждения города"),
        ("ОУ", 3, "общеобразовательные учреждения"),
        ("ОУ", None, "общеобразовательные учреждения"),
        ("ОУ-ами", 1, "общеобразовательные учреждения"),
        ("«ОУ»", 1, "общеобразовательные учреждения"),
        ("Учреждением", 0, "муниципальное учреждение «Центр»"),
        ("учреждение", 0, "муниципальное учреждение «Центр»"),
    ],
)
def test_nearest_definition_wins(short: str, at: int | None, expansion: str) -> None:
    found = document_abbreviations(DOCUMENT).resolve(short, at)

    assert found is not None
    assert found.expansion == expansion


@pytest.mark.parametrize("short", ["УК", "центр", ""])
def test_undefined_short_form_is_not_resolved(short: str) -> None:
    assert document_abbreviations(DOCUMENT).resolve(short) is None


def test_table_lists_definitions_in_reading_order() -> None:
    table = document_abbreviations(DOCUMENT)

    assert [each.short for each in table.abbreviations] == ["УО", "ОУ", "Учреждение", "ОУ"]


@pytest.mark.parametrize(
    ("short", "parts"),
    [
        ("УО", ("у", "о")),
        ("КДНиЗП", ("к", "д", "н", "з", "п")),
        ("КДН и ЗП", ("к", "д", "н", "з", "п")),
        ("БелИРО", ("бел", "и", "р", "о")),
        ("ПМПк", ("п", "м", "п", "к")),
    ],
)
def test_acronym_falls_into_chunks(short: str, parts: tuple[str, ...]) -> None:
    assert chunks(short) == parts


def test_letters_fit_in_order_only() -> None:
    assert fit("УО", ["управление", "образования"]) == 1
    assert fit("ОУ", ["управление", "образования"]) == 0
    assert 0 < fit("УМО", ["управление", "образования"]) < 1
    assert fit("КДН", ["комиссия", "по", "делам", "несовершеннолетних"]) == 1


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("«УО»", "УО"),
        ("- «дорожная карта»", "дорожная карта"),
        ("МБУ «ЦС", "МБУ «ЦС»"),
        ("УО»", "УО"),
        ("МБОУ «СОШ «Радуга»", "МБОУ «СОШ «Радуга»"),
        ("План.", "План"),
    ],
)
def test_short_form_is_tidied(written: str, short: str) -> None:
    assert tidy_short(written) == short


@pytest.mark.parametrize(
    ("body", "shorts"),
    [
        ("ГЭК, Комиссия", ("ГЭК", "Комиссия")),
        ("План, приложение 1", ("План",)),
        ("комиссия по делам детей, молодёжи", ("комиссия по делам детей, молодёжи",)),
        ("по списку", ()),
        ("5", ()),
        ("", ()),
    ],
)
def test_body_is_split_into_short_forms(body: str, shorts: tuple[str, ...]) -> None:
    assert split_shorts(body, in_order=False) == shorts


PHRASES = [
    ("Управление образования администрации района", "УО"),
    ("общеобразовательные организации", "ОО"),
    ("Муниципальное бюджетное учреждение «Центр спорта»", "МБУ «ЦС»"),
    ("комиссия по делам несовершеннолетних и защите их прав", "КДН и ЗП"),
    ("план мероприятий", "План"),
]
WORDINGS = [
    "(далее – {})",
    "(далее - {})",
    "(далее {})",
    "(далее по тексту – {})",
    "(далее — «{}»)",
]


@settings(max_examples=60, deadline=None)
@given(
    chosen=st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4, unique=True),
    wording=st.sampled_from(WORDINGS),
    joint=st.sampled_from([", ", "; ", "\n", ",\n"]),
)
def test_any_list_of_definitions_is_read_in_any_wording(
    chosen: list[tuple[str, str]], wording: str, joint: str
) -> None:
    text = joint.join(f"{phrase} {wording.format(short)}" for phrase, short in chosen)

    found = [(each.expansion, each.short) for each in find_abbreviations(text)]

    assert found == chosen


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="аеУО (далее–-)«»,.;:\n№1", max_size=80))
def test_any_text_is_taken(text: str) -> None:
    for each in find_abbreviations(text):
        assert 0 <= each.start < len(text)
        assert each.short
        assert each.expansion


@pytest.mark.parametrize(
    ("text", "expansion"),
    [
        (
            "Директору государственного казённого учреждения социального обслуживания «Приют»"
            " (далее – Приют) Коневой А.А. подготовить смету",
            "государственное казённое учреждение социального обслуживания «Приют»",
        ),
        (
            "Заведующему муниципального автономного учреждения спортивной подготовки «Старт»"
            " (далее – «Старт»)",
            "муниципальное автономное учреждение спортивной подготовки «Старт»",
        ),
        (
            "ремонт в муниципальном учреждении дополнительного образования «Дом ремёсел»"
            " (далее – Дом ремёсел)",
            "муниципальное учреждение дополнительного образования «Дом ремёсел»",
        ),
        (
            "запись через систему «Единый портал» (далее – Единый портал)",
            "система «Единый портал»",
        ),
    ],
)
def test_a_name_is_of_the_organisation_and_not_of_its_purpose(text: str, expansion: str) -> None:
    assert [each.expansion for each in find_abbreviations(text)] == [expansion]
