"""Acronyms that other orders of the same issuer define."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from load.decisions import merge_parties, split_parties
from load.elsewhere import resolve_acronyms
from load.packing import unpacked
from load.store import Store, open_store, save_record
from normalize.parties import PartyContext, read_parties
from normalize.record import Abbreviation, OrderRecord

TABLES = (
    *("responsibles", "parties", "party_aliases", "findings", "measures"),
    *("resolutions", "resolved_findings", "resolution_bases", "workloads"),
)
CENTRE = "методический центр роста учителей Озёрного района"


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    rows = {
        table: sorted(store.connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        for table in TABLES
    }
    rows["passages"] = sorted(
        store.connection.execute("SELECT order_id, kind, owner_id, lemmas, extra FROM passages")
    )
    return rows


def defining(
    records: ModuleType, number: str, defines: dict[str, str], issuer: str | None = None
) -> OrderRecord:
    made: OrderRecord = records.record(
        number, issuer=issuer or records.UO, source=f"{number}.docx", measures=()
    )
    return replace(
        made,
        abbreviations=tuple(Abbreviation(short, words) for short, words in defines.items()),
    )


def using(records: ModuleType, number: str, *cells: str) -> OrderRecord:
    context = PartyContext(issuer=records.UO)
    rows = []
    for cell in cells:
        read = read_parties(cell, context)
        spec = records.MeasureSpec(
            "Проверить журналы",
            records.reading("до 5 марта 2021 г.", records.day("до 5 марта 2021 г.", "2021-03-05")),
            read.parties,
            findings=read.findings,
        )
        rows.append(spec)
    made: OrderRecord = records.record(number, source=f"{number}.docx", measures=tuple(rows))
    return replace(made, abbreviations=())


def named(store: Store) -> list[tuple[str, str, str | None]]:
    return store.connection.execute(
        "SELECT as_written, name, expansion_source FROM responsible_view ORDER BY measure_id,"
        " ordinal"
    ).fetchall()


def codes(store: Store) -> list[tuple[str, str]]:
    return store.connection.execute(
        "SELECT code, excerpt FROM findings WHERE code LIKE 'party.%' ORDER BY finding_id"
    ).fetchall()


@pytest.fixture
def pair(records: ModuleType) -> tuple[OrderRecord, OrderRecord]:
    """An order that defines an acronym, and one that uses it."""
    return (
        defining(records, "1", {"МЦРУ": CENTRE}),
        using(records, "2", "МЦРУ, школы", "специалисты МЦРУ"),
    )


def test_acronym_is_what_another_order_says(
    store: Store, pair: tuple[OrderRecord, OrderRecord]
) -> None:
    for record in pair:
        save_record(store, record)
    assert ("МЦРУ", "МЦРУ", "none") in named(store)

    assert resolve_acronyms(store) == 1

    assert named(store) == [
        ("МЦРУ", CENTRE, "other_orders"),
        ("школы", "школы", None),
        ("специалисты МЦРУ", f"специалисты методического центра {CENTRE[19:]}", "other_orders"),
    ]
    assert codes(store) == [("party.acronym-elsewhere", "МЦРУ")] * 2
    responsible = store.connection.execute(
        "SELECT responsible FROM measure_view ORDER BY position"
    ).fetchone()
    assert responsible == (f"{CENTRE}; школы",)
    key = store.connection.execute("SELECT name FROM parties WHERE name = ?", (CENTRE,)).fetchall()
    assert key == [(CENTRE,)]
    load = store.connection.execute(
        "SELECT p.name, w.month FROM workloads AS w JOIN parties AS p USING (party_id)"
        " WHERE p.name IN ('МЦРУ', ?)",
        (CENTRE,),
    ).fetchall()
    assert load == [(CENTRE, "2021-03")]


def test_order_of_files_does_not_matter(
    records: ModuleType, pair: tuple[OrderRecord, OrderRecord], tmp_path: Path
) -> None:
    three = (*pair, defining(records, "3", {"МЦРУ": CENTRE.capitalize(), "ШМО": "школьный отдел"}))
    seen = []
    for at, sequence in enumerate(itertools.permutations(three)):
        for steps in (True, False):
            with open_store(tmp_path / f"{at}{steps}.db") as store:
                for record in sequence:
                    save_record(store, record)
                    if steps:
                        resolve_acronyms(store)
                resolve_acronyms(store)
                seen.append(everything(store))
                assert resolve_acronyms(store) == 0
                assert not store.connection.execute("PRAGMA foreign_key_check").fetchall()

    assert all(each == seen[0] for each in seen)


def test_definition_that_goes_takes_its_names_along(
    store: Store, pair: tuple[OrderRecord, OrderRecord]
) -> None:
    definer, user = pair
    save_record(store, user)
    resolve_acronyms(store)
    alone = everything(store)
    save_record(store, definer)
    resolve_acronyms(store)
    assert ("МЦРУ", CENTRE, "other_orders") in named(store)

    save_record(store, replace(definer, abbreviations=()), replace=True)
    resolve_acronyms(store)

    kept = everything(store)
    assert all(not kept[table] for table in TABLES[5:8])
    for table in ("responsibles", "party_aliases", "findings", "measures", "passages", "workloads"):
        assert set(alone[table]) <= set(kept[table])


def test_contradicting_definitions_are_told_and_not_taken(
    store: Store, records: ModuleType, pair: tuple[OrderRecord, OrderRecord]
) -> None:
    for record in (*pair, defining(records, "3", {"МЦРУ": "муниципальный центр ремонта"})):
        save_record(store, record)
        resolve_acronyms(store)

    assert ("МЦРУ", "МЦРУ", "none") in named(store)
    assert codes(store) == [("party.acronym-contradicted", "МЦРУ")] * 2
    message = store.connection.execute(
        "SELECT DISTINCT message FROM findings WHERE code = 'party.acronym-contradicted'"
    ).fetchall()
    assert message == [
        (
            "Other orders of the issuer define «МЦРУ» as «методический центр роста учителей"
            " Озёрного района» and as «муниципальный центр ремонта»",
        )
    ]


def test_contradiction_about_what_the_gazetteer_knows_is_a_new_finding(
    store: Store, records: ModuleType
) -> None:
    save_record(store, using(records, "2", "ЦРБ"))
    before = named(store)
    for number, words in (("1", "центр речной безопасности"), ("3", "центр развития бега")):
        save_record(store, defining(records, number, {"ЦРБ": words}))
    resolve_acronyms(store)

    assert named(store) == before
    assert [code for code, _ in codes(store)].count("party.acronym-contradicted") == 1
    count = store.connection.execute(
        "SELECT m.finding_count, (SELECT count(*) FROM findings AS f"
        " WHERE f.measure_id = m.measure_id) FROM measures AS m"
    ).fetchall()
    assert all(kept == true for kept, true in count)


def test_definition_comes_before_the_gazetteer_and_after_the_issuer(
    store: Store, records: ModuleType
) -> None:
    save_record(store, using(records, "2", "ЦРБ", "УО"))
    save_record(
        store, defining(records, "1", {"ЦРБ": "центр речной безопасности", "УО": "участок охраны"})
    )
    resolve_acronyms(store)

    assert named(store) == [
        ("ЦРБ", "центр речной безопасности", "other_orders"),
        ("УО", records.UO, "issuer"),
    ]


def test_another_issuer_defines_nothing(store: Store, records: ModuleType) -> None:
    save_record(store, using(records, "2", "МЦРУ"))
    other = "Управление культуры администрации Заречного района"
    save_record(store, defining(records, "1", {"МЦРУ": CENTRE}, other))

    assert resolve_acronyms(store) == 0


def test_shorter_form_of_the_same_expansion_is_no_contradiction(
    store: Store, records: ModuleType, pair: tuple[OrderRecord, OrderRecord]
) -> None:
    short = "Методический центр роста учителей"
    for record in (*pair, defining(records, "3", {"МЦРУ": short})):
        save_record(store, record)
    resolve_acronyms(store)

    assert ("МЦРУ", CENTRE, "other_orders") in named(store)


def test_decision_of_a_person_holds_beside_it(
    store: Store, pair: tuple[OrderRecord, OrderRecord]
) -> None:
    for record in pair:
        save_record(store, record)
    resolve_acronyms(store)
    plain = everything(store)
    merge_parties(store, "школы", CENTRE)
    assert ("МЦРУ", "школы", "other_orders") in named(store)

    save_record(store, pair[1], replace=True)
    resolve_acronyms(store)
    assert ("МЦРУ", "школы", "other_orders") in named(store)
    split_parties(store, "школы")

    assert everything(store) == plain


def test_better_file_of_the_same_order_is_resolved_too(
    store: Store, records: ModuleType, pair: tuple[OrderRecord, OrderRecord]
) -> None:
    definer, user = pair
    for record in (definer, user):
        save_record(store, record)
    resolve_acronyms(store)
    better = records.with_source(user, "2-copy.pdf")
    save_record(store, better)
    resolve_acronyms(store)

    assert ("МЦРУ", CENTRE, "other_orders") in named(store)
    kept = store.connection.execute(
        "SELECT record FROM documents WHERE state = 'duplicate'"
    ).fetchall()
    rows = unpacked(kept[0][0])["responsibles"]
    assert {row["expansion_source"] for row in rows} == {"none", ""}
