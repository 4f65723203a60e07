"""The pages a reader holds: none half empty, no heading left alone, nothing off the paper."""

from __future__ import annotations

import pytest
from page_lines import FULL, LEFT, RIGHT, Line, half_empty, lines_of, on_paper

from pijler_analysis.build import build_reports_of_year
from pijler_analysis.display.words import CHALLENGES
from pijler_analysis.report.run import TRANSLATED

YEAR = 2024
LENGTH = {"evaluatie": (15, 21), "actieplan": (10, 13), "strategie": (8, 25), "kwaliteit": (4, 8)}
EDITIONS = [(name, lang) for name in TRANSLATED for lang in ("nl", "en")]
EDITIONS.append(("kwaliteit", "nl"))
FULL_PAGES = {"evaluatie": 0.75, "actieplan": 0.7}
"""Part of its room that a page at least fills, in what a director reads from end to end."""

BODY_HEIGHT = 14.5
"""Points that a line of text is high; a heading is higher."""


@pytest.fixture(scope="module", params=EDITIONS)
def pages(request, project) -> tuple[str, str, list[list[Line]]]:
    name, lang = request.param
    (path,) = build_reports_of_year(project, [name], YEAR, engine="embedded", lang=lang)
    return name, lang, lines_of(path)


def test_a_report_has_about_the_length_asked(pages):
    name, _, found = pages
    shortest, longest = LENGTH[name]
    assert shortest <= len(found) <= longest


def test_no_page_before_the_last_is_half_empty(pages):
    name, _, found = pages
    assert half_empty(found, least=FULL_PAGES.get(name, FULL)) == {}


def test_no_heading_stands_last_on_a_page(pages):
    *_, found = pages
    last = [on_paper(page)[-1] for page in found[1:]]
    assert [line.text for line in last if line.bottom - line.top > BODY_HEIGHT] == []


def test_nothing_runs_into_the_margins(pages):
    *_, found = pages
    for page in found[1:]:
        assert [line.text for line in page if line.left < LEFT - 2 or line.right > RIGHT + 2] == []


def test_every_challenge_has_one_page_of_its_own(pages):
    name, lang, found = pages
    if (name, lang) != ("strategie", "nl"):
        pytest.skip("the pages of the challenges stand in the strategy report")
    texts = [" ".join(" ".join(line.text for line in page).split()) for page in found]
    held = [
        [number for number, text in enumerate(texts) if f"Kaart van de uitdaging {one}," in text]
        for one in (word.label for code, word in CHALLENGES.items() if code != "other")
    ]
    first = held[0][0]
    assert held == [[first + place] for place in range(11)]
    for text in texts[first : first + 11]:
        for part in ("hier steun voor. Dat is plaats", "kreeg de helpdesk", "Leden die er steun",
                     "Waar we naartoe willen", "Gehaald?", "Kerncijfer", "van 2024"):  # fmt: skip
            assert part in text
