from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from load.errors import QueryError
from load.lemmas import Acronyms, lemmas, readings, words
from load.search import MODES, Hit, Question, estimated_hits, match_of, search
from load.snippets import snippet_of, wanted_in
from load.store import Store, open_store, save_record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, records: ModuleType) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("search") / "orders.db"
    with open_store(path) as store:
        save_record(store, records.record())
        rows = (
            records.MeasureSpec(
                "Ремонт мостов и дорог",
                records.reading("до 01.07.2021", records.day("до 01.07.2021", "2021-07-01")),
                (records.party("ООО «Мостострой»"),),
                result="Акт приёмки",
            ),
            records.MeasureSpec("Ёлочный базар у Дома культуры", records.reading("")),
        )
        other = records.record(
            "9", "2021-04-01", issuer="Администрация Верхнего района", measures=rows,
            title="О ремонте дорог", source="9.docx",
        )  # fmt: skip
        save_record(store, other)
    with open_store(path, read_only=True) as reader:
        yield reader


def find(store: Store, text: str, **more: object) -> list[Hit]:
    return search(store, Question(text, **more))  # type: ignore[arg-type]


def activities(hits: list[Hit]) -> set[str]:
    return {hit.id[-4:] for hit in hits if hit.kind == "measure"}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("аналитических справок", {"m001"}),
        ("аналитическая справка", {"m001"}),
        ("СОВЕЩАНИЯМ", {"m002"}),
        ("отчет", {"m004"}),
        ("отчётами", {"m004"}),
        ("елочного базара", {"m002"}),
        ("повысить", set()),
        ("учителю квалификация", {"m005"}),
    ],
)
def test_any_inflection_is_found(filled: Store, text: str, ends: set[str]) -> None:
    assert activities(find(filled, text, kinds=("measure",))) == ends


def test_acronym_and_expansion_find_each_other(filled: Store) -> None:
    of_acronym = activities(find(filled, "УО", kinds=("measure",)))
    of_name = activities(find(filled, "управлению образования", kinds=("measure",)))
    of_phrase = activities(
        find(filled, "управлением образования", mode="phrase", kinds=("measure",))
    )

    assert of_acronym == of_name == of_phrase == {"m001", "m002"}


@pytest.mark.parametrize(
    ("mode", "text", "found"),
    [
        ("phrase", "руководителям школ", True),
        ("phrase", "школ руководителям", False),
        ("exact", "с руководителями школ", True),
        ("exact", "руководителям школ", False),
        ("exact", "с РУКОВОДИТЕЛЯМИ", True),
        ("exact", "работа с кадрами", True),
        ("exact", "апрель 2022", True),
        ("exact", "уо", True),
        ("prefix", "руковод", True),
        ("prefix", "руковод шко", True),
        ("prefix", "руководителями", True),
        ("prefix", "водител", False),
        ("words", "школ руководителям", True),
        ("words", "руковод*", True),
        ("words", '"руководители школ"', True),
        ("words", "«школы руководителей»", False),
        ("words", "совещание -школа", False),
        ("words", "совещание -мост", True),
    ],
)
def test_modes(filled: Store, mode: str, text: str, found: bool) -> None:
    hits = find(filled, text, mode=mode, kinds=("measure",))

    assert ("m002" in activities(hits)) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Довести план до школ", "clause"),
        ("повышения качества", "title"),
        ("214", "table"),
        ("Ковылёвой", "member"),
        ("Хвощову", "member"),
        ("Хвощов", "clause"),
        ("настоящий план разработан", "text"),
        ("ремонт мостов", "measure"),
    ],
)
def test_everything_is_searched(filled: Store, text: str, kind: str) -> None:
    assert kind in {hit.kind for hit in find(filled, text)}


def test_hit_tells_order_deadline_and_party(filled: Store) -> None:
    (hit,) = find(filled, "мосты", kinds=("measure",))

    assert (hit.order_number, hit.order_date) == ("9", "2021-04-01")
    assert (hit.deadline_text, hit.deadline_end) == ("до 01.07.2021", "2021-07-01")
    assert hit.responsible == "ООО «Мостострой»"
    assert hit.snippet == "Ремонт [мостов] и дорог · ООО «Мостострой» · Акт приёмки"


def test_other_side_of_an_acronym_is_marked(filled: Store) -> None:
    hits = {hit.id[-4:]: hit.snippet for hit in find(filled, "УО", kinds=("measure",))}

    assert "[Управление] [образования] [администрации]" in hits["m002"]
    (other,) = find(filled, "ремонт мостов", kinds=("measure",))
    assert other.snippet.startswith("[Ремонт] [мостов] и дорог")


def test_own_words_come_before_words_beside(filled: Store) -> None:
    kinds = [(hit.kind, hit.id[-4:]) for hit in find(filled, "ремонт дорог")]

    assert kinds[0] in {("measure", "m001"), ("title", filled_title(filled))}
    scores = [hit.score for hit in find(filled, "план") if hit.score is not None]
    assert scores == sorted(scores, reverse=True)


def filled_title(store: Store) -> str:
    sql = "SELECT substr(order_id, -4) FROM orders WHERE number = '9'"
    return str(store.connection.execute(sql).fetchone()[0])


def test_pages_of_hits_join_without_gap(filled: Store) -> None:
    whole = find(filled, "план", limit=50)
    parts = [find(filled, "план", limit=2, offset=at) for at in range(0, len(whole), 2)]

    assert [hit for part in parts for hit in part] == whole
    assert len(whole) > 4


