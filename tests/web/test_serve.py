"""The store in a browser, asked through Datasette's own client: pages, search, facets, files."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from load.named_queries import NAMED_QUERIES
from load.store import open_store
from web.app import build

ORDER = "982557756f85"
MEASURE = f"{ORDER}-m001"


class Browser:
    """Asks one Datasette; every answer is read in its own event loop."""

    def __init__(self, path: Path, language: str = "") -> None:
        self.application = build(path, language=language)

    def get(self, address: str, **headers: str) -> Any:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self.application.client.get(address, headers=names))


@pytest.fixture(scope="module")
def browser(shown_store: Path) -> Browser:
    return Browser(shown_store)


PAGES = [
    "/",
    "/search",
    "/search?q=справок",
    f"/order/{ORDER}",
    f"/measure/{MEASURE}",
    "/store",
    "/store/measure_view",
    "/store/q-due-in-month",
    "/store?sql=select+1",
    f"/store/orders/{ORDER}",
    "/order/none",
]


class Outline(HTMLParser):
    """What a screen reader needs of a page: language, headings, landmarks, labels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.labelled: set[str] = set()
        self.inside_label = 0
        self.unlabelled: list[str] = []
        self.feed(html)
        ids = {each["id"] for _, each in self.tags if each.get("id")}
        self.fields = [
            (tag, each)
            for tag, each in self.tags
            if tag in {"input", "select", "textarea"} and each.get("type") != "hidden"
        ]
        self.ids = ids

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        each = dict(attrs)
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(each.get("for") or "")
        if self.inside_label:
            each["inside-label"] = "yes"
        self.tags.append((tag, each))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_can_be_used_with_keyboard_and_screen_reader(
    browser: Browser, address: str, language: str
) -> None:
    answer = browser.get(address, Accept_Language=language)
    page = Outline(answer.text)

    assert answer.headers["content-language"] == language
    assert ("html", {"lang": language}) in page.tags
    assert page.count("h1") == page.count("main") == 1
    assert any(each.get("class") == "skip" for tag, each in page.tags if tag == "a")
    for tag, each in page.fields:
        named = "inside-label" in each or each.get("id") in page.labelled
        assert named, f"{tag} {each} has no label"
    for tag, each in page.tags:
        if tag == "img":
            assert each.get("alt")
    every_id = [each["id"] for _, each in page.tags if each.get("id")]
    assert len(every_id) == len(set(every_id))


@pytest.mark.parametrize("address", PAGES)
def test_pages_fetch_nothing_from_a_network_and_run_no_script(
    browser: Browser, address: str
) -> None:
    answer = browser.get(address)
    fetched = re.findall(
        r'<(?:link(?! rel="alternate")|img|script|iframe)[^>]*(?:src|href)="([^"]+)"', answer.text
    )

    assert fetched
    assert all(each.startswith(("/", "data:,")) for each in fetched)
    assert "<script" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_the_page_of_an_order_has_all_its_parts(browser: Browser) -> None:
    page = browser.get(f"/order/{ORDER}?lang=ru").text

    for words in (
        "О плане повышения качества образования",
        "Довести план до школ.",
        "Работа с кадрами",
        "Подготовка аналитической справки",
        "26.03.2021",
        "Рабочая группа",
        "Хвощов Т.К.",
        "row.number-missing",
        f"/order/{ORDER}/gantt.svg",
        f"/order/{ORDER}.ics",
        f"/store/measure_view.csv?order_id={ORDER}",
    ):
        assert words in page


