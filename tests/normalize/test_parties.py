"""Cells of responsible parties: split, expanded, named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.phrases.score_parties import PartyCell, errors, fold, load_cells
from normalize.parties import PartyContext, read_parties

CELLS = load_cells("parties.toml")
SCORED = load_cells("parties_scored.toml")
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

DISTRICT = "Управление образования администрации Краснолугского района"


def names(cell: str, context: PartyContext | None = None) -> list[str]:
    return [party.name for party in read_parties(cell, context or PartyContext()).parties]


@pytest.mark.parametrize("cell", CELLS, ids=[f"{i}" for i in range(len(CELLS))])
def test_cell_gives_its_answer(cell: PartyCell) -> None:
    assert errors(cell) == (), cell.text


def test_unseen_cells_are_mostly_right() -> None:
    right = sum(not errors(cell) for cell in SCORED)

    assert right / len(SCORED) >= 0.95


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "- - -", "\n", "…", "нет"])
def test_an_empty_cell_has_neither_parties_nor_findings(cell: str) -> None:
    reading = read_parties(cell)

    assert reading.parties == ()
    assert reading.findings == ()
    assert reading.text == cell


def test_the_words_of_the_document_are_kept() -> None:
    reading = read_parties("Отв.: зам. директора по УВР (по согласованию), Лапина О.С.")

    assert [p.as_written for p in reading.parties] == [
        "зам. директора по УВР",
        "Лапина О.С.",
    ]
    assert reading.parties[0].qualifier == "по согласованию"
    assert reading.parties[1].qualifier is None


def test_the_nearest_source_of_an_expansion_wins() -> None:
    everywhere = PartyContext(
        issuer="Управление охраны леса",
        abbreviations={"УО": "учебный отдел"},
        other_orders={"УО": "управление отчётности"},
        user={"УО": "участковая организация"},
    )
    sources = [
        (everywhere, "учебный отдел", "document"),
        (
            PartyContext(issuer=DISTRICT, other_orders=everywhere.other_orders),
            DISTRICT,
            "issuer",
        ),
        (
            PartyContext(other_orders=everywhere.other_orders, user=everywhere.user),
            "управление отчётности",
            "other_orders",
        ),
        (PartyContext(user=everywhere.user), "участковая организация", "user"),
        (PartyContext(), "управление образования", "gazetteer"),
    ]
    for context, name, source in sources:
        party = read_parties("УО", context).parties[0]
        assert (party.name, party.expansion_source) == (name, source)


def test_a_name_that_says_its_place_is_not_lengthened() -> None:
    context = PartyContext(
        issuer="Управление образования администрации Лугового района Энской области"
    )

    full = read_parties("Управление образования администрации Лугового района", context).parties[0]
    bare = read_parties("Управление образования администрации", context).parties[0]

    assert (full.name, full.expansion_source) == (full.as_written, "")
    assert (bare.name, bare.expansion_source) == (context.issuer, "issuer")


@pytest.mark.parametrize(
    ("issuer", "cell", "name"),
    [
        (
            "Администрация Лугового района Управление образования администрации Лугового района",
            "МОУО",
            "Управление образования администрации Лугового района",
        ),
        (
            "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ администрации Лугового района",
            "управление",
            "Управление образования администрации Лугового района",
        ),
        ("АДМИНИСТРАЦИЯ ЛУГОВОГО РАЙОНА", "администрация района", "Администрация Лугового района"),
        (
            "Управление образования Администрации Лугового района",
            "администрация",
            "Администрация Лугового района",
        ),
        ("Отдел образования администрации Лугового района", "РОО", "*"),
        ("Отдел культуры администрации Лугового района", "управление образования", "="),
        ("Управление образования администрации района", "администрации школ", "="),
        ("Управление образования администрации района", "отдел образования", "="),
    ],
)
def test_the_issuers_own_names(issuer: str, cell: str, name: str) -> None:
    expected = {"*": issuer, "=": cell}.get(name, name)

    assert names(cell, PartyContext(issuer=issuer)) == [expected]


def test_an_acronym_nobody_defines_stays_with_a_finding() -> None:
    reading = read_parties("ЩЪЫК")

    assert reading.parties[0].name == "ЩЪЫК"
    assert reading.parties[0].expansion_source == "none"
    assert [finding.code for finding in reading.findings] == ["party.acronym-unknown"]


def test_an_ambiguous_acronym_is_marked() -> None:
    reading = read_parties("ОО")

    assert reading.parties[0].expansion_source == "gazetteer"
    assert [(f.code, f.severity) for f in reading.findings] == [("party.acronym-ambiguous", "info")]


def test_a_defined_term_stands_for_one_body_only() -> None:
    context = PartyContext(abbreviations={"Учреждение": "МКУ «Служба сопровождения»"})

    assert names("учреждение", context) == ["МКУ «Служба сопровождения»"]
    assert names("учреждения", context) == ["учреждения"]
    assert names("Учреждению", context) == ["МКУ «Служба сопровождения»"]


def test_a_party_without_an_acronym_has_no_source() -> None:
    assert read_parties("отдел кадров").parties[0].expansion_source == ""


def test_unbalanced_quotes_are_marked_and_cut_where_the_name_ends() -> None:
    reading = read_parties("МБУ «Центр (Лапина О.С.), МБУ «Луч» (Ким Е.А.)")

    assert [(p.name, p.person) for p in reading.parties] == [
        ("МБУ «Центр»", "Лапина О.С."),
        ("МБУ «Луч»", "Ким Е.А."),
    ]
    assert "party.quotes-unbalanced" in {f.code for f in reading.findings}


def test_the_legal_form_in_full_stands_beside_the_name() -> None:
    party = read_parties("МБОУ «Ольховская СОШ»").parties[0]

    assert party.name == "МБОУ «Ольховская СОШ»"
    assert party.full_name is not None
    assert party.full_name.endswith("учреждение «Ольховская СОШ»")


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Управление образования", "organisation"),
        ("МБОУ «Ольховская СОШ»", "organisation"),
        ("отдел кадров", "unit"),
        ("рабочая группа", "unit"),
        ("общеобразовательные организации", "group"),
        ("руководители ОО", "group"),
        ("директор школы", "post"),
        ("Лапина О.С.", "person"),
        ("директор Лапина О.С.", "person"),
        ("муниципальный координатор", "role"),
        ("Школа-участница", "role"),
    ],
)
def test_kind_of_a_party(cell: str, kind: str) -> None:
    assert read_parties(cell).parties[0].kind == kind


def test_the_case_of_the_first_letter_does_not_part_a_party() -> None:
    one, other = read_parties("Куратор").parties[0], read_parties("куратор").parties[0]

    assert (one.name, other.name) == ("Куратор", "куратор")
    assert one.key == other.key


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("УО, МБУ ДПО «СОИРО», ОО", 3),
        ("Школа-участница (МБОУ «Стригуновская СОШ»), куратор", 2),
        ("МОУО, школа-участница, куратор", 3),
    ],
)
def test_cells_like_those_of_the_seeds(cell: str, expected: int) -> None:
    assert len(read_parties(cell).parties) == expected


def test_seed_cells_are_read_without_loss() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed orders are not beside this checkout (../shared/seeds)")
    for path in sorted(SEEDS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) < 5 or not re.match(r"\d", cells[0]) or not cells[3].strip():
                continue
            assert read_parties(cells[3]).parties, cells[3]


BODIES = (
    "отдел кадров",
    "управление культуры",
    "комиссия по делам молодёжи",
    "руководители общеобразовательных организаций",
    "классные руководители",
    "МБОУ «Ольховская СОШ»",
    "муниципальный координатор",
    "администрации сельских поселений",
    "детские сады",
    "Лапина О.С.",
    "Громов В.П.",
    "педагог-психолог",
    "Отдел торговли, питания и бытового обслуживания",
    "ИМЦ",
    "МКУ «Центр учёта, отчётности и закупок»",
    "центр занятости населения (по согласованию)",
)
SEPARATORS = (", ", "; ", ",", ";\n", "\n", " / ", ",\n", " и ", ", а также ", "; ")
PIECES = st.lists(st.sampled_from(BODIES), min_size=1, max_size=6, unique=True)


@given(PIECES, st.data())
@settings(deadline=None, max_examples=200)
def test_joined_parties_split_back(pieces: list[str], data: st.DataObject) -> None:
    cell = pieces[0]
    for piece in pieces[1:]:
        # a post and a person's name on the next line are one party
        usable = [s for s in SEPARATORS if s != "\n" or "." not in piece]
        if len(pieces) == 2:  # and so they are where nothing else stands in the cell
            usable = [s for s in usable if "," not in s or "." not in piece]
        separator = data.draw(st.sampled_from(usable))
        # a capital tells a new line from a wrapped one
        cell += separator + (piece[:1].upper() + piece[1:] if separator == "\n" else piece)

    assert [fold(name) for name in names(cell)] == [
        fold(name) for piece in pieces for name in names(piece)
    ]


@given(PIECES, st.sampled_from(["1. ", "1) ", "- ", "• "]))
@settings(deadline=None, max_examples=100)
def test_lists_split_into_their_items(pieces: list[str], marker: str) -> None:
    lines = [
        (f"{number}{marker[1:]}" if marker[0] == "1" else marker) + piece
        for number, piece in enumerate(pieces, 1)
    ]

    assert names("\n".join(lines)) == [name for piece in pieces for name in names(piece)]


@given(st.text(alphabet='абвИОУ «»"()[],;/.-–\n1№:+•Aи', max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_words_are_read_and_none_is_lost(cell: str) -> None:
    reading = read_parties(cell)

    assert reading.text == cell
    assert all(party.name and party.key and party.as_written for party in reading.parties)
    if len(re.findall("[абвИОУA]", cell)) > 3:
        assert reading.parties


@given(st.sampled_from(CELLS))
@settings(deadline=None, max_examples=60)
def test_reading_twice_gives_the_same(cell: PartyCell) -> None:
    assert read_parties(cell.text, cell.context) == read_parties(cell.text, cell.context)


@given(st.sampled_from(BODIES))
@settings(deadline=None, max_examples=30)
def test_a_read_name_reads_as_itself(piece: str) -> None:
    once = read_parties(piece).parties[0]
    again = read_parties(once.name).parties[0]

    assert (again.name, again.key) == (once.name, once.key)
