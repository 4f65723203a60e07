"""How sure is a share: intervals for k of n, also when n is a large part of everyone.

One idea carries the finite population. Drawing n of N without replacement tells as much as
drawing n* = n(N − 1)/(N − n) with replacement, so every interval takes its finite form by
reading n* for n; with everyone asked (n = N) n* is infinite and the width is zero. Only the
exact interval has a form of its own, the inversion of the hypergeometric test.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_choice,
    check_confidence,
    is_scalar,
    normal_quantile,
    not_whole,
    refuse,
    shaped,
)
from pijler_analysis.stats._columns import aligned
from pijler_analysis.stats._hypergeometric import hypergeometric_limits
from pijler_analysis.stats.planning import detectable_change, sample_size

__all__ = [
    "detectable_change",
    "effective_trials",
    "limits",
    "proportion_interval",
    "sample_size",
    "wilson_limits",
]

DIRECT = ("wilson", "clopper-pearson", "agresti-coull", "jeffreys", "wald")
METHODS = ("auto", "exact", *DIRECT)
FEW = 5
SMALL_SAMPLE = 40


def proportion_interval(
    successes: ArrayLike | pd.Series,
    trials: ArrayLike | pd.Series,
    *,
    population: ArrayLike | pd.Series | None = None,
    method: str = "auto",
    confidence: float = 0.95,
) -> dict[str, Any]:
    """Which share is it, and between which limits does the share among everyone lie?

    Parameters
    ----------
    successes, trials : whole numbers, scalars or arrays that broadcast
        A missing count gives a missing result, and so do zero trials.
    population : number of units the trials were drawn from; None for unlimited
    method : one of `METHODS`
        ``auto`` is Wilson; with a population it is ``exact`` when successes or failures are at
        most 5 or trials under 40. ``exact`` without a population is Clopper-Pearson.
    confidence : probability that the interval holds the true share

    Returns
    -------
    dict with ``estimate``, ``low``, ``high``, ``se``, ``method``
        Floats (and a word) when everything passed is scalar, else arrays.

    Raises
    ------
    ValueError
        If a count is negative or not whole, successes exceed trials, or trials the population.

    Notes
    -----
    Wilson: (p + z²/2n* ± z √(p(1−p)/n* + z²/4n*²)) / (1 + z²/n*), which is Wilson's formula with
    z² multiplied by (N−n)/(N−1). Exact: all K of N with P(X ≥ k) > α/2 and P(X ≤ k) > α/2.
    Standard error: √(p(1−p)/n*). Wilson 1927; Cochran 1977, ch. 3; Newcombe 1998; Brown, Cai and
    DasGupta 2001; Wang 2015.

    In R: ``prop.test(k, n, correct = FALSE)$conf.int`` (Wilson), ``binom.test(k, n)``
    (Clopper-Pearson), ``phyper`` over all K (exact); base R has no finite Wilson.

    Examples
    --------
    >>> found = proportion_interval(24, 160, population=985)
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.15, 0.106, 0.208)
    >>> found["method"]
    'wilson'
    >>> proportion_interval([0, 45], [20, 100], population=300)["low"].round(2).tolist()
    [0.0, 0.37]
    """
    check_choice("method", method, METHODS)
    check_confidence(confidence)
    scalar = is_scalar(successes, trials, population)
    k, n, size = _checked_counts(successes, trials, population)
    with np.errstate(invalid="ignore"):
        p = k / n
        effective = effective_trials(n, size)
        se = np.sqrt(p * (1 - p) / effective)
    used = _methods_used(method, k, n, size)
    low, high = np.full(p.shape, np.nan), np.full(p.shape, np.nan)
    for name in np.unique(used):
        here = (used == name) & (n > 0) & ~np.isnan(size)
        if name == "exact":
            found = hypergeometric_limits(k[here], n[here], size[here], confidence)
        else:
            found = limits(p[here], effective[here], method=str(name), confidence=confidence)
        low[here], high[here] = found
    return shaped(
        scalar, {"estimate": p, "low": low, "high": high, "se": se, "method": used.astype(object)}
    )


def effective_trials(n: Floats, population: Floats) -> Floats:
    """How many draws with replacement tell as much? n(N − 1)/(N − n), infinite when all were asked.

    Parameters
    ----------
    n, population : arrays of one shape; an infinite population leaves n, a missing one is missing

    Returns
    -------
    array, one effective number each

    Notes
    -----
    Cochran 1977, ch. 3. In R: ``n * (N - 1) / (N - n)``.

    Examples
    --------
    >>> effective_trials(np.array([150.0, 985.0]), np.array([985.0, 985.0])).round(2).tolist()
    [176.77, inf]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        finite = n * (population - 1) / (population - n)
        return np.where(np.isinf(population), n, np.where(n >= population, np.inf, finite))


