"""Ranks among the answers of a survey, and how far chance could move them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Rows
from pijler_analysis.indicators.survey_shares import CONFIDENCE, NARROW, rake_members
from pijler_analysis.stats.resample import normal_shares, rescaled_bootstrap

ENOUGH_TO_RANK = 100
"""With fewer answers the shares themselves are shown rounded, and exact ranks would tell more."""
REPLICATES = 1000
ENOUGH_FOR_NORMAL = 2000
"""From this many answers on the bootstrap is not drawn: its shares are normal."""


def rank_rows(data: YearData, answers: pd.DataFrame, *, by: str) -> Rows:
    """Rank the items by their share of yes, unweighted and weighted to those invited.

    The limits are those between which the rank lies in 95 (80) of 100 replicates: of the rescaled
    bootstrap, or where thousands answered of the normal distribution it comes to. Items with the
    same share take the best rank of them.

    Parameters
    ----------
    data : clean tables of the year, for who was invited
    answers : one boolean column per item, missing where not seen or not answered
    by : the breakdown the items are groups of
    """
    if len(answers) < ENOUGH_TO_RANK or answers.empty:
        return []
    rows = _ranked(answers, np.ones(len(answers)), len(data.invitations) or None, by)
    raking = rake_members(data)
    if raking is None:
        return rows
    weighted = _ranked(
        answers.loc[raking["respondents"]], raking["weights"], len(data.invitations), by
    )
    return [*rows, *({**row, "weighted": True} for row in weighted)]


def _ranked(answers: pd.DataFrame, weights: np.ndarray, population: int | None, by: str) -> Rows:
    many = len(answers) >= ENOUGH_FOR_NORMAL
    shares, drawn = (_normal if many else _bootstrapped)(answers, weights, population)
    ranks, replicas = _ranks(shares[:, None])[:, 0], _ranks(drawn)
    limits = {
        name: np.quantile(replicas, level, axis=1, method="inverted_cdf")
        for name, level in _levels().items()
    }
    return [
        {
            "by": by, "group": item, "estimate": float(ranks[place]),
            "denominator": int(answers[item].notna().sum()), "population": population,
            "interval": "confidence", "confidence": CONFIDENCE,
            "method": "normal, linearised" if many else "rescaled bootstrap",
        } | {name: float(limit[place]) for name, limit in limits.items()}
        for place, item in enumerate(answers)
    ]  # fmt: skip


def _levels() -> dict[str, float]:
    wide, narrow = (1 - CONFIDENCE) / 2, (1 - NARROW) / 2
    return {"low": wide, "high": 1 - wide, "low_80": narrow, "high_80": 1 - narrow}


def _bootstrapped(
    answers: pd.DataFrame, weights: np.ndarray, population: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares, and those in each replicate of the weights."""
    found = rescaled_bootstrap(weights=weights, population=population, replicates=REPLICATES)
    yes = answers.fillna(False).to_numpy(dtype=float).T
    given = answers.notna().to_numpy(dtype=float).T
    every = (found["weights"], found["replicate_weights"])
    full, drawn = ((yes @ one) / (given @ one) for one in every)
    return full, drawn


def _normal(
    answers: pd.DataFrame, weights: np.ndarray, population: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares, and replicates of them drawn from the normal distribution."""
    said = answers.to_numpy(dtype=float, na_value=np.nan)
    found = normal_shares(said, weights=weights, population=population, replicates=REPLICATES)
    return found["estimate"], found["replicates"]


def _ranks(shares: np.ndarray) -> np.ndarray:
    """Rank the items within each column of shares, 1 for the largest."""
    return (shares[None, :, :] > shares[:, None, :] + 1e-12).sum(axis=1) + 1
