"""Questionnaires filled in twice, in haste or on one line, and the questions nobody answered."""

from datetime import datetime

import pytest
from clean_files import MEMBERS, write_csv, write_project
from tables import year_data

from pijler_analysis.clean.dates import moment_of
from pijler_analysis.clean.year import clean_year
from pijler_analysis.indicators.survey import survey_stakeholder_satisfaction

WORDS = ["Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden"]


def response(number: int, *, minutes: float, token: str, answers: list[str], ticks: str = "Y"):
    """Return a response as the survey tool exports it, submitted after so many minutes."""
    end = datetime(2024, 10, 8, 10, int(minutes), round(minutes % 1 * 60))
    start = "2024-10-08 10:00:00"
    return [str(number), str(end), "4", "nl", start, str(end), token,
            *answers, ticks, *[""] * 11, "", "Y", ""]  # fmt: skip


def varied(number: int) -> list[str]:
    return [WORDS[(number + place) % 5] for place in range(10)]


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    settings = write_project(tmp_path_factory.mktemp("conduct"))
    ordinary = [response(n, minutes=12, token=f"t{n}", answers=varied(n)) for n in range(20, 32)]
    odd = [
        response(40, minutes=3.9, token="quick", answers=varied(0)),
        response(41, minutes=4.1, token="quicker", answers=varied(0)),
        response(42, minutes=12, token="line", answers=["Tevreden"] * 10),
        response(43, minutes=12, token="t20", answers=varied(20)),
        response(44, minutes=12, token="t21", answers=varied(24)),
        response(45, minutes=12, token="s", answers=["Geen ervaring", "n.v.t.", "weet het niet",
                                                     "N/A", "", "Best", *varied(0)[:4]]),
    ]  # fmt: skip
    write_csv(
        settings.raw / "2024" / "bevraging_leden_limesurvey.csv", [MEMBERS[0], *ordinary, *odd]
    )
    return clean_year(settings, 2024)


def flagged(cleaned, name: str) -> list[str]:
    table = cleaned.tables["survey_members"]
    return table.loc[table[name].fillna(False), "response_id"].tolist()


def test_each_flag_is_raised_where_it_should_and_nowhere_else(cleaned):
    assert flagged(cleaned, "is_speeder") == ["40"]
    assert flagged(cleaned, "is_straight_liner") == ["42"]
    assert flagged(cleaned, "is_duplicate") == ["43"]


def test_what_is_flagged_stays_and_is_said(cleaned):
    assert len(cleaned.tables["survey_members"]) == 18
    said = [line for line in cleaned.warnings if "limesurvey" in line]
    assert len(said) == 3
    assert "1 antwoorden lijken een tweede inzending van dezelfde organisatie (rij 17)" in said[0]


def test_the_time_taken_is_in_minutes(cleaned):
    table = cleaned.tables["survey_members"].set_index("response_id")
    assert table.loc["40", "duration_minutes"] == pytest.approx(3.9)


def test_what_looks_empty_is_kept_apart(cleaned):
    table = cleaned.tables["unanswered"]
    why = table[table["response_id"] == "45"].set_index("item")["why"]
    assert why[[name for name in why.index if name.startswith("satisfaction")]].tolist() == [
        "no_experience", "not_applicable", "dont_know", "not_shown", "blank", "unreadable",
    ]  # fmt: skip
    answered = cleaned.tables["survey_members"].set_index("response_id").loc["45"]
    assert answered[why.index].isna().all()
    assert answered.filter(like="satisfaction").notna().sum() == 4


def test_a_share_leaves_no_experience_out_and_counts_it():
    """Six of fourteen: with so few in all, the note says no more than the rounded figure."""
    responses = [
        {"response_id": str(n), "is_complete": True, "satisfaction_overall": 4 if n < 8 else None}
        for n in range(14)
    ]
    silence = [
        {"wave": 2024, "audience": "stakeholders", "response_id": str(n), "why": "no_experience",
         "item": "satisfaction_overall"} for n in range(8, 14)
    ]  # fmt: skip
    question = {"wave": 2024, "audience": "stakeholders", "item": "satisfaction_overall",
                "scale_top": 4, "code": "Q1"}  # fmt: skip
    data = year_data(survey_stakeholders=responses, unanswered=silence, questions=[question])
    row = survey_stakeholder_satisfaction(data).iloc[0]
    assert (row["numerator"], row["denominator"]) == (8, 8)
    assert row["note"] == "geen ervaring of weet het niet, niet meegeteld: ongeveer 5"


def test_few_without_experience_stay_unsaid():
    responses = [{"response_id": "1", "is_complete": True, "satisfaction_overall": 4}]
    silence = [{"wave": 2024, "audience": "stakeholders", "response_id": "1", "why": "dont_know",
                "item": "satisfaction_overall"}]  # fmt: skip
    question = {"wave": 2024, "audience": "stakeholders", "item": "satisfaction_overall",
                "scale_top": 4, "code": "Q1"}  # fmt: skip
    data = year_data(survey_stakeholders=responses, unanswered=silence, questions=[question])
    assert survey_stakeholder_satisfaction(data)["note"].iloc[0].endswith("minder dan 5")


@pytest.mark.parametrize(
    ("cell", "order", "moment"),
    [
        ("2024-10-07 11:40:19", "eu", datetime(2024, 10, 7, 11, 40, 19)),
        ("07/10/2024 11:40", "eu", datetime(2024, 10, 7, 11, 40)),
        ("10/7/2024 12:05:00 AM", "us", datetime(2024, 10, 7, 0, 5)),
        ("2024-10-07T11:40:19+02:00", "eu", datetime(2024, 10, 7, 11, 40, 19)),
        ("31/02/2024 11:40", "eu", None),
        ("2024-10-07 25:40", "eu", None),
        ("2024-10-07", "eu", None),
        ("", "eu", None),
    ],
)
def test_a_moment_has_a_day_and_a_time(cell, order, moment):
    assert moment_of(cell, order=order) == moment
