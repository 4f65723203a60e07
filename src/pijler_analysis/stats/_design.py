"""The variance of a survey estimate, whatever the estimate.

Any estimate is, to first order, a weighted sum of scores z over respondents. Its variance is
that of the sum of w·z over sampling units: within strata, with the finite-population correction,
and after raking with what the margins already explain taken out of the scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    as_list,
    check_number,
    check_same_rows,
    refuse,
)

Population = float | Mapping[Any, float] | pd.Series | None

_ROUNDING = 1e-24
"""Part of the sum of squares that a mean or a margin taken away may leave over."""


@dataclass(frozen=True)
class Design:
    """How the respondents were drawn and weighted; one row per respondent.

    ``units`` numbers the sampling units (respondents, or clusters), ``unit_stratum`` gives the
    stratum of each, ``taken`` and ``population`` count per stratum the units drawn and those that
    could have been.
    """

    weights: Floats
    strata: NDArray[np.intp]
    units: NDArray[np.intp]
    unit_stratum: NDArray[np.intp]
    taken: Floats
    population: Floats
    raking: Mapping[str, Any] | None

    @property
    def fractions(self) -> Floats:
        """Part of each stratum that was drawn; zero when its size is unknown or unlimited."""
        return self.taken / np.maximum(self.population, 1)

    @property
    def all_asked(self) -> bool:
        """Whether everyone there is was drawn."""
        return bool(np.all(self.fractions >= 1))

    @property
    def total_population(self) -> float:
        """Number of sampling units that could have been drawn."""
        return float(self.population.sum())

    @property
    def scale(self) -> Floats:
        """Per stratum (1 − f) n/(n − 1); missing where a single unit shows no spread."""
        spare = np.where(self.taken > 1, self.taken - 1, np.nan)
        return np.where(self.fractions < 1, (1 - self.fractions) * self.taken / spare, 0.0)

    @property
    def gain(self) -> float:
        """What a finite population adds to the effective n: (N − 1)/(N − n)."""
        drawn, everyone = float(self.taken.sum()), self.total_population
        if np.isinf(everyone):
            return 1.0
        return (everyone - 1) / (everyone - drawn) if drawn < everyone else float("inf")

    @property
    def stretch(self) -> float:
        """What the half-width of an interval is multiplied by after raking."""
        return raking_stretch(self.raking, all_asked=self.all_asked)

    def variance(self, scores: Floats) -> Floats:
        """Variance of the weighted sum of each column of scores (rows × estimates)."""
        squares = self._deviations(scores) ** 2
        found = self.scale @ group_sums(squares, self.unit_stratum, len(self.taken))
        rounding = _ROUNDING * ((self.weights[:, None] * scores) ** 2).sum(axis=0)
        return np.where(found <= rounding, 0.0, found)

    def covariance(self, scores: Floats) -> Floats:
        """Covariances of these weighted sums (estimates × estimates)."""
        deviations = self._deviations(scores)
        return deviations.T @ (self.scale[self.unit_stratum][:, None] * deviations)

    def _deviations(self, scores: Floats) -> Floats:
        """Weighted sum of each sampling unit, from the mean of its stratum."""
        if self.raking is not None:
            scores = raking_residuals(scores, self.raking)
        sums = self.weights[:, None] * scores
        if len(self.unit_stratum) < len(sums):
            sums = group_sums(sums, self.units, len(self.unit_stratum))
        means = group_sums(sums, self.unit_stratum, len(self.taken))
        means /= np.maximum(self.taken, 1)[:, None]
        return sums - means[self.unit_stratum]

    def degrees_of_freedom(self, member: NDArray[np.bool_]) -> int:
        """Sampling units with a member in the domain, minus the strata they are in."""
        present = member & (self.weights > 0)
        if len(self.unit_stratum) == len(present):
            return int(present.sum()) - len(np.unique(self.strata[present]))
        units = np.unique(self.units[present])
        return len(units) - len(np.unique(self.unit_stratum[units]))


def make_design(
    rows: int,
    *,
    weights: ArrayLike | pd.Series | None,
    strata: ArrayLike | pd.Series | None,
    clusters: ArrayLike | pd.Series | None,
    population: Population,
    raking: Mapping[str, Any] | None,
) -> Design:
    """Check the parts of a design and put them together."""
    check_raking("raking", raking)
    stratum, names = np.zeros(rows, dtype=np.intp), [None]
    if strata is not None:
        stratum, names = _codes(strata, "strata")
    if clusters is None:
        units, unit_stratum = np.arange(rows), stratum
    else:
        units, unit_stratum = _clusters(clusters, stratum)
    taken = np.bincount(unit_stratum, minlength=len(names)).astype(float)
    sizes = _population_sizes(population, names, strata is None)
    for name, drawn, size in zip(names, taken, sizes, strict=True):
        where = "" if strata is None else f" in stratum {name!r}"
        if drawn > size:
            raise ValueError(f"more sampled than the population{where}: {drawn:g} of {size:g}")
        if strata is not None and drawn == 1 and size > 1:
            raise ValueError(f"only one sampling unit{where}: merge it with another stratum")
    own = _weights(weights, raking, rows)
    if own is None:
        scale = np.where(np.isinf(sizes), 1.0, sizes / np.maximum(taken, 1))
        own = scale[stratum]
    return Design(own, stratum, units, unit_stratum, taken, sizes, raking)


def check_raking(name: str, raking: object) -> None:
    """Refuse what is not a result of `weights.rake`, or None."""
    if raking is None or (isinstance(raking, Mapping) and {"weights", "cells"} <= raking.keys()):
        return
    raise ValueError(f"{name} is not what weights.rake returned, but {type(raking).__name__}")


def _codes(values: ArrayLike | pd.Series, what: str) -> tuple[NDArray[np.intp], list[Any]]:
    """Number of each row's value, and the values."""
    codes, names = pd.factorize(pd.Series(values))
    refuse(codes < 0, lambda _: f"{what}: a value is missing", values)
    return codes.astype(np.intp), list(names)


