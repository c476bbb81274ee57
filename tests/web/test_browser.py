"""The store's pages in a real browser: headless Chromium, driven by Playwright.

Playwright's wheel carries its driver; the browser is the system's `chromium`
(packages.txt), nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(shown_store: Path) -> Iterator[str]:
    """Where the real command serves the store."""
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--db", str(shown_store)]
    with subprocess.Popen(
        [*command, "--port", "0", "--lang", "ru"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as server:
        assert server.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
        assert found is not None
        yield found[0]
        server.send_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    """A tab on the first page; every request of every test must stay on this machine."""
    chromium = shutil.which("chromium")
    assert chromium is not None, "chromium is not installed: run `make test`, see packages.txt"
    strangers: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        tab = browser.new_page()
        tab.on(
            "request",
            lambda request: (
                None if request.url.startswith(address) else strangers.append(request.url)
            ),
        )
        tab.goto(address)
        yield tab
        browser.close()
    assert strangers == []


def test_a_search_in_another_inflection_leads_to_the_measure_and_its_order(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.get_by_role("searchbox").first.fill("аналитических справок")
    page.keyboard.press("Enter")
    page.locator("main a[href*='/measure/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator("a[href*='/order/']").first.click()

    expect(page.locator("h1")).to_contain_text("15-од")


def test_an_order_shows_its_timeline_and_load(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("main a[href*='/order/']").first.click()
    pictures = page.locator("main svg, main img[src*='.svg'], main object")

    assert pictures.count() >= 2
    assert page.locator("main table").count() >= 1


def test_a_facet_narrows_a_table(page: Page, address: str) -> None:
    page.goto(f"{address}store/measure_view?_facet=deadline_kind")
    rows = page.locator("main table tbody tr")
    before = rows.count()
    page.locator(".facet a[href*='deadline_kind=']").first.click()

    assert 0 < rows.count() < before


def test_a_download_holds_the_rows(page: Page, address: str, tmp_path: Path) -> None:
    answer = page.request.get(f"{address}store/order_view.csv?_size=max")

    assert answer.ok
    assert "15-од" in answer.text()


def test_the_keyboard_reaches_the_content_first(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
