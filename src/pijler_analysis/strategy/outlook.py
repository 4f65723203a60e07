"""What a team can do over several years: the choice of each year after what was done before.

A candidate activity is done once and then counts as done; running work goes on every year. What a
candidate costs after its first year is not known, so the outlook is the most that can be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from pijler_analysis.errors import UsageError
from pijler_analysis.settings import Capacity
from pijler_analysis.strategy.portfolio import Limits, choose_activities
from pijler_analysis.strategy.sensitivity import quarter_capacity


def capacity_outlook(
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    limits: Limits,
    capacity: Capacity,
    *,
    years: Iterable[int],
    fte: Iterable[float],
) -> pd.DataFrame:
    """Choose for one year after another, for several numbers of people.

    Parameters
    ----------
    activities, effort, limits : as in ``portfolio.choose_activities``
    capacity : days per full-time equivalent, and the roles
    years : in order
    fte : full-time equivalents to try

    Returns
    -------
    one row per ``fte`` and ``year``: ``new`` (candidates done that year), ``done`` (so far),
    ``conflict`` (why not even the running work fits; empty where it does)
    """
    rows = []
    wanted = list(years)
    for people in fte:
        fitting = replace(limits, capacity=quarter_capacity(capacity, fte=people))
        done: set[str] = set()
        new, conflict, is_settled = set[str](), "", False
        for year in wanted:
            if not is_settled:  # a year without anything new is followed by the same year again
                new, conflict = _year(activities, effort, fitting, done)
                is_settled = not new
            done |= new
            rows.append({"fte": people, "year": year, "new": len(new), "done": len(done),
                         "conflict": conflict})  # fmt: skip
    return pd.DataFrame(rows, columns=["fte", "year", "new", "done", "conflict"])


def _year(
    activities: pd.DataFrame, effort: pd.DataFrame, limits: Limits, done: set[str]
) -> tuple[set[str], str]:
    """Return the candidates of one year, or why there is no choice."""
    left = activities[~activities["activity_id"].isin(done)]
    if left["is_running"].all():
        return set(), ""
    still_first = left["after"].map(lambda ids: tuple(id for id in ids if id not in done))
    left = left.assign(after=still_first)
    try:
        chosen = choose_activities(left, effort.loc[left["activity_id"]], limits).chosen
    except UsageError as error:
        return set(), str(error)
    running = left.loc[left["is_running"], "activity_id"]
    return set(chosen["activity_id"]) - set(running), ""
