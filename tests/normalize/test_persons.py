"""Persons are found and named in the nominative, whatever case and order they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases.score_persons import FILES, read_cases, score
from extract.lexicon import analyzer, parses
from normalize.persons import find_persons, read_person
from normalize.surnames import likeness, surname_readings

CASES = read_cases(FILES[0])


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 300


def test_known_persons_are_read() -> None:
    result = score(CASES)

    assert result.share >= 0.995, result.misses


def test_scored_persons_stay_read() -> None:
    assert score(read_cases(FILES[1])).share >= 0.97


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Лунина С.Н.", "Лунина С.Н.", "femn"),
        ("Лунин С.Н.", "Лунин С.Н.", "masc"),
        ("Шевченко С.Н.", "Шевченко С.Н.", None),
        ("Шевченко Анна Павловна", "Шевченко А.П.", "femn"),
        ("заведующей Мельник А.А.", "Мельник А.А.", "femn"),
        ("Поручить Мельнику А.А.", "Мельник А.А.", "masc"),
    ],
)
def test_gender_is_told_where_the_words_show_it(text: str, name: str, gender: str | None) -> None:
    person = read_person(text)

    assert person is not None
    assert (person.name, person.gender) == (name, gender)


def test_full_name_keeps_its_parts() -> None:
    person = read_person("назначить Лунину Анну Ивановну оператором")

    assert person is not None
    assert (person.surname, person.first_name, person.patronymic) == ("Лунина", "Анна", "Ивановна")
    assert person.initials == "А.И."


def test_span_encloses_the_words() -> None:
    text = "Отделу образования (Лунина С.Н.), школам"
    (person,) = find_persons(text)

    assert text[person.start : person.end] == "Лунина С.Н."


def test_form_without_context_is_marked_ambiguous() -> None:
    person = read_person("Брагину И.Н.")

    assert person is not None
    assert person.ambiguous


def test_the_same_text_settles_an_ambiguous_form() -> None:
    persons = find_persons("Брагина И.Н. докладывает.\nО Брагину И.Н.")

    assert {person.name for person in persons} == {"Брагина И.Н."}


@pytest.mark.parametrize(
    ("case", "name"), [("datv", "Брагин И.Н."), ("accs", "Брагина И.Н."), (None, "Брагин И.Н.")]
)
def test_the_caller_may_know_the_case(case: str | None, name: str) -> None:
    assert find_persons("Брагину И.Н.", case=case)[0].name == name


@pytest.mark.parametrize("text", ["", "УО, ОО", "по графику", "МБОУ СОШ № 5", "А.", "И.О.", "и.о."])
def test_text_without_persons_has_none(text: str) -> None:
    assert find_persons(text) == ()


@pytest.mark.parametrize(
    ("form", "nominative", "gender", "case"),
    [
        ("кравцу", "кравец", "masc", "datv"),
        ("соловья", "соловей", "masc", "gent"),
        ("полевого", "полевой", "masc", "gent"),
        ("загородней", "загородняя", "femn", "datv"),
        ("черных", "черных", "femn", "datv"),
        ("дадар-оолу", "дадар-оол", "masc", "datv"),
        ("лободой", "лобода", "femn", "ablt"),
    ],
)
def test_paradigm_holds_the_form(form: str, nominative: str, gender: str, case: str) -> None:
    best = [r for r in surname_readings(form) if r.case == case and r.gender == gender]

    assert best[0].nominative == nominative


@pytest.mark.parametrize(("sure", "doubtful"), [("Иванов", "Школа"), ("Шевченко", "Обеспечить")])
def test_surnames_look_like_surnames(sure: str, doubtful: str) -> None:
    assert likeness(sure) > likeness(doubtful)


SURNAMES = [
    "Иванов",
    "Петров",
    "Сидоров",
    "Лебедев",
    "Голубев",
    "Виноградов",
    "Козлов",
    "Орлов",
    "Белов",
    "Соколов",
]
MEN = ["Иван", "Пётр", "Сергей", "Андрей", "Николай", "Виктор", "Юрий", "Павел", "Олег", "Илья"]
WOMEN = [
    "Анна",
    "Мария",
    "Ольга",
    "Елена",
    "Татьяна",
    "Наталья",
    "Ирина",
    "Светлана",
    "Галина",
    "Любовь",
]
FATHERS = [
    "Иванович",
    "Петрович",
    "Сергеевич",
    "Андреевич",
    "Николаевич",
    "Викторович",
    "Юрьевич",
    "Павлович",
]
DECLENSION = ["nomn", "gent", "datv", "accs", "ablt"]


def _declined(word: str, mark: str, gender: str, case: str) -> str:
    parse = next(p for p in parses(word.lower()) if mark in p.tag and p.tag.case == "nomn")
    wanted = {case, "sing"} | ({gender} if mark == "Surn" else set())
    return str(parse.inflect(wanted).word).capitalize()


@settings(max_examples=80, deadline=None)
@given(
    surname=st.sampled_from(SURNAMES),
    first=st.sampled_from(MEN + WOMEN),
    father=st.sampled_from(FATHERS),
    case=st.sampled_from(DECLENSION),
    surname_first=st.booleans(),
)
def test_declined_person_comes_back(
    surname: str, first: str, father: str, case: str, surname_first: bool
) -> None:
    gender = "femn" if first in WOMEN else "masc"
    patronymic = father if gender == "masc" else father.removesuffix("ич") + "на"
    names = (
        f"{_declined(first, 'Name', gender, case)} {_declined(patronymic, 'Patr', gender, case)}"
    )
    written = _declined(surname, "Surn", gender, case)
    text = f"{written} {names}" if surname_first else f"{names} {written}"

    person = read_person(text)

    assert person is not None
    nominative = surname if gender == "masc" else surname + "а"
    assert person.name == f"{nominative} {first[0]}.{patronymic[0]}."
    assert (person.first_name, person.patronymic) == (first.replace("ё", "е"), patronymic) or (
        person.first_name,
        person.patronymic,
    ) == (first, patronymic)
    assert person.gender == gender


@settings(max_examples=80, deadline=None)
@given(
    surname=st.sampled_from(["Коваль", "Ким", "Мельник", "Гринь", "Лобода", "Овражный", "Брагин"]),
    joint=st.sampled_from([" ", "\n", "\u00a0", ""]),
    initials=st.sampled_from(["И.О.", "И. О.", "И.О", "Ю.Я."]),
    before=st.booleans(),
)
def test_any_typing_of_initials_is_read(
    surname: str, joint: str, initials: str, before: bool
) -> None:
    if before and initials == "И.О":
        joint = " "
    text = f"{initials}{joint}{surname}" if before else f"{surname}{joint or ' '}{initials}"

    person = read_person(text)

    assert person is not None
    assert person.surname == surname
    assert person.initials in ("И.О.", "Ю.Я.")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="АИОЛуЛнинаов. ,()-«»№5\n", max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for person in find_persons(text):
        assert 0 <= person.start < person.end <= len(text)
        assert person.name == f"{person.surname} {person.initials}".strip()


def _dictionary_surnames(prefixes: tuple[str, ...]) -> list[tuple[str, str, dict[str, str]]]:
    """Surnames of the dictionary with their gender and their forms by case."""
    found = []
    for prefix in prefixes:
        for parse in analyzer().iter_known_word_parses(prefix):
            tag = parse.tag
            nominative = "Surn" in tag and tag.case == "nomn" and tag.number == "sing"
            if nominative and tag.gender in ("masc", "femn"):
                forms = {case: parse.inflect({case, "sing", tag.gender}) for case in DECLENSION}
                named = {case: form.word for case, form in forms.items() if form is not None}
                found.append((parse.word, tag.gender, named))
    return found


WORDS_AROUND = {
    "nomn": "{} А.Б.",
    "gent": "под руководством {} А.Б.",
    "datv": "Поручить {} А.Б. подготовить отчёт",
    "accs": "Назначить {} А.Б. ответственным",
    "ablt": "совместно с {} А.Б.",
}


def test_dictionary_surnames_come_back_from_every_case() -> None:
    surnames = _dictionary_surnames(("коваль", "бел", "шев", "толст", "крав", "дом"))
    wrong = []
    for nominative, _gender, forms in surnames:
        for case, form in forms.items():
            persons = find_persons(WORDS_AROUND[case].format(form.capitalize()))
            if [person.surname.lower() for person in persons] != [nominative]:
                wrong.append((case, form, nominative))

    assert len(surnames) > 100
    assert len(wrong) / (5 * len(surnames)) < 0.01, wrong
