"""The two real orders, every field as a careful reader copies it, through the real command.

The orders lie beside the checkout and are not part of it; the people in them
are named here by the places where they stand, not by their names.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import prikaz

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

CENTRE = "Муниципальное бюджетное учреждение «Старооскольский центр оценки качества образования»"
INSTITUTE = "МБУ ДПО «Старооскольский институт развития образования»"
OFFICE = "Управление образования администрации Старооскольского городского округа"
SCHOOLS = "общеобразовательные организации"
DISTRICT = "Управление образования администрации Борисовского района"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    if not SEEDS.is_dir():
        pytest.skip("the seed orders are not beside this checkout (../shared/seeds)")
    path = tmp_path_factory.mktemp("seeds") / "orders.db"
    result = CliRunner().invoke(prikaz, ["ingest", str(SEEDS), "--db", str(path), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


PERSON = r"[А-ЯЁ][а-яё]+ [А-ЯЁ]\.[А-ЯЁ]\."


def text_of(number: str) -> str:
    texts = (path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return next(text for text in texts if re.search(rf"№\s?{number}\b", text))


def signatory(number: str) -> str:
    """Who signed: the first line that holds initials and a surname and nothing else."""
    match = re.search(r"^\W*([А-ЯЁ]\.[А-ЯЁ]\.) ?([А-ЯЁ][а-яё]+)\W*$", text_of(number), re.M)
    assert match is not None
    return f"{match[2]} {match[1]}"


def bracketed(number: str, clause: str) -> list[str]:
    """The people in brackets in a clause; they stand in the nominative there."""
    line = next(line for line in text_of(number).splitlines() if line.startswith(clause))
    return re.findall(rf"\(({PERSON})\)", line)


def members(number: str) -> list[str]:
    found = re.findall(rf"^\d+\t({PERSON})\t", text_of(number), re.M)
    assert len(found) == 3
    return found


def rows(store: sqlite3.Connection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.execute(sql, values)]


def test_heads(store: sqlite3.Connection) -> None:
    found = rows(
        store,
        "SELECT issuer, doc_type, number, date, place, signatory_person, period_start, period_end,"
        " measure_count FROM order_view ORDER BY date",
    )

    assert found == [
        (
            f"{OFFICE} Белгородской области",
            "приказ",
            "663",
            "2017-05-16",
            None,
            signatory("663"),
            "2017-05-16",
            "2018-12-31",
            14,
        ),
        (
            DISTRICT,
            "приказ",
            "140а",
            "2021-03-05",
            "п. Борисовка",
            signatory("140а"),
            "2021-03-05",
            "2022-12-31",
            14,
        ),
    ]


def test_titles_and_posts(store: sqlite3.Connection) -> None:
    found = rows(store, "SELECT title, signatory_post FROM order_view ORDER BY date")

    assert found[0][0].startswith("Об утверждении «дорожной карты» по оказанию помощи")
    assert found[0][0].endswith("результаты, на 2017-2018 годы")
    assert found[1][0].endswith("имеющие низкие образовательные результаты обучающихся")
    assert [row[1] for row in found] == [
        "Начальник управления образования администрации Старооскольского городского округа",
        "Начальник управления образования администрации Борисовского района",
    ]


def test_sections_of_663(store: sqlite3.Connection) -> None:
    found = rows(
        store,
        "SELECT s.number, s.title FROM section_view s JOIN order_view o USING (order_id)"
        " WHERE o.number = '663' ORDER BY s.position",
    )

    assert [number for number, _ in found] == ["1", "2", "3", "4"]
    # the title that a page break cut is whole
    assert found[1][1] == (
        "Обеспечение взаимодействия между участниками образовательных отношений в процессе создания"
        " условий для получения качественного общего образования в общеобразовательных организаций"
        " Старооскольского городского округа, работающих в сложных социальных контекстах и"
        " показывающих стабильно низкие образовательные результаты"
    )


def test_measures_of_663(store: sqlite3.Connection) -> None:
    found = rows(
        store,
        "SELECT number, section_number, deadline_text, deadline_kind, deadline_start, deadline_end,"
        " deadline_edtf FROM measure_view WHERE order_number = '663' ORDER BY position",
    )
    always = ("Постоянно", "continuous", "2017-05-16", "2018-12-31", "2017-05-16/2018-12-31")
    september = ("Сентябрь 2017 года", "period", "2017-09-01", "2017-09-30", "2017-09")

    assert found == [
        ("1.1", "1", "Май-июнь 2017 года", "period", "2017-05-01", "2017-06-30", "2017-05/2017-06"),
        ("1.2", "1", "Август 2017 года", "period", "2017-08-01", "2017-08-31", "2017-08"),
        ("2.1", "2", *september),
        ("2.2", "2", *september),
        ("2.3", "2", *always),
        ("2.4", "2", *september),
        ("2.5", "2", *always),
        ("2.6", "2", *always),
        ("2.7", "2", *september),
        (
            "2.8",
            "2",
            "Сентябрь 2017 года - май 2018 года",
            "period",
            "2017-09-01",
            "2018-05-31",
            "2017-09/2018-05",
        ),
        ("3.1", "3", "Ноябрь 2017 года", "period", "2017-11-01", "2017-11-30", "2017-11"),
        ("3.2", "3", *always),
        ("4.1", "4", "Май 2018 года", "period", "2018-05-01", "2018-05-31", "2018-05"),
        (
            "4.2",
            "4",
            "Июнь - июль 2018 года",
            "period",
            "2018-06-01",
            "2018-07-31",
            "2018-06/2018-07",
        ),
    ]


def test_rows_that_a_page_cut_are_whole(store: sqlite3.Connection) -> None:
    found = {
        number: (activity, result)
        for number, activity, result in rows(
            store,
            "SELECT number, activity, result_text FROM measure_view WHERE number IS NOT NULL"
            " AND (order_number = '663' OR number = '13')",
        )
    }

    assert found["2.3"][0].endswith(
        "по совершенствованию подготовки учащихся к государственной итоговой аттестации по"
        " образовательным программам основного общего и среднего общего образования"
    )
    assert found["2.7"] == (
        "Проведение заседаний профессиональных сообществ директоров по вопросу перевода «слабых"
        " школ» в эффективный режим развития",
        "Определение стратегии перевода «слабых школ» в эффективный режим развития",
    )
    assert found["3.1"][0].endswith("показателей индивидуального прогресса обучающихся")
    assert found["13"] == (
        "Проведение анализа реализации проекта в 2021 году, подготовлен план мероприятий на 2022"
        " год",
        "Проведен анализ достижения показателей школы-участницы. Разработан план мероприятий на"
        " 2022 год",
    )


@pytest.mark.parametrize(
    ("order", "number", "names"),
    [
        ("663", "1.1", [CENTRE]),
        ("663", "2.1", [OFFICE, INSTITUTE, SCHOOLS]),
        ("663", "2.2", [OFFICE, INSTITUTE, SCHOOLS]),
        ("663", "2.5", [INSTITUTE, SCHOOLS]),
        ("663", "4.1", [CENTRE]),
        ("140а", "2", [DISTRICT]),
        ("140а", "5", ["Муниципальный координатор"]),
        ("140а", "12", [DISTRICT, "школа-участница", "куратор"]),
    ],
)
def test_parties(store: sqlite3.Connection, order: str, number: str, names: list[str]) -> None:
    found = rows(
        store,
        "SELECT r.name FROM responsible_view r JOIN measure_view m USING (measure_id)"
        " WHERE m.order_number = ? AND m.number = ? ORDER BY r.ordinal",
        order,
        number,
    )

    assert [name for (name,) in found] == names


def test_the_same_party_is_one_row(store: sqlite3.Connection) -> None:
    for name in (CENTRE, OFFICE, INSTITUTE, SCHOOLS, DISTRICT):
        found = rows(store, "SELECT DISTINCT party_id FROM responsible_view WHERE name = ?", name)
        assert len(found) == 1, name


def test_a_school_in_the_project_is_a_role(store: sqlite3.Connection) -> None:
    found = rows(
        store,
        "SELECT DISTINCT r.role, r.organisation FROM responsible_view r"
        " JOIN measure_view m USING (measure_id) WHERE m.order_number = '140а' AND m.number = '1'",
    )

    assert found == [("Школа-участница", "МБОУ «Стригуновская СОШ»")]


def test_measures_of_140(store: sqlite3.Connection) -> None:
    found = rows(
        store,
        "SELECT number, deadline_kind, deadline_start, deadline_end FROM measure_view"
        " WHERE order_number = '140а' ORDER BY position",
    )
    february = ("period", "2021-02-01", "2021-02-28")
    two_months = ("list", "2021-02-01", "2021-03-31")
    march = ("period", "2021-03-01", "2021-03-31")

    assert found == [
        ("1", *february),
        ("2", *february),
        ("3", *february),
        ("4", *february),
        ("5", "schedule", None, None),
        (None, "period", "2021-04-01", "2021-04-30"),
        ("6", *two_months),
        ("7", *two_months),
        ("8", "schedule", None, None),
        ("9", *march),
        ("10", *march),
        ("11", "period", "2021-05-01", "2021-05-31"),
        ("12", "period", "2021-09-01", "2021-09-30"),
        ("13", "period", "2021-03-01", "2021-12-31"),
    ]


def test_schedules_keep_their_reference(store: sqlite3.Connection) -> None:
    found = rows(store, "SELECT condition FROM deadline_view WHERE kind = 'schedule' ORDER BY 1")

    assert found == [("По графику",), ("По графику ОГАОУ ДПО «БелИРО»",)]


def test_clauses(store: sqlite3.Connection) -> None:
    found = rows(
        store,
        "SELECT o.number, c.number, c.parent_number, c.deadline_end, c.persons FROM clause_view c"
        " JOIN order_view o USING (order_id) ORDER BY o.date, c.position",
    )

    named = bracketed("663", "2.")
    assert len(named) == 3
    assert found == [
        ("663", "1", None, None, None),
        ("663", "2", None, None, "; ".join(named)),
        ("663", "3", None, "2017-05-17", "; ".join(bracketed("663", "3."))),
        ("663", "4", None, None, f"{named[0]}; {named[2]}"),
        ("663", "5", None, None, signatory("663")),
        ("140а", "1", None, None, None),
        ("140а", "1.1", "1", None, None),
        ("140а", "1.2", "1", None, None),
        ("140а", "2", None, None, signatory("140а")),
    ]


def test_definitions_and_the_term(store: sqlite3.Connection) -> None:
    found = rows(
        store, "SELECT short, expansion, is_term FROM abbreviation_view ORDER BY is_term, short"
    )

    assert found[:4] == [
        ("МБУ «СЦОКО»", CENTRE, 0),
        ("МБУ ДПО «СОИРО»", INSTITUTE, 0),
        ("ОО", SCHOOLS, 0),
        ("УО", OFFICE, 0),
    ]
    assert [(short, is_term) for short, _, is_term in found[4:]] == [("дорожная карта", 1)]


def test_the_reference_and_the_members(store: sqlite3.Connection) -> None:
    assert rows(store, "SELECT relation, doc_type, issuer, number, date FROM reference_view") == [
        ("based_on", "приказ", "департамент образования Белгородской области", "1079", "2017-04-11")
    ]
    assert rows(
        store, "SELECT annex_number, number, person, post FROM member_view ORDER BY number"
    ) == [
        ("2", "1", members("140а")[0], "Заместитель директора МКУ «ЦОФМСО Борисовского района»"),
        (
            "2",
            "2",
            members("140а")[1],
            "Начальник отдела оценки качества образования МКУ «ЦОФМСО Борисовского района»"
            " (координатор)",
        ),
        ("2", "3", members("140а")[2], "Директор МБОУ «Борисовская СОШ№2» (куратор)"),
    ]


def test_nothing_is_left_over(store: sqlite3.Connection) -> None:
    assert rows(store, "SELECT excerpt FROM finding_view WHERE code = 'order.residue'") == []
