"""The action plan of the year: did we do what it promised?"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import CATALOGUE, MEASURES, Rows, indicator
from pijler_analysis.indicators.measures import count, counts_by, ratio, status_share, sums_by
from pijler_analysis.indicators.targets import target_status
from pijler_analysis.schema.columns import ACTIVITY_STATUSES, CHALLENGES
from pijler_analysis.schema.notes import DAYS_LEFT_BLANK
from pijler_analysis.schema.results import TOTAL


@indicator(
    id="plan.done_share",
    name_nl="Uitgevoerde activiteiten",
    name_en="Activities done",
    definition="Activiteiten uit het actieplan van het jaar die uitgevoerd zijn.",
    silence="Uitgevoerd is niet hetzelfde als gelukt; een grote en een kleine activiteit tellen "
    "even zwaar.",
    numerator="uitgevoerde activiteiten",
    denominator="activiteiten in het actieplan",
    tables=("activities",),
    unit="share",
    counts="activities",
    protection="workload",
)
def plan_done_share(data: YearData) -> Rows:
    """Share of the planned activities that was done, and how many stand where."""
    status = data.activities["activity_status"]
    standing = counts_by(status, by="activity_status", expected=ACTIVITY_STATUSES)
    return [
        ratio(int((status == "done").sum()), len(status)),
        *(_part_of(row, len(status)) for row in standing),
    ]


def _part_of(row: dict[str, object], activities: int) -> dict[str, object]:
    part = ratio(float(str(row["numerator"])), activities, group=str(row["group"]))
    return part | {"by": row["by"]}


@indicator(
    id="plan.days_spent_share",
    name_nl="Bestede dagen",
    name_en="Days spent",
    definition="Werkdagen die aan de activiteiten van het actieplan besteed zijn, gedeeld door de "
    "dagen die ervoor gepland waren.",
    silence="Meer dagen dan gepland kan goed of slecht zijn: het zegt niet wat ermee bereikt werd.",
    numerator="bestede werkdagen",
    denominator="geplande werkdagen",
    tables=("activities",),
    unit="share",
    counts="days",
    protection="workload",
    direction=0,
)
def plan_days_spent_share(data: YearData) -> Rows:
    """Divide the days spent by the days planned."""
    activities = data.activities
    return [ratio(float(activities["days_spent"].sum()), float(activities["days_planned"].sum()))]


@indicator(
    id="plan.activities",
    name_nl="Activiteiten in het actieplan",
    name_en="Activities in the plan",
    definition="Activiteiten in het actieplan van het jaar, wat er ook van kwam.",
    silence="Een grote en een kleine activiteit tellen even zwaar.",
    numerator="activiteiten in het actieplan",
    denominator="",
    tables=("activities",),
    unit="activities",
    counts="activities",
    protection="workload",
    direction=0,
)
def plan_activities(data: YearData) -> Rows:
    """Count the activities of the plan, by challenge and by how far they are."""
    rejected = data.rejected_rows("activities")
    groups = {"challenge": CHALLENGES, "activity_status": ACTIVITY_STATUSES}
    return [
        count(len(data.activities), possible=rejected),
        *(
            row
            for by, expected in groups.items()
            for row in counts_by(data.activities[by], by=by, expected=expected, possible=rejected)
        ),
    ]


@indicator(
    id="plan.days_planned",
    name_nl="Geplande dagen",
    name_en="Days planned",
    definition="Werkdagen die het actieplan voor zijn activiteiten voorzag.",
    silence="Het zegt niet of de raming goed was.",
    numerator="geplande werkdagen",
    denominator="",
    tables=("activities",),
    unit="days",
    counts="days",
    protection="workload",
    direction=0,
)
def plan_days_planned(data: YearData) -> Rows:
    """Add up the days planned, by challenge."""
    return _days(data, "days_planned")


@indicator(
    id="plan.days_spent",
    name_nl="Bestede werkdagen",
    name_en="Working days spent",
    definition="Werkdagen die aan de activiteiten van het actieplan besteed zijn, voor zover "
    "genoteerd.",
    silence="Het zegt niets over werk dat niet in het actieplan staat, en dat is het meeste "
    "werk van elke dag.",
    numerator="bestede werkdagen",
    denominator="",
    tables=("activities",),
    unit="days",
    counts="days",
    protection="workload",
    direction=0,
)
def plan_days_spent(data: YearData) -> Rows:
    """Add up the days spent, by challenge; what nobody noted is told in a note."""
    return _days(data, "days_spent")


def _days(data: YearData, column: str) -> Rows:
    days, challenge = data.activities[column].astype(float), data.activities["challenge"]
    blank = int(days.isna().sum())
    note = {"note": DAYS_LEFT_BLANK.format(blank=blank)} if blank else {}
    return [
        count(float(days.sum())) | note,
        *sums_by(days, challenge, by="challenge", expected=CHALLENGES),
    ]


@indicator(
    id="plan.goals_met_share",
    name_nl="Gehaalde beloften",
    name_en="Goals met",
    definition="Activiteiten waarvan het kerncijfer dat jaar zijn doel haalde, als deel van de "
    "activiteiten met zo een doel. Een doel waarvan niet te zeggen valt of het gehaald is, telt "
    "niet mee.",
    silence="Dat een kerncijfer zijn doel haalde, komt niet per se door de activiteit.",
    numerator="activiteiten waarvan de indicator het streefcijfer haalde",
    denominator="activiteiten waarvan geweten is of de indicator het streefcijfer haalde",
    tables=("activities",),
    unit="share",
    counts="activities",
    protection="workload",
)
def plan_goals_met_share(data: YearData) -> Rows:
    """Share of the activities whose indicator met its target; undecided is unknown.

    The indicator an activity names is what it promised to move, and not what it did by itself.
    """
    return [status_share(goals_met(data))]


def goals_met(data: YearData) -> pd.Series:
    """Tell of each activity whose indicator had a target whether that was met."""
    named = data.activities["indicator"].dropna()
    met = {id: _is_met(data, id) for id in named.unique() if _target(data, id) is not None}
    promised = named[named.isin(list(met))]
    return pd.Series([met[id] for id in promised], index=promised.index, dtype="boolean")


def _target(data: YearData, id: str) -> float | None:
    return data.settings.targets.get(id, {}).get(data.year) if id in MEASURES else None


def _is_met(data: YearData, id: str) -> bool | None:
    """Tell whether an indicator met its target; None where its bounds leave that open."""
    row = next(row for row in MEASURES[id](data) if row["by"] == TOTAL and not row["weighted"])
    target = _target(data, id)
    if target is None or row.get("estimate") is None:
        return None
    status = target_status(target, row["low"], row["high"], direction=CATALOGUE[id].direction or 1)
    return {"gehaald": True, "niet gehaald": False}.get(status or "")
