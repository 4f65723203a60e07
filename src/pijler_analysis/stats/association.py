"""How far two rankings of the same people go together."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_number,
    check_same_rows,
    normal_quantile,
    refuse,
)
from pijler_analysis.stats.ranks import average_ranks

_NEXT_TO_ONE = 1 - 1e-12
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
        If the two are not as long, a number is infinite, the population is not whole, or there
        are more pairs than people.

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
    one, other = _scale(x, "x"), _scale(y, "y")
    both = ~(np.isnan(one) | np.isnan(other))
    n = int(both.sum())
    _check_population(population, n)
    found = {"estimate": math.nan, "low": math.nan, "high": math.nan, "n": float(n)}
    ranks = [average_ranks(values[both]) for values in (one, other)]
    if any(len(np.unique(values)) < 2 for values in ranks):
        return found
    rho = float(np.corrcoef(ranks[0], ranks[1])[0, 1])
    found["estimate"] = rho
    if n < FEWEST:
        return found
    inside = min(max(rho, -_NEXT_TO_ONE), _NEXT_TO_ONE)
    half = wide * math.sqrt((1 + inside**2 / 2) / (n - 3)) * _part_left(population, n)
    middle = math.atanh(inside)
    return found | {"low": math.tanh(middle - half), "high": math.tanh(middle + half)}


def _scale(values: ArrayLike, name: str) -> Floats:
    """A number per person, none of them infinite."""
    found = as_floats(values, name)
    if found.ndim != 1:
        raise ValueError(f"{name} is not a list of numbers")
    refuse(np.isinf(found), lambda i: f"{name} is not finite: {found[i]:g}", values)
    return found


def _check_population(population: float | None, n: int) -> None:
    """Refuse a population that is no number of people, or smaller than the pairs."""
    check_number("population", population, optional=True)
    if population is None:
        return
    if not (population == math.inf or population % 1 == 0):
        raise ValueError(f"population is not whole: {population:g}")
    if n > population:
        raise ValueError(f"{n} pairs of a population of {population:g}")


def _part_left(population: float | None, n: int) -> float:
    """√((N − n)/(N − 1)): the part of the standard error that a finite population leaves."""
    if population is None or population == math.inf:
        return 1.0
    return math.sqrt((population - n) / (population - 1))