def limits(
    p: ArrayLike, n: ArrayLike, *, method: str = "wilson", confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Between which limits does a share lie, of so many effective trials, whole or not?

    Parameters
    ----------
    p, n : share and trials, also infinite; scalars or arrays that broadcast
        Missing ones give missing limits.
    method : as in `proportion_interval`, but for ``auto`` and ``exact``

    Returns
    -------
    two arrays, low and high, within 0 and 1 and around p; both p where n is infinite

    Raises
    ------
    ValueError
        If p does not lie in 0 to 1, n is negative, or the method is not known.

    Notes
    -----
    Formulas and sources as in `proportion_interval`. In R: ``prop.test(p * n, n, correct =
    FALSE)$conf.int`` (Wilson), which takes a count that is not whole.

    Examples
    --------
    >>> low, high = limits(0.15, 188.3)
    >>> round(float(low), 3), round(float(high), 3)
    (0.106, 0.208)
    """
    share, trials = np.broadcast_arrays(as_floats(p, "p"), as_floats(n, "n"))
    check_choice("method", method, DIRECT)
    refuse((share < 0) | (share > 1), lambda i: f"p is no share: {share.flat[i]:g}", p)
    refuse(trials < 0, lambda i: f"n below zero: {trials.flat[i]:g}", n)
    z = normal_quantile(confidence)
    if method == "wilson":
        low, high = wilson_limits(share, trials, z)
    elif method == "agresti-coull":
        low, high = _agresti_coull_limits(share, trials, z)
    elif method == "wald":
        half = z * np.sqrt(share * (1 - share) / trials)
        low, high = share - half, share + half
    else:
        low, high = _beta_limits(share, trials, confidence, extra=0.5 * (method == "jeffreys"))
    everyone = np.isinf(trials)
    low = np.where(everyone, share, np.clip(low, 0.0, share))
    high = np.where(everyone, share, np.clip(high, share, 1.0))
    return low, high


def wilson_limits(p: Floats, n: Floats, z: ArrayLike) -> tuple[Floats, Floats]:
    """Between which limits does a share lie, by Wilson's score test?

    Parameters
    ----------
    p, n, z : share, effective trials, standard errors; arrays that broadcast
        ``z`` may be a quantile of Student's t. A missing one gives missing limits; an infinite
        z the limits 0 and 1.

    Returns
    -------
    two arrays, low and high

    Notes
    -----
    Formula and source as in `proportion_interval`. In R:
    ``prop.test(p * n, n, conf.level = 1 - 2 * pnorm(-z), correct = FALSE)$conf.int``.

    Examples
    --------
    >>> low, high = wilson_limits(np.array([0.15]), np.array([188.3]), 1.96)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.106], [0.208])
    """
    square = np.square(z)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = square / n
        middle = (p + ratio / 2) / (1 + ratio)
        half = np.sqrt(ratio) * np.sqrt(p * (1 - p) + ratio / 4) / (1 + ratio)
    unlimited = np.isinf(ratio)
    low = np.where(unlimited, 0.0, np.where(p == 0, 0.0, middle - half))
    high = np.where(unlimited, 1.0, np.where(p == 1, 1.0, middle + half))
    return low, high


def _agresti_coull_limits(p: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    """Wald's limits after adding z² trials, half of them successes."""
    middle = (p + z**2 / n / 2) / (1 + z**2 / n)
    half = z * np.sqrt(middle * (1 - middle) / (n + z**2))
    return middle - half, middle + half


def _beta_limits(p: Floats, n: Floats, confidence: float, *, extra: float) -> tuple[Floats, Floats]:
    """Quantiles of the beta distribution: Clopper-Pearson, or Jeffreys with half an extra."""
    tail = check_confidence(confidence)
    trials = np.where(np.isinf(n), 1.0, n)
    k, rest = p * trials, (1 - p) * trials
    step = 1 - 2 * extra  # Clopper-Pearson gives the neighbouring count, Jeffreys does not
    low = special.betaincinv(k + extra, rest + extra + step, tail)
    high = special.betaincinv(k + extra + step, rest + extra, 1 - tail)
    return np.where(p == 0, 0.0, low), np.where(p == 1, 1.0, high)


def _methods_used(method: str, k: Floats, n: Floats, population: Floats) -> NDArray[np.str_]:
    """The method by name for each item."""
    if method not in ("auto", "exact"):
        return np.full(k.shape, method)
    finite = ~np.isinf(population)
    if method == "exact":
        return np.where(finite, "exact", "clopper-pearson")
    few = (np.minimum(k, n - k) <= FEW) | (n < SMALL_SAMPLE)
    return np.where(finite & few, "exact", "wilson")


def _checked_counts(
    successes: ArrayLike | pd.Series,
    trials: ArrayLike | pd.Series,
    population: ArrayLike | pd.Series | None,
) -> tuple[Floats, Floats, Floats]:
    """Counts as float arrays of one shape, or ``ValueError`` naming the item that is wrong."""
    everyone = np.inf if population is None else population
    given = (successes, trials, population)
    columns, _ = aligned(successes=successes, trials=trials, population=everyone)
    k, n, size = columns["successes"], columns["trials"], columns["population"]
    for name, values in (("successes", k), ("trials", n), ("population", size)):
        _check_whole(values, name, given)
    refuse(k > n, lambda i: f"more successes than trials: {k.flat[i]:g} of {n.flat[i]:g}", *given)
    refuse(
        n > size,
        lambda i: f"more trials than the population: {n.flat[i]:g} of {size.flat[i]:g}",
        *given,
    )
    missing = np.isnan(k) | np.isnan(n)
    return np.where(missing, np.nan, k), np.where(missing, np.nan, n), size


def _check_whole(values: Floats, name: str, given: tuple[object, ...]) -> None:
    """Raise unless counts are whole and not negative; missing counts and endless N pass."""
    refuse(values < 0, lambda i: f"{name} below zero: {values.flat[i]:g}", *given)
    wrong = not_whole(values) & ~(np.isposinf(values) & (name == "population"))
    refuse(wrong, lambda i: f"{name} not whole: {values.flat[i]:g}", *given)
