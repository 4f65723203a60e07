"""All variants of the evaluation at once: their length, and that they tell nothing more."""

from __future__ import annotations

import json

import pandas as pd
import pypdf
import pytest
from page_lines import half_empty, lines_of

from pijler_analysis.build import build_variants_of_year
from pijler_analysis.errors import UsageError

PROVINCES = (
    "antwerpen", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen", "brussel",
)  # fmt: skip
TOWNS = tuple(
    f"gemeenten-met-{size}"
    for size in ("minder-dan-10000-inwoners", "10000-tot-19999-inwoners",
                 "20000-tot-49999-inwoners", "50000-inwoners-of-meer")
)  # fmt: skip


@pytest.fixture(scope="module")
def made(project):
    told: list[str] = []
    paths = build_variants_of_year(project, "evaluatie", 2024, variant="all", progress=told.append)
    assert told == ["bestuur", "panel", *PROVINCES, *TOWNS]
    return {path.stem.removeprefix("evaluatie_"): path for path in paths}


def test_the_board_gets_four_pages_and_the_panel_six(made):
    pages = {name: len(pypdf.PdfReader(path).pages) for name, path in made.items()}
    assert pages["bestuur"] == 4
    assert pages["panel"] == 6
    assert all(4 <= pages[name] <= 5 for name in (*PROVINCES, *TOWNS))


def test_no_page_is_half_empty(made):
    assert {
        name: found for name, path in made.items() if (found := half_empty(lines_of(path)))
    } == {}


def test_every_page_carries_its_marks(made):
    for path in made.values():
        for page in pypdf.PdfReader(path).pages:
            assert {"Voorbeelddata", "Ontwerp"} <= set(page.extract_text().split())


def places(table: pd.DataFrame) -> set[tuple[str, ...]]:
    keys = ["indicator", "year", "by", "group", "weighted"]
    return set(table[keys].astype(str).itertuples(index=False, name=None))


@pytest.mark.parametrize("name", [*PROVINCES, *TOWNS])
def test_a_part_prints_only_what_is_published_for_all(made, project, name):
    """No count is made anew for a part, so none can be worked out by taking it off a whole."""
    path = made[name].with_suffix(".numbers.json")
    printed = pd.DataFrame(json.loads(path.read_text()))
    is_cell = (printed["from"] == "results") & ~printed["column"].str.contains("(", regex=False)
    cells = printed[is_cell].astype({"year": int})
    assert len(cells) > 60
    known = project.indicators()
    hidden = known[known["protection"] == "withheld"]
    assert places(cells) <= places(known)
    assert not places(cells) & places(hidden)


def test_only_the_evaluation_has_variants(project):
    with pytest.raises(UsageError, match="actieplan heeft geen varianten"):
        build_variants_of_year(project, "actieplan", 2024, variant="all", progress=print)
