"""How unevenly an amount is divided over those who share it.

Every function takes one list of amounts, one per organisation. Zeros count: whether the list
holds applicants (zeros in) or grantees (zeros out) is the caller's question. Missing amounts are
left out. Nobody, or nothing to divide, gives missing; a negative amount is refused.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_number,
    check_yes_no,
    normal_quantile,
    refuse,
)


def gini(x: ArrayLike, *, corrected: bool = True) -> float:
    """How far is the division from everyone having the same? 0 is equal, 1 is all for one.

    Parameters
    ----------
    x : amounts, one per organisation
        Missing ones are left out, zeros are not.
    corrected : bool
        Multiply by n/(n−1), so that the largest possible value is 1 whatever n is. Without it
        the largest is (n−1)/n, and small groups look more equal than they are.

    Returns
    -------
    float
        Missing for nobody, for a sum of 0, and for one organisation when corrected.

    Raises
    ------
    ValueError
        If an amount is negative or infinite.

    Notes
    -----
    G = Σ (2i − n − 1) x₍ᵢ₎ / (n Σ x), times n/(n−1). Deltas (2003), *Review of Economics and
    Statistics* 85, 226–234. In R: ``ineq::Gini(x, corr = TRUE)``.

    Examples
    --------
    >>> gini([250, 250, 500, 1000])
    0.4166666666666667
    >>> gini([0, 0, 0, 1000])
    1.0
    """
    check_yes_no("corrected", corrected)
    amounts = _amounts(x)
    n, total = amounts.size, amounts.sum()
    divisor = (n - 1) if corrected else n
    if total == 0 or divisor == 0:
        return float("nan")
    steps = 2 * np.arange(1, n + 1) - n - 1
    return float(steps @ amounts / (divisor * total))


def gini_interval(
    x: ArrayLike, *, corrected: bool = True, confidence: float = 0.95
) -> dict[str, Any]:
    """How far could the Gini have been from this by chance? A process view, to be named so.

    Amounts paid are a complete count: their Gini is exact. The interval reads them as one draw
    from what could have been paid in such a year.

    Parameters
    ----------
    x, corrected : as in `gini`

    Returns
    -------
    dict with ``estimate``, ``low``, ``high``, ``se``, ``method``
        Limits are kept within 0 and 1; missing for fewer than 3 amounts or a sum of 0.

    Raises
    ------
    ValueError
        If an amount is negative or infinite.

    Notes
    -----
    Jackknife: the Gini without each amount in turn, se = √((n−1)/n Σ (G₍₋ᵢ₎ − Ḡ)²), normal
    quantile. Davidson (2009), *Journal of Econometrics* 150, 30–40. In R:
    ``loo <- sapply(seq_along(x), function(i) ineq::Gini(x[-i], corr = TRUE))``, then the formula.

    Examples
    --------
    >>> found = gini_interval([250, 250, 500, 500, 1000, 1500, 2500])
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.5, 0.306, 0.694)
    """
    z = normal_quantile(confidence)
    amounts = _amounts(x)
    n, estimate = amounts.size, gini(x, corrected=corrected)
    se = float("nan")
    if n > 2 and not np.isnan(estimate):
        without = _ginis_without_one(amounts, corrected)
        se = float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
    return {
        "estimate": estimate, "low": max(estimate - z * se, 0.0) if se == se else se,
        "high": min(estimate + z * se, 1.0) if se == se else se, "se": se, "method": "jackknife",
    }  # fmt: skip


def theil(x: ArrayLike) -> float:
    """How far is the division from equal, when large amounts should weigh heavily?

    Parameters
    ----------
    x : amounts, one per organisation; missing ones are left out, zeros are not

    Returns
    -------
    float
        0 is equal; ln n is all for one of n. No correction for small n is made. Missing for
        nobody and for a sum of 0.

    Raises
    ------
    ValueError
        If an amount is negative or infinite.

    Notes
    -----
    T = (1/n) Σ (xᵢ/x̄) ln(xᵢ/x̄), a zero adding nothing. Theil (1967), *Economics and Information
    Theory*. In R: ``ineq::Theil(x)``, which drops zeros from n; with zeros in,
    ``mean(ifelse(x > 0, x / mean(x) * log(x / mean(x)), 0))``.

    Examples
    --------
    >>> theil([1, 1, 1]), round(theil([0, 0, 0, 9]), 4)
    (0.0, 1.3863)
    """
    amounts = _amounts(x)
    if amounts.sum() == 0:
        return float("nan")
    relative = amounts / amounts.mean()
    return float(special.xlogy(relative, relative).mean())


def lorenz(x: ArrayLike) -> dict[str, Floats]:
    """Which share of the money do the least-paid organisations have together?

    Parameters
    ----------
    x : amounts, one per organisation; missing ones are left out, zeros are not

    Returns
    -------
    dict of two arrays
        ``organisations_share`` and ``amount_share``, both from 0 to 1, from the smallest amount
        up; the point (0, 0) first. For nobody or a sum of 0 only that point.

    Raises
    ------
    ValueError
        If an amount is negative or infinite.

    Notes
    -----
    L(i/n) = Σ of the i smallest over the sum. Lorenz (1905), *Publications of the American
    Statistical Association* 9, 209–219. In R: ``ineq::Lc(x)``, its ``p`` and ``L``.

    Examples
    --------
    >>> curve = lorenz([30, 10, 60])
    >>> curve["amount_share"].round(2).tolist()
    [0.0, 0.1, 0.4, 1.0]
    """
    amounts = _amounts(x)
    if amounts.sum() == 0:
        return {"organisations_share": np.zeros(1), "amount_share": np.zeros(1)}
    sums = np.concatenate([[0.0], np.cumsum(amounts)])
    places = np.arange(amounts.size + 1) / amounts.size
    return {"organisations_share": places, "amount_share": sums / sums[-1]}


def top_share(x: ArrayLike, share: float = 0.1) -> float:
    """Which share of the money goes to the organisations that got most?

    Parameters
    ----------
    x : amounts, one per organisation; missing ones are left out, zeros are not
    share : which part of the organisations, 0.1 for the top 10 %

    Returns
    -------
    float
        Where the part is not a whole number of organisations, the last one counts in part.
        Missing for nobody and for a sum of 0.

    Raises
    ------
    ValueError
        If an amount is negative or infinite, or ``share`` not above 0 and at most 1.

    Notes
    -----
    1 − L(1 − share), L the Lorenz curve (Lorenz 1905), straight between its points. In R:
    ``1 - approx(Lc(x)$p, Lc(x)$L, 1 - share)$y``.

    Examples
    --------
    >>> top_share([10, 10, 20, 60], share=0.25), round(top_share([10, 10, 20, 60], share=0.375), 3)
    (0.6, 0.7)
    """
    check_number("share", share)
    if not 0 < share <= 1:
        raise ValueError(f"share {share} is not above 0 and at most 1")
    curve = lorenz(x)
    if curve["amount_share"].size == 1:
        return float("nan")
    below = np.interp(1 - share, curve["organisations_share"], curve["amount_share"])
    return float(1 - below)


def _ginis_without_one(rising: Floats, corrected: bool) -> Floats:
    """Gini of what is left without each amount in turn; missing where nothing is left."""
    n = rising.size
    steps = 2 * np.arange(1, n + 1) - n
    above = rising.sum() - np.cumsum(rising)
    weighted = (steps @ rising) - steps * rising - 2 * above
    divisor = (n - 2) if corrected else (n - 1)
    left = rising.sum() - rising
    return np.divide(weighted, divisor * left, out=np.full(n, np.nan), where=left > 0)


def _amounts(x: ArrayLike) -> Floats:
    """Sort the amounts; missing ones are left out, impossible ones refused by name."""
    amounts = as_floats(x, "x")
    if amounts.ndim != 1:
        raise ValueError("x is not a list of amounts")
    refuse(amounts < 0, lambda i: f"negative amount {amounts[i]:g}", x)
    refuse(np.isinf(amounts), lambda i: f"amount {amounts[i]:g} is not a number", x)
    return np.sort(amounts[~np.isnan(amounts)])
