"""The site in a real browser: no error, nothing wider than a phone, nothing that axe-core finds, the policy held.

Needs Chromium as the system has it (in Debian: the package chromium); without it all is skipped and says so.
"""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest
from benchmarks.browser import ALONE, CHROMIUM
from site_record import record
from test_site_areas import claim, daily_cases, made

from esep import area
from esep.site import Part, Record, build, publish, server

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: make .venv/.dev")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-playwright-python: make .venv/.dev")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

FIRST, DAYS = date(2020, 6, 20), 60
LAST = FIRST + timedelta(DAYS - 1)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def rich() -> Record:
    """Sixty days of the country and its regions that reach across two changes of what is counted."""
    values = daily_cases(FIRST, [1700 + 10 * step for step in range(DAYS)], "KZ")
    for at, part in enumerate(area.parts("KZ", LAST)):
        # One region has no figures: the map has its pattern.
        if at:
            values |= daily_cases(FIRST, [20 * at + step for step in range(DAYS)], part.code)
            values[claim(part.code, "case", "total", LAST)] = 10_000 + at
    for step in range(DAYS):
        day = FIRST + timedelta(step)
        values[claim("KZ", "case", "total", day)] = 20_000 + 1_700 * step
        values[claim("KZ", "death", "total", day)] = 200 + 3 * step
        values[claim("KZ", "test", "total", day, definition="all")] = 1_000_000 + 9_000 * step
        for group, number in (("-", 900), ("hospital", 300), ("home", 600), ("severe", 40), ("ventilated", 9)):
            values[claim("KZ", "patient", "current", day, group=group)] = number + step
        if day >= date(2020, 8, 1):
            probable = claim("KZ", "case", "total", day, definition="probable", start=date(2020, 8, 1))
            values[probable] = 100 + step
    return made(values)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The rich record below /, the one with disputes and a correction below /other/, the hostile one below /bad/."""
    folder = tmp_path_factory.mktemp("served") / "site"
    kinds = {"": rich(), "other/": record(), "bad/": record(hostile=True)}
    pages = [(below + address, page) for below, of in kinds.items() for address, page in build(of)]
    publish([Part("all", lambda opened: pages)], folder)
    running = server(folder, 0)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=ALONE)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Iterator[Any]:
    """Opens an address and keeps what the browser complained of."""
    contexts = []

    def opened(path: str, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(site) else page.complaints.append(asked.url))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


PAGES = (
    "index.html", "ru/index.html", "kk/area/KZ.html", "en/area/KZ-75.html", "ru/area/KZ-79.html",
    "en/indicator/case-confirmed.html", "kk/indicator/patient-confirmed.html", "en/map.html", "ru/compare.html",
    "kk/days.html", f"ru/day/{LAST}.html", f"en/why/{LAST}/KZ.html",
    "other/kk/why/2020-09-17/KZ.html", "other/ru/corrections.html", "bad/en/index.html",
    "bad/ru/day/2020-09-17.html", "bad/kk/documents.html",
)  # fmt: skip


@pytest.mark.parametrize("path, scheme", list(zip(PAGES, cycle(["light", "dark"]), strict=False)))
def test_a_page_is_whole_and_open_to_all(open_page: Any, path: str, scheme: str) -> None:
    page = open_page(path, scheme=scheme)
    assert page.complaints == []
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for width in 1280, 360:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found] == []


def test_nothing_inline_runs(open_page: Any) -> None:
    page = open_page("en/index.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in said for said in page.complaints)


def test_without_scripts_all_is_there(open_page: Any) -> None:
    page = open_page("en/area/KZ.html", java_script_enabled=False)
    page.locator("details summary").first.click()
    assert page.get_by_role("cell", name="2,290", exact=True).first.is_visible()
    assert not open_page("en/days.html", java_script_enabled=False).locator("#jump").is_visible()


def test_a_day_is_found_by_its_date(open_page: Any) -> None:
    page = open_page("en/days.html")
    page.fill("#jump", "2020-01-01")
    assert page.get_by_role("status").inner_text() == "There are no figures of that day."
    page.fill("#jump", LAST.isoformat())
    page.wait_for_url(f"**/en/day/{LAST}.html")
    assert page.complaints == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_table_is_sorted_by_a_column_and_back(open_page: Any, language: str) -> None:
    page = open_page(f"{language}/index.html")
    table = page.locator("table.regions")
    order = "rows => rows.map(row => row.cells[0].textContent)"
    given = table.locator("tbody tr").evaluate_all(order)
    table.locator("thead button").nth(1).press("Enter")
    totals = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => row.cells[1].textContent.replace(/\\D/g, ''))"
    )
    known = [int(total) for total in totals if total]
    assert known == sorted(known, reverse=True) and len(known) == 16 and totals[-1] == ""
    assert table.locator("thead th").nth(1).get_attribute("aria-sort") == "descending"
    table.locator("thead button").nth(0).click()
    assert table.locator("tbody tr").evaluate_all(order) == given


def test_a_chart_tells_its_values(open_page: Any) -> None:
    page = open_page("en/area/KZ.html")
    page.locator("svg.chart").first.scroll_into_view_if_needed()
    box = page.locator("svg.chart").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 100)
    assert page.locator(".readout").first.inner_text().startswith("18 August 2020: New cases 2,290")


def test_the_keyboard_reaches_the_content_and_the_map(open_page: Any) -> None:
    page = open_page("en/map.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "a"
    region = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/area/*.html")
    assert page.locator("h1").inner_text() == region.partition(":")[0]
