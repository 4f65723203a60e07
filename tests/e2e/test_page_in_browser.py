"""The evaluation as one HTML file, in a real browser: alone, sortable, readable by everybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from report_cells import document, shown

from pijler_analysis.build import build_reports_of_year
from pijler_analysis.display.tables import ReportTable, TableColumn

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PHONE, DESKTOP = (375, 700), (1280, 900)
BY_PROVINCE = "#tbl-reach-registrations-province"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    driver = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"none of these browsers is installed: {', '.join(BROWSERS)}")
    with driver.sync_playwright() as playwright:
        # Without a sandbox, as root has none; the page is our own.
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.fixture(scope="module")
def address(project, tmp_path_factory) -> str:
    (made,) = build_reports_of_year(project, ["evaluatie"], 2024, to="html", engine="embedded")
    alone = tmp_path_factory.mktemp("alleen") / "verslag.html"
    return shutil.copy(made, alone).as_uri()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request, browser, address) -> Iterator[Any]:
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.asked = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto(address)
    yield opened
    opened.close()


def column(page: Any, place: int, table: str = BY_PROVINCE) -> list[str]:
    cells = page.locator(f"{table} tbody tr > :nth-child({place})")
    return [text.replace("\xa0", " ") for text in cells.all_inner_texts()]


def test_it_asks_for_nothing_and_fits_the_screen(page, address):
    assert [url for url in page.asked if not url.startswith("data:")] == [address]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == page.viewport_size["width"]


def test_the_font_comes_along(page):
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.size)") == 2
    assert page.evaluate("[...document.fonts].every(font => font.status === 'loaded')")


def test_axe_finds_nothing(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_landmarks_headings_and_alt_texts(page):
    assert [page.locator(one).count() for one in ("main", "nav", "header", "h1")] == [1, 1, 1, 1]
    figures = page.locator("figure.image svg[role=img]")
    assert figures.count() == page.locator("figure.image").count() > 10
    for place in range(figures.count()):
        assert len(figures.nth(place).get_attribute("aria-label")) > 40


def test_the_first_tab_skips_to_the_text(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Naar de tekst"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_table_is_sorted_from_the_keyboard_and_says_so(page):
    before = column(page, 4)
    page.locator(f"{BY_PROVINCE} th button").nth(3).focus()

    page.keyboard.press("Enter")
    numbers = [int(text) for text in column(page, 4)[:-1]]
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator(f"{BY_PROVINCE} th").nth(3).get_attribute("aria-sort") == "descending"
    assert page.locator("[role=status]").inner_text() == "Aflopend gesorteerd op 2024"

    page.keyboard.press("Enter")
    assert [int(text) for text in column(page, 4)[:-1]] == sorted(numbers)
    assert column(page, 1)[-1] == "Totaal"
    assert sorted(column(page, 4)) == sorted(before)

    page.locator(f"{BY_PROVINCE} th button").first.click()
    names = column(page, 1)[:-1]
    assert names == sorted(names)


def test_rows_stay_under_their_own_sub_heading(browser, tmp_path):
    frame = pd.DataFrame({"name": ["a", "b", "c", "d"], "n": [1, 2, 3, 4]})
    columns = [TableColumn("name", "Naam"), TableColumn("n", "Aantal", "right", write=str)]
    table = ReportTable(frame, columns, "Proef", "proef", groups=((0, "Een"), (2, "Twee")))
    opened = browser.new_page()
    opened.goto(document(tmp_path, shown(markdown=table._repr_markdown_()), to="html").as_uri())
    opened.locator("#tbl-proef th button").nth(1).click()
    bodies = opened.locator("#tbl-proef tbody").all_inner_texts()
    assert [text.split() for text in bodies] == [
        ["Een", "b", "2", "a", "1"],
        ["Twee", "d", "4", "c", "3"],
    ]
    opened.close()


def test_what_scrolls_sideways_is_within_reach_of_the_keyboard(page):
    boxes = "[...document.querySelectorAll('.scroll')]"
    page.wait_for_timeout(100)
    unreached = f"{boxes}.filter(box => box.scrollWidth > box.clientWidth && box.tabIndex < 0)"
    assert page.evaluate(f"{unreached}.length") == 0


def test_it_prints_on_pages_that_carry_the_mark(page):
    from io import BytesIO

    from pypdf import PdfReader

    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert 15 <= len(printed.pages) <= 40
    for sheet in printed.pages:
        assert "Voorbeelddata · Ontwerp" in sheet.extract_text()
        assert sheet.mediabox.height == pytest.approx(842, abs=1)
