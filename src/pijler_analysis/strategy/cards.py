"""The evidence on each challenge, a card each: need, signals, figures, what runs, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.schema.results import ANSWER_CHALLENGE, CHANGE, TOTAL
from pijler_analysis.strategy.programme import Challenge

COLUMNS = (
    "challenge", "part", "what", "text", "year", "value", "low", "high", "count", "base", "unit",
    "protection", "difference", "verdict",
)  # fmt: skip
SAID = {
    "need": ("survey.needs", "challenge"),
    "rank": ("survey.need_ranks", "challenge"),
    "stakeholders": ("survey.stakeholder_needs", "challenge"),
    "questions": ("helpdesk.questions", "topic"),
    "written": ("survey.remarks", ANSWER_CHALLENGE),
    "stakeholders_written": ("survey.stakeholder_remarks", ANSWER_CHALLENGE),
}
"""Indicator and breakdown of what was asked and said about each challenge."""


def challenge_cards(
    programme: Mapping[str, Challenge],
    results: pd.DataFrame,
    review: pd.DataFrame,
    *,
    year: int,
) -> pd.DataFrame:
    """Lay out all that is known of each challenge, a row per fact.

    Parameters
    ----------
    programme : the challenges with their objectives and activities
    results : protected result table; of each figure the last year up to ``year`` is taken
    review : what the activities of the year did, see ``strategy.review.review_activities``

    Returns
    -------
    one row per fact: ``challenge``; ``part``: goal, need, rank (among the needs), stakeholders,
    questions, written (open answers about it), stakeholders_written, indicator, running, candidate
    (both with the working days a year takes as ``value``), done;
    ``what``: an indicator or an activity; ``text``: the goal, or what the activity is called; of a
    figure ``year, value, low, high, unit`` (missing where it may not be shown, as ``protection``
    says), of a share the ``count`` out of a ``base``, with the ``difference`` from the year before
    and its ``verdict`` where there is one; of what was done the suggestion as ``verdict``: stop,
    continue or adjust

    Notes
    -----
    The figures of a challenge are those its objectives are judged by and its activities should
    move, the needs left out, which have a row of their own.
    """
    plain = results[~results["weighted"].fillna(False) & (results["year"] <= year)]
    rows: list[dict[str, Any]] = []
    for challenge in programme.values():
        facts: list[dict[str, Any]] = [{"part": "goal", "what": "", "text": challenge.goal}]
        facts += [*_said(plain, challenge.id), *_figures(plain, challenge)]
        facts += [
            {"part": "running" if one.running else "candidate", "what": one.id, "text": one.nl,
             "value": sum(one.days.values()), "unit": "days"}
            for one in sorted(challenge.activities, key=lambda one: not one.running)
        ]  # fmt: skip
        facts += [
            {"part": "done", "what": one["activity_id"], "text": one["activity"],
             "verdict": one["advice"]}
            for one in review[review["challenge"] == challenge.id].to_dict("records")
        ]  # fmt: skip
        rows += [{"challenge": challenge.id} | fact for fact in facts]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _said(results: pd.DataFrame, challenge: str) -> Iterator[dict[str, Any]]:
    """Yield what members, stakeholders and the helpdesk say of a challenge."""
    for part, (indicator, by) in SAID.items():
        about = results[(results["indicator"] == indicator) & (results["by"] == by)]
        last = about[(about["year"] == about["year"].max()) & (about["group"] == challenge)]
        for row in last.to_dict("records"):
            yield {"part": part, "what": indicator} | _figure(row)


def _figures(results: pd.DataFrame, challenge: Challenge) -> Iterator[dict[str, Any]]:
    """Yield the indicators of a challenge, each with its change since the year before."""
    named = {one.indicator for one in challenge.objectives}
    named |= {one.indicator for one in challenge.activities}
    own = named - {"", *dict(SAID.values())}
    totals = results[results["by"] == TOTAL]
    changes = results[results["by"] == CHANGE]
    for id in (id for id in CATALOGUE if id in own):
        for row in totals[totals["indicator"] == id].sort_values("year").tail(1).to_dict("records"):
            before = str(row["year"] - 1)
            since = changes[
                (changes["indicator"] == id) & (changes["year"] == row["year"])
                & (changes["group"] == before)
            ]  # fmt: skip
            moved = since[["estimate", "verdict"]].rename(columns={"estimate": "difference"})
            change = moved.to_dict("records")[0] if len(moved) else {}
            yield {"part": "indicator", "what": id} | _figure(row) | change


def _figure(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "year": row["year"], "value": row["estimate"], "low": row["low"], "high": row["high"],
        "count": row["numerator"], "base": row["denominator"], "unit": row["unit"],
        "protection": row["protection"],
    }  # fmt: skip
