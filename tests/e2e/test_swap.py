"""With the raw files of 2019 and 2024 swapped, everything that says a direction turns round."""

from __future__ import annotations

import pytest
from conftest import copy_project

from pijler_analysis import figures, narrative
from pijler_analysis.indicators.catalogue import headline_ids
from pijler_analysis.project import open_project

TURNED = {"steeg": "daalde", "daalde": "steeg", "stegen": "daalden", "daalden": "stegen"}


@pytest.fixture(scope="module")
def swapped(tmp_path_factory):
    """Return the results of the sample with the folders of its first and last year swapped."""
    folder = copy_project(tmp_path_factory.mktemp("swapped"))
    raw = folder / "data" / "raw"
    (raw / "2019").rename(raw / "aside")
    (raw / "2024").rename(raw / "2019")
    (raw / "aside").rename(raw / "2024")
    return open_project(folder).indicators()


@pytest.fixture(scope="module")
def results(project):
    return project.indicators()


def verbs(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").replace(".", " ").split() if word in TURNED]


CLEAR = ("diaspora.share", "reach.registrations", "training.attendances", "panel.presence",
         "fund.granted_eur", "helpdesk.response_days")  # fmt: skip


@pytest.mark.parametrize("indicator", CLEAR)
def test_sentences_titles_and_alt_texts_turn_round(indicator, results, swapped):
    said = narrative.change_sentence(results, indicator, year=2024, against=2019)
    again = narrative.change_sentence(swapped, indicator, year=2024, against=2019)
    assert verbs(said.text)
    assert [TURNED[verb] for verb in verbs(said.text)] == verbs(again.text)
    for part in ("title", "alt"):
        before, after = (
            getattr(figures.trend(table, indicator, year=2024, against=2019), part)
            for table in (results, swapped)
        )
        assert [TURNED[verb] for verb in verbs(before)][:1] == verbs(after)[:1]
        assert verbs(before)


def test_the_named_figure_of_the_diaspora_turns_round(results, swapped):
    before, after = figures.diaspora_trend(results), figures.diaspora_trend(swapped)
    assert "steeg van 7" in before.title.replace("\xa0", " ")
    assert "daalde van 15" in after.title.replace("\xa0", " ")
    assert "steeg" in before.alt
    assert "steeg" not in after.alt


def test_no_sentence_of_the_summary_keeps_its_direction(results, swapped):
    before, after = (
        str(narrative.summary_changes(table, year=2024, against=2019))
        for table in (results, swapped)
    )
    for line in before.splitlines():
        for verb in verbs(line):
            start = line.split(verb)[0].removeprefix("- ").lstrip("▲▼●○ ")
            same = [other for other in after.splitlines() if start.strip() and start in other]
            assert all(verb not in verbs(other) for other in same)
    assert verbs(before)
    assert verbs(after)


def test_cards_follow_the_headline_of_the_catalogue():
    from pijler_analysis.display.subjects import HEADLINE

    assert tuple(headline_ids()) == HEADLINE
