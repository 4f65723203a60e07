"""Which months are busier than others, working days and years taken into account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    as_list,
    check_confidence,
    not_whole,
    refuse,
)
from pijler_analysis.stats._glm import PoissonFit, deviance, fit_poisson

Codes = NDArray[np.intp]


def seasonality(
    counts: ArrayLike,
    months: ArrayLike,
    *,
    years: ArrayLike | None = None,
    exposure: ArrayLike | None = None,
    confidence: float = 0.95,
) -> dict[str, Any]:
    """Are some months busier than others, and which?

    Parameters
    ----------
    counts : events in each month of each year
        A row with a missing count, month, year or exposure leaves.
    months : the month (or quarter, weekday, …) of each count
    years : the year of each count; left out, one year
    exposure : what each count is over, such as working days; left out, all equal
        A month with less working days is not less busy for that.

    Returns
    -------
    dict
        ``months``: the months, sorted; ``index``: the rate of each against the average month
        (1.3 is 30 % busier), with ``low`` and ``high`` (missing for a month without any event);
        ``statistic``, ``df``, ``df_residual``, ``p`` of all months being alike; ``dispersion``;
        ``method``: ``quasi-poisson`` where Pearson's χ² per degree of freedom is over 1.5, else
        ``poisson``. With one year the dispersion is missing: chance cannot be told from season.

    Raises
    ------
    ValueError
        If a count is not one, the lengths differ, or months and years cannot be told apart.

    Notes
    -----
    log(count/exposure) = year + month; index: exp(month) over its mean, its interval by the delta
    method on the logarithm. Test: the deviance that months take away, on χ², or divided by the
    dispersion on F. McCullagh & Nelder (1989), ch. 6; Cameron & Trivedi (1990). In R:
    ``fit <- glm(counts ~ years + months + offset(log(exposure)), poisson)``; ``anova(update(fit, .
    ~ . - months), fit, test = "Chisq")``, or ``family = quasipoisson`` and ``test = "F"``.

    Examples
    --------
    >>> found = seasonality([20, 31, 9, 24, 36, 10], ["feb", "mei", "jul"] * 2,
    ...                     years=[2023, 2023, 2023, 2024, 2024, 2024])
    >>> dict(zip(found["months"], found["index"].round(2).tolist()))
    {'feb': 1.02, 'jul': 0.44, 'mei': 1.55}
    """
    check_confidence(confidence)
    cells = _cells(counts, months, years, exposure)
    names = list(cells.names)
    if cells.counts.sum() == 0:
        return _nothing(names)
    cells = cells.kept(np.isin(cells.years, cells.years[cells.counts > 0]))
    busy = np.unique(cells.months[cells.counts > 0])
    seen = cells.kept(np.isin(cells.months, busy))
    fit = fit_poisson(seen.counts, _dummies(seen, busy), seen.exposure)
    index, se = _index(fit, busy, np.unique(seen.years).size, len(names))
    half = fit.quantile((1 - confidence) / 2) * np.sqrt(fit.scale) * se
    with np.errstate(divide="ignore"):
        logs = np.log(index)
    return {
        "months": names,
        "index": index,
        "low": np.exp(logs - half),
        "high": np.exp(logs + half),
        **_test(cells, fit, len(names)),
        "dispersion": fit.dispersion,
        "method": fit.method,
    }


@dataclass(frozen=True)
class _Cells:
    """Counts by month and year."""

    counts: Floats
    exposure: Floats
    months: Codes
    years: Codes
    names: pd.Index

    def kept(self, rows: NDArray[np.bool_]) -> _Cells:
        """Only these rows; years are numbered anew."""
        years = np.unique(self.years[rows], return_inverse=True)[1]
        return _Cells(self.counts[rows], self.exposure[rows], self.months[rows], years, self.names)


def _cells(
    counts: ArrayLike, months: ArrayLike, years: ArrayLike | None, exposure: ArrayLike | None
) -> _Cells:
    """Read the counts and check them; rows with something missing leave."""
    y = as_list(counts, "counts")
    amount = np.broadcast_to(as_floats(1.0 if exposure is None else exposure, "exposure"), y.shape)
    month = pd.Series(months)
    year = pd.Series(np.zeros(len(y)) if years is None else years)
    if not len(y) == len(month) == len(year):
        raise ValueError(f"{len(y)} counts, {len(month)} months and {len(year)} years")
    refuse((y < 0) | not_whole(y), lambda i: f"{y[i]:g} is not a count", counts)
    refuse(amount < 0, lambda i: f"exposure below zero: {amount[i]:g}", counts)
    refuse(np.isinf(amount), lambda i: f"exposure is not finite: {amount[i]:g}", counts)
    refuse((amount == 0) & (y > 0), lambda i: f"{y[i]:g} events over no exposure", counts)
    here = ~np.isnan(y) & (amount > 0) & month.notna().to_numpy() & year.notna().to_numpy()
    codes, names = pd.factorize(np.asarray(month)[here], sort=True)
    year_codes = pd.factorize(np.asarray(year)[here])[0]
    return _Cells(y[here], amount[here], codes, year_codes, pd.Index(names))


def _dummies(cells: _Cells, busy: Codes) -> Floats:
    """Columns for each year, and for each month but the first."""
    years = [cells.years == year for year in np.unique(cells.years)]
    months = [cells.months == month for month in busy[1:]]
    design = np.stack([*years, *months], axis=1).astype(float)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError(
            "months and years cannot be told apart: too few months are in several years"
        )
    return design


def _index(fit: PoissonFit, busy: Codes, years: int, months: int) -> tuple[Floats, Floats]:
    """Rate of each month over the mean of all months, and the error of its logarithm."""
    effects = np.concatenate([[0.0], fit.coefficients[years:]])
    rates = np.exp(effects)
    index, se = np.zeros(months), np.full(months, np.nan)
    index[busy] = rates / rates.sum() * months
    covariance = np.zeros((busy.size, busy.size))
    covariance[1:, 1:] = fit.covariance[years:, years:]
    gradient = np.eye(busy.size) - rates / rates.sum()
    se[busy] = np.sqrt(np.einsum("ij,jk,ik->i", gradient, covariance, gradient))
    return index, se


def _test(cells: _Cells, fit: PoissonFit, months: int) -> dict[str, float]:
    """Whether all months could be alike: what the deviance loses without them."""
    totals = np.bincount(cells.years, cells.counts) / np.bincount(cells.years, cells.exposure)
    alike = deviance(cells.counts, totals[cells.years] * cells.exposure)
    lost, df = alike - fit.deviance, months - 1
    statistic = p = float("nan")
    if df and fit.is_dispersed:
        statistic = lost / df / fit.scale
        p = float(special.fdtrc(df, fit.df, statistic))
    elif df:
        statistic, p = lost, float(special.chdtrc(df, abs(lost)))
    return {"statistic": statistic, "df": df, "df_residual": fit.df, "p": p}


def _nothing(names: list[Any]) -> dict[str, Any]:
    """What is known when nothing was counted."""
    missing = np.full(len(names), np.nan)
    numbers = dict.fromkeys(("statistic", "p", "dispersion"), float("nan"))
    return {
        "months": names, "index": missing, "low": missing.copy(), "high": missing.copy(),
        "df": max(len(names) - 1, 0), "df_residual": 0, "method": "poisson",
    } | numbers  # fmt: skip
