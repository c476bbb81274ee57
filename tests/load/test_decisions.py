from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from load import questions
from load.candidates import candidate_pairs
from load.decisions import Decision, merge_parties, split_parties
from load.errors import DecisionRefused, UnknownName
from load.lookup import find_parties
from load.packing import stored_rows
from load.scope import Scope
from load.store import Store, open_store, save_record
from normalize.parties import read_parties

SCHOOL = "МБОУ «Лесная СОШ»"
OTHER = "МБОУ «Луговая СОШ»"
CENTRE = "МБУ «Центр оценки»"
WHEN = (dt.date(2021, 1, 1), dt.date(2022, 12, 31))


def order(records: ModuleType, number: str, *names: str, read: bool = False, **more: Any) -> Any:
    """An order with one measure for each of these parties."""
    measures = tuple(
        records.MeasureSpec(
            f"Дело {at}",
            records.reading(
                "до 26 марта 2021 года", records.day("до 26 марта 2021 года", "2021-03-26")
            ),
            (read_parties(name).parties[0],) if read else (records.party(name),),
        )
        for at, name in enumerate(names, start=1)
    )
    return records.record(number, measures=measures, source=f"{number}.docx", **more)


@pytest.fixture
def filled(store: Store, records: ModuleType) -> Store:
    save_record(store, records.record())
    save_record(store, order(records, "2", SCHOOL, OTHER, CENTRE))
    return store


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a decision may touch."""
    tables = (
        *("parties", "party_aliases", "responsibles", "measures", "party_decisions"),
        *("workloads", "workload_view"),
    )
    return {
        name: sorted(store.connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for name in (*tables, "responsible_view", "measure_view", "calendar_view", "alias_view")
    }


def names_of(store: Store) -> list[str]:
    return [name for (name,) in store.connection.execute("SELECT name FROM parties ORDER BY name")]


def ident(store: Store, name: str) -> str:
    (row,) = store.connection.execute("SELECT party_id FROM parties WHERE name = ?", (name,))
    return str(row[0])


def test_merged_party_is_the_other_one_everywhere(filled: Store) -> None:
    before = {due.id for n in (SCHOOL, OTHER) for due in find_due(filled, n)}

    decision = merge_parties(filled, SCHOOL, OTHER)

    assert (decision.party.name, [each.name for each in decision.others]) == (SCHOOL, [OTHER])
    assert (decision.rows, decision.orders) == (1, 1)
    assert OTHER not in names_of(filled)
    assert {due.id for due in find_due(filled, SCHOOL)} == before
    assert {due.id for due in find_due(filled, OTHER)} == before
    for sql in (
        "SELECT name FROM responsible_view WHERE as_written = ?",
        "SELECT responsible FROM measure_view WHERE responsible_text = ?",
        "SELECT responsible FROM calendar_view WHERE measure_id IN"
        " (SELECT measure_id FROM responsible_view WHERE as_written = ?)",
        "SELECT name FROM alias_view WHERE alias = ? AND merged_name = alias",
    ):
        assert {row[0] for row in filled.connection.execute(sql, (OTHER,))} == {SCHOOL}, sql
    loads = questions.load(filled, by="party", per="total")
    assert OTHER not in {each.name for each in loads}
    assert not filled.connection.execute("PRAGMA foreign_key_check").fetchall()
    assert filled.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def find_due(store: Store, party: str) -> list[questions.Due]:
    return questions.due(store, *WHEN, scope=Scope(party=party))


def test_other_measures_keep_their_words(filled: Store) -> None:
    sql = "SELECT measure_id, responsible FROM measure_view WHERE responsible_text <> ?"
    before = filled.connection.execute(sql, (OTHER,)).fetchall()

    merge_parties(filled, SCHOOL, OTHER)

    assert filled.connection.execute(sql, (OTHER,)).fetchall() == before


def test_split_leaves_no_trace(filled: Store) -> None:
    before = dump(filled)

    merge_parties(filled, SCHOOL, OTHER)
    merge_parties(filled, SCHOOL, CENTRE)
    decision = split_parties(filled, SCHOOL)

    assert [each.name for each in decision.others] == [OTHER, CENTRE]
    assert dump(filled) == before


def test_one_of_two_merged_parties_is_split(filled: Store) -> None:
    merge_parties(filled, SCHOOL, CENTRE)
    before = dump(filled)

    merge_parties(filled, SCHOOL, OTHER)
    decision = split_parties(filled, OTHER)

    assert [each.name for each in decision.others] == [OTHER]
    assert dump(filled) == before


def test_what_was_merged_follows_into_another_party(filled: Store) -> None:
    before = dump(filled)

    merge_parties(filled, OTHER, CENTRE)
    decision = merge_parties(filled, SCHOOL, OTHER)

    assert [each.name for each in decision.others] == [OTHER, CENTRE]
    rows = filled.connection.execute("SELECT DISTINCT target_name FROM party_decisions").fetchall()
    assert rows == [(SCHOOL,)]
    assert {find_parties(filled, name)[0].name for name in (SCHOOL, OTHER, CENTRE)} == {SCHOOL}
    split_parties(filled, SCHOOL)
    assert dump(filled) == before


def test_decision_holds_for_orders_read_again_and_later(
    filled: Store, records: ModuleType, tmp_path: Path
) -> None:
    merge_parties(filled, SCHOOL, OTHER)
    save_record(filled, order(records, "2", SCHOOL, OTHER, CENTRE), replace=True)
    save_record(filled, order(records, "3", OTHER))

    with open_store(tmp_path / "other.db") as late:
        save_record(late, records.record())
        save_record(late, order(records, "3", OTHER))
        save_record(late, order(records, "2", SCHOOL, OTHER, CENTRE))
        merge_parties(late, SCHOOL, OTHER)
        assert dump(late) == dump(filled)


def test_decision_holds_when_all_orders_of_the_target_are_gone(
    store: Store, records: ModuleType
) -> None:
    save_record(store, order(records, "1", SCHOOL))
    save_record(store, order(records, "2", OTHER))
    merge_parties(store, SCHOOL, OTHER)
    fresh = order(records, "1", CENTRE)

    save_record(store, fresh, replace=True)
    save_record(store, order(records, "4", OTHER))

    assert SCHOOL in names_of(store)
    assert OTHER not in names_of(store)
    split_parties(store, OTHER)
    assert OTHER in names_of(store)
    assert SCHOOL not in names_of(store)


def test_the_order_of_files_does_not_matter_after_a_decision(
    store: Store, records: ModuleType, tmp_path: Path
) -> None:
    lower = SCHOOL.replace("Лесная", "ЛЕСНАЯ")
    made = [order(records, "5", OTHER), order(records, "6", SCHOOL), order(records, "7", lower)]
    with open_store(tmp_path / "other.db") as other:
        for opened, later in ((store, made), (other, made[::-1])):
            first = order(records, "1", SCHOOL, OTHER)
            save_record(opened, first)
            merge_parties(opened, SCHOOL, OTHER)
            for each in later:
                save_record(opened, each)

        assert dump(store) == dump(other)


def test_kept_rows_of_a_file_know_nothing_of_decisions(filled: Store) -> None:
    orders = filled.connection.execute("SELECT order_id FROM orders").fetchall()
    before = [sorted(stored_rows(filled.connection, row[0])["responsibles"]) for row in orders]

    merge_parties(filled, SCHOOL, OTHER)

    assert before == [
        sorted(stored_rows(filled.connection, row[0])["responsibles"]) for row in orders
    ]


@pytest.mark.parametrize("words", [OTHER, "мбоу луговая сош", "Луговая", "луговой сош"])
def test_words_of_a_merged_name_find_the_party(filled: Store, words: str) -> None:
    merge_parties(filled, SCHOOL, OTHER)

    assert [each.name for each in find_parties(filled, words)] == [SCHOOL]


def test_id_of_a_merged_party_finds_the_other(filled: Store) -> None:
    merged = ident(filled, OTHER)
    merge_parties(filled, ident(filled, SCHOOL), merged)

    assert [each.name for each in find_parties(filled, merged)] == [SCHOOL]


@pytest.mark.parametrize(
    ("target", "source", "told"),
    [
        (SCHOOL, SCHOOL, "one party already"),
        ("УО", "управление образования", "one party already"),
        (SCHOOL, "Озёрная гимназия", "no party is called"),
        (SCHOOL, "МБОУ", "2 parties fit 'МБОУ'.*use the id"),
        ("", SCHOOL, "no party is called"),
    ],
)
def test_merge_that_makes_no_sense_is_told(
    filled: Store, target: str, source: str, told: str
) -> None:
    before = dump(filled)

    with pytest.raises((UnknownName, DecisionRefused), match=told):
        merge_parties(filled, target, source)

    assert dump(filled) == before


@pytest.mark.parametrize(
    ("target", "source"), [(OTHER, SCHOOL), (SCHOOL, OTHER), (OTHER, CENTRE), (CENTRE, OTHER)]
)
def test_merged_party_cannot_be_merged_again_by_its_own_name(
    filled: Store, target: str, source: str
) -> None:
    """A chain or a cycle: the name is part of another party, and that one has to be meant."""
    merge_parties(filled, SCHOOL, OTHER)
    before = dump(filled)

    with pytest.raises(DecisionRefused, match=r"was merged into .*--split"):
        merge_parties(filled, target, source)

    assert dump(filled) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [(CENTRE, "nobody merged anything"), ("Озёрная", "no party is called"), ("", "no party")],
)
def test_split_of_what_is_not_merged_is_told(filled: Store, words: str, told: str) -> None:
    merge_parties(filled, SCHOOL, OTHER)

    with pytest.raises((UnknownName, DecisionRefused), match=told):
        split_parties(filled, words)


@pytest.mark.parametrize("words", ["Луговая", "луговой сош", "луговую"])
def test_words_that_only_a_merged_party_has_mean_that_one(filled: Store, words: str) -> None:
    """Else half a name would take apart, or carry away, much more than was meant."""
    merge_parties(filled, SCHOOL, OTHER)
    merge_parties(filled, SCHOOL, CENTRE)

    with pytest.raises(DecisionRefused, match="was merged into"):
        merge_parties(filled, "УО", words)
    assert [each.name for each in split_parties(filled, words).others] == [OTHER]


def test_words_that_both_have_mean_the_party(filled: Store) -> None:
    merge_parties(filled, SCHOOL, OTHER)

    decision = merge_parties(filled, "УО", "МБОУ")

    assert [each.name for each in decision.others] == [SCHOOL, OTHER]
    assert len(split_parties(filled, "УО").others) == 2


def test_decision_about_parties_that_are_gone_can_be_taken_back(
    store: Store, records: ModuleType
) -> None:
    save_record(store, order(records, "1", SCHOOL, OTHER))
    merge_parties(store, SCHOOL, OTHER)
    save_record(store, order(records, "1", CENTRE), replace=True)

    assert names_of(store) == [CENTRE, "Хвощов Т.К."]
    assert [each.name for each in split_parties(store, OTHER).others] == [OTHER]
    assert not dump(store)["party_decisions"]


def test_clause_follows_the_decision(filled: Store) -> None:
    merge_parties(filled, SCHOOL, "Хвощов Т.К.")

    names = filled.connection.execute("SELECT DISTINCT name FROM clause_responsible_view")
    assert names.fetchall() == [(SCHOOL,)]


NAMES = ["Алая школа", "Белая школа", "Вишнёвая школа", "Голубая школа"]


@settings(deadline=None, max_examples=25)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["merge", "split", "save"]), *[st.sampled_from(NAMES)] * 2),
        max_size=12,
    )
)
def test_any_decisions_taken_back_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory,
    records: ModuleType,
    steps: list[tuple[str, str, str]],
) -> None:
    path = tmp_path_factory.mktemp("steps") / "orders.db"
    with open_store(path) as store:
        made = [order(records, str(at), *NAMES[at:], NAMES[0]) for at in range(1, 4)]
        for each in made:
            save_record(store, each)
        before = dump(store)
        for what, one, other in steps:
            step(store, what, one, other) if what != "save" else save_record(
                store, made[NAMES.index(one) % 3], replace=True
            )
            targets = "SELECT 1 FROM party_decisions WHERE target_id IN"
            sources = "(SELECT party_id FROM party_decisions)"
            assert not store.connection.execute(f"{targets} {sources}").fetchall()
            assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()
        for name in NAMES:
            step(store, "split", name, name)
        assert dump(store) == before


def step(store: Store, what: str, one: str, other: str) -> Decision | None:
    try:
        return merge_parties(store, one, other) if what == "merge" else split_parties(store, one)
    except DecisionRefused:
        return None


def test_doubtful_pairs_are_listed_and_not_merged(store: Store, records: ModuleType) -> None:
    uo, slip = "Управление образования Заозёрья", "Управление образованпя Заозёрья"
    save_record(store, order(records, "1", uo, uo, "отдел кадров", read=True))
    save_record(store, order(records, "2", slip, read=True))

    (pair,) = candidate_pairs(store)

    assert (pair.first_name, pair.first_rows, pair.second_name) == (uo, 2, slip)
    assert pair.confirmed_by == "issuer, place"
    assert {uo, slip} <= set(names_of(store))
    merge_parties(store, pair.first_id, pair.second_id)
    assert candidate_pairs(store) == []


def test_pair_of_two_districts_is_not_confirmed(store: Store, records: ModuleType) -> None:
    names = ["Отдел опеки и попечительства", "Отдел опекн и попечительства"]
    near = order(records, "1", names[0], read=True)
    far = order(records, "2", names[1], read=True, issuer="Администрация Дальнего района")
    save_record(store, near)
    save_record(store, replace(far, place="с. Дальнее"))

    (pair,) = candidate_pairs(store)

    assert {pair.first_name, pair.second_name} == set(names)
    assert pair.confirmed_by == ""
