"""Whether what a plan promises could be shown, on plans and results small enough for the hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import Verdicts
from pijler_analysis.stats.proportions import detectable_change
from pijler_analysis.strategy.measurable import measurable_targets

VERDICTS = Verdicts(share=0.02, relative=0.05, gini=0.02)
CENSUS = {"by": "total", "group": "total", "basis": "census", "weighted": False}
RESULTS = result_rows(
    [
        CENSUS | {"indicator": "training.attendances", "year": 2023, "unit": "attendances",
                  "estimate": 900.0, "low": 900.0, "high": 900.0},
        CENSUS | {"indicator": "training.attendances", "year": 2024, "unit": "attendances",
                  "estimate": 1000.0, "low": 1000.0, "high": 1000.0},
        CENSUS | {"indicator": "diaspora.share", "year": 2024, "unit": "share",
                  "estimate": 0.15, "low": 0.14, "high": 0.17},
        CENSUS | {"indicator": "helpdesk.response_days", "year": 2024, "unit": "days",
                  "estimate": 4.0, "low": 4.0, "high": 4.0},
        {"indicator": "survey.satisfaction", "year": 2024, "by": "total", "group": "total",
         "basis": "sample", "weighted": False, "unit": "share", "estimate": 0.7,
         "numerator": 105.0, "denominator": 150.0, "population": 985.0},
    ]
)  # fmt: skip


def plan(indicator, change):
    return pd.DataFrame(
        {"activity_id": ["A01"], "activity": ["Iets"], "challenge": ["kwaliteit"],
         "indicator": [indicator], "target_change": pd.array([change], dtype="Float64")}
    )  # fmt: skip


def told(indicator, change, **more):
    found = measurable_targets(
        plan(indicator, change), RESULTS, year=2025, verdicts=VERDICTS, **more
    )
    return found.iloc[0]


def test_a_count_starts_from_its_last_year_and_its_target_is_a_part_of_it():
    row = told("training.attendances", 0.10)
    assert (row["measured_in"], row["baseline"]) == (2024, 1000)
    assert row["target"] == pytest.approx(1100)
    assert row["detectable"] == pytest.approx(50)  # 5 % of 1,000; no bounds
    assert (row["chance"], row["is_shown"]) == (1, True)


def test_a_change_too_small_to_matter_cannot_be_shown():
    row = told("training.attendances", 0.04)
    assert (row["chance"], row["is_shown"]) == (0, False)


def test_bounds_of_a_share_make_more_change_necessary():
    row = told("diaspora.share", 0.04)
    assert row["detectable"] == pytest.approx(0.05)  # 2 points that matter and 3 of bounds
    assert row["target"] == pytest.approx(0.19)
    assert row["is_shown"] == False  # noqa: E712
    assert told("diaspora.share", 0.05)["is_shown"]


def test_less_is_wanted_of_answer_times():
    row = told("helpdesk.response_days", -0.10)
    assert row["target"] == pytest.approx(3.6)
    assert row["is_shown"]


def test_a_survey_shows_what_stands_out_of_its_error_in_a_year_that_holds_one():
    row = told("survey.satisfaction", 0.10)
    assert pd.isna(row["chance"])
    assert pd.isna(row["is_shown"])
    seen = detectable_change(150, 150, baseline=0.7, population1=985, population2=985)
    assert row["detectable"] == pytest.approx(seen)
    asked = told("survey.satisfaction", seen, waves=[2025])
    assert asked["chance"] == pytest.approx(0.8, abs=1e-3)
    assert told("survey.satisfaction", 0.05, waves=[2025])["chance"] < 0.5


def test_a_fall_of_a_survey_share_is_judged_as_a_fall():
    fall = detectable_change(150, 150, baseline=0.3, population1=985, population2=985)
    assert told("survey.satisfaction", -0.1)["detectable"] == pytest.approx(fall)


def test_without_a_certain_change_there_is_a_baseline_and_no_target():
    row = told("training.attendances", None)
    assert row["baseline"] == 1000
    assert pd.isna(row["target"])
    assert pd.isna(row["chance"])


def test_an_activity_whose_indicator_has_no_figure_is_left_out():
    assert measurable_targets(
        plan("panel.members", 0.1), RESULTS, year=2025, verdicts=VERDICTS
    ).empty