def test_references_are_shown_from_both_ends(shown_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "linked.db"
    with open_store(shown_store, read_only=True) as store, sqlite3.connect(copy) as target:
        store.connection.set_authorizer(None)
        store.connection.backup(target)
    with sqlite3.connect(copy) as target:
        target.execute(
            "INSERT INTO act_references (order_id, ordinal, relation, words, number, number_key,"
            " date, target_order_id) VALUES ('1a83076514d0', 1, 'amends', 'x', '15-од', '15од',"
            f" '2021-03-05', '{ORDER}')"
        )
    linked = Browser(copy)

    assert f'href="/order/{ORDER}"' in linked.get("/order/1a83076514d0").text
    assert 'href="/order/1a83076514d0"' in linked.get(f"/order/{ORDER}").text


def test_the_page_of_a_measure_explains_it(browser: Browser) -> None:
    page = browser.get(f"/measure/{MEASURE}?lang=en").text

    for words in ("../2021-03-26", "до 26 марта 2021 года", "Cells of the row", "inbox/15.docx"):
        assert words in page
    assert f'href="/order/{ORDER}"' in page
    assert f'rel="next" href="/measure/{ORDER}-m002"' in page


@pytest.mark.parametrize(
    ("words", "mode", "found"),
    [
        ("аналитических справок", "words", True),
        ("управление образования", "words", True),
        ("аналитических справок", "exact", False),
        ("аналитической справки", "exact", True),
        ("налитическ", "prefix", False),
        ("аналит", "prefix", True),
        ("динозавр", "words", False),
    ],
)
def test_search_finds_in_any_inflection(
    browser: Browser, words: str, mode: str, *, found: bool
) -> None:
    page = browser.get(f"/search?q={quote(words)}&mode={mode}&lang=ru").text

    assert (f"/measure/{MEASURE}" in page) is found
    assert ("<mark>" in page) is found
    assert ("Ничего не найдено" in page) is (not found)


@pytest.mark.parametrize("question", ["q=%22", "q=-слово", "q=школа&mode=wrong", "q=а&kind=x"])
def test_a_question_that_is_none_gets_words_and_not_a_crash(
    browser: Browser, question: str
) -> None:
    answer = browser.get(f"/search?{question}")

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_what_was_found_can_be_downloaded(browser: Browser) -> None:
    table = browser.get("/search.csv?q=план")
    rows = browser.get("/search.json?q=план").json()

    assert table.content.startswith("\ufeffkind,id,".encode())
    assert "attachment" in table.headers["content-disposition"]
    assert len(table.text.splitlines()) == len(rows) + 1 > 2
    assert not any("\ue000" in row["snippet"] for row in rows)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/store/measure_view?_sort=nope", 400),
        ("/store/q-busiest-parties?limit=x", 400),
        ("/search?q=%00", 400),
        ("/search?q=a&page=abc", 200),
        ("/search?q=a&page=-7", 200),
        ("/store/measure_view?_words=%22%22", 200),
        ("/store/measure_view?lang", 200),
        ("/?%ff", 200),
        ("/prikaz/../pages.py", 404),
        ("/store.db", 403),
    ],
)
def test_odd_addresses_get_an_answer(browser: Browser, address: str, status: int) -> None:
    assert browser.get(address).status_code == status


def test_texts_of_orders_are_text_and_never_markup(browser: Browser) -> None:
    page = browser.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_tables_have_titles_facets_labels_and_links(browser: Browser) -> None:
    page = browser.get("/store/measure_view?lang=ru").text

    assert "<h1>Мероприятия" in page
    assert "Вид срока" in page
    assert "deadline_kind=continuous" in page
    assert f'<a class="id" href="/order/{ORDER}">№ 15-од · 05.03.2021</a>' in page
    assert f'<a class="id" href="/measure/{MEASURE}">' in page
    assert "день, ГГГГ-ММ-ДД" in page
    assert "day, YYYY-MM-DD" in browser.get("/store/measure_view?lang=en").text


def test_a_facet_narrows_a_table(browser: Browser) -> None:
    rows = browser.get("/store/measure_view.json?deadline_kind=continuous&_shape=array").json()

    assert [row["activity"] for row in rows] == ["Сопровождение сайта"]


@pytest.mark.parametrize("filtered", ["deadline_kind", "deadline_kind__exact"])
def test_a_chosen_facet_can_be_let_go(browser: Browser, filtered: str) -> None:
    page = browser.get(f"/store/measure_view?{filtered}=continuous&lang=en").text

    assert 'aria-label="Remove the filter: continuous"' in page
    assert '<option value="deadline_kind" selected>' in page