def _clusters(
    clusters: ArrayLike | pd.Series, stratum: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number of each row's cluster, and the stratum each cluster lies in."""
    units, names = _codes(clusters, "clusters")
    unit_stratum = np.zeros(len(names), dtype=np.intp)
    unit_stratum[units] = stratum
    refuse(unit_stratum[units] != stratum, lambda _: "a cluster lies in two strata", clusters)
    return units, unit_stratum


def _population_sizes(population: Population, names: list[Any], single: bool) -> Floats:
    """Units in the population of each stratum; infinite when not given."""
    if population is None:
        return np.full(len(names), np.inf)
    if isinstance(population, Mapping | pd.Series):
        if single:
            raise ValueError("population per stratum was given, but no strata")
        table: dict[Any, Any] = {}
        for name, size in population.items():
            if name in table:
                raise ValueError(f"population of stratum {name!r} is given twice")
            table[name] = size
        unknown = [name for name in names if name not in table]
        if unknown:
            raise ValueError(f"population of stratum {unknown[0]!r} is not given")
        sizes = as_list([table[name] for name in names], "population")
    elif single:
        check_number("population", population)
        sizes = np.array([float(population)])
    else:
        raise ValueError("with strata, population must give the size of each stratum")
    if np.any(np.isnan(sizes)):
        raise ValueError("population is missing")
    for name, size in zip(names, sizes, strict=True):
        if np.isfinite(size) and size != np.rint(size):
            where = "" if single else f" of stratum {name!r}"
            raise ValueError(f"population{where} is not whole: {size:g}")
    return sizes


def _weights(
    weights: ArrayLike | pd.Series | None, raking: Mapping[str, Any] | None, rows: int
) -> Floats | None:
    """Weights as an array; with raking they are the raked ones."""
    if raking is not None and weights is not None:
        check_same_rows(weights=weights, raking=raking["weights"])
        if not np.array_equal(as_floats(weights, "weights"), raking["weights"]):
            raise ValueError("weights differ from the raked ones: leave them out with raking")
    given = raking["weights"] if raking is not None else weights
    if given is None:
        return None
    values = as_list(given, "weights")
    if len(values) != rows:
        raise ValueError(f"{len(values)} weights for {rows} rows")
    wrong = ~(np.isfinite(values) & (values >= 0))
    refuse(wrong, lambda i: f"weight {values[i]:g} cannot be used", given)
    return values


def group_sums(values: Floats, codes: NDArray[np.intp], groups: int) -> Floats:
    """Sum of each column (rows × columns) per group."""
    if groups == 1:
        return values.sum(axis=0, keepdims=True)
    return np.stack([np.bincount(codes, column, groups) for column in values.T], axis=1)


def raking_residuals(scores: Floats, raking: Mapping[str, Any]) -> Floats:
    """What the raking margins leave unexplained: residuals of a regression with base weights."""
    cells, classes = raking["cells"], raking["cell_classes"]
    base = raking["cell_base"]
    counts = np.bincount(cells)
    sums = base[:, None] * group_sums(scores, cells, len(base))
    return scores - fit_margins(sums, counts * base, classes)[cells]


def raking_stretch(raking: Mapping[str, Any] | None, *, all_asked: bool) -> float:
    """√((n − 1)/(n − r)) for n respondents and r independent classes of the margins.

    Residuals of a regression are smaller than the errors they stand for, since the fit went after
    them; that matters where n is not many times r. Missing where the margins leave nothing over.
    """
    if raking is None or all_asked:
        return 1.0
    used = raking["cell_base"] > 0
    n = float(np.bincount(raking["cells"], minlength=len(used))[used].sum())
    spare = n - np.linalg.matrix_rank(class_dummies(raking["cell_classes"])[used])
    return float(np.sqrt((n - 1) / spare)) if spare > 0 else float("nan")


def class_dummies(classes: NDArray[np.intp]) -> Floats:
    """A column per class of every margin: 1 where the cell belongs to it."""
    numbers = [np.arange(column.max() + 1) for column in classes.T]
    return np.concatenate(
        [column[:, None] == own for column, own in zip(classes.T, numbers, strict=True)], axis=1
    ).astype(float)


def margin_inverse(dummies: Floats, mass: Floats) -> Floats:
    """Inverse of the normal equations of a regression on the classes of every margin.

    The margins are collinear; the least-norm solution fits all the same.
    """
    normal = dummies.T @ (mass[:, None] * dummies)
    return as_floats(np.linalg.pinv(normal, rcond=1e-12, hermitian=True))


def fit_margins(sums: Floats, mass: Floats, classes: NDArray[np.intp]) -> Floats:
    """Fitted value per cell of a regression on the classes of every margin.

    ``sums`` holds base weight times score, summed per cell (cells × estimates), and ``mass`` the
    base weight per cell.
    """
    dummies = class_dummies(classes)
    return dummies @ (margin_inverse(dummies, mass) @ (dummies.T @ sums))
