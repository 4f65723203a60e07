"""How far two rankings of the same people go together."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import (
    as_floats,
    check_number,
    check_same_rows,
    normal_quantile,
)

_MISSING = float("nan")
FEWEST = 10
"""With fewer pairs the interval does not hold what it promises."""


def rank_correlation(
    x: ArrayLike, y: ArrayLike, *, population: float | None = None, confidence: float = 0.95
) -> dict[str, float]:
    """Do those who stand higher on one scale also stand higher on the other?

    Parameters
    ----------
    x, y : a number per person on either scale, in the same order
        A person who lacks one of them is left out.
    population : how many people there are, where those given are a sample of them

    Returns
    -------
    dict with ``estimate`` (1: the same order; 0: no connection; −1: the reverse), ``low``,
    ``high`` and ``n`` pairs. Missing where one of the two is the same for all; the limits too with
    fewer than ten pairs.

    Raises
    ------
    ValueError
        If the two are not as long, a number is infinite, or there are more pairs than people.

    Notes
    -----
    Spearman's ρ, ties at their mean rank. On the scale atanh ρ the standard error is
    √((1 + ρ²/2)/(n − 3)) (Bonett & Wright 2000, *Psychometrika* 65, 23–28), here times
    √((N − n)/(N − 1)) for a finite population. In R: ``cor(x, y, method = "spearman")``.

    Examples
    --------
    >>> found = rank_correlation([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 1, 4, 3, 6, 5, 8, 7, 10, 9])
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.939, 0.688, 0.99)
    """
    check_same_rows(x=x, y=y)
    wide = normal_quantile(confidence)
    one, other = as_floats(x, "x"), as_floats(y, "y")
    both = ~(np.isnan(one) | np.isnan(other))
    n = int(both.sum())
    room = 1.0
    if population is not None:
        check_number("population", population)
        if n > population:
            raise ValueError(f"{n} pairs of a population of {population:g}")
        room = math.sqrt((population - n) / (population - 1)) if population > 1 else 0.0
    ranks = [_mean_ranks(values[both]) for values in (one, other)]
    if n < 2 or any(np.ptp(values) == 0 for values in ranks):
        return {"estimate": _MISSING, "low": _MISSING, "high": _MISSING, "n": float(n)}
    rho = float(np.corrcoef(ranks[0], ranks[1])[0, 1])
    if n < FEWEST:
        return {"estimate": rho, "low": _MISSING, "high": _MISSING, "n": float(n)}
    inside = min(max(rho, -1 + 1e-12), 1 - 1e-12)
    half = wide * math.sqrt((1 + inside**2 / 2) / (n - 3)) * room
    middle = math.atanh(inside)
    return {
        "estimate": rho, "low": math.tanh(middle - half), "high": math.tanh(middle + half),
        "n": float(n),
    }  # fmt: skip


def _mean_ranks(values: np.ndarray) -> np.ndarray:
    """Rank from the lowest; those that are equal share the mean of their places."""
    _, places, times = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    return (last - (times - 1) / 2)[places]
