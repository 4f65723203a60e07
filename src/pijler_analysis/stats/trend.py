"""Whether a figure rises or falls over five or more points in time.

With two to four points only contrasts between them can be read: see `change`. The functions say
so in their ``method``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    check_confidence,
    normal_quantile,
    not_whole,
    refuse,
)
from pijler_analysis.stats._columns import aligned_lists
from pijler_analysis.stats._glm import fit_poisson

ENOUGH_POINTS = 5


def proportion_trend(
    k: ArrayLike, n: ArrayLike, *, scores: ArrayLike | None = None, confidence: float = 0.95
) -> dict[str, Any]:
    """Does a share rise or fall over the years?

    Parameters
    ----------
    k, n : yes and answers, one per point in time
        A point without answers, or with a missing count, leaves.
    scores : when the points were, such as the year; left out, 0, 1, 2, …

    Returns
    -------
    dict
        ``estimate``: change of the share per unit of score, with ``low``, ``high``, ``se``;
        ``statistic`` (χ²), ``df`` (1), ``p``; ``departure_statistic``, ``departure_df``,
        ``departure_p``: whether the points lie off a straight line; ``points``; ``method``.
        Missing for fewer than 2 points, or where everyone said the same.

    Raises
    ------
    ValueError
        If a count is impossible, naming the point.

    Notes
    -----
    Slope b = Σ k(x − x̄)/Σ n(x − x̄)², x̄ weighted by n; χ² = b² Σ n(x − x̄)²/(p̄(1 − p̄)).
    The departure is what Pearson's χ² of the whole table has more. The interval is that of the
    test, b ∓ z·se. Cochran (1954), *Biometrics* 10, 417–451; Armitage (1955), ibid. 11, 375–386;
    Agresti (2013), section 5.3. In R: ``prop.trend.test(k, n, scores)``; the departure:
    ``prop.test(k, n)$statistic`` less that.

    Examples
    --------
    >>> found = proportion_trend([30, 34, 41, 44, 52], [200, 200, 200, 200, 200])
    >>> round(found["estimate"], 4), round(found["p"], 4)
    (0.027, 0.0026)
    """
    z = normal_quantile(confidence)
    yes, answers, when = _points(k, n, scores)
    when = when - when[:1].sum()
    everyone = answers.sum() or np.nan
    share, moment = yes.sum() / everyone, answers @ when / everyone
    spread, noise = answers @ (when - moment) ** 2, share * (1 - share)
    known = len(when) > 0 and np.ptp(when) > 0 and noise > 0
    slope = float(yes @ (when - moment) / spread) if known else np.nan
    se = float(np.sqrt(noise / spread)) if known else np.nan
    whole = float((answers * (yes / answers - share) ** 2).sum() / noise) if known else np.nan
    statistic, df = (slope / se) ** 2, max(len(when) - 2, 0)
    departure = whole - min(statistic, whole)
    return {
        "estimate": slope, "low": slope - z * se, "high": slope + z * se, "se": se,
        "statistic": statistic, "df": 1, "p": float(special.chdtrc(1, statistic)),
        "departure_statistic": departure, "departure_df": df,
        "departure_p": float(special.chdtrc(df, departure)) if df > 0 else np.nan,
        "points": len(when), "method": _named("cochran-armitage", len(when)),
    }  # fmt: skip


def count_trend(
    counts: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    scores: ArrayLike | None = None,
    confidence: float = 0.95,
) -> dict[str, Any]:
    """Does a count, such as questions a year, grow or shrink by a steady part?

    Parameters
    ----------
    counts : one per point in time
        A point whose count or exposure is missing leaves.
    exposure : what the count is of at each point, such as working days; left out, all 1
    scores : when the points were; left out, 0, 1, 2, …

    Returns
    -------
    dict
        ``estimate``: factor per unit of score (1.05 is 5 % more each year), with ``low``,
        ``high``; ``se`` of its logarithm; ``p``, ``df``, ``dispersion``, ``points``, ``method``.
        Missing for fewer than 3 points, when nothing was counted, or when all was counted at
        the first or at the last of them: the factor then has no bound.

    Raises
    ------
    ValueError
        If a count is below zero or an exposure not above it, naming the point.

    Notes
    -----
    log(count/exposure) = a + b·score. Pearson's χ²/df over 1.5 makes it quasi-Poisson: variances
    times that ratio, Student's t. McCullagh & Nelder (1989), ch. 6; Cameron & Trivedi (1990). In
    R: ``glm(counts ~ scores + offset(log(exposure)), family = quasipoisson)`` or ``poisson``.

    Examples
    --------
    >>> found = count_trend([200, 214, 221, 236, 240])
    >>> round(found["estimate"], 3), found["method"]
    (1.047, 'poisson')
    """
    check_confidence(confidence)
    count, amount, when = _counted(counts, exposure, scores)
    busy = when[count > 0]
    if len(when) < 3 or not busy.size or _at_one_end(busy, when):
        missing = dict.fromkeys(("estimate", "low", "high", "se", "p", "dispersion"), np.nan)
        return missing | {"df": 0, "points": len(when), "method": None}
    design = np.stack([np.ones(len(when)), when - when[0]], axis=1)
    fit = fit_poisson(count, design, amount)
    slope, se = float(fit.coefficients[1]), float(np.sqrt(fit.scale * fit.covariance[1, 1]))
    half = fit.quantile((1 - confidence) / 2) * se
    return {
        "estimate": float(np.exp(slope)), "low": float(np.exp(slope - half)),
        "high": float(np.exp(slope + half)), "se": se, "p": fit.p_value(slope / se),
        "df": fit.df, "dispersion": fit.dispersion, "points": len(when),
        "method": _named(fit.method, len(when)),
    }  # fmt: skip


def _at_one_end(busy: Floats, when: Floats) -> bool:
    """Whether all that was counted was counted at the first point, or at the last."""
    return bool(busy.max() == when.min() or busy.min() == when.max())


def _named(method: str, points: int) -> str:
    """Name the method, and say so where there are too few points for a trend."""
    return method if points >= ENOUGH_POINTS else f"{method}, fewer than {ENOUGH_POINTS} points"


def _points(k: ArrayLike, n: ArrayLike, scores: ArrayLike | None) -> tuple[Floats, Floats, Floats]:
    """Read yes, answers and moment of each point that has answers."""
    columns, _ = aligned_lists(k=k, n=n)
    yes, answers = columns["k"], columns["n"]
    when = _moments(scores, len(yes))
    refuse(yes < 0, lambda i: f"yes below zero: {yes[i]:g}", k, n)
    for what, values in (("yes", yes), ("answers", answers)):
        told = [f"{what} not whole: {value:g}" for value in values]
        refuse(not_whole(values), told.__getitem__, k, n)
    refuse(yes > answers, lambda i: f"more yes than answers: {yes[i]:g} of {answers[i]:g}", k, n)
    here = ~np.isnan(yes) & ~np.isnan(when) & (answers > 0)
    return yes[here], answers[here], when[here]


def _counted(
    counts: ArrayLike, exposure: ArrayLike | None, scores: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    """Read count, exposure and moment of each point that has them."""
    columns, _ = aligned_lists(counts=counts, exposure=1.0 if exposure is None else exposure)
    count, amount = columns["counts"], columns["exposure"]
    when = _moments(scores, len(count))
    refuse(count < 0, lambda i: f"count below zero: {count[i]:g}", counts)
    refuse(not_whole(count), lambda i: f"count not whole: {count[i]:g}", counts)
    refuse(amount <= 0, lambda i: f"exposure is not above zero: {amount[i]:g}", exposure)
    refuse(np.isinf(amount), lambda i: f"exposure is not finite: {amount[i]:g}", exposure)
    here = ~np.isnan(count) & ~np.isnan(amount) & ~np.isnan(when)
    return count[here], amount[here], when[here]


def _moments(scores: ArrayLike | None, points: int) -> Floats:
    """When the points were; 0, 1, 2, … unless told."""
    when = (
        np.arange(points, dtype=float)
        if scores is None
        else aligned_lists(scores=scores)[0]["scores"]
    )
    if len(when) != points:
        raise ValueError(f"{len(when)} scores for {points} points")
    refuse(np.isinf(when), lambda i: f"score is not finite: {when[i]:g}", scores)
    return when
