"""The jury of the fund: how far its members give the same application the same score."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import unknowable
from pijler_analysis.stats.agreement import alpha

CRITERIA = ("quality", "impact", "feasibility")
FEWEST_JUDGED_TWICE = 10
"""With fewer applications that two people scored, their agreement says nothing."""


@indicator(
    id="fund.reviewer_agreement",
    name_nl="Eensgezindheid van de jury",
    name_en="Agreement of the reviewers",
    definition="Hoe dicht de scores van de juryleden voor dezelfde aanvraag bij elkaar liggen, "
    "zonder wat toeval zou geven. 1 is altijd gelijk, 0 is niet beter dan loten (alfa van "
    "Krippendorff). In totaal voor de som van de drie criteria, en per criterium.",
    silence="Een eensgezinde jury kan het samen mis hebben. Het zegt niets over de kwaliteit van "
    "de aanvragen, en niet welk jurylid streng is. Het steunt op de enkele juryleden die elke "
    "aanvraag lazen. Met andere juryleden kan het anders uitkomen, en daarvoor is er geen marge.",
    numerator="",
    denominator="scores van aanvragen die minstens twee juryleden beoordeelden",
    tables=("reviews", "fund"),
    unit="index",
    counts="scores",
    protection="workload",
)
def fund_reviewer_agreement(data: YearData) -> Rows:
    """Krippendorff's alpha of the sum of the scores, and of each of them.

    A form with a blank has no sum; it counts for the criteria it did score.
    """
    reviews = reviews_of_applications(data)
    scores = {name: reviews[f"score_{name}"].astype("Float64") for name in CRITERIA}
    together = sum(scores.values(), start=pd.Series(0.0, index=reviews.index, dtype="Float64"))
    total = _agreement(together, reviews["application_id"])
    if total is None:
        return [unknowable("geen tien aanvragen met de scores van minstens twee juryleden")]
    found = [(name, _agreement(given, reviews["application_id"])) for name, given in scores.items()]
    return [
        total | {"by": "total", "group": "total"},
        *(row | {"by": "criterion", "group": name} for name, row in found if row is not None),
    ]


def _agreement(scores: pd.Series, applications: pd.Series) -> Row | None:
    """Measure one score; None where too few applications have it of two people."""
    found = alpha(scores.to_numpy(dtype=float, na_value=float("nan")), applications.astype(str))
    if found["things"] < FEWEST_JUDGED_TWICE:
        return None
    estimate = found["estimate"]
    return {
        "denominator": found["n"], "estimate": estimate, "low": estimate, "high": estimate,
        "method": "krippendorff",
    }  # fmt: skip


@once_a_year
def reviews_of_applications(data: YearData) -> pd.DataFrame:
    """Return the forms on applications that count."""
    return data.reviews[data.reviews["application_id"].isin(data.fund["application_id"])]
