"""What last year's plan did, and what that suggests: stop, go on, or adjust.

A suggestion is where a conversation starts; whoever decides may do otherwise. It follows from how
far an activity is, what it cost in days, and whether the indicator it should move did move.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.indicators.catalogue import CATALOGUE
from pijler_analysis.schema.results import CHANGE, latest_totals
from pijler_analysis.strategy.measurable import wanted_change

STOP, CONTINUE, ADJUST = "stop", "continue", "adjust"

OVERSPENT = 1.25
"""Days spent against days planned above which an activity is said to cost more than promised."""

COLUMNS = (
    "activity_id", "activity", "challenge", "activity_status", "days_planned", "days_spent",
    "indicator", "promised", "change", "unit", "verdict", "advice", "why",
)  # fmt: skip


def review_activities(
    activities: pd.DataFrame, results: pd.DataFrame, *, year: int
) -> pd.DataFrame:
    """Set what was promised beside what was done and what moved, with a suggestion.

    Parameters
    ----------
    activities : clean table of the year's plan
    results : protected result table

    Returns
    -------
    one row per activity: ``activity_id, activity, challenge, activity_status, days_planned,
    days_spent, indicator``, the change ``promised`` of it and the ``change`` since the year before,
    with ``unit`` and ``verdict`` (missing where there is none to show), the ``advice`` (stop,
    continue, adjust) and ``why``: dropped, not_started, unfinished, overspent, worse, better, same,
    unclear

    Notes
    -----
    In this order: a dropped activity stops; one that did not start, did not finish, cost over a
    quarter more days than planned, or whose indicator clearly moved the wrong way is adjusted;
    any other goes on.
    """
    changes = results[
        (results["by"] == CHANGE) & (results["year"] == year)
        & (results["group"] == str(year - 1)) & ~results["weighted"].fillna(False)
    ].drop_duplicates("indicator")  # fmt: skip
    moved = changes.set_index("indicator")[["estimate", "unit", "verdict"]].rename(
        columns={"estimate": "change"}
    )
    table = activities.merge(
        moved, left_on="indicator", right_index=True, how="left", validate="many_to_one"
    )
    before = latest_totals(results[results["year"] == year - 1], until=year - 1)["estimate"]
    promised = [
        None if pd.isna(id) or id not in before else wanted_change(id, part, before[id])
        for id, part in zip(table["indicator"], table["target_change"], strict=True)
    ]
    why = [_why(row) for row in table.to_dict("records")]
    advice = [_ADVICE[reason] for reason in why]
    return table.assign(promised=pd.array(promised, dtype="Float64"), advice=advice, why=why)[
        list(COLUMNS)
    ].reset_index(drop=True)


_ADVICE = {
    "dropped": STOP,
    "not_started": ADJUST,
    "unfinished": ADJUST,
    "overspent": ADJUST,
    "worse": ADJUST,
    "better": CONTINUE,
    "same": CONTINUE,
    "unclear": CONTINUE,
}


def _why(row: dict) -> str:
    status = row["activity_status"]
    if status in ("dropped", "planned", "running"):
        return {"dropped": "dropped", "planned": "not_started", "running": "unfinished"}[status]
    planned, spent = row["days_planned"], row["days_spent"]
    if pd.notna(planned) and pd.notna(spent) and spent > OVERSPENT * planned:
        return "overspent"
    if row["verdict"] == "geen verschil van belang":
        return "same"
    if row["verdict"] != "duidelijk":
        return "unclear"
    direction = CATALOGUE[row["indicator"]].direction
    return "better" if row["change"] * direction >= 0 else "worse"