@pytest.mark.parametrize("table", ["measure_view", "measures", "calendar_view", "deadline_view"])
def test_tables_are_searched_in_any_inflection(browser: Browser, table: str) -> None:
    address = f"/store/{table}.json?_shape=array&_words={quote('аналитических справок')}"
    rows = browser.get(address).json()

    assert {row["measure_id"] for row in rows} == {MEASURE}
    assert "%D1" in quote("с")
    assert f'value="{"справок"}"' in browser.get(f"/store/{table}?_words=справок").text


def test_a_foreign_key_shows_what_it_leads_to(browser: Browser) -> None:
    page = browser.get("/store/responsibles?_labels=on").text

    assert re.search(r'<a href="/store/parties/\w+">[^<]*[А-я]', page)


def test_a_table_is_downloaded_whole(browser: Browser) -> None:
    answer = browser.get(f"/store/measure_view.csv?order_id={ORDER}&_stream=on&_dl=on")

    assert answer.content.startswith("\ufeffmeasure_id,order_id,".encode())
    assert answer.text.count(f"{ORDER}-m") == 6


@pytest.mark.parametrize("more", ["", "&_dl=on", "&_stream=on", "&_stream=on&_dl=on"])
def test_a_downloaded_table_has_no_formulas(browser: Browser, more: str) -> None:
    sql = (
        "select '=1+1' as \"=name\", '- дело;\n\"кавычки\"' as b, -5 as c union all select 'x',1,2"
    )
    address = f"/store.csv?{urlencode({'sql': sql})}{more}"
    rows = list(csv.reader(io.StringIO(browser.get(address).content.decode("utf-8-sig"))))

    assert rows == [
        ["'=name", "b", "c"],
        ["'=1+1", '\'- дело;\n"кавычки"', "-5"],
        ["x", "1", "2"],
    ]


@pytest.mark.parametrize("name", NAMED_QUERIES)
def test_named_queries_are_canned_with_their_defaults(browser: Browser, name: str) -> None:
    query = NAMED_QUERIES[name]
    answer = browser.get(f"/store/q-{name}?lang=ru")

    assert answer.status_code == 200
    assert query.title_ru in answer.text.replace("&#34;", '"')
    assert 'role="alert"' not in answer.text
    for value in query.parameters.values():
        assert f'value="{value}"' in answer.text


def test_a_canned_query_takes_what_is_asked(browser: Browser) -> None:
    rows = browser.get("/store/q-due-in-month.json?month=2022-04&_shape=array").json()

    assert [row["due"] for row in rows] == ["2022-04-30"]


@pytest.mark.parametrize("kind", ["gantt", "load"])
def test_pictures_are_drawn_here_and_say_what_they_show(browser: Browser, kind: str) -> None:
    answer = browser.get(f"/order/{ORDER}/{kind}.svg")

    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg")
    assert "15-од" in answer.text


def test_a_picture_follows_the_language(browser: Browser) -> None:
    assert "Месяц" in browser.get(f"/order/{ORDER}/load.svg?lang=ru").text
    assert "Month" in browser.get(f"/order/{ORDER}/load.svg?lang=en").text


def test_deadlines_go_to_a_calendar(browser: Browser) -> None:
    answer = browser.get(f"/order/{ORDER}.ics")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text
    assert "RRULE" in answer.text


@pytest.mark.parametrize("page", [f"/order/{ORDER}.json", f"/measure/{MEASURE}.json"])
def test_a_page_is_to_be_had_as_data(browser: Browser, page: str) -> None:
    assert ORDER in json.dumps(browser.get(page).json())


