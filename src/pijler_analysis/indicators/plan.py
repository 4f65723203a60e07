"""The action plan of the year: did we do what it promised?"""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.measures import counts_by, ratio
from pijler_analysis.schema.columns import ACTIVITY_STATUSES


@indicator(
    id="plan.done_share",
    name_nl="Uitgevoerde activiteiten",
    name_en="Activities done",
    definition="Activiteiten uit het actieplan van het jaar die uitgevoerd zijn.",
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
