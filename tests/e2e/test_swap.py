"""With the raw files of 2019 and 2024 swapped, everything that says a direction turns round."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest
from conftest import copy_project

from pijler_analysis import figures, narrative
from pijler_analysis.display.chart import Chart
from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.project import Project, open_project

TURNED = {"steeg": "daalde", "daalde": "steeg", "stegen": "daalden", "daalden": "stegen",
          "hoger": "lager", "lager": "hoger"}  # fmt: skip


@pytest.fixture(scope="module")
def swapped_project(tmp_path_factory) -> Project:
    """Return the sample with the folders of its first and last year swapped."""
    folder = copy_project(tmp_path_factory.mktemp("swapped"))
    raw = folder / "data" / "raw"
    (raw / "2019").rename(raw / "aside")
    (raw / "2024").rename(raw / "2019")
    (raw / "aside").rename(raw / "2024")
    opened = open_project(folder)
    opened.refresh()
    return opened


@pytest.fixture(scope="module")
def swapped(swapped_project):
    return swapped_project.indicators()


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

    assert tuple(id for id, one in CATALOGUE.items() if one.headline) == HEADLINE


Draw = Callable[[Project, pd.DataFrame, int], Chart]


def of_results(name: str) -> Draw:
    return lambda project, results, year: getattr(figures, name)(results, year=year)


def of_waves(draw: Callable) -> Draw:
    return lambda project, results, year: draw(project.waves(now=2024))


CHANGES: dict[str, Draw] = {
    "diaspora_trend": of_results("diaspora_trend"),
    "response_time": of_results("response_time"),
    "panel_presence": of_results("panel_presence"),
    "trend": lambda project, results, year: figures.trend(results, "training.attendances"),
    "wave_changes": of_waves(
        lambda waves: figures.wave_changes(waves.changes, kind="need", then=2019, now=2024)
    ),
}
"""Figures whose title is a change."""

LEVELS: dict[str, Draw] = {
    **{
        name: of_results(name)
        for name in (
            "answers", "channel_overlap", "diaspora_by_channel", "diaspora_by_province",
            "fund_by_continent", "fund_by_province", "fund_spread", "helpdesk_by_asker",
            "helpdesk_by_channel", "helpdesk_by_topic", "municipality_map", "needs",
            "needs_by_audience",
            "partner_countries", "plan_status", "registrations_by_province", "satisfaction",
            "training_by_province", "training_by_theme", "uncertainty", "use_and_satisfaction",
        )
    },
    "by_group": lambda project, results, year: figures.by_group(
        results, "fund.applications", "province", year=year
    ),
    "province_map": lambda project, results, year: figures.province_map(
        results, "diaspora.organisations_share", year=year
    ),
    "helpdesk_calendar": lambda project, results, year: figures.helpdesk_calendar(
        project.load(year).helpdesk
    ),
    "plan_days": lambda project, results, year: figures.plan_days(
        project.load(year).activities, year=year
    ),
    "plan_progress": lambda project, results, year: figures.plan_progress(
        project.load(year).activities, year=year
    ),
}  # fmt: skip
"""Figures whose title says how one year was."""

NEITHER = {
    "Chart": "no figure",
    "sparkline": "has no words",
    "reach_funnel": "looks back over years that the swap leaves out; see below",
    "answer_flows": "told in both directions; see below",
    "rank_bars": "draws weights at random from one wave",
    "capacity_lines": "looks ahead, from the programme",
    "need_among_needs": "on the page of a challenge, told from one wave",
    "questions_over_the_years": "looks back over years that the swap leaves out",
    "part_trend": "tells two years of a part, without a verb",
}


def test_every_figure_is_looked_at():
    assert {*CHANGES, *LEVELS, *NEITHER} == set(figures.__all__)


@pytest.mark.parametrize("name", CHANGES)
def test_a_title_that_is_a_change_turns_round(name, project, swapped_project, results, swapped):
    before = CHANGES[name](project, results, 2024)
    after = CHANGES[name](swapped_project, swapped, 2024)
    for part in ("title", "alt"):
        said, again = verbs(getattr(before, part)), verbs(getattr(after, part))
        assert said
        assert TURNED[said[0]] == again[0]


@pytest.mark.parametrize("name", LEVELS)
def test_a_title_that_is_a_level_is_that_of_the_other_year(
    name, project, swapped_project, results, swapped
):
    """What the swapped project says of 2024, the sample says of 2019, word for word."""
    after = LEVELS[name](swapped_project, swapped, 2024)
    mirror = LEVELS[name](project, results, 2019)
    assert after.title.replace("2024", "2019") == mirror.title
    said, meant = after.alt.replace("2024", "2019"), mirror.alt
    if name == "uncertainty":  # the reach is of who had registered on 1 January of the other year
        said, meant = (
            re.sub(r"(Bereik van de vormingen: .+?) \d,\d", r"\1", alt) for alt in (said, meant)
        )
    if name != "diaspora_by_channel":  # draws the year before beside it
        assert said == meant
    assert _without_year(after.caption) == _without_year(mirror.caption)
    unswapped = LEVELS[name](project, results, 2024)
    assert (after.title, after.alt) != (unswapped.title, unswapped.alt)


def _without_year(caption: str) -> str:
    return re.sub(r"2019 en 2024|2019|2024", "", caption)


def test_the_funnel_starts_from_the_register_of_the_other_year(results, swapped):
    before, after = figures.reach_funnel(results), figures.reach_funnel(swapped)
    start = "Het register telt {} organisaties"
    register = results.query("indicator == 'reach.registrations' and by == 'total'")
    counts = register.set_index("year")["estimate"].map(lambda one: f"{one:.0f}")
    assert before.title.replace("\xa0", " ").startswith(start.format(counts[2024]))
    assert after.title.replace("\xa0", " ").startswith(start.format(counts[2019]))


def test_who_moved_from_yes_to_no_moved_from_no_to_yes(project, swapped_project):
    told = [
        figures.answer_flows(one.waves(now=2024).moves, then=2019, now=2024).title
        for one in (project, swapped_project)
    ]
    back, forth = (re.findall(r"(\d+) van (nee|ja)", title) for title in told)
    assert back == [(count, {"ja": "nee", "nee": "ja"}[answer]) for count, answer in forth][::-1]


def test_the_sentences_on_two_waves_turn_round(project, swapped_project):
    said, again = (
        str(narrative.waves_summary(one.waves(now=2024).changes, then=2019, now=2024))
        for one in (project, swapped_project)
    )
    assert [TURNED[verb] for verb in verbs(said)] == verbs(again)
    assert said.count("▲") == again.count("▼") > 0