@pytest.mark.parametrize(
    "address",
    ["/order/none", "/measure/none", "/order/none.ics", "/order/none/gantt.svg", "/nowhere/at/all",
     "/order/1a83076514d0/gantt.svg", "/store/no_table", "/order/none.json"],
)  # fmt: skip
def test_what_is_not_there_is_said(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    "sql",
    [
        "delete from orders",
        "update orders set title = 'x'",
        "drop table orders",
        "attach database '/etc/x' as y",
        "pragma journal_mode = delete",
        "with x as (select 1) delete from orders",
        "select load_extension('x')",
    ],
)
def test_the_store_is_only_read(browser: Browser, shown_store: Path, sql: str) -> None:
    before = shown_store.read_bytes()
    answer = browser.get(f"/store?sql={quote(sql)}")

    assert answer.status_code in {400, 403}
    assert shown_store.read_bytes() == before


def test_sql_that_never_ends_is_stopped(shown_store: Path) -> None:
    application = build(shown_store, seconds=0.2)
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    answer = asyncio.run(application.client.get(f"/store?sql={quote(sql)}"))

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("address", "headers", "language"),
    [
        ("/", {}, "ru"),
        ("/", {"Accept_Language": "en-GB,en;q=0.9,ru;q=0.4"}, "en"),
        ("/", {"Accept_Language": "de,ru;q=0.5"}, "ru"),
        ("/", {"Accept_Language": "de"}, "ru"),
        ("/?lang=en", {"Accept_Language": "ru"}, "en"),
        ("/?lang=fr", {"Accept_Language": "en"}, "en"),
        ("/", {"Cookie": "prikaz_lang=en"}, "en"),
        ("/store/measure_view?_sort=position&lang=en", {}, "en"),
        ("/", {"Accept_Language": ";;q=x,,"}, "ru"),
    ],
)
def test_the_language_is_the_readers(
    browser: Browser, address: str, headers: dict[str, str], language: str
) -> None:
    answer = browser.get(address, **headers)

    assert answer.status_code == 200
    assert answer.headers["content-language"] == language


def test_a_chosen_language_is_remembered(browser: Browser) -> None:
    assert "prikaz_lang=en" in browser.get("/?lang=en").headers["set-cookie"]
    assert "set-cookie" not in browser.get("/").headers


def test_the_language_can_be_set_for_everyone(shown_store: Path) -> None:
    answer = Browser(shown_store, "en").get("/", Accept_Language="ru")

    assert answer.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8001", 200),
        ("127.0.0.1:8001", 200),
        ("[::1]:8001", 200),
        ("evil.example", 403),
        ("localhost.evil.example:8001", 403),
        ("127.evil.example", 403),
        ("[2001:db8::1]:8001", 403),
        ("", 403),
    ],
)
def test_only_names_of_this_machine_are_answered(
    browser: Browser, shown_store: Path, host: str, status: int
) -> None:
    assert browser.get("/", Host=host).status_code == status


def test_a_store_for_the_network_answers_to_any_name(shown_store: Path) -> None:
    application = build(shown_store, local=False)
    answer = asyncio.run(application.client.get("/", headers={"host": "district.example"}))

    assert answer.status_code == 200


def test_figures_follow_the_store(tmp_path: Path, shown_store: Path) -> None:
    path = tmp_path / "growing.db"
    open_store(path).close()
    growing = Browser(path)
    assert "<strong>0</strong> orders" in growing.get("/?lang=en").text
    with open_store(path) as store, store.transaction() as connection:
        connection.execute(
            "INSERT INTO documents (document_id, sha256, source_path, state, refusal_code)"
            " VALUES ('x', NULL, 'x.bin', 'refused', 'x')"
        )

    assert "<strong>1</strong> documents" in growing.get("/?lang=en").text


def test_an_empty_store_has_a_page_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    open_store(path).close()

    assert "prikaz ingest" in Browser(path).get("/?lang=en").text


def test_a_value_of_the_browser_is_short_enough_to_end_by_itself(browser: Browser) -> None:
    sql = "select instr(hex(zeroblob(15000000)), hex(zeroblob(7000000)) || '1')"
    answer = browser.get(f"/store.json?{urlencode({'sql': sql})}")

    assert answer.status_code == 400
    assert "too big" in answer.text
