"""Counts that depend on a few things: Poisson regression, fitted by iteration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import Floats

OVERDISPERSED = 1.5
"""Pearson's χ² per degree of freedom above which counts vary more than Poisson's."""

_ROUNDS = 100


@dataclass(frozen=True)
class PoissonFit:
    """Coefficients of a log-linear model of counts, and how well it fits."""

    coefficients: Floats
    covariance: Floats
    deviance: float
    pearson: float
    df: int

    @property
    def dispersion(self) -> float:
        """Pearson's χ² per degree of freedom; missing when none is left."""
        return self.pearson / self.df if self.df > 0 else float("nan")

    @property
    def is_dispersed(self) -> bool:
        """Whether the counts vary too much for Poisson's model."""
        return self.dispersion > OVERDISPERSED

    @property
    def scale(self) -> float:
        """What variances are multiplied by: the dispersion if too large, else 1."""
        return self.dispersion if self.is_dispersed else 1.0

    @property
    def method(self) -> str:
        """Name of the model that the scale makes it."""
        return "quasi-poisson" if self.is_dispersed else "poisson"

    def quantile(self, tail: float) -> float:
        """Standard errors to a limit: Student's where the dispersion was estimated."""
        if self.is_dispersed:
            return float(-special.stdtrit(self.df, tail))
        return float(-special.ndtri(tail))

    def p_value(self, z: float) -> float:
        """Two-sided p of a coefficient ``z`` standard errors from 0."""
        if self.is_dispersed:
            return float(2 * special.stdtr(self.df, -abs(z)))
        return float(2 * special.ndtr(-abs(z)))


def fit_poisson(counts: Floats, design: Floats, exposure: Floats) -> PoissonFit:
    """Fit log(count / exposure) = design · coefficients by iterated weighted least squares.

    Every column of ``design`` must have a positive count somewhere, or its coefficient runs off.
    """
    offset = np.log(exposure)
    fitted: Floats = np.maximum(counts, 0.1)
    coefficients: Floats = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        working = np.log(fitted) - offset + (counts - fitted) / fitted
        information = design.T @ (fitted[:, None] * design)
        before = coefficients
        coefficients = np.asarray(np.linalg.solve(information, design.T @ (fitted * working)))
        fitted = np.exp(design @ coefficients + offset)
        if np.allclose(coefficients, before, rtol=1e-14, atol=1e-14):
            break
    covariance = np.asarray(np.linalg.inv(design.T @ (fitted[:, None] * design)))
    return PoissonFit(
        coefficients,
        covariance,
        deviance(counts, fitted),
        pearson(counts, fitted),
        len(counts) - design.shape[1],
    )


def deviance(counts: Floats, fitted: Floats) -> float:
    """Twice the log-likelihood lost against a perfect fit, where both have the same sum."""
    return float(2 * special.xlogy(counts, counts / fitted).sum())


def pearson(counts: Floats, fitted: Floats) -> float:
    """Pearson's χ²: squared distances in units of the Poisson variance."""
    return float(((counts - fitted) ** 2 / fitted).sum())
