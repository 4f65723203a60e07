"""The evidence on each challenge, and the plan a human chose."""

import pandas as pd
import pytest
from tables import SETTINGS

from pijler_analysis.errors import DataError, FileError
from pijler_analysis.schema.columns import CHALLENGES
from pijler_analysis.schema.results import result_rows
from pijler_analysis.strategy.challenges import challenge_evidence
from pijler_analysis.strategy.plan import _check_indicators, read_plan
from pijler_analysis.strategy.programme import read_programme


def need(year: int, challenge: str, share: float | None, **more) -> dict:
    return {
        "indicator": "survey.needs", "year": year, "by": "challenge", "group": challenge,
        "weighted": False, "estimate": share, "low": share, "high": share,
    } | more  # fmt: skip


def topic(challenge: str, questions: float | None) -> dict:
    return {
        "indicator": "helpdesk.questions", "year": 2024, "by": "topic", "group": challenge,
        "weighted": False, "estimate": questions,
    }  # fmt: skip


def test_evidence_takes_the_last_wave_and_counts_what_is_planned_and_done():
    results = result_rows(
        [
            need(2019, "europa", 0.9),
            need(2024, "financien", 0.6),
            need(2024, "netwerk", 0.3),
            need(2024, "netwerk", 0.9, weighted=True),
            need(2029, "financien", 0.1),
            topic("financien", 60),
            topic("europa", None),
        ]
    )
    activities = pd.DataFrame(
        {"challenge": ["netwerk", "netwerk"], "activity_status": ["done", "dropped"]}
    )
    plan = pd.DataFrame({"challenge": ["financien", "financien"], "days_planned": [10.0, 5.0]})
    evidence = challenge_evidence(
        read_programme(), results, year=2024, activities=activities, plan=plan
    )
    assert evidence["challenge"].tolist() == list(CHALLENGES)
    found = evidence.set_index("challenge")
    assert found.loc["financien", ["need", "need_rank", "questions", "planned"]].tolist() == [
        0.6, 1, 60, 2]  # fmt: skip
    assert found.loc["financien", "days_planned"] == 15
    assert found.loc["netwerk", ["need", "done", "activities", "planned"]].tolist() == [
        0.3, 1, 2, 0]  # fmt: skip
    assert found.loc["europa", ["need", "questions"]].isna().all()


def test_the_plan_of_next_year_is_read_from_the_decisions():
    plan = read_plan(SETTINGS, 2025)
    assert len(plan) == 18
    assert plan["activity_status"].eq("planned").all()
    assert plan["days_planned"].sum() == 601


def test_a_year_without_a_plan_says_which_file_to_make():
    with pytest.raises(FileError, match=r"actieplan_2031\.xlsx ontbreekt"):
        read_plan(SETTINGS, 2031)


def test_a_plan_may_only_promise_indicators_that_exist():
    plan = pd.DataFrame(
        {"indicator": [None, "fund.gini", "fund.eerlijkheid"], "file": "plan.xlsx",
         "sheet": "Actieplan", "row": [4, 5, 6]}
    )  # fmt: skip
    with pytest.raises(DataError, match=r"rij 6.*'fund\.eerlijkheid' bestaat niet"):
        _check_indicators(plan)
