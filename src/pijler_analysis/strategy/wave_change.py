"""What changed between two waves: per item, weighted, with partly the same respondents.

Members only: who was invited to the other survey is not known. A share of a wave is that of
``survey.satisfaction`` and ``survey.needs``, of the members found among those invited, raked to
the invited; the two waves hang together through the organisations that answered both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.errors import DataError
from pijler_analysis.indicators.survey_shares import WEIGHT_CAP, rake_members, weighting_classes
from pijler_analysis.stats.multiple import adjust
from pijler_analysis.stats.verdicts import verdict
from pijler_analysis.stats.waves import standardised_change, survey_change
from pijler_analysis.strategy.crosswalk import KEPT, NOT_COMPARABLE

AUDIENCE = "members"
HEADLINE = "satisfaction_"
"""Items of the headline family, named before looking: all satisfaction items together."""

CONFIDENCE = 0.95
FEWEST_ANSWERS = 2

SHARES = ("share_then", "share_now")
FIGURES = (
    *SHARES, "difference", "low", "high", "low_80", "high_80", "crude_difference",
    "standardised_difference",
)  # fmt: skip
"""Shares of one, and differences of them."""


@dataclass(frozen=True)
class Wave:
    """The members of one wave that have a weight: answers, weights, who they are.

    Attributes
    ----------
    year : of the wave
    answers : one row per respondent, one column per item: 1 yes or satisfied, 0 not, or missing
    raking : what ``stats.weights.rake`` returned
    ids : the organisation of each; missing for a second response of the same organisation
    classes : province and diaspora status of each respondent
    margins : how many of those invited are in each class
    invited : organisations that were invited
    population : how many were invited, those that cannot be told apart as well
    """

    year: int
    answers: pd.DataFrame
    raking: Mapping[str, Any]
    ids: pd.Series
    classes: pd.DataFrame
    margins: Mapping[str, pd.Series]
    invited: frozenset[str]
    population: int


def read_wave(data: YearData) -> Wave:
    """Return the weighted members of the wave of a year.

    Raises
    ------
    DataError
        If nobody who answered is known to have been invited.
    """
    raking = rake_members(data)
    if raking is None:
        raise DataError(
            f"bevraging van {data.year}: niemand die antwoordde staat op de lijst van genodigden; "
            "zet die lijst in data/raw om twee bevragingen te vergelijken"
        )
    members = data.survey_members.loc[raking["respondents"]]
    ids = members["organisation_id"].astype(object)
    invited = weighting_classes(data, data.invitations["organisation_id"])
    return Wave(
        year=data.year,
        answers=item_answers(members, data.questions),
        raking=raking,
        ids=ids.mask(ids.duplicated()),
        classes=weighting_classes(data, members["organisation_id"]),
        margins={str(name): invited[name].value_counts() for name in invited},
        invited=frozenset(data.invitations["organisation_id"].dropna()),
        population=len(data.invitations),
    )


def item_answers(members: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Return what members answered as 1 and 0: satisfied or not, ticked or not.

    Parameters
    ----------
    members : responses, one row each
    questions : the items asked, with ``scale_top`` for those on a scale
    """
    asked = questions[questions["audience"] == AUDIENCE].set_index("item")["scale_top"]
    found = {}
    for item, top in asked.items():
        column = members[item]
        said = column if pd.isna(top) else (column >= top).where(column.notna())
        found[item] = said.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    return pd.DataFrame(found, index=members.index)


