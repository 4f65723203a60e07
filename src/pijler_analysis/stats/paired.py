"""Yes or no, asked twice of the same respondents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    normal_quantile,
    not_whole,
    refuse,
    shaped,
)
from pijler_analysis.stats._judge import tailed
from pijler_analysis.stats.proportions import wilson_limits
from pijler_analysis.stats.verdicts import verdict

CELLS = ("both", "only1", "only2", "neither")
"""Who said yes both times, only the first time, only the second, never."""

_HALVINGS = 60
"""A limit lies between −1 and 1; halving that often leaves less than the rounding."""


def paired_change(
    table: ArrayLike | pd.DataFrame, *, relevant: ArrayLike = 0.02, confidence: float = 0.95
) -> dict[str, Any]:
    """Did the respondents who answered both times change their mind?

    Parameters
    ----------
    table : [[both, only1], [only2, neither]], or an array of such tables
        Respondents who said yes both times, only the first time, only the second, never.
    relevant : the smallest change that matters, for the verdict

    Returns
    -------
    dict
        ``difference`` (share of yes the second time minus the first), ``se``; ``exact_p``,
        ``mid_p``, ``asymptotic_p`` of McNemar's test; ``tango_low``, ``tango_high``,
        ``newcombe_low``, ``newcombe_high``; ``low``, ``high``, ``low_80``, ``high_80`` (Tango's
        with Student's t: with z they hold the truth somewhat less often than asked, and
        Newcombe's hold it too often where few change), ``p`` (the mid-P) and ``verdict``. Floats
        for one table, arrays for several; missing without respondents. Where nobody changed,
        every p is 1.

    Raises
    ------
    ValueError
        If a table does not have 2 rows and 2 columns, or holds what is not a count.

    Notes
    -----
    With b = only1, c = only2, n all. Exact: 2 P(X ≤ min(b, c)) with X binomial (b + c, ½), at most
    1; mid-P: half the chance of the table itself less at each side; asymptotic:
    (c − b)²/(b + c) on χ² with 1 degree of freedom. Tango: all Δ with
    |c − b − nΔ| ≤ z √(n(2q + Δ(1 − Δ))), q the likeliest share of *only1* given Δ; in ``low`` and
    ``high`` Student's t on n − 1 degrees of freedom stands for z, as in `survey` (one pair tells
    nothing: −1 to 1). Newcombe: the two Wilson intervals squared and added, less twice φ times
    their product; φ with its continuity correction (his method 10). Newcombe (1998), *Statistics
    in Medicine* 17, 2635–2650; Tango (1998), ibid. 891–908; Fagerland, Lydersen & Laake (2013,
    2014).

    In R: ``mcnemar.test(table, correct = FALSE)``; ``binom.test(b, b + c)``;
    ``contingencytables::Tango_asymptotic_score_CI_paired_2x2(table)`` and
    ``Newcombe_square_and_add_CI_paired_2x2(table)``, which give first minus second.

    Examples
    --------
    Complete response before and after consolidation therapy (Fagerland et al. 2014):

    >>> found = paired_change([[59, 6], [16, 80]])
    >>> round(found["difference"], 4), round(found["mid_p"], 4)
    (0.0621, 0.0347)
    >>> round(found["tango_low"], 4), round(found["tango_high"], 4)
    (0.0054, 0.124)
    """
    z = normal_quantile(confidence)
    cells = as_floats(table, "table")
    if cells.ndim < 2 or cells.shape[-2:] != (2, 2):
        raise ValueError(f"a table has 2 rows and 2 columns, not the shape {cells.shape}")
    scalar = cells.ndim == 2
    counts = cells.reshape(-1, 4).T
    _check_counts(counts, scalar)
    with np.errstate(invalid="ignore", divide="ignore"):
        only1, only2, n = counts[1], counts[2], counts.sum(axis=0)
        n = np.where(n > 0, n, np.nan)
        difference = (only2 - only1) / n
        se = np.sqrt(np.maximum((only1 + only2) / n - difference**2, 0) / n)
    found = {"difference": difference, "se": se}
    found |= _mcnemar(only1, only2, n)
    found["tango_low"], found["tango_high"] = tango_limits(only1, only2, n, z)
    found["newcombe_low"], found["newcombe_high"] = _newcombe_limits(counts, n, z)
    found["low"], found["high"] = student_limits(only1, only2, n, z)
    found["low_80"], found["high_80"] = student_limits(only1, only2, n, normal_quantile(0.80))
    words = verdict(
        difference, found["low"], found["high"], found["low_80"], found["high_80"],
        relevant=relevant, confidence=confidence,
    )  # fmt: skip
    return shaped(scalar, found | {"p": found["mid_p"], "verdict": words})


def phi(counts: Floats, *, corrected: bool) -> Floats:
    """Correlation of yes and yes within tables ``both, only1, only2, neither``.

    ``corrected`` moves a positive one towards 0, as much as half a respondent in each cell could.
    Where a wave had only yes or only no among them, there is nothing to correlate: 0.
    """
    both, only1, only2, neither = counts
    excess = both * neither - only1 * only2
    if corrected:
        excess = np.where(excess > 0, np.maximum(excess - counts.sum(axis=0) / 2, 0), excess)
    spread = np.sqrt((both + only1) * (only2 + neither) * (both + only2) * (only1 + neither))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > 0, excess / spread, 0.0)


def combined_limits(
    first: tuple[Floats, Floats, Floats],
    second: tuple[Floats, Floats, Floats],
    correlation: ArrayLike,
) -> tuple[Floats, Floats]:
    """Limits of second minus first, from each one's estimate, low and high (MOVER)."""
    (p1, low1, high1), (p2, low2, high2) = first, second
    difference = p2 - p1
    below = _square_and_add(p2 - low2, high1 - p1, correlation)
    above = _square_and_add(high2 - p2, p1 - low1, correlation)
    return difference - below, difference + above


