"""How firm a choice is: with more people or money, with other weights, with one thing certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from pijler_analysis.errors import UsageError
from pijler_analysis.settings import Capacity
from pijler_analysis.strategy.portfolio import GAP, Limits, choose_activities
from pijler_analysis.strategy.quarters import QUARTERS

ALWAYS, DEPENDS, NEVER = "always", "depends", "never"


def quarter_capacity(capacity: Capacity, *, fte: float | None = None) -> pd.DataFrame:
    """Return the days of each role in each quarter.

    Parameters
    ----------
    fte : other full-time equivalents than the settings say

    Examples
    --------
    >>> from pijler_analysis.settings import Capacity
    >>> float(quarter_capacity(Capacity(fte=3, roles={"staf": 1.0})).loc["staf", 1])
    150.0
    """
    days = (capacity.fte if fte is None else fte) * capacity.days_per_fte / len(QUARTERS)
    return pd.DataFrame(
        {quarter: {role: days * share for role, share in capacity.roles.items()}
         for quarter in QUARTERS}
    )  # fmt: skip


def sweep(
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    limits: Limits,
    capacity: Capacity,
    *,
    fte: Iterable[float],
    extra_eur: Iterable[float] = (0.0,),
    gap: float = GAP,
) -> pd.DataFrame:
    """Choose again with other numbers of people and other budgets.

    Returns
    -------
    one row per combination: ``fte, extra_eur, activities, value, gained, lost`` (ids against the
    choice under ``limits``) and ``conflict``: why it cannot be done, empty where it can
    """
    base = set(choose_activities(activities, effort, limits, gap=gap).chosen["activity_id"])
    rows = []
    extras = list(extra_eur)
    for people in fte:
        for extra in extras:
            other = replace(
                limits,
                capacity=quarter_capacity(capacity, fte=people),
                budget=None if limits.budget is None else limits.budget + extra,
            )
            against = _against(base, activities, effort, other, gap=gap)
            rows.append({"fte": people, "extra_eur": extra} | against)
    return pd.DataFrame(rows)


def _against(
    base: set[str], activities: pd.DataFrame, effort: pd.DataFrame, limits: Limits, *, gap: float
) -> dict[str, object]:
    try:
        found = choose_activities(activities, effort, limits, gap=gap)
    except UsageError as error:
        return {"activities": 0, "value": 0.0, "gained": (), "lost": (), "conflict": str(error)}
    chosen = set(found.chosen["activity_id"])
    return {
        "activities": len(chosen),
        "value": found.value,
        "gained": tuple(sorted(chosen - base)),
        "lost": tuple(sorted(base - chosen)),
        "conflict": "",
    }


def robustness(
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    limits: Limits,
    values: pd.DataFrame,
    *,
    gap: float = GAP,
) -> pd.DataFrame:
    """Tell which activities are in whatever the weights, which never, and which depend on them.

    Parameters
    ----------
    values : one row per draw of the weights and the evidence, one column per activity

    Returns
    -------
    ``activity_id, share`` (of the draws in which it is chosen) and ``robust``: always, depends or
    never. A robust portfolio in the sense of Liesio et al. (2007), by drawing instead of by bounds.
    """
    counts = pd.Series(0, index=activities["activity_id"])
    for _, row in values.iterrows():
        drawn = activities.assign(value=activities["activity_id"].map(row))
        counts[choose_activities(drawn, effort, limits, gap=gap).chosen["activity_id"]] += 1
    share = counts / len(values)
    kind = pd.Series(DEPENDS, index=share.index).mask(share == 1, ALWAYS).mask(share == 0, NEVER)
    return pd.DataFrame({"share": share, "robust": kind}).rename_axis("activity_id").reset_index()


def pushed_out(
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    limits: Limits,
    *,
    forced: str,
    gap: float = GAP,
) -> dict[str, tuple[str, ...]]:
    """Return what doing one activity for certain brings in and pushes out.

    Parameters
    ----------
    limits : all else that is wanted, with or without this activity
    """
    others = [id for id in limits.force if id != forced]
    old, new = (
        set(choose_activities(activities, effort, one, gap=gap).chosen["activity_id"])
        for one in (replace(limits, force=others), replace(limits, force=[*others, forced]))
    )
    return {"in": tuple(sorted(new - old)), "out": tuple(sorted(old - new))}