def wave_changes(then: Wave, now: Wave, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Compare every member item of both waves that may be compared; exact, for an analyst.

    Returns
    -------
    one row per item asked twice: ``item, grade, share_then, share_now, n_then, n_now, n_both,
    difference, low, high, low_80, high_80, p, adjusted_p, verdict, crude_difference,
    standardised_difference, correlation, wording_then, wording_now, scale_then, scale_now,
    rule``. Figures of an item graded – are missing. ``difference`` of an item graded C is that of
    two definitions.
    ``crude_difference`` is unweighted; ``standardised_difference`` has both waves weighted to the
    composition of those invited to the later one, so that it cannot come from who was invited.
    Holm over the satisfaction items, Benjamini–Hochberg over the others; the verdict *duidelijk*
    asks it of both.
    """
    asked = crosswalk[(crosswalk["audience"] == AUDIENCE) & (crosswalk["status"] == KEPT)]
    items = [item for item, grade in zip(asked["item"], asked["grade"], strict=True)
             if grade != NOT_COMPARABLE]  # fmt: skip
    texts = ["item", "grade", "wording_then", "wording_now", "scale_then", "scale_now", "rule"]
    table = asked[texts].merge(
        _figures(items, then, now), on="item", how="left", validate="one_to_one"
    )
    return _judged_together(table)


def _figures(items: list[str], then: Wave, now: Wave) -> pd.DataFrame:
    """Compare items of two waves; without figures where hardly anyone answered."""
    counts = pd.DataFrame(
        {
            "item": items,
            "n_then": [int(then.answers[item].count()) for item in items],
            "n_now": [int(now.answers[item].count()) for item in items],
            "n_both": [len(both_answers(item, then, now)) for item in items],
        }
    )
    known = counts.loc[counts[["n_then", "n_now"]].min(axis=1) >= FEWEST_ANSWERS, "item"].tolist()
    columns = ["item", *FIGURES, "correlation", "p"]
    if not known:
        return counts.reindex(columns=[*counts.columns, *columns[1:]])
    first, second, sizes = then.answers[known], now.answers[known], _sizes(then, now)
    changed: Any = survey_change(first, second, raking1=then.raking, raking2=now.raking, **sizes)
    crude: Any = survey_change(first, second, **sizes)
    found = changed.assign(
        share_then=_shares(first, then),
        share_now=_shares(second, now),
        crude_difference=crude["difference"],
        standardised_difference=_standardised(known, then, now),
    )
    return counts.merge(found[columns], on="item", how="left", validate="one_to_one")


def _sizes(then: Wave, now: Wave) -> dict[str, Any]:
    return {
        "ids1": then.ids, "ids2": now.ids,
        "population1": then.population, "population2": now.population,
        "population_both": len(then.invited & now.invited),
    }  # fmt: skip


def _standardised(items: list[str], then: Wave, now: Wave) -> pd.Series:
    """Return the changes with both waves weighted to those invited to the later one.

    Respondents of a class that only one of the waves has are left out.
    """
    shared = {
        name: totals[totals.index.isin(then.classes[name]) & totals.index.isin(now.classes[name])]
        for name, totals in now.margins.items()
    }
    margins = {name: totals * (now.population / totals.sum()) for name, totals in shared.items()}
    parts: list[Any] = []
    for wave in (then, now):
        inside = np.logical_and.reduce(
            [wave.classes[name].isin(totals.index) for name, totals in margins.items()]
        )
        parts += [wave.answers.loc[inside, items], wave.classes.loc[inside]]
    changed: Any = standardised_change(*parts, margins=margins, cap=WEIGHT_CAP)
    return changed["difference"]


def _shares(answers: pd.DataFrame, wave: Wave) -> list[float]:
    """Return the weighted share of each item, among those who answered it."""
    weights = pd.Series(wave.raking["weights"], index=answers.index)
    said = answers.notna().mul(weights, axis=0).sum()
    return (answers.mul(weights, axis=0).sum() / said).tolist()


def _judged_together(table: pd.DataFrame) -> pd.DataFrame:
    """Adjust the p-values within each family, and let *duidelijk* hold only where that stands."""
    headline = table["item"].str.startswith(HEADLINE)
    adjusted = pd.Series(np.nan, index=table.index)
    for rows, method in ((headline, "holm"), (~headline, "bh")):
        adjusted[rows] = adjust(table.loc[rows, "p"].to_numpy(float), method=method)
    limits = [table[name].to_numpy(float) for name in
              ("difference", "low", "high", "low_80", "high_80")]  # fmt: skip
    words = verdict(*limits, adjusted_p=adjusted.to_numpy(float), confidence=CONFIDENCE)
    return table.assign(adjusted_p=adjusted, verdict=words)


def both_answers(item: str, then: Wave, now: Wave) -> pd.DataFrame:
    """Return the two answers of each organisation that answered an item in both waves."""
    answers = [
        pd.Series(wave.answers[item].to_numpy(), index=wave.ids.to_numpy()) for wave in (then, now)
    ]
    first, second = (one[one.index.notna()] for one in answers)
    return pd.DataFrame({"then": first, "now": second}).dropna()