def _square_and_add(second: Floats, first: Floats, correlation: ArrayLike) -> Floats:
    squared = second**2 + first**2 - 2 * np.asarray(correlation) * second * first
    return np.sqrt(np.maximum(squared, 0))


def student_limits(
    only1: Floats, only2: Floats, n: Floats, z: ArrayLike, *, left: Floats | float = 1.0
) -> tuple[Floats, Floats]:
    """Tango's limits with Student's t of the same tail as z.

    ``left`` is the part of the variance that is left in a finite population, (N−n)/(N−1).
    """
    return tango_limits(only1, only2, n, tailed(np.asarray(z), n - 1) * np.sqrt(left))


def student_p(only1: Floats, only2: Floats, n: Floats, *, left: Floats) -> Floats:
    """p-value at which `student_limits` just touch 0: McNemar's statistic, held against t."""
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.abs(only2 - only1) / np.sqrt((only1 + only2) * left)
        found = 2 * special.stdtr(n - 1, -apart)
    return np.where((only1 == only2) | (n == 1), 1.0, found)


def tango_limits(only1: Floats, only2: Floats, n: Floats, z: ArrayLike) -> tuple[Floats, Floats]:
    """Tango's score limits of (only2 − only1)/n, each found by halving."""
    estimate = (only2 - only1) / n
    return (
        _score_limit(only1, only2, n, z, inside=estimate, outside=np.full(n.shape, -1.0)),
        _score_limit(only1, only2, n, z, inside=estimate, outside=np.full(n.shape, 1.0)),
    )


def _score_limit(
    only1: Floats, only2: Floats, n: Floats, z: ArrayLike, *, inside: Floats, outside: Floats
) -> Floats:
    """Halve towards the farthest difference that the score test does not reject."""
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        kept = ~_score_rejects(middle, only1, only2, n, z)
        inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
    return np.asarray((inside + outside) / 2)


def _score_rejects(
    delta: Floats, only1: Floats, only2: Floats, n: Floats, z: ArrayLike
) -> NDArray[np.bool_]:
    """Whether a difference of ``delta`` is too far from the table."""
    linear = (2 * n - only2 + only1) * delta - only1 - only2
    root = np.sqrt(np.maximum(linear**2 + 8 * n * only1 * delta * (1 - delta), 0))
    likeliest = (root - linear) / (4 * n)
    variance = n * (2 * likeliest + delta * (1 - delta))
    return np.asarray((only2 - only1 - n * delta) ** 2 > np.square(z) * variance)


def _newcombe_limits(counts: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    """Newcombe's limits (his method 10) of second minus first."""
    both, only1, only2, _ = counts
    waves = []
    for yes in (both + only1, both + only2):
        share = yes / n
        waves.append((share, *wilson_limits(share, n, z)))
    low, high = combined_limits(waves[0], waves[1], phi(counts, corrected=True))
    return low, high


def _mcnemar(only1: Floats, only2: Floats, n: Floats) -> dict[str, Floats]:
    """McNemar's p-values: exact, mid-P, asymptotic."""
    changed, fewer = only1 + only2, np.minimum(only1, only2)
    with np.errstate(invalid="ignore", divide="ignore"):
        one_side = special.betainc(changed - fewer, fewer + 1, 0.5)
        beyond = np.where(fewer > 0, special.betainc(changed - fewer + 1, fewer, 0.5), 0.0)
        asymptotic = special.chdtrc(1, (only2 - only1) ** 2 / changed)
    even = only1 == only2
    mid = np.where(even, 1 - (one_side - beyond) / 2, one_side + beyond)
    p = {
        "exact_p": np.minimum(2 * one_side, 1),
        "mid_p": mid,
        "asymptotic_p": asymptotic,
    }
    nobody = changed == 0
    return {name: np.where(np.isnan(n), np.nan, np.where(nobody, 1, v)) for name, v in p.items()}


def _check_counts(counts: Floats, scalar: bool) -> None:
    """Refuse counts that are negative or not whole."""
    for name, column in zip(CELLS, counts, strict=True):
        wrong = (column < 0) | not_whole(column)
        told = [f"{name} is not a count: {value:g}" for value in column]
        refuse(wrong, told.__getitem__, 0 if scalar else column)
