"""Every figure and every table of a report, for an organisation that has nothing to put in it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from display_sample import sample_results

from pijler_analysis.display import figures, tables
from pijler_analysis.display.cards import summary_cards
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.sentences import change_sentence
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.results import result_rows

YEAR = 2024
NO_RESULTS = result_rows([])


NO_CARDS = pd.DataFrame(columns=["challenge", "part"])
NO_CHANGES = pd.DataFrame(columns=["item", "grade", "rule", "share_then", "share_now"])


def _empty(table: str) -> pd.DataFrame:
    return enforce_types(pd.DataFrame(), table)


NOT_FROM_RESULTS: dict[str, Callable[[], object]] = {
    "Chart": lambda: None,
    "sparkline": lambda: None,
    "by_group": lambda: figures.by_group(NO_RESULTS, "training.sessions", "theme", year=YEAR),
    "trend": lambda: figures.trend(NO_RESULTS, "training.sessions", year=YEAR),
    "part_trend": lambda: figures.part_trend(
        NO_RESULTS, "reach.registrations", "province", "Limburg", year=YEAR
    ),
    "helpdesk_calendar": lambda: figures.helpdesk_calendar(_empty("helpdesk")),
    "plan_days": lambda: figures.plan_days(_empty("activities"), year=YEAR),
    "capacity_lines": lambda: figures.capacity_lines(pd.DataFrame(columns=["conflict"])),
    "rank_bars": lambda: figures.rank_bars(pd.DataFrame()),
    "wave_changes": lambda: figures.wave_changes(
        NO_CHANGES, kind="satisfaction", then=2019, now=YEAR
    ),
    "answer_flows": lambda: figures.answer_flows(
        pd.DataFrame(columns=["item", "then", "now", "count", "n_both"]), then=2019, now=YEAR
    ),
    "need_among_needs": lambda: figures.need_among_needs(NO_RESULTS, "diaspora", year=YEAR),
    "questions_over_the_years": lambda: figures.questions_over_the_years(
        NO_RESULTS, "diaspora", year=YEAR
    ),
    "municipality_map": lambda: figures.municipality_map(NO_RESULTS, year=YEAR),
    "province_map": lambda: figures.province_map(NO_RESULTS, "training.reach", year=YEAR),
    "plan_progress": lambda: figures.plan_progress(_empty("activities"), year=YEAR),
}
"""Figures that are asked for with more than results and a year; two are no figure."""


@pytest.mark.parametrize("name", figures.__all__)
@pytest.mark.parametrize("year", [YEAR, None])
def test_every_figure_without_rows_is_one_line(name: str, year: int | None) -> None:
    draw = NOT_FROM_RESULTS.get(name, lambda: getattr(figures, name)(NO_RESULTS, year=year))
    _check_line(draw())


TABLES: dict[str, Callable[[], object]] = {
    "accounting_table": lambda: tables.accounting_table(
        pd.DataFrame(columns=["source", "file", "read", "kept", "rejected", "merged", "furniture"])
    ),
    "activities_table": lambda: tables.activities_table(_empty("activities")),
    "capacity_table": lambda: tables.capacity_table(pd.DataFrame()),
    "card_table": lambda: tables.card_table(NO_CARDS, "diaspora"),
    "work_table": lambda: tables.work_table(NO_CARDS, NO_CARDS, "diaspora"),
    "done_table": lambda: tables.done_table(NO_CARDS, "diaspora", year=YEAR),
    "weights_table": lambda: tables.weights_table(pd.DataFrame(), weights={}, bounds={}),
    "challenge_table": lambda: tables.challenge_table(pd.DataFrame()),
    "bridges_table": lambda: tables.bridges_table(NO_CHANGES, then=2019, now=YEAR),
    "consultation_table": lambda: tables.consultation_table(pd.DataFrame()),
    "group_table": lambda: tables.group_table(NO_RESULTS, "fund.granted_eur", "continent"),
    "indicator_table": lambda: tables.indicator_table(NO_RESULTS, ["panel.members"], year=YEAR),
    "left_out_table": lambda: tables.left_out_table(pd.DataFrame(), {}),
    "links_table": lambda: tables.links_table(pd.DataFrame()),
    "completeness_table": lambda: tables.completeness_table(
        pd.DataFrame(columns=["source", "heading", "rows", "filled_share"])
    ),
    "sources_table": lambda: tables.sources_table(pd.DataFrame()),
    "focus_table": lambda: tables.focus_table(pd.DataFrame()),
    "moves_table": lambda: tables.moves_table(pd.DataFrame(columns=["item", "count"])),
    "outlook_table": lambda: tables.outlook_table(pd.DataFrame()),
    "rehearsal_table": lambda: tables.rehearsal_table(pd.DataFrame(), change=0.05),
    "waves_table": lambda: tables.waves_table(NO_CHANGES, then=2019, now=YEAR),
    "objectives_table": lambda: tables.objectives_table(pd.DataFrame()),
    "targets_table": lambda: tables.targets_table(pd.DataFrame()),
    "partnership_table": lambda: tables.partnership_table(_empty("activities")),
    "review_table": lambda: tables.review_table(pd.DataFrame()),
    "robust_table": lambda: tables.robust_table(pd.DataFrame(), pd.DataFrame()),
    "rejected_table": lambda: tables.rejected_table(pd.DataFrame()),
    "sweep_table": lambda: tables.sweep_table(pd.DataFrame(), {}),
    "part_table": lambda: tables.part_table(NO_RESULTS, "province", "Limburg", year=YEAR),
    "survey_table": lambda: tables.survey_table(NO_RESULTS, "survey.needs", "challenge", year=YEAR),
}


@pytest.mark.parametrize("name", [name for name in tables.__all__ if name.endswith("_table")])
def test_every_table_without_rows_is_one_line(name: str) -> None:
    _check_line(TABLES[name]())


def _check_line(shown: object) -> None:
    if shown is None:
        return
    assert isinstance(shown, Sentence)
    assert shown.text.endswith(".")
    assert "\n" not in shown.text
    assert shown._repr_markdown_()


def _counts(*estimates: int, high: int = 0, **more: str) -> pd.DataFrame:
    """Results of the last years: a complete count unless told otherwise."""
    row = {"indicator": "training.sessions", "by": "total", "group": "total", "unit": "sessions",
           "basis": "census", "interval": "bounds"}  # fmt: skip
    return result_rows([
        row | more | {"year": 2025 - len(estimates) + place, "estimate": estimate,
                      "low": estimate, "high": estimate + high}
        for place, estimate in enumerate(estimates)
    ])  # fmt: skip


def test_a_count_of_none_is_said_as_none_and_not_as_unknown() -> None:
    assert str(figures.training_by_theme(_counts(0), year=YEAR)) == "Geen vormingen in 2024."


def test_a_count_of_none_with_rows_we_could_not_read_says_what_it_may_have_been() -> None:
    told = str(figures.training_by_theme(_counts(0, high=3), year=YEAR))
    assert "0 in 2024 (0 tot 3, want enkele rijen konden we niet verwerken)" in told


def test_an_amount_of_nothing_does_not_say_that_nobody_applied() -> None:
    nothing = _counts(0, indicator="fund.granted_eur", unit="eur")
    assert "Geen aanvragen" not in str(figures.fund_by_continent(nothing, year=YEAR))


def test_groups_that_all_count_none_are_not_drawn_as_empty_bars() -> None:
    attendances = {"indicator": "training.attendances", "unit": "attendances"}
    groups = _counts(0, **attendances, by="province", group="Limburg")
    told = figures.training_by_province(pd.concat([_counts(0, **attendances), groups]), year=YEAR)
    assert str(told) == "Geen deelnames in 2024."


def test_one_year_has_no_course() -> None:
    assert "vanaf het tweede jaar" in str(figures.trend(_counts(12), "training.sessions"))
    assert isinstance(figures.trend(_counts(12, 14), "training.sessions"), figures.Chart)


def test_a_first_year_is_not_compared_with_itself() -> None:
    results = _counts(12)
    told = change_sentence(results, "training.sessions", year=YEAR, against=YEAR)
    assert told.text == "Het aantal vormingen was 12 in 2024."
    table = tables.indicator_table(results, ["training.sessions"], year=YEAR, against=YEAR)
    assert [column.heading for column in table.columns] == ["Kerncijfer", "2024", "Zekerheid"]
    cards = summary_cards(results, year=YEAR, against=YEAR, indicators=["training.sessions"])
    assert "het eerste jaar" in cards.html


def test_what_has_rows_is_still_drawn() -> None:
    assert isinstance(figures.helpdesk_by_asker(sample_results()), figures.Chart)
    assert not isinstance(
        tables.indicator_table(sample_results(), ["panel.members"], year=YEAR), Sentence
    )
