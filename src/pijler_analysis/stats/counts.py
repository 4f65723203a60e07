"""Counts of events in a stretch of time, and how long people waited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    check_confidence,
    check_same_rows,
    not_whole,
    refuse,
    shaped,
)
from pijler_analysis.stats._columns import aligned, aligned_lists
from pijler_analysis.stats._glm import OVERDISPERSED, pearson
from pijler_analysis.stats.seasons import seasonality
from pijler_analysis.stats.waiting import waiting_time

__all__ = ["dispersion", "rate", "rate_ratio", "seasonality", "waiting_time"]

_SAME_CHANCE = 1e-7
"""Chances whose logarithms differ by less are the same chance (``binom.test`` takes as much)."""


def rate(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    dispersion: ArrayLike = 1.0,
    confidence: float = 0.95,
) -> dict[str, Any]:
    """How many per unit, such as questions per working day, and how much is chance?

    A complete count is exact; the interval is a process view (would another year like this one
    differ?) and is to be named so.

    Parameters
    ----------
    count : events, a scalar or an array; a missing one gives a missing result
    exposure : what they are counted over, such as days; 0 gives a missing result
    dispersion : variance over mean of such counts, from `dispersion`; 1 is Poisson's

    Returns
    -------
    dict with ``estimate``, ``low``, ``high``, ``se``, ``method``
        ``exact`` for dispersion 1, else ``quasi-poisson``.

    Raises
    ------
    ValueError
        If a count is negative or not whole, an exposure negative, a dispersion not positive.

    Notes
    -----
    Limits: gamma quantiles with count and count + 1 as shape (Garwood 1936, *Biometrika* 28,
    437–442). Quasi-Poisson: a count k with dispersion φ tells as much as k/φ events, so the same
    limits for k/φ, times φ. In R: ``poisson.test(count, exposure)``;
    ``phi * qgamma(0.025, count / phi) / exposure``.

    Examples
    --------
    >>> found = rate(231, 250)
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.924, 0.809, 1.051)
    """
    check_confidence(confidence)
    columns, scalar = aligned(count=count, exposure=exposure, dispersion=dispersion)
    k, amount, phi = _checked_rate(columns, count, exposure, dispersion)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(k > 0, special.gammaincinv(k / phi, tail), k)
        high = special.gammaincinv(k / phi + 1, 1 - tail)
        found = {
            "estimate": k / amount, "low": low * phi / amount, "high": high * phi / amount,
            "se": np.sqrt(k * phi) / amount,
        }  # fmt: skip
    return shaped(scalar, found | {"method": _methods(phi)})


def rate_ratio(
    count1: ArrayLike,
    exposure1: ArrayLike,
    count2: ArrayLike,
    exposure2: ArrayLike,
    *,
    dispersion: ArrayLike = 1.0,
    confidence: float = 0.95,
) -> dict[str, Any]:
    """By which factor does the first rate exceed the second?

    Parameters
    ----------
    count1, exposure1, count2, exposure2 : as in `rate`, of the first and the second
    dispersion : variance over mean of such counts, the same for both

    Returns
    -------
    dict with ``estimate`` (first over second), ``low``, ``high``, ``p``, ``method``
        Missing when nothing was counted in either. With nothing in the second, the ratio and its
        upper limit are infinite.

    Raises
    ------
    ValueError
        As in `rate`.

    Notes
    -----
    Given the sum, count1 is binomial with odds ratio·exposure1/exposure2: Clopper–Pearson's
    limits, turned into a ratio. p: chance of a split no likelier than this one at ratio 1, as
    ``binom.test`` has it; since that is not the test of the interval, a p just under 0.05 may go
    with an interval that just holds 1 (Fay 2010). Quasi-Poisson with dispersion φ: k/φ for k, and
    twice the smaller tail for p. In R: ``poisson.test(c(count1, count2), c(exposure1,
    exposure2))``.

    Examples
    --------
    >>> found = rate_ratio(231, 250, 204, 251)
    >>> round(found["estimate"], 3), round(found["low"], 3), round(found["high"], 3)
    (1.137, 0.938, 1.379)
    """
    check_confidence(confidence)
    columns, scalar = aligned_lists(
        count1=count1, exposure1=exposure1, count2=count2, exposure2=exposure2,
        dispersion=dispersion,
    )  # fmt: skip
    phi = columns["dispersion"]
    (k1, t1), (k2, t2) = (
        _checked_rate(
            {"count": columns[f"count{i}"], "exposure": columns[f"exposure{i}"], "dispersion": phi},
            count1, exposure1, count2, exposure2, dispersion,
        )[:2]
        for i in (1, 2)
    )  # fmt: skip
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = (k1 / t1) / (k2 / t2)
        low = _odds(_lower_share(k1 / phi, k2 / phi, tail)) * t2 / t1
        high = t2 / t1 / _odds(_lower_share(k2 / phi, k1 / phi, tail))
        nothing = np.isnan(estimate)
    p = [_split_p(*values) for values in zip(k1, k2, t1 / (t1 + t2), phi, strict=True)]
    found = {
        "estimate": estimate, "low": np.where(nothing, np.nan, low),
        "high": np.where(nothing, np.nan, high), "p": np.array(p), "method": _methods(phi),
    }  # fmt: skip
    return shaped(scalar, found)


def dispersion(
    counts: ArrayLike, *, exposure: ArrayLike | None = None, groups: ArrayLike | None = None
) -> dict[str, Any]:
    """Do counts vary more than chance alone would make them?

    Parameters
    ----------
    counts : one per period; a missing one leaves
    exposure : what they are counted over, such as working days; left out, all equal
    groups : periods whose rate may differ, such as the year of each month; left out, one group

    Returns
    -------
    dict
        ``estimate``: Pearson's χ² per degree of freedom (1 is Poisson's); ``statistic``, ``df``,
        ``p`` of that χ²; ``regression_t``, ``regression_p``: Cameron and Trivedi's test (one
        sided: too much); ``method``: ``quasi-poisson`` where the estimate is over 1.5, else
        ``poisson``. Missing when nothing was counted or no period is left over.

    Raises
    ------
    ValueError
        If a count is negative or not whole, or an exposure negative.

    Notes
    -----
    Expected: exposure times the rate of the group. χ² = Σ (y − μ)²/μ. Regression, without
    intercept, of ((y − μ)² − y)/μ on μ. Cameron & Trivedi (1990), *Journal of Econometrics* 46,
    347–364. In R: ``glm(counts ~ groups + offset(log(exposure)), poisson)``, its
    ``residuals(, "pearson")``; ``AER::dispersiontest(fit, trafo = 2)`` for the regression, with
    a normal quantile.

    Examples
    --------
    >>> found = dispersion([14, 22, 31, 12, 18, 35])
    >>> round(found["estimate"], 2), found["method"]
    (3.91, 'quasi-poisson')
    """
    columns, _ = aligned_lists(counts=counts, exposure=1.0 if exposure is None else exposure)
    y, amount = columns["counts"], columns["exposure"]
    _checked_rate(columns | {"count": y, "dispersion": np.ones(y.shape)}, counts, exposure)
    if groups is None:
        codes = np.zeros(len(y), dtype=np.intp)
    else:
        check_same_rows(counts=y, groups=groups)
        codes = pd.factorize(np.asarray(groups))[0]
    here = ~np.isnan(y) & (amount > 0) & (codes >= 0)
    y, amount, codes = y[here], amount[here], codes[here]
    totals, sums = np.bincount(codes, amount), np.bincount(codes, y)
    seen = np.flatnonzero(sums)
    kept = np.isin(codes, seen)
    y, fitted = y[kept], (amount * sums[codes] / totals[codes])[kept]
    df = len(y) - len(seen)
    if df < 1:
        nothing = dict.fromkeys(("estimate", "statistic", "p", "regression_t"), float("nan"))
        return nothing | {"df": df, "regression_p": float("nan"), "method": "poisson"}
    statistic = pearson(y, fitted)
    t = _regression_t(y, fitted)
    return {
        "estimate": statistic / df, "statistic": statistic, "df": df,
        "p": float(special.chdtrc(df, statistic)), "regression_t": t,
        "regression_p": float(special.stdtr(len(y) - 1, -t)),
        "method": "quasi-poisson" if statistic / df > OVERDISPERSED else "poisson",
    }  # fmt: skip


def _methods(phi: Floats) -> NDArray[np.object_]:
    return np.where(phi == 1, "exact", "quasi-poisson").astype(object)


def _checked_rate(columns: dict[str, Floats], *sources: object) -> tuple[Floats, Floats, Floats]:
    """Refuse what cannot be a count, an exposure or a dispersion; no exposure is missing."""
    k, amount, phi = columns["count"], columns["exposure"], columns["dispersion"]
    broken = (k < 0) | not_whole(k)
    refuse(broken, lambda i: f"{k[i]:g} is not a count of events", *sources)
    refuse(amount < 0, lambda i: f"exposure below zero: {amount[i]:g}", *sources)
    refuse(np.isinf(amount), lambda i: f"exposure is not finite: {amount[i]:g}", *sources)
    refuse((amount == 0) & (k > 0), lambda i: f"{k[i]:g} events over no exposure", *sources)
    refuse(~(phi > 0), lambda i: f"dispersion is not above zero: {phi[i]:g}", *sources)
    refuse(np.isinf(phi), lambda i: f"dispersion is not finite: {phi[i]:g}", *sources)
    return k, np.where(amount > 0, amount, np.nan), phi


def _lower_share(part: Floats, rest: Floats, tail: float) -> Floats:
    """Clopper–Pearson's lower limit for ``part`` of ``part + rest``, whole or not."""
    return np.where(part > 0, special.betaincinv(part, rest + 1, tail), part)