def test_unranked_gives_the_same_hits(filled: Store) -> None:
    ranked = find(filled, "план", limit=50)
    first = find(filled, "план", limit=50, ranked=False)

    assert {hit.id for hit in ranked} == {hit.id for hit in first}
    assert all(hit.score is None for hit in first)


def test_issuer_limits_the_answer(filled: Store) -> None:
    hits = find(filled, "план", issuer_keys=("администрация верхнего района",))

    assert {hit.order_number for hit in hits} == {"9"}


@pytest.mark.parametrize("text", ["", "  ", "«»", "-", "* ? !", "-школа"])
def test_question_without_a_word_is_refused(filled: Store, text: str) -> None:
    with pytest.raises(QueryError, match="at least one word"):
        find(filled, text)


def test_unknown_mode_and_kind_are_refused(filled: Store) -> None:
    with pytest.raises(QueryError, match="mode"):
        find(filled, "план", mode="fuzzy")
    with pytest.raises(QueryError, match="kind"):
        find(filled, "план", kinds=("footnote",))


@given(text=st.text(max_size=40), mode=st.sampled_from(MODES))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_search(filled: Store, text: str, mode: str) -> None:
    try:
        match_of(text, mode)
    except QueryError:
        return
    search(filled, Question(text, mode))


@given(st.text(alphabet=' "()*:^+ANDORNOTEAR{}абв', max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_operator_leaks_into_the_expression(filled: Store, text: str) -> None:
    answered = True
    try:
        search(filled, Question(text, limit=1))
    except QueryError:
        answered = False

    assert answered == bool(words(text))


@given(st.text(alphabet="абв ё-«».\n", max_size=300), st.text(alphabet="абв", min_size=1))
@settings(max_examples=100, deadline=None)
def test_snippet_is_words_of_the_text(text: str, word: str) -> None:
    snippet = snippet_of(text, wanted_in(word), ("[", "]"))
    bare = snippet.replace("[", "").replace("]", "").removeprefix("… ").removesuffix(" …")

    assert bare.strip() in " ".join(text.split())
    assert len(words(bare)) <= 28


def test_empty_acronym_marks_nothing() -> None:
    wanted = wanted_in("план").with_acronyms([("«»", "управление"), ("УО", "—")])

    assert wanted == wanted_in("план")


def test_snippet_shows_where_most_words_stand() -> None:
    text = "слово " * 60 + "подготовка аналитической справки " + "иное " * 60

    snippet = snippet_of(text, wanted_in("справка аналитическая"), ("<b>", "</b>"))

    assert "<b>аналитической</b> <b>справки</b>" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Школьный учёт", ("школьный", "учет")),
        ("№ 01-03/56-од", ("01", "03", "56", "ода")),
        ("COVID-19", ("covid", "19")),
        ("", ()),
    ],
)
def test_lemmas(text: str, expected: tuple[str, ...]) -> None:
    assert lemmas(text) == expected


def test_second_reading_of_an_ambiguous_form_is_kept() -> None:
    assert readings("графе") == ("граф", "графа")
    assert readings("школы") == ("школа",)


def test_acronyms_answer_both_ways() -> None:
    acronyms = Acronyms([("УО", "управление образования"), ("", "пусто"), ("ОО", "")])

    assert acronyms.other_side(["Отчёт в УО"]) == [("управление", "образование")]
    assert acronyms.other_side(["Отчёт в управлении образования"]) == [("уо",)]
    assert acronyms.other_side(["управление", "образование"]) == []
    assert acronyms.other_side(["УОФ"]) == []


def test_hits_of_a_large_index_are_told_from_a_part_of_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, records: ModuleType
) -> None:
    save_record(store, records.record())
    (order,) = store.connection.execute("SELECT order_id FROM orders").fetchone()
    with store.transaction() as connection:
        for at in range(8_000):
            words = "сверка" if at % 4 == 0 else "опись"
            (ident,) = connection.execute(
                "INSERT INTO passages (order_id, kind, owner_id, lemmas, extra)"
                " VALUES (?, 'text', 'x', ?, '') RETURNING passage_id",
                (order, words),
            ).fetchone()
            connection.execute(
                "INSERT INTO passage_index (rowid, lemmas, extra) VALUES (?, ?, '')", (ident, words)
            )
    every = connection.execute("SELECT max(passage_id) FROM passages").fetchone()[0]

    assert estimated_hits(store, '"сверка"') == every

    monkeypatch.setattr("load.search.RANKED", 1_000)
    assert 1_500 < estimated_hits(store, '"сверка"') < 2_500
    assert 5_000 < estimated_hits(store, '"опись"') < 7_000
    assert estimated_hits(store, '"нигде"') == 0
    assert estimated_hits(store, '"свер"*') == 1_000


def test_pages_of_a_ranked_answer_do_not_overlap(store: Store, records: ModuleType) -> None:
    for number in range(1, 8):
        save_record(store, records.record(str(number), source=f"{number}.docx"))
    pages = [search(store, Question("справка", limit=3, offset=at)) for at in range(0, 21, 3)]
    idents = [hit.id for page in pages for hit in page]

    assert len(idents) == len(set(idents)) > 6
    assert idents == [hit.id for hit in search(store, Question("справка", limit=100))][:21]
