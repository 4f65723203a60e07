"""The evaluation in English says what the Dutch one says: no Dutch left, the same figures."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pijler_analysis.build import build_reports_of_year, build_workbook_of_year
from pijler_analysis.display.labels import label
from pijler_analysis.strategy.programme import read_programme

DUTCH = """
    het een van naar niet zijn voor werd werden geen jaar uit deel wat wie hoe ook dan dat onze ons
    wij maar tot bij steeg daalde bleef aantal aandeel zekerheid bron tabel figuur doel sinds vragen
    leden vormingen organisaties provincie onbekend totaal gegevens werkdagen
    loopt erbij vte
"""
ORDINAL = re.compile(r"\b\d(?:de|ste|st|nd|rd|th)\b")


def text_of(page: Path) -> str:
    """Return what a page prints and reads out: of a drawing its alt text, which has all it shows.

    A scale is left out, as shorter labels leave room for more of them.
    """
    text = page.read_text(encoding="utf-8")
    spoken = " ".join(re.findall(r'aria-label="([^"]*)"', text))
    body = re.sub(r"(?s)<(style|script|svg).*?</\1>", " ", text)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", body) + " " + spoken)
    return plain.replace("\xa0", " ").replace("\xad", "")


@pytest.fixture(scope="module", params=["evaluatie", "actieplan", "strategie"])
def texts(request, project) -> tuple[str, str]:
    (dutch,), (english,) = (
        build_reports_of_year(
            project, [request.param], 2024, to="html", engine="embedded", lang=lang
        )
        for lang in ("nl", "en")
    )
    assert (dutch.name, english.name) == (f"{request.param}.html", f"{request.param}_en.html")
    return text_of(dutch), text_of(english)


def without_data(text: str, project) -> str:
    """Leave out what the team itself wrote: plans, advice, names and headings of exports."""
    year = project.settings.years[-1]
    plans = [project.load(year).activities, project.plan(year + 1)]
    written = [*project.settings.capacity.roles, *project.quality(year)["completeness"]["heading"]]
    programme = (project.objectives(year), project.cards(year), project.focus_groups(year))
    for table in (*plans, project.consultation(year + 1), *programme):
        for _, column in table.select_dtypes(["object", "string"]).items():
            written += column.dropna().astype(str).tolist()
    flat = re.sub(r"\S+\.(?:csv|xlsx)", " ", " ".join(text.split()))
    for one in sorted(set(written), key=len, reverse=True):
        if len(one) > 4:
            flat = flat.replace(" ".join(one.split()), " ")
    return flat


def test_no_dutch_is_left(texts, project):
    left = without_data(texts[1], project)
    words = Counter(re.findall(r"[a-zà-ÿ]+", left.lower()))
    assert {word: words[word] for word in set(DUTCH.split()) & set(words)} == {}


def test_goals_and_activities_of_the_strategy_paper_are_in_english(texts, project):
    dutch, english = (" ".join(text.split()) for text in texts)
    challenges = read_programme(project.settings).values()
    named = [
        (one.nl, one.en)
        for challenge in challenges
        for one in (*challenge.objectives, *challenge.activities)
    ]
    named += [(one.goal, one.goal_en) for one in challenges]
    plans = (project.load(2024).activities, project.plan(2025))
    for own in {*pd.concat([plan["activity"] for plan in plans])} - {pair[0] for pair in named}:
        dutch, english = dutch.replace(own, ""), english.replace(own, "")
    printed = [pair for pair in named if pair[0] in dutch]
    assert printed
    assert [pair for pair in printed if pair[0] in english or pair[1] not in english] == []


def digits(text: str) -> Counter[str]:
    """Count every number, thousands and decimals run together; ordinals are words elsewhere."""
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", ORDINAL.sub("", text))))


def test_every_figure_is_the_same(texts):
    assert digits(texts[0]) == digits(texts[1])


def test_the_workbook_has_no_dutch_left_and_its_links_lead_somewhere(project):
    path = build_workbook_of_year(project, 2024, lang="en")
    assert path.name == "kpi_en.xlsx"
    book = openpyxl.load_workbook(path)
    headings = set(project.quality(2024)["completeness"]["heading"])
    results = project.indicators()
    chapters = results.loc[results["by"] == "manual_chapter", "group"].unique()
    own = headings | {label("manual_chapter", one) for one in chapters}
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        texts = [str(cell.value) for cell in cells if cell.value not in own]
        left = without_data(" | ".join(texts), project).replace(project.settings.field.source, "")
        assert {*re.findall(r"[a-zà-ÿ]+", left.lower())} & set(DUTCH.split()) == set(), sheet.title
        targets = {cell.hyperlink.location.split("!")[0] for cell in cells if cell.hyperlink}
        assert {one.strip("'") for one in targets} <= set(book.sheetnames)
