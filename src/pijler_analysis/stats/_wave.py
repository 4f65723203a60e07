"""One wave of respondents: its estimates, and what each respondent put into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats import survey
from pijler_analysis.stats._arrays import Floats, as_floats, as_list, refuse
from pijler_analysis.stats._design import raking_residuals, raking_stretch
from pijler_analysis.stats._judge import tailed
from pijler_analysis.stats._overlap import (
    Ids,
    Waves,
    correlation_within,
    make_waves,
    positions_in_both,
)


@dataclass(frozen=True)
class Wave:
    """Estimates of one wave (items), and what each respondent put into them (rows × items)."""

    contributions: Floats
    ids: Ids | None
    estimate: Floats
    se: Floats
    df: Floats
    effective_n: Floats
    stretch: float = 1.0

    @property
    def n(self) -> Floats:
        """Effective number of answers that the limits of a share go by."""
        return self.effective_n / self.stretch**2

    def quantile(self, z: Floats) -> Floats:
        """Student's quantile with the tail of z; 0 where all were asked and nothing is in doubt."""
        return np.where(np.isinf(self.n), 0.0, tailed(z, self.df))


def answered(name: str, y: ArrayLike, ids: Ids | None) -> Wave:
    """Mean of the answers that are there, with the ids of those who gave them."""
    values = as_list(y, name)
    refuse(np.isinf(values), lambda _: "an answer is not finite", y)
    here = ~np.isnan(values)
    kept = None if ids is None else pd.Index(list(ids), dtype=object)[here]
    mean = np.array([values[here].mean() if here.any() else np.nan])
    missing = np.array([np.nan])
    return Wave(values[here][:, None], kept, mean, missing, missing, missing)


def with_se(wave: Wave, n: Floats, size: Floats) -> Wave:
    """Add the standard error of a mean: missing with fewer than 2 answers, 0 when all were asked.

    The variance of the contributions is that of the answers, and n the number of them.
    """
    values = wave.contributions
    spread = values.var(axis=0, ddof=1) if len(values) > 1 else np.array([np.nan])
    spread = np.where((values == values[:1]).all(axis=0) & (len(values) > 1), 0.0, spread)
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.where(n == size, 0.0, np.sqrt((1 - n / size) * spread / n))
    return replace(wave, se=se)


def weighted(
    y: ArrayLike | pd.DataFrame,
    ids: Ids | None,
    weights: ArrayLike | None,
    raking: Mapping[str, Any] | None,
    population: float | None,
    kind: str,
) -> Wave:
    """Estimates of one wave, with what each respondent contributes to them, linearised."""
    estimator = survey.proportion if kind == "share" else survey.mean
    found = estimator(y, weights=weights, raking=raking, population=population)
    answers = as_floats(y)
    answers = answers[:, None] if answers.ndim == 1 else answers
    estimate, se, df = (np.atleast_1d(found[key]) for key in ("estimate", "se", "df"))
    scores = np.where(np.isnan(answers), 0.0, answers - estimate)
    w = np.ones(len(answers)) if weights is None else as_floats(weights)
    if raking is not None:
        scores, w = raking_residuals(scores, raking), raking["weights"]
    effective_n = np.atleast_1d(found["effective_n"]) if kind == "share" else df
    stretch = raking_stretch(raking, all_asked=population == len(answers))
    return Wave(w[:, None] * scores, ids, estimate, se, df, effective_n, stretch)


def hang_together(
    first: Wave, second: Wave, populations: tuple[float | None, ...]
) -> tuple[Waves, Floats, str]:
    """Sizes of the waves, correlation of a unit's answers, and what is known of the overlap."""
    pairs = None
    if first.ids is not None and second.ids is not None:
        pairs = positions_in_both(first.ids, second.ids)
    population1, population2, population_both = populations
    waves = make_waves(
        len(first.contributions),
        len(second.contributions),
        population1=population1,
        population2=population2,
        population_both=population_both,
        n_both=np.nan if pairs is None else len(pairs[0]),
    )
    if pairs is None:
        return waves, np.zeros(first.estimate.shape), "as independent"
    measured = correlation_within(first.contributions, second.contributions, pairs)
    return waves, measured, "overlap"