def _odds(share: Floats) -> Floats:
    return share / (1 - share)


def _split_p(k1: float, k2: float, share: float, phi: float) -> float:
    """p-value of a split k1 : k2 where k1 is expected to be ``share`` of the sum."""
    n = k1 + k2
    if not n > 0 or np.isnan(share):
        return float("nan")
    if phi != 1:
        below = special.betainc(k2 / phi, k1 / phi + 1, 1 - share) if k2 > 0 else 1.0
        above = special.betainc(k1 / phi, k2 / phi + 1, share) if k1 > 0 else 1.0
        return float(min(1.0, 2 * min(below, above)))

    def is_likelier(split: int) -> bool:
        return _log_chance(split, n, share) > bar

    bar, mode = _log_chance(int(k1), n, share) + _SAME_CHANCE, min(int((n + 1) * share), int(n))
    if not is_likelier(mode):
        return 1.0
    first, last = (_last_likely(mode, end, is_likelier) for end in (-1, int(n) + 1))
    below = special.betainc(n - first + 1, first, 1 - share) if first > 0 else 0.0
    above = special.betainc(last + 1, n - last, share) if last < n else 0.0
    return float(min(1.0, below + above))


def _log_chance(split: int, n: float, share: float) -> float:
    """Logarithm of the chance of a split, but for what all splits of n have in common."""
    return float(
        special.xlogy(split, share) + special.xlog1py(n - split, -share)
        - special.gammaln(split + 1) - special.gammaln(n - split + 1)
    )  # fmt: skip


def _last_likely(inside: int, outside: int, is_likelier: Callable[[int], bool]) -> int:
    """The farthest split that is likelier: from the likeliest outward they only grow rarer."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if is_likelier(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _regression_t(y: Floats, fitted: Floats) -> float:
    """t of Cameron and Trivedi's regression through the origin."""
    excess = ((y - fitted) ** 2 - y) / fitted
    slope = (excess @ fitted) / (fitted @ fitted)
    residuals = excess - slope * fitted
    error = np.sqrt((residuals @ residuals) / (len(y) - 1) / (fitted @ fitted))
    return float(slope / error) if error > 0 else float("nan")
