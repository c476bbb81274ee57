"""Titles, meanings and words of the pages: all there, in both languages."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from pathlib import Path

import pytest

from load.migrations import migrate
from load.named_queries import NAMED_QUERIES
from web.descriptions import COLUMNS, TABLES, column_label, metadata, relations, table_title
from web.languages import LANGUAGE, WORDS, choose, translate, translate_value

WEB = Path(__file__).parents[2] / "web"

RELATIONS = {item.name: item for item in relations()}


@pytest.mark.parametrize("name", RELATIONS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_table_and_column_says_what_it_means(name: str, language: str) -> None:
    described = metadata(language)["databases"]["store"]["tables"][name]
    inner = name == "passage_index"

    assert described["title"]
    assert described["title"] != name
    assert described["description"]
    for column in RELATIONS[name].columns:
        assert column_label(name, column.name, language)
        assert inner or described["columns"][column.name], f"{name}.{column.name}"
        if language == "ru" and not inner:
            assert re.search("[А-Яа-я№]", described["columns"][column.name])


@pytest.mark.parametrize("name", TABLES)
def test_looks_name_tables_and_columns_that_exist(name: str) -> None:
    looks = TABLES[name]
    columns = {column.name for column in RELATIONS[name].columns}

    named = {looks.get("sort"), looks.get("sort_desc"), looks.get("label")} - {None}
    assert named | set(looks.get("facets", ())) <= columns


def test_russian_columns_belong_to_tables_that_have_them() -> None:
    for table, columns in COLUMNS.items():
        if table in {"columns", "units"}:
            continue
        known = {column.name for column in RELATIONS[table].columns}
        assert set(columns) <= known, table


@pytest.mark.parametrize("name", NAMED_QUERIES)
def test_answers_of_named_queries_have_russian_headings(name: str) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    query = NAMED_QUERIES[name]
    answer = connection.execute(query.sql, query.parameters)

    for column in answer.description:
        assert column[0] in COLUMNS["columns"], column[0]


def test_titles_tell_tables_apart() -> None:
    for language in ("ru", "en"):
        titles = [table_title(name, language) for name in RELATIONS]
        assert len(titles) == len(set(titles))


def _templates() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((WEB / "templates").glob("*.html"))
    )


def test_every_word_of_the_templates_has_a_translation() -> None:
    used = {
        first or second
        for first, second in re.findall(r"""\bt\((?:"([^"]+)"|'([^']+)')\)""", _templates())
    }

    assert used - {"RRULE"} <= set(WORDS)
    assert len(used) > 100


def test_templates_have_no_english_outside_of_translations() -> None:
    text = re.sub(r"\{[{%#].*?[}%#]\}", " ", _templates(), flags=re.DOTALL)
    text = re.sub(r"<textarea.*?</textarea>|<[^>]*>", " ", text, flags=re.DOTALL)
    words = set(re.findall(r"[A-Za-z]{3,}", text))

    assert words <= {"prikaz", "Datasette", "CSV", "JSON", "ICS", "EDTF", "RRULE", "SQL"}


@pytest.mark.parametrize(
    ("group", "source", "column"),
    [
        ("deadline", "deadlines", "kind"),
        ("relation", "act_references", "relation"),
        ("party", "parties", "kind"),
    ],
)
def test_values_of_the_store_have_russian_words(group: str, source: str, column: str) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    (sql,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = ?", (source,)
    ).fetchone()
    match = re.search(rf"\b{column} IN \(([^)]*)\)", sql)
    assert match is not None

    for value in re.findall(r"'(\w+)'", match[1]):
        assert f"{group} {value}" in WORDS


def test_words_follow_the_language_of_the_request() -> None:
    token = LANGUAGE.set("en")
    try:
        assert translate("Orders") == "Orders"
        assert translate_value("relation", "based_on") == "based on"
        LANGUAGE.set("ru")
        assert translate("Orders") == "Приказы"
        assert translate_value("relation", "based_on") == "основание"
        assert translate_value("relation", "something new") == "something new"
    finally:
        LANGUAGE.reset(token)


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "default", "language"),
    [
        ("en", "ru", "ru", "ru", "en"),
        (None, "en", "ru", "ru", "en"),
        (None, None, "en", "ru", "ru"),
        (None, None, "en-US,en;q=0.8", "", "en"),
        (None, None, "EN", "", "en"),
        (None, None, "en;q=0, ru;q=0.1", "", "ru"),
        (None, None, "en;q=1.2.3", "", "ru"),
        ("xx", "yy", "*", "zz", "ru"),
    ],
)
def test_the_language_is_chosen(
    asked: str | None, cookie: str | None, accepted: str, default: str, language: str
) -> None:
    assert choose(asked, cookie, accepted, default) == language


def test_the_styles_fetch_nothing() -> None:
    styles = (WEB / "static" / "pages.css").read_text(encoding="utf-8")

    assert "url(" not in styles
    assert "@import" not in styles


def test_the_data_files_are_packed_with_the_program() -> None:
    text = (WEB.parent / "pyproject.toml").read_text(encoding="utf-8")
    packed = tomllib.loads(text)["tool"]["setuptools"]["package-data"]
    patterns = [*packed["*"], *packed["web"]]

    for path in WEB.rglob("*"):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            assert any(path.relative_to(WEB).match(pattern) for pattern in patterns), path
