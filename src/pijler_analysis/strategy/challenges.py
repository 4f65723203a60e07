"""The eleven challenges and the evidence on each: need, signals, work planned and done."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pijler_analysis.schema.columns import CHALLENGES
from pijler_analysis.schema.results import UNKNOWN
from pijler_analysis.strategy.programme import Challenge


def challenge_evidence(
    programme: Mapping[str, Challenge],
    results: pd.DataFrame,
    *,
    year: int,
    activities: pd.DataFrame,
    plan: pd.DataFrame,
) -> pd.DataFrame:
    """Lay side by side what is known of each challenge.

    Parameters
    ----------
    programme : the challenges with their goals
    results : protected result table; the needs are those of the last survey up to ``year``
    activities : activities of this year's plan with their progress
    plan : activities chosen for next year

    Returns
    -------
    one row per challenge: ``challenge, goal, wave, need, need_low, need_high, need_rank,
    questions, done, activities, planned, days_planned``. ``need`` is the share of the members that
    answered who want support (missing if the challenge was not offered or may not be shown),
    ``questions`` the helpdesk questions on it (missing if they may not be shown).
    """
    evidence = pd.DataFrame({"challenge": CHALLENGES}).assign(
        goal=[programme[id].goal for id in CHALLENGES]
    )
    for part in (
        _needs(results, year),
        _questions(results, year),
        _progress(activities),
        _planned(plan),
    ):
        evidence = evidence.merge(part, on="challenge", how="left", validate="one_to_one")
    counts = ["activities", "done", "planned", "days_planned"]
    return evidence.assign(**{name: evidence[name].fillna(0) for name in counts})


def _needs(results: pd.DataFrame, year: int) -> pd.DataFrame:
    needs = results[
        (results["indicator"] == "survey.needs")
        & (results["by"] == "challenge")
        & ~results["weighted"]
        & (results["year"] <= year)
    ]
    last = needs[needs["year"] == needs["year"].max()]
    return (
        last[["group", "year", "estimate", "low", "high"]]
        .rename(
            columns={
                "group": "challenge", "year": "wave", "estimate": "need", "low": "need_low",
                "high": "need_high",
            }
        )
        .assign(need_rank=last["estimate"].rank(ascending=False, method="min"))
    )  # fmt: skip


def _questions(results: pd.DataFrame, year: int) -> pd.DataFrame:
    topics = results[
        (results["indicator"] == "helpdesk.questions")
        & (results["by"] == "topic")
        & (results["year"] == year)
        & ~results["group"].isin([UNKNOWN, "other"])
    ]
    return topics[["group", "estimate"]].rename(
        columns={"group": "challenge", "estimate": "questions"}
    )


def _progress(activities: pd.DataFrame) -> pd.DataFrame:
    return (
        activities.assign(done=(activities["activity_status"] == "done").astype(int), activities=1)
        .groupby("challenge", as_index=False)[["activities", "done"]]
        .sum()
    )


def _planned(plan: pd.DataFrame) -> pd.DataFrame:
    return (
        plan.assign(planned=1)
        .groupby("challenge", as_index=False)[["planned", "days_planned"]]
        .sum()
    )


def priority_evidence(results: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Return what makes each challenge urgent, with how uncertain that is.

    Parameters
    ----------
    results : protected result table; surveys are those of the last wave up to ``year``

    Returns
    -------
    ``alternative`` (challenge), ``criterion`` (``members``: share of members that ask for
    support, ``stakeholders``: the same of stakeholders, ``signals``: helpdesk questions),
    ``value, low, high``; missing where it was not asked or may not be shown
    """
    sources = {
        "members": ("survey.needs", "challenge"),
        "stakeholders": ("survey.stakeholder_needs", "challenge"),
        "signals": ("helpdesk.questions", "topic"),
    }
    parts = []
    for criterion, (indicator, by) in sources.items():
        rows = results[
            (results["indicator"] == indicator) & (results["by"] == by)
            & ~results["weighted"] & (results["year"] <= year)
        ]  # fmt: skip
        last = rows[rows["year"] == rows["year"].max()].set_index("group")
        part = last.reindex(CHALLENGES)[["estimate", "low", "high"]]
        parts.append(
            part.rename_axis("alternative").reset_index().rename(columns={"estimate": "value"})
            .assign(criterion=criterion)
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)[["alternative", "criterion", "value", "low", "high"]]
