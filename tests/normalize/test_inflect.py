"""Noun phrases come back to the nominative with their agreement intact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.lexicon import parses
from normalize.agreement import group_at, like, tokenize
from normalize.gazetteer import load_user_gazetteer
from normalize.inflect import case_of, head_noun, to_nominative

GAZETTEER = Path(__file__).parents[2] / "normalize" / "rules" / "gazetteer.tsv"

PHRASES = [
    # organisations and units
    ("управлению образования администрации города", "управление образования администрации города"),
    (
        "муниципальным бюджетным учреждением дополнительного образования",
        "муниципальное бюджетное учреждение дополнительного образования",
    ),
    (
        "муниципальному бюджетному общеобразовательному учреждению «СОШ № 5»",
        "муниципальное бюджетное общеобразовательное учреждение «СОШ № 5»",
    ),
    (
        "муниципального бюджетного общеобразовательного учреждения средней общеобразовательной "
        "школы № 5",
        "муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная "
        "школа № 5",
    ),
    ("отделу культуры, молодёжи и спорта", "отдел культуры, молодёжи и спорта"),
    ("отделу по работе с детьми и молодёжью", "отдел по работе с детьми и молодёжью"),
    ("отделом социальной и молодёжной политики", "отдел социальной и молодёжной политики"),
    ("администрации Борисовского района", "администрация Борисовского района"),
    # the dictionary knows «Каменский» as a surname alone
    ("Каменскому району", "Каменский район"),
    ("Каменской районной администрацией", "Каменская районная администрация"),
    ("администрации сельских поселений", "администрации сельских поселений"),
    ("Комиссии по делам несовершеннолетних", "Комиссия по делам несовершеннолетних"),
    ("Управления образования", "Управление образования"),
    ("управления администрации города", "управления администрации города"),
    ("психолого-медико-педагогической комиссии", "психолого-медико-педагогическая комиссия"),
    ("школе-интернату", "школа-интернат"),
    ("детской школе искусств", "детская школа искусств"),
    ("ОТДЕЛУ ОБРАЗОВАНИЯ", "ОТДЕЛ ОБРАЗОВАНИЯ"),
    ("Роспотребнадзору", "Роспотребнадзор"),
    ("центральной районной больницей", "центральная районная больница"),
    # groups
    (
        "руководителям общеобразовательных организаций",
        "руководители общеобразовательных организаций",
    ),
    ("школам, показывающим низкие результаты", "школы, показывающие низкие результаты"),
    ("школ, показывающих низкие результаты", "школы, показывающие низкие результаты"),
    ("директорам и заместителям директоров", "директора и заместители директоров"),
    ("руководителей и педагогов школ", "руководители и педагоги школ"),
    (
        "муниципальным и государственным учреждениям",
        "муниципальные и государственные учреждения",
    ),
    ("дошкольным, общеобразовательным организациям", "дошкольные, общеобразовательные организации"),
    ("всем общеобразовательным организациям города", "все общеобразовательные организации города"),
    (
        "родителям (законным представителям) обучающихся",
        "родители (законные представители) обучающихся",
    ),
    ("детям-сиротам", "дети-сироты"),
    ("учащимися 9-х классов", "учащиеся 9-х классов"),
    ("муниципальным служащим", "муниципальные служащие"),
    (
        "заместителям директоров по УВР, классным руководителям",
        "заместители директоров по УВР, классные руководители",
    ),
    # posts
    ("Начальнику отдела общего образования", "Начальник отдела общего образования"),
    (
        "заместителя главы администрации по социальным вопросам",
        "заместитель главы администрации по социальным вопросам",
    ),
    ("заместителем директора-начальником", "заместитель директора-начальник"),
    ("учителю-логопеду", "учитель-логопед"),
    ("педагогом-психологом", "педагог-психолог"),
    ("директора школы", "директор школы"),
    ("директора школ", "директора школ"),
    ("заведующему отделом", "заведующий отделом"),
    ("заведующей детским садом", "заведующая детским садом"),
    ("заведующим детскими садами", "заведующие детскими садами"),
    ("исполняющему обязанности директора", "исполняющий обязанности директора"),
    ("первого заместителя главы", "первый заместитель главы"),
    ("участковому уполномоченному полиции", "участковый уполномоченный полиции"),
    ("ответственным за проведение", "ответственные за проведение"),
    ("высшим учебным заведениям", "высшие учебные заведения"),
    ("высшей школе экономики", "высшая школа экономики"),
    ("лучшему учителю", "лучший учитель"),
    ("младшей вожатой", "младшая вожатая"),
    ("специальной (коррекционной) школе", "специальная (коррекционная) школа"),
    ("центру помощи семье и детям", "центр помощи семье и детям"),
    ("Положением о конкурсе, утверждённым приказом", "Положение о конкурсе, утверждённое приказом"),
    # papers and other things
    ("федерального проекта «500+»", "федеральный проект «500+»"),
    ("комплекс мер «дорожную карту» по развитию", "комплекс мер «дорожная карта» по развитию"),
    ("рабочую группу", "рабочая группа"),
    ("основного государственного экзамена", "основной государственный экзамен"),
]

UNCHANGED = [
    "школы",
    "организации",
    "учителя",
    "образовательные организации",
    "управление образования и науки",
    "Отдел торговли, питания и бытового обслуживания",
    "МБОУ «Стрелецкая СОШ»",
    "«Точка роста»",
    "зам. директора по УВР",
    "и.о. директора",
    "классные руководители",
    "по графику",
    "",
    "№ 5",
    "родители (законные представители)",
    "директор школы Лунина С.Н.",
]


@pytest.mark.parametrize(("phrase", "nominative"), PHRASES)
def test_phrase_comes_back_to_the_nominative(phrase: str, nominative: str) -> None:
    assert to_nominative(phrase) == nominative


@pytest.mark.parametrize("phrase", UNCHANGED)
def test_nominative_stays_as_it_is(phrase: str) -> None:
    assert to_nominative(phrase) == phrase


@pytest.mark.parametrize(("phrase", "nominative"), PHRASES)
def test_turning_twice_changes_nothing_more(phrase: str, nominative: str) -> None:
    assert to_nominative(nominative) == nominative


@pytest.mark.parametrize(
    ("phrase", "case", "number", "nominative"),
    [
        ("школы", "gent", None, "школа"),
        ("учреждения", None, "sing", "учреждение"),
        ("учреждения", None, "plur", "учреждения"),
        ("организации", "datv", None, "организация"),
        # what the caller says and the words do not allow is passed over
        ("школам", "gent", None, "школы"),
    ],
)
def test_the_caller_may_know_case_and_number(
    phrase: str, case: str | None, number: str | None, nominative: str
) -> None:
    assert to_nominative(phrase, case=case, number=number) == nominative


@pytest.mark.parametrize(
    ("phrase", "noun", "case"),
    [
        ("руководителям общеобразовательных организаций", "руководитель", "datv"),
        ("муниципальным бюджетным учреждением", "учреждение", "ablt"),
        ("школы", "школа", "nomn"),
        ("участковому уполномоченному", "уполномоченный", "datv"),
        ("по графику", None, None),
        ("МБОУ", None, None),
    ],
)
def test_head_and_case_are_told(phrase: str, noun: str | None, case: str | None) -> None:
    assert head_noun(phrase) == noun
    assert case_of(phrase) == case


HEADS = ["управление", "отдел", "комитет", "учреждение", "центр", "школа", "служба", "комиссия"]
MODIFIERS = ["муниципальный", "районный", "бюджетный", "краевой", "детский", "межшкольный", "общий"]
TAILS = ["", " образования", " по делам молодёжи", " «Радуга»", " администрации района"]
# a genitive or an accusative that looks like a nominative is one by rule
CASES = ["datv", "ablt"]


@settings(max_examples=60, deadline=None)
@given(
    head=st.sampled_from(HEADS),
    modifiers=st.lists(st.sampled_from(MODIFIERS), max_size=3, unique=True),
    tail=st.sampled_from(TAILS),
    case=st.sampled_from(CASES),
    number=st.sampled_from(["sing", "plur"]),
)
def test_declined_phrase_comes_back(
    head: str, modifiers: list[str], tail: str, case: str, number: str
) -> None:
    noun = next(p for p in parses(head) if p.tag.POS == "NOUN" and p.tag.case == "nomn")

    def words(wanted: str) -> str:
        marks = {wanted, number}
        gender = {noun.tag.gender} if number == "sing" else set()
        adjectives = [
            next(p for p in parses(each) if p.tag.POS == "ADJF").inflect(marks | gender).word
            for each in modifiers
        ]
        return " ".join([*adjectives, noun.inflect(marks).word]) + tail

    assert to_nominative(words(case)) == words("nomn")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="аеиошкол упрвн№«»().,-1АЕШ\n", max_size=60))
def test_any_text_is_taken_and_keeps_its_quotes(text: str) -> None:
    turned = to_nominative(text)

    assert turned.count("»") == text.count("»")
    assert turned.count("\n") == text.count("\n")


def _declined(phrase: str, case: str) -> str | None:
    """The phrase with its head's group in another case; None where a form is missing."""
    tokens = tokenize(phrase)
    group = group_at(tokens, 0)
    words = [tokens[index].text for index in group.words] if group is not None else []
    if group is None or "nomn" not in group.cases or any("-" in word for word in words):
        return None
    row = next(c for c, r in zip(group.chosen, group.readings, strict=True) if r.case == "nomn")
    out = phrase
    for index, reading in reversed([*zip(group.words, row, strict=True)]):
        marks = {case, reading.number}
        if reading.kind == "adjective" and reading.gender:
            marks.add(reading.gender)
        form = reading.parse.inflect(marks if "Supr" not in reading.parse.tag else marks | {"Supr"})
        if form is None:
            return None
        token = tokens[index]
        out = out[: token.start] + like(token.text, form.word) + out[token.end :]
    return out


@pytest.mark.parametrize("case", ["datv", "ablt", "gent"])
def test_every_expansion_of_the_gazetteer_comes_back(case: str) -> None:
    phrases = {
        entry.expansion
        for entries in load_user_gazetteer(GAZETTEER).values()
        for entry in entries
        if entry.kind in ("organisation", "unit", "group", "legal_form")
    }
    wrong, tried = [], 0
    for phrase in sorted(phrases):
        declined = _declined(phrase, case)
        if declined is None or (case != "gent" and case_of(declined) == "nomn"):
            continue  # «станции юных техников» may be several of them
        tried += 1
        known = case if case == "gent" else None
        if to_nominative(declined, case=known) != phrase:
            wrong.append((declined, to_nominative(declined, case=known)))

    assert tried > 300
    assert len(wrong) / tried < 0.02, wrong
